"""How often words that speak for a value stand in a text: counts of resources/cards/words.toml."""

import tomllib
from functools import cached_property, lru_cache
from hashlib import blake2b
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from assistant.domain.cards import COLUMNS
from assistant.language.normalise import fold

Floats = NDArray[np.float32]
_LONGEST_PHRASE = 4
_SHORTEST_STEM = 2


class WordLists:
    """The lists in memory: whole words and phrases, and beginnings of words."""

    def __init__(self, document: str) -> None:
        self.digest = blake2b(document.encode(), digest_size=8).hexdigest()
        self._document = document
        self._whole: dict[str, list[int]] = {}
        self._stems: dict[str, list[int]] = {}
        data = tomllib.loads(document)
        for column, (facet, value) in enumerate(COLUMNS):
            for word in data[facet][value].split(","):
                folded = fold(word)
                kept = self._stems if word.strip().endswith("*") else self._whole
                if folded and column not in kept.setdefault(folded, []):
                    kept[folded].append(column)

    @cached_property
    def _longest_stem(self) -> int:
        return max(map(len, self._stems))

    def counts(self, text: str) -> Floats:
        """log(1 + how often a word of each value's list stands in the text), (values,)."""
        found = np.zeros(len(COLUMNS), np.float32)
        words = fold(text).split()
        for at, word in enumerate(words):
            hit: set[int] = set(self._whole.get(word, ()))
            for length in range(_SHORTEST_STEM, min(len(word), self._longest_stem) + 1):
                hit.update(self._stems.get(word[:length], ()))
            for length in range(2, min(_LONGEST_PHRASE, len(words) - at) + 1):
                hit.update(self._whole.get(" ".join(words[at : at + length]), ()))
            found[list(hit)] += 1
        return np.log1p(found)


@lru_cache(maxsize=1)
def word_lists() -> WordLists:
    """The lists that come with the program."""
    return WordLists(files("resources").joinpath("cards/words.toml").read_text(encoding="utf-8"))
