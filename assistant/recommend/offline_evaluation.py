"""How well the recommender would have guessed one person's own choices: each judged by what was known before it.

For each work that the person came to like, the journal is cut just before anything was said or done with it, the list
is solved from what remains, and the work's place among those of its kind that were not judged by then is read off. The
same places are read off for popularity (where a pack knows it), for plain similarity, and for chance, whose places are
known without trying. The library is the one of today; how new an item was counts only where it was there already.
"""

import copy
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assistant.domain.entities import Interaction, Statement, Verdict
from assistant.domain.errors import AssistantError, Cancelled
from assistant.messages import mark, tr, trn
from assistant.recommend.catalogue import KINDS, Catalogue, Rows
from assistant.recommend.history import History, Request, read_signals
from assistant.recommend.metrics import (
    bootstrap_interval,
    calibration_divergence,
    coverage,
    intra_list_diversity,
    novelty,
)
from assistant.recommend.recommender import Recommender
from assistant.storage.journal.records import StatementVersion

LEAST_LIKES = 5
MOST_CUTS = 40
_LIKED = 0.3
_SHOWN = 10
_RECALLED = 20
OURS, SIMILAR, POPULAR, CHANCE = "alcove", "plain similarity", "popularity", "random"  # no words


class TooLittleFeedback(AssistantError):
    def __init__(self, likes: int) -> None:
        so_far = trn(
            "Only one like can be judged so far, and a report card needs {least}: works you liked after you had said "
            "something of others. Tell Alcove what you think of more items, and ask again.",
            "Only {n} likes can be judged so far, and a report card needs {least}: works you liked after you had said "
            "something of others. Tell Alcove what you think of more items, and ask again.",
            likes,
            least=LEAST_LIKES,
        )
        none = mark(
            "No like can be judged so far, and a report card needs {least}: works you liked after you had said "
            "something of others. Tell Alcove what you think of more items, and ask again."
        )
        super().__init__(so_far if likes else tr(none, least=LEAST_LIKES))


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean with its 95 % bootstrap interval over the likes."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Marks:
    """How one ranker guessed: `ahead`, the share of the other candidates that stood behind the work (.5 is chance);
    `ndcg` at 10 and `recall` at 20. `gain`: our `ahead` minus this ranker's, paired. All None where it cannot rank,
    with the reason in `note`."""

    name: str
    ahead: Interval | None = None
    ndcg: Interval | None = None
    recall: Interval | None = None
    gain: Interval | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """How we guessed the latest likes from so many pieces of feedback: `ahead`, as in Marks."""

    pieces: int
    ahead: Interval


@dataclass(frozen=True, slots=True)
class ReportCard:
    """`likes` works were judged, of `left_out` more nothing was known before; `rankers` holds ours first.

    Of the first ten of each list: `diversity`, the mean of 1 − cosine; `novelty`, −log2 of the share of lists that
    show an item; `coverage`, the share of the library shown at all; `calibration`, the divergence of the kinds shown
    from the kinds liked, 0 where they agree.
    """

    likes: int
    left_out: int
    candidates: int
    """How many works of the same kind stood beside each, on average."""
    rankers: tuple[Marks, ...]
    diversity: float
    novelty: float
    coverage: float
    calibration: float
    curve: tuple[Known, ...] = ()
    """From nothing to all that was known, if that was asked for."""


@dataclass(frozen=True, slots=True)
class JudgingProgress:
    phase: str
    done: int
    total: int


@dataclass(frozen=True)
class Cut:
    """The journal before the person met a work that they came to like."""

    before: History
    wanted: str
    at: float


