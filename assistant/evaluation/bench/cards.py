"""How well cards are made: on the labelled items for judging, which no training sees, and how long they take."""

import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import numpy as np

from assistant.cards.heads import default_heads
from assistant.cards.maker import CardMaker, Made
from assistant.domain.cards import COLUMNS
from assistant.domain.errors import AssistantError
from assistant.domain.rows import Row as Plain
from assistant.embedding.encoder import Embedder
from assistant.embedding.multilingual import MultilingualEmbedder
from assistant.evaluation.bench.recommend import Row
from assistant.evaluation.fit.card_examples import (
    JUDGING,
    Doubles,
    expected_calibration_error,
    label_matrix,
    macro_f1,
    read_examples,
)
from assistant.messages import tr
from assistant.settings.paths import MULTILINGUAL_FOLDER, models_folder

SHELF = 170
"""Items of which the time is told."""
_GOALS = {"macro-F1": 0.75, "calibration error": 0.06, "seconds": 90.0}


def bench_cards(
    judging: Path = JUDGING, say: Callable[[str], None] = lambda _: None, embedder: Embedder | None = None
) -> list[Plain]:
    """Rows: macro-F1 of each facet and over all, calibration error, seconds for 170 items. Raises AssistantError where
    the labelled items are not there: they come with the source, not with the program."""
    if not judging.is_file():
        raise AssistantError(tr("{path} is not there: it comes with the source of Alcove.", path=judging))
    examples = read_examples(judging)
    maker = CardMaker(default_heads(), embedder or MultilingualEmbedder(models_folder() / MULTILINGUAL_FOLDER))
    say(f"cards of {len(examples)} items")
    begun = time.perf_counter()
    made = maker.make([one.subject for one in examples])
    seconds = (time.perf_counter() - begun) * SHELF / len(examples)
    labels = label_matrix(examples)
    sure = np.stack([one.confidences for one in made]).astype(np.float64)
    scores = macro_f1(labels, _given(made))
    rows = [Row(f"cards, {facet}", value, "macro-F1") for facet, value in scores.items()]
    rows += [
        _against_goal("cards, mean over facets", float(np.mean(list(scores.values()))), "macro-F1"),
        _against_goal("cards", expected_calibration_error(labels, sure), "calibration error"),
        _against_goal(f"cards of {SHELF} items", seconds, "seconds"),
    ]
    return [asdict(row) for row in rows]


def _given(made: list[Made]) -> Doubles:
    """(items, values): 1 for what stands on the cards."""
    held = [{(facet, one.value) for facet, values in each.card.items() for one in values} for each in made]
    return np.asarray([[float(value in own) for value in COLUMNS] for own in held], np.float64)


def _against_goal(name: str, value: float, unit: str) -> Row:
    return Row(name, value, unit, "goal", value / _GOALS[unit])
