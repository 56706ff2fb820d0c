"""Works of several files as one item: an audiobook out of its chapters."""

import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from assistant.domain.entities import Item, Kind, Passage
from assistant.storage.journal.store import JournalStore
from assistant.storage.library.items import NO_EDITS, Edits
from assistant.storage.library.store import LibraryStore
from indexers.metadata.clean_metadata import natural
from indexers.plan import below
from indexers.readers.base import Chapter, Reading
from indexers.shelve.lookalikes import TWO_WORKS
from indexers.worker.protocol import reading_from_json, reading_to_json

AT_ONCE = 50
APART = "apart"
"""The journal's name for what the parts of works share that are works of their own for the person."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a work: what was read of it, and its passages."""

    path: Path
    reading: Reading
    passages: tuple[tuple[str, str], ...] = ()

    def order(self) -> tuple[int, int, list[tuple[int, str]]]:
        """By disc, then track, then name, whose numbers count as such."""
        return self.reading.disc or 0, self.reading.track or 0, natural(str(self.path))


def told(part: Part) -> Mapping[str, Any]:
    """A part as JSON."""
    return {"reading": reading_to_json(part.reading), "passages": part.passages}


def shelve_wholes(library: LibraryStore, edits: Edits = NO_EDITS, covers: Mapping[str, bytes] | None = None) -> None:
    """Makes every work anew whose parts came, went or changed. May be killed at any time and run again."""
    while ids := library.parts.stale(AT_ONCE):
        before = library.items.by_id(ids)
        with library.database.atomic(bulk=True):
            for item_id in ids:
                parts = _edition([_load(path, data) for path, data in library.parts.of_item(item_id)])
                if parts:
                    added = before[item_id].added if item_id in before else time.time()
                    passages = [
                        Passage(item_id, position, text, place)
                        for position, (place, text) in enumerate(found for part in parts for found in part.passages)
                    ]
                    library.items.put_whole(
                        whole_of(item_id, parts, added), passages, (covers or {}).get(item_id), edits
                    )
            library.parts.made(ids)


def take_apart(library: LibraryStore, journal: JournalStore, paths: Iterable[Path]) -> int:
    """Lets each part of the works that lie at or below these paths be a work of its own at the next sync, with what
    was said of it before it became a part. Returns how many parts there are."""
    parts = [one for one in library.parts.below(paths)]
    shared = {str(told["reading"]["whole"]) for _, _, told in parts}
    for item_id in {item_id for _, item_id, _ in parts}:
        journal.joins.part(item_id)
    library.parts.join(journal.joins.all())
    journal.set(APART, sorted({*journal.get(APART, []), *shared}))
    editions = _part_editions(library, journal, paths)
    _read_again(library, [*(path for path, _, _ in parts), *editions])
    return len(parts) + len(editions)


def _part_editions(library: LibraryStore, journal: JournalStore, paths: Iterable[Path]) -> list[Path]:
    """Lets the files at or below these paths that were found to be another edition of a book be works of their own."""
    folders, joined = [os.fspath(path) for path in paths], journal.joins.all()
    parted: list[Path] = []
    for name, item_id in library.files.item_paths().items():
        record = library.files.get(Path(name)) if below(name, folders) and item_id in joined.values() else None
        own = journal.joins.own([f"digest:{record.digest.hex()}"]) if record is not None else ""
        if own and joined.get(own) == item_id and not library.parts.of_item(item_id):
            journal.joins.leave(own)
            journal.set(TWO_WORKS, [*journal.get(TWO_WORKS, []), sorted((own, item_id))])
            parted.append(Path(name))
    library.parts.join(journal.joins.all())
    return parted


