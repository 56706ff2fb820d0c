"""Replays public histories through the product's own recommender: each person alone on a fresh machine."""

import csv
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from assistant.chat.understand.heads import default_heads
from assistant.domain.errors import ModelError
from assistant.domain.rows import Row
from assistant.embedding.encoder import Embedder, OnnxEmbedder
from assistant.embedding.multilingual import MultilingualEmbedder
from assistant.embedding.tokens import with_tokens
from assistant.evaluation.replay.replay_set import ReplaySet, interactions, values_are_stars
from assistant.recommend.catalogue import Catalogue
from assistant.recommend.history import History, Request
from assistant.recommend.packs.packs import Pack
from assistant.recommend.packs.tables import read_table
from assistant.recommend.recommender import Recommender
from assistant.recommend.text.passages import SentenceIndex
from assistant.recommend.text.world import World
from assistant.settings.declarations import Settings
from assistant.settings.paths import MULTILINGUAL_FOLDER, Paths, models_folder
from indexers.embed import item_text
from profiles.statement_inference import infer

PLACES = 100
REQUEST_COLUMNS = ("request", "text")
_ITEMS_AT_ONCE = 256


@dataclass(frozen=True, slots=True)
class ReplayProgress:
    phase: str
    done: int
    total: int


Progress = Callable[[ReplayProgress], None]


def replay(
    set_folder: Path,
    out: Path,
    *,
    pack: Path | None = None,
    embedder: Embedder | None = None,
    worldly: Embedder | None = None,
    requests: Path | None = None,
    profile_alone: bool = False,
    progress: Progress | None = None,
) -> Row:
    """Rank the items of a set for each of its people, or for each request, and write `user, item, rank` to `out`.

    With `profile_alone`, sentences are inferred from each person's history and the history itself is hidden; its items
    stay out of the list as they always do, so that the two can be compared.
    Nothing is kept between people. Raises TableError for files that are missing or lack columns, and PackError.
    Returns counts: people or requests, items, seconds.
    """
    started = time.perf_counter()
    data = ReplaySet(set_folder)
    said = progress or (lambda _: None)
    asked = list(read_table(requests, REQUEST_COLUMNS)) if requests is not None else None
    people = data.events("people") if asked is None else {}
    known = Pack.load(pack) if pack is not None else None
    encoder = embedder or default_embedder()
    world = worldly or (default_worldly() if embedder is None else None)
    recommender = (
        open_set(data, encoder, known, said) if asked is None else open_for_requests(data, encoder, said, world)
    )
    lists = (
        _for_requests(recommender, asked, said)
        if asked is not None
        else _for_people(recommender, people, said, profile_alone)
    )
    written = _write(out, lists)
    whom = "people" if asked is None else "requests"
    return {whom: written, "items": len(data.items), "seconds": round(time.perf_counter() - started, 1)}


def default_embedder() -> Embedder:
    return OnnxEmbedder(models_folder() / "encoder", Settings.load(Paths.default()).threads)


def default_worldly() -> Embedder | None:
    """The encoder for all languages; None where set-up has not made it."""
    with suppress(ModelError):
        return MultilingualEmbedder(models_folder() / MULTILINGUAL_FOLDER, Settings.load(Paths.default()).threads).apart
    return None


def open_set(data: ReplaySet, embedder: Embedder, pack: Pack | None, progress: Progress) -> Recommender:
    """A recommender over the items of a set, their vectors made as indexing makes them."""
    return Recommender(embed_catalogue(data, embedder, progress), embedder, pack)


def open_for_requests(
    data: ReplaySet, embedder: Embedder, progress: Progress, worldly: Embedder | None = None
) -> Recommender:
    """The same, with the sentences of the descriptions as passages, as a library has those of its texts; in both
    spaces, if there is an encoder for all languages."""
    catalogue = embed_catalogue(data, embedder, progress)
    progress(ReplayProgress("embedding sentences", 0, len(data.items)))
    index = SentenceIndex.build(data.items, embedder)
    world = None if worldly is None else _world(data, worldly, progress)
    return Recommender(catalogue, embedder, passage_search=index.search, world=world)


def _world(data: ReplaySet, embedder: Embedder, progress: Progress) -> World:
    progress(ReplayProgress("embedding across languages", 0, len(data.items)))
    vectors, states = with_tokens(embedder, [item_text(item) for item in data.items])
    known = None if states is None else dict(zip((item.id for item in data.items), states, strict=True))
    tokens = None if known is None else lambda ids: {item_id: known[item_id] for item_id in ids}
    heard = default_heads(models_folder() / MULTILINGUAL_FOLDER).heard
    return World(embedder, vectors, SentenceIndex.build(data.items, embedder).search, tokens, heard)


def embed_catalogue(data: ReplaySet, embedder: Embedder, progress: Progress) -> Catalogue:
    import numpy as np

    items = data.items
    vectors = np.zeros((len(items), embedder.dimensions), np.float32)
    for start in range(0, len(items), _ITEMS_AT_ONCE):
        progress(ReplayProgress("embedding", start, len(items)))
        batch = items[start : start + _ITEMS_AT_ONCE]
        vectors[start : start + len(batch)] = embedder.embed_batch([item_text(item) for item in batch])
    return Catalogue.build(items, [item.id for item in items], vectors)


def _for_people(
    recommender: Recommender, people: Row, progress: Progress, profile_alone: bool
) -> Iterator[tuple[str, list[str]]]:
    stars = values_are_stars(people)
    for number, (user, events) in enumerate(people.items()):
        progress(ReplayProgress("people", number, len(people)))
        now = max((event.time for event in events if event.time is not None), default=0.0)
        history = History(interactions(events, stars, now))
        if profile_alone:
            history = History(statements=infer(history.interactions, recommender.catalogue.items, now))
        request = Request(n=PLACES, exclude=frozenset(e.item for e in events), explore=0.0, now=now)
        yield user, recommender.listed(history, request)


def _for_requests(
    recommender: Recommender, asked: list[dict[str, str]], progress: Progress
) -> Iterator[tuple[str, list[str]]]:
    for number, row in enumerate(asked):
        progress(ReplayProgress("requests", number, len(asked)))
        request = Request(text=row["text"], n=PLACES, explore=0.0, now=0.0)
        yield row["request"], recommender.listed(History(), request)


def _write(out: Path, lists: Iterator[tuple[str, list[str]]]) -> int:
    count = 0
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", quoting=csv.QUOTE_NONE, quotechar=None, lineterminator="\n")
        writer.writerow(("user", "item", "rank"))
        for user, ids in lists:
            count += 1
            writer.writerows((user, item_id, rank) for rank, item_id in enumerate(ids, 1))
    return count
