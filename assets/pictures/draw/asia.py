"""The Asia poster: mountains, terraces, a pagoda, lanterns under blossom."""

# ruff: noqa: E501  (a path's data is one string)

from parts import cloud, curved_roof, lantern, round_tree, window
from pen import (
    CREAM,
    DELFT,
    LANTERN,
    SUN,
    WINDOW,
    Point,
    at,
    circle,
    curve,
    dark,
    land,
    line,
    oval,
    path,
    poly,
    rect,
    thread,
)
from poster import bands, peak


def curve_to(points: list[Point], bottom: float) -> str:
    """A smooth bank whose right end rounds off and falls to the bottom."""
    x, y = points[-1]
    return f"{curve(points)}C{x + 30:.0f} {y + 20:.0f} {x + 40:.0f} {y + 80:.0f} {x - 40:.0f} {bottom}L{points[0][0]:.0f} {bottom}Z"


def pagoda(x: float, y: float, s: float) -> str:
    tile, post, wall, out = "#4A3656", "#8E2F3A", "#EBD3AE", []
    widths = ((300, 96), (240, 84), (186, 76), (136, 70))
    base = 0.0
    for i, (w, h) in enumerate(widths):
        out += [rect(-w / 2, base - h, w, h, wall), rect(w * 0.24, base - h, w * 0.26, h, dark(wall, 0.2))]
        out += [rect(-w / 2 + (w - 12) * k / 4, base - h, 12, h, post) for k in range(5)]
        out += [
            window(-w * 0.19, base - h + 20, w * 0.13, h * 0.44, WINDOW, post, 2, 2),
            window(w * 0.07, base - h + 20, w * 0.13, h * 0.44, WINDOW, post, 2, 2),
        ]
        roof = base - h + 14
        top = widths[i + 1][0] if i < 3 else 26
        out.append(at(0, roof, curved_roof(w + 170, 62 if i < 3 else 88, 30, max(top - 10, 60), tile)))
        base = roof - 62
    tip = base - 12
    out += [
        rect(-5, tip - 116, 10, 116, SUN),
        *[oval(0, tip - 22 - 20 * k, 22 - 4 * k, 6, SUN) for k in range(4)],
        circle(0, tip - 122, 10, SUN),
    ]
    return at(x, y, rect(-196, 0, 392, 26, "#C8B08C"), rect(-176, -10, 352, 14, "#DCC6A0"), *out, s=s)


