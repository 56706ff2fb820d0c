"""From a question to the sentences of the person's files that answer it, and how sure that is."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.domain.entities import Item, Kind, Passage
from assistant.embedding.encoder import Embedder, apart, passage_vectors
from assistant.messages import tr
from assistant.search.answers.expected import Sort, holds
from assistant.search.answers.head import answer_head
from assistant.search.answers.measures import Candidate, Floats, measured, near_by, words_met
from assistant.search.answers.question import Question, read_question
from assistant.search.answers.units import units_of
from assistant.search.hybrid import fused, sought, spaces
from assistant.storage.library.store import LibraryStore

PASSAGES = 8
"""Passages whose sentences are looked at."""
READ = 60
"""Sentences whose meaning is compared with the question's: each costs some two milliseconds."""
KEPT = 8
_POOL = 40
_EVERYWHERE = 4096


@dataclass(frozen=True, slots=True)
class Telling:
    """A sentence that may answer; `share`: how likely it is the one, if any is. `after` follows it in its passage;
    `fits`: it holds something of the sort that was asked for, or no sort was."""

    item: Item
    passage: Passage
    text: str
    share: float
    after: str = ""
    fits: bool = True


@dataclass(frozen=True, slots=True)
class FoundAnswer:
    """`sure`: the probability that the first of the sentences answers. `tellings`: the likeliest first."""

    sure: float = 0.0
    tellings: tuple[Telling, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerSearch:
    """Looks for answers in one library. `worldly` embeds texts of all languages."""

    library: LibraryStore
    embedder: Embedder
    worldly: Embedder | None = None

    def find(self, text: str, item_id: str | None = None) -> FoundAnswer:
        """What answers a question; of one item only, if an id is given."""
        question = read_question(text)
        candidates, measures = self.measured(question, item_id)
        if not candidates:
            return FoundAnswer()
        head = answer_head()
        shares = head.shares(measures)
        order = np.argsort(-shares, kind="stable")[:KEPT].tolist()
        tellings = (_telling(candidates[at], float(shares[at]), question) for at in order)
        return FoundAnswer(head.sure(measures, works_of(candidates)), tuple(tellings))

    def measured(self, question: Question, item_id: str | None = None) -> tuple[list[Candidate], Floats]:
        """The sentences that are looked at, and what is measured of them."""
        candidates = self._candidates(question, item_id)
        met = words_met(question, candidates)
        if len(candidates) > READ:
            kept = np.sort(np.argsort(-self._promise(candidates, met), kind="stable")[:READ])
            candidates, met = [candidates[at] for at in kept.tolist()], met[kept]
        return candidates, measured(question, candidates, self._near(question, candidates), met)

    def _near(self, question: Question, candidates: Sequence[Candidate]) -> Floats:
        """(candidates, 2), as `near_by` has it. Sentences stand alone: what is above them is their topic."""
        topics = [f"{one.item.title}: {one.unit.heading}" for one in candidates]
        texts = list(dict.fromkeys([one.unit.text for one in candidates] + topics))
        if question.foreign and self.worldly is not None:
            encoder = apart(self.worldly)
            vectors, asked = encoder.embed_batch(texts), encoder.embed(question.text)
        else:
            vectors, asked = passage_vectors(self.embedder, texts), self.embedder.embed(question.text)
        at = {text: place for place, text in enumerate(texts)}
        rows = vectors[[at[one.unit.text] for one in candidates]], vectors[[at[topic] for topic in topics]]
        return near_by(np.asarray(asked, np.float64), *(np.asarray(one, np.float64) for one in rows))

    @staticmethod
    def _promise(candidates: Sequence[Candidate], met: Floats) -> Floats:
        ranks = np.asarray([one.rank for one in candidates], np.float64)
        return np.asarray(met[:, 0] + met[:, 1] - 0.15 * np.log1p(ranks), np.float64)

    def _candidates(self, question: Question, item_id: str | None) -> list[Candidate]:
        found = []
        for rank, (passage, near) in enumerate(self._passages(question, item_id)):
            item = self.library.items.get(passage.item_id)
            found += [Candidate(unit, item, passage, rank, near) for unit in units_of(passage, item.title)]
        return found

    def _passages(self, question: Question, item_id: str | None) -> list[tuple[Passage, float]]:
        """The best passages, each with its cosine; papers are looked through apart, so that books do not crowd them."""
        rankings: list[list[int]] = []
        near: dict[int, float] = {}
        pool = _POOL if item_id is None else _EVERYWHERE
        for space in spaces(self.library, self.embedder, self.worldly, question.text):
            for kind in (Kind.DOCUMENT, None) if item_id is None else (None,):
                hits = self.library.search.passages(space.vector, kind, pool, world=space.world)
                hits = [hit for hit in hits if item_id in (None, hit.item_id)][:_POOL]
                rankings.append([hit.passage_id for hit in hits if hit.similarity >= space.floor])
                if not space.world or question.foreign:
                    near |= {hit.passage_id: hit.similarity for hit in hits}
        for kind in (Kind.DOCUMENT, None):
            worded = self.library.search.text(sought(question.text), kind, pool, snippets=False)
            rankings.append([hit.passage_id for hit in worded if hit.passage_id and item_id in (None, hit.item_id)])
        best = list(fused(*rankings))[:PASSAGES]
        passages = self.library.items.passages_by_id(best)
        found = [(passages[number], near.get(number, 0.0)) for number in best if number in passages]
        if item_id is not None:
            found = [*self._described(item_id), *found]
        return [*found, *self._beside(found)]

    def _described(self, item_id: str) -> list[tuple[Passage, float]]:
        """The description of the one work that is asked about, as a passage before all others."""
        told = self.library.items.get(item_id).description
        return [(Passage(item_id, -1, told, tr("its description")), 0.0)] if told else []

    def _beside(self, found: Sequence[tuple[Passage, float]]) -> list[tuple[Passage, float]]:
        """The passages before and behind the two best ones."""
        seen = {(passage.item_id, passage.position) for passage, _ in found}
        beside = []
        for passage, near in found[:2]:
            for other in self.library.items.passages(passage.item_id)[max(0, passage.position - 1) :][:3]:
                if (other.item_id, other.position) not in seen:
                    seen.add((other.item_id, other.position))
                    beside.append((other, near))
        return beside


def works_of(candidates: Sequence[Candidate]) -> Floats:
    """(candidates,): a number for each work that they stand in."""
    numbers: dict[str, int] = {}
    return np.asarray([numbers.setdefault(one.item.id, len(numbers)) for one in candidates], np.float64)


def _telling(one: Candidate, share: float, question: Question) -> Telling:
    sorts = question.sorts - {Sort.YES_NO}
    fits = not sorts or any(holds(sort, f"{one.unit.text} {one.unit.after}") for sort in sorts)
    return Telling(one.item, one.passage, one.unit.text, share, one.unit.after, fits)
