"""How ranking grows with what is known: from nothing, from a few pieces of feedback, and from the profile alone.

    python -m assistant.evaluation.curves SET [--pack PACK]

prints a row of NDCG@10 with its 95 % interval over people for each size of history, one for the whole history, and one
for the sentences that are inferred from it, with the history itself hidden.
"""

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from assistant.domain.entities import Interaction
from assistant.embedding.encoder import Embedder
from assistant.evaluation.replay.replay import default_embedder, open_set
from assistant.evaluation.replay.replay_set import ReplaySet, interactions, values_are_stars
from assistant.recommend.history import History, Request
from assistant.recommend.metrics import bootstrap_interval, ndcg_at
from assistant.recommend.packs.packs import Pack
from assistant.recommend.recommender import Recommender
from profiles.statement_inference import infer

SIZES = (0, 1, 3, 5, 10, 20, 50)
_PLACES = 10


@dataclass(frozen=True, slots=True)
class Point:
    """NDCG@10 of one way of knowing a person: mean and 95 % interval over people."""

    known: str
    ndcg: float
    low: float
    high: float


@dataclass(frozen=True)
class _Person:
    past: tuple[Interaction, ...]
    wanted: frozenset[str]
    exclude: frozenset[str]


def curves(folder: Path, embedder: Embedder, pack: Pack | None = None, sizes: Sequence[int] = SIZES) -> Iterator[Point]:
    """Points for each size of history (the same people throughout), the whole of it, and the profile alone."""
    data = ReplaySet(folder)
    recommender = open_set(data, embedder, pack, lambda _: None)
    people = list(_people(data))
    for size in sizes:
        yield _point(f"{size} pieces of feedback", recommender, people, partial(_beginning, size=size))
    yield _point("everything", recommender, people, lambda p: History(p.past))
    items = data.items
    yield _point("profile alone", recommender, people, lambda p: History(statements=infer(p.past, items, _now(p.past))))


def _people(data: ReplaySet) -> Iterator[_Person]:
    histories, future = data.events("people"), data.events("future")
    stars = values_are_stars(histories)
    for user, events in histories.items():
        if user in future:
            past = interactions(events, stars, 0.0)
            yield _Person(past, frozenset(e.item for e in future[user]), frozenset(e.item for e in events))


def _beginning(person: _Person, size: int) -> History:
    """The first pieces in a fixed random order, so that each size holds those before it."""
    order = np.random.default_rng(0).permutation(len(person.past))
    return History(tuple(person.past[k] for k in order[:size]))


def _now(past: tuple[Interaction, ...]) -> float:
    return max((event.at for event in past), default=0.0)


def _point(
    known: str, recommender: Recommender, people: Sequence[_Person], history: Callable[[_Person], History]
) -> Point:
    scores = []
    for person in people:
        request = Request(n=_PLACES, exclude=person.exclude, explore=0.0, now=_now(person.past))
        shown = recommender.listed(history(person), request)
        scores.append(ndcg_at([item in person.wanted for item in shown], len(person.wanted)))
    return Point(known, *(round(value, 4) for value in bootstrap_interval(np.asarray(scores))))


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description="How ranking grows with what is known of a person.")
    parser.add_argument("set", type=Path)
    parser.add_argument("--pack", type=Path)
    options = parser.parse_args(arguments)
    pack = Pack.load(options.pack) if options.pack else None
    for point in curves(options.set, default_embedder(), pack):
        print(f"{point.known:24} {point.ndcg:.4f}  [{point.low:.4f}, {point.high:.4f}]", flush=True)


if __name__ == "__main__":
    main()
