"""What a reader of one format family gives back, and the contract that every such reader keeps."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from assistant.domain.entities import Kind

MEGABYTE = 1 << 20
_UNPARTED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{2,}")


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of text that belongs together. `place` is for citing: a chapter's heading, "page 12"."""

    text: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What stands in one file. Empty fields are unknown; a later step infers what it can and names it in `inferred`.

    `kind` None leaves the choice between book and document to the evidence. `duration` is in seconds. `cover` holds
    the picture's bytes as found. `partial` is the reason, in plain words, if only a part of the file could be read.
    """

    kind: Kind | None = None
    title: str = ""
    creators: tuple[str, ...] = ()
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
    form: str = ""
    sections: tuple[Section, ...] = ()
    cover: bytes | None = None
    inferred: frozenset[str] = frozenset()
    partial: str = ""


class Indexer(Protocol):
    """Reads one format family. Readers are stateless; they run in a reader process, under limits."""

    name: str
    """What a person calls the format: "EPUB"."""
    suffixes: frozenset[str]
    """Lower case, with the dot."""
    largest: int
    """Bytes above which a file of this format is not opened."""

    def recognises(self, head: bytes) -> bool:
        """Whether the first bytes of a file are this format beyond doubt."""
        ...

    def read(self, path: Path) -> Reading:
        """Reads the file. Raises UnreadableFile with the reason."""
        ...


def count_words(sections: Iterable[Section]) -> int:
    """Words parted by blanks; where there are none, in Chinese and Japanese, two characters count as one."""
    return sum(_words(section.text) for section in sections)


def _words(text: str) -> int:
    parted = len(text.split())
    return parted if text.isascii() else parted + sum(len(run) // 2 for run in _UNPARTED.findall(text))
