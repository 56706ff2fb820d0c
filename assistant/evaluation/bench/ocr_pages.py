"""Pages for the bench of reading pictures: sentences of our own, printed with the fonts at hand, then spoilt as scans
and photographs are."""

import io
import os
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

import resources.fonts as own

PAGE = (1240, 1754)
"""A4 at 150 dots an inch."""
_EDGE, _GUTTER = 110, 60
_UNUSUAL = ("mono", "bold", "ita", "obl", "demi", "light", "condensed", "narrow", "dingbat", "medium", "extra", "z003")
_FONTS_OF_A_LANGUAGE = 4


@dataclass(frozen=True, slots=True)
class Page:
    """A picture of a page, and what is printed on it, in reading order."""

    language: str
    text: str
    picture: Image.Image


def sentences() -> dict[str, list[str]]:
    """By language. Raises FileNotFoundError where the texts are not there: they come with the source."""
    texts = files("resources").joinpath("corpus", "pages.toml").read_text(encoding="utf-8")
    return {language: list(told["sentences"]) for language, told in tomllib.loads(texts).items()}


def pages(language: str, texts: Sequence[str], many: int) -> Iterator[Page]:
    """`many` pages of a language, the same ones on every machine with the same fonts; none without a font for it."""
    fonts = fonts_for("".join(texts))
    for number in range(many if fonts else 0):
        rng = np.random.default_rng([number, *language.encode()])
        font = ImageFont.truetype(str(fonts[number % len(fonts)]), int(rng.integers(20, 29)))
        text, picture = _printed(list(rng.permutation(texts)), font, 1 + number % 2)
        yield Page(language, text, _spoilt(picture, rng))


def fonts_for(text: str) -> list[Path]:
    """Fonts that have all letters of a text, those that come with Alcove first."""
    found = (font for font in installed_fonts() if has_letters(font, text))
    return [font for font, _ in zip(found, range(_FONTS_OF_A_LANGUAGE), strict=False)]


@cache
def installed_fonts(*, plain: bool = True) -> list[Path]:
    """The font files of this machine; the upright ones of usual weight if they are to be `plain`."""
    home, data = Path.home(), os.environ.get("XDG_DATA_HOME", "")
    folders = [*map(Path, own.__path__), Path("/usr/share/fonts"), Path("/Library/Fonts")]
    folders += [Path("/System/Library/Fonts"), Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"]
    folders += [Path(data or home / ".local/share") / "fonts", home / "Library/Fonts"]
    fonts = [path for folder in folders for path in sorted(folder.rglob("*.[ot]t[fc]"))]
    return [path for path in fonts if not (plain and any(word in path.name.lower() for word in _UNUSUAL))]


def has_letters(path: Path, text: str) -> bool:
    """Whether no letter comes out as the box that stands for what a font lacks."""
    try:
        font = ImageFont.truetype(str(path), 24)
        lacking = bytes(font.getmask("\U0010fffd"))
        return all(bytes(font.getmask(letter)) not in (lacking, b"") for letter in {*text} - {*" \u00a0\u3000"})
    except OSError:
        return False


def _printed(texts: Sequence[str], font: ImageFont.FreeTypeFont, columns: int) -> tuple[str, Image.Image]:
    """(what stands there, the page): a heading over one or two columns of paragraphs."""
    picture = Image.new("L", PAGE, 245)
    draw, pitch = ImageDraw.Draw(picture), round(font.size * 1.5)
    heading = font.font_variant(size=round(font.size * 1.5))
    title = _wrapped(texts[0], heading, PAGE[0] - 2 * _EDGE)[0]
    draw.text((_EDGE, _EDGE), title, font=heading, fill=30)
    width = (PAGE[0] - 2 * _EDGE - (columns - 1) * _GUTTER) // columns
    lines = _paragraphs(texts, font, width)
    printed = [title]
    for column in range(columns):
        y = _EDGE + 3 * pitch
        while y < PAGE[1] - _EDGE - pitch and (line := next(lines, None)) is not None:
            draw.text((_EDGE + column * (width + _GUTTER), y), line, font=font, fill=40)
            printed += [line] if line else []
            y += pitch
    return "\n".join(printed), picture


def _paragraphs(texts: Sequence[str], font: ImageFont.FreeTypeFont, width: int) -> Iterator[str]:
    """Lines without end; an empty one after four sentences."""
    joint = " " if " " in texts[0] else ""
    start = 0
    while True:
        chosen = [texts[(start + number) % len(texts)] for number in range(4)]
        yield from _wrapped(joint.join(chosen), font, width)
        yield ""
        start += 5


def _wrapped(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    joint = " " if " " in text else ""
    lines = [""]
    for word in text.split(" ") if joint else text:
        longer = f"{lines[-1]}{joint}{word}" if lines[-1] else word
        if font.getlength(longer) <= width or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _spoilt(picture: Image.Image, rng: np.random.Generator) -> Image.Image:
    """Turned by up to three degrees, unevenly lit, blurred, grained and packed as JPEG."""
    turned = picture.rotate(float(rng.uniform(-3, 3)), Image.Resampling.BICUBIC, fillcolor=245)
    soft = turned.filter(ImageFilter.GaussianBlur(float(rng.uniform(0, 0.9))))
    values = np.asarray(soft, np.float32)
    light = np.linspace(1.0, rng.uniform(0.7, 1.0), values.shape[int(rng.integers(2))], dtype=np.float32)
    lit = values * (light[:, None] if len(light) == values.shape[0] else light[None, :])
    grained = lit + rng.normal(0, rng.uniform(2, 18), values.shape).astype(np.float32)
    specks = rng.random(values.shape, np.float32) < rng.uniform(0, 0.002)
    grained[specks] = rng.choice([0, 255], int(specks.sum()))
    packed = io.BytesIO()
    Image.fromarray(np.clip(grained, 0, 255).astype(np.uint8)).save(packed, "JPEG", quality=int(rng.integers(50, 92)))
    return Image.open(packed)
