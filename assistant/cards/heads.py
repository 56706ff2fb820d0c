"""The heads: from an item's features to a confidence for every value, and what in the item speaks for each.

Linear, so that each confidence can be taken apart by sentence, subject and figure; learned by
`python -m assistant.evaluation.fit.card_heads`. Platt's scaling (1999) makes confidences of the logits.
"""

from dataclasses import dataclass, fields
from functools import cached_property
from hashlib import blake2b
from importlib.resources import files
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.cards.measures import FEATURES
from assistant.cards.words import word_lists
from assistant.domain.cards import COLUMNS
from assistant.guide.entries import digest as guide_digest

Floats = NDArray[np.float32]
DIMENSIONS = 384
VALUES = len(COLUMNS)
HEAD, DESCRIBED, READ = slice(0, 384), slice(384, 768), slice(768, 1152)
WORDS = slice(1152, 1152 + VALUES)
HEAD_WORDS = slice(WORDS.stop, WORDS.stop + VALUES)
FIGURES = slice(HEAD_WORDS.stop, HEAD_WORDS.stop + FEATURES)
BLOCKS = (HEAD, DESCRIBED, READ, WORDS, HEAD_WORDS, FIGURES)
WIDTH = FIGURES.stop

_ALWAYS = [
    np.asarray([at for at, (of, _) in enumerate(COLUMNS) if of == facet])
    for facet in ("pace", "audience", "demand", "length")
]


@dataclass(frozen=True)
class Heads:
    """What was learned. `means` and `scales` (WIDTH,) centre and scale features; `weights` (VALUES, WIDTH) and `bias`
    (VALUES,) give logits; `slopes` and `offsets` (VALUES,) are those of Platt's scaling; `thresholds` (VALUES,) say
    from which confidence on a value stands on the card.
    """

    means: Floats
    scales: Floats
    weights: Floats
    bias: Floats
    slopes: Floats
    offsets: Floats
    thresholds: Floats

    @cached_property
    def digest(self) -> str:
        """Changes with the weights, the word lists and the guide, so that cards are made again."""
        hashed = blake2b((word_lists().digest + guide_digest()).encode(), digest_size=12)
        for entry in fields(self):
            hashed.update(np.ascontiguousarray(getattr(self, entry.name), np.float16).tobytes())
        return hashed.hexdigest()

    def scaled(self, features: Floats) -> Floats:
        """Features (items, WIDTH) as the heads take them; a part that an item lacks counts neither way."""
        centred = (features - self.means) / self.scales
        for block in BLOCKS[:3]:
            centred[~features[:, block].any(axis=1), block] = 0
        return np.asarray(centred, np.float32)

    def logits(self, scaled: Floats) -> Floats:
        """(items, VALUES)."""
        return np.asarray(scaled @ self.weights.T + self.bias, np.float32)

    def confidences(self, features: Floats) -> Floats:
        """(items, VALUES), each in 0..1."""
        return sigmoid(self.slopes * self.logits(self.scaled(features)) + self.offsets)

    def given(self, confidences: Floats) -> NDArray[np.bool_]:
        """(items, VALUES): what stands on the cards, for confidences (items, VALUES). Of pace, audience, demand and
        length every item has some: where none is sure enough, it is the one that comes nearest to its threshold."""
        chosen = confidences >= self.thresholds
        for columns in _ALWAYS:
            best = columns[np.argmax(confidences[:, columns] / np.maximum(self.thresholds[columns], 1e-3), axis=1)]
            without = np.flatnonzero(~chosen[:, columns].any(axis=1))
            chosen[without, best[without]] = True
        return np.asarray(chosen & (confidences > 0), np.bool_)

    def to_bytes(self) -> bytes:
        """An .npz of 16-bit numbers."""
        kept = BytesIO()
        arrays: dict[str, Any] = {
            entry.name: np.asarray(getattr(self, entry.name), np.float16) for entry in fields(self)
        }
        np.savez_compressed(kept, **arrays)
        return kept.getvalue()

    @classmethod
    def from_bytes(cls, data: bytes) -> "Heads":
        with np.load(BytesIO(data), allow_pickle=False) as kept:
            return cls(**{entry.name: kept[entry.name].astype(np.float32) for entry in fields(cls)})


def default_heads() -> Heads:
    """The heads that come with the program."""
    return Heads.from_bytes(files("resources").joinpath("cards/heads.npz").read_bytes())


def sigmoid(values: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(values, -30, 30))), np.float32)