def asia() -> list[str]:
    out = bands(0, 700, ["#8A2F5B", "#A3416A", "#BC5B78", "#D27C85", "#E39E93", "#EFBFA5"])
    out += [
        circle(620, 380, 250, "#F3B18C", 0.35),
        circle(620, 380, 186, "#F08A5A"),
        path("M620 194A186 186 0 0 1 620 566A250 250 0 0 0 620 194Z", "#E2703F"),
    ]
    out += [
        cloud(320, 330, 420, "#F0C2B0", "#E2A59C"),
        cloud(930, 420, 330, "#F3CDB6", "#E8AFA0"),
        cloud(1320, 210, 380, "#C66E86", "#B45B78"),
    ]
    out += [
        land([(0, 620), (160, 480), (240, 560), (330, 430), (430, 590), (560, 640), (760, 720)], 900, "#B76A86"),
        peak(1120, 330, 520, 560, 780, "#8C4A78", "#F6E0D0"),
    ]
    mist = "#E9B6A8"
    out += [
        land(
            [
                (0, 700),
                (110, 520),
                (200, 560),
                (300, 660),
                (420, 700),
                (560, 640),
                (700, 720),
                (900, 690),
                (1200, 730),
                (1600, 660),
            ],
            900,
            "#7A3C66",
        ),
        path("M0 700C300 670 500 750 800 716C1100 690 1300 740 1600 706L1600 770L0 780Z", mist, 0.55),
    ]
    out.append(land([(0, 800), (300, 760), (600, 800), (900, 770), (1200, 800), (1600, 720)], 1200, "#55305A"))
    # terraces step down to the left, water in each
    for i, (y, w, c) in enumerate(
        (
            (776, 640, "#6F7A48"),
            (820, 760, "#7F8A4E"),
            (868, 880, "#8E9A55"),
            (922, 990, "#9AA65B"),
            (984, 1090, "#88984F"),
            (1054, 1180, "#748944"),
        )
    ):
        edge = [(-10, y + 10), (w * 0.25, y - 8), (w * 0.5, y + 14), (w * 0.75, y + 4), (w, y + 46)]
        out.append(path(curve_to(edge, 1210), dark(c, 0.28)))
        out.append(path(curve_to([(x, yy + 18) for x, yy in edge[:-1]] + [(w - 24, y + 62)], 1210), c))
        out.append(
            path(
                curve_to([(x, yy + 24) for x, yy in edge[:-1]] + [(w - 70, y + 66)], 1210),
                "#E7B7A4" if i % 2 == 0 else "#D996A0",
            )
        )
        out += [
            line([(40 + k * w / 9, y + 38 + (k % 3) * 4), (40 + k * w / 9, y + 26 + (k % 3) * 4)], 4, c)
            for k in range(8)
        ]
    out += [
        at(
            360,
            966,
            path("M-14 0L-10 -50Q0 -66 14 -50L18 0Z", DELFT),
            path("M4 -58Q12 -54 14 -50L18 0L6 0Z", dark(DELFT, 0.25)),
            poly([(-30, -56), (2, -82), (34, -56)], "#E7C47F"),
            poly([(2, -82), (34, -56), (10, -56)], "#C79A52"),
            line([(-4, -40), (-26, -16)], 8, DELFT),
        )
    ]
    # the pagoda on its rise and the hall below it
    out += [
        land([(600, 1210), (720, 1060), (820, 940), (960, 850), (1240, 800), (1600, 790)], 1210, "#4A3A4C"),
        round_tree(1030, 850, 170, "#D8768C", "#4A2A34"),
        round_tree(1520, 806, 250, "#D8768C", "#4A2A34"),
        pagoda(1280, 824, 0.98),
        round_tree(1430, 836, 150, "#E690A0", "#4A2A34"),
        round_tree(1110, 850, 130, "#E690A0", "#4A2A34"),
    ]
    out.append(land([(700, 1210), (820, 1060), (1000, 950), (1300, 900), (1600, 900)], 1210, "#5C5A46"))
    out += [
        poly([(1236, 850), (1324, 850), (1400, 1210), (1010, 1210)], "#CDB390"),
        poly([(1304, 850), (1324, 850), (1400, 1210), (1320, 1210)], "#B0916F"),
    ]
    for k in range(9):
        y, t = 866 + 38 * k, (16 + 38 * k) / 360
        out.append(line([(1236 - 226 * t, y), (1324 + 76 * t, y)], 4 + k * 0.5, "#9C7E62", 0.8, "butt"))
    for x, y, s in ((1172, 960, 0.8), (1420, 960, 0.8), (1080, 1090, 1.1), (1462, 1090, 1.1)):
        out.append(
            at(
                x,
                y,
                rect(-14, -70, 28, 70, "#9C8E84"),
                rect(4, -70, 10, 70, "#7D716A"),
                rect(-30, -104, 60, 36, "#A89A8E"),
                rect(-14, -98, 28, 24, WINDOW),
                poly([(-46, -102), (46, -102), (14, -128), (-14, -128)], "#7D716A"),
                rect(-26, -8, 52, 12, "#7D716A"),
                s=s,
            )
        )
    out += [land([(0, 1150), (400, 1120), (800, 1160), (1150, 1180), (1600, 1150)], 1210, "#3A2742")]
    # lanterns and a blossoming branch before it all
    out += [
        thread([(-20, 60), (180, 96), (360, 70), (560, 110), (690, 96)], 22, "#3A2233"),
        thread([(300, 80), (420, 150), (520, 170)], 12, "#3A2233"),
        thread([(120, 84), (200, 160), (260, 180)], 11, "#3A2233"),
    ]
    for i, (x, y) in enumerate(
        (
            (60, 50),
            (130, 112),
            (210, 80),
            (258, 176),
            (320, 52),
            (396, 100),
            (430, 148),
            (520, 174),
            (556, 92),
            (620, 116),
            (692, 92),
            (200, 150),
            (480, 96),
            (30, 100),
            (660, 70),
            (350, 120),
        )
    ):
        r = 22 + i * 7 % 11
        out += [
            at(
                x,
                y,
                *[
                    circle(r * 0.62 * a, r * 0.62 * b, r * 0.55, "#F2B3BE" if i % 2 else "#F8D3D3")
                    for a, b in ((0, -1), (0.95, -0.3), (0.6, 0.8), (-0.6, 0.8), (-0.95, -0.3))
                ],
                circle(0, 0, r * 0.3, "#C2426A"),
            )
        ]
    out += [lantern(150, 110, 330), lantern(330, 84, 260, SUN), lantern(1524, -40, 370), lantern(1096, -30, 250)]
    for x, y, k in ((800, 250, 1.0), (900, 196, 0.8), (716, 168, 0.7)):
        out.append(
            at(
                x,
                y,
                path("M-60 8C-20 -4 10 0 24 0L70 -14L74 -10L30 10C6 18 -30 16 -60 8Z", CREAM),
                path("M0 2C-10 -34 -40 -56 -70 -60C-50 -30 -34 -8 -14 8Z", CREAM),
                path("M12 4C20 -36 40 -60 66 -74C58 -40 44 -12 26 6Z", dark(CREAM, 0.12)),
                circle(68, -13, 4, LANTERN),
                s=k,
            )
        )
    return out
