"""The library as arrays: what every stage of the recommender reads."""

import os
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from assistant.core.entities import Item, Kind
from assistant.recommend.clusters import medoids
from assistant.recommend.series import bare_title, series_of
from assistant.recommend.words import WordMatrix, content_words, item_terms, names_key
from profiles.facets import minutes_of

Floats = NDArray[np.float32]
Rows = NDArray[np.int64]
Mask = NDArray[np.bool_]

KINDS = tuple(Kind)
MEDOIDS = 50
# Last letters of Greek, Cyrillic, Armenian and Hebrew, Arabic, Indic, other, kana and Han, Hangul.
_SCRIPT_ENDS = ("\u03ff", "\u052f", "\u05ff", "\u08ff", "\u0dff", "\u2fff", "\u9fff", "\ud7ff")


class FacetIndex:
    """Which items carry which name of one facet (creators, subjects or series), both ways.

    Names are compared by `names_key`; `label` keeps the spelling first met.
    """

    def __init__(self, names: Iterable[Sequence[str]]) -> None:
        self.codes: dict[str, int] = {}
        self.labels: list[str] = []
        self.of_item: list[tuple[int, ...]] = []
        holders: list[list[int]] = []
        for row, own in enumerate(names):
            found: list[int] = []
            for name in own:
                key = names_key(name)
                if not key:
                    continue
                code = self.codes.setdefault(key, len(self.labels))
                if code == len(self.labels):
                    self.labels.append(name)
                    holders.append([])
                if code not in found:
                    found.append(code)
                    holders[code].append(row)
            self.of_item.append(tuple(found))
        self.holders: list[Rows] = [np.asarray(rows, np.int64) for rows in holders]

    def items(self, name: str) -> Rows:
        """Rows of the items that carry the name."""
        code = self.codes.get(names_key(name))
        return self.holders[code] if code is not None else np.zeros(0, np.int64)

    def named_in(self, text: str, shortest: int = 3, longest: int = 6) -> list[int]:
        """Codes of names that stand in a text word for word; a name inside a longer one found is left out."""
        words = names_key(text).split()
        found: list[int] = []
        start = 0
        while start < len(words):
            for size in range(min(longest, len(words) - start), 0, -1):
                key = " ".join(words[start : start + size])
                code = self.codes.get(key)
                if code is not None and len(key) >= shortest:
                    found.append(code)
                    start += size - 1
                    break
            start += 1
        return list(dict.fromkeys(found))


