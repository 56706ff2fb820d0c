"""How quick a conversation is on this machine: turns over the sample library with the model in use."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from assistant.app.app import App
from assistant.demo import prepare
from assistant.domain.errors import ModelMissing
from assistant.evaluation.bench.pacing import Paced, Say
from assistant.evaluation.bench.recommend import Row
from assistant.evaluation.bench.replies import audit_rows
from assistant.evaluation.bench.requests import bench_requests
from assistant.language.foreign import load_letters
from assistant.llm.client import Message, ModelClient, Sampling
from assistant.llm.server.peer import peer_speed
from assistant.settings.paths import Paths, models_folder
from assistant.storage.scratch import passing_folder

WISHES = (
    "a calm novel about the sea", "something energetic to hear while cooking", "more like that",
    "a short book for a train ride", "slow instrumental music for the evening", "nothing sad",
    "something strange with ghosts", "songs for a rainy Sunday", "a funny adventure", "music from the eighties",
    "an essay on gardens", "a long fantasy novel", "piano music to work to", "something about winter",
    "I would like to laugh tonight", "a mystery in a small town", "folk songs about travelling",
    "a book on the stars", "dance music", "poems about love",
)  # fmt: skip
_TOKENS = 64
_STOPS = 5
_LIMITS = {"card": 400.0, "word": 1500.0, "stop": 100.0}


@dataclass
class Timed:
    """Milliseconds after Enter: the cards, the first words of the reply, the first sentence that the model wrote."""

    card: float = 0.0
    word: float = 0.0
    written: float = 0.0


def bench_chat(
    data: Path | None = None, replies: int = 0, say: Say = lambda _: None, home: Path | None = None
) -> list[dict[str, Any]]:
    """Times turns over the sample library, which is made in `home`, or in a temporary one that is taken away.

    With `data`, public sets are replayed as well; with `replies`, so many of them are checked by other eyes than the
    product's. Raises ModelMissing without a language model, and TableError.
    """
    rows = []
    with sample(home, say) as app:
        model = app.models.current
        if not isinstance(model, ModelClient):
            raise ModelMissing(models_folder() / "models")
        say("talking")
        rows += [*turn_rows(app, model), *stop_rows(model), *speed_rows(model, app.settings.threads)]
        if replies:
            rows += audit_rows(app, model, replies, say)
    found = [asdict(row) for row in rows]
    return found + (bench_requests(data, say) if data is not None else [])


@contextmanager
def sample(folder: Path | None, say: Say) -> Iterator[App]:
    """An assistant over the sample library, with the installed model."""
    with passing_folder("bench") as made:
        home = folder or Path(made)
        home.mkdir(parents=True, exist_ok=True)
        app = App.open(Paths(home), passphrase="a passphrase for the bench")
        try:
            say("making the sample library")
            pace = Paced(say)
            prepare(app, home / "library", lambda at: pace(f"{at.phase}: {at.done} of {at.total}"))
            # What the window makes ready while nobody asks for anything.
            app.ranking.recommender().catalogue.warm()
            load_letters()
            yield app
        finally:
            app.close()


def turn_rows(app: App, model: ModelClient) -> list[Row]:
    """Turns of one conversation: the first with a model just started, then twenty more."""
    model.start()
    first = timed_turn(app, WISHES[0], "first")
    cost = model.last_stats
    second = timed_turn(app, WISHES[3], "first")
    again = model.last_stats
    turns = [timed_turn(app, wish, "bench") for wish in WISHES]
    written = [turn.written for turn in (second, *turns) if turn.written]
    rows = [
        _limited("first card, p95", [turn.card for turn in turns], "card"),
        _limited("first word of the reply, p95", [turn.word for turn in turns], "word"),
    ]
    # A turn in which the model said nothing that could be shown has no such time.
    if written:
        rows.append(_limited("first sentence of the model, p95", written, "word"))
    if first.written:
        rows.append(_limited("first sentence of the model, first turn", [first.written], "word"))
    rows += [
        Row("turns with a sentence of the model", len(written), f"of {len(turns) + 1}"),
        Row("prompt tokens evaluated, turn 1", cost.evaluated, "tokens"),
        Row("prompt tokens evaluated, turn 2", again.evaluated, "tokens", f"{again.reused} reused"),
    ]
    return rows


def timed_turn(app: App, text: str, conversation: str) -> Timed:
    """One turn as the window runs it."""
    found = Timed()
    started = time.perf_counter()
    parts: list[tuple[str, float]] = []

    def cards(*_: object) -> None:
        found.card = 1000 * (time.perf_counter() - started)

    def speak(part: str) -> None:
        parts.append((part, 1000 * (time.perf_counter() - started)))

    turn = app.chat.ask(text, conversation=conversation, on_cards=cards, on_text=speak)
    found.word = parts[0][1] if parts else 0.0
    # The opening is built in; what the model words comes second.
    found.written = parts[1][1] if turn.by == "model" and len(parts) > 1 else 0.0
    return found


def stop_rows(model: ModelClient) -> list[Row]:
    """From asking a reply to stop until the call is over, once while it reads the prompt and then while it writes."""
    taken = []
    for number in range(_STOPS):
        prompt = [Message("user", f"{number}. Tell me a long story about a harbour, a lamp and the winter. " * 12)]
        deadline = time.perf_counter() + 0.05 + 0.4 * number
        for _ in model.stream(prompt, Sampling(max_tokens=400, cancelled=partial(_is_past, deadline))):
            pass
        if model.last_stats.stopped == "cancelled":
            taken.append(1000 * (time.perf_counter() - deadline))
    return [_limited(f"stop, the slowest of {len(taken)}", [max(taken)], "stop")] if taken else []


def _is_past(deadline: float) -> bool:
    return time.perf_counter() > deadline


def speed_rows(model: ModelClient, threads: int) -> list[Row]:
    """Tokens a second of a long reply, beside llama.cpp's own loop over the same file with as many threads."""
    best = 0.0
    for _ in range(3):
        for _ in model.stream([Message("user", "Tell a long story.")], Sampling(max_tokens=_TOKENS, temperature=0.8)):
            pass
        stats = model.last_stats
        if stats.decode_seconds:
            best = max(best, stats.generated / stats.decode_seconds)
    peer = peer_speed(model.file, threads, _TOKENS)
    name = f"llama.cpp's own loop, {peer['decode']:.1f}"
    return [Row("decode speed", round(best, 1), "tokens/s", name, best / peer["decode"])]


def _limited(name: str, values: list[float], limit: str) -> Row:
    value = round(float(np.quantile(values, 0.95)), 1)
    return Row(name, value, "ms", f"{_LIMITS[limit]:.0f} ms", value / _LIMITS[limit])
