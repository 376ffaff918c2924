"""The Japanese bathhouse: a painted wall, a steaming bath, wooden tubs."""

# ruff: noqa: E501  (a path's data is one string)

from furnish import jar, steam
from pen import (
    CREAM,
    DARK_WOOD,
    DEEP_LEAF,
    INK,
    LANTERN,
    SKIN,
    WINDOW,
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
)

HINOKI = "#D9AE74"


def tub(x: float, y: float, w: float) -> str:
    """A hooped wooden wash tub."""
    return at(
        x,
        y,
        path("M-60 -64L60 -64L50 0L-50 0Z", HINOKI),
        path("M26 -64L60 -64L50 0L22 0Z", dark(HINOKI, 0.2)),
        *[line([(a, -62), (a * 0.84, -2)], 2, dark(HINOKI, 0.25)) for a in (-36, -12, 12, 36)],
        path("M-58.600 -54L58.600 -54L57 -44L-57 -44Z", "#C0843F"),
        path("M-53 -18L53 -18L51.600 -8L-51.600 -8Z", "#C0843F"),
        oval(0, -64, 60, 9, dark(HINOKI, 0.35)),
        s=w / 120,
    )


def bather(x: float, y: float, s: float, skin: str, hair: str, towel: str) -> str:
    return at(
        x,
        y,
        path("M-70 0C-66 -44 -40 -60 0 -60C40 -60 66 -44 70 0Z", skin),
        path("M24 -57C50 -52 66 -38 70 0L30 0Z", dark(skin, 0.15)),
        rect(-15, -84, 30, 34, dark(skin, 0.1)),
        oval(0, -112, 32, 38, skin),
        path("M14 -146C36 -140 36 -88 12 -76C20 -100 20 -126 14 -146Z", dark(skin, 0.13)),
        path("M-34 -112C-40 -160 40 -160 34 -112C24 -128 -20 -134 -34 -112Z", hair),
        rect(-30, -166, 60, 22, towel, 7),
        rect(10, -166, 20, 22, dark(towel, 0.14), 7),
        stroke("M-14 -110Q-8 -104 -2 -110", 3.5, INK),
        stroke("M10 -110Q16 -104 22 -110", 3.5, INK),
        stroke("M-2 -92Q5 -87 12 -92", 3, dark(skin, 0.4)),
        s=s,
    )


def round_bush(x: float, y: float) -> str:
    return blob([(x - 44, y + 60), (x - 50, y), (x, y - 40), (x + 48, y), (x + 40, y + 60)], "#7F9A5C")


