"""Reads the exports of Goodreads, The StoryGraph and LibraryThing."""

import re
from collections.abc import Iterator
from pathlib import Path

from assistant.domain.entities import Kind, Verdict
from indexers.importers.base import Act, ImportedWork, register
from indexers.importers.tables import header_of, number, table_rows, unix_time
from indexers.metadata.clean_metadata import clean_line, clean_names, find_year, natural_order, positive_number
from indexers.metadata.identifiers import isbn13

_SERIES = re.compile(r"^(?P<title>.+?)\s*\((?P<series>[^()]+?),?\s*#(?P<number>\d+(?:\.\d+)?)[^()]*\)\s*$")


def _acts(finished: bool, dropped: bool, stars: float, at: float | None) -> tuple[Act, ...]:
    found = [Act(Verdict.FINISHED, 1.0, at)] if finished else []
    found += [Act(Verdict.DROPPED, 1.0, at)] if dropped else []
    return (*found, *([Act(Verdict.RATED, min(max(stars, 1.0), 5.0), at)] if stars else []))


def _isbn(*texts: str) -> tuple[tuple[str, str], ...]:
    """Spreadsheets write ="0441478123"."""
    return tuple(dict.fromkeys(("isbn", found) for text in texts if (found := isbn13(text.strip('="')))))


@register
class GoodreadsImporter:
    name = "goodreads"

    def recognises(self, path: Path, head: bytes) -> bool:
        return {"book id", "title", "author", "exclusive shelf"} <= header_of(head)

    def read(self, path: Path) -> Iterator[ImportedWork]:
        for row in table_rows(path):
            match = _SERIES.match(row["title"])
            shelf = row["exclusive shelf"].lower()
            when = unix_time(row.get("date read", "")) or unix_time(row.get("date added", ""))
            shelves = row.get("bookshelves", "").split(",")
            yield ImportedWork(
                kind=Kind.BOOK,
                title=clean_line(match["title"] if match else row["title"]),
                creators=clean_names([row["author"], *row.get("additional authors", "").split(",")]),
                year=find_year(row.get("original publication year", "")) or find_year(row.get("year published", "")),
                series=clean_line(match["series"]) if match else "",
                series_index=float(match["number"]) if match else None,
                publisher=clean_line(row.get("publisher", "")),
                subjects=clean_names(
                    name for name in shelves if name.strip() not in ("read", "to-read", "currently-reading")
                ),
                identifiers=(*_isbn(row.get("isbn13", ""), row.get("isbn", "")), ("goodreads", row["book id"])),
                wanted=shelf == "to-read",
                acts=_acts(
                    shelf == "read", "not-finish" in shelf or shelf == "dnf", number(row.get("my rating", "")), when
                ),
            )


@register
class StoryGraphImporter:
    name = "storygraph"

    def recognises(self, path: Path, head: bytes) -> bool:
        return {"title", "authors", "read status", "star rating"} <= header_of(head)

    def read(self, path: Path) -> Iterator[ImportedWork]:
        for row in table_rows(path):
            status = row["read status"].lower()
            when = unix_time(row.get("last date read", "")) or unix_time(row.get("date added", ""))
            yield ImportedWork(
                kind=Kind.BOOK,
                title=clean_line(row["title"]),
                creators=clean_names(row["authors"].split(",")),
                subjects=clean_names(row.get("tags", "").split(",")),
                identifiers=_isbn(row.get("isbn/uid", "")),
                wanted=status == "to-read",
                acts=_acts(status == "read", status == "did-not-finish", number(row["star rating"]), when),
            )


@register
class LibraryThingImporter:
    name = "librarything"

    def recognises(self, path: Path, head: bytes) -> bool:
        return {"title", "primary author", "isbns"} <= header_of(head)

    def read(self, path: Path) -> Iterator[ImportedWork]:
        for row in table_rows(path):
            collections = row.get("collections", "").lower()
            when = unix_time(row.get("date read", "")) or unix_time(row.get("entry date", ""))
            finished = bool(row.get("date read")) or "read but unowned" in collections
            yield ImportedWork(
                kind=Kind.BOOK,
                title=clean_line(row["title"]),
                creators=clean_names([natural_order(row["primary author"])]),
                year=find_year(row.get("date", "")),
                subjects=clean_names(row.get("tags", "").split(",")),
                identifiers=_isbn(*row["isbns"].strip("[]").split(","), row.get("isbn", "")),
                series_index=positive_number(row.get("series number")) if row.get("series number") else None,
                wanted="wishlist" in collections or "to read" in collections,
                acts=_acts(finished, False, number(row.get("rating", "")), when),
            )
