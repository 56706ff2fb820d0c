"""What exports in tables of text share: recognition by column names, dates and numbers in any of the usual forms."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from indexers.metadata.identifiers import isbn13
from indexers.readers.plain.csv_tables import names_in, rows_of

_DATES = (
    "%Y/%m/%d", "%Y-%m-%d", "%d/%m/%Y", "%m/%d/%Y", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%SZ",
    "%d %b %Y %H:%M", "%d %b %Y, %H:%M", "%b %d, %Y", "%Y/%m", "%Y-%m", "%Y",
)  # fmt: skip


def has_columns(*names: str) -> Callable[[Path, bytes], bool]:
    """Recognises a table by names in its first line, in lower case."""
    return lambda path, head: set(names) <= set(names_in(head))


def table_rows(path: Path) -> Iterator[dict[str, str]]:
    """Each line as {column name in lower case: text}; missing fields are empty."""
    return rows_of(path.read_bytes())


def unix_time(*texts: str) -> float | None:
    """Unix seconds of the first of some texts that is a date in one of the usual forms, as UTC; None without one."""
    return next((found for text in texts if (found := _unix_time(text.strip())) is not None), None)


def _unix_time(text: str) -> float | None:
    if text.isdigit() and len(text) in (10, 13):
        return int(text) / (1000 if len(text) == 13 else 1)
    try:
        found = datetime.fromisoformat(text)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()
    except ValueError:
        pass
    for form in _DATES:
        try:
            return datetime.strptime(text, form).replace(tzinfo=UTC).timestamp()
        except ValueError:
            continue
    return None


def number(text: str) -> float:
    """A number with point or comma; 0 for what is none."""
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return 0.0


def isbns(*texts: str) -> tuple[tuple[str, str], ...]:
    """The ISBNs among some cells as identifiers; spreadsheets write ="0441478123"."""
    return tuple(dict.fromkeys(("isbn", found) for text in texts if (found := isbn13(text.strip('="')))))
