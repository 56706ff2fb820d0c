"""The names that a library knows: titles, creators and subjects, found again in free text."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from assistant.domain.entities import Item, Kind
from assistant.language.names.articles import without_article
from assistant.language.names.figures import figures, figures_of
from assistant.language.names.given_names import are_given_names
from assistant.language.names.near_names import LONGEST_NEAR, NearNames
from assistant.language.normalise import Token, fold, tokenise
from assistant.language.numbers import ORDINALS, in_digits
from assistant.language.taste.themes import is_theme_word
from assistant.language.vocabulary import vocabulary
from assistant.language.words.stop_words import FOREIGN, NAME_PARTICLES, STOP_WORDS

_POINTING = frozenset({"that", "the", "this", "das", "die", "der", "dieses", "diese", "le", "la", "cette", "ce"})
_LEAST_WORD, _MOST_POINTED = 4, 4
_LEAST_FAMILY = 5
"""Letters of a family name that goes without the particle before it."""
LONGEST = 12
"""Words of the longest name that is looked for in a text."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name of the library in a text. `role` is title, creator or subject; `name` is the library's own spelling."""

    role: str
    name: str
    ids: tuple[str, ...]
    start: int
    end: int
    exact: bool = True
    """False when only a part of the name stands there: a surname, a title without its subtitle."""
    spelt: bool = True
    """False when the name is misspelt."""


