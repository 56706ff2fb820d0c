"""How fast the recommender is on this machine, on a made-up library: rows of name, value, unit, peer and ratio."""

import gc
import importlib
import mmap
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.domain.entities import Interaction, Item, Kind, Statement, Verdict
from assistant.recommend.candidates.best_rows import best_rows
from assistant.recommend.catalogue import Catalogue
from assistant.recommend.history import History, Request
from assistant.recommend.recommender import Recommender

DIMENSIONS = 384
_REGIONS = 200
_ROUNDS = 20
_WORDS = 4000
_NOW = 1_700_000_000.0
_DAY = 86_400.0
_FOUND = 50


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
    """Time lists without a model at rest, after feedback, and on either side of a change of the profile; then the
    scan beside what the memory allows and beside faiss, and what is kept in memory."""
    before = resident()
    items, vectors = made_up_library(size)
    started = time.perf_counter()
    catalogue = Catalogue.build(items, [item.id for item in items], vectors)
    catalogue.warm()
    warm = time.perf_counter() - started
    # The window holds full collections of garbage back while it is used: `gui.workers.gc_scheduler`.
    gc.freeze()
    after = resident()
    name = f"{size // 1000}k items"
    rows = _lists(Recommender(catalogue, MadeUpEmbedder()), items, name, rounds)
    rows += _scans(catalogue, name, rounds)
    rows += [
        Row(f"indexes made ready, {name}", round(warm, 2), "s"),
        _against(f"arrays, {name}", (vectors.nbytes + _beside(catalogue)) / vectors.nbytes, "× vectors", "limit", 1.3),
    ]
    if after > before > 0:
        rows.append(Row(f"process with all items as objects, {name}", round((after - before) / vectors.nbytes, 2), "×"))
    return [asdict(row) for row in rows]


def _lists(recommender: Recommender, items: Sequence[Item], name: str, rounds: int) -> list[Row]:
    history = made_up_history(items)
    request = Request(now=_NOW, seed=1)
    quiet = replace(request, explore=0.0)
    recommender.recommend(history, request)
    shown = [{item.id: float(k % 3) for item in items[:10]} for k in range(rounds)]
    lists = timed(lambda k: recommender.recommend(replace(history, shown=shown[k]), replace(request, seed=k)), rounds)
    liked = [replace(history, interactions=(*history.interactions, _like(items[-1 - k], k))) for k in range(rounds)]
    fresh = timed(lambda k: recommender.recommend(liked[k], request), rounds)
    texts = ("slow", "short", "subject 3 from the 1980s,", "word7 by Name 12 and", "long French")
    edits = [(Statement("s0", f"{texts[k % len(texts)]} word{k}"), *history.statements[1:]) for k in range(rounds)]
    muted = [tuple(replace(s, muted=s.id == f"s{k % 10}") for s in history.statements) for k in range(rounds)]

    def shift(statements: tuple[Statement, ...]) -> None:
        recommender.ranks(history, quiet)
        recommender.ranks(replace(history, statements=statements), quiet)

    recommender.ranks(history, quiet)
    edited = timed(lambda k: shift(edits[k]), rounds)
    quieter = timed(lambda k: shift(muted[k]), rounds)
    limit = 150 if len(items) <= 100_000 else 500
    return [
        _against(f"list, {name}, p95", lists, "ms", "limit", limit),
        _against(f"list after one feedback, {name}, p95", fresh, "ms", "limit", limit + 50),
        _against(f"statement edited, ranks before and after, {name}, p95", edited, "ms", "limit", 100),
        _against(f"statement muted, ranks before and after, {name}, p95", quieter, "ms", "limit", 100),
    ]


def _scans(catalogue: Catalogue, name: str, rounds: int) -> list[Row]:
    """Similarities of all items with one vector, beside one threaded read of all vectors and beside faiss' own scan."""
    vectors = catalogue.vectors
    flat = vectors.ravel()
    scan = timed(lambda k: catalogue.similarities(vectors[k : k + 1]), rounds, 0.5)
    limit = timed(lambda _: np.dot(flat, flat), rounds, 0.5)
    rows = [_against(f"scan, {name}, median", scan, "ms", "one read of the vectors", limit)]
    allowed = np.ones(len(catalogue), np.bool_)
    found = timed(lambda k: best_rows(catalogue.similarities(vectors[k : k + 1])[0], allowed, _FOUND), rounds, 0.5)
    peer = _faiss(vectors, rounds)
    label = f"scan for the {_FOUND} nearest, {name}, median"
    rows.append(_against(label, found, "ms", "faiss flat", peer) if peer else Row(label, found, "ms", "faiss: absent"))
    return rows


def _faiss(vectors: NDArray[np.float32], rounds: int) -> float | None:
    """The same by faiss' exact index; None where faiss is not installed, which only this comparison would use."""
    try:
        faiss = importlib.import_module("faiss")
    except ImportError:
        return None
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)
    return timed(lambda k: index.search(vectors[k : k + 1], _FOUND), rounds, 0.5)


def _against(name: str, value: float, unit: str, peer: str, reference: float) -> Row:
    return Row(name, round(value, 2), unit, f"{peer} {reference:g} {unit}", round(value / max(reference, 1e-9), 3))


def resident() -> int:
    """Bytes of memory that the process holds; 0 where the system does not say."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    except OSError:
        return 0
    return int(pages) * mmap.PAGESIZE


def timed(act: Callable[[int], Any], rounds: int, quantile: float = 0.95) -> float:
    """Milliseconds within which 95 of 100 rounds are done, or another share of them."""
    taken = []
    for number in range(rounds):
        started = time.perf_counter()
        act(number)
        taken.append(1000 * (time.perf_counter() - started))
    return round(float(np.quantile(taken, quantile)), 2)


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
    """Bytes of the arrays that the ranker keeps beside the vectors, without the items themselves.

    Where rows start is kept three times, twice of them for the processors that share a product.
    """
    words, topics = catalogue.words.rows, catalogue.topics
    kept = [words.data, words.indices, *3 * [words.indptr], *catalogue.shelf_facts.values()]
    return topics.nbytes + sum(int(array.nbytes) for array in kept)


if __name__ == "__main__":
    for row in bench_recommend(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000):
        print(row)
