"""How well the recommender would have guessed one person's own likes: each judged by what was known before it.

For each of the latest likes the journal is cut just before it, the list is solved from what remains, and the like's
place is read off. The same is done for a random order and for plain similarity to the likes so far. Popularity has no
meaning for a single person without a pack, and the card says so.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.core.entities import Interaction
from assistant.core.errors import AssistantError
from assistant.recommend.catalogue import KINDS, Catalogue
from assistant.recommend.history import History, Request, read_signals
from assistant.recommend.metrics import (
    bootstrap_interval,
    calibration_divergence,
    coverage,
    intra_list_diversity,
    ndcg_at,
    novelty,
    recall_at,
)
from assistant.recommend.recommender import Recommender

LEAST_LIKES = 5
MOST_CUTS = 30
_PLACES = 20
Order = Callable[[History, float], list[str]]


class TooLittleFeedback(AssistantError):
    def __init__(self, likes: int) -> None:
        super().__init__(f"There are {likes} likes so far; the report card needs {LEAST_LIKES} after the first one.")


@dataclass(frozen=True)
class Cut:
    """The journal before a like, and the item that was liked then."""

    before: History
    wanted: str
    at: float


def report_card(recommender: Recommender, history: History, now: float, seed: int = 0) -> dict[str, Any]:
    """The rankers with NDCG@10 and Recall@20 as [mean, lower, upper] of 95 %, what differs between ours and plain
    similarity, and what the lists are like. Raises TooLittleFeedback."""
    cuts = temporal_cuts(history, recommender.catalogue, now)
    if len(cuts) < LEAST_LIKES:
        raise TooLittleFeedback(len(cuts))
    rankers: dict[str, Order] = {
        "alcove": lambda before, at: recommender.listed(before, Request(n=_PLACES, explore=False, now=at)),
        "plain similarity": lambda before, at: similar_order(recommender.catalogue, before, at),
        "random": lambda before, at: random_order(recommender.catalogue, before, at, seed),
    }
    lists = {name: [order(cut.before, cut.at) for cut in cuts] for name, order in rankers.items()}
    gains = {name: _gains(shown, cuts) for name, shown in lists.items()}
    rows = [
        {"name": name, "ndcg@10": _interval(ndcg, seed), "recall@20": _interval(recall, seed)}
        for name, (ndcg, recall) in gains.items()
    ]
    rows.append({"name": "popularity", "note": "not applicable: nobody else's choices are known here"})
    better = bootstrap_interval(gains["alcove"][0] - gains["plain similarity"][0], seed)
    return {
        "likes_judged": len(cuts),
        "rankers": rows,
        "gain_over_plain_similarity": [round(value, 4) for value in better],
        "lists": _list_qualities(recommender.catalogue, history, lists["alcove"], now),
    }


def temporal_cuts(history: History, catalogue: Catalogue, now: float) -> list[Cut]:
    """The latest likes, oldest first, each with the journal strictly before it; first likes of an item only."""
    events = sorted((e for e in history.interactions if e.item_id in catalogue.row), key=lambda e: (e.at, e.id))
    cuts: list[Cut] = []
    known: set[str] = set()
    for event in events:
        earlier = [other for other in events if other.at < event.at]
        if event.item_id not in known and earlier and _is_like(event, catalogue, now):
            cuts.append(Cut(replace(history, interactions=tuple(earlier), shown={}), event.item_id, event.at))
        known.add(event.item_id)
    return cuts[-MOST_CUTS:]


def _is_like(event: Interaction, catalogue: Catalogue, now: float) -> bool:
    return bool(np.any(read_signals(History((event,)), catalogue, now).targets > 0.3))


def similar_order(catalogue: Catalogue, history: History, now: float) -> list[str]:
    """By cosine to the mean of what was liked; the plainest ranker that knows the person."""
    signals = read_signals(history, catalogue, now)
    scores = catalogue.vectors @ catalogue.vectors[signals.rows[signals.liked]].sum(axis=0)
    scores[signals.rows] = -np.inf
    return [catalogue.ids[row] for row in np.argsort(-scores, kind="stable")[:_PLACES]]


def random_order(catalogue: Catalogue, history: History, now: float, seed: int) -> list[str]:
    known = {event.item_id for event in history.interactions}
    left = [item_id for item_id in catalogue.ids if item_id not in known]
    generator = np.random.default_rng([seed, len(known)])
    return [left[k] for k in generator.permutation(len(left))[:_PLACES]]


def _gains(lists: Sequence[Sequence[str]], cuts: Sequence[Cut]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    hits = [[item_id == cut.wanted for item_id in shown] for shown, cut in zip(lists, cuts, strict=True)]
    ndcg = np.asarray([ndcg_at(row, 1) for row in hits])
    return ndcg, np.asarray([recall_at(row, 1) for row in hits])


def _interval(values: NDArray[np.float64], seed: int) -> list[float]:
    return [round(value, 4) for value in bootstrap_interval(values, seed)]


def _list_qualities(
    catalogue: Catalogue, history: History, lists: Sequence[Sequence[str]], now: float
) -> dict[str, float]:
    """Diversity, novelty, coverage and calibration of the first ten of each list."""
    rows = [np.asarray([catalogue.row[item_id] for item_id in shown[:10]], np.int64) for shown in lists]
    rows = [row for row in rows if len(row)]
    every = np.concatenate(rows)
    times = np.bincount(every, minlength=len(catalogue)) / len(rows)
    signals = read_signals(history, catalogue, now)
    taste = np.bincount(catalogue.kinds[signals.rows[signals.liked]], minlength=len(KINDS)).astype(np.float64)
    shown = np.bincount(catalogue.kinds[every], minlength=len(KINDS)).astype(np.float64)
    qualities = {
        "diversity": float(np.mean([intra_list_diversity(catalogue.vectors[row]) for row in rows])),
        "novelty": novelty(times[every]),
        "coverage": coverage([shown[:10] for shown in lists], len(catalogue)),
        "calibration": calibration_divergence(taste / max(taste.sum(), 1), shown / max(shown.sum(), 1)),
    }
    return {name: round(value, 4) for name, value in qualities.items()}
