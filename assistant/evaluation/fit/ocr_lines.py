"""Printed lines in many scripts, to learn by how they look: words and letters at random, in the fonts at hand."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from assistant.evaluation.bench.ocr_pages import has_letters, installed_fonts, sentences

_MARKS = ".,;:!?-()'\"0123456789"
LATIN = ("en", "de", "fr", "es", "pl", "it")


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """What stands on a line, and its picture as it is cut out of a page."""

    text: str
    picture: Image.Image


def scripts() -> dict[str, dict[str, Any]]:
    """What is known of each script: its letters, and words of it."""
    told = tomllib.loads(files("resources").joinpath("corpus", "scripts.toml").read_text(encoding="utf-8"))
    latin = " ".join(" ".join(sentences()[language]) for language in LATIN)
    return {"latin": {"words": latin, "letters": "".join(sorted({*latin} - {" "}))}, **told}


def letters_of(told: dict[str, Any]) -> str:
    first_to_last = told.get("ranges", [])
    return str(told.get("letters", "")) + "".join(chr(code) for low, high in first_to_last for code in range(low, high))


def printed_lines(script: str, many: int, seed: int) -> Iterator[PrintedLine]:
    """`many` lines, the same ones for a seed and the same fonts. Raises ValueError where no font has the letters."""
    told = scripts()[script]
    letters, words = letters_of(told), str(told.get("words", "")).split()
    fonts = [path for path in installed_fonts(plain=False) if has_letters(path, letters[:: max(len(letters) // 40, 1)])]
    if not fonts:
        raise ValueError(f"no font has {script}")
    rng = np.random.default_rng(seed)
    for _ in range(many):
        text = _text(rng, letters, words)
        font = ImageFont.truetype(str(fonts[int(rng.integers(len(fonts)))]), int(rng.integers(18, 52)))
        yield PrintedLine(text, _printed(text, font, rng))


def _text(rng: np.random.Generator, letters: str, words: list[str]) -> str:
    """About 20 to 50 characters."""
    parts, wanted = list[str](), int(rng.integers(8, 46))
    while sum(map(len, parts)) + len(parts) < wanted:
        if words and rng.random() < 0.6:
            word = str(rng.choice(words))
        else:
            word = "".join(rng.choice(list(letters), int(rng.integers(1, 9))))
        case = rng.random()
        word = word.capitalize() if case < 0.15 else word.upper() if case < 0.22 else word
        if rng.random() < 0.2:
            word += str(rng.choice(list(_MARKS)))
        parts.append("".join(rng.choice(list(_MARKS[9:]), int(rng.integers(1, 5)))) if rng.random() < 0.06 else word)
    return " ".join(parts)


def _printed(text: str, font: ImageFont.FreeTypeFont, rng: np.random.Generator) -> Image.Image:
    """With the margins that a detected box leaves, a little turned, blurred and grained."""
    left, top, right, bottom = font.getbbox(text)
    beside, above = (
        (rng.uniform(0.05, 0.5, 2) * font.size).astype(int),
        (rng.uniform(0.02, 0.4, 2) * font.size).astype(int),
    )
    size = (int(right - left + beside.sum()), int(bottom - top + above.sum()))
    paper, ink = int(rng.integers(180, 256)), int(rng.integers(0, 90))
    picture = Image.new("L", size, paper)
    ImageDraw.Draw(picture).text((int(beside[0]) - left, int(above[0]) - top), text, font=font, fill=ink)
    picture = picture.rotate(float(rng.normal(0, 0.4)), Image.Resampling.BICUBIC, fillcolor=paper)
    if rng.random() < 0.5:
        by = rng.uniform(0.45, 1.0)
        picture = picture.resize((max(int(size[0] * by), 8), max(int(size[1] * by), 8)), Image.Resampling.BILINEAR)
    picture = picture.filter(ImageFilter.GaussianBlur(float(rng.uniform(0, 1.0))))
    grain = rng.normal(0, rng.uniform(0, 16), (picture.height, picture.width))
    return Image.fromarray(np.clip(np.asarray(picture, np.float64) + grain, 0, 255).astype(np.uint8))
