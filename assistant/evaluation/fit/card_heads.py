"""Learns the heads of the item cards: `python -m assistant.evaluation.fit.card_heads`.

Reads the labelled items of resources/corpus but those for judging, and writes resources/cards/heads.npz with its card
heads.toml. Thresholds and Platt's scaling come from predictions for items that a fold had not seen.
"""

import argparse
import hashlib
import math
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.cards.heads import BLOCKS, FIGURES, VALUES, Heads, sigmoid
from assistant.cards.maker import encode
from assistant.cards.measures import HEARD
from assistant.embedding.encoder import Embedder
from assistant.embedding.multilingual import MultilingualEmbedder
from assistant.evaluation.fit.card_examples import (
    Example,
    expected_calibration_error,
    label_matrix,
    macro_f1,
    read_examples,
    training_files,
)
from assistant.settings.paths import MULTILINGUAL_FOLDER, models_folder

Doubles = NDArray[np.float64]
Floats = NDArray[np.float32]
RESOURCES = Path(__file__).parents[3] / "resources" / "cards"
FOLDS, SEED = 5, 0
RIDGE = 0.67
"""The weight of ½·|w|² beside the losses. From one writer to the other: .565 of macro-F1, .557 with thrice as much,
.562 with a third."""


def fit(features: Floats, labels: Doubles) -> Heads:
    """Heads without scaling of their confidences: slopes 1, offsets 0, thresholds ½."""
    means, scales = _usual(features)
    weights = np.zeros((VALUES, features.shape[1]), np.float32)
    ones = np.ones(VALUES, np.float32)
    bare = Heads(means, scales, weights, 0 * ones, ones, 0 * ones, np.float32(0.5) * ones)
    # Every example a second time as a file would have it that says neither tempo nor minutes.
    unheard = features.copy()
    unheard[:, FIGURES][:, HEARD] = 0
    weights, bias = logistic(bare.scaled(np.concatenate((features, unheard))), np.concatenate((labels, labels)))
    return replace(bare, weights=weights, bias=bias)


def _usual(features: Floats) -> tuple[Floats, Floats]:
    """Means of what is there, and for each block one scale that gives its rows unit length on average."""
    means, scales = np.zeros(features.shape[1]), np.ones(features.shape[1])
    for block in BLOCKS:
        own = features[:, block]
        there = np.asarray(own.any(axis=1), np.bool_)
        means[block] = own[there].mean(axis=0)
        centred = np.where(there[:, None], own - means[block], 0)
        scales[block] = max(float(np.sqrt((centred**2).sum(axis=1).mean())), 1e-6)
    return means.astype(np.float32), scales.astype(np.float32)


def logistic(scaled: Floats, labels: Doubles, steps: int = 200) -> tuple[Floats, Floats]:
    """Ridge logistic regression of every value at once, by Nesterov's method (1983).

    Returns weights (values, features) and biases (values,).
    """
    x = np.hstack((scaled, np.ones((len(scaled), 1), np.float32)))
    wanted = labels.astype(np.float32)
    penalty = np.full((1, x.shape[1]), RIDGE, np.float32)
    penalty[0, -1] = 1e-3
    rate = np.float32(1 / (0.25 * np.linalg.norm(x, 2) ** 2 + RIDGE))
    weights: Floats = np.zeros((labels.shape[1], x.shape[1]), np.float32)
    ahead, momentum = weights, 1.0
    for _ in range(steps):
        misses = sigmoid(x @ ahead.T) - wanted
        moved = np.asarray(ahead - rate * (misses.T @ x + penalty * ahead), np.float32)
        faster = (1 + math.sqrt(1 + 4 * momentum**2)) / 2
        ahead = moved + np.asarray((momentum - 1) / faster * (moved - weights), np.float32)
        weights, momentum = moved, faster
    return weights[:, :-1], weights[:, -1]


def unseen(features: Floats, labels: Doubles, say: Callable[[str], None] = lambda _: None) -> Floats:
    """Logits for every example by heads that had not seen it, (examples, values)."""
    order = np.random.default_rng(SEED).permutation(len(labels))
    logits = np.zeros(labels.shape, np.float32)
    for fold, held in enumerate(np.array_split(order, FOLDS)):
        rest = np.setdiff1d(order, held)
        heads = fit(features[rest], labels[rest])
        logits[held] = heads.logits(heads.scaled(features[held]))
        say(f"fold {fold + 1} of {FOLDS}")
    return logits


