"""Plants and animals for covers, each drawn in a square box around its middle."""

# fmt: off (points stay in rows, as they lie in the picture)

import math

from assistant.demo.drawing.art import Art, Motif

CREATURES: dict[str, Motif] = {}


def creature(draw: Motif) -> Motif:
    CREATURES[draw.__name__] = draw
    return draw


@creature
def rabbit(a: Art) -> None:
    p, a = a.palette, a.square(0.94, 0.54)
    for side in (-1, 1):
        with a.turned(0.5, 0.5, side * 13):
            a.oval(0.5 + side * 0.07, 0.16, 0.085, 0.26, p.near)
            a.oval(0.5 + side * 0.07, 0.18, 0.042, 0.19, p.mid)
    a.oval(0.5, 0.56, 0.25, 0.22, p.near)
    for side in (-1, 1):
        a.disc(0.5 + side * 0.1, 0.51, 0.03, p.paper)
        a.disc(0.5 + side * 0.1, 0.515, 0.014, p.ink)
        for tilt in (-8, 8):
            a.line([(0.5 + side * 0.09, 0.61), (0.5 + side * 0.34, 0.61 + tilt / 180)], 0.006, p.paper)
    a.poly([(0.47, 0.57), (0.53, 0.57), (0.5, 0.605)], p.light)
    a.poly([(0.5, 0.78), (0.36, 0.71), (0.36, 0.85)], p.mid)
    a.poly([(0.5, 0.78), (0.64, 0.71), (0.64, 0.85)], p.mid)
    a.curve([(0.5, 0.79), (0.56, 0.9), (0.68, 0.9)], 0.008, p.near)
    a.disc(0.77, 0.9, 0.085, p.light)
    a.ring(0.77, 0.9, 0.085, 0.018, p.near)
    a.line([(0.77, 0.855), (0.77, 0.9), (0.805, 0.92)], 0.01, p.near)


@creature
def leaf(a: Art) -> None:
    p = a.palette
    with a.turned(0.5, 0.5, 24):
        for side, color in ((-1, p.mid), (1, p.near)):
            a.blob(
                [
                    (0.5, 0.0),
                    (0.5 + side * 0.17, 0.18),
                    (0.5 + side * 0.26, 0.42),
                    (0.5 + side * 0.2, 0.68),
                    (0.5, 0.86),
                    (0.5, 0.4),
                ],
                color,
            )
        a.curve([(0.5, 0.02), (0.5, 0.5), (0.5, 0.86), (0.47, 1.05)], 0.014, p.light)
        for place in range(6):
            v = 0.2 + place * 0.11
            reach = 0.17 - abs(place - 2.2) * 0.026
            for side in (-1, 1):
                a.curve(
                    [(0.5, v + 0.05), (0.5 + side * reach * 0.6, v - 0.01), (0.5 + side * reach, v - 0.06)],
                    0.007,
                    p.light,
                )


@creature
def tree(a: Art) -> None:
    p = a.palette

    def branch(u: float, v: float, angle: float, length: float, depth: int) -> None:
        end = (u + length * math.cos(angle), v + length * math.sin(angle))
        a.line([(u, v), end], 0.005 + depth * 0.0052, p.near)
        if depth == 0 or (depth < 3 and a.dice.random() < 0.16):
            a.disc(*end, 0.014, a.dice.choice((p.light, p.mid, p.paper)))
            return
        for turn in (-1, 1):
            shrink = length * a.dice.uniform(0.7, 0.86)
            branch(*end, angle + turn * a.dice.uniform(0.22, 0.5), shrink, depth - 1)

    branch(0.5, 1.04, -math.pi / 2, 0.24, 6)


