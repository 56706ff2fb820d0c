"""What a line of text says: PP-OCRv6's recogniser, decoded without a language model (CTC, Graves et al. 2006)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from indexers.ocr.detection import Pixels, as_input
from indexers.ocr.geometry import Box

HEIGHT, NARROWEST, WIDEST = 48, 320, 3200
"""Pixels: every line is brought to one height; shorter ones are padded."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a line says, and how sure that is, 0 to 1: the mean over its characters."""

    text: str
    sure: float


def characters_of(recogniser: Any) -> list[str]:
    """The characters of the network's outputs: nothing first, then those it carries with it, a blank at the end."""
    carried = recogniser.get_modelmeta().custom_metadata_map["character"]
    return ["", *carried.split("\n"), " "]


def read_line(recogniser: Any, characters: Sequence[str], line: Image.Image) -> tuple[Said, NDArray[np.float32]]:
    """Reads one upright line, a grey picture of any size. Gives the line's features too: (steps, 120)."""
    width = min(max(round(line.width * HEIGHT / max(line.height, 1)), 1), WIDEST)
    resized = np.asarray(line.resize((width, HEIGHT), Image.Resampling.BILINEAR), np.uint8)
    values = as_input(resized)
    if width < NARROWEST:
        values = np.pad(values, ((0, 0), (0, 0), (0, 0), (0, NARROWEST - width)))
    likely, features = recogniser.run(None, {"x": values})
    return decode(likely[0], characters), features[0]


def decode(likely: NDArray[np.float32], characters: Sequence[str]) -> Said:
    """(steps, characters) to text: the likeliest of each step, repeats joined, then those that say nothing left out."""
    best = likely.argmax(axis=1)
    fresh = np.concatenate([[True], best[1:] != best[:-1]]) & (best != 0)
    if not fresh.any():
        return Said("", 0.0)
    text = "".join(characters[number] for number in best[fresh].tolist())
    return Said(text, float(likely.max(axis=1)[fresh].mean()))


def cut_out(picture: Image.Image, box: Box) -> Image.Image:
    """The box's content, turned upright."""
    width, height = max(round(box.width), 1), max(round(box.height), 1)
    cos, sin = np.cos(box.angle), np.sin(box.angle)
    left = box.x - (width * cos - height * sin) / 2
    top = box.y - (width * sin + height * cos) / 2
    turned = (float(cos), float(-sin), float(left), float(sin), float(cos), float(top))
    return picture.transform((width, height), Image.Transform.AFFINE, turned, Image.Resampling.BILINEAR, fillcolor=255)


def as_array(picture: Image.Image) -> Pixels:
    return np.asarray(picture.convert("L"), np.uint8)
