"""How the guide's works are marked: by form, feel, subject and use, finer than a card tells; resources/tags.tsv."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from assistant.domain.entities import Item
from assistant.guide.entries import sayings

Floats = NDArray[np.float32]
_COLUMNS = 4


@dataclass(frozen=True)
class Tagged:
    """Which of some items have which tags. `rows`, rising, and `codes`, (marks,) each, are an item and the place of a
    tag of it in `vocabulary()`. `kinds`: the place of each item's kind in `kinds_tagged()`, −1 where the guide does not
    know it, (items,). `own`: whether the tags are the item's own, not those of its album or maker, (items,)."""

    rows: NDArray[np.int64]
    codes: NDArray[np.int64]
    kinds: NDArray[np.int64]
    own: NDArray[np.bool_]

    def of(self, item: int) -> NDArray[np.int64]:
        """The places of an item's tags, its own or its maker's."""
        first, last = np.searchsorted(self.rows, [item, item + 1])
        return self.codes[first:last]

    def told_of(self, item: int) -> NDArray[np.int64]:
        """The places of the tags that may be told of an item: its own."""
        return self.of(item) if self.own[item] else self.codes[:0]

    def matrix(self) -> Floats:
        """(items, tags) of 0 and 1."""
        return self._part(0, len(self.kinds))

    def beyond_usual(self, usual: Floats, part: slice, worth: Floats) -> Floats:
        """What the tags of some items are worth beyond what is usual among those of their kind, (items, n); 0 where
        nothing is known. usual: how many have each tag, (tags,); worth: (tags, n)."""
        kinds, start = self.kinds[part], part.start or 0
        each = [(usual * (kind_of_tag() == kind)) @ worth for kind in range(len(kinds_tagged()))]
        expected = np.stack([*each, np.zeros(worth.shape[1])]).astype(np.float32)
        return np.asarray(self._part(start, start + len(kinds)) @ worth - expected[kinds], np.float32)

    def _part(self, start: int, end: int) -> Floats:
        found = np.zeros((end - start, len(vocabulary())), np.float32)
        first, last = np.searchsorted(self.rows, [start, end])
        found[self.rows[first:last] - start, self.codes[first:last]] = 1
        return found

    def sums(self, worth: Floats) -> Floats:
        """What the tags of each item are worth together, (items,); worth: (tags,)."""
        return np.bincount(self.rows, worth[self.codes], len(self.kinds)).astype(np.float32)


def tagged(items: Sequence[Item]) -> Tagged:
    """The tags of items by what the guide says of them."""
    known = _by_saying()
    rows: list[int] = []
    codes: list[int] = []
    kinds = np.full(len(items), -1, np.int64)
    own = np.asarray([item.guide in known for item in items], bool)
    for row, item in enumerate(items):
        # What speaks of the album or the maker begins with its name.
        found = known.get(item.guide) or known.get(item.guide.partition(": ")[2]) if item.guide else None
        if found:
            kinds[row] = found[0]
            rows += [row] * len(found[1])
            codes += found[1]
    return Tagged(np.asarray(rows, np.int64), np.asarray(codes, np.int64), kinds, own)


def tags_told(item: Item) -> frozenset[str]:
    """The tags that the guide has of an item itself, without its kind: "page-turner"; none for another kind."""
    return _told(item.guide, item.kind.value) if item.guide else frozenset()


@lru_cache(maxsize=8192)
def _told(says: str, kind: str) -> frozenset[str]:
    place, codes = _by_saying().get(says, (0, []))
    known = bool(codes) and kinds_tagged()[place] == kind
    return frozenset(vocabulary()[code].partition(" ")[2] for code in codes) if known else frozenset()


@lru_cache(maxsize=1)
def vocabulary() -> tuple[str, ...]:
    """All tags, each behind the kind that it is for: "book page-turner"."""
    return tuple(sorted({f"{kind} {tag}" for (kind, _, _), tags in _marks().items() for tag in tags}))


@lru_cache(maxsize=1)
def kinds_tagged() -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.partition(" ")[0] for one in vocabulary()))


@lru_cache(maxsize=1)
def kind_of_tag() -> NDArray[np.int64]:
    """Of each tag, the place of its kind in `kinds_tagged()`, (tags,)."""
    return np.asarray([kinds_tagged().index(one.partition(" ")[0]) for one in vocabulary()], np.int64)


@lru_cache(maxsize=1)
def holders() -> NDArray[np.int64]:
    """How many entries of the guide have each tag, (tags,)."""
    places = {one: place for place, one in enumerate(vocabulary())}
    codes = [places[f"{kind} {tag}"] for (kind, _, _), tags in _marks().items() for tag in tags]
    return np.bincount(codes, minlength=len(places))


@lru_cache(maxsize=1)
def rarity() -> Floats:
    """How much it says to have a tag, (tags,): the logarithm of how many entries of its kind there are to each that has
    it."""
    entries = np.bincount([kinds_tagged().index(kind) for kind, _, _ in _marks()])
    return np.log(entries[kind_of_tag()] / holders()).astype(np.float32)


@lru_cache(maxsize=1)
def _by_saying() -> Mapping[str, tuple[int, list[int]]]:
    """By what the guide says of a work, its kind and its tags, by their places."""
    places = {one: place for place, one in enumerate(vocabulary())}
    found = {}
    for kind, title, creators, says in sayings():
        tags = _marks().get((kind, title, creators))
        if tags:
            found[says] = kinds_tagged().index(kind), [places[f"{kind} {tag}"] for tag in tags]
    return found


@lru_cache(maxsize=1)
def _marks() -> Mapping[tuple[str, str, str], list[str]]:
    """By kind, title and creators, the tags. Raises ValueError for a line that is none."""
    found = {}
    for line in files("resources").joinpath("tags.tsv").read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) != _COLUMNS:
            raise ValueError(f"{len(cells)} columns instead of {_COLUMNS}: {line}")
        kind, title, creators, tags = cells
        found[kind, title, creators] = tags.split()
    return found
