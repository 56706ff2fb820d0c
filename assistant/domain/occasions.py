"""The occasions that a clock knows, in the words that sentences of the profile use for them."""

import time
from collections.abc import Iterable

MORNING, EVENING, WEEKEND = "morning", "evening", "weekend"
BY_THE_CLOCK = (MORNING, EVENING, WEEKEND)
_MORNING, _NOON, _EVENING, _NIGHT = 5, 12, 18, 4
_SATURDAY = 5


def occasions(at: float, said: Iterable[str] = ()) -> frozenset[str]:
    """What it is at a time (Unix seconds) where the person lives, with what they said that it is."""
    then = time.localtime(at)
    found = {name for name in said if name}
    if _MORNING <= then.tm_hour < _NOON:
        found.add(MORNING)
    if then.tm_hour >= _EVENING or then.tm_hour < _NIGHT:
        found.add(EVENING)
    if then.tm_wday >= _SATURDAY:
        found.add(WEEKEND)
    return frozenset(found)
