"""Which line ends of a text part its entries, and which only wrap it."""

import re
from collections.abc import Iterator

_MARKED = re.compile(r"(?:[-–•*▪]|\d{1,2}[.)])\s+\S")
_FIELD = re.compile(r"[^\W\d_][^:.!?|\t]{0,40}:(?:\s+\S|$)")
"""“Serial number: 8814”."""
_NUMBERED = re.compile(r"\S{0,4}\d\S{0,4}\s")
"""“E4 Water stands …”, “9:30 Coffee”."""
_GAP = re.compile(r"(?<=\S)(?:\t| {2,})\s*(?=\S)")
_GOES_ON = re.compile(r"[,;–—-]$")
_ENDED = re.compile(r"[.!?…:][\"”’)\]»*]*$")
_INDENTED = re.compile(r"^([ \t]*(?:[-–•*▪]|\d{1,2}[.)])[ \t]+\S.*)\n[ \t]{2,}(?=[^\W\d_])", re.M)
"""The end of a line in the middle of an entry."""
_DEEPEST = 8
"""Lines of an entry that are put together."""
_NARROWEST = 60
"""Characters of the widest line of a text that may have been wrapped."""
_SURELY, _PLAINLY = 0.8, 0.6
"""Shares of the widest line that a line with the next word stays below, for its end to have been meant; and where the
next begins with a small letter."""


def width_of(text: str) -> int:
    """Characters of the widest line of a text; of one that is hardly wrapped the least that a wrapped one has."""
    return max(_NARROWEST, max(map(len, text.split("\n"))))


def with_whole_entries(text: str) -> str:
    """The text with the indented lines of an entry behind its first."""
    for _ in range(_DEEPEST):
        text, changed = _INDENTED.subn(r"\1 ", text)
        if not changed:
            break
    return text


def lines_of(paragraph: str, width: int) -> Iterator[str]:
    """The entries of a paragraph from a text of that width, each in one line, its columns parted by tabs. Prose is one
    line."""
    held: list[str] = []
    for line in filter(None, map(str.strip, paragraph.split("\n"))):
        if held and _is_meant(held[0], held[-1], line, width):
            yield _tidy(held)
            held = []
        held.append(line)
    if held:
        yield _tidy(held)


def _tidy(held: list[str]) -> str:
    if len(held) == 1 and not held[0].startswith("|") and not _ENDED.search(held[0][-4:]):
        return "\t".join(" ".join(cell.split()) for cell in _GAP.split(held[0]))
    return " ".join(" ".join(held).split())


def _is_meant(first: str, before: str, line: str, width: int) -> bool:
    """Whether the end between two lines was meant; `first` is the one that the entry before began with."""
    if _MARKED.match(line) or line.startswith("|") or first.startswith("|"):
        return True
    if any(shape.match(line) and shape.match(first) for shape in (_FIELD, _NUMBERED)):
        return True
    fits = (len(before) + 1 + len(line.split(maxsplit=1)[0])) / width
    if line[0].islower():
        return fits < _PLAINLY and not (_GOES_ON.search(before[-1:]) or _ENDED.search(before[-4:]))
    return fits < _SURELY and not _GOES_ON.search(before[-1:])
