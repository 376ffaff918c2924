"""The American living room: a stone fireplace, a plaid armchair, the porch."""

# ruff: noqa: E501  (a path's data is one string)

from furnish import HORIZON, boards, books, curtain, pendant, sunbeam, view
from parts import pine, plank_wall
from pen import (
    AMBER,
    CLAY,
    CREAM,
    DARK_WOOD,
    DEEP_LEAF,
    DELFT,
    INK,
    LANTERN,
    LEAF,
    PLUM,
    REEF,
    SUN,
    WINDOW,
    at,
    blob,
    circle,
    dark,
    glow,
    land,
    light,
    line,
    oval,
    path,
    poly,
    rect,
    stroke,
)


def plaid(x: float, y: float, w: float, h: float, base: str) -> str:
    out = [rect(x, y, w, h, base)]
    step = 46
    out += [rect(x + i, y, min(16, w - i), h, DEEP_LEAF, op=0.65) for i in range(10, int(w), step)] + [
        rect(x, y + j, w, min(16, h - j), DEEP_LEAF, op=0.55) for j in range(10, int(h), step)
    ]
    return "".join(
        out
        + [rect(x + i, y, 4, h, SUN, op=0.8) for i in range(34, int(w), step)]
        + [rect(x, y + j, w, 4, SUN, op=0.7) for j in range(34, int(h), step)]
    )


