"""Thai rubber grove: rows of tapped trees in the early light, a tapper at work. Deep green."""

from math import atan2, cos, degrees, hypot, pi, sin
from random import Random

from PySide6.QtGui import QColor, QPainter
from stage import (
    AMBER,
    CREAM,
    DEEP_LEAF,
    DELFT,
    INK,
    LANTERN,
    LEAF,
    SUN,
    TAU,
    WINDOW,
    WOOD,
    H,
    W,
    box,
    bump,
    fill,
    leaf,
    lerp,
    limb,
    mix,
    oval,
    plane,
    poly,
    soft,
    tone,
    wave,
    within,
)
from tapper import draw_tapper, pail
from thai_trees import (
    BARK,
    FOCUS,
    HAZE,
    SHADE_GREEN,
    VANISH,
    Tree,
    crown,
    fallen,
    haze,
    panel,
    project,
    spray,
    tree_shadow,
    trunk,
)
from wings import butterfly, swift_bird

HERO = (-1.72, 2.5)  # metres right of the lane's middle, and away
WORKPLACE = (2.55, 4.3)
LITTER = mix("#8E8B4C", "#6B6A3C", 0.4)


class ThaiRubberGrove:
    name = "thai-rubber-grove"
    seconds = 24
    poster = 0.2

    def __init__(self, scale: float) -> None:
        rng = Random(21)
        self.back = plane(scale, _back)
        self.trees = [
            Tree(x + rng.uniform(-0.12, 0.12), z, rng.random())
            for x in (-15.0, -9.2, -3.4, 2.9, 8.8, 14.8, 21.0, -21.0)
            for z in (7.6, 10.6, 13.6, 17, 20.5, 24.5, 29, 35, 43)
        ]
        self.trees.append(Tree(*WORKPLACE, 0.37))
        self.trees.sort(key=lambda tree: -tree.z)
        self.dapples = [(rng.uniform(-12, 12), 2.3 + 24 * rng.random() ** 1.6, rng.random()) for _ in range(190)]
        self.litter = [(rng.uniform(-9, 9), 2.2 + 13 * rng.random() ** 1.5, rng.random()) for _ in range(300)]
        self.drift = [(rng.uniform(-100, W), rng.random(), rng.random()) for _ in range(20)]

    def draw(self, p: QPainter, t: float) -> None:
        eye = 0.24 * wave(t, 1)
        p.drawImage(0, 0, self.back)
        self._ground(p, t, eye)
        for tree in self.trees:
            tree_shadow(p, tree, eye)
        shafts = iter(((30.0, 0), (18.0, 1), (9.0, 2)))
        nearest = next(shafts, None)
        for tree in self.trees:
            while nearest and tree.z < nearest[0]:
                _shafts(p, t, eye, nearest[1])
                nearest = next(shafts, None)
            crown(p, tree, eye, t)
            trunk(p, tree, eye, t)
            if tree.z == 10.6 and tree.x > 14:
                self._bird(p, t, eye)
        self._workplace(p, t, eye)
        _shafts(p, t, eye, 3)
        _hero(p, t, eye)
        self._flutter(p, t)
        self._leaves(p, t)
        _frame(p, t, eye)

    def _ground(self, p: QPainter, t: float, eye: float) -> None:
        """The lane, the litter of leaves on it, and the sun's coins."""
        reach = [1.5 * 1.17**i for i in range(24)]
        for half, colour, alpha in ((1.55, "#A3A563", 0.42), (1.05, "#C2B877", 0.40)):
            left = [project(-half + 0.16 * sin(3.1 * z + half), 0, z, eye)[:2] for z in reach]
            right = [project(half + 0.16 * sin(2.3 * z), 0, z, eye)[:2] for z in reversed(reach)]
            fill(p, tone(colour, alpha), soft(left + right, tension=0.7))
        for x, z, seed in self.litter:
            sx, sy, k = project(x, 0, z, eye)
            colour = (mix(WOOD, SUN, 0.3), mix(AMBER, LITTER, 0.45), mix(LEAF, LITTER, 0.4))[int(seed * 3)]
            fill(p, haze(mix(colour, INK, 0.12), z), leaf(sx, sy, TAU * seed * 7, 0.11 * k, 0.018 * k))
        for x, z, seed in self.dapples:
            sx, sy, k = project(x + 0.08 * wave(t, 2, seed), 0, z, eye)
            a = 0.26 + 0.22 * wave(t, 2 + int(seed * 3), seed)
            fill(
                p, tone(WINDOW, a), oval(sx, sy, (0.10 + 0.22 * seed) * k, (0.018 + 0.03 * seed) * k * (1 + 2 / z))
            )

    def _workplace(self, p: QPainter, t: float, eye: float) -> None:
        x, z = WORKPLACE
        for dx, dz, draw in ((-0.49, -0.02, lambda: draw_tapper(p, t)), (-1.05, -0.35, lambda: pail(p))):
            sx, sy, k = project(x + dx, 0, z + dz, eye)
            fill(
                p,
                tone("#1B3A2A", 0.34),
                soft(
                    (
                        (sx - 0.2 * k, sy),
                        (sx + 0.3 * k, sy - 0.03 * k),
                        (sx + 0.95 * k, sy - 0.07 * k),
                        (sx + 0.3 * k, sy + 0.045 * k),
                    )
                ),
            )
            p.save()
            p.translate(sx, sy)
            p.scale(k / 100, k / 100)
            draw()
            p.restore()

    def _bird(self, p: QPainter, t: float, eye: float) -> None:
        """A minivet crosses between the rows, in bounds: beats, then a glide."""
        u = (t - 0.34) / 0.30
        if 0 < u < 1:
            x = lerp(W + 120, -140, u) - 20 * eye
            y = 330 - 90 * sin(pi * u) + 34 * sin(TAU * 3 * u)
            beat = 26 * u + 0.22 * sin(TAU * 3 * u)
            p.save()
            p.translate(x, y)
            p.scale(-1, 1)
            swift_bird(p, 0, 0, 34, beat, 12 * cos(TAU * 3 * u), mix(INK, "#2A2A2E", 0.5), mix(LANTERN, SUN, 0.12))
            p.restore()

    def _flutter(self, p: QPainter, t: float) -> None:
        def flight(u: float, i: int) -> tuple[float, float]:
            a = (
                (720 + 250 * wave(u, 1, 0.1) + 60 * wave(u, 3), 640 + 120 * wave(u, 2, 0.3) + 24 * wave(u, 11)),
                (
                    1240 + 190 * wave(u, 1, 0.55) + 50 * wave(u, 2, 0.2),
                    610 + 90 * wave(u, 3, 0.6) + 20 * wave(u, 13),
                ),
            )
            return a[i]

        for i, (size, colour) in enumerate(((30, mix(SUN, LANTERN, 0.35)), (22, mix(DELFT, "#8FBFC0", 0.3)))):
            x, y = flight(t, i)
            x1, y1 = flight(t + 0.004, i)
            if hypot(x1 - x, y1 - y) > 1e-6:
                butterfly(
                    p, x, y, size, 130 * t + 0.4 * i + 0.8 * wave(t, 9), degrees(atan2(y1 - y, x1 - x)), colour
                )

    def _leaves(self, p: QPainter, t: float) -> None:
        for i, (x0, phase, seed) in enumerate(self.drift):
            rounds = 1 if seed < 0.6 else 2
            u = (rounds * t + phase) % 1
            swing = sin(TAU * (3 * u + seed))
            x = x0 + 190 * u + 60 * swing
            y = lerp(-60, H + 60, u) + 14 * cos(2 * TAU * (3 * u + seed))
            colour = (mix(SUN, AMBER, 0.3), mix(LEAF, SUN, 0.4), mix(AMBER, LANTERN, 0.3))[i % 3]
            fallen(p, x, y, 60 * swing + 40 + 200 * u, 22 + 26 * seed, cos(TAU * (5 * u + seed)), colour)


