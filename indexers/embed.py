"""Gives items and passages their vectors: every item first, from what describes it, then the passages."""

import re
from collections.abc import Callable, Sequence

from assistant.core.embedding import Embedder
from assistant.core.entities import Item, Kind, Passage
from assistant.core.library import LibraryStore

ITEMS_AT_ONCE = 64
PASSAGES_AT_ONCE = 64
_LEAD = 500
"""Characters of text that join an item's description."""
_FRONT_MATTER = re.compile(
    r"copyright|all rights reserved|isbn|\bcontents\b|published by|first published|project gutenberg|"
    r"library of congress|produced by|printed in|table of|impressum|acknowledg|dedicat",
    re.I,
)


def item_text(item: Item, passages: Sequence[Passage] = ()) -> str:
    """ "title by creators. subjects. description. first text", as the encoder gets it."""
    by = f" by {', '.join(item.creators[:3])}" if item.creators else ""
    parts = [item.title + by]
    if item.album and item.album != item.title:
        parts.append(f"from {item.album}")
    if item.series:
        parts.append(item.series)
    parts.append(", ".join(item.subjects[:12]))
    parts.append(item.description[:1200])
    if item.kind is not Kind.MUSIC and len(item.description) < 400:
        parts.append(lead_text(passages))
    return ". ".join(part.strip().rstrip(".") for part in parts if part.strip())


def lead_text(passages: Sequence[Passage]) -> str:
    """The first text that is the work itself: title pages, imprints and tables of contents say little about it."""
    for passage in passages[:12]:
        if len(passage.text) >= 200 and len(_FRONT_MATTER.findall(passage.text)) < 2:
            return passage.text[:_LEAD]
    return passages[0].text[:_LEAD] if passages else ""


def embed_items(library: LibraryStore, embedder: Embedder, step: Callable[[int], None]) -> None:
    """Vectors for all items that lack one. `step` is told how many were done, and may raise Cancelled."""
    while items := library.unembedded_items(ITEMS_AT_ONCE):
        texts = [item_text(item, _opening(library, item)) for item in items]
        library.set_item_vectors([item.id for item in items], embedder.embed_batch(texts))
        step(len(items))


def _opening(library: LibraryStore, item: Item) -> Sequence[Passage]:
    return library.passages(item.id) if item.kind is not Kind.MUSIC and item.words else ()


def embed_passages(library: LibraryStore, embedder: Embedder, step: Callable[[int], None]) -> None:
    """Vectors for all passages that lack one."""
    while passages := library.unembedded_passages(PASSAGES_AT_ONCE):
        vectors = embedder.embed_batch([passage.text for passage in passages])
        library.set_passage_vectors([passage.id for passage in passages if passage.id is not None], vectors)
        step(len(passages))
