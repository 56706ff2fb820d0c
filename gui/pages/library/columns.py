"""The columns of the library's table: what each says of an item, and how it sorts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from assistant.domain.entities import Item
from assistant.domain.kinds import ONE
from assistant.domain.lengths import minutes_of
from assistant.language.concepts import language_name, subject_name
from assistant.messages import mark, tr
from gui.look.dates import day_words
from gui.look.labels import length, pages
from gui.pages.library.facets import STATUS_WORDS, Known, stars_of, status_of
from gui.pages.library.sort_box import by_title, place_of

Words = Callable[[Item, Known], str]
Key = Callable[[Item, Known], Any]
_WORDS: Mapping[str, str] = {str(value): words for value, words in STATUS_WORDS.items()}


@dataclass(frozen=True, slots=True)
class Column:
    """`wide`: pixels at first; `falling`: what sorts first at the first click is the greatest."""

    label: str
    words: Words
    key: Key
    wide: int = 120
    falling: bool = False


def _added(item: Item, known: Known) -> str:
    return day_words(item.added, datetime.now()) if item.added else ""


def _status(item: Item, known: Known) -> str:
    status = status_of(item, known)
    return tr(_WORDS[status]) if status in _WORDS and status else ""


def _stars(item: Item, known: Known) -> str:
    stars = stars_of(item, known)
    return "★" * int(stars) + "½" * (stars % 1 > 0)


def _series(item: Item, known: Known) -> str:
    return f"{item.series} {item.series_index:g}" if item.series and item.series_index is not None else item.series


COLUMNS: Mapping[str, Column] = {
    "title": Column(mark("Title"), lambda i, k: i.title, lambda i, k: by_title(i), 180),
    "creator": Column(
        mark("Author or artist"),
        lambda i, k: ", ".join(i.creators),
        lambda i, k: (not i.creators, place_of(" ".join(i.creators[:1])), by_title(i)),
        150,
    ),
    "year": Column(mark("Year"), lambda i, k: str(i.year or ""), lambda i, k: i.year or 0, 60, True),
    "kind": Column(mark("Kind"), lambda i, k: tr(ONE[i.kind]), lambda i, k: i.kind, 90),
    "length": Column(mark("Length"), lambda i, k: length(i) or pages(i), lambda i, k: minutes_of(i) or 0.0, 100, True),
    "status": Column(mark("Status"), _status, lambda i, k: list(_WORDS).index(status_of(i, k)), 110, True),
    "stars": Column(mark("Stars"), _stars, stars_of, 80, True),
    "series": Column(
        mark("Series"), _series, lambda i, k: (not i.series, place_of(i.series), i.series_index or 0.0), 150
    ),
    "subjects": Column(
        mark("Subjects"),
        lambda i, k: ", ".join(map(subject_name, i.subjects)),
        lambda i, k: (not i.subjects, [*map(subject_name, i.subjects[:1])]),
        180,
    ),
    "language": Column(mark("Language"), lambda i, k: language_name(i.language), lambda i, k: i.language, 90),
    "album": Column(
        mark("Album"), lambda i, k: i.album, lambda i, k: (not i.album, place_of(i.album), i.track or 0), 150
    ),
    "added": Column(mark("Added"), _added, lambda i, k: i.added, 110, True),
    "file": Column(
        mark("File"), lambda i, k: i.path.name if i.path else "", lambda i, k: i.path.name if i.path else "", 160
    ),
}
USUAL = ("title", "creator", "year", "kind", "length", "status", "stars")
