"""The western half of the attract town: foot on y = 0, left corner on x = 0, about 520 wide; by day or as lit windows only."""

# ruff: noqa: E501  (a path's data is one string)

from parts import lit_window, window
from pen import (
    CREAM,
    DARK_WOOD,
    DEEP_LEAF,
    DELFT,
    INK,
    LANTERN,
    PAPER_SHADE,
    REEF,
    SUN,
    WINDOW,
    at,
    circle,
    dark,
    glow,
    light,
    line,
    mix,
    path,
    poly,
    rect,
    stroke,
)

GLASS = "#4E6B7C"


def pane(lit: bool, x: float, y: float, w: float, h: float, frame: str, cols: int = 2, rows: int = 2) -> str:
    return lit_window(x, y, w, h, cols, rows) if lit else window(x, y, w, h, GLASS, frame, cols, rows)


def lodge(lit: bool) -> str:
    """North America: a timber lodge with a glazed gable, a stone chimney and a porch."""
    wall, roof = "#B87A3F", "#7A4521"
    glass = WINDOW if lit else GLASS
    gable = [
        poly([(150, -250), (205, -250), (205, -332), (150, -296)], glass),
        poly([(215, -250), (257, -250), (257, -366), (215, -339)], glass if not lit else mix(WINDOW, SUN, 0.25)),
        poly([(267, -250), (309, -250), (309, -339), (267, -366)], glass),
        poly([(319, -250), (374, -250), (374, -296), (319, -332)], glass if not lit else mix(WINDOW, SUN, 0.25)),
    ]
    doors = [
        pane(lit, 42, -138, 70, 52, CREAM, 3, 1),
        pane(lit, 160, -138, 46, 52, CREAM, 2, 1),
        pane(lit, 412, -138, 80, 52, CREAM, 3, 1),
    ]
    if lit:
        lamps = [glow(x, -128, 44) + circle(x, -128, 9, WINDOW) for x in (226, 328)]
        return "".join([*gable, *doors, rect(262, -96, 30, 40, WINDOW), *lamps])
    stones = [
        (404, -430, 30, 20),
        (436, -404, 26, 22),
        (402, -376, 24, 20),
        (434, -348, 30, 18),
        (408, -322, 28, 18),
        (428, -448, 30, 14),
    ]
    out = [
        rect(398, -460, 70, 250, "#8D8378"),
        rect(444, -460, 24, 250, "#6F675F"),
        *[rect(x, y, w, h, "#A79C8E" if i % 2 else "#7C736A", 5) for i, (x, y, w, h) in enumerate(stones)],
        rect(390, -472, 86, 16, "#5C554E"),
        poly([(20, 0), (505, 0), (505, -230), (262, -420), (20, -230)], wall),
        *[
            line(
                [(max(24, 24 + (-230 - yy) * 1.28), yy), (min(501, 501 - (-230 - yy) * 1.28), yy)],
                2,
                dark(wall, 0.28),
                0.6,
                "butt",
            )
            for yy in range(-230, -18, 22)
        ],
        *[
            line([(24 + (-230 - yy) * 1.28, yy), (501 - (-230 - yy) * 1.28, yy)], 2, dark(wall, 0.28), 0.6, "butt")
            for yy in range(-384, -240, 22)
        ],
        poly([(138, -240), (138, -302), (262, -385), (386, -302), (386, -240)], light(wall, 0.45)),
        *gable,
        poly([(150, -250), (150, -296), (205, -332), (205, -300)], light(GLASS, 0.3)),
        # the great roof: left slope in light, right slope in shade
        poly([(262, -454), (-30, -226), (-14, -202), (262, -414)], light(roof, 0.12)),
        poly([(262, -454), (554, -226), (538, -202), (262, -414)], dark(roof, 0.2)),
        *doors,
        rect(238, -150, 78, 108, dark(wall, 0.35)),
        rect(246, -142, 62, 100, REEF),
        rect(262, -96, 30, 40, GLASS),
        circle(300, -74, 4, SUN),
        # porch roof, posts, deck, rail, steps
        poly([(0, -204), (524, -204), (560, -158), (-36, -158)], light(roof, 0.16)),
        rect(-36, -158, 596, 12, dark(roof, 0.25)),
        *[
            poly(
                [(30 + 80 * i, -204), (36 + 80 * i, -204), (16 + 84 * i, -158), (9 + 84 * i, -158)],
                dark(roof, 0.1),
                0.6,
            )
            for i in range(6)
        ],
        *[
            rect(x, -146, 15, 112, "#D5A467") + rect(x + 10, -146, 5, 112, DARK_WOOD)
            for x in (-16, 140, 218, 322, 388, 526)
        ],
        rect(-30, -40, 584, 40, dark(wall, 0.3)),
        rect(-36, -46, 596, 12, "#D5A467"),
    ]
    for x0, x1 in ((-6, 214), (338, 532)):
        out += [rect(x0, -76, x1 - x0, 7, "#D5A467"), rect(x0, -52, x1 - x0, 5, "#D5A467")]
        out += [rect(x, -70, 5, 20, "#C18C50") for x in range(x0 + 8, x1 - 6, 18)]
    out += [rect(228 - 8 * i, -34 + 12 * i, 98 + 16 * i, 12, light(wall, 0.3 - 0.08 * i)) for i in range(3)]
    out += [circle(x, -128, 7, INK) for x in (226, 328)]
    return "".join(out)


