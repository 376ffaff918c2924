"""Three rooms, 1600 x 1200: the German kitchen, the British baby room, the American living room. The lower left stays calm."""

from furnish import HORIZON, boards, books, curtain, framed, jar, pendant, shelf, steam, sunbeam, tiles, view, walls
from parts import pine, plank_wall, potted, round_tree
from pen import (
    AMBER, CLAY, CREAM, DARK_WOOD, DEEP_LEAF, DELFT, INK, INK_SOFT, LANTERN, LEAF, PAPER_SHADE, PEACH, PLUM, REEF, SUN, WARM_SKY, WINDOW, WOOD,
    at, blob, circle, dark, faint, glow, land, light, line, mix, oval, path, picture, poly, rect, stroke, thread,
)

SIZE = (1600, 1200)
COPPER = "#C8703F"


def saucepan(x: float, y: float, w: float) -> str:
    """A copper pan hanging from its handle."""
    return at(x, y, stroke("M-4 -4A8 8 0 1 1 6 0", 4, INK), rect(-6, 0, 12, 92, "#8A6A4A", 5), path("M-62 92L62 92L54 168Q50 178 38 178L-38 178Q-50 178 -54 168Z", COPPER), path("M28 92L62 92L54 168Q50 178 38 178L18 178Q30 140 28 92Z", dark(COPPER, 0.25)), path("M-50 98L-36 98L-32 168L-42 166Z", light(COPPER, 0.45)), rect(-66, 86, 132, 10, light(COPPER, 0.2), 5), s=w / 132)


