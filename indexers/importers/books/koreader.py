"""Imports what KOReader keeps: a file beside each book, and its statistics of all of them."""

import re
from collections.abc import Iterator
from pathlib import Path

from assistant.domain.entities import Kind, Verdict
from indexers.importers.base import ImportedAct, ImportedWork, acts, importer
from indexers.importers.database import foreign_database, has_tables, rows
from indexers.importers.places import local_path
from indexers.metadata.clean_metadata import clean_line, clean_names
from indexers.readers.decoding import decode_text

_LUA = re.compile(r'\["(?P<key>\w+)"\]\s*=\s*(?:"(?P<text>(?:[^"\\]|\\.)*)"|(?P<number>[\d.]+))')
_SERIES_NUMBER = re.compile(r"^(?P<name>.+?)\s+#(?P<number>\d+(?:\.\d+)?)$")
_BOOKS = "SELECT title, authors, last_open, pages, series, total_read_pages FROM book"
READ_THROUGH = 0.9
"""Share of a book's pages from which it counts as read: nobody reads the index."""


def _is_metadata(path: Path, head: bytes) -> bool:
    return path.suffix == ".lua" and b"return {" in head and (b'["doc_props"]' in head or b'["summary"]' in head)


@importer("koreader", recognises=_is_metadata)
def read_metadata(path: Path) -> Iterator[ImportedWork]:
    """One metadata.….lua beside each book: status, stars and the book's own properties."""
    text = decode_text(path.read_bytes())
    found = {match["key"]: match["text"] or match["number"] or "" for match in _LUA.finditer(text)}
    stars = float(found["rating"]) if re.fullmatch(r"[1-5](?:\.\d+)?", found.get("rating", "")) else 0.0
    status = found.get("status", "")
    done = acts(stars=stars) + acts(finished=status == "complete", dropped=status == "abandoned")
    if title := clean_line(found.get("title", "")):
        yield ImportedWork(
            kind=Kind.BOOK,
            title=title,
            creators=clean_names(re.split(r"\\n|\\\n|\n", found.get("authors", ""))),
            path=local_path(found.get("doc_path")),
            acts=done or (ImportedAct(Verdict.OPENED),),
        )


@importer("koreader", recognises=has_tables("book", "page_stat_data"), library="statistics.sqlite3")
def read_statistics(path: Path) -> Iterator[ImportedWork]:
    """statistics.sqlite3: every book that was opened, how far it was read, and when it was last."""
    with foreign_database(path) as db:
        for title, authors, opened, pages, series, read in rows(db, _BOOKS):
            whole = bool(pages) and float(read or 0) >= READ_THROUGH * float(pages)
            verdict = Verdict.FINISHED if whole else Verdict.OPENED
            number = _SERIES_NUMBER.match(str(series or ""))
            yield ImportedWork(
                kind=Kind.BOOK,
                title=clean_line(title),
                creators=clean_names(name for name in str(authors or "").split("\n") if name != "N/A"),
                series=clean_line(number["name"]) if number else "",
                series_index=float(number["number"]) if number else None,
                acts=(ImportedAct(verdict, 1.0, float(opened) if opened else None),) if read else (),
            )
