"""Other programs' exports are opened in a reader process, under its limits: what goes over the wire and back."""

import json
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path

from assistant.domain.entities import Kind, Verdict
from assistant.domain.errors import AssistantError, UsageError
from assistant.domain.rows import Row
from assistant.messages import quoted, tr
from indexers.importers.base import (
    Entry,
    ImportedAct,
    ImportedWork,
    LeftOut,
    NotAnImport,
    Problem,
    Source,
    damaged_export,
    find_importer,
    head_of,
    importers,
    no_artist,
    no_title,
)
from indexers.importers.database import damage_met
from indexers.importers.tables_by_hand import Preview, by_hand, preview
from indexers.metadata.authors import told_names
from indexers.metadata.clean_metadata import clean_line
from indexers.notes.base import pack_notes, unpack_notes
from indexers.worker.pool import ReaderPool
from indexers.worker.protocol import IMPORT, LONGEST_REASON, SECONDS_BY_TASK, Answer
from indexers.worker.weighing import lines, listed, moment, number, pairs, text, weighed

AT_ONCE = 1000
"""Works in one answer."""
MOST_WORKS = 1_000_000
MOST_PROBLEMS = 10_000
"""Problems that are listed; a file of noise has millions."""


@dataclass
class Export:
    """What another program's export holds."""

    source: Source
    works: list[ImportedWork] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    left_out: dict[str, int] = field(default_factory=dict)

    def hear(self, said: object) -> None:
        """Where the works come from, or some of them. Raises KeyError, TypeError and ValueError for what is neither."""
        if isinstance(said, dict):
            known = weighed(Source, {name: said[name] for name in ("name", "curated", "ordered")})
            self.source = Source(**known)
        else:
            self.take(listed(said))

    def take(self, entries: Iterable[Row]) -> None:
        for entry in entries:
            if "left_out" in entry:
                what = text(entry["left_out"])
                self.left_out[what] = self.left_out.get(what, 0) + int(number(entry["count"]))
            elif "problem" in entry:
                names = ("reason", "line", "entry")
                self.problems.append(Problem(**weighed(Problem, dict(zip(names, entry["problem"], strict=True)))))
            else:
                self.works.append(unpack_work(entry))


def read_export(path: Path, request: bytes) -> Iterator[Answer]:
    """Runs in the reader process: first where its works come from, then its entries, then how it went.

    `request`: {"columns": {role: name}} as JSON, where a person assigned the columns of a table. What goes wrong after
    the first works is a problem of the file; before them it is its failure.
    """
    try:
        asked = json.loads(request) if request else {}
        if asked.get("preview"):
            yield Answer("indexed", extra=_shown(preview(path, asked["columns"] or None)))
            return
        columns = asked.get("columns", {})
        importer = by_hand(columns) if columns else find_importer(path)
        yield Answer("more", extra=asdict(importer.source))
        packed, left_out = _Packed(), Counter[str]()
        for entry in _entries(importer.read(path), path):
            if isinstance(entry, LeftOut):
                left_out[entry.what] += 1
            elif packed.add(entry):
                yield Answer("more", extra=packed.taken())
        if not packed.works and not left_out and packed.reasons:
            yield Answer("failed", _nothing_in(path, packed.reasons))
            return
        yield Answer(
            "indexed", extra=[*packed.taken(), *({"left_out": what, "count": n} for what, n in left_out.items())]
        )
    except NotAnImport:
        yield Answer("skipped")
    except UsageError as error:
        yield Answer("skipped", str(error))
    except AssistantError as error:
        yield Answer("failed", clean_line(str(error), LONGEST_REASON))
    except Exception as error:
        yield Answer("failed", _reason(error, path))


def _entries(entries: Iterator[Entry], path: Path) -> Iterator[Entry]:
    """All entries up to where the file breaks off, and then why it does."""
    count = 0
    try:
        for entry in entries:
            if isinstance(entry, ImportedWork):
                count += 1
                entry = replace(entry, creators=told_names(entry.creators))
            if count > MOST_WORKS:
                yield Problem(tr("It lists more than a million works. Split it, then import the parts."))
                return
            yield entry
    # Exports come from programs of any version: what their importer did not foresee is the file's failure.
    except Exception as error:
        if not count:
            raise
        yield Problem(clean_line(_reason(error, path), LONGEST_REASON))
    for detail in damage_met():
        yield Problem(damaged_export(path, detail))
    if unwritten := _unwritten(path):
        yield Problem(unwritten)