@creature
def flower(a: Art) -> None:
    p = a.palette
    a.curve([(0.5, 0.44), (0.54, 0.7), (0.48, 0.88), (0.5, 1.0)], 0.02, p.mid)
    for side, v in ((-1, 0.84), (1, 0.74)):
        a.blob([(0.5, v), (0.5 + side * 0.14, v - 0.1), (0.5 + side * 0.28, v - 0.12), (0.5 + side * 0.18, v)], p.mid)
    for count, radius, color in ((10, 0.3, p.mid), (8, 0.22, p.light), (6, 0.14, p.paper)):
        for place in range(count):
            with a.turned(0.5, 0.36, place * 360 / count + radius * 100):
                a.blob(
                    [
                        (0.5, 0.36),
                        (0.5 - radius * 0.32, 0.36 - radius * 0.6),
                        (0.5, 0.36 - radius * 1.12),
                        (0.5 + radius * 0.32, 0.36 - radius * 0.6),
                    ],
                    color,
                    0.92,
                )
    a.disc(0.5, 0.36, 0.045, p.near)


@creature
def rose(a: Art) -> None:
    p = a.palette
    a.curve([(0.5, 0.5), (0.52, 0.75), (0.47, 0.9), (0.5, 1.02)], 0.022, p.near)
    for side, v in ((-1, 0.9), (1, 0.8)):
        a.blob(
            [(0.5, v), (0.5 + side * 0.12, v - 0.1), (0.5 + side * 0.27, v - 0.1), (0.5 + side * 0.17, v + 0.01)],
            p.near,
        )
    for place in range(15):
        angle, radius = place * 2.4, 0.3 * (1 - place / 15)
        u, v = 0.5 + radius * 0.7 * math.cos(angle), 0.4 + radius * 0.62 * math.sin(angle)
        a.disc(u, v, 0.07 + radius * 0.42, (p.mid, p.far, p.light)[place % 3])
        a.arc(u, v, 0.05 + radius * 0.4, 200, 330, 0.008, p.near, 0.7)


@creature
def lotus(a: Art) -> None:
    p = a.palette
    for reach, count, color in ((0.46, 9, p.far), (0.38, 7, p.mid), (0.28, 5, p.light)):
        for place in range(count):
            with a.turned(0.5, 0.68, (place - (count - 1) / 2) * 150 / count):
                a.blob(
                    [
                        (0.5, 0.7),
                        (0.5 - reach * 0.2, 0.68 - reach * 0.55),
                        (0.5, 0.68 - reach * 1.2),
                        (0.5 + reach * 0.2, 0.68 - reach * 0.55),
                    ],
                    color,
                    0.95,
                )
    for place in range(4):
        a.line(
            [(0.1 + place * 0.07, 0.76 + place * 0.055), (0.9 - place * 0.07, 0.76 + place * 0.055)], 0.012, p.near, 0.8
        )


@creature
def swan(a: Art) -> None:
    p = a.palette
    a.disc(0.66, 0.26, 0.16, p.light, 0.9)
    body = [
        (0.26, 0.66),
        (0.34, 0.55),
        (0.5, 0.53),
        (0.66, 0.5),
        (0.86, 0.42),
        (0.82, 0.62),
        (0.7, 0.74),
        (0.45, 0.76),
        (0.3, 0.74),
    ]
    a.blob(body, p.paper)
    a.curve([(0.31, 0.66), (0.25, 0.54), (0.29, 0.42), (0.37, 0.32), (0.35, 0.2), (0.27, 0.19)], 0.058, p.paper)
    a.poly([(0.25, 0.165), (0.25, 0.225), (0.16, 0.225)], p.near)
    a.disc(0.285, 0.188, 0.011, p.near)
    a.curve([(0.44, 0.64), (0.6, 0.62), (0.8, 0.47)], 0.009, p.far)
    a.curve([(0.48, 0.69), (0.64, 0.66), (0.8, 0.55)], 0.009, p.far)
    for place in range(6):
        v = 0.76 + place * 0.042
        half = 0.42 - place * 0.05
        a.line([(0.5 - half, v), (0.5 + half, v)], 0.008, p.paper, 0.55)
