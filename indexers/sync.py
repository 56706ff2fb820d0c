"""Brings the library up to date with the folders: scan, read, store, embed. May be killed at any time and run again."""

import os
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from assistant.domain.entities import Item, Kind
from assistant.domain.errors import NothingReadable
from assistant.embedding.encoder import Embedder
from assistant.messages import tr, trn
from assistant.storage.journal.store import JournalStore
from assistant.storage.library.files import FileRecord, FileState
from assistant.storage.library.store import LibraryStore
from indexers.albums import shelve_albums
from indexers.discovery import modules_below
from indexers.item_writer import ItemWriter, Outcome, moved_record
from indexers.notes.beside import read_beside
from indexers.notes.imported import attach_notes
from indexers.passwords import kept_password
from indexers.plan import Plan, below, make_plan
from indexers.post_index import PostIndex
from indexers.readers.registry import GENERATION
from indexers.scanner import FoundFile, Scan, scan
from indexers.scans import MOST_SECONDS, ScanReading
from indexers.shelve.editions import shelve_editions
from indexers.shelve.wholes import shelve_wholes
from indexers.throttle import Pace
from indexers.wishes import shelve_wishes
from indexers.worker.pool import ReaderPool

_PROBLEMS = (FileState.FAILED, FileState.LOCKED, FileState.PARTLY, FileState.SKIPPED)
_MEMORY = "sync"
"""The journal's name for what the last sync saw."""
_GENERATION = "generation"
"""…and for the generation of readers that read the files, with when it began to."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a sync is. `phase` is scanning, reading, items, passages, sound or scans; `total` 0: it is not known.

    The message names no file: it may be shown, and logged, anywhere.
    """

    phase: str
    done: int
    total: int
    message: str


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What a sync did. Every file found counts in exactly one of the first five, `skipped` or `failed`; `gone` apart.

    `skipped` and `failed` and `problems` speak of all files below the roots, also those judged in an earlier run.
    `pending` files have `pending_pages` that are pictures and were put off; they are counted above all the same.
    """

    added: int
    changed: int
    moved: int
    gone: int
    unchanged: int
    skipped: int
    failed: int
    seconds: float
    problems: tuple[tuple[Path, str], ...]
    pending: int = 0
    pending_pages: int = 0
    closed: tuple[tuple[Path, str], ...] = ()
    """Of the problems, folders and links that were not entered, each with its reason."""


def sync(
    library: LibraryStore,
    journal: JournalStore,
    embedder: Embedder | None,
    roots: Sequence[Path],
    *,
    progress: Callable[[Progress], None],
    cancelled: Callable[[], bool],
    readers: int = 2,
    skip: Iterable[Path] = (),
    throttle: float = 0.0,
    listen: bool = True,
    worldly: Embedder | None = None,
    scan_seconds: float = MOST_SECONDS,
) -> SyncReport:
    """Reads what is new below `roots`, forgets what is gone, and gives everything its vectors.

    Without an embedder the vectors are left for a later sync, and the sounds unless it is to `listen`. `worldly`: the
    encoder for all languages, for the vectors of the second space. Pictures of pages come last, and no further one is
    begun after `scan_seconds`. `skip` are
    folders to stay out of, besides the one that holds the library. `cancelled` is asked between files and batches; it
    may take its time, which pauses the sync. `throttle` is the share of the time, 0 to .95, that the sync rests. Raises
    NothingReadable if no root can be read, and Cancelled; what was stored until then stays.
    """
    start = time.monotonic()
    progress, pace = _Paced(progress), Pace(cancelled, throttle)
    progress(Progress("scanning", 0, 0, tr("Looking through your folders")))
    walk = scan(roots, [*skip, library.database.path.parent])
    found = list(walk)
    _refuse_nothing(walk)
    memory = _Memory(journal, library, walk)
    if memory.nothing_changed():
        outcome, plan = memory.outcome(), Plan()
        gone, unchanged = 0, memory.unchanged()
    else:
        records = memory.with_second_chances(library.files.all())
        closed = [*walk.closed, *memory.unplugged(found)]
        plan = make_plan(found, records, walk.roots, closed, memory.read_since())
        outcome = _read_and_store(library, journal, plan, progress, pace, readers, walk)
        gone, unchanged = len(plan.gone) - outcome.moved, _good(plan.unchanged) + len(plan.returned) + outcome.same
        outcome.moved += len(plan.moved)
        outcome.skipped += _count(plan.unchanged, FileState.SKIPPED) + _count(plan.unchanged, FileState.IGNORED)
        outcome.failed += _count(plan.unchanged, FileState.FAILED) + _count(plan.unchanged, FileState.LOCKED)
        shelve_editions(library, journal)
    shelve_wholes(library, journal.edits())
    library.parts.join(journal.joins.all())
    shelve_albums(library, journal)
    shelve_wishes(library, journal)
    attach_notes(library, journal)
    beside = read_beside(library, journal, found, walk.belongs)

    def show(phase: str, done: int, total: int, message: str) -> None:
        progress(Progress(phase, done, total, message))

    passes = PostIndex(library, journal, embedder, pace, show, readers, listen, worldly)
    passes.run()
    looked = ScanReading(library, journal, pace, show, scan_seconds).run()
    if looked.pages:
        passes.run()
        outcome.added, outcome.skipped = outcome.added + looked.found, outcome.skipped - looked.found
    waiting = library.scans.waiting()
    memory.keep(plan, outcome, unchanged)
    return SyncReport(
        outcome.added, outcome.changed, outcome.moved, gone, unchanged, outcome.skipped, outcome.failed,
        round(time.monotonic() - start, 3), (*_problems(library, walk), *beside),
        waiting.files, waiting.pages, tuple((Path(path), reason) for path, reason in walk.problems),
    )  # fmt: skip


class _Paced:
    """Passes on the first and last step of each phase, and between them one at most every tenth of a second."""

    def __init__(self, show: Callable[[Progress], None], clock: Callable[[], float] = time.monotonic) -> None:
        self._show, self._clock = show, clock
        self._phase = ""
        self._next = 0.0

    def __call__(self, step: Progress) -> None:
        now = self._clock()
        if step.phase != self._phase or now >= self._next or step.done == step.total:
            self._phase, self._next = step.phase, now + 0.1
            self._show(step)


def _refuse_nothing(walk: Scan) -> None:
    broken = [(path, reason) for path, reason in walk.problems if path in walk.roots]
    if walk.roots and len(broken) == len(walk.roots):
        path, reason = broken[0]
        if len(broken) == 1:
            raise NothingReadable(
                tr("{path} cannot be read: {reason} Give a folder that can be read.", path=path, reason=reason)
            )
        raise NothingReadable(
            trn(
                "{path} cannot be read (nor the other): {reason} Give a folder that can be read.",
                "{path} cannot be read (nor any of the {n} others): {reason} Give a folder that can be read.",
                len(broken) - 1,
                path=path,
                reason=reason,
            )
        )


def _good(records: Iterable[FileRecord]) -> int:
    return sum(record.state in (FileState.INDEXED, FileState.PARTLY, FileState.AWAY) for record in records)


def _count(records: Iterable[FileRecord], state: FileState) -> int:
    return sum(record.state is state for record in records)


def _read_and_store(
    library: LibraryStore,
    journal: JournalStore,
    plan: Plan,
    progress: Callable[[Progress], None],
    pace: Pace,
    readers: int,
    walk: Scan,
) -> Outcome:
    """New places first, then new content, and only then what is gone: a file that moved and changed keeps its item."""
    _move(library, plan)
    library.files.put_many([_back(record) for record in plan.returned])
    library.sounds.listen_again([record.item_id for record in plan.returned if record.item_id])
    _mark_away(library, plan.away)
    lost = {record.digest: record for record in plan.gone if record.digest and record.item_id}
    writer = ItemWriter(library, journal, lost, rebuilding=not library.items.count())
    if plan.to_read:
        password = partial(kept_password, journal)
        with ReaderPool(min(readers, len(plan.to_read)), password=password, belongs=walk.belongs) as pool:
            _read(writer, plan, progress, pace, pool)
    library.files.forget_many([record.path for record in plan.gone])
    return writer.outcome


def _move(library: LibraryStore, plan: Plan) -> None:
    """Where the old name or place lent anything, the move is undone in the plan: the file is read anew under its new
    name, and keeps its item by its digest."""
    items = library.items.by_id([record.item_id for record, _ in plan.moved if record.item_id])
    pairs, plan.moved = plan.moved, []
    for record, file in pairs:
        item = items.get(record.item_id or "")
        if item is not None and (item.inferred or _place_matters(item)):
            plan.gone.append(record)
            plan.to_read.append(file)
        else:
            library.files.move(record.path, moved_record(record, file))
            plan.moved.append((record, file))


def _place_matters(item: Item) -> bool:
    """Whether a recording may be a part of an audiobook, which its new folder decides."""
    return item.kind is Kind.BOOK and bool(item.duration)


def _back(record: FileRecord) -> FileRecord:
    return replace(record, state=FileState.PARTLY if record.reason else FileState.INDEXED)


def _mark_away(library: LibraryStore, records: Iterable[FileRecord]) -> None:
    library.files.put_many([replace(record, state=FileState.AWAY) for record in records])


def _read(writer: ItemWriter, plan: Plan, progress: Callable[[Progress], None], pace: Pace, pool: ReaderPool) -> None:
    by_path = {file.path: file for file in plan.to_read}
    requests = [(Path(path), b"" if path in plan.anew else _known_digest(plan.known.get(path))) for path in by_path]
    answers = pool.read_all(requests)
    try:
        for done, (path, answer) in enumerate(answers, 1):
            name = os.fspath(path)
            writer.add(by_path[name], plan.known.get(name), answer, outdated=name in plan.outdated)
            progress(Progress("reading", done, len(requests), tr("Reading your files")))
            pace.step()
    finally:
        answers.close()  # type: ignore[attr-defined]
        writer.store()


def _known_digest(record: FileRecord | None) -> bytes:
    """A file that failed before is worth another try once it was touched."""
    return record.digest if record is not None and record.state is not FileState.FAILED else b""


def _problems(library: LibraryStore, walk: Scan) -> tuple[tuple[Path, str], ...]:
    listed = [(Path(path), reason) for path, reason in walk.problems]
    listed += [
        (record.path, record.reason)
        for record in library.files.problems()
        if record.state in _PROBLEMS and below(os.fspath(record.path), walk.roots)
    ]
    return tuple(listed)


class _Memory:
    """What the last complete sync of the same roots saw, so that the next can tell at once that nothing changed."""

    def __init__(self, journal: JournalStore, library: LibraryStore, walk: Scan) -> None:
        self._journal, self._library, self._walk = journal, library, walk
        stored = journal.get(_MEMORY)
        self._last = stored if isinstance(stored, dict) else {}
        self._readers = [*sorted(modules_below("indexers.readers")), str(GENERATION)]
        self._devices = {root: os.stat(root).st_dev for root in walk.roots if root not in walk.closed}

    def nothing_changed(self) -> bool:
        return bool(self._last) and self._last.get("seen") == self._seen() and not self._last.get("retry")

    def _seen(self) -> list[object]:
        walk = self._walk
        return [list(walk.roots), walk.fingerprint, len(walk.closed), self._library.version(), self._readers]

    def with_second_chances(self, records: Mapping[Path, FileRecord]) -> Mapping[Path, FileRecord]:
        """What no reader knew is looked at anew once there are others than at the last sync."""
        if self._last.get("seen", [[]])[-1] == self._readers:
            return records
        return {
            path: replace(record, digest=b"") if record.state is FileState.SKIPPED else record
            for path, record in records.items()
        }

    def read_since(self) -> float:
        """The time from which on files were read by this generation of readers; 0 where none read them before."""
        stored = self._journal.get(_GENERATION, {})
        if stored.get("number") != GENERATION:
            stored = {"number": GENERATION, "since": time.time() if self._library.items.count() else 0.0}
            self._journal.set(_GENERATION, stored)
        return float(stored["since"])

    def outcome(self) -> Outcome:
        counts = self._last.get("counts", {})
        return Outcome(skipped=counts.get("skipped", 0), failed=counts.get("failed", 0))

    def unchanged(self) -> int:
        return int(self._last.get("counts", {}).get("unchanged", 0))

    def unplugged(self, found: Sequence[FoundFile]) -> list[str]:
        """Roots that stand empty on another device than last time: a drive's mount point without the drive."""
        last = self._last.get("devices", {})
        return [
            root
            for root, device in self._devices.items()
            if last.get(root, device) != device and not any(below(file.path, [root]) for file in found)
        ]

    def keep(self, plan: Plan, outcome: Outcome, unchanged: int) -> None:
        devices = {**self._last.get("devices", {}), **self._devices}
        good = unchanged + outcome.added + outcome.changed + outcome.moved
        counts = {"unchanged": good, "skipped": outcome.skipped, "failed": outcome.failed}
        retry = any(not record.digest for record in self._library.files.problems())
        memory = {"seen": self._seen(), "counts": counts, "devices": devices, "retry": retry}
        if memory != self._last:
            self._journal.set(_MEMORY, memory)