def german_kitchen() -> list[str]:
    wall, oak = "#F0E2C4", "#A9713F"
    out = [*walls(wall, "#7F9C8A"), rect(0, 560, 1600, HORIZON - 598, "#9DB5A0"), rect(0, 552, 1600, 14, "#7F9C8A"), *[rect(x, 566, 5, 256, "#86A08C") for x in range(30, 1600, 62)]]
    out += [rect(0, 0, 1600, 44, dark(oak, 0.35)), *[rect(x, 0, 74, 84, oak) + rect(x + 52, 0, 22, 84, dark(oak, 0.28)) for x in (60, 450, 840, 1230)]]
    half = [rect(0, 0, 340, 380, "#BFD9DC"), circle(84, 90, 42, "#FBEFC9"), land([(0, 210), (90, 150), (190, 190), (340, 130)], 380, "#9DB58A"), land([(0, 280), (160, 240), (340, 262)], 380, LEAF)]
    half += [poly([(196, 300), (196, 190), (256, 130), (316, 190), (316, 300)], CREAM), poly([(184, 196), (256, 122), (328, 196), (316, 202), (256, 142), (196, 202)], "#A8432E"), *[line(p, 8, DARK_WOOD) for p in ([(200, 244), (312, 244)], [(200, 200), (312, 200)], [(236, 204), (236, 300)], [(276, 204), (276, 300)], [(200, 204), (236, 240)], [(312, 204), (276, 240)], [(256, 146), (256, 198)])], rect(246, 258, 20, 40, DARK_WOOD)]
    half += [round_tree(70, 310, 150), pine(150, 296, 120), rect(0, 300, 340, 80, "#88A85E")]
    out += [view(110, 190, 340, 380, half, "#EFE3CB", 2, 2, 14), curtain(80, 160, 86, 230, LANTERN, 3), curtain(392, 160, 86, 230, LANTERN, 3), rect(60, 148, 440, 16, DARK_WOOD, 8), *[circle(x, 156, 14, DARK_WOOD) for x in (58, 502)]]
    out += [rect(80, 170, 400, 34, CREAM), *[path(f"M{80 + 50 * k} 203Q{105 + 50 * k} 232 {130 + 50 * k} 203Z", CREAM) for k in range(8)], *[circle(105 + 50 * k, 190, 6, LANTERN) for k in range(8)]]
    for x in (170, 290, 400):
        out.append(at(x, 594, path("M-40 -44L40 -44L30 0L-30 0Z", CLAY), path("M12 -44L40 -44L30 0L12 0Z", dark(CLAY)), blob([(-54, -44), (-48, -82), (0, -104), (50, -84), (56, -44), (0, -34)], DEEP_LEAF), *[circle(a, b, 12, LANTERN if k % 2 else "#E4574A") for k, (a, b) in enumerate(((-34, -80), (0, -96), (32, -82), (-12, -68), (20, -62), (-46, -58), (46, -56)))]))
    # the worktop, its tiles, the rail of copper and a shelf
    out += [rect(560, 320, 480, 240, "#F7EFDC"), *[rect(560 + 60 * c, 320 + 60 * r, 57, 57, CREAM) for c in range(8) for r in range(4)], *[at(590 + 60 * c, 350 + 60 * r, path("M0 -18L6 -6L18 0L6 6L0 18L-6 6L-18 0L-6 -6Z", DELFT), circle(0, 0, 4, CREAM)) for c in range(8) for r in range(4) if (c + r) % 3 == 0]]
    out += [shelf(550, 288, 470), *[jar(x, 288, w, h, c, DARK_WOOD) for x, w, h, c in ((596, 52, 70, "#D9B36A"), (660, 52, 70, "#B5533A"), (724, 52, 70, "#7C9A55"))]]
    out += [at(796, 288, rect(-26, -80, 52, 80, "#8D9AA8", 6), rect(10, -80, 16, 80, "#6F7D8C", 6), stroke("M26 -64Q52 -62 50 -40Q48 -22 26 -22", 9, "#8D9AA8"), rect(-28, -58, 56, 8, DELFT), rect(-28, -26, 56, 8, DELFT), path("M-30 -80Q0 -108 30 -80Z", "#B9C2C9"), circle(0, -100, 6, "#B9C2C9"))]
    out += [*[oval(x, 250, 34, 38, CREAM) + oval(x, 250, 24, 28, DELFT) + oval(x, 250, 15, 18, CREAM) for x in (880, 936, 992)], line([(566, 350), (1034, 350)], 9, INK), *[circle(x, 350, 10, INK) for x in (566, 1034)]]
    out += [saucepan(x, 356, w) for x, w in ((634, 104), (744, 92), (842, 80), (924, 68))] + [at(994, 356, rect(-4, 0, 8, 110, "#8A8F93", 4), oval(0, 124, 24, 30, "#A9AEB2"), oval(4, 126, 16, 22, "#8A8F93"))]
    out += [rect(536, 590, 530, 22, "#C99560"), rect(536, 608, 530, 8, dark(oak, 0.3)), rect(552, 614, 498, 246, oak), rect(960, 614, 90, 246, dark(oak, 0.2))]
    for k in range(4):
        x = 566 + 122 * k
        out += [rect(x, 632, 106, 46, light(oak, 0.16)), rect(x, 690, 106, 140, light(oak, 0.16)), rect(x + 14, 704, 78, 112, oak), circle(x + 53, 655, 7, DARK_WOOD), path(f"M{x + 53} 780Q{x + 30} 758 {x + 38} 744Q{x + 47} 736 {x + 53} 748Q{x + 59} 736 {x + 68} 744Q{x + 76} 758 {x + 53} 780Z", LANTERN)]
    out += [at(640, 590, path("M-60 -70L60 -70L52 0L-52 0Z", COPPER), path("M28 -70L60 -70L52 0L22 0Z", dark(COPPER, 0.25)), rect(-66, -78, 132, 12, light(COPPER, 0.25), 5), rect(-86, -56, 28, 10, DARK_WOOD, 5), rect(58, -56, 28, 10, DARK_WOOD, 5), s=0.86)]
    out += [at(840, 590, rect(-80, -12, 170, 12, "#D5A467", 4), path("M-66 -12C-70 -54 -20 -62 10 -60C50 -58 74 -40 72 -12Z", "#B0713A"), *[line([(x, -50), (x + 14, -26)], 7, "#E3B877") for x in (-34, -4, 26)]), jar(980, 590, 50, 66, "#E9D9B4", REEF), *[line([(980 + d, 520), (980 + d * 2.2, 452)], 6, WOOD) for d in (-12, 0, 12)]]
    # cuckoo clock
    out += [at(1120, 300, line([(-14, 90), (-14, 210)], 3, INK), line([(16, 90), (16, 170)], 3, INK), path("M-20 206L-8 206L-10 240L-18 240Z", DARK_WOOD), path("M10 166L22 166L20 200L12 200Z", DARK_WOOD), poly([(-56, 90), (-56, -6), (0, -60), (56, -6), (56, 90)], "#7B4A2C"), poly([(20, 90), (20, -40), (56, -6), (56, 90)], dark("#7B4A2C", 0.25)), poly([(-76, 4), (0, -84), (76, 4), (62, 14), (0, -58), (-62, 14)], DEEP_LEAF), circle(0, 40, 34, CREAM), line([(0, 40), (0, 18)], 5, INK), line([(0, 40), (16, 50)], 5, INK), rect(-12, -28, 24, 26, INK, 4), oval(-2, -14, 10, 8, SUN), poly([(-12, -16), (-22, -12), (-12, -9)], LANTERN))]
    # the tiled stove with its bench
    green = "#3F7A5C"
    out += [rect(1200, 150, 330, 40, dark(green, 0.2), 6), rect(1186, 186, 358, 22, light(green, 0.15), 4), rect(1210, 208, 310, 340, green)]
    for r in range(4):
        for c in range(4):
            x, y = 1216 + 76 * c, 214 + 84 * r
            g = dark(green, 0.22) if c == 3 else green
            out += [rect(x, y, 71, 78, light(g, 0.16), 6), rect(x + 9, y + 9, 53, 60, g, 6), circle(x + 35, y + 39, 16, light(g, 0.28)), circle(x + 35, y + 39, 8, g)]
    out += [rect(1176, 548, 380, 24, light(green, 0.15), 4), rect(1190, 572, 352, 288, dark(green, 0.08))]
    for r in range(3):
        for c in range(4):
            x, y = 1198 + 86 * c, 580 + 84 * r
            g = dark(green, 0.25) if c == 3 else dark(green, 0.06)
            out += [rect(x, y, 80, 78, light(g, 0.14), 6), rect(x + 9, y + 9, 62, 60, g, 6)]
    out += [rect(1290, 600, 150, 124, INK, 6), rect(1302, 612, 126, 100, "#8A2A1C"), path("M1318 712C1312 672 1340 668 1336 636C1362 652 1360 668 1372 652C1380 676 1416 678 1408 712Z", LANTERN), path("M1336 712C1334 688 1352 684 1354 664C1370 680 1386 688 1384 712Z", SUN), line([(1362, 612), (1362, 712)], 6, INK)]
    out += [rect(1130, 770, 470, 26, "#C99560", 5), rect(1130, 790, 470, 8, dark(oak, 0.3)), *[path(f"M{x} 798L{x + 60} 798L{x + 44} 880L{x + 16} 880Z", oak) for x in (1150, 1500)], rect(1420, 716, 124, 54, LANTERN, 20), rect(1500, 716, 44, 54, dark(LANTERN), 16), *[line([(1440 + 22 * k, 722), (1440 + 22 * k, 764)], 4, CREAM, 0.7) for k in range(3)]]
    out += [path("M1164 770C1150 730 1172 704 1204 710C1216 700 1228 690 1240 698C1254 708 1250 724 1244 730C1262 744 1260 762 1254 770Z", "#8C7A68"), poly([(1222, 700), (1228, 682), (1238, 698)], "#8C7A68"), poly([(1240, 698), (1250, 684), (1252, 704)], "#756352"), stroke("M1170 762Q1146 770 1150 790", 10, "#756352")]
    out += tiles("#D9A77C", "#C4855C") + [sunbeam(120, 320, 0.16)]
    # the table: a checked cloth, pretzel, jug, bread
    out += [poly([(x, 990), (x + 40, 990), (x + 34, 1210), (x + 8, 1210)], dark(oak, 0.15)) + poly([(x + 28, 990), (x + 40, 990), (x + 34, 1210), (x + 24, 1210)], dark(oak, 0.35)) for x in (690, 1290)]
    table = [poly([(690, 930), (1330, 930), (1390, 990), (630, 990)], CREAM), rect(630, 990, 760, 62, PAPER_SHADE)]
    for k in range(16):
        a, b = 690 + 40 * k, 630 + 47.5 * k
        if k % 2 == 0:
            table += [poly([(a, 930), (a + 40, 930), (b + 47.5, 990), (b, 990)], LANTERN, 0.5), rect(b, 990, 47.5, 62, LANTERN, op=0.5)]
    table += [poly([(672, 948), (1348, 948), (1366, 966), (654, 966)], LANTERN, 0.4), rect(630, 1010, 760, 20, LANTERN, op=0.4), *[path(f"M{630 + 47.5 * k:.0f} 1050Q{654 + 47.5 * k:.0f} 1074 {677 + 47.5 * k:.0f} 1050Z", PAPER_SHADE) for k in range(16)]]
    pretzel = "M-44 20C-70 -30 -30 -50 0 -8C30 -50 70 -30 44 20C30 36 -6 22 -22 -14M-44 20C-30 36 6 22 22 -14"
    table += [oval(1010, 958, 110, 26, DELFT), oval(1010, 954, 94, 20, CREAM), at(1010, 934, stroke(pretzel, 17, "#8F5426"), stroke(pretzel, 9, "#B97437"), *[circle(x, y, 3, CREAM) for x, y in ((-44, 0), (44, 0), (-20, 22), (20, 22), (0, 4))])]
    table += [at(1190, 968, path("M-44 0C-66 -30 -52 -70 -34 -88L-38 -120L38 -120L34 -88C52 -70 66 -30 44 0Z", DELFT), path("M38 -120L34 -88C52 -70 66 -30 44 0L18 0C36 -40 14 -80 16 -120Z", dark(DELFT, 0.25)), stroke("M42 -104Q86 -100 78 -60Q72 -36 54 -36", 11, DELFT), oval(0, -120, 38, 9, light(DELFT, 0.3)), *[circle(x, y, 8, CREAM) for x, y in ((-22, -50), (0, -40), (-8, -66))])]
    table += [at(838, 966, path("M-70 0C-76 -50 -40 -64 0 -64C40 -64 76 -50 70 0Z", "#A9662F"), path("M20 -63C56 -60 76 -44 70 0L30 0Z", dark("#A9662F", 0.2)), *[stroke(f"M{x} -56Q{x + 14} -40 {x + 6} -18", 6, "#DDAF74") for x in (-36, -8, 20)])]
    out.append(at(0, -46, *table))
    return out


