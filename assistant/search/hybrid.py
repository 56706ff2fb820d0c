"""Search by words and by meaning at once, fused by reciprocal rank (Cormack, Clarke & Büttcher 2009)."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from assistant.domain.entities import Item, Kind
from assistant.embedding.encoder import Embedder, Vectors, apart
from assistant.language.foreign import is_foreign_wish, without_small_words
from assistant.search.noted import NotedHits
from assistant.search.word_by_word import word_by_word
from assistant.storage.library.search import NearPassage
from assistant.storage.library.store import LibraryStore

POOL = 60
"""Hits taken from each ranking before they are fused."""
DAMPING = 60
"""The constant of reciprocal rank fusion: how slowly lower ranks lose weight."""
FLOOR = 0.25
"""Cosine below which two texts have nothing to say to each other."""
WORLD_FLOOR = 0.13
"""The same in the space of all languages, where unrelated texts are at .00 ± .065."""
SNIPPET = 200

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class SearchHit:
    item: Item
    score: float
    passage: str = ""
    """The words around the match; empty when the title or the creators matched."""
    noted: bool = False
    """The passage is no text of the item, but a note of the person's."""

    @property
    def recognised(self) -> bool:
        """Whether the passage comes from a work whose text was recognised in pictures."""
        return bool(self.passage) and self.item.recognised and not self.noted


def fused(*rankings: Iterable[Key]) -> dict[Key, float]:
    """Keys to Σ 1/(60 + rank) over the rankings that hold them, best first."""
    scores: dict[Key, float] = {}
    for ranking in rankings:
        for rank, key in enumerate(dict.fromkeys(ranking), 1):
            scores[key] = scores.get(key, 0.0) + 1 / (DAMPING + rank)
    return dict(sorted(scores.items(), key=lambda pair: -pair[1]))


@dataclass(frozen=True, slots=True)
class Space:
    """One of the library's two spaces, seen from a query: its vector there, and the cosine that means nothing yet."""

    vector: Vectors
    floor: float
    world: bool = False

    def passages(self, library: LibraryStore, kind: Kind | None) -> list[NearPassage]:
        found = library.search.passages(self.vector, kind, POOL, world=self.world)
        return [hit for hit in found if hit.similarity >= self.floor]

    def items(self, library: LibraryStore, kind: Kind | None) -> list[str]:
        found = library.search.items(self.vector, kind, POOL, world=self.world)
        return [item_id for item_id, similarity in found if similarity >= self.floor]


def spaces(library: LibraryStore, embedder: Embedder, worldly: Embedder | None, query: str) -> list[Space]:
    """Where a query can be looked for: an English one in both spaces, another in that of all languages. Vectors that
    another encoder made are left out until they are made anew."""
    found = []
    if worldly is not None and library.world.are_by(apart(worldly).name):
        found.append(Space(apart(worldly).embed(query), WORLD_FLOOR, world=True))
    if not (found and is_foreign_wish(query)) and library.vectors.are_by(embedder.name):
        found.append(Space(embedder.embed(query), FLOOR))
    return found


def search(
    library: LibraryStore,
    embedder: Embedder,
    query: str,
    kind: Kind | None,
    n: int,
    worldly: Embedder | None = None,
) -> list[SearchHit]:
    """Items for a query, best first; none for a query without words."""
    if not query.strip():
        return []
    words = library.search.text(sought(query), kind, POOL)
    met = spaces(library, embedder, worldly, query)
    passages = [space.passages(library, kind) for space in met]
    rankings = [[hit.item_id for hit in hits] for hits in passages]
    # Notes have vectors of the first encoder only.
    own = next((space.vector for space in met if not space.world), None)
    noted = NotedHits.find(library, query, embedder.embed(query) if own is None else own, kind, POOL, FLOOR)
    found = (space.items(library, kind) for space in met)
    scores = fused((hit.item_id for hit in words), *rankings, *found, *noted.rankings())
    scores = word_by_word(library, apart(worldly) if worldly is not None else None, query, scores)
    best = list(scores)[:n]
    snippets = {hit.item_id: hit.snippet for hit in words if hit.snippet}
    of_item = {hit.item_id: hit.passage_id for hits in passages for hit in reversed(hits)}
    texts = library.items.passages_by_id([of_item[item_id] for item_id in best if item_id in of_item])
    items = library.items.by_id(best)

    def snippet(item_id: str) -> str:
        passage = texts.get(of_item.get(item_id, -1))
        return " ".join((snippets.get(item_id) or (passage.text[:SNIPPET] if passage else "")).split())

    def hit(item_id: str) -> SearchHit:
        own = snippet(item_id)
        if (note := noted.telling_more(item_id, own)) is None:
            return SearchHit(items[item_id], scores[item_id], own)
        return SearchHit(items[item_id], scores[item_id], note, noted=True)

    return [hit(item_id) for item_id in best if item_id in items]


def sought(query: str) -> str:
    """The words of a query that full text is searched for."""
    return without_small_words(query) if is_foreign_wish(query) else query


def near_passages(library: LibraryStore, vectors: Vectors, world: bool = False) -> tuple[list[str], Vectors]:
    """Items that hold the passages nearest to some vectors (queries, dimensions), as the ranker asks for them.

    Returns their ids, (items,), and the dot product of the best passage of each with each vector, (queries, items): for
    what a query did not find, the last of what it found. `world`: in the space of all languages.
    """
    found: list[dict[str, float]] = []
    for vector in vectors:
        best: dict[str, float] = {}
        length = float(np.linalg.norm(vector))
        for hit in library.search.passages(vector, None, POOL, world=world):
            best.setdefault(hit.item_id, length * hit.similarity)
        found.append(best)
    ids = list(dict.fromkeys(item_id for best in found for item_id in best))
    near = [[best.get(item_id, min(best.values(), default=0.0)) for item_id in ids] for best in found]
    return ids, np.asarray(near, np.float32).reshape(len(found), len(ids))
