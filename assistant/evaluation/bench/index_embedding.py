"""Passages into vectors: how fast beside sentence-transformers, and how well they are found."""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.domain.entities import Item
from assistant.domain.errors import ModelError
from assistant.embedding.encoder import Embedder, OnnxEmbedder, passage_vectors
from assistant.evaluation.bench.index_tree import manual
from assistant.evaluation.bench.recommend import Row
from assistant.evaluation.replay.replay import replay
from assistant.evaluation.replay.replay_set import ReplaySet
from assistant.recommend.metrics import recall_at
from assistant.recommend.packs.tables import read_table
from assistant.recommend.text.passages import sentences
from assistant.settings.declarations import Settings
from assistant.settings.paths import Paths, models_folder
from assistant.setup.default_models import ENCODER
from assistant.setup.encoder_export import load_peer
from indexers.embed import item_text, mixture
from indexers.passages import split_text

_PASSAGES = 60
_ROUNDS = 5
Vectors = NDArray[np.float32]


class RememberingEmbedder:
    """An encoder with or without its quick form. Texts seen before get their exact vectors from memory."""

    def __init__(self, encoder: Embedder, quick: bool) -> None:
        self._encoder, self._quick = encoder, quick
        self.known: dict[str, Vectors] = {}
        self.read: dict[str, Vectors] = {}

    @property
    def name(self) -> str:
        return self._encoder.name

    @property
    def dimensions(self) -> int:
        return self._encoder.dimensions

    def embed(self, text: str) -> Vectors:
        vector: Vectors = self.embed_batch([text])[0]
        return vector

    def embed_batch(self, texts: Sequence[str]) -> Vectors:
        return _remembered(self.known, texts, self._encoder.embed_batch)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        make = partial(passage_vectors, self._encoder) if self._quick else self._encoder.embed_batch
        return _remembered(self.read, texts, make)


def _remembered(known: dict[str, Vectors], texts: Sequence[str], make: Callable[[Sequence[str]], Vectors]) -> Vectors:
    fresh = list(dict.fromkeys(text for text in texts if text not in known))
    if fresh:
        known.update(zip(fresh, make(fresh), strict=True))
    return np.stack([known[text] for text in texts])


def bench_embedding(replay_set: Path | None, work: Path) -> list[Row]:
    """Passages a second against SentenceTransformer.encode, and Recall@10 of a replay set's requests."""
    threads = Settings.load(Paths.default()).threads
    encoder = OnnxEmbedder(models_folder() / "encoder", threads)
    rows = [_throughput(encoder, threads)]
    if replay_set is not None:
        rows += _quality(encoder, replay_set, work)
    return rows


def _throughput(encoder: OnnxEmbedder, threads: int) -> Row:
    """The two take turns, so that both meet the same machine; the ratio is the median of the turns."""
    texts = split_text("\n\n".join(manual()))[:_PASSAGES]
    name = f"embedding {len(texts)} passages, {threads} threads"
    encoder.embed_passages(texts[:4])
    try:
        peer = load_peer(ENCODER.find().parent, threads)
    except ModelError:
        return Row(name, len(texts) / _seconds(encoder, texts), "passages/s", "SentenceTransformer.encode (absent)")
    ours, theirs = [], []
    for _ in range(_ROUNDS):
        ours.append(len(texts) / _seconds(encoder, texts))
        started = time.perf_counter()
        peer.encode(texts, show_progress_bar=False)
        theirs.append(len(texts) / (time.perf_counter() - started))
    value, other = statistics.median(ours), statistics.median(theirs)
    ratio = statistics.median(mine / other for mine, other in zip(ours, theirs, strict=True))
    return Row(name, round(value, 1), "passages/s", f"SentenceTransformer.encode, {other:.1f} passages/s", ratio)


def _seconds(encoder: OnnxEmbedder, texts: Sequence[str]) -> float:
    started = time.perf_counter()
    encoder.embed_passages(texts)
    return time.perf_counter() - started


def _quality(encoder: OnnxEmbedder, folder: Path, work: Path) -> list[Row]:
    exact, quick = RememberingEmbedder(encoder, quick=False), RememberingEmbedder(encoder, quick=True)
    quick.known = exact.known
    peer = _recall(folder, exact, work / "exact.tsv")
    value = _recall(folder, quick, work / "quick.tsv")
    name = f"Recall@10 of {folder.name}'s validation requests, passages in eight bits"
    return [Row(name, round(value, 4), "", f"the float model, {peer:.4f}", value / peer), combination(quick, folder)]


def combination(encoder: RememberingEmbedder, folder: Path) -> Row:
    """Recall@10 by the vectors alone: those that mix all that is known of a work, against title, creators, subjects."""
    items = ReplaySet(folder).items
    asked = list(read_table(folder / "requests-validation.tsv", ("text", "item")))
    wishes = encoder.embed_batch([row["text"] for row in asked])
    wanted = [[item.id for item in items].index(row["item"]) for row in asked]

    def recall(vectors: Vectors) -> float:
        near = wishes @ vectors.T
        better = (near > near[np.arange(len(asked)), wanted][:, None]).sum(axis=1)
        return float(np.mean(better < 10))

    bare = recall(encoder.embed_batch([item_text(replace(item, description="")) for item in items]))
    value = recall(np.stack([_mixed(item, encoder) for item in items]))
    name = "the same by item vectors alone, of descriptions and passages"
    return Row(name, round(value, 4), "", f"of title, creators and subjects, {bare:.4f}", value / max(bare, 1e-9))


def _mixed(item: Item, encoder: RememberingEmbedder) -> Vectors:
    """An item's vector as the library makes it, with the sentences of its description for passages."""
    described, read = encoder.embed_batch([item_text(item)])[0], sentences(item.description)
    if not read:
        return np.asarray(described, np.float32)
    mean = encoder.embed_passages(read).mean(axis=0)
    return mixture(described, mean / np.linalg.norm(mean))


def _recall(folder: Path, embedder: Embedder, out: Path) -> float:
    requests = folder / "requests-validation.tsv"
    replay(folder, out, requests=requests, embedder=embedder)
    wanted = {row["request"]: row["item"] for row in read_table(requests, ("request", "item"))}
    hits = {request: [False] * 10 for request in wanted}
    for row in read_table(out, ("user", "item", "rank")):
        if int(row["rank"]) <= 10:
            hits[row["user"]][int(row["rank"]) - 1] = row["item"] == wanted[row["user"]]
    return float(np.mean([recall_at(found, 1, 10) for found in hits.values()]))
