"""Carries an import into the journal. Doing it twice changes nothing."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from assistant.core.entities import Feedback, Item, Kind, Verdict
from assistant.core.journal import JournalStore
from assistant.core.library import LibraryStore
from indexers.base import Reading
from indexers.imports.base import ImportedWork
from indexers.imports.carrying import read_works
from indexers.imports.matching import Matcher
from indexers.works import work_keys

_Row = tuple[str, Verdict, str, float]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """`matched` works stand for items of the library; `unmatched` ones with creators became wish items.

    `interactions` counts what was new to the journal.
    """

    source: str
    matched: int
    unmatched: tuple[ImportedWork, ...]
    interactions: int


def import_file(path: Path, library: LibraryStore, journal: JournalStore, *, wishes: bool = True) -> ImportReport:
    """Reads an export and records what it says. Raises NotAnImport, or AssistantError for a damaged file."""
    source, works = read_works(path)
    return apply_works(source, works, library, journal, wishes=wishes)


def apply_works(
    source: str, works: Iterable[ImportedWork], library: LibraryStore, journal: JournalStore, *, wishes: bool = True
) -> ImportReport:
    """Matches works with items; the rest become wish items, which can be recommended as not owned."""
    owned = [item for item in library.items() if item.owned and not item.form]
    matcher = Matcher(owned)
    known = {(row.item_id, row.verdict, row.source, round(row.value, 3)) for row in journal.interactions()}
    wished = {item.id for item in journal.wishes()}
    library_ids = {item.id for item in owned}
    matched, recorded = 0, 0
    unmatched: list[ImportedWork] = []
    now = time.time()
    with journal.atomic():
        for work in works:
            if not work.title:
                continue
            match = matcher.match(work)
            if match is not None:
                item_id, matched = match.item_id, matched + 1
            else:
                unmatched.append(work)
                if not wishes or not work.creators:
                    continue
                item_id = journal.identify(work.kind, _keys(work))
                if item_id not in wished and item_id not in library_ids:
                    journal.put_wish(_wish(work, item_id, now))
                    wished.add(item_id)
            recorded += _record(source, work, item_id, journal, known, now)
    return ImportReport(source, matched, tuple(unmatched), recorded)


def _record(
    source: str,
    work: ImportedWork,
    item_id: str,
    journal: JournalStore,
    known: set[_Row],
    now: float,
) -> int:
    """How many of the work's acts were new. Time does not tell rows apart: many exports have none."""
    count = 0
    for act in work.acts:
        key = (item_id, act.verdict, source, round(act.value, 3))
        if key not in known:
            journal.record(Feedback(item_id, act.verdict, act.value), act.at if act.at is not None else now, source)
            known.add(key)
            count += 1
    return count


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
