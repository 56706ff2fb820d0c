"""How fast the recommender is on this machine, on a made-up library: rows of name, value, unit, peer and ratio."""

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.core.entities import Interaction, Item, Kind, Statement, Verdict
from assistant.recommend.catalogue import Catalogue
from assistant.recommend.history import History, Request
from assistant.recommend.recommender import Recommender

DIMENSIONS = 384
_REGIONS = 200
_ROUNDS = 20
_WORDS = 4000
_NOW = 1_700_000_000.0
_DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement. `peer` names what it is compared with, `ratio` is value over the peer's; None without one."""

    name: str
    value: float
    unit: str
    peer: str = ""
    ratio: float | None = None


class MadeUpEmbedder:
    """Fixed directions for texts, so that the ranker is measured and not the encoder."""

    name = "made up"
    dimensions = DIMENSIONS

    def embed(self, text: str) -> NDArray[np.float32]:
        vector: NDArray[np.float32] = self.embed_batch([text])[0]
        return vector

    def embed_batch(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = [np.random.default_rng(list(text.encode())).standard_normal(DIMENSIONS) for text in texts]
        return unit_rows(np.asarray(rows, np.float32).reshape(len(texts), DIMENSIONS))


def bench_recommend(size: int = 100_000, rounds: int = _ROUNDS) -> list[dict[str, Any]]:
    """Time a list without a model, the same after one feedback and an edited statement, and the scan: p95 of rounds."""
    items, vectors = made_up_library(size)
    started = time.perf_counter()
    catalogue = Catalogue.build(items, [item.id for item in items], vectors)
    catalogue.warm()
    warm = time.perf_counter() - started
    recommender = Recommender(catalogue, MadeUpEmbedder())
    history = made_up_history(items)
    request = Request(now=_NOW, seed=1)
    recommender.recommend(history, request)
    lists = timed(lambda k: recommender.recommend(history, replace(request, seed=k)), rounds)
    grown = [replace(history, interactions=(*history.interactions, _like(items[-1 - k], k))) for k in range(rounds)]
    after = timed(lambda k: recommender.recommend(grown[k], request), rounds)
    edited = [
        replace(history, statements=(Statement("s0", f"slow word{k}"), *history.statements[1:])) for k in range(rounds)
    ]
    profile = timed(lambda k: recommender.recommend(edited[k], request), rounds)
    scan = timed(lambda k: catalogue.similarities(vectors[k : k + 1]), rounds)
    copy = np.empty_like(vectors)
    limit = timed(lambda _: np.copyto(copy, vectors), max(3, rounds // 4)) / 2
    name = f"{size // 1000}k items"
    rows = [
        Row(f"list, {name}, p95", lists, "ms", "150 ms", lists / 150),
        Row(f"list after one feedback, {name}, p95", after, "ms", "200 ms", after / 200),
        Row(f"list after an edited statement, {name}, p95", profile, "ms", "100 ms", profile / 100),
        Row(f"scan, {name}, p95", scan, "ms", "half a copy of the vectors", scan / limit),
        Row(f"indexes made ready, {name}", warm, "s"),
        Row(f"memory beside the vectors, {name}", _beside(catalogue) / vectors.nbytes, "of the vectors", "0.3", None),
    ]
    return [asdict(row) for row in rows]


def timed(act: Callable[[int], Any], rounds: int) -> float:
    """Milliseconds within which 95 of 100 rounds are done."""
    taken = []
    for number in range(rounds):
        started = time.perf_counter()
        act(number)
        taken.append(1000 * (time.perf_counter() - started))
    return round(float(np.quantile(taken, 0.95)), 2)


def made_up_library(size: int) -> tuple[list[Item], NDArray[np.float32]]:
    """Items of all kinds in clusters of meaning, with subjects, creators, series and short descriptions."""
    generator = np.random.default_rng(0)
    centres = generator.standard_normal((_REGIONS, DIMENSIONS)).astype(np.float32)
    regions = generator.integers(0, _REGIONS, size)
    vectors = centres[regions] + generator.standard_normal((size, DIMENSIONS), dtype=np.float32)
    words = generator.zipf(1.3, (size, 14)) % _WORDS
    return [_made_up_item(k, int(regions[k]), words[k].tolist()) for k in range(size)], unit_rows(vectors)


def _made_up_item(number: int, region: int, words: list[int]) -> Item:
    return Item(
        f"i{number}",
        list(Kind)[number % 3],
        f"word{words[0]} word{words[1]} {number}",
        (f"Name {number % 20_000}",),
        series=f"Series {number // 5}" if number % 10 < 3 else "",
        series_index=float(number % 5) if number % 10 < 3 else None,
        subjects=(f"subject {region}", f"subject {region % 20} broad"),
        description=" ".join(f"word{word}" for word in words),
        added=_NOW - (number % 900) * _DAY,
        year=1900 + number % 120,
    )


def made_up_history(items: Sequence[Item], likes: int = 200) -> History:
    """Likes, dislikes and plays spread over two years, with ten statements."""
    verdicts = (Verdict.LIKED, Verdict.LIKED, Verdict.FINISHED, Verdict.PLAYED, Verdict.DISLIKED)
    step = max(1, len(items) // likes)
    events = tuple(
        Interaction(k, item.id, verdicts[k % len(verdicts)], _NOW - 3.5 * k * _DAY)
        for k, item in enumerate(items[::step][:likes])
    )
    return History(events, tuple(Statement(f"s{k}", f"word{k} and word{k + 40}") for k in range(10)))


def _like(item: Item, number: int) -> Interaction:
    return Interaction(100_000 + number, item.id, Verdict.LIKED, _NOW)


def unit_rows(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9), np.float32)


def _beside(catalogue: Catalogue) -> int:
    """Bytes of the arrays that the ranker keeps beside the vectors, without the items themselves."""
    words, topics = catalogue.words.rows, catalogue.topics
    kept = [words.data, words.indices, words.indptr, *catalogue.shelf_facts.values()]
    return topics.nbytes + sum(int(array.nbytes) for array in kept)


if __name__ == "__main__":
    for row in bench_recommend(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000):
        print(row)
