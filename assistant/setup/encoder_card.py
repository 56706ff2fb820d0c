"""What set-up remembers of an encoder in `encoder.toml`, and the sentences by which it is checked."""

import hashlib
from pathlib import Path

import numpy as np
import tomli_w

from assistant.domain.errors import ModelError
from assistant.embedding.encoder import (
    CARD_FILE,
    MODEL_FILE,
    PASSAGE_FILE,
    TOKENIZER_FILE,
    WEIGHTS_FILE,
    OnnxEmbedder,
    Vectors,
    read_card,
)
from assistant.messages import decimal, tr

LEAST_MEAN_COSINE = 0.999

CHECK_SENTENCES = (
    "A detective returns to the village where she grew up and finds that nobody remembers her.",
    "Slow piano music for a rainy evening.",
    "Minutes of the garden club, spring meeting: seeds, fences, and who brings the cake.",
    "jazz",
    "Love.",
    "",
    "Une femme seule traverse l'hiver dans une maison au bord de la mer.",
    "Ein Kind erzählt vom letzten Sommer vor dem Krieg.",
    "Una novela sobre la memoria, el exilio y el regreso a casa.",
    "Un disco di canzoni popolari registrato in una sola notte.",
    "Een handleiding voor het repareren van oude fietsen.",
    "Роман о семье, которая держит маяк на севере.",
    "夜の街を歩く猫の短い物語。",
    "关于山中茶园的一本小书。",
    "قصة قصيرة عن مدينة بلا أبواب.",
    "Quarterly report: revenue rose by 12.5 % to 3,410,200, costs fell (see table 4, page 17).",
    "def area(width, height):\n    return width * height",
    "What?! No... really -- again? #tag @name https://example.invalid/path?x=1&y=2",
    "It was a quiet street, and the house at its end was quieter still. " * 6,
    "The orchestra tunes, the hall darkens, and a single oboe holds its note. " * 40,
    "supercalifragilisticexpialidocious antidisestablishmentarianism",
    "Space opera about two rival cartographers who must share one ship. Funny, short chapters, no romance.",
    "recipes for winter: soup, bread, stew, pickles, jam",
    "Symphony No. 9 in D minor, Op. 125: III. Adagio molto e cantabile",
)  # no words


def is_verified(folder: Path, least: float = LEAST_MEAN_COSINE, tokenizer: str = TOKENIZER_FILE) -> bool:
    """Whether the encoder in `folder` is whole: its files have the digests that its card remembers, and it answers
    with a mean cosine of at least `least` like the original."""
    try:
        card = read_card(folder, tokenizer)
    except ModelError:
        return False
    stated = {MODEL_FILE: card.digest, tokenizer: card.tokenizer_digest}
    stated |= {PASSAGE_FILE: card.passage_digest} if card.passage_digest else {}
    stated |= {WEIGHTS_FILE: card.weights_digest} if card.weights_digest else {}
    whole = all(sha256(folder / name) == digest for name, digest in stated.items())
    return whole and card.cosine >= least and card.passage_digest is not None


def mean_cosine(folder: Path, expected: Vectors) -> float:
    """Of the encoder in `folder` on CHECK_SENTENCES to the original's vectors, (sentences, dimensions).

    Raises ModelError below LEAST_MEAN_COSINE.
    """
    return agreement(OnnxEmbedder(folder).embed_batch(CHECK_SENTENCES), expected, LEAST_MEAN_COSINE)


def agreement(vectors: Vectors, expected: Vectors, least: float) -> float:
    """The mean cosine of vectors to the original's, both (sentences, dimensions). Raises ModelError below `least`."""
    cosine = float(np.mean(np.sum(expected * vectors, axis=1)))
    # Not `<`: the comparison must fail for NaN as well.
    if not cosine >= least:
        raise ModelError(
            tr(
                "The encoder answers otherwise than the original: mean cosine {cosine}. Nothing was kept.",
                cosine=decimal(cosine, 4),
            )
        )
    return cosine


def write_card(
    folder: Path,
    model: str,
    dimensions: int,
    cosine: float,
    passage_digest: str = "",
    passage_cosine: float = 0.0,
    tokenizer: str = TOKENIZER_FILE,
) -> None:
    """The card of the files that lie in `folder`."""
    weights = folder / WEIGHTS_FILE
    card = {
        "model": model,
        "digest": sha256(folder / MODEL_FILE),
        "tokenizer_digest": sha256(folder / tokenizer),
        "bytes": (folder / MODEL_FILE).stat().st_size + (weights.stat().st_size if weights.exists() else 0),
        "dimensions": dimensions,
        "cosine": cosine,
        "passage_digest": passage_digest,
        "passage_cosine": passage_cosine,
        "weights_digest": sha256(weights) if weights.exists() else "",
    }
    (folder / CARD_FILE).write_text(tomli_w.dumps(card), encoding="utf-8")


def sha256(path: Path) -> str:
    """The SHA-256 of a file, as 64 hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
