"""The tapper at work: centimetres, feet at y = 0, facing right; the tree stands half a metre ahead."""

from math import cos, pi, sin

from PySide6.QtGui import QPainter
from stage import (
    CREAM,
    DARK_WOOD,
    DELFT,
    INK,
    LANTERN,
    SUN,
    WOOD,
    bend,
    box,
    fill,
    lerp,
    limb,
    mix,
    oval,
    poly,
    smooth,
    soft,
    tone,
    within,
)

SKIN = mix("#A86F47", "#D9A074", 0.25)
SHIRT = mix(DELFT, "#8FBFC0", 0.16)
PALM = mix(SUN, CREAM, 0.58)


def draw_tapper(p: QPainter, t: float) -> None:
    """Ten strokes of the knife in a film: a slow pull down the cut, then back for the next."""
    u = (10 * t) % 1.0
    along = smooth(u / 0.62) if u < 0.62 else 1 - smooth((u - 0.62) / 0.38)
    away = 4 * sin(pi * (u - 0.62) / 0.38) if u > 0.62 else 0.0
    hand = (lerp(27, 46, along) - away, lerp(-95, -77, along))
    lean = 5 + 2.4 * along
    hip, chest = (0.0, -85.0), (9 + lean, -125 + 0.5 * lean)
    shoulder = (13 + lean, -131 + 0.5 * lean)
    trousers, boot = mix(INK, DELFT, 0.35), mix(INK, "#3F6B4A", 0.25)

    # the far arm steadies the knife
    steady = (hand[0] - 5, hand[1] + 9)
    elbow = bend((shoulder[0] + 3, shoulder[1] + 2), steady, 27, 26, 1)
    fill(p, mix(SHIRT, INK, 0.35), limb(((shoulder[0] + 3, shoulder[1] + 2), elbow, steady), (7.5, 6, 4.2)))
    fill(p, mix(SKIN, INK, 0.2), oval(*steady, 4.6))

    for foot, knee, colour in (((19, -8), (17, -47), mix(trousers, INK, 0.45)), ((-11, -8), (-5, -46), trousers)):
        fill(p, colour, limb((hip, knee, foot), (14, 9.5, 7.5)))
        fill(p, boot if foot[0] < 0 else mix(boot, INK, 0.4), limb(((foot[0], -30), (foot[0], -7)), (8.4, 7.4)))
        fill(
            p,
            boot if foot[0] < 0 else mix(boot, INK, 0.4),
            soft(
                ((foot[0] - 8, -9), (foot[0] + 8, -10), (foot[0] + 20, -3), (foot[0] + 19, 1), (foot[0] - 8, 1)),
                tension=0.7,
            ),
        )

    torso = soft(
        (
            (-15, -80),
            (-14, -104),
            (-7 + lean, -130),
            (4 + lean, -141),
            (19 + lean, -138),
            (25 + lean, -124),
            (20, -100),
            (17, -80),
            (0, -76),
        )
    )
    fill(p, SHIRT, torso)
    within(p, torso, tone(INK, 0.20), soft(((12 + lean, -144), (34, -140), (34, -70), (4, -70), (14, -104))))
    within(
        p,
        torso,
        tone("#FFF3D0", 0.18),
        soft(((-24, -76), (-20, -110), (-10, -140), (2, -146), (-5, -110), (-10, -74))),
    )
    # the basket on its strap, with knife stones and a coil of lump rubber
    fill(p, mix(DARK_WOOD, INK, 0.2), limb(((2 + lean, -139), (-12, -88)), (1.8, 1.8)))
    basket = soft(((-33, -90), (-5, -90), (-8, -62), (-28, -62)), tension=0.3)
    fill(p, mix(WOOD, SUN, 0.25), basket)
    within(p, basket, tone(DARK_WOOD, 0.55), *(box(-40, -86 + 7 * i, 40, 2.2) for i in range(4)))
    within(p, basket, tone(INK, 0.22), box(-15, -95, 20, 40))
    fill(p, CREAM, oval(-24, -91, 6, 4), oval(-13, -91, 6, 4))

    # head, scarf, hat; he looks where the blade is
    hx, hy = 19 + 1.3 * lean, -154 + 0.9 * along
    fill(p, SKIN, limb(((chest[0] + 5, -138), (hx - 2, hy + 6)), (6, 6)))
    face = soft(
        (
            (hx - 9, hy - 8),
            (hx + 6, hy - 10),
            (hx + 11, hy - 2),
            (hx + 13, hy + 3),
            (hx + 9, hy + 5),
            (hx + 8, hy + 10),
            (hx + 1, hy + 13),
            (hx - 8, hy + 6),
        )
    )
    fill(p, SKIN, face)
    within(p, face, tone(INK, 0.24), box(hx - 14, hy - 14, 40, 13))
    scarf = soft(
        (
            (hx - 12, hy - 9),
            (hx - 1, hy - 10),
            (hx - 2, hy + 4),
            (hx + 3, hy + 13),
            (hx + 2, hy + 19),
            (hx - 11, hy + 21),
            (hx - 16, hy + 10),
        )
    )
    fill(p, LANTERN, scarf)
    within(p, scarf, tone(CREAM, 0.45), *(box(hx - 20, hy - 8 + 6 * i, 34, 1.4) for i in range(6)))
    within(p, scarf, tone(INK, 0.2), box(hx - 4, hy - 10, 16, 34))
    hat = poly(
        (hx - 27, hy - 3),
        (hx - 8, hy - 25),
        (hx - 5, hy - 31),
        (hx + 7, hy - 31),
        (hx + 10, hy - 25),
        (hx + 28, hy - 6),
        (hx + 14, hy - 9),
        (hx - 12, hy - 7),
    )
    fill(p, PALM, hat)
    within(p, hat, mix(PALM, WOOD, 0.45), poly((hx + 3, hy - 34), (hx + 34, hy - 34), (hx + 34, hy), (hx + 8, hy)))
    within(p, hat, tone(WOOD, 0.5), box(hx - 20, hy - 25.5, 40, 1.8), box(hx - 24, hy - 16, 60, 1.2))

    # the near arm pulls the knife
    elbow = bend(shoulder, hand, 28, 27, 1)
    arm = limb((shoulder, elbow, (lerp(elbow[0], hand[0], 0.8), lerp(elbow[1], hand[1], 0.8))), (9.2, 7, 5))
    fill(p, mix(SHIRT, CREAM, 0.10), arm)
    within(p, arm, tone(INK, 0.18), arm.translated(3.5, 6))
    fill(p, DARK_WOOD, limb(((hand[0] - 12, hand[1] + 5), hand), (1.9, 1.9)))
    fill(p, "#D9DCD6", limb((hand, (hand[0] + 9, hand[1] - 2.5)), (1.6, 0.9)))
    fill(p, SKIN, oval(hand[0] - 3, hand[1] + 0.5, 5))


def pail(p: QPainter) -> None:
    """Half a metre of tin with latex in it, and its yoke mate's handle."""
    tin = mix("#9DB0AE", CREAM, 0.15)
    side = poly((-17, -34), (17, -34), (13, 0), (-13, 0))
    fill(p, tin, side)
    within(p, side, tone(INK, 0.26), poly((4, -40), (20, -40), (20, 4), (3, 4)))
    fill(p, mix(tin, INK, 0.3), oval(0, -34, 17, 4.4))
    fill(p, CREAM, oval(0, -33.4, 15, 3.3))
    for i in range(10):
        a, b = pi + pi * i / 10, pi + pi * (i + 1) / 10
        fill(p, INK, limb(((17 * cos(a), -35 + 20 * sin(a)), (17 * cos(b), -35 + 20 * sin(b))), (0.9, 0.9)))