def baby_room() -> list[str]:
    wall, panel = "#C9D8D2", "#F3EDE0"
    out = [*walls(wall, "#E4DCCB")]
    out += [rect(x, 0, 50, 592, light(wall, 0.28)) for x in range(0, 1600, 100)]
    out += [at(x, y, path("M0 -16C10 -8 10 4 0 12C-10 4 -10 -8 0 -16Z", "#9DB8AC"), line([(0, 10), (0, 26)], 3, "#9DB8AC")) for k in range(9) for x, y in ((75 + 200 * k - (k > 7) * 2000, 120), (175 + 200 * k, 300), (75 + 200 * k, 480)) if 0 < x < 1600]
    out += [rect(0, 600, 1600, 222, panel), rect(0, 590, 1600, 16, "#E4DCCB"), *[rect(x, 636, 180, 160, "#E9E1D0") + rect(x + 8, 644, 164, 144, panel) for x in range(20, 1600, 224)]]
    rain = [rect(0, 0, 330, 440, "#8FA3AF"), path("M0 90Q80 50 160 84Q250 40 330 76L330 0L0 0Z", "#7B909E")]
    for k, (brick, d) in enumerate((("#8F5142", DELFT), ("#9C5B48", REEF), ("#87493B", LANTERN))):
        x = -10 + 118 * k
        w = min(118, 330 - x)
        rain += [rect(max(0, x), 190, w - (0 if x >= 0 else -x), 250, brick), poly([(max(0, x), 190), (max(0, x + 10), 150), (min(330, x + 108), 150), (min(330, x + 118), 190)], "#4F5A66"), rect(x + 70, 116, 26, 44, brick), rect(x + 66, 112, 34, 8, "#4F5A66"), *[rect(x + 76 + 9 * c, 102, 6, 12, CLAY) for c in range(2)]]
        rain += [rect(x + 24, 214, 36, 52, CREAM), rect(x + 28, 218, 28, 44, WINDOW if k == 1 else "#56697A"), rect(x + 24, 238, 36, 4, CREAM), rect(x + 70, 310, 34, 130, CREAM), rect(x + 74, 316, 26, 124, d), rect(x + 20, 316, 42, 60, CREAM), rect(x + 24, 320, 34, 52, "#56697A")]
    rain += [rect(0, 404, 330, 36, "#6F7C84")] + [line([(x, y), (x - 9, y + 34)], 3, "#E3EDF0", 0.75) for x, y in ((20 + (i * 73) % 310, 8 + (i * 119) % 386) for i in range(46))]
    out += [view(140, 130, 330, 440, rain, CREAM, 2, 2, 12), rect(134, 340, 342, 22, CREAM), rect(134, 356, 342, 6, dark(CREAM, 0.15)), curtain(84, 104, 92, 560, "#D9A79A", 4), curtain(436, 104, 92, 560, "#D9A79A", 4), rect(60, 90, 490, 18, "#C79A6B", 9), *[circle(x, 99, 17, "#C79A6B") for x in (58, 552)], rect(80, 330, 104, 16, SUN, 8), rect(430, 330, 104, 16, SUN, 8)]
    out += boards("#C9A37A")
    # shelves of books and animals above a chest of drawers
    out += [framed(640, 150, 170, 210, "#C79A6B", path("M-34 60C-52 10 -24 -14 -14 -20C-30 -60 -24 -84 -14 -84C-2 -80 -2 -50 0 -26C4 -54 12 -82 24 -78C32 -72 22 -44 14 -20C34 -8 46 20 36 60Z", "#A98B6E"), path("M10 -20C34 -8 46 20 36 60L14 60Z", "#8E735A"), circle(-8, -2, 4, INK), circle(12, -2, 4, INK), oval(2, 10, 5, 4, "#D9A79A"), oval(2, 44, 20, 22, CREAM)), framed(846, 180, 130, 160, CREAM, circle(0, 0, 36, SUN), path("M-44 20Q0 -10 44 20L44 54L-44 54Z", LEAF), paper="#BFD9DC")]
    out += [shelf(706, 470, 270, "#C79A6B"), books(716, 470, [(24, 78, DELFT), (18, 66, LANTERN), (28, 84, REEF), (16, 70, SUN), (22, 60, PLUM), (26, 76, AMBER)])]
    out += [at(916, 470, oval(0, -30, 30, 32, "#B98450"), circle(0, -72, 24, "#B98450"), circle(-20, -90, 10, "#B98450"), circle(20, -90, 10, "#9C6D40"), oval(0, -66, 11, 9, "#E7C79C"), circle(-8, -78, 3, INK), circle(8, -78, 3, INK), oval(0, -69, 4, 3, INK), oval(0, -28, 16, 18, "#E7C79C"), oval(-22, -4, 13, 8, "#9C6D40"), oval(22, -4, 13, 8, "#9C6D40"))]
    out += [rect(596, 600, 300, 272, "#E6D2AE"), rect(830, 600, 66, 272, dark("#E6D2AE", 0.15)), rect(584, 586, 324, 20, "#C79A6B", 4), *[rect(612, 622 + 76 * k, 268, 62, light("#E6D2AE", 0.4), 5) + circle(690, 653 + 76 * k, 8, "#C79A6B") + circle(800, 653 + 76 * k, 8, "#C79A6B") for k in range(3)]]
    out += [at(650, 586, path("M-26 0L26 0L16 -54L-16 -54Z", DELFT), path("M6 -54L16 -54L26 0L10 0Z", dark(DELFT)), rect(-4, -76, 8, 24, "#C79A6B"), path("M-56 -76L56 -76L34 -150L-34 -150Z", "#F6DFA8"), path("M22 -76L56 -76L34 -150L16 -150Z", dark("#F6DFA8", 0.12))), glow(650, 480, 110, "#FFE7B0", 0.1), *[rect(780 + d, 586 - h, 62, h, c, 8) for d, h, c in ((0, 26, "#D9A79A"),)], rect(776, 536, 70, 24, CREAM, 8), rect(784, 514, 56, 22, "#BFD9DC", 8)]
    out += [oval(1110, 1040, 520, 110, "#E9E1D0"), oval(1110, 1036, 470, 96, "#D9A79A"), oval(1110, 1034, 400, 80, "#E6BDB0"), oval(1110, 1032, 300, 58, "#F3EDE0")]
    # the crib
    wood, shade = "#B98450", "#97683C"
    out += [line([(1200, 0), (1200, 150)], 4, INK_SOFT), line([(1060, 176), (1340, 176)], 7, wood), line([(1130, 150), (1270, 196)], 7, shade), circle(1200, 168, 13, wood)]
    out += [line([(x, 176), (x, y)], 3, INK_SOFT) for x, y in ((1066, 250), (1136, 290), (1200, 240), (1266, 296), (1334, 252))]
    out += [path("M1040 276A34 34 0 1 0 1090 250A40 40 0 0 1 1040 276Z", SUN), at(1136, 306, oval(0, 6, 34, 22, CREAM), circle(-26, -8, 13, INK), *[rect(x, 22, 7, 16, INK) for x in (-16, 10)], circle(10, -8, 14, CREAM), circle(-8, -10, 13, CREAM)), at(1200, 262, poly([(0, -24), (7, -7), (25, -7), (11, 5), (16, 22), (0, 12), (-16, 22), (-11, 5), (-25, -7), (-7, -7)], LANTERN)), at(1266, 312, oval(0, 0, 32, 20, DELFT), poly([(26, 0), (52, -18), (52, 18)], DELFT), circle(-16, -5, 4, CREAM)), at(1334, 272, circle(0, 0, 22, "#8FA86B"), path("M-26 2Q0 -34 26 2Z", "#6F8C52"), circle(-28, 6, 9, "#A9C07F"))]
    out += [rect(946, 560, 26, 430, wood), rect(1430, 560, 26, 430, shade), circle(959, 552, 19, wood), circle(1443, 552, 19, shade)]
    out += [rect(972, 590, 458, 14, shade), *[rect(990 + 41 * k, 604, 12, 220, shade) for k in range(11)], rect(972, 770, 458, 74, "#F7F0E2"), path("M1150 786C1180 756 1400 752 1430 786L1430 844L1130 844Z", DELFT), *[circle(x, y, 8, CREAM) for x, y in ((1200, 800), (1260, 790), (1320, 800), (1380, 792), (1230, 826), (1290, 828), (1350, 830), (1410, 826))]]
    out += [oval(1046, 784, 62, 24, CREAM), circle(1066, 764, 34, "#F1C9A5"), path("M1034 758C1036 728 1094 722 1100 756C1084 744 1060 742 1034 758Z", "#8B5A36"), stroke("M1056 770Q1062 776 1068 770", 3, "#8B5A36"), stroke("M1076 770Q1082 776 1088 770", 3, "#8B5A36"), circle(1090, 782, 5, "#E3A08A")]
    out += [rect(966, 690, 470, 18, light(wood, 0.15), 6), *[rect(984 + 41 * k, 706, 13, 200, wood) + rect(993 + 41 * k, 706, 4, 200, shade) for k in range(11)], rect(966, 900, 470, 22, wood, 6), rect(966, 914, 470, 8, shade), *[path(f"M{x - 70} 996Q{x} 1024 {x + 70} 996L{x + 66} 984Q{x} 1006 {x - 66} 984Z", shade) for x in (960, 1444)]]
    # a rocking horse on the rug
    horse = "#E9D9C0"
    out += [at(720, 1076, stroke("M-120 20Q0 74 130 16", 14, LANTERN), *[line(p, 13, dark(horse, 0.15)) for p in ([(-52, -50), (-74, 34)], [(44, -50), (70, 34)])], path("M-84 -92C-60 -112 30 -104 52 -100L78 -160C84 -178 106 -176 118 -160L146 -128C146 -114 130 -112 118 -120L96 -128L82 -60C60 -36 -50 -34 -72 -46C-88 -60 -92 -80 -84 -92Z", horse), path("M96 -128L82 -60C60 -36 -50 -34 -72 -46C-20 -56 50 -60 74 -90Z", dark(horse, 0.14)), path("M62 -124C50 -150 64 -178 88 -176C80 -160 74 -140 66 -110Z", "#8B5A36"), thread([(-82, -88), (-112, -70), (-108, -34)], 14, "#8B5A36"), path("M-40 -104Q-4 -84 34 -103L30 -76Q-4 -62 -38 -78Z", LANTERN), circle(112, -150, 4, INK), line([(-52, -46), (-52, 36)], 13, horse), line([(46, -48), (46, 36)], 13, horse), s=1.0)]
    return out


