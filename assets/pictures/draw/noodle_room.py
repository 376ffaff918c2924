"""The noodle shop from inside: the counter, its stools, the cook."""

from furnish import HORIZON, jar, shelf, steam, tiles, view
from parts import bowl, lantern, plank_wall, potted
from pen import (
    CLAY,
    CREAM,
    DARK_WOOD,
    DELFT,
    INK,
    LANTERN,
    NIGHT,
    PLUM,
    REEF,
    SKIN,
    SUN,
    WINDOW,
    WOOD,
    at,
    circle,
    dark,
    glow,
    land,
    line,
    oval,
    path,
    poly,
    rect,
    stroke,
    thread,
)


def cook(x: float, y: float, s: float, skin: str, band: str) -> str:
    """A cook from the waist up, placed by the middle of the waist, lifting noodles."""
    return at(
        x,
        y,
        path("M-74 0L-80 -120C-76 -160 -40 -172 0 -172C40 -172 76 -160 80 -120L74 0Z", CREAM),
        path("M30 -169C60 -164 78 -150 80 -120L74 0L34 0Z", dark(CREAM, 0.16)),
        path("M-16 -170L10 -110L28 -170Z", skin),
        line([(-24, -172), (10, -108), (10, -20)], 6, "#C9BFA9"),
        rect(-76, -40, 152, 40, NIGHT),
        rect(-18, -204, 36, 40, dark(skin, 0.14)),
        oval(0, -236, 42, 50, skin),
        path("M18 -282C48 -270 46 -204 14 -190C26 -220 26 -254 18 -282Z", dark(skin, 0.13)),
        path("M-44 -244C-50 -304 50 -304 44 -244C30 -262 -26 -266 -44 -244Z", "#2A211D"),
        path("M-45 -256Q0 -278 45 -256L44 -240Q0 -262 -44 -240Z", band),
        path("M44 -254L66 -266L62 -248L68 -236L44 -242Z", band),
        stroke("M-22 -232Q-14 -226 -6 -232", 4, INK),
        stroke("M10 -232Q18 -226 26 -232", 4, INK),
        stroke("M-8 -206Q3 -198 14 -206", 4, dark(skin, 0.5)),
        line([(-72, -136), (-116, -76), (-124, -128)], 34, CREAM),
        line([(72, -136), (112, -70), (70, -36)], 34, dark(CREAM, 0.14)),
        circle(-124, -142, 17, skin),
        circle(66, -34, 16, dark(skin, 0.1)),
        s=s,
    )


def slips(x: float, y: float, count: int, h: float = 120, step: float = 44) -> str:
    """Blank wooden menu slips on a rail."""
    out = [rect(x - 14, y - 10, count * step + 14, 10, DARK_WOOD, 4)]
    for i in range(count):
        a, tall, wood = x + i * step, h - (i * 29 % 22), ("#E3BE86", "#D9AE74", "#EBCB98")[i % 3]
        out += [
            line([(a + 14, y), (a + 14, y + 12)], 3, INK),
            rect(a, y + 10, 29, tall, wood),
            rect(a + 22, y + 10, 7, tall, dark(wood, 0.18)),
            rect(a + 11, y + 22, 7, 7, LANTERN if i % 4 == 1 else dark(wood, 0.35)),
        ]
    return "".join(out)


