"""What works are about beyond single words: how people ask for a theme, and which words of a work tell of it."""

import tomllib
from bisect import bisect_left
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files

from assistant.domain.entities import Item, Kind
from assistant.language.normalise import fold, without_clitics
from assistant.language.words.false_friends import without_false_friends

_DESCRIBED = 0.5
"""What counts of a theme that only a description tells of, by one word."""
_AGAIN = 0.25
"""What a second telling word adds."""
_READ = 1500
"""Characters of a description."""


class _Text:
    """Folded text, and its words in order of the alphabet."""

    def __init__(self, text: str) -> None:
        self.folded = f" {fold(text)} "

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(self.folded.split())

    @cached_property
    def sorted(self) -> list[str]:
        return sorted(self.words)


@dataclass(frozen=True, slots=True)
class _Terms:
    """Whole words, beginnings of words, and phrases with a blank before them, and behind those that are whole."""

    words: frozenset[str]
    stems: tuple[str, ...]
    phrases: tuple[str, ...]

    @classmethod
    def read(cls, listed: str) -> "_Terms":
        """Words with commas between them; a star stands for any ending."""
        words: list[str] = []
        stems: list[str] = []
        phrases: list[str] = []
        for one in filter(None, (part.strip() for part in listed.split(","))):
            folded, is_open = fold(one.rstrip("*")), one.endswith("*")
            if " " in folded:
                phrases.append(f" {folded}" if is_open else f" {folded} ")
            else:
                (stems if is_open else words).append(folded)
        return cls(frozenset(words), tuple(dict.fromkeys(stems)), tuple(dict.fromkeys(phrases)))

    def found_in(self, text: _Text) -> set[str]:
        """The terms that a text holds, whole words as they stand there."""
        found = set(self.words & text.words)
        for stem in self.stems:
            at = bisect_left(text.sorted, stem)
            if at < len(text.sorted) and text.sorted[at].startswith(stem):
                found.add(text.sorted[at])
        return found | {one.strip() for one in self.phrases if one in text.folded}


@dataclass(frozen=True, slots=True)
class Theme:
    """`kind`: the only one that has it, if any; `said`: terms that ask for it; `shows`: terms that tell of it."""

    name: str
    kind: Kind | None
    said: _Terms
    shows: _Terms

    def shown_by(self, item: Item) -> float:
        """How far an item tells of it, 0 to 1."""
        return _shown(self.name, item)

    def told_in(self, text: str) -> bool:
        return bool(self.shows.found_in(_Text(text)))


@lru_cache(maxsize=64)
def themes_in(text: str) -> tuple[Theme, ...]:
    """The themes that a text names; of "serial killers" not the one that only "killers" names."""
    own = _Text(without_false_friends(text))
    found = {one: one.said.found_in(own) for one in _themes().values()}
    terms = {term for named in found.values() for term in named}
    return tuple(one for one, named in found.items() if any(_is_whole(term, terms) for term in named))


def words_for_themes() -> frozenset[str]:
    """All whole words and phrases that ask for a theme, folded."""
    said = [one.said for one in _themes().values()]
    return frozenset(term.strip() for one in said for term in (*one.words, *one.phrases))


def words_said(text: str) -> tuple[str, ...]:
    """The words by which a text names themes, each once, folded, in its order."""
    own = _Text(without_false_friends(text))
    found = {word for one in _themes().values() for word in one.said.found_in(own)}
    return tuple(sorted((word for word in found if _is_whole(word, found)), key=own.folded.find))


def _is_whole(term: str, terms: Collection[str]) -> bool:
    """Whether a term is no part of a longer one."""
    return not any(term != other and f" {term} " in f" {other} " for other in terms)


@lru_cache(maxsize=20_000)
def is_theme_word(word: str) -> bool:
    """Whether a folded word says a theme, and is thus no name misspelt."""
    own = _Text(word)
    return any(one.said.found_in(own) for one in _themes().values())


@lru_cache(maxsize=50_000)
def _shown(name: str, item: Item) -> float:
    theme = _themes()[name]
    if theme.kind not in (None, item.kind):
        return 0.0
    own, described = _texts(item)
    named, told = theme.shows.found_in(own), theme.shows.found_in(described)
    again = _AGAIN if len(named | told) > 1 else 0.0
    return min(1.0, (1.0 if named else _DESCRIBED if told else 0.0) + again)


@lru_cache(maxsize=2048)
def _texts(item: Item) -> tuple[_Text, _Text]:
    named = without_clitics(" | ".join((item.title, *item.subjects)))
    # What the sound is like was only measured: it tells no more than a description does.
    return _Text(named), _Text(without_clitics(" | ".join((item.told[:_READ], *item.moods))))


@lru_cache(maxsize=1)
def _themes() -> dict[str, Theme]:
    data = tomllib.loads(files("resources").joinpath("themes.toml").read_text(encoding="utf-8"))
    return {
        name: Theme(name, kind, _Terms.read(row["said"]), _Terms.read(f"{row['said']}, {row['shows']}"))
        for group, kind in (("theme", None), ("music", Kind.MUSIC))
        for name, row in data[group].items()
    }
