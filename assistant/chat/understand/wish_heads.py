"""What of a message is asked for, what is denied and what only tells of circumstances; and which kind it is for.

Learned by `python -m assistant.evaluation.fit.wish_heads`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.cards.heads import sigmoid
from assistant.chat.understand.labels import SPANS
from assistant.embedding.encoder import clean
from assistant.embedding.unigram import UnigramTokenizer
from assistant.setup.grafted_graph import packed, unpacked

Floats = NDArray[np.float32]
_OWN = ("spans", "spans_bias", "kinds", "kinds_bias")
_WORD = re.compile(r"\S+")


class Word(NamedTuple):
    """A word of a text by its characters, and by its tokens."""

    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True)
class WishWeights:
    """What was learned. `upper`: layers as `GraftedGraph` takes them. `spans` (SPANS, 2 · DIMENSIONS) and `spans_bias`
    give logits of each token from its state and the mean of all, `kinds` (KINDS, 3 · DIMENSIONS) and `kinds_bias` those
    of the kinds of a message."""

    upper: Mapping[str, NDArray[Any]]
    spans: Floats
    spans_bias: Floats
    kinds: Floats
    kinds_bias: Floats

    @classmethod
    def from_bytes(cls, data: bytes) -> "WishWeights":
        own, upper = unpacked(data, _OWN)
        return cls(upper, **own)

    def to_bytes(self) -> bytes:
        """See `packed`."""
        return packed({name: getattr(self, name) for name in _OWN} | dict(self.upper))

    def kind_of(self, seen: Floats) -> Floats:
        """How likely each of KINDS is. seen: (3 · DIMENSIONS,), `pooled`."""
        logits = self.kinds @ seen + self.kinds_bias
        grown = np.exp(logits - logits.max())
        return np.asarray(grown / grown.sum(), np.float32)

    def of_letters(self, text: str, states: Floats, words: Sequence[Word]) -> dict[str, Floats]:
        """By span, how likely each character of a text belongs to it, (characters,): that of its word. states: of the
        message's tokens, (tokens, DIMENSIONS)."""
        mean = np.broadcast_to(states.mean(0), states.shape)
        found = sigmoid(np.concatenate([states, mean], axis=1) @ self.spans.T + self.spans_bias)
        letters = np.zeros((len(SPANS), len(text)), np.float32)
        for word in words:
            letters[:, word.start : word.end] = found[word.first : word.last].mean(0)[:, None]
        return dict(zip(SPANS, letters, strict=True))


def words_of(text: str, tokenizer: UnigramTokenizer, first: int, most: int) -> list[Word]:
    """The words of a text whose tokens, counted from `first`, lie below `most`."""
    found, at = [], first
    for word in _WORD.finditer(text):
        behind = at + tokenizer.count(clean(word.group()))
        if behind > most:
            break
        if behind > at:
            found.append(Word(*word.span(), at, behind))
        at = behind
    return found
