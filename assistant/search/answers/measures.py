"""What is measured of every sentence that may answer a question; the head weighs it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.domain.entities import Item, Passage
from assistant.search.answers.expected import Sort, holds
from assistant.search.answers.question import Question, meets, stems, weights_of
from assistant.search.answers.units import Unit

Floats = NDArray[np.float64]
NAMES = (
    "constant", "near", "near_under_its_topic", "near_beside", "near_around", "met_here", "met_here_or_beside",
    "rarest_unmet", "named", "passage_near", "passage_rank", "of_the_sort", "sort_is_rare", "lacks_the_sort",
    "sort_not_told", "yes_or_no", "is_a_row", "short", "opens", "met_by_heading", "of_the_sort_beside", "length",
    "near_with_beside", "met_in_work",
)  # fmt: skip
"""The columns of the measures, in order. Shares of words are weighted by how much each word tells."""
_SHORT = 4


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence with where it stands. `rank` and `near` are those of its passage, `near` being a cosine. `names`:
    stems of what names its work and, at the beginning of a document, says what and whom it is about. `work`: those of
    all of a document, as far as it is read."""

    unit: Unit
    item: Item
    passage: Passage
    rank: int
    near: float
    names: frozenset[str] = frozenset()
    work: frozenset[str] = frozenset()

    @property
    def topic(self) -> str:
        """What it stands under."""
        return f"{self.item.title}: {self.unit.heading}"

    @property
    def amid(self) -> str:
        """It with what stands beside it."""
        return " ".join(filter(None, (f"{self.item.title}:", self.unit.before, self.unit.text, self.unit.after)))

    @property
    def place(self) -> tuple[str, int]:
        """Which passage it stands in."""
        return self.item.id, self.passage.position


def words_met(question: Question, candidates: Sequence[Candidate]) -> Floats:
    """(candidates, 3): the shares of the question's words that each meets: itself, and with what stands beside and
    above it; and the share of the word that tells most and is nowhere in its passage."""
    whole = {one.place: _whole(one) for one in candidates}
    told = weights_of(question.words, whole.values())
    rows = []
    for one in candidates:
        own = stems(one.unit.text)
        beside = own | stems(f"{one.unit.before} {one.unit.after} {one.unit.heading}")
        met = [sum(told[word] * meets(word, held) for word in told) for held in (own, beside)]
        unmet = max((told[word] * (1 - meets(word, whole[one.place])) for word in told), default=0.0)
        rows.append([*met, unmet])
    return np.asarray(rows, np.float64).reshape(len(candidates), 3)


def says_all(question: Question, one: Candidate) -> bool:
    """Whether a sentence holds every telling word of the question but those that name its work; none is no answer."""
    named = stems(" ".join((one.item.title, *one.item.creators)))
    asked = set(question.words) - named
    return bool(asked) and asked <= stems(one.unit.text)


def _whole(one: Candidate) -> frozenset[str]:
    return stems(" ".join((one.item.title, *one.item.creators, one.passage.place, one.passage.text)))


def measured(question: Question, candidates: Sequence[Candidate], nearness: Floats, met: Floats) -> Floats:
    """(candidates, len(NAMES)). `nearness` (candidates, 5): the cosine of the question and each sentence by itself and
    under its topic, what `near_around` returned, and the cosine of the sentence with those beside it. `met`: what
    `words_met` returned."""
    sorts = question.sorts - {Sort.YES_NO}
    held = [any(holds(sort, one.unit.text) for sort in sorts) for one in candidates]
    rare = float(np.log((len(held) + 1) / (sum(held) + 0.5)))
    works = {one.item.id: one.names for one in candidates}
    named = _met_in(question, works)
    within = met_in_work(question, candidates)
    rows = []
    for at, one in enumerate(candidates):
        rows.append([
            1.0,
            *nearness[at, :4],
            *met[at],
            named[one.item.id],
            one.near,
            float(np.log1p(one.rank)),
            float(held[at]),
            rare * held[at],
            float(bool(sorts) and not held[at]),
            float(not question.sorts),
            float(question.sorts == {Sort.YES_NO}),
            float(one.unit.is_row),
            float(len(one.unit.text.split()) < _SHORT),
            float(one.unit.opens),
            _met_by(question, stems(one.unit.heading)),
            float(any(holds(sort, f"{one.unit.before} {one.unit.after}") for sort in sorts)),
            float(np.log1p(len(one.unit.text.split()))),
            nearness[at, 4],
            within[at],
        ])  # fmt: skip
    return np.asarray(rows, np.float64).reshape(len(candidates), len(NAMES))


def met_in_work(question: Question, candidates: Sequence[Candidate]) -> Floats:
    """(candidates,): the share of the question's words that each one's work meets anywhere."""
    met = _met_in(question, {one.item.id: one.names | one.work for one in candidates})
    return np.asarray([met[one.item.id] for one in candidates], np.float64)


def _met_in(question: Question, works: Mapping[str, frozenset[str]]) -> dict[str, float]:
    """The share of the question's words that some stems of each work meet."""
    told = weights_of(question.words, works.values())
    return {work: sum(told[word] * meets(word, held) for word in told) for work, held in works.items()}


def _met_by(question: Question, held: frozenset[str]) -> float:
    """The share of the question's words that some words meet."""
    return sum(meets(word, held) for word in question.words) / max(1, len(question.words))


def near_around(candidates: Sequence[Candidate], near: Floats) -> Floats:
    """(candidates, 2) of the cosines `near` (candidates,): that of the nearer neighbour, and the passage's best."""
    known = {(*one.place, one.unit.text): float(near[at]) for at, one in enumerate(candidates)}
    of_passage: dict[tuple[str, int], float] = {}
    for at, one in enumerate(candidates):
        of_passage[one.place] = max(of_passage.get(one.place, 0.0), float(near[at]))
    rows = [
        [max(known.get((*one.place, text), 0.0) for text in (one.unit.before, one.unit.after)), of_passage[one.place]]
        for one in candidates
    ]
    return np.asarray(rows, np.float64).reshape(len(candidates), 2)
