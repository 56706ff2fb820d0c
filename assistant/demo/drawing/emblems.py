"""Single objects for covers, each drawn in a square box around its middle."""

# fmt: off (points stay in rows, as they lie in the picture)

import math

from assistant.demo.drawing.art import Art, Motif, smooth

EMBLEMS: dict[str, Motif] = {}


def emblem(draw: Motif) -> Motif:
    EMBLEMS[draw.__name__] = draw
    return draw


@emblem
def halves(a: Art) -> None:
    p, a = a.palette, a.square(0.86, 0.57)
    face = [
        (0.5, 0.08),
        (0.72, 0.14),
        (0.8, 0.34),
        (0.78, 0.58),
        (0.66, 0.8),
        (0.5, 0.88),
        (0.34, 0.8),
        (0.22, 0.58),
        (0.2, 0.34),
        (0.28, 0.14),
    ]
    a.blob(face, p.paper)
    with a.page.clipped([a.at(0.5, 0), a.at(1, 0), a.at(1, 1), a.at(0.5, 1)]):
        a.blob(face, p.near)
    a.rect(0.16, 0.13, 0.68, 0.035, p.near)
    a.rect(0.27, -0.16, 0.46, 0.3, p.near)
    a.rect(0.27, 0.07, 0.46, 0.04, p.light)
    a.arc(0.37, 0.42, 0.07, 200, 340, 0.014, p.near)
    a.arc(0.63, 0.42, 0.07, 200, 340, 0.014, p.paper)
    a.disc(0.37, 0.42, 0.024, p.near)
    a.disc(0.63, 0.42, 0.024, p.light)
    a.arc(0.5, 0.6, 0.12, 92, 150, 0.014, p.near)
    a.arc(0.5, 0.76, 0.12, 268, 330, 0.014, p.paper)


@emblem
def globe(a: Art) -> None:
    p = a.palette
    a.disc(0.5, 0.5, 0.4, p.near)
    with a.inside(0.5, 0.5, 0.4):
        for points in (
            [(0.1, 0.3), (0.3, 0.2), (0.44, 0.3), (0.36, 0.46), (0.42, 0.6), (0.3, 0.82), (0.24, 0.6), (0.1, 0.5)],
            [(0.56, 0.18), (0.8, 0.2), (0.95, 0.42), (0.76, 0.5), (0.7, 0.7), (0.6, 0.56), (0.54, 0.36)],
        ):
            a.blob(points, p.mid)
    for share in (0.14, 0.29, 0.4):
        a.page.line(
            smooth(
                [
                    a.at(0.5 + share * math.cos(t / 8 * math.pi), 0.5 + 0.4 * math.sin(t / 8 * math.pi))
                    for t in range(17)
                ]
            ),
            0.005 * a.side,
            p.paper,
            0.5,
        )
    for v in (0.3, 0.5, 0.7):
        half = math.sqrt(max(0, 0.16 - (v - 0.5) ** 2))
        a.line([(0.5 - half, v), (0.5 + half, v)], 0.005, p.paper, 0.5)
    with a.turned(0.5, 0.5, -18):
        points = [(0.5 + 0.52 * math.cos(t / 20 * math.pi), 0.5 + 0.15 * math.sin(t / 20 * math.pi)) for t in range(41)]
        for place in range(0, 40, 2):
            if points[place][1] > 0.47 or abs(points[place][0] - 0.5) > 0.4:
                a.line(points[place : place + 2], 0.012, p.light)
        a.disc(0.86, 0.605, 0.032, p.light)


@emblem
def lens(a: Art) -> None:
    p = a.palette
    a.line([(0.64, 0.66), (0.93, 0.97)], 0.075, p.near)
    a.line([(0.7, 0.725), (0.9, 0.94)], 0.022, p.light, 0.55)
    a.disc(0.42, 0.42, 0.34, p.paper)
    with a.inside(0.42, 0.42, 0.34):
        for place in range(11):
            radius = 0.02 + place * 0.035
            a.arc(0.4, 0.46, radius, 150 - place * 4, 390 + place * 3, 0.014, p.near)
            a.arc(0.4, 0.46 + radius * 0.2, radius, 60, 120, 0.014, p.near)
    a.ring(0.42, 0.42, 0.34, 0.045, p.near)
    a.arc(0.42, 0.42, 0.3, 200, 250, 0.018, p.light, 0.9)


