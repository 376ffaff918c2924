"""Japanese spring: a hot spring in the mountains at dusk, where face masks are made. Blue and plum."""

from collections.abc import Callable
from math import cos, pi, sin
from random import Random

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath
from spring_banks import bank, foam, near_rocks
from spring_house import (
    RADIUS,
    VENT,
    WHEEL,
    bank_lantern,
    drips,
    drying_rack,
    flume,
    flume_water,
    house,
    lantern,
    masks,
    noren,
    washer,
    wheel,
)
from spring_land import POOL, hills, sky, water
from spring_life import FLAT, branch, heron, koi, maple
from stage import (
    CREAM,
    INK,
    LANTERN,
    NIGHT,
    PEACH,
    PLUM,
    SUN,
    TAU,
    WINDOW,
    H,
    W,
    box,
    fill,
    lerp,
    limb,
    mix,
    oval,
    plane,
    soft,
    tone,
    wave,
)

HERON = (292.0, 884.0)

# Where a leaf comes down on the water, and when; each drifts on from there and sinks from sight.
LANDINGS = (
    (620, 820, 0.06), (880, 792, 0.14), (430, 760, 0.24), (1010, 880, 0.31), (820, 905, 0.39), (360, 812, 0.48),
    (540, 955, 0.57), (940, 830, 0.64), (700, 770, 0.71), (470, 1000, 0.80), (930, 985, 0.88), (760, 860, 0.97),
)  # fmt: skip

MARGIN = 20  # painted beyond either edge of the planes that slide


class JapaneseSpring:
    name = "japanese-spring"
    seconds = 24
    poster = 0.485

    def __init__(self, scale: float) -> None:
        rng = Random(8)
        self.sky = plane(scale, sky)
        self.hills = [_wide(scale, lambda p, i=i: hills(p, i)) for i in range(3)]
        self.water = plane(scale, water)
        self.bank = plane(scale, bank)
        self.house = plane(scale, house)
        self.flume = plane(scale, flume)
        self.near = _wide(scale, near_rocks)
        self.ripples = [(rng.uniform(-40, 1500), 712 + 380 * rng.random() ** 1.2, rng.random()) for _ in range(120)]
        self.twigs = [
            [(0.12 + 0.9 * rng.random(), rng.uniform(-1, 1), rng.random()) for _ in range(n)] for n in (64, 44, 34)
        ]

    def draw(self, p: QPainter, t: float) -> None:
        p.drawImage(0, 0, self.sky)
        for i, far in enumerate(self.hills):
            p.drawImage(QPointF((1.5 + 2.5 * i) * wave(t, 1) - MARGIN, 0), far)
            _mist(p, t, i)
        p.drawImage(0, 0, self.water)
        self._water(p, t)
        _fall(p, t)
        for x, y, rise, phase in ((580, 730, 190, 0.0), (400, 752, 130, 0.35), (850, 772, 150, 0.62)):
            _wisps(p, t, x, y, rise, rise * 0.36, phase)
        p.drawImage(0, 0, self.bank)
        p.drawImage(0, 0, self.flume)
        flume_water(p, t)
        p.drawImage(0, 0, self.house)
        _steam(p, t, VENT[0], VENT[1] - 44, 240, 0.3)
        washer(p, t)
        _wisps(p, t, 1372, 652, 120, 20, 0.7)
        noren(p, t)
        masks(p, t)
        lantern(p, 1206, 484, t, 0.1)
        lantern(p, 1444, 484, t, 0.4)
        wheel(p, 48 * t)
        drips(p, t)
        _splash(p, t)
        drying_rack(p, t, 1420, 742)
        bank_lantern(p, 1232, 926, t)
        p.drawImage(QPointF(-9 * wave(t, 1) - MARGIN, 0), self.near)
        p.save()
        p.translate(HERON[0] - 9 * wave(t, 1), HERON[1])
        heron(p, t)
        p.restore()
        self._branches(p, t)
        _falling(p, t)
        fill(p, tone(PLUM, 0.03 + 0.03 * wave(t, 1, 0.2)), box(0, 0, W, H))

    def _water(self, p: QPainter, t: float) -> None:
        shoals = (
            ((800, 896), (240, 70), 0.05, 168, CREAM, LANTERN),
            ((830, 956), (220, 50), 0.42, 150, mix(SUN, LANTERN, 0.45), mix(SUN, CREAM, 0.4)),
            ((730, 836), (190, 44), 0.70, 124, CREAM, mix(INK, NIGHT, 0.3)),
        )
        for centre, radii, phase, size, base, patch in shoals:
            koi(p, t, centre, radii, phase, size, QColor(base), QColor(patch))
        fill(p, tone("#3E6A8C", 0.22), POOL)
        # long ripples over all of it, warm where the house looks in
        for x, y, seed in self.ripples:
            k = (y - 700) / 380
            lit = 0.5 + 0.5 * wave(t, 3 + int(seed * 4), seed)
            w = (22 + 80 * k) * (0.5 + 0.5 * lit)
            warm = max(0.0, 1 - abs(x - 1120) / 240)
            glow = max(0.0, 1 - abs(x - 240) / 700) * (1 - 0.5 * k)
            colour = mix(mix("#7FA3C0", PEACH, 0.8 * glow), WINDOW, warm)
            fill(
                p,
                tone(colour, (0.10 + 0.34 * lit) * (0.7 + 0.3 * warm)),
                oval(x + 12 * wave(t, 1, seed), y, w, 1.0 + 1.7 * k),
            )
        # the sun's road over the water, and the lamps' reflections, in broken strokes
        for i in range(10):
            y = 722 + 13 * i + 0.9 * i * i
            half = (150 - 10 * i) * (0.8 + 0.2 * wave(t, 4, 0.23 * i)) * (1 if i % 2 else 0.6)
            fill(
                p,
                tone(mix(PEACH, SUN, 0.3), 0.62 - 0.045 * i),
                oval(262 + 10 * wave(t, 3, 0.31 * i), y, half, 2.6 + 0.25 * i),
            )
        for cx, top, count, colour in ((1060, 868, 13, WINDOW), (960, 800, 10, SUN)):
            for i in range(count):
                half = (44 - 2.2 * i) * (0.72 + 0.28 * wave(t, 5, 0.31 * i))
                fill(
                    p,
                    tone(colour, 0.46 - 0.028 * i),
                    oval(cx + 8 * wave(t, 4, 0.23 * i), top + 15 * i, max(4.0, half), 3.0),
                )
        for x, y, at in LANDINGS:
            _rings(p, x, y, (t - at) % 1.0, 0.16, 90)
            _floating(p, t, x, y, at)
        _rings(p, HERON[0] + 140, HERON[1] + 18, (t - 0.526) % 1.0, 0.14, 130)
        for i in range(3):
            _rings(p, HERON[0] + 4, HERON[1] + 6, (6 * t + i / 3) % 1.0, 1.0, 46)

    def _branches(self, p: QPainter, t: float) -> None:
        branch(p, t, (-50, 150), ((120, -10), (250, -44), (370, -30), (500, -64), (600, -40)), self.twigs[0], 46)
        branch(p, t, (-40, 40), ((150, 10), (320, -8), (470, 30), (620, 14), (760, 52)), self.twigs[1], 40)
        branch(p, t, (1980, -20), ((-90, 40), (-190, 50), (-280, 96), (-370, 92)), self.twigs[2], 38)


