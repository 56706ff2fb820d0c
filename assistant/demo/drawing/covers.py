"""The covers of the demo library: a motif and a palette from the catalogue, set with title and name in one of a few
layouts that the title itself chooses. The same words give the same picture."""

import io
import math
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from random import Random
from typing import TYPE_CHECKING

from assistant.demo.drawing.art import PALETTES, Art, Motif
from assistant.demo.drawing.creatures import CREATURES
from assistant.demo.drawing.emblems import EMBLEMS
from assistant.demo.drawing.lands import LANDS
from assistant.demo.drawing.page import Canvas, picture
from assistant.demo.drawing.patterns import PATTERNS
from assistant.demo.drawing.seas import SEAS

if TYPE_CHECKING:
    from PIL import ImageFont

BOOK = (600, 900)
MUSIC = (600, 600)
QUALITY = 84
ROMAN, BOLD, ITALIC = "Literata-Regular", "Literata-SemiBold", "Literata-Italic"
SANS, SANS_BOLD = "Inter-Medium", "Inter-SemiBold"


WHOLE = frozenset({"strokes", "ladder", "descent", "strands", "strings"})
"""Patterns that run from edge to edge and would suffer from a round frame."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a title is set: tracking is a share of the size, leading a multiple of it."""

    face: str
    largest: int
    capitals: bool = False
    tracking: float = 0.0
    leading: float = 1.12


STYLES = (
    Style(BOLD, 92, leading=1.04),
    Style(ITALIC, 88, leading=1.08),
    Style(SANS_BOLD, 76, capitals=True, tracking=0.02, leading=1.1),
    Style(ROMAN, 70, capitals=True, tracking=0.06, leading=1.2),
)


@dataclass(slots=True)
class Line:
    """A line of lettering; `y` is its baseline, `align` is 0 where `x` is its start and 0.5 where it is its middle."""

    x: float
    y: float
    text: str
    face: str
    size: int
    color: str
    tracking: float = 0.0
    align: float = 0.0


@cache
def typeface(face: str, size: int) -> "ImageFont.FreeTypeFont":
    from PIL import ImageFont

    with files("resources").joinpath("fonts", f"{face}.ttf").open("rb") as file:
        return ImageFont.truetype(io.BytesIO(file.read()), size)


def half_circle() -> list[tuple[float, float]]:
    """From the left over the top to the right, at radius 1."""
    return [(-math.cos(math.pi * step / 40), math.sin(math.pi * step / 40)) for step in range(41)]


@cache
def advance(face: str, character: str) -> float:
    """The width of a character at size 1."""
    return typeface(face, 100).getlength(character) / 100


def line_width(text: str, face: str, size: float, tracking: float = 0.0) -> float:
    return size * (sum(advance(face, character) for character in text) + tracking * (len(text) - 1))


def fit(text: str, style: Style, width: float, height: float) -> tuple[int, list[str]]:
    """The largest size at which the text, broken at spaces, fits into the box, and its lines."""
    words = (text.upper() if style.capitals else text).split(" ")
    for size in range(style.largest, 21, -3):
        lines: list[str] = []
        for word in words:
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and line_width(longer, style.face, size, style.tracking) <= width:
                lines[-1] = longer
            else:
                lines.append(word)
        fits = max(line_width(line, style.face, size, style.tracking) for line in lines) <= width
        if fits and len(lines) * size * style.leading <= height:
            return size, lines
    return size, lines


