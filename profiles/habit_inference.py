"""Proposals about the hour: what a person turns to in the morning, in the evening or at the weekend. Code counts."""

import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from assistant.domain.entities import Interaction, Item, Kind, Origin, Statement, Verdict
from assistant.domain.kinds import ENGLISH_NOUNS
from assistant.domain.occasions import BY_THE_CLOCK, EVENING, MORNING, WEEKEND, occasions
from assistant.language.normalise import flatten
from profiles.statements import stable_id

_ACTS = frozenset({Verdict.OPENED, Verdict.PLAYED, Verdict.READING, Verdict.FINISHED})
"""What is done at an hour. A like may be said at any."""
_LEAST_ACTS, _LEAST_DAYS = 6, 4
_LEAST_SHARE, _LEAST_LIFT = 0.5, 1.5
_MOST = 3
_DAY = 86_400.0
_SAID = {MORNING: "In the morning", EVENING: "In the evening", WEEKEND: "At the weekend"}  # no words
"""English in every language: the profile reads the words of its sentences again."""
_Value = tuple[Kind, str, str]
"""(kind, name of a facet, value); the name is empty for the kind itself."""


@dataclass
class _Counted:
    acts: int = 0
    of: dict[_Value, int] = field(default_factory=lambda: defaultdict(int))
    days: dict[_Value, set[int]] = field(default_factory=lambda: defaultdict(set))
    items: dict[_Value, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))


def infer_habits(interactions: Iterable[Interaction], items: Iterable[Item], now: float) -> tuple[Statement, ...]:
    """What is done much oftener at one time than at others, the clearest first; proposals only (`origin` INFERRED).

    A kind, creator or subject is named where it makes up at least half of what was done then, on several days, and
    that is half as much again as at other times. Imported acts whose hour is unknown, at midnight sharp, do not count.
    """
    known = {item.id: item for item in items}
    then, otherwise = {name: _Counted() for name in BY_THE_CLOCK}, {name: _Counted() for name in BY_THE_CLOCK}
    for act in interactions:
        item = known.get(act.item_id)
        if item is None or act.verdict not in _ACTS or act.at > now or _hour_unknown(act.at):
            continue
        current = occasions(act.at)
        for name in BY_THE_CLOCK:
            _count((then if name in current else otherwise)[name], act, item)
    found = [one for name in BY_THE_CLOCK for one in _of_occasion(name, then[name], otherwise[name], now)]
    return tuple(sorted(found, key=lambda one: (-one.strength, one.id))[: 2 * _MOST])


def _hour_unknown(at: float) -> bool:
    clock = time.localtime(at)
    return at % _DAY == 0 or (clock.tm_hour, clock.tm_min, clock.tm_sec) == (0, 0, 0)


def _count(counted: _Counted, act: Interaction, item: Item) -> None:
    counted.acts += 1
    for value in _values(item):
        counted.of[value] += 1
        counted.days[value].add(int(act.at // _DAY))
        counted.items[value][item.id] = None


def _values(item: Item) -> set[_Value]:
    found = {
        (item.kind, "", ""),
        *((item.kind, "subject", one.strip().lower()) for one in item.subjects if one.strip()),
    }
    if "creators" not in item.inferred:
        found |= {(item.kind, "creator", one) for one in item.creators if one.strip()}
    return found


def _of_occasion(name: str, then: _Counted, otherwise: _Counted, now: float) -> list[Statement]:
    clear: list[tuple[float, _Value]] = []
    for value, acts in then.of.items():
        share, usual = acts / then.acts, (otherwise.of.get(value, 0) + 1) / (otherwise.acts + 2)
        if acts < _LEAST_ACTS or len(then.days[value]) < _LEAST_DAYS or otherwise.acts < _LEAST_ACTS:
            continue
        if share >= _LEAST_SHARE and share / usual >= _LEAST_LIFT:
            clear.append((share * (share / usual), value))
    # The most special first: a subject says more than the kind that it belongs to.
    clear.sort(key=lambda one: (not one[1][1], -one[0], one[1]))
    return [_statement(name, value, then, now) for value in _told_once(clear)]


def _told_once(clear: Iterable[tuple[float, _Value]]) -> list[_Value]:
    """One sentence for each kind: the others would say the same of the same items."""
    kept: dict[Kind, _Value] = {}
    for _, value in clear:
        kept.setdefault(value[0], value)
    return list(kept.values())[:_MOST]


def _statement(name: str, value: _Value, then: _Counted, now: float) -> Statement:
    kind, facet, what = value
    acts = then.of[value]
    return Statement(
        id=stable_id(kind, "habit", name, facet, what),
        text=f"{_SAID[name]} I like {_object(kind, facet, what)}.",  # no words
        strength=round((acts + 1) / (then.acts + 2), 3),
        kind=kind,
        context=name,
        origin=Origin.INFERRED,
        evidence=tuple(then.items[value]),
        support=(acts, then.acts),
        updated=now,
    )


def _object(kind: Kind, facet: str, what: str) -> str:
    noun = ENGLISH_NOUNS[kind]
    match facet:
        case "creator":
            return f"{noun} by {flatten(what, 120)}"
        case "subject":
            return f"{flatten(what, 60)} {noun}" if kind is Kind.MUSIC else f"{noun} about {flatten(what, 60)}"
        case _:
            return noun
