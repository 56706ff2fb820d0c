"""Learning the heads of the cards, and judging them: the mathematics, and the bench on items of the test's own."""

import json
from pathlib import Path

import numpy as np
import pytest

from assistant.cards.heads import FIGURES, VALUES, WIDTH
from assistant.domain.cards import COLUMN
from assistant.domain.errors import AssistantError
from assistant.embedding.multilingual import MultilingualEmbedder
from assistant.evaluation.bench.cards import bench_cards
from assistant.evaluation.fit import card_heads
from assistant.evaluation.fit.card_examples import expected_calibration_error, macro_f1, read_examples, training_files

ROW = {
    "id": "t1", "kind": "music", "lang": "en", "title": "Hush", "creators": ["Nobody"], "year": 1990,
    "subjects": ["lullaby"], "description": "A quiet lullaby for the very tired.", "passage": "", "minutes": 3,
    "labels": {"mood": ["calm"], "pace": ["slow"], "length": ["minutes"]},
}  # fmt: skip


def test_f1_and_calibration_are_what_their_formulas_say() -> None:
    wanted = np.zeros((4, VALUES))
    given = np.zeros((4, VALUES))
    calm = COLUMN["mood", "calm"]
    wanted[:2, calm] = 1
    given[1:3, calm] = 1
    assert macro_f1(wanted, given)["mood"] == pytest.approx(0.5 / 12)
    assert macro_f1(wanted, given)["pace"] == 0
    assert expected_calibration_error(np.asarray([[1.0, 0.0]]), np.asarray([[0.9, 0.9]])) == pytest.approx(0.4)
    assert expected_calibration_error(np.asarray([[1.0], [0.0]]), np.asarray([[1.0], [0.0]])) == 0


def test_heads_learn_what_the_features_tell_and_are_calibrated() -> None:
    drawn = np.random.default_rng(1)
    features = drawn.normal(size=(120, WIDTH)).astype(np.float32) * 0.05
    labels = np.zeros((120, VALUES))
    labels[::3, 0] = 1
    features[::3, FIGURES.start] += 3
    logits = card_heads.unseen(features, labels)
    heads = card_heads.calibrated(card_heads.fit(features, labels), logits, labels)
    assert macro_f1(labels, heads.given(heads.confidences(features)).astype(float))["mood"] >= 1 / 12
    assert card_heads.figures(heads, logits, labels)["ece"] < 0.02


def test_the_threshold_is_where_the_f1_to_be_expected_is_best() -> None:
    sure = np.asarray([0.9, 0.8, 0.3, 0.1], np.float32)
    # Expected F1 of the first one, two, three: 1.8 / 3.1, 3.4 / 4.1, 4 / 5.1.
    assert card_heads.threshold(sure) == pytest.approx(0.8)


def test_the_judging_set_is_never_learned_from() -> None:
    assert training_files() and not any("judging" in path.name for path in training_files())


def test_the_bench_judges_by_the_heads_that_come_with_the_program(
    tmp_path: Path, worldly: MultilingualEmbedder
) -> None:
    judging = tmp_path / "judging.jsonl"
    judging.write_text(f"{json.dumps(ROW)}\n")
    rows = {(row["name"], row["unit"]): row["value"] for row in bench_cards(judging, embedder=worldly)}
    assert rows["cards, length", "macro-F1"] == pytest.approx(1 / 4)
    assert rows["cards, pace", "macro-F1"] == pytest.approx(1 / 3)
    assert 0 <= rows["cards", "calibration error"] < 0.5 and rows["cards of 170 items", "seconds"] > 0
    assert read_examples(judging)[0].subject.item.duration == 180
    with pytest.raises(AssistantError):
        bench_cards(tmp_path / "none.jsonl")
