"""Phrases of a message as numbers: hashed words, pairs and threes of them, and parts of words."""

from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from assistant.language.normalise import plain

Floats = NDArray[np.float32]
Counts = dict[int, int]

BUCKETS = 1 << 16
"""The first half for words, the second for parts of words."""
_HALF = BUCKETS // 2
_MARKS = "?!.…"
_SHORTEST, _LONGEST = 2, 5
_READ = 600


def phrases(text: str) -> Counts:
    """How often each bucket's phrases stand in a text."""
    words = _words(plain(text[:_READ]))
    counts: Counts = {}
    for start, found in ((0, _runs(words)), (_HALF, _parts(words))):
        for phrase in found:
            bucket = start + crc32(phrase.encode("utf-8", "replace")) % _HALF
            counts[bucket] = counts.get(bucket, 0) + 1
    return counts


def weighed(counts: Counts, rarity: Floats) -> tuple[NDArray[np.int64], Floats]:
    """Buckets with (1 + log count) · rarity, of unit length for words and for parts. rarity: (BUCKETS,)."""
    buckets = np.fromiter(counts, np.int64, len(counts))
    weights = (1 + np.log(np.fromiter(counts.values(), np.float32, len(counts)))) * rarity[buckets]
    for half in (buckets < _HALF, buckets >= _HALF):
        weights[half] /= max(float(np.linalg.norm(weights[half])), 1e-9)
    return buckets, np.asarray(weights, np.float32)


def _runs(words: list[str]) -> list[str]:
    return [" ".join(words[at : at + size]) for size in (1, 2, 3) for at in range(len(words) - size + 1)]


def _parts(words: list[str]) -> list[str]:
    framed = [f" {word} " for word in words]
    return [
        word[at : at + size]
        for word in framed
        for size in range(_SHORTEST, _LONGEST + 1)
        for at in range(max(1, len(word) - size + 1))
    ]


def _words(text: str) -> list[str]:
    letters = (
        f" {letter} " if letter in _MARKS else letter if letter.isalnum() or letter == "'" else " "
        for letter in text.replace("’", "'")
    )
    return "".join(letters).split()
