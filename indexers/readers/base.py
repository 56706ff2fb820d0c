"""What a reader of one format family is, and what it gives back."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.domain.entities import Kind
from indexers.notes.base import ImportedNote

MEGABYTE = 1 << 20
HEAD = 8192
"""Bytes from the start of a file that formats are recognised by."""
_WITHOUT_BLANKS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{2,}")


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of text that belongs together. `place` is for citing: a chapter's heading, "page 12"."""

    text: str
    place: str = ""


Chapter = tuple[str, float]
"""A chapter's name, and the seconds from the start of the recording at which it begins."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What stands in one file. Empty fields are unknown; a later step infers what it can and names it in `inferred`.

    `kind` None leaves the choice between book and document to the evidence. `duration` is in seconds, `tempo` in beats
    a minute. `whole` is what the parts of one work share, such as the files of an audiobook; empty for what stands
    alone. `cover` holds the picture's bytes as found. `partial` is the reason, in plain words, if only a part of the
    file could be read. `scans` are the pages, from 0, that are pictures whose text nobody has read yet; `recognised`
    says that text was read off pictures.
    """

    kind: Kind | None = None
    title: str = ""
    creators: tuple[str, ...] = ()
    narrators: tuple[str, ...] = ()
    year: int | None = None
    series: str = ""
    series_index: float | None = None
    publisher: str = ""
    language: str = ""
    subjects: tuple[str, ...] = ()
    description: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()
    album: str = ""
    album_artist: str = ""
    disc: int | None = None
    track: int | None = None
    duration: float | None = None
    words: int | None = None
    pages: int | None = None
    tempo: float | None = None
    form: str = ""
    whole: str = ""
    chapters: tuple[Chapter, ...] = ()
    notes: tuple[ImportedNote, ...] = ()
    sections: tuple[Section, ...] = ()
    cover: bytes | None = None
    inferred: frozenset[str] = frozenset()
    partial: str = ""
    scans: tuple[int, ...] = ()
    recognised: bool = False


@dataclass(frozen=True, slots=True)
class Format:
    """A format family: how its files are told, and the function that reads one.

    `name` is what a person calls it ("EPUB"). `media_types` holds {suffix: media type}; suffixes are in lower case and
    keep their dot. `recognises` tells whether the first bytes of a file are this format beyond doubt. Files above
    `largest` bytes are not opened. `read` raises UnreadableFile with the reason; it runs in a reader process.
    """

    name: str
    media_types: Mapping[str, str]
    largest: int
    recognises: Callable[[bytes], bool]
    read: Callable[[Path], Reading]


def count_words(sections: Iterable[Section]) -> int:
    """Words parted by blanks; where there are none, in Chinese and Japanese, two characters count as one."""
    return sum(_words(section.text) for section in sections)


def _words(text: str) -> int:
    parted = len(text.split())
    return parted if text.isascii() else parted + sum(len(run) // 2 for run in _WITHOUT_BLANKS.findall(text))
