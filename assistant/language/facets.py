"""Facets: what a sentence asks of an item in terms that can be checked, and how well an item meets them."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import lru_cache

from assistant.domain.entities import Item, Kind
from assistant.domain.lengths import MINUTES_PER_UNIT, SAMPLE_WORDS, WORDS_PER_MINUTE, is_of_unknown_length, minutes_of
from assistant.domain.rows import Row
from assistant.language.normalise import fold, without_clitics
from assistant.language.vocabulary import vocabulary

SHORT = {Kind.BOOK: 240.0, Kind.MUSIC: 3.0, Kind.DOCUMENT: 15.0}
LONG = {Kind.BOOK: 540.0, Kind.MUSIC: 7.0, Kind.DOCUMENT: 60.0}


def length_bounds(length: str, kind: Kind) -> tuple[float, float]:
    """The least and the most minutes of what is "short", "long", "not short" or "not long" for its kind. Who wants
    nothing long does not ask for short stories."""
    middle = math.sqrt(SHORT[kind] * LONG[kind])
    least = {"long": LONG[kind], "not short": middle}.get(length, 0.0)
    return least, {"short": SHORT[kind], "not long": middle}.get(length, math.inf)


@dataclass(frozen=True, slots=True)
class Facets:
    """What a sentence names. Within a field any one value is enough; fields that are named all count."""

    kind: Kind | None = None
    creators: tuple[str, ...] = ()
    """Names as the library writes them."""
    titles: tuple[str, ...] = ()
    """Ids of items that are named by title."""
    genres: tuple[str, ...] = ()
    """Concepts of the vocabulary, or subjects of the library."""
    moods: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    tempo: str = ""
    years: tuple[int | None, int | None] | None = None
    """First and last year, either side open."""
    languages: tuple[str, ...] = ()
    length: str = ""
    """short, long, not short, not long, or empty."""
    minutes: tuple[float | None, float | None] | None = None
    """Least and most, in minutes of reading or listening."""
    by_pages: bool = False
    """Whether that was told in pages: then the pages of what has some count."""

    def __bool__(self) -> bool:
        return self != Facets() and self != Facets(kind=self.kind)

    def excludes(self, item: Item) -> bool:
        """True if a hard facet (kind, years, languages, length) is known of the item and contradicts this one."""
        if self.kind is not None and item.kind != self.kind:
            return True
        hard = (self._in_years(item), self._in_language(item), self._in_minutes(item), self._of_length(item))
        return any(mark is False for mark in hard)

    def names_any(self, item: Item) -> bool:
        """True if the item meets any of the creators, titles, genres, moods, themes or the tempo named here."""
        return any(mark > 0 for mark in self._soft_marks(item))

    def meets(self, item: Item) -> bool:
        """True if every field named here is known of the item and borne out."""
        if self.kind is not None and item.kind != self.kind:
            return False
        checks = (
            (self.years, self._in_years),
            (self.languages, self._in_language),
            (self.minutes, self._in_minutes),
            (self.length, self._of_length),
        )
        hard = (bool(holds(item)) for named, holds in checks if named)
        return all(hard) and all(mark > 0 for mark in self._soft_marks(item))

    def to_data(self) -> Row:
        """The facets that are named, for JSON."""
        data: Row = {}
        for entry in fields(self):
            value = getattr(self, entry.name)
            if value:
                data[entry.name] = list(value) if isinstance(value, tuple) else str(value)
        return data

    def _soft_marks(self, item: Item) -> Iterable[float]:
        if self.titles:
            yield float(item.id in self.titles)
        if self.creators:
            wanted = {fold(name) for name in self.creators}
            yield float(any(fold(name) in wanted for name in item.creators))
        spoken = [*self.genres, *self.moods, *self.themes, *((self.tempo,) if self.tempo else ())]
        if spoken:
            text = _text_of(item)
            for group in (self.genres, self.moods, self.themes, (self.tempo,) if self.tempo else ()):
                if group:
                    yield float(any(_speaks_of(text, concept) for concept in group))

    def _in_years(self, item: Item) -> bool | None:
        if self.years is None or item.year is None:
            return None
        first, last = self.years
        return (first is None or item.year >= first) and (last is None or item.year <= last)

    def _in_language(self, item: Item) -> bool | None:
        if not self.languages or not item.language:
            return None
        return item.language in self.languages

    def _in_minutes(self, item: Item) -> bool | None:
        minutes = item.pages * MINUTES_PER_UNIT["p"] if self.by_pages and item.pages else minutes_of(item)
        if self.minutes is None or minutes is None:
            return None
        least, most = self.minutes
        if is_of_unknown_length(item) and max(least or 0, most or 0) > SAMPLE_WORDS / WORDS_PER_MINUTE:
            return None
        return (least is None or minutes >= least) and (most is None or minutes <= most)

    def _of_length(self, item: Item) -> bool | None:
        minutes = minutes_of(item)
        if not self.length or minutes is None or is_of_unknown_length(item):
            return None
        least, most = length_bounds(self.length, item.kind)
        return least <= minutes <= most


def speaks_of(item: Item, concept: str) -> bool:
    """True if an item's title, subjects, moods, card or description hold a word for the concept."""
    return _speaks_of(_text_of(item), concept)


def is_of(item: Item, concept: str) -> bool:
    """True if an item's title, subjects, moods or card hold a word for the concept."""
    return _speaks_of(f" {fold(' | '.join(_named(item)))} ", concept)


def _named(item: Item) -> tuple[str, ...]:
    return (*item.subjects, *item.moods, *(value for _, value, _ in item.card), item.title)


@lru_cache(maxsize=512)  # a turn of conversation asks several times of each candidate
def _text_of(item: Item) -> str:
    return f" {fold(without_clitics(' | '.join((*_named(item), item.told[:1000]))))} "


def _speaks_of(text: str, concept: str) -> bool:
    forms = vocabulary().phrases.get(concept) or (fold(concept),)
    return any(f" {form} " in text for form in forms)