def living_room() -> list[str]:
    wall, beam = "#C58F57", "#6B4428"
    out = [
        plank_wall(0, 0, 1600, HORIZON, wall, 58),
        rect(0, HORIZON - 30, 1600, 30, beam),
        rect(0, 0, 1600, 54, beam),
        *[rect(x, 54, 60, 30, dark(beam, 0.2)) for x in (90, 500, 1450)],
    ]
    # the porch door and window, prairie behind
    porch = [
        rect(0, 0, 430, 640, "#F3CE8E"),
        rect(0, 0, 430, 120, "#EDBB72"),
        circle(120, 190, 62, CREAM),
        poly([(150, 330), (300, 170), (430, 300), (430, 340), (150, 340)], "#B87A52"),
        poly([(300, 170), (430, 300), (430, 340), (320, 340)], "#98603F"),
        poly([(262, 210), (300, 170), (336, 206), (316, 226), (300, 206), (282, 232)], CREAM),
        land([(0, 330), (140, 310), (300, 336), (430, 316)], 640, "#C99A4A"),
        land([(0, 400), (200, 372), (430, 396)], 640, "#A98440"),
    ]
    porch += [
        pine(60, 400, 150, "#5C6B42"),
        pine(110, 404, 110, "#5C6B42"),
        pine(390, 406, 140, "#5C6B42"),
        rect(0, 540, 430, 100, "#B98A58"),
        *[line([(0, 560 + 26 * k), (430, 560 + 26 * k)], 3, "#8F6238") for k in range(3)],
        rect(0, 430, 430, 12, CREAM),
        rect(0, 528, 430, 10, CREAM),
        *[rect(x, 440, 8, 90, CREAM) for x in range(10, 430, 30)],
    ]
    porch += [
        at(
            150,
            600,
            stroke("M-74 10Q0 40 84 4", 9, DARK_WOOD),
            line([(-44, -64), (-50, 20)], 9, DARK_WOOD),
            line([(40, -64), (48, 18)], 9, DARK_WOOD),
            rect(-50, -72, 96, 14, DARK_WOOD, 4),
            line([(-48, -70), (-76, -196)], 10, DARK_WOOD),
            line([(-60, -150), (-22, -76)], 0.1, DARK_WOOD),
            *[line([(-44 + 12 * k, -76), (-72 + 12 * k, -186)], 5, DARK_WOOD) for k in range(1, 3)],
            line([(-40, -112), (44, -112)], 9, DARK_WOOD),
            line([(40, -112), (40, -66)], 8, DARK_WOOD),
            rect(-48, -92, 84, 22, LANTERN, 8),
        )
    ]
    out += [
        view(90, 170, 430, 640, porch, "#F3E6CC", 2, 1, 18),
        rect(88, 174, 434, 10, "#F3E6CC"),
        curtain(44, 130, 80, 700, "#3F6B4A", 3),
        curtain(486, 130, 80, 700, "#3F6B4A", 3),
        rect(20, 116, 570, 18, INK, 9),
    ]
    out += [*boards("#9A6538"), sunbeam(110, 420, 0.2)]
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
    out += [
        rect(720, 470, 550, 44, "#7A4A28"),
        rect(720, 500, 550, 14, dark("#7A4A28", 0.35)),
        rect(744, 514, 502, 14, INK, op=0.25),
        path("M840 860L840 650Q990 560 1140 650L1140 860Z", INK),
        path("M862 860L862 664Q990 590 1118 664L1118 860Z", "#3A211A"),
    ]
    out += [
        path(
            "M890 850C880 780 930 770 920 710C960 736 960 764 974 734C986 690 1010 686 1006 650C1052 696 1034 740 1052 748C1070 730 1066 716 1066 700C1100 740 1104 800 1090 850Z",
            LANTERN,
        ),
        path(
            "M918 850C912 800 946 790 946 752C972 776 978 788 990 760C1000 742 1010 730 1008 712C1036 744 1030 776 1044 786C1056 790 1066 820 1062 850Z",
            "#EE7B2F",
        ),
        path("M948 850C944 820 968 812 972 786C990 800 1004 800 1010 776C1028 800 1040 824 1034 850Z", SUN),
        path("M972 850C970 832 986 826 992 812C1006 826 1014 836 1012 850Z", "#FFE7A8"),
    ]
    out += [
        at(
            990,
            846,
            line([(-96, 4), (90, -14)], 30, "#6B4428"),
            line([(-84, -16), (100, 6)], 26, "#7F5230"),
            circle(100, 6, 13, "#C99560"),
            circle(-96, 4, 15, "#B98450"),
        ),
        rect(820, 856, 340, 34, "#6F675F"),
        rect(820, 856, 340, 9, "#A79C8E"),
        glow(990, 800, 250, "#FFB45C", 0.07),
    ]
    out += [
        line([(840, 160), (1120, 400)], 13, "#D9A96B"),
        line([(1120, 160), (840, 400)], 13, "#C08C50"),
        *[
            at(x, y, path("M-24 0C-28 -60 -18 -92 0 -92C18 -92 28 -60 24 0L6 26L-6 26Z", c), turn=t)
            for x, y, c, t in ((842, 162, LANTERN, -49), (1118, 162, LANTERN, 49))
        ],
    ]
    out += [
        at(
            790,
            470,
            rect(-22, -54, 44, 54, CREAM, 4),
            rect(8, -54, 14, 54, dark(CREAM, 0.15), 4),
            line([(0, -54), (0, -66)], 3, INK),
            path("M0 -92C10 -78 8 -66 0 -64C-8 -66 -10 -78 0 -92Z", SUN),
        ),
        at(
            844,
            470,
            rect(-17, -34, 34, 34, CREAM, 4),
            path("M0 -72C9 -58 7 -48 0 -46C-7 -48 -9 -58 0 -72Z", SUN),
            line([(0, -34), (0, -46)], 3, INK),
        ),
        at(
            980,
            470,
            path("M-60 0L-60 -30Q-52 -96 0 -98Q52 -96 60 -30L60 0Z", "#7F5230"),
            path("M28 -90Q58 -70 60 -30L60 0L34 0Z", dark("#7F5230", 0.3)),
            circle(0, -48, 34, CREAM),
            line([(0, -48), (0, -70)], 5, INK),
            line([(0, -48), (14, -42)], 5, INK),
        ),
        at(
            1190,
            470,
            path("M-30 0C-44 -30 -20 -50 -18 -70L18 -70C20 -50 44 -30 30 0Z", REEF),
            path("M18 -70C20 -50 44 -30 30 0L10 0C18 -30 6 -50 6 -70Z", dark(REEF, 0.25)),
            *[
                line([(0, -70), (d, -150 - abs(d) % 17)], 4, "#C79A52")
                + oval(d, -156 - abs(d) % 17, 6, 17, "#DDB261")
                for d in (-34, -16, 2, 20, 36)
            ],
        ),
    ]
    out += [
        at(
            770,
            870,
            path("M-56 0L-50 -84L50 -84L56 0Z", "#8F6238"),
            *[
                circle(x, y, 22, "#B98450") + circle(x, y, 14, "#D9B184")
                for x, y in ((-30, -96), (10, -100), (38, -90), (-10, -128), (24, -130))
            ],
            path("M-56 0L-50 -70L50 -70L56 0Z", "#7A5230"),
            *[line([(-52, -14 - 18 * k), (52, -14 - 18 * k)], 4, "#5C3C24") for k in range(3)],
        )
    ]
    # books behind the armchair
    out += [rect(1290, 210, 290, 650, beam), rect(1304, 224, 262, 622, dark(beam, 0.35))]
    runs = (
        [
            (30, 110, LANTERN),
            (24, 96, CREAM),
            (34, 118, DELFT),
            (22, 90, SUN),
            (30, 104, REEF),
            (26, 112, PLUM),
            (28, 84, AMBER),
            (24, 100, CREAM),
        ],
        [(26, 92, REEF), (36, 112, AMBER), (22, 84, CREAM), (30, 106, PLUM)],
        [
            (28, 100, DELFT),
            (22, 86, LANTERN),
            (30, 108, SUN),
            (34, 96, DEEP_LEAF),
            (24, 110, CREAM),
            (30, 92, REEF),
            (26, 104, CLAY),
        ],
    )
    for k, run in enumerate(runs):
        y = 360 + 152 * k
        out += [books(1312, y, run), rect(1304, y, 262, 14, beam)]
    out += [
        at(
            1504,
            512,
            path("M-34 0L-28 -40L28 -40L34 0Z", CLAY),
            blob([(-50, -40), (-60, -80), (-20, -110), (20, -108), (56, -80), (50, -44), (0, -34)], LEAF),
            blob([(-46, -44), (-54, -80), (-20, -104), (0, -80), (-14, -50)], light(LEAF, 0.2)),
        )
    ]
    # a striped rug, a sleeping dog, the plaid chair
    out += [
        poly([(640, 960), (1330, 960), (1450, 1130), (560, 1130)], "#A8432E"),
        poly([(627, 986), (1348, 986), (1362, 1006), (617, 1006)], CREAM),
        poly([(606, 1026), (1376, 1026), (1396, 1056), (591, 1056)], INK),
        poly([(582, 1078), (1412, 1078), (1428, 1100), (572, 1100)], SUN),
        *[
            poly([(640 + 62 * k, 1041), (664 + 62 * k, 1029), (688 + 62 * k, 1041), (664 + 62 * k, 1053)], CREAM)
            for k in range(12)
        ],
    ]
    out += [*[line([(560 + 18 * k, 1130), (552 + 18.2 * k, 1148)], 4, CREAM) for k in range(50)]]
    dog = "#C98B4A"
    out += [
        at(
            840,
            1040,
            oval(0, 2, 150, 16, INK, 0.18),
            path("M-120 0C-150 -50 -90 -96 -20 -92C50 -92 110 -70 124 -20C128 -4 118 0 110 0Z", dog),
            path("M60 -82C100 -66 124 -40 124 -20C128 -4 118 0 110 0L50 0C90 -20 80 -60 60 -82Z", dark(dog, 0.2)),
            stroke("M112 -10Q150 -6 168 -30", 15, dark(dog, 0.2)),
            path(
                "M-150 0C-164 -30 -140 -62 -104 -62C-72 -60 -60 -34 -70 -8C-84 4 -130 6 -150 0Z", light(dog, 0.12)
            ),
            path("M-98 -60C-76 -66 -58 -44 -62 -16C-76 -14 -92 -36 -98 -60Z", dark(dog, 0.3)),
            oval(-148, -10, 10, 8, INK),
            stroke("M-130 -34Q-122 -28 -114 -34", 4, INK),
            rect(-60, -12, 70, 12, light(dog, 0.12), 6),
        )
    ]
    red = "#B23A2A"
    chair = [
        oval(1400, 1120, 230, 22, INK, 0.2),
        rect(1262, 660, 290, 330, dark(red, 0.1), 40),
        plaid(1284, 690, 246, 250, red),
        path(
            "M1262 730Q1262 640 1330 640L1484 640Q1552 640 1552 730L1530 730Q1530 690 1500 690L1314 690Q1284 690 1284 730Z",
            light(red, 0.1),
        ),
        plaid(1270, 934, 270, 70, light(red, 0.08)),
        rect(1270, 998, 270, 60, dark(red, 0.2)),
        path("M1210 1060L1210 880Q1210 838 1252 838Q1294 838 1294 880L1294 1060Z", red),
        plaid(1218, 890, 66, 168, red),
        path("M1516 1060L1516 880Q1516 838 1558 838Q1600 838 1600 880L1600 1060Z", dark(red, 0.22)),
        oval(1252, 872, 34, 30, light(red, 0.14)),
        oval(1558, 872, 34, 30, dark(red, 0.1)),
        *[rect(x, 1056, 24, 54, DARK_WOOD) for x in (1226, 1560)],
        rect(1336, 838, 150, 110, CREAM, 18),
        rect(1440, 838, 46, 110, dark(CREAM, 0.14), 18),
        path("M1404 870L1416 892L1440 892L1420 906L1428 930L1404 916L1380 930L1388 906L1368 892L1392 892Z", DELFT),
    ]
    out.append(at(-46, 10, *chair))
    out += [pendant(660, 54, 130, 130, REEF, WINDOW)]
    return out
