"""What a person did and said, as the ranker reads it: one signal per item, in any order of events."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from assistant.domain.entities import LIST_LENGTH, Interaction, Kind, Statement, Verdict
from assistant.domain.feedback import JUDGED, SAID, worth
from assistant.domain.notes import Note
from assistant.domain.targets import Target
from assistant.recommend.catalogue import Catalogue, Rows

HOUR, DAY = 3_600.0, 86_400.0
SNOOZE_DAYS = 14
REASONS = 12
"""So many of the latest reasons given are read with every list."""
USUAL_EXPLORING = 0.1
"""The share of a list that is tried out, at the middle of the slider from familiar to surprising."""
_CONSUMED = SAID | {Verdict.FINISHED, Verdict.DROPPED}
_DONE = frozenset({Verdict.FINISHED, Verdict.READING, Verdict.OPENED, Verdict.SKIPPED, Verdict.ASIDE, Verdict.DROPPED})
"""Acts that speak for themselves; plays are measured against the person's usual count."""


@dataclass(frozen=True, slots=True)
class NotedText:
    """A note with its vector, `dimensions` float32 of unit length as bytes, so that two alike are equal."""

    note: Note
    vector: bytes


@dataclass(frozen=True, slots=True)
class History:
    """The journal of one person. `shown` counts how often an item stood in recent lists without an answer."""

    interactions: tuple[Interaction, ...] = ()
    statements: tuple[Statement, ...] = ()
    hidden: frozenset[Target] = frozenset()
    shown: Mapping[str, float] = field(default_factory=dict)
    notes: tuple[NotedText, ...] = ()

    def reasons(self) -> list[Interaction]:
        """What was said of items with a reason given, the latest first; of each item its last word counts."""
        said = sorted((one for one in self.interactions if one.verdict in SAID), key=lambda one: (one.at, one.id))
        last = {one.item_id: one for one in said}
        given = [one for one in last.values() if one.because.strip() and abs(worth(one) or 0.0) >= JUDGED]
        return sorted(given, key=lambda one: (-one.at, -one.id))[:REASONS]

    def without(self, target: str) -> "History":
        """The history as if an item's feedback and notes, a statement or a whole kind of interaction had never been.

        `target`: an item's id, a statement's or a note's id, or a verdict's word.
        """
        return replace(
            self,
            interactions=tuple(i for i in self.interactions if target not in (i.item_id, str(i.id), i.verdict.value)),
            statements=tuple(s for s in self.statements if s.id != target),
            notes=tuple(one for one in self.notes if target not in (one.note.item_id, one.note.id)),
        )


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for now. `like`: ids of items to be near; `avoid`: ids or words; sliders 0..1, None for usual.

    `explore` is the share of the list that is drawn as a try; it needs a `seed`. The same catalogue, history and
    request give the same list. `contexts`: the occasions that it is now, such as evening;
    None if that is not known. `strict`: only what is known to meet language, years and minutes. `known`: what the
    person has read or heard may return, unless they disliked it.
    `rival`: the other way to rank that takes turns in the list, by its name in `judging.rivals`; it needs a `seed` too.
    """

    text: str = ""
    kind: Kind | None = None
    n: int = LIST_LENGTH
    surprise: float | None = None
    variety: float | None = None
    length: float | None = None
    newness: float | None = None
    renown: float | None = None
    like: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    exclude: frozenset[str] = frozenset()
    creators: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    language: str = ""
    years: tuple[int, int] | None = None
    minutes: float | None = None
    strict: bool = False
    contexts: frozenset[str] | None = None
    known: bool = False
    explore: float = USUAL_EXPLORING
    now: float = field(default_factory=time.time)
    seed: int | None = None
    rival: str = ""


def by_the_hour(history: History, request: Request) -> tuple[History, Request]:
    """What has happened until `now`, asked at the end of its hour: within an hour, ages move nothing in a list."""
    events = history.interactions
    if any(event.at > request.now for event in events):
        history = replace(history, interactions=tuple(event for event in events if event.at <= request.now))
    if any((one.note.at or 0.0) > request.now for one in history.notes):
        notes = tuple(one for one in history.notes if (one.note.at or 0.0) <= request.now)
        history = replace(history, notes=notes)
    return history, replace(request, now=-(-request.now // HOUR) * HOUR)


@dataclass(frozen=True, slots=True)
class Signals:
    """One row per item with feedback: catalogue row, target in −1..1, confidence, time; and who may not return."""

    rows: Rows
    targets: NDArray[np.float64]
    confidences: NDArray[np.float64]
    times: NDArray[np.float64]
    verdicts: tuple[Verdict, ...]
    consumed: Rows
    snoozed: Rows

    def weights(self, now: float, half_life_days: float | None) -> NDArray[np.float64]:
        """c = c₀·2^(−age/h); without a half-life, c₀."""
        if half_life_days is None:
            return self.confidences
        age = np.maximum(now - self.times, 0) / DAY
        return np.asarray(self.confidences * np.exp2(-age / half_life_days), np.float64)

    @property
    def liked(self) -> NDArray[np.bool_]:
        return self.targets > 0.05

    @property
    def disliked(self) -> NDArray[np.bool_]:
        return self.targets < -0.05


def read_signals(history: History, catalogue: Catalogue, now: float) -> Signals:
    """Fold the journal into one signal per item; the order of the rows plays no part, only their times."""
    of_item: dict[int, list[Interaction]] = {}
    for interaction in history.interactions:
        row = catalogue.row.get(interaction.item_id)
        if row is not None and interaction.at <= now:
            of_item.setdefault(row, []).append(interaction)
    plays = [_plays(events) for events in of_item.values()]
    usual_plays = float(np.median([p for p in plays if p] or [1.0]))
    rows, targets, confidences, times, verdicts, consumed, snoozed = [], [], [], [], [], [], []
    for row in sorted(of_item):
        events = sorted(of_item[row], key=lambda i: (i.at, i.id))
        if _is_snoozed(events, now):
            snoozed.append(row)
        if any(event.verdict in _CONSUMED for event in events) or events[-1].verdict is Verdict.READING:
            consumed.append(row)
        signal = _signal(events, usual_plays)
        if signal is None:
            continue
        target, confidence, decisive = signal
        rows.append(row)
        targets.append(target)
        confidences.append(confidence)
        times.append(decisive.at)
        verdicts.append(decisive.verdict)
    return Signals(
        np.asarray(rows, np.int64),
        np.asarray(targets, np.float64),
        np.asarray(confidences, np.float64),
        np.asarray(times, np.float64),
        tuple(verdicts),
        np.asarray(consumed, np.int64),
        np.asarray(snoozed, np.int64),
    )


def _plays(events: Sequence[Interaction]) -> float:
    return sum(max(event.value, 0.0) for event in events if event.verdict is Verdict.PLAYED)


def _is_snoozed(events: Sequence[Interaction], now: float) -> bool:
    """A later act on the item ends its snooze."""
    last = events[-1]
    return last.verdict is Verdict.NOT_NOW and now - last.at < SNOOZE_DAYS * DAY


def _signal(events: Sequence[Interaction], usual_plays: float) -> tuple[float, float, Interaction] | None:
    """(target, confidence, deciding event) of one item's events in order of time.

    The last explicit word decides. Without one, the strongest act does, and plays count against the person's usual.
    """
    explicit = [event for event in events if event.verdict in SAID]
    if explicit:
        last = explicit[-1]
        return _worth(last), 1.0, last
    played = _plays(events)
    acts = [event for event in events if event.verdict in _DONE]
    best = max(acts, key=lambda event: (abs(_worth(event)), event.at), default=None)
    if played:
        last = [event for event in events if event.verdict is Verdict.PLAYED][-1]
        target = played_target(played, usual_plays)
        if best is None or best.verdict in (Verdict.OPENED, Verdict.READING, Verdict.SKIPPED):
            return target, 0.5 + 0.5 * target, last
    if best is None:
        return None
    return _worth(best), 0.6, best


def played_target(plays: float, usual: float) -> float:
    """0 without a play, .5 at the person's usual count, towards 1 with many: p/(p+u), damped by logarithms."""
    damped, reference = np.log1p(plays), np.log1p(max(usual, 1.0))
    return float(damped / (damped + reference))


def _worth(event: Interaction) -> float:
    found = worth(event)
    assert found is not None, "not now is neither said nor done"
    return found
