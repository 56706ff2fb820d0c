"""Makes the sentence encoder once: sentence-transformers loads it, torch writes it as ONNX, a check compares the two.

Run by `make setup` through `default_models`. Nothing else of the program needs torch.
"""

import hashlib
import os
import shutil
import tempfile
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import tomli_w

from assistant.domain.errors import ModelError
from assistant.embedding.encoder import (
    CARD_FILE,
    MODEL_FILE,
    PASSAGE_FILE,
    TOKENIZER_FILE,
    OnnxEmbedder,
    Vectors,
    read_card,
)
from assistant.setup.passage_graph import write_passage_graph

LEAST_MEAN_COSINE = 0.999
LEAST_PASSAGE_COSINE = 0.99
"""Processors without VNNI may overflow in eight-bit products; below this, passages are embedded in full precision."""
NAME = "all-MiniLM-L6-v2"

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
)


def load_original(source: Path) -> Any:
    """The SentenceTransformer of `source`, from disk alone."""
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    for name in ("HF_HUB_OFFLINE", "HF_HUB_DISABLE_TELEMETRY", "HF_HUB_DISABLE_UPDATE_CHECK"):
        os.environ[name] = "1"
    os.environ["HF_HUB_DISABLE_PROGRESS_BARS"] = "1"
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging as transformers_logging

    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    # Attention spelled out in single steps is what onnxruntime knows how to fuse.
    return SentenceTransformer(
        str(source), device="cpu", local_files_only=True, model_kwargs={"attn_implementation": "eager"}
    )


def load_peer(source: Path, threads: int) -> Any:
    """The SentenceTransformer of `source` as it runs by itself, for comparing. Raises ModelError if it is absent."""
    try:
        import torch
        from sentence_transformers import SentenceTransformer
    except ImportError as error:
        raise ModelError("sentence-transformers is not installed.") from error
    torch.set_num_threads(threads)
    return SentenceTransformer(str(source), device="cpu", local_files_only=True)


def make_encoder(source: Path, folder: Path, load: Callable[[Path], Any] = load_original) -> bool:
    """Export the encoder in `source` (a sentence-transformers folder) to `folder`; False if it is there already.

    load: gives the SentenceTransformer of a folder. Raises ModelError if the export answers otherwise than the
    original; `folder` then stays as it was.
    """
    if is_verified(folder):
        return False
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix="encoder-") as scratch:
        fresh = Path(scratch) / "encoder"
        fresh.mkdir()
        original = load(source)
        export(original, fresh / MODEL_FILE)
        shutil.copyfile(source / TOKENIZER_FILE, fresh / TOKENIZER_FILE)
        write_card(fresh, cosine=0.0)
        write_card(fresh, cosine=check(original, fresh))
        add_passage_form(original, fresh)
        if folder.exists():
            shutil.rmtree(folder)
        fresh.replace(folder)
    return True


def is_verified(folder: Path) -> bool:
    """Whether the encoder in `folder` is whole: both files have the digests that its card remembers."""
    try:
        card = read_card(folder)
    except ModelError:
        return False
    stated = {MODEL_FILE: card.digest, TOKENIZER_FILE: card.tokenizer_digest}
    if card.passage_digest:
        stated[PASSAGE_FILE] = card.passage_digest
    whole = all(sha256(folder / name) == digest for name, digest in stated.items())
    return whole and card.cosine >= LEAST_MEAN_COSINE and card.passage_digest is not None


def export(original: Any, path: Path) -> None:
    """Write transformer, mean pooling and scaling to unit length as one graph with free batch and length."""
    import torch

    class Encoder(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.transformer = original[0].auto_model

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            states = self.transformer(input_ids=input_ids, attention_mask=attention_mask, return_dict=False)[0]
            kept = attention_mask.unsqueeze(-1).to(states.dtype)
            pooled = (states * kept).sum(1) / kept.sum(1).clamp(min=1e-9)
            return torch.nn.functional.normalize(pooled, p=2, dim=1)

    ids = torch.ones((2, 8), dtype=torch.int64)
    mask = torch.ones_like(ids)
    mask[1, 5:] = 0
    axes = {0: "texts", 1: "tokens"}
    with warnings.catch_warnings():
        # The tracer warns of the exporter's age and of a shape test; `check` compares what it wrote.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            Encoder().eval(),
            (ids, mask),
            str(path),
            input_names=["input_ids", "attention_mask"],
            output_names=["embedding"],
            dynamic_axes={"input_ids": axes, "attention_mask": axes, "embedding": {0: "texts"}},
            opset_version=17,
            dynamo=False,
        )


def check(original: Any, folder: Path) -> float:
    """Mean cosine of the export and the original on CHECK_SENTENCES. Raises ModelError below LEAST_MEAN_COSINE."""
    expected: Vectors = original.encode(list(CHECK_SENTENCES), normalize_embeddings=True, show_progress_bar=False)
    exported = OnnxEmbedder(folder).embed_batch(CHECK_SENTENCES)
    cosine = float(np.mean(np.sum(expected * exported, axis=1)))
    # Not `<`: the comparison must fail for NaN as well.
    if not cosine >= LEAST_MEAN_COSINE:
        raise ModelError(f"The exported encoder differs from the original: mean cosine {cosine:.4f}. Nothing was kept.")
    return cosine


def add_passage_form(original: Any, folder: Path) -> None:
    """Write the eight-bit form beside the model, and on the card, if this processor computes it well enough."""
    cosine = read_card(folder).cosine
    exact = OnnxEmbedder(folder).embed_batch(CHECK_SENTENCES)
    passages = folder / PASSAGE_FILE
    write_passage_graph(original, CHECK_SENTENCES, passages)
    write_card(folder, cosine, sha256(passages))
    quick = OnnxEmbedder(folder).embed_passages(CHECK_SENTENCES)
    passage_cosine = float(np.mean(np.sum(exact * quick, axis=1)))
    if passage_cosine >= LEAST_PASSAGE_COSINE:
        write_card(folder, cosine, sha256(passages), passage_cosine)
    else:
        passages.unlink()
        write_card(folder, cosine)


def write_card(folder: Path, cosine: float, passage_digest: str = "", passage_cosine: float = 0.0) -> None:
    model = folder / MODEL_FILE
    card = {
        "model": NAME,
        "digest": sha256(model),
        "tokenizer_digest": sha256(folder / TOKENIZER_FILE),
        "bytes": model.stat().st_size,
        "dimensions": 384,
        "cosine": cosine,
        "passage_digest": passage_digest,
        "passage_cosine": passage_cosine,
    }
    (folder / CARD_FILE).write_text(tomli_w.dumps(card), encoding="utf-8")


def sha256(path: Path) -> str:
    """The SHA-256 of a file, as 64 hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
