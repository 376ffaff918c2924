"""Rubber trees: metres on the ground, seen by a camera that moves sideways."""

from dataclasses import dataclass
from math import cos, pi, sin

from PySide6.QtGui import QColor, QPainter
from stage import (
    CREAM,
    DARK_WOOD,
    DEEP_LEAF,
    INK,
    LEAF,
    SUN,
    WOOD,
    Point,
    box,
    fill,
    leaf,
    lerp,
    limb,
    mix,
    oval,
    poly,
    smooth,
    soft,
    tone,
    wave,
    within,
)

VANISH: Point = (1030.0, 436.0)
FOCUS = 1000.0  # pixels for a metre seen from one metre
EYE = 1.6  # metres above the ground
HAZE = QColor("#DDE5B4")
BARK = mix("#8A7A62", "#5C5344", 0.35)
SHADE_GREEN = mix(DEEP_LEAF, "#173A33", 0.62)


def project(x: float, y: float, z: float, eye: float) -> tuple[float, float, float]:
    """Screen x and y, and pixels to the metre, for a point x right, y up, z away; eye is the camera's x."""
    k = FOCUS / z
    return VANISH[0] + (x - eye) * k, VANISH[1] + (EYE - y) * k, k


def haze(colour: str | QColor, z: float) -> QColor:
    """What air does to a colour: nothing at arm's length, nearly all at forty metres."""
    return mix(colour, HAZE, smooth((z - 2) / 38) ** 0.70 * 0.9)


@dataclass(frozen=True)
class Tree:
    x: float
    z: float
    seed: float
    tapped: bool = True


def tree_shadow(p: QPainter, tree: Tree, eye: float) -> None:
    """The sun stands left and behind us: shadows run right and away."""
    x0, y0, k = project(tree.x, 0, tree.z, eye)
    x1, y1, far = project(tree.x + 3.6, 0, tree.z + 1.1, eye)
    fill(
        p,
        tone("#1B3A2A", 0.30),
        poly(
            (x0 - 0.16 * k, y0),
            (x0 + 0.16 * k, y0 + 0.02 * k),
            (x1 + 0.2 * far, y1 + 0.03 * far),
            (x1, y1 - 0.05 * far),
        ),
    )


def crown(p: QPainter, tree: Tree, eye: float, t: float) -> None:
    """Masses of leaves over the fork, the left lit; far ones first, so that they roof the lane."""
    sway = 0.10 * wave(t, 2, tree.seed)
    dark, mid = haze(SHADE_GREEN, tree.z), haze(mix(DEEP_LEAF, LEAF, 0.12), tree.z)
    light = haze(mix(LEAF, "#B9C46A", 0.35), tree.z)
    masses = ((-1.5, 5.6, 1.5), (1.4, 5.8, 1.6), (0.1, 6.9, 1.9), (-0.9, 4.7, 0.85), (1.1, 4.8, 0.9))
    for i, (dx, dy, r) in enumerate(masses):
        r *= 0.9 + 0.22 * sin(9 * tree.seed + i)
        x, y, k = project(tree.x + dx + sway * dy / 6, dy + 0.3 * sin(5 * tree.seed + 2 * i), tree.z, eye)
        fill(p, dark, oval(x + 0.12 * k, y + 0.14 * k, r * k, r * k * 0.7))
        fill(p, mid, oval(x, y, r * k * 0.94, r * k * 0.62))
    for dx, dy, r in masses[:3]:
        x, y, k = project(tree.x + dx + sway * dy / 6 - 0.35, dy + 0.22, tree.z, eye)
        fill(p, light, oval(x, y, r * k * 0.52, r * k * 0.30))
        fill(p, light, oval(x - 0.5 * k, y + 0.42 * k, r * k * 0.26, r * k * 0.15))


