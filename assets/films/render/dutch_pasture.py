"""Dutch pasture: morning sun, cows at grass, a windmill over the canal. Green and gold."""

from itertools import pairwise
from math import pi, sin
from random import Random

from cow import STRIDE, Coat, Pose, draw_cow, friesian, red_pied, white_friesian
from dutch_land import CANAL, GOLD, HORIZON, MEADOW, MILL, cloud, land, meadow, mill, sails, sky
from PySide6.QtGui import QColor, QPainter
from stage import (
    CREAM,
    DARK_WOOD,
    DEEP_LEAF,
    DEEP_WATER,
    INK,
    LANTERN,
    LEAF,
    PEACH,
    SUN,
    TAU,
    WARM_SKY,
    WATER,
    H,
    W,
    box,
    bump,
    fill,
    keyed,
    leaf,
    lerp,
    limb,
    mix,
    oval,
    plane,
    soft,
    tone,
    wave,
)
from wings import gull

# Centre x, base y, width and shape of a cloud; each drifts through the film to where the next one began.
CLOUDS_NEAR = (
    (-560, 258, 420, 0.0), (-20, 292, 330, 0.34), (600, 214, 500, 0.12), (1190, 150, 300, 0.7),
    (1740, 206, 450, 0.45), (2420, 240, 420, 0.2),
)  # fmt: skip
CLOUDS_FAR = (
    (-260, 404, 260, 0.5), (180, 392, 170, 0.2), (600, 412, 280, 0.8), (1010, 376, 150, 0.4), (1460, 404, 250, 0.0),
    (1890, 390, 180, 0.6), (2260, 400, 240, 0.3),
)  # fmt: skip


