"""What is told of a work when it is asked about: the fact first, then where it stands."""

import re
from collections.abc import Iterable, Sequence

from assistant.chat.about.aspects import Aspect
from assistant.chat.reply_templates import named
from assistant.domain.cards import SOME_CONFIDENCE, Card, CardValue, Source
from assistant.domain.entities import Item, Kind
from assistant.domain.lengths import is_sample, minutes_of
from assistant.explain.card_words import by_source
from assistant.guide.naming import Absent, name_of
from assistant.language.concepts import language_name
from assistant.language.foreign import language_of
from assistant.language.normalise import flatten, fold
from assistant.language.sentences import split_sentences
from assistant.messages import current_language, duration, joined, mark, quoted, tr, trn
from indexers.sound.signal import SoundFeatures

_TONGUE = re.compile(
    r"translat|übers|tradu|original|\b(?:in|from) the [A-Z]|\bin (?:French|German|Spanish|English|Latin)", re.I
)
_LASTS = re.compile(
    r"\b(?:minutes?|hours?|pages?|minuten?|stunden?|seiten?|heures?|in (?:an?|one) (?:single )?(?:sitting|morning"
    r"|afternoon|evening|night|day|weekend)|an einem (?:abend|tag|wochenende)|en une (?:soirée|journée|nuit))\b",
    re.I,
)
_KEY = re.compile(
    r"\b[A-H](?:[-\s]?(?:flat|sharp)|[♯♭#]|is|es|s)?[-\s](?:major|minor|Dur|Moll|majeur|mineur|dur|moll)\b"
)
_SERIES = re.compile(
    r"\b(?:series|trilogy|sequel|prequel|volume|saga|reihe|trilogie|fortsetzung|band|suite|tome)\b", re.I
)
_WRITTEN = re.compile(r"\b(?:1[0-9]|20)\d\d\b")
_READ_FIRST = re.compile(r"\bread\b.{0,60}\b(?:first|before)\b|\bstand-?alone\b|\bzuerst\b|\bd’abord\b", re.I)
_GIST, _WHOLE = 2, 4
"""Sentences of a description that tell what a work is about, and that are told where nothing else is known."""
_LONGEST = 700
_SOME = 0.35
"""From this confidence on a value is somewhat so."""
_TAKES = {
    Kind.BOOK: mark("{title} takes about {duration} to read."),
    Kind.MUSIC: mark("Your recording of {title} lasts about {duration}."),
    Kind.DOCUMENT: mark("{title} takes about {duration} to read."),
}
_USUAL = {
    Kind.BOOK: mark("{title} usually takes about {duration} to read; your file holds only a little of it."),
    Kind.MUSIC: mark("{title} usually lasts about {duration}; your recording holds only a little of it."),
}
_UNKNOWN = {
    Aspect.AUTHOR: mark("Your files do not say who {title} is by."),
    Aspect.YEAR: mark("Your files do not say when {title} is from."),
    Aspect.LENGTH: mark("Your files do not say how long {title} is."),
    Aspect.LANGUAGE: mark("Your files do not say which language {title} is in."),
    Aspect.ALBUM: mark("Your files do not say which album {title} is on."),
    Aspect.ORDER: mark("Your files do not say that {title} is part of a series."),
}


def is_known(aspect: Aspect, item: Item) -> bool:
    """Whether the library knows the exact fact."""
    return bool(_EXACT[aspect](item))


def exactly(aspect: Aspect, item: Item, sound: SoundFeatures | None) -> list[str]:
    """The exact fact, one of `EXACT`; nothing where the library does not know it."""
    return sounds_of(aspect, item, sound) if aspect in (Aspect.KEY, Aspect.TEMPO) else _EXACT[aspect](item)


def facts_of(aspect: Aspect, item: Item) -> list[str]:
    """What is known exactly in this respect; that it is not, where it is not."""
    return _EXACT[aspect](item) or [tr(_UNKNOWN[aspect], title=quoted(flatten(item.title)))]


def _author(item: Item) -> list[str]:
    if not item.creators:
        return []
    said = [
        tr(
            "{title} is by {creators}.",
            title=quoted(flatten(item.title)),
            creators=joined([flatten(one, 60) for one in item.creators[:4]]),
        )
    ]
    if item.narrators:
        said.append(
            tr("It is read by {narrators}.", narrators=joined([flatten(one, 60) for one in item.narrators[:3]]))
        )
    return said


