"""The labelled items that cards are learned from and judged on: resources/corpus/cards-*.jsonl."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.cards.maker import Subject
from assistant.domain.cards import COLUMNS, FACETS
from assistant.domain.entities import Item, Kind, Passage

Doubles = NDArray[np.float64]
CORPUS = Path(__file__).parents[3] / "resources" / "corpus"
JUDGING = CORPUS / "cards-judging.jsonl"


@dataclass(frozen=True, slots=True)
class Example:
    """An item as the program would know it, and what its writer says of it."""

    subject: Subject
    labels: dict[str, list[str]]
    author: str


def training_files() -> list[Path]:
    """All files of labelled items but the one for judging."""
    return sorted(CORPUS.glob("cards-training*.jsonl"))


def read_examples(path: Path) -> list[Example]:
    """The items of a file, one JSON object a line."""
    return [_example(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _example(row: dict[str, object]) -> Example:
    def text(name: str) -> str:
        return str(row.get(name) or "")

    def number(name: str) -> float | None:
        value = row.get(name)
        return float(value) if isinstance(value, int | float) else None

    def names(name: str) -> tuple[str, ...]:
        value = row.get(name)
        return tuple(map(str, value)) if isinstance(value, list) else ()

    minutes, year = number("minutes"), number("year")
    item = Item(
        text("id"), Kind(text("kind")), text("title"), names("creators"), language=text("lang"),
        year=None if year is None else int(year), subjects=names("subjects"), description=text("description"),
        duration=None if minutes is None else minutes * 60, tempo=number("bpm"),
    )  # fmt: skip
    passages = (Passage(item.id, 0, text("passage")),) if text("passage") else ()
    labels = row["labels"]
    assert isinstance(labels, dict)
    return Example(Subject(item, passages, item.tempo), labels, text("author"))


def label_matrix(examples: Sequence[Example]) -> Doubles:
    """(examples, values): 1 where the writer gave the value."""
    return np.asarray(
        [[float(value in one.labels.get(facet, ())) for facet, value in COLUMNS] for one in examples], np.float64
    )


def macro_f1(wanted: Doubles, given: Doubles) -> dict[str, float]:
    """Of each facet the mean over its values of F1 = 2·tp / (2·tp + fp + fn), 0 for a value that is never right."""
    right = (wanted * given).sum(axis=0)
    f1 = 2 * right / np.maximum(wanted.sum(axis=0) + given.sum(axis=0), 1e-9)
    return {facet: float(np.mean([f1[at] for at, (of, _) in enumerate(COLUMNS) if of == facet])) for facet in FACETS}


def expected_calibration_error(wanted: Doubles, confidences: Doubles, bins: int = 10) -> float:
    """Σ over equal bins of their share times |mean confidence − share that is right| (Naeini et al. 2015)."""
    places = np.minimum((confidences.ravel() * bins).astype(int), bins - 1)
    right, sure = wanted.ravel(), confidences.ravel()
    gaps = [
        (places == place).sum() * abs(right[places == place].mean() - sure[places == place].mean())
        for place in np.unique(places)
    ]
    return float(np.sum(gaps) / len(right))