def noodle_room() -> list[str]:
    wall, wood, tone = "#E7C58F", "#6E3D2C", "#54302A"
    out = [
        rect(0, 0, 1600, HORIZON, wall),
        plank_wall(0, 560, 1600, 300, "#8E4F36", 64, upright=True),
        rect(0, 548, 1600, 16, wood),
        rect(0, 0, 1600, 70, tone),
        *[rect(x, 0, 40, 548, wood) + rect(x + 28, 0, 12, 548, dark(wood, 0.3)) for x in (440, 1560)],
        rect(0, 60, 1600, 14, dark(tone, 0.3)),
    ]
    dusk = [
        rect(0, 0, 310, 360, "#54406E"),
        rect(0, 120, 310, 240, "#8A4F78"),
        rect(0, 200, 310, 160, "#D97F6A"),
        circle(90, 230, 44, SUN),
        land([(0, 270), (90, 236), (200, 262), (310, 220)], 360, "#5A3A5E"),
        *[
            rect(x, 360 - h, w, h, c)
            for x, w, h, c in (
                (0, 62, 110, NIGHT),
                (70, 50, 150, "#2A3156"),
                (128, 70, 96, NIGHT),
                (206, 50, 170, "#2A3156"),
                (262, 48, 120, NIGHT),
            )
        ],
        *[
            rect(x, y, 12, 14, WINDOW)
            for x, y in (
                (14, 266),
                (36, 290),
                (84, 226),
                (84, 258),
                (100, 300),
                (146, 284),
                (174, 300),
                (220, 206),
                (236, 240),
                (220, 280),
                (276, 256),
                (290, 296),
            )
        ],
    ]
    out += [view(80, 150, 310, 360, dusk, wood, 3, 3, 10)]
    # kitchen wall: dark opening with shelves of bowls, pots and steam
    out += [
        rect(480, 130, 1080, 520, "#DDA45E"),
        rect(480, 130, 1080, 60, dark("#DDA45E", 0.16)),
        rect(1380, 130, 180, 520, dark("#DDA45E", 0.1)),
        shelf(520, 330, 330, wood),
        shelf(1190, 430, 340, wood),
        shelf(520, 450, 230, wood),
    ]
    out += [
        at(
            x,
            330,
            *[
                path(
                    f"M-34 {-14 * k}L34 {-14 * k}L28 {-14 * k - 14}L-28 {-14 * k - 14}Z", c if k % 2 == 0 else CREAM
                )
                for k in range(4)
            ],
        )
        for x, c in ((566, DELFT), (646, LANTERN), (726, REEF))
    ]
    out += [
        jar(800, 330, 46, 64, PLUM, CREAM),
        *[
            jar(x, 430, 44, h, c, DARK_WOOD)
            for x, h, c in ((1226, 66, "#7C9A55"), (1284, 76, "#F0D08A"), (1342, 66, CLAY), (1400, 76, DELFT))
        ],
        at(
            1472,
            430,
            path("M-30 0C-48 -30 -30 -60 -12 -64L-12 -84L12 -84L12 -64C30 -60 48 -30 30 0Z", CREAM),
            path("M4 -84L12 -84L12 -64C30 -60 48 -30 30 0L10 0C22 -30 14 -56 4 -64Z", dark(CREAM, 0.16)),
            circle(-4, -30, 12, LANTERN),
        ),
        *[jar(x, 450, 36, 54, c, CREAM) for x, c in ((560, LANTERN), (604, INK), (648, SUN))],
        at(
            712,
            450,
            path("M-26 0L-22 -40L22 -40L26 0Z", WOOD),
            *[line([(a, -38), (a * 2.1, -98)], 4, "#D9AE74") for a in (-12, -4, 5, 13)],
        ),
    ]
    # big pots on the fire
    out += [rect(520, 586, 420, 64, "#4A4650"), *[circle(x, 622, 11, SUN) for x in (570, 640, 820, 890)]]
    for x, w, h in ((616, 150, 130), (826, 170, 104)):
        out += [
            at(
                x,
                586,
                rect(-w / 2, -h, w, h, "#A8ADB2", 8),
                rect(w * 0.2, -h, w * 0.3, h, "#7F868D", 8),
                rect(-w / 2 - 8, -h - 8, w + 16, 16, "#C3C8CB", 6),
                rect(-w * 0.42, -h + 14, 12, h - 30, CREAM, 6, 0.6),
                rect(-w / 2 - 24, -h + 26, 24, 12, INK, 5),
                rect(w / 2, -h + 26, 24, 12, INK, 5),
            )
        ]
    out += [
        steam(600, 440, 190, 17, 0.6),
        steam(650, 440, 140, 13, 0.5),
        steam(810, 470, 220, 18, 0.6),
        steam(860, 470, 160, 14, 0.5),
    ]
    out += [
        cook(1090, 650, 1.06, SKIN[0], LANTERN),
        at(
            958,
            498,
            line([(0, 0), (-26, 110)], 7, DARK_WOOD),
            *[thread([(-14 + 8 * k, 66), (-18 + 7 * k, 110), (-16 + 8 * k, 152)], 5, "#F4DFA8") for k in range(5)],
        ),
    ]
    out += [glow(x, y, r, "#FFE0A0", 0.1) for x, y, r in ((460, 186, 170), (1104, 160, 150))]
    # noren over the opening, lanterns on the beam, slips on the right
    for k in range(5):
        x = 484 + 112 * k
        out += [
            path(
                f"M{x} 128L{x + 106} 128L{x + 104} 236Q{x + 54} 248 {x + 2} 236Z", "#2B3F6C" if k % 2 else "#263860"
            ),
            path(f"M{x + 84} 128L{x + 106} 128L{x + 104} 236L{x + 86} 240Z", NIGHT, 0.5),
            circle(x + 52, 184, 26, CREAM),
            path(f"M{x + 35} 182L{x + 69} 182Q{x + 66} 204 {x + 52} 204Q{x + 38} 204 {x + 35} 182Z", "#2B3F6C"),
            line([(x + 44, 179), (x + 62, 164)], 4, "#2B3F6C"),
            line([(x + 52, 179), (x + 68, 168)], 4, "#2B3F6C"),
        ]
    out += [rect(470, 120, 1090, 14, wood), slips(1182, 140, 8, 110)]
    # the counter
    out += [rect(450, 636, 1150, 30, "#D59A5E"), rect(450, 660, 1150, 10, dark("#D59A5E", 0.35))]
    out += [
        bowl(560, 636, 110, DELFT),
        bowl(744, 636, 110, LANTERN),
        bowl(1280, 636, 110, REEF),
        bowl(1450, 636, 110, CREAM),
    ]
    out += [
        *[jar(x, 636, 26, h, c, INK) for x, h, c in ((644, 50, INK), (676, 42, LANTERN), (1366, 48, INK))],
        at(
            876,
            636,
            path("M-26 0L-22 -46L22 -46L26 0Z", WOOD),
            path("M8 -46L22 -46L26 0L10 0Z", dark(WOOD)),
            *[
                line([(a, -44), (a * 2, -104)], 5, c)
                for a, c in ((-12, LANTERN), (-4, "#D9AE74"), (5, LANTERN), (13, "#D9AE74"))
            ],
        ),
    ]
    out += tiles("#7A6A70", "#6B5C64", 6, 16)
    out += [
        rect(470, 670, 1130, 244, "#7E432F"),
        *[rect(490 + 92 * k, 690, 78, 196, "#93533A" if k < 9 else "#7A4431") for k in range(12)],
        rect(470, 894, 1130, 20, tone),
        poly([(470, 914), (1600, 914), (1600, 946), (440, 946)], INK, 0.22),
    ]
    for x in (640, 880, 1120, 1360):
        out.append(
            at(
                x,
                1100,
                oval(0, 0, 84, 13, INK, 0.25),
                line([(-40, -230), (-58, 0)], 15, "#5A3426"),
                line([(40, -230), (58, 0)], 15, "#43261D"),
                line([(-51, -90), (51, -90)], 10, "#5A3426"),
                line([(0, -230), (0, -92)], 11, "#43261D"),
                rect(-66, -262, 132, 34, LANTERN, 15),
                rect(24, -262, 42, 34, dark(LANTERN), 15),
                rect(-60, -236, 120, 12, "#5A3426", 5),
            )
        )
    out += [lantern(x, 66, 200, lit=True) for x in (1104,)]
    out += [lantern(460, 66, 250, lit=True), potted(230, 880, 250, DELFT)]
    return out