def judge(
    recommender: Recommender,
    history: History,
    now: float,
    versions: Sequence[StatementVersion] = (),
    *,
    request: Request | None = None,
    progress: Callable[[JudgingProgress], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    seed: int = 0,
) -> ReportCard:
    """The report card. `versions`: the profile's history, so that each cut knows the sentences that stood then;
    `request`: how lists are asked for, with the person's sliders.

    Raises TooLittleFeedback, and Cancelled.
    """
    asked = replace(request or Request(), n=_RECALLED, explore=0.0, rival="")
    cuts, left_out = temporal_cuts(history, recommender.catalogue, now, versions)
    if len(cuts) < LEAST_LIKES:
        raise TooLittleFeedback(len(cuts))
    # Else the library of each cut, a copy, would make anew what all of them share.
    recommender.catalogue.warm(cancelled)
    places: dict[str, list[float]] = {OURS: [], SIMILAR: [], POPULAR: []}
    others: list[int] = []
    lists: list[list[str]] = []
    every_popularity = popularity(recommender)
    for number, cut in enumerate(cuts):
        if cancelled is not None and cancelled():
            raise Cancelled(tr("The report card was stopped."))
        if progress is not None:
            progress(JudgingProgress("judging", number, len(cuts)))
        candidates = open_rows(recommender.catalogue, cut)
        wanted = recommender.catalogue.row[cut.wanted]
        others.append(len(candidates))
        order, shown = _ours(recommender, cut, candidates, asked)
        lists.append(shown)
        places[OURS].append(order.index(wanted) + 1)
        places[SIMILAR].append(_place(similarities(recommender.catalogue, cut), candidates, wanted))
        if every_popularity is not None:
            places[POPULAR].append(_place(every_popularity, candidates, wanted))
    sizes = np.asarray(others, np.float64)
    marks = {name: _marks(np.asarray(found), sizes) for name, found in places.items() if found}
    marks[CHANCE] = _by_chance(sizes)
    return ReportCard(
        len(cuts),
        left_out,
        round(float(sizes.mean())) - 1,
        tuple(_row(name, marks, seed) for name in (OURS, SIMILAR, POPULAR, CHANCE)),
        curve=(),
        **_qualities(recommender.catalogue, history, lists, now),
    )


def temporal_cuts(
    history: History, catalogue: Catalogue, now: float, versions: Sequence[StatementVersion] = ()
) -> tuple[list[Cut], int]:
    """The latest works that are liked, in the order in which the person met them, each with the journal strictly
    before; and how many are left out, because nothing was known before them."""
    signals = read_signals(history, catalogue, now)
    liked = {catalogue.ids[row] for row in signals.rows[signals.targets > _LIKED].tolist()}
    events = sorted(
        (event for event in history.interactions if event.item_id in catalogue.row and event.at <= now),
        key=lambda event: (event.at, event.id),
    )
    met: dict[str, float] = {}
    for event in events:
        if event.verdict is not Verdict.NOT_NOW:
            met.setdefault(event.item_id, event.at)
    cuts: list[Cut] = []
    left_out = 0
    for item_id, at in met.items():
        if item_id not in liked:
            continue
        before = _before(history, events, versions, at)
        if not before.interactions and not before.statements:
            left_out += 1
        else:
            cuts.append(Cut(before, item_id, at))
    return cuts[-MOST_CUTS:], left_out


def _before(
    history: History, events: Sequence[Interaction], versions: Sequence[StatementVersion], at: float
) -> History:
    earlier = tuple(event for event in events if event.at < at)
    standing: dict[str, Statement | None] = {}
    for version in versions:
        if version.at < at:
            standing[version.id] = version.statement
    statements = tuple(one for one in standing.values() if one is not None and not one.muted)
    return replace(history, interactions=earlier, statements=statements, hidden=frozenset(), shown={})


def open_rows(catalogue: Catalogue, cut: Cut) -> Rows:
    """The candidates of a cut, the same for every ranker: all of the work's kind not judged or finished by then."""
    free = catalogue.kinds == catalogue.kinds[catalogue.row[cut.wanted]]
    free[read_signals(cut.before, catalogue, cut.at).consumed] = False
    return np.flatnonzero(free)


def _ours(recommender: Recommender, cut: Cut, candidates: Rows, asked: Request) -> tuple[list[int], list[str]]:
    """Our order of all candidates, and the list of that day; what no retriever brought stands at the end."""
    ranking = _as_of(recommender, cut.at).rank(cut.before, replace(asked, now=cut.at))
    places = ranking.places() if ranking is not None else {}
    order = sorted(candidates.tolist(), key=lambda row: (places.get(row, len(recommender.catalogue) + 1), row))
    best = sorted(places, key=lambda row: places[row])[:_SHOWN]
    return order, [recommender.catalogue.ids[row] for row in best]


def guessed_ahead(recommender: Recommender, known: Cut, cut: Cut, asked: Request) -> float:
    """The share of the other candidates of `cut` that stand behind its work, guessed by what `known` holds."""
    candidates = open_rows(recommender.catalogue, cut)
    order, _ = _ours(recommender, known, candidates, replace(asked, n=_SHOWN, explore=0.0, rival=""))
    place = order.index(recommender.catalogue.row[cut.wanted])
    return (len(order) - 1 - place) / max(1, len(order) - 1)


def _as_of(recommender: Recommender, at: float) -> Recommender:
    """The same ranker on a library in which nothing is newer than `at`: what came later counts as of unknown age."""
    catalogue = copy.copy(recommender.catalogue)
    catalogue.added = np.where(catalogue.added <= at, catalogue.added, 0.0)
    vars(catalogue).pop("newest", None)  # in the order of today
    as_then = copy.copy(recommender)
    as_then.catalogue = catalogue
    return as_then


def similarities(catalogue: Catalogue, cut: Cut) -> NDArray[np.float64]:
    """Cosine to the mean of what was liked: the plainest ranker that knows the person; (items,)."""
    signals = read_signals(cut.before, catalogue, cut.at)
    return np.asarray(catalogue.vectors @ catalogue.vectors[signals.rows[signals.liked]].sum(axis=0), np.float64)


def popularity(recommender: Recommender) -> NDArray[np.float64] | None:
    """What the crowd of the pack likes, (items,); None without a pack."""
    if recommender.pack is None:
        return None
    nobody = np.zeros(0, np.int64)
    return np.asarray(recommender.pack.columns(nobody, np.zeros(0))["pack_popular"], np.float64)


def _place(scores: NDArray[np.float64], candidates: Rows, wanted: int) -> float:
    """The place from 1 of one candidate; those with the same score share the mean of their places."""
    own = scores[candidates]
    value = scores[wanted]
    return float((own > value).sum() + ((own == value).sum() + 1) / 2)


@dataclass(frozen=True)
class _Found:
    """One value per cut."""

    ahead: NDArray[np.float64]
    ndcg: NDArray[np.float64]
    recall: NDArray[np.float64]


def _marks(places: NDArray[np.float64], sizes: NDArray[np.float64]) -> _Found:
    """Marks of places from 1 among `sizes` candidates; with one work wanted, NDCG@10 is 1/log2(place + 1)."""
    return _Found(
        (sizes - places) / np.maximum(sizes - 1, 1),
        np.where(places <= _SHOWN, 1 / np.log2(places + 1), 0.0),
        (places <= _RECALLED).astype(np.float64),
    )


def _by_chance(sizes: NDArray[np.float64]) -> _Found:
    """What a random order gives on average, exactly."""
    gains = np.asarray([sum(1 / np.log2(p + 1) for p in range(1, min(_SHOWN, int(n)) + 1)) / n for n in sizes])
    return _Found(np.full(len(sizes), 0.5), gains, np.minimum(_RECALLED / sizes, 1.0))


def _row(name: str, marks: Mapping[str, _Found], seed: int) -> Marks:
    found = marks.get(name)
    if found is None:
        return Marks(name, note=tr("No pack is in use, so nobody else's choices are known here."))
    gain = _interval(marks[OURS].ahead - found.ahead, seed) if name != OURS else None
    return Marks(name, _interval(found.ahead, seed), _interval(found.ndcg, seed), _interval(found.recall, seed), gain)


def _interval(values: NDArray[np.float64], seed: int) -> Interval:
    return Interval(*(round(value, 4) for value in bootstrap_interval(values, seed)))


def _qualities(catalogue: Catalogue, history: History, lists: Sequence[Sequence[str]], now: float) -> dict[str, float]:
    rows = [np.asarray([catalogue.row[item_id] for item_id in shown], np.int64) for shown in lists if shown]
    every = np.concatenate(rows)
    times = np.bincount(every, minlength=len(catalogue)) / len(rows)
    signals = read_signals(history, catalogue, now)
    taste = np.bincount(catalogue.kinds[signals.rows[signals.liked]], minlength=len(KINDS)).astype(np.float64)
    shown = np.bincount(catalogue.kinds[every], minlength=len(KINDS)).astype(np.float64)
    qualities = {
        "diversity": float(np.mean([intra_list_diversity(catalogue.vectors[row]) for row in rows])),
        "novelty": novelty(times[every]),
        "coverage": coverage(lists, len(catalogue)),
        "calibration": calibration_divergence(taste / max(taste.sum(), 1), shown / max(shown.sum(), 1)),
    }
    return {name: round(value, 4) for name, value in qualities.items()}
