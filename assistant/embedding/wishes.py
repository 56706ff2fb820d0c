"""How people word a wish, whatever it is: what all wishes share says nothing of the one that is meant."""

from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np

from assistant.embedding.encoder import Embedder, Vectors

_DIRECTIONS = 8


class Wish(NamedTuple):
    """A text that asks (`kind` asked), or that tells of a work as one might be wished for (told)."""

    language: str
    kind: str
    text: str


@cache
def wishes() -> tuple[Wish, ...]:
    """In ten languages, written for this."""
    lines = files("resources").joinpath("wishes.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return tuple(Wish(*line.split("\t")) for line in lines)


def common_direction(embedder: Embedder, language: str) -> Vectors:
    """The direction of the mean of all wishes in a language, (dimensions,)."""
    mean = embedder.embed_batch([wish.text for wish in wishes() if wish.language == language]).mean(axis=0)
    return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-9), np.float32)


def asking_directions(embedder: Embedder) -> Vectors:
    """The main directions of English texts that ask, orthonormal: (directions, dimensions)."""
    vectors = embedder.embed_batch([wish.text for wish in wishes() if wish[:2] == ("en", "asked")])
    return np.asarray(np.linalg.svd(vectors, full_matrices=False)[2][:_DIRECTIONS], np.float32)


def without_directions(vectors: Vectors, directions: Vectors) -> Vectors:
    """Vectors (n, dimensions) without their share of orthonormal directions, and shorter by it: a sentence that only
    asks, and says nothing of what is wanted, becomes short.

    Of TOMT's requests, by the cosine to 2,679 blurbs alone, .48 instead of .40 are found among ten.
    """
    return np.asarray(vectors - (vectors @ directions.T) @ directions, np.float32)
