"""Seas, rivers and lakes for covers. Each leaves the upper two fifths of its box quiet, for a title in the sky."""

# fmt: off (points stay in rows, as they lie in the picture)

import math

from assistant.demo.drawing.art import Art, Motif, smooth

SEAS: dict[str, Motif] = {}


def sea(draw: Motif) -> Motif:
    SEAS[draw.__name__] = draw
    return draw


def _boat(a: Art, u: float, v: float, size: float, color: str, sail: str) -> None:
    a.blob([(u - size, v), (u - size * 0.7, v + size * 0.28), (u + size * 0.7, v + size * 0.28), (u + size, v)], color)
    for shift, tall in ((-0.56, 1.3), (0.02, 1.65), (0.58, 1.15)):
        mast = u + shift * size
        a.line([(mast, v), (mast, v - tall * size)], 0.006, color)
        for low, high, wide in ((0.16, 0.66, 0.25), (0.7, 1.06, 0.2), (1.1, 1.4, 0.14)):
            if high <= tall - 0.1:
                middle = (low + high) / 2
                outline = ((-0.85, high), (0.8, high), (1.22, middle), (1.0, low), (-1.0, low), (-0.62, middle))
                a.poly([(mast + x * wide * size, v - y * size) for x, y in outline], sail)


@sea
def whale(a: Art) -> None:
    p = a.palette
    a.disc(0.74, 0.5, 0.09, p.light)
    a.swell(0.66, 0.008, 3, 0.1, p.far)
    fluke = [
        (0.38, 0.95),
        (0.44, 0.82),
        (0.465, 0.72),
        (0.44, 0.655),
        (0.34, 0.615),
        (0.2, 0.625),
        (0.1, 0.585),
        (0.2, 0.54),
        (0.34, 0.535),
        (0.44, 0.56),
        (0.5, 0.61),
        (0.56, 0.56),
        (0.66, 0.535),
        (0.8, 0.54),
        (0.9, 0.585),
        (0.8, 0.625),
        (0.66, 0.615),
        (0.56, 0.655),
        (0.535, 0.72),
        (0.56, 0.82),
        (0.62, 0.95),
    ]
    a.blob(fluke, p.paper)
    a.swell(0.79, 0.014, 2, 0.35, p.mid)
    a.swell(0.86, 0.016, 2.4, 0.8, p.far)
    a.swell(0.93, 0.016, 1.8, 0.15, p.near)


@sea
def ship(a: Art) -> None:
    p = a.palette
    a.disc(0.5, 0.6, 0.3, p.light)
    _boat(a, 0.5, 0.74, 0.2, p.near, p.paper)
    for level, phase, color in ((0.775, 0.1, p.mid), (0.83, 0.5, p.far), (0.89, 0.2, p.near)):
        a.swell(level, 0.013, 3, phase, color)


@sea
def waves(a: Art) -> None:
    p = a.palette
    a.disc(0.66, 0.55, 0.13, p.light)
    for place in range(7):
        color = (p.near, p.far, p.mid)[place % 3]
        a.swell(0.6 + place * 0.062, 0.012 + place * 0.003, 2.6 - place * 0.22, a.dice.random(), color)


@sea
def surf(a: Art) -> None:
    p = a.palette
    for place in range(9):
        level = 0.42 + place * 0.07
        a.swell(level, 0.02, 1.6 + place * 0.1, place * 0.17, (p.far, p.mid, p.near)[place % 3])
        a.swell(level + 0.012, 0.02, 1.6 + place * 0.1, place * 0.17, p.paper, 0.18)


@sea
def storm(a: Art) -> None:
    p = a.palette
    a.swell(0.63, 0.03, 2, 0.1, p.far)
    with a.turned(0.42, 0.62, -14):
        a.poly([(0.22, 0.62), (0.64, 0.62), (0.6, 0.67), (0.27, 0.67)], p.near)
        a.rect(0.34, 0.575, 0.16, 0.05, p.paper)
        a.rect(0.4, 0.5, 0.05, 0.09, p.light)
        a.line([(0.28, 0.62), (0.28, 0.5)], 0.008, p.near)
        a.line([(0.58, 0.62), (0.58, 0.51)], 0.008, p.near)
    a.swell(0.7, 0.045, 1.5, 0.32, p.mid)
    a.swell(0.82, 0.05, 1.3, 0.75, p.near)
    a.rain(150, 0.34, p.paper, 0.35)