@emblem
def umbrella(a: Art) -> None:
    p = a.palette
    for _ in range(40):
        u, v = a.dice.uniform(0.02, 0.98), a.dice.uniform(0.5, 1.0)
        a.line([(u, v), (u - 0.02, v + 0.06)], 0.006, p.mid, 0.7)
    a.line([(0.5, 0.04), (0.5, 0.86)], 0.022, p.near)
    a.arc(0.57, 0.86, 0.07, 0, 180, 0.026, p.near)
    canopy = [(0.04, 0.5), (0.12, 0.28), (0.3, 0.14), (0.5, 0.1), (0.7, 0.14), (0.88, 0.28), (0.96, 0.5)]
    a.poly(smooth(canopy), p.near)
    for u, wide, color in ((0.16, 0.12, p.light), (0.385, 0.105, p.mid), (0.615, 0.105, p.light), (0.84, 0.12, p.mid)):
        a.poly([(0.5, 0.1), (u - wide, 0.5), (u, 0.46), (u + wide, 0.5)], color)
        a.pie(u, 0.505, wide, 180, 360, p.ground)


@emblem
def swords(a: Art) -> None:
    p = a.palette
    a.ring(0.5, 0.5, 0.44, 0.012, p.light, 0.8)
    a.ring(0.5, 0.5, 0.4, 0.006, p.light, 0.8)
    for angle in (45, 0, -45):
        with a.turned(0.5, 0.5, angle):
            a.poly([(0.49, 0.84), (0.485, 0.12), (0.5, 0.02), (0.515, 0.12), (0.51, 0.84)], p.paper)
            a.poly([(0.5, 0.84), (0.5, 0.02), (0.515, 0.12), (0.51, 0.84)], p.far)
            a.arc(0.5, 0.84, 0.075, 180, 360, 0.016, p.light)
            a.line([(0.39, 0.84), (0.61, 0.84)], 0.02, p.light)
            a.line([(0.5, 0.86), (0.5, 0.95)], 0.026, p.near)
            a.disc(0.5, 0.97, 0.026, p.light)


@emblem
def bolt(a: Art) -> None:
    p = a.palette
    a.disc(0.5, 0.5, 0.42, p.mid)
    for place in range(24):
        with a.turned(0.5, 0.5, place * 15):
            a.line([(0.5, 0.07), (0.5, 0.03 - 0.03 * (place % 2))], 0.008, p.light)
    a.poly([(0.6, 0.02), (0.28, 0.55), (0.47, 0.55), (0.38, 1.0), (0.74, 0.4), (0.54, 0.4)], p.light)
    for side in (-1, 1):
        a.line([(0.5 + side * 0.46, 0.72), (0.5 + side * 0.3, 0.72)], 0.036, p.paper)
        a.rect(0.5 + side * 0.3 - 0.02, 0.66, 0.04, 0.12, p.paper)


@emblem
def window(a: Art) -> None:
    p = a.palette
    a.rect(0.2, 0.02, 0.6, 0.9, p.near)
    a.rect(0.25, 0.07, 0.5, 0.8, p.light)
    a.disc(0.5, 0.42, 0.12, p.paper, 0.7)
    a.blob([(0.42, 0.87), (0.41, 0.66), (0.45, 0.55), (0.55, 0.55), (0.59, 0.66), (0.58, 0.87)], p.near, 0.85)
    a.disc(0.5, 0.48, 0.06, p.near, 0.85)
    for side in (-1, 1):
        edge, inner = 0.5 + side * 0.25, 0.5 + side * 0.1
        a.blob(
            [
                (edge, 0.07),
                (inner + side * 0.02, 0.07),
                (inner + side * 0.05, 0.4),
                (edge - side * 0.02, 0.6),
                (edge - side * 0.04, 0.87),
                (edge, 0.87),
            ],
            p.mid,
        )
    a.rect(0.49, 0.07, 0.02, 0.8, p.near)
    for v in (0.33, 0.6):
        a.rect(0.25, v, 0.5, 0.018, p.near)
    a.rect(0.14, 0.92, 0.72, 0.05, p.near)


