"""What the spring lies in: dusk, hills with cedars, the cliff, the pool, its banks and stones."""

from math import sin
from random import Random

from PySide6.QtGui import QColor, QPainter
from stage import (
    CREAM,
    DEEP_LEAF,
    NIGHT,
    PEACH,
    PLUM,
    SUN,
    WARM_SKY,
    H,
    W,
    box,
    fill,
    lerp,
    mix,
    oval,
    poly,
    soft,
    tone,
    within,
)

DUSK = mix("#3A4C7E", PLUM, 0.22)
POOL = soft(
    (
        (-200, 712),
        (300, 706),
        (700, 708),
        (960, 730),
        (1040, 790),
        (1160, 850),
        (1120, 930),
        (1240, 1000),
        (1420, 1120),
        (-200, 1300),
    ),
    tension=0.8,
)
ROCK = mix(NIGHT, "#5E6690", 0.42)


def sky(p: QPainter) -> None:
    """The last light stands low on the left; bands bow around it."""
    fill(p, mix(DUSK, NIGHT, 0.10), box(0, 0, W, H))
    bands = ((1560, 0.10), (1290, 0.26), (1040, 0.44), (820, 0.62), (620, 0.78), (440, 0.92))
    for r, k in bands:
        colour = mix(mix(DUSK, "#A7688F", min(1.0, k * 1.25)), PEACH, max(0.0, k - 0.42) * 1.55)
        fill(p, colour, oval(330, 470, r, r * 0.68))
    fill(p, mix(PEACH, WARM_SKY, 0.5), oval(290, 400, 230, 150))
    fill(p, mix(SUN, CREAM, 0.45), oval(262, 366, 64))
    rng = Random(5)
    for _ in range(60):
        x, y = rng.uniform(900, W), rng.uniform(0, 250)
        fill(p, tone(CREAM, 0.25 + 0.5 * rng.random()), oval(x, y, 0.9 + 1.2 * rng.random()))


def _cedar(p: QPainter, x: float, base: float, h: float, colour: QColor) -> None:
    dark = mix(colour, NIGHT, 0.28)
    fill(p, dark, box(x - h * 0.018, base - h * 0.2, h * 0.036, h * 0.22))
    for i in range(5):
        top, foot = base - h + h * 0.17 * i, base - h + h * (0.30 + 0.165 * i)
        w = h * (0.075 + 0.036 * i)
        tier = soft(
            (
                (x, top),
                (x + w * 0.5, lerp(top, foot, 0.6)),
                (x + w, foot),
                (x, foot - h * 0.03),
                (x - w, foot),
                (x - w * 0.5, lerp(top, foot, 0.6)),
            ),
            tension=0.4,
        )
        fill(p, colour, tier)
        within(p, tier, dark, box(x + w * 0.12, top, w * 1.2, h))


