"""Landscapes and towns for covers. Each leaves the upper two fifths of its box quiet, for a title in the sky."""

# fmt: off (points stay in rows, as they lie in the picture)

from assistant.demo.drawing.art import Art, Motif, smooth

LANDS: dict[str, Motif] = {}


def land(draw: Motif) -> Motif:
    LANDS[draw.__name__] = draw
    return draw


def _house(a: Art, u: float, v: float, size: float, wall: str, roof: str, light: str) -> None:
    a.poly([(u - size, v), (u - size, v - size), (u + size, v - size), (u + size, v)], wall)
    a.poly([(u - size * 1.2, v - size * 0.95), (u, v - size * 1.75), (u + size * 1.2, v - size * 0.95)], roof)
    a.rect(u + size * 0.45, v - size * 1.75, size * 0.28, size * 0.6, roof)
    for shift in (-0.6, 0.25):
        a.rect(u + shift * size, v - size * 0.7, size * 0.36, size * 0.36, light)


@land
def ridge(a: Art) -> None:
    p = a.palette
    a.disc(0.62, 0.53, 0.15, p.light)
    a.peaks(0.68, 0.17, 4, p.far)
    a.ridge(0.72, 0.03, p.mid)
    a.ridge(0.82, 0.035, p.near, 0.75)
    a.ridge(0.93, 0.03, p.near)


@land
def peaks(a: Art) -> None:
    p = a.palette
    a.disc(0.3, 0.45, 0.12, p.light)
    a.peaks(0.85, 0.4, 4, p.far)
    a.peaks(0.9, 0.34, 3, p.mid, p.paper)
    a.peaks(0.98, 0.22, 4, p.near)


@land
def moor(a: Art) -> None:
    p = a.palette
    a.ridge(0.66, 0.02, p.far)
    a.ridge(0.74, 0.025, p.mid)
    trunk = [(0.66, 0.82), (0.665, 0.72), (0.63, 0.64), (0.56, 0.58)]
    a.curve(trunk, 0.022, p.near)
    for _ in range(34):
        u, v = a.dice.uniform(0.56, 0.66), a.dice.uniform(0.56, 0.68)
        a.curve(
            [(u, v), (u - 0.09, v - 0.035), (u - a.dice.uniform(0.15, 0.32), v - a.dice.uniform(-0.02, 0.06))],
            0.005,
            p.near,
        )
    a.ridge(0.84, 0.02, p.near)
    a.rain(90, 0.4, p.paper, 0.28)


@land
def hills(a: Art) -> None:
    p = a.palette
    a.disc(0.7, 0.46, 0.1, p.light)
    for level, color, alpha in ((0.58, p.far, 0.6), (0.66, p.far, 1), (0.75, p.mid, 1), (0.87, p.near, 1)):
        a.ridge(level, 0.04, color, alpha)


@land
def fields(a: Art) -> None:
    p = a.palette
    a.disc(0.28, 0.5, 0.09, p.light)
    a.ridge(0.6, 0.015, p.mid)
    for place in range(15):
        top, foot = 0.5 + (place - 7) * 0.06, 0.5 + (place - 7) * 0.32
        color = (p.far, p.mid, p.light)[place % 3]
        a.poly([(top - 0.03, 0.64), (top + 0.03, 0.64), (foot + 0.16, 1.02), (foot - 0.16, 1.02)], color)
    _house(a, 0.72, 0.645, 0.055, p.paper, p.near, p.near)
    for u in (0.55, 0.59, 0.84):
        a.oval(u, 0.615, 0.025, 0.028, p.near)


@land
def prairie(a: Art) -> None:
    p = a.palette
    a.disc(0.5, 0.68, 0.27, p.light)
    a.rect(0, 0.68, 1, 0.35, p.mid)
    a.ridge(0.8, 0.012, p.near, 0.6)
    a.reeds(110, 1.0, 0.17, p.near)
    for u, v in ((0.3, 0.47), (0.36, 0.45), (0.43, 0.465)):
        a.curve([(u - 0.025, v - 0.008), (u, v), (u + 0.025, v - 0.008)], 0.005, p.near)


