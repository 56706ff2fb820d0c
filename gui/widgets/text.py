"""Text that comes from files: always plain, wrapped to a number of lines, cut off with an ellipsis."""

import re
from collections.abc import Iterator
from functools import lru_cache
from math import ceil

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from gui.look.direction import draw_line, runs_leftwards
from gui.look.theme import font, theme, tokens

_WORDS = re.compile(r"\S+[^\S\n]*|[^\S\n]+")
_LEAST_WIDTH = 48
PARTED = " · "
_FONTS: dict[str, QFont] = {}
"""Fonts by their key, which a cache can hold where a font itself cannot be compared."""


class Text(QWidget):
    """A block of plain text in a role of the type scale; at most `lines` lines if that is not 0.

    It takes the room of `least` lines also where its words need fewer, so that what stands below it stays in place.
    """

    def __init__(
        self,
        text: str = "",
        role: str = "body",
        colour: str = "ink",
        *,
        lines: int = 0,
        least: int = 1,
        italic: bool = False,
    ) -> None:
        super().__init__()
        self._text, self._colour, self._lines, self._least = "", colour, lines, least
        self._font = font(role, italic=italic)
        self._tall = QFontMetricsF(self._font).height()
        self._line = round(self._tall * line_spacing(self._font))
        self._laid: tuple[int, list[str]] | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme().changed.connect(self.update)
        self.set_text(text)

    def text(self) -> str:
        return self._text

    def set_text(self, text: str) -> None:
        text = text if self._lines != 1 else " ".join(text.split())
        if text == self._text:
            return
        self._text, self._laid = text, None
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def set_colour(self, colour: str) -> None:
        self._colour = colour
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        # Layouts ask for heights at widths that never come to be; nothing sensible fits into a few pixels.
        lines = len(self._lay_out(width)) if width >= _LEAST_WIDTH else 1
        return max(lines, self._least) * self._step() + self._overhang()

    def sizeHint(self) -> QSize:
        metrics = QFontMetricsF(self._font)
        wide = max((metrics.horizontalAdvance(line) for line in self._text.split("\n")), default=0.0)
        width = min(int(wide) + 2, 640)
        return QSize(width, self.heightForWidth(max(width, 1)))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self._least * self._step() + self._overhang())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(self._font)
        painter.setPen(self._pen())
        step, ascent = self._step(), QFontMetricsF(self._font).ascent()
        lead = max(0.0, step - self._tall) / 2
        laid, leftwards = self._lay_out(self.width()), runs_leftwards(self._text)
        # A paragraph of Hebrew hangs from the right edge; a title of one line stays beside its picture.
        width = self.width() if len(laid) > 1 else 0
        for number, line in enumerate(laid):
            draw_line(painter, self._indent(line), number * step + lead + ascent, line, leftwards, width)

    def _indent(self, line: str) -> float:
        return 0.0

    def _pen(self) -> QColor:
        return tokens().color(self._colour)

    def _step(self) -> int:
        return self._line

    def _overhang(self) -> int:
        """How far the tails of the last line hang below a tightly set line."""
        return max(0, ceil(self._tall - self._line))

    def _lay_out(self, width: int) -> list[str]:
        if self._laid is None or self._laid[0] != width:
            self._laid = (width, wrap(self._text, self._font, max(width, 1), self._lines))
        return self._laid[1]


class Facts(Text):
    """Short facts on one line, parted by dots; one that finds no room is left out whole, the last one first."""

    def _lay_out(self, width: int) -> list[str]:
        metrics, facts = QFontMetricsF(self._font), self._text.split(PARTED)
        while len(facts) > 1 and metrics.horizontalAdvance(PARTED.join(facts)) > width:
            facts.pop()
        return wrap(PARTED.join(facts), self._font, max(width, 1), 1)


class CentredText(Text):
    """Text whose lines stand in the middle."""

    def _indent(self, line: str) -> float:
        return max(0.0, (self.width() - QFontMetricsF(self._font).horizontalAdvance(line)) / 2)