def hills(p: QPainter, i: int) -> None:
    """Three ranges; the nearest carries the cliff that the water comes down."""
    rng = Random(40 + i)
    if i == 0:
        fill(
            p,
            mix("#7C6A9C", PEACH, 0.18),
            soft(
                (
                    (-300, 420),
                    (-60, 372),
                    (160, 402),
                    (420, 330),
                    (640, 392),
                    (900, 260),
                    (1040, 176),
                    (1100, 170),
                    (1250, 262),
                    (1500, 360),
                    (1800, 330),
                    (2200, 420),
                    (2200, 900),
                    (-300, 900),
                ),
                tension=0.75,
            ),
        )
        fill(
            p,
            mix(CREAM, "#D9B7C4", 0.35),
            poly(
                (968, 222),
                (1040, 174),
                (1070, 166),
                (1102, 170),
                (1168, 214),
                (1136, 226),
                (1112, 210),
                (1090, 240),
                (1062, 214),
                (1034, 238),
                (1010, 220),
            ),
        )
        fill(
            p,
            tone("#4A3F78", 0.35),
            soft(
                ((1078, 168), (1250, 262), (1500, 360), (1640, 420), (1300, 430), (1160, 330), (1110, 250)),
                tension=0.6,
            ),
        )
        return
    if i == 1:
        colour = mix("#54568E", PLUM, 0.18)
        fill(
            p,
            colour,
            soft(
                (
                    (-300, 500),
                    (-40, 470),
                    (200, 452),
                    (420, 496),
                    (700, 440),
                    (900, 404),
                    (1160, 450),
                    (1420, 372),
                    (1700, 420),
                    (2200, 380),
                    (2200, 1000),
                    (-300, 1000),
                ),
                tension=0.75,
            ),
        )
        for n in range(34):
            x = -60 + 62 * n + 24 * rng.random()
            _cedar(
                p,
                x,
                520 + 12 * sin(n) - (60 if x > 1250 else 0),
                86 + 46 * rng.random(),
                mix(colour, NIGHT, 0.16 + 0.10 * rng.random()),
            )
        return
    colour = mix(mix(NIGHT, "#4A5A94", 0.52), PLUM, 0.10)
    fill(
        p,
        colour,
        soft(
            (
                (-300, 596),
                (-60, 560),
                (140, 590),
                (260, 520),
                (330, 430),
                (420, 356),
                (530, 336),
                (640, 342),
                (760, 388),
                (850, 470),
                (990, 520),
                (1160, 500),
                (1500, 420),
                (2200, 330),
                (2200, 1000),
                (-300, 1000),
            ),
            tension=0.7,
        ),
    )
    for n in range(36):
        x = -70 + 58 * n + 20 * rng.random()
        if 320 < x < 820:
            continue
        base = 640 - 40 * (x > 1200) - 14 * rng.random()
        _cedar(
            p,
            x,
            base,
            190 + 110 * rng.random() + 80 * (x > 1300),
            mix(mix(NIGHT, DEEP_LEAF, 0.35), "#3F5590", 0.30 + 0.12 * rng.random()),
        )
    for x, base, h in (
        (338, 452, 170),
        (388, 400, 140),
        (432, 372, 190),
        (476, 350, 120),
        (668, 362, 150),
        (716, 386, 200),
        (772, 420, 150),
        (818, 470, 190),
    ):
        _cedar(p, x, base + 8, h, mix(mix(NIGHT, DEEP_LEAF, 0.35), "#3F5590", 0.36))
    # the cliff's faces, lit on the left
    for block in (
        ((410, 380), (520, 344), (534, 470), (516, 560), (470, 720), (330, 730), (350, 560)),
        ((606, 350), (720, 392), (800, 500), (850, 720), (690, 724), (648, 560), (612, 470)),
        ((516, 540), (640, 540), (656, 572), (500, 574)),
        ((280, 560), (400, 520), (440, 640), (420, 724), (200, 724), (230, 640)),
    ):
        face = soft(block, tension=0.3)
        fill(p, mix(ROCK, NIGHT, 0.12), face)
        xs = [x for x, _ in block]
        cut = lerp(min(xs), max(xs), 0.42)
        within(
            p,
            face,
            tone(NIGHT, 0.36),
            soft(
                ((cut + 20, 300), (cut - 10, 450), (cut + 26, 560), (cut, 760), (1000, 760), (1000, 300)),
                tension=0.3,
            ),
        )
        within(
            p,
            face,
            tone(PEACH, 0.22),
            soft(
                (
                    (min(xs) - 20, 300),
                    (min(xs) + 62, 300),
                    (min(xs) + 30, 520),
                    (min(xs) + 44, 760),
                    (min(xs) - 30, 760),
                ),
                tension=0.3,
            ),
        )
        for k in range(3):
            within(
                p,
                face,
                tone(NIGHT, 0.25),
                soft(
                    ((min(xs), 430 + 96 * k), (cut, 446 + 92 * k), (max(xs), 424 + 98 * k), (cut, 452 + 92 * k)),
                    tension=0.5,
                ),
            )


def water(p: QPainter) -> None:
    """The pool: dark towards us, the sky's peach lying on its far left."""
    fill(p, mix("#31507E", NIGHT, 0.12), POOL)
    within(p, POOL, tone("#8C7FB0", 0.34), soft(((-300, 690), (900, 690), (1000, 760), (500, 790), (-300, 776))))
    within(p, POOL, tone("#B98AA8", 0.34), soft(((-300, 690), (620, 690), (640, 722), (300, 748), (-300, 744))))
    within(
        p,
        POOL,
        tone(NIGHT, 0.30),
        soft(
            ((-200, 884), (300, 860), (760, 900), (1100, 850), (1500, 1000), (1500, 1200), (-200, 1200)),
            tension=0.7,
        ),
    )
    within(
        p,
        POOL,
        tone(NIGHT, 0.28),
        soft(((-200, 1000), (300, 990), (760, 1020), (1300, 960), (1500, 1200), (-200, 1200)), tension=0.7),
    )
