"""A sheet to draw on with Pillow, in the program's colours and typefaces: rounded boxes, bars, words that fit."""

import io
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from assistant.language.normalise import flatten

if TYPE_CHECKING:
    from PIL import ImageFont

PAPER, SURFACE, LINE, SUNKEN = "#f7f3ec", "#fffdf9", "#e2d9ca", "#ece5d9"
INK, SOFT, FAINT, ACCENT = "#29241e", "#62594e", "#6f6457", "#2e6656"
SERIF, SANS, STRONG = "Literata-SemiBold", "Inter-Regular", "Inter-SemiBold"  # no words
SCALE = 2
"""Pixels a point, so that print and large screens stay sharp."""
Box = tuple[float, float, float, float]
"""Left, top, width and height, in points."""


@cache
def typeface(name: str, size: float) -> "ImageFont.FreeTypeFont":
    from PIL import ImageFont

    data = files("resources").joinpath("fonts", f"{name}.ttf").read_bytes()
    return ImageFont.truetype(io.BytesIO(data), round(size * SCALE))


class Sheet:
    """All measures are in points; `png` gives the picture."""

    def __init__(self, wide: int, high: int) -> None:
        from PIL import Image, ImageDraw

        self._image = Image.new("RGB", (wide * SCALE, high * SCALE), PAPER)
        self._draw = ImageDraw.Draw(self._image)

    def box(self, box: Box, radius: float, fill: str, line: str | None = None) -> None:
        left, top, wide, high = (value * SCALE for value in box)
        place = (left, top, left + wide - 1, top + high - 1)
        self._draw.rounded_rectangle(place, radius * SCALE, fill, line, SCALE)

    def bar(self, box: Box, fill: str) -> None:
        """A bar of at least a hairline."""
        left, top, wide, high = (value * SCALE for value in box)
        self._draw.rectangle((left, top, left + max(wide, 1) - 1, top + max(high, 1) - 1), fill)

    def text(
        self, x: float, y: float, words: str, face: str, size: float, fill: str = INK, *, room: float = 0.0,
        anchor: str = "la", spacing: float = 0.0,
    ) -> float:  # fmt: skip
        """Words on one line from (x, y), cut to the room; returns their width. `spacing` stands between letters."""
        font = typeface(face, size)
        said = cut(words, face, size, room) if room else flatten(words)
        if spacing:
            for letter in said:
                self._draw.text((x * SCALE, y * SCALE), letter, fill, font, anchor)
                x += font.getlength(letter) / SCALE + spacing
            return x
        self._draw.text((x * SCALE, y * SCALE), said, fill, font, anchor)
        return width(said, face, size)

    def picture(self, box: Box, data: bytes) -> bool:
        """An image of a file within the box, standing on its foot; False where it cannot be read."""
        from PIL import Image, ImageDraw

        left, top, wide, high = (round(value * SCALE) for value in box)
        try:
            with Image.open(io.BytesIO(data)) as opened:
                image = opened.convert("RGB")
        except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
            return False
        image.thumbnail((wide, high))
        mask = Image.new("L", image.size, 0)
        ImageDraw.Draw(mask).rounded_rectangle((0, 0, image.width - 1, image.height - 1), 5 * SCALE, 255)
        self._image.paste(image, (left + (wide - image.width) // 2, top + high - image.height), mask)
        return True

    def png(self) -> bytes:
        into = io.BytesIO()
        self._image.save(into, "PNG", optimize=True)
        return into.getvalue()


def width(words: str, face: str, size: float) -> float:
    return typeface(face, size).getlength(words) / SCALE


def cut(words: str, face: str, size: float, room: float) -> str:
    """The words with an ellipsis where they are wider than the room."""
    said = flatten(words, 300)
    while said and width(said, face, size) > room:
        said = said[:-2].rstrip(" ,;:–-…") + "…" if len(said) > 2 else ""
    return said


def lines(words: str, face: str, size: float, room: float, most: int) -> Sequence[str]:
    """The words in at most so many lines, the last one cut."""
    found: list[str] = []
    line = ""
    told = flatten(words, 400).split()
    for number, word in enumerate(told):
        longer = f"{line} {word}".strip()
        if line and width(longer, face, size) > room:
            if len(found) == most - 1:
                return [*found, cut(" ".join([line, *told[number:]]), face, size, room)]
            found.append(line)
            longer = word
        line = longer
    return [*found, cut(line, face, size, room)] if line else found