def stepped(x: float, w: float, eave: float, steps: int, rise: float, wall: str, trim: str) -> str:
    left, right = [], []
    run = w * 0.4 / steps
    for i in range(steps + 1):
        y = eave - rise * i
        left += [(x + run * i, y + (rise if i else 0)), (x + run * i, y)]
        right += [(x + w - run * i, y + (rise if i else 0)), (x + w - run * i, y)]
    out = [poly([(x, 0), *left, *right[::-1], (x + w, 0)], wall)]
    for i in range(steps + 1):
        y, a, b = eave - rise * i, x + run * i, x + w - run * i
        if i < steps:
            out += [rect(a - 4, y - 7, run + 8, 9, trim), rect(b - run - 4, y - 7, run + 8, 9, dark(trim, 0.15))]
        else:
            out.append(rect(a - 4, y - 7, b - a + 8, 9, trim))
    return "".join(out)


def sails() -> list[str]:
    """The windmill's sails about 260, 260, at the size they have in the street; their hub there is 1193, 655."""
    vane = [
        rect(-5, -212, 9, 212, "#E7D6B8"),
        rect(-44, -208, 40, 148, CREAM),
        *[rect(-44, -208 + 21 * k, 40, 4, DARK_WOOD, op=0.5) for k in range(1, 7)],
        rect(-26, -208, 4, 148, DARK_WOOD, op=0.5),
    ]
    return [
        at(260, 260, *[at(0, 0, *vane, turn=24 + 90 * k) for k in range(4)], circle(0, 0, 13, DARK_WOOD), s=1.12)
    ]


