"""Which items carry which names: creators, subjects, series, titles."""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from assistant.recommend.text.text_features import names_key

Rows = NDArray[np.int64]


class FacetIndex:
    """Which items carry which name of one facet (creators, subjects or series), both ways.

    Names are compared by `names_key`; `label` keeps the spelling first met.
    """

    def __init__(self, names: Iterable[Sequence[str]]) -> None:
        self.codes: dict[str, int] = {}
        self.labels: list[str] = []
        self.of_item: list[tuple[int, ...]] = []
        holders: list[list[int]] = []
        for row, own in enumerate(names):
            found: list[int] = []
            for name in own:
                key = names_key(name)
                if not key:
                    continue
                code = self.codes.setdefault(key, len(self.labels))
                if code == len(self.labels):
                    self.labels.append(name)
                    holders.append([])
                if code not in found:
                    found.append(code)
                    holders[code].append(row)
            self.of_item.append(tuple(found))
        self.holders: list[Rows] = [np.asarray(rows, np.int64) for rows in holders]

    def items(self, name: str) -> Rows:
        """Rows of the items that carry the name."""
        code = self.codes.get(names_key(name))
        return self.holders[code] if code is not None else np.zeros(0, np.int64)

    @cached_property
    def _joined(self) -> tuple[str, NDArray[np.int64]]:
        """All names, each between blanks and on a line of its own, and where each line starts."""
        lines = [f" {key} \n" for key in self.codes]
        return "".join(lines), np.cumsum([0, *map(len, lines)])

    def holding(self, phrases: Sequence[str]) -> list[int]:
        """Codes of names that hold one of the phrases, word for word."""
        text, starts = self._joined
        met = [f.start() for phrase in phrases for f in re.finditer(re.escape(f" {phrase} "), text)]
        found: list[int] = np.unique(np.searchsorted(starts, met, side="right") - 1).tolist()
        return found

    def named_in(self, text: str, shortest: int = 3, longest: int = 6) -> list[int]:
        """Codes of names that stand in a text word for word; a name inside a longer one found is left out."""
        words = names_key(text).split()
        found: list[int] = []
        start = 0
        while start < len(words):
            for size in range(min(longest, len(words) - start), 0, -1):
                key = " ".join(words[start : start + size])
                code = self.codes.get(key)
                if code is not None and len(key) >= shortest:
                    found.append(code)
                    start += size - 1
                    break
            start += 1
        return list(dict.fromkeys(found))
