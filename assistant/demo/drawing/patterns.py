"""Patterns and abstractions for covers, which fill their whole box."""

# fmt: off (points stay in rows, as they lie in the picture)

import math

from assistant.demo.drawing.art import Art, Motif

PATTERNS: dict[str, Motif] = {}


def pattern(draw: Motif) -> Motif:
    PATTERNS[draw.__name__] = draw
    return draw


def _rows(a: Art, columns: int) -> int:
    """How many rows of square cells fill the box."""
    return math.ceil(columns * a.height / a.width)


@pattern
def checker(a: Art) -> None:
    p = a.palette
    rows = 12
    edges = [0.22 + 0.78 * place / rows for place in range(rows + 1)]
    for row in range(rows):
        top, foot = edges[row], edges[row + 1]
        wide, wider = 0.06 + top * 0.34, 0.06 + foot * 0.34
        for column in range(-6, 6):
            field = [
                (0.5 + column * wide, top),
                (0.5 + (column + 1) * wide, top),
                (0.5 + (column + 1) * wider, foot),
                (0.5 + column * wider, foot),
            ]
            a.poly(field, p.near if (row + column) % 2 else p.paper)
    u = 0.5
    a.oval(u, 0.9, 0.15, 0.035, p.mid)
    a.poly([(u - 0.12, 0.89), (u - 0.045, 0.68), (u + 0.045, 0.68), (u + 0.12, 0.89)], p.mid)
    a.oval(u, 0.675, 0.075, 0.018, p.mid)
    a.disc(u, 0.585, 0.085, p.mid)
    a.disc(u - 0.028, 0.56, 0.02, p.light)


@pattern
def rays(a: Art) -> None:
    p = a.palette
    for place in range(26):
        if place % 2:
            a.pie(0.5, 0.74, 2.4, 180 + place * 360 / 26, 180 + (place + 1) * 360 / 26, p.far)
    a.disc(0.5, 0.74, 0.36, p.light)
    for u, wide, top, color in (
        (0.26, 0.07, 0.62, p.near),
        (0.36, 0.08, 0.52, p.near),
        (0.46, 0.1, 0.42, p.mid),
        (0.58, 0.08, 0.54, p.near),
        (0.68, 0.07, 0.64, p.near),
    ):
        a.rect(u, top, wide, 1.02 - top, color)
        a.poly([(u, top), (u + wide / 2, top - 0.06), (u + wide, top)], color)
    a.rect(0, 0.86, 1, 0.2, p.near)


@pattern
def burst(a: Art) -> None:
    p = a.palette
    for place in range(40):
        color = (p.far, p.mid, p.near, p.paper)[place % 4]
        a.pie(0.5, 0.6, a.dice.uniform(0.5, 0.95), place * 9, place * 9 + 9.2, color)
    a.disc(0.5, 0.6, 0.16, p.ground)
    a.disc(0.5, 0.6, 0.1, p.paper)


@pattern
def shapes(a: Art) -> None:
    p = a.palette
    columns = 4
    for row in range(_rows(a, columns)):
        for column in range(columns):
            box = 1 / columns
            u, v = (column + 0.5) * box, (row + 0.5) * box * a.width / a.height
            sides = 3 + (row + column) % 4
            color = (p.near, p.light, p.mid, p.far)[(row * 3 + column) % 4]
            turn = a.dice.uniform(0, math.tau)
            radius = 0.1 * a.width / a.side
            if sides == 6:
                a.disc(u, v, radius * 0.9, color)
            else:
                corners = [
                    (
                        radius * a.side * math.cos(turn + math.tau * k / sides),
                        radius * a.side * math.sin(turn + math.tau * k / sides),
                    )
                    for k in range(sides)
                ]
                a.poly([(u + x / a.width, v + y / a.height) for x, y in corners], color)


@pattern
def quilt(a: Art) -> None:
    p = a.palette
    columns = 5
    side_u, side_v = 1 / columns, a.width / a.height / columns
    for row in range(_rows(a, columns)):
        for column in range(columns):
            u, v = column * side_u, row * side_v
            one, two = a.dice.sample((p.near, p.mid, p.far, p.light, p.paper), 2)
            a.rect(u, v, side_u + 0.002, side_v + 0.002, one)
            kind = (row * 2 + column) % 3
            if kind == 0:
                a.poly([(u, v), (u + side_u, v), (u, v + side_v)], two)
            elif kind == 1:
                a.poly(
                    [
                        (u + side_u / 2, v),
                        (u + side_u, v + side_v / 2),
                        (u + side_u / 2, v + side_v),
                        (u, v + side_v / 2),
                    ],
                    two,
                )
            else:
                for shift in (0, 2):
                    a.rect(u, v + side_v * shift / 4, side_u, side_v / 4, two)


