"""Which items of the library are probably one work that stands there twice."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np

from assistant.domain.entities import Item, Kind
from assistant.storage.library.vectors import Floats
from indexers.works import normal_form

TWO_WORKS = "two works"  # no words
"""The journal's name for pairs of items of which the person said that they are not one work."""
_AFTER_TITLE = re.compile(r"[:;(\[]| [-–—] ")
"""Where a title ends and what explains it begins."""
_SECONDS = 2.0
"""Within which two files of one recording differ in length."""
_MORE_WORDS = 1.2
"""How many times as many words one edition of a book may have."""
_NEAR = 0.98
"""Cosine of two texts that are looked at more closely, where one has at most _MORE_TEXT times as many words."""
_MORE_TEXT = 1.05
_SAME = 0.9
"""Share of the sequences of _RUN words that copies of one text have in common."""
_RUN = 4
_LEAST_WORDS = 60


def same_titles(items: Iterable[Item]) -> Iterator[tuple[Item, Item]]:
    """Pairs of one kind whose titles agree, apart from what follows a colon in one of them, by the same people."""
    shelves: dict[tuple[Kind, bool, str], list[Item]] = {}
    for item in items:
        if title := _title(item):
            shelves.setdefault((item.kind, bool(item.duration), title), []).append(item)
    for shelf in shelves.values():
        yield from (pair for pair in combinations(shelf, 2) if _may_be_one(*pair))


def _title(item: Item) -> str:
    if item.kind is Kind.MUSIC:
        return normal_form(item.title)
    return normal_form(_AFTER_TITLE.split(item.title)[0]) or normal_form(item.title)


def _explained(item: Item) -> str:
    """What follows the title itself."""
    _, *rest = _AFTER_TITLE.split(item.title, maxsplit=1)
    return normal_form(rest[0]) if rest else ""


def _may_be_one(one: Item, other: Item) -> bool:
    explained = {_explained(one), _explained(other)} - {""}
    if len(explained) > 1:
        return False
    if one.language and other.language and one.language != other.language:
        return False
    names = _names(one), _names(other)
    if not (names[0] & names[1] or (one.kind is not Kind.MUSIC and not all(names))):
        return False
    if one.duration and other.duration:
        same = normal_form(one.title) == normal_form(other.title)
        return same and abs(one.duration - other.duration) <= _SECONDS
    if one.series_index != other.series_index and None not in (one.series_index, other.series_index):
        return False
    if one.words and other.words:
        return max(one.words, other.words) <= _MORE_WORDS * min(one.words, other.words)
    return normal_form(one.title) == normal_form(other.title)


def _names(item: Item) -> set[str]:
    """Surnames and first names; initials may be set in any way."""
    return {word for name in item.creators for word in normal_form(name).split() if len(word) > 2}


def near_texts(items: Sequence[Item], vectors: Mapping[str, Floats]) -> Iterator[tuple[Item, Item]]:
    """Pairs of books or documents about as long as each other whose vectors, of unit length, are next to the same."""
    read = [
        item
        for item in items
        if item.kind is not Kind.MUSIC and (item.words or 0) >= _LEAST_WORDS and item.id in vectors
    ]
    read.sort(key=lambda item: item.words or 0)
    if not read:
        return
    matrix = np.stack([vectors[item.id] for item in read])
    lengths = np.array([item.words for item in read])
    ends = np.searchsorted(lengths, lengths * _MORE_TEXT, side="right")
    for row, end in enumerate(ends):
        for near in np.flatnonzero(matrix[row + 1 : end] @ matrix[row] >= _NEAR):
            yield read[row], read[row + 1 + int(near)]


def same_text(one: str, other: str) -> bool:
    """Whether two texts are copies of one. Letters made from one form differ in few words, and in many runs of four."""
    first, second = _runs(one), _runs(other)
    shared = len(first & second)
    return bool(shared) and shared >= _SAME * max(len(first), len(second))


def _runs(text: str) -> set[tuple[str, ...]]:
    words = normal_form(text).split()
    return set(zip(*(words[start:] for start in range(_RUN)), strict=False))
