"""Splits text by its structure into passages of about 256 tokens."""

import re
from collections.abc import Iterable, Iterator

from indexers.readers.base import Section
from indexers.readers.lines import lines_of, width_of, with_whole_entries

TARGET = 1000
"""Bytes of UTF-8 in a passage: close to 256 word pieces in the scripts that the encoder knows."""

SMALLEST = 250
MOST, LONGEST = 600, 4 * TARGET
"""Passages kept of one item, and characters of the longest."""

_PARAGRAPH = re.compile(r"\n\s*\n|\n(?=\s{2,}\S)")
_RULE = re.compile(r"\|(?:\s*:?-{2,}:?\s*\|)+")
"""What stands below the names of a table's columns."""
_SENTENCE = re.compile(r"(?<=[.!?…。！？])[\"'”’»)\]]*\s+|(?<=[。！？])")


def split_sections(sections: Iterable[Section], most: int = MOST) -> tuple[list[tuple[str, str]], bool]:
    """(place, text) of each passage in reading order, and whether some had to be left out.

    A passage never crosses a section. From a longer text `most` passages are kept, spread evenly over the whole.
    """
    found = [(section.place, text) for section in sections for text in split_text(section.text)]
    if len(found) <= most:
        return found, False
    step = len(found) / most
    return [found[int(number * step)] for number in range(most)], True


def split_text(text: str) -> list[str]:
    """Packs paragraphs, then lines, then sentences, then words into passages of at most about TARGET bytes. Where a
    table is cut, the names of its columns are said again."""
    passages: list[str] = []
    packed: list[str] = []
    columns: list[str] = []
    room = TARGET
    before = ""
    for piece in _pieces(text):
        if _RULE.fullmatch(piece):
            columns = [before, piece]
        elif not piece.startswith("|"):
            columns = []
        before = piece
        size = _size(piece)
        if packed and size > room:
            passages.append("\n".join(packed))
            packed = columns[: 0 if piece in columns else 2]
            room = TARGET - sum(map(_size, packed))
        packed.append(piece)
        room -= size
    if packed:
        rest = "\n".join(packed)
        if passages and len(rest) < SMALLEST:
            passages[-1] = f"{passages[-1]}\n{rest}"
        else:
            passages.append(rest)
    return passages


def _size(piece: str) -> int:
    """Bytes of a piece and the end of its line."""
    return len(piece.encode("utf-8", "replace")) + 1


def _pieces(text: str) -> Iterator[str]:
    """Paragraphs that fit, their entries in lines; of longer ones entries that fit; of longer ones sentences that fit;
    of longer ones stretches of words."""
    width = width_of(text)
    for paragraph in _PARAGRAPH.split(with_whole_entries(text)):
        lines = list(lines_of(paragraph, width))
        if sum(map(_size, lines)) <= TARGET + 1:
            if lines:
                yield "\n".join(lines)
            continue
        for line in lines:
            if _size(line) <= TARGET + 1:
                yield line
                continue
            for sentence in _SENTENCE.split(line):
                yield from _fitting(sentence.strip())


def _fitting(sentence: str) -> Iterator[str]:
    """Stretches of at most TARGET bytes, cut at a blank where there is one in their second half."""
    place = 0
    while place < len(sentence):
        # So many characters have at least so many bytes.
        window = sentence[place : place + TARGET]
        data = window.encode("utf-8", "replace")
        if len(data) <= TARGET and place + TARGET >= len(sentence):
            cut = len(window)
        else:
            room = max(len(data[:TARGET].decode("utf-8", "ignore")), 1)
            cut = window.rfind(" ", room // 2, room)
            cut = cut if cut > 0 else room
        if piece := window[:cut].strip():
            yield piece
        place += cut