def put_together(library: LibraryStore, journal: JournalStore, paths: Iterable[Path]) -> int:
    """Takes take_apart() back for works below these paths. Returns how many files are looked at again."""
    folders = [os.fspath(path) for path in paths]
    kept = [whole for whole in journal.get(APART, []) if not below(whole.rpartition("|")[2], folders)]
    journal.set(APART, kept)
    here = {item_id for name, item_id in library.files.item_paths().items() if below(name, folders)}
    journal.set(TWO_WORKS, [pair for pair in journal.get(TWO_WORKS, []) if not here.issuperset(pair)])
    known = [path for path in library.files.all() if below(os.fspath(path), folders)]
    _read_again(library, known)
    return len(known)


def _read_again(library: LibraryStore, paths: Iterable[Path]) -> None:
    records = [record for path in paths if (record := library.files.get(path)) is not None and record.item_id]
    library.files.put_many(replace(record, digest=b"") for record in records)


def pieces_of(library: LibraryStore, item_id: str) -> list[tuple[Path, float]]:
    """(file, its seconds) of the parts that make an item, in their order, 0 where nobody knows; none for what is one
    file."""
    parts = _edition([_load(path, data) for path, data in library.parts.of_item(item_id)])
    return [(part.path, part.reading.duration or 0.0) for part in parts]


def _load(path: Path, data: Mapping[str, Any]) -> Part:
    passages = tuple((str(place), str(text)) for place, text in data["passages"])
    return Part(path, reading_from_json(data["reading"]), passages)


def _edition(parts: Sequence[Part]) -> list[Part]:
    """The parts of one edition, in order: a work may lie in two folders, read by two people."""
    editions: dict[str, list[Part]] = {}
    for part in parts:
        editions.setdefault(part.reading.whole, []).append(part)
    largest = max(editions, key=lambda whole: len(editions[whole]), default="")
    return sorted(editions.get(largest, ()), key=Part.order)


def whole_of(item_id: str, parts: Sequence[Part], added: float) -> Item:
    """The work that parts in their order make: as long as all of them, each a chapter or several."""
    readings = [part.reading for part in parts]

    def common(value: Callable[[Reading], T]) -> T:
        return commonest(map(value, readings))

    inferred = {"title"} if all("album" in reading.inferred for reading in readings) else set[str]()
    inferred |= {"creators"} if all("creators" in reading.inferred for reading in readings) else set()
    return Item(
        id=item_id,
        kind=Kind.BOOK,
        title=common(lambda reading: reading.album),
        creators=common(lambda reading: reading.creators),
        narrators=tuple(dict.fromkeys(name for reading in readings for name in reading.narrators)),
        path=parts[0].path,
        year=common(lambda reading: reading.year),
        series=common(lambda reading: reading.series),
        series_index=common(lambda reading: reading.series_index),
        publisher=common(lambda reading: reading.publisher),
        language=common(lambda reading: reading.language),
        subjects=common(lambda reading: reading.subjects),
        description=max((reading.description for reading in readings), key=len),
        identifiers=tuple(
            dict.fromkeys(pair for reading in readings for pair in reading.identifiers if pair[0] in _OF_BOOKS)
        ),
        duration=sum(reading.duration or 0.0 for reading in readings) or None,
        chapters=tuple(_chapters(readings)),
        added=added,
        inferred=frozenset(inferred),
    )


_OF_BOOKS = frozenset({"isbn", "asin", "goodreads", "google", "doi"})
"""Schemes that name a book and not one recording of it."""


def _of_book(reading: Reading) -> Iterable[tuple[str, str]]:
    return (pair for pair in reading.identifiers if pair[0] in _OF_BOOKS)


def _chapters(readings: Iterable[Reading]) -> Iterable[Chapter]:
    start = 0.0
    for number, reading in enumerate(readings, 1):
        for name, offset in reading.chapters or ((reading.title or str(number), 0.0),):
            yield name, round(start + offset, 3)
        start += reading.duration or 0.0


def commonest(values: Iterable[T]) -> T:
    """The value met most often, the earlier of two; an empty one only where nothing else is."""
    seen = list(values)
    return Counter(value for value in seen if value).most_common(1)[0][0] if any(seen) else seen[0]
