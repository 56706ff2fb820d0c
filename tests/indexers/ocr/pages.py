"""Pages of our own, printed with a font that comes with Alcove."""

import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from tests.indexers import samples

FONT = Path(__file__).parents[3] / "resources" / "fonts" / "Literata-Regular.ttf"
LEDGER = ("On the third of May the keeper found", "a walrus asleep beneath the lamp room.", "He made tea for both.")
HARBOUR = ("Nobody on the harbour board believed it", "until the tusk marks were measured.")
LETTER = (
    "Dear Mrs Quimby,", "please find enclosed our estimate for the", "repair of your bassoon. The crook is cracked",
    "and two of the pads have perished. We would", "charge 84 pounds and need three weeks.", "Yours truly, Hobbs",
)  # fmt: skip


def page(lines: Sequence[str], *, title: str = "", size: int = 24, wide: int = 640, tall: int = 400) -> Image.Image:
    picture = Image.new("L", (wide, tall), 244)
    draw, font = ImageDraw.Draw(picture), ImageFont.truetype(str(FONT), size)
    if title:
        draw.text((40, 20), title, font=font.font_variant(size=size * 2), fill=30)
    for number, line in enumerate(lines):
        draw.text((40, 110 + number * size * 1.7), line, font=font, fill=30)
    return picture


def noise(wide: int = 640, tall: int = 400) -> Image.Image:
    return Image.fromarray(np.random.default_rng(3).integers(0, 256, (tall, wide), dtype=np.uint8))


def write_scan(path: Path, *pictures: Image.Image) -> Path:
    """A PDF of pictures alone."""
    pictures[0].save(path, "PDF", save_all=True, append_images=pictures[1:], resolution=100, title="")
    return path


def write_comic(path: Path, *pictures: Image.Image) -> Path:
    def packed(picture: Image.Image) -> bytes:
        out = io.BytesIO()
        picture.save(out, "PNG")
        return out.getvalue()

    return samples.write_zip(path, {f"{number}.png": packed(each) for number, each in enumerate(pictures)})
