"""The library as a map: a place for each work, and regions with the names of what lies in them."""

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from math import log

import numpy as np

from assistant.app.recommend.ranking import Ranking
from assistant.app.stores import Stores
from assistant.domain.entities import Item
from assistant.domain.errors import DiskFull
from assistant.relations.plane import Floats, Rows, plane, regions
from assistant.storage.derived import MAP

_VERSION = b"1"
"""Goes up when the same vectors are laid out otherwise."""
_LEAST, _SHARE = 2, 0.15
"""How many works of a region have what it is named after, and which share of them."""
_NAMES = 2
"""Subjects in a name."""


@dataclass(frozen=True, slots=True)
class Region:
    """`name` is empty where the works have nothing in common that others lack; x and y are its middle."""

    name: str
    x: float
    y: float
    count: int


@dataclass(frozen=True, slots=True)
class LibraryMap:
    """Works with their places, most of them within −1..1, (n, 2), and the region of each, (n,)."""

    items: tuple[Item, ...]
    places: Floats
    region: Rows
    regions: tuple[Region, ...]


class Maps:
    """Laid out when it is asked for, and kept until the works or what is known of them are others."""

    def __init__(self, stores: Stores, ranking: Ranking) -> None:
        self._library, self._ranking = stores.library, ranking

    def whole(self) -> LibraryMap:
        """All works of which the meaning is known. May take seconds where many are new."""
        catalogue = self._ranking.catalogue()
        rows = np.flatnonzero(catalogue.vectors.any(axis=1))
        vectors, items = catalogue.vectors[rows], tuple(catalogue.items[row] for row in rows.tolist())
        mark = blake2b(_VERSION + vectors.tobytes(), digest_size=16).digest()
        found = self._library.derived.find(MAP, mark)
        if found is not None:
            places = np.frombuffer(found, np.float32).reshape(-1, 2)
        else:
            places = plane(vectors)
            with suppress(DiskFull):
                self._library.derived.keep(MAP, mark, places.tobytes())
        region, middles = regions(places)
        return LibraryMap(items, places, region, _named(items, region, middles))


def _named(items: Sequence[Item], region: Rows, middles: Floats) -> tuple[Region, ...]:
    """The regions, each named after subjects that its works have and few others; no name stands twice."""
    of_item = [{*item.subjects} or {*item.creators} for item in items]
    everywhere = Counter(name for names in of_item for name in names)
    taken: set[str] = set()
    found: dict[int, Region] = {}
    sizes = np.bincount(region, minlength=len(middles)).tolist()
    for number in sorted(range(len(middles)), key=lambda one: -sizes[one]):
        here = Counter(name for row in np.flatnonzero(region == number).tolist() for name in of_item[row])
        least = max(_LEAST, _SHARE * sizes[number])
        telling = {
            name: count * log(1 + len(items) / everywhere[name])
            for name, count in here.items()
            if count >= least and count / sizes[number] > everywhere[name] / len(items) and name not in taken
        }
        names = sorted(telling, key=lambda name: (-telling[name], name))[:_NAMES]
        taken.update(names)
        x, y = middles[number].tolist()
        found[number] = Region(" · ".join(names), x, y, sizes[number])
    return tuple(found[number] for number in range(len(middles)))