@pattern
def tiles(a: Art) -> None:
    p = a.palette
    columns = 5
    side_u, side_v = 1 / columns, a.width / a.height / columns
    for row in range(_rows(a, columns)):
        for column in range(columns):
            u, v = (column + 0.5) * side_u, (row + 0.5) * side_v
            for turn in (0, 45):
                with a.turned(u, v, turn):
                    half = 0.33
                    a.poly(
                        [
                            (u - side_u * half, v - side_v * half),
                            (u + side_u * half, v - side_v * half),
                            (u + side_u * half, v + side_v * half),
                            (u - side_u * half, v + side_v * half),
                        ],
                        p.far if (row + column) % 2 else p.mid,
                    )
            a.disc(u, v, 0.19 / columns * a.width / a.side, p.light if (row + column) % 2 else p.paper)
            a.disc(u, v, 0.09 / columns * a.width / a.side, p.near)
            a.oval(column * side_u, row * side_v, 0.09 * side_u, 0.09 * side_v, p.light)


@pattern
def circles(a: Art) -> None:
    p = a.palette
    for place in range(9):
        u, v = 0.5 + 0.24 * math.cos(place * 2.2), 0.55 + 0.24 * math.sin(place * 2.2)
        a.disc(u, v, 0.34 - place * 0.028, (p.far, p.mid, p.light, p.paper, p.near)[place % 5], 0.72)


@pattern
def deco(a: Art) -> None:
    p = a.palette
    columns = 4
    step = a.width / a.height / columns / 2
    for row in range(-1, math.ceil(1 / step) + 2):
        for column in range(columns + 1):
            u, v = (column + (0.5 if row % 2 else 0)) / columns, row * step + 0.02
            for place, color in enumerate((p.near, p.light, p.near, p.mid, p.near, p.light, p.far)):
                a.disc(u, v, (0.5 - place * 0.068) / columns * a.width / a.side, color)


@pattern
def drops(a: Art) -> None:
    p = a.palette
    for u, v, count, reach in ((0.34, 0.44, 7, 0.3), (0.72, 0.64, 5, 0.2), (0.3, 0.82, 4, 0.13)):
        for place in range(count):
            share = place / count
            a.ring(u, v, reach * (share + 1 / count), 0.006 + 0.002 * (count - place), p.lettering, 0.9 - 0.7 * share)
        a.disc(u, v, 0.022, p.light)


@pattern
def arcs(a: Art) -> None:
    p = a.palette
    for place in range(9):
        a.disc(0.5, 1.0, 0.82 - place * 0.09, (p.far, p.mid, p.light, p.near)[place % 4])


@pattern
def weave(a: Art) -> None:
    p = a.palette
    for place in range(15):
        a.curve(
            [
                (-0.05, 0.2 + place * 0.055),
                (0.3, 0.12 + place * 0.06),
                (0.7, 0.3 + place * 0.05),
                (1.05, 0.18 + place * 0.058),
            ],
            0.017,
            (p.far, p.light, p.mid)[place % 3],
            0.9,
        )
    for place in range(12):
        a.curve(
            [
                (0.02 + place * 0.09, -0.05),
                (0.08 + place * 0.08, 0.35),
                (place * 0.09, 0.7),
                (0.07 + place * 0.085, 1.05),
            ],
            0.008,
            p.near,
            0.8,
        )


@pattern
def strands(a: Art) -> None:
    p = a.palette
    for place in range(26):
        shift = place * 0.026
        a.curve(
            [(0.08 + shift, -0.05), (0.2 + shift * 0.8, 0.3), (0.02 + shift * 1.15, 0.66), (0.3 + shift * 0.9, 1.05)],
            0.013,
            (p.far, p.light, p.mid, p.far)[place % 4],
        )


@pattern
def strings(a: Art) -> None:
    p = a.palette
    for place in range(4):
        u = 0.2 + place * 0.2
        for sway in range(-5, 6):
            reach = sway * 0.012 * (1 - place * 0.15)
            a.curve(
                [(u, -0.05), (u + reach, 0.3), (u + reach * 1.3, 0.5), (u + reach, 0.7), (u, 1.05)], 0.003, p.light, 0.6
            )
        a.line([(u, -0.05), (u, 1.05)], 0.012 - place * 0.0022, p.near)
    with a.turned(0.5, 0.6, -16):
        a.rect(-0.2, 0.585, 1.4, 0.02, p.near)
        a.rect(-0.2, 0.612, 1.4, 0.012, p.paper)


