"""Imports lists of manga as the sites' interfaces give them in JSON: AniList's and MyAnimeList's. Anime is left out."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.domain.entities import Kind, Verdict
from assistant.domain.notes import NoteKind
from assistant.domain.rows import Row
from assistant.messages import tr
from indexers.importers.base import Entry, ImportedWork, LeftOut, Problem, each, importer, no_title, rated
from indexers.importers.listening import has_json, json_objects, text_of
from indexers.importers.statuses import WISHED, status_acts, status_of
from indexers.importers.tables import unix_time
from indexers.importers.text.ratings import scale_of, stars
from indexers.metadata.clean_metadata import clean_line, clean_names
from indexers.notes.base import written

_STATUSES = {"current": Verdict.READING, "repeating": Verdict.READING, "planning": WISHED}
"""Those of AniList that are no words of people for a shelf."""
_TITLES = ("userPreferred", "english", "romaji", "native")  # no words
_MAKERS = ("story", "art", "author", "creator")
_OTHERS = ("translat", "assist", "letter", "editing", "touch")
"""What a role of the staff holds if it is a maker's, and what it holds if it is none."""
_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class _Told:
    """What a site says of one work, and what the person did with it."""

    work: Row
    own: Row
    site: str

    @property
    def is_anime(self) -> bool:
        form = text_of(self.work, "type", "media_type").lower()
        return form in ("anime", "tv", "movie", "ova", "ona", "special") or "num_episodes_watched" in self.own


@importer("anilist", recognises=has_json(b'"MediaListCollection"'))
def read_anilist(path: Path) -> Iterator[Entry]:
    yield from _read(path, "anilist")


@importer("myanimelist", recognises=has_json(b'"node"', b'"list_status"'))
def read_myanimelist(path: Path) -> Iterator[Entry]:
    yield from _read(path, "myanimelist")


@importer("anilist", recognises=has_json(b'"series_id"', b'"series_type"'))
def read_numbers(path: Path) -> Iterator[Entry]:
    """The copy of one's own data, which holds numbers and no titles."""
    reason = tr("The site names this work by a number alone.")
    for entry in json_objects(path, lists=("lists",)):
        if isinstance(entry, Problem):
            yield entry
        elif "series_id" in entry:
            manga = entry.get("series_type") == 1
            yield Problem(reason, entry=text_of(entry, "series_id")) if manga else LeftOut("television")


def _read(path: Path, site: str) -> Iterator[Entry]:
    found = [one for entry in json_objects(path) for one in ([entry] if isinstance(entry, Problem) else _in(entry))]
    told = [_told(one, site) for one in found if not isinstance(one, Problem)]
    most = 10.0 if site == "myanimelist" else scale_of(text_of(one.own, "score") for one in told)
    yield from (one for one in found if isinstance(one, Problem))
    yield from each(told, lambda one: _entry(one, most))


def _in(value: Any, depth: int = 0) -> Iterator[Row]:
    """The entries in nested lists and objects."""
    if isinstance(value, dict) and (isinstance(value.get("media"), dict) or isinstance(value.get("node"), dict)):
        yield value
    elif isinstance(value, dict | list) and depth < _DEEPEST:
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _in(inner, depth + 1)


def _told(entry: Row, site: str) -> _Told:
    own = entry.get("list_status")
    work = entry.get("media") if isinstance(entry.get("media"), dict) else entry.get("node")
    return _Told(work or {}, own if isinstance(own, dict) else entry, site)


def _entry(told: _Told, most: float) -> Entry:
    if told.is_anime:
        return LeftOut("television")
    work, own = told.work, told.own
    title = work.get("title")
    named = clean_line(text_of(title, *_TITLES) if isinstance(title, dict) else text_of(work, "title"))
    if not named:
        return Problem(no_title(), entry=text_of(work, "id"))
    status = _STATUSES.get(text_of(own, "status").lower()) or status_of(text_of(own, "status"))
    dates = (("completedAt", "finish_date"), ("startedAt", "start_date"))  # no words
    finished, started = (_date(own, *names) for names in dates)
    at = finished if status == Verdict.FINISHED else started
    genres = [one.get("name", "") if isinstance(one, dict) else one for one in work.get("genres") or ()]
    return ImportedWork(
        kind=Kind.BOOK,
        title=named,
        creators=clean_names(_makers(work)),
        subjects=clean_names(genres),
        identifiers=_numbers(told),
        wanted=status == WISHED,
        acts=(
            *status_acts(status, at, exact=at is not None),
            *rated(stars(text_of(own, "score"), most), finished, finished is not None),
        ),
        notes=tuple(written(NoteKind.NOTE, text_of(own, "notes", "comments"), "", finished)),
    )


def _numbers(told: _Told) -> tuple[tuple[str, str], ...]:
    """AniList knows MyAnimeList's numbers too, by which a list of both sites is one."""
    found = ((told.site, text_of(told.work, "id")), ("myanimelist", text_of(told.work, "idMal")))
    return tuple((scheme, number) for scheme, number in found if number)


def _makers(work: Row) -> Iterator[str]:
    staff = work.get("staff")
    edges = staff.get("edges") if isinstance(staff, dict) else work.get("authors")
    for edge in edges if isinstance(edges, list) else ():
        role, person = text_of(edge, "role").lower(), edge.get("node") or {}
        if any(word in role for word in _MAKERS) and not any(word in role for word in _OTHERS):
            name = person.get("name")
            whole = text_of(name, "full") if isinstance(name, dict) else text_of(person, "name")
            yield whole or f"{text_of(person, 'first_name')} {text_of(person, 'last_name')}".strip()


def _date(own: Row, *names: str) -> float | None:
    """ "2020-03-04", or its parts, of which the later may be unknown."""
    value = next((own[name] for name in names if own.get(name)), None)
    if isinstance(value, dict):
        parts = [value.get(part) for part in ("year", "month", "day")]
        whole = all(isinstance(part, int) for part in parts)
        return unix_time("-".join(f"{part:02}" for part in parts)) if whole else None
    return unix_time(str(value)) if value else None
