"""A linear reading of phrases and flags: acts by multinomial logistic regression over hashed words and their parts."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from assistant.chat.understand.heads import flags
from assistant.chat.understand.labels import ACTS
from assistant.chat.understand.phrases import BUCKETS, phrases, weighed
from assistant.evaluation.fit.message_examples import Message, targets

Floats = NDArray[np.float32]
RIDGE = 0.17
"""The weight of ½·|w|² beside the losses."""
_FEWEST = 2
_STEPS = 200


@dataclass(frozen=True)
class PhraseHead:
    """`weights` (BUCKETS + FLAGS, acts); `rarity` (BUCKETS,): log((1 + messages) / (1 + those with the phrase)) + 1."""

    weights: Floats
    rarity: Floats

    def logits(self, messages: Sequence[Message]) -> Floats:
        """(messages, acts)."""
        return np.asarray(_matrix(messages, self.rarity) @ self.weights, np.float32)


def fit_phrases(messages: Sequence[Message]) -> PhraseHead:
    counts = np.zeros(BUCKETS, np.float32)
    for message in messages:
        counts[list(phrases(message.text))] += 1
    rarity = np.where(counts >= _FEWEST, np.log((1 + len(messages)) / (1 + counts)) + 1, 0).astype(np.float32)
    acts = np.eye(len(ACTS), dtype=np.float32)[targets(messages)["act"].astype(np.int64)]
    return PhraseHead(_logistic(_matrix(messages, rarity), acts), rarity)


def _matrix(messages: Sequence[Message], rarity: Floats) -> "sparse.csr_matrix":
    rows = [weighed(phrases(message.text), rarity) for message in messages]
    starts = np.cumsum([0, *(len(buckets) for buckets, _ in rows)])
    numbers = np.concatenate([weights for _, weights in rows]), np.concatenate([buckets for buckets, _ in rows])
    said = sparse.csr_matrix((*numbers, starts), shape=(len(messages), BUCKETS))
    known = np.stack([flags(message.text, message.before) for message in messages])
    return sparse.hstack([said, sparse.csr_matrix(known)]).tocsr()


def _logistic(x: "sparse.csr_matrix", acts: Floats) -> Floats:
    """Softmax regression with a ridge by Nesterov's method (1983). x: (messages, columns)."""
    turned = x.T.tocsr()
    rate = np.float32(1 / (0.5 * _top(x, turned) + RIDGE))
    weights: Floats = np.zeros((x.shape[1], acts.shape[1]), np.float32)
    ahead, momentum = weights, 1.0
    for _ in range(_STEPS):
        grown = x @ ahead
        grown = np.exp(grown - grown.max(1, keepdims=True))
        misses = grown / grown.sum(1, keepdims=True) - acts
        moved = np.asarray(ahead - rate * (turned @ misses + RIDGE * ahead), np.float32)
        faster = (1 + math.sqrt(1 + 4 * momentum**2)) / 2
        ahead = moved + np.float32((momentum - 1) / faster) * (moved - weights)
        weights, momentum = moved, faster
    return weights


def _top(x: "sparse.csr_matrix", turned: "sparse.csr_matrix") -> float:
    """The largest eigenvalue of xᵀx, by the power method."""
    vector, length = np.ones(x.shape[1], np.float32), 1.0
    for _ in range(20):
        vector = turned @ (x @ vector)
        length = float(np.linalg.norm(vector))
        vector = vector / length
    return length
