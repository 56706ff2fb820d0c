"""Rows of tables into works: what their columns say of a book or a piece of music, and what was done with it."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from assistant.domain.entities import Kind, Verdict
from assistant.language.normalise import fold
from assistant.language.people import people, performers
from assistant.messages import tr
from indexers.importers.annotations.tables import is_worded_note, with_notes
from indexers.importers.base import (
    LEFT_OUT,
    Entry,
    ImportedAct,
    ImportedWork,
    LeftOut,
    Problem,
    no_title,
    not_understood,
    rated,
)
from indexers.importers.statuses import WISHED, status_acts, status_of
from indexers.importers.tables import Line, isbns, table_lines
from indexers.importers.text.dates import count, puts_day_first, unix_time
from indexers.importers.text.ratings import is_unread, scale_of, stars
from indexers.importers.words import import_words, meaning_of, plain_word
from indexers.metadata.authors import told_publisher
from indexers.metadata.clean_metadata import clean_line, clean_names, find_year, positive_number, split_subjects
from indexers.metadata.identifiers import identifier
from indexers.metadata.title_marks import without_series

_SAMPLE = 2000
"""Rows that the habits of a table are read from."""
_FURTHER_SERIES = re.compile(r"(#\s*\d+(?:[.,]\d+)?)\s*[,;|].*$", re.S)
"""What follows the first of several series, each with its number."""
_NAMED = re.compile(
    r"\s*(?: \(\d{1,3}\)|(?<=\w)\*)\s*(?:$|(?:[,&/+]|\b(?:and|feat\.?|featuring|ft\.?|vs\.?|with|presents)\s)\s*)", re.I
)
"""How Discogs marks where a name ends: with its number among artists of one name, or as spelt on that record."""
_BETWEEN = re.compile(r";|\s[•·]\s")
"""Signs that stand in no band's name."""
_SEVERAL = re.compile(r"\b(?:artists|names|artist s|name s|kunstler|interpreten|artistes|artistas|artisti)$")
_OF_A_BAND = re.compile(r"^\s*(?:the|and)\s|\s(?:&|and|und|et|y|e)\s|^\s*$", re.I)
"""Within a name that commas part, as in "Earth, Wind & Fire" or "Tyler, The Creator"."""
_ASIN = re.compile(r"\bB[0-9A-Z]{9}\b")
"""What stands among ISBNs for a book that has none."""
_RANGE = re.compile(r"\s*(?:,|;|\||\n)\s*(?=\d)")
_IN_THREE = re.compile(r"([^|;]*)\|([^|;]*)\|\d*(?=;|$)")
"""Openreads' readings: begin, end and minutes."""
_WITHIN = re.compile(r"(?<=\d)\s*(?:-(?=\d{4}(?:[/-]|\s*$))|–|—|\bto\b|\bbis\b)\s*")


@dataclass(frozen=True, slots=True)
class Habits:
    """How a table writes: the top of its ratings, whether days come before months, whether commas part authors."""

    most: float = 5.0
    day_first: bool = True
    listed: bool = False
    kind: Kind | None = None
    """What its works are, where no column says so."""
    plays: bool = False
    """Each row is one play of a piece of music."""

    def date(self, text: str) -> float | None:
        return unix_time(text, day_first=self.day_first)


def habits_of(path: Path, columns: dict[str, str] | None = None) -> Habits:
    """Read from the first rows of a table that no program is known for."""
    return habits_in([line for line in islice(table_lines(path, columns), _SAMPLE) if isinstance(line, Line)])


def habits_in(lines: Sequence[Line]) -> Habits:
    """What the first rows of a list show."""
    lines = [line for line in lines if not _is_sum(line)]
    dates = [line.role(role) for line in lines for role in ("finished", "date", "added", "started")]
    roles = lines[0].roles if lines else {}
    music = "album" in roles or "plays" in roles or "artist" in roles.get("creators", "")
    most = scale_of((line.role("rating") for line in lines), roles.get("rating", ""))
    moments = {"date", "finished"} | ({"added"} if "heard" in roles else set())
    dated = bool(moments & roles.keys()) and not {"plays", "rating", "loved", "status"} & roles.keys()
    day_first = puts_day_first(dates)
    played = [line.role("date", "finished", "added") for line in lines]
    dated = dated and 2 * sum(unix_time(at, day_first=day_first) is not None for at in played) > len(played)
    return Habits(most, day_first, kind=Kind.MUSIC if music else Kind.BOOK, plays=music and dated)


def works_in(path: Path, make: Callable[[Line, Habits], Entry], *, listed: bool = False) -> Iterator[Entry]:
    """What `make` makes of each row; rows that cannot be read come as problems with their line.

    `listed`: commas part the authors. Days and months stand in the order that the rows show.
    """
    habits = Habits(listed=listed, day_first=habits_of(path).day_first)
    for line in table_lines(path):
        yield from (line,) if isinstance(line, Problem) else told_by(make, line, habits)


