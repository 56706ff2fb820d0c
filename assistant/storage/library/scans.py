"""Pages that are pictures, in library.db: which wait, and what was recognised on those that were looked at.

They belong to a content, not to a path: a file that moves, or is there twice, is looked at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.storage.database import Database
from assistant.storage.library.counted import changing
from assistant.storage.library.files import FileRecord, FileState, records
from assistant.storage.serialisation import clean_text

_NOT_THERE = (FileState.AWAY, FileState.IGNORED, FileState.FAILED, FileState.LOCKED)
PageRow = tuple[str, float, str, str]
"""Text, how sure it is, the script where it is one that cannot be read, and what stands there in large letters."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many files and pages wait."""

    files: int = 0
    pages: int = 0


class Scans:
    """The part of the library that knows pictures of pages."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def expect(self, digest: bytes, pages: Sequence[int]) -> None:
        """Remembers which pages of a content are to be looked at; what was recognised on them before stays."""
        if not pages or not digest:
            return
        with changing(self._database) as db:
            statement = "INSERT INTO scans VALUES (?, ?, 0) ON CONFLICT (digest) DO UPDATE SET told = 0"
            db.execute(statement, (digest, len(pages)))
            rows = ((digest, page) for page in pages)
            db.executemany("INSERT INTO scan_pages (digest, page) VALUES (?, ?) ON CONFLICT DO NOTHING", rows)

    def files(self) -> list[FileRecord]:
        """Files that do not know yet what stands on all of their pages; those with the fewest pages first."""
        open_ones = "SELECT digest FROM scans WHERE told < pages"
        states = ", ".join(f"'{state}'" for state in _NOT_THERE)
        found = records(self._database, f"WHERE digest IN ({open_ones}) AND state NOT IN ({states}) ORDER BY path")
        sizes = dict(self._database.rows("SELECT digest, pages FROM scans"))
        return sorted({record.digest: record for record in found}.values(), key=lambda one: sizes[one.digest])

    def waiting(self) -> Waiting:
        """What is still to be looked at, of files that are there."""
        states = ", ".join(f"'{state}'" for state in _NOT_THERE)
        row = self._database.rows(
            "SELECT count(DISTINCT digest), count(*) FROM scan_pages WHERE text IS NULL AND digest IN"
            f" (SELECT digest FROM files WHERE state NOT IN ({states}))"
        )[0]
        return Waiting(*row)

    def left(self, digest: bytes) -> list[int]:
        """Pages, from 0, that nobody has looked at yet."""
        statement = "SELECT page FROM scan_pages WHERE digest = ? AND text IS NULL ORDER BY page"
        return [row[0] for row in self._database.rows(statement, (digest,))]

    def put(self, digest: bytes, page: int, row: PageRow) -> None:
        """Remembers what was recognised on a page; nothing where the page is no longer known."""
        text, sure, script, heading = row
        with changing(self._database) as db:
            db.execute(
                "UPDATE scan_pages SET text = ?, sure = ?, script = ?, heading = ? WHERE digest = ? AND page = ?",
                (clean_text(text), sure, script, clean_text(heading), digest, page),
            )

    def said(self, digest: bytes) -> dict[int, PageRow]:
        """What was recognised, by page."""
        statement = "SELECT page, text, sure, script, heading FROM scan_pages WHERE digest = ? AND text IS NOT NULL"
        return {row[0]: row[1:] for row in self._database.rows(statement, (digest,))}

    def told(self, digest: bytes, pages: int) -> None:
        """Notes that the file's item knows what was recognised on so many pages."""
        with changing(self._database) as db:
            db.execute("UPDATE scans SET told = ? WHERE digest = ?", (pages, digest))
