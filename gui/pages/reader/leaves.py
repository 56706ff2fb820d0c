"""A text divided into leaves: as much as is laid out at once, however long the whole is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.domain.whole_text import TextPart

LEAF = 24_000
"""Characters of a leaf: some ten pages of a book, laid out in a few milliseconds."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters `start` to `end` of a part; it begins with the heading where `start` is 0."""

    part: int
    start: int
    end: int


Leaf = tuple[Stretch, ...]


def divide(parts: Sequence[TextPart], most: int = LEAF) -> list[Leaf]:
    """Leaves in reading order: short parts together, long ones cut between paragraphs."""
    leaves: list[Leaf] = []
    open_leaf: list[Stretch] = []
    size = 0
    for number, part in enumerate(parts):
        for start, end in _cuts(part.text, most):
            if open_leaf and size + end - start > most:
                leaves.append(tuple(open_leaf))
                open_leaf, size = [], 0
            open_leaf.append(Stretch(number, start, end))
            size += end - start
    if open_leaf:
        leaves.append(tuple(open_leaf))
    return leaves


def leaf_of(leaves: Sequence[Leaf], part: int, offset: int) -> int:
    """The leaf that holds a place; the last one before it where the text has become shorter."""
    for number, leaf in enumerate(leaves):
        for stretch in leaf:
            if stretch.part > part or (stretch.part == part and offset < stretch.end):
                return number
    return max(0, len(leaves) - 1)


def find_all(parts: Sequence[TextPart], words: str, most: int = 1000) -> list[tuple[int, int]]:
    """(part, offset) of each place where the words stand, whatever their case."""
    sought = words.casefold()
    found: list[tuple[int, int]] = []
    for number, part in enumerate(parts):
        # Lower case keeps nearly every length, so that a place in it is a place in the text.
        text = part.text.lower() if len(part.text.lower()) == len(part.text) else part.text
        at = text.find(sought)
        while at >= 0 and len(found) < most:
            found.append((number, at))
            at = text.find(sought, at + len(sought))
    return found


def _cuts(text: str, most: int) -> Iterator[tuple[int, int]]:
    start = 0
    while start < len(text):
        end = min(len(text), start + most)
        if end < len(text):
            between = max(text.rfind("\n", start + most // 2, end), text.rfind(". ", start + most // 2, end) + 1)
            end = between if between > start else end
        yield start, end
        start = end
    if not text:
        yield 0, 0