def _wide(scale: float, paint: Callable[[QPainter], None]) -> QImage:
    def shifted(p: QPainter) -> None:
        p.translate(MARGIN, 0)
        paint(p)

    return plane(scale, shifted, W + 2 * MARGIN)


def _mist(p: QPainter, t: float, i: int) -> None:
    """Banks of mist between the hills, each going to and fro at its own depth."""
    for j in range(2):
        x = (420, 1240, 180, 1500, 760, 1700)[2 * i + j] + (34 + 16 * i) * wave(t, 1, 0.31 * i + 0.5 * j)
        y = (430, 404, 516, 480, 610, 590)[2 * i + j]
        w = 560 - 60 * j + 60 * i
        shape = soft(
            (
                (x - w, y),
                (x - w * 0.5, y - 20),
                (x - w * 0.1, y - 10),
                (x + w * 0.4, y - 24),
                (x + w, y - 2),
                (x + w * 0.45, y + 12),
                (x - w * 0.3, y + 10),
            )
        )
        fill(p, tone(mix("#E7C3BE", "#A9B4D4", 0.25 + 0.25 * i), 0.40 - 0.11 * i), shape)


def _fall(p: QPainter, t: float) -> None:
    """Two drops of falling water: the sheet, and the brighter threads that run down it."""
    for x, top, w, foot, spread, count in ((566, 342, 74, 560, 18, 24), (576, 552, 124, 716, 26, 30)):
        sheet = soft(
            (
                (x - w / 2, top),
                (x + w / 2, top + 4),
                (x + w / 2 + spread, foot),
                (x, foot + 10),
                (x - w / 2 - spread, foot),
            ),
            tension=0.35,
        )
        fill(p, "#9FBBD2", sheet)
        fill(
            p,
            tone("#5E83A8", 0.55),
            soft(
                (
                    (x + w * 0.18, top + 4),
                    (x + w / 2, top + 4),
                    (x + w / 2 + spread, foot),
                    (x + w * 0.22, foot + 4),
                ),
                tension=0.35,
            ),
        )
        for i in range(count):
            lane = ((i * 0.618) % 1) - 0.5
            u = ((20 + 4 * (i % 3)) * t + 7.3 * sin(12.9 * i + x)) % 1
            length = (0.16 + 0.12 * ((i * 0.31) % 1)) * (foot - top)
            y = top + u * (foot - top - length * 0.3)
            lx = x + lane * (w + 2 * spread * u)
            end = min(y + length, foot + 4)
            bright = CREAM if i % 3 else "#CFE0EA"
            fill(
                p,
                tone(bright, 0.85 * min(1.0, 10 * u, 10 - 10 * u)),
                soft(((lx, y), (lx + 2.6, (y + end) / 2), (lx + 0.8, end), (lx - 2.2, (y + end) / 2)), tension=0.8),
            )
        foam(p, t, x, foot + 2, w / 2 + spread + 12)