@emblem
def frame(a: Art) -> None:
    p = a.palette
    a.rect(0.17, 0.0, 0.66, 0.98, p.light)
    a.rect(0.205, 0.035, 0.59, 0.91, p.near)
    a.rect(0.235, 0.065, 0.53, 0.85, p.light)
    a.rect(0.265, 0.095, 0.47, 0.79, p.mid)
    profile = [
        (0.44, 0.885),
        (0.46, 0.72),
        (0.4, 0.66),
        (0.36, 0.48),
        (0.4, 0.32),
        (0.52, 0.26),
        (0.61, 0.34),
        (0.6, 0.42),
        (0.645, 0.52),
        (0.61, 0.54),
        (0.615, 0.63),
        (0.55, 0.67),
        (0.56, 0.74),
        (0.68, 0.81),
        (0.7, 0.885),
    ]
    with a.page.clipped([a.at(0.265, 0.095), a.at(0.735, 0.095), a.at(0.735, 0.885), a.at(0.265, 0.885)]):
        a.disc(0.5, 0.45, 0.25, p.far)
        a.blob(profile, p.paper)
        a.poly(
            [
                (0.55, 0.09),
                (0.6, 0.3),
                (0.52, 0.44),
                (0.62, 0.62),
                (0.5, 0.9),
                (0.56, 0.9),
                (0.66, 0.62),
                (0.57, 0.44),
                (0.65, 0.3),
                (0.62, 0.09),
            ],
            p.near,
        )
    for u, v in ((0.17, 0), (0.83, 0), (0.17, 0.98), (0.83, 0.98)):
        a.disc(u, v, 0.04, p.light)
        a.disc(u, v, 0.018, p.near)


@emblem
def clock(a: Art) -> None:
    p = a.palette
    for place in range(5):
        a.ring(0.5, 0.5, 0.46 - place * 0.075, 0.012, (p.light, p.mid, p.far, p.mid, p.paper)[place], 0.9)
    for place in range(60):
        with a.turned(0.5, 0.5, place * 6):
            a.line([(0.5, 0.04), (0.5, 0.1 if place % 5 == 0 else 0.06)], 0.009 if place % 5 == 0 else 0.004, p.paper)
    for angle, reach, wide in ((-50, 0.36, 0.016), (70, 0.24, 0.026), (160, 0.4, 0.006)):
        with a.turned(0.5, 0.5, angle):
            a.line([(0.5, 0.56), (0.5, 0.5 - reach)], wide, p.light)
    for place in range(46):
        turn, radius = place * 0.42, 0.01 + place * 0.0042
        a.disc(0.5 + radius * math.cos(turn), 0.5 + radius * math.sin(turn), 0.006, p.paper, 0.9)
    a.disc(0.5, 0.5, 0.03, p.light)


@emblem
def gears(a: Art) -> None:
    p = a.palette
    for u, v, r, teeth, turn, color in (
        (0.36, 0.38, 0.26, 16, 0, p.near),
        (0.74, 0.66, 0.19, 12, 9, p.light),
        (0.26, 0.8, 0.12, 9, 0, p.mid),
    ):
        for place in range(teeth):
            with a.turned(u, v, turn + place * 360 / teeth):
                tip = v - r - 0.05
                a.poly([(u - 0.026, v - r), (u - 0.018, tip), (u + 0.018, tip), (u + 0.026, v - r)], color)
        a.disc(u, v, r + 0.005, color)
        a.disc(u, v, r * 0.68, p.ground)
        for place in range(5):
            with a.turned(u, v, turn + place * 72):
                a.line([(u, v), (u, v - r * 0.72)], r * 0.16, color)
        a.disc(u, v, r * 0.3, color)
        a.disc(u, v, r * 0.12, p.ground)


@emblem
def door(a: Art) -> None:
    p = a.palette
    a.poly([(0.3, 0.92), (0.62, 0.92), (0.98, 1.06), (0.18, 1.06)], p.light, 0.55)
    a.rect(0.24, 0.0, 0.48, 0.92, p.near)
    a.rect(0.28, 0.04, 0.4, 0.88, p.light)
    a.poly([(0.28, 0.04), (0.53, 0.1), (0.53, 0.985), (0.28, 0.92)], p.mid)
    for top, bottom in ((0.18, 0.48), (0.58, 0.84)):
        a.poly([(0.33, top - 0.01), (0.48, top + 0.03), (0.48, bottom + 0.04), (0.33, bottom)], p.near, 0.45)
    a.disc(0.5, 0.56, 0.018, p.paper)


