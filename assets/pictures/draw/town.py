"""The four pavilion buildings of the attract scene, drawn by day or as lit windows only, from one geometry.

A building's foot is y = 0 and its left corner x = 0; each is about 520 wide.
"""

from parts import (
    Look, bowl, curved_roof, gum_tree, lantern, lit_window, person, pine, plank_wall, potted, round_tree, window,
)
from pen import (
    AMBER, CLAY, CREAM, DARK_WOOD, DEEP_LEAF, DEEP_WATER, DELFT, INK, LANTERN, PAPER_SHADE, PLUM, REEF, SUN, WINDOW,
    WOOD, at, circle, dark, glow, light, line, mix, oval, path, poly, rect, stroke,
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
    doors = [pane(lit, 42, -138, 70, 52, CREAM, 3, 1), pane(lit, 160, -138, 46, 52, CREAM, 2, 1), pane(lit, 412, -138, 80, 52, CREAM, 3, 1)]
    if lit:
        lamps = [glow(x, -128, 44) + circle(x, -128, 9, WINDOW) for x in (226, 328)]
        return "".join([*gable, *doors, rect(262, -96, 30, 40, WINDOW), *lamps])
    stones = [(404, -430, 30, 20), (436, -404, 26, 22), (402, -376, 24, 20), (434, -348, 30, 18), (408, -322, 28, 18), (428, -448, 30, 14)]
    out = [
        rect(398, -460, 70, 250, "#8D8378"), rect(444, -460, 24, 250, "#6F675F"),
        *[rect(x, y, w, h, "#A79C8E" if i % 2 else "#7C736A", 5) for i, (x, y, w, h) in enumerate(stones)],
        rect(390, -472, 86, 16, "#5C554E"),
        poly([(20, 0), (505, 0), (505, -230), (262, -420), (20, -230)], wall),
        *[line([(max(24, 24 + (-230 - yy) * 1.28), yy), (min(501, 501 - (-230 - yy) * 1.28), yy)], 2, dark(wall, 0.28), 0.6, "butt") for yy in range(-230, -18, 22)],
        *[line([(24 + (-230 - yy) * 1.28, yy), (501 - (-230 - yy) * 1.28, yy)], 2, dark(wall, 0.28), 0.6, "butt") for yy in range(-384, -240, 22)],
        poly([(138, -240), (138, -302), (262, -385), (386, -302), (386, -240)], light(wall, 0.45)), *gable,
        poly([(150, -250), (150, -296), (205, -332), (205, -300)], light(GLASS, 0.3)),
        # the great roof: left slope in light, right slope in shade
        poly([(262, -454), (-30, -226), (-14, -202), (262, -414)], light(roof, 0.12)),
        poly([(262, -454), (554, -226), (538, -202), (262, -414)], dark(roof, 0.2)),
        *doors,
        rect(238, -150, 78, 108, dark(wall, 0.35)), rect(246, -142, 62, 100, REEF), rect(262, -96, 30, 40, GLASS), circle(300, -74, 4, SUN),
        # porch roof, posts, deck, rail, steps
        poly([(0, -204), (524, -204), (560, -158), (-36, -158)], light(roof, 0.16)), rect(-36, -158, 596, 12, dark(roof, 0.25)),
        *[poly([(30 + 80 * i, -204), (36 + 80 * i, -204), (16 + 84 * i, -158), (9 + 84 * i, -158)], dark(roof, 0.1), 0.6) for i in range(6)],
        *[rect(x, -146, 15, 112, "#D5A467") + rect(x + 10, -146, 5, 112, DARK_WOOD) for x in (-16, 140, 218, 322, 388, 526)],
        rect(-30, -40, 584, 40, dark(wall, 0.3)), rect(-36, -46, 596, 12, "#D5A467"),
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
    vane = [rect(-5, -212, 9, 212, "#E7D6B8"), rect(-44, -208, 40, 148, CREAM), *[rect(-44, -208 + 21 * k, 40, 4, DARK_WOOD, op=0.5) for k in range(1, 7)], rect(-26, -208, 4, 148, DARK_WOOD, op=0.5)]
    return [at(260, 260, *[at(0, 0, *vane, turn=24 + 90 * k) for k in range(4)], circle(0, 0, 13, DARK_WOOD), s=1.12)]


def canal_houses(lit: bool) -> str:
    """Europe: a stepped-gable brick house, its delft-blue neighbour, and a windmill seen from behind; it turns, so its sails() are a picture of their own."""
    brick, blue = "#B5583C", DELFT
    tall = [(46, -330), (132, -330), (46, -206), (132, -206)]
    panes = [pane(lit, x, y, 50, 84, CREAM, 2, 3) for x, y in tall]
    panes += [pane(lit, 96, -448, 36, 56, CREAM, 2, 2)]
    panes += [pane(lit, x, y, 46, 76, CREAM, 2, 3) for x in (270, 344) for y in (-318, -204)]
    panes += [pane(lit, 312, -412, 36, 46, CREAM)]
    panes += [pane(lit, 40, -82, 76, 56, CREAM, 3, 1), pane(lit, 336, -96, 64, 66, CREAM, 2, 1)]
    mill = [pane(lit, 448, -226, 22, 32, CREAM, 1, 2)]
    if lit:
        return "".join([*panes, *mill, glow(206, -88, 40), rect(201, -96, 10, 16, WINDOW, 3), glow(322, -92, 36), rect(317, -100, 10, 16, WINDOW, 3)])
    tower = [
        path("M398 0L424 -412L500 -412L530 0Z", "#7C5A44"), path("M468 0L470 -412L500 -412L530 0Z", "#5E4232"),
        path("M414 -412C414 -470 510 -470 510 -412Z", DARK_WOOD), rect(408, -416, 108, 10, CREAM),
        rect(392, -160, 146, 10, CREAM), *[rect(394 + 20 * i, -184, 5, 26, CREAM) for i in range(8)], rect(392, -188, 146, 6, CREAM), *mill,
    ]
    front = [
        stepped(20, 200, -374, 4, 34, brick, CREAM), poly([(172, 0), (172, -374), (220, -374), (220, 0)], dark(brick, 0.14), 0.55),
        *[rect(x, y, 18, 6, dark(brick, 0.25), op=0.5) for x, y in ((28, -300), (104, -150), (198, -260), (28, -170), (196, -120), (106, -260), (160, -398), (66, -392), (196, -342), (104, -352), (130, -470))],
        path("M232 0L232 -352C232 -372 262 -378 276 -400C290 -424 282 -456 306 -466L354 -466C378 -456 370 -424 384 -400C398 -378 428 -372 428 -352L428 0Z", blue),
        path("M400 0L400 -366C420 -362 428 -362 428 -352L428 0Z", dark(blue, 0.25)),
        path("M298 -462C300 -492 360 -492 362 -462Z", CREAM), rect(290, -468, 80, 10, CREAM),
        stroke("M232 -352C232 -372 262 -378 276 -400C290 -424 282 -450 304 -460", 9, CREAM), stroke("M428 -352C428 -372 398 -378 384 -400C370 -424 378 -450 356 -460", 9, dark(CREAM, 0.12)),
        *panes,
        *[rect(x - 15, y, 9, 84, DEEP_LEAF) + rect(x + 56, y, 9, 84, dark(DEEP_LEAF)) for x, y in tall],
        rect(146, -110, 44, 110, CREAM), rect(151, -104, 34, 104, DEEP_LEAF), rect(168, -104, 17, 104, dark(DEEP_LEAF)), rect(264, -112, 46, 112, CREAM), rect(269, -106, 36, 106, LANTERN),
        rect(287, -106, 18, 106, dark(LANTERN)), circle(180, -52, 3, SUN), circle(299, -52, 3, SUN), *[rect(x - 7, y - 14, 14, 22, INK, 3) + rect(x - 5, y - 8, 10, 16, "#E9D9B4", 3) for x, y in ((206, -88), (322, -92))],
        rect(136, -10, 64, 10, PAPER_SHADE), rect(256, -10, 62, 10, PAPER_SHADE),
        # striped awning over the cheese and flower window
        *[poly([(32 + 16 * k, -114), (48 + 16 * k, -114), (42 + 18.6 * k, -90), (23.4 + 18.6 * k, -90)], CREAM if k % 2 else SUN) for k in range(6)],
    ]
    flowers = "".join(rect(x - 8, y + 96, 66, 12, DARK_WOOD, 3) + "".join(circle(x + 4 * k * 2.6, y + 94, 7, LANTERN if k % 2 else SUN) for k in range(6)) for x, y in tall[2:])
    return "".join([*tower, *front, flowers])


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
        cloth.append(path(f"M{a} -184L{a + 47} -184L{a + 46} -142Q{a + 24} -137 {a + 1} -142Z", LANTERN if k < 4 else dark(LANTERN)))
        cloth.append(circle(a + 23, -162, 9, CREAM, 0.9))
    stools = [(176, 0), (246, 0), (316, 0), (376, 0)]
    out = [
        rect(100, -400, 334, 150, wall), rect(396, -400, 38, 150, dark(wall, 0.18)),
        *[rect(x, -400, 12, 150, post) for x in (94, 183, 261, 339, 428)], *upper,
        at(267, -392, curved_roof(470, 104, 30, 290, tile)),
        rect(40, -206, 454, 206, dark(wall, 0.06)), rect(456, -206, 38, 206, dark(wall, 0.25)),
        rect(130, -194, 274, 194, "#5A3324"), rect(146, -184, 242, 120, "#E9B566"), rect(146, -100, 242, 36, "#F2CB86"),
        rect(146, -118, 60, 4, DARK_WOOD), *[rect(150 + 18 * k, -132, 12, 14, c, 2) for k, c in enumerate((DELFT, CREAM, REEF))],
        rect(330, -118, 58, 4, DARK_WOOD), *[rect(336 + 17 * k, -130, 11, 12, c, 2) for k, c in enumerate((PLUM, SUN, CREAM))],
        at(266, -8, person(0, 0, 152, Look(CREAM, skin="#E2B184", hair=CREAM, still=True))),
        rect(172, -88, 40, 24, pot, 3), rect(166, -92, 52, 6, dark(pot), 3), *cloth, rect(134, -190, 266, 8, DARK_WOOD),
        rect(122, -66, 290, 14, "#C88A52"), rect(130, -52, 274, 52, "#7A4630"), *[rect(136 + 27 * k, -46, 20, 42, "#8E5438") for k in range(10)],
        *[bowl(x, -66, 34, c, steam=False) for x, c in ((236, DELFT), (308, CREAM), (366, REEF))],
    ]
    for x, _ in stools:
        out += [rect(x - 15, -34, 30, 7, "#D5A467", 3), rect(x - 11, -28, 4, 28, DARK_WOOD), rect(x + 7, -28, 4, 28, DARK_WOOD)]
    out += [rect(x, -206, 16, 206, post) + rect(x + 11, -206, 5, 206, dark(post, 0.25)) for x in (40, 118, 400, 478)]
    out += [pane(False, x, -140, 44, 84, post, 2, 4) for x in (66, 428)]
    out += [at(267, -202, curved_roof(600, 78, 34, 440, tile))]
    out += [lantern(x, y, 124) for x, y in lamps] + [lantern(x, y, 84, SUN) for x, y in small]
    return "".join([*out, rect(26, -8, 92, 8, PAPER_SHADE), rect(414, -8, 92, 8, PAPER_SHADE)])


def veranda(lit: bool) -> str:
    """Oceania: a boarded house on stumps under an iron roof, with tensile sails over its terrace."""
    board, roof = "#8FBDB0", REEF
    panes = [pane(lit, 40, -166, 54, 66, CREAM, 2, 2), pane(lit, 116, -166, 54, 66, CREAM, 2, 2), pane(lit, 274, -166, 54, 66, CREAM, 2, 2)]
    dormer = pane(lit, 170, -304, 46, 40, CREAM, 2, 1)
    bulbs = [(364 + 24 * k, -176 + 26 * (1 - ((k - 3) / 3) ** 2)) for k in range(7)]
    if lit:
        return "".join([*panes, dormer, rect(206, -148, 34, 92, mix(WINDOW, SUN, 0.2)), glow(190, -176, 46), circle(190, -176, 9, WINDOW), *[glow(x, y, 22) + circle(x, y, 5, WINDOW) for x, y in bulbs]])
    out = [
        line([(462, -40), (462, -400)], 10, "#CFC6B4"), line([(552, 0), (552, -212)], 8, "#BDB5A4"), line([(372, -40), (372, -320)], 8, "#D9D2C2"),
        path("M340 -236Q430 -270 462 -398Q482 -262 554 -212Q440 -198 340 -236Z", CREAM), path("M462 -398Q482 -262 554 -212Q510 -206 478 -208Q468 -300 462 -398Z", dark(CREAM, 0.18)),
        path("M280 -200Q352 -220 372 -318Q398 -226 470 -176Q370 -160 280 -200Z", "#F4D9B4"), path("M372 -318Q398 -226 470 -176Q430 -170 400 -174Q378 -240 372 -318Z", dark("#F4D9B4", 0.18)),
        # stumps, walls
        rect(16, -44, 336, 44, dark(board, 0.5)), *[rect(x, -44, 14, 44, "#CDBFA5") for x in (22, 100, 250, 330)],
        plank_wall(20, -210, 330, 166, board, 15), rect(318, -210, 32, 166, dark(board, 0.25), op=0.6),
        poly([(74, -330), (306, -330), (352, -246), (22, -246)], roof), *[line([(90 + 18 * k, -328), (48 + 23.6 * k, -248)], 3, dark(roof, 0.25), 0.8, "butt") for k in range(12)],
        poly([(262, -330), (306, -330), (352, -246), (300, -246)], dark(roof, 0.25), 0.55), rect(66, -338, 248, 12, light(roof, 0.25), 4),
        poly([(148, -258), (148, -316), (193, -350), (238, -316), (238, -258)], CREAM), dormer, poly([(136, -310), (193, -356), (250, -310), (244, -302), (193, -342), (142, -302)], dark(roof, 0.25)),
        *panes, rect(198, -156, 50, 112, CREAM), rect(206, -148, 34, 104, CLAY), rect(224, -148, 16, 104, dark(CLAY)),
        # veranda roof, posts with brackets, rail, deck, steps
        poly([(12, -248), (360, -248), (392, -196), (-20, -196)], light(roof, 0.2)), *[line([(28 + 20 * k, -246), (0 + 23 * k, -198)], 3, dark(roof, 0.2), 0.7, "butt") for k in range(17)], rect(-20, -198, 412, 9, CREAM),
        *[path(f"M{x - 26} -189L{x + 36} -189Q{x + 12} -184 {x + 10} -160L{x} -160Q{x - 2} -184 {x - 26} -189Z", CREAM) + rect(x, -190, 10, 146, CREAM) + rect(x + 6, -186, 4, 142, dark(CREAM, 0.2)) for x in (-4, 104, 258, 366)],
        circle(190, -176, 7, INK), rect(-14, -50, 406, 12, "#D9B98A"),
    ]
    for x0, x1 in ((6, 186), (268, 366)):
        out += [rect(x0, -94, x1 - x0, 7, CREAM)] + [rect(x, -88, 4, 38, CREAM, op=0.9) for x in range(x0 + 6, x1, 13)]
    out += [rect(186 - 5 * i, -38 + 13 * i, 82 + 10 * i, 13, light("#CDA878", 0.3 - 0.1 * i)) for i in range(3)]
    # the terrace under the sails
    out += [rect(392, -16, 170, 16, "#CDA878"), rect(392, -20, 170, 7, "#E2C79C"), stroke("M360 -180Q436 -124 512 -180", 3, DARK_WOOD), *[circle(x, y, 5, SUN) for x, y in bulbs]]
    out += [oval(436, -62, 28, 6, CREAM), rect(433, -60, 6, 42, CREAM), oval(520, -62, 28, 6, CREAM), rect(517, -60, 6, 42, CREAM), potted(404, -18, 70), potted(486, -18, 64, DELFT)]
    out += [at(150, -50, rect(-20, -14, 40, 6, DEEP_WATER, 3), line([(-16, -12), (-20, 0)], 4, DARK_WOOD), line([(16, -12), (20, 0)], 4, DARK_WOOD), line([(-18, -12), (-28, -46)], 7, DEEP_WATER))]
    return "".join(out)


def street_lamp(lit: bool, x: float, y: float) -> str:
    if lit:
        return glow(x, y - 218, 92) + rect(x - 11, y - 236, 22, 34, WINDOW, 4)
    return "".join([rect(x - 4, y - 200, 8, 200, INK), rect(x - 12, y - 14, 24, 14, INK, 3), rect(x - 15, y - 240, 30, 42, INK, 5), rect(x - 11, y - 236, 22, 34, "#E9D9B4", 4), poly([(x - 20, y - 238), (x + 20, y - 238), (x, y - 262)], INK)])


def town(lit: bool) -> list[str]:
    """The whole street, 2400 x 1350, the buildings' feet on y = 1130."""
    y, out = 1130.0, []
    places = ((62, lodge, 1.1), (676, canal_houses, 1.12), (1236, hall, 1.08), (1852, veranda, 0.97))
    if not lit:
        ground, kerb = "#E4CDA4", "#C9AE83"
        out += [pine(24, y, 330), pine(640, y, 280), pine(-20, y, 250), round_tree(1238, y, 210, "#D98A6A"), pine(596, y, 360), gum_tree(2300, y, 500), gum_tree(1838, y, 350)]
        out += [rect(0, y - 4, 2400, 224, ground), rect(0, y - 4, 2400, 10, "#F0DDB9")]
    out += [at(x, y, draw(lit), s=k) for x, draw, k in places]
    if not lit:
        out += [rect(0, y + 66, 2400, 10, kerb), rect(0, y + 76, 2400, 144, "#D3B78B")]
        for row, (yy, step) in enumerate(((y + 18, 118), (y + 44, 150))):
            out += [line([(x + 40 * row, yy), (x + 40 * row + step * 0.4, yy)], 3, kerb, 0.8) for x in range(20, 2400, step)]
        for row, (yy, step) in enumerate(((y + 104, 170), (y + 142, 230), (y + 186, 300))):
            out += [line([(x + 90 * row, yy), (x + 90 * row + step * 0.3, yy)], 4 + row, "#C2A477", 0.8) for x in range(-20, 2400, step)]
    out += [street_lamp(lit, x, y + 30) for x in (668, 1204, 1816)]
    return out
