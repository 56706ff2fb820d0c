"""Alcove's own list of genre, mood, tempo and theme words, read from resources/words.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files

from assistant.domain.entities import Kind
from assistant.domain.rows import Row, RowView
from assistant.language.normalise import Token, fold, tokenise

_LONGEST = 4


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the list found in a text. `group` is genre, mood, tempo or theme; `concept` the entry's name."""

    group: str
    concept: str
    surface: str
    """The words as they stand in the text, folded."""
    start: int
    end: int


@dataclass(frozen=True)
class Vocabulary:
    """Folded words and what they name."""

    terms: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    """Folded phrase: (group, concept) pairs, the one that fits books and music alike first."""
    phrases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Concept: all folded phrases that name it."""
    languages: Mapping[str, str] = field(default_factory=dict)
    """Folded name of a language: its ISO 639-1 code."""
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    plain: frozenset[str] = frozenset()
    deeds: Mapping[str, str] = field(default_factory=dict)
    """Folded form of a verb: the deed it tells."""
    request: frozenset[str] = frozenset()
    """Words that requests are made of."""
    kinds_of_genre: Mapping[str, Kind] = field(default_factory=dict)
    """Genres that only books, music or documents have."""

    def find(self, text: str) -> list[Term]:
        """Terms from left to right; of those that overlap, the longest."""
        return self.find_tokens(tokenise(text))

    def find_tokens(self, tokens: list[Token]) -> list[Term]:
        found: list[Term] = []
        at = 0
        while at < len(tokens):
            length = self._length_at(tokens, at)
            if length:
                surface = " ".join(token.folded for token in tokens[at : at + length])
                for group, concept in self.terms[surface]:
                    found.append(Term(group, concept, surface, tokens[at].start, tokens[at + length - 1].end))
            at += max(length, 1)
        return found

    def _length_at(self, tokens: list[Token], at: int) -> int:
        for length in range(min(_LONGEST, len(tokens) - at), 0, -1):
            if " ".join(token.folded for token in tokens[at : at + length]) in self.terms:
                return length
        return 0


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The list that comes with the program."""
    return parse(files("resources").joinpath("words.toml").read_text(encoding="utf-8"))


def parse(document: str) -> Vocabulary:
    """Reads a list in the form of resources/words.toml. Raises tomllib.TOMLDecodeError."""
    data: Row = tomllib.loads(document)
    terms: dict[str, list[tuple[str, str]]] = {}
    phrases: dict[str, tuple[str, ...]] = {}
    kinds_of_genre: dict[str, Kind] = {}
    for group, kind, concept, others in _entries(data):
        forms = tuple(dict.fromkeys(fold(form) for form in (concept, *others)))
        phrases[concept] = (*phrases.get(concept, ()), *forms)
        if kind is not None:
            kinds_of_genre[concept] = kind
        for form in forms:
            if (group, concept) not in terms.setdefault(form, []):
                terms[form].append((group, concept))
    return Vocabulary(
        terms={form: tuple(named) for form, named in terms.items()},
        phrases=phrases,
        languages={fold(name): code for code, names in data["language"].items() for name in names},
        kinds={fold(word): Kind(kind) for kind, words in data["kind"].items() for word in words},
        plain=frozenset(fold(data["plain"]["words"]).split()),
        deeds={fold(form): deed for deed, forms in data["deed"].items() for form in forms},
        request=frozenset(fold(data["request"]["words"]).split()),
        kinds_of_genre=kinds_of_genre,
    )


def _entries(data: RowView) -> list[tuple[str, Kind | None, str, list[str]]]:
    """(group, kind or None, concept, other words) of all entries."""
    rows: list[tuple[str, Kind | None, str, list[str]]] = []
    for kind, entries in data["genre"].items():
        rows += [("genre", None if kind == "any" else Kind(kind), name, others) for name, others in entries.items()]
    for group in ("mood", "tempo", "theme"):
        rows += [(group, None, name, others) for name, others in data[group].items()]
    return rows