@land
def plough(a: Art) -> None:
    p = a.palette
    a.disc(0.5, 0.66, 0.34, p.paper)
    a.disc(0.5, 0.66, 0.3, p.mid)
    a.curve([(0.3, 0.56), (0.42, 0.61), (0.52, 0.7), (0.64, 0.735)], 0.016, p.near)
    a.curve([(0.27, 0.6), (0.4, 0.64), (0.52, 0.7)], 0.014, p.near)
    a.poly([(0.49, 0.69), (0.62, 0.66), (0.66, 0.745), (0.55, 0.745)], p.near)
    a.ring(0.73, 0.715, 0.032, 0.01, p.near)
    a.line([(0.6, 0.7), (0.73, 0.715)], 0.012, p.near)
    a.rect(0, 0.745, 1, 0.3, p.near)
    for place in range(6):
        a.line([(0.02, 0.79 + place * 0.035), (0.98, 0.79 + place * 0.035)], 0.005, p.mid, 0.6)


@land
def windmill(a: Art) -> None:
    p = a.palette
    a.disc(0.3, 0.52, 0.15, p.paper)
    a.ridge(0.74, 0.02, p.far)
    a.poly([(0.55, 0.8), (0.585, 0.58), (0.695, 0.58), (0.73, 0.8)], p.paper)
    a.poly([(0.572, 0.582), (0.64, 0.525), (0.708, 0.582)], p.near)
    for angle in (20, 110, 200, 290):
        with a.turned(0.64, 0.57, angle):
            a.line([(0.64, 0.57), (0.92, 0.57)], 0.009, p.near)
            a.rect(0.7, 0.545, 0.2, 0.024, p.mid)
    a.rect(0.625, 0.73, 0.03, 0.07, p.near)
    a.ridge(0.81, 0.018, p.mid)
    a.ridge(0.9, 0.02, p.near)


@land
def road(a: Art) -> None:
    p = a.palette
    a.disc(0.62, 0.5, 0.09, p.light)
    a.ridge(0.6, 0.03, p.far)
    a.ridge(0.68, 0.02, p.mid)
    left = [(0.6, 0.655), (0.5, 0.68), (0.62, 0.72), (0.42, 0.78), (0.3, 0.86), (0.34, 1.02)]
    right = [(0.61, 0.655), (0.53, 0.68), (0.7, 0.72), (0.6, 0.79), (0.56, 0.87), (0.86, 1.02)]
    a.poly([*smooth(left), *reversed(smooth(right))], p.light)
    for u, foot, tall in ((0.16, 0.83, 0.16), (0.06, 0.9, 0.2), (0.86, 0.84, 0.14), (0.95, 0.95, 0.22)):
        a.pine(u, foot, tall, p.near)


@land
def pines(a: Art) -> None:
    p = a.palette
    a.disc(0.66, 0.5, 0.11, p.light)
    a.peaks(0.72, 0.18, 4, p.far, p.paper)
    for row, (foot, tall, color) in enumerate(((0.78, 0.14, p.mid), (0.86, 0.2, p.near))):
        for place in range(9):
            u = (place + 0.5 + a.dice.uniform(-0.3, 0.3)) / 9
            a.pine(u, foot + row * 0.01, tall * a.dice.uniform(0.7, 1.1), color)
    a.ridge(0.88, 0.015, p.paper)
    for place in range(7):
        u, v = 0.16 + place * 0.1, 0.98 - place * 0.013
        a.oval(u, v, 0.012, 0.005, p.mid)


@land
def grass(a: Art) -> None:
    p = a.palette
    for color, count, tall in ((p.far, 90, 0.6), (p.mid, 80, 0.5), (p.near, 70, 0.38)):
        for _ in range(count):
            u, height = a.dice.uniform(-0.05, 1.05), tall * a.dice.uniform(0.45, 1)
            lean = a.dice.uniform(-0.12, 0.16)
            a.poly(
                [
                    (u - 0.012, 1.02),
                    (u + lean * 0.5 - 0.004, 1 - height * 0.6),
                    (u + lean, 1 - height),
                    (u + lean * 0.5 + 0.006, 1 - height * 0.6),
                    (u + 0.012, 1.02),
                ],
                color,
            )
    a.disc(0.68, 0.53, 0.028, p.light)


@land
def jungle(a: Art) -> None:
    p = a.palette
    a.disc(0.5, 0.56, 0.2, p.light)
    for color, count, reach in ((p.far, 10, 0.42), (p.mid, 10, 0.34), (p.near, 10, 0.25)):
        for place in range(count):
            u = (place + a.dice.random()) / count
            tip = (u + a.dice.uniform(-0.15, 0.15), 1 - reach * a.dice.uniform(0.7, 1.15))
            middle, half = (u + tip[0]) / 2, (1 + tip[1]) / 2
            a.blob([(u, 1.06), (middle - 0.06, half), tip, (middle + 0.06, half)], color)
    for u in (0.42, 0.5):
        a.oval(u, 0.86, 0.02, 0.011, p.light)
        a.oval(u, 0.86, 0.006, 0.011, p.near)


