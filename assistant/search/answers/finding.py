"""From a question to the sentences of the person's files that answer it, and how sure that is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from assistant.domain.entities import Item, Kind, Passage
from assistant.embedding.encoder import Embedder, Vectors, apart
from assistant.messages import tr
from assistant.search.answers.asked_thing import names_asked, speaks_of_it, thing_asked
from assistant.search.answers.called import called_first, is_headed
from assistant.search.answers.expected import Sort, holds
from assistant.search.answers.head import answer_head
from assistant.search.answers.latest import in_time
from assistant.search.answers.lists import asks_for_list, listed
from assistant.search.answers.look_alikes import Paper, papers_meant
from assistant.search.answers.measures import Candidate, Floats, measured, met_in_work, near_around, says_all, words_met
from assistant.search.answers.pinned import of_their_time
from assistant.search.answers.question import Question, read_question, stems
from assistant.search.answers.sentence_vectors import KEPT as KEPT_VECTORS
from assistant.search.answers.sentence_vectors import SentenceVectors
from assistant.search.answers.units import units_of
from assistant.search.hybrid import fused, sought, spaces
from assistant.storage.library.store import LibraryStore

PASSAGES = 40
"""Passages whose sentences are looked at."""
READ, CLOSER = 240, 24
"""Sentences whose meaning is compared with the question's, some three milliseconds each on two cores, once; and of them
those that are read again together with what they stand under and beside. Of 589 indirect questions .64 have their
answer among the latter (12 passages, 60 and 16 sentences: .52)."""
KEPT = 8
BY_FAR = 0.5
"""The share from which a sentence is the best by far."""
_POOL = 80
_OF_WORDS = 0.1
"""What words that are met count beside nearness in meaning, where the sentences are chosen that are read again."""
_EVERYWHERE = 4096
_MOST_READ = 12
"""Passages of a document whose words are looked at."""
_BEHIND, _MOST_OF_SECTION, _OF_SECTION = 3, 2, 0.5
"""Sentences behind the best that are looked at for what it lacks, how many of a section are taken, and the share that
each has of the best one's."""
_OPENING = 300
"""Characters at the beginning of a document that say what it is and between whom."""