def _nothing_in(path: Path, reasons: list[str]) -> str:
    """Why an export brought nothing: what all its entries lack, or that it is damaged."""
    if set(reasons) <= {no_artist(), no_title()}:
        most, file = Counter(reasons).most_common(1)[0][0], quoted(path.name)
        if most == no_artist():
            return tr("None of the entries in {file} names an artist, so none can be brought in.", file=file)
        return tr("None of the entries in {file} has a title, so none can be brought in.", file=file)
    reason = reasons[0]
    return reason if path.name in reason else damaged_export(path, reason)


def _unwritten(path: Path) -> str:
    """Says where a program that runs holds back what it has not written into its database yet."""
    log = path.with_name(f"{path.name}-wal")
    try:
        waiting = log.stat().st_size > 0
    except OSError:
        return ""
    return (
        tr("The program that this database belongs to is open. Close it to import its newest entries, too.")
        if waiting
        else ""
    )


def _reason(error: Exception, path: Path) -> str:
    match error:
        case AssistantError():
            return str(error)
        case MemoryError():
            return tr(
                "{file} needs more than 1 GB of memory to read. Split it, or export less.", file=quoted(path.name)
            )
        case RecursionError():
            return tr("{file} is damaged: its parts nest without end.", file=quoted(path.name))
        case _:
            return damaged_export(path, type(error).__name__)


class _Packed:
    """Entries on their way to the parent process."""

    def __init__(self) -> None:
        self.works = 0
        self.reasons: list[str] = []
        self._waiting: list[Row] = []

    def add(self, entry: ImportedWork | Problem) -> bool:
        """Whether so many wait that they should go."""
        if isinstance(entry, ImportedWork):
            self.works += bool(entry.title)
            self._waiting += [pack_work(entry)] if entry.title else []
        elif len(self.reasons) < MOST_PROBLEMS:
            self.reasons.append(entry.reason)
            self._waiting.append({"problem": [entry.reason, entry.line, entry.entry]})
        return len(self._waiting) >= AT_ONCE

    def taken(self) -> list[Row]:
        waiting, self._waiting = self._waiting, []
        return waiting


def read_works(path: Path, columns: Mapping[str, str] | None = None, pool: ReaderPool | None = None) -> Export:
    """What an export holds, read in a process of its own, or in that of `pool`.

    Raises NotAnImport, or AssistantError.
    """
    path = _export_in(path)
    head_of(path)
    export = Export(Source(""))
    request = json.dumps({"columns": dict(columns)}).encode() if columns else b""
    with ReaderPool(1, SECONDS_BY_TASK[IMPORT]) if pool is None else nullcontext(pool) as readers:
        for answer in readers.ask(path.absolute(), IMPORT, request):
            if answer.state == "skipped":
                raise UsageError(answer.reason) if answer.reason else NotAnImport(path)
            if answer.state == "failed":
                reason = answer.reason if path.name in answer.reason else f"{path.name}: {answer.reason}"
                raise AssistantError(reason)
            with _believed(path):
                export.hear(answer.extra)
    return export


def preview_table(path: Path, columns: Mapping[str, str] | None = None) -> Preview:
    """How a table would be read, in a process of its own.

    Raises AssistantError for what is no table, UsageError for columns that it does not have.
    """
    head_of(path)
    request = json.dumps({"preview": True, "columns": dict(columns or {})}).encode()
    with ReaderPool(1, SECONDS_BY_TASK[IMPORT]) as pool:
        (answer,) = pool.ask(path.absolute(), IMPORT, request)
    if answer.state != "indexed":
        raise (UsageError if answer.state == "skipped" else AssistantError)(answer.reason)
    with _believed(path):
        return _preview(answer.extra)


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


def _shown(shown: Preview) -> Row:
    return {
        "names": shown.names, "columns": dict(shown.columns), "rows": shown.rows, "understood": shown.understood,
        "works": [pack_work(work) for work in shown.works],
    }  # fmt: skip


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
