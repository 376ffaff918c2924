"""The German kitchen: copper on its rail, a tiled stove, a laid table."""

# ruff: noqa: E501  (a path's data is one string)

from furnish import HORIZON, curtain, jar, shelf, sunbeam, tiles, view, walls
from parts import pine, round_tree
from pen import (
    CLAY,
    CREAM,
    DARK_WOOD,
    DEEP_LEAF,
    DELFT,
    INK,
    LANTERN,
    LEAF,
    PAPER_SHADE,
    REEF,
    SUN,
    WOOD,
    at,
    blob,
    circle,
    dark,
    land,
    light,
    line,
    oval,
    path,
    poly,
    rect,
    stroke,
)

COPPER = "#C8703F"


def saucepan(x: float, y: float, w: float) -> str:
    """A copper pan hanging from its handle."""
    return at(
        x,
        y,
        stroke("M-4 -4A8 8 0 1 1 6 0", 4, INK),
        rect(-6, 0, 12, 92, "#8A6A4A", 5),
        path("M-62 92L62 92L54 168Q50 178 38 178L-38 178Q-50 178 -54 168Z", COPPER),
        path("M28 92L62 92L54 168Q50 178 38 178L18 178Q30 140 28 92Z", dark(COPPER, 0.25)),
        path("M-50 98L-36 98L-32 168L-42 166Z", light(COPPER, 0.45)),
        rect(-66, 86, 132, 10, light(COPPER, 0.2), 5),
        s=w / 132,
    )


