"""Reads tables of text with a header line, whatever their separator and encoding."""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from indexers.readers.decoding import decode_text, looks_like_text

_DATES = (
    "%Y/%m/%d", "%Y-%m-%d", "%d/%m/%Y", "%m/%d/%Y", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%SZ",
    "%d %b %Y %H:%M", "%d %b %Y, %H:%M", "%b %d, %Y", "%Y/%m", "%Y-%m", "%Y",
)  # fmt: skip


def header_of(head: bytes) -> frozenset[str]:
    """The column names in the first line, lower case."""
    if not looks_like_text(head):
        return frozenset()
    line = decode_text(head).lstrip("\ufeff").splitlines()[0]
    separator = max("\t,;", key=line.count)
    return frozenset(name.strip().lower() for name in next(csv.reader([line], delimiter=separator), []))


def table_rows(path: Path) -> Iterator[dict[str, str]]:
    """Each line as {column name in lower case: text}; missing fields are empty."""
    text = decode_text(path.read_bytes()).lstrip("\ufeff").replace("\0", "")
    first = text.partition("\n")[0]
    reader = csv.reader(io.StringIO(text), delimiter=max("\t,;", key=first.count))
    names = [name.strip().lower() for name in next(reader, [])]
    for row in reader:
        if any(row):
            yield dict.fromkeys(names, "") | dict(zip(names, (field.strip() for field in row), strict=False))


def unix_time(text: str) -> float | None:
    """Unix seconds of a date in one of the usual forms, as UTC; None for what is no date."""
    text = text.strip()
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
