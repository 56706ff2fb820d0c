"""Reads another program's export in the reader process, and sends what it holds in answers of a moderate size."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

from assistant.domain.errors import AssistantError, UsageError
from assistant.domain.rows import Row
from assistant.messages import quoted, tr
from indexers.importers.base import (
    Entry,
    ImportedWork,
    LeftOut,
    NotAnImport,
    Problem,
    damaged_export,
    no_artist,
    no_title,
)
from indexers.importers.database import damage_met
from indexers.importers.finding import Found, find_export
from indexers.importers.import_transfer import pack_work
from indexers.importers.tables_by_hand import Preview, by_hand, preview
from indexers.metadata.authors import is_title, told_names
from indexers.metadata.clean_metadata import clean_line
from indexers.readers.packed import cut_short
from indexers.worker.protocol import LONGEST_REASON, Answer

MOST_OTHERS = 20
"""Parts of an archive that are named although nothing was read from them."""
AT_ONCE = 1000
"""Works in one answer."""
MOST_WORKS = 1_000_000
MOST_PROBLEMS = 10_000
"""Problems that are listed; a file of noise has millions."""


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
        found = Found(by_hand(columns), (path,)) if columns else find_export(path)
        yield Answer("more", extra=asdict(found.importer.source))
        packed, left_out = _Packed(), Counter[str]()
        for entry in _entries(_read(found), path):
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


def _read(found: Found) -> Iterator[Entry]:
    for place in found.places:
        yield from found.importer.read(place)
    for other in found.others[:MOST_OTHERS]:
        yield Problem(tr("This part was not read. Unpack it, then import it by itself."), entry=other.name)


def _entries(entries: Iterator[Entry], path: Path) -> Iterator[Entry]:
    """All entries up to where the file breaks off, and then why it does."""
    count = 0
    try:
        for entry in entries:
            if isinstance(entry, ImportedWork):
                count += 1
                entry = replace(entry, creators=told_names(entry.creators))
                if not (entry.creators or entry.identifiers or entry.path or is_title(entry.title)):
                    entry = Problem(no_title(), entry=entry.title)
            if count > MOST_WORKS:
                yield Problem(tr("It lists more than a million works. Split it, then import the parts."))
                return
            yield entry
    # Exports come from programs of any version: what their importer did not foresee is the file's failure.
    except Exception as error:
        if not count:
            raise
        yield Problem(clean_line(_reason(error, path), LONGEST_REASON))
    for detail in (*damage_met(), *cut_short()):
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


def _shown(shown: Preview) -> Row:
    return {
        "names": shown.names, "columns": dict(shown.columns), "rows": shown.rows, "understood": shown.understood,
        "works": [pack_work(work) for work in shown.works],
    }  # fmt: skip