@pattern
def spiral(a: Art) -> None:
    p = a.palette
    for place in range(180):
        angle, radius = place * 2.39996, 0.029 * math.sqrt(place)
        a.disc(
            0.5 + radius * math.cos(angle) * a.side / a.width,
            0.54 + radius * math.sin(angle) * a.side / a.height,
            0.005 + radius * 0.03,
            (p.near, p.mid, p.light)[place % 3],
        )


@pattern
def lattice(a: Art) -> None:
    p = a.palette
    for row in range(9):
        for column in range(9):
            u, v = 0.1 + column * 0.1, 0.14 + row * 0.1
            high = 0.012 + 0.034 * (0.5 + 0.5 * math.sin(row * 0.9 + column * 0.7)) * a.dice.uniform(0.8, 1.2)
            color = (p.near, p.mid, p.light)[(row + column) % 3]
            a.poly([(u, v - high), (u + high, v), (u, v + high), (u - high, v)], color)


@pattern
def petals(a: Art) -> None:
    p = a.palette
    for u, v, r, color in (
        (0.3, 0.42, 0.2, p.light),
        (0.7, 0.6, 0.26, p.mid),
        (0.26, 0.8, 0.16, p.near),
        (0.66, 0.26, 0.13, p.near),
    ):
        for place in range(8):
            with a.turned(u, v, place * 45):
                a.oval(u, v - r * 0.62, r * 0.24, r * 0.42, color, 0.92)
        a.disc(u, v, r * 0.2, p.paper)


@pattern
def blossom(a: Art) -> None:
    p = a.palette
    a.curve([(-0.05, 0.9), (0.25, 0.72), (0.5, 0.66), (0.75, 0.44), (1.05, 0.34)], 0.022, p.near)
    a.curve([(0.46, 0.67), (0.5, 0.5), (0.62, 0.36)], 0.012, p.near)
    a.curve([(0.24, 0.73), (0.28, 0.56), (0.22, 0.46)], 0.01, p.near)
    for u, v, r in (
        (0.62, 0.35, 0.08),
        (0.22, 0.45, 0.07),
        (0.74, 0.45, 0.085),
        (0.4, 0.68, 0.075),
        (0.9, 0.37, 0.06),
        (0.52, 0.55, 0.055),
        (0.12, 0.8, 0.07),
        (0.3, 0.62, 0.05),
    ):
        for place in range(5):
            with a.turned(u, v, place * 72 + u * 90):
                a.oval(u, v - r * 0.55, r * 0.42, r * 0.55, p.paper)
        a.disc(u, v, r * 0.28, p.mid)
    for _ in range(16):
        u, v = a.dice.uniform(0.3, 1), a.dice.uniform(0.62, 1)
        a.oval(u, v, 0.014, 0.009, p.paper, 0.9)


@pattern
def strokes(a: Art) -> None:
    p = a.palette
    for row, heights in enumerate(((0.16, 0.16, 0.16, 0.34), (0.14, 0.14, 0.14, 0.3))):
        for place, height in enumerate(heights):
            u, foot = 0.1 + place * 0.2, 0.52 + row * 0.38
            wide = 0.1 if place < 3 else 0.2
            a.rect(u, foot - height, wide, height, (p.near, p.near, p.near, p.light)[place])
            a.rect(u, foot + 0.015, wide, 0.012, p.far)


@pattern
def dots(a: Art) -> None:
    p = a.palette
    for row in range(8):
        for column in range(8):
            size = 0.014 + 0.036 * abs(math.sin(row * 0.5 + column * 0.42))
            a.disc(0.09 + column * 0.118, 0.16 + row * 0.115, size, (p.near, p.mid, p.paper)[(row * column + row) % 3])


