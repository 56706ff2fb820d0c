"""The library as arrays: what every stage of the recommender reads."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from assistant.domain.entities import Item, Kind
from assistant.domain.lengths import minutes_of
from assistant.domain.targets import Target, TargetKind
from assistant.guide.tags import Tagged, tagged
from assistant.recommend.clusters import Crowding, medoids
from assistant.recommend.dot_products import products
from assistant.recommend.preference_model import TastePrior
from assistant.recommend.sounds import Sounds
from assistant.recommend.text.facet_index import FacetIndex
from assistant.recommend.text.query_weights import telling
from assistant.recommend.text.series import bare_title, series_of
from assistant.recommend.text.text_features import WordMatrix, content_words, damped, item_terms
from assistant.recommend.text.topics import Find, Topics

Floats = NDArray[np.float32]
Rows = NDArray[np.int64]
Mask = NDArray[np.bool_]

KINDS = tuple(Kind)
MEDOIDS = 50
LEADING = 512
"""Neighbours kept of an item or a statement, so that some are left when others are hidden or known."""
ERAS = 26
MEANING, TOPICS = 0.86, 0.51
"""Shares of the encoder's vector and of the topics in the space of taste; their squares sum to 1."""
# Last letters of Greek, Cyrillic, Armenian and Hebrew, Arabic, Indic, other, kana and Han, Hangul.
_SCRIPT_ENDS = ("\u03ff", "\u052f", "\u05ff", "\u08ff", "\u0dff", "\u2fff", "\u9fff", "\ud7ff")


