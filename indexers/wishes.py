"""Wish items on the shelves: what the journal wishes for can be found and recommended beside what is owned."""

from assistant.storage.journal.store import JournalStore
from assistant.storage.library.store import LibraryStore

WISH = "wish"


_AT_ONCE = 2000
"""Wishes in one transaction: a history leaves fifty thousand."""


def shelve_wishes(library: LibraryStore, journal: JournalStore) -> None:
    """Makes the library's wish items those of the journal. A wish that a file stands for now is fulfilled and goes."""
    wishes, standing = journal.wish_ids(), set(library.items.unfiled(WISH))
    if not wishes and not standing:
        return
    library.items.remove_unfiled(standing.difference(wishes), WISH)
    waiting = [item_id for item_id in wishes if item_id not in standing]
    edits = journal.edits() if waiting else {}
    for start in range(0, len(waiting), _AT_ONCE):
        some = waiting[start : start + _AT_ONCE]
        with journal.atomic():
            for item_id in library.items.by_id(some):
                journal.remove_wish(item_id)
        if fresh := journal.wishes(some):
            library.items.put_unfiled(fresh, WISH, edits)