class Cover:
    """One cover in the making: a page for the art and the lines that go on top of it."""

    def __init__(self, size: tuple[int, int], spec: str, title: str, creator: str, note: str) -> None:
        motif, palette = spec.split("/")
        self.width, self.height = size
        self.palette = PALETTES[palette]
        # A series keeps one layout and one style of lettering, as on a shelf.
        self.choice = Random(zlib.crc32((note.rstrip("0123456789 ·") or title).encode()))
        self.dice = Random(zlib.crc32(f"{title}|{creator}".encode()))
        self.page = Canvas(*size)
        self.lines: list[Line] = []
        self.title, self.subtitle = split_title(title)
        self.creator, self.note = creator, note
        self.kind, self.motif = find_motif(motif)

    def art(self, x: float, y: float, width: float, height: float) -> Art:
        return Art(self.page, x, y, width, height, self.palette, self.dice)

    def fill(self, color: str) -> None:
        self.page.rect(0, 0, self.width, self.height, color)

    def set_title(
        self, style: Style, x: float, top: float, width: float, height: float, color: str, align: float = 0.0
    ) -> float:
        """Title and subtitle in a box from `top` down; returns the baseline of the last line."""
        size, rows = fit(self.title, style, width, height - (40 if self.subtitle else 0))
        y = top + size * 0.8
        for place, row in enumerate(rows):
            y += size * style.leading * (place > 0)
            self.lines.append(Line(x, y, row, style.face, size, color, style.tracking, align))
        if self.subtitle:
            small = Style(ITALIC, min(34, max(24, size // 2)))
            size, rows = fit(self.subtitle, small, width, 90)
            for place, row in enumerate(rows):
                y += size * (1.5 if place == 0 else 1.2)
                self.lines.append(Line(x, y, row, ITALIC, size, color, 0.0, align))
        return y

    def set_small(self, text: str, x: float, y: float, color: str, align: float = 0.0, size: int = 21) -> None:
        """A name or a note in tracked capitals, made smaller until it fits the page."""
        text = text.upper()
        while size > 12 and line_width(text, SANS, size, 0.14) > self.width - 84:
            size -= 1
        self.lines.append(Line(x, y, text, SANS, size, color, 0.14, align))

    def mark(self, x: float, foot: float, color: str, size: float = 13) -> None:
        """The imprint: a small arch."""
        arc = [(x + size * c, foot - size * 1.1 - size * s) for c, s in half_circle()]
        self.page.polygon([(x - size, foot), *arc, (x + size, foot)], color)

    def render(self) -> bytes:
        """A JPEG."""
        from PIL import ImageDraw

        image = picture(self.page)
        draw = ImageDraw.Draw(image)
        for line in self.lines:
            _draw_line(draw, line)
        out = io.BytesIO()
        image.save(out, "JPEG", quality=QUALITY, subsampling=0)
        return out.getvalue()


def _draw_line(draw: object, line: Line) -> None:
    from PIL import ImageDraw

    assert isinstance(draw, ImageDraw.ImageDraw)
    font = typeface(line.face, line.size)
    if not line.tracking:
        anchor = "ms" if line.align else "ls"
        draw.text((line.x, line.y), line.text, fill=line.color, font=font, anchor=anchor)
        return
    x = line.x - line.align * line_width(line.text, line.face, line.size, line.tracking)
    for character in line.text:
        draw.text((x, line.y), character, fill=line.color, font=font, anchor="ls")
        x += line.size * (advance(line.face, character) + line.tracking)


MARKS = (
    ("; or, ", "or, "),
    (": ", ""),
    (" (", "("),
    (", ou ", "ou "),
    (", gentleman", "gentleman"),
    (", Op. ", "Op. "),
    (" “", "“"),
)
"""What parts a title from its subtitle, and what then stands before the subtitle."""


def split_title(title: str) -> tuple[str, str]:
    """Title and subtitle, parted at the first mark that stands in it."""
    for mark, before in MARKS:
        main, found, rest = title.partition(mark)
        if found:
            return main, before + rest
    return title, ""


def find_motif(name: str) -> tuple[str, Motif]:
    """What kind of motif it is, and how to draw it. Raises KeyError."""
    for kind, motifs in (("scene", SEAS | LANDS), ("emblem", EMBLEMS | CREATURES), ("pattern", PATTERNS)):
        if name in motifs:
            return kind, motifs[name]
    raise KeyError(name)


def book_cover(title: str, creators: Sequence[str], spec: str, note: str = "") -> bytes:
    """A JPEG of 600×900. `spec` names motif and palette, "whale/deep"; `note` is a small line, as for a series."""
    cover = Cover(BOOK, spec, title, " & ".join(creators), note)
    layouts = {"scene": (_sky, _sky, _panel, _arch), "emblem": (_poster, _medallion), "pattern": (_label, _panel)}
    style = cover.choice.choice(STYLES)
    cover.choice.choice(layouts[cover.kind])(cover, style)
    return cover.render()


def _sky(cover: Cover, style: Style) -> None:
    """The scene bleeds off all edges, the title stands in its sky."""
    p, align = cover.palette, cover.choice.choice((0.0, 0.5))
    x = 46 + align * (cover.width - 92)
    color = p.lettering
    cover.fill(p.ground)
    cover.motif(cover.art(0, 0, cover.width, cover.height))
    cover.set_small(cover.creator, x, 72, color, align)
    last = cover.set_title(style, x, 104, cover.width - 92, 236, color, align)
    if cover.note:
        cover.set_small(cover.note, x, last + 42, color, align, 17)
    cover.mark(cover.width / 2 if align else 58, cover.height - 30, p.paper, 11)


def _panel(cover: Cover, style: Style) -> None:
    """Paper with a framed picture on it."""
    p, high = cover.palette, 540
    cover.fill(p.paper)
    frame = [(0, 0), (cover.width, 0), (cover.width, high), (0, high)]
    with cover.page.clipped(frame):
        cover.page.rect(0, 0, cover.width, high, p.ground)
        lift = 250 if cover.kind == "scene" else 0
        cover.motif(cover.art(0, -lift, cover.width, high + lift))
    last = cover.set_title(style, 46, high + 44, cover.width - 92, 190, p.ink)
    if cover.note:
        cover.set_small(cover.note, 46, last + 40, p.ink, 0, 17)
    cover.set_small(cover.creator, 46, cover.height - 46, p.ink)
    cover.mark(cover.width - 58, cover.height - 42, p.mid)


def _arch(cover: Cover, style: Style) -> None:
    """The scene seen through an alcove."""
    p = cover.palette
    cover.fill(p.paper)
    left, right, top, foot = 90.0, 510.0, 330.0, 800.0
    middle, radius = 300.0, 210.0
    outline = [(middle + radius * c, top + radius - radius * s) for c, s in half_circle()]
    with cover.page.clipped([(left, foot), *outline, (right, foot)]):
        cover.page.rect(left, top, right - left, foot - top, p.ground)
        cover.motif(cover.art(left, top - 150, right - left, foot - top + 150))
    cover.set_small(cover.creator, 300, cover.height - 46, p.ink, 0.5)
    last = cover.set_title(style, 300, 66, cover.width - 92, 190, p.ink, 0.5)
    if cover.note:
        cover.set_small(cover.note, 300, min(last + 40, 312), p.ink, 0.5, 17)


def _poster(cover: Cover, style: Style) -> None:
    """One object on a plain ground under a large title."""
    p, color = cover.palette, cover.palette.lettering
    cover.fill(p.ground)
    cover.motif(cover.art(0, 314, cover.width, 500).square(0.96))
    cover.set_small(cover.creator, 300, cover.height - 36, color, 0.5)
    last = cover.set_title(style, 300, 58, cover.width - 92, 216, color, 0.5)
    if cover.note:
        cover.set_small(cover.note, 300, last + 40, color, 0.5, 17)


def _medallion(cover: Cover, style: Style) -> None:
    """The object in a coloured disc on paper."""
    p = cover.palette
    cover.fill(p.paper)
    cover.page.ellipse(300, 570, 236, 236, p.ground)
    cover.page.ring(300, 570, 250, 3, p.ground)
    with cover.page.clipped(circle=(300, 570, 236)):
        cover.motif(cover.art(64, 334, 472, 472).square(0.74))
    cover.set_small(cover.creator, 300, cover.height - 34, p.ink, 0.5)
    last = cover.set_title(style, 300, 56, cover.width - 92, 200, p.ink, 0.5)
    if cover.note:
        cover.set_small(cover.note, 300, min(last + 40, 306), p.ink, 0.5, 17)


def _label(cover: Cover, style: Style) -> None:
    """A pattern all over, with a pasted label."""
    p = cover.palette
    cover.fill(p.ground)
    cover.motif(cover.art(0, 0, cover.width, cover.height))
    top, high = 96, 300
    cover.page.rect(60, top, 480, high, p.paper)
    inner, low = top + 12, top + high - 12
    cover.page.line([(72, inner), (528, inner), (528, low), (72, low), (72, inner)], 2, p.ink)
    cover.set_title(style, 300, top + 44, 416, 170, p.ink, 0.5)
    cover.set_small(cover.creator, 300, top + high - 34, p.ink, 0.5, 17)


def music_cover(title: str, creators: Sequence[str], spec: str, note: str = "") -> bytes:
    """A JPEG of 600×600."""
    cover = Cover(MUSIC, spec, title, " & ".join(creators), note)
    style = cover.choice.choice(STYLES)
    layouts = (_strip,) if cover.motif.__name__ in WHOLE else (_sleeve, _strip, _record)
    cover.choice.choice(layouts)(cover, style)
    return cover.render()


def _sleeve(cover: Cover, style: Style) -> None:
    """The title stands above the art."""
    p, color = cover.palette, cover.palette.lettering
    cover.fill(p.ground)
    with cover.page.clipped([(0, 124), (600, 124), (600, 600), (0, 600)]):
        cover.motif(cover.art(0, 150, 600, 430).square(0.9) if cover.kind == "emblem" else cover.art(0, 120, 600, 480))
    cover.set_small(cover.creator, 36, 48, color, 0, 18)
    cover.set_title(replace(style, largest=46), 36, 66, cover.width - 72, 110, color)


def _strip(cover: Cover, style: Style) -> None:
    """The art, and a strip of paper below it."""
    p = cover.palette
    cover.fill(p.paper)
    with cover.page.clipped([(0, 0), (600, 0), (600, 440), (0, 440)]):
        cover.page.rect(0, 0, 600, 440, p.ground)
        cover.motif(cover.art(0, 20, 600, 400).square(0.92) if cover.kind == "emblem" else cover.art(0, -90, 600, 530))
    cover.set_title(replace(style, largest=44), 36, 464, cover.width - 72, 84, p.ink)
    cover.set_small(cover.creator, 36, 576, p.ink, 0, 16)


def _record(cover: Cover, style: Style) -> None:
    """The art as the label of a record."""
    p = cover.palette
    cover.fill(p.paper)
    for place in range(9):
        cover.page.ring(300, 236, 204 - place * 5, 1.2, p.near, 0.25 + 0.08 * (place % 3))
    with cover.page.clipped(circle=(300, 236, 166)):
        cover.page.rect(120, 60, 360, 360, p.ground)
        art = cover.art(134, 70, 332, 332)
        cover.motif(art.square(0.78) if cover.kind == "emblem" else cover.art(120, 20, 360, 386))
    cover.page.ellipse(300, 236, 9, 9, p.paper)
    cover.set_title(replace(style, largest=42), 300, 462, cover.width - 72, 86, p.ink, 0.5)
    cover.set_small(cover.creator, 300, 578, p.ink, 0.5, 16)
