"""Attract mode: the layers of the town, and the files they go to."""

# ruff: noqa: E501  (a path's data is one string)

import re

from emblems import aeroplane, hand_sticker, moon, sticker, sun
from parts import Look, bunting, cloud, lantern, person, potted
from pen import (
    AMBER,
    CREAM,
    DARK_WOOD,
    DEEP_LEAF,
    DELFT,
    INK,
    INK_SOFT,
    LANTERN,
    LEAF,
    NIGHT,
    PEACH,
    PLUM,
    REEF,
    SKIN,
    SUN,
    WATER,
    WOOD,
    at,
    blob,
    circle,
    dark,
    land,
    light,
    line,
    mix,
    oval,
    path,
    picture,
    poly,
    rect,
)
from town import town
from town_west import sails

FLAGS = (LANTERN, SUN, DELFT, CREAM, REEF, PLUM, AMBER)


def far() -> list[str]:
    haze, hill, near = "#E9C7A3", "#C9B791", "#A3AC7C"
    out = [
        land(
            [
                (0, 800),
                (220, 700),
                (420, 640),
                (560, 690),
                (760, 610),
                (960, 700),
                (1180, 660),
                (1400, 560),
                (1560, 610),
                (1700, 690),
                (1980, 620),
                (2180, 690),
                (2400, 650),
            ],
            1350,
            haze,
        )
    ]
    # snow on the high right shoulder of the range, a skyline of the world's cities in the haze
    tone, shade = "#D9AF8E", "#CBA084"
    for x, w, h in (
        (80, 46, 130),
        (130, 60, 190),
        (196, 38, 150),
        (980, 56, 210),
        (1040, 40, 280),
        (1084, 62, 170),
        (1150, 36, 230),
        (1880, 54, 170),
        (1940, 44, 250),
        (1990, 64, 150),
        (2290, 50, 180),
        (2344, 60, 130),
    ):
        out += [rect(x, 930 - h, w, h + 60, tone), rect(x + w * 0.62, 930 - h, w * 0.38, h + 60, shade)]
    out += [
        poly([(1040, 650), (1060, 560), (1080, 650)], tone),
        poly([(1952, 682), (1962, 600), (1972, 682)], tone),
        rect(1646, 700, 14, 240, tone),
        oval(1653, 716, 34, 20, tone),
        line([(1653, 700), (1653, 610)], 5, tone),
    ]
    out += [
        path("M560 940L560 800Q620 690 680 800L680 940Z", tone),
        path("M640 940L640 736Q668 760 680 800L680 940Z", shade),
        line([(620, 760), (620, 690)], 6, tone),
    ]
    out.append(
        land(
            [
                (0, 880),
                (300, 830),
                (620, 900),
                (900, 850),
                (1240, 905),
                (1500, 850),
                (1800, 890),
                (2100, 840),
                (2400, 890),
            ],
            1350,
            hill,
        )
    )
    for x, y, s in (
        (150, 872, 1.0),
        (340, 846, 0.8),
        (830, 872, 0.9),
        (1420, 872, 1.0),
        (1580, 866, 0.8),
        (2060, 858, 1.1),
        (2240, 862, 0.8),
    ):
        out.append(
            at(
                x,
                y,
                blob([(-46, 10), (-34, -24), (0, -38), (36, -26), (48, 10)], dark(hill, 0.14)),
                blob([(-44, 8), (-32, -22), (-2, -34), (6, -10), (-10, 8)], dark(hill, 0.05)),
                s=s,
            )
        )
    out.append(path("M0 990L2400 960L2400 1010L0 1040Z", WATER))
    out += [
        line([(x, y), (x + w, y - w * 0.012)], 4, CREAM, 0.7)
        for x, y, w in ((120, 1012, 90), (560, 1000, 60), (1130, 1006, 110), (1700, 990, 80), (2180, 985, 70))
    ]
    out.append(
        land(
            [(0, 1030), (360, 1000), (760, 1046), (1200, 1010), (1640, 1040), (2000, 1000), (2400, 1034)],
            1350,
            near,
        )
    )
    return out


