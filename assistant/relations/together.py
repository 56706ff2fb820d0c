"""What goes together: works that were used on the same days again and again, and that stand in the same lists."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from assistant.domain.entities import Interaction, Verdict
from assistant.domain.relations import Edge, Relation

_USED = frozenset({Verdict.OPENED, Verdict.PLAYED, Verdict.READING, Verdict.FINISHED})
MOST_A_DAY = 60
"""A day on which more works were used than a person can use was an import: it tells nothing."""
_LEAST_DAYS = 2
_LIFT = 2.0
"""How much oftener than by chance two works must meet."""
_PAIRS = 1.0
"""What a list of two counts; one of n counts 1 / log₂ n."""


class Together:
    """Built from the journal in one pass; asked for one item at a time."""

    def __init__(self, interactions: Sequence[Interaction], lists: Mapping[str, Sequence[str]]) -> None:
        """`lists`: titles of what the person put together, with the items' ids."""
        days: dict[int, set[str]] = {}
        for act in interactions:
            if act.verdict in _USED and (day := _day(act.at)) is not None:
                days.setdefault(day, set()).add(act.item_id)
        self._days = {day: used for day, used in days.items() if len(used) <= MOST_A_DAY}
        self._of_item: dict[str, list[int]] = {}
        for day, used in self._days.items():
            for item_id in used:
                self._of_item.setdefault(item_id, []).append(day)
        self._lists = lists
        self._held: dict[str, list[str]] = {}
        for title, items in lists.items():
            for item_id in dict.fromkeys(items):
                self._held.setdefault(item_id, []).append(title)

    def of(self, item_id: str) -> Iterator[Edge]:
        """Works that met this one on at least two days and twice as often as chance has it, or stand in lists with it.

        By chance two works meet on a·b / n days, where a and b are the days of each and n the days of any.
        """
        own = self._of_item.get(item_id, [])
        met = Counter(other for day in own for other in self._days[day])
        lists: dict[str, list[str]] = {}
        for title in self._held.get(item_id, []):
            for other in dict.fromkeys(self._lists[title]):
                lists.setdefault(other, []).append(title)
        for other in sorted({*met, *lists} - {item_id}):
            by_day = self._lift(met[other], len(own), len(self._of_item.get(other, [])))
            by_list = sum(_PAIRS / math.log2(max(2, len(self._lists[title]))) for title in lists.get(other, []))
            if by_day or by_list:
                shared = tuple(lists.get(other, []))
                yield Edge(
                    other,
                    Relation.TOGETHER,
                    by_day + by_list,
                    days=met[other] if by_day else 0,
                    own_days=len(own),
                    lists=shared,
                )

    def _lift(self, met: int, own: int, others: int) -> float:
        if met < _LEAST_DAYS:
            return 0.0
        # The day more keeps two works that were used on every single day from being told apart from chance.
        lift = met * (len(self._days) + 1) / (own * others)
        return math.log2(1 + met) if lift >= _LIFT or met == own == others else 0.0


def _day(at: float) -> int | None:
    """The day of the calendar where the person lives; None for a time that no calendar has."""
    try:
        return datetime.fromtimestamp(at).toordinal()
    except (OverflowError, OSError, ValueError):
        return None