def _year(item: Item) -> list[str]:
    return [tr("{title} is from {year}.", title=named(item), year=item.year)] if item.year else []


def _length(item: Item) -> list[str]:
    minutes = minutes_of(item)
    if not minutes:
        return []
    takes = _USUAL if item.usual and is_sample(item) else _TAKES
    said = [tr(takes[item.kind], title=named(item), duration=duration(minutes))]
    if item.pages and item.kind is not Kind.MUSIC:
        said.append(trn("It has {n} page.", "It has {n} pages.", item.pages))
    return [*said, *map(quoted, _described_as(item, _LASTS)[:1])]


def _language(item: Item) -> list[str]:
    if not item.language:
        return []
    said = tr("Your copy of {title} is in {language}.", title=named(item), language=language_name(item.language))
    return [said, *map(quoted, _described_as(item, _TONGUE)[:1])]


def _described_as(item: Item, pattern: re.Pattern[str]) -> list[str]:
    """Sentences of the description that speak of it."""
    return [one for one in split_sentences(flatten(item.description, _LONGEST)) if pattern.search(one)]


def described_of(aspect: Aspect, item: Item) -> list[str]:
    """What the description says in a respect of which nothing exact is known."""
    pattern = _SPEAKS.get(aspect)
    return list(map(quoted, _described_as(item, pattern)[:1])) if pattern is not None else []


_SPEAKS = {Aspect.YEAR: _WRITTEN, Aspect.LENGTH: _LASTS, Aspect.LANGUAGE: _TONGUE, Aspect.ORDER: _SERIES}
"""How a description speaks of a respect."""


def _series(item: Item) -> list[str]:
    if not item.series:
        return []
    if item.series_index is None:
        return [tr("{title} is part of the series {series}.", title=named(item), series=quoted(flatten(item.series)))]
    number = int(item.series_index) if item.series_index == int(item.series_index) else item.series_index
    return [
        tr(
            "{title} is number {number} of the series {series}.",
            title=named(item),
            number=number,
            series=quoted(flatten(item.series)),
        )
    ]


def fellows_of(item: Item, works: Iterable[Item]) -> list[Item]:
    """The other works of its series, in order."""
    own = fold(item.series)
    found = [one for one in works if own and one.id != item.id and fold(one.series) == own]
    return sorted(found, key=lambda one: (one.series_index or 0.0, one.year or 0))


def fellows_told(fellows: Sequence[Item]) -> str:
    """Which other works of a series there are."""
    if not fellows:
        return tr("No other of that series is on your shelves.")
    return tr("Of that series you also have {titles}.", titles=joined([_numbered(one) for one in fellows]))


def others_told(item: Item, others: Sequence[Item]) -> str:
    """What else there is by who made a work."""
    creators = joined([flatten(name, 60) for name in item.creators])
    if not others:
        return tr(
            "Only {title} is by {creators} on your shelves.", title=quoted(flatten(item.title)), creators=creators
        )
    titles = joined([quoted(flatten(one.title)) for one in others])
    return tr("By {creators} you also have {titles}.", creators=creators, titles=titles)


def _numbered(item: Item) -> str:
    title = quoted(flatten(item.title))
    return f"{title} ({item.series_index:g})" if item.series_index is not None else title


def _album(item: Item) -> list[str]:
    return [tr("{title} is on {album}.", title=named(item), album=quoted(flatten(item.album)))] if item.album else []


_EXACT = {
    Aspect.AUTHOR: _author,
    Aspect.YEAR: _year,
    Aspect.LENGTH: _length,
    Aspect.LANGUAGE: _language,
    Aspect.ORDER: _series,
    Aspect.ALBUM: _album,
}


def sounds_of(aspect: Aspect, item: Item, sound: SoundFeatures | None) -> list[str]:
    """The key as the title or the description has it; or the tempo. A key that was only measured is not said: one in
    several is wrong."""
    if aspect is Aspect.KEY:
        stated = next(filter(None, map(_KEY.search, (item.title, item.description))), None)
        if stated is not None:
            return [tr("{title} is in {key}.", title=named(item), key=stated.group())]
        return []
    tempo = item.tempo or (sound.tempo if sound is not None else 0.0)
    said = tr("{title} goes at about {n} beats a minute.", title=named(item), n=round(tempo))
    return [said] if tempo else []