def stall(x: float, y: float, w: float, cloth: str, goods: str) -> str:
    """A market stall: striped canopy, two poles, a counter of goods; its foot at y, its middle at x."""
    half, stripes = w / 2, 8
    out = [
        rect(-half + 8, -320, 9, 320, DARK_WOOD),
        rect(half - 17, -320, 9, 320, dark(DARK_WOOD, 0.3)),
        rect(-half + 17, -300, w - 34, 190, NIGHT, op=0.22),
    ]
    out += [
        rect(-half - 4, -112, w + 8, 14, light(WOOD, 0.35)),
        rect(-half, -98, w, 98, WOOD),
        rect(half - w * 0.2, -98, w * 0.2, 98, dark(WOOD, 0.2)),
    ]
    out += [rect(-half, -98 + 24 * k, w, 3, dark(WOOD, 0.3), op=0.6) for k in range(1, 4)]
    out.append(goods)
    for k in range(stripes):
        a, colour = -half - 16 + (w + 32) / stripes * k, (cloth if k % 2 == 0 else CREAM)
        if k >= stripes - 2:
            colour = dark(colour, 0.12)
        b, top = a + (w + 32) / stripes, -half + 14 + (w - 28) / stripes * k
        out.append(poly([(top, -386), (top + (w - 28) / stripes, -386), (b, -308), (a, -308)], colour))
        out.append(
            path(f"M{a:.0f} -309L{b:.0f} -309L{b:.0f} -294Q{(a + b) / 2:.0f} -272 {a:.0f} -294Z", dark(colour, 0.1))
        )
    return at(x, y, oval(0, 0, half + 30, 10, NIGHT, 0.16), *out)


def fruit() -> str:
    out = []
    for k, (x, colour) in enumerate(((-120, SUN), (-40, LANTERN), (40, LEAF))):
        out.append(poly([(x, -112), (x + 72, -112), (x + 66, -84), (x + 6, -84)], DARK_WOOD))
        out += [circle(x + 14 + 15 * i, -116 - (i % 2) * 3, 10, colour) for i in range(4)]
        out += [circle(x + 22 + 15 * i, -130, 10, light(colour, 0.12 + 0.02 * k)) for i in range(3)]
    return "".join(out)


def flowers() -> str:
    out = []
    for x, colour, leaf in (
        (-112, LANTERN, LEAF),
        (-62, SUN, DEEP_LEAF),
        (-10, "#E9A7B5", LEAF),
        (42, CREAM, DEEP_LEAF),
        (94, PLUM, LEAF),
    ):
        out += [
            poly(
                [(x - 20, -150), (x + 20, -150), (x + 14, -112), (x - 14, -112)],
                DELFT if colour == SUN else "#8D9AA0",
            )
        ]
        out += [blob([(x - 26, -150), (x - 20, -182), (x, -192), (x + 22, -180), (x + 26, -150)], leaf)]
        out += [
            circle(x + dx, dy, 8, colour)
            for dx, dy in ((-16, -176), (2, -190), (18, -172), (-4, -166), (12, -156), (-18, -158))
        ]
    return "".join(out)


def bottle() -> str:
    return rect(-7, -34, 14, 34, CREAM, 4) + rect(-4, -42, 8, 9, REEF) + rect(-5, -24, 10, 12, INK)


