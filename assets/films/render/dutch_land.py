"""What the Dutch pasture stands on: sky, clouds, the far village, the mill, the meadow."""

from itertools import pairwise
from math import sin
from random import Random

from PySide6.QtGui import QPainter
from stage import (
    CLAY,
    CREAM,
    DARK_WOOD,
    DEEP_LEAF,
    DELFT,
    INK,
    LEAF,
    PAPER,
    PEACH,
    SUN,
    WARM_SKY,
    WATER,
    WOOD,
    H,
    W,
    box,
    fill,
    lerp,
    limb,
    mix,
    oval,
    poly,
    soft,
    tone,
    within,
)

HORIZON = 486.0
CANAL = (548.0, 604.0)  # far and near bank
MILL = (1392.0, 540.0)
HUB = (1372.0, 272.0)
GOLD = mix(LEAF, SUN, 0.34)
MEADOW = mix(LEAF, "#C9C66B", 0.42)


def sky(p: QPainter) -> None:
    """Bands of flat colour that bow around the sun, as a poster is printed."""
    fill(p, mix(WATER, "#BFD6D2", 0.55), box(0, 0, W, H))
    bands = ((1500, "#CBDCD2"), (1180, "#DCE3CF"), (900, "#EBE5C8"), (660, "#F3E0B8"), (460, "#F7DDA6"))
    for r, colour in bands:
        fill(p, colour, oval(372, 330, r, r * 0.62))


def cloud(p: QPainter, x: float, y: float, w: float, shape: float, far: bool) -> None:
    """A flat-bottomed heap of six rounds, lit from the left, with a darker foot."""
    k = w / 400
    rounds = ((-150, -22, 46), (-92, -58, 64), (-10, -84, 84), (78, -60, 68), (146, -28, 50), (30, -30, 60))
    body = box(x - 200 * k, y - 44 * k, 400 * k, 44 * k, 22 * k)
    for i, (dx, dy, r) in enumerate(rounds):
        swell = 1 + 0.34 * sin(2.2 * i + 7 * shape)
        body = body.united(oval(x + dx * k, y + dy * k * swell, r * k * (0.5 + 0.5 * swell), r * k * 0.86 * swell))
    body = body.intersected(box(x - 260 * k, y - 240 * k, 520 * k, 240 * k))
    light, dark = (
        (mix(CREAM, WARM_SKY, 0.45), mix(WARM_SKY, PEACH, 0.35)) if far else (CREAM, mix(WARM_SKY, PEACH, 0.25))
    )
    fill(p, light, body)
    within(p, body, dark, body.translated(34 * k, 62 * k))
    within(p, body, mix(dark, "#B9B7B4", 0.28), body.translated(62 * k, 112 * k))


def _poplar(p: QPainter, x: float, base: float, h: float, k: float) -> None:
    colour = mix(mix(DEEP_LEAF, WATER, 0.34), WARM_SKY, k)
    fill(p, mix(DARK_WOOD, WARM_SKY, 0.4), box(x - 2, base - h * 0.2, 4, h * 0.2))
    crown = soft(
        (
            (x - h * 0.10, base - h * 0.14),
            (x - h * 0.15, base - h * 0.5),
            (x - h * 0.03, base - h),
            (x + h * 0.13, base - h * 0.52),
            (x + h * 0.09, base - h * 0.13),
        )
    )
    fill(p, colour, crown)
    within(p, crown, tone(INK, 0.13), crown.translated(h * 0.08, h * 0.06))


def _house(p: QPainter, x: float, base: float, s: float, roof: str) -> None:
    wall = mix(CLAY, PAPER, 0.35)
    fill(p, wall, box(x, base - 30 * s, 64 * s, 30 * s))
    fill(p, tone(INK, 0.16), box(x + 40 * s, base - 30 * s, 24 * s, 30 * s))
    fill(
        p,
        mix(roof, WARM_SKY, 0.18),
        poly(
            (x - 6 * s, base - 28 * s),
            (x + 10 * s, base - 58 * s),
            (x + 58 * s, base - 58 * s),
            (x + 70 * s, base - 28 * s),
        ),
    )
    fill(
        p,
        tone(INK, 0.14),
        poly(
            (x + 36 * s, base - 58 * s),
            (x + 58 * s, base - 58 * s),
            (x + 70 * s, base - 28 * s),
            (x + 42 * s, base - 28 * s),
        ),
    )
    fill(
        p,
        mix(CREAM, PEACH, 0.1),
        box(x + 8 * s, base - 22 * s, 9 * s, 14 * s),
        box(x + 24 * s, base - 22 * s, 9 * s, 14 * s),
    )
    fill(p, mix(CLAY, INK, 0.25), box(x + 40 * s, base - 68 * s, 7 * s, 14 * s))


