"""The first acquaintance: at most eight questions, each chosen so that its answer tells most of what is not yet known.

A question offers a few regions of the shelf. Its worth is how much the uncertainty of the expected preference, summed
over the shelf, falls once each of them is judged (greedy A-optimal design, Chaloner & Verdinelli 1995): with Σ the
posterior covariance of preference, judging m takes Σ[i,m]²/(Σ[m,m] + noise) from the variance of every item i. So
large regions of which nothing is known come first, and each answer changes what is asked next.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.core.entities import Item, Kind
from assistant.recommend.catalogue import KINDS, Catalogue, Rows
from assistant.recommend.clusters import clusters
from assistant.recommend.history import History, read_signals
from assistant.recommend.words import names_key
from profiles.text import fold
from profiles.vocabulary import vocabulary

MOST_QUESTIONS = 8
OPTIONS = 4
LEAST_ITEMS = 6
"""A shelf of a kind that is smaller than this is not asked about: its list shows all of it anyway."""
_SAMPLE = 1200
_REGIONS = 24
_NOISE = 1.0
_ASKED_NOISE = 2.0
"""An option that was offered and not taken tells less than one that was."""
_LEAST_CARRIERS = 3
_TYPICAL = 0.3
_NOUN = {Kind.BOOK: "books", Kind.MUSIC: "pieces of music", Kind.DOCUMENT: "documents"}

Doubles = NDArray[np.float64]


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
            return Question(f"q{len(asked) + 1}", _wording(kind, subjects), kind, options)
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


def _wording(kind: Kind, subjects: bool) -> str:
    if not subjects:
        return f"Which of these {_NOUN[kind]} do you know and like best?"
    return {
        Kind.BOOK: "What would you rather read?",
        Kind.MUSIC: "What would you rather hear?",
        Kind.DOCUMENT: "What would you rather look into?",
    }[kind]


def _best_options(
    catalogue: Catalogue, history: History, now: float, asked: Sequence[Question], kind: Kind, subjects: bool
) -> tuple[Option, ...]:
    signals = read_signals(history, catalogue, now)
    free = catalogue.kinds == KINDS.index(kind)
    free &= ~catalogue.hidden_rows(history.hidden)
    shelf = np.flatnonzero(free)
    free[signals.consumed] = False
    offered = {option.stands_for for question in asked for option in question.options}
    known = {names_key(option.label) for question in asked for option in question.options}
    regions = list(_regions(catalogue, np.flatnonzero(free), offered))
    options = [
        option
        for region in regions
        if (option := _by_subject(catalogue, region, shelf, known) if subjects else _by_work(catalogue, region.row))
    ]
    options = list({names_key(option.label): option for option in reversed(options)}.values())[::-1]
    rows = np.asarray([catalogue.row[option.stands_for] for option in options], np.int64)
    told = [catalogue.row[name] for name in offered if name in catalogue.row]
    chosen = most_telling(
        catalogue.joint(_even(shelf)).astype(np.float64),
        catalogue.joint(rows).astype(np.float64),
        catalogue.joint(np.concatenate((signals.rows, np.asarray(told, np.int64)))).astype(np.float64),
        np.concatenate((_NOISE / signals.confidences, np.full(len(told), _ASKED_NOISE))),
        catalogue.taste_prior.covariance,
        OPTIONS,
    )
    return tuple(options[place] for place in chosen)


def most_telling(
    shelf: Doubles, candidates: Doubles, known: Doubles, noise: Doubles, covariance: Doubles, count: int
) -> list[int]:
    """Indices of the candidates that together take most from the variance of preference over the shelf, greedily.

    shelf: (items, d); candidates: (candidates, d); known: (feedback, d), with the variance of each one's `noise`;
    covariance: (d, d), the prior's.
    """
    if not len(candidates):
        return []
    spread = candidates @ covariance
    between, own = shelf @ spread.T, candidates @ spread.T
    if len(known):
        seen = known @ covariance
        solved = np.linalg.solve(seen @ known.T + np.diag(noise), seen @ candidates.T)
        between = between - (shelf @ seen.T) @ solved
        own = own - (candidates @ seen.T) @ solved
    chosen: list[int] = []
    for _ in range(min(count, len(candidates))):
        gain = (between**2).sum(axis=0) / (np.diag(own) + _NOISE)
        gain[chosen] = -np.inf
        best = int(np.argmax(gain))
        chosen.append(best)
        taken = own[best] / (own[best, best] + _NOISE)
        between = between - np.outer(between[:, best], taken)
        own = own - np.outer(own[:, best], taken)
    return chosen


@dataclass(frozen=True)
class _Region:
    """A part of the shelf: the item that stands for it, and all its rows in the sample."""

    row: int
    rows: Rows


def _regions(catalogue: Catalogue, rows: Rows, offered: Iterable[str]) -> Iterator[_Region]:
    """Clusters of the items, each with the item nearest to its centre that was not offered before; of those about as
    near, the one that most is known of, because it is the likeliest to be known."""
    sample = _even(rows)
    vectors = catalogue.vectors[sample]
    _, centres = clusters(vectors, min(_REGIONS, max(OPTIONS, len(sample) // 3)))
    if not len(centres):
        return
    near = vectors @ centres.T
    nearest = np.argmax(near, axis=1)
    told = catalogue.shelf_facts["subjects_known"][sample]
    gone = {catalogue.row[name] for name in offered if name in catalogue.row}
    for place in range(len(centres)):
        own = np.flatnonzero(nearest == place)
        if not len(own) or gone & set(sample[own].tolist()):
            continue
        standing = near[own, place] + _TYPICAL * told[own] / max(float(told.max()), 1.0)
        yield _Region(int(sample[own[int(np.argmax(standing))]]), sample[own])


def _even(rows: Rows) -> Rows:
    return rows[:: max(1, len(rows) // _SAMPLE)]


def _by_work(catalogue: Catalogue, row: int) -> Option:
    item = catalogue.items[row]
    return Option(label_of(item), (item.id,), stands_for=item.id)


def label_of(item: Item) -> str:
    creators = [name for name in item.creators[:1] if names_key(name) != names_key(item.title)]
    return f"{item.title}, {creators[0]}" if creators else item.title


def _by_subject(catalogue: Catalogue, region: _Region, shelf: Rows, known: set[str]) -> Option | None:
    """The subject that tells the region best from the rest of the shelf: the largest share there, times how much larger
    that is than elsewhere."""
    subjects = catalogue.subjects
    inside = Counter(code for row in region.rows.tolist() for code in subjects.of_item[row])
    best, best_worth = None, 0.0
    for code, count in sorted(inside.items()):
        label = subjects.labels[code].strip()
        carriers = len(subjects.holders[code])
        if carriers < _LEAST_CARRIERS or not 2 < len(label) <= 40 or names_key(label) in known:
            continue
        share = count / len(region.rows)
        worth = share * np.log(1 + share * len(shelf) / carriers)
        if worth > best_worth:
            best, best_worth = code, float(worth)
    if best is None:
        return None
    item = catalogue.items[region.row]
    label = subjects.labels[best].strip()
    return Option(label, statement=_sentence(label, item.kind), stands_for=item.id)


def _sentence(subject: str, kind: Kind) -> str:
    """In lower case where it is a common word; a name keeps its capital."""
    known = vocabulary().terms.get(fold(subject), ())
    words = subject.lower() if known else subject
    if kind is Kind.MUSIC:
        return f"I like {words}." if words.casefold().endswith("music") else f"I like {words} music."
    if kind is Kind.DOCUMENT or {group for group, _ in known} == {"theme"}:
        return f"I like {_NOUN[kind]} about {words}."
    return f"I like {words}."
