"""Carries an import into the journal. Doing it twice changes nothing."""

import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant.domain.entities import Feedback, Item, Kind, Verdict
from assistant.storage.journal.store import JournalStore
from assistant.storage.library.albums import ALBUM
from assistant.storage.library.store import LibraryStore
from indexers.importers.base import ImportedWork, Source
from indexers.importers.import_transfer import read_works
from indexers.importers.matching import Matcher
from indexers.readers.base import Reading
from indexers.works import work_keys

_FILLED = ("series", "series_index", "subjects", "year")
"""What an import may add to an item that lacks it."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """`matched` works stand for items of the library; `unmatched` ones with creators became wish items.

    `interactions` counts what was new to the journal, `filled` the items that learned a series, subjects or a year.
    `playlist` holds the ids of a playlist's items in its order.
    """

    source: str
    matched: int
    unmatched: tuple[ImportedWork, ...]
    interactions: int
    filled: int = 0
    playlist: tuple[str, ...] = ()


def import_file(path: Path, library: LibraryStore, journal: JournalStore, *, wishes: bool = True) -> ImportReport:
    """Reads an export and records what it says. Raises NotAnImport, or AssistantError for a damaged file."""
    source, works = read_works(path)
    return apply_works(source, works, library, journal, wishes=wishes)


def apply_works(
    source: Source, works: Iterable[ImportedWork], library: LibraryStore, journal: JournalStore, *, wishes: bool = True
) -> ImportReport:
    """Matches works with items; the rest become wish items, which can be recommended as not owned."""
    owned = {item.id: item for item in library.items.all() if item.owned}
    whole = frozenset(library.items.unfiled(ALBUM))
    matcher = Matcher((item for item_id, item in owned.items() if item_id not in whole), library.files.item_paths())
    acts = _Acts(source.name, journal)
    wished = {item.id for item in journal.wishes()}
    unmatched: list[ImportedWork] = []
    found: dict[str, list[ImportedWork]] = defaultdict(list)
    order: list[str] = []
    now = time.time()
    with journal.atomic():
        for work in works:
            if not work.title:
                continue
            match = matcher.match(work)
            if match is not None:
                item_id = match.item_id
                found[item_id].append(work)
            else:
                unmatched.append(work)
                if not wishes or not work.creators:
                    continue
                item_id = journal.identify(work.kind, _keys(work))
                if item_id not in wished and item_id not in owned:
                    journal.put_wish(_wish(work, item_id, now))
                    wished.add(item_id)
            order.append(item_id)
            acts.add(work, item_id, now)
        recorded = acts.record()
        filled = _fill(found, owned, journal) if source.curated else []
    _lay_over(filled, library, journal)
    playlist = tuple(dict.fromkeys(order)) if source.ordered else ()
    return ImportReport(source.name, sum(map(len, found.values())), tuple(unmatched), recorded, len(filled), playlist)


@dataclass
class _Acts:
    """The acts of one import that the journal does not know from an earlier one of the same source."""

    source: str
    journal: JournalStore
    _known: set[tuple[str, Verdict, float]] = field(default_factory=set)
    _played: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    _plays: dict[str, tuple[float, float]] = field(default_factory=dict)
    _new: int = 0

    def __post_init__(self) -> None:
        for row in self.journal.interactions():
            if row.source == self.source:
                self._known.add((row.item_id, row.verdict, round(row.value, 3)))
                if row.verdict is Verdict.PLAYED:
                    self._played[row.item_id] += row.value

    def add(self, work: ImportedWork, item_id: str, now: float) -> None:
        """Time does not tell acts apart: many exports have none. Plays are counted up to the end of the import."""
        for act in work.acts:
            at = act.at if act.at is not None else now
            if act.verdict is Verdict.PLAYED:
                count, latest = self._plays.get(item_id, (0.0, at))
                self._plays[item_id] = count + act.value, max(latest, at)
            else:
                self._record(Feedback(item_id, act.verdict, act.value), at)

    def record(self) -> int:
        """Writes down the plays that came since the last import, and says how many acts were new in all."""
        for item_id, (count, at) in self._plays.items():
            more = count - self._played[item_id]
            if more > 0:
                self._new += 1
                self.journal.record(Feedback(item_id, Verdict.PLAYED, more), at, self.source)
        return self._new

    def _record(self, feedback: Feedback, at: float) -> None:
        key = (feedback.item_id, feedback.verdict, round(feedback.value, 3))
        if key not in self._known:
            self._known.add(key)
            self._new += 1
            self.journal.record(feedback, at, self.source)


def _fill(found: dict[str, list[ImportedWork]], owned: dict[str, Item], journal: JournalStore) -> list[str]:
    """Lets items learn what their files do not say and the other program does. Returns the ids that did."""
    edits = journal.edits()
    filled = []
    for item_id, works in found.items():
        item = owned[item_id]
        news: dict[str, Any] = {}
        for name in _FILLED:
            value = next((value for work in works if (value := getattr(work, name))), None)
            known = getattr(item, name) and name not in item.inferred
            if value and not known and name not in edits.get(item_id, {}):
                news[name] = list(value) if isinstance(value, tuple) else value
        if "series_index" in news and not (item.series or news.get("series")):
            del news["series_index"]
        for name, value in news.items():
            journal.set_edit(item_id, name, value)
        if news:
            filled.append(item_id)
    return filled


def _lay_over(ids: Sequence[str], library: LibraryStore, journal: JournalStore) -> None:
    edits = journal.edits() if ids else {}
    for item_id in ids:
        library.items.edit(item_id, edits[item_id])


def _keys(work: ImportedWork) -> list[str]:
    """The keys under which the indexer would find the same work: a wish turns into the item once it is owned."""
    reading = Reading(
        kind=work.kind, title=work.title, creators=work.creators, identifiers=work.identifiers, album=work.album,
        duration=work.duration,
    )  # fmt: skip
    keys = work_keys(reading)
    people = "|".join(work.creators)
    return keys or [f"wish:{work.kind}|{work.title}|{people}|{work.album if work.kind is Kind.MUSIC else ''}"]


def _wish(work: ImportedWork, item_id: str, now: float) -> Item:
    return Item(
        id=item_id, kind=work.kind, title=work.title, creators=work.creators, year=work.year, series=work.series,
        series_index=work.series_index, publisher=work.publisher, subjects=work.subjects, description=work.description,
        identifiers=work.identifiers, album=work.album, duration=work.duration, added=now, owned=False,
    )  # fmt: skip