class Label(QLabel):
    """One short line of our own words or of plain text, as wide as it needs to be."""

    def __init__(self, text: str = "", role: str = "body", colour: str = "ink") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self._role, self._colour = role, colour
        self._dress()
        theme().changed.connect(self._dress)

    def set_colour(self, colour: str) -> None:
        self._colour = colour
        self._dress()

    def _dress(self) -> None:
        # A style sheet on the widget itself is what wins over the application's sheet for a font.
        chosen = font(self._role)
        self.setFont(chosen)
        families = ", ".join(f'"{family}"' for family in chosen.families())
        self.setStyleSheet(
            f"QLabel {{ color: {getattr(tokens(), self._colour)}; font-family: {families}; "
            f"font-size: {chosen.pixelSize()}px; font-weight: {int(chosen.weight())}; background: transparent; }}"
        )


def line_spacing(chosen: QFont) -> float:
    """How far apart lines stand, as a multiple of the font's height: larger type is set tighter."""
    size = chosen.pixelSize()
    return 1.22 if size <= 14 else 1.08 if size <= 16 else 0.96 if size <= 20 else 0.88


def wrap(text: str, chosen: QFont, width: int, lines: int = 0) -> list[str]:
    """Break `text` into lines of at most `width` pixels; the last of `lines` ends in an ellipsis if words are left."""
    key = chosen.key()
    _FONTS.setdefault(key, chosen)
    return list(_wrapped(text, key, width, lines))


@lru_cache(maxsize=4096)
def _wrapped(text: str, font_key: str, width: int, most: int) -> tuple[str, ...]:
    found: list[str] = []
    for paragraph in text.split("\n"):
        for line in _lines_of(paragraph, font_key, width):
            if most and len(found) == most:
                metrics = QFontMetricsF(_FONTS[font_key])
                found[-1] = metrics.elidedText(f"{found[-1]} {line}", Qt.TextElideMode.ElideRight, width)
                return tuple(found)
            found.append(line)
    return tuple(found)


def _lines_of(paragraph: str, font_key: str, width: int) -> Iterator[str]:
    """Lines of whole words; a word too long for a line is broken within."""
    line, used = "", 0.0
    for word in _WORDS.findall(paragraph):
        bare = word.rstrip()
        wide = _advance(font_key, bare)
        if line and used + wide > width:
            yield line.rstrip()
            line, used = "", 0.0
        if wide > width:
            metrics = QFontMetricsF(_FONTS[font_key])
            while metrics.horizontalAdvance(bare) > width and len(bare) > 1:
                cut = _fitting(bare, metrics, width)
                yield bare[:cut]
                bare = bare[cut:]
            word, wide = bare + word[len(word.rstrip()) :], metrics.horizontalAdvance(bare)
        line += word
        used += wide + (_advance(font_key, " ") if word != bare else 0.0)
    yield line.rstrip()


@lru_cache(maxsize=16384)
def _advance(font_key: str, word: str) -> float:
    """A word's width. Measured once: text that grows while it is written is measured again and again."""
    return QFontMetricsF(_FONTS[font_key]).horizontalAdvance(word)


def _fitting(text: str, metrics: QFontMetricsF, width: int) -> int:
    """How many characters of `text` fit, one at least, by halving."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if metrics.horizontalAdvance(text[:middle]) <= width else (low, middle - 1)
    return low


def text_height(lines: int, role: str) -> int:
    """The height in pixels of that many lines of a role."""
    chosen = font(role)
    return round(lines * round(QFontMetricsF(chosen).height() * line_spacing(chosen)))


def draw_lines(painter: QPainter, area: QRect, text: str, role: str, colour: str, lines: int) -> int:
    """Paint wrapped text into `area` for a delegate; returns the height used."""
    chosen = font(role)
    metrics = QFontMetricsF(chosen)
    step = round(metrics.height() * line_spacing(chosen))
    painter.setFont(chosen)
    painter.setPen(tokens().color(colour))
    laid = wrap(" ".join(text.split()), chosen, area.width(), lines)
    for number, line in enumerate(laid):
        baseline = area.top() + number * step + metrics.ascent()
        draw_line(painter, area.left(), baseline, line, runs_leftwards(text), area.width())
    return step * len(laid)