def trunk(p: QPainter, tree: Tree, eye: float, t: float) -> None:
    x, y, k = project(tree.x, 0, tree.z, eye)
    bark = haze(BARK, tree.z)
    lit, dark = haze(mix(BARK, "#E9D9A8", 0.5), tree.z), haze(mix(BARK, "#20302B", 0.55), tree.z)
    lean = 0.16 * sin(21 * tree.seed) * k
    r = 0.17 * k

    def at(h: float) -> Point:
        return x + lean * (h / 3) ** 1.4, y - h * k

    fork = at(3.1)
    shape = limb((at(0.05), at(0.4), at(1.6), fork), (r * 1.22, r * 1.02, r * 0.9, r * 0.74))
    for way, high, out in ((-1, 2.1, 1.15), (1, 2.3, 1.0), (1, 1.9, 0.2)):
        tip = (fork[0] + way * out * k, fork[1] - high * k)
        knee = (fork[0] + way * out * 0.45 * k, fork[1] - high * 0.38 * k)
        fill(p, dark if way > 0 else bark, limb((fork, knee, tip), (r * 0.66, r * 0.46, r * 0.2)))
    fill(p, bark, shape)
    within(
        p,
        shape,
        dark,
        poly((x + 0.25 * r, y + r), (x + 2 * r, y + r), (fork[0] + 2 * r, fork[1]), (fork[0] + 0.15 * r, fork[1])),
    )
    within(
        p,
        shape,
        lit,
        poly((x - 2 * r, y + r), (x - 0.72 * r, y + r), (fork[0] - 0.5 * r, fork[1]), (fork[0] - 2 * r, fork[1])),
    )
    if tree.z < 14:
        for i in range(7):
            h = 0.25 + 0.42 * i + 0.2 * sin(7 * i + 30 * tree.seed)
            px, py = at(h)
            fill(p, tone(HAZE, 0.26), oval(px + r * 0.5 * sin(11 * i + tree.seed), py, r * 0.26, 0.045 * k))
    if tree.tapped and tree.z < 22:
        panel(p, at(1.0), r * 0.86, k, tree.z, t, tree.seed)


def panel(p: QPainter, at: Point, r: float, k: float, z: float, t: float, seed: float) -> None:
    """The tapping panel around a point a metre up: old spirals, the fresh cut, the channel, spout and cup.

    r is half the trunk in pixels, k pixels to the metre.
    """
    x, y = at
    renewed, old = haze(mix(WOOD, "#D9B98A", 0.55), z), haze(mix(WOOD, DARK_WOOD, 0.4), z)
    milk = haze(CREAM, z * 0.35)
    drop = 0.30 * k  # how far the half spiral falls across the bark
    top = y - 0.34 * k

    def band(v: float, thick: float) -> list[Point]:
        """A stroke round the stem: it falls to the right and bows as a spiral does."""
        upper = [(x - r * cos(pi * i / 8), v + drop * i / 8 + 0.03 * k * sin(pi * i / 8)) for i in range(9)]
        return upper + [(px, py + thick) for px, py in reversed(upper)]

    fill(p, renewed, poly(*band(top, 0.36 * k)))
    fill(p, haze(mix(WOOD, INK, 0.3), z), *(poly(*[(max(px, x + 0.3 * r), py) for px, py in band(top, 0.36 * k)]),))
    for i in range(5):
        fill(p, old, poly(*band(top + (0.03 + 0.062 * i) * k, 0.012 * k)))
    cut = top + 0.36 * k
    fill(p, haze(DARK_WOOD, z), poly(*band(cut, 0.034 * k)))
    fill(p, milk, poly(*band(cut + 0.006 * k, 0.017 * k)))
    # the channel runs down the right to the spout
    cx, cy = x + r * 0.74, cut + drop * 0.9
    fill(p, haze(DARK_WOOD, z), box(cx - 0.016 * k, cy, 0.032 * k, 0.15 * k))
    fill(p, milk, box(cx - 0.008 * k, cy, 0.016 * k, 0.15 * k))
    sx, sy = cx, cy + 0.15 * k
    fill(
        p,
        haze("#B9B7A8", z),
        poly(
            (sx - 0.03 * k, sy),
            (sx + 0.03 * k, sy),
            (sx + 0.045 * k, sy + 0.06 * k),
            (sx + 0.012 * k, sy + 0.075 * k),
        ),
    )
    tip = (sx + 0.028 * k, sy + 0.066 * k)
    cup(p, tip[0], tip[1] + 0.13 * k, k, z)
    # one drop after another: it swells, lets go, falls faster and faster
    u = (15 * t + seed) % 1
    if u < 0.72:
        s = 0.013 * k * smooth(u / 0.72)
        fill(
            p,
            milk,
            soft(
                (
                    (tip[0], tip[1] - s),
                    (tip[0] + s * 0.8, tip[1] + s),
                    (tip[0], tip[1] + 2.1 * s),
                    (tip[0] - s * 0.8, tip[1] + s),
                )
            ),
        )
    else:
        v = ((u - 0.72) / 0.28) ** 2
        s = 0.0125 * k
        fy = tip[1] + v * 0.13 * k
        fill(
            p, milk, soft(((tip[0], fy - 2 * s), (tip[0] + s * 0.8, fy), (tip[0], fy + s), (tip[0] - s * 0.8, fy)))
        )
    if u < 0.35:
        w = 0.03 + 0.07 * u / 0.35
        fill(p, tone("#D9D2BE", 0.8 * (1 - u / 0.35)), oval(tip[0], tip[1] + 0.128 * k, w * k, w * k * 0.24))


