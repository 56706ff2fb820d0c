"""The occasions that a clock and a calendar know, in the words that sentences of the profile use for them."""

import time
from collections.abc import Iterable

MORNING, EVENING, WEEKEND = "morning", "evening", "weekend"
WEEKDAYS, CHRISTMAS = "weekdays", "christmas"
SEASONS = ("winter", "spring", "summer", "autumn")
BY_THE_CLOCK = (MORNING, EVENING, WEEKEND)
_MORNING, _NOON, _EVENING, _NIGHT = 5, 12, 18, 4
_SATURDAY, _DECEMBER = 5, 12


def occasions(at: float, said: Iterable[str] = ()) -> frozenset[str]:
    """What it is at a time (Unix seconds) where the person lives, with what they said that it is."""
    then = time.localtime(at)
    found = {name for name in said if name}
    if _MORNING <= then.tm_hour < _NOON:
        found.add(MORNING)
    if then.tm_hour >= _EVENING or then.tm_hour < _NIGHT:
        found.add(EVENING)
    found.add(WEEKEND if then.tm_wday >= _SATURDAY else WEEKDAYS)
    # North of the equator: where somebody lives is not asked.
    found.add(SEASONS[then.tm_mon % 12 // 3])
    if then.tm_mon == _DECEMBER:
        found.add(CHRISTMAS)
    return frozenset(found)
