"""Reads one file from recognition to passages. Runs in a reader process."""

import os
from dataclasses import replace
from pathlib import Path

from assistant.domain.entities import Kind
from assistant.domain.errors import LockedFile, UnreadableFile
from assistant.messages import tr, trn
from indexers.metadata.audiobooks import as_part
from indexers.metadata.clean_metadata import clean_line
from indexers.metadata.covers import thumbnail
from indexers.metadata.filename_metadata import fill_from_names
from indexers.metadata.kind_classifier import decide_kind
from indexers.metadata.title_marks import without_marks_of_titles
from indexers.notes.places import stands_beside
from indexers.ocr.picture_files import is_picture, page_count, picture_reading
from indexers.ocr.recognised import Pages, with_recognised
from indexers.passages import split_sections
from indexers.readers.audio.cue import SHORTEST, as_album, cue_beside, divides_a_file
from indexers.readers.audio.records import LOOKED_AT, is_record
from indexers.readers.base import HEAD, Reading, count_words
from indexers.readers.books.comic import MOST_LOOKED_AT
from indexers.readers.decoding import looks_like_text, readable_share
from indexers.readers.registry import NotOurs, find_format, is_work, media_type, refuse_oversized
from indexers.readers.sidecars import is_sidecar, stands_with_recordings, with_sidecars
from indexers.scanner import content_digest, describe_error, start_digest
from indexers.worker.protocol import LONGEST_REASON, Answer

PLAYLISTS = (".m3u", ".m3u8")
"""Files that are no items: the assistant makes a list of each."""

_READABLE = 0.6
"""Share of readable characters below which a text is not worth its place in the index."""
MOST_TO_READ = 8_000_000
"""Characters of one text: ten long novels. The frame of an answer holds as many in any script."""
NOTHING: Pages = {}
"""Nothing was recognised."""
_JUDGED, _JUDGED_SECTIONS = 2000, 20
"""Characters of a section, and sections, that are looked at."""


def read_file(path: Path, known: bytes = b"", said: Pages = NOTHING) -> Answer:
    """The answer for one file, whatever it holds. `known` is its digest when it was last read; `said` is the text of
    its pages that was recognised meanwhile."""
    digest = b""
    try:
        status = os.stat(path)
        with open(path, "rb", buffering=0) as file:
            head = file.read(HEAD)
        serves = path.suffix.lower() in PLAYLISTS and looks_like_text(head)
        if serves or (path.suffix.lower() == ".cue" and divides_a_file(path)) or _serves_works(path, head):
            return Answer("indexed", digest=content_digest(path))
        if is_picture(path, head):
            return _picture(path, known, said)
        try:
            file_format = find_format(path, head)
        except NotOurs as error:
            return Answer("skipped", str(error), start_digest(head, status.st_size))
        # Its start and size stand for a file that is too large to read, so that it is not tried again and again.
        digest = start_digest(head, status.st_size)
        refuse_oversized(file_format, status.st_size)
        digest = content_digest(path)
        if known and digest == known:
            return Answer("same", digest=digest)
        if status.st_size == 0:
            return Answer("failed", tr("The file is empty."), digest)
        return _finish(file_format.read(path), path, digest, said)
    except UnreadableFile as error:
        return refusal(error, digest)
    except MemoryError:
        return Answer("failed", tr("It needs more than 1 GB of memory to read, and was stopped."), digest, retire=True)
    except RecursionError:
        return Answer("failed", tr("Its parts nest without end, and reading was stopped."), digest)
    except OSError as error:
        return Answer("failed", describe_error(error), digest)
    # A reader meets files that nobody foresaw: whatever its libraries raise is this file's failure, not the run's.
    except Exception as error:
        return Answer("failed", _unforeseen(error), digest)


def read_whole(path: Path) -> Answer:
    """All text of one file for reading it, as (place, text) of its sections; no more than MOST_TO_READ characters."""
    try:
        with open(path, "rb", buffering=0) as file:
            head = file.read(HEAD)
        file_format = find_format(path, head)
        refuse_oversized(file_format, os.stat(path).st_size)
        reading = _without_garbage(file_format.read(path))
    except (NotOurs, UnreadableFile) as error:
        return refusal(error)
    except OSError as error:
        return Answer("failed", describe_error(error))
    # As above: whatever its libraries raise is this file's failure.
    except Exception as error:
        return Answer("failed", _unforeseen(error))
    kept: list[tuple[str, str]] = []
    room = MOST_TO_READ
    for section in reading.sections:
        if section.text.strip() and room > 0:
            kept.append((section.place, section.text[:room].strip("\n")))
            room -= len(section.text)
    return Answer("indexed", reading.partial, passages=tuple(kept))


