"""What the demo library's covers are drawn with: palettes, and shapes placed in a box by shares of its sides."""

import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from random import Random

from assistant.demo.drawing.page import Canvas, Point


def contrast(one: str, other: str) -> float:
    """The ratio of relative luminances, from 1 to 21 (WCAG 2.2, 1.4.3)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(color: str) -> float:
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@dataclass(frozen=True, slots=True)
class Palette:
    """Seven colours: the ground, three shapes from pale to dark, a light, and paper and ink for lettering."""

    ground: str
    far: str
    mid: str
    near: str
    light: str
    paper: str
    ink: str

    @property
    def lettering(self) -> str:
        """Paper or ink, whichever reads better on the ground."""
        return max((self.paper, self.ink), key=lambda color: contrast(color, self.ground))


PALETTES = {
    "deep": Palette("#12405c", "#1d5a75", "#2f8490", "#0a2438", "#f4a25f", "#f4ecdb", "#0e2a3d"),
    "storm": Palette("#55656f", "#6d7d86", "#394853", "#212d35", "#f2dcae", "#ebe8df", "#232e37"),
    "night": Palette("#191e40", "#2b3163", "#444b8c", "#0d1028", "#f7dc94", "#efeaf1", "#191e40"),
    "dusk": Palette("#f2b48b", "#dd8370", "#935473", "#3b2a52", "#fff1d2", "#fcf0e1", "#3b2a52"),
    "ember": Palette("#e2643a", "#bb4029", "#86262a", "#37131f", "#ffd384", "#fcead8", "#37131f"),
    "mars": Palette("#eba66f", "#cf6c41", "#a0422e", "#481b27", "#fff2d4", "#fcf0e0", "#481b27"),
    "blood": Palette("#8a1a21", "#a8262c", "#5a0f18", "#21070c", "#f3e5d1", "#f3e9da", "#2a0b10"),
    "wine": Palette("#571a32", "#762744", "#9a3350", "#290a1a", "#f0c78e", "#f6eae1", "#3d1225"),
    "plum": Palette("#533a69", "#6d5186", "#8f6fa6", "#271a38", "#f3b79a", "#f4edf3", "#2f2044"),
    "fog": Palette("#cdbb92", "#ae9d77", "#7b7059", "#2c2926", "#b63a2c", "#f1e9d6", "#2c2926"),
    "moss": Palette("#dfe1c6", "#abb58b", "#61794f", "#294030", "#e2a53c", "#f5f2e3", "#24382a"),
    "emerald": Palette("#0f6a52", "#188a68", "#3fb489", "#073a30", "#f6d864", "#f4f1de", "#0a4437"),
    "spring": Palette("#cee4d2", "#a0cba9", "#569f7b", "#21584c", "#f37f78", "#f8f6ea", "#205048"),
    "rose": Palette("#f4d1c8", "#e8aaa2", "#c96b78", "#742b4a", "#fff2c9", "#fcf2ec", "#672540"),
    "sun": Palette("#f6c648", "#f1a03d", "#e16b38", "#1f3a57", "#fff4d4", "#fdf4dc", "#1f3a57"),
    "sand": Palette("#f0dbb3", "#ddba84", "#4b8d93", "#1d4c59", "#cb5a3e", "#fbf3e0", "#1f4451"),
    "ice": Palette("#d7e8f0", "#abccdc", "#6a9cb8", "#2a5473", "#f2725c", "#f6fafb", "#21445e"),
    "teal": Palette("#1c6a70", "#2b8787", "#58b3a7", "#0d3a43", "#f7c66f", "#eff4eb", "#0d3a43"),
    "ink": Palette("#f2ede1", "#d3ccbc", "#8d877c", "#1e1d1c", "#d4352f", "#f8f4ec", "#1e1d1c"),
    "tea": Palette("#dbdec5", "#b9c39e", "#8a9a73", "#3d4935", "#b8643d", "#f5f2e4", "#37412f"),
    "stone": Palette("#d1cac0", "#b5ac9f", "#867c6f", "#3c3731", "#aa4531", "#f3f0e8", "#35302b"),
    "heather": Palette("#cfbbd8", "#aa8dbb", "#7a5b90", "#38294c", "#f4c970", "#f6f1f6", "#38294c"),
    "autumn": Palette("#f1cb8b", "#de9542", "#b3542c", "#52271e", "#7b8551", "#fbefda", "#4b241c"),
    "ochre": Palette("#dba646", "#c58630", "#985826", "#3b2316", "#f8edd6", "#f9eed8", "#3b2316"),
}


@dataclass(frozen=True, slots=True)
class Art:
    """A box on a page. `u` and `v` are shares of its width and height, radii shares of its shorter side."""

    page: Canvas
    x: float
    y: float
    width: float
    height: float
    palette: Palette
    dice: Random

    @property
    def side(self) -> float:
        return min(self.width, self.height)

    def at(self, u: float, v: float) -> Point:
        return self.x + u * self.width, self.y + v * self.height

    def square(self, share: float = 1.0, middle: float = 0.5) -> "Art":
        """A square in the box, as wide as `share` of its shorter side, its centre at height `middle`."""
        side = share * self.side
        left, top = self.x + (self.width - side) / 2, self.y + middle * self.height - side / 2
        return replace(self, x=left, y=top, width=side, height=side)

    def rect(self, u: float, v: float, width: float, height: float, color: str, alpha: float = 1) -> None:
        self.page.rect(*self.at(u, v), width * self.width, height * self.height, color, alpha)

    def poly(self, points: Sequence[Point], color: str, alpha: float = 1) -> None:
        self.page.polygon([self.at(*point) for point in points], color, alpha)

    def blob(self, points: Sequence[Point], color: str, alpha: float = 1) -> None:
        """A closed shape, smooth through all its points."""
        self.poly(smooth([*points, points[0]]), color, alpha)

    def disc(self, u: float, v: float, radius: float, color: str, alpha: float = 1) -> None:
        self.page.ellipse(*self.at(u, v), radius * self.side, radius * self.side, color, alpha)

    def oval(self, u: float, v: float, ru: float, rv: float, color: str, alpha: float = 1) -> None:
        self.page.ellipse(*self.at(u, v), ru * self.width, rv * self.height, color, alpha)

    def ring(self, u: float, v: float, radius: float, width: float, color: str, alpha: float = 1) -> None:
        self.page.ring(*self.at(u, v), radius * self.side, width * self.side, color, alpha)

    def line(self, points: Sequence[Point], width: float, color: str, alpha: float = 1) -> None:
        self.page.line([self.at(*point) for point in points], width * self.side, color, alpha)

    def curve(self, points: Sequence[Point], width: float, color: str, alpha: float = 1) -> None:
        self.line(smooth(points), width, color, alpha)

    def arc(
        self, u: float, v: float, radius: float, start: float, end: float, width: float, color: str, alpha: float = 1
    ) -> None:
        """Part of a ring, from one angle to another in degrees, clockwise from the right."""
        self.page.line(self._arc(u, v, radius, start, end), width * self.side, color, alpha)

    def pie(self, u: float, v: float, radius: float, start: float, end: float, color: str, alpha: float = 1) -> None:
        self.page.polygon([self.at(u, v), *self._arc(u, v, radius, start, end)], color, alpha)

    def _arc(self, u: float, v: float, radius: float, start: float, end: float) -> list[Point]:
        (x, y), r = self.at(u, v), radius * self.side
        steps = max(2, round(abs(end - start) / 4))
        angles = [math.radians(start + (end - start) * step / steps) for step in range(steps + 1)]
        return [(x + r * math.cos(angle), y + r * math.sin(angle)) for angle in angles]

    @contextmanager
    def inside(self, u: float, v: float, radius: float) -> Iterator[None]:
        """Draw inside a circle only."""
        with self.page.clipped(circle=(*self.at(u, v), radius * self.side)):
            yield

    @contextmanager
    def turned(self, u: float, v: float, degrees: float) -> Iterator[None]:
        with self.page.turned(*self.at(u, v), degrees):
            yield

    def swell(self, level: float, height: float, cycles: float, phase: float, color: str, alpha: float = 1) -> None:
        """Water up to a wavy line, peaked a little as waves are."""
        steps = 72
        points = []
        for step in range(steps + 1):
            angle = 2 * math.pi * (cycles * step / steps + phase)
            points.append((step / steps, level - height * (math.sin(angle) + 0.25 * math.sin(2 * angle + 0.6))))
        self.poly([*points, (1, 1.02), (0, 1.02)], color, alpha)

    def ridge(self, level: float, height: float, color: str, alpha: float = 1, rough: float = 1) -> None:
        """Land up to a line of rolling hills that the dice choose."""
        waves = [(rough * self.dice.uniform(0.6, 3.2), self.dice.random(), self.dice.uniform(0.3, 1)) for _ in range(4)]
        total = sum(weight for _, _, weight in waves)
        points = []
        for step in range(81):
            rise = sum(weight * math.sin(2 * math.pi * (f * step / 80 + phase)) for f, phase, weight in waves) / total
            points.append((step / 80, level - height * rise))
        self.poly([*points, (1, 1.02), (0, 1.02)], color, alpha)

    def peaks(self, level: float, height: float, count: int, color: str, snow: str = "") -> None:
        """A row of pointed mountains; with `snow`, their tips are capped."""
        for place in range(count):
            middle = (place + self.dice.uniform(0.2, 0.8)) / count
            top = level - height * self.dice.uniform(0.55, 1)
            half = self.dice.uniform(0.75, 1.25) / count
            self.poly([(middle - half, 1.02), (middle - half, level), (middle, top), (middle + half, level),
                       (middle + half, 1.02)], color)  # fmt: skip
            if snow:
                drop = (level - top) * 0.3
                foot = half * 0.3
                self.poly([(middle - foot, top + drop), (middle, top), (middle + foot, top + drop),
                           (middle + foot * 0.3, top + drop * 0.75), (middle - foot * 0.2, top + drop * 1.25)],
                          snow)  # fmt: skip

    def stars(self, count: int, top: float, bottom: float, color: str, size: float = 0.004) -> None:
        for _ in range(count):
            u, v, r = self.dice.random(), self.dice.uniform(top, bottom), self.dice.uniform(0.4, 1.2) * size
            self.disc(u, v, r, color, self.dice.choice((0.5, 0.8, 1)))

    def rain(self, count: int, top: float, color: str, alpha: float, length: float = 0.05) -> None:
        for _ in range(count):
            u, v = self.dice.random(), self.dice.uniform(top, 1)
            self.line([(u, v), (u - length * 0.35, v + length)], 0.0035, color, alpha)

    def pine(self, u: float, foot: float, tall: float, color: str) -> None:
        """A fir with its foot at `foot`."""
        for place in range(4):
            top, wide = foot - tall * (1 - place * 0.2), tall * (0.11 + place * 0.055)
            self.poly([(u, top), (u + wide, top + tall * 0.34), (u - wide, top + tall * 0.34)], color)
        self.line([(u, foot - tall * 0.1), (u, foot + 0.01)], 0.012, color)

    def reeds(self, count: int, foot: float, tall: float, color: str) -> None:
        """Thin stalks across the whole width."""
        for _ in range(count):
            u, lean, height = self.dice.random(), self.dice.uniform(-0.03, 0.05), tall * self.dice.uniform(0.5, 1)
            self.curve([(u, foot), (u + lean * 0.3, foot - height * 0.6), (u + lean, foot - height)], 0.006, color)


Motif = Callable[[Art], None]
"""Draws one subject into a box."""


def smooth(points: Sequence[Point], steps: int = 10) -> list[Point]:
    """A curve through all points: centripetal enough for drawing (uniform Catmull–Rom). Closed if the ends meet."""
    closed = points[0] == points[-1]
    before = points[-2] if closed else points[0]
    after = points[1] if closed else points[-1]
    padded = [before, *points, after]
    curve = []
    for a, b, c, d in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        for step in range(steps):
            t = step / steps
            curve.append(tuple(
                0.5 * (2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t * t + (3 * q - p - 3 * r + s) * t**3)
                for p, q, r, s in zip(a, b, c, d, strict=True)
            ))  # fmt: skip
    return [(u, v) for u, v in curve] + [points[-1]]
