"""Radios and paths: what follows what, from one work on or from one to another; kept as a list if one likes."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.app.changes import Changes
from assistant.app.lists.lists import Lists
from assistant.app.recommend.ranking import Ranking
from assistant.app.stores import Stores
from assistant.chat.services import SavedList, Station
from assistant.domain.entities import Item, Kind, Verdict
from assistant.domain.errors import AssistantError, UsageError
from assistant.domain.feedback import standing_verdicts
from assistant.domain.lengths import minutes_of
from assistant.domain.relations import NO_MIX, Mix, Step
from assistant.explain.step_words import step_words
from assistant.messages import mark, quoted, tr
from assistant.recommend.catalogue import KINDS, Catalogue, Rows
from assistant.relations.alike import Alike
from assistant.relations.paths import Sequencing

RADIO, READING_PATH = "radio", "reading path"  # no words
_MINUTES = 60.0
_STOPS = {True: 8, False: 5}
"""Works of a path where no length is asked for: of music, and of anything to read."""
_MOST_PIECES = 25
"""Where no length is asked for: short pieces would empty the shelf before the hour is full."""
_LONGEST = 200
_TOLD = 2
"""Works to be left out that a title names."""
_USUAL = {Kind.MUSIC: 4.0, Kind.BOOK: 360.0, Kind.DOCUMENT: 20.0}
"""Minutes of a work whose length nobody knows."""


@dataclass(frozen=True, slots=True)
class Sequenced:
    """Works in order, each with what it has in common with the one before."""

    title: str
    form: str
    items: tuple[Item, ...]
    steps: tuple[Step, ...]

    @property
    def minutes(self) -> float:
        return sum(map(_minutes, self.items))

    def reasons(self) -> dict[str, str]:
        """By item id, in words."""
        pairs = zip(self.items, self.items[1:], self.steps[1:], strict=False)
        said = {item.id: step_words(step, before) for before, item, step in pairs}
        return {self.items[0].id: tr("It begins here"), **said}


class Radio:
    """Nothing that is hidden or disliked comes, and albums only where they are one file."""

    def __init__(self, stores: Stores, ranking: Ranking, lists: Lists) -> None:
        self._library = stores.library
        self._ranking, self._lists = ranking, lists

    def made(self, item_id: str, to: str = "", minutes: float | None = None, mix: Mix = NO_MIX) -> Sequenced:
        """A radio from an item, or a path from it to another. Raises UnknownItem, UsageError, and AssistantError where
        nothing can follow."""
        catalogue = self._ranking.catalogue()
        start = self._row(catalogue, item_id)
        end = self._row(catalogue, to) if to else None
        plus, minus = ([self._row(catalogue, one) for one in ids] for ids in (mix.plus, mix.minus))
        _check(minutes, start, end, plus, minus)
        kinds = {catalogue.items[row].kind for row in (start, end) if row is not None}
        pool = self._pool(catalogue, kinds, [start, *([] if end is None else [end]), *minus])
        order = Sequencing(Alike(catalogue), pool)
        if end is None:
            rows = order.radio(start, lambda path: _is_enough(catalogue, path, minutes), plus, minus)
        else:
            rows = order.path(start, end, _between(catalogue, pool, start, end, minutes))
        if len(rows) < 2:
            title = quoted(catalogue.items[start].title)
            raise AssistantError(tr("Nothing on your shelves can follow {title}.", title=title))
        return _named(catalogue, rows, end is not None, _mixed(catalogue, start, plus, minus))

    def keep(self, made: Station) -> Changes[SavedList]:
        """Keep it as a list, each entry with its reason."""
        return self._lists.keep(made.title, [item.id for item in made.items], made.reasons(), form=made.form)

    def _row(self, catalogue: Catalogue, item_id: str) -> int:
        """An album stands for the track that sounds most like all of it."""
        item = self._library.items.get(item_id)
        row = catalogue.row[item.id]
        tracks = np.flatnonzero((catalogue.albums == row) & (np.arange(len(catalogue)) != row))
        if not item.form or not len(tracks):
            return row
        return int(tracks[int(np.argmax(Alike(catalogue).between(np.asarray([row]), tracks)[0]))])

    def _pool(self, catalogue: Catalogue, kinds: set[Kind], without: Sequence[int]) -> Rows:
        rows = np.arange(len(catalogue))
        told = [KINDS.index(kind) for kind in kinds]
        divided = np.zeros(len(catalogue), np.bool_)
        divided[catalogue.albums[(catalogue.albums >= 0) & (catalogue.albums != rows)]] = True
        history = self._ranking.history()
        barred = catalogue.hidden_rows(history.hidden).copy()
        for item_id, verdict in standing_verdicts(history.interactions).items():
            if verdict in (Verdict.DISLIKED, Verdict.DROPPED) and item_id in catalogue.row:
                barred[catalogue.row[item_id]] = True
        allowed = np.isin(catalogue.kinds, told) & catalogue.owned & ~divided & ~barred
        allowed[list(without)] = False
        return np.flatnonzero(allowed)


def _check(minutes: float | None, start: int, end: int | None, plus: Sequence[int], minus: Sequence[int]) -> None:
    if minutes is not None and not 0 < minutes <= 10_000:
        raise UsageError(tr("Minutes are a number from 1 to 10,000."))
    if start == end:
        raise UsageError(tr("A path leads from one work to another."))
    if end is not None and (plus or minus):
        raise UsageError(tr("A path has two ends; a mix has one. Ask for one of them."))
    if {start, *plus} & set(minus):
        raise UsageError(tr("The same work cannot be wanted and left out."))


def _between(catalogue: Catalogue, pool: Rows, start: int, end: int, minutes: float | None) -> int:
    """How many works lie between the ends, by the usual length of what may come."""
    if minutes is None:
        return _STOPS[catalogue.items[start].kind is Kind.MUSIC] - 2
    usual = float(np.median([_minutes(catalogue.items[row]) for row in pool.tolist()])) if len(pool) else 1.0
    left = minutes - _minutes(catalogue.items[start]) - _minutes(catalogue.items[end])
    return max(0, min(_LONGEST, round(left / max(usual, 0.1))))


def _mixed(catalogue: Catalogue, start: int, plus: Sequence[int], minus: Sequence[int]) -> str:
    """ "This + that − the other", with the first few of those that are left out."""
    titles = [catalogue.items[row].title for row in (start, *plus, *minus[:_TOLD])]
    signs = ["", *(" + " for _ in plus), *(" − " for _ in minus[:_TOLD])]
    told = "".join(f"{sign}{title}" for sign, title in zip(signs, titles, strict=True))
    return f"{told} …" if len(minus) > _TOLD else told


def _named(catalogue: Catalogue, rows: Sequence[int], path: bool, mixed: str) -> Sequenced:
    alike = Alike(catalogue)
    followers = (alike.step(one, other) for one, other in zip(rows, rows[1:], strict=False))
    items = tuple(catalogue.items[row] for row in rows)
    music = all(item.kind is Kind.MUSIC for item in items)
    if path:
        title = tr("From {title} to {end}", title=items[0].title, end=items[-1].title)
    else:
        title = tr(mark("Radio: {title}") if music else mark("After {title}"), title=mixed)
    return Sequenced(title, RADIO if music else READING_PATH, items, (Step(catalogue.ids[rows[0]]), *followers))


def _is_enough(catalogue: Catalogue, path: Sequence[int], minutes: float | None) -> bool:
    if len(path) >= _LONGEST:
        return True
    music = catalogue.items[path[0]].kind is Kind.MUSIC
    if minutes is None and len(path) >= (_MOST_PIECES if music else _STOPS[False]):
        return True
    wanted = minutes if minutes is not None else _MINUTES if music else math.inf
    return sum(_minutes(catalogue.items[row]) for row in path) >= wanted


def _minutes(item: Item) -> float:
    known = minutes_of(item)
    return _USUAL[item.kind] if known is None else known
