"""The features that the ranker knows. Each is one object, registered by its own module in this package.

A feature is measured as named columns over the candidates; weight times column is a part of the ledger. A column is
absent, not zero, where the person gave nothing to compute it from: then no part of the ledger speaks of it. To add a
feature, add a module with `register(Feature(…))`: the ranker weighs it, the evidence asks it for facts, and the window
takes its words and its icon. A column that neither resources/weights.toml nor the feature weighs counts nothing.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import walk_packages
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.domain.evidence import Evidence, PartId
from assistant.recommend.catalogue import Mask, Rows
from assistant.recommend.features.context import RankingContext

Columns = dict[str, NDArray[np.float64]]
"""Raw features by name, each (candidates,)."""
Parts = dict[str, NDArray[np.float64]]
"""Parts of the ledger by name, each (candidates,)."""
PACKAGE = "assistant.recommend.features"


class Telling(NamedTuple):
    """A fact in words: as a line below the ledger, as a sentence, and as a second sentence; none has an end mark."""

    fact: str
    sentence: str
    also: str


@dataclass(frozen=True, slots=True)
class Column:
    """One number that a feature measures.

    `weight` is what the product promises, and stands where nothing was learned for the name; None without one. Most
    columns enter as z-scores over the pool; `direct` marks those with a zero of their own ("no such series").
    """

    name: str
    weight: float | None = None
    direct: bool = False


@dataclass(frozen=True)
class Pool:
    """The candidates while they are scored. `size` of the rows are the pool; one more may be measured beside it."""

    context: RankingContext
    rows: Rows
    size: int
    columns: Columns
    parts: Parts


@dataclass(frozen=True)
class Feature:
    """One reason to rank an item higher or lower.

    `label` and `icon` show it in the window: a message marked for translation, and a name in resources/icons. Where
    the words of `label` would be untrue of a part that lowers the item, `lowered_label` has those for it.
    `measure` gives its columns for the candidates. `retrieve` brings candidates forward, named by their source;
    its arguments are the rows allowed, (items,), and how many are wanted. `weigh` gives parts that carry their weight
    already; `adjust` those that depend on all the others. `find` looks for facts behind a part with its value, and
    may find none. `tell` says facts of a kind of the feature's own.
    """

    label: str
    icon: str
    columns: tuple[Column, ...]
    measure: Callable[[RankingContext, Rows], Columns] | None = None
    retrieve: Callable[[RankingContext, Mask, int], Iterator[tuple[str, Rows]]] | None = None
    weigh: Callable[[Pool], Parts] | None = None
    adjust: Callable[[Pool], Parts] | None = None
    find: Callable[[RankingContext, int, PartId, float], Sequence[Evidence]] | None = None
    tell: Callable[[Evidence], Telling] | None = None
    lowers: bool = False
    """Its facts are told where a part lowers the item, not where it raises it."""
    either: bool = False
    """`find` is asked both where a part raises the item and where it lowers it."""
    lowered_label: str = ""
    whole: bool = False
    """It counts in full when items like some others are asked for, while the rest of what is known counts less."""

    @property
    def of_the_person(self) -> bool:
        """Whether it goes by what the person said and did: the folder of its module says so."""
        act = self.measure or self.weigh
        return act is not None and ".features.person." in act.__module__


_registered: list[Feature] = []


def register(feature: Feature) -> Feature:
    """Make a feature known. Raises ValueError if one of its columns has an owner already."""
    taken = {column.name for one in _registered for column in one.columns}
    if doubled := taken & {column.name for column in feature.columns}:
        raise ValueError(f"measured already: {', '.join(sorted(doubled))}")
    _registered.append(feature)
    _by_column.cache_clear()
    return feature


@contextmanager
def registered(feature: Feature) -> Iterator[Feature]:
    """A feature for as long as the block runs."""
    features()
    register(feature)
    try:
        yield feature
    finally:
        _registered.remove(feature)
        _by_column.cache_clear()


def features() -> tuple[Feature, ...]:
    """All features, in the order of their modules."""
    _import_all()
    return tuple(_registered)


def feature_of(part: str) -> Feature | None:
    """The feature that a part of the ledger belongs to."""
    features()
    return _by_column().get(PartId(part).column)


def columns() -> dict[str, Column]:
    """All columns by name."""
    return {column.name: column for feature in features() for column in feature.columns}


@cache
def _by_column() -> dict[str, Feature]:
    return {column.name: feature for feature in _registered for column in feature.columns}


@cache
def _import_all() -> None:
    package = import_module(PACKAGE)
    for module in sorted(walk_packages(package.__path__, f"{PACKAGE}."), key=lambda module: module.name):
        import_module(module.name)
