"""The Europe poster: canal houses, a windmill, cows on the polder."""

# ruff: noqa: E501  (a path's data is one string)

from parts import cloud, cow, poplar, round_tree, window
from pen import (
    CREAM,
    DARK_WOOD,
    DEEP_LEAF,
    DELFT,
    INK,
    LANTERN,
    SUN,
    WINDOW,
    at,
    circle,
    dark,
    land,
    line,
    mix,
    path,
    poly,
    rect,
    stroke,
)
from poster import bands, gulls
from town_west import stepped


def house(x: float, w: float, h: float, kind: str, wall: str, door: str) -> str:
    """A canal house on the quay: kind is step, neck or beam; its windows are tall and white-framed."""
    out, eave, trim, mid = [], -h, CREAM, x + w / 2
    if kind == "step":
        out.append(stepped(x, w, eave, 4, 24, wall, trim))
    elif kind == "neck":
        out.append(
            path(
                f"M{x} 0L{x} {eave}C{x + 6} {eave - 30} {mid - w * 0.2:.0f} {eave - 20} {mid - w * 0.2:.0f} {eave - 96}L{mid + w * 0.2:.0f} {eave - 96}C{mid + w * 0.2:.0f} {eave - 20} {x + w - 6} {eave - 30} {x + w} {eave}L{x + w} 0Z",
                wall,
            )
        )
        out += [
            path(f"M{mid - w * 0.22:.0f} {eave - 94}Q{mid} {eave - 140} {mid + w * 0.22:.0f} {eave - 94}Z", trim),
            stroke(
                f"M{x} {eave}C{x + 6} {eave - 30} {mid - w * 0.2:.0f} {eave - 20} {mid - w * 0.2:.0f} {eave - 92}",
                8,
                trim,
            ),
        ]
        out.append(
            stroke(
                f"M{x + w} {eave}C{x + w - 6} {eave - 30} {mid + w * 0.2:.0f} {eave - 20} {mid + w * 0.2:.0f} {eave - 92}",
                8,
                dark(trim, 0.12),
            )
        )
    else:
        out += [
            poly([(x, 0), (x, eave), (mid, eave - 90), (x + w, eave), (x + w, 0)], wall),
            poly(
                [
                    (x - 8, eave + 6),
                    (mid, eave - 100),
                    (x + w + 8, eave + 6),
                    (x + w + 2, eave + 14),
                    (mid, eave - 84),
                    (x - 2, eave + 14),
                ],
                trim,
            ),
            rect(mid - 3, eave - 76, 6, 26, DARK_WOOD),
        ]
    out.append(rect(x + w * 0.82, eave + 4, w * 0.18, h - 4, INK, op=0.14))
    glass, ww, wh = "#45637A", w * 0.19, 62.0
    floors = max(2, int((h - 110) // 96))
    for f in range(floors):
        out += [
            window(x + w * (0.12 + 0.29 * c), eave + 20 + f * (h - 120) / floors, ww, wh, glass, trim, 2, 3)
            for c in range(3)
        ]
    out += [
        window(mid - 13, eave - 46, 26, 36, glass, trim, 2, 2),
        rect(x + w * 0.12, -94, w * 0.28, 94, trim),
        rect(x + w * 0.15, -88, w * 0.22, 88, door),
        window(x + w * 0.52, -84, w * 0.34, 56, glass, trim, 3, 1),
    ]
    return "".join([*out, rect(x, -6, w, 6, dark(wall, 0.35))])


def windmill(x: float, y: float, s: float, body: str, sail: str, turn: float) -> str:
    vane = [
        rect(-5, -300, 10, 300, "#E7D6B8"),
        rect(-58, -296, 53, 220, sail),
        *[rect(-58, -296 + 27 * k, 53, 5, DARK_WOOD, op=0.5) for k in range(1, 8)],
        rect(-34, -296, 5, 220, DARK_WOOD, op=0.5),
    ]
    return at(
        x,
        y,
        rect(-120, -96, 240, 96, "#A85640"),
        rect(50, -96, 70, 96, dark("#A85640", 0.25)),
        rect(-20, -70, 44, 70, CREAM),
        rect(-14, -64, 32, 64, DEEP_LEAF),
        poly([(-92, -96), (-58, -420), (58, -420), (92, -96)], body),
        poly([(22, -96), (16, -420), (58, -420), (92, -96)], dark(body, 0.28)),
        rect(-150, -128, 300, 12, CREAM),
        *[rect(-144 + 26 * k, -166, 7, 40, CREAM) for k in range(12)],
        rect(-150, -172, 300, 8, CREAM),
        *[line([(k * 140, -118), (k * 98, -60)], 7, DARK_WOOD) for k in (-1, 1)],
        window(-16, -250, 30, 40, WINDOW, CREAM),
        window(-14, -350, 26, 34, WINDOW, CREAM),
        rect(-66, -428, 132, 14, CREAM),
        path("M-62 -426C-62 -500 62 -500 62 -426Z", DARK_WOOD),
        path("M16 -481C44 -474 62 -456 62 -426L24 -426Z", dark(DARK_WOOD, 0.3)),
        at(
            0,
            -444,
            *[at(0, 0, *vane, turn=turn + 90 * k) for k in range(4)],
            circle(0, 0, 17, DARK_WOOD),
            circle(0, 0, 7, SUN),
        ),
        s=s,
    )


def europe() -> list[str]:
    out = bands(0, 760, ["#7FA9CB", "#93B7D3", "#A9C6DA", "#C0D5E0", "#D8E2E2", "#EFE7D6"])
    out += [
        circle(1010, 330, 150, "#F6EBD0", 0.5),
        circle(1010, 330, 104, "#FBF3DC"),
        cloud(1330, 210, 520, CREAM, "#CBDCE6"),
        cloud(860, 170, 330, "#EAF0EE", "#C3D6E2"),
        cloud(200, 120, 420, "#DCE8EC", "#B5CEDF"),
    ]
    # polder to the horizon
    out += [
        rect(0, 700, 1600, 100, "#8FA79B"),
        *[
            poplar(x, 716, h, "#7E9C8A")
            for x, h in ((960, 90), (996, 104), (1032, 96), (1068, 108), (1500, 100), (1540, 112), (1580, 98))
        ],
        rect(0, 712, 1600, 500, "#87A263"),
    ]
    out += [
        poly([(1092, 714), (1100, 660), (1112, 714)], "#6F8FA6"),
        rect(1094, 690, 16, 26, "#6F8FA6"),
        at(905, 716, rect(-16, -40, 32, 40, "#7892A2"), poly([(-20, -40), (0, -60), (20, -40)], "#6B5A52")),
    ]
    out += [
        path("M860 730L1600 738L1600 762L820 752Z", "#9DC3CC"),
        path("M840 772L1600 792L1600 824L790 800Z", "#9DC3CC"),
        *[
            rect(x, y, w, 4, CREAM, 2, 0.7)
            for x, y, w in ((1000, 742, 80), (1320, 748, 110), (950, 786, 90), (1250, 800, 130))
        ],
    ]
    out += [
        land([(840, 900), (960, 840), (1120, 800), (1400, 790), (1600, 806)], 1200, "#6E9252"),
        windmill(1340, 812, 1.06, "#3E5468", CREAM, 22),
    ]
    # the row of houses along the quay and its canal
    row = [
        (-40, 190, 360, "step", "#28598C", SUN),
        (150, 170, 430, "neck", "#B5583C", DELFT),
        (320, 176, 380, "beam", "#E4D3B2", LANTERN),
        (496, 166, 440, "step", "#7C3F36", DEEP_LEAF),
        (662, 176, 350, "neck", "#3C7BA6", CREAM),
    ]
    out += [at(0, 846, *[house(*h) for h in row])]
    out += [
        rect(-10, 842, 880, 22, "#DCCBAA"),
        rect(-10, 860, 876, 44, "#8C6F5C"),
        *[rect(x + (14 if k else 0), 866 + 18 * k, 26, 3, "#6F5648") for k in (0, 1) for x in range(10, 850, 58)],
    ]
    out.append(path("M-10 902L866 902L1000 884L1600 880L1600 1010L-10 1050Z", "#3F6F98"))
    out += [
        rect(h[0] + 10, 908, h[1] - 22, 84 + (i % 3) * 26, mix(h[4], "#3F6F98", 0.74)) for i, h in enumerate(row)
    ]
    out += [
        rect(x, y, w, 6, "#A9CBDD", 3, 0.75)
        for x, y, w in (
            (20, 930, 140),
            (260, 950, 190),
            (560, 926, 130),
            (700, 974, 200),
            (960, 930, 170),
            (1220, 906, 150),
            (1400, 946, 160),
            (90, 1000, 200),
            (430, 1010, 120),
            (1040, 984, 120),
        )
    ]
    for x in (66, 246, 560, 730):
        out.append(round_tree(x, 848, 190, "#7FA05A"))
    out += [
        line([(400, 846), (430, 800), (474, 800), (492, 846)], 5, INK),
        line([(430, 800), (452, 846), (474, 800)], 5, INK),
        *[stroke(f"M{x - 22} 828A22 22 0 1 1 {x + 22} 828A22 22 0 1 1 {x - 22} 828Z", 5, INK) for x in (402, 490)],
        line([(474, 800), (468, 782), (486, 780)], 5, INK),
        line([(422, 790), (440, 790)], 7, INK),
    ]
    # a flat-bottomed boat
    out += [
        path("M250 946L640 946C632 1000 590 1016 540 1016L340 1016C290 1016 262 990 250 946Z", "#7A4A32"),
        path("M500 946L640 946C632 1000 590 1016 540 1016L480 1016Z", dark("#7A4A32", 0.25)),
        rect(244, 938, 404, 14, SUN, 4),
        rect(330, 892, 170, 48, CREAM, 6),
        rect(450, 892, 50, 48, dark(CREAM, 0.15), 6),
        *[rect(x, 902, 28, 22, DELFT, 3) for x in (346, 384, 422)],
        rect(322, 884, 188, 12, LANTERN, 4),
    ]
    # meadow, cows, tulips
    out += [
        land([(0, 1064), (380, 1040), (820, 1010), (1200, 976), (1600, 968)], 1200, "#6B9148"),
        land([(0, 1110), (500, 1090), (1000, 1080), (1600, 1050)], 1200, "#577F40"),
    ]
    out += [cow(1020, 1088, 250, INK), cow(1390, 1066, 220, "#8A4B2E", flip=True)]
    for row_, (y, size, colours) in enumerate(
        ((1120, 17, (LANTERN, "#E46B3C")), (1160, 21, (SUN, "#F6C667")), (1204, 26, ("#D8577E", CREAM)))
    ):
        for i in range(int(1700 / (size * 1.55))):
            x = i * size * 1.55 - 10 + row_ * 9
            c = colours[(i * 7 // 3) % 2]
            out.append(
                path(
                    f"M{x - size * 0.5:.0f} {y - size:.0f}L{x - size * 0.22:.0f} {y - size * 0.6:.0f}L{x:.0f} {y - size * 1.1:.0f}L{x + size * 0.22:.0f} {y - size * 0.6:.0f}L{x + size * 0.5:.0f} {y - size:.0f}Q{x + size * 0.5:.0f} {y:.0f} {x:.0f} {y:.0f}Q{x - size * 0.5:.0f} {y:.0f} {x - size * 0.5:.0f} {y - size:.0f}Z",
                    c,
                )
            )
        out.append(rect(0, y + 2, 1600, 34, "#3F6B3A"))
    return out + gulls([(600, 170, 0.9), (680, 130, 0.7), (1110, 480, 0.7)], CREAM)
