"""The Australian yoga studio: cork mats before a window on gum trees and sea."""

# ruff: noqa: E501  (a path's data is one string)

from furnish import boards, jar, sunbeam, view, walls
from parts import gum_tree, potted
from pen import (
    CLAY,
    CREAM,
    DARK_WOOD,
    DEEP_LEAF,
    INK,
    LANTERN,
    LEAF,
    REEF,
    SKIN,
    SUN,
    at,
    blob,
    circle,
    dark,
    light,
    line,
    oval,
    path,
    poly,
    rect,
    stroke,
    thread,
)


def yogi(x: float, y: float, s: float, top: str, legs: str, skin: str, hair: str) -> str:
    """Someone sitting cross-legged and facing us, hands on knees, eyes closed."""
    return at(
        x,
        y,
        oval(0, 2, 150, 14, INK, 0.16),
        path(
            "M-140 -14C-146 -40 -90 -70 -40 -78L40 -78C90 -70 146 -40 140 -14C120 6 60 -4 0 -14C-60 -4 -120 6 -140 -14Z",
            legs,
        ),
        path("M40 -78C90 -70 146 -40 140 -14C124 0 90 0 60 -4C90 -30 70 -60 30 -78Z", dark(legs, 0.22)),
        path("M-86 -6C-40 -28 20 -30 70 -14C40 4 -40 8 -86 -6Z", dark(legs, 0.12)),
        oval(-70, -6, 26, 11, skin),
        oval(72, -8, 24, 10, dark(skin, 0.12)),
        path("M-46 -70C-40 -120 -62 -150 -58 -196C-40 -212 40 -212 58 -196C62 -150 40 -120 46 -70Z", top),
        path(
            "M22 -208C40 -208 52 -202 58 -196C62 -150 40 -120 46 -70L18 -70C30 -120 30 -160 22 -208Z",
            dark(top, 0.2),
        ),
        line([(-54, -186), (-92, -116), (-108, -50)], 21, skin),
        line([(54, -186), (92, -116), (108, -50)], 21, dark(skin, 0.14)),
        circle(-110, -46, 13, skin),
        circle(110, -46, 13, dark(skin, 0.14)),
        rect(-14, -236, 28, 40, dark(skin, 0.12)),
        oval(0, -262, 31, 38, skin),
        path("M12 -297C36 -290 34 -236 10 -226C18 -250 18 -276 12 -297Z", dark(skin, 0.13)),
        path("M-34 -258C-42 -312 42 -312 34 -258C26 -280 -16 -288 -34 -258Z", hair),
        circle(0, -312, 17, hair),
        stroke("M-16 -258Q-10 -253 -4 -258", 3.5, INK),
        stroke("M6 -258Q12 -253 18 -258", 3.5, INK),
        stroke("M-5 -241Q1 -237 8 -241", 3, dark(skin, 0.45)),
        s=s,
    )


def mat(x: float, y: float, w: float, colour: str) -> str:
    """A cork mat lying towards the viewer."""
    d = w * 0.5
    flecks = [
        oval(
            x + (i * 97 % 100 - 50) / 100 * w * 0.8,
            y + 8 + (i * 61 % 90) / 90 * (d - 18),
            5,
            2,
            dark(colour, 0.28),
            0.6,
        )
        for i in range(26)
    ]
    return "".join(
        [
            poly([(x - w * 0.44, y), (x + w * 0.44, y), (x + w * 0.56, y + d), (x - w * 0.56, y + d)], colour),
            poly(
                [
                    (x - w * 0.56, y + d),
                    (x + w * 0.56, y + d),
                    (x + w * 0.56, y + d + 9),
                    (x - w * 0.56, y + d + 9),
                ],
                dark(colour, 0.4),
            ),
            *flecks,
        ]
    )