@land
def planet(a: Art) -> None:
    p = a.palette
    a.stars(70, 0.02, 0.75, p.light, 0.004)
    a.disc(0.5, 1.02, 0.72, p.far)
    with a.inside(0.5, 1.02, 0.72):
        for level, color in ((0.66, p.mid), (0.76, p.near), (0.9, p.mid)):
            a.swell(level, 0.014, 1.4, a.dice.random(), color, 0.6)
        for _ in range(9):
            u, v, r = a.dice.uniform(0.1, 0.9), a.dice.uniform(0.62, 0.98), a.dice.uniform(0.015, 0.05)
            a.oval(u, v, r, r * 0.3, p.near, 0.4)
    a.disc(0.24, 0.43, 0.06, p.light)
    a.disc(0.8, 0.475, 0.033, p.paper)


@land
def castle(a: Art) -> None:
    p = a.palette
    a.disc(0.62, 0.53, 0.17, p.light)
    a.peaks(0.86, 0.22, 4, p.far)
    a.poly([(0.2, 1.02), (0.36, 0.76), (0.66, 0.74), (0.86, 1.02)], p.near)
    for u, wide, top in ((0.36, 0.06, 0.6), (0.46, 0.09, 0.53), (0.58, 0.05, 0.64)):
        a.rect(u, top, wide, 0.8 - top, p.near)
        a.poly([(u - 0.012, top), (u + wide / 2, top - 0.09), (u + wide + 0.012, top)], p.near)
    a.rect(0.36, 0.69, 0.27, 0.1, p.near)
    for u, v in ((0.498, 0.58), (0.385, 0.65), (0.598, 0.69)):
        a.rect(u, v, 0.013, 0.022, p.light)
    for u, v, size in ((0.26, 0.5, 0.03), (0.36, 0.46, 0.02), (0.8, 0.49, 0.022)):
        a.curve(
            [
                (u - size, v - size * 0.3),
                (u - size * 0.4, v - size * 0.4),
                (u, v),
                (u + size * 0.4, v - size * 0.4),
                (u + size, v - size * 0.3),
            ],
            0.007,
            p.near,
        )


@land
def skyline(a: Art) -> None:
    p = a.palette
    a.disc(0.7, 0.5, 0.1, p.light)
    for color, count, low in ((p.far, 9, 0.52), (p.mid, 8, 0.6), (p.near, 7, 0.7)):
        for place in range(count):
            u, top, wide = place / count, low + a.dice.uniform(0, 0.12), 1 / count
            a.rect(u, top, wide + 0.002, 1.02 - top, color)
            if a.dice.random() < 0.5:
                a.rect(u + wide * 0.2, top - 0.03, wide * 0.16, 0.04, color)
            for row in range(int((1 - top) / 0.045)):
                for column in range(3):
                    if a.dice.random() < 0.3:
                        a.rect(u + wide * (0.2 + column * 0.24), top + 0.018 + row * 0.045, wide * 0.13, 0.02, p.light)


@land
def snow(a: Art) -> None:
    p = a.palette
    a.ridge(0.7, 0.015, p.far)
    for u, v, size in ((0.2, 0.84, 0.1), (0.5, 0.8, 0.08), (0.8, 0.85, 0.11)):
        _house(a, u, v, size, p.mid, p.paper, p.light)
    a.ridge(0.87, 0.012, p.paper)
    for _ in range(130):
        a.disc(a.dice.random(), a.dice.random(), a.dice.uniform(0.002, 0.007), p.paper, 0.85)


@land
def snowfall(a: Art) -> None:
    p = a.palette
    a.ridge(0.72, 0.03, p.far)
    a.ridge(0.82, 0.03, p.mid)
    for u, tall in ((0.14, 0.34), (0.86, 0.26), (0.94, 0.4)):
        a.line([(u, 0.9), (u, 0.9 - tall)], 0.012, p.near)
        for place in range(5):
            v = 0.9 - tall * (0.4 + place * 0.12)
            a.line([(u - 0.07 + place * 0.012, v - 0.06), (u, v), (u + 0.07 - place * 0.012, v - 0.06)], 0.006, p.near)
    a.ridge(0.9, 0.015, p.paper)
    for _ in range(140):
        a.disc(a.dice.random(), a.dice.random(), a.dice.uniform(0.002, 0.008), p.paper, 0.9)