def order_of(one: Item, other: Item) -> list[str]:
    """Which of two works comes first, in their series or by their years; nothing where neither tells."""
    places = [one.series_index, other.series_index]
    in_series = bool(one.series) and one.series == other.series and None not in places
    marks = places if in_series else [one.year, other.year]
    if marks[0] is None or marks[1] is None or marks[0] == marks[1]:
        return []
    values = {"title": quoted(flatten(one.title)), "other": quoted(flatten(other.title))}
    is_first = marks[0] < marks[1]
    said = tr("{title} comes before {other}.", **values) if is_first else tr("{title} comes after {other}.", **values)
    if in_series:
        return [said, tr("Both belong to the series {series}.", series=quoted(flatten(one.series)))]
    return [said, tr("They are from {year} and {other}.", year=one.year, other=other.year)]


def first_read(works: Sequence[Item]) -> list[str]:
    """The sentence of a description that says what is to be read first, quoted."""
    said = (one for work in works for one in _described_as(work, _READ_FIRST))
    return [quoted(one) for one in said][:1]


def gist_of(item: Item) -> list[str]:
    """What a work is about, in two sentences of its description; else by the guide, else its subjects."""
    described = description_of(item, _GIST)
    if described:
        return [f"{named(item)}: {quoted(described)}", *guided_abroad(item)]
    if item.guide:
        return [_guided(item)]
    if item.subjects:
        told = joined([quoted(flatten(one)) for one in item.subjects[:4]])
        return [tr("{title} has no description; its subjects are {subjects}.", title=named(item), subjects=told)]
    return []


def all_told_of(item: Item) -> list[str]:
    """The description, for a question that nothing exact answers."""
    described = description_of(item, _WHOLE)
    return [tr("What it tells is: {words}", words=quoted(described))] if described else []


def absent_told(absent: Absent) -> str:
    """What the guide says of a work that the library lacks."""
    words = quoted(absent.entry.says)
    return tr("{title} is not on your shelves. Alcove’s guide says: {words}", title=name_of(absent), words=words)


def guided_abroad(item: Item) -> list[str]:
    """What the guide says, in English, of a work that is described in another language, where English is spoken."""
    own = language_of(item.description)
    if not item.guide or own in ("", "en") or current_language() != "en":
        return []
    return [tr("Alcove’s guide says: {words}", words=quoted(flatten(item.guide)))]


def _guided(item: Item) -> str:
    return tr("Alcove’s guide says of {title}: {words}", title=named(item), words=quoted(flatten(item.guide)))


def description_of(item: Item, sentences: int) -> str:
    """The first sentences of the description in one line."""
    return " ".join(split_sentences(flatten(item.description, _LONGEST))[:sentences])


def likeness_of(
    item: Item, card: Card, wanted: Sequence[tuple[str, str]], against: Sequence[tuple[str, str]]
) -> list[str]:
    """Whether a work is what was asked: how sure its card is of it, and what speaks for that."""
    found = _surest(card, wanted)
    if found is not None and found.confidence >= _SOME:
        form = (
            mark("Yes: {title} is {value}, {source}.")
            if found.confidence >= SOME_CONFIDENCE
            else mark("In part, I think: {title} seems {value}, {source}.")
        )
        said = tr(form, title=named(item), value=tr(found.value), source=by_source(found.source))
        return [said, *_evidence(item, found)]
    other = _surest(card, against)
    if other is not None and other.confidence >= SOME_CONFIDENCE:
        return [
            tr("Hardly: {title} is rather {value}.", title=named(item), value=tr(other.value)),
            *_evidence(item, other),
        ]
    return [tr("I cannot tell for sure."), *all_told_of(item)]


def _surest(card: Card, pairs: Sequence[tuple[str, str]]) -> CardValue | None:
    found = [one for facet, value in pairs for one in card.get(facet, ()) if one.value == value]
    return max(found, key=lambda one: one.confidence, default=None)


def _evidence(item: Item, value: CardValue) -> list[str]:
    """The sentence that speaks for a value; the beginning of the description where that is no sentence."""
    if value.source in (Source.DESCRIPTION, Source.TEXT, Source.GUIDE) and value.said:
        return [quoted(flatten(value.said))]
    described = description_of(item, _GIST) or flatten(item.guide)
    return [quoted(described)] if described else []
