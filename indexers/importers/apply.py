"""Carries an import into the journal. Doing it twice changes nothing."""

import time
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path
from typing import Any

from assistant.domain.entities import Item, Kind
from assistant.messages import decimal, tr
from assistant.storage.journal.store import JournalStore
from assistant.storage.library.albums import ALBUM
from assistant.storage.library.store import LibraryStore
from indexers.importers.acts import NewActs
from indexers.importers.base import LEFT_OUT, ImportedWork, Problem, Source
from indexers.importers.import_transfer import PackedWorks, opened_export
from indexers.importers.matching import Matcher
from indexers.notes.imported import NewNotes, as_document
from indexers.readers.base import Reading
from indexers.works import work_keys

_FILLED = ("series", "series_index", "subjects", "year")
"""What an import may add to an item that lacks it."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """`matched` works stand for items of the library; `unmatched` ones with creators became wish items.

    `interactions` counts what was new to the journal, `plays` all plays that the file tells of, `filled` the items that
    learned a series, subjects or a year, `left_out` what is no book, music or document. `playlist` holds the ids of a
    playlist's items in its order.
    """

    source: str
    matched: int
    unmatched: PackedWorks
    interactions: int
    filled: int = 0
    playlist: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    left_out: Mapping[str, int] = field(default_factory=dict)
    plays: int = 0
    notes: int = 0
    """Notes, highlights and reviews that were new."""


def left_out_words(report: ImportReport) -> list[str]:
    """What was left out on purpose, each kind with its count, for a person."""
    return [tr("left out: {n} ({what})", n=decimal(n), what=tr(LEFT_OUT[what])) for what, n in report.left_out.items()]


def import_file(
    path: Path,
    library: LibraryStore,
    journal: JournalStore,
    *,
    wishes: bool = True,
    columns: Mapping[str, str] | None = None,
) -> ImportReport:
    """Reads an export and records what it says. Raises NotAnImport, or AssistantError for a damaged file.

    `columns`: {role: name of a table's column}, as a person assigned them.
    """
    with opened_export(path, columns) as export:
        folder = path.absolute().parent
        report = apply_works(export.source, export.works, library, journal, wishes=wishes, folder=folder)
    return replace(report, problems=tuple(export.problems), left_out=export.left_out)


def apply_works(
    source: Source,
    works: Iterable[ImportedWork],
    library: LibraryStore,
    journal: JournalStore,
    *,
    wishes: bool = True,
    folder: Path | None = None,
) -> ImportReport:
    """Matches works with items; the rest become wish items, which can be recommended as not owned.

    What a list names and nobody owns is no wish. `folder` is where the file lies, for places that it names.
    """
    owned = {item.id: item for item in library.items.all() if item.owned}
    whole = frozenset(library.items.unfiled(ALBUM))
    standing = (item for item_id, item in owned.items() if item_id not in whole)
    matcher = Matcher(standing, library.files.item_paths(), folder)
    now = time.time()
    acts, notes = NewActs(source.name, journal, now), NewNotes(source.name, journal)
    shelf = _Wishes(journal, owned, now) if wishes and not source.ordered else None
    unmatched = PackedWorks()
    missed, found = set[int](), set[int]()
    told: dict[str, dict[str, Any]] = defaultdict(dict)
    order: list[str] = []
    works = iter(works)
    # The journal is nobody else's while it is written to: not before the first works were read.
    first = list(islice(works, 1))
    with journal.atomic():
        for work in chain(first, works):
            match = matcher.match(work) or as_document(matcher, work)
            item_id = match.item_id if match is not None else shelf.put(work) if shelf is not None else ""
            if match is None and (number := _counted(work, len(missed))) not in missed:
                missed.add(number)
                unmatched.add(replace(work, description="", acts=(), notes=()))
            elif match is not None:
                found.add(_counted(work, len(found)))
                if source.curated:
                    _hear(told[item_id], work)
            if item_id and source.ordered:
                order.append(item_id)
            if item_id:
                acts.add(work, item_id)
            notes.add(work, item_id or (identified(work, journal) if work.notes else ""), there=match is not None)
        recorded, noted = acts.record(), notes.record()
        filled = _fill(told, owned, journal)
    _lay_over(filled, library, journal)
    return ImportReport(
        source.name,
        len(found),
        unmatched,
        recorded,
        len(filled),
        tuple(dict.fromkeys(order)),
        plays=acts.plays,
        notes=noted,
    )


def _counted(work: ImportedWork, number: int) -> int:
    """What a work is counted by: a recording of which a long history tells in several parts is one, all else itself."""
    heard = any(act.since is not None for act in work.acts)
    return hash((work.title, work.creators, work.album)) if heard else number


class _Wishes:
    """Works that nobody owns, as items that may be wished for."""

    def __init__(self, journal: JournalStore, owned: Container[str], now: float) -> None:
        self._journal, self._owned, self._now = journal, owned, now
        self._known = set(journal.wish_ids())

    def put(self, work: ImportedWork) -> str:
        """The id of a wish item; empty for a work with neither creators nor a number, which could be anything."""
        if not (work.creators or work.identifiers):
            return ""
        item_id = identified(work, self._journal)
        if item_id not in self._known and item_id not in self._owned:
            self._journal.put_wish(_wish(work, item_id, self._now))
            self._known.add(item_id)
        return item_id


def _hear(told: dict[str, Any], work: ImportedWork) -> None:
    """Adds what a work says of its item that no work before it said."""
    for name in _FILLED:
        if value := getattr(work, name):
            told.setdefault(name, list(value) if isinstance(value, tuple) else value)


def _fill(told: dict[str, dict[str, Any]], owned: dict[str, Item], journal: JournalStore) -> list[str]:
    """Lets items learn what their files do not say and the other program does. Returns the ids that did."""
    edits = journal.edits() if told else {}
    filled = []
    for item_id, said in told.items():
        item = owned[item_id]
        own = {name for name in said if getattr(item, name) and name not in item.inferred}
        news = {name: value for name, value in said.items() if name not in own | edits.get(item_id, {}).keys()}
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


def identified(work: ImportedWork, journal: JournalStore) -> str:
    """The id under which a work that nobody owns is known, and under which it will be once it is owned."""
    return journal.identify(work.kind, _keys(work))


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