@emblem
def puppet(a: Art) -> None:
    p = a.palette
    a.line([(0.22, 0.02), (0.78, 0.02)], 0.026, p.near)
    a.line([(0.5, -0.06), (0.5, 0.1)], 0.026, p.near)
    for top, joint in (((0.24, 0.02), (0.22, 0.62)), ((0.5, 0.05), (0.5, 0.24)), ((0.76, 0.02), (0.8, 0.52))):
        a.line([top, joint], 0.004, p.near, 0.8)
    a.poly([(0.4, 0.27), (0.5, 0.12), (0.6, 0.27)], p.mid)
    a.disc(0.5, 0.34, 0.1, p.paper)
    a.poly([(0.58, 0.325), (0.86, 0.335), (0.58, 0.36)], p.paper)
    a.disc(0.53, 0.315, 0.014, p.near)
    a.arc(0.52, 0.36, 0.045, 30, 120, 0.01, p.near)
    a.poly([(0.4, 0.47), (0.6, 0.47), (0.64, 0.72), (0.36, 0.72)], p.mid)
    for u in (0.5,):
        for v in (0.53, 0.6, 0.67):
            a.disc(u, v, 0.014, p.light)
    for points in (
        [(0.41, 0.49), (0.3, 0.58), (0.22, 0.62)],
        [(0.59, 0.49), (0.7, 0.55), (0.8, 0.52)],
        [(0.44, 0.72), (0.38, 0.86), (0.42, 1.0)],
        [(0.56, 0.72), (0.66, 0.84), (0.6, 0.98)],
    ):
        a.line(points, 0.04, p.near)
        for joint in points[1:]:
            a.disc(*joint, 0.03, p.light)


@emblem
def letter(a: Art) -> None:
    p = a.palette
    with a.turned(0.5, 0.5, -6):
        a.rect(0.08, 0.26, 0.84, 0.56, p.near, 0.22)
        a.rect(0.06, 0.23, 0.84, 0.56, p.paper)
        a.poly([(0.06, 0.79), (0.4, 0.5), (0.56, 0.5), (0.9, 0.79)], p.far, 0.55)
        a.poly([(0.06, 0.23), (0.48, 0.58), (0.9, 0.23)], p.far)
        a.line([(0.06, 0.23), (0.48, 0.58), (0.9, 0.23)], 0.008, p.mid)
        a.disc(0.48, 0.56, 0.085, p.mid)
        a.ring(0.48, 0.56, 0.06, 0.01, p.near)
        a.blob([(0.48, 0.6), (0.44, 0.555), (0.452, 0.53), (0.48, 0.545), (0.508, 0.53), (0.52, 0.555)], p.near)


@emblem
def teacup(a: Art) -> None:
    p = a.palette
    for u in (0.38, 0.5, 0.62):
        a.curve([(u, 0.34), (u - 0.05, 0.24), (u + 0.03, 0.15), (u - 0.02, 0.04)], 0.014, p.paper, 0.9)
    a.arc(0.76, 0.54, 0.12, -100, 110, 0.036, p.near)
    a.blob([(0.2, 0.4), (0.8, 0.4), (0.78, 0.58), (0.68, 0.74), (0.5, 0.79), (0.32, 0.74), (0.22, 0.58)], p.near)
    a.oval(0.5, 0.405, 0.3, 0.055, p.paper)
    a.oval(0.5, 0.41, 0.26, 0.04, p.light)
    for u in (0.34, 0.5, 0.66):
        a.disc(u, 0.6, 0.035, p.mid)
        for angle in range(0, 360, 72):
            c, s = math.cos(math.radians(angle)), math.sin(math.radians(angle))
            a.disc(u + c * 0.033, 0.6 + s * 0.033, 0.016, p.paper)
    a.oval(0.5, 0.87, 0.42, 0.055, p.near)
    a.oval(0.5, 0.855, 0.42, 0.05, p.mid)


@emblem
def fan(a: Art) -> None:
    p = a.palette
    for place in range(14):
        start = 200 + place * 10
        a.pie(0.5, 0.8, 0.62, start, start + 10.5, (p.mid, p.far)[place % 2])
        a.pie(0.5, 0.8, 0.5, start, start + 10.5, (p.light, p.paper)[place % 2], 0.9)
        a.pie(0.5, 0.8, 0.42, start, start + 10.5, (p.mid, p.far)[place % 2])
        a.pie(0.5, 0.8, 0.22, start + 3, start + 7, p.near)
    for place in range(15):
        angle = math.radians(200 + place * 10)
        a.line([(0.5, 0.8), (0.5 + 0.62 * math.cos(angle), 0.8 + 0.62 * math.sin(angle))], 0.006, p.near)
    a.disc(0.5, 0.8, 0.035, p.near)
    a.curve([(0.5, 0.82), (0.46, 0.92), (0.52, 0.97), (0.48, 1.02)], 0.012, p.light)


