"""The part of θ₀ that weighs the words of a request: learned from requests whose item is known."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.evaluation.fit.shelf_weights import Case, listwise_softmax, named_weights
from assistant.evaluation.replay.replay import REQUEST_COLUMNS, default_embedder, default_worldly, open_for_requests
from assistant.evaluation.replay.replay_set import ReplaySet
from assistant.recommend.history import History, Request
from assistant.recommend.metrics import recall_at
from assistant.recommend.packs.tables import read_table
from assistant.recommend.recommender import Recommender
from assistant.recommend.scoring import Weights, design, measure

Doubles = NDArray[np.float64]
REQUESTS_FILE = "requests-train.tsv"
FEATURES = (
    "request",
    "request_words",
    "request_passage",
    "request_passages",
    "request_world",
    "request_world_passage",
    "request_world_passages",
)


def gather_requests(folder: Path, count: int, say: Callable[[str], None]) -> list[Case]:
    """Cases of requests in words with the item that was meant, for a person without a history."""
    recommender = open_for_requests(ReplaySet(folder), default_embedder(), lambda _: None, default_worldly())
    rows = list(read_table(folder / REQUESTS_FILE, (*REQUEST_COLUMNS, "item")))[:count]
    cases = [case for row in rows for case in _case(recommender, row)]
    say(f"{folder.name}: {len(cases)} requests, union recall {np.mean([case.wanted.sum() for case in cases]):.3f}")
    return cases


def _case(recommender: Recommender, row: dict[str, str]) -> Iterator[Case]:
    ranking = recommender.rank(History(), Request(text=row["text"], explore=0.0, now=0.0))
    catalogue = recommender.catalogue
    if ranking is None or row["item"] not in catalogue.row:
        return
    phi = design(measure(ranking.context, ranking.rows), len(ranking.rows))
    richness = catalogue.richness[catalogue.kinds[ranking.rows]]
    yield Case(phi, ranking.rows == catalogue.row[row["item"]], 1, richness)


def fit_requests(cases: list[list[Case]], weights: Weights, say: Callable[[str], None] = lambda _: None) -> Weights:
    """The weights of a request's features beside those of the shelf, which stay as they are."""
    columns = [[_columns(case) for case in some] for some in cases]
    offsets = [[_others(case, weights) for case in some] for some in cases]
    theta = listwise_softmax(columns, [[case.wanted for case in some] for some in cases], offsets=offsets)
    for some, own, beside in zip(cases, columns, offsets, strict=True):
        ranked = [c.wanted[np.argsort(-(x @ theta + b))] for c, x, b in zip(some, own, beside, strict=True)]
        say(f"requests: Recall@10 {np.mean([recall_at(hits, 1, 10) for hits in ranked]):.4f}")
    (request,) = named_weights(theta, (FEATURES,))
    return replace(weights, request=request)


def _columns(case: Case) -> Doubles:
    return np.stack([case.phi.get(name, np.zeros(len(case.wanted))) for name in FEATURES], axis=1)


def _others(case: Case, weights: Weights) -> Doubles:
    """What the rest of the weights adds to each candidate."""
    blended = weights.blend(case.richness, has_pack=False, asked=True)
    parts = [blended[name] * phi for name, phi in case.phi.items() if name in blended and name not in FEATURES]
    return np.asarray(np.sum(parts, axis=0), np.float64) if parts else np.zeros(len(case.wanted))
