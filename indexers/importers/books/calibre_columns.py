"""What the columns that a person added to Calibre say of reading: by their type, their values and their names."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import apsw

from assistant.domain.entities import Verdict
from assistant.language.normalise import fold
from indexers.importers.base import ImportedAct, rated
from indexers.importers.columns import columns_of
from indexers.importers.database import columns, rows
from indexers.importers.statuses import WISHED, status_acts, status_of
from indexers.importers.tables import number
from indexers.importers.text.dates import unix_time
from indexers.importers.text.ratings import scale_of, stars
from indexers.importers.words import meaning_of, plain_word

_OTHERS = re.compile(r"\b(?:goodreads|gr|amazon|average|avg|community|public|critics?|storygraph|librarything)\b")
_OWN = re.compile(r"\b(?:my|mine|own|personal|mein\w*|ma|mon|mi|mio)\b")
_SHARE = re.compile(r"percent|progress|fortschritt|progres|prozent|pourcent|porcentaje|\bpct\b|%")
_TIMES = re.compile(r"count|times|number of|anzahl|wie oft|nombre|veces|\bmal\b")
_MOSTLY = 0.5
"""Share of a column's values that are statuses from which it is a column of statuses."""


@dataclass
class Said:
    """What the columns say of one book."""

    status: str = ""
    dates: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    """Moments by the status that they date."""
    stars: float = 0.0
    loved: bool = False

    @property
    def wanted(self) -> bool:
        return self.status == WISHED and not self.dates[Verdict.FINISHED]

    def acts(self) -> tuple[ImportedAct, ...]:
        finished = sorted(self.dates[Verdict.FINISHED])
        found = [ImportedAct(Verdict.FINISHED, 1.0, at) for at in finished]
        if self.status and not (self.status == Verdict.FINISHED and finished):
            at = max(self.dates[self.status], default=None)
            found += status_acts(self.status, at, exact=at is not None)
        elif not self.status and not finished:
            last = [(max(times), status) for status, times in self.dates.items() if times]
            found += status_acts(max(last)[1], max(last)[0]) if last else ()
        at = finished[-1] if finished else None
        found += rated(self.stars, at, at is not None)
        return (*found, ImportedAct(Verdict.LIKED, 1.0, at, at is not None)) if self.loved else tuple(found)


def said_of_books(db: apsw.Connection) -> dict[int, Said]:
    """{book: what the person's own columns say of it}. Columns about others' opinions say nothing."""
    found: dict[int, Said] = defaultdict(Said)
    known = columns(db, "custom_columns")
    if not {"id", "label", "datatype"} <= known:
        return found
    shown = "name" if "name" in known else "label"
    own_first = sorted(
        rows(db, f"SELECT id, label, {shown}, datatype FROM custom_columns"),
        key=lambda row: not _OWN.search(_spoken(row[1], row[2])),
    )
    for key, label, name, kind in own_first:
        spoken = _spoken(label, name)
        if not _OTHERS.search(spoken):
            _take(found, str(kind), spoken, (str(label), str(name)), list(_values(db, int(key))))
    return found


def _spoken(*names: object) -> str:
    return " ".join(fold(str(name).replace("_", " ")) for name in names)


def _take(
    found: dict[int, Said], kind: str, spoken: str, names: Sequence[str], values: list[tuple[int, object]]
) -> None:
    roles = {role for name in names for role in columns_of([name])}
    if kind == "rating":
        for book, value in values:
            found[book].stars = found[book].stars or number(str(value)) / 2
    elif kind == "datetime":
        _take_dates(found, _dated(roles, names), values)
    elif kind == "bool":
        _take_marks(found, names, roles, values)
    elif kind in ("int", "float"):
        _take_numbers(found, spoken, roles, values)
    elif kind in ("enumeration", "text"):
        _take_words(found, roles, values)


def _dated(roles: set[str], names: Sequence[str]) -> str:
    """The status that a column of dates dates; empty for other dates."""
    known = {"finished": Verdict.FINISHED, "started": Verdict.READING, "stopped": Verdict.DROPPED}
    by_role = next((status for role, status in known.items() if role in roles), "")
    words = (status for name in names for word in re.split(r"[\s_-]+", name) if (status := status_of(word)))
    return by_role or next((status for status in words if status != WISHED), "")


def _take_dates(found: dict[int, Said], status: str, values: list[tuple[int, object]]) -> None:
    for book, value in values if status else ():
        # Calibre writes the year 101 where there is no date.
        if (at := unix_time(str(value))) is not None:
            found[book].dates[status].append(at)


def _take_marks(
    found: dict[int, Said], names: Sequence[str], roles: set[str], values: list[tuple[int, object]]
) -> None:
    status = next((status for name in names if (status := status_of(name.replace("_", " ")))), "")
    status = status or _dated(roles, names)
    for book, value in values:
        if value and status:
            found[book].status = found[book].status or status
        elif value and "loved" in roles:
            found[book].loved = True


def _take_numbers(found: dict[int, Said], spoken: str, roles: set[str], values: list[tuple[int, object]]) -> None:
    numbers = [(book, number(str(value))) for book, value in values if value is not None]
    if _SHARE.search(spoken):
        whole = 100.0 if max((share for _, share in numbers), default=0.0) > 1 else 1.0
        for book, share in numbers:
            status = Verdict.FINISHED if share >= whole else Verdict.READING if share > 0 else ""
            found[book].status = found[book].status or status
    elif "count" in roles or (
        _TIMES.search(spoken) and ("read" in spoken or "gelesen" in spoken or "lu" in spoken.split())
    ):
        for book, times in numbers:
            found[book].status = found[book].status or (Verdict.FINISHED if times > 0 else "")
    elif "rating" in roles:
        most = scale_of(str(value) for _, value in numbers)
        for book, value in numbers:
            found[book].stars = found[book].stars or stars(str(value), most)


def _take_words(found: dict[int, Said], roles: set[str], values: list[tuple[int, object]]) -> None:
    """A column of statuses is one whose values mostly are, whatever its name; so are those of ratings in words."""
    words = {str(value) for _, value in values}
    yes = {word for word in words if "status" in roles and meaning_of("said").get(plain_word(word)) == "loved"}
    statuses = {word: Verdict.FINISHED if word in yes else status_of(word) for word in words}
    known = sum(bool(status) for status in statuses.values())
    if words and (known > _MOSTLY * len(words) or ("status" in roles and known)):
        for book, value in values:
            found[book].status = statuses[str(value)] or found[book].status
    elif "rating" in roles:
        for book, value in values:
            found[book].stars = found[book].stars or stars(str(value))


def _values(db: apsw.Connection, key: int) -> Iterator[tuple[int, object]]:
    """(book, value) of a custom column; words and ratings stand in a table of their own behind a link."""
    table = f"custom_column_{key}"
    known = columns(db, table)
    if not known:
        return
    if "book" in known:
        statement = f"SELECT book, value FROM {table}"
    else:
        link = f"books_{table}_link"
        statement = f"SELECT book, {table}.value FROM {link} JOIN {table} ON {table}.id = {link}.value"
    for book, value in rows(db, statement):
        yield int(book), value
