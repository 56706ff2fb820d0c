"""What items are like: their cards, with the person's own word in place of what was found."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.app.changes import Changes
from assistant.app.mutations import Mutations
from assistant.app.stores import Stores
from assistant.domain.cards import COLUMNS, EDIT, FACETS, Card, checked_values, lent, own_words, with_own_words
from assistant.domain.entities import Item
from assistant.storage.journal.store import JournalStore
from assistant.storage.library.store import LibraryStore


class ItemCards:
    """Every change can be taken back: `own` says what stood there before."""

    def __init__(self, stores: Stores, mutations: Mutations) -> None:
        self._library, self._journal = stores.library, stores.journal
        self._mutations = mutations

    def card(self, item_id: str) -> Card:
        """What is known of an item; empty where nothing tells or nobody has looked yet. Raises UnknownItem."""
        self._library.items.get(item_id)
        return with_own_words(self._library.cards.get(item_id) or {}, self.own(item_id))

    def own(self, item_id: str) -> dict[str, tuple[str, ...]]:
        """The facets that the person set, with their values."""
        return own_words(self._journal.edits().get(item_id, {}))

    def set(self, item_id: str, facet: str, values: Sequence[str] | None) -> Changes[Item]:
        """The person's word on a facet, which wins over what was found; none of the values is a word too, and None
        takes it back. Raises UnknownItem and UsageError."""
        checked = None if values is None else checked_values(facet, values)
        if facet not in FACETS:
            checked_values(facet, ())

        def done() -> Changes[Item]:
            item = self._library.items.get(item_id)
            self._journal.set_edit(item_id, EDIT + facet, None if checked is None else list(checked))
            self._library.cards.lend(item_id, lent(self.card(item_id)))
            return Changes(item, items=True)

        return self._mutations.ranked(done)

    def reset(self, item_id: str) -> Changes[Item]:
        """Take back the person's word on every facet. Raises UnknownItem."""

        def done() -> Changes[Item]:
            item = self._library.items.get(item_id)
            for facet in self.own(item_id):
                self._journal.set_edit(item_id, EDIT + facet, None)
            self._library.cards.lend(item_id, lent(self.card(item_id)))
            return Changes(item, items=True)

        return self._mutations.ranked(done)


def confidences(library: LibraryStore, journal: JournalStore) -> tuple[list[str], NDArray[np.float32]]:
    """Ids of items, and (n, values) how sure each value is; what the person said is sure."""
    ids, found = library.cards.confidences()
    row = {item_id: at for at, item_id in enumerate(ids)}
    said = {item_id: own for item_id, edits in journal.edits().items() if (own := own_words(edits))}
    fresh = [item_id for item_id in said if item_id not in row]
    row.update({item_id: len(ids) + at for at, item_id in enumerate(fresh)})
    found = np.concatenate((found, np.zeros((len(fresh), len(COLUMNS)), np.float32)))
    for item_id, own in said.items():
        for at, (facet, value) in enumerate(COLUMNS):
            if facet in own:
                found[row[item_id], at] = float(value in own[facet])
    return [*ids, *fresh], found