def cup(p: QPainter, x: float, y: float, k: float, z: float) -> None:
    """Half a coconut in a wire ring, brimming."""
    w = 0.115 * k
    shell = haze(mix(DARK_WOOD, INK, 0.25), z)
    bowl = soft(
        ((x - w, y), (x - w * 0.8, y + w * 0.75), (x, y + w * 1.15), (x + w * 0.8, y + w * 0.75), (x + w, y)),
        tension=0.9,
    )
    fill(p, haze("#4A4438", z), box(x - w * 1.5, y + w * 0.16, w * 3, max(1.0, 0.010 * k)))
    fill(p, shell, bowl)
    within(p, bowl, tone("#F3D9B1", 0.22), box(x - w, y, w * 0.6, w * 1.4))
    fill(p, mix(shell, WOOD, 0.4), oval(x, y, w, w * 0.26))
    fill(p, haze(CREAM, z * 0.35), oval(x, y + w * 0.02, w * 0.86, w * 0.19))


def spray(
    p: QPainter, x: float, y: float, angle: float, size: float, colour: QColor, t: float, seed: float
) -> None:
    """A twig of the rubber tree with its leaves in threes."""
    end = (x + size * cos(angle), y + size * sin(angle))
    fill(p, mix(colour, DARK_WOOD, 0.5), limb(((x, y), end), (size * 0.014, size * 0.006)))
    for i in range(5):
        k = 0.3 + 0.17 * i
        bx, by = lerp(x, end[0], k), lerp(y, end[1], k)
        side = 1 if i % 2 else -1
        stem = angle + side * 0.8 + 0.07 * wave(t, 3, seed + 0.1 * i)
        sx, sy = bx + 0.16 * size * cos(stem), by + 0.16 * size * sin(stem)
        fill(p, mix(colour, DARK_WOOD, 0.4), limb(((bx, by), (sx, sy)), (size * 0.006, size * 0.005)))
        for j in (-1, 0, 1):
            a = stem + 0.62 * j + 0.08 * wave(t, 4, seed + 0.17 * i + 0.3 * j) + 0.25
            length = size * (0.34 if j == 0 else 0.28)
            fill(p, mix(colour, LEAF, 0.10 * (1 - j)), leaf(sx, sy, a, length, size * 0.088))
            fill(p, tone(INK, 0.14), leaf(sx, sy, a + 0.10, length * 0.96, size * 0.038))


def fallen(p: QPainter, x: float, y: float, angle: float, size: float, tilt: float, colour: QColor) -> None:
    """One leaf in the air; tilt is the cosine of how far it has turned over."""
    p.save()
    p.translate(x, y)
    p.rotate(angle)
    p.scale(1, 0.18 + 0.82 * abs(tilt))
    fill(p, colour if tilt > 0 else mix(colour, SUN, 0.3), leaf(-size / 2, 0, 0, size, size * 0.36))
    fill(p, tone(INK, 0.16), leaf(-size / 2, 0, 0.07, size, size * 0.14))
    p.restore()
