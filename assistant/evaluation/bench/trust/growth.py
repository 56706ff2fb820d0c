"""What an open library keeps growing by: memory and descriptors over rounds of indexing, lists, chat and feedback."""

import os
import shutil
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import cycle
from pathlib import Path

from assistant.app.app import App
from assistant.domain.entities import Feedback, Verdict
from assistant.evaluation.bench.index_tree import write_tree
from assistant.evaluation.bench.recommend import Row, resident
from assistant.evaluation.bench.trust.acts import apart
from assistant.evaluation.bench.trust.homes import PASSPHRASES, quick_vaults
from assistant.evaluation.bench.trust.probes import Scale, probe
from assistant.settings.paths import Paths
from assistant.storage.scratch import passing_folder

FILES, TREES = 20, 4
"""Files of a tree, and trees that take turns: each round reads all of them anew."""
_QUESTIONS = (
    "something quiet for tonight", "a book about rivers", "what did I like last?", "not so long, please",
    "how many books do I have?", "and in German?",
)  # fmt: skip
_VERDICTS = (Verdict.LIKED, Verdict.DISLIKED, Verdict.NOT_NOW)


@dataclass(frozen=True, slots=True)
class Held:
    """What the process held after a round: bytes of memory, open descriptors, processes that it started."""

    memory: int
    descriptors: int
    children: int


@probe("growth")
def growth(scale: Scale) -> list[Row]:
    """Rounds for so many minutes; the middle of the last quarter of them against that of the second."""
    with passing_folder("trust") as name:
        found = apart(partial(_rounds, Path(name), 60 * scale.minutes, scale.say))
    assert isinstance(found, list)
    quarter = max(1, len(found) // 4)
    early, late = found[quarter : 2 * quarter] or found, found[-quarter:]

    def grown(of: Callable[[Held], int]) -> float:
        return statistics.median(map(of, late)) - statistics.median(map(of, early))

    rounds = f"{len(found)} rounds of indexing, lists, chat and feedback"
    return [
        Row(f"{rounds}: memory grew by", round(grown(lambda held: held.memory) / (1 << 20), 1), "MB"),
        Row(f"{rounds}: descriptors grew by", grown(lambda held: held.descriptors), "of them"),
        Row(f"{rounds}: processes grew by", grown(lambda held: held.children), "of them"),
    ]


def _rounds(work: Path, seconds: float, say: Callable[[str], None]) -> list[Held]:
    """One round after the other in one open library, with the encoder and without a model."""
    with quick_vaults():
        app = App.open(Paths(work / "home"), passphrase=PASSPHRASES[0], llm=False)
    questions, verdicts = cycle(_QUESTIONS), cycle(_VERDICTS)
    conversation = app.chat.new()
    until = time.monotonic() + seconds
    found: list[Held] = []
    try:
        while not found or time.monotonic() < until:
            tree = work / "tree"
            shutil.rmtree(tree, ignore_errors=True)
            write_tree(tree, FILES, seed=len(found) % TREES)
            app.indexing.index([tree])
            for text in ("", "old harbours", "something with music"):
                picks = app.recommendations.recommend(app.recommendations.request(text=text), llm=False)
            for _ in range(2):
                app.chat.ask(next(questions), conversation=conversation)
            app.feedback.record(Feedback(picks[0].item.id, next(verdicts)))
            found.append(_held())
            say(f"round {len(found)}: {found[-1]}")
    finally:
        app.close()
    return found


def _held() -> Held:
    tasks = Path("/proc/self/task")
    children = sum(len((one / "children").read_text().split()) for one in tasks.iterdir()) if tasks.exists() else 0
    return Held(resident(), len(os.listdir("/dev/fd")), children)
