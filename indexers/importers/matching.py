"""Finds the item that an imported work stands for: by identifier, then file, then by title and creators."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.domain.entities import Item
from indexers.importers.base import ImportedWork
from indexers.importers.places import Places
from indexers.works import normal_form

THRESHOLD = 0.8
"""Below this a resemblance is no match: nothing is guessed."""
_SURE = frozenset({"isbn", "doi", "musicbrainz", "isrc", "goodreads", "asin"})


@dataclass(frozen=True, slots=True)
class MatchedItem:
    """`score` lies in 0..1; identifiers and files give 1. `by` says what agreed."""

    item_id: str
    score: float
    by: str


class Matcher:
    """An index over items. Build it once for an import."""

    def __init__(
        self, items: Iterable[Item], paths: Mapping[str, str] | None = None, folder: Path | None = None
    ) -> None:
        """`paths`: {path: item's id} of files beyond the items' own, such as other editions.

        `folder`: where the places begin that an export names without their root.
        """
        self._by_identifier: dict[tuple[str, str], str] = {}
        known: dict[str, str] = dict(paths or {})
        self._by_title: dict[tuple[str, str], list[Item]] = defaultdict(list)
        for item in items:
            for scheme, value in item.identifiers:
                if scheme in _SURE:
                    self._by_identifier.setdefault((scheme, value), item.id)
            if item.path is not None:
                known.setdefault(str(item.path), item.id)
            for title in _titles(item.title):
                self._by_title[item.kind, title].append(item)
        self._places, self._folder = Places(known), folder

    def match(self, work: ImportedWork) -> MatchedItem | None:
        """The best item at or above THRESHOLD; None if there is none, or if two are equally good."""
        for pair in work.identifiers:
            if found := self._by_identifier.get(pair):
                return MatchedItem(found, 1.0, "identifier")
        if work.path is not None and (found := self._places.find(str(work.path), self._folder)):
            return MatchedItem(found, 1.0, "file")
        candidates = {
            item.id: item for title in _titles(work.title) for item in self._by_title.get((work.kind, title), ())
        }
        scored = sorted(((resemblance(work, item), item.id) for item in candidates.values()), reverse=True)
        if not scored or scored[0][0] < THRESHOLD:
            return None
        if len(scored) > 1 and scored[1][0] == scored[0][0] and work.kind != "music":
            return None
        return MatchedItem(scored[0][1], scored[0][0], "title and creators")  # no words


def _titles(title: str) -> list[str]:
    """The normal form, and that of the part before a subtitle or a bracket."""
    short = title.partition(":")[0].partition("(")[0].partition(" - ")[0]
    return [form for form in dict.fromkeys((normal_form(title), normal_form(short))) if form]


def resemblance(work: ImportedWork, item: Item) -> float:
    """0..1: .5 for the title (.4 if only the short forms agree), .4 for the creators, .1 for year, album and length."""
    title = 0.5 if normal_form(work.title) == normal_form(item.title) else 0.4
    mine, theirs = _people(work.creators), _people(item.creators)
    people = 0.4 * max((_likeness(a, b) for a in mine for b in theirs), default=0.0)
    facts = []
    if work.year and item.year:
        facts.append(abs(work.year - item.year) <= 1)
    if work.album and item.album:
        facts.append(normal_form(work.album) == normal_form(item.album))
    if work.duration and item.duration:
        facts.append(abs(work.duration - item.duration) <= 4)
    return round(title + people + 0.1 * (sum(facts) / len(facts) if facts else 0.5), 6)


def _people(names: Iterable[str]) -> list[frozenset[str]]:
    return [frozenset(normal_form(name).split()) for name in names if name]


def _likeness(mine: frozenset[str], theirs: frozenset[str]) -> float:
    """Shared name parts over the shorter name's; initials agree with the names they begin."""
    if not mine or not theirs:
        return 0.0
    short, long = sorted((mine, theirs), key=len)
    agreeing = sum(part in long or (len(part) == 1 and any(name.startswith(part) for name in long)) for part in short)
    return agreeing / len(short)
