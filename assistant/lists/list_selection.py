"""Which of the candidates go into a list: its number, and its length in minutes or days, are kept."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from math import ceil

import numpy as np

from assistant.chat.session import ChatSession
from assistant.chat.understand.intent import Intent
from assistant.chat.understand.intents import Act
from assistant.domain.entities import Item, Kind, Recommendation
from assistant.domain.lengths import minutes_of
from assistant.language.facet_parser import read_facets
from assistant.language.normalise import fold
from assistant.language.vocabulary import vocabulary
from assistant.lists.circumstances import without_hour
from assistant.lists.forms import Form
from assistant.lists.list_request import MINUTES_A_DAY, MOST_A_DAY, ListWish, read_wish
from assistant.lists.parts import Part
from assistant.messages import duration, tr, trn

UNKNOWN_LENGTH = {Kind.BOOK: 360.0, Kind.MUSIC: 4.0, Kind.DOCUMENT: 20.0}
"""Minutes that stand for an item whose length nobody knows."""
_NEARLY = 0.8
"""Of the time asked for: a list that fills less is told as short."""
_NEARLY_LEAST, _FULL = 0.9, 0.95
_TICKS, _HALVED = 600, 10.0
"""Parts that a time is measured in, and the place by which a candidate counts half for its minutes."""
_FEWEST = {Kind.BOOK: 5.0, Kind.MUSIC: 0.01, Kind.DOCUMENT: 0.1}
_MOST_LOOKED_AT = 200
LENGTH = 12
"""Entries of a list that names neither number nor length."""
OF_EACH = 2
"""Entries of each kind in a bundle that names no number."""


_THESE = re.compile(
    r"(?:all )?(?:of )?(?:these|those|them|the|your|that|it)(?: (?:cards|books|songs|tracks|picks|ones|all))?"
)


def for_list(intent: Intent) -> Intent:
    """The intent of a list: its minutes are those of the whole, not of each entry, and its form may name the kind."""
    if intent.act is not Act.MAKE_LIST:
        return intent
    wish = read_wish(intent.text)
    match wish.form:
        case Form.PLAYLIST:
            kind: Kind | None = Kind.MUSIC
        case Form.BUNDLE:
            kind = None
        case Form.PLAN:
            kind = next((one for one in wish.kinds if one is not Kind.MUSIC), Kind.BOOK)
        case _:
            kind = wish.kinds[0] if len(wish.kinds) == 1 else intent.kind
    # What is said of the list itself is no wish for its works.
    told = bool(read_facets(wish.about).length) and wish.form is not Form.PLAYLIST and not wish.extreme
    length = intent.facets.length if told else ""
    said = f" {fold(without_hour(wish.about))} "
    text = without_hour(intent.text)

    def spoken(concepts: tuple[str, ...]) -> tuple[str, ...]:
        """Without what only says for when: "for the summer" asks for no summer."""
        forms = vocabulary().phrases
        return tuple(one for one in concepts if any(f" {form} " in said for form in forms.get(one, (fold(one),))))

    facets = replace(
        intent.facets,
        minutes=None if wish.minutes or wish.least or wish.a_day else intent.facets.minutes,
        length=length,
        genres=spoken(intent.facets.genres),
        moods=spoken(intent.facets.moods),
        themes=spoken(intent.facets.themes),
    )
    # "An hour of songs, no longer" bounds the whole.
    without = replace(intent.without, length="") if wish.minutes else intent.without
    return replace(intent, text=text, kind=kind, facets=facets, without=without, n=wish.n, minutes=wish.minutes)


def about_list(session: ChatSession, intent: Intent) -> ChatSession:
    """The session whose wish holds only what a list is to be about."""
    if intent.act is not Act.MAKE_LIST:
        return session
    wish = read_wish(intent.text).about if session.wish == intent.text else without_hour(session.wish)
    return replace(session, wish=wish)


def pointed_at(wish: ListWish) -> bool:
    """True for a list of "these": of the cards that were shown, not of what a search finds."""
    return _THESE.fullmatch(fold(wish.about)) is not None


def pool_for(wish: ListWish) -> int:
    """How many candidates are worth looking at."""
    if wish.extreme:
        return _MOST_LOOKED_AT
    usual = min(UNKNOWN_LENGTH.values()) if wish.form is Form.PLAYLIST or wish.kinds == (Kind.MUSIC,) else 60.0
    entries = wish.n or (wish.budget / usual if wish.budget else LENGTH)
    return int(min(max(30, 2 * entries), _MOST_LOOKED_AT))


def number_of(wish: ListWish) -> int | None:
    """How many entries were asked for, in all parts together; None if that was not said of each."""
    counted = [part.n for part in wish.parts if part.n]
    return sum(counted) if wish.parts and len(counted) == len(wish.parts) else wish.n


def of_part(part: Part, wish: ListWish) -> ListWish:
    """A part of a wish as a wish of its own; one that names neither number nor time is as long as a list is."""
    minutes, least = (part.time.minutes, part.time.least) if part.time else (None, None)
    form = Form.PLAYLIST if part.kind is Kind.MUSIC else Form.LIST
    return replace(
        wish, text=part.about, about=part.about, form=form, kinds=(part.kind,), n=part.n, minutes=minutes, least=least,
        days=None, parts=(),
    )  # fmt: skip


def each(wish: ListWish) -> int:
    """Entries of each kind in a bundle: one where single things are asked for, as in "a book and an album"."""
    folded = f" {fold(wish.text)} "
    single = [word for word in vocabulary().kinds if f" a {word} " in folded or f" an {word} " in folded]
    return 1 if len(single) >= max(1, len(wish.kinds)) else OF_EACH


def chosen(wish: ListWish, pool: Sequence[Recommendation]) -> list[Recommendation]:
    """The candidates that make the list, best first, within its number and its length."""
    picks: Sequence[Recommendation] = _varied(_playable(pool) if wish.form is Form.PLAYLIST else list(pool))
    if wish.extreme:
        picks = ordered(picks, wish.extreme)
    if wish.per_creator:
        picks = _few_of_each(picks, wish.per_creator)
    budget = wish.budget
    if budget is None:
        return list(picks[: wish.n or LENGTH])
    if wish.n:
        # Both are wanted: so many of them, and together as long as asked.
        return _so_many(picks, budget, wish.n) or _filled(picks, budget, wish.n)
    if wish.form is Form.PLAYLIST:
        return _packed(_of_several(picks, budget), budget)
    found = _filled(picks, budget, len(picks))
    if not found and wish.form is Form.PLAN and wish.a_day is None and wish.days:
        stretched = [one for one in picks if length_of(one.item) <= MOST_A_DAY * wish.days]
        found = sorted(stretched, key=lambda one: length_of(one.item))[:1]
    return found


def ordered(cards: Sequence[Recommendation], order: str) -> list[Recommendation]:
    """In the order asked for: by series and year, by length, or from light to demanding; as they are without one."""

    def key(one: Recommendation) -> tuple[float, ...]:
        item = one.item
        year = float(item.year) if item.year is not None else float("inf")
        match order:
            case "oldest":
                return (year, item.series_index or 0.0)
            case "newest":
                return (-year,)
            case "shortest":
                return (length_of(item),)
            case "longest":
                return (-length_of(item),)
            case "easiest":
                return (_demand(item), length_of(item))
            case _:
                return ()

    return sorted(cards, key=key)


def _demand(item: Item) -> float:
    """0 light, 1 middling or unknown, 2 demanding, by its card."""
    values = [value for facet, value, _ in item.card if facet == "demand"]
    return {"light": 0.0, "demanding": 2.0}.get(values[0] if values else "", 1.0)


def shortfall(wish: ListWish, items: Sequence[Item]) -> str:
    """What the person should know of a list that holds less than was asked for; empty if it does not."""
    total, budget, n = sum(map(length_of, items)), wish.budget, number_of(wish)
    if n and len(items) < n:
        return trn(
            "You asked for {n}, and only one fits.", "You asked for {n}, and only {fitting} fit.", len(items),
            n=n, fitting=len(items),
        )  # fmt: skip
    if wish.minutes is not None and budget is not None and total < (wish.least or _NEARLY * budget) * _NEARLY_LEAST:
        return tr(
            "You asked for {asked}; what fits takes {found}.",
            asked=duration(budget),
            found=duration(total),
        )
    return ""


def pace(wish: ListWish, items: Sequence[Item]) -> float:
    """Minutes a day of a plan: as asked, else so that it fills its days; never less than five."""
    if wish.a_day is not None:
        return wish.a_day
    total = sum(map(length_of, items))
    if wish.days:
        return max(5.0, float(-(-total // wish.days)))
    return MINUTES_A_DAY


def length_of(item: Item) -> float:
    """Minutes that an item takes, or what stands for them: a book of a page or two is one whose text is not there."""
    minutes = minutes_of(item) or 0.0
    return minutes if minutes >= _FEWEST[item.kind] else UNKNOWN_LENGTH[item.kind]


def _filled(picks: Sequence[Recommendation], budget: float, most: int) -> list[Recommendation]:
    """From the best on, what still fits; then the last is exchanged for the candidate that fills the time best."""
    found: list[Recommendation] = []
    left = budget
    for one in picks:
        if len(found) < most and length_of(one.item) <= left:
            found.append(one)
            left -= length_of(one.item)
    if found and left > 0.05 * budget:
        ids = {one.item.id for one in found}
        room = left + length_of(found[-1].item)
        rest = [one for one in picks if one.item.id not in ids and length_of(one.item) <= room]
        best = max(rest, key=lambda one: length_of(one.item), default=None)
        if best is not None and length_of(best.item) > length_of(found[-1].item):
            found[-1] = best
    return found


def _packed(picks: Sequence[Recommendation], budget: float) -> list[Recommendation]:
    """Those of the candidates that fill the time best, in their order: what is greatest is the sum of
    minutes / (1 + place / 10), less the minutes that lack to nearly all of the time (0/1 knapsack, Bellman 1957)."""
    size = np.asarray([ceil(length_of(one.item) / budget * _TICKS) for one in picks], np.int64)
    worth = size / (1 + np.arange(len(picks)) / _HALVED)
    best = np.full(_TICKS + 1, -np.inf)
    best[0] = 0.0
    taken = np.zeros((len(picks), _TICKS + 1), bool)
    for at, ticks in enumerate(size.tolist()):
        if 0 < ticks <= _TICKS:
            with_it = best[: _TICKS + 1 - ticks] + worth[at]
            taken[at, ticks:] = with_it > best[ticks:]
            best[ticks:] = np.maximum(best[ticks:], with_it)
    left = int(np.argmax(best - np.maximum(_FULL * _TICKS - np.arange(_TICKS + 1), 0.0)))
    found = []
    for at in range(len(picks) - 1, -1, -1):
        if taken[at, left]:
            found.append(picks[at])
            left -= int(size[at])
    return found[::-1]


def _of_several(picks: Sequence[Recommendation], budget: float) -> Sequence[Recommendation]:
    """Without what takes more than half the time alone, where the others fill it."""
    shorter = [one for one in picks if length_of(one.item) <= budget / 2]
    return shorter if sum(length_of(one.item) for one in shorter) >= _NEARLY * budget else picks


def _so_many(picks: Sequence[Recommendation], budget: float, n: int) -> list[Recommendation]:
    """The best that leave room for the shortest of the others until there are n; empty where n are too long
    together. The last is then exchanged as `_filled` does."""
    lengths = [length_of(one.item) for one in picks]
    found: list[int] = []
    left = budget
    for at, length in enumerate(lengths):
        others = sorted(lengths[at + 1 :])[: n - len(found) - 1]
        if len(others) == n - len(found) - 1 and length + sum(others) <= left:
            found.append(at)
            left -= length
            if len(found) == n:
                return _filled([*(picks[one] for one in found), *(one for one in picks[at + 1 :])], budget, n)
    return []


def _few_of_each(picks: Sequence[Recommendation], most: int) -> list[Recommendation]:
    """So many of each creator, the best first."""
    counts: Counter[str] = Counter()
    kept = []
    for one in picks:
        names = [fold(name) for name in one.item.creators]
        if all(counts[name] < most for name in names):
            kept.append(one)
            counts.update(names)
    return kept


def _playable(pool: Sequence[Recommendation]) -> list[Recommendation]:
    return [one for one in pool if one.item.kind is Kind.MUSIC and one.item.form != "album"]


def _varied(pool: Sequence[Recommendation]) -> list[Recommendation]:
    """Each work once: the same title by the same people again is another edition of it."""
    found: dict[tuple[str, tuple[str, ...]], Recommendation] = {}
    for one in pool:
        found.setdefault((fold(one.item.title), tuple(map(fold, one.item.creators))), one)
    return list(found.values())
