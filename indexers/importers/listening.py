"""What histories of listening share: plays of one recording become one work, and JSON is read in all its packings."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from assistant.domain.entities import Kind, Verdict
from assistant.domain.errors import UnreadableFile
from assistant.domain.rows import Row
from assistant.language.people import performers
from indexers.importers.base import (
    Entry,
    ImportedAct,
    ImportedWork,
    LeftOut,
    Problem,
    no_artist,
    no_title,
    not_understood,
)
from indexers.importers.text.json_entries import Entries
from indexers.importers.text.lines import opened_text, text_blocks
from indexers.metadata.clean_metadata import clean_line
from indexers.readers.packed import open_anywhere
from indexers.readers.zipped import LARGEST_TOTAL, SafeZip


@dataclass(frozen=True, slots=True)
class Listen:
    artist: str
    title: str
    album: str = ""
    at: float | None = None
    recording: str = ""
    duration: float | None = None
    isrc: str = ""


MOST_HELD = 200_000
"""Recordings and their months that are held at once: about 100 MB."""
_DAY = 86_400
"""Seconds. A play on the first day of 1970 is one whose time nobody knew."""


@dataclass(slots=True)
class _Recording:
    """What is known of one recording: its newest listen, and its plays by month as (count, first, last)."""

    newest: Listen
    undated: int = 0
    months: dict[int, tuple[int, float, float]] = field(default_factory=dict)

    def add(self, listen: Listen) -> int:
        """Says how many months are new."""
        if listen.at is None or 0 <= listen.at < _DAY:
            self.undated += 1
            return 0
        if listen.at >= (self.newest.at or 0):
            self.newest = listen
        moment = datetime.fromtimestamp(listen.at, UTC)
        month, before = 12 * moment.year + moment.month, len(self.months)
        count, first, last = self.months.get(month, (0, listen.at, listen.at))
        if count and listen.at % _DAY and listen.at in (first, last):
            # Nothing is heard twice at one moment: exports hold rows twice. Midnight stands for a day without an hour.
            return 0
        self.months[month] = (count + 1, min(first, listen.at), max(last, listen.at))
        return len(self.months) - before

    def acts(self) -> tuple[ImportedAct, ...]:
        dated = [
            ImportedAct(Verdict.PLAYED, float(count), last, True, first) for count, first, last in self.months.values()
        ]
        known = self.newest.at if (self.newest.at or 0.0) >= _DAY else None
        undated = [ImportedAct(Verdict.PLAYED, float(self.undated), known)] if self.undated else []
        return (*undated, *sorted(dated, key=lambda act: act.at or 0))


def group_listens(listens: "Iterable[Listen | Problem | LeftOut]", most_held: int = MOST_HELD) -> Iterator[Entry]:
    """One work a recording; its plays become one act a month, dated by the last of them. The rest passes through.

    A very long history comes in several parts, each with the recordings of its own: what they say of a month adds up.
    """
    found: dict[tuple[str, str], _Recording] = {}
    held = 0
    for listen in listens:
        if not isinstance(listen, Listen):
            yield listen
        elif not listen.artist or not listen.title:
            yield _nameless(listen)
        else:
            key = (listen.artist.casefold(), listen.title.casefold())
            if (recording := found.get(key)) is None:
                recording = found[key] = _Recording(listen)
                held += 1
            held += recording.add(listen)
            if held >= most_held:
                yield from _works(found)
                held = 0
    yield from _works(found)


def _works(found: dict[tuple[str, str], _Recording]) -> Iterator[Entry]:
    """Takes them out one by one."""
    while found:
        yield _work(found.pop(next(iter(found))))


def _nameless(listen: Listen) -> Problem:
    """What names no artist cannot be told from others of its title; it is listed by what it does say."""
    played = datetime.fromtimestamp(listen.at, UTC).date().isoformat() if listen.at and listen.at >= _DAY else ""
    return Problem(no_artist() if listen.title else no_title(), entry=listen.title or listen.artist or played)


def _work(recording: _Recording) -> ImportedWork:
    listen = recording.newest
    pairs = (("musicbrainz", listen.recording), ("isrc", listen.isrc))
    return ImportedWork(
        kind=Kind.MUSIC,
        title=clean_line(listen.title),
        creators=performers(listen.artist),
        album=clean_line(listen.album),
        duration=listen.duration,
        identifiers=tuple(pair for pair in pairs if pair[1]),
        acts=recording.acts(),
    )


def has_json(*marks: bytes, parts: str = "") -> Callable[[Path, bytes], bool]:
    """Recognises JSON by keys in its first bytes, and an archive by parts with such names (a regular expression)."""

    def recognises(path: Path, head: bytes) -> bool:
        if head.startswith(b"PK"):
            return bool(parts) and has_part(path, parts)
        return head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith((b"{", b"[")) and all(mark in head for mark in marks)

    return recognises


def has_part(path: Path, parts: str) -> bool:
    """Whether a file is an archive that holds a part with such a name (a regular expression)."""
    try:
        with SafeZip(path) as archive:
            return any(re.search(parts, name, re.I) for name in archive.names)
    except UnreadableFile:
        return False


def json_objects(
    path: Path, parts: str = "", lists: tuple[str, ...] = (), *, only: bool = False
) -> Iterator[Row | Problem]:
    """The objects of a JSON file; of an archive, those of the parts with such names. A damaged one is a problem.

    `lists`: the names under which an object holds them. `only`: nothing behind the end of the first list counts.
    """
    with open_anywhere(path) as file:
        archived = file.read(2) == b"PK"
    if not archived:
        with opened_text(path) as blocks:
            yield from _objects(blocks, lists, only)
        return
    with SafeZip(path) as archive:
        for name in sorted(name for name in archive.names if re.search(parts, name, re.I)):
            try:
                with archive.open(name, LARGEST_TOTAL) as stream:
                    yield from _objects(text_blocks(stream), lists, only)
            except UnreadableFile as error:
                yield Problem(str(error), entry=name)


def _objects(blocks: Iterator[str], lists: tuple[str, ...], only: bool) -> Iterator[Row | Problem]:
    for found in Entries(blocks, lists, only):
        yield found if isinstance(found, Problem) else found[1]


def made(
    objects: "Iterable[Row | Problem]", make: "Callable[[Row], Listen | LeftOut | None]"
) -> "Iterator[Listen | Problem | LeftOut]":
    """A listen of each object; what is none of the kind that `make` expects is a problem and loses no other."""
    for number, entry in enumerate(objects, 1):
        if isinstance(entry, Problem):
            yield entry
            continue
        try:
            listen = make(entry)
        except (ValueError, TypeError, LookupError, AttributeError) as error:
            yield Problem(not_understood(error), entry=str(number))
            continue
        if listen is not None:
            yield listen


def text_of(entry: Row, *names: str) -> str:
    """The first of some fields that says anything, as text. Raises TypeError for a list or an object."""
    value = next((value for name in names if (value := entry.get(name))), "")
    if isinstance(value, dict | list):
        raise TypeError(type(value).__name__)
    return str(value)
