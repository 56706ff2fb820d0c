"""Tables that no program is known by: their columns are guessed by name, or assigned by a person."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from assistant.domain.errors import AssistantError, UsageError
from assistant.language.normalise import fold
from assistant.messages import joined, quoted, tr
from indexers.importers.base import Entry, ImportedWork, Importer, LeftOut, Problem, Source, head_of
from indexers.importers.columns import columns_of, is_understood
from indexers.importers.headers import Header, header_in, header_of
from indexers.importers.listening import Listen, group_listens
from indexers.importers.tables import Line, number, table_lines, written_lines
from indexers.importers.words import import_words
from indexers.importers.work_lines import Habits, habits_of, told_by, work_of

NAME = "table"
_SHORTEST = 30
"""Seconds of a play that counts."""
SHOWN = 5
"""Rows of a preview."""
_ALSO = {"creator": "creators", "author": "creators", "artist": "creators", "authors": "creators", "tag": "tags",
         "read": "finished", "subjects": "tags"}  # fmt: skip
"""Other words for roles, as one types them."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A table as it would be read: its columns, which of them is what, and what the first rows make."""

    names: tuple[str, ...]
    columns: Mapping[str, str]
    """{role: name of its column}."""
    rows: tuple[tuple[str, ...], ...]
    works: tuple[ImportedWork, ...]
    understood: bool


def roles() -> tuple[str, ...]:
    """What a column may stand for, in the order in which they are offered."""
    return tuple(import_words("columns"))


def read_table(path: Path, columns: Mapping[str, str] | None = None) -> Iterator[Entry]:
    """Each row as a work. `columns` as assigned by a person; otherwise by their names."""
    given = dict(columns) if columns else None
    habits = habits_of(path, given)
    if habits.plays:
        yield from plays_in(table_lines(path, given), habits)
        return
    for line in table_lines(path, given):
        yield from (line,) if isinstance(line, Problem) else told_by(work_of, line, habits)


def plays_in(lines: Iterable[Line | Problem | LeftOut], habits: Habits) -> Iterator[Entry]:
    """The works of rows that are each one play."""
    return group_listens(
        one if isinstance(one, Problem | LeftOut) else _listen(one, habits)
        for one in lines
        if not (isinstance(one, Line) and _is_passed_over(one))
    )


def _is_passed_over(line: Line) -> bool:
    """Whether a row says that a piece was heard for less than what counts as a play."""
    heard = number(line.role("heard")) if line.role("heard") else _SHORTEST
    in_thousandths = "ms" in fold(line.roles.get("heard", "")).split() or "milli" in line.roles.get("heard", "")
    return (heard / 1000 if in_thousandths else heard) < _SHORTEST


def _listen(line: Line, habits: Habits) -> Listen:
    at = habits.date(line.role("date", "finished", "added"))
    return Listen(line.role("creators"), line.role("title"), line.role("album"), at)


def by_hand(columns: Mapping[str, str]) -> Importer:
    """An importer of one table whose columns a person assigned. Raises UsageError for names that it does not have."""

    def read(path: Path) -> Iterator[Entry]:
        yield from read_table(path, checked(columns, header_of(written_lines(path))))

    return Importer(Source(NAME), "", lambda path, head: True, read)


def checked(columns: Mapping[str, str], header: Header) -> dict[str, str]:
    """Roles by their own names and columns as the table writes them. Raises UsageError."""
    names = {name.lower(): name for name in header.names}
    found: dict[str, str] = {}
    for word, name in columns.items():
        role = _ALSO.get(word.strip().lower(), word.strip().lower())
        if role not in roles():
            raise UsageError(
                tr("{word} is nothing that a column can stand for. Use one of {known}.", word=quoted(word),
                   known=", ".join(roles()))
            )  # fmt: skip
        if name.strip().lower() not in names:
            raise UsageError(
                tr("The table has no column {name}. Its columns are {known}.", name=quoted(name),
                   known=joined([quoted(one) for one in header.names]))
            )  # fmt: skip
        found[role] = names[name.strip().lower()]
    if "title" not in found:
        raise UsageError(tr("Which column holds the titles? Say title=NAME."))
    return found


def preview(path: Path, columns: Mapping[str, str] | None = None) -> Preview:
    """What a table would be read as. Raises AssistantError for what is no table, UsageError for wrong columns."""
    header = header_in(head_of(path))
    if not header.names:
        raise AssistantError(tr("{file} is no table whose columns could be assigned.", file=quoted(path.name)))
    guessed = {role: header.names[place] for role, place in columns_of(header.names).items()}
    chosen = checked(columns, header) if columns else guessed
    lines = [line for line in islice(table_lines(path, chosen), SHOWN) if not isinstance(line, Problem)]
    rows = tuple(tuple(line.cells[name.lower()] for name in header.names) for line in lines)
    entries = islice(read_table(path, chosen), SHOWN) if "title" in chosen else ()
    works = tuple(entry for entry in entries if isinstance(entry, ImportedWork))
    return Preview(header.names, chosen, rows, works, bool(columns) or is_understood(chosen))