def german_kitchen() -> list[str]:
    wall, oak = "#F0E2C4", "#A9713F"
    out = [
        *walls(wall, "#7F9C8A"),
        rect(0, 560, 1600, HORIZON - 598, "#9DB5A0"),
        rect(0, 552, 1600, 14, "#7F9C8A"),
        *[rect(x, 566, 5, 256, "#86A08C") for x in range(30, 1600, 62)],
    ]
    out += [
        rect(0, 0, 1600, 44, dark(oak, 0.35)),
        *[rect(x, 0, 74, 84, oak) + rect(x + 52, 0, 22, 84, dark(oak, 0.28)) for x in (60, 450, 840, 1230)],
    ]
    half = [
        rect(0, 0, 340, 380, "#BFD9DC"),
        circle(84, 90, 42, "#FBEFC9"),
        land([(0, 210), (90, 150), (190, 190), (340, 130)], 380, "#9DB58A"),
        land([(0, 280), (160, 240), (340, 262)], 380, LEAF),
    ]
    half += [
        poly([(196, 300), (196, 190), (256, 130), (316, 190), (316, 300)], CREAM),
        poly([(184, 196), (256, 122), (328, 196), (316, 202), (256, 142), (196, 202)], "#A8432E"),
        *[
            line(p, 8, DARK_WOOD)
            for p in (
                [(200, 244), (312, 244)],
                [(200, 200), (312, 200)],
                [(236, 204), (236, 300)],
                [(276, 204), (276, 300)],
                [(200, 204), (236, 240)],
                [(312, 204), (276, 240)],
                [(256, 146), (256, 198)],
            )
        ],
        rect(246, 258, 20, 40, DARK_WOOD),
    ]
    half += [round_tree(70, 310, 150), pine(150, 296, 120), rect(0, 300, 340, 80, "#88A85E")]
    out += [
        view(110, 190, 340, 380, half, "#EFE3CB", 2, 2, 14),
        curtain(80, 160, 86, 230, LANTERN, 3),
        curtain(392, 160, 86, 230, LANTERN, 3),
        rect(60, 148, 440, 16, DARK_WOOD, 8),
        *[circle(x, 156, 14, DARK_WOOD) for x in (58, 502)],
    ]
    out += [
        rect(80, 170, 400, 34, CREAM),
        *[path(f"M{80 + 50 * k} 203Q{105 + 50 * k} 232 {130 + 50 * k} 203Z", CREAM) for k in range(8)],
        *[circle(105 + 50 * k, 190, 6, LANTERN) for k in range(8)],
    ]
    for x in (170, 290, 400):
        out.append(
            at(
                x,
                594,
                path("M-40 -44L40 -44L30 0L-30 0Z", CLAY),
                path("M12 -44L40 -44L30 0L12 0Z", dark(CLAY)),
                blob([(-54, -44), (-48, -82), (0, -104), (50, -84), (56, -44), (0, -34)], DEEP_LEAF),
                *[
                    circle(a, b, 12, LANTERN if k % 2 else "#E4574A")
                    for k, (a, b) in enumerate(
                        ((-34, -80), (0, -96), (32, -82), (-12, -68), (20, -62), (-46, -58), (46, -56))
                    )
                ],
            )
        )
    # the worktop, its tiles, the rail of copper and a shelf
    out += [
        rect(560, 320, 480, 240, "#F7EFDC"),
        *[rect(560 + 60 * c, 320 + 60 * r, 57, 57, CREAM) for c in range(8) for r in range(4)],
        *[
            at(
                590 + 60 * c,
                350 + 60 * r,
                path("M0 -18L6 -6L18 0L6 6L0 18L-6 6L-18 0L-6 -6Z", DELFT),
                circle(0, 0, 4, CREAM),
            )
            for c in range(8)
            for r in range(4)
            if (c + r) % 3 == 0
        ],
    ]
    out += [
        shelf(550, 288, 470),
        *[
            jar(x, 288, w, h, c, DARK_WOOD)
            for x, w, h, c in ((596, 52, 70, "#D9B36A"), (660, 52, 70, "#B5533A"), (724, 52, 70, "#7C9A55"))
        ],
    ]
    out += [
        at(
            796,
            288,
            rect(-26, -80, 52, 80, "#8D9AA8", 6),
            rect(10, -80, 16, 80, "#6F7D8C", 6),
            stroke("M26 -64Q52 -62 50 -40Q48 -22 26 -22", 9, "#8D9AA8"),
            rect(-28, -58, 56, 8, DELFT),
            rect(-28, -26, 56, 8, DELFT),
            path("M-30 -80Q0 -108 30 -80Z", "#B9C2C9"),
            circle(0, -100, 6, "#B9C2C9"),
        )
    ]
    out += [
        *[
            oval(x, 250, 34, 38, CREAM) + oval(x, 250, 24, 28, DELFT) + oval(x, 250, 15, 18, CREAM)
            for x in (880, 936, 992)
        ],
        line([(566, 350), (1034, 350)], 9, INK),
        *[circle(x, 350, 10, INK) for x in (566, 1034)],
    ]
    out += [saucepan(x, 356, w) for x, w in ((634, 104), (744, 92), (842, 80), (924, 68))] + [
        at(
            994,
            356,
            rect(-4, 0, 8, 110, "#8A8F93", 4),
            oval(0, 124, 24, 30, "#A9AEB2"),
            oval(4, 126, 16, 22, "#8A8F93"),
        )
    ]
    out += [
        rect(536, 590, 530, 22, "#C99560"),
        rect(536, 608, 530, 8, dark(oak, 0.3)),
        rect(552, 614, 498, 246, oak),
        rect(960, 614, 90, 246, dark(oak, 0.2)),
    ]
    for k in range(4):
        x = 566 + 122 * k
        out += [
            rect(x, 632, 106, 46, light(oak, 0.16)),
            rect(x, 690, 106, 140, light(oak, 0.16)),
            rect(x + 14, 704, 78, 112, oak),
            circle(x + 53, 655, 7, DARK_WOOD),
            path(
                f"M{x + 53} 780Q{x + 30} 758 {x + 38} 744Q{x + 47} 736 {x + 53} 748Q{x + 59} 736 {x + 68} 744Q{x + 76} 758 {x + 53} 780Z",
                LANTERN,
            ),
        ]
    out += [
        at(
            640,
            590,
            path("M-60 -70L60 -70L52 0L-52 0Z", COPPER),
            path("M28 -70L60 -70L52 0L22 0Z", dark(COPPER, 0.25)),
            rect(-66, -78, 132, 12, light(COPPER, 0.25), 5),
            rect(-86, -56, 28, 10, DARK_WOOD, 5),
            rect(58, -56, 28, 10, DARK_WOOD, 5),
            s=0.86,
        )
    ]
    out += [
        at(
            840,
            590,
            rect(-80, -12, 170, 12, "#D5A467", 4),
            path("M-66 -12C-70 -54 -20 -62 10 -60C50 -58 74 -40 72 -12Z", "#B0713A"),
            *[line([(x, -50), (x + 14, -26)], 7, "#E3B877") for x in (-34, -4, 26)],
        ),
        jar(980, 590, 50, 66, "#E9D9B4", REEF),
        *[line([(980 + d, 520), (980 + d * 2.2, 452)], 6, WOOD) for d in (-12, 0, 12)],
    ]
    # cuckoo clock
    out += [
        at(
            1120,
            300,
            line([(-14, 90), (-14, 210)], 3, INK),
            line([(16, 90), (16, 170)], 3, INK),
            path("M-20 206L-8 206L-10 240L-18 240Z", DARK_WOOD),
            path("M10 166L22 166L20 200L12 200Z", DARK_WOOD),
            poly([(-56, 90), (-56, -6), (0, -60), (56, -6), (56, 90)], "#7B4A2C"),
            poly([(20, 90), (20, -40), (56, -6), (56, 90)], dark("#7B4A2C", 0.25)),
            poly([(-76, 4), (0, -84), (76, 4), (62, 14), (0, -58), (-62, 14)], DEEP_LEAF),
            circle(0, 40, 34, CREAM),
            line([(0, 40), (0, 18)], 5, INK),
            line([(0, 40), (16, 50)], 5, INK),
            rect(-12, -28, 24, 26, INK, 4),
            oval(-2, -14, 10, 8, SUN),
            poly([(-12, -16), (-22, -12), (-12, -9)], LANTERN),
        )
    ]
    # the tiled stove with its bench
    green = "#3F7A5C"
    out += [
        rect(1200, 150, 330, 40, dark(green, 0.2), 6),
        rect(1186, 186, 358, 22, light(green, 0.15), 4),
        rect(1210, 208, 310, 340, green),
    ]
    for r in range(4):
        for c in range(4):
            x, y = 1216 + 76 * c, 214 + 84 * r
            g = dark(green, 0.22) if c == 3 else green
            out += [
                rect(x, y, 71, 78, light(g, 0.16), 6),
                rect(x + 9, y + 9, 53, 60, g, 6),
                circle(x + 35, y + 39, 16, light(g, 0.28)),
                circle(x + 35, y + 39, 8, g),
            ]
    out += [rect(1176, 548, 380, 24, light(green, 0.15), 4), rect(1190, 572, 352, 288, dark(green, 0.08))]
    for r in range(3):
        for c in range(4):
            x, y = 1198 + 86 * c, 580 + 84 * r
            g = dark(green, 0.25) if c == 3 else dark(green, 0.06)
            out += [rect(x, y, 80, 78, light(g, 0.14), 6), rect(x + 9, y + 9, 62, 60, g, 6)]
    out += [
        rect(1290, 600, 150, 124, INK, 6),
        rect(1302, 612, 126, 100, "#8A2A1C"),
        path(
            "M1318 712C1312 672 1340 668 1336 636C1362 652 1360 668 1372 652C1380 676 1416 678 1408 712Z", LANTERN
        ),
        path("M1336 712C1334 688 1352 684 1354 664C1370 680 1386 688 1384 712Z", SUN),
        line([(1362, 612), (1362, 712)], 6, INK),
    ]
    out += [
        rect(1130, 770, 470, 26, "#C99560", 5),
        rect(1130, 790, 470, 8, dark(oak, 0.3)),
        *[path(f"M{x} 798L{x + 60} 798L{x + 44} 880L{x + 16} 880Z", oak) for x in (1150, 1500)],
        rect(1420, 716, 124, 54, LANTERN, 20),
        rect(1500, 716, 44, 54, dark(LANTERN), 16),
        *[line([(1440 + 22 * k, 722), (1440 + 22 * k, 764)], 4, CREAM, 0.7) for k in range(3)],
    ]
    out += [
        path(
            "M1164 770C1150 730 1172 704 1204 710C1216 700 1228 690 1240 698C1254 708 1250 724 1244 730C1262 744 1260 762 1254 770Z",
            "#8C7A68",
        ),
        poly([(1222, 700), (1228, 682), (1238, 698)], "#8C7A68"),
        poly([(1240, 698), (1250, 684), (1252, 704)], "#756352"),
        stroke("M1170 762Q1146 770 1150 790", 10, "#756352"),
    ]
    out += [*tiles("#D9A77C", "#C4855C"), sunbeam(120, 320, 0.16)]
    # the table: a checked cloth, pretzel, jug, bread
    out += [
        poly([(x, 990), (x + 40, 990), (x + 34, 1210), (x + 8, 1210)], dark(oak, 0.15))
        + poly([(x + 28, 990), (x + 40, 990), (x + 34, 1210), (x + 24, 1210)], dark(oak, 0.35))
        for x in (690, 1290)
    ]
    table = [poly([(690, 930), (1330, 930), (1390, 990), (630, 990)], CREAM), rect(630, 990, 760, 62, PAPER_SHADE)]
    for k in range(16):
        a, b = 690 + 40 * k, 630 + 47.5 * k
        if k % 2 == 0:
            table += [
                poly([(a, 930), (a + 40, 930), (b + 47.5, 990), (b, 990)], LANTERN, 0.5),
                rect(b, 990, 47.5, 62, LANTERN, op=0.5),
            ]
    table += [
        poly([(672, 948), (1348, 948), (1366, 966), (654, 966)], LANTERN, 0.4),
        rect(630, 1010, 760, 20, LANTERN, op=0.4),
        *[
            path(f"M{630 + 47.5 * k:.0f} 1050Q{654 + 47.5 * k:.0f} 1074 {677 + 47.5 * k:.0f} 1050Z", PAPER_SHADE)
            for k in range(16)
        ],
    ]
    pretzel = "M-44 20C-70 -30 -30 -50 0 -8C30 -50 70 -30 44 20C30 36 -6 22 -22 -14M-44 20C-30 36 6 22 22 -14"
    table += [
        oval(1010, 958, 110, 26, DELFT),
        oval(1010, 954, 94, 20, CREAM),
        at(
            1010,
            934,
            stroke(pretzel, 17, "#8F5426"),
            stroke(pretzel, 9, "#B97437"),
            *[circle(x, y, 3, CREAM) for x, y in ((-44, 0), (44, 0), (-20, 22), (20, 22), (0, 4))],
        ),
    ]
    table += [
        at(
            1190,
            968,
            path("M-44 0C-66 -30 -52 -70 -34 -88L-38 -120L38 -120L34 -88C52 -70 66 -30 44 0Z", DELFT),
            path("M38 -120L34 -88C52 -70 66 -30 44 0L18 0C36 -40 14 -80 16 -120Z", dark(DELFT, 0.25)),
            stroke("M42 -104Q86 -100 78 -60Q72 -36 54 -36", 11, DELFT),
            oval(0, -120, 38, 9, light(DELFT, 0.3)),
            *[circle(x, y, 8, CREAM) for x, y in ((-22, -50), (0, -40), (-8, -66))],
        )
    ]
    table += [
        at(
            838,
            966,
            path("M-70 0C-76 -50 -40 -64 0 -64C40 -64 76 -50 70 0Z", "#A9662F"),
            path("M20 -63C56 -60 76 -44 70 0L30 0Z", dark("#A9662F", 0.2)),
            *[stroke(f"M{x} -56Q{x + 14} -40 {x + 6} -18", 6, "#DDAF74") for x in (-36, -8, 20)],
        )
    ]
    out.append(at(0, -46, *table))
    return out
