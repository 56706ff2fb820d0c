"""Puts what was read into the library: identity, editions and file records, in batches."""

import os
import time
from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path

from assistant.domain.entities import Item, Kind, Passage
from assistant.domain.notes import Note
from assistant.storage.journal.store import JournalStore
from assistant.storage.library.files import FileRecord, FileState
from assistant.storage.library.items import Edits
from assistant.storage.library.store import LibraryStore
from indexers.metadata.language import detect_language
from indexers.passages import LONGEST, MOST
from indexers.readers.base import Reading
from indexers.scanner import FoundFile
from indexers.shelve.wholes import APART, Part, shelve_wholes, told
from indexers.worker.protocol import Answer
from indexers.works import edition_rank, is_other_work, make_item, merge_items, whole_keys, work_keys

BATCH = 100
BATCH_PASSAGES = 2000
BATCH_SECONDS = 2.0
_UNREAD = (FileState.FAILED, FileState.LOCKED)


@dataclass
class Outcome:
    """What happened to the files that were read."""

    added: int = 0
    changed: int = 0
    moved: int = 0
    same: int = 0
    skipped: int = 0
    failed: int = 0
    passages: int = 0


@dataclass
class _Read:
    file: FoundFile
    old: FileRecord | None
    answer: Answer
    outdated: bool = False
    """Read again only because readers take more out of files than they did."""


