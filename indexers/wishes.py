"""Wish items on the shelves: what the journal wishes for can be found and recommended beside what is owned."""

from assistant.storage.journal.store import JournalStore
from assistant.storage.library.store import LibraryStore

WISH = "wish"


def shelve_wishes(library: LibraryStore, journal: JournalStore) -> None:
    """Makes the library's wish items those of the journal. A wish that a file stands for now is fulfilled and goes."""
    wishes = {item.id: item for item in journal.wishes()}
    standing = set(library.items.unfiled(WISH))
    if not wishes and not standing:
        return
    owned = library.items.by_id(list(wishes)).keys() - standing
    with journal.atomic():
        for item_id in owned:
            journal.remove_wish(item_id)
    library.items.remove_unfiled(standing - wishes.keys(), WISH)
    fresh = [item for item_id, item in wishes.items() if item_id not in standing and item_id not in owned]
    if fresh:
        library.items.put_unfiled(fresh, WISH, journal.edits())
