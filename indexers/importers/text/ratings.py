"""Ratings as people and programs write them: "4,5", "9/10", "★★★★☆", "****", "80 %", "4.5 stars"."""

import re
from collections.abc import Iterable

from indexers.importers.text.dates import number

_FULL, _EMPTY, _HALF = "★⭐🌟✭✮✯⋆*＊●⬤■", "☆✩⚝○◯□", "½⯨⯪◐"
_HEARTS, _NO_HEARTS = "♥❤💛", "♡🤍"
_SIGNS = re.compile(f"[{re.escape(_FULL + _EMPTY + _HEARTS + _NO_HEARTS + '⯨⯪◐')}]")
_HALVES = re.compile(r"½|(?<!\d)1\s*[/⁄]\s*2(?!\d)")
_OF = re.compile(r"([\d.,]+)\s*(?:/|⁄|\b(?:out of|of|von|sur|de|di|su|van|av|z|из)\b)\s*(\d+(?:[.,]0+)?)", re.I)
_HIGHEST = 100
_A_SLIP = 20
"""Of so many ratings one may lie above the scale of all others."""
_NONE = re.compile(
    r"(?:[\s\-–—_.?/]*|[-−]\s*\d+(?:[.,]\d+)?|n/?a|none|null|nan|unrated|not rated|no rating|not yet rated)$"
    r"|\s*0+(?:[.,]0+)?(?![.,]?\d)",
    re.I,
)
"""What says that no rating was given, such as "0/5"."""


def stars(text: str, most: float = 5.0) -> float:
    """A rating on the scale of five stars; 0 for none, for what cannot be read and for more than its scale has.

    `most`: the highest value of the scale that bare numbers are on.
    """
    own = _by_itself(text)
    found = own if own is not None else max(_value(text), 0.0) * 5 / most
    return found if found <= 5 else 0.0


def is_unread(text: str, most: float = 5.0) -> bool:
    """Whether a text says something of a rating, and not what; `most` as for `stars`."""
    empty = any(sign in text for sign in _EMPTY + _NO_HEARTS)
    return not (stars(text, most) or empty or _NONE.match(text))


def scale_of(ratings: Iterable[str], name: str = "") -> float:
    """The highest value of the scale that the bare numbers among some ratings are on: 1, 5, 10, 20 or 100.

    `name`: that of their column, which may say it: "Rating (out of 10)", "Note /20".
    """
    if told := re.search(r"(?:/|\b(?:out of|of|von|sur|de|su)\b|\d\s*[-–]|\bto\b|\bbis\b)\s*(5|10|20|100)\b", name):
        return float(told[1])
    values = sorted(value for text in ratings if _by_itself(text) is None and (value := _value(text)) > 0)
    if not values:
        return 5.0
    usual = values[-1 - len(values) // _A_SLIP]
    if values[-1] <= 1 and any(value % 0.5 for value in values):
        # Quod Libet and others rate by shares of one.
        return 1.0
    return next((most for most in (5.0, 10.0, 20.0) if usual <= most), 100.0)


def _by_itself(text: str) -> float | None:
    """Stars of a rating that tells its own scale: signs, a share, or a number with its highest or with a sign."""
    halves = bool(_HALVES.search(text))
    bare = _HALVES.sub(" ", text) if halves and (_SIGNS.search(text) or re.match(r"\s*\d+\s*\D", text)) else text
    if match := _OF.search(bare):
        return 5 * (number(match[1]) + 0.5 * (bare is not text)) / (number(match[2]) or 5)
    if "%" in bare:
        return max(number(bare), 0.0) / 20
    if not _SIGNS.search(text):
        return None
    return _value(text) if re.search(r"\d", bare) else _shown(text, halves)


def _shown(text: str, halves: bool) -> float:
    """Signs in a row; with the empty ones they tell how many there could be. A single heart is no rating."""
    full, empty = (sum(map(text.count, signs)) for signs in (_FULL, _EMPTY))
    hearts, no_hearts = (sum(map(text.count, signs)) for signs in (_HEARTS, _NO_HEARTS))
    if not full and hearts + no_hearts > 1:
        full, empty = hearts, no_hearts
    half = halves or any(sign in text for sign in _HALF)
    places = full + empty + half if empty else 5 if full <= 5 else 10
    return 5 * (full + half / 2) / places if places else 0.0


def _value(text: str) -> float:
    """A number and a half of one behind it; 0 where other words come first, or for what no scale goes up to."""
    half = bool(_HALVES.search(text))
    bare = _HALVES.sub(" ", text) if half else text
    found = number(bare) if re.match(r"[^\w-]*\d", bare) else 0.0
    return found + 0.5 * half if found <= _HIGHEST else 0.0