def canal_houses(lit: bool) -> str:
    """Europe: a stepped gable, its delft-blue neighbour and a windmill, whose turning sails() are a picture of their own."""
    brick, blue = "#B5583C", DELFT
    tall = [(46, -330), (132, -330), (46, -206), (132, -206)]
    panes = [pane(lit, x, y, 50, 84, CREAM, 2, 3) for x, y in tall]
    panes += [pane(lit, 96, -448, 36, 56, CREAM, 2, 2)]
    panes += [pane(lit, x, y, 46, 76, CREAM, 2, 3) for x in (270, 344) for y in (-318, -204)]
    panes += [pane(lit, 312, -412, 36, 46, CREAM)]
    panes += [pane(lit, 40, -82, 76, 56, CREAM, 3, 1), pane(lit, 336, -96, 64, 66, CREAM, 2, 1)]
    mill = [pane(lit, 448, -226, 22, 32, CREAM, 1, 2)]
    if lit:
        return "".join(
            [
                *panes,
                *mill,
                glow(206, -88, 40),
                rect(201, -96, 10, 16, WINDOW, 3),
                glow(322, -92, 36),
                rect(317, -100, 10, 16, WINDOW, 3),
            ]
        )
    tower = [
        path("M398 0L424 -412L500 -412L530 0Z", "#7C5A44"),
        path("M468 0L470 -412L500 -412L530 0Z", "#5E4232"),
        path("M414 -412C414 -470 510 -470 510 -412Z", DARK_WOOD),
        rect(408, -416, 108, 10, CREAM),
        rect(392, -160, 146, 10, CREAM),
        *[rect(394 + 20 * i, -184, 5, 26, CREAM) for i in range(8)],
        rect(392, -188, 146, 6, CREAM),
        *mill,
    ]
    front = [
        stepped(20, 200, -374, 4, 34, brick, CREAM),
        poly([(172, 0), (172, -374), (220, -374), (220, 0)], dark(brick, 0.14), 0.55),
        *[
            rect(x, y, 18, 6, dark(brick, 0.25), op=0.5)
            for x, y in (
                (28, -300),
                (104, -150),
                (198, -260),
                (28, -170),
                (196, -120),
                (106, -260),
                (160, -398),
                (66, -392),
                (196, -342),
                (104, -352),
                (130, -470),
            )
        ],
        path(
            "M232 0L232 -352C232 -372 262 -378 276 -400C290 -424 282 -456 306 -466L354 -466C378 -456 370 -424 384 -400C398 -378 428 -372 428 -352L428 0Z",
            blue,
        ),
        path("M400 0L400 -366C420 -362 428 -362 428 -352L428 0Z", dark(blue, 0.25)),
        path("M298 -462C300 -492 360 -492 362 -462Z", CREAM),
        rect(290, -468, 80, 10, CREAM),
        stroke("M232 -352C232 -372 262 -378 276 -400C290 -424 282 -450 304 -460", 9, CREAM),
        stroke("M428 -352C428 -372 398 -378 384 -400C370 -424 378 -450 356 -460", 9, dark(CREAM, 0.12)),
        *panes,
        *[rect(x - 15, y, 9, 84, DEEP_LEAF) + rect(x + 56, y, 9, 84, dark(DEEP_LEAF)) for x, y in tall],
        rect(146, -110, 44, 110, CREAM),
        rect(151, -104, 34, 104, DEEP_LEAF),
        rect(168, -104, 17, 104, dark(DEEP_LEAF)),
        rect(264, -112, 46, 112, CREAM),
        rect(269, -106, 36, 106, LANTERN),
        rect(287, -106, 18, 106, dark(LANTERN)),
        circle(180, -52, 3, SUN),
        circle(299, -52, 3, SUN),
        *[
            rect(x - 7, y - 14, 14, 22, INK, 3) + rect(x - 5, y - 8, 10, 16, "#E9D9B4", 3)
            for x, y in ((206, -88), (322, -92))
        ],
        rect(136, -10, 64, 10, PAPER_SHADE),
        rect(256, -10, 62, 10, PAPER_SHADE),
        # striped awning over the cheese and flower window
        *[
            poly(
                [(32 + 16 * k, -114), (48 + 16 * k, -114), (42 + 18.6 * k, -90), (23.4 + 18.6 * k, -90)],
                CREAM if k % 2 else SUN,
            )
            for k in range(6)
        ],
    ]
    flowers = "".join(
        rect(x - 8, y + 96, 66, 12, DARK_WOOD, 3)
        + "".join(circle(x + 4 * k * 2.6, y + 94, 7, LANTERN if k % 2 else SUN) for k in range(6))
        for x, y in tall[2:]
    )
    return "".join([*tower, *front, flowers])
