"""Other scripts: Greek is read, and what cannot be read is known by sight."""

import random
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from indexers.ocr.reader import PageReader
from indexers.ocr.scripts import Head, heads
from tests.indexers.ocr.pages import FONT

GREEK = "Το πλοίο έφυγε στις επτά και κανείς δεν κουνούσε μαντίλι."
DEJAVU = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")


def printed(font: Path, *lines: str) -> Image.Image:
    picture = Image.new("L", (760, 60 + 50 * len(lines)), 250)
    for number, line in enumerate(lines):
        ImageDraw.Draw(picture).text((30, 30 + 50 * number), line, font=ImageFont.truetype(str(font), 24), fill=20)
    return picture


@pytest.mark.skipif(not DEJAVU.exists(), reason="no font with Cyrillic letters is here")
def test_cyrillic_is_read() -> None:
    said = "Паром покинул гавань в семь часов утра, и никто не махал."
    read = PageReader().read(printed(DEJAVU, said))
    assert len({*read.text.split()} & {*said.split()}) >= 9 and read.script == ""


def test_greek_is_read_with_accents_and_final_sigma() -> None:
    read = PageReader().read(printed(FONT, GREEK, "A line in English among them."))
    assert (
        read.text.split() == [*GREEK.split(), *["A", "line", "in", "English", "among", "them."]] and read.script == ""
    )


@pytest.mark.skipif(not DEJAVU.exists(), reason="no font with Hebrew letters is here")
def test_a_script_that_cannot_be_read_is_named() -> None:
    lines = ("הספינה עזבה את הנמל בשבע בבוקר", "ואיש לא נופף על הרציף הארוך", "הזקן כתב זאת ביומן והכין תה")
    read = PageReader().read(printed(DEJAVU, *lines))
    assert (read.script, read.text) == ("hebrew", "")
    assert PageReader().read(printed(DEJAVU, lines[0])).script == ""


def drawn(seed: int) -> Image.Image:
    """Panels of a comic without a word: circles, blocks and triangles."""
    chance = random.Random(seed)
    picture = Image.new("L", (640, 900), 250)
    draw = ImageDraw.Draw(picture)
    for top in (8, 308, 608):
        draw.rectangle([8, top, 632, top + 280], outline=0, width=4)
        for _ in range(40):
            x, y, size = chance.randint(20, 600), top + chance.randint(10, 260), chance.randint(4, 24)
            corners = [(x + chance.randint(-size, size), y + chance.randint(-size, size)) for _ in range(3)]
            if seed % 3 == 0:
                draw.ellipse([x - size, y - size, x + size, y + size], outline=0, width=chance.randint(1, 4))
            elif seed % 3 == 1:
                draw.rectangle([x, y, x + size, y + chance.randint(4, 14)], fill=chance.choice([0, 60, 200]))
            else:
                draw.polygon(corners, fill=chance.choice([0, 90, 180]))
    return picture


def test_a_drawing_is_in_no_script() -> None:
    reader = PageReader()
    assert {reader.read(drawn(seed)).script for seed in range(3)} == {""}


def test_a_head_reads_what_its_weights_say() -> None:
    """Weights of which each output looks at one feature alone."""
    some = {"mean": np.zeros(3), "scale": np.ones(3), "first": np.zeros((5, 3, 3)), "first_bias": np.zeros(3)}
    some |= {"second": np.zeros((5, 3, 3)), "second_bias": np.zeros(3), "last": 9 * np.eye(3), "last_bias": np.zeros(3)}
    some["first"][2] = np.eye(3)
    said = Head(("", "a", "b"), some).read(np.eye(3, dtype=np.float32)[[1, 1, 0, 1, 2]])
    assert said.text == "aab" and said.sure > 0.9


def test_the_heads_hold_the_letters_of_their_scripts() -> None:
    assert {*"ςάέήίόύώ«»"} <= {*heads()["greek"].letters}
