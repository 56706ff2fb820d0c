"""What holds in a conversation until the person takes it away: each kind of constraint is a type with its values."""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from assistant.domain.entities import Item, Kind
from assistant.domain.lengths import MINUTES_PER_UNIT, WORDS_PER_MINUTE
from assistant.guide.makers import gender_of_maker, origins_of
from assistant.language.concepts import concept_name, language_name
from assistant.language.names.given_names import WOMAN
from assistant.language.names.origins import MADE, Origin, origin_named
from assistant.language.normalise import fold
from assistant.language.vocabulary import vocabulary
from assistant.messages import alternatives, current_language, duration, mark, tr, trn

_A_MINUTE = {"words": WORDS_PER_MINUTE, "pages": 1 / MINUTES_PER_UNIT["p"]}  # no words
"""How many of each take a minute."""
_KINDS = {Kind.BOOK: mark("book"), Kind.MUSIC: mark("music"), Kind.DOCUMENT: mark("document")}
FOR_THE_YOUNG, FOR_CHILDREN = "for the young", "for children"  # no words
"""Traits: a grown-up wants neither; works for teenagers have only the former."""
_SIZES = {
    "short": mark("short"), "long": mark("long"), "not short": mark("not short"), "not long": mark("not long"),
}  # fmt: skip


_THING = re.compile(r"(?:ness|ments?|[ts]ions?|ou?rs?|[ae]n[cs]e|it(?:y|ies)|[^su]s)$")  # no words
_QUALITY = re.compile(r"(?:ous|ful|less|ive|ish|[ai]ble)$")  # no words
"""How words end that name a thing, "humour", and those that name a quality, "serious"."""


@dataclass(frozen=True, slots=True)
class Constraint(ABC):
    """Shown as a chip. `single`: only one of its type can hold; `of_wish`: a new wish brings its own."""

    name: ClassVar[str] = ""
    single: ClassVar[bool] = False
    of_wish: ClassVar[bool] = False

    @property
    @abstractmethod
    def value(self) -> str:
        """What it asks for, as it is kept in the journal beside the name."""

    @property
    def chip(self) -> str:
        """The words on the chip."""
        return concept_name(self.value)


@dataclass(frozen=True, slots=True)
class OfKind(Constraint):
    name, single, of_wish = "kind", True, True
    kind: Kind

    @property
    def value(self) -> str:
        return str(self.kind)

    @property
    def chip(self) -> str:
        return tr(_KINDS[self.kind])


@dataclass(frozen=True, slots=True)
class Concept(Constraint):
    """A word for what it is to be like: a concept of the vocabulary, or a subject of the library."""

    of_wish = True
    what: str

    @property
    def value(self) -> str:
        return self.what


@dataclass(frozen=True, slots=True)
class OfGenre(Concept):
    name = "genre"


@dataclass(frozen=True, slots=True)
class OfMood(Concept):
    name = "mood"


@dataclass(frozen=True, slots=True)
class OfTheme(Concept):
    name = "theme"


@dataclass(frozen=True, slots=True)
class OfTempo(Concept):
    name, single = "tempo", True


@dataclass(frozen=True, slots=True)
class ByCreator(Concept):
    name = "creator"

    @property
    def chip(self) -> str:
        return tr("by {name}", name=self.what)


@dataclass(frozen=True, slots=True)
class InWords(Concept):
    """Words of the person that no list knows, and that are looked for by their meaning."""

    name = "words"

    @property
    def chip(self) -> str:
        return self.what


@dataclass(frozen=True, slots=True)
class Avoiding(Concept):
    name, of_wish = "avoid", False

    @property
    def chip(self) -> str:
        if self.what in (FOR_THE_YOUNG, FOR_CHILDREN):
            return tr("for adults") if self.what == FOR_THE_YOUNG else tr("nothing for children")
        groups = {group for group, _ in vocabulary().terms.get(fold(self.what), ())}
        language = vocabulary().languages.get(fold(self.what))
        known = groups & {"mood", "tempo"} and not _THING.search(fold(self.what))
        quality = known or not (groups or language) and _QUALITY.search(fold(self.what))
        template = mark("nothing {what}") if quality else mark("no {what}")
        return tr(template, what=language_name(language) if language else concept_name(self.what))


@dataclass(frozen=True, slots=True)
class NotFromYears(Avoiding):
    """Years that are denied, first and last, as "1970-1979"."""

    name = "not years"  # no words

    @property
    def chip(self) -> str:
        first, _, last = self.what.partition("-")
        return tr("nothing from {first} to {last}", first=first, last=last)


@dataclass(frozen=True, slots=True)
class Having(Concept):
    """A trait that it must show: singing, strings, true stories."""

    name = "trait"


@dataclass(frozen=True, slots=True)
class OfGender(Concept):
    """Whether its creators are women or men, as far as that is known."""

    name, single = "gender", True

    def holds_for(self, item: Item) -> bool:
        """Whether one of its makers is known to be so."""
        return any(gender_of_maker(name) == self.what for name in item.creators)

    @property
    def chip(self) -> str:
        return tr("by women") if self.what == WOMAN else tr("by men")


