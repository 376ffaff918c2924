"""The eastern half of the attract town: foot on y = 0, left corner on x = 0, about 520 wide; by day or as lit windows only."""

# ruff: noqa: E501  (a path's data is one string)

from parts import Look, bowl, curved_roof, lantern, person, plank_wall, potted
from pen import (
    CLAY,
    CREAM,
    DARK_WOOD,
    DEEP_WATER,
    DELFT,
    INK,
    LANTERN,
    PAPER_SHADE,
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
    mix,
    oval,
    path,
    poly,
    rect,
    stroke,
)
from town_west import pane


def hall(lit: bool) -> str:
    """Asia: a two-storey tiled hall with the noodle shop open to the street below."""
    tile, post, wall, pot = "#4C4A63", "#8E2F3A", "#E9D3B0", "#3A3B45"
    upper = [pane(lit, 122 + 78 * k, -366, 56, 58, post, 3, 2) for k in range(4)]
    lamps, small = [(58, -206), (476, -206)], [(112, -204), (422, -204)]
    if lit:
        glows = [glow(x, y + 66, 92) for x, y in lamps] + [glow(x, y + 44, 56) for x, y in small]
        hung = [lantern(x, y, 124, lit=True) for x, y in lamps] + [lantern(x, y, 84, lit=True) for x, y in small]
        inside = rect(146, -138, 242, 40, WINDOW, op=0.75) + rect(146, -98, 242, 12, mix(WINDOW, SUN, 0.5), op=0.6)
        return "".join([*upper, inside, *glows, *hung])
    cloth = []
    for k in range(5):
        a = 146 + 49 * k
        cloth.append(
            path(
                f"M{a} -184L{a + 47} -184L{a + 46} -142Q{a + 24} -137 {a + 1} -142Z",
                LANTERN if k < 4 else dark(LANTERN),
            )
        )
        cloth.append(circle(a + 23, -162, 9, CREAM, 0.9))
    stools = [(176, 0), (246, 0), (316, 0), (376, 0)]
    out = [
        rect(100, -400, 334, 150, wall),
        rect(396, -400, 38, 150, dark(wall, 0.18)),
        *[rect(x, -400, 12, 150, post) for x in (94, 183, 261, 339, 428)],
        *upper,
        at(267, -392, curved_roof(470, 104, 30, 290, tile)),
        rect(40, -206, 454, 206, dark(wall, 0.06)),
        rect(456, -206, 38, 206, dark(wall, 0.25)),
        rect(130, -194, 274, 194, "#5A3324"),
        rect(146, -184, 242, 120, "#E9B566"),
        rect(146, -100, 242, 36, "#F2CB86"),
        rect(146, -118, 60, 4, DARK_WOOD),
        *[rect(150 + 18 * k, -132, 12, 14, c, 2) for k, c in enumerate((DELFT, CREAM, REEF))],
        rect(330, -118, 58, 4, DARK_WOOD),
        *[rect(336 + 17 * k, -130, 11, 12, c, 2) for k, c in enumerate((PLUM, SUN, CREAM))],
        at(266, -8, person(0, 0, 152, Look(CREAM, skin="#E2B184", hair=CREAM, still=True))),
        rect(172, -88, 40, 24, pot, 3),
        rect(166, -92, 52, 6, dark(pot), 3),
        *cloth,
        rect(134, -190, 266, 8, DARK_WOOD),
        rect(122, -66, 290, 14, "#C88A52"),
        rect(130, -52, 274, 52, "#7A4630"),
        *[rect(136 + 27 * k, -46, 20, 42, "#8E5438") for k in range(10)],
        *[bowl(x, -66, 34, c, steam=False) for x, c in ((236, DELFT), (308, CREAM), (366, REEF))],
    ]
    for x, _ in stools:
        out += [
            rect(x - 15, -34, 30, 7, "#D5A467", 3),
            rect(x - 11, -28, 4, 28, DARK_WOOD),
            rect(x + 7, -28, 4, 28, DARK_WOOD),
        ]
    out += [
        rect(x, -206, 16, 206, post) + rect(x + 11, -206, 5, 206, dark(post, 0.25)) for x in (40, 118, 400, 478)
    ]
    out += [pane(False, x, -140, 44, 84, post, 2, 4) for x in (66, 428)]
    out += [at(267, -202, curved_roof(600, 78, 34, 440, tile))]
    out += [lantern(x, y, 124) for x, y in lamps] + [lantern(x, y, 84, SUN) for x, y in small]
    return "".join([*out, rect(26, -8, 92, 8, PAPER_SHADE), rect(414, -8, 92, 8, PAPER_SHADE)])


