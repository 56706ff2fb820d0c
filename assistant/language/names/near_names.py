"""Names that are misspelt: the one name of the library within a few letters of what stands there."""

import re
from collections.abc import Iterable

from rapidfuzz.distance import OSA

_EDITS = ((13, 3), (8, 2), (5, 1))
"""Letters of a name, and how many may be wrong, left out, added or changed round."""
_LONE_EDITS = ((9, 2), (6, 1))
"""The same for a name of one word."""
LONGEST_NEAR = 6
"""Words of the longest name that is looked for misspelt."""
_DIGITS = re.compile(r"\d+")


class NearNames:
    """Folded names, found again by their number of words, first letter and length."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names: dict[tuple[int, str, int], list[str]] = {}
        for name in names:
            words = name.count(" ") + 1
            if words <= LONGEST_NEAR and _edits(name):
                self._names.setdefault((words, name[0], len(name)), []).append(name)

    def nearest(self, words: str) -> str:
        """The name that is nearest to folded words which are none themselves; empty where none is near or two are."""
        most, count = _edits(words), words.count(" ") + 1
        found: list[tuple[int, str]] = []
        for length in range(len(words) - most, len(words) + most + 1) if most else ():
            for name in self._names.get((count, words[0], length), ()):
                limit = min(most, _edits(name))
                # Beyond the limit the distance is told as limit + 1.
                apart = OSA.distance(words, name, score_cutoff=limit)
                if 0 < apart <= limit and _begin_alike(words, name) and _DIGITS.findall(words) == _DIGITS.findall(name):
                    found.append((apart, name))
        found.sort()
        if not found or len(found) > 1 and found[0][0] == found[1][0]:
            return ""
        return found[0][1]


def is_near(word: str, name: str) -> bool:
    """Whether a folded word may be a name of one word that is misspelt."""
    most = min(_edits(word), _edits(name))
    return bool(most) and _begin_alike(word, name) and OSA.distance(word, name, score_cutoff=most) <= most


def _begin_alike(words: str, name: str) -> bool:
    """Whether each word begins as that of the name does: nobody misspells a first letter."""
    return [one[0] for one in words.split()] == [one[0] for one in name.split()]


def _edits(name: str) -> int:
    limits = _EDITS if " " in name else _LONE_EDITS
    return next((most for letters, most in limits if len(name) >= letters), 0)
