"""The British baby room: a crib and its mobile, rain outside the sash window."""

# ruff: noqa: E501  (a path's data is one string)

from furnish import boards, books, curtain, framed, shelf, view, walls
from pen import (
    AMBER,
    CLAY,
    CREAM,
    DELFT,
    INK,
    INK_SOFT,
    LANTERN,
    LEAF,
    PLUM,
    REEF,
    SUN,
    WINDOW,
    at,
    circle,
    dark,
    glow,
    light,
    line,
    oval,
    path,
    poly,
    rect,
    stroke,
    thread,
)


def baby_room() -> list[str]:
    wall, panel = "#C9D8D2", "#F3EDE0"
    out = [*walls(wall, "#E4DCCB")]
    out += [rect(x, 0, 50, 592, light(wall, 0.28)) for x in range(0, 1600, 100)]
    out += [
        at(
            x,
            y,
            path("M0 -16C10 -8 10 4 0 12C-10 4 -10 -8 0 -16Z", "#9DB8AC"),
            line([(0, 10), (0, 26)], 3, "#9DB8AC"),
        )
        for k in range(9)
        for x, y in ((75 + 200 * k - (k > 7) * 2000, 120), (175 + 200 * k, 300), (75 + 200 * k, 480))
        if 0 < x < 1600
    ]
    out += [
        rect(0, 600, 1600, 222, panel),
        rect(0, 590, 1600, 16, "#E4DCCB"),
        *[rect(x, 636, 180, 160, "#E9E1D0") + rect(x + 8, 644, 164, 144, panel) for x in range(20, 1600, 224)],
    ]
    rain = [rect(0, 0, 330, 440, "#8FA3AF"), path("M0 90Q80 50 160 84Q250 40 330 76L330 0L0 0Z", "#7B909E")]
    for k, (brick, d) in enumerate((("#8F5142", DELFT), ("#9C5B48", REEF), ("#87493B", LANTERN))):
        x = -10 + 118 * k
        w = min(118, 330 - x)
        rain += [
            rect(max(0, x), 190, w - (0 if x >= 0 else -x), 250, brick),
            poly(
                [(max(0, x), 190), (max(0, x + 10), 150), (min(330, x + 108), 150), (min(330, x + 118), 190)],
                "#4F5A66",
            ),
            rect(x + 70, 116, 26, 44, brick),
            rect(x + 66, 112, 34, 8, "#4F5A66"),
            *[rect(x + 76 + 9 * c, 102, 6, 12, CLAY) for c in range(2)],
        ]
        rain += [
            rect(x + 24, 214, 36, 52, CREAM),
            rect(x + 28, 218, 28, 44, WINDOW if k == 1 else "#56697A"),
            rect(x + 24, 238, 36, 4, CREAM),
            rect(x + 70, 310, 34, 130, CREAM),
            rect(x + 74, 316, 26, 124, d),
            rect(x + 20, 316, 42, 60, CREAM),
            rect(x + 24, 320, 34, 52, "#56697A"),
        ]
    rain += [rect(0, 404, 330, 36, "#6F7C84")] + [
        line([(x, y), (x - 9, y + 34)], 3, "#E3EDF0", 0.75)
        for x, y in ((20 + (i * 73) % 310, 8 + (i * 119) % 386) for i in range(46))
    ]
    out += [
        view(140, 130, 330, 440, rain, CREAM, 2, 2, 12),
        rect(134, 340, 342, 22, CREAM),
        rect(134, 356, 342, 6, dark(CREAM, 0.15)),
        curtain(84, 104, 92, 560, "#D9A79A", 4),
        curtain(436, 104, 92, 560, "#D9A79A", 4),
        rect(60, 90, 490, 18, "#C79A6B", 9),
        *[circle(x, 99, 17, "#C79A6B") for x in (58, 552)],
        rect(80, 330, 104, 16, SUN, 8),
        rect(430, 330, 104, 16, SUN, 8),
    ]
    out += boards("#C9A37A")
    # shelves of books and animals above a chest of drawers
    out += [
        framed(
            640,
            150,
            170,
            210,
            "#C79A6B",
            path(
                "M-34 60C-52 10 -24 -14 -14 -20C-30 -60 -24 -84 -14 -84C-2 -80 -2 -50 0 -26C4 -54 12 -82 24 -78C32 -72 22 -44 14 -20C34 -8 46 20 36 60Z",
                "#A98B6E",
            ),
            path("M10 -20C34 -8 46 20 36 60L14 60Z", "#8E735A"),
            circle(-8, -2, 4, INK),
            circle(12, -2, 4, INK),
            oval(2, 10, 5, 4, "#D9A79A"),
            oval(2, 44, 20, 22, CREAM),
        ),
        framed(
            846,
            180,
            130,
            160,
            CREAM,
            circle(0, 0, 36, SUN),
            path("M-44 20Q0 -10 44 20L44 54L-44 54Z", LEAF),
            paper="#BFD9DC",
        ),
    ]
    out += [
        shelf(706, 470, 270, "#C79A6B"),
        books(
            716,
            470,
            [(24, 78, DELFT), (18, 66, LANTERN), (28, 84, REEF), (16, 70, SUN), (22, 60, PLUM), (26, 76, AMBER)],
        ),
    ]
    out += [
        at(
            916,
            470,
            oval(0, -30, 30, 32, "#B98450"),
            circle(0, -72, 24, "#B98450"),
            circle(-20, -90, 10, "#B98450"),
            circle(20, -90, 10, "#9C6D40"),
            oval(0, -66, 11, 9, "#E7C79C"),
            circle(-8, -78, 3, INK),
            circle(8, -78, 3, INK),
            oval(0, -69, 4, 3, INK),
            oval(0, -28, 16, 18, "#E7C79C"),
            oval(-22, -4, 13, 8, "#9C6D40"),
            oval(22, -4, 13, 8, "#9C6D40"),
        )
    ]
    out += [
        rect(596, 600, 300, 272, "#E6D2AE"),
        rect(830, 600, 66, 272, dark("#E6D2AE", 0.15)),
        rect(584, 586, 324, 20, "#C79A6B", 4),
        *[
            rect(612, 622 + 76 * k, 268, 62, light("#E6D2AE", 0.4), 5)
            + circle(690, 653 + 76 * k, 8, "#C79A6B")
            + circle(800, 653 + 76 * k, 8, "#C79A6B")
            for k in range(3)
        ],
    ]
    out += [
        at(
            650,
            586,
            path("M-26 0L26 0L16 -54L-16 -54Z", DELFT),
            path("M6 -54L16 -54L26 0L10 0Z", dark(DELFT)),
            rect(-4, -76, 8, 24, "#C79A6B"),
            path("M-56 -76L56 -76L34 -150L-34 -150Z", "#F6DFA8"),
            path("M22 -76L56 -76L34 -150L16 -150Z", dark("#F6DFA8", 0.12)),
        ),
        glow(650, 480, 110, "#FFE7B0", 0.1),
        *[rect(780 + d, 586 - h, 62, h, c, 8) for d, h, c in ((0, 26, "#D9A79A"),)],
        rect(776, 536, 70, 24, CREAM, 8),
        rect(784, 514, 56, 22, "#BFD9DC", 8),
    ]
    out += [
        oval(1110, 1040, 520, 110, "#E9E1D0"),
        oval(1110, 1036, 470, 96, "#D9A79A"),
        oval(1110, 1034, 400, 80, "#E6BDB0"),
        oval(1110, 1032, 300, 58, "#F3EDE0"),
    ]
    # the crib
    wood, shade = "#B98450", "#97683C"
    out += [
        line([(1200, 0), (1200, 150)], 4, INK_SOFT),
        line([(1060, 176), (1340, 176)], 7, wood),
        line([(1130, 150), (1270, 196)], 7, shade),
        circle(1200, 168, 13, wood),
    ]
    out += [
        line([(x, 176), (x, y)], 3, INK_SOFT)
        for x, y in ((1066, 250), (1136, 290), (1200, 240), (1266, 296), (1334, 252))
    ]
    out += [
        path("M1040 276A34 34 0 1 0 1090 250A40 40 0 0 1 1040 276Z", SUN),
        at(
            1136,
            306,
            oval(0, 6, 34, 22, CREAM),
            circle(-26, -8, 13, INK),
            *[rect(x, 22, 7, 16, INK) for x in (-16, 10)],
            circle(10, -8, 14, CREAM),
            circle(-8, -10, 13, CREAM),
        ),
        at(
            1200,
            262,
            poly(
                [(0, -24), (7, -7), (25, -7), (11, 5), (16, 22), (0, 12), (-16, 22), (-11, 5), (-25, -7), (-7, -7)],
                LANTERN,
            ),
        ),
        at(
            1266,
            312,
            oval(0, 0, 32, 20, DELFT),
            poly([(26, 0), (52, -18), (52, 18)], DELFT),
            circle(-16, -5, 4, CREAM),
        ),
        at(
            1334,
            272,
            circle(0, 0, 22, "#8FA86B"),
            path("M-26 2Q0 -34 26 2Z", "#6F8C52"),
            circle(-28, 6, 9, "#A9C07F"),
        ),
    ]
    out += [
        rect(946, 560, 26, 430, wood),
        rect(1430, 560, 26, 430, shade),
        circle(959, 552, 19, wood),
        circle(1443, 552, 19, shade),
    ]
    out += [
        rect(972, 590, 458, 14, shade),
        *[rect(990 + 41 * k, 604, 12, 220, shade) for k in range(11)],
        rect(972, 770, 458, 74, "#F7F0E2"),
        path("M1150 786C1180 756 1400 752 1430 786L1430 844L1130 844Z", DELFT),
        *[
            circle(x, y, 8, CREAM)
            for x, y in (
                (1200, 800),
                (1260, 790),
                (1320, 800),
                (1380, 792),
                (1230, 826),
                (1290, 828),
                (1350, 830),
                (1410, 826),
            )
        ],
    ]
    out += [
        oval(1046, 784, 62, 24, CREAM),
        circle(1066, 764, 34, "#F1C9A5"),
        path("M1034 758C1036 728 1094 722 1100 756C1084 744 1060 742 1034 758Z", "#8B5A36"),
        stroke("M1056 770Q1062 776 1068 770", 3, "#8B5A36"),
        stroke("M1076 770Q1082 776 1088 770", 3, "#8B5A36"),
        circle(1090, 782, 5, "#E3A08A"),
    ]
    out += [
        rect(966, 690, 470, 18, light(wood, 0.15), 6),
        *[rect(984 + 41 * k, 706, 13, 200, wood) + rect(993 + 41 * k, 706, 4, 200, shade) for k in range(11)],
        rect(966, 900, 470, 22, wood, 6),
        rect(966, 914, 470, 8, shade),
        *[
            path(f"M{x - 70} 996Q{x} 1024 {x + 70} 996L{x + 66} 984Q{x} 1006 {x - 66} 984Z", shade)
            for x in (960, 1444)
        ],
    ]
    # a rocking horse on the rug
    horse = "#E9D9C0"
    out += [
        at(
            720,
            1076,
            stroke("M-120 20Q0 74 130 16", 14, LANTERN),
            *[line(p, 13, dark(horse, 0.15)) for p in ([(-52, -50), (-74, 34)], [(44, -50), (70, 34)])],
            path(
                "M-84 -92C-60 -112 30 -104 52 -100L78 -160C84 -178 106 -176 118 -160L146 -128C146 -114 130 -112 118 -120L96 -128L82 -60C60 -36 -50 -34 -72 -46C-88 -60 -92 -80 -84 -92Z",
                horse,
            ),
            path("M96 -128L82 -60C60 -36 -50 -34 -72 -46C-20 -56 50 -60 74 -90Z", dark(horse, 0.14)),
            path("M62 -124C50 -150 64 -178 88 -176C80 -160 74 -140 66 -110Z", "#8B5A36"),
            thread([(-82, -88), (-112, -70), (-108, -34)], 14, "#8B5A36"),
            path("M-40 -104Q-4 -84 34 -103L30 -76Q-4 -62 -38 -78Z", LANTERN),
            circle(112, -150, 4, INK),
            line([(-52, -46), (-52, 36)], 13, horse),
            line([(46, -48), (46, 36)], 13, horse),
            s=1.0,
        )
    ]
    return out
