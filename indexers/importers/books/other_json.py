"""Imports lists of works in JSON that no program is known by: their fields say by their names what they hold.

What Trakt and its like export is read so, too: films and episodes are left out with their count.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

from assistant.domain.entities import Kind
from assistant.domain.rows import Row
from indexers.importers.base import Entry, LeftOut, Problem, importer
from indexers.importers.columns import columns_of, is_understood
from indexers.importers.listening import json_objects
from indexers.importers.tables import Line
from indexers.importers.tables_by_hand import NAME, plays_in
from indexers.importers.work_lines import Habits, habits_in, told_by, work_of

_SAMPLE = 200
_WORKS = ("book", "work", "edition", "volumeInfo", "track", "song", "item", "media")  # no words
_LEFT_OUT = {"movie": "film", "film": "film", "episode": "television", "show": "television", "podcast": "podcast",
             "game": "game"}  # fmt: skip
_LISTS = ("books", "items", "reads", "library", "entries", "data", "tracks", "user_books", "shelf", "history")


def _is_list(path: Path, head: bytes) -> bool:
    if not head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith((b"[", b"{")):
        return False
    found = [entry for entry in islice(json_objects(path, lists=_LISTS), 20) if not isinstance(entry, Problem)]
    return any(_left_out(entry) or is_understood(columns_of(list(_flat(entry)))) for entry in found)


@importer(NAME, recognises=_is_list, last=True)
def read_list(path: Path) -> Iterator[Entry]:
    habits = _habits(path)
    if habits.plays:
        yield from plays_in(_lines(path), habits)
        return
    for number, entry in enumerate(json_objects(path, lists=_LISTS), 1):
        if isinstance(entry, Problem):
            yield entry
        elif what := _left_out(entry):
            yield LeftOut(what)
        else:
            yield from _entries(_flat(entry), number, habits)


def _lines(path: Path) -> Iterator[Line | Problem | LeftOut]:
    for number, entry in enumerate(json_objects(path, lists=_LISTS), 1):
        if isinstance(entry, Problem):
            yield entry
        else:
            yield LeftOut(what) if (what := _left_out(entry)) else _line(_flat(entry), number)


def _entries(cells: dict[str, str], number: int, habits: Habits) -> Iterator[Entry]:
    for made in told_by(work_of, _line(cells, number), habits):
        # Entries are counted here, not lines.
        yield Problem(made.reason, entry=str(number)) if isinstance(made, Problem) else made


def _line(cells: dict[str, str], number: int) -> Line:
    names = list(cells)
    return Line(cells, number, {role: names[place] for role, place in columns_of(names).items()})


def _left_out(entry: Row) -> str:
    """What an entry is that holds a film, an episode or the like, or says that it is one."""
    kind = str(entry.get("type") or "").lower()
    return _LEFT_OUT.get(kind, "") or next(
        (what for name, what in _LEFT_OUT.items() if isinstance(entry.get(name), dict)), ""
    )


def _flat(entry: Row) -> dict[str, str]:
    """The fields of an entry and of the work within it as text; names in lists are parted by semicolons."""
    found = {name: text for name, value in entry.items() if (text := _text(value))}
    for name in _WORKS:
        inner = entry.get(name)
        if isinstance(inner, dict):
            found = {**{key: text for key, value in inner.items() if (text := _text(value))}, **found}
    return found


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else ""
    if isinstance(value, str | int | float):
        return str(value).strip()
    if isinstance(value, dict):
        return _text(value.get("name") or value.get("title") or "")
    if isinstance(value, list):
        return "; ".join(filter(None, map(_text, value)))
    return ""


def _habits(path: Path) -> Habits:
    found = [entry for entry in islice(json_objects(path, lists=_LISTS), _SAMPLE) if not isinstance(entry, Problem)]
    lines = [_line(_flat(entry), 0) for entry in found]
    music = any("artist" in line.roles.get("creators", "") or "album" in line.roles for line in lines)
    return replace(habits_in(lines), kind=Kind.MUSIC if music else Kind.BOOK)
