"""Compares what a walk found with what the library remembers, without opening a file."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from assistant.storage.library.files import FileRecord, FileState
from indexers.readers.audio.cue import AUDIO
from indexers.readers.sidecars import serves_folder, serves_stem
from indexers.scanner import FoundFile


@dataclass
class Plan:
    """What a sync has to do. `unchanged` are records to leave alone; `known` gives the old record of a path to read."""

    to_read: list[FoundFile] = field(default_factory=list)
    known: dict[str, FileRecord] = field(default_factory=dict)
    unchanged: list[FileRecord] = field(default_factory=list)
    returned: list[FileRecord] = field(default_factory=list)
    moved: list[tuple[FileRecord, FoundFile]] = field(default_factory=list)
    gone: list[FileRecord] = field(default_factory=list)
    away: list[FileRecord] = field(default_factory=list)
    anew: set[str] = field(default_factory=set)
    """Paths to read although their content is known."""
    outdated: set[str] = field(default_factory=set)
    """Those of them that an earlier generation of readers read."""


def make_plan(
    found: Iterable[FoundFile],
    records: Mapping[Path, FileRecord],
    roots: Iterable[str],
    closed: Iterable[str],
    since: float = 0.0,
) -> Plan:
    """A file counts as unchanged by its size and time, as moved by its inode, size and time. What was last read before
    `since` is read anew.

    Known files below a closed folder are away; files outside `roots` are not spoken of.
    """
    plan = Plan()
    missing = {os.fspath(path): record for path, record in records.items()}
    fresh = []
    for file in found:
        record = missing.pop(file.path, None)
        if record is None:
            fresh.append(file)
        elif record.state is FileState.IGNORED:
            plan.unchanged.append(record)
        elif not _same(record, file) or not record.digest:
            plan.known[file.path] = record
            plan.to_read.append(file)
        elif record.read_at < since and record.item_id is not None:
            plan.known[file.path] = record
            plan.to_read.append(file)
            plan.anew.add(file.path)
            plan.outdated.add(file.path)
        elif record.state is FileState.AWAY:
            plan.returned.append(record)
        else:
            plan.unchanged.append(record)
    _sort_missing(plan, missing, tuple(roots), tuple(closed))
    _pair_moves(plan, fresh)
    _read_with_sidecars(plan)
    plan.to_read.sort(key=lambda file: -file.mtime_ns)
    return plan


def _same(record: FileRecord, file: FoundFile) -> bool:
    return record.size == file.size and record.mtime_ns == file.mtime_ns


def _sort_missing(plan: Plan, missing: dict[str, FileRecord], roots: tuple[str, ...], closed: tuple[str, ...]) -> None:
    for path, record in missing.items():
        if below(path, closed):
            if record.state is not FileState.AWAY and record.item_id is not None:
                plan.away.append(record)
        elif below(path, roots):
            plan.gone.append(record)


def below(path: str, folders: Iterable[str]) -> bool:
    """Whether a path is one of the folders or lies in one."""
    return any(path == folder or path.startswith(folder.rstrip(os.sep) + os.sep) for folder in folders)


def _read_with_sidecars(plan: Plan) -> None:
    """A work beside a sidecar that came, changed or went is read anew, whatever its digest."""
    changed = [file.path for file in plan.to_read] + [os.fspath(record.path) for record in plan.gone]
    cues = {os.path.dirname(path) for path in changed if path.lower().endswith(".cue")}
    folders = {os.path.dirname(path) for path in changed if serves_folder(os.path.basename(path))}
    stems = {os.path.splitext(path)[0].lower() for path in changed if serves_stem(path)}
    if not (cues or folders or stems):
        return

    def concerned(record: FileRecord) -> bool:
        path, folder = os.fspath(record.path), os.path.dirname(record.path)
        of_cue = folder in cues and record.path.suffix.lower() in AUDIO
        return of_cue or folder in folders or os.path.splitext(path)[0].lower() in stems

    again = [record for record in plan.unchanged if record.item_id and concerned(record)]
    for record in again:
        path = os.fspath(record.path)
        plan.unchanged.remove(record)
        plan.known[path] = record
        plan.anew.add(path)
        plan.to_read.append(FoundFile(path, record.size, record.mtime_ns, record.inode))


def _pair_moves(plan: Plan, fresh: list[FoundFile]) -> None:
    lost = {(record.inode, record.size, record.mtime_ns): record for record in plan.gone}
    for file in fresh:
        record = lost.pop((file.inode, file.size, file.mtime_ns), None)
        if record is None or not record.digest:
            plan.to_read.append(file)
        else:
            plan.moved.append((record, file))
            plan.gone.remove(record)
