"""The first acquaintance: at most eight questions, each chosen so that its answer tells most of what is not yet known.

A question offers a few parts of the shelf: subjects, or works that stand for a region. Together they should leave no
corner without an option near it, so they are picked greedily by facility location (Cornuéjols, Fisher & Nemhauser
1977): each takes what lies nearer to it than to any option before, in this question or an earlier one. What was offered
and not taken counts by half, and what was taken not at all, so that liked parts are asked about more closely. On
simulated people this beat both options drawn by lot and the design that lowers the variance of the expected preference
most, which prefers outliers that few people care for.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from assistant.domain.entities import Item, Kind
from assistant.domain.kinds import ENGLISH_NOUNS
from assistant.language.normalise import fold
from assistant.language.vocabulary import vocabulary
from assistant.messages import mark, tr
from assistant.recommend.catalogue import KINDS, Catalogue, Floats, Rows
from assistant.recommend.clusters import medoids
from assistant.recommend.history import History, read_signals
from assistant.recommend.text.text_features import names_key

MOST_QUESTIONS = 8
OPTIONS = 4
LEAST_ITEMS = 6
"""A shelf of a kind that is smaller than this is not asked about: its list shows all of it anyway."""
_SAMPLE = 1500
_REGIONS = 24
_SUBJECTS = 300
_LEAST_CARRIERS = 3
_MOST_SHARE = 0.6
_OFFERED = 0.5
_KNOWN = {
    Kind.BOOK: mark("Which of these books do you know and like best?"),
    Kind.MUSIC: mark("Which of these pieces of music do you know and like best?"),
    Kind.DOCUMENT: mark("Which of these documents do you know and like best?"),
}
_RATHER = {
    Kind.BOOK: mark("What would you rather read?"),
    Kind.MUSIC: mark("What would you rather hear?"),
    Kind.DOCUMENT: mark("What would you rather look into?"),
}


@dataclass(frozen=True, slots=True)
class Option:
    """One answer: items that the person then likes, or a sentence for the profile."""

    label: str
    item_ids: tuple[str, ...] = ()
    statement: str = ""
    stands_for: str = ""
    """The id of the item that stands for the region of the shelf that is meant."""


@dataclass(frozen=True, slots=True)
class Question:
    id: str
    text: str
    kind: Kind
    options: tuple[Option, ...]


def how_many(catalogue: Catalogue) -> int:
    """How many questions suit a library: one for every three items of a kind worth asking about, at most eight."""
    counts = np.bincount(catalogue.kinds, minlength=len(KINDS))
    return min(MOST_QUESTIONS, int(sum(count // 3 for count in counts.tolist() if count >= LEAST_ITEMS)))


def next_question(
    catalogue: Catalogue, history: History, now: float, asked: Sequence[Question] = ()
) -> Question | None:
    """The question that tells most, given the history and what was asked before; None when there is none left."""
    if len(asked) >= how_many(catalogue):
        return None
    kind = _turn(catalogue, asked)
    if kind is None:
        return None
    # Subjects first, since everyone can answer them; then works, which say more to those who know their shelves.
    by_subject = sum(question.kind is kind for question in asked) % 2 == 0
    for subjects in (by_subject, not by_subject):
        options = _best_options(catalogue, history, now, asked, kind, subjects)
        if len(options) > 1:
            return Question(f"q{len(asked) + 1}", tr((_RATHER if subjects else _KNOWN)[kind]), kind, options)
    return None


def _turn(catalogue: Catalogue, asked: Sequence[Question]) -> Kind | None:
    """The kind whose share of the questions lags most behind its share of the shelf (by roots, so that small shelves
    are heard as well)."""
    counts = np.bincount(catalogue.kinds, minlength=len(KINDS)).astype(np.float64)
    counts[counts < LEAST_ITEMS] = 0
    if not counts.any():
        return None
    so_far = Counter(question.kind for question in asked)
    wanted = np.sqrt(counts) / np.sqrt(counts).sum() * (len(asked) + 1)
    lag = [wanted[place] - so_far[kind] if counts[place] else -np.inf for place, kind in enumerate(KINDS)]
    return KINDS[int(np.argmax(lag))]


def _best_options(
    catalogue: Catalogue, history: History, now: float, asked: Sequence[Question], kind: Kind, subjects: bool
) -> tuple[Option, ...]:
    own = np.flatnonzero((catalogue.kinds == KINDS.index(kind)) & ~catalogue.hidden_rows(history.hidden))
    if subjects:
        options = list(_subject_options(catalogue, own))
    else:
        judged = read_signals(history, catalogue, now).consumed
        options = list(_work_options(catalogue, np.setdiff1d(own, judged)))
    before = [option for question in asked if question.kind is kind for option in question.options]
    known = {names_key(option.label) for option in before}
    options = [option for option in options if names_key(option.label) not in known]
    if not options:
        return ()
    shelf = catalogue.vectors[_even(own)]
    middle = shelf.mean(axis=0)
    near = _closeness(shelf, np.stack([_vector(catalogue, option) for option in options]), middle)
    reached = np.zeros(len(shelf), np.float32)
    offered = [_vector(catalogue, option) for option in before if not _taken(option, history)]
    if offered:
        reached = _OFFERED * _closeness(shelf, np.stack(offered), middle).max(axis=1)
    return tuple(options[place] for place in facility_location(near, reached, OPTIONS))


def facility_location(near: Floats, reached: Floats, count: int) -> list[int]:
    """Indices of up to `count` options that greedily raise Σᵢ max(reached(i), maxₒ near(i, o)) most.

    near: (items, options), at least 0; reached: (items,), how near the closest earlier option lies to each item.
    """
    chosen: list[int] = []
    for _ in range(min(count, near.shape[1])):
        gain = np.maximum(near - reached[:, None], 0).sum(axis=0)
        gain[chosen] = 0.0
        best = int(np.argmax(gain))
        if gain[best] <= 0:
            break
        chosen.append(best)
        reached = np.maximum(reached, near[:, best])
    return chosen


def _closeness(shelf: Floats, options: Floats, middle: Floats) -> Floats:
    """Cosines around the middle of the shelf, what points away counted as 0: (items, options)."""
    return np.asarray(np.maximum(_unit(shelf - middle) @ _unit(options - middle).T, 0.0), np.float32)


def _unit(vectors: Floats) -> Floats:
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9), np.float32)


def _taken(option: Option, history: History) -> bool:
    if option.statement:
        return any(one.text == option.statement for one in history.statements)
    return any(event.item_id in option.item_ids for event in history.interactions)


def _vector(catalogue: Catalogue, option: Option) -> Floats:
    """The work's vector, or the mean of those with the subject, (dimensions,)."""
    row = catalogue.row.get(option.stands_for)
    if row is None:
        return np.zeros(catalogue.dimensions, np.float32)
    if not option.statement:
        return np.asarray(catalogue.vectors[row], np.float32)
    carriers = catalogue.subjects.items(option.label)
    own = _even(carriers[catalogue.kinds[carriers] == catalogue.kinds[row]])
    return np.asarray(catalogue.vectors[own].mean(axis=0) if len(own) else catalogue.vectors[row], np.float32)


