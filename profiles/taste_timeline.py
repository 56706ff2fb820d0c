"""How a taste moves: what the works in hand were about, month by month, and what there is more or less of lately."""

import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import exp, inf, lgamma

from assistant.domain.entities import Interaction, Item, Statement
from assistant.domain.feedback import liking, worth
from assistant.language.normalise import fold
from assistant.messages import quoted, tr
from profiles.statement_inference import liking_of_subject

SPAN = 12
"""Months that are looked at."""
LANES = 6
_LATELY, _BEFORE = 91, 365
"""Days that are compared with the days before them."""
_LEAST, _BY_CHANCE, _LIFT = 4, 0.01, 2.0
"""A turn rests on so many works, is less probable than this by chance, and makes the share so many times as large."""
_MOST_TURNS = 3
_ALL_ABOUT = 0.7
"""What more than this share of the works is about tells of the shelf, not of the time."""
_DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class Turn:
    """A subject that there is more or less of lately: it was in `lately` of the last `works_lately` works in hand, and
    in `before` of `works_before` in the year before those. `proposal` says so as a sentence, where there is more."""

    subject: str
    lately: int
    works_lately: int
    before: int
    works_before: int
    proposal: Statement | None = None

    def __str__(self) -> str:
        said = tr("More of {subject} than before.") if self.proposal else tr("Less of {subject} than before.")
        figures = tr(
            "{lately} of {works_lately} works in the last three months, {before} of {works_before} in the year before.",
            lately=self.lately, works_lately=self.works_lately, before=self.before, works_before=self.works_before,
        )  # fmt: skip
        return f"{said.format(subject=quoted(self.subject))} {figures}"


@dataclass(frozen=True, slots=True)
class Timeline:
    """`months`: (year, month), the oldest first. `works`: how many works were in hand in each; `lanes`: of each subject
    how many of these were about it. `turns`: what has changed, what there is
    more of first, and the clearest first."""

    months: tuple[tuple[int, int], ...] = ()
    works: tuple[int, ...] = ()
    lanes: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    turns: tuple[Turn, ...] = ()


def taste_timeline(interactions: Iterable[Interaction], items: Iterable[Item], now: float) -> Timeline:
    """Counted are works that were opened, played, finished or liked and are not disliked, once in each month; nothing
    where all of it fell into one month. What was done at no known time, or after `now`, is left out."""
    shelf = {item.id: item for item in items}
    known = [one for one in interactions if one.item_id in shelf and 0 < one.at <= now]
    liked = liking(known)
    acts = [one for one in known if (worth(one) or 0.0) > 0 and liked[one.item_id] > 0]
    months = _last_months(now)
    held = _works_by_month(acts, months)
    if sum(map(bool, held)) < 2:
        return Timeline()
    spelt: dict[str, str] = {}
    about = {one.item_id: _subjects(shelf[one.item_id], spelt) for one in acts}
    turns = _turns(acts, about, spelt, shelf, now)
    counts = Counter(subject for one in set().union(*held) for subject in about[one])
    usual = [name for name, n in counts.most_common() if n <= _ALL_ABOUT * len(set().union(*held))]
    named = list(dict.fromkeys([*(fold(turn.subject) for turn in turns), *usual]))[:LANES]
    lanes = {spelt[name]: tuple(sum(name in about[one] for one in month) for month in held) for name in named}
    return Timeline(months, tuple(map(len, held)), lanes, turns)


def _last_months(now: float) -> tuple[tuple[int, int], ...]:
    year, month = time.localtime(now)[:2]
    counted = (12 * year + month - 1 - back for back in reversed(range(SPAN)))
    return tuple((one // 12, one % 12 + 1) for one in counted)


def _works_by_month(acts: Iterable[Interaction], months: Sequence[tuple[int, int]]) -> list[set[str]]:
    place = {month: number for number, month in enumerate(months)}
    held: list[set[str]] = [set() for _ in months]
    for one in acts:
        clock = time.localtime(one.at)
        if (number := place.get((clock.tm_year, clock.tm_mon))) is not None:
            held[number].add(one.item_id)
    return held


def _subjects(item: Item, spelt: dict[str, str]) -> frozenset[str]:
    """The subjects of an item as they are compared; `spelt` keeps how each was written first."""
    for subject in item.subjects:
        spelt.setdefault(fold(subject.strip()), subject.strip())
    return frozenset(fold(subject.strip()) for subject in item.subjects if 1 < len(subject.strip()) <= 40)


def _turns(
    acts: Iterable[Interaction],
    about: Mapping[str, frozenset[str]],
    spelt: Mapping[str, str],
    shelf: Mapping[str, Item],
    now: float,
) -> tuple[Turn, ...]:
    last: dict[str, float] = defaultdict(float)
    for one in acts:
        last[one.item_id] = max(last[one.item_id], one.at)
    lately = [item_id for item_id, at in last.items() if now - at <= _LATELY * _DAY]
    before = [item_id for item_id, at in last.items() if _LATELY * _DAY < now - at <= (_LATELY + _BEFORE) * _DAY]
    new, old = (Counter(subject for one in works for subject in about[one]) for works in (lately, before))
    found: list[tuple[float, Turn]] = []
    for name in sorted(new.keys() | old.keys()):
        a, b = new[name], old[name]
        risen = a * len(before) >= _LIFT * b * len(lately) and a >= _LEAST
        fallen = b * len(lately) >= _LIFT * a * len(before) and b >= _LEAST
        if not lately or not before or not (risen or fallen):
            continue
        chance = _tail(a, len(lately), b, len(before)) if risen else _tail(b, len(before), a, len(lately))
        if chance < _BY_CHANCE:
            works = [shelf[one] for one in lately if name in about[one]]
            said = liking_of_subject(works, spelt[name].lower(), now) if risen else None
            found.append((chance, Turn(spelt[name], a, len(lately), b, len(before), said)))
    found.sort(key=lambda pair: (pair[1].proposal is None, pair[0], pair[1].subject))
    return tuple(turn for _, turn in found)[:_MOST_TURNS]


def _tail(a: int, of_a: int, b: int, of_b: int) -> float:
    """The probability of at least `a` among `of_a`, where `a` + `b` of all fell by chance (Fisher's exact test)."""
    marked, total = a + b, of_a + of_b
    whole = _log_ways(total, of_a)
    ways = (_log_ways(marked, k) + _log_ways(total - marked, of_a - k) for k in range(a, min(marked, of_a) + 1))
    return sum(exp(one - whole) for one in ways)


def _log_ways(n: int, k: int) -> float:
    """ln of n over k; −∞ where there is no way."""
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) if 0 <= k <= n else -inf