def land(p: QPainter, rng: Random) -> None:
    """From the horizon to the canal's far bank: woods in mist, a village and its church, poplars, polders."""
    misty = mix(mix(DEEP_LEAF, WATER, 0.5), WARM_SKY, 0.5)
    ridge = [(-40.0, HORIZON + 10)]
    x = -40.0
    while x < W + 60:
        ridge.append((x, HORIZON - 14 - 20 * rng.random() - 8 * sin(x / 210)))
        x += 34 + 30 * rng.random()
    ridge += [(W + 60, HORIZON + 10)]
    fill(p, misty, soft([*ridge, (W + 60, HORIZON + 40), (-40, HORIZON + 40)], tension=0.8))
    # the church: a tower, a needle spire, a nave
    stone = mix(mix(CLAY, PAPER, 0.4), WARM_SKY, 0.25)
    fill(p, stone, box(742, 408, 30, 84), box(772, 446, 76, 46))
    fill(p, tone(INK, 0.15), box(760, 408, 12, 84), box(772, 470, 76, 22))
    fill(
        p,
        mix(DELFT, WARM_SKY, 0.38),
        poly((738, 410), (757, 306), (776, 410)),
        poly((772, 448), (784, 422), (840, 422), (852, 448)),
    )
    fill(p, tone(INK, 0.16), poly((757, 306), (776, 410), (759, 410)))
    fill(p, mix(SUN, CREAM, 0.2), oval(751, 428, 5))
    for hx, s, roof in (
        (640, 0.8, "#B5562F"),
        (694, 0.7, "#8C4A34"),
        (860, 0.86, "#B5562F"),
        (930, 0.7, "#8C4A34"),
    ):
        _house(p, hx, 496, s, roof)
    for i in range(11):
        _poplar(p, 44 + 36 * i, 500 - i * 0.5, 132 - 7.4 * i, 0.05 + 0.035 * i)
    for i in range(6):
        _poplar(p, 1660 + 50 * i, 506, 84 + 15 * i, 0.24 - 0.03 * i)
    for cx, r in (
        (600, 26),
        (622, 20),
        (828, 22),
        (990, 24),
        (1022, 30),
        (1052, 22),
        (1540, 26),
        (1572, 32),
        (1608, 24),
        (1236, 20),
    ):
        fill(p, mix(DEEP_LEAF, WARM_SKY, 0.22), oval(cx, 492 - r * 0.55, r, r * 0.9))
        fill(
            p,
            tone(INK, 0.10),
            soft(((cx + 2, 492 - r * 1.3), (cx + r, 492 - r * 0.5), (cx + r * 0.7, 496), (cx - 2, 496))),
        )
    fill(p, mix(MEADOW, WARM_SKY, 0.42), box(0, 490, W, 24))
    fill(
        p,
        mix(GOLD, WARM_SKY, 0.20),
        soft(((-60, 512), (400, 504), (1000, 509), (1500, 503), (2000, 510), (2000, 560), (-60, 560)), tension=0.8),
    )
    fill(
        p,
        mix(LEAF, MEADOW, 0.5),
        soft(((-60, 530), (500, 524), (1100, 530), (2000, 525), (2000, 560), (-60, 560)), tension=0.8),
    )
    fill(p, mix(DEEP_LEAF, LEAF, 0.35), box(0, 543, W, 8))
    # a drawn line of fence posts
    for i in range(22):
        fill(p, mix(DARK_WOOD, WARM_SKY, 0.3), box(30 + 54 * i, 512, 3.4, 17))


def mill(p: QPainter) -> None:
    """A smock mill of thatch on a brick foot, with its white stage and red-and-green house beside it."""
    x, base = MILL
    thatch, brick = mix(WOOD, "#7A5A3C", 0.55), mix(CLAY, "#8C4A34", 0.55)
    _house(p, x + 92, base + 2, 1.6, "#B5562F")
    _house(p, x - 200, base + 1, 1.25, "#8C4A34")
    foot = poly((x - 66, base + 4), (x - 60, base - 70), (x + 60, base - 70), (x + 66, base + 4))
    fill(p, brick, foot)
    within(p, foot, tone(INK, 0.2), box(x + 16, base - 80, 60, 90))
    fill(p, CREAM, box(x - 42, base - 56, 20, 26, 2), box(x + 26, base - 56, 18, 26, 2))
    fill(p, mix(DEEP_LEAF, INK, 0.2), box(x - 14, base - 46, 28, 50, 3))
    smock = soft(
        (
            (x - 62, base - 78),
            (x - 50, base - 150),
            (x - 38, base - 250),
            (x + 38, base - 250),
            (x + 50, base - 150),
            (x + 62, base - 78),
        ),
        tension=0.25,
    )
    fill(p, thatch, smock)
    within(
        p,
        smock,
        mix(thatch, SUN, 0.22),
        poly((x - 70, base - 70), (x - 40, base - 256), (x - 18, base - 256), (x - 30, base - 70)),
    )
    within(
        p,
        smock,
        tone(INK, 0.24),
        poly((x + 12, base - 256), (x + 80, base - 256), (x + 80, base - 70), (x + 22, base - 70)),
    )
    fill(
        p,
        CREAM,
        box(x - 30, base - 178, 15, 21, 2),
        box(x + 4, base - 128, 15, 21, 2),
        box(x + 2, base - 216, 12, 17, 2),
    )
    # the stage and its braces
    for i in range(-3, 4):
        fill(p, DARK_WOOD, limb(((x + i * 20, base - 46), (x + i * 31, base - 72)), (2, 2)))
    fill(p, mix(WOOD, CREAM, 0.35), box(x - 104, base - 78, 208, 7))
    fill(p, CREAM, box(x - 104, base - 100, 208, 3.4))
    for i in range(-5, 6):
        fill(p, CREAM, box(x + i * 20.4 - 1.4, base - 100, 2.8, 24))
    cap = soft(
        (
            (x - 44, base - 248),
            (x - 46, base - 272),
            (x - 14, base - 300),
            (x + 30, base - 296),
            (x + 54, base - 262),
            (x + 50, base - 248),
        ),
        tension=0.7,
    )
    fill(p, mix(thatch, INK, 0.25), cap)
    within(
        p,
        cap,
        mix(thatch, SUN, 0.12),
        soft(
            (
                (x - 60, base - 240),
                (x - 50, base - 280),
                (x - 10, base - 310),
                (x + 6, base - 290),
                (x - 16, base - 246),
            )
        ),
    )
    fill(p, CREAM, box(x - 46, base - 252, 98, 6, 2))


