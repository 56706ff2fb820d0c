"""How well requests are understood, on public sets: books told from memory, names in requests, playlists by talk."""

import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from assistant.chat.understand.intent import Intent
from assistant.chat.understand.reading import read_intent
from assistant.embedding.encoder import Embedder
from assistant.evaluation.bench.pacing import Paced, Say, paced
from assistant.evaluation.bench.recommend import Row
from assistant.evaluation.fit.spans import read_set
from assistant.evaluation.replay.dialogues import replay_dialogues
from assistant.evaluation.replay.replay import REQUEST_COLUMNS, default_embedder, open_for_requests
from assistant.evaluation.replay.replay_set import ReplaySet
from assistant.recommend.history import History, Request
from assistant.recommend.packs.tables import read_table

DIALOGUES = "cpcd_v1.dialogs.dev.train.jsonl"
FIRST = 10
_GOALS = {"memory": 0.58, "names": 0.5, "dialogues": 0.36}


def bench_requests(data: Path, say: Say = lambda _: None, embedder: Embedder | None = None) -> list[dict[str, Any]]:
    """Rows for those of the folders tomt, musicreconer and cpcd that `data` holds. Raises TableError."""
    encoder = embedder or default_embedder()
    rows: list[Row] = []
    if (data / "musicreconer" / "dataset3").is_dir():
        say("names in requests")
        rows += names_rows(data / "musicreconer" / "dataset3")
    if (data / "tomt").is_dir():
        say("books described from memory")
        rows += memory_rows(data / "tomt", encoder, say)
    if (data / "cpcd").is_dir():
        rows += dialogue_rows(data / "cpcd" / DIALOGUES, encoder, say)
    return [asdict(row) for row in rows]


def names_rows(folder: Path) -> list[Row]:
    """F1 on exact spans of artists and works, as `alcove intent` reads the `preprocessed` column; an empty library."""
    right = found = given = 0
    for text, marked in read_set(folder):
        spans = spans_of(read_intent(text))
        right += len(spans & set(marked))
        found += len(spans)
        given += len(marked)
    value = 2 * right / max(1, found + given)
    return [_goal("artists and works in requests, F1", value, "names", f"{found} found, {given} marked")]


def spans_of(intent: Intent) -> set[tuple[str, int, int]]:
    """("A" or "W", start, end) of what `alcove intent` prints."""
    named = (("A", intent.artists), ("W", intent.works))
    return {(role, span.start, span.end) for role, spans in named for span in spans}


def memory_rows(folder: Path, embedder: Embedder, say: Say = lambda _: None) -> list[Row]:
    """Recall@10 of books described from memory over all books of the set, and how long one request takes."""
    pace = Paced(say)
    recommender = open_for_requests(ReplaySet(folder), embedder, lambda at: pace.steps(at.phase, at.done, at.total))
    # As the window does while it rests, so that the first request is one like the others.
    recommender.catalogue.warm()
    embedder.embed("warm")
    hits, taken = [], []
    asked = list(read_table(folder / "requests-validation.tsv", (*REQUEST_COLUMNS, "item")))
    for row in paced(asked, say, "requests"):
        started = time.perf_counter()
        listed = recommender.listed(History(), Request(text=row["text"], n=FIRST, explore=0.0, now=0.0))
        taken.append(time.perf_counter() - started)
        hits.append(row["item"] in listed)
    slow = float(np.quantile(taken, 0.95))
    return [
        _goal("books described from memory, Recall@10", float(np.mean(hits)), "memory", f"of {len(hits)}"),
        Row("the same, p95 of one request", round(1000 * slow), "ms", "1 s", slow),
        Row("the same, the slowest request", round(1000 * max(taken)), "ms", "1 s", max(taken)),
    ]


def dialogue_rows(file: Path, embedder: Embedder, say: Say) -> list[Row]:
    """Hit@10 per turn of conversations that build a playlist, over all turns and over those with something to find."""
    found = replay_dialogues(file, embedder, say)
    return [
        _goal("playlists by talk, Hit@10 per turn", found.rate, "dialogues", f"of {found.turns} turns"),
        Row("the same, where a track was missing", round(found.hits / max(1, found.open), 4), f"of {found.open} turns"),
    ]


def _goal(name: str, value: float, goal: str, unit: str) -> Row:
    return Row(name, round(value, 4), unit, f"the goal, {_GOALS[goal]}", value / _GOALS[goal])