def _back(p: QPainter) -> None:
    """Mist at the end of the lane, growing brighter to where the rows meet."""
    fill(p, mix(HAZE, LEAF, 0.42), box(0, 0, W, H))
    for r, k in ((1050, 0.36), (800, 0.22), (580, 0.08)):
        fill(p, mix(HAZE, LEAF, k), oval(VANISH[0] - 60, VANISH[1] - 30, r, r * 0.72))
    fill(p, mix(HAZE, WINDOW, 0.35), oval(VANISH[0] - 40, VANISH[1] - 20, 380, 270))
    fill(p, mix(HAZE, CREAM, 0.65), oval(VANISH[0] - 20, VANISH[1] - 16, 210, 150))
    # ground in bands, darker towards us
    for z, k in ((200, 0.0), (30, 0.2), (17, 0.4), (10.5, 0.58), (6.6, 0.76), (4.3, 0.9), (3.0, 1.0)):
        y = VANISH[1] + FOCUS * 1.6 / z
        band = soft(
            [(-520 + 290 * i, y + 7 * sin(i * 1.9 + z) * min(1, 20 / z)) for i in range(11)]
            + [(W + 500, H + 900), (-520, H + 900)]
        )
        fill(p, mix(mix(HAZE, "#B9C47A", 0.4), mix(LITTER, SHADE_GREEN, 0.66), k**0.9), band)