def told_by(make: Callable[[Line, Habits], Entry], line: Line, habits: Habits) -> Iterator[Entry]:
    """What a row makes, and what it says that cannot be read."""
    entry = guarded(lambda row: make(row, habits), line)
    yield entry
    rating = line.role("rating")
    told = plain_word(rating) in meaning_of("said") or bool(status_of(rating)) or is_worded_note(line)
    if isinstance(entry, ImportedWork) and is_unread(rating, habits.most) and not told:
        yield Problem(tr("Its rating cannot be read ({rating}).", rating=clean_line(rating, 40)), line=line.number)


def guarded(make: Callable[[Line], Entry], line: Line) -> Entry:
    try:
        return with_notes(make(line), line)
    except (ValueError, TypeError, LookupError, ArithmeticError) as error:
        return Problem(not_understood(error), line=line.number)


def work_of(line: Line, habits: Habits) -> Entry:
    """A row as a work, by the roles of its columns."""
    what = meaning_of("types").get(fold(line.role("kind")), "")
    if what in LEFT_OUT:
        return LeftOut(what)
    title = clean_line(line.role("title"))
    if not title:
        return Problem(no_title(), line=line.number)
    if _is_sum(line):
        return LeftOut("sum")
    kind = Kind(what) if what else habits.kind or Kind.BOOK
    return _music(line, title, habits) if kind is Kind.MUSIC else _book(line, title, kind, habits)


def _is_sum(line: Line) -> bool:
    """Whether a row adds up the others: "Total", "Summe: 12 Bücher", of nobody."""
    title = line.role("title")
    first, *others = fold(re.sub(r"[\d.,]+", " ", title)).split() or [""]
    tells = not others or any(sign in "0123456789:=" for sign in title)
    return first in import_words("sums")["sum"] and tells and not line.role("creators", "more", "isbn", "asin")


def _music(line: Line, title: str, habits: Habits) -> ImportedWork:
    at, added = habits.date(line.role("date", "finished")), habits.date(line.role("added"))
    plays = count(line.role("plays")) if "plays" in line.roles else 0.0
    played = (ImportedAct(Verdict.PLAYED, plays, at),) if plays > 0 else ()
    return ImportedWork(
        kind=Kind.MUSIC,
        title=title,
        creators=artists_of(line),
        year=find_year(line.role("year")),
        subjects=split_subjects(line.role("tags")),
        album=title if "rym album" in line.cells else clean_line(line.role("album")),
        acts=(*played, *verdicts_of(line, habits, at, added)),
    )


def artists_of(line: Line) -> tuple[str, ...]:
    """Names of bands hold commas and "and"; semicolons part artists, as do columns that are numbered."""
    name = line.roles.get("creators", "")
    more = [line[f"{name[:-1]}{number}"] for number in range(2, 10)] if name.endswith(" 1") else []
    who = line.role("creators")
    if "rym album" in line.cells:
        who = f"{line['first name']} {line['last name']}".strip()
    named = [part for text in (who, *more) for part in _NAMED.split(text)]
    parts = [part for text in named for part in _artists_in(text, several=name)]
    return tuple(dict.fromkeys(one for part in parts for one in performers(part)))


def _artists_in(text: str, several: str) -> list[str]:
    """Under a column in the plural, `several`, commas part artists too, unless they look like those of one band."""
    parts = _BETWEEN.split(text)
    commas = text.split(",")
    plural = _SEVERAL.search(fold(several)) and len(parts) == 1
    return commas if plural and not any(_OF_A_BAND.search(part) for part in commas) else parts


def _series_of(line: Line, title: str) -> tuple[str, str, float | None]:
    """What a column of series says, or the title."""
    plain, series, number_ = without_series(title)
    name, mark, place = clean_line(_FURTHER_SERIES.sub(r"\1", line.role("series"))).rpartition("#")
    stated, index = (name.strip(" ,"), positive_number(place)) if mark and name else (f"{name}{mark}{place}", None)
    return plain, stated or series, positive_number(line.role("series_index")) or index or number_


def _book(line: Line, title: str, kind: Kind, habits: Habits) -> ImportedWork:
    title, series, index = _series_of(line, title)
    status, shelves = shelf_of(line)
    asin = identifier("asin", line.role("asin") or "".join(_ASIN.findall(line.role("isbn"))[:1]))
    return ImportedWork(
        kind=kind,
        title=title,
        creators=authors_of(line, habits),
        year=find_year(line.role("year")),
        series=series,
        series_index=index,
        publisher=told_publisher(line.role("publisher")),
        subjects=clean_names((*split_subjects(line.role("tags")), *shelves)),
        identifiers=(*isbns(line.role("isbn"), *(line[name] for name in line.cells if "isbn" in name)),
                     *((asin,) if asin else ())),
        wanted=status == WISHED,
        acts=reading_acts(line, status, habits),
    )  # fmt: skip