def veranda(lit: bool) -> str:
    """Oceania: a boarded house on stumps under an iron roof, with tensile sails over its terrace."""
    board, roof = "#8FBDB0", REEF
    panes = [
        pane(lit, 40, -166, 54, 66, CREAM, 2, 2),
        pane(lit, 116, -166, 54, 66, CREAM, 2, 2),
        pane(lit, 274, -166, 54, 66, CREAM, 2, 2),
    ]
    dormer = pane(lit, 170, -304, 46, 40, CREAM, 2, 1)
    bulbs = [(364 + 24 * k, -176 + 26 * (1 - ((k - 3) / 3) ** 2)) for k in range(7)]
    if lit:
        return "".join(
            [
                *panes,
                dormer,
                rect(206, -148, 34, 92, mix(WINDOW, SUN, 0.2)),
                glow(190, -176, 46),
                circle(190, -176, 9, WINDOW),
                *[glow(x, y, 22) + circle(x, y, 5, WINDOW) for x, y in bulbs],
            ]
        )
    out = [
        line([(462, -40), (462, -400)], 10, "#CFC6B4"),
        line([(552, 0), (552, -212)], 8, "#BDB5A4"),
        line([(372, -40), (372, -320)], 8, "#D9D2C2"),
        path("M340 -236Q430 -270 462 -398Q482 -262 554 -212Q440 -198 340 -236Z", CREAM),
        path("M462 -398Q482 -262 554 -212Q510 -206 478 -208Q468 -300 462 -398Z", dark(CREAM, 0.18)),
        path("M280 -200Q352 -220 372 -318Q398 -226 470 -176Q370 -160 280 -200Z", "#F4D9B4"),
        path("M372 -318Q398 -226 470 -176Q430 -170 400 -174Q378 -240 372 -318Z", dark("#F4D9B4", 0.18)),
        # stumps, walls
        rect(16, -44, 336, 44, dark(board, 0.5)),
        *[rect(x, -44, 14, 44, "#CDBFA5") for x in (22, 100, 250, 330)],
        plank_wall(20, -210, 330, 166, board, 15),
        rect(318, -210, 32, 166, dark(board, 0.25), op=0.6),
        poly([(74, -330), (306, -330), (352, -246), (22, -246)], roof),
        *[line([(90 + 18 * k, -328), (48 + 23.6 * k, -248)], 3, dark(roof, 0.25), 0.8, "butt") for k in range(12)],
        poly([(262, -330), (306, -330), (352, -246), (300, -246)], dark(roof, 0.25), 0.55),
        rect(66, -338, 248, 12, light(roof, 0.25), 4),
        poly([(148, -258), (148, -316), (193, -350), (238, -316), (238, -258)], CREAM),
        dormer,
        poly([(136, -310), (193, -356), (250, -310), (244, -302), (193, -342), (142, -302)], dark(roof, 0.25)),
        *panes,
        rect(198, -156, 50, 112, CREAM),
        rect(206, -148, 34, 104, CLAY),
        rect(224, -148, 16, 104, dark(CLAY)),
        # veranda roof, posts with brackets, rail, deck, steps
        poly([(12, -248), (360, -248), (392, -196), (-20, -196)], light(roof, 0.2)),
        *[line([(28 + 20 * k, -246), (0 + 23 * k, -198)], 3, dark(roof, 0.2), 0.7, "butt") for k in range(17)],
        rect(-20, -198, 412, 9, CREAM),
        *[
            path(
                f"M{x - 26} -189L{x + 36} -189Q{x + 12} -184 {x + 10} -160L{x} -160Q{x - 2} -184 {x - 26} -189Z",
                CREAM,
            )
            + rect(x, -190, 10, 146, CREAM)
            + rect(x + 6, -186, 4, 142, dark(CREAM, 0.2))
            for x in (-4, 104, 258, 366)
        ],
        circle(190, -176, 7, INK),
        rect(-14, -50, 406, 12, "#D9B98A"),
    ]
    for x0, x1 in ((6, 186), (268, 366)):
        out += [rect(x0, -94, x1 - x0, 7, CREAM)] + [
            rect(x, -88, 4, 38, CREAM, op=0.9) for x in range(x0 + 6, x1, 13)
        ]
    out += [rect(186 - 5 * i, -38 + 13 * i, 82 + 10 * i, 13, light("#CDA878", 0.3 - 0.1 * i)) for i in range(3)]
    # the terrace under the sails
    out += [
        rect(392, -16, 170, 16, "#CDA878"),
        rect(392, -20, 170, 7, "#E2C79C"),
        stroke("M360 -180Q436 -124 512 -180", 3, DARK_WOOD),
        *[circle(x, y, 5, SUN) for x, y in bulbs],
    ]
    out += [
        oval(436, -62, 28, 6, CREAM),
        rect(433, -60, 6, 42, CREAM),
        oval(520, -62, 28, 6, CREAM),
        rect(517, -60, 6, 42, CREAM),
        potted(404, -18, 70),
        potted(486, -18, 64, DELFT),
    ]
    out += [
        at(
            150,
            -50,
            rect(-20, -14, 40, 6, DEEP_WATER, 3),
            line([(-16, -12), (-20, 0)], 4, DARK_WOOD),
            line([(16, -12), (20, 0)], 4, DARK_WOOD),
            line([(-18, -12), (-28, -46)], 7, DEEP_WATER),
        )
    ]
    return "".join(out)
