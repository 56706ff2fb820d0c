"""Gives items their cards. Killed at any moment, the next run goes on with those that still lack one."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from assistant.cards.heads import Heads, default_heads
from assistant.cards.maker import CardMaker, Subject
from assistant.domain.entities import Item, Kind
from assistant.domain.rows import RowView
from assistant.embedding.encoder import Embedder
from assistant.storage.library.cards import NO_EDITS, Cardless, CardRecord
from assistant.storage.library.store import LibraryStore

ITEMS_AT_ONCE = 16


@lru_cache(maxsize=1)
def _heads() -> Heads:
    return default_heads()


def count_cardless(library: LibraryStore) -> int:
    """How many items wait for a card."""
    return library.cards.count_waiting(_heads().digest)


def make_cards(
    library: LibraryStore,
    embedder: Embedder,
    step: Callable[[int], None],
    own: Mapping[str, RowView] = NO_EDITS,
    ids: Sequence[str] | None = None,
) -> None:
    """Cards for all items that lack one, or those of `ids`. `embedder` is the one for all languages, `own` what the
    person edited. `step` is told how many were made, and may raise Cancelled."""
    maker = CardMaker(_heads(), embedder)
    while waiting := library.cards.waiting(maker.digest, ITEMS_AT_ONCE, ids):
        made = maker.make([_subject(library, one) for one in waiting])
        records = [CardRecord(of, one.card, one.confidences) for of, one in zip(waiting, made, strict=True)]
        library.cards.put(maker.digest, records, own)
        step(len(waiting))


def _subject(library: LibraryStore, one: Cardless) -> Subject:
    item = one.item
    passages = library.items.passages(item.id) if item.words else []
    return Subject(item, passages, _tempo(library, item))


def _tempo(library: LibraryStore, item: Item) -> float | None:
    """Beats a minute as the file states them, else as they were heard."""
    if item.tempo or item.kind is not Kind.MUSIC:
        return item.tempo
    record = library.sounds.get(item.id)
    tempo = record.data.get("tempo") if record is not None and record.data is not None else None
    return float(tempo) if isinstance(tempo, int | float) and tempo > 0 else None