def _shafts(p: QPainter, t: float, eye: float, depth: int) -> None:
    """Light through the leaves, falling from the left; nearer shafts are wider and slide further."""
    z = (26.0, 14.0, 7.5, 4.8)[depth]
    for i in range(4):
        glow = 0.5 + 0.5 * wave(t, 1 + (i + depth) % 2, 0.27 * i + 0.19 * depth)
        x = (
            (-0.62 + 0.42 * i + 0.09 * depth) * W * 0.72
            + 700
            + 40 * wave(t, 1, 0.3 * i + 0.2 * depth)
            - eye * FOCUS / z * 0.6
        )
        w = 34 + 26 * depth + 30 * ((i * 7 + depth * 3) % 4) / 3
        foot = VANISH[1] + FOCUS * 1.6 / z + 30
        spread = 1.35
        slope = 0.52 * (foot + 80)
        shaft = poly((x, -80), (x + w, -80), (x + slope + w * spread, foot), (x + slope, foot))
        pool = w * spread / 2  # where it meets the ground it lies round, not cut off
        shaft = shaft.united(oval(x + slope + pool, foot, pool, pool * 0.22))
        fill(p, tone("#FFF4BE", (0.08 + 0.19 * glow) * (1 - 0.12 * depth)), shaft)
        fill(
            p,
            tone("#FFF4BE", 0.5 * (0.05 + 0.12 * glow)),
            poly(
                (x + w * 0.25, -80),
                (x + w * 0.6, -80),
                (x + slope + w * spread * 0.6, foot),
                (x + slope + w * spread * 0.25, foot),
            ),
        )


