"""Notes that came with an import, and those that wait for their work to come into the library."""

from dataclasses import dataclass, field, replace

from assistant.domain.entities import Kind
from assistant.domain.notes import Note
from assistant.domain.rows import Row
from assistant.storage.journal.store import JournalStore
from assistant.storage.library.albums import ALBUM
from assistant.storage.library.store import LibraryStore
from indexers.importers.base import ImportedWork
from indexers.importers.matching import MatchedItem, Matcher


@dataclass
class NewNotes:
    """The notes of one import, gathered and then written at once."""

    source: str
    journal: JournalStore
    _notes: list[Note] = field(default_factory=list)
    _awaited: dict[str, ImportedWork] = field(default_factory=dict)

    def add(self, work: ImportedWork, item_id: str, *, there: bool) -> None:
        """`there`: the item is in the library; otherwise its notes wait for it."""
        self._notes += [Note("", item_id, one.kind, one.text, one.place, one.at, self.source) for one in work.notes]
        if work.notes and not there:
            self._awaited[item_id] = work

    def record(self) -> int:
        """Says how many were new."""
        for item_id, work in self._awaited.items():
            self.journal.notes.await_work(item_id, _packed(work))
        return self.journal.notes.take_in(self._notes)


def attach_notes(library: LibraryStore, journal: JournalStore) -> int:
    """Gives notes that waited to the items that have come; says how many works were found."""
    awaited = journal.notes.awaited_works()
    if not awaited:
        return 0
    whole = frozenset(library.items.unfiled(ALBUM))
    owned = [item for item in library.items.all() if item.owned and item.id not in whole]
    matcher, ids, found = Matcher(owned, library.files.item_paths()), {item.id for item in owned}, 0
    with journal.atomic():
        for item_id, row in awaited.items():
            work = _unpacked(row)
            match = None if item_id in ids else matcher.match(work) or matcher.match(replace(work, kind=Kind.DOCUMENT))
            if match is not None:
                journal.notes.move(item_id, match.item_id)
            elif item_id in ids:
                journal.notes.arrived([item_id])
            found += match is not None or item_id in ids
    return found


def as_document(matcher: Matcher, work: ImportedWork) -> MatchedItem | None:
    """The document that a work with notes stands for: programs for reading call everything a book."""
    annotated = work.kind is Kind.BOOK and work.notes
    return matcher.match(replace(work, kind=Kind.DOCUMENT)) if annotated else None


def _packed(work: ImportedWork) -> Row:
    return {
        "kind": work.kind,
        "title": work.title,
        "creators": list(work.creators),
        "identifiers": [list(pair) for pair in work.identifiers],
        "year": work.year,
    }


def _unpacked(row: Row) -> ImportedWork:
    return ImportedWork(
        Kind(row["kind"]),
        str(row["title"]),
        tuple(map(str, row["creators"])),
        year=row.get("year"),
        identifiers=tuple((str(scheme), str(value)) for scheme, value in row["identifiers"]),
    )