def yoga_studio() -> list[str]:
    out = walls("#F2E8D5", "#E0CFAF")
    sea = [
        rect(0, 0, 1190, 640, "#CFE6DA"),
        rect(0, 0, 1190, 150, "#B3DAD0"),
        circle(250, 150, 84, "#FBE9B0"),
        rect(0, 300, 1190, 340, "#2B8C80"),
        rect(0, 350, 1190, 290, "#3E9F91"),
        rect(0, 410, 1190, 230, "#63B8A7"),
        rect(0, 470, 1190, 60, "#9AD3C1"),
    ]
    sea += [
        *[
            rect(x, y, w, 6, CREAM, 3, 0.7)
            for x, y, w in (
                (190, 314, 120),
                (210, 334, 80),
                (60, 380, 110),
                (420, 370, 140),
                (700, 330, 90),
                (330, 436, 150),
                (620, 446, 120),
                (90, 456, 90),
            )
        ],
        path(
            "M660 300C760 250 900 262 960 220C1030 200 1110 196 1190 176L1190 430C1060 420 960 400 900 360C820 330 740 320 660 300Z",
            "#6C9468",
        ),
        path(
            "M660 300C700 290 720 300 740 318C800 326 860 340 900 360C880 380 820 380 780 352C730 340 690 330 660 300Z",
            "#C98F62",
        ),
    ]
    sea += [
        path("M0 520C240 486 480 530 700 486C900 450 1040 440 1190 436L1190 640L0 640Z", "#F1D9AC"),
        path("M0 580C300 540 640 576 1190 500L1190 640L0 640Z", "#8BA65C"),
        path("M0 612C400 580 800 606 1190 560L1190 640L0 640Z", "#6F8F4C"),
        gum_tree(690, 600, 530, "#7F9E65"),
        gum_tree(1030, 590, 370, "#8FAE72"),
        gum_tree(176, 610, 430, "#7F9E65"),
        at(
            452,
            300,
            path("M-40 -8L44 -8L32 8L-28 8Z", CREAM),
            path("M2 -110Q44 -60 46 -16L2 -16Z", CREAM),
            path("M-4 -96Q-24 -56 -32 -16L-4 -16Z", LANTERN),
        ),
    ]
    out += [view(350, 120, 1190, 640, sea, "#D9B98A", 3, 1, 18)]
    out += [
        rect(0, 0, 1600, 46, "#D9B98A"),
        rect(0, 38, 1600, 8, "#B8925E"),
        *[rect(x, 46, 56, 30, "#B8925E") for x in (120, 470, 820, 1170, 1500)],
    ]
    out += [
        line([(944, 46), (944, 150)], 8, "#8F6B42"),
        path("M700 146Q820 130 944 150Q820 168 700 160Z", "#8F6B42"),
        path("M944 150Q1060 130 1190 146L1188 160Q1060 168 944 150Z", "#A9834F"),
        circle(944, 152, 22, "#6B4F30"),
    ]
    # left wall: shelves of mats, blocks, bolsters
    out += [rect(40, 330, 250, 540, "#C79A6B"), rect(54, 344, 222, 512, dark("#C79A6B", 0.25))]
    for r, row in enumerate(((REEF, CLAY, "#D9C08A"), ("#D9C08A", REEF, SUN))):
        for c, colour in enumerate(row):
            x, y = 92 + 72 * c, 424 + 88 * r
            out += [
                circle(x, y, 34, colour),
                circle(x + 5, y + 3, 29, dark(colour, 0.14)),
                circle(x, y, 23, colour),
                circle(x + 3, y + 2, 17, dark(colour, 0.14)),
                circle(x, y, 11, light(colour, 0.3)),
            ]
    out += [
        rect(54, 560, 222, 14, "#C79A6B"),
        *[
            rect(66 + 52 * c, 694 - 34 * (r + 1), 48, 31, "#C48A56" if (c + r) % 2 else "#B57A48", 4)
            for r in range(2)
            for c in range(4)
        ],
        rect(54, 694, 222, 14, "#C79A6B"),
        rect(66, 716, 198, 60, REEF, 28),
        rect(220, 716, 44, 60, dark(REEF), 24),
        rect(66, 780, 198, 66, "#E9D9B4", 30),
        rect(220, 780, 44, 66, dark("#E9D9B4"), 26),
        potted(100, 330, 110, CREAM),
        jar(196, 330, 44, 60, "#8FBFC0", CREAM),
        jar(248, 330, 36, 46, "#D9A79A", CREAM),
    ]
    for x, drop, size in ((268, 130, 1.0),):
        out.append(
            at(
                x,
                drop,
                line([(0, -180), (-24, 0)], 3, DARK_WOOD),
                line([(0, -180), (24, 0)], 3, DARK_WOOD),
                path("M-36 0L36 0Q30 46 0 46Q-30 46 -36 0Z", CLAY),
                path("M10 0L36 0Q30 46 4 46Z", dark(CLAY)),
                *[
                    thread([(a, 4), (a * 1.7, 40), (a * 1.9, b)], 6, c)
                    for a, b, c in ((-30, 110, LEAF), (-12, 150, DEEP_LEAF), (10, 128, LEAF), (30, 96, DEEP_LEAF))
                ],
                *[
                    oval(a * 1.9, b * f, 10, 7, LEAF)
                    for a, b in ((-30, 110), (-12, 150), (10, 128), (30, 96))
                    for f in (0.5, 0.75, 1.0)
                ],
                blob([(-44, 4), (-30, -26), (0, -36), (32, -24), (44, 4), (0, 12)], LEAF),
                s=size,
            )
        )
    out += [*boards("#DDBB8B"), sunbeam(330, 420, 0.34)]
    out += [mat(740, 900, 330, "#C08A54"), mat(1240, 900, 330, "#C08A54"), mat(1000, 1040, 440, "#B67C46")]
    out += [
        yogi(740, 1012, 0.88, REEF, INK, SKIN[2], "#2A1D16"),
        yogi(1240, 1012, 0.88, "#E4B04A", "#5A3A56", SKIN[0], "#8B5A36"),
    ]
    out += [
        potted(1530, 960, 330, CLAY, "#4F7F58"),
        at(
            1440,
            1130,
            oval(0, 2, 110, 14, INK, 0.16),
            rect(-104, -64, 208, 64, LANTERN, 32),
            rect(56, -64, 48, 64, dark(LANTERN), 24),
            line([(-60, -60), (-60, -4)], 5, CREAM, 0.7),
            line([(40, -60), (40, -4)], 5, CREAM, 0.7),
        ),
        at(
            700,
            1150,
            rect(-18, -92, 36, 92, REEF, 10),
            rect(6, -92, 12, 92, dark(REEF), 8),
            rect(-11, -112, 22, 24, INK, 5),
            rect(-18, -56, 36, 24, CREAM),
        ),
        at(
            1010,
            1150,
            rect(-56, -26, 112, 26, "#E9D9B4", 9),
            rect(-50, -46, 100, 24, "#BFD9D0", 9),
            at(
                0,
                -46,
                path("M-34 -26Q-30 0 0 0Q30 0 34 -26Z", "#C79A3A"),
                oval(0, -26, 34, 7, "#E3BE62"),
                line([(26, -30), (52, -46)], 7, DARK_WOOD),
            ),
        ),
    ]
    return out
