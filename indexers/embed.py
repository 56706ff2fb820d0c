"""Gives items and passages their vectors: every item first, from what describes it, then the passages.

Nothing is kept in memory between steps: killed at any moment, the next run goes on from what the library holds.
"""

import re
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.domain.entities import Item, Kind, Passage
from assistant.embedding.encoder import Embedder, passage_vectors
from assistant.embedding.tokens import with_tokens
from assistant.language.promotional_text import is_name, without_praise
from assistant.storage.library.store import LibraryStore

Vectors = NDArray[np.float32]

DESCRIPTION_SHARE = 0.65
"""Of a text's vector, against the mean of its passages. On 233 requests of TOMT for 727 books (Recall@10): title and
author alone .22, with the blurb .55, blurb and passages mixed .53 .54 .55 .554 .54 for shares .2 .35 .5 .65 .8."""
ITEMS_AT_ONCE = 64
PASSAGES_AT_ONCE = 64
_LONGEST = 1200
"""Characters of a description."""
_LEAD = 500
"""Characters of text that join an item's description."""
_FRONT_MATTER = re.compile(
    r"copyright|all rights reserved|isbn|\bcontents\b|published by|first published|project gutenberg|"
    r"library of congress|produced by|printed in|table of|impressum|acknowledg|dedicat",
    re.I,
)


def item_text(item: Item, passages: Sequence[Passage] = ()) -> str:
    """ "title by creators. subjects. description. first text", as the encoder gets it; self-praise left out."""
    by = f" by {', '.join(item.creators[:3])}" if item.creators else ""
    parts = [item.title + by]
    if item.album and item.album != item.title:
        parts.append(f"from {item.album}")
    if item.series:
        parts.append(item.series)
    parts.append(", ".join(filter(is_name, item.subjects[:12])))
    described = without_praise("\n".join(filter(None, (item.told, ", ".join(item.motifs))))[:_LONGEST])
    parts.append(described)
    if item.kind is not Kind.MUSIC and len(described) < 400:
        parts.append(lead_text(passages))
    return ". ".join(part.strip().rstrip(".") for part in parts if part.strip())


def lead_text(passages: Sequence[Passage]) -> str:
    """The first text that is the work itself: title pages, imprints and tables of contents say little about it."""
    for passage in passages[:12]:
        if len(passage.text) >= 200 and len(_FRONT_MATTER.findall(passage.text)) < 2:
            return passage.text[:_LEAD]
    return passages[0].text[:_LEAD] if passages else ""


def embed_items(
    library: LibraryStore, embedder: Embedder, step: Callable[[int], None], ids: Sequence[str] | None = None
) -> None:
    """Vectors for all items that lack one, or those of `ids`. `step` is told how many were done, and may raise
    Cancelled."""
    while waiting := library.vectors.waiting_items(ITEMS_AT_ONCE, ids):
        items = [one.item for one in waiting]
        vectors = embedder.embed_batch([item_text(item, _opening(library, item)) for item in items])
        # What changes meanwhile keeps waiting: its vector would speak of the old text.
        made_from = {one.item.id: one.fingerprint for one in waiting}
        library.vectors.set_item_vectors(list(made_from), vectors, fingerprints=made_from)
        step(len(items))


def _opening(library: LibraryStore, item: Item) -> Sequence[Passage]:
    return library.items.passages(item.id) if item.kind is not Kind.MUSIC and item.words else ()


def embed_passages(
    library: LibraryStore, embedder: Embedder, step: Callable[[int], None], ids: Sequence[str] | None = None
) -> None:
    """Vectors for all passages that lack one, or those of the items `ids`."""
    while passages := library.vectors.unembedded_passages(PASSAGES_AT_ONCE, ids):
        vectors = passage_vectors(embedder, [passage.text for passage in passages])
        library.vectors.set_passage_vectors([passage.id for passage in passages if passage.id is not None], vectors)
        step(len(passages))


def embed_for_the_world(library: LibraryStore, embedder: Embedder, step: Callable[[int], None]) -> None:
    """Vectors of the second space for all items and passages that lack one, the items first."""
    while waiting := library.world.waiting_items(ITEMS_AT_ONCE):
        texts = [item_text(one.item, _opening(library, one.item)) for one in waiting]
        vectors, tokens = with_tokens(embedder, texts)
        library.world.set_item_vectors({one.item.id: one.fingerprint for one in waiting}, vectors, tokens)
        step(len(waiting))
    while passages := library.world.waiting_passages(PASSAGES_AT_ONCE):
        vectors = passage_vectors(embedder, [passage.text for passage in passages])
        library.world.set_passage_vectors([passage.id for passage in passages if passage.id is not None], vectors)
        step(len(passages))


def combine_vectors(library: LibraryStore, step: Callable[[int], None]) -> None:
    """Lets the vector of every longer item take in what its passages say, once all of these have theirs."""
    while ids := library.vectors.uncombined_items(ITEMS_AT_ONCE):
        described = [library.vectors.item_vector(item_id) for item_id in ids]
        mixed = [
            mixture(own, library.vectors.passage_mean(item_id))
            for item_id, own in zip(ids, described, strict=True)
            if own is not None
        ]
        chosen = [item_id for item_id, own in zip(ids, described, strict=True) if own is not None]
        if not chosen:
            return
        library.vectors.set_item_vectors(chosen, np.stack(mixed), combined=True)
        step(0)


def mixture(described: Vectors, read: Vectors | None) -> Vectors:
    """An item's vector from that of its description and the mean of its passages, both (384,) and of unit length."""
    if read is None:
        return described
    mixed = DESCRIPTION_SHARE * described + (1 - DESCRIPTION_SHARE) * read
    return np.asarray(mixed / max(float(np.linalg.norm(mixed)), 1e-9), np.float32)