@dataclass(frozen=True, slots=True)
class OfOrigin(Concept):
    """Where its makers are to come from, by the names of origins with commas between; any one will do. A work that is
    about the place will do too, unless MADE stands before: its makers are spoken of."""

    name, single = "origin", True

    @property
    def origins(self) -> tuple[Origin, ...]:
        names = self.what.removeprefix(MADE).split(",")
        return tuple(one for name in names if (one := origin_named(name)) is not None)

    def holds_for(self, item: Item) -> bool:
        """Whether a maker of a work is known to come from there, or the work is in the language of the place, or, where
        nobody speaks of makers, about it."""
        origins = origins_of(item.creators)
        if any(one.is_of(origins, item.language) for one in self.origins):
            return True
        named = "" if self.what.startswith(MADE) else " | ".join((*item.subjects, *item.keywords))
        return any(one.is_named_in(named) for one in self.origins)

    @property
    def chip(self) -> str:
        return alternatives([dict(one.called).get(current_language(), one.name) for one in self.origins])


@dataclass(frozen=True, slots=True)
class NotOfOrigin(Avoiding):
    """Where its makers are not to come from: `MADE` and the name of an origin."""

    name = "not origin"  # no words

    @property
    def chip(self) -> str:
        known = origin_named(self.what.removeprefix(MADE))
        called = dict(known.called).get(current_language(), known.name) if known is not None else self.what
        return tr("no {what}", what=called)


@dataclass(frozen=True, slots=True)
class InLanguage(Concept):
    """Of several languages, by their codes with blanks between, any one will do."""

    name, single = "language", True

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(self.what.split())

    @property
    def chip(self) -> str:
        return tr("in {language}", language=alternatives([language_name(code) for code in self.codes]))


@dataclass(frozen=True, slots=True)
class FromYears(Constraint):
    """Both years count; either side may be open."""

    name, single, of_wish = "years", True, True
    first: int | None
    last: int | None

    @property
    def value(self) -> str:
        return f"{self.first or ''}-{self.last or ''}"

    @property
    def chip(self) -> str:
        if self.first is None or self.last is None:
            return tr("up to {year}", year=self.last) if self.first is None else tr("from {year} on", year=self.first)
        if self.first == self.last:
            return str(self.first)
        return tr("{first} to {last}", first=self.first, last=self.last)


@dataclass(frozen=True, slots=True)
class Sized(Constraint):
    """Short or long, or not so, as is usual for the kind."""

    name, single, of_wish = "length", True, True
    size: str

    @property
    def value(self) -> str:
        return self.size

    @property
    def chip(self) -> str:
        return tr(_SIZES.get(self.size, self.size))


@dataclass(frozen=True, slots=True)
class Bound(Constraint):
    """A length in minutes. `unit`: words or pages, where it is told in them: nobody thinks of a text of 28 seconds, and
    who says 300 pages means pages."""

    single, of_wish = True, True
    minutes: float
    unit: str = ""

    @property
    def value(self) -> str:
        return f"{self._counted} {self.unit}" if self.unit else f"{self.minutes:.10g}"

    @property
    def length(self) -> str:
        if self.unit == "pages":
            return trn("{n} page", "{n} pages", self._counted)
        return trn("{n} word", "{n} words", self._counted) if self.unit else duration(self.minutes)

    @property
    def _counted(self) -> int:
        return round(self.minutes * _A_MINUTE[self.unit])


@dataclass(frozen=True, slots=True)
class AtMost(Bound):
    name = "longest"

    @property
    def chip(self) -> str:
        return tr("at most {length}", length=self.length)


@dataclass(frozen=True, slots=True)
class AtLeast(Bound):
    name = "shortest"

    @property
    def chip(self) -> str:
        return tr("at least {length}", length=self.length)


def stored(constraint: Constraint) -> list[str]:
    """For the journal: its name and its value."""
    return [constraint.name, constraint.value]


def restored(data: Sequence[object]) -> Constraint | None:
    """Reads what `stored` wrote, or an earlier version of Alcove; None for what is not understood any more."""
    try:
        name, value = map(str, data)
        return _MADE[name](value)
    except (KeyError, ValueError):
        return None


def _years(value: str) -> FromYears:
    first, _, last = value.partition("-")
    return FromYears(int(first) if first else None, int(last) if last else None)


def _bound(kind: type[Bound]) -> Callable[[str], Constraint]:
    def made(value: str) -> Constraint:
        number, _, unit = value.partition(" ")
        return kind(float(number) / _A_MINUTE.get(unit, 1.0), unit)

    return made


_CONCEPTS: tuple[type[Concept], ...] = (
    OfGenre, OfMood, OfTheme, OfTempo, ByCreator, Avoiding, NotFromYears, NotOfOrigin, Having, OfGender, OfOrigin,
    InLanguage, InWords,
)  # fmt: skip
_MADE: dict[str, Callable[[str], Constraint]] = {
    **{one.name: one for one in _CONCEPTS},
    OfKind.name: lambda value: OfKind(Kind(value)),
    FromYears.name: _years,
    Sized.name: Sized,
    AtMost.name: _bound(AtMost),
    AtLeast.name: _bound(AtLeast),
}
