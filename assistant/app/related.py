"""What a work has to do with the others on the shelves; worked out when it is asked for, kept nowhere."""

from assistant.app.lists.bundles import BUNDLE
from assistant.app.lists.radio import RADIO, READING_PATH
from assistant.app.lists.saved_lists import SavedLists
from assistant.app.recommend.ranking import Ranking
from assistant.app.stores import Kept, Stores
from assistant.domain.entities import Item
from assistant.domain.errors import UnknownItem
from assistant.domain.relations import Edge
from assistant.domain.rows import RowView
from assistant.language.normalise import fold
from assistant.relations.about import about, about_this
from assistant.relations.graph import PER_RELATION, chosen
from assistant.relations.mentions import speaking_of, spoken_of
from assistant.relations.names import Names
from assistant.relations.on_shelf import on_shelf
from assistant.relations.shelves import Shelf, shelves
from assistant.relations.together import Together


class Related:
    """The graph of one's own shelves, one work at a time."""

    def __init__(self, stores: Stores, ranking: Ranking, saved: SavedLists) -> None:
        self._library, self._journal = stores.library, stores.journal
        self._catalogue, self._saved = ranking.catalogue, saved
        self._names: Kept[Names] = Kept(stores.memory)
        self._together: Kept[Together] = Kept(stores.memory)
        self._shelves: Kept[tuple[Shelf, ...]] = Kept(stores.memory)

    def edges(self, item_id: str, each: int = PER_RELATION) -> list[Edge]:
        """The strongest edges of every relation, in the order of `Relation`. Raises UnknownItem."""
        item = self._library.items.get(item_id)
        catalogue = self._catalogue()
        row = catalogue.row.get(item.id)
        if row is None:
            raise UnknownItem(item_id)
        names = self._names.get(self._library.version, lambda: Names(catalogue.items))
        passages = self._library.items.passages(item.id)
        found = (
            *on_shelf(catalogue, row),
            *about(item, names),
            *about_this(item, self._library.search.titled),
            *spoken_of(item, passages, names, self._makers),
            *speaking_of(item, self._library.search.phrase, self._makers),
            *self._used().of(item.id),
        )
        return chosen(catalogue, row, found, each)

    def together(self, item_id: str) -> list[Edge]:
        """What the person used on the same days again and again, or put into a list with it, the closest first."""
        return sorted(self._used().of(item_id), key=lambda edge: (-edge.weight, edge.item_id))

    def shelves(self) -> tuple[Shelf, ...]:
        """The works of each kind, divided by what they are about; by rows of the catalogue."""
        return self._shelves.get(self._library.version, lambda: shelves(self._catalogue()))

    def shelf_items(self, shelf: Shelf) -> list[Item]:
        """What stands on a shelf, the most typical first."""
        items = self._catalogue().items
        return [items[row] for row in shelf.rows]

    def shelves_of_items(self) -> dict[str, tuple[str, ...]]:
        """By item id the names of its shelf and of the part of it, where that is divided."""
        ids = self._catalogue().ids
        found: dict[str, tuple[str, ...]] = {}
        for shelf in self.shelves():
            found |= {ids[row]: (shelf.name,) for row in shelf.rows}
            for part in shelf.parts:
                found |= {ids[row]: (shelf.name, part.name) for row in part.rows}
        return found

    def _makers(self, item_id: str) -> frozenset[str]:
        catalogue = self._catalogue()
        row = catalogue.row.get(item_id)
        return frozenset(map(fold, catalogue.items[row].creators)) if row is not None else frozenset()

    def _used(self) -> Together:
        """From all that was done, and from the lists that the person put together, not those that were found."""
        lists = {row["title"]: tuple(row["items"]) for row in self._saved.rows() if _is_own(row)}
        # Of the journal only these two count: a list that was shown, or a turn, changes nothing here.
        mark = tuple(lists.items())
        return self._together.get(
            lambda: (self._journal.taste_version(), mark), lambda: Together(self._journal.interactions(), lists)
        )


def _is_own(row: RowView) -> bool:
    """Whether the person chose what is on a list."""
    return bool(row.get("edited") or (row.get("picked") and row.get("form") not in (RADIO, READING_PATH, BUNDLE)))