@dataclass
class ItemWriter:
    """Collects answers and stores them together. `lost` are the digests of files that are no longer where they were.

    `rebuilding`: the library starts empty, so that the journal alone remembers which item lay at a path.
    """

    library: LibraryStore
    journal: JournalStore
    lost: dict[bytes, FileRecord] = field(default_factory=dict)
    rebuilding: bool = False
    outcome: Outcome = field(default_factory=Outcome)
    wholes: set[str] = field(default_factory=set)
    """Works of several files that were met."""
    apart: set[str] = field(default_factory=set)
    """What the parts of works share that the person took apart."""
    _waiting: list[_Read] = field(default_factory=list)
    _passages: int = 0
    _edits: Edits = field(default_factory=dict)
    _joined: dict[str, str] = field(default_factory=dict)
    _since: float = field(default_factory=time.monotonic)

    def add(self, file: FoundFile, old: FileRecord | None, answer: Answer, *, outdated: bool = False) -> None:
        """Takes one answer; stores the batch when it is large or old enough."""
        # Its reader parts no text into more, or longer ones.
        answer = replace(answer, passages=tuple((place, text[:LONGEST]) for place, text in answer.passages[:MOST]))
        self._waiting.append(_Read(file, old, answer, outdated and old is not None and old.digest == answer.digest))
        self._passages += len(answer.passages)
        late = time.monotonic() - self._since > BATCH_SECONDS
        if len(self._waiting) >= BATCH or self._passages >= BATCH_PASSAGES or late:
            self.store()

    def store(self) -> None:
        """Writes what waits. Identities go to the journal first: killed in between, the next run finds them there."""
        waiting, self._waiting, self._passages = self._waiting, [], 0
        self.apart = set(self.journal.get(APART, []))
        self._joined = self.journal.joins.all()
        works = [_with_language(read) for read in waiting if read.answer.reading is not None]
        edits = self.journal.edits() if works else {}
        ids = self._identify(works)
        known = self.library.items.originals(list(ids.values()))
        self._edits = {item_id: edits[item_id] for item_id in ids.values() if item_id in edits}
        with self.library.database.atomic(bulk=True) if waiting else nullcontext():
            self.library.files.put_many(self._plain_record(read) for read in waiting if read.answer.reading is None)
            parts = [read for read in works if self._is_part(read)]
            for read in works:
                if not self._is_part(read):
                    known[ids[read.file.path]] = self._put(read, ids[read.file.path], known)
            self._put_parts(parts, ids)
            for read in waiting:
                self.library.scans.expect(read.answer.digest, read.answer.scans)
        self._keep_notes(works, ids)
        self._since = time.monotonic()

    def _keep_notes(self, works: Sequence[_Read], ids: dict[str, str]) -> None:
        """What a person wrote into the files themselves."""
        self.journal.notes.take_in(
            [
                Note("", ids[read.file.path], one.kind, one.text, one.place, one.at, "file")
                for read in works
                if read.answer.reading is not None
                for one in read.answer.reading.notes
            ]
        )

    def _identify(self, works: Sequence[_Read]) -> dict[str, str]:
        """Item ids by path. A changed file keeps its item by its old digest, unless it holds another work now."""
        ids: dict[str, str] = {}
        if not works:
            return ids
        old_items = self.library.items.originals([read.old.item_id for read in works if read.old and read.old.item_id])
        with self.journal.atomic():
            for read in works:
                old = old_items.get(read.old.item_id or "") if read.old else None
                ids[read.file.path] = self._whole_id(read) if self._is_part(read) else self._own_id(read, old)
        return ids

    def _is_part(self, read: _Read) -> bool:
        """Whether a file is a part of a work, and the person did not say that it is one of its own."""
        whole = read.answer.reading.whole if read.answer.reading is not None else ""
        return bool(whole) and whole not in self.apart

    def _own_id(self, read: _Read, old: Item | None) -> str:
        reading, keys = read.answer.reading, [f"digest:{read.answer.digest.hex()}"]
        assert reading is not None and reading.kind is not None
        if reading.whole:
            return self._apart_id(reading, keys[0])
        # A file that is to be tried again has no digest: all of them would be one work.
        if read.old and read.old.digest and old and old.kind is reading.kind and not is_other_work(old, reading):
            keys.insert(0, f"digest:{read.old.digest.hex()}")
        place = f"path:{shown(read.file.path)}"
        keys += work_keys(reading)
        item_id = self.journal.identify(reading.kind, [*keys, place] if self.rebuilding else keys)
        # Told again, now that the content is known, so that the path belongs to it.
        self.journal.identify(reading.kind, [keys[0], place])
        same = self._joined.get(item_id, "")
        # What the person said is another edition of it; a work of several files has its own way of taking parts in.
        return same if same and not self.library.parts.of_item(same) else item_id

    def _apart_id(self, reading: Reading, digest: str) -> str:
        """The id that a file had before it was a part of a work, else one of its own."""
        whole, before = (self.journal.joins.known([key]) for key in (f"whole:{reading.whole}", digest))
        keys = [digest] if before and before != whole else [f"apart:{digest}"]
        return self.journal.identify(Kind.BOOK, keys)

    def _whole_id(self, read: _Read) -> str:
        """The id of the work that a file is a part of. What the file was an item of before becomes a part too, and
        what the person said of it goes along."""
        reading = read.answer.reading
        assert reading is not None
        digests = [
            f"digest:{digest.hex()}" for digest in (read.answer.digest, read.old.digest if read.old else b"") if digest
        ]
        before = self.journal.joins.known(digests)
        keys = whole_keys(reading)
        if before and (before in self.wholes or self.library.parts.of_item(before)):
            # The same work at another place, or under another name.
            keys += digests
        whole = self.journal.identify(Kind.BOOK, keys)
        self.wholes.add(whole)
        same = read.old is not None and read.old.digest in (b"", read.answer.digest)
        for item_id in {before, read.old.item_id if read.old and same else ""} - {"", None, whole}:
            self.journal.joins.join(str(item_id), whole)
        self.journal.identify(Kind.BOOK, [keys[0], *digests, f"path:{shown(read.file.path)}"])
        return whole

    def _put_parts(self, parts: Sequence[_Read], ids: dict[str, str]) -> None:
        """Files of parts, then the works that they make."""
        rows, covers = [], dict[str, bytes]()
        for read in parts:
            item_id, path, reading = ids[read.file.path], Path(read.file.path), read.answer.reading
            assert reading is not None
            self._count_work(read)
            self.outcome.passages += len(read.answer.passages)
            rows.append((path, item_id, told(Part(path, reading, read.answer.passages))))
            if reading.cover:
                covers.setdefault(item_id, reading.cover)
        if parts:
            self.library.files.put_many(self._record(read, ids[read.file.path]) for read in parts)
            self.library.parts.put(rows)
            shelve_wholes(self.library, self._edits, covers)
            self.library.parts.join(self.journal.joins.all())

    def _put(self, read: _Read, item_id: str, known: dict[str, Item]) -> Item:
        reading, path = read.answer.reading, Path(read.file.path)
        assert reading is not None
        item = make_item(reading, item_id, path, time.time())
        record = self._record(read, item_id)
        self._count_work(read)
        existing = known.get(item_id)
        if existing is not None and existing.moods:
            # What was heard says more than a tempo that a tag states.
            item = replace(item, moods=existing.moods)
        if existing is not None and self._has_other_file(existing, path):
            return self._put_edition(existing, item, read, record)
        self.outcome.passages += len(read.answer.passages)
        self._store(item, _passages(item_id, read.answer), reading.cover, record)
        return item

    def _store(self, item: Item, passages: Sequence[Passage], cover: bytes | None, record: FileRecord) -> None:
        """What the person changed is laid over what the file says."""
        self.library.items.put_many([(item, passages, cover, record)], self._edits)

    def _has_other_file(self, item: Item, path: Path) -> bool:
        """Whether the item's main file is another one that still stands."""
        main = item.path
        return (
            main is not None
            and main != path
            and any(
                record.path == main and record.state not in _UNREAD and record.digest not in self.lost
                for record in self.library.files.of_item(item.id)
            )
        )

    def _put_edition(self, existing: Item, item: Item, read: _Read, record: FileRecord) -> Item:
        """The better edition gives text and path; the other fills what is missing."""
        better = edition_rank(item.path) < edition_rank(existing.path)
        merged = merge_items(item, existing) if better else merge_items(existing, item)
        cover = read.answer.reading.cover if read.answer.reading else None
        if better:
            self.outcome.passages += len(read.answer.passages)
            self._store(merged, _passages(item.id, read.answer), cover or self.library.items.cover(item.id), record)
        elif merged == existing:
            self.library.files.put(record)
        else:
            passages = self.library.items.passages(existing.id)
            self._store(merged, passages, self.library.items.cover(existing.id) or cover, record)
        return merged

    def _count_work(self, read: _Read) -> None:
        if read.old is not None and read.outdated:
            self.outcome.same += 1
        elif read.old is not None and read.old.state is not FileState.SKIPPED:
            self.outcome.changed += 1
        elif read.answer.digest in self.lost:
            self.outcome.moved += 1
        else:
            self.outcome.added += 1

    def _plain_record(self, read: _Read) -> FileRecord:
        """The record of a file that gave no item. A work that can no longer be read stays as it was last known."""
        old, state = read.old, read.answer.state
        if state == "same" and old is not None:
            self.outcome.same += 1
            kept = FileState.PARTLY if old.state is FileState.AWAY and old.reason else old.state
            return replace(self._record(read, old.item_id), state=kept, reason=old.reason)
        if state == "indexed":
            # It serves another file, as a cue sheet does, and is no item of its own.
            self._count_work(read)
            return self._record(read, None)
        if state == "skipped":
            self.outcome.skipped += 1
            return self._record(read, None)
        self.outcome.failed += 1
        return self._record(read, old.item_id if old else None)

    def _record(self, read: _Read, item_id: str | None) -> FileRecord:
        state = FileState(read.answer.state) if read.answer.state != "same" else FileState.INDEXED
        file = read.file
        return FileRecord(
            Path(file.path), file.size, file.mtime_ns, file.inode, read.answer.digest, item_id, state,
            read.answer.reason, time.time(),
        )  # fmt: skip


def _with_language(read: _Read) -> _Read:
    """Told before the transaction begins: others wait for its end."""
    reading = read.answer.reading
    if reading is None or reading.language:
        return read
    language = detect_language([text for _, text in read.answer.passages])
    return replace(read, answer=replace(read.answer, reading=replace(reading, language=language)))


def _passages(item_id: str, answer: Answer) -> list[Passage]:
    return [Passage(item_id, position, text, place) for position, (place, text) in enumerate(answer.passages)]


def moved_record(old: FileRecord, file: FoundFile) -> FileRecord:
    return replace(old, path=Path(file.path), inode=file.inode)


def shown(path: "str | Path") -> str:
    """A path for people: bytes that are no UTF-8 as question marks."""
    return os.fsencode(path).decode("utf-8", "replace")
