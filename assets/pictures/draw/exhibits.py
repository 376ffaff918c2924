"""What there is to do: the noodle shop as one comes up to it at dusk, 1600 x 1200."""

# ruff: noqa: E501  (a path's data is one string)

from furnish import jar, shelf, steam
from noodle_room import cook, slips
from parts import bowl, curved_roof, lantern, potted
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
    at,
    circle,
    dark,
    glow,
    land,
    light,
    line,
    mix,
    oval,
    path,
    picture,
    poly,
    rect,
    stroke,
)


def neighbour(x: float, top: float, w: float, wall: str, lit: list[tuple[float, float]]) -> str:
    """A darker house beside the shop; lit are the top left corners of its bright windows."""
    out = [
        rect(x, top, w, 900 - top, wall),
        poly(
            [(x - 26, top + 12), (x + 30, top - 46), (x + w - 30, top - 46), (x + w + 26, top + 12)],
            dark(wall, 0.35),
        ),
    ]
    out += [
        rect(a, b, 54, 70, WINDOW) + rect(a + 25, b, 4, 70, wall) + rect(a, b + 33, 54, 4, wall) for a, b in lit
    ]
    return "".join(out)


def noodle_shop() -> list[str]:
    wood, shade, tile, warm = "#6E3D2C", "#4A2A26", "#4B4A74", "#F2B75E"
    out = [
        rect(0, 0, 1600, 1200, NIGHT),
        rect(0, 150, 1600, 800, "#2C2F58"),
        rect(0, 290, 1600, 700, "#4E3B6B"),
        rect(0, 430, 1600, 500, "#83496F"),
        rect(0, 560, 1600, 400, "#C0655F"),
        rect(0, 680, 1600, 300, "#E59A62"),
    ]
    out += [
        circle(150, 150, 62, CREAM, 0.12),
        circle(150, 150, 44, "#F7EBC9"),
        *[
            circle(x, y, r, CREAM, 0.8)
            for x, y, r in (
                (60, 80, 3),
                (250, 60, 2.5),
                (300, 190, 3),
                (90, 260, 2.5),
                (1540, 60, 3),
                (1480, 120, 2.5),
                (230, 280, 2),
            )
        ],
    ]
    out += [
        land([(0, 700), (120, 640), (240, 690), (400, 650)], 920, "#5A3A62"),
        neighbour(-40, 560, 210, "#2E2A4C", [(24, 620), (100, 720)]),
        neighbour(1490, 470, 170, "#2E2A4C", [(1534, 560), (1534, 690)]),
    ]
    # upper floor with paper screens
    out += [
        rect(380, 30, 940, 260, "#5B3A4A"),
        rect(1210, 30, 110, 260, dark("#5B3A4A", 0.3)),
        rect(360, 0, 980, 44, tile),
        rect(360, 40, 980, 10, light(tile, 0.2)),
    ]
    for k in range(4):
        x = 440 + 200 * k
        out += [
            rect(x - 10, 84, 170, 150, shade),
            rect(x, 94, 150, 130, WINDOW if k != 2 else mix(WINDOW, SUN, 0.4)),
            *[rect(x + 30 * i - 2, 94, 4, 130, shade) for i in range(1, 5)],
            *[rect(x, 94 + 43 * i - 2, 150, 4, shade) for i in range(1, 3)],
        ]
    out += [rect(400, 244, 900, 12, wood), *[rect(410 + 34 * k, 210 + 40, 8, 40, wood) for k in range(27)]]
    # the shop front under its great eave
    out += [
        rect(250, 380, 1230, 560, wood),
        rect(1390, 380, 90, 560, shade),
        rect(250, 380, 150, 560, "#8E4F36"),
        *[rect(250 + 30 * k, 380, 3, 560, shade) for k in range(1, 5)],
        rect(250, 380, 1230, 40, INK, op=0.3),
    ]
    out += [
        rect(410, 410, 800, 360, warm),
        rect(410, 410, 800, 70, mix(warm, CLAY, 0.4)),
        shelf(440, 610, 300, wood),
        shelf(960, 640, 240, wood),
    ]
    out += [
        at(
            x,
            610,
            *[
                path(
                    f"M-30 {-13 * k}L30 {-13 * k}L25 {-13 * k - 13}L-25 {-13 * k - 13}Z", c if k % 2 == 0 else CREAM
                )
                for k in range(3)
            ],
        )
        for x, c in ((486, DELFT), (556, LANTERN), (626, REEF))
    ]
    out += [
        jar(694, 610, 36, 48, PLUM, CREAM),
        *[
            jar(x, 640, 36, h, c, DARK_WOOD)
            for x, h, c in (
                (990, 50, "#7C9A55"),
                (1036, 58, CLAY),
                (1082, 50, DELFT),
                (1128, 58, LANTERN),
                (1174, 50, CREAM),
            )
        ],
    ]
    out += [
        at(
            540,
            770,
            rect(-80, -92, 160, 92, "#A8ADB2", 8),
            rect(30, -92, 50, 92, "#7F868D", 8),
            rect(-88, -100, 176, 16, "#C3C8CB", 6),
            rect(-68, -78, 12, 66, CREAM, 6, 0.6),
        ),
        steam(520, 668, 140, 22, 0.55),
        steam(566, 668, 110, 18, 0.5),
    ]
    out += [cook(820, 770, 0.84, SKIN[1], LANTERN), line([(716, 652), (694, 742)], 6, DARK_WOOD)]
    # noren, lattice door, posts
    for k in range(5):
        x = 414 + 116 * k
        out += [
            path(f"M{x} 414L{x + 112} 414L{x + 110} 526Q{x + 56} 540 {x + 2} 526Z", LANTERN),
            path(f"M{x + 88} 414L{x + 112} 414L{x + 110} 526L{x + 90} 531Z", dark(LANTERN, 0.22)),
            circle(x + 54, 468, 30, CREAM),
            path(f"M{x + 34} 466L{x + 74} 466Q{x + 70} 492 {x + 54} 492Q{x + 38} 492 {x + 34} 466Z", INK),
            line([(x + 44, 462), (x + 66, 446)], 4, INK),
            line([(x + 54, 462), (x + 74, 450)], 4, INK),
        ]
    out += [
        slips(1010, 424, 5, 132, 40),
        rect(396, 400, 830, 16, shade),
        rect(396, 400, 20, 500, wood),
        rect(1206, 400, 20, 500, shade),
    ]
    out += [
        rect(1236, 440, 150, 460, shade),
        rect(1248, 452, 126, 300, WINDOW),
        *[rect(1248 + 18 * k - 2, 452, 4, 300, shade) for k in range(1, 7)],
        *[rect(1248, 452 + 60 * k - 2, 126, 4, shade) for k in range(1, 5)],
        rect(1248, 764, 126, 126, wood),
        rect(1362, 660, 8, 50, INK, 4),
    ]
    # counter and its row of bowls
    out += [
        rect(388, 768, 838, 28, "#D59A5E"),
        rect(388, 790, 838, 10, shade),
        rect(404, 800, 806, 110, "#7E432F"),
        *[rect(418 + 80 * k, 812, 68, 88, "#93533A") for k in range(10)],
    ]
    out += [
        bowl(x, 770, 104, c)
        for x, c in ((458, DELFT), (576, CREAM), (694, LANTERN), (950, REEF), (1062, CREAM), (1174, PLUM))
    ]
    # the eave
    out.append(at(866, 386, curved_roof(1480, 150, 46, 1060, tile, step=44)))
    for k in range(24):
        out.append(circle(352 + 44.7 * k, 384, 13, dark(tile, 0.25)))
        out.append(circle(350 + 44.7 * k, 382, 7, light(tile, 0.25)))
    out += [glow(268, 590, 300, "#FF9A4D", 0.1), glow(1424, 480, 140, "#FF9A4D", 0.1)]
    # the street: stone, warm light lying on it
    out += [
        rect(0, 898, 1600, 302, "#4A4560"),
        rect(0, 898, 1600, 14, "#6B6078"),
        poly([(404, 912), (1230, 912), (1440, 1200), (250, 1200)], "#E59A62", 0.16),
        poly([(470, 912), (1160, 912), (1300, 1200), (400, 1200)], "#F2B75E", 0.16),
    ]
    out += [line([(0, y), (1600, y)], 3, "#3D3953") for y in (944, 1000, 1078)] + [
        line([(800 + (x - 800) * 0.55, 912), (x, 1200)], 3, "#3D3953", 0.7) for x in range(-700, 2400, 170)
    ]
    out += [
        rect(x, y, w, 8, c, 4, 0.55)
        for x, y, w, c in (
            (560, 968, 150, WINDOW),
            (800, 1024, 190, WINDOW),
            (980, 962, 110, SUN),
            (640, 1100, 130, SUN),
            (1030, 1110, 170, WINDOW),
            (270, 1000, 110, LANTERN),
            (300, 1040, 70, LANTERN),
            (262, 1084, 96, LANTERN),
        )
    ]
    for x in (520, 700, 880, 1060):
        out.append(
            at(
                x,
                1010,
                oval(0, 0, 66, 10, INK, 0.3),
                line([(-32, -150), (-44, 0)], 12, "#5A3426"),
                line([(32, -150), (44, 0)], 12, "#3B221C"),
                line([(-39, -58), (39, -58)], 8, "#5A3426"),
                rect(-52, -174, 104, 26, SUN, 12),
                rect(20, -174, 32, 26, dark(SUN, 0.25), 12),
            )
        )
    # a cat that knows the cook
    out += [
        at(
            1240,
            1000,
            oval(4, 0, 60, 9, INK, 0.3),
            path(
                "M-36 0C-46 -44 -30 -84 -4 -92C-10 -112 -6 -128 0 -142L16 -126L34 -126L50 -142C58 -122 56 -104 42 -94C56 -70 60 -30 52 0Z",
                "#E9DCC6",
            ),
            path("M42 -94C56 -70 60 -30 52 0L26 0C38 -30 38 -66 28 -92Z", dark("#E9DCC6", 0.22)),
            path("M-4 -92C-10 -112 -6 -128 0 -142L14 -126Q16 -104 -4 -92Z", CLAY),
            stroke("M-32 -6Q-72 -4 -70 -44", 13, CLAY),
            circle(14, -112, 3.5, INK),
            circle(36, -112, 3.5, INK),
            path("M21 -104L29 -104L25 -99Z", LANTERN),
            rect(-2, -90, 48, 9, LANTERN, 4),
        )
    ]
    out += [
        potted(1330, 930, 190, DELFT, "#47705A"),
        potted(1444, 940, 240, CLAY, "#47705A"),
        potted(330, 920, 150, CLAY, "#47705A"),
    ]
    # the great lantern
    out += [lantern(268, 330, 470, lit=True), lantern(1424, 380, 210, lit=True)]
    return out


def layers() -> dict[str, str]:
    return {"exhibits/noodle-shop.svg": picture(1600, 1200, *noodle_shop())}