@sea
def depth(a: Art) -> None:
    p = a.palette
    for place in range(6):
        a.swell(0.44 + place * 0.1, 0.008, 2, place * 0.3, p.near, 0.28)
    a.poly([(0.69, 0.63), (-0.02, 0.53), (-0.02, 0.86)], p.paper, 0.3)
    a.blob(
        [
            (0.5, 0.63),
            (0.56, 0.595),
            (0.72, 0.585),
            (0.9, 0.605),
            (0.98, 0.63),
            (0.9, 0.655),
            (0.72, 0.675),
            (0.56, 0.665),
        ],
        p.near,
    )
    a.poly([(0.94, 0.63), (1.01, 0.59), (1.01, 0.67)], p.near)
    a.poly([(0.68, 0.59), (0.7, 0.555), (0.8, 0.555), (0.82, 0.59)], p.near)
    for u in (0.6, 0.68, 0.76, 0.84):
        a.disc(u, 0.63, 0.019, p.light)
    for _ in range(26):
        a.ring(a.dice.uniform(0.05, 0.95), a.dice.uniform(0.5, 0.97), a.dice.uniform(0.004, 0.016), 0.003, p.paper, 0.6)
    a.reeds(34, 1.0, 0.16, p.mid)


@sea
def island(a: Art) -> None:
    p = a.palette
    a.disc(0.32, 0.5, 0.12, p.light)
    a.rect(0, 0.66, 1, 0.4, p.mid)
    a.blob([(0.2, 0.72), (0.4, 0.675), (0.62, 0.655), (0.86, 0.72), (0.6, 0.735)], p.far)
    a.curve([(0.6, 0.67), (0.625, 0.58), (0.67, 0.49)], 0.018, p.near)
    for angle in (195, 225, 270, 318, 345):
        c, s = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        a.curve([(0.67, 0.49), (0.67 + c * 0.11, 0.475 + s * 0.055), (0.67 + c * 0.18, 0.51 + s * 0.03)], 0.024, p.near)
    for place in range(9):
        v = 0.75 + place * 0.027
        a.line([(a.dice.uniform(0, 0.4), v), (a.dice.uniform(0.55, 1), v)], 0.004, p.paper, 0.45)
    a.swell(0.9, 0.01, 3, 0.4, p.near)


@sea
def iceberg(a: Art) -> None:
    p = a.palette
    a.poly([(0.2, 0.68), (0.3, 0.56), (0.4, 0.6), (0.52, 0.43), (0.66, 0.55), (0.74, 0.53), (0.86, 0.68)], p.paper)
    a.poly([(0.52, 0.43), (0.66, 0.55), (0.6, 0.68), (0.48, 0.68)], p.far)
    a.poly([(0.3, 0.56), (0.4, 0.6), (0.36, 0.68), (0.27, 0.68)], p.far)
    a.rect(0, 0.68, 1, 0.35, p.mid)
    a.poly([(0.16, 0.68), (0.28, 0.84), (0.46, 0.97), (0.68, 0.88), (0.9, 0.68)], p.far, 0.55)
    _boat(a, 0.12, 0.668, 0.045, p.near, p.near)
    a.disc(0.82, 0.46, 0.05, p.light)


