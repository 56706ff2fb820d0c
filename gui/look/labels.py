"""Plain words for what stands in the data: kinds, parts of the ledger, lengths, greetings."""

from datetime import datetime

from PySide6.QtCore import QLocale

from assistant.domain.entities import Item, Kind
from assistant.domain.kinds import MANY, ONE
from assistant.domain.lengths import WORDS_PER_MINUTE
from assistant.domain.recordings import sounds
from assistant.domain.whole_text import is_looked_at, is_read_as_text
from assistant.language.concepts import language_name
from assistant.language.sentences import SentenceStream
from assistant.messages import joined, short_duration, tr, trn

KIND_ICONS = {Kind.BOOK: "book", Kind.MUSIC: "music", Kind.DOCUMENT: "document"}
LEAST_OF_A_BOOK = 3000
"""A file with fewer words holds a sample or pictures: a reading time would mislead."""


def open_words(item: Item) -> str:
    """What its first button says."""
    return tr("Listen") if sounds(item) else tr("Read")


def open_icon(item: Item) -> str:
    return "play" if sounds(item) else "book" if is_read_as_text(item) or is_looked_at(item) else "open"


def kind_choices() -> list[tuple[str, str]]:
    """(value, words): all kinds, or one of them."""
    return [("", tr("All")), *((kind.value, tr(name)) for kind, name in MANY.items())]


def kind_of(value: str) -> Kind | None:
    """The kind that a choice stands for; None for all of them."""
    return Kind(value) if value else None


def first_sentence(text: str) -> str:
    """The first sentence of a reason; the whole text if it has no end."""
    stream = SentenceStream()
    return next(iter([*stream.feed(text), *stream.rest()]), text)


def creators(item: Item) -> str:
    """The names, at most three; the album or the publisher where there is no name."""
    names = ", ".join(item.creators[:3])
    if len(item.creators) > 3:
        names = tr("{names} and others", names=names)
    return names or item.album or item.publisher


def overline(item: Item) -> str:
    """Kind and year, in capitals, for the small line above a title; said, too, of what the person does not own."""
    kind = tr("Album") if item.form else tr(ONE[item.kind])
    parts = [kind.upper(), str(item.year) if item.year else "", "" if item.owned else tr("Not owned").upper()]
    return " · ".join(filter(None, parts))


def under_cover(item: Item) -> str:
    """The line below a title where covers stand in rows: the names, and that a work is only wished for."""
    return creators(item) if item.owned else " · ".join(filter(None, (tr("Not owned"), creators(item))))


def length(item: Item) -> str:
    """How long it takes: hours, minutes and seconds of sound, hours of reading."""
    if item.duration:
        return clock(round(item.duration))
    if item.words and (item.kind is Kind.DOCUMENT or item.words >= LEAST_OF_A_BOOK):
        reading = max(1.0, item.words / WORDS_PER_MINUTE)
        return tr("{length} read", length=short_duration(reading if reading < 90 else 60 * round(reading / 60)))
    return ""


def pages(item: Item) -> str:
    """How many pages its file says that it has."""
    return trn("{n} page", "{n} pages", item.pages) if item.pages else ""


def clock(seconds: float) -> str:
    """Hours, minutes and seconds from the start."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def facts(item: Item) -> str:
    """Series, album, publisher, language and length on one line."""
    series = f"{item.series} {item.series_index:g}" if item.series and item.series_index is not None else item.series
    read_by = tr("Read by {names}", names=joined(item.narrators)) if item.narrators else ""
    found = [series, item.album, read_by, item.publisher, _language(item.language), pages(item), length(item)]
    return "  ·  ".join(part for part in found if part)


def _language(code: str) -> str:
    """The name of a language by its code, in the person's own language where we have it."""
    name = language_name(code)
    if name != code:
        return name[:1].upper() + name[1:]
    known = QLocale.codeToLanguage(code.partition("-")[0])
    return code.upper() if known == QLocale.Language.AnyLanguage else QLocale.languageToString(known)


def greeting(now: datetime) -> str:
    """Good morning, afternoon or evening."""
    if now.hour < 5 or now.hour >= 18:
        return tr("Good evening")
    return tr("Good morning") if now.hour < 12 else tr("Good afternoon")