def _splash(p: QPainter, t: float) -> None:
    foam(p, t, WHEEL[0] + 56, WHEEL[1] + RADIUS - 4, 66)


def _steam(p: QPainter, t: float, x: float, y: float, rise: float, phase: float) -> None:
    """Rounds from the roof's vent that grow as they rise, lean with the air and thin away: two flat shapes."""
    count = 15
    for layer, size in ((0, 1.0), (1, 0.62)):
        cloud = QPainterPath()
        cloud.setFillRule(Qt.FillRule.WindingFill)
        for i in range(count):
            u = (2 * t + phase + i / count) % 1
            r = size * rise * 0.17 * (0.5 + 0.6 * u) * sin(pi * u) ** 0.7 * (0.86 + 0.2 * sin(5.1 * i))
            lean = rise * (0.34 * u * u + 0.11 * sin(TAU * (1.2 * u - phase) - TAU * t))
            cx = x + lean + rise * 0.09 * sin(2.4 * i) * (0.4 + u) - 0.05 * rise * layer
            cloud.addEllipse(QPointF(cx, y - rise * u), r * 1.15, r)
        fill(p, tone(mix("#C9CFE6", CREAM, 0.6 * layer), 0.26), cloud)


def _wisps(p: QPainter, t: float, x: float, y: float, rise: float, spread: float, phase: float) -> None:
    """Steam off warm water: four ribbons that snake upwards and swell and fade in turn."""
    for i in range(4):
        life = 0.5 + 0.5 * wave(t, 3, phase + 0.27 * i)
        high = rise * (0.70 + 0.30 * life) * (1 - 0.13 * (i % 3))
        foot = x + spread * (i - 1.5)
        points, radii = [], []
        for k in range(22):
            u = k / 21
            snake = 0.13 * rise * sin(TAU * (1.15 * u - 4 * t + phase + 0.31 * i)) * (0.25 + u)
            points.append((foot + snake + 0.16 * rise * u * u, y - high * u))
            radii.append(0.3 + rise * 0.062 * sin(pi * u) ** 0.8 * (0.45 + 0.55 * life))
        fill(p, tone(mix("#C9CFE6", CREAM, 0.5), 0.08 + 0.22 * life), limb(points, radii))


def _rings(p: QPainter, x: float, y: float, since: float, life: float, reach: float) -> None:
    """Three rings that widen for `life` of the film after something touched the water."""
    if since >= life:
        return
    u = since / life
    for j in range(3):
        v = u - 0.16 * j
        if v > 0:
            r = 6 + reach * v**0.8
            ring = oval(x, y, r, r * FLAT * 0.8).subtracted(oval(x, y, r - 2.4, (r - 2.8) * FLAT * 0.8))
            fill(p, tone("#DCE8F0", 0.75 * (1 - u)), ring)


def _colour(i: int) -> QColor:
    return mix(mix(LANTERN, PLUM, (0.0, 0.25, 0.45)[i % 3]), SUN, 0.4 * (i % 4 == 3))


def _floating(p: QPainter, t: float, x: float, y: float, at: float) -> None:
    i = round(at * 100)
    u = (t - at) % 1.0
    size = 24 * min(1.0, (1 - u) * 9)
    maple(p, x + 130 * u + 6 * wave(t, 3, at), y + 26 * u, 1.0 + i + 1.3 * u, size, FLAT, _colour(i))


def _falling(p: QPainter, t: float) -> None:
    """The same leaves on their way down; each touches the water where and when its ring begins."""
    for x, y, at in LANDINGS:
        i = round(at * 100)
        life = 0.21
        u = 1 - ((at - t) % 1.0) / life
        if 0 <= u < 1:
            rest = 1 - u
            lx = x + 6 * wave(at, 3, at) - 150 * rest + 74 * sin(TAU * 1.9 * rest) * rest**0.4
            ly = lerp(-40, y, u)
            flat = lerp(0.35 + 0.6 * abs(cos(TAU * 1.9 * rest)), FLAT, u**6)
            maple(p, lx, ly, 1.0 + i - 5 * rest, 27 - 3 * u, flat, _colour(i))
