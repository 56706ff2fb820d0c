"""What one ranking knows: the catalogue, the person and the request, read once and shared by all features."""

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from assistant.cards.wishes import is_of_card
from assistant.domain.entities import Statement, Verdict
from assistant.domain.notes import Note
from assistant.language.negation import split_negations
from assistant.recommend.catalogue import Catalogue, Floats, Rows
from assistant.recommend.history import History, Request
from assistant.recommend.packs.packs import PackView
from assistant.recommend.text.kinship import Kin
from assistant.recommend.text.query import Asked
from assistant.recommend.text.statements import statement_weights
from assistant.recommend.user_model import Person

NEAREST = 3
_COMPARED = 600
_HIGH = {Verdict.LIKED: 0.0, Verdict.RATED: 0.5}
"""The target above which a verdict says that one likes a work."""


@dataclass(frozen=True)
class Nearness:
    """How near candidates are to the likes that count most: cosines by kinship and of words, each (candidates, likes),
    and the weights of those likes, (likes,)."""

    kin: Floats
    words: Floats
    weights: NDArray[np.float64]


@dataclass(frozen=True)
class NotesHeard:
    """The notes that count, their vectors (notes, dimensions), and the rows of what they are about, (notes,)."""

    notes: tuple[Note, ...]
    vectors: Floats
    rows: Rows


@dataclass(frozen=True)
class GivenReason:
    """Why the person liked a work, or did not: the work's row, their words, and the words as they are read."""

    row: int
    liked: bool
    text: str
    asked: Asked


@dataclass(frozen=True)
class RankingContext:
    """All that one ranking reads, computed once per request. Columns run over the whole catalogue."""

    catalogue: Catalogue
    kin: Kin
    history: History
    request: Request
    person: Person
    columns: dict[str, Floats]
    near_likes: dict[int, Rows]
    """Of each of the strongest likes, by row, the rows nearest to it, best first."""
    statements: list[tuple[Statement, Asked]] = field(default_factory=list)
    reasons: list[GivenReason] = field(default_factory=list)
    asked: Asked | None = None
    avoided: list[Asked] = field(default_factory=list)
    seeds: Rows = field(default_factory=lambda: np.zeros(0, np.int64))
    pack: PackView | None = None
    pack_columns: dict[str, Floats] = field(default_factory=dict)
    _near: dict[int, Floats] = field(default_factory=dict)
    _shared: dict[int, Floats] = field(default_factory=dict)
    _joint: dict[bytes, Floats] = field(default_factory=dict)
    _nearness: dict[bytes, Nearness] = field(default_factory=dict)

    @cached_property
    def is_of_card(self) -> bool:
        """Whether the request names nothing but what stands on cards: "something to fall asleep to" has words that no
        item meets by meaning it, so that the cards are asked before the words."""
        return self.catalogue.cards is not None and is_of_card(self.request.text)

    @property
    def is_plain(self) -> bool:
        """Whether the request says in words what is wanted and nothing else: no work to be like, nothing to avoid."""
        if self.asked is None or len(self.seeds) or self.request.avoid:
            return False
        return not split_negations(self.request.text)[1].strip()

    @property
    def of_need(self) -> float:
        """How sure it is, 0 to 1, that the request tells of a need, which words on a shelf would meet by chance."""
        known = self.asked is not None and self.catalogue.cards is not None
        return self.asked.needs.strength if known and self.asked is not None else 0.0

    @cached_property
    def says(self) -> dict[str, float]:
        """How much each statement counts, by id."""
        return statement_weights([statement for statement, _ in self.statements])

    def joint(self, rows: Rows) -> Floats:
        """The catalogue's `joint` of the pool, made once."""
        key = rows.tobytes()
        if key not in self._joint:
            self._joint[key] = self.catalogue.joint(rows)
        return self._joint[key]

    @cached_property
    def liked_subjects(self) -> Counter[int]:
        """How many liked items carry each subject, by code."""
        of_item = self.catalogue.subjects.of_item
        return Counter(code for row in self.person.liked.tolist() for code in of_item[row])

    @cached_property
    def said_subjects(self) -> Counter[int]:
        """The same of those alone that the person said they like, or rated highly."""
        of_item, signals = self.catalogue.subjects.of_item, self.person.signals
        given = zip(signals.rows.tolist(), signals.verdicts, signals.targets.tolist(), strict=True)
        said = [row for row, verdict, target in given if target > _HIGH.get(verdict, 1.0)]
        return Counter(code for row in said for code in of_item[row])

    @cached_property
    def noted(self) -> NotesHeard:
        """What was written about works, or underlined in them; nothing of those that were not liked."""
        catalogue, against = self.catalogue, set(self.person.disliked.tolist())
        found = [
            (one, row)
            for one in self.history.notes
            if (row := catalogue.row.get(one.note.item_id)) is not None
            and row not in against
            and len(one.vector) == 4 * catalogue.dimensions
        ]
        vectors = np.frombuffer(b"".join(one.vector for one, _ in found), np.float32)
        return NotesHeard(
            tuple(one.note for one, _ in found),
            vectors.reshape(len(found), catalogue.dimensions),
            np.asarray([row for _, row in found], np.int64),
        )

    def liked_nearness(self, rows: Rows) -> Nearness:
        """Of the pool, made once: several features read it."""
        key = rows.tobytes()
        if key not in self._nearness:
            self._nearness[key] = self._find_nearness(rows)
        return self._nearness[key]

    def _find_nearness(self, rows: Rows) -> Nearness:
        catalogue, person = self.catalogue, self.person
        liked, weights = strongest(person.liked, person.liked_weights)
        near = self.kin.between(rows, liked)
        shared = catalogue.words.between(rows, liked)
        if len(liked) == len(person.liked):
            # What `near_liked` and `words_shared` would find for each of the rows.
            numbers = rows.tolist()
            self._near.update(zip(numbers, near, strict=True))
            self._shared.update(zip(numbers, shared, strict=True))
        return Nearness(near, shared, weights)

    def near_liked(self, row: int) -> Floats:
        """How near an item is to each liked item by kinship, (liked,). Kept, like `words_shared`."""
        if row not in self._near:
            self._near[row] = self.kin.between(np.asarray([row]), self.person.liked)[0]
        return self._near[row]

    def words_shared(self, row: int) -> Floats:
        """Cosines of an item's words with those of each liked item, (liked,). Kept: several reasons ask for them."""
        if row not in self._shared:
            self._shared[row] = self.catalogue.words.between(np.asarray([row]), self.person.liked)[0]
        return self._shared[row]


def largest(similarity: Floats, weights: NDArray[np.float64], count: int = NEAREST) -> Floats:
    """The `count` largest weighted similarities in each row, falling: (candidates, up to count)."""
    weighted = similarity * weights.astype(np.float32)
    if weighted.shape[1] > count:
        weighted = np.partition(weighted, -count, axis=1)[:, -count:]
    return np.asarray(np.sort(weighted, axis=1)[:, ::-1], np.float32)


def top_mean(falling: Floats, count: int = NEAREST) -> NDArray[np.float64]:
    """Mean of the first `count` in each row: (candidates,)."""
    return np.asarray(falling[:, :count].mean(axis=1), np.float64)


def strongest(rows: Rows, weights: NDArray[np.float64]) -> tuple[Rows, NDArray[np.float64]]:
    """Those that count most, with ties to the later rows: beyond some hundreds, more of them tell nothing new."""
    if len(rows) <= _COMPARED:
        return rows, weights
    kept = np.sort(np.argsort(weights, kind="stable")[-_COMPARED:])
    return rows[kept], weights[kept]