def sails(p: QPainter, turn: float) -> None:
    """Four sails on two stocks; turn is in quarter turns, after which they look the same."""
    x, y = HUB
    p.save()
    p.translate(x, y)
    # seen a little from the side
    p.scale(0.94, 1.0)
    p.rotate(90 * turn + 20)
    for _ in range(4):
        p.rotate(90)
        fill(p, DARK_WOOD, poly((-4, 8), (4, 8), (2.4, -204), (-2.4, -204)))
        fill(p, mix(CREAM, PEACH, 0.12), poly((4, -44), (33, -40), (30, -198), (3, -200)))
        fill(p, mix(WOOD, CREAM, 0.2), poly((-4, -44), (-11, -44), (-9, -200), (-3, -200)))
        for j in range(11):
            v = -46 - 15 * j
            fill(p, mix(DARK_WOOD, WOOD, 0.4), box(3, v, 30 - j * 0.2, 1.7))
        fill(p, mix(DARK_WOOD, WOOD, 0.4), box(16, -200, 1.6, 156), box(30.5, -199, 2, 158))
    fill(p, DARK_WOOD, oval(0, 0, 10))
    fill(p, SUN, oval(0, 0, 4.5))
    p.restore()


def meadow(p: QPainter, rng: Random) -> None:
    """The near bank to the picture's foot: mown strips that run to a point on the horizon."""
    fill(
        p,
        mix(DEEP_LEAF, INK, 0.15),
        soft(((-40, 596), (400, 602), (900, 597), (1400, 603), (1960, 598), (1960, 640), (-40, 640)), tension=0.8),
    )
    top = 606.0
    fill(p, MEADOW, box(0, top, W, H - top))
    vanish = (830.0, HORIZON)
    edges = [-2700 + 470 * i for i in range(15)]

    def at(foot: float, y: float) -> float:
        return lerp(vanish[0], foot, (y - vanish[1]) / (H - vanish[1]))

    for i, (a, b) in enumerate(pairwise(edges)):
        if i % 2:
            fill(p, mix(MEADOW, GOLD, 0.62), poly((at(a, top), top), (at(b, top), top), (b, H), (a, H)))
    # the lit crest along the bank, then the meadow's own shade towards us
    fill(
        p,
        mix(GOLD, CREAM, 0.25),
        soft(
            ((-40, 604), (500, 608), (1000, 603), (1500, 609), (1960, 604), (1960, 612), (1000, 612), (-40, 613)),
            tension=0.8,
        ),
    )
    fill(
        p,
        tone(DEEP_LEAF, 0.16),
        soft(((-60, 772), (500, 742), (1100, 788), (1980, 742), (1980, 1100), (-60, 1100)), tension=0.8),
    )
    fill(
        p,
        tone(DEEP_LEAF, 0.22),
        soft(
            ((-60, 918), (400, 900), (900, 950), (1400, 916), (1980, 880), (1980, 1100), (-60, 1100)), tension=0.8
        ),
    )
    for _ in range(120):
        y = 620 + 380 * rng.random() ** 1.4
        k = (y - 600) / 480
        fill(
            p,
            tone("#F4D65A" if rng.random() < 0.8 else CREAM, 0.9),
            oval(rng.uniform(0, W), y, 1.6 + 3.4 * k, 1.2 + 2.4 * k),
        )
    # the gate, white as they are
    gx, gy = 1106.0, 676.0
    for dx in (0, 112):
        fill(p, CREAM, box(gx + dx, gy - 62, 9, 68))
        fill(p, tone(INK, 0.25), box(gx + dx + 6, gy - 62, 3, 68))
    for dy in (54, 38, 22):
        fill(p, CREAM, box(gx, gy - dy, 118, 5.4))
    fill(p, CREAM, limb(((gx + 8, gy - 20), (gx + 112, gy - 52)), (2.6, 2.6)))
    fill(p, tone("#22463A", 0.34), soft(((gx, gy + 4), (gx + 130, gy + 1), (gx + 175, gy + 7), (gx + 30, gy + 10))))