@dataclass(frozen=True)
class Gazetteer:
    """Names by their folded form. Built in one pass over the items, read by any thread."""

    titles: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Folded title: ids of the items so called."""
    creators: Mapping[str, str] = field(default_factory=dict)
    """Folded name: the name as the library writes it."""
    works: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Folded full name of a creator: ids of the works."""
    subjects: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    """Item id: its title."""
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    """Item id: its kind."""
    partial: frozenset[str] = frozenset()
    """Folded forms that are only a part of a full name."""
    figures: frozenset[str] = frozenset()
    """Folded names of figures that works are known by, and their short forms."""
    of_papers: frozenset[str] = frozenset()
    """Folded subjects that only documents have."""
    languages: frozenset[str] = frozenset()
    """ISO 639-1 codes of the languages that books and music are in."""
    is_word: Callable[[str], bool] = field(default=lambda word: False, compare=False)
    """Whether a folded word is one of a language: by itself it is no misspelt name, however near it is to one."""

    @classmethod
    def build(cls, items: Iterable[Item], is_word: Callable[[str], bool] | None = None) -> "Gazetteer":
        """Collects the names of `items`. Short forms are kept only where they mean one thing."""
        builder = _Builder()
        for item in items:
            builder.add(item)
        found = builder.finish()
        return found if is_word is None else replace(found, is_word=is_word)

    def find(self, text: str) -> list[Mention]:
        """Names in the text from left to right, the longest first where they overlap."""
        return self.find_tokens(tokenise(text))

    def find_tokens(self, tokens: list[Token]) -> list[Mention]:
        found: list[Mention] = []
        at = 0
        while at < len(tokens):
            mention, length = self._longest_at(tokens, at)
            if mention is None:
                mention, length = self._nearest_at(tokens, at)
            if mention is not None and not self._is_of_another(mention, tokens[:at]):
                found.append(self._pointed(mention, tokens, at, length))
            at += max(length, 1)
        return found

    def _is_of_another(self, mention: Mention, before: list[Token]) -> bool:
        """Whether a surname stands behind the first name of somebody else, or a title begins with the two: "Daisy
        Jones" is no Diana Wynne Jones."""
        if mention.role != "creator" or mention.exact or not before:
            return False
        own, first = fold(mention.name).split(), before[-1].folded
        if first in own or first in STOP_WORDS | _NO_FIRST_NAMES:
            return False
        both = f"{first} {own[-1]}"
        return are_given_names(first) or any(title == both or title.startswith(f"{both} ") for title in self.titles)

    def _pointed(self, mention: Mention, tokens: list[Token], at: int, length: int) -> Mention:
        """The works of a creator that are pointed at by a word of their titles: "that Tourbillon intermezzo"; the one
        of a title, where it is said to be theirs: "Bruckner's fourth"."""
        if mention.role != "creator" or at + length >= len(tokens):
            return mention
        word, last = tokens[at + length], tokens[at + length - 1].folded
        theirs = last.endswith("s") and last != fold(mention.name).split()[-1]
        if not theirs and not (at and tokens[at - 1].folded in _POINTING):
            return mention
        said = str(ORDINALS.get(word.folded, word.folded))
        ids = tuple(one for one in mention.ids if said in fold(self.names[one]).split())
        if len(word.folded) < _LEAST_WORD or not 0 < len(ids) <= (1 if theirs else _MOST_POINTED):
            return mention
        return Mention("title", self.names[ids[0]], ids, mention.start, word.end, exact=False)

    def is_of_papers(self, mention: Mention) -> bool:
        """Whether only documents have that title, creator or subject."""
        if mention.role == "subject":
            return fold(mention.name) in self.of_papers
        return bool(mention.ids) and all(self.kinds.get(one) is Kind.DOCUMENT for one in mention.ids)

    def title_of(self, item_id: str) -> str:
        return self.names.get(item_id, "")

    def works_of(self, creator: str) -> tuple[str, ...]:
        """Ids of the works by a creator, by the full name."""
        return self.works.get(fold(creator), ())

    def maker_of(self, item_id: str) -> str:
        """The first who made a work; empty where none is known."""
        return next((self.creators[name] for name, ids in self.works.items() if item_id in ids), "")

    @cached_property
    def _near(self) -> NearNames:
        return NearNames({*self.titles, *self.creators})

    def _nearest_at(self, tokens: list[Token], at: int) -> tuple[Mention | None, int]:
        """The longest name that stands misspelt here; what is no word of wishes and of no other name may be one."""
        for length in range(min(LONGEST_NEAR, len(tokens) - at), 0, -1):
            own = tokens[at : at + length]
            told = [one.folded for one in own if one.folded not in STOP_WORDS]
            if not told or (len(told) == 1 and self.is_word(told[0])):
                continue  # "the real" is no misspelt “The Road”
            if not any(self._is_strange(one.folded) for one in own):
                continue
            name = self._near.nearest(" ".join(one.folded for one in own))
            mention = self._known(name, own[0].start, own[-1].end) if name else None
            if mention is not None:
                return replace(mention, exact=False, spelt=False), length
        return None, 0

    def _is_strange(self, word: str) -> bool:
        return len(word) > 3 and not word.isdigit() and word not in self._own_words and not is_common(word)

    @cached_property
    def _own_words(self) -> frozenset[str]:
        """Words of all names: well spelt where they stand, whatever else is near."""
        return frozenset(word for name in (*self.titles, *self.creators) for word in name.split())

    def _longest_at(self, tokens: list[Token], at: int) -> tuple[Mention | None, int]:
        for length in range(min(LONGEST, len(tokens) - at), 0, -1):
            words = " ".join(token.folded for token in tokens[at : at + length])
            start, end = tokens[at].start, tokens[at + length - 1].end
            mention = self._known(words, start, end)
            if mention is None and words.endswith("s"):
                # "Radiohead's" folds to "radioheads"; a single word in the plural is seldom a title.
                mention = self._known(words[:-1], start, end, titles=length > 1)
            if mention is not None:
                return mention, length
        return None, 0

    def _known(self, words: str, start: int, end: int, titles: bool = True) -> Mention | None:
        exact = words not in self.partial
        if titles and words in self.titles:
            ids = self.titles[words]
            if exact or words not in self.creators:
                return Mention("title", self.names[ids[0]], ids, start, end, exact)
        if words in self.creators:
            name = self.creators[words]
            return Mention("creator", name, self.works_of(name), start, end, exact)
        if titles and words in self.subjects:
            return Mention("subject", self.subjects[words], (), start, end)
        return None


_NO_FIRST_NAMES = frozenset({"mark", "may", "rate", "grant", "bill", "art", "hope", "like"})  # no words
"""What people say before a name more often than that it is one."""


def is_common(word: str) -> bool:
    """True for a folded word that wishes are made of, whatever it may be the name of."""
    words = vocabulary()
    known = (words.plain, words.terms, words.kinds, words.languages, words.deeds, words.request, STOP_WORDS, FOREIGN)
    return any(word in listed for listed in known) or is_theme_word(word)