@emblem
def column(a: Art) -> None:
    p = a.palette
    a.rect(0.18, 0.0, 0.64, 0.05, p.near)
    a.rect(0.24, 0.05, 0.52, 0.04, p.mid)
    for side in (-1, 1):
        for radius in (0.085, 0.055, 0.025):
            a.ring(0.5 + side * 0.23, 0.14, radius, 0.016, p.near)
    a.rect(0.27, 0.09, 0.46, 0.08, p.far)
    a.poly([(0.31, 0.17), (0.69, 0.17), (0.72, 0.9), (0.28, 0.9)], p.paper)
    for place in range(7):
        top, foot = 0.325 + place * 0.0585, 0.297 + place * 0.067
        a.poly([(top - 0.009, 0.18), (top + 0.013, 0.18), (foot + 0.017, 0.9), (foot - 0.009, 0.9)], p.mid, 0.55)
    a.rect(0.24, 0.9, 0.52, 0.045, p.mid)
    a.rect(0.18, 0.945, 0.64, 0.055, p.near)


@emblem
def gem(a: Art) -> None:
    p = a.palette
    top, girdle = [0.3, 0.42, 0.58, 0.7], [0.1, 0.34, 0.66, 0.9]
    for place in range(16):
        with a.turned(0.5, 0.42, place * 22.5):
            a.line([(0.5, -0.08), (0.5, -0.13 - 0.04 * (place % 2))], 0.008, p.light, 0.9)
    for place in range(3):
        color = (p.light, p.paper, p.light)[place]
        a.poly([(top[place], 0.16), (top[place + 1], 0.16), (girdle[place + 1], 0.38), (girdle[place], 0.38)], color)
        a.poly([(girdle[place], 0.38), (girdle[place + 1], 0.38), (0.5, 0.94)], (p.far, p.light, p.mid)[place])
    a.poly([(top[0], 0.16), (girdle[0], 0.38), (girdle[1], 0.38), (top[1], 0.16)], p.far, 0.5)
    a.poly([(top[2], 0.16), (girdle[2], 0.38), (girdle[3], 0.38), (top[3], 0.16)], p.mid, 0.5)
    outline = [(0.3, 0.16), (0.7, 0.16), (0.9, 0.38), (0.5, 0.94), (0.1, 0.38), (0.3, 0.16)]
    a.line(outline, 0.01, p.near)
    a.line([(0.1, 0.38), (0.9, 0.38)], 0.008, p.near)


@emblem
def hat(a: Art) -> None:
    p = a.palette
    a.disc(0.5, 0.5, 0.43, p.far)
    a.oval(0.5, 0.46, 0.36, 0.05, p.near)
    a.poly([(0.31, 0.1), (0.69, 0.1), (0.67, 0.46), (0.33, 0.46)], p.near)
    a.oval(0.5, 0.1, 0.19, 0.028, p.mid)
    a.poly([(0.326, 0.37), (0.674, 0.37), (0.67, 0.44), (0.33, 0.44)], p.light)
    a.ring(0.62, 0.62, 0.085, 0.016, p.light)
    a.curve([(0.7, 0.64), (0.75, 0.76), (0.7, 0.88)], 0.007, p.light)
    with a.turned(0.34, 0.72, -14):
        a.rect(0.2, 0.6, 0.26, 0.19, p.paper)
        a.blob([(0.33, 0.755), (0.28, 0.7), (0.295, 0.665), (0.33, 0.685), (0.365, 0.665), (0.38, 0.7)], p.mid)


@emblem
def arches(a: Art) -> None:
    p = a.palette
    for place in range(6):
        half, top = 0.46 - place * 0.072, 0.02 + place * 0.075
        color = (p.near, p.mid, p.far, p.light, p.paper, p.near)[place]
        left = [
            (0.5 - half + half * 2 * (1 - math.cos(t / 12)), top + half - half * 1.15 * math.sin(t / 12) * 1.0)
            for t in range(0, 13)
        ]
        left = [point for point in left if point[0] <= 0.5]
        right = [(1 - u, v) for u, v in reversed(left)]
        a.poly([(0.5 - half, 1.02), *left, (0.5, left[-1][1] - 0.01), *right, (0.5 + half, 1.02)], color)
    a.disc(0.5, 0.62, 0.03, p.light)
    for place in range(5):
        a.line([(0.04, 1.02 + place * 0.001), (0.96, 1.02)], 0.006, p.near)
