"""Reads what e-readers note: Kindle's "My Clippings.txt" and KOReader's metadata files."""

import re
from collections.abc import Iterator
from pathlib import Path

from assistant.domain.entities import Kind, Verdict
from indexers.importers.base import Act, ImportedWork, register
from indexers.importers.database import foreign_database, rows, tables
from indexers.metadata.clean_metadata import clean_line, clean_names, natural_order
from indexers.readers.decoding import decode_text

_BAR = re.compile(r"^={8,}\s*$", re.M)
_HEADING = re.compile(r"^(?P<title>.+?)\s*\((?P<author>[^()]*(?:\([^()]*\)[^()]*)*)\)\s*$")
_LUA = re.compile(r'\["(?P<key>\w+)"\]\s*=\s*(?:"(?P<text>(?:[^"\\]|\\.)*)"|(?P<number>[\d.]+))')
_SERIES_NUMBER = re.compile(r"^(?P<name>.+?)\s+#(?P<number>\d+(?:\.\d+)?)$")
READ_THROUGH = 0.9
"""Share of a book's pages from which it counts as read: nobody reads the index."""


@register
class KindleImporter:
    """A book with clippings was opened; how often says how much it was worth marking."""

    name = "kindle"

    def recognises(self, path: Path, head: bytes) -> bool:
        text = decode_text(head) if b"==========" in head else ""
        return bool(re.search(r"^- .+\|.+$", text, re.M)) and bool(_BAR.search(text))

    def read(self, path: Path) -> Iterator[ImportedWork]:
        marks: dict[str, int] = {}
        for clipping in _BAR.split(decode_text(path.read_bytes()).replace("\r", "").replace("\ufeff", "")):
            heading = clipping.strip().partition("\n")[0].strip()
            if heading:
                marks[heading] = marks.get(heading, 0) + 1
        for heading in marks:
            match = _HEADING.match(heading)
            authors = (match["author"] if match else "").split(";")
            yield ImportedWork(
                kind=Kind.BOOK,
                title=clean_line(match["title"] if match else heading),
                creators=clean_names(natural_order(name.strip()) for name in authors),
                acts=(Act(Verdict.OPENED),),
            )


@register
class KOReaderImporter:
    """One metadata.….lua beside each book: status, stars and the book's own properties."""

    name = "koreader"

    def recognises(self, path: Path, head: bytes) -> bool:
        return path.suffix == ".lua" and b"return {" in head and (b'["doc_props"]' in head or b'["summary"]' in head)

    def read(self, path: Path) -> Iterator[ImportedWork]:
        found = {
            match["key"]: match["text"] or match["number"] or ""
            for match in _LUA.finditer(decode_text(path.read_bytes()))
        }
        stars = float(found["rating"]) if re.fullmatch(r"[1-5](?:\.\d+)?", found.get("rating", "")) else 0.0
        acts = [Act(Verdict.RATED, stars)] if stars else []
        status = found.get("status", "")
        acts += [Act(Verdict.FINISHED)] if status == "complete" else []
        acts += [Act(Verdict.DROPPED)] if status == "abandoned" else []
        if title := clean_line(found.get("title", "")):
            yield ImportedWork(
                kind=Kind.BOOK,
                title=title,
                creators=clean_names(re.split(r"\\n|\\\n|\n", found.get("authors", ""))),
                path=Path(found["doc_path"]) if found.get("doc_path") else None,
                acts=tuple(acts) or (Act(Verdict.OPENED),),
            )


@register
class KOReaderStatisticsImporter:
    """statistics.sqlite3: every book that was opened, how far it was read, and when it was last."""

    name = "koreader"

    def recognises(self, path: Path, head: bytes) -> bool:
        return {"book", "page_stat_data"} <= tables(path, head)

    def read(self, path: Path) -> Iterator[ImportedWork]:
        statement = "SELECT title, authors, last_open, pages, series, total_read_pages FROM book"
        with foreign_database(path) as db:
            for title, authors, opened, pages, series, read in rows(db, statement):
                whole = bool(pages) and float(read or 0) >= READ_THROUGH * float(pages)
                verdict = Verdict.FINISHED if whole else Verdict.OPENED
                number = _SERIES_NUMBER.match(str(series or ""))
                yield ImportedWork(
                    kind=Kind.BOOK,
                    title=clean_line(title),
                    creators=clean_names(name for name in str(authors or "").split("\n") if name != "N/A"),
                    series=clean_line(number["name"]) if number else "",
                    series_index=float(number["number"]) if number else None,
                    acts=(Act(verdict, 1.0, float(opened) if opened else None),) if read else (),
                )