def _even(rows: Rows) -> Rows:
    return rows[:: max(1, len(rows) // _SAMPLE)]


def _work_options(catalogue: Catalogue, rows: Rows) -> Iterator[Option]:
    """The works that stand for the regions of these rows."""
    sample = _even(rows)
    if len(sample) >= LEAST_ITEMS:
        for place in medoids(catalogue.vectors[sample], min(_REGIONS, max(OPTIONS, len(sample) // 3))).tolist():
            yield option_by_work(catalogue, int(sample[place]))


def _subject_options(catalogue: Catalogue, rows: Rows) -> Iterator[Option]:
    """The commonest subjects of these rows, those that nearly all of them carry left out."""
    counts: Counter[int] = Counter()
    for row in rows.tolist():
        counts.update(catalogue.subjects.of_item[row])
    for code, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:_SUBJECTS]:
        label = catalogue.subjects.labels[code].strip()
        if _LEAST_CARRIERS <= count <= _MOST_SHARE * len(rows) and 2 < len(label) <= 40:
            holders = catalogue.subjects.holders[code]
            own = _even(holders[np.isin(holders, rows)])
            vectors = catalogue.vectors[own]
            yield option_by_subject(catalogue, int(own[int(np.argmax(vectors @ vectors.mean(axis=0)))]), code)


def option_by_work(catalogue: Catalogue, row: int) -> Option:
    item = catalogue.items[row]
    return Option(label_of(item), (item.id,), stands_for=item.id)


def option_by_subject(catalogue: Catalogue, row: int, code: int) -> Option:
    """A subject, by its code, with the item that stands for it."""
    label = catalogue.subjects.labels[code].strip()
    return Option(label, statement=_sentence(label, catalogue.items[row].kind), stands_for=catalogue.items[row].id)


def label_of(item: Item) -> str:
    creators = [name for name in item.creators[:1] if names_key(name) != names_key(item.title)]
    return f"{item.title}, {creators[0]}" if creators else item.title


def _sentence(subject: str, kind: Kind) -> str:
    """A common word in lower case, a name with its capital: “I like science fiction”, “documents about Japan”."""
    groups = {group for group, _ in vocabulary().terms.get(fold(subject), ())}
    first, _, rest = subject.partition(" ")
    words = subject.lower() if groups or (rest and rest.islower() and first.istitle()) else subject
    if kind is Kind.MUSIC:
        named = words if words.casefold().endswith("music") else f"{words} music"
        # A sentence of the profile is English in every language: the profile reads its words.
        return (
            f"I like {named}." if groups & {"genre", "mood", "tempo"} else f"I like music tagged “{words}”."
        )  # no words
    if kind is Kind.DOCUMENT or groups == {"theme"}:
        return f"I like {ENGLISH_NOUNS[kind]} about {words}."
    return f"I like {words}."