def authors_of(line: Line, habits: Habits) -> tuple[str, ...]:
    """Authors, and who else the source counts among them; translators that have a column of their own are not."""
    named = [*people(line.role("creators"), listed=habits.listed), *people(line.role("more"), listed=True)]
    others = {*people(line.role("translator"), listed=True)}
    found = [name for name in dict.fromkeys(named) if name not in others]
    return tuple(found) or people(line.role("editor"), listed=True)


def shelf_of(line: Line) -> tuple[str, tuple[str, ...]]:
    """(what the shelves say was done, the shelves that say nothing of the kind)."""
    shelves = [name.strip() for name in re.split(r"[,;|]", line.role("shelves")) if name.strip()]
    said = [status_of(name) for name in (line.role("status"), *shelves)]
    # The shelf that excludes others decides, unless it only says that the book was read or is none of these.
    own = said[0]
    others = [status for status in said[1:] if status and status not in (WISHED, Verdict.FINISHED)]
    status = others[0] if others and own in ("", WISHED, Verdict.FINISHED) and others[0] != Verdict.READING else own
    if not status:
        # "DNF" in place of stars.
        status = _marked(line) or (status_of(line.role("rating")) if is_unread(line.role("rating")) else "")
    plain = [name for name in shelves if not status_of(name)]
    return status or next((one for one in said if one), ""), tuple(plain)


def _marked(line: Line) -> str:
    """What a mark says in a column that has the name of a status, such as "Read" or "#finished"."""
    for role in ("done", "finished", "status"):
        if meaning_of("said").get(plain_word(line.role(role))) == "loved":
            return status_of(line.roles[role].strip("#")) or ("" if role == "status" else Verdict.FINISHED)
    return ""


def reading_acts(line: Line, status: str, habits: Habits) -> tuple[ImportedAct, ...]:
    """Each reading with its own date; a book that is dated as read was read, whatever shelf it is on."""
    parts = _RANGE.split(line.role("dates")) if status == Verdict.READING else []
    begun = next((part for part in reversed(parts) if not _WITHIN.search(part)), "")
    finished = finished_dates(line, habits, ranges=status == Verdict.READING)
    added = habits.date(line.role("added"))
    found: list[ImportedAct] = []
    if status in ("", WISHED, Verdict.FINISHED, Verdict.READING):
        found += [ImportedAct(Verdict.FINISHED, 1.0, at) for at in finished]
    if status == Verdict.FINISHED and not finished:
        found.append(ImportedAct(Verdict.FINISHED, 1.0, added, exact=False))
    elif status and status != Verdict.FINISHED:
        dated = {Verdict.READING: "started", Verdict.DROPPED: "stopped", Verdict.ASIDE: "stopped"}
        at = habits.date(line.role(dated.get(Verdict(status), "")) or begun) if status != WISHED else None
        if at is None and status == Verdict.DROPPED and finished:
            at = finished[-1]
        found += status_acts(status, at or added, exact=at is not None)
    elif not finished and (at := habits.date(line.role("started"))) is not None:
        found.append(ImportedAct(Verdict.READING, 1.0, at))
    at = finished[-1] if finished else None
    return (*found, *verdicts_of(line, habits, at, added))


def finished_dates(line: Line, habits: Habits, *, ranges: bool = False) -> list[float]:
    """The ends of all readings: those of ranges, and the last one, which stands alone.

    `ranges`: a day that stands alone among the readings is the one on which a reading began that goes on.
    """
    ends = []
    for part in _RANGE.split(_IN_THREE.sub(r"\1–\2", line.role("dates"))):
        *begun, end = _WITHIN.split(part)
        ends.append(habits.date(end) if begun or not ranges else None)
    ends.append(habits.date(line.role("finished")))
    return sorted({at for at in ends if at is not None})


def verdicts_of(line: Line, habits: Habits, at: float | None, about: float | None = None) -> tuple[ImportedAct, ...]:
    """Stars, hearts and thumbs, dated by the act that they belong to."""
    moment, exact = (at, True) if at is not None else (about, False)
    found = list(rated(stars(line.role("rating"), habits.most), moment, exact))
    said = {meaning_of("said").get(plain_word(line.role(role)), "") for role in ("rating", "loved")}
    since = habits.date(line.role("loved"))
    if ("loved" in said or since is not None) and not found:
        found.append(ImportedAct(Verdict.LIKED, 1.0, since or moment, exact or since is not None))
    elif "disliked" in said:
        found.append(ImportedAct(Verdict.DISLIKED, 1.0, moment, exact))
    return tuple(found)


def with_identifiers(entry: Entry, *pairs: tuple[str, str]) -> Entry:
    """A work with what its program knows it by."""
    kept = tuple(pair for pair in pairs if pair[1])
    return replace(entry, identifiers=(*entry.identifiers, *kept)) if isinstance(entry, ImportedWork) else entry