@land
def house(a: Art) -> None:
    p = a.palette
    a.disc(0.26, 0.52, 0.08, p.light)
    a.ridge(0.74, 0.02, p.far)
    _house(a, 0.58, 0.8, 0.13, p.paper, p.mid, p.light)
    a.rect(0.55, 0.72, 0.06, 0.08, p.near)
    a.line([(0.2, 0.84), (0.2, 0.66)], 0.016, p.near)
    for u, v, r in ((0.2, 0.62, 0.09), (0.14, 0.66, 0.06), (0.26, 0.66, 0.06)):
        a.disc(u, v, r, p.mid)
    a.ridge(0.82, 0.012, p.mid)
    for place in range(22):
        u = place / 21
        a.poly([(u - 0.016, 0.95), (u - 0.016, 0.875), (u, 0.858), (u + 0.016, 0.875), (u + 0.016, 0.95)], p.paper)
    a.rect(0, 0.89, 1, 0.012, p.paper)
    a.ridge(0.95, 0.008, p.near)


@land
def rails(a: Art) -> None:
    p = a.palette
    a.disc(0.5, 0.55, 0.12, p.light)
    a.rect(0, 0.62, 1, 0.4, p.near)
    a.poly([(0.49, 0.62), (0.51, 0.62), (1.0, 1.02), (0.0, 1.02)], p.far)
    for place in range(12):
        t = (place / 12) ** 1.8
        v, half = 0.63 + t * 0.38, 0.02 + t * 0.36
        a.line([(0.5 - half, v), (0.5 + half, v)], 0.004 + t * 0.016, p.mid)
    for side in (-1, 1):
        a.poly(
            [
                (0.5 + side * 0.004, 0.62),
                (0.5 + side * 0.007, 0.62),
                (0.5 + side * 0.31, 1.02),
                (0.5 + side * 0.27, 1.02),
            ],
            p.light,
        )
    for _ in range(70):
        a.disc(a.dice.random(), a.dice.uniform(0.02, 1), a.dice.uniform(0.002, 0.005), p.paper, 0.8)


@land
def tripod(a: Art) -> None:
    p = a.palette
    a.disc(0.28, 0.5, 0.1, p.light)
    a.ridge(0.72, 0.02, p.far)
    for u, v, size in ((0.62, 0.56, 0.16), (0.86, 0.62, 0.07)):
        foot = v + size * 1.9
        for shift in (-1.0, 0.12, 1.05):
            a.curve([(u, v), (u + shift * size * 0.75, v + size * 0.6), (u + shift * size, foot)], size * 0.07, p.near)
        a.oval(u, v, size * 0.62, size * 0.22, p.near)
        a.oval(u, v - size * 0.1, size * 0.32, size * 0.2, p.near)
        a.oval(u - size * 0.3, v + size * 0.02, size * 0.09, size * 0.06, p.light)
    a.poly([(0.57, 0.565), (0.06, 0.8), (0.2, 0.83)], p.light, 0.55)
    a.ridge(0.84, 0.015, p.mid)
    a.ridge(0.92, 0.02, p.near)


@land
def steps(a: Art) -> None:
    p = a.palette
    a.disc(0.27, 0.58, 0.13, p.light)
    for place in range(13):
        top = 0.97 - place * 0.036
        a.rect(place / 13, top, 1 / 13 + 0.003, 1.02 - top, (p.mid, p.near)[place % 2])
        a.rect(place / 13, top, 1 / 13 + 0.003, 0.007, p.light)
    a.disc(0.5 + 0.04, 0.682, 0.014, p.ink)
    a.line([(0.54, 0.7), (0.54, 0.735), (0.525, 0.752)], 0.014, p.ink)


