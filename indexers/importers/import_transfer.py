"""Other programs' exports are opened in a reader process, under its limits: what goes over the wire and back."""

import os
from collections.abc import Iterator
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from assistant.domain.entities import Kind, Verdict
from assistant.domain.errors import AssistantError
from assistant.messages import quoted, tr
from indexers.importers.base import (
    ImportedAct,
    ImportedWork,
    NotAnImport,
    Source,
    damaged_export,
    find_importer,
    head_of,
    importers,
)
from indexers.metadata.clean_metadata import clean_line
from indexers.worker.pool import ReaderPool
from indexers.worker.protocol import IMPORT, LONGEST_REASON, SECONDS_BY_TASK, Answer

AT_ONCE = 1000
"""Works in one answer."""
MOST_WORKS = 1_000_000


def read_export(path: Path) -> Iterator[Answer]:
    """Runs in the reader process: first where its works come from, then its works, then how it went."""
    try:
        importer = find_importer(path)
        yield Answer("more", extra=asdict(importer.source))
        waiting: list[dict[str, Any]] = []
        for count, work in enumerate(importer.read(path), 1):
            if count > MOST_WORKS:
                raise AssistantError(
                    tr(
                        "{file} lists more than a million works. Split it, then import the parts.",
                        file=quoted(path.name),
                    )
                )
            waiting.append(pack_work(work))
            if len(waiting) >= AT_ONCE:
                yield Answer("more", extra=waiting)
                waiting = []
        yield Answer("indexed", extra=waiting)
    except NotAnImport:
        yield Answer("skipped")
    except AssistantError as error:
        yield Answer("failed", clean_line(str(error), LONGEST_REASON))
    except MemoryError:
        yield Answer(
            "failed",
            tr("{file} needs more than 1 GB of memory to read. Split it, or export less.", file=quoted(path.name)),
        )
    except RecursionError:
        yield Answer("failed", tr("{file} is damaged: its parts nest without end.", file=quoted(path.name)))
    # Exports come from programs of any version: what their importer did not foresee is the file's failure.
    except Exception as error:
        yield Answer("failed", damaged_export(path, type(error).__name__))


def read_works(path: Path) -> tuple[Source, list[ImportedWork]]:
    """(where they come from, the works), read in a process of its own. Raises NotAnImport, or AssistantError."""
    path = _export_in(path)
    head_of(path)
    source, works = Source(""), list[ImportedWork]()
    with ReaderPool(1, SECONDS_BY_TASK[IMPORT]) as pool:
        for answer in pool.ask(path.absolute(), IMPORT):
            if answer.state == "skipped":
                raise NotAnImport(path)
            if answer.state == "failed":
                reason = answer.reason if path.name in answer.reason else f"{path.name}: {answer.reason}"
                raise AssistantError(reason)
            if isinstance(answer.extra, dict):
                source = Source(**{name: answer.extra[name] for name in ("name", "curated", "ordered")})
            else:
                works += [unpack_work(work) for work in answer.extra]
    return source, works


def _export_in(path: Path) -> Path:
    """Of the folder of another program's library, the database in it."""
    names = [name for known in importers() for name in known.library.split()] if path.is_dir() else []
    inside = (path / name for name in names)
    return next((place for place in inside if place.is_file()), path)


def pack_work(work: ImportedWork) -> dict[str, Any]:
    """A work as JSON, without the fields that say nothing."""
    found: dict[str, Any] = {entry.name: value for entry in fields(work) if (value := getattr(work, entry.name))}
    if work.path is not None:
        found["path"] = os.fsencode(work.path).hex()
    if work.acts:
        found["acts"] = [[act.verdict, act.value, act.at] for act in work.acts]
    return found


def unpack_work(found: dict[str, Any]) -> ImportedWork:
    """The inverse of pack_work."""
    lists: dict[str, Any] = {name: tuple(map(str, found[name])) for name in ("creators", "subjects") if name in found}
    return ImportedWork(
        **{
            **found,
            **lists,
            "kind": Kind(found["kind"]),
            "title": str(found.get("title", "")),
            "identifiers": tuple((str(scheme), str(value)) for scheme, value in found.get("identifiers", ())),
            "path": Path(os.fsdecode(bytes.fromhex(found["path"]))) if "path" in found else None,
            "acts": tuple(
                ImportedAct(Verdict(verdict), float(value), at) for verdict, value, at in found.get("acts", ())
            ),
        }
    )
