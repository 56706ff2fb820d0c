"""Two works side by side in the respect that was asked for, then a sentence of each."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache
from importlib.resources import files

from assistant.chat.about.telling import description_of, gist_of
from assistant.chat.reply_templates import named
from assistant.chat.understand.kinds import is_kind_word
from assistant.domain.cards import Card, CardValue
from assistant.domain.entities import Item
from assistant.domain.lengths import minutes_of, pages_of
from assistant.language.concepts import language_name
from assistant.language.names.articles import sorted_by
from assistant.language.normalise import flatten, fold
from assistant.language.sentences import split_sentences
from assistant.messages import current_language, duration, joined, mark, quoted, tr, trn

_LONGEST = 2000
"""Letters of a description that are read."""
_SOME = 0.35
_SEEN, _TOGETHER, _FEW = 0.2, 0.9, 4
"""How sure each card and both together must be of what two works share, and how much of that is told."""
_APART = 0.1
"""By how much more the card of one must say what is wanted."""
_CLEARLY = 1.15
"""How many times as long a work is for it to be called the longer."""
_EASE: Mapping[str, float] = {"light": 0.0, "middling": 0.5, "demanding": 1.0}


Pairs = Sequence[tuple[str, str]]
"""Facets, each with a value."""
Said = tuple[str, str]
"""A sentence of each of the two; empty for none."""


class Respect(StrEnum):
    """In what two works are compared."""

    LENGTH = "length"
    THICKNESS = "thickness"
    EASE = "ease"
    AGE = "age"
    COMMON = "common"
    MOOD = "mood"


_FIRST = {
    (Respect.LENGTH, False): mark("{title} is the longer: {first}, and {other} {second}."),
    (Respect.LENGTH, True): mark("{title} is the shorter: {first}, and {other} {second}."),
    (Respect.THICKNESS, False): mark("{title} is the thicker: {first}, and {other} {second}."),
    (Respect.THICKNESS, True): mark("{title} is the thinner: {first}, and {other} {second}."),
}
_RATHER = {
    False: mark("{title} rather than {other}: it is {values}."),
    True: mark("{title} rather than {other}: it is about {values}."),
}
"""By whether nothing but themes is wanted."""


def respect_of(text: str) -> Respect:
    """The respect that the words name; the mood where none does."""
    folded = fold(text)
    return next((respect for respect, pattern in _said() if pattern.search(folded)), Respect.MOOD)


def asks_least(text: str) -> bool:
    """Whether the words ask for the less of two: the shorter, the thinner."""
    return _least().search(fold(text)) is not None


@cache
def _least() -> re.Pattern[str]:
    told = tomllib.loads(files("resources").joinpath("questions.toml").read_text(encoding="utf-8"))["least"]
    return re.compile(rf"\b(?:{'|'.join(told['says'])})\b")


@cache
def _said() -> tuple[tuple[Respect, re.Pattern[str]], ...]:
    told = tomllib.loads(files("resources").joinpath("questions.toml").read_text(encoding="utf-8"))["respects"]
    return tuple((Respect(name), re.compile(rf"\b(?:{'|'.join(says)})\b")) for name, says in told.items())


def compared(
    respect: Respect, one: Item, other: Item, cards: tuple[Card, Card], *, least: bool = False, said: Said = ("", "")
) -> list[str]:
    """What is known of the two in that respect first; then what each of them is. least: the shorter or thinner goes
    first. said: what is quoted of each, where that is not how its description begins."""
    told = {
        Respect.LENGTH: lambda: _length(one, other, least=least),
        Respect.THICKNESS: lambda: _length(one, other, least=least, by_pages=True),
        Respect.EASE: lambda: _ease(one, other, cards),
        Respect.AGE: lambda: _age(one, other),
        Respect.COMMON: lambda: _common(one, other, cards),
        Respect.MOOD: lambda: [] if any(said) else _mood(one, other, cards),
    }[respect]()
    return [*told, _gist(one, said[0] or _said_beside(one, other)), _gist(other, said[1] or _said_beside(other, one))]


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
        return [tr(_RATHER[all(facet == "themes" for facet, _ in wanted)], values=values, **said)]
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


def _said_beside(item: Item, other: Item) -> str:
    """The sentence of a description that names the other work; empty where none does."""
    title = sorted_by(other.title, other.language)
    if title in item.title:
        return ""
    name = re.compile(rf"(?<!\w){re.escape(title)}(?!\w)")
    return next(filter(name.search, split_sentences(flatten(item.description, _LONGEST))), "")


def _gist(item: Item, said: str) -> str:
    described = flatten(said) or description_of(item, 1)
    if described:
        return f"{named(item)}: {quoted(described)}"
    return next(iter(gist_of(item)), f"{named(item)}.")


def _length(one: Item, other: Item, *, least: bool = True, by_pages: bool = False) -> list[str]:
    """Which of the two is the longer, or the shorter."""
    by_pages = by_pages or (one.duration is None) != (other.duration is None) or bool(one.pages and other.pages)
    pages, minutes = (pages_of(one), pages_of(other)), (minutes_of(one), minutes_of(other))
    if by_pages and pages[0] and pages[1]:
        sized = [
            (float(number), _title(item), _pages(item, number)) for item, number in ((one, pages[0]), (other, pages[1]))
        ]
    elif minutes[0] and minutes[1]:
        by_pages = False
        sized = [(minutes[0], _title(one), _time(minutes[0])), (minutes[1], _title(other), _time(minutes[1]))]
    else:
        return [tr("I do not know the length of both.")]
    (short, *_), (long, *_) = sorted(sized)
    (_, title, first), (_, rest, second) = sorted(sized, reverse=not least)
    exact = by_pages and bool(one.pages and other.pages)
    if long == short or (long < _CLEARLY * short and not exact):
        return [tr("{title} and {other} are about equally long: {first}.", title=title, other=rest, first=first)]
    form = _FIRST[Respect.THICKNESS if by_pages else Respect.LENGTH, least]
    return [tr(form, title=title, other=rest, first=first, second=second)]


def _time(minutes: float) -> str:
    return tr("about {duration}", duration=duration(minutes))


def _pages(item: Item, number: int) -> str:
    if item.pages:
        return trn("{n} page", "{n} pages", number)
    return trn("about {n} page", "about {n} pages", number)


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
    common = [name for name in one.subjects if fold(name) in theirs and not is_kind_word(fold(name))]
    shared = [quoted(flatten(subject)) for subject in common][:4]
    makers = [flatten(name, 60) for name in one.creators if fold(name) in {fold(other) for other in other.creators}]
    themes, moods = _both(cards, ("themes", "setting")), _both(cards, ("mood", "tone"))
    said = [tr("Both are by {creators}.", creators=joined(makers))] if makers else []
    said += [tr("Both are about {subjects}.", subjects=joined(shared))] if shared else []
    said += [tr("As far as I can tell, both have to do with {values}.", values=joined(themes))] if themes else []
    said += [tr("Both are {values}.", values=joined(moods))] if moods else []
    if one.language and one.language == other.language and one.language != current_language():
        said.append(tr("Both are in {language}.", language=language_name(one.language)))
    return said or [tr("I know of nothing that the two share.")]


def _both(cards: tuple[Card, Card], facets: Sequence[str]) -> list[str]:
    """Values that both cards have, the surest of both together first, in words."""
    own = [{(facet, one.value): one.confidence for facet in facets for one in card.get(facet, ())} for card in cards]
    sure = {pair: own[0][pair] + own[1][pair] for pair in own[0] if min(own[0][pair], own[1].get(pair, 0.0)) >= _SEEN}
    likely = [pair for pair in sure if sure[pair] >= _TOGETHER and pair[1] != "none"]
    return [tr(value) for _, value in sorted(likely, key=lambda pair: -sure[pair])][:_FEW]


def _title(item: Item) -> str:
    return quoted(flatten(item.title))