def bathhouse() -> list[str]:
    tile, blue = "#E6EEE8", "#3C74A0"
    out = [
        rect(0, 0, 1600, 900, "#EADCC2"),
        rect(0, 0, 1600, 60, DARK_WOOD),
        *[rect(x, 60, 44, 26, dark(DARK_WOOD, 0.2)) for x in (120, 520, 920, 1320)],
    ]
    # the painted wall: a mountain over the sea
    mural = [
        rect(0, 0, 1130, 430, "#9CC7D8"),
        rect(0, 0, 1130, 130, "#7FB2CB"),
        circle(210, 130, 66, LANTERN),
        path("M300 300C420 270 500 120 566 84L640 84C706 120 800 270 950 300Z", blue),
        path("M640 84C706 120 800 270 950 300L700 300C660 220 650 140 620 84Z", dark(blue, 0.2)),
    ]
    mural += [
        path(
            "M566 84L640 84C664 100 690 130 712 160L684 150L664 186L638 152L606 192L580 150L546 178L502 156C524 126 546 96 566 84Z",
            CREAM,
        ),
        path("M620 84L640 84C664 100 690 130 712 160L684 150L664 186L640 152Z", "#D3DCDA"),
    ]
    mural += [
        rect(0, 296, 1130, 134, "#4F93AE"),
        rect(0, 340, 1130, 90, "#3F7F9E"),
        *[
            stroke(f"M{x} {y}q14 -12 28 0q14 -12 28 0", 4, "#BFDDE2")
            for x, y in (
                (80, 330),
                (330, 320),
                (520, 350),
                (760, 326),
                (960, 352),
                (200, 390),
                (620, 400),
                (860, 396),
                (420, 376),
            )
        ],
    ]
    mural += [
        path("M0 300C60 250 130 262 170 304Z", DEEP_LEAF),
        path("M900 430C920 360 1040 330 1130 352L1130 430Z", "#5C7F58"),
        path("M0 430L0 404Q60 396 120 430Z", "#5C7F58"),
    ]
    for x, y, k in ((936, 376, 0.8), (1034, 344, 1.05), (86, 274, 0.6)):
        mural.append(
            at(
                x,
                y,
                stroke("M0 0C-10 -40 16 -60 4 -110", 10, DARK_WOOD),
                *[
                    oval(a, b, 52 - i * 8, 15, DEEP_LEAF) + oval(a - 10, b - 4, 34 - i * 5, 9, "#6F9A62")
                    for i, (a, b) in enumerate(((-24, -66), (34, -90), (4, -122)))
                ],
                s=k,
            )
        )
    mural += [
        at(
            420,
            372,
            path("M-60 -14L60 -14L40 10L-44 10Z", "#7A4A32"),
            path("M0 -108L46 -26L0 -26Z", CREAM),
            rect(-3, -112, 6, 100, DARK_WOOD),
            path("M-6 -100L-6 -26L-40 -26Z", "#E6D9BE"),
        )
    ]
    out += [rect(402, 92, 1150, 450, DARK_WOOD), at(412, 102, *mural)]
    # tiled wall below the painting, and the bath
    out += [rect(380, 542, 1220, 190, tile)]
    for r in range(4):
        out += [
            rect(380 + 61 * c, 542 + 48 * r, 58, 45, light(tile, 0.4) if (r + c) % 5 else "#CFE0E0")
            for c in range(20)
        ]
    out += [
        rect(380, 542, 1220, 12, blue),
        rect(404, 720, 1196, 30, "#B9CBC8"),
        rect(404, 744, 30, 150, "#D6E2DC"),
        rect(430, 744, 1170, 150, "#6FB3BC"),
        rect(430, 744, 1170, 26, "#4E97A4"),
        *[
            rect(x, y, w, 7, "#CDE8E4", 3, 0.8)
            for x, y, w in (
                (480, 792, 120),
                (660, 820, 90),
                (820, 786, 150),
                (1060, 830, 120),
                (1230, 794, 90),
                (1400, 824, 130),
                (560, 860, 120),
                (940, 868, 100),
                (1290, 866, 140),
            )
        ],
    ]
    out += [
        at(
            1330,
            544,
            rect(-16, 40, 32, 70, "#9AA5A8", 5),
            path("M-12 108L12 108L20 204L-20 204Z", "#CDE8E4", 0.85),
            rect(-30, 36, 60, 16, "#B9C4C6", 5),
        )
    ]
    out += [
        bather(720, 836, 1.0, SKIN[0], "#2A211D", CREAM),
        bather(1110, 822, 0.9, SKIN[1], "#4A423C", "#BFD5E2"),
        *[oval(x, y, 104, 10, "#CDE8E4", 0.7) for x, y in ((720, 838), (1110, 824))],
    ]
    out += [
        rect(404, 884, 1196, 40, "#D6E2DC"),
        rect(404, 914, 1196, 10, "#A9BDBA"),
        rect(404, 924, 1196, 60, blue),
    ]
    out += [
        rect(404 + 40 * c, 927 + 28 * r, 37, 25, light(blue, 0.14) if (c + r) % 3 else "#6FA3C4", 2)
        for c in range(30)
        for r in range(2)
    ]
    # slate floor
    out += [
        rect(0, 860, 404, 124, "#8B949A"),
        rect(370, 86, 34, 790, "#8A5C36"),
        rect(392, 86, 12, 790, DARK_WOOD),
        rect(362, 866, 50, 22, "#6F777D", 3),
        rect(0, 860, 362, 10, INK, op=0.2),
        rect(0, 984, 1600, 216, "#8B949A"),
        rect(404, 984, 1196, 14, INK, op=0.2),
    ]
    out += [line([(0, y), (1600 if y > 984 else 380, y)], 3, "#78828A") for y in (900, 940, 990, 1050, 1122)] + [
        line([(800 + (x - 800) * 0.62, 990), (x, 1200)], 3, "#78828A") for x in range(-600, 2300, 150)
    ]
    # entrance: a door with its noren, light falling in
    out += [
        rect(52, 180, 300, 690, DARK_WOOD),
        rect(74, 206, 256, 664, "#F3DDAE"),
        rect(74, 206, 256, 664, WINDOW, op=0.35),
        poly([(74, 870), (330, 870), (470, 1130), (150, 1130)], "#F6E6BE", 0.35),
        path("M74 600Q140 540 210 566Q280 520 330 560L330 870L74 870Z", "#B9BE84"),
        round_bush(122, 640),
        round_bush(282, 660),
        path("M74 720Q190 680 330 724L330 870L74 870Z", "#93A866"),
        path("M190 690C176 740 170 780 120 870L280 870C240 790 226 740 216 690Z", "#E6D6B4"),
        *[oval(204 - 6 * k, 712 + 46 * k, 14 + 12 * k, 5 + 3 * k, "#C9B890") for k in range(4)],
        rect(36, 176, 332, 26, dark(DARK_WOOD, 0.2), 4),
    ]
    for k in range(3):
        x = 78 + 84 * k
        out += [
            path(f"M{x} 202L{x + 80} 202L{x + 79} 438Q{x + 40} 448 {x + 1} 438Z", "#2B4A78"),
            path(f"M{x + 58} 202L{x + 80} 202L{x + 79} 438L{x + 62} 441Z", dark("#2B4A78", 0.3)),
        ]
    out += [
        at(
            202,
            330,
            stroke("M-44 30Q-54 62 0 62Q54 62 44 30", 11, CREAM),
            *[stroke(f"M{x} 34q-12 -18 0 -34q12 -18 0 -36", 10, CREAM) for x in (-24, 0, 24)],
        )
    ]
    out += [
        *[
            steam(x, y, h, w, 0.34)
            for x, y, h, w in (
                (560, 760, 250, 20),
                (880, 750, 330, 24),
                (980, 780, 200, 16),
                (1240, 760, 280, 22),
                (1480, 770, 220, 18),
                (640, 700, 160, 14),
            )
        ]
    ]
    # wooden things in front
    out += [poly([(860, 1040), (1600, 1040), (1600, 1128), (820, 1128)], dark(HINOKI, 0.35))] + [
        poly(
            [
                (864 - 8 * k, 1034 + 18 * k),
                (1600, 1034 + 18 * k),
                (1600, 1047 + 18 * k),
                (861 - 8 * k, 1047 + 18 * k),
            ],
            light(HINOKI, 0.1) if k % 2 else HINOKI,
        )
        for k in range(5)
    ]
    out += [oval(1320, 1108, 240, 14, INK, 0.2)] + [
        tub(x, y, 136)
        for x, y in ((1180, 1108), (1322, 1108), (1464, 1108), (1250, 1032), (1392, 1032), (1322, 956))
    ]
    out += [
        at(
            980,
            1106,
            oval(0, 2, 84, 10, INK, 0.2),
            rect(-70, -70, 140, 20, HINOKI, 5),
            rect(-70, -56, 140, 7, dark(HINOKI, 0.3)),
            poly([(-60, -50), (-40, -50), (-44, 0), (-62, 0)], dark(HINOKI, 0.1)),
            poly([(40, -50), (60, -50), (62, 0), (44, 0)], dark(HINOKI, 0.3)),
            rect(-46, -88, 84, 20, CREAM, 8),
            rect(-46, -104, 84, 20, "#BFD5E2", 8),
            rect(-46, -78, 84, 5, LANTERN),
        ),
        jar(846, 1110, 40, 74, CREAM, LANTERN),
        jar(800, 1114, 34, 58, "#A9CDBF", DARK_WOOD),
    ]
    return out
