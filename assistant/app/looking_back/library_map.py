"""The library as a map: a place for each work, and regions with the names of what lies in them."""

from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np

from assistant.app.recommend.ranking import Ranking
from assistant.app.stores import Stores
from assistant.domain.entities import Item
from assistant.domain.errors import DiskFull
from assistant.recommend.catalogue import Catalogue
from assistant.relations.group_names import counted, group_name
from assistant.relations.plane import Floats, Rows, plane, regions
from assistant.storage.derived import MAP

_VERSION = b"1"
"""Goes up when the same vectors are laid out otherwise."""
_SHARE = 0.15
"""The share of a region's works that have what it is named after."""


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
        return LibraryMap(items, places, region, _named(catalogue, rows, region, middles))


def _named(catalogue: Catalogue, rows: Rows, region: Rows, middles: Floats) -> tuple[Region, ...]:
    """The regions, the largest named first. rows: (n,) of the catalogue; region: (n,)."""
    around, taken = counted(catalogue, rows), set[str]()
    found: dict[int, Region] = {}
    sizes = np.bincount(region, minlength=len(middles)).tolist()
    for number in sorted(range(len(middles)), key=lambda one: -sizes[one]):
        name = group_name(catalogue, rows[region == number], around, len(rows), taken, _SHARE)
        x, y = middles[number].tolist()
        found[number] = Region(name, x, y, sizes[number])
    return tuple(found[number] for number in range(len(middles)))