class Catalogue:
    """All items with their vectors (items, dimensions), float32 rows of unit length; zero rows where none is known.

    Immutable after building. Facet indexes and the word matrix are built when first needed; `warm` builds them ahead.
    """

    def __init__(self, items: Sequence[Item], vectors: Floats) -> None:
        self.items = tuple(items)
        self.ids = tuple(item.id for item in self.items)
        self.row = {item_id: row for row, item_id in enumerate(self.ids)}
        self.vectors = vectors
        self.kinds = np.asarray([KINDS.index(item.kind) for item in self.items], np.int8)
        self.added = np.asarray([item.added for item in self.items], np.float64)
        self.owned = np.asarray([item.owned for item in self.items], np.bool_)
        self._hidden: tuple[frozenset[str], Mask] | None = None

    @classmethod
    def build(cls, items: Sequence[Item], ids: Sequence[str], vectors: Floats) -> "Catalogue":
        """From all items and the vectors of those that have one: `ids` names the rows of `vectors`, in any order."""
        if len(ids) == len(items) and all(item.id == item_id for item, item_id in zip(items, ids, strict=True)):
            return cls(items, np.ascontiguousarray(vectors, np.float32))
        dimensions = vectors.shape[1] if vectors.ndim == 2 and vectors.shape[1] else 384
        placed = np.zeros((len(items), dimensions), np.float32)
        where = {item_id: row for row, item_id in enumerate(ids)}
        pairs = [(row, where[item.id]) for row, item in enumerate(items) if item.id in where]
        if pairs:
            target, source = (np.asarray(side) for side in zip(*pairs, strict=True))
            placed[target] = vectors[source]
        return cls(items, placed)

    def __len__(self) -> int:
        return len(self.items)

    @property
    def dimensions(self) -> int:
        return int(self.vectors.shape[1])

    @cached_property
    def words(self) -> WordMatrix:
        return WordMatrix(item_terms(item) for item in self.items)

    @cached_property
    def creators(self) -> FacetIndex:
        return FacetIndex(item.creators for item in self.items)

    @cached_property
    def subjects(self) -> FacetIndex:
        return FacetIndex(item.subjects for item in self.items)

    @cached_property
    def series(self) -> FacetIndex:
        return FacetIndex((series_of(item)[0],) for item in self.items)

    @cached_property
    def scripts(self) -> NDArray[np.int8]:
        """The writing system of each title, (items,), as a small code; 0 is Latin or none."""
        return np.asarray([_script(item.title) for item in self.items], np.int8)

    @cached_property
    def years(self) -> NDArray[np.float32]:
        """(items,), NaN where unknown."""
        return np.asarray([np.nan if item.year is None else item.year for item in self.items], np.float32)

    @cached_property
    def minutes(self) -> NDArray[np.float32]:
        """Minutes to read or hear each item, (items,), NaN where unknown."""
        known = (minutes_of(item) for item in self.items)
        return np.asarray([np.nan if value is None else value for value in known], np.float32)

    @cached_property
    def languages(self) -> tuple[str, ...]:
        return tuple(item.language for item in self.items)

    @cached_property
    def titles(self) -> FacetIndex:
        return FacetIndex((bare_title(item),) for item in self.items)

    @cached_property
    def described(self) -> Floats:
        """log(1 + terms known of the item): well documented works are the better known ones."""
        return np.asarray(np.log1p(np.diff(self.words.rows.indptr)), np.float32)

    @cached_property
    def gram(self) -> NDArray[np.float64]:
        """The mean of x·xᵀ over the catalogue, (dimensions, dimensions), from at most 20,000 evenly spaced rows."""
        step = max(1, len(self) // 20_000)
        sample = self.vectors[::step]
        mean: NDArray[np.float64] = (sample.T @ sample).astype(np.float64) / max(1, len(sample))
        return mean

    @cached_property
    def medoids(self) -> Rows:
        """Items that stand for the regions of the catalogue, those of the largest regions first."""
        return medoids(self.vectors, MEDOIDS)

    def warm(self, cancelled: Callable[[], bool] | None = None) -> None:
        """Build everything that is built lazily, for instance in the background after unlocking."""
        for name in ("creators", "subjects", "series", "scripts", "words", "described", "gram", "medoids"):
            if cancelled is not None and cancelled():
                return
            getattr(self, name)

    def similarities(self, queries: Floats) -> Floats:
        """Dot products of all items with queries (queries, dimensions): (queries, items)."""
        return np.asarray(queries.astype(np.float32) @ self.vectors.T, np.float32)

    def word_scores(self, text: str) -> Floats:
        """Cosine of a text's words with each item's: (items,)."""
        return self.words.scores(self.words.query(content_words(text)))

    def hidden_rows(self, hidden: frozenset[str]) -> Mask:
        """Items that are hidden by themselves, by their folder or by a subject; (items,)."""
        if self._hidden is not None and self._hidden[0] == hidden:
            return self._hidden[1]
        mask = np.zeros(len(self), np.bool_)
        folders = []
        for target in hidden:
            what, _, name = target.partition(":")
            if what == "item" and name in self.row:
                mask[self.row[name]] = True
            elif what == "subject":
                mask[self.subjects.items(name)] = True
            elif what == "folder":
                folders.append(name.rstrip(os.sep))
        if folders:
            mask |= np.asarray([_lies_under(item, folders) for item in self.items], np.bool_)
        self._hidden = (hidden, mask)
        return mask


def _script(text: str) -> int:
    """The Unicode block of the first letter beyond Latin, coarsely; 0 without one."""
    for letter in text:
        if letter > "\u02ff" and letter.isalpha():
            return 1 + next((k for k, last in enumerate(_SCRIPT_ENDS) if letter <= last), len(_SCRIPT_ENDS))
    return 0


def _lies_under(item: Item, folders: list[str]) -> bool:
    if item.path is None:
        return False
    path = str(item.path)
    return any(path == folder or path.startswith(folder + os.sep) for folder in folders)