def calibrated(heads: Heads, logits: Floats, labels: Doubles) -> Heads:
    """Heads with Platt's scaling and thresholds, both from logits for unseen examples."""
    pairs = [platt(logits[:, at], labels[:, at]) for at in range(VALUES)]
    slopes, offsets = (np.asarray(side, np.float32) for side in zip(*pairs, strict=True))
    confidences = sigmoid(slopes * logits + offsets)
    cuts = [threshold(confidences[:, at]) for at in range(VALUES)]
    return replace(heads, slopes=slopes, offsets=offsets, thresholds=np.asarray(cuts, np.float32))


def platt(logits: Floats, right: Doubles, steps: int = 30) -> tuple[float, float]:
    """Slope and offset of σ(a·x + b) by Newton's method, held near 1 and 0 by a weak prior where examples are few."""
    x = np.stack((logits.astype(np.float64), np.ones(len(logits))), axis=1)
    prior, pull = np.asarray([1.0, 0.0]), np.diag([2.0, 0.5])
    at = prior.copy()
    for _ in range(steps):
        sure = 1 / (1 + np.exp(-np.clip(x @ at, -30, 30)))
        slope = x.T @ (sure - right) + pull @ (at - prior)
        bend = (x * (sure * (1 - sure))[:, None]).T @ x + pull
        at = at - np.linalg.solve(bend, slope)
    return float(at[0]), float(at[1])


def threshold(confidences: Floats) -> float:
    """The confidence from which on a value is given: F1 is best there if confidences are right (Lipton et al. 2014).

    From one writer to the other it gives .573 of macro-F1, the threshold that was best on the examples themselves .558.
    """
    falling = np.sort(confidences)[::-1].astype(np.float64)
    f1 = 2 * np.cumsum(falling) / (np.arange(1, len(falling) + 1) + falling.sum())
    return float(falling[int(np.argmax(f1))])


def figures(heads: Heads, logits: Floats, labels: Doubles) -> dict[str, float]:
    """Macro-F1 of each facet, their mean, and the calibration error, for logits of examples that were not seen."""
    confidences = sigmoid(heads.slopes * logits + heads.offsets)
    scores = macro_f1(labels, heads.given(confidences).astype(np.float64))
    mean = float(np.mean(list(scores.values())))
    return {**scores, "mean": mean, "ece": expected_calibration_error(labels, confidences.astype(np.float64))}


def learn(examples: Sequence[Example], features: Floats, say: Callable[[str], None]) -> tuple[Heads, dict[str, float]]:
    """Heads of all examples, and how well such heads do on those that they have not seen."""
    labels = label_matrix(examples)
    logits = unseen(features, labels, say)
    heads = calibrated(fit(features, labels), logits, labels)
    return heads, figures(heads, logits, labels)


def features_of(examples: Sequence[Example], embedder: Embedder) -> Floats:
    """(examples, WIDTH)."""
    return np.stack([one.features for one in encode([example.subject for example in examples], embedder)])


def write(heads: Heads, scores: dict[str, float], sources: Sequence[Path], examples: int, folder: Path) -> None:
    """The weights, and the card that says where they come from."""
    (folder / "heads.npz").write_bytes(heads.to_bytes())
    lines = [
        "# Written by `python -m assistant.evaluation.fit.card_heads`. Figures: five folds, on examples not seen;",
        "# writers differ more than that: see `alcove bench cards` for items of another.",
        'encoder = "multilingual-e5-small"', f"examples = {examples}", f"seed = {SEED}", "", "[data]",
        *(f'"{path.name}" = "{hashlib.sha256(path.read_bytes()).hexdigest()}"' for path in sources),
        "", "[unseen]", *(f'"{name}" = {value:.4f}' for name, value in scores.items()),
    ]  # fmt: skip
    (folder / "heads.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Learn the heads of the item cards.")
    parser.add_argument("--out", type=Path, default=RESOURCES, help="folder for heads.npz and heads.toml")
    options = parser.parse_args(arguments)
    sources = training_files()
    examples = [example for path in sources for example in read_examples(path)]
    features = features_of(examples, MultilingualEmbedder(models_folder() / MULTILINGUAL_FOLDER))

    def say(line: str) -> None:
        sys.stderr.write(f"{line}\n")

    heads, scores = learn(examples, features, say)
    write(heads, scores, sources, len(examples), options.out)
    say("  ".join(f"{name} {value:.3f}" for name, value in scores.items()))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
