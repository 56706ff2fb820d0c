"""Two works side by side in the respect that was asked for, then a sentence of each."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache
from importlib.resources import files

from assistant.chat.about.telling import description_of
from assistant.chat.reply_templates import named
from assistant.domain.cards import Card, CardValue
from assistant.domain.entities import Item
from assistant.domain.lengths import minutes_of
from assistant.language.concepts import language_name
from assistant.language.normalise import flatten, fold
from assistant.messages import duration, joined, quoted, tr

_SOME = 0.35
_APART = 0.1
"""By how much more the card of one must say what is wanted."""
_CLEARLY = 1.15
"""How many times as long a work is for it to be called the longer."""
_EASE: Mapping[str, float] = {"light": 0.0, "middling": 0.5, "demanding": 1.0}


Pairs = Sequence[tuple[str, str]]
"""Facets, each with a value."""


class Respect(StrEnum):
    """In what two works are compared."""

    LENGTH = "length"
    EASE = "ease"
    AGE = "age"
    COMMON = "common"
    MOOD = "mood"


def respect_of(text: str) -> Respect:
    """The respect that the words name; the mood where none does."""
    folded = fold(text)
    return next((respect for respect, pattern in _said() if pattern.search(folded)), Respect.MOOD)


@cache
def _said() -> tuple[tuple[Respect, re.Pattern[str]], ...]:
    told = tomllib.loads(files("resources").joinpath("questions.toml").read_text(encoding="utf-8"))["respects"]
    return tuple((Respect(name), re.compile(rf"\b(?:{'|'.join(says)})\b")) for name, says in told.items())


def compared(respect: Respect, one: Item, other: Item, cards: tuple[Card, Card]) -> list[str]:
    """What is known of the two in that respect first; then what each of them is."""
    told = {
        Respect.LENGTH: lambda: _length(one, other),
        Respect.EASE: lambda: _ease(one, other, cards),
        Respect.AGE: lambda: _age(one, other),
        Respect.COMMON: lambda: _common(one, other, cards),
        Respect.MOOD: lambda: _mood(one, other, cards),
    }[respect]()
    return [*told, _gist(one), _gist(other)]


def fitter(wanted: Pairs, against: Pairs, pair: tuple[Item, Item], cards: tuple[Card, Card]) -> list[str]:
    """Which of the two is more of what is wanted or less of what is not, by what their cards say; nothing where that
    does not tell."""
    good, bad = ([_held(card, pairs) for card in cards] for pairs in (wanted, against))
    marks = [_total(has) - _total(lacks) for has, lacks in zip(good, bad, strict=True)]
    if abs(marks[0] - marks[1]) < _APART:
        return []
    at = 0 if marks[0] > marks[1] else 1
    said = {"title": _title(pair[at]), "other": _title(pair[1 - at])}
    if values := _named(good[at]):
        return [tr("{title} rather than {other}: it is {values}.", values=values, **said)]
    if values := _named(bad[1 - at]):
        return [tr("{title} rather than {other}, which is {values}.", values=values, **said)]
    return []


def _total(values: Sequence[CardValue]) -> float:
    return sum(value.confidence for value in values)


def _named(values: Sequence[CardValue]) -> str:
    """The surest of them."""
    return joined([tr(one.value) for one in values if one.confidence >= _SOME][:3])


def _held(card: Card, wanted: Pairs) -> list[CardValue]:
    found = [value for facet, name in wanted for value in card.get(facet, ()) if value.value == name]
    return sorted(found, key=lambda value: -value.confidence)


def _gist(item: Item) -> str:
    described = description_of(item, 1)
    return f"{named(item)}: {quoted(described)}" if described else f"{named(item)}."


def _length(one: Item, other: Item) -> list[str]:
    lengths = minutes_of(one), minutes_of(other)
    if not lengths[0] or not lengths[1]:
        return [tr("I do not know the length of both.")]
    short, long = (one, other) if lengths[0] <= lengths[1] else (other, one)
    values = {"title": _title(short), "other": _title(long), "first": duration(min(lengths[0], lengths[1]))}
    if max(lengths[0], lengths[1]) < _CLEARLY * min(lengths[0], lengths[1]):
        return [tr("{title} and {other} are about equally long: {first}.", **values)]
    second = duration(max(lengths[0], lengths[1]))
    return [tr("{title} is the shorter: about {first}, and {other} about {second}.", **values, second=second)]


def _age(one: Item, other: Item) -> list[str]:
    if one.year is None or other.year is None or one.year == other.year:
        return [] if one.year is None or one.year != other.year else [tr("Both are from {year}.", year=one.year)]
    old, young = (one, other) if one.year < other.year else (other, one)
    values = {"title": _title(old), "other": _title(young), "first": old.year, "second": young.year}
    return [tr("{title} is the older: from {first}; {other} is from {second}.", **values)]


def _ease(one: Item, other: Item, cards: tuple[Card, Card]) -> list[str]:
    marks = [_demand(card) for card in cards]
    said = []
    if None not in marks and abs((marks[0] or 0.0) - (marks[1] or 0.0)) >= 0.1:
        easy, hard = (one, other) if (marks[0] or 0.0) < (marks[1] or 0.0) else (other, one)
        said.append(tr("{title} looks the easier; {other} asks more.",
                       title=_title(easy), other=_title(hard)))  # fmt: skip
    else:
        said.append(tr("As far as I can tell, neither is much easier than the other."))
    if one.language and other.language and one.language != other.language:
        said.append(tr("{title} is in {first}, {other} in {second}.", title=_title(one), other=_title(other),
                       first=language_name(one.language), second=language_name(other.language)))  # fmt: skip
    lengths = minutes_of(one), minutes_of(other)
    return said + (_length(one, other) if all(lengths) else [])


def _demand(card: Card) -> float | None:
    values = [value for value in card.get("demand", ()) if value.value in _EASE]
    total = sum(value.confidence for value in values)
    return sum(_EASE[value.value] * value.confidence for value in values) / total if total else None


def _mood(one: Item, other: Item, cards: tuple[Card, Card]) -> list[str]:
    words = [_values(card, ("mood", "tone", "pace")) for card in cards]
    if not all(words):
        return []
    return [tr("{title} is {first}; {other} is {second}.", title=_title(one), first=joined(words[0][:3]),
               other=_title(other), second=joined(words[1][:3]))]  # fmt: skip


def _values(card: Card, facets: tuple[str, ...]) -> list[str]:
    """The surest values of some facets, in words."""
    found = [value for facet in facets for value in card.get(facet, ()) if value.confidence >= _SOME]
    return [tr(value.value) for value in sorted(found, key=lambda value: -value.confidence)]


def _common(one: Item, other: Item, cards: tuple[Card, Card]) -> list[str]:
    theirs = {fold(subject) for subject in other.subjects}
    shared = [quoted(flatten(subject)) for subject in one.subjects if fold(subject) in theirs][:4]
    own = [set(_values(card, ("mood", "tone", "setting", "themes"))) for card in cards]
    both = sorted(own[0] & own[1])[:4]
    said = [tr("Both are about {subjects}.", subjects=joined(shared))] if shared else []
    said += [tr("Both are {values}.", values=joined(both))] if both else []
    return said or [tr("I know of nothing that the two share.")]


def _title(item: Item) -> str:
    return quoted(flatten(item.title))
