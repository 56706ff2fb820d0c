"""Reading pictures with the real networks."""

import numpy as np
import pytest
from PIL import Image

from indexers.ocr.reader import PageReader
from indexers.ocr.recognition import decode
from tests.indexers.ocr.pages import LEDGER, noise, page


@pytest.fixture(scope="module")
def reader() -> PageReader:
    return PageReader()


@pytest.mark.parametrize("turn", [3, 90, 180])
def test_a_page_is_read_however_it_lies(reader: PageReader, turn: int) -> None:
    picture = page(LEDGER, title="The Lighthouse Ledger").rotate(turn, Image.Resampling.BICUBIC, True, fillcolor=244)
    read = reader.read(picture)
    assert read.text.split() == ["The", "Lighthouse", "Ledger", *" ".join(LEDGER).split()]
    assert read.heading == "The Lighthouse Ledger" and read.sure > 0.95


def test_noise_and_blank_paper_hold_no_words(reader: PageReader) -> None:
    for picture in (noise(), Image.new("L", (3, 90)), Image.new("L", (1, 1))):
        assert reader.read(picture).text == ""


def test_letters_of_other_languages(reader: PageReader) -> None:
    lines = ("Über Größe & Maß, żółć, mañana", "très tôt à l'Hôtel — ¿qué?")
    words = reader.read(page(lines)).text.replace("—", " ").split()
    assert len({*words} & {*["Über", "Größe", "Maß,", "żółć,", "mañana", "très", "tôt", "à", "l'Hôtel", "¿qué?"]}) >= 9


def test_decoding_joins_repeats_and_leaves_out_nothing() -> None:
    likely = np.zeros((6, 3), np.float32)
    likely[range(6), [1, 1, 0, 1, 2, 2]] = 0.9
    assert decode(likely, ["", "a", "b"]).text == "aab" and decode(likely[2:3], ["", "a", "b"]).text == ""
