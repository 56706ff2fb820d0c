"""Which entry of the guide speaks of an item: by title and maker, else of its album, else of its maker."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from assistant.domain.entities import Item, Kind
from assistant.guide.entries import Entry, entries
from assistant.guide.same_maker import is_same_maker, last_word
from assistant.language.names.articles import without_article
from assistant.language.normalise import fold

_PIECES = re.compile(r"\s*[:;(\[)\]/]\s*|\s+[-–—]\s+|\s*,\s+(?=op\b|bwv\b|k\b|kv\b|d\b)", re.IGNORECASE)
"""Where a title falls into that of a whole and that of its part, or a number of a catalogue begins."""
_NUMBER = re.compile(r"\b(?:nr|num|numero|nro|n)\b(?= \d)")
_NUMBERED = re.compile(r"(?:\w+ )+no \d+\b")
"""What is called by form and number, whatever its key and opus."""
_LEAST_WORDS = 3
"""Words that the longer of two titles begins with, where it is not the same: "Symphony No. 5" of "… in C minor"."""
_ENOUGH_SUBJECTS = 2
_OF_PARTS = 12.0
"""Minutes beyond which a piece of music is likely to have parts with names of their own."""


@dataclass(frozen=True, slots=True)
class Found:
    """`of` names the album or the maker that the entry speaks of; empty where it is the work itself."""

    entry: Entry
    of: str = ""

    @property
    def says(self) -> str:
        return f"{self.of}: {self.entry.says}" if self.of else self.entry.says


class Guide:
    """The entries by what they are found by."""

    def __init__(self, known: Iterable[Entry]) -> None:
        self._works: dict[tuple[Kind, str], list[Entry]] = defaultdict(list)
        self._makers: dict[tuple[Kind, str], list[Entry]] = defaultdict(list)
        for entry in known:
            if entry.is_of_maker:
                for last in {last_word(name) for name in entry.creators}:
                    self._makers[entry.kind, last].append(entry)
            else:
                forms = {_form(title) for title in (entry.title, *entry.others)}
                numbered = {found.group() for form in forms if (found := _NUMBERED.match(form))}
                for form in forms | numbered:
                    self._works[entry.kind, form].append(entry)

    def find(self, item: Item) -> Found | None:
        """What speaks of an item; None of papers, and where nothing does."""
        makers = [name for name in (*item.creators, item.album_artist) if name]
        if item.kind is Kind.DOCUMENT or not makers:
            return None
        if work := self._work(item.kind, item.title, makers):
            return Found(work)
        if item.album and (work := self._work(item.kind, item.album, makers)):
            return Found(work, item.album)
        # What an author usually writes says nothing of a book that speaks for itself.
        if item.kind is Kind.BOOK and (item.description or len(item.subjects) >= _ENOUGH_SUBJECTS):
            return None
        return next((Found(one, name) for name in makers if (one := self._maker(item.kind, name))), None)

    def _work(self, kind: Kind, title: str, makers: Sequence[str]) -> Entry | None:
        for form in _forms(title):
            for entry in self._works.get((kind, form), ()):
                if any(is_same_maker(one, other) for one in entry.creators for other in makers):
                    return entry
        return None

    def _maker(self, kind: Kind, name: str) -> Entry | None:
        known = self._makers.get((kind, last_word(name)), ())
        same = [entry for entry in known if any(is_same_maker(one, name) for one in entry.creators)]
        return same[0] if len(same) == 1 else None


def with_guide(item: Item) -> Item:
    """The item with what the guide says of it, in place of what an earlier one said."""
    found = guide().find(item)
    if found is None:
        return replace(item, guide="", keywords=(), motifs=(), usual=None)
    entry, usual = found.entry, found.entry.minutes if is_whole(item, found) else None
    return replace(item, guide=found.says, keywords=entry.keywords, motifs=entry.motifs, usual=usual)


def is_whole(item: Item, found: Found) -> bool:
    """Whether an entry speaks of an item and not of what it is a part of: its album, its maker's works, or the symphony
    that it is a movement of."""
    # What else a long piece of music is called is often what a part of it is called.
    named = found.entry.length is None or found.entry.length <= _OF_PARTS or item.kind is not Kind.MUSIC
    titles = {_form(title) for title in (found.entry.title, *(found.entry.others if named else ()))}
    whole = _form(item.title) in titles or (item.kind is Kind.BOOK and not found.entry.is_of_maker)
    return whole and not found.of


@lru_cache(maxsize=1)
def guide() -> Guide:
    """The guide that comes with the program."""
    return Guide(entries())


def _form(title: str) -> str:
    return _NUMBER.sub("no", without_article(fold(title)))


def _forms(title: str) -> Iterator[str]:
    """The title, its pieces from the longest on, then what it begins with."""
    whole = _form(title)
    yield whole
    pieces = {form for piece in _PIECES.split(title) if (form := _form(piece)) and form != whole}
    yield from sorted(pieces, key=len, reverse=True)
    words = whole.split()
    for count in range(len(words) - 1, _LEAST_WORDS - 1, -1):
        if not words[count].isdecimal():
            yield " ".join(words[:count])
