"""What a reader process and its parent say to each other (see indexers.worker.wire for how)."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import IO, Any

from assistant.domain.entities import Kind
from assistant.domain.rows import Row
from assistant.messages import SOURCE
from indexers.metadata.clean_metadata import clean_line
from indexers.metadata.covers import encode, measured
from indexers.notes.base import pack_notes, unpack_notes
from indexers.readers.base import Reading
from indexers.worker.weighing import chapters, line, lines, listed, page, pairs, text, weighed
from indexers.worker.wire import ProtocolBroken, receive, send

_STATES = ("ready", "more", "same", "indexed", "partly", "skipped", "failed", "locked")
_GIVING, _EXPLAINED = ("indexed", "partly"), ("partly", "failed", "locked")
"""States of an answer that may hold a reading, and of one that says why."""
MOST_SCANS = 10_000
"""Pages of one file that are looked at."""
_MALFORMED = (KeyError, TypeError, ValueError, AttributeError, OverflowError)
LONGEST_DIGEST = 16
"""Bytes of a digest (see indexers.scanner.content_digest)."""
LONGEST_REASON = 300
"""Characters of a reason."""
READ, HEAR, IMPORT, LOOK, TELL, WHOLE, SHOW = "read", "hear", "import", "look", "tell", "whole", "show"
"""What a reader process can be asked to do with a file; to look is to recognise the text of one page, to tell is to
read the file together with what was recognised; the whole is all of its text, undivided; to show is to give one page
as a picture."""
LARGEST_PAGE = 2200
"""Pixels of a shown page's longer side: two thirds of what a frame holds."""
SECONDS_BY_TASK = {IMPORT: 900, LOOK: 120}
"""Limits of time other than the usual one: what a person heard in twenty years takes a while to read."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one file. `state` is one of indexed, partly, skipped, failed, locked, same, or more: another
    follows.

    "same" means that the content is what `known` said, and nothing else was read. `passages` are (place, text).
    """

    state: str
    reason: str = ""
    digest: bytes = b""
    reading: Reading | None = None
    passages: tuple[tuple[str, str], ...] = ()
    retire: bool = False
    """The process has grown and asks to be replaced."""
    extra: Any = None
    """What other tasks than reading give back, as JSON."""
    scans: tuple[int, ...] = ()
    """Pages, from 0, whose text is still to be recognised."""
    picture: bytes = b""
    """A page that was to be shown, as its points (see indexers.metadata.covers.Pixels)."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a reader process is to do. `language` is the one that reasons are given in; `error`, if it is not 0, says
    why the parent could not open the file, and `lent` that the open file follows. `password` is what the
    person gave for this file; it is not told before the file has said that it is locked."""

    path: Path
    known: bytes = b""
    task: str = READ
    language: str = SOURCE
    error: int = 0
    lent: bool = False
    password: str = ""


def send_request(pipe: IO[bytes], request: Request) -> None:
    stated: Row = {field.name: getattr(request, field.name) for field in fields(Request)}
    send(pipe, {**stated, "path": os.fsencode(request.path).hex(), "known": request.known.hex()})


def receive_request(pipe: IO[bytes]) -> Request | None:
    """None when the parent has closed the line."""
    try:
        message, _ = receive(pipe)
    except ProtocolBroken:
        return None
    path = Path(os.fsdecode(bytes.fromhex(message["path"])))
    return Request(**{**message, "path": path, "known": bytes.fromhex(message["known"])})


def send_answer(pipe: IO[bytes], answer: Answer) -> None:
    message: dict[str, Any] = {
        "state": answer.state, "reason": answer.reason, "digest": answer.digest.hex(), "retire": answer.retire,
        "passages": answer.passages, "extra": answer.extra, "scans": answer.scans,
    }  # fmt: skip
    reading = answer.reading
    if reading is not None:
        message["reading"] = reading_to_json(reading)
    send(pipe, message, (reading.cover or b"") if reading is not None else answer.picture)


def receive_answer(pipe: IO[bytes]) -> Answer | Row:
    """An answer, or a wish for a file (see indexers.worker.lending). Raises ProtocolBroken for what is neither."""
    message, attached = receive(pipe)
    if "want" in message:
        return message
    try:
        return _answer(message, attached)
    except _MALFORMED as error:
        raise ProtocolBroken("malformed answer") from error


def _answer(message: dict[str, Any], attached: bytes) -> Answer:
    stated = message.get("reading")
    picture = attached if stated is None else b""
    if picture:
        measured(picture, LARGEST_PAGE)
    state, digest = message["state"], bytes.fromhex(message["digest"])
    reason = clean_line(text(message["reason"]), LONGEST_REASON)
    if state not in _STATES or len(digest) > LONGEST_DIGEST or (state in _EXPLAINED and not reason):
        raise ValueError
    if (stated is not None and state not in _GIVING) or (stated is None and state == "partly"):
        raise ValueError
    return Answer(
        state=state,
        reason=reason,
        digest=digest,
        reading=replace(reading_from_json(stated), cover=encode(attached) if attached else None)
        if stated is not None
        else None,
        passages=tuple((line(place), text(words)) for place, words in listed(message["passages"])),
        retire=bool(message["retire"]),
        extra=message.get("extra"),
        scans=tuple(page(one) for one in listed(message["scans"])[:MOST_SCANS]),
        picture=picture,
    )


def reading_to_json(reading: Reading) -> dict[str, Any]:
    """A reading without its text and cover, and without what is still to be recognised."""
    stated = {field.name: getattr(reading, field.name) for field in fields(reading)}
    del stated["sections"], stated["cover"], stated["scans"]
    return {**stated, "inferred": sorted(reading.inferred), "notes": pack_notes(reading.notes)}


def reading_from_json(stated: Mapping[str, Any]) -> Reading:
    """The inverse of reading_to_json. Raises KeyError, TypeError or ValueError for what is none."""
    return Reading(
        **{
            **weighed(Reading, stated),
            "kind": Kind(stated["kind"]),
            "creators": lines(stated["creators"]),
            "narrators": lines(stated["narrators"]),
            "subjects": lines(stated["subjects"]),
            "identifiers": pairs(stated["identifiers"]),
            "chapters": chapters(stated["chapters"]),
            "notes": unpack_notes(stated.get("notes")),
            "inferred": frozenset(lines(stated["inferred"])),
        }
    )