class _Builder:
    def __init__(self) -> None:
        self.titles: dict[str, list[str]] = {}
        self.creators: dict[str, str] = {}
        self.works: dict[str, list[str]] = {}
        self.subjects: dict[str, str] = {}
        self.names: dict[str, str] = {}
        self.kinds: dict[str, Kind] = {}
        self.short_titles: dict[str, list[str]] = {}
        self.short_names: dict[str, set[str]] = {}
        self.families: dict[str, list[str]] = {}
        self.figures: dict[str, list[str]] = {}
        self.of_works: set[str] = set()
        self.languages: set[str] = set()

    def add(self, item: Item) -> None:
        self.names[item.id] = item.title
        self.kinds[item.id] = item.kind
        if item.kind is not Kind.DOCUMENT and item.language:
            self.languages.add(item.language)
        title = fold(item.title)
        if title:
            self.titles.setdefault(title, []).append(item.id)
        for short in short_titles(item.title):
            self.short_titles.setdefault(short, []).append(item.id)
        if (family := family_of(title)) and item.creators:
            self.families.setdefault(f"{family}|{fold(item.creators[0])}", []).append(item.id)
        for figure in figures_of(item):
            for form in figures()[figure]:
                self.figures.setdefault(form, []).append(item.id)
        for creator in item.creators:
            self._add_creator(creator, item.id)
        for subject in item.subjects:
            folded = fold(subject)
            if folded and folded not in self.subjects:
                self.subjects[folded] = subject
            if item.kind is not Kind.DOCUMENT:
                self.of_works.add(folded)

    def _add_creator(self, creator: str, item_id: str) -> None:
        folded = fold(creator)
        if not folded:
            return
        works = self.works.get(folded)
        if works is None:
            works = self.works[folded] = []
            self.creators[folded] = creator
            for short in short_names(creator):
                self.short_names.setdefault(short, set()).add(folded)
        works.append(item_id)

    def finish(self) -> Gazetteer:
        partial: set[str] = set()
        for short, ids in self.short_titles.items():
            if short not in self.titles and len(ids) == 1:
                self.titles[short] = ids
                partial.add(short)
        shared = Counter(key.partition("|")[0] for key in self.families)
        for key, ids in self.families.items():
            family = key.partition("|")[0]
            if shared[family] == 1 < len(ids) and family not in self.titles:
                self.titles[family] = ids
                partial.add(family)
        for figure, ids in self.figures.items():
            if figure not in self.titles:
                self.titles[figure] = ids
                partial.add(figure)
        for short, full in self.short_names.items():
            if short not in self.creators and len(full) == 1:
                self.creators[short] = self.creators[next(iter(full))]
                partial.add(short)
        return Gazetteer(
            titles={words: tuple(ids) for words, ids in self.titles.items()},
            creators=self.creators,
            works={words: tuple(ids) for words, ids in self.works.items()},
            subjects=self.subjects,
            names=self.names,
            kinds=self.kinds,
            partial=frozenset(partial),
            figures=frozenset(form for form in self.figures if self.titles[form] == self.figures[form]),
            of_papers=frozenset(self.subjects.keys() - self.of_works),
            languages=frozenset(self.languages),
        )


_GENERATIONS = frozenset({"ii", "iii", "jr", "sr", "junior", "senior"})
_NUMBERED = re.compile(
    r" (?:(?:no|nr|op|opus|k|kv|bwv|book|heft)\b ?\d|\d+$|in [a-h](?: flat| sharp| moll| dur)?\b).*$"
)


def family_of(folded: str) -> str:
    """What several works share that differ by number or key: "barcarolle" of "barcarolle no 1"; empty for words
    that any work of its kind may be called by."""
    head = _NUMBERED.sub("", folded)
    return head if head != folded and not all(is_common(word) for word in head.split()) else ""


def short_titles(title: str) -> set[str]:
    """Folded short forms of a title: without its subtitle, a bracket at the end, or a leading article."""
    forms = set()
    for mark in (":", " - ", " – ", " (", " [", "; or,"):
        head = title.split(mark, 1)[0]
        if head != title:
            forms.add(fold(head))
    folded = fold(title)
    forms |= {without_article(form) for form in (folded, *forms)}
    forms |= {in_digits(form) for form in (folded, *forms)}
    return {form for form in forms if len(form) > 3 and form != folded}


def short_names(name: str) -> set[str]:
    """Folded other forms of a person's name: turned round at a comma, without initials, the surname alone."""
    forms = set()
    if name.count(",") == 1:
        last, first = name.split(",")
        forms.add(fold(f"{first} {last}"))
        forms.add(fold(last))
    else:
        words = [token.folded for token in tokenise(name)]
        if len(words) > 2 and words[-1] in _GENERATIONS:
            words.pop()
            forms.add(" ".join(words))
        if len(words) > 2:
            forms.add(" ".join(word for word in words if len(word) > 1))
        if 2 <= len(words) <= 4 and len(words[-1]) > 3:
            start = len(words) - 1
            while start > 1 and words[start - 1] in NAME_PARTICLES:
                start -= 1
            forms.add(" ".join(words[start:]))
            # "Balzac" is who "de Balzac" is.
            forms |= {words[-1]} if len(words[-1]) >= _LEAST_FAMILY else set()
    folded = fold(name)
    if folded.startswith("the "):
        forms.add(folded.removeprefix("the "))
    return {form for form in forms if len(form) > 2 and form != folded}
