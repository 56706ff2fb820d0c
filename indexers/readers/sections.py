"""Cuts a file's text into sections, as its own headings part it."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from indexers.metadata.clean_metadata import clean_line, clean_text
from indexers.readers.base import Section

LONGEST_PLACE = 120
"""Characters of a heading."""


class SectionList:
    """Gathers lines into sections; a heading closes the one before it."""

    def __init__(self) -> None:
        self._found: list[Section] = []
        self._lines: list[str] = []
        self._place = ""

    def add(self, line: str) -> None:
        self._lines.append(line)

    def start(self, place: str) -> None:
        """Begins a section of that name."""
        self._close()
        self._place = place

    def finish(self) -> list[Section]:
        """All sections that hold any text."""
        self._close()
        return self._found

    def _close(self) -> None:
        if text := clean_text("\n\n".join(self._lines)).strip():
            self._found.append(Section(text, self._place))
        self._lines = []


def cut_at(
    text: str, marks: Sequence["re.Match[str]"], name: Callable[["re.Match[str]"], str]
) -> Iterator[tuple[str, str]]:
    """(piece, heading) for what stands before the first heading and from each heading on; `name` reads a heading."""
    starts = [0, *(match.start() for match in marks)]
    ends = [*starts[1:], len(text)]
    places = ["", *(clean_line(name(match), LONGEST_PLACE) for match in marks)]
    return ((text[start:end], place) for start, end, place in zip(starts, ends, places, strict=True))


def with_text(pieces: Iterable[tuple[str, str]]) -> tuple[Section, ...]:
    """Sections out of (text, place), without the empty ones."""
    return tuple(Section(bare, place) for text, place in pieces if (bare := text.strip()))
