"""The library's side of the façade: bringing files in, and finding them again."""

from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.core.entities import Item, Kind, Passage
from assistant.core.library import FileRecord
from assistant.searching import SearchHit, search
from assistant.service.stores import Stores
from indexers.imports.apply import ImportReport, import_file
from indexers.sync import Progress, SyncReport, sync


class Shelves(Stores):
    """Folders, files, items and search."""

    def index(
        self,
        paths: Sequence[Path] = (),
        *,
        progress: Callable[[Progress], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> SyncReport:
        """Bring folders and files into the library; without paths, all that are remembered. Raises NothingReadable."""
        roots = [path.absolute() for path in paths] or self.journal.roots()
        # Remembered first: what is stopped or killed on its way goes on the next time.
        for root in roots:
            if root.exists():
                self.journal.add_root(root)
        return sync(
            self.library,
            self.journal,
            self.embedder,
            roots,
            progress=progress or (lambda _: None),
            cancelled=cancelled or (lambda: False),
        )

    def import_file(self, path: Path) -> ImportReport:
        """Take over what another program's export says. Raises NotAnImport, or AssistantError for a damaged file."""
        return import_file(path, self.library, self.journal)

    def roots(self) -> list[Path]:
        return self.journal.roots()

    def problems(self) -> list[FileRecord]:
        return self.library.problems()

    def file_states(self) -> dict[str, int]:
        """How many files there are of each state: indexed, partly, skipped, failed, ignored, away."""
        return self.library.file_states()

    def items(self, kind: Kind | None = None, query: str = "", limit: int | None = None) -> list[Item]:
        """The library, or what matches the words typed so far, best first."""
        if query.strip():
            hits = self.library.search_text(query, kind, limit or 200, typing=True)
            found = self.library.items_by_id([hit.item_id for hit in hits])
            return [found[hit.item_id] for hit in hits if hit.item_id in found]
        return self.library.items(kind)[:limit]

    def item(self, item_id: str) -> Item:
        return self.library.item(item_id)

    def find(self, text: str) -> Item:
        """An item by id or unambiguous title. Raises UnknownItem and AmbiguousItem."""
        return self.library.find(text)

    def cover(self, item_id: str) -> bytes | None:
        return self.library.cover(item_id)

    def passages(self, item_id: str) -> list[Passage]:
        return self.library.passages(item_id)

    def search(self, query: str, kind: Kind | None = None, n: int = 20) -> list[SearchHit]:
        """By words and by meaning, best first."""
        return search(self.library, self.embedder, query, kind, n)