class DutchPasture:
    name = "dutch-pasture"
    seconds = 24
    poster = 0.45

    def __init__(self, scale: float) -> None:
        self.scale = scale
        rng = Random(4)
        self.sky = plane(scale, sky)
        self.land = plane(scale, lambda p: land(p, Random(11)))
        self.mill = plane(scale, mill)
        self.meadow = plane(scale, lambda p: meadow(p, Random(7)))
        self.glints = [
            (rng.uniform(-20, W), rng.uniform(CANAL[0] + 4, CANAL[1] - 5), rng.random()) for _ in range(110)
        ]
        self.tufts = sorted(
            ((rng.uniform(-20, W + 20), 640 + 400 * rng.random() ** 1.3, rng.random()) for _ in range(210)),
            key=lambda tuft: tuft[1],
        )
        self.front = [(rng.uniform(-30, W + 30), rng.uniform(0, 1), rng.random()) for _ in range(330)]
        self.flowers = [(rng.uniform(-10, W + 10), rng.random(), rng.random()) for _ in range(64)]
        self.friesian, self.white, self.red = friesian(), white_friesian(), red_pied()

    def draw(self, p: QPainter, t: float) -> None:
        p.drawImage(0, 0, self.sky)
        self._sun(p, t)
        for clouds, far in ((CLOUDS_FAR, True), (CLOUDS_NEAR, False)):
            for a, b in pairwise(clouds):
                cloud(p, *(lerp(u, v, t) for u, v in zip(a, b, strict=True)), far)
        self._birds(p, t)
        p.drawImage(0, 0, self.land)
        p.drawImage(0, 0, self.mill)
        sails(p, 13 * t)
        self._far_cows(p, t)
        self._canal(p, t)
        p.drawImage(0, 0, self.meadow)
        self._wind(p, t)
        self._herd(p, t)
        self._grass(p, t)
        self._light(p, t)

    def _sun(self, p: QPainter, t: float) -> None:
        x, y = 372, 236
        for r, a in ((250, 0.10), (178, 0.14), (124, 0.20)):
            fill(p, tone("#FFE7A8", a), oval(x, y, r + 7 * wave(t, 1, r / 400)))
        fill(p, mix(SUN, "#FFE9B0", 0.45), oval(x, y, 82))

    def _birds(self, p: QPainter, t: float) -> None:
        # a skein of geese crosses once; it is out of the picture when the film turns over
        x0, y0 = lerp(-340, W + 420, t), 330 - 96 * t + 8 * wave(t, 3)
        for i in range(9):
            rank = (i + 1) // 2
            side = 1 if i % 2 else -1
            x = x0 - 44 * rank - 10 * side
            y = y0 + side * 17 * rank + 5 * rank + 3 * wave(t, 5, i * 0.13)
            gull(p, x, y, 17, t * 40 + i * 0.17, mix(INK, PEACH, 0.22))
        for i, (x, y) in enumerate(((980, 330), (1052, 356), (925, 372))):
            gull(
                p, x + 95 * wave(t, 1, i * 0.21), y + 26 * wave(t, 2, 0.25 + i * 0.21), 13,
                t * 34 + i * 0.4, mix(INK, WARM_SKY, 0.4),
            )  # fmt: skip

    def _far_cows(self, p: QPainter, t: float) -> None:
        for i, (x, y, s, way) in enumerate(
            ((250, 541, 0.27, 1), (352, 543, 0.28, -1), (905, 540, 0.26, -1), (1650, 542, 0.27, -1))
        ):
            graze = 1 - bump(t, 0.2 + 0.23 * i, 0.3) if i != 1 else 0
            coat = self.red if i == 2 else self.friesian
            _cow(p, x, y, s, way, coat, Pose(graze=graze, tail=wave(t, 5, i * 0.3), chew=0.0))

    def _canal(self, p: QPainter, t: float) -> None:
        far, near = CANAL
        fill(p, mix(WATER, "#F3E3C0", 0.45), box(0, far, W, near - far))
        # the mill and the trees stand on their heads in it, broken by ripples
        for i in range(9):
            y = far + 3 + i * 6.2
            k = i / 9
            sway = (2 + 5 * k) * wave(t, 6, i * 0.19)
            half = lerp(44, 30, k)
            fill(p, tone(DEEP_WATER, 0.50 - 0.03 * i), box(MILL[0] - half + sway, y, 2 * half, 4.4, 2.2))
        for i, (x, w) in enumerate(((560, 250), (80, 210), (1745, 280), (1080, 120))):
            for j in range(4):
                fill(
                    p, tone(DEEP_LEAF, 0.26 - 0.05 * j),
                    box(x + 6 * wave(t, 5, i * 0.3 + j * 0.2) + 7 * j, far + j * 7, w - 22 * j, 5, 2.5),
                )  # fmt: skip
        for x, y, phase in self.glints:
            lit = wave(t, 7 + int(phase * 5), phase) * 0.5 + 0.5
            k = (y - far) / (near - far)
            w = (8 + 34 * k) * (0.35 + 0.65 * lit)
            near_sun = max(0.25, 1 - abs(x - 470) / 900)
            fill(
                p,
                tone("#FFF6DA", (0.15 + 0.8 * lit * lit) * near_sun),
                oval(x + 9 * wave(t, 2, phase), y, w, 1 + 1.5 * k),
            )

    def _wind(self, p: QPainter, t: float) -> None:
        """Wind runs over the grass as long pale strokes, and cloud shadows follow more slowly."""
        for i in range(3):
            x = lerp(-500, W + 500, (t + i / 3) % 1)
            y = 660 + 120 * i
            fill(
                p,
                tone(DEEP_LEAF, 0.13),
                soft(
                    (
                        (x - 330, y),
                        (x - 120, y - 24),
                        (x + 170, y - 20),
                        (x + 340, y + 6),
                        (x + 120, y + 34),
                        (x - 170, y + 30),
                    )
                ),
            )
        for i in range(26):
            k = (i % 9) / 8
            y = 630 + 330 * k**1.2
            run = (2 * t + i * 0.381) % 1
            x = lerp(-320, W + 320, run) + 90 * sin(i)
            half = (70 + 130 * k) * (0.8 + 0.2 * sin(i * 2.3))
            fade = sin(pi * run) ** 0.5
            gust = soft(
                (
                    (x - half, y + 3),
                    (x - half * 0.2, y - 5 - 5 * k),
                    (x + half, y - 2),
                    (x + half * 0.3, y + 5 + 4 * k),
                )
            )
            fill(p, tone("#F2E9A4", 0.26 * fade), gust)

    def _herd(self, p: QPainter, t: float) -> None:
        # one walks by, from beyond the left edge to beyond the right: each foot stays where it is set down
        s = 1.0
        strides = 21
        x = -300 + strides * STRIDE * s * t
        walking = Pose(
            graze=0.36,
            stride=strides * t,
            ear=0.5 * wave(t, 9),
            tail=0.45 * wave(t, 10) + bump(t, 0.42, 0.08) * wave(t, 24),
            chew=0,
        )
        steps = [(lambda: self._tuft_row(p, t, 0, 704)), lambda: _cow(p, x, 704, s, 1, self.white, walking)]
        down = keyed(t, (0.0, 1), (0.30, 1), (0.37, 0), (0.72, 0), (0.80, 1))
        red = Pose(
            graze=down,
            chew=wave(t, 30) * (1 - down) ** 2,
            ear=0.3 * wave(t, 3) + bump(t, 0.5, 0.06) * wave(t, 40) + bump(t, 0.66, 0.05) * wave(t, 40),
            tail=0.3 * wave(t, 8) + 0.8 * bump(t, 0.58, 0.14) * wave(t, 20),
            shift=wave(t, 2),
            nod=3.0 * wave(t, 24) * down**2,
        )
        steps += [lambda: self._tuft_row(p, t, 704, 800), lambda: _cow(p, 1440, 800, 1.5, -1, self.red, red)]
        down = keyed(t, (0.02, 0), (0.22, 0), (0.32, 1), (0.88, 1), (0.98, 0))
        hero = Pose(
            graze=down,
            chew=wave(t, 32) * (1 - down) ** 2,
            ear=0.35 * wave(t, 4) + bump(t, 0.12, 0.07) * wave(t, 36) + bump(t, 0.55, 0.06) * wave(t, 36),
            tail=0.35 * wave(t, 9) + 0.8 * bump(t, 0.72, 0.16) * wave(t, 18),
            shift=wave(t, 2, 0.3),
            nod=3.2 * wave(t, 26) * down**2,
        )
        steps += [lambda: self._tuft_row(p, t, 800, 952), lambda: _cow(p, 560, 952, 2.15, 1, self.friesian, hero)]
        steps.append(lambda: self._tuft_row(p, t, 952, H))
        for step in steps:
            step()

    def _tuft_row(self, p: QPainter, t: float, top: float, bottom: float) -> None:
        for x, y, seed in self.tufts:
            if top <= y < bottom:
                k = (y - 620) / 460
                h = 9 + 30 * k
                lean = h * (0.20 + 0.34 * wave(t, 12, -x / 620 - y / 300))
                colour = mix(MEADOW, DEEP_LEAF, 0.22 + 0.25 * seed)
                for j in (-1, 0, 1):
                    _blade(
                        p, x + j * h * 0.2, y, h * (1 - 0.22 * abs(j)), lean + j * h * 0.22, 1.4 + 2.2 * k, colour
                    )

    def _grass(self, p: QPainter, t: float) -> None:
        """The nearest plane, dark against the meadow: a frame of blades, buttercups, cow parsley, reeds."""
        for i, (x, depth, seed) in enumerate(self.front):
            edge = abs(x - W * 0.47) / (W * 0.5)
            h = 46 + 78 * seed + 90 * edge**2.4 * (0.4 + 0.6 * depth)
            lean = h * (0.16 + 0.20 * wave(t, 12, -x / 760) + 0.06 * wave(t, 24, seed))
            colour = mix(mix(DEEP_LEAF, "#22463A", 0.35), GOLD, 0.12 + 0.42 * (1 - depth) * seed)
            _blade(p, x, H + 14, h, lean, 4 + 3 * seed, colour)
            if i % 6 == 0 and i // 6 < len(self.flowers):
                self._flower(p, t, *self.flowers[i // 6])
        for i, (x, h) in enumerate(((70, 300), (132, 236), (18, 210), (205, 178))):
            self._parsley(p, t, x, h, i)
        for i in range(9):
            x = 1728 + 23 * i + 8 * sin(i * 2.1)
            h = 210 + 120 * sin(i * 1.7) ** 2 + 6 * i
            lean = h * (0.06 + 0.07 * wave(t, 12, -x / 760))
            fill(
                p,
                mix(DEEP_LEAF, "#22463A", 0.2),
                limb(((x, H), (x + lean * 0.4, H - h * 0.55), (x + lean, H - h)), (4, 3, 2)),
            )
            if i % 2 == 0:
                fill(p, DARK_WOOD, limb(((x + lean * 0.92, H - h * 0.94), (x + lean * 1.15, H - h - 46)), (8, 7.5)))
            else:
                _blade(p, x + 8, H, h * 0.9, lean * 2.6, 8, mix(DEEP_LEAF, LEAF, 0.25))

    def _flower(self, p: QPainter, t: float, x: float, depth: float, seed: float) -> None:
        h = 70 + 85 * depth
        lean = h * (0.10 + 0.17 * wave(t, 12, -x / 760))
        fill(
            p,
            mix(DEEP_LEAF, LEAF, 0.3),
            limb(((x, H), (x + lean * 0.4, H - h * 0.5), (x + lean, H - h)), (2.4, 1.8, 1.5)),
        )
        cx, cy = x + lean, H - h
        if seed < 0.72:
            fill(p, "#F4C63D", oval(cx, cy, 9, 7))
            fill(p, SUN, soft(((cx, cy - 6), (cx + 9, cy), (cx + 4, cy + 7), (cx - 2, cy + 6))))
        elif seed < 0.9:
            for j in range(9):
                fill(p, CREAM, leaf(cx, cy, TAU * j / 9, 11, 3.2))
            fill(p, SUN, oval(cx, cy, 4))
        else:
            fill(
                p,
                LANTERN,
                soft(((cx - 12, cy - 6), (cx, cy - 11), (cx + 12, cy - 6), (cx + 7, cy + 7), (cx - 7, cy + 7))),
            )
            fill(
                p,
                mix(LANTERN, INK, 0.35),
                soft(((cx + 1, cy - 9), (cx + 12, cy - 6), (cx + 7, cy + 7), (cx + 1, cy + 6))),
            )

    def _parsley(self, p: QPainter, t: float, x: float, h: float, i: int) -> None:
        lean = h * (0.08 + 0.07 * wave(t, 12, -x / 760))
        top = (x + lean, H - h)
        stem = mix(DEEP_LEAF, LEAF, 0.35)
        fill(p, stem, limb(((x, H), (x + lean * 0.35, H - h * 0.5), top), (3.6, 3, 2.2)))
        for j in range(7):
            a = -pi / 2 + (j - 3) * 0.36 + lean / h
            r = 0.24 * h * (1 - 0.05 * abs(j - 3))
            ex, ey = top[0] + r * sin(a + pi / 2), top[1] - r * 0.62 * sin(-a) - 4
            fill(p, stem, limb((top, (ex, ey)), (1.8, 1.2)))
            for k in range(5):
                fill(
                    p, CREAM if k < 3 else "#E4E2CC", oval(ex + 5.4 * (k - 2), ey - 3 + 2.4 * abs(k - 2), 4.6, 3.6)
                )

    def _light(self, p: QPainter, t: float) -> None:
        """The sun goes behind thin cloud and out again."""
        fill(p, tone("#FFD98A", 0.045 + 0.035 * wave(t, 1, 0.1)), box(0, 0, W, H))
        fill(p, tone("#28598C", 0.03 - 0.03 * wave(t, 1, 0.1)), box(0, HORIZON, W, H - HORIZON))


def _cow(p: QPainter, x: float, y: float, s: float, way: int, coat: Coat, pose: Pose) -> None:
    p.save()
    p.translate(x, y)
    shadow = soft(
        (
            (-100 * s, -2 * s),
            (20 * s, -8 * s),
            (190 * s, -3 * s),
            (210 * s, 5 * s),
            (60 * s, 10 * s),
            (-80 * s, 7 * s),
        )
    )
    fill(p, tone("#22463A", 0.38), shadow)
    p.scale(s * way, s)
    draw_cow(p, coat, pose, way)
    p.restore()


def _blade(p: QPainter, x: float, y: float, h: float, lean: float, w: float, colour: QColor) -> None:
    fill(
        p,
        colour,
        soft(
            (
                (x - w, y),
                (x - w * 0.4 + lean * 0.35, y - h * 0.55),
                (x + lean, y - h),
                (x + w * 0.7 + lean * 0.35, y - h * 0.5),
                (x + w, y),
            ),
            tension=0.8,
        ),
    )