@pattern
def ribbon(a: Art) -> None:
    p = a.palette
    for place in range(12):
        shift = place * 0.018
        a.curve(
            [
                (-0.05, 0.36 + shift),
                (0.2, 0.5 + shift),
                (0.42, 0.3 + shift * 1.8),
                (0.62, 0.62 + shift * 0.4),
                (0.82, 0.44 + shift * 1.4),
                (1.05, 0.58 + shift),
            ],
            0.011,
            (p.mid, p.near, p.light)[place // 4],
        )


@pattern
def pennants(a: Art) -> None:
    p = a.palette
    for row in range(4):
        v = 0.3 + row * 0.17
        a.curve([(-0.05, v), (0.5, v + 0.07), (1.05, v)], 0.006, p.near)
        for place in range(9):
            u = 0.02 + place * 0.12
            top = v + 0.07 - 0.28 * (u + 0.05 - 0.5) ** 2
            a.poly([(u, top), (u + 0.09, top), (u + 0.045, top + 0.11)], (p.near, p.mid, p.paper)[(place + row) % 3])


@pattern
def descent(a: Art) -> None:
    p = a.palette
    for place in range(8):
        a.rect(0.08 + place * 0.108, 0.24 + place * 0.075, 0.1, 1, (p.far, p.mid)[place % 2])
        a.rect(0.08 + place * 0.108, 0.24 + place * 0.075, 0.1, 0.02, p.light)


@pattern
def ladder(a: Art) -> None:
    p = a.palette
    for row in range(3):
        for place in range(8):
            height = (8, 6, 5, 4, 3, 2, 3, 4)[(place - row * 2) % 8]
            v = 0.5 + row * 0.16 - height * 0.03
            a.rect(0.07 + place * 0.109, v, 0.096, 0.05, (p.mid, p.near, p.light)[row])
    for place in range(8):
        a.rect(0.07 + place * 0.109, 0.9, 0.096, 0.025, p.near)


@pattern
def halo(a: Art) -> None:
    p = a.palette
    for place in range(10):
        a.ring(0.5, 0.55, 0.08 + place * 0.04, 0.014 if place % 3 else 0.026, (p.light, p.far, p.mid)[place % 3])
    for place in range(24):
        with a.turned(0.5, 0.55, place * 15):
            a.oval(0.5, 0.1, 0.012, 0.02, p.light)
    a.disc(0.5, 0.55, 0.05, p.paper)


@pattern
def leaves(a: Art) -> None:
    p = a.palette
    for row in range(5):
        for column in range(5):
            u, v = 0.12 + column * 0.19, 0.2 + row * 0.18
            with a.turned(u, v, a.dice.choice((-50, -20, 25, 55, 130))):
                color = a.dice.choice((p.near, p.mid, p.light))
                a.blob([(u, v - 0.09), (u + 0.045, v), (u, v + 0.08), (u - 0.045, v)], color)
                a.line([(u, v - 0.07), (u, v + 0.1)], 0.005, p.ground)


@pattern
def frames(a: Art) -> None:
    p = a.palette
    for u, v, wide, high, color in (
        (0.07, 0.3, 0.24, 0.34, p.mid),
        (0.37, 0.24, 0.3, 0.24, p.far),
        (0.73, 0.32, 0.2, 0.26, p.near),
        (0.37, 0.54, 0.18, 0.2, p.near),
        (0.6, 0.54, 0.08, 0.2, p.light),
    ):
        a.rect(u - 0.012, v - 0.012, wide + 0.024, high + 0.024, p.near)
        a.rect(u, v, wide, high, p.light)
        a.rect(u + 0.025, v + 0.025, wide - 0.05, high - 0.05, color)
        a.disc(u + wide / 2, v + high / 2, min(wide, high) * 0.22, p.paper, 0.85)
    a.rect(0, 0.84, 1, 0.2, p.near)
    a.rect(0, 0.83, 1, 0.012, p.light)


@pattern
def fans(a: Art) -> None:
    p = a.palette
    for row in range(6):
        for column in range(5):
            u, v = (column + (0.5 if row % 2 else 0)) / 4, 0.42 + row * 0.13
            for place, color in enumerate((p.near, p.mid, p.far, p.light)):
                a.pie(u, v, 0.125 - place * 0.03, 180, 360, color)


@pattern
def keys(a: Art) -> None:
    p = a.palette
    with a.turned(0.5, 0.6, -10):
        for place in range(12):
            a.rect(-0.1 + place * 0.102, 0.32, 0.098, 1.0, p.paper)
        for place in range(12):
            if place % 7 not in (2, 6):
                a.rect(-0.1 + place * 0.102 + 0.068, 0.32, 0.062, 0.4, p.near)
        a.rect(-0.2, 0.29, 1.5, 0.035, p.mid)


@pattern
def swirl(a: Art) -> None:
    p = a.palette
    for place in range(34):
        angle = place * 0.36
        radius = 0.02 + place * 0.0135
        u, v = 0.5 + radius * math.cos(angle), 0.56 + radius * math.sin(angle)
        a.arc(
            u,
            v,
            0.05 + place * 0.004,
            math.degrees(angle),
            math.degrees(angle) + 150,
            0.012,
            (p.light, p.paper, p.mid)[place % 3],
        )


@pattern
def rain(a: Art) -> None:
    p = a.palette
    for column in range(17):
        u = 0.06 + column * 0.055
        end = 0.3 + a.dice.random() * 0.6
        a.line([(u, 0.16), (u, end)], 0.006, p.mid, 0.8)
        a.disc(u, end, 0.014, p.light if column % 4 == 1 else p.near)
