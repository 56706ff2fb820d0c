"""Cuts text into the pieces of a unigram vocabulary (Kudo 2018), as sentencepiece does, in a sixth of the memory.

The package `tokenizers` holds the 250,000 pieces of a multilingual vocabulary in 295 MB and needs a second to load
them; here they take 47 MB and a sixth of a second. The best cut of a word is remembered, and most words come again.
"""

import re
import unicodedata
from array import array
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from threading import Lock
from weakref import WeakValueDictionary

import numpy as np
from numpy.typing import NDArray

from assistant.domain.errors import ModelError
from assistant.messages import tr

BLANK = "▁"
"""What stands for the blank before a word."""
START, END, UNKNOWN = 0, 2, 3
LONGEST_PIECE = 16
_UNKNOWN_PENALTY = 10.0
_WORDS_KEPT = 20_000
_COUNT = 8
# What sentencepiece does with characters before NFKC: some vanish, some are blanks.
_GONE = (*range(9), 11, *range(14, 32), 127, 143, 159)
_BLANKS = (9, 10, 12, 13, 0x1680, *range(0x200B, 0x2010), 0x2028, 0x2029, 0x2581, 0xFEFF, 0xFFFD)
_CLEANED = {**dict.fromkeys(_GONE, ""), **dict.fromkeys(_BLANKS, " ")}
# A run of letters without a blank, as Chinese has it, is cut here too: its cost grows with what is remembered of it.
_PARTS = re.compile(r".{1,400}", re.DOTALL)


class UnigramTokenizer:
    """Pieces with their log probabilities; the number of a piece is its place."""

    def __init__(self, pieces: Sequence[str], scores: Sequence[float]) -> None:
        if len(pieces) != len(scores):
            raise ValueError(f"{len(pieces)} pieces with {len(scores)} scores")
        self._numbers = dict(zip(pieces, range(len(pieces)), strict=True))
        for mark in pieces[: UNKNOWN + 1]:
            del self._numbers[mark]
        self._scores = scores
        self._unknown = min(scores) - _UNKNOWN_PENALTY
        self._cut_word = lru_cache(_WORDS_KEPT)(self._cut)

    @classmethod
    def read(cls, path: Path) -> "UnigramTokenizer":
        """From a file that `write_vocabulary` wrote; one serves all who hold that file's. Raises ModelError."""
        try:
            with _reading:
                state = path.stat()
                file = (path, state.st_ino, state.st_mtime_ns, state.st_size)
                if (held := _held.get(file)) is None:
                    held = _held[file] = cls._of(path.read_bytes())
                return held
        except (OSError, ValueError) as error:
            raise ModelError(tr("{file} cannot be read. Run `make setup` to make it again.", file=path)) from error

    @classmethod
    def _of(cls, content: bytes) -> "UnigramTokenizer":
        count = int.from_bytes(content[:_COUNT], "little")
        scores = array("f", content[_COUNT : _COUNT + 4 * count])
        return cls(content[_COUNT + 4 * count :].decode().split("\n"), scores)

    def encode(self, text: str, most: int) -> list[int]:
        """Numbers of the pieces, at most `most` of them, the first and the last the marks of start and end."""
        numbers = [START]
        for word in normalised(text).split(" "):
            numbers += self._pieces(word)
            if len(numbers) >= most:
                break
        return [*numbers[: most - 1], END]

    def count(self, text: str) -> int:
        """How many pieces a text is cut into, without the marks of start and end."""
        return sum(len(self._pieces(word)) for word in normalised(text).split(" ") if word)

    def _pieces(self, word: str) -> Sequence[int]:
        return self._cut_word(BLANK + word) if len(word) < 100 else self._cut_long(BLANK + word)

    def _cut_long(self, word: str) -> list[int]:
        return [number for part in _PARTS.findall(word) for number in self._cut(part)]

    def _cut(self, word: str) -> tuple[int, ...]:
        """The cut with the largest sum of log probabilities, by Viterbi's algorithm."""
        best = [0.0] + [float("-inf")] * len(word)
        piece, begin = [0] * (len(word) + 1), [0] * (len(word) + 1)
        find, scores, size = self._numbers.get, self._scores, len(word)
        for start in range(size):
            if best[start] + self._unknown > best[start + 1]:
                best[start + 1], piece[start + 1], begin[start + 1] = best[start] + self._unknown, UNKNOWN, start
            for end in range(start + 1, min(size, start + LONGEST_PIECE) + 1):
                number = find(word[start:end])
                if number is not None and (score := best[start] + scores[number]) > best[end]:
                    best[end], piece[end], begin[end] = score, number, start
        return _backwards(piece, begin)


_held: "WeakValueDictionary[tuple[Path, int, int, int], UnigramTokenizer]" = WeakValueDictionary()
_reading = Lock()


def write_vocabulary(path: Path, pieces: Sequence[str], scores: NDArray[np.float32]) -> None:
    """Their count in eight bytes, the scores, and the pieces as lines: quick to read."""
    joined = "\n".join(pieces).encode()
    path.write_bytes(len(pieces).to_bytes(_COUNT, "little") + scores.astype("<f4").tobytes() + joined)


def normalised(text: str) -> str:
    """NFKC, without control characters, and with single blanks."""
    return " ".join(unicodedata.normalize("NFKC", text.translate(_CLEANED)).split())


def _backwards(piece: Sequence[int], begin: Sequence[int]) -> tuple[int, ...]:
    """The pieces from the last to the first, turned round; unknown letters in a row are one piece."""
    found: list[int] = []
    end = len(piece) - 1
    while end:
        if piece[end] != UNKNOWN or not found or found[-1] != UNKNOWN:
            found.append(piece[end])
        end = begin[end]
    return tuple(reversed(found))
