"""Scripts beyond those that the recogniser was made for. A line's script is known by its features, and Greek and
Cyrillic are read by small heads of our own, learned from printed lines (see assistant.evaluation.fit.ocr_heads).

The recogniser's dictionary has Greek only as mathematics does, without accents and final sigma; its features see them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from indexers.ocr.recognition import Said, decode

Features = NDArray[np.float32]
"""(steps, 120) of a line, eight pixels of its 48 a step."""
READABLE = frozenset({"latin", "han"})
"""Scripts that the recogniser reads itself."""
_ALONE = 0.02
"""How likely a line's script is to be one that no other line of the page is in."""


@dataclass(frozen=True, slots=True)
class Head:
    """Two convolutions over five steps and a product: the letters of one script, out of a line's features."""

    letters: tuple[str, ...]
    weights: Mapping[str, NDArray[np.float32]]

    def read(self, features: Features) -> Said:
        """What a line says in this script."""
        kept = self.weights
        scaled = (features - kept["mean"]) / kept["scale"]
        first = np.maximum(_convolved(scaled, kept["first"], kept["first_bias"]), 0)
        second = first + np.maximum(_convolved(first, kept["second"], kept["second_bias"]), 0)
        return decode(softmax(second @ kept["last"] + kept["last_bias"]), self.letters)


@dataclass(frozen=True, slots=True)
class ScriptTeller:
    """Multinomial regression on the mean and the spread of a line's features."""

    names: tuple[str, ...]
    weights: Mapping[str, NDArray[np.float32]]

    def likely(self, features: Features) -> dict[str, float]:
        """How likely each script is, 0 to 1."""
        values: Features = (pooled(features) - self.weights["mean"]) / self.weights["scale"]
        shares = softmax((values @ self.weights["product"] + self.weights["bias"])[None])[0]
        return dict(zip(self.names, shares.tolist(), strict=True))


def line_scripts(lines: Sequence[Features]) -> list[str]:
    """The script of each line of a page: what it looks like by itself, times what the page's lines look like."""
    told = [script_teller().likely(features) for features in lines]
    steps = [len(features) for features in lines]
    page = {
        name: sum(one[name] * many for one, many in zip(told, steps, strict=True)) / sum(steps)
        for name in script_teller().names
    }
    return [max(one, key=lambda name: one[name] * (page[name] + _ALONE)) for one in told]


def pooled(features: Features) -> Features:
    """(240,): mean and standard deviation over a line's steps."""
    return np.concatenate([features.mean(axis=0), features.std(axis=0)]).astype(np.float32)


def softmax(values: Features) -> Features:
    """Along the last axis."""
    grown = np.exp(values - values.max(axis=-1, keepdims=True))
    return np.asarray(grown / grown.sum(axis=-1, keepdims=True), np.float32)


def _convolved(values: Features, weights: Features, bias: Features) -> Features:
    """(steps, inputs) with (width, inputs, outputs) to (steps, outputs); nothing stands beyond the ends."""
    width = len(weights)
    padded = np.pad(values, ((width // 2, width // 2), (0, 0)))
    found = sum(padded[shift : shift + len(values)] @ weights[shift] for shift in range(width)) + bias
    return np.asarray(found, np.float32)


@cache
def heads() -> dict[str, Head]:
    """By script."""
    return {name: Head(*_kept(name)) for name in ("greek", "cyrillic")}


@cache
def script_teller() -> ScriptTeller:
    return ScriptTeller(*_kept("scripts"))


def _kept(name: str) -> tuple[tuple[str, ...], dict[str, NDArray[np.float32]]]:
    """Names of the outputs, and weights, of one file of resources/ocr."""
    with files("resources").joinpath("ocr", f"{name}.npz").open("rb") as file:
        kept = dict(np.load(file))
    outputs = tuple(str(one) for one in kept.pop("outputs"))
    return outputs, {key: np.asarray(values, np.float32) for key, values in kept.items()}