def _hero(p: QPainter, t: float, eye: float) -> None:
    """The near tree, from root to out of sight, with its panel at the height of the eye."""
    x, y, k = project(HERO[0], 0, HERO[1], eye)
    r = 0.235 * k
    fill(
        p,
        tone("#14291F", 0.42),
        soft(((x - r, y), (x + r * 1.2, y - 16), (x + 3.3 * k, y - 70), (x + 3.4 * k, y - 30), (x + r, y + 50))),
    )
    shape = soft((
        (x - 1.75 * r, y + 26), (x - 1.12 * r, y - 60), (x - 0.98 * r, y - 420), (x - 0.86 * r, y - 1180),
        (x + 0.86 * r, y - 1180), (x + 1.0 * r, y - 420), (x + 1.12 * r, y - 70), (x + 1.9 * r, y + 24),
        (x + 0.7 * r, y + 6), (x, y + 34), (x - 0.9 * r, y + 8),
    ), tension=0.55)  # fmt: skip
    fill(p, BARK, shape)
    within(
        p,
        shape,
        mix(BARK, "#E9D9A8", 0.42),
        soft(
            (
                (x - 2 * r, y + 60),
                (x - 0.86 * r, y - 60),
                (x - 0.62 * r, y - 600),
                (x - 0.5 * r, y - 1200),
                (x - 2 * r, y - 1200),
            )
        ),
    )
    within(
        p,
        shape,
        mix(BARK, "#20302B", 0.5),
        soft(
            (
                (x + 2.2 * r, y + 60),
                (x + 0.62 * r, y - 10),
                (x + 0.34 * r, y - 400),
                (x + 0.42 * r, y - 1200),
                (x + 2 * r, y - 1200),
            )
        ),
    )
    for i in range(26):
        h = 40 * i + 30
        px = x + r * 0.72 * sin(i * 2.4)
        if not 250 < h < 640:
            fill(
                p,
                tone(HAZE, 0.20 + 0.14 * (i % 3)),
                soft(((px - r * 0.2, y - h), (px, y - h - 12), (px + r * 0.24, y - h), (px, y - h + 9))),
            )
            fill(
                p,
                tone("#20302B", 0.30),
                soft(((px + r * 0.1, y - h - 22), (px + r * 0.42, y - h - 25), (px + r * 0.3, y - h - 19))),
            )
    panel(p, (x, y - 1.16 * k), 0.93 * r, k, 2.0, t, 0.4)
    # sun on the bark comes and goes
    for i in range(5):
        a = 0.10 + 0.16 * bump(t, 0.16 + 0.19 * i, 0.6)
        within(
            p,
            shape,
            tone(WINDOW, a),
            soft(
                (
                    (x - r, y - 170 * i - 60),
                    (x - 0.1 * r, y - 170 * i - 110),
                    (x + 0.2 * r, y - 170 * i - 80),
                    (x - 0.6 * r, y - 170 * i - 20),
                )
            ),
        )


def _frame(p: QPainter, t: float, eye: float) -> None:
    """The nearest plane: twigs overhead, ferns below, all in shade."""
    shift = -eye * FOCUS / 1.7
    dark = mix(SHADE_GREEN, INK, 0.30)
    sprays = (
        (-60, -30, 0.55, 430),
        (300, -110, 1.0, 330),
        (2010, -60, 2.75, 430),
        (1600, -150, 2.2, 300),
        (1130, -190, 1.5, 260),
        (-90, 230, 0.35, 260),
    )
    for i, (x, y, a, size) in enumerate(sprays):
        spray(
            p, x + shift, y, a + 0.03 * wave(t, 2, 0.2 * i), size, mix(dark, DEEP_LEAF, 0.18 * (i % 3)), t, 0.37 * i
        )
    for i, (x, way, size) in enumerate(
        (
            (1900, -1, 300),
            (2010, -1, 430),
            (1790, -1, 190),
            (-60, 1, 320),
            (60, 1, 210),
            (1090, 1, 110),
            (1030, -1, 130),
        )
    ):
        _fern(p, t, x + shift, H + 30, way, size, mix(dark, DEEP_LEAF, 0.12 + 0.16 * (i % 3)), i)


def _fern(p: QPainter, t: float, x: float, y: float, way: int, size: float, colour: QColor, i: int) -> None:
    for j in range(4):
        reach = (0.25 + 0.25 * j) * size * (way if j else -0.4 * way) + 10 * wave(t, 3, 0.13 * i + 0.2 * j)
        top = (x + reach, y - size * (0.92 - 0.17 * j))
        spine = []
        for n in range(13):
            u = n / 12
            spine.append(
                (lerp(x, top[0], u * u * 0.6 + u * 0.4), lerp(y, top[1], 1 - (1 - u) ** 1.7) + size * 0.12 * u**3)
            )
        for (ax, ay), (bx, by), n in zip(spine, spine[1:], range(12), strict=False):
            a = atan2(by - ay, bx - ax)
            length = size * 0.25 * (1 - abs(n / 12 - 0.35))
            for side in (-1, 1):
                fill(
                    p,
                    colour if side < 0 else mix(colour, INK, 0.18),
                    leaf(ax, ay, a + side * 1.0, length, length * 0.15),
                )
        fill(p, mix(colour, LEAF, 0.18), limb(spine, [size * 0.010 * (1 - 0.06 * n) for n in range(13)]))
