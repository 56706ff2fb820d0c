"""The lists that the person keeps, as rows of the journal; what a living shelf holds is found when it is asked for."""

import time
from collections.abc import Callable, Sequence

from assistant.app.stores import Stores
from assistant.chat.services import SavedList
from assistant.domain.errors import AssistantError
from assistant.domain.rows import Row, RowView
from assistant.lists.list_query import ShelfQuery, on_shelf
from assistant.messages import mark, quoted, tr
from assistant.recommend.catalogue import Catalogue

_LISTS, _COUNT = "lists", "lists_made"


class SavedLists:
    """Rows by id. `catalogue` gives the items that a living shelf chooses from."""

    def __init__(self, stores: Stores, catalogue: Callable[[], Catalogue]) -> None:
        self._library, self._journal = stores.library, stores.journal
        self._catalogue = catalogue
        self._memory = stores.memory
        self._found: dict[str, tuple[int, str, tuple[str, ...]]] = {}
        """By shelf: the library's version, the query, and the item ids found then."""

    def rows(self) -> list[Row]:
        """Oldest first."""
        return [{"id": f"l{place}", **row} for place, row in enumerate(self._journal.get(_LISTS, []), 1)]

    def row(self, list_id: str) -> Row:
        """By id or title. Raises AssistantError."""
        rows = self.rows()
        wanted = list_id.strip().casefold()
        found = [row for row in rows if row["id"] == wanted] or [
            row for row in rows if row["title"].casefold() == wanted
        ]
        if len(found) != 1:
            none = mark("No list is called {name}. Use an id from: alcove list show")
            several = mark("Several lists are called {name}. Use an id from: alcove list show")
            raise AssistantError(tr(several if found else none, name=quoted(list_id)))
        return found[0]

    def shelf(self, list_id: str) -> Row:
        """The row of a living shelf. Raises AssistantError."""
        row = self.row(list_id)
        if not row.get("living"):
            raise AssistantError(tr("{title} is a list, not a living shelf.", title=quoted(row["title"])))
        return row

    def keep(self, row: RowView) -> SavedList:
        """A new list, with an id of its own."""
        with self._journal.atomic():
            count = int(self._journal.get(_COUNT, len(self.rows()))) + 1
            self._journal.set(_COUNT, count)
            kept = self.put({"id": f"l{count}", **row, "made": time.time(), "library": self._library.version()})
        return self.saved(kept)

    def put(self, row: Row) -> Row:
        """In place of the row with its id, or as the newest."""
        with self._journal.atomic():
            rows = self.rows()
            there = any(one["id"] == row["id"] for one in rows)
            rows = [row if one["id"] == row["id"] else one for one in rows] if there else [*rows, row]
            self._journal.set(_LISTS, rows)
        return row

    def remove(self, list_id: str) -> Row:
        """Returns the row that was taken out. Raises AssistantError."""
        with self._journal.atomic():
            found = self.row(list_id)
            self._journal.set(_LISTS, [row for row in self.rows() if row["id"] != found["id"]])
        return found

    def saved(self, row: Row) -> SavedList:
        """A row as a list; what has left the library is left out."""
        living = bool(row.get("living"))
        wanted: Sequence[str] = self._on_shelf(row) if living else tuple(row["items"])
        here = self._library.items.by_id(wanted)
        return SavedList(
            title=row["title"],
            items=tuple(one for one in wanted if one in here),
            id=row["id"],
            text=str(row.get("text", row["title"])),
            form=row.get("form", "list"),
            reasons=row.get("reasons", {}),
            made=row.get("made", 0.0),
            living=living,
            stale=not living and row.get("library") != self._library.version(),
        )

    def _on_shelf(self, row: Row) -> tuple[str, ...]:
        with self._memory:
            version, asked = self._library.version(), repr((row["query"], row.get("removed")))
            known = self._found.get(row["id"])
            if known is None or known[:2] != (version, asked):
                known = version, asked, self._now_on_shelf(row)
                self._found[row["id"]] = known
            return known[2]

    def _now_on_shelf(self, row: Row) -> tuple[str, ...]:
        catalogue = self._catalogue()
        found = on_shelf(ShelfQuery.from_data(row["query"]), catalogue.items, catalogue.vectors)
        removed = set(row.get("removed", ()))
        ids = [item.id for item in found if item.id not in removed]
        return tuple(dict.fromkeys([*row.get("added", ()), *ids]))