@dataclass(frozen=True, slots=True)
class Telling:
    """A sentence that may answer; `share`: how likely it is the one, if any is. `after` follows it in its passage;
    `fits`: it holds something of the sort that was asked for, or no sort was. `says_all`: it holds every telling word
    of the question that does not name its work. `quoted`: how it is quoted, where that is not as it stands. `beside`:
    of an entry or a row, what it stands among. `headed`: it stands under the
    very words that are asked for. `speaks_of_it`: it or what it stands under names the thing that is asked for, or none
    is."""

    item: Item
    passage: Passage
    text: str
    share: float
    before: str = ""
    after: str = ""
    fits: bool = True
    says_all: bool = False
    quoted: str = ""
    beside: str = ""
    headed: bool = False
    speaks_of_it: bool = True


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
    known: SentenceVectors = field(default_factory=SentenceVectors)

    def find(self, text: str, item_id: str | None = None) -> FoundAnswer:
        """What answers a question; of one item only, if an id is given."""
        question = read_question(text)
        candidates, measures = self.measured(question, item_id)
        if not candidates:
            return FoundAnswer()
        head = answer_head()
        shares = head.shares(measures)
        order = np.argsort(-shares, kind="stable").tolist()
        meant = _named_words(question, candidates[order[0]])
        order = [at for at in order if meant <= _named_words(question, candidates[at])][:KEPT]
        order = called_first(order, candidates, question, by_far=bool(shares[order[0]] >= BY_FAR))
        tellings = [_telling(candidates[at], float(shares[at]), question) for at in order]
        tellings = _with_section(tellings, candidates[order[0]], question)
        tellings = in_time(question, of_their_time(question, tellings))
        return FoundAnswer(head.sure(measures, works_of(candidates)), tuple(tellings))

    def papers_meant(self, text: str) -> list[str]:
        """Ids of the one paper, or the two, that a question points out among such as look alike; none otherwise."""
        papers = [Paper(one.id, one.title, self._opening) for one in self.library.items.all(Kind.DOCUMENT)]
        return papers_meant(text, papers)

    def _opening(self, item_id: str) -> str:
        """How the text of a document begins, which says what it is and between whom."""
        return next((passage.text[:_OPENING] for passage in self.library.items.passages(item_id)[:1]), "")

    def read_ahead(self, halted: Callable[[], bool]) -> None:
        """Makes the vectors of the papers' sentences that the first question would wait for, half of what is kept."""
        encoder, left = self._encoder(), KEPT_VECTORS // 2
        for item in self.library.items.all(Kind.DOCUMENT):
            for passage in self.library.items.passages(item.id):
                texts = [unit.text for unit in units_of(passage, item.title)]
                left -= len(texts)
                if halted() or left < 0:
                    return
                if texts:
                    self.known.of(encoder, texts)

    def _encoder(self) -> Embedder:
        return apart(self.worldly) if self.worldly is not None else self.embedder

    def measured(self, question: Question, item_id: str | None = None) -> tuple[list[Candidate], Floats]:
        """The sentences that are looked at, and what is measured of them."""
        candidates = self._candidates(question, item_id)
        met = words_met(question, candidates)
        candidates, met, _ = _best(candidates, self._promise(candidates, met), READ, met, met)
        encoder = self._encoder()
        asked = encoder.embed(question.text)
        near = self._nearness(encoder, asked, [one.unit.text for one in candidates])
        around = near_around(candidates, near)
        of_work = met_in_work(question, candidates)
        promise = near + _OF_WORDS * (met[:, 0] + met[:, 1] + of_work)
        found = np.concatenate([near[:, None], around], axis=1)
        candidates, found, met = _best(candidates, promise, CLOSER, found, met)
        under = self._nearness(encoder, asked, [f"{one.topic}: {one.unit.text}" for one in candidates])
        amid = self._nearness(encoder, asked, [one.amid for one in candidates])
        near = np.concatenate([np.insert(found, 1, under, axis=1), amid[:, None]], axis=1)
        return candidates, measured(question, candidates, near, met)

    def _nearness(self, encoder: Embedder, asked: Vectors, texts: Sequence[str]) -> Floats:
        """(texts,): cosines with the question."""
        return np.asarray(self.known.of(encoder, texts) @ asked, np.float64) if texts else np.zeros(0)

    @staticmethod
    def _promise(candidates: Sequence[Candidate], met: Floats) -> Floats:
        ranks = np.asarray([one.rank for one in candidates], np.float64)
        return np.asarray(met[:, 0] + met[:, 1] - 0.15 * np.log1p(ranks), np.float64)

    def _candidates(self, question: Question, item_id: str | None) -> list[Candidate]:
        found = []
        names: dict[str, tuple[frozenset[str], frozenset[str]]] = {}
        for rank, (passage, near) in enumerate(self._passages(question, item_id)):
            item = self.library.items.get(passage.item_id)
            if item.id not in names:
                names[item.id] = self._names(item)
            units = (unit for unit in units_of(passage, item.title) if unit.text != item.title)
            found += [Candidate(unit, item, passage, rank, near, *names[item.id]) for unit in units]
        return found

    def _names(self, item: Item) -> tuple[frozenset[str], frozenset[str]]:
        """The stems of its title and creators, and of how a document begins; and those of all that is read of one."""
        own = (item.title, *item.creators)
        if item.kind is not Kind.DOCUMENT:
            return stems(" ".join(own)), frozenset()
        read = self.library.items.passages(item.id)[:_MOST_READ]
        names = stems(" ".join((*own, *(passage.text[:_OPENING] for passage in read[:1]))))
        return names, stems(" ".join(passage.text for passage in read))

    def _passages(self, question: Question, item_id: str | None) -> list[tuple[Passage, float]]:
        """The best passages, each with its cosine; papers are looked through apart, so that books do not crowd them."""
        rankings: list[list[int]] = []
        near: dict[int, float] = {}
        pool = _POOL if item_id is None else _EVERYWHERE
        kinds = (question.source,) if question.source is not None else (Kind.DOCUMENT, None)
        for space in spaces(self.library, self.embedder, self.worldly, question.text):
            for kind in kinds if item_id is None else (None,):
                hits = self.library.search.passages(space.vector, kind, pool, world=space.world)
                hits = [hit for hit in hits if item_id in (None, hit.item_id)][:_POOL]
                rankings.append([hit.passage_id for hit in hits if hit.similarity >= space.floor])
                if not space.world or question.foreign:
                    near |= {hit.passage_id: hit.similarity for hit in hits}
        for kind in kinds:
            worded = self.library.search.text(sought(question.text), kind, pool, snippets=False)
            rankings.append([hit.passage_id for hit in worded if hit.passage_id and item_id in (None, hit.item_id)])
        best = list(fused(*rankings))[:PASSAGES]
        passages = self.library.items.passages_by_id(best)
        found = [(passages[number], near.get(number, 0.0)) for number in best if number in passages]
        if item_id is not None:
            found = [*self._described(item_id), *found]
        return [*found, *self._beside(found)]

    def _described(self, item_id: str) -> list[tuple[Passage, float]]:
        """What is said of the one work that is asked about, as passages before all others."""
        item = self.library.items.get(item_id)
        told = ((item.description, tr("its description")), (item.guide, tr("Alcove’s guide")))
        return [(Passage(item_id, -1, text, place), 0.0) for text, place in told if text]

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