@sea
def lighthouse(a: Art) -> None:
    p = a.palette
    for low, high in ((0.43, 0.5), (0.53, 0.545)):
        a.poly([(0.66, 0.505), (-0.02, low), (-0.02, high)], p.light, 0.4)
    a.poly([(0.66, 0.505), (1.02, 0.46), (1.02, 0.54)], p.light, 0.4)
    a.poly([(0.61, 0.78), (0.635, 0.535), (0.695, 0.535), (0.72, 0.78)], p.paper)
    for v in (0.585, 0.67):
        wide = 0.034 + (v - 0.535) * 0.1
        a.poly(
            [(0.665 - wide, v), (0.665 + wide, v), (0.665 + wide + 0.004, v + 0.04), (0.665 - wide - 0.004, v + 0.04)],
            p.mid,
        )
    a.rect(0.62, 0.525, 0.09, 0.012, p.near)
    a.rect(0.645, 0.485, 0.04, 0.04, p.light)
    a.poly([(0.632, 0.487), (0.665, 0.455), (0.698, 0.487)], p.near)
    a.blob([(0.34, 0.86), (0.5, 0.775), (0.64, 0.76), (0.82, 0.775), (1.02, 0.84), (0.9, 0.95), (0.5, 0.95)], p.near)
    for level, phase, color in ((0.84, 0.2, p.far), (0.89, 0.6, p.mid), (0.945, 0.1, p.near)):
        a.swell(level, 0.01, 2.6, phase, color)


@sea
def sails(a: Art) -> None:
    p = a.palette
    a.disc(0.28, 0.46, 0.1, p.light)
    for u, size in ((0.7, 0.17), (0.36, 0.1), (0.12, 0.06)):
        v = 0.58 + size
        a.blob(
            [(u, v - size * 2), (u + size * 0.95, v - size * 0.5), (u + size * 0.9, v - size * 0.1), (u, v)], p.paper
        )
        a.blob([(u - size * 0.08, v - size * 1.7), (u - size * 0.6, v - size * 0.4), (u - size * 0.08, v)], p.light)
        foot = v + size * 0.24
        a.poly([(u - size * 0.7, v), (u + size, v), (u + size * 0.7, foot), (u - size * 0.5, foot)], p.near)
    for level, phase, color in ((0.73, 0.3, p.mid), (0.81, 0.7, p.far), (0.9, 0.1, p.near)):
        a.swell(level, 0.016, 2.4, phase, color)


@sea
def raft(a: Art) -> None:
    p = a.palette
    a.disc(0.5, 0.56, 0.14, p.light)
    a.ridge(0.63, 0.015, p.mid)
    a.rect(0, 0.64, 1, 0.4, p.far)
    for place in range(16):
        v = 0.66 + place * 0.022
        half = 0.26 * a.dice.uniform(0.3, 1) * (1 - place / 24)
        a.line([(0.5 - half, v), (0.5 + half, v)], 0.007, p.light, 0.55)
    a.poly([(0.3, 0.8), (0.7, 0.8), (0.76, 0.835), (0.24, 0.835)], p.near)
    a.poly([(0.44, 0.8), (0.52, 0.735), (0.6, 0.8)], p.near)
    a.line([(0.36, 0.8), (0.36, 0.7)], 0.008, p.near)
    a.disc(0.36, 0.705, 0.018, p.paper)
    a.ridge(0.94, 0.02, p.near)


@sea
def oars(a: Art) -> None:
    p = a.palette
    for place in range(10):
        a.swell(0.42 + place * 0.065, 0.006, 2.2, place * 0.23, (p.far, p.ground)[place % 2])
    a.blob([(0.5, 0.46), (0.6, 0.58), (0.615, 0.72), (0.57, 0.88), (0.43, 0.88), (0.385, 0.72), (0.4, 0.58)], p.near)
    a.blob(
        [(0.5, 0.5), (0.575, 0.6), (0.585, 0.72), (0.55, 0.855), (0.45, 0.855), (0.415, 0.72), (0.425, 0.6)], p.paper
    )
    for v in (0.61, 0.71, 0.81):
        a.rect(0.42, v, 0.16, 0.022, p.mid)
        a.disc(0.5, v + 0.008, 0.036, p.light)
    for side in (-1, 1):
        a.line([(0.5 + side * 0.08, 0.68), (0.5 + side * 0.38, 0.6)], 0.012, p.near)
        a.oval(0.5 + side * 0.4, 0.595, 0.035, 0.012, p.near)


