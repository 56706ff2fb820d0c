"""Other programs' exports are opened in a reader process, under its limits: the parent's side, and what goes over the
wire."""

import json
import os
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, fields
from itertools import chain
from pathlib import Path

from assistant.domain.entities import Kind, Verdict
from assistant.domain.errors import AssistantError, UsageError
from assistant.domain.rows import Row
from assistant.settings.files import open_regular
from indexers.importers.base import (
    ImportedAct,
    ImportedWork,
    NotAnImport,
    Problem,
    Source,
    damaged_export,
    importers,
    opening,
)
from indexers.importers.tables_by_hand import Preview
from indexers.notes.base import pack_notes, unpack_notes
from indexers.worker.pool import ReaderPool
from indexers.worker.protocol import IMPORT, SECONDS_BY_TASK, Answer
from indexers.worker.weighing import lines, listed, moment, number, pairs, text, weighed

_AT_ONCE = 1000
"""Works in one pack."""
MOST_WORKS = 1_000_000
"""Of one export: what a reader says beyond that fills the memory and is of nobody's making."""


@dataclass
class Export:
    """What another program's export holds. `problems` and `left_out` are whole once all `works` were taken."""

    source: Source
    works: Iterable[ImportedWork] = ()
    problems: list[Problem] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=dict)
    _said: int = 0

    def hear(self, said: object) -> list[ImportedWork]:
        """Where the works come from, or some of them. Raises KeyError, TypeError and ValueError for what is neither."""
        if isinstance(said, dict):
            known = weighed(Source, {name: said[name] for name in ("name", "curated", "ordered")})
            self.source = Source(**known)
            return []
        return self._taken(listed(said))

    def _taken(self, entries: Sequence[Row]) -> list[ImportedWork]:
        works = []
        self._said += len(entries)
        if self._said > MOST_WORKS:
            raise ValueError
        for entry in entries:
            if "left_out" in entry:
                what = text(entry["left_out"])
                self.left_out[what] = self.left_out.get(what, 0) + int(number(entry["count"]))
            elif "problem" in entry:
                names = ("reason", "line", "entry")
                self.problems.append(Problem(**weighed(Problem, dict(zip(names, entry["problem"], strict=True)))))
            else:
                works.append(unpack_work(entry))
        return works


@contextmanager
def opened_export(
    path: Path, columns: Mapping[str, str] | None = None, pool: ReaderPool | None = None
) -> Iterator[Export]:
    """An export while it is read in a process of its own, or in that of `pool`: its works come as they are taken.

    Raises NotAnImport, or AssistantError, also while works are taken.
    """
    path = _export_in(path)
    _refuse_unreadable(path)
    export = Export(Source(""))
    request = json.dumps({"columns": dict(columns)}).encode() if columns else b""
    with ReaderPool(1, SECONDS_BY_TASK[IMPORT]) if pool is None else nullcontext(pool) as readers:
        told = (_heard(export, answer, path) for answer in readers.ask(path.absolute(), IMPORT, request))
        # The first answer says where the works come from.
        export.works = chain(next(told, ()), chain.from_iterable(told))
        yield export


def read_works(path: Path, columns: Mapping[str, str] | None = None, pool: ReaderPool | None = None) -> Export:
    """What a small export holds, at once. Raises as `opened_export` does."""
    with opened_export(path, columns, pool) as export:
        export.works = list(export.works)
    return export


def _heard(export: Export, answer: Answer, path: Path) -> list[ImportedWork]:
    """The works of an answer. Raises NotAnImport, or AssistantError."""
    if answer.state == "skipped":
        raise UsageError(answer.reason) if answer.reason else NotAnImport(path)
    if answer.state == "failed":
        raise AssistantError(answer.reason if path.name in answer.reason else f"{path.name}: {answer.reason}")
    with _believed(path):
        return export.hear(answer.extra)


def preview_table(path: Path, columns: Mapping[str, str] | None = None) -> Preview:
    """How a table would be read, in a process of its own.

    Raises AssistantError for what is no table, UsageError for columns that it does not have.
    """
    _refuse_unreadable(path)
    request = json.dumps({"preview": True, "columns": dict(columns or {})}).encode()
    with ReaderPool(1, SECONDS_BY_TASK[IMPORT]) as pool:
        answer = next(pool.ask(path.absolute(), IMPORT, request))
    if answer.state != "indexed":
        raise (UsageError if answer.state == "skipped" else AssistantError)(answer.reason)
    with _believed(path):
        return _preview(answer.extra)


def _refuse_unreadable(path: Path) -> None:
    """What cannot even be opened is told before a process is started. Raises AssistantError."""
    with opening(path):
        os.close(open_regular(path))


def _preview(found: Row) -> Preview:
    return Preview(
        tuple(map(str, found["names"])),
        {str(role): str(name) for role, name in found["columns"].items()},
        tuple(tuple(map(str, row)) for row in found["rows"]),
        tuple(unpack_work(work) for work in found["works"]),
        bool(found["understood"]),
    )


@contextmanager
def _believed(path: Path) -> Iterator[None]:
    """What the reader process says may have any form, if the file took it over. Raises AssistantError."""
    try:
        yield
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise AssistantError(damaged_export(path, type(error).__name__)) from error


def _export_in(path: Path) -> Path:
    """Of the folder of another program's library, the database in it."""
    names = [name for known in importers() for name in known.library.split()] if path.is_dir() else []
    inside = (path / name for name in names)
    return next((place for place in inside if place.is_file()), path)


def pack_work(work: ImportedWork) -> Row:
    """A work as JSON, without the fields that say nothing."""
    found: Row = {entry.name: value for entry in fields(work) if (value := getattr(work, entry.name))}
    if work.path is not None:
        found["path"] = os.fsencode(work.path).hex()
    if work.acts:
        found["acts"] = [[act.verdict, act.value, act.at, act.exact, act.since] for act in work.acts]
    if work.notes:
        found["notes"] = pack_notes(work.notes)
    return found


def unpack_work(found: Row) -> ImportedWork:
    """The inverse of pack_work."""
    named: Row = {name: lines(found[name]) for name in ("creators", "subjects") if name in found}
    return ImportedWork(
        **{
            "title": "",
            **weighed(ImportedWork, found),
            **named,
            "kind": Kind(found["kind"]),
            "identifiers": pairs(found.get("identifiers", [])),
            "path": Path(os.fsdecode(bytes.fromhex(found["path"]))) if "path" in found else None,
            "notes": unpack_notes(found.get("notes")),
            "acts": tuple(
                ImportedAct(Verdict(verdict), number(value), moment(at), bool(exact), moment(since))
                for verdict, value, at, exact, since in found.get("acts", ())
            ),
        }
    )


class PackedWorks:
    """Works in the order in which they were added, unpacked a thousand at a time while they are gone through."""

    def __init__(self) -> None:
        self._packs: list[bytes] = []
        self._waiting: list[Row] = []

    def add(self, work: ImportedWork) -> None:
        self._waiting.append(pack_work(work))
        if len(self._waiting) >= _AT_ONCE:
            self._packs.append(zlib.compress(json.dumps(self._waiting).encode()))
            self._waiting = []

    def __len__(self) -> int:
        return len(self._packs) * _AT_ONCE + len(self._waiting)

    def __iter__(self) -> Iterator[ImportedWork]:
        for pack in self._packs:
            yield from map(unpack_work, json.loads(zlib.decompress(pack)))
        # As in a pack, so that all are alike.
        yield from map(unpack_work, json.loads(json.dumps(self._waiting)))