def refusal(error: Exception, digest: bytes = b"") -> Answer:
    """The answer for a file that cannot be read, or not without a password."""
    state = "locked" if isinstance(error, LockedFile) else "failed"
    return Answer(state, clean_line(str(error), LONGEST_REASON), digest)


def _unforeseen(error: Exception) -> str:
    return tr("It is damaged or unusual in a way that its reader does not know ({error}).", error=type(error).__name__)


def _picture(path: Path, known: bytes, said: Pages) -> Answer:
    """A picture is a document if it shows a page of text, which only looking at it tells."""
    digest = content_digest(path)
    if known and digest == known:
        return Answer("same", digest=digest)
    if (reading := picture_reading(path, said)) is not None:
        return _finish(reading, path, digest, said)
    frames = page_count(path)
    if any(number not in said for number in range(frames)):
        waits = tr("Alcove has not looked yet whether this picture shows a page of text.")
        return Answer("skipped", waits, digest, scans=tuple(range(frames)))
    if said:
        return Answer("skipped", tr("This picture shows no page of text."), digest)
    suffix = path.suffix.lower()
    return Answer("skipped", tr("Alcove does not index {name} ({suffix}).", name=tr("pictures"), suffix=suffix), digest)


def _serves_works(path: Path, head: bytes) -> bool:
    """Whether it says something of works and is none itself."""
    return is_sidecar(path, is_work) or stands_beside(os.fspath(path)) or _records_an_album(path, head)


def _records_an_album(path: Path, head: bytes) -> bool:
    """Whether a plain text beside music is what a program recorded of it."""
    plain = not is_work(path.name) or media_type(path) == "text/plain"
    if not (plain and looks_like_text(head) and stands_with_recordings(path, is_work)):
        return False
    with open(path, "rb") as file:
        return is_record(file.read(LOOKED_AT))


def _without_garbage(reading: Reading) -> Reading:
    """Text that no person could read is a problem to list, not one to find by words."""
    text = "".join(section.text[:_JUDGED] for section in reading.sections[:_JUDGED_SECTIONS])
    if readable_share(text) >= _READABLE:
        return reading
    reason = tr("Its text cannot be made out (an unknown encoding, or a font without letters); its title is used.")
    # The pages of a PDF can still be read as a person does: by looking at them.
    drawn = reading.pages if reading.sections[0].place.startswith("page ") else 0
    return replace(
        reading,
        sections=(),
        words=None,
        partial=reading.partial or ("" if drawn else reason),
        scans=tuple(range(min(drawn or 0, MOST_LOOKED_AT))),
    )


def _finish(reading: Reading, path: Path, digest: bytes, said: Pages) -> Answer:
    reading = with_recognised(_without_garbage(reading), said)
    if reading.words is None and reading.sections:
        reading = replace(reading, words=count_words(reading.sections))
    reading = with_sidecars(reading, path, is_work)
    reading = replace(reading, kind=decide_kind(reading, path))
    whole_disc = reading.kind is Kind.MUSIC and (reading.duration or 0) >= SHORTEST
    if whole_disc and (sheet := cue_beside(path)) is not None:
        reading = as_album(reading, sheet)
    reading = fill_from_names(as_part(without_marks_of_titles(reading), path), path)
    passages, thinned = split_sections(reading.sections)
    partial = reading.partial
    if thinned and not partial:
        partial = trn(
            "It is very long: {n} passage spread over the whole is searchable.",
            "It is very long: {n} passages spread over the whole are searchable.",
            len(passages),
        )
    if not reading.sections and not partial and reading.kind is not Kind.MUSIC and not reading.duration:
        partial = tr("It holds no text; only its title and cover are used.")
    cover = thumbnail(reading.cover) if reading.cover else None
    finished = replace(reading, sections=(), cover=cover, partial=partial)
    return Answer("partly" if partial else "indexed", partial, digest, finished, tuple(passages), scans=reading.scans)