@sea
def river(a: Art) -> None:
    p = a.palette
    a.disc(0.34, 0.52, 0.1, p.light)
    a.ridge(0.64, 0.02, p.mid)
    a.rect(0, 0.68, 1, 0.35, p.near)
    bank = [(0.5, 0.66), (0.62, 0.7), (0.3, 0.77), (0.5, 0.86), (0.1, 1.03)]
    other = [(0.53, 0.66), (0.74, 0.7), (0.52, 0.77), (0.86, 0.86), (0.8, 1.03)]
    a.poly([*smooth(bank), *reversed(smooth(other))], p.far)
    for v, half in ((0.755, 0.06), (0.84, 0.1), (0.93, 0.16)):
        a.line([(0.46 - half, v), (0.46 + half * 0.6, v)], 0.004, p.paper, 0.6)
    a.poly([(0.48, 0.87), (0.74, 0.87), (0.7, 0.895), (0.52, 0.895)], p.light)
    a.reeds(30, 1.0, 0.2, p.mid)


@sea
def stream(a: Art) -> None:
    p = a.palette
    for place in range(12):
        shift = place * 0.075
        points = [
            (-0.05, 0.32 + shift),
            (0.25, 0.42 + shift * 0.9),
            (0.5, 0.36 + shift),
            (0.75, 0.5 + shift * 0.8),
            (1.05, 0.44 + shift),
        ]
        a.curve(points, 0.034, (p.far, p.mid, p.near, p.light)[place % 4])


@sea
def lake(a: Art) -> None:
    p = a.palette
    a.stars(60, 0.02, 0.5, p.paper, 0.003)
    a.disc(0.5, 0.36, 0.15, p.light)
    a.peaks(0.62, 0.12, 5, p.far)
    a.rect(0, 0.62, 1, 0.4, p.mid)
    for place in range(15):
        half = 0.16 * (1 - abs(place - 6) / 15) * a.dice.uniform(0.5, 1)
        a.line([(0.5 - half, 0.65 + place * 0.024), (0.5 + half, 0.65 + place * 0.024)], 0.009, p.light, 0.85)


@sea
def pond(a: Art) -> None:
    p = a.palette
    for place in range(13):
        a.pine(place / 12, 0.62, a.dice.uniform(0.08, 0.17), p.near if place % 2 else p.mid)
    a.rect(0, 0.62, 1, 0.4, p.far)
    for place in range(8):
        a.oval(0.56, 0.82, 0.05 + place * 0.075, 0.012 + place * 0.022, p.paper, 0.22)
    a.oval(0.56, 0.82, 0.018, 0.008, p.light)
    a.ridge(0.96, 0.01, p.near)
    a.reeds(26, 1.0, 0.2, p.near)


@sea
def marsh(a: Art) -> None:
    p = a.palette
    a.disc(0.7, 0.56, 0.08, p.light)
    for place in range(10):
        v = 0.62 + place * 0.042
        a.poly(
            [(0, v), (1, v + a.dice.uniform(-0.01, 0.01)), (1, v + 0.025), (0, v + 0.02)],
            (p.far, p.mid, p.near)[place % 3],
        )
    a.line([(0.3, 0.64), (0.3, 0.5)], 0.01, p.near)
    a.line([(0.3, 0.5), (0.37, 0.5), (0.37, 0.525)], 0.008, p.near)
    a.reeds(46, 1.0, 0.2, p.near)


@sea
def cave(a: Art) -> None:
    p = a.palette
    a.disc(0.5, 0.6, 0.14, p.light)
    a.swell(0.64, 0.008, 2, 0.1, p.far)
    for place in range(7):
        for side in (-1, 1):
            inner = 0.5 + side * (0.14 + place * 0.055)
            top = 0.34 + abs(3 - place) * 0.006 - place * 0.03
            left, right = sorted((inner, inner + side * 0.058))
            a.rect(left, top, right - left, 1.02 - top, (p.mid, p.near)[(place + (side > 0)) % 2])
    a.swell(0.86, 0.012, 2, 0.5, p.far)
    a.swell(0.93, 0.012, 2.4, 0.9, p.near)
