"""Fits the weights of resources/spans.json: `python -m assistant.evaluation.fit.spans SET1 SET2 --out FILE`.

A SET is a folder of the layout of musicreconer: queries.csv (preprocessed) and ground-truth_linked.csv (mention, type,
query). The averaged structured perceptron (Collins 2002); every request counts once without and once with a gazetteer
of half of the set's artists, so that the weights serve both.
"""

import argparse
import csv
import json
import random
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from assistant.domain.entities import Item, Kind
from assistant.language.entity_tagger import START, TAGS, best_tags, features, guess, pieces_of
from assistant.language.gazetteer import Gazetteer

EPOCHS = 8
_LEAST_COUNT = 2
"""A feature that only one request has says nothing of the next."""
Example = tuple[str, list[tuple[str, int, int]]]
"""A request and its names: ("A" or "W", start, end)."""


def read_set(folder: Path) -> list[Example]:
    """The requests of a set in order, with their names at the first free place where they stand."""
    with open(folder / "queries.csv", encoding="utf-8", newline="") as file:
        names: dict[str, list[tuple[str, int, int]]] = {row["preprocessed"]: [] for row in csv.DictReader(file)}
    with open(folder / "ground-truth_linked.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            place = _free_place(row["query"], row["mention"].strip(), names.get(row["query"], []))
            if place is not None and row["query"] in names:
                names[row["query"]].append(("A" if row["type"] == "Artist" else "W", *place))
    return [(text, sorted(found, key=lambda name: name[1])) for text, found in names.items()]


def fit(
    examples: Sequence[Example], artists: Sequence[str], *, epochs: int = EPOCHS, seed: int = 0
) -> dict[str, list[int]]:
    """Weights in hundredths for each feature and tag; those seen but once are left out."""
    known = random.Random(seed).sample(sorted(artists), len(artists) // 2)
    half = Gazetteer.build([Item(str(at), Kind.MUSIC, "", (name,)) for at, name in enumerate(known)])
    rows = [
        (features(pieces, names), _tags(text, found))
        for text, found in examples
        for names in (Gazetteer(), half)
        if (pieces := pieces_of(text))
    ]
    weights: defaultdict[str, list[float]] = defaultdict(lambda: [0.0] * len(TAGS))
    sums: defaultdict[str, list[float]] = defaultdict(lambda: [0.0] * len(TAGS))
    shuffled = random.Random(seed)
    step = 1
    for _ in range(epochs):
        shuffled.shuffle(rows)
        for row, gold in rows:
            guessed = best_tags(row, weights)
            if guessed != gold:
                _change(weights, sums, row, gold, 1.0, step)
                _change(weights, sums, row, guessed, -1.0, step)
            step += 1
    counts: defaultdict[str, int] = defaultdict(int)
    for row, _ in rows:
        for names_at in row:
            for name in names_at:
                counts[name] += 1
    fitted = {
        name: [round(100 * (value - total / step)) for value, total in zip(values, sums[name], strict=True)]
        for name, values in weights.items()
        if counts[name] >= 2 * _LEAST_COUNT or name.startswith("T:")
    }
    return {name: values for name, values in sorted(fitted.items()) if any(abs(value) >= 50 for value in values)}


def score(examples: Sequence[Example], names: Gazetteer, weights: dict[str, list[int]] | None = None) -> float:
    """F1 on exact spans of both types together."""
    right = guessed = given = 0
    for text, found in examples:
        spans = set(guess(text, names, weights))
        right += len(spans & set(found))
        guessed += len(spans)
        given += len(found)
    return 2 * right / max(1, guessed + given)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args(arguments)
    examples = [example for folder in options.sets for example in read_set(folder)]
    artists = {text[start:end] for text, found in examples for kind, start, end in found if kind == "A"}
    weights = fit(examples, sorted(artists))
    lines = [f"{json.dumps(name)}: {json.dumps(values)}" for name, values in weights.items()]
    options.out.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def _free_place(text: str, mention: str, taken: Sequence[tuple[str, int, int]]) -> tuple[int, int] | None:
    start = text.find(mention)
    while mention and start >= 0:
        end = start + len(mention)
        if all(end <= a or start >= b for _, a, b in taken):
            return start, end
        start = text.find(mention, start + 1)
    return None


def _tags(text: str, found: Sequence[tuple[str, int, int]]) -> list[str]:
    pieces = pieces_of(text)
    tags = ["O"] * len(pieces)
    for kind, start, end in found:
        inside = [
            at for at, piece in enumerate(pieces) if piece.start >= start and piece.end <= end and piece.word != "|"
        ]
        for order, at in enumerate(inside):
            tags[at] = ("I" if order else "B") + kind
        for before, at in zip(inside, inside[1:], strict=False):
            if at - before > 1:
                tags[at] = "B" + kind  # a bar stands between
    return tags


def _change(
    weights: defaultdict[str, list[float]],
    sums: defaultdict[str, list[float]],
    row: Sequence[Sequence[str]],
    tags: Sequence[str],
    by: float,
    step: int,
) -> None:
    before = START
    for names, tag in zip(row, tags, strict=True):
        place = TAGS.index(tag)
        for name in (*names, f"T:{before}"):
            weights[name][place] += by
            sums[name][place] += by * step
        before = tag


if __name__ == "__main__":
    main()