def plaid(x: float, y: float, w: float, h: float, base: str) -> str:
    out = [rect(x, y, w, h, base)]
    step = 46
    out += [rect(x + i, y, min(16, w - i), h, DEEP_LEAF, op=0.65) for i in range(10, int(w), step)] + [rect(x, y + j, w, min(16, h - j), DEEP_LEAF, op=0.55) for j in range(10, int(h), step)]
    return "".join(out + [rect(x + i, y, 4, h, SUN, op=0.8) for i in range(34, int(w), step)] + [rect(x, y + j, w, 4, SUN, op=0.7) for j in range(34, int(h), step)])


def living_room() -> list[str]:
    wall, beam = "#C58F57", "#6B4428"
    out = [plank_wall(0, 0, 1600, HORIZON, wall, 58), rect(0, HORIZON - 30, 1600, 30, beam), rect(0, 0, 1600, 54, beam), *[rect(x, 54, 60, 30, dark(beam, 0.2)) for x in (90, 500, 1450)]]
    # the porch door and window, prairie behind
    porch = [rect(0, 0, 430, 640, "#F3CE8E"), rect(0, 0, 430, 120, "#EDBB72"), circle(120, 190, 62, CREAM), poly([(150, 330), (300, 170), (430, 300), (430, 340), (150, 340)], "#B87A52"), poly([(300, 170), (430, 300), (430, 340), (320, 340)], "#98603F"), poly([(262, 210), (300, 170), (336, 206), (316, 226), (300, 206), (282, 232)], CREAM), land([(0, 330), (140, 310), (300, 336), (430, 316)], 640, "#C99A4A"), land([(0, 400), (200, 372), (430, 396)], 640, "#A98440")]
    porch += [pine(60, 400, 150, "#5C6B42"), pine(110, 404, 110, "#5C6B42"), pine(390, 406, 140, "#5C6B42"), rect(0, 540, 430, 100, "#B98A58"), *[line([(0, 560 + 26 * k), (430, 560 + 26 * k)], 3, "#8F6238") for k in range(3)], rect(0, 430, 430, 12, CREAM), rect(0, 528, 430, 10, CREAM), *[rect(x, 440, 8, 90, CREAM) for x in range(10, 430, 30)]]
    porch += [at(150, 600, stroke("M-74 10Q0 40 84 4", 9, DARK_WOOD), line([(-44, -64), (-50, 20)], 9, DARK_WOOD), line([(40, -64), (48, 18)], 9, DARK_WOOD), rect(-50, -72, 96, 14, DARK_WOOD, 4), line([(-48, -70), (-76, -196)], 10, DARK_WOOD), line([(-60, -150), (-22, -76)], 0.1, DARK_WOOD), *[line([(-44 + 12 * k, -76), (-72 + 12 * k, -186)], 5, DARK_WOOD) for k in range(1, 3)], line([(-40, -112), (44, -112)], 9, DARK_WOOD), line([(40, -112), (40, -66)], 8, DARK_WOOD), rect(-48, -92, 84, 22, LANTERN, 8))]
    out += [view(90, 170, 430, 640, porch, "#F3E6CC", 2, 1, 18), rect(88, 174, 434, 10, "#F3E6CC"), curtain(44, 130, 80, 700, "#3F6B4A", 3), curtain(486, 130, 80, 700, "#3F6B4A", 3), rect(20, 116, 570, 18, INK, 9)]
    out += boards("#9A6538") + [sunbeam(110, 420, 0.2)]
    # the fireplace: river stone up to the beams
    out += [rect(760, 54, 470, 806, "#8D8378"), rect(1150, 54, 80, 806, "#746B62")]
    for r in range(14):
        x, y = 762.0 + (r % 2) * -26, 60 + 58 * r
        k = 0
        while x < 1226:
            w = 74 + (r * 31 + k * 47) % 46
            left, right = max(x, 764.0), min(x + w - 7, 1226.0)
            if right - left > 36:
                tone = ("#A79C8E", "#958A7D", "#B5AA9B", "#857B70")[(r * 3 + k * 5) % 4]
                out.append(rect(left, y, right - left, 51, dark(tone, 0.18) if left > 1130 else tone, 16))
            x += w
            k += 1
    out += [rect(720, 470, 550, 44, "#7A4A28"), rect(720, 500, 550, 14, dark("#7A4A28", 0.35)), rect(744, 514, 502, 14, INK, op=0.25), path("M840 860L840 650Q990 560 1140 650L1140 860Z", INK), path("M862 860L862 664Q990 590 1118 664L1118 860Z", "#3A211A")]
    out += [path("M890 850C880 780 930 770 920 710C960 736 960 764 974 734C986 690 1010 686 1006 650C1052 696 1034 740 1052 748C1070 730 1066 716 1066 700C1100 740 1104 800 1090 850Z", LANTERN), path("M918 850C912 800 946 790 946 752C972 776 978 788 990 760C1000 742 1010 730 1008 712C1036 744 1030 776 1044 786C1056 790 1066 820 1062 850Z", "#EE7B2F"), path("M948 850C944 820 968 812 972 786C990 800 1004 800 1010 776C1028 800 1040 824 1034 850Z", SUN), path("M972 850C970 832 986 826 992 812C1006 826 1014 836 1012 850Z", "#FFE7A8")]
    out += [at(990, 846, line([(-96, 4), (90, -14)], 30, "#6B4428"), line([(-84, -16), (100, 6)], 26, "#7F5230"), circle(100, 6, 13, "#C99560"), circle(-96, 4, 15, "#B98450")), rect(820, 856, 340, 34, "#6F675F"), rect(820, 856, 340, 9, "#A79C8E"), glow(990, 800, 250, "#FFB45C", 0.07)]
    out += [line([(840, 160), (1120, 400)], 13, "#D9A96B"), line([(1120, 160), (840, 400)], 13, "#C08C50"), *[at(x, y, path("M-24 0C-28 -60 -18 -92 0 -92C18 -92 28 -60 24 0L6 26L-6 26Z", c), turn=t) for x, y, c, t in ((842, 162, LANTERN, -49), (1118, 162, LANTERN, 49))]]
    out += [at(790, 470, rect(-22, -54, 44, 54, CREAM, 4), rect(8, -54, 14, 54, dark(CREAM, 0.15), 4), line([(0, -54), (0, -66)], 3, INK), path("M0 -92C10 -78 8 -66 0 -64C-8 -66 -10 -78 0 -92Z", SUN)), at(844, 470, rect(-17, -34, 34, 34, CREAM, 4), path("M0 -72C9 -58 7 -48 0 -46C-7 -48 -9 -58 0 -72Z", SUN), line([(0, -34), (0, -46)], 3, INK)), at(980, 470, path("M-60 0L-60 -30Q-52 -96 0 -98Q52 -96 60 -30L60 0Z", "#7F5230"), path("M28 -90Q58 -70 60 -30L60 0L34 0Z", dark("#7F5230", 0.3)), circle(0, -48, 34, CREAM), line([(0, -48), (0, -70)], 5, INK), line([(0, -48), (14, -42)], 5, INK)), at(1190, 470, path("M-30 0C-44 -30 -20 -50 -18 -70L18 -70C20 -50 44 -30 30 0Z", REEF), path("M18 -70C20 -50 44 -30 30 0L10 0C18 -30 6 -50 6 -70Z", dark(REEF, 0.25)), *[line([(0, -70), (d, -150 - abs(d) % 17)], 4, "#C79A52") + oval(d, -156 - abs(d) % 17, 6, 17, "#DDB261") for d in (-34, -16, 2, 20, 36)])]
    out += [at(770, 870, path("M-56 0L-50 -84L50 -84L56 0Z", "#8F6238"), *[circle(x, y, 22, "#B98450") + circle(x, y, 14, "#D9B184") for x, y in ((-30, -96), (10, -100), (38, -90), (-10, -128), (24, -130))], path("M-56 0L-50 -70L50 -70L56 0Z", "#7A5230"), *[line([(-52, -14 - 18 * k), (52, -14 - 18 * k)], 4, "#5C3C24") for k in range(3)])]
    # books behind the armchair
    out += [rect(1290, 210, 290, 650, beam), rect(1304, 224, 262, 622, dark(beam, 0.35))]
    runs = ([(30, 110, LANTERN), (24, 96, CREAM), (34, 118, DELFT), (22, 90, SUN), (30, 104, REEF), (26, 112, PLUM), (28, 84, AMBER), (24, 100, CREAM)], [(26, 92, REEF), (36, 112, AMBER), (22, 84, CREAM), (30, 106, PLUM)], [(28, 100, DELFT), (22, 86, LANTERN), (30, 108, SUN), (34, 96, DEEP_LEAF), (24, 110, CREAM), (30, 92, REEF), (26, 104, CLAY)])
    for k, run in enumerate(runs):
        y = 360 + 152 * k
        out += [books(1312, y, run), rect(1304, y, 262, 14, beam)]
    out += [at(1504, 512, path("M-34 0L-28 -40L28 -40L34 0Z", CLAY), blob([(-50, -40), (-60, -80), (-20, -110), (20, -108), (56, -80), (50, -44), (0, -34)], LEAF), blob([(-46, -44), (-54, -80), (-20, -104), (0, -80), (-14, -50)], light(LEAF, 0.2)))]
    # a striped rug, a sleeping dog, the plaid chair
    out += [poly([(640, 960), (1330, 960), (1450, 1130), (560, 1130)], "#A8432E"), poly([(627, 986), (1348, 986), (1362, 1006), (617, 1006)], CREAM), poly([(606, 1026), (1376, 1026), (1396, 1056), (591, 1056)], INK), poly([(582, 1078), (1412, 1078), (1428, 1100), (572, 1100)], SUN), *[poly([(640 + 62 * k, 1041), (664 + 62 * k, 1029), (688 + 62 * k, 1041), (664 + 62 * k, 1053)], CREAM) for k in range(12)]]
    out += [*[line([(560 + 18 * k, 1130), (552 + 18.2 * k, 1148)], 4, CREAM) for k in range(50)]]
    dog = "#C98B4A"
    out += [at(840, 1040, oval(0, 2, 150, 16, INK, 0.18), path("M-120 0C-150 -50 -90 -96 -20 -92C50 -92 110 -70 124 -20C128 -4 118 0 110 0Z", dog), path("M60 -82C100 -66 124 -40 124 -20C128 -4 118 0 110 0L50 0C90 -20 80 -60 60 -82Z", dark(dog, 0.2)), stroke("M112 -10Q150 -6 168 -30", 15, dark(dog, 0.2)), path("M-150 0C-164 -30 -140 -62 -104 -62C-72 -60 -60 -34 -70 -8C-84 4 -130 6 -150 0Z", light(dog, 0.12)), path("M-98 -60C-76 -66 -58 -44 -62 -16C-76 -14 -92 -36 -98 -60Z", dark(dog, 0.3)), oval(-148, -10, 10, 8, INK), stroke("M-130 -34Q-122 -28 -114 -34", 4, INK), rect(-60, -12, 70, 12, light(dog, 0.12), 6))]
    red = "#B23A2A"
    chair = [oval(1400, 1120, 230, 22, INK, 0.2), rect(1262, 660, 290, 330, dark(red, 0.1), 40), plaid(1284, 690, 246, 250, red), path("M1262 730Q1262 640 1330 640L1484 640Q1552 640 1552 730L1530 730Q1530 690 1500 690L1314 690Q1284 690 1284 730Z", light(red, 0.1)), plaid(1270, 934, 270, 70, light(red, 0.08)), rect(1270, 998, 270, 60, dark(red, 0.2)), path("M1210 1060L1210 880Q1210 838 1252 838Q1294 838 1294 880L1294 1060Z", red), plaid(1218, 890, 66, 168, red), path("M1516 1060L1516 880Q1516 838 1558 838Q1600 838 1600 880L1600 1060Z", dark(red, 0.22)), oval(1252, 872, 34, 30, light(red, 0.14)), oval(1558, 872, 34, 30, dark(red, 0.1)), *[rect(x, 1056, 24, 54, DARK_WOOD) for x in (1226, 1560)], rect(1336, 838, 150, 110, CREAM, 18), rect(1440, 838, 46, 110, dark(CREAM, 0.14), 18), path("M1404 870L1416 892L1440 892L1420 906L1428 930L1404 916L1380 930L1388 906L1368 892L1392 892Z", DELFT)]
    out.append(at(-46, 10, *chair))
    out += [pendant(660, 54, 130, 130, REEF, WINDOW)]
    return out


def layers() -> dict[str, str]:
    draw = {"german-kitchen": german_kitchen, "uk-baby-room": baby_room, "american-living-room": living_room}
    return {f"rooms/{name}.svg": picture(*SIZE, *make()) for name, make in draw.items()}
