"""A picture of a page into text: find the lines, read each, put them in order. Needs onnxruntime, numpy and Pillow."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from unicodedata import normalize

from PIL import Image

from assistant.embedding.encoder import load_session
from assistant.settings.paths import DETECTOR_FILE, OCR_FOLDER, RECOGNISER_FILE, models_folder
from indexers.ocr.detection import find_lines
from indexers.ocr.geometry import Box
from indexers.ocr.layout import Line, heading, page_text
from indexers.ocr.recognition import Said, as_array, characters_of, cut_out, read_line
from indexers.ocr.scripts import READABLE, Features, heads, line_scripts, script_teller

SIDE = 1280
"""Pixels of the longer side in which lines are looked for: letters of 8 points on A4 are 12 pixels tall."""
SHORT_SIDE = 640
"""Pictures with a shorter side below this are looked at enlarged, up to twice."""
_SURE = 0.6
"""A line below this is no text: noise, drawings, a script that cannot be read."""
_TRIED = 3
"""Lines by which it is found out whether the page lies on its side or stands on its head."""
_NAMED = 3
"""Lines from which on a script that cannot be read is named: a drawing may look like one."""
_BY_ITSELF = 0.7
"""How likely those lines are in it, in the mean, for a script to be named: lines of writing are .8 and more, strokes of
drawings below .6."""
_UPRIGHT, _SURELY = 0.8, 0.9
"""How sure the lines of an upright page are, and a line whose script is doubted all the same."""
_BY_SIGHT = 0.79
"""What a head of ours counts beside the recogniser: Latin letters on their heads look much like Cyrillic ones."""


@dataclass(frozen=True, slots=True)
class PageText:
    """What was read on a page. `lines` are in no order; `unsure` counts those that were found and could not be read;
    `script` is the one it is in, where that cannot be read; `heading` is what stands there in large letters."""

    text: str = ""
    lines: tuple[Line, ...] = ()
    unsure: int = 0
    script: str = ""
    heading: str = ""

    @property
    def sure(self) -> float:
        """The mean over the lines, longer ones counting more; 0 where there are none."""
        letters = sum(len(line.text) for line in self.lines)
        return sum(line.sure * len(line.text) for line in self.lines) / letters if letters else 0.0


class PageReader:
    """Both networks. One thread; about 130 MB, and as much again while a page is read."""

    def __init__(self, threads: int = 1) -> None:
        folder = models_folder() / OCR_FOLDER
        self._detector: Any = load_session(folder, threads, DETECTOR_FILE, _content(folder / DETECTOR_FILE))
        self._recogniser: Any = load_session(folder, threads, RECOGNISER_FILE, _content(folder / RECOGNISER_FILE))
        self._characters = characters_of(self._recogniser)

    def read(self, picture: Image.Image) -> PageText:
        """The text of a page, which may be turned by a few degrees, lie on its side or stand on its head."""
        grey = picture.convert("L")
        boxes = self.find(grey)
        if not boxes:
            return PageText()
        grey, boxes = self._upright(grey, boxes)
        read, script = self._in_its_script([(box, *self._read(grey, box)) for box in boxes])
        lines = [line for line in read if line.text and line.sure >= _SURE]
        return PageText(page_text(lines), tuple(lines), len(boxes) - len(lines), script, heading(lines))

    def find(self, picture: Image.Image) -> list[Box]:
        """The boxes of the lines, in the picture's own pixels."""
        by = min(SIDE / max(picture.size), max(1.0, SHORT_SIDE / min(picture.size)), 2.0)
        size = (max(round(picture.width * by), 1), max(round(picture.height * by), 1))
        smaller = picture.resize(size, Image.Resampling.BILINEAR, reducing_gap=2.0)
        return [box.scaled(1 / by) for box in find_lines(self._detector, as_array(smaller))]

    def _read(self, picture: Image.Image, box: Box) -> tuple[Said, Features]:
        return read_line(self._recogniser, self._characters, cut_out(picture, box))

    def _in_its_script(self, seen: Sequence[tuple[Box, Said, Features]]) -> tuple[list[Line], str]:
        """The lines, each read in the script that it is in, and the page's script if that cannot be read."""
        scripts = line_scripts([features for _, _, features in seen])
        lines, lost = list[Line](), defaultdict[str, list[float]](list)
        for (box, said, features), script in zip(seen, scripts, strict=True):
            if script in heads():
                # A line taken for another script is read better as what it is.
                said = max(said, heads()[script].read(features), key=lambda one: one.sure)
            elif script not in READABLE and said.sure < _SURELY:
                lost[script].append(script_teller().likely(features)[script])
                continue
            lines.append(Line(normalize("NFC", said.text).strip(), said.sure, box))
        unread = max(lost, key=lambda script: len(lost[script]), default="")
        likely = lost[unread]
        named = len(likely) >= max(len(seen) / 2, _NAMED) and sum(likely) / len(likely) >= _BY_ITSELF
        return lines, unread if named else ""

    def _upright(self, picture: Image.Image, boxes: Sequence[Box]) -> tuple[Image.Image, list[Box]]:
        """The picture and its boxes, turned so that its longest lines can be read best."""
        on_side = sum(box.height > 1.5 * box.width for box in boxes) > len(boxes) / 2
        turns = (90, 270) if on_side else (0, 180)
        tried = sorted(boxes, key=lambda box: -max(box.width, box.height))[:_TRIED]
        best, scores = turns[0], dict[int, float]()
        for turn in turns:
            turned = [_turned(box, picture.size, turn) for box in tried]
            page = picture.rotate(turn, expand=True)
            scores[turn] = sum(_legible(*self._read(page, box)) for box in turned) / len(turned)
            if scores[turn] >= _UPRIGHT:
                break
        best = max(scores, key=lambda turn: scores[turn])
        return picture.rotate(best, expand=True), [_turned(box, picture.size, best) for box in boxes]


def _legible(said: Said, features: Features) -> float:
    """How much a line looks as it should, 0 to 1: it can be read, or it is known by sight."""
    script, likely = max(script_teller().likely(features).items(), key=lambda pair: pair[1])
    if script in heads():
        return max(said.sure, _BY_SIGHT * heads()[script].read(features).sure)
    return said.sure if script in READABLE else max(said.sure, _BY_SIGHT * likely)


def _turned(box: Box, size: tuple[int, int], turn: int) -> Box:
    """The box on a picture of `size` that was turned to the left by 0, 90, 180 or 270 degrees."""
    width, height = size
    if turn == 90:
        return Box(box.y, width - box.x, box.height, box.width, box.angle, box.score)
    if turn == 180:
        return Box(width - box.x, height - box.y, box.width, box.height, box.angle, box.score)
    if turn == 270:
        return Box(height - box.y, box.x, box.height, box.width, box.angle, box.score)
    return box


def _content(model: Path) -> bytes | None:
    """Read by Python, since a confined process can open no file in C; None where it is not there."""
    try:
        with open(model, "rb") as file:
            return file.read()
    except OSError:
        return None


@cache
def page_reader() -> PageReader:
    """The one of this process, loaded when it is first asked for. Raises ModelError."""
    return PageReader()