class Catalogue:
    """All items with their vectors (items, dimensions), float32 rows of unit length; zero rows where none is known.

    Immutable after building. Facet indexes and the word matrix are built when first needed; `warm` builds them ahead.
    """

    def __init__(
        self,
        items: Sequence[Item],
        vectors: Floats,
        albums: Mapping[str, str] | None = None,
        cards: tuple[Sequence[str], Floats] | None = None,
        sounds: tuple[Sequence[str], Floats] | None = None,
        kept_topics: Find = lambda _: None,
    ) -> None:
        self.items = tuple(items)
        self.ids = tuple(item.id for item in self.items)
        self.row = {item_id: row for row, item_id in enumerate(self.ids)}
        self.vectors = vectors
        self.kinds = np.asarray([KINDS.index(item.kind) for item in self.items], np.int8)
        self.added = np.asarray([item.added for item in self.items], np.float64)
        self.owned = np.asarray([item.owned for item in self.items], np.bool_)
        self.albums = self._albums(albums or {})
        self.cards = self._cards(*cards) if cards is not None and len(cards[0]) else None
        """How sure each value of each item's card is, (items, values), 0 where nothing tells; None without cards."""
        self.sounds = Sounds.of(*sounds, self.row, self.albums) if sounds is not None and len(sounds[0]) else None
        self._kept_topics = kept_topics
        self._hidden: tuple[frozenset[Target], Mask] | None = None

    @classmethod
    def build(
        cls,
        items: Sequence[Item],
        ids: Sequence[str],
        vectors: Floats,
        albums: Mapping[str, str] | None = None,
        cards: tuple[Sequence[str], Floats] | None = None,
        sounds: tuple[Sequence[str], Floats] | None = None,
        kept_topics: Find = lambda _: None,
    ) -> "Catalogue":
        """From all items and the vectors of those that have one: `ids` names the rows of `vectors`, in any order.

        `albums`: {track's id: its album's id}, for albums that are items beside their tracks. `cards`: ids of items and
        how sure each value of their cards is, (n, values). `sounds`: ids and what was measured of them, (n, features).
        `kept_topics`: see Topics.
        """
        if len(ids) == len(items) and all(item.id == item_id for item, item_id in zip(items, ids, strict=True)):
            return cls(items, np.ascontiguousarray(vectors, np.float32), albums, cards, sounds, kept_topics)
        dimensions = vectors.shape[1] if vectors.ndim == 2 and vectors.shape[1] else 384
        placed = np.zeros((len(items), dimensions), np.float32)
        where = {item_id: row for row, item_id in enumerate(ids)}
        pairs = [(row, where[item.id]) for row, item in enumerate(items) if item.id in where]
        if pairs:
            target, source = (np.asarray(side) for side in zip(*pairs, strict=True))
            placed[target] = vectors[source]
        return cls(items, placed, albums, cards, sounds, kept_topics)

    def _cards(self, ids: Sequence[str], confidences: Floats) -> Floats:
        placed = np.zeros((len(self.items), confidences.shape[1]), np.float32)
        for item_id, own in zip(ids, confidences, strict=True):
            if item_id in self.row:
                placed[self.row[item_id]] = own
        return placed

    def _albums(self, albums: Mapping[str, str]) -> Rows:
        """The row of each item's album, its own for an album, −1 for what belongs to none; (items,)."""
        found = np.full(len(self.items), -1, np.int64)
        for track, album in albums.items():
            if track in self.row and album in self.row:
                found[self.row[track]] = found[self.row[album]] = self.row[album]
        return found

    def __len__(self) -> int:
        return len(self.items)

    @property
    def dimensions(self) -> int:
        return int(self.vectors.shape[1])

    @cached_property
    def centre(self) -> Floats:
        """The mean of all vectors, (dimensions,)."""
        return np.asarray(self.vectors.mean(axis=0) if len(self) else np.zeros(self.dimensions), np.float32)

    @cached_property
    def crowding(self) -> Crowding:
        return Crowding(self.vectors)

    @cached_property
    def tags(self) -> Tagged:
        return tagged(self.items)

    @cached_property
    def words(self) -> WordMatrix:
        return WordMatrix(item_terms(item, series_of(item)[0], bare_title(item)) for item in self.items)

    @cached_property
    def topics(self) -> Topics:
        return Topics(self.words, self._kept_topics)

    def new_topics(self) -> Topics | None:
        """The topics, where they were worked out here and not read from what was kept."""
        made: Topics | None = vars(self).get("topics")
        return made if made is not None and made.is_new else None

    @cached_property
    def creators(self) -> FacetIndex:
        return FacetIndex(item.creators for item in self.items)

    @cached_property
    def subjects(self) -> FacetIndex:
        return FacetIndex(item.subjects for item in self.items)

    @cached_property
    def moods(self) -> FacetIndex:
        """What recordings were measured to sound like, and what stands on the items' cards."""
        return FacetIndex((*item.moods, *(value for _, value, _ in item.card)) for item in self.items)

    @cached_property
    def series(self) -> FacetIndex:
        return FacetIndex((series_of(item)[0],) for item in self.items)

    @cached_property
    def series_codes(self) -> Rows:
        """The code of each item's series in `series`, −1 without one; (items,)."""
        return np.asarray([codes[0] if codes else -1 for codes in self.series.of_item], np.int64)

    @cached_property
    def series_numbers(self) -> NDArray[np.float64]:
        """(items,), NaN where an item has no number in a series."""
        numbers = (series_of(item)[1] for item in self.items)
        return np.asarray([np.nan if number is None else number for number in numbers], np.float64)

    @cached_property
    def scripts(self) -> NDArray[np.int8]:
        """The writing system of each title, (items,), as a small code; 0 is Latin or none."""
        return np.asarray([_script(item.title) for item in self.items], np.int8)

    @cached_property
    def years(self) -> NDArray[np.float32]:
        """(items,), NaN where unknown."""
        return np.asarray([np.nan if item.year is None else item.year for item in self.items], np.float32)

    @cached_property
    def eras(self) -> NDArray[np.int64]:
        """The decade of each item, counted from 1800 and capped; ERAS where the year is unknown. (items,)"""
        decades = np.clip((np.nan_to_num(self.years) - 1800) // 10, 0, ERAS - 1)
        return np.where(np.isnan(self.years), ERAS, decades).astype(np.int64)

    @cached_property
    def minutes(self) -> NDArray[np.float32]:
        """Minutes to read or hear each item, (items,), NaN where unknown."""
        known = (minutes_of(item) for item in self.items)
        return np.asarray([np.nan if value is None else value for value in known], np.float32)

    @cached_property
    def languages(self) -> tuple[tuple[str, ...], Rows]:
        """The languages met, the unknown one as an empty name, and the place of each item's among them, (items,)."""
        codes: dict[str, int] = {}
        own = [codes.setdefault(item.language, len(codes)) for item in self.items]
        return tuple(codes), np.asarray(own, np.int64)

    def in_languages(self, wanted: Iterable[str]) -> NDArray[np.int8]:
        """1 for items in one of the languages, 0 where the language is unknown, −1 for all others; (items,)."""
        names, own = self.languages
        kept = set(wanted)
        marks = [0 if not name else 1 if name in kept else -1 for name in names]
        return np.asarray(marks or [0], np.int8)[own]

    @cached_property
    def newest(self) -> Rows:
        """Rows by when they came in, the latest first."""
        return np.argsort(-self.added, kind="stable")

    @cached_property
    def best_told(self) -> Rows:
        """Rows by how many subjects are known of them, most first."""
        return np.argsort(-self.shelf_facts["subjects_known"], kind="stable")

    @cached_property
    def titles(self) -> FacetIndex:
        return FacetIndex((bare_title(item),) for item in self.items)

    @property
    def joint_dimensions(self) -> int:
        return self.dimensions + self.topics.dimensions

    def joint(self, rows: Rows) -> Floats:
        """What the taste is learned on: item vectors beside topics, (rows, joint dimensions), at most of unit length.

        The encoder knows what words mean, the topics know which words go together on this shelf.
        """
        return np.hstack((MEANING * self.vectors[rows], TOPICS * self.topics.rows(rows)))

    def joint_query(self, vector: Floats, terms: Sequence[str]) -> Floats:
        """A text's vector and terms in the space of `joint`: (joint dimensions,)."""
        return np.hstack((MEANING * vector, TOPICS * self.topics.fold(terms))).astype(np.float32)

    def scan(self, weights: Floats) -> Floats:
        """x·w of all items, for weights (w, joint dimensions): (w, items)."""
        scores = self.similarities(MEANING * weights[:, : self.dimensions])
        if len(weights):
            scores = scores + self.topics.scores(TOPICS * weights[:, self.dimensions :].T).T
        return np.ascontiguousarray(scores)

    @cached_property
    def taste_prior(self) -> TastePrior:
        """What the shelf alone says of a taste, from the mean of x·xᵀ over an even sample of it."""
        sample = self.joint(self.topics.sample)
        gram: NDArray[np.float64] = (sample.T @ sample).astype(np.float64) / max(1, len(sample))
        return TastePrior.of(gram)

    @cached_property
    def richness(self) -> NDArray[np.float64]:
        """Of each kind how much is known of its items beyond title and creator, 0 (bare) to 1: (kinds,).

        The share of items with at least two subjects or a description.
        """
        told = np.asarray([len(i.subjects) > 1 or len(i.told) > 80 for i in self.items], np.float64)
        counts = np.bincount(self.kinds, minlength=len(KINDS))
        return np.asarray(np.bincount(self.kinds, weights=told, minlength=len(KINDS)) / np.maximum(counts, 1))

    @cached_property
    def shelf_facts(self) -> dict[str, Floats]:
        """See `shelf_facts`; (items,)."""
        return shelf_facts(self.items, self.subjects)

    @cached_property
    def main_creators(self) -> Rows:
        """The code of each item's first creator, −1 without one; (items,)."""
        return np.asarray([codes[0] if codes else -1 for codes in self.creators.of_item], np.int64)

    @cached_property
    def medoids(self) -> Rows:
        """Items that stand for the regions of the catalogue, those of the largest regions first."""
        return medoids(self.vectors, MEDOIDS)

    def warm(self, cancelled: Callable[[], bool] | None = None) -> None:
        """Build everything that is built lazily, for instance in the background after unlocking."""
        for name in _LAZY:
            if cancelled is not None and cancelled():
                return
            getattr(self, name)

    def similarities(self, queries: Floats) -> Floats:
        """Dot products of all items with queries (queries, dimensions): (queries, items)."""
        return products(self.vectors, np.asarray(queries, np.float32))

    def word_scores(self, text: str) -> Floats:
        """How well each item's words meet those of a request, the telling ones above all: √BM25, (items,)."""
        counts = Counter(content_words(text))
        weights = damped(np.asarray(list(counts.values()), np.float32)) * telling(list(counts))
        # The root, because one word met often must not outweigh several met once.
        return np.sqrt(self.words.matched(dict(zip(counts, weights.tolist(), strict=True))))

    def hidden_rows(self, hidden: frozenset[Target]) -> Mask:
        """Items that are hidden by themselves, by their folder or by a subject; (items,)."""
        if self._hidden is not None and self._hidden[0] == hidden:
            return self._hidden[1]
        mask = np.zeros(len(self), np.bool_)
        for target in hidden:
            if target.kind is TargetKind.ITEM and target.name in self.row:
                mask[self.row[target.name]] = True
            elif target.kind is TargetKind.SUBJECT:
                mask[self.subjects.items(target.name)] = True
        folders = [target.name.rstrip(os.sep) for target in hidden if target.kind is TargetKind.FOLDER]
        if folders:
            mask |= np.asarray([_lies_under(item, folders) for item in self.items], np.bool_)
        self._hidden = (hidden, mask)
        return mask


_LAZY = (
    *(
        "creators",
        "subjects",
        "series",
        "series_codes",
        "series_numbers",
        "main_creators",
        "scripts",
        "eras",
        "minutes",
        "languages",
    ),
    *("words", "topics", "shelf_facts", "richness", "taste_prior", "medoids", "newest", "best_told"),
)


def shelf_facts(items: Sequence[Item], index: FacetIndex) -> dict[str, Floats]:
    """How well documented each item is, and how common its subjects are; the better known works are both. (items,)

    Of metadata alone: what an item's text says of itself must not raise it. `index`: the subjects of the items.
    """
    subjects = np.log1p([len(item.subjects) for item in items])
    creators = np.log1p([len(item.creators) for item in items])
    counts = np.asarray([len(codes) for codes in index.of_item], np.int64)
    carried = np.fromiter(chain.from_iterable(index.of_item), np.int64, int(counts.sum()))
    carriers = np.log(np.asarray([len(rows) for rows in index.holders], np.float64))
    summed = np.bincount(np.repeat(np.arange(len(counts)), counts), carriers[carried], minlength=len(counts))
    common = summed / np.maximum(counts, 1)
    facts = {"subjects_known": subjects, "creators_known": creators, "common_subjects": common}
    return {name: values.astype(np.float32) for name, values in facts.items()}


def leading_rows(column: Floats, count: int = LEADING) -> Rows:
    """Rows of the largest values, best first; ties by row."""
    rows = np.arange(len(column))
    if len(column) > count:
        rows = np.flatnonzero(column >= np.partition(column, -count)[-count])
    return rows[np.argsort(-column[rows], kind="stable")][:count]


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