def _best(
    candidates: Sequence[Candidate], promise: Floats, most: int, first: Floats, second: Floats
) -> tuple[list[Candidate], Floats, Floats]:
    """The candidates that promise most, in their order, with their rows of two arrays."""
    kept = np.sort(np.argsort(-promise, kind="stable")[:most])
    return [candidates[at] for at in kept.tolist()], first[kept], second[kept]


def works_of(candidates: Sequence[Candidate]) -> Floats:
    """(candidates,): a number for each work that they stand in."""
    numbers: dict[str, int] = {}
    return np.asarray([numbers.setdefault(one.item.id, len(numbers)) for one in candidates], np.float64)


def _named_words(question: Question, one: Candidate) -> set[str]:
    """The words of a question that name a work: what another lacks of those is not about the one that is meant."""
    title = stems(" ".join((one.item.title, *one.item.creators)))
    return {word for word in question.words if word in title}


def _with_section(tellings: Sequence[Telling], best: Candidate, question: Question) -> list[Telling]:
    """The tellings, behind a first that holds nothing of the sort that is asked for, or does not speak of the thing,
    those that do and stand in its section, where it is under a heading that is asked for, or else close behind it."""
    first, sorts = tellings[0], question.sorts - {Sort.YES_NO}
    thing = _thing(question)
    if _is_told(first.text, sorts) and first.speaks_of_it:
        return list(tellings)
    section = [unit for unit in units_of(best.passage, best.item.title) if unit.heading == best.unit.heading]
    at = next((at for at, unit in enumerate(section) if unit.text == first.text), 0)
    near = [unit for unit in section if unit.text != first.text] if first.headed else section[at + 1 : at + 1 + _BEHIND]
    told = (_telling(replace(best, unit=unit), first.share * _OF_SECTION, question) for unit in near)
    own = [one for one in told if _is_told(one.text, sorts) and speaks_of_it(thing, one.text)][:_MOST_OF_SECTION]
    known = {one.text for one in own}
    first = replace(first, speaks_of_it=first.speaks_of_it or (bool(own) and _is_of_names(question, best)))
    return [first, *own, *(one for one in tellings[1:] if one.text not in known)]


def _is_told(text: str, sorts: frozenset[Sort]) -> bool:
    return not sorts or any(holds(sort, text) for sort in sorts)


def _thing(question: Question) -> str:
    """The thing that is asked for, where no sort is."""
    return "" if question.sorts - {Sort.YES_NO} else thing_asked(question.text)


def _telling(one: Candidate, share: float, question: Question) -> Telling:
    unit, sorts = one.unit, question.sorts - {Sort.YES_NO}
    fits = _is_told(f"{unit.text} {unit.after}", sorts)
    quoted = listed(one) if asks_for_list(question, one) else unit.quoted
    beside = f"{one.place} {unit.heading}" if unit.is_row or unit.entries else ""
    around = f"{one.item.title} {one.place} {unit.heading} {unit.before} {unit.text} {unit.after}"
    return Telling(
        one.item, one.passage, unit.text, share, unit.before, unit.after, fits, says_all(question, one), quoted, beside,
        is_headed(one, question), speaks_of_it(_thing(question), around) and _is_of_names(question, one),
    )  # fmt: skip


def _is_of_names(question: Question, one: Candidate) -> bool:
    """Whether a paper speaks anywhere of somebody or something that an English question names with a capital, if it
    does."""
    names = [] if question.foreign or not one.work else names_asked(question.text)
    held = one.names | one.work
    return not names or any(word.startswith(name) for name in names for word in held)