@land
def hound(a: Art) -> None:
    p = a.palette
    a.disc(0.5, 0.58, 0.23, p.light)
    a.ridge(0.7, 0.02, p.far)
    dog = [
        (0.34, 0.78),
        (0.345, 0.7),
        (0.36, 0.645),
        (0.4, 0.625),
        (0.52, 0.632),
        (0.6, 0.61),
        (0.625, 0.565),
        (0.64, 0.53),
        (0.655, 0.555),
        (0.69, 0.56),
        (0.735, 0.583),
        (0.732, 0.6),
        (0.685, 0.607),
        (0.66, 0.64),
        (0.64, 0.68),
        (0.635, 0.78),
        (0.605, 0.78),
        (0.6, 0.7),
        (0.5, 0.69),
        (0.42, 0.69),
        (0.385, 0.72),
        (0.375, 0.78),
    ]
    a.poly(dog, p.near)
    a.curve([(0.36, 0.65), (0.3, 0.63), (0.265, 0.57)], 0.013, p.near)
    a.ridge(0.78, 0.015, p.near)
    a.poly([(0.8, 0.8), (0.83, 0.66), (0.88, 0.64), (0.93, 0.7), (0.98, 0.8)], p.near)
    for place in range(3):
        a.swell(0.85 + place * 0.05, 0.008, 1.5, place * 0.4, p.paper, 0.14)


@land
def moon(a: Art) -> None:
    p = a.palette
    a.stars(50, 0.05, 0.8, p.light, 0.004)
    a.disc(0.5, 0.6, 0.25, p.light)
    a.disc(0.6, 0.56, 0.22, p.ground)
    for u, v, size in ((0.2, 0.56, 0.11), (0.74, 0.72, 0.13), (0.06, 0.7, 0.09)):
        a.oval(u, v, size * 1.5, size * 0.09, p.mid, 0.9)
        a.oval(u + size * 0.5, v + 0.012, size, size * 0.07, p.mid, 0.9)
    a.swell(0.88, 0.012, 1.5, 0.2, p.far)
    a.swell(0.93, 0.012, 1.8, 0.6, p.mid)
    a.swell(0.97, 0.008, 2.2, 0.1, p.near)
    a.reeds(30, 1.0, 0.16, p.near)


@land
def moonlit(a: Art) -> None:
    p = a.palette
    a.disc(0.64, 0.4, 0.22, p.light)
    for place in range(7):
        v = 0.5 + place * 0.075
        cloud = [
            (-0.1, v),
            (0.2, v - 0.04),
            (0.5, v - 0.012),
            (0.8, v - 0.05),
            (1.1, v),
            (1.1, v + 0.3),
            (-0.1, v + 0.3),
        ]
        a.blob(cloud, (p.far, p.mid)[place % 2] if place < 5 else p.near, 0.75)
    a.stars(26, 0.03, 0.4, p.paper, 0.004)


@land
def sunrise(a: Art) -> None:
    p = a.palette
    for place in range(6, 0, -1):
        a.disc(0.5, 0.72, 0.07 + place * 0.06, p.light, 0.16)
    a.disc(0.5, 0.72, 0.12, p.light)
    a.peaks(0.78, 0.16, 5, p.far)
    a.rect(0, 0.76, 1, 0.26, p.mid)
    for place in range(9):
        half = 0.2 * a.dice.uniform(0.4, 1)
        a.line([(0.5 - half, 0.785 + place * 0.024), (0.5 + half, 0.785 + place * 0.024)], 0.006, p.light, 0.8)


@land
def horizon(a: Art) -> None:
    p = a.palette
    for place in range(7, 0, -1):
        a.disc(0.5, 0.78, 0.06 + place * 0.075, (p.far, p.light)[place % 2], 0.55)
    a.rect(0, 0.78, 1, 0.25, p.near)
    a.poly([(0.49, 0.78), (0.51, 0.78), (0.66, 1.02), (0.34, 1.02)], p.light)
    for u, v, size in ((0.28, 0.5, 0.035), (0.4, 0.46, 0.025), (0.7, 0.48, 0.03), (0.62, 0.53, 0.02)):
        a.curve([(u - size, v - size * 0.4), (u, v), (u + size, v - size * 0.4)], 0.007, p.near)


@land
def stairs(a: Art) -> None:
    p = a.palette
    a.poly([(0.0, 1.02), (0.0, 0.44), (0.36, 0.44), (1.0, 1.02)], p.mid)
    for place in range(12):
        top = 0.47 + place * 0.046
        left = 0.3 + place * 0.052
        a.rect(left, top, 0.75, 0.6, (p.near, p.far)[place % 2])
        a.rect(left, top, 0.06, 0.008, p.light)
    a.rect(0.12, 0.4, 0.1, 0.16, p.light)
    a.poly([(0.12, 0.56), (0.22, 0.56), (0.42, 1.02), (0.0, 1.02)], p.light, 0.25)
    a.disc(0.62, 0.655, 0.028, p.paper)
    a.blob([(0.59, 0.8), (0.585, 0.72), (0.62, 0.69), (0.655, 0.72), (0.65, 0.8)], p.paper)