def near() -> list[str]:
    out = []
    posts = (36, 1210, 2364)
    out += [rect(x - 6, 740, 12, 530, DARK_WOOD) + circle(x, 736, 13, SUN) for x in posts]
    out += [bunting(-60, 770, 36, 750, 8, FLAGS, 2, 40), bunting(36, 750, 1210, 750, 110, FLAGS, 20, 40)]
    out += [bunting(1210, 750, 2364, 750, 110, FLAGS, 20, 40), bunting(2364, 750, 2460, 770, 8, FLAGS, 2, 40)]
    # two stalls with their keepers
    out += [
        person(640, 1250, 270, Look(DELFT, skin=SKIN[2], hair=INK, style="hat", still=True)),
        stall(648, 1262, 300, LANTERN, fruit()),
    ]
    out += [
        person(1870, 1250, 268, Look(AMBER, skin=SKIN[0], hair="#7A4A2C", style="bun", still=True), True),
        stall(1870, 1262, 300, REEF, flowers()),
    ]
    balloon = (
        line([(0, 0), (6, -70), (0, -150)], 3, INK_SOFT)
        + blob([(0, -150), (-34, -190), (-24, -236), (4, -248), (32, -232), (36, -190)], LANTERN)
        + blob([(-6, -168), (-26, -194), (-18, -226), (0, -236), (-8, -204)], light(LANTERN, 0.25))
    )
    out += [
        person(260, 1300, 292, Look("#C98B3B", "#4A4038", SKIN[1], "#2B201B", "coat", "long", bag=REEF)),
        person(354, 1304, 182, Look(REEF, "#8A5A3A", SKIN[1], "#2B201B", child=True), False, balloon),
        person(1010, 1288, 286, Look(PLUM, "#4B2740", SKIN[3], "#1C1512", "dress", "bun", bag=SUN), True),
        person(1100, 1296, 300, Look("#5E7383", "#38424B", SKIN[0], "#8B5A36"), True),
        person(
            1330,
            1318,
            296,
            Look(LANTERN, "#2B3440", SKIN[0], "#2A211D", "jacket", "short", still=True),
            True,
            bottle(),
        ),
        person(1436, 1310, 280, Look("#DCC8A2", "#6B5A48", SKIN[2], "#241A16", "coat", "hat", bag=DELFT)),
        person(1546, 1296, 288, Look(DELFT, "#22303C", SKIN[1], "#1E1714", "jacket", "bun"), True),
        person(1624, 1300, 176, Look(SUN, "#4A4038", SKIN[1], "#1E1714", "dress", "long", child=True), True),
        person(2238, 1312, 296, Look("#6E8A58", "#43382E", SKIN[3], "#17110F", "jacket", "short", bag=LANTERN)),
    ]
    dog = [
        path(
            "M-60 -66C-50 -80 30 -78 48 -72L66 -96C76 -104 96 -98 98 -86L112 -80Q108 -66 88 -66L72 -44C66 -30 54 -34 52 -30L-46 -32C-60 -40 -64 -52 -60 -66Z",
            "#B98450",
        ),
        path("M70 -98L60 -72L78 -80Z", DARK_WOOD),
        line([(-58, -62), (-84, -96)], 9, "#B98450"),
    ]
    dog += [
        line([(x, -34), (x + d, -2)], 10, c)
        for x, d, c in ((-44, -12, "#8F6238"), (-34, 12, "#B98450"), (40, -8, "#8F6238"), (48, 16, "#B98450"))
    ]
    out.append(
        at(2142, 1314, oval(0, 0, 70, 6, NIGHT, 0.16), *dog, line([(60, -80), (120, -148)], 3, LANTERN), s=0.8)
    )
    out += [
        potted(92, 1338, 108, DELFT),
        potted(862, 1340, 108),
        potted(1240, 1300, 104, REEF),
        potted(2024, 1345, 110),
    ]
    return out


def at_night(drawn: str) -> str:
    """The same picture by night: every colour a good way towards the night's, as the booth's veil does for what lies behind."""
    return re.sub("#[0-9A-Fa-f]{6}", lambda colour: mix(colour[0], NIGHT, 0.66), drawn)


def layers() -> dict[str, str]:
    big = (2400, 1350)
    return {
        "attract/far.svg": picture(*big, *far()),
        "attract/town.svg": picture(*big, *town(lit=False)),
        "attract/town-lights.svg": picture(*big, *town(lit=True)),
        "attract/sails.svg": picture(520, 520, *sails()),
        "attract/near.svg": picture(*big, *near()),
        "attract/near-night.svg": at_night(picture(*big, *near())),
        "attract/aeroplane.svg": picture(600, 200, *aeroplane()),
        "attract/cloud-1.svg": picture(600, 240, cloud(300, 214, 560, CREAM, mix(CREAM, PEACH, 0.45))),
        "attract/cloud-2.svg": picture(
            600,
            200,
            cloud(250, 180, 420, CREAM, mix(CREAM, PEACH, 0.45)),
            cloud(430, 180, 300, mix(CREAM, PEACH, 0.2), mix(CREAM, PEACH, 0.55)),
        ),
        "attract/sun.svg": picture(400, 400, *sun()),
        "attract/moon.svg": picture(300, 300, *moon()),
        "attract/lantern.svg": picture(200, 320, lantern(100, 0, 318)),
        "attract/sticker.svg": picture(400, 400, *sticker()),
        "attract/hand-sticker.svg": picture(700, 700, *hand_sticker()),
    }
