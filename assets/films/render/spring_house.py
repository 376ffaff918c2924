"""The wash-house at the spring: thatch, noren, the wheel and its flume, mask sheets on the line."""

from math import cos, pi, sin

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPainterPath
from stage import (
    CREAM,
    DARK_WOOD,
    DELFT,
    INK,
    LANTERN,
    NIGHT,
    PAPER,
    PEACH,
    PLUM,
    SUN,
    TAU,
    WINDOW,
    WOOD,
    Point,
    box,
    fill,
    lerp,
    limb,
    mix,
    oval,
    poly,
    soft,
    tone,
    wave,
    within,
)

WHEEL: Point = (1070.0, 652.0)
RADIUS = 142.0
VENT: Point = (1560.0, 258.0)
TIMBER = mix(mix(DARK_WOOD, PLUM, 0.28), NIGHT, 0.38)
BEAM = mix(TIMBER, WOOD, 0.34)
THATCH = mix(mix(WOOD, PLUM, 0.52), "#3A4678", 0.46)
INDIGO = mix(DELFT, NIGHT, 0.35)


def house(p: QPainter) -> None:
    """Everything of it that stands still."""
    # stones it stands on, then the deck
    for i in range(15):
        x = 1130 + 62 * i
        fill(
            p,
            mix(NIGHT, "#5E6C8C", 0.42 + 0.12 * (i % 3)),
            soft(((x, 770), (x + 6, 736), (x + 34, 730), (x + 64, 742), (x + 66, 775))),
        )
    fill(p, mix(BEAM, PEACH, 0.12), box(1116, 714, 840, 15))
    fill(p, mix(TIMBER, NIGHT, 0.35), box(1116, 729, 840, 13))
    wall = box(1180, 470, 780, 245)
    fill(p, TIMBER, wall)
    for i in range(26):
        fill(p, tone(NIGHT, 0.30), box(1180 + 30 * i, 470, 2, 245))
    # the open door: vats in the light of the fire
    fill(p, WINDOW, box(1232, 490, 196, 224))
    fill(p, mix(SUN, PEACH, 0.45), poly((1336, 490), (1428, 490), (1428, 714), (1386, 714)))
    shade = mix(mix(WOOD, PLUM, 0.4), NIGHT, 0.2)
    fill(p, mix(shade, SUN, 0.42), box(1250, 604, 66, 4), box(1250, 632, 66, 4))
    for i in range(3):
        fill(p, mix(shade, SUN, 0.30), box(1256 + 20 * i, 588 + 28 * (i % 2), 12, 16, 2))
    vat = soft(((1322, 652), (1414, 652), (1404, 714), (1332, 714)), tension=0.3)
    fill(p, shade, vat)
    within(p, vat, tone(NIGHT, 0.35), box(1376, 640, 60, 90))
    within(p, vat, tone(SUN, 0.5), box(1310, 668, 120, 3), box(1310, 692, 120, 3))
    fill(p, CREAM, oval(1368, 652, 45, 6))
    # a paper window
    fill(p, mix(WINDOW, CREAM, 0.2), box(1474, 520, 128, 128))
    fill(p, mix(SUN, PEACH, 0.4), poly((1560, 520), (1602, 520), (1602, 648), (1534, 648)))
    for i in range(5):
        fill(p, TIMBER, box(1472 + 32 * i, 516, 4, 136))
    for i in range(4):
        fill(p, TIMBER, box(1472, 518 + 43 * i, 132, 3.4))
    for x in (1180, 1222, 1428, 1456, 1620, 1904):
        fill(p, BEAM, box(x, 468, 11, 248))
        fill(p, tone(NIGHT, 0.4), box(x + 7, 468, 4, 248))
    fill(p, BEAM, box(1176, 462, 800, 13))
    # the roof, deep and soft, its left slope in the last light
    roof = soft(
        ((1082, 470), (1190, 392), (1276, 286), (1330, 262), (1990, 262), (1990, 476), (1990, 480), (1086, 482)),
        tension=0.35,
    )
    fill(p, THATCH, roof)
    within(p, roof, mix(THATCH, PEACH, 0.34), poly((1040, 500), (1270, 250), (1342, 250), (1216, 500)))
    within(p, roof, tone(NIGHT, 0.28), box(1040, 448, 960, 40))
    within(
        p,
        roof,
        tone(NIGHT, 0.13),
        *(
            soft(
                (
                    (1340 + 92 * i, 270),
                    (1330 + 92 * i, 360),
                    (1300 + 92 * i, 470),
                    (1322 + 92 * i, 470),
                    (1346 + 92 * i, 360),
                ),
                tension=0.7,
            )
            for i in range(8)
        ),
    )
    for i in range(3):
        y = 318 + 44 * i
        course = soft(
            (
                (1040, y + 6),
                (1400, y),
                (1700, y + 5),
                (2000, y),
                (2000, y + 5),
                (1700, y + 11),
                (1400, y + 5),
                (1040, y + 9),
            )
        )
        within(p, roof, tone(NIGHT, 0.16), course)
    fill(
        p,
        mix(THATCH, NIGHT, 0.45),
        soft(((1290, 274), (1316, 246), (1990, 240), (1990, 270), (1310, 282)), tension=0.3),
    )
    for i in range(7):
        x = 1340 + 100 * i
        fill(
            p,
            mix(BEAM, PEACH, 0.1),
            limb(((x - 20, 284), (x + 14, 228)), (5, 4)),
            limb(((x + 20, 284), (x - 14, 228)), (5, 4)),
        )
    fill(p, mix(THATCH, NIGHT, 0.3), box(VENT[0] - 48, VENT[1] - 34, 96, 22))
    fill(
        p,
        mix(THATCH, PEACH, 0.16),
        poly(
            (VENT[0] - 66, VENT[1] - 32),
            (VENT[0] - 40, VENT[1] - 58),
            (VENT[0] + 40, VENT[1] - 58),
            (VENT[0] + 66, VENT[1] - 32),
        ),
    )


def noren(p: QPainter, t: float) -> None:
    """Four strips over the door, each moved by the same breath of air a little later than the last."""
    fill(p, mix(WOOD, CREAM, 0.2), box(1222, 486, 216, 5, 2))
    for i in range(4):
        x0, w, h = 1232 + 49 * i, 47.5, 96
        swing = 7 * wave(t, 3, -0.09 * i) + 4 * wave(t, 8, -0.12 * i)
        lift = 3 * wave(t, 5, -0.1 * i)
        cloth = QPainterPath()
        cloth.moveTo(x0, 489)
        cloth.lineTo(x0 + w, 489)
        cloth.quadTo(x0 + w + 0.2 * swing, 489 + h * 0.6, x0 + w + swing, 489 + h - lift)
        cloth.quadTo(x0 + w * 0.5 + swing, 489 + h + 3 + lift, x0 + swing, 489 + h + lift)
        cloth.quadTo(x0 + 0.2 * swing, 489 + h * 0.6, x0, 489)
        fill(p, INDIGO, cloth)
        within(p, cloth, tone(NIGHT, 0.36), cloth.translated(w * 0.66, 0))
        within(p, cloth, tone("#7FA0C4", 0.18), cloth.translated(-w * 0.80, 0))
        if i in (1, 2):
            # the crest spans the two middle strips: a face in a ring of steam
            cx = x0 + (w if i == 1 else 0) + 0.55 * swing
            ring = oval(cx, 537, 34).subtracted(oval(cx, 537, 28))
            face = oval(cx, 537, 17, 21).subtracted(oval(cx - 7, 532, 4, 2.3)).subtracted(oval(cx + 7, 532, 4, 2.3))
            within(p, cloth, CREAM, ring, face.subtracted(oval(cx, 547, 5.5, 2)))


def washer(p: QPainter, t: float) -> None:
    """She stands in the door and turns the cloth in the vat with a paddle: eight slow turns in a film."""
    a = TAU * 8 * t
    lean = 3.0 + 2.4 * sin(a)
    hand = (1338 + 7 * sin(a), 630 + 2.5 * cos(a))
    kimono, sash = mix(PLUM, NIGHT, 0.30), mix(LANTERN, PLUM, 0.2)
    robe = soft(
        (
            (1274, 714),
            (1278, 664),
            (1282 + lean, 626),
            (1293 + lean, 612),
            (1310 + lean, 618),
            (1312, 652),
            (1320, 714),
        ),
        tension=0.6,
    )
    fill(p, kimono, robe)
    within(p, robe, sash, box(1260, 646, 80, 13))
    within(p, robe, tone(NIGHT, 0.28), soft(((1262, 600), (1286, 600), (1292, 660), (1290, 730), (1262, 730))))
    head = (1308 + 1.4 * lean, 601.0)
    skin = mix("#D9A074", "#F1C9A5", 0.4)
    fill(p, skin, limb(((1300 + lean, 618), head), (5, 5)), oval(*head, 10.5, 12))
    scarf = soft(
        (
            (head[0] - 13, 606),
            (head[0] - 12, 592),
            (head[0] + 1, 586),
            (head[0] + 11, 593),
            (head[0] + 3, 597),
            (head[0] - 3, 610),
        ),
    )
    fill(p, CREAM, scarf)
    within(p, scarf, tone(PLUM, 0.25), box(head[0] - 20, 584, 12, 40))
    fill(
        p,
        mix(WOOD, NIGHT, 0.2),
        limb(((hand[0] - 10, hand[1] - 22), (1366 + 13 * sin(a), 653 + 3 * cos(a))), (2.2, 2.6)),
    )
    shoulder = (1301 + lean, 626.0)
    elbow = (1312 + 0.5 * lean, 644 + 1.5 * sin(a))
    fill(p, mix(kimono, CREAM, 0.10), limb((shoulder, elbow), (8, 8.5)))
    fill(p, skin, limb((elbow, hand), (4.2, 3.4)))
    # the front of the vat hides nothing of her; its water runs round with the paddle
    fill(p, tone(WINDOW, 0.75), oval(1368 + 20 * sin(a + 0.6), 653 + 2 * cos(a + 0.6), 10, 1.6))


def lantern(p: QPainter, x: float, y: float, t: float, phase: float) -> None:
    p.save()
    p.translate(x, y)
    p.rotate(3.2 * wave(t, 4, phase))
    glow = 0.10 + 0.03 * wave(t, 7, phase)
    fill(p, tone(SUN, glow), oval(0, 46, 74), oval(0, 46, 52))
    fill(p, INK, box(-1, 0, 2, 18), box(-12, 16, 24, 6, 2), box(-12, 74, 24, 6, 2))
    body = soft(((-14, 21), (14, 21), (26, 47), (14, 74), (-14, 74), (-26, 47)))
    fill(p, LANTERN, body)
    within(p, body, mix(LANTERN, SUN, 0.45), soft(((-30, 20), (-4, 20), (0, 48), (-4, 76), (-30, 76))))
    within(p, body, tone(INK, 0.16), *(box(-30, 28 + 9 * i, 60, 1.6) for i in range(5)))
    p.restore()


def masks(p: QPainter, t: float) -> None:
    """Sheets of cloth cut as faces, pegged to a line before the wall; the air passes along them."""
    a, b = (1632.0, 548.0), (1960.0, 540.0)
    line = [(lerp(a[0], b[0], i / 10), lerp(a[1], b[1], i / 10) + 16 * sin(pi * i / 10)) for i in range(11)]
    fill(p, mix(CREAM, WOOD, 0.35), limb(line, [1.3] * 11))
    for i in range(4):
        x = 1676 + 72 * i
        y = lerp(a[1], b[1], (x - a[0]) / (b[0] - a[0])) + 16 * sin(pi * (x - a[0]) / (b[0] - a[0]))
        _mask(p, x, y, 1.0, t, 0.11 * i)


def _mask(p: QPainter, x: float, y: float, size: float, t: float, phase: float) -> None:
    turn = 5 * wave(t, 3, -phase) + 2.5 * wave(t, 8, -phase)
    p.save()
    p.translate(x, y)
    p.scale(size, size)
    p.rotate(0.5 * turn)
    p.shear(-0.012 * turn, 0)
    sheet = soft(
        ((-26, 0), (0, -1), (26, 0), (33, 22), (33, 52), (22, 78), (0, 89), (-22, 78), (-33, 52), (-33, 22)),
        tension=0.9,
    )
    # slits for closed eyes, and a small smile
    for x, y, w, dip in ((-15, 30, 9, 6.5), (15, 30, 9, 6.5), (0, 63, 9, 5.5)):
        slit = QPainterPath(QPointF(x - w, y))
        slit.quadTo(x, y + 2 * dip, x + w, y)
        slit.quadTo(x, y + 2 * dip - 5.5, x - w, y)
        sheet = sheet.subtracted(slit)
    fill(p, CREAM, sheet)
    within(
        p, sheet, tone(PLUM, 0.20), soft(((12 + turn, -6), (44, -6), (44, 100), (-2 + turn, 100), (20 + turn, 50)))
    )
    within(p, sheet, tone(PLUM, 0.14), soft(((0, 38), (3, 40), (6, 51), (0, 54), (1, 49))))
    fill(p, WOOD, box(-20, -6, 5, 14, 1), box(15, -6, 5, 14, 1))
    p.restore()


def drying_rack(p: QPainter, t: float, x: float, y: float) -> None:
    """A bamboo rack on the bank with three more sheets, nearer and larger."""
    cane = mix(WOOD, "#9AA06A", 0.35)
    for dx in (0, 330):
        fill(p, cane, limb(((x + dx, y + 196), (x + dx, y - 20)), (6, 5)))
        fill(p, mix(cane, NIGHT, 0.4), *(box(x + dx - 6, y + 20 + 48 * i, 12, 2.5) for i in range(4)))
    fill(p, cane, limb(((x - 26, y), (x + 356, y - 3)), (4.6, 4.2)))
    fill(p, mix(cane, NIGHT, 0.3), box(x - 20, y + 2, 372, 2))
    for i in range(3):
        _mask(p, x + 62 + 102 * i, y + 3, 1.36, t, 0.3 + 0.12 * i)


def flume(p: QPainter) -> None:
    """A trough on trestles from the fall to the top of the wheel."""
    fill(p, TIMBER, *(limb(((x, y), (x - 4, 720)), (5, 6)) for x, y in ((705, 500), (820, 505), (935, 508))))
    fill(p, mix(TIMBER, NIGHT, 0.3), *(limb(((x, y), (x + 40, 700)), (3, 3)) for x, y in ((705, 512), (820, 516))))
    fill(p, BEAM, poly((612, 474), (1078, 492), (1078, 512), (612, 494)))
    fill(p, mix(BEAM, PEACH, 0.35), poly((612, 474), (1078, 492), (1078, 496), (612, 478)))


def flume_water(p: QPainter, t: float) -> None:
    for i in range(12):
        u = (18 * t + i / 12) % 1
        x = lerp(620, 1072, u)
        fill(
            p,
            tone("#DCEAF0", 0.85),
            oval(x, 473 + 18 * (x - 612) / 466, 20 * sin(pi * u) ** 0.4, 1.8 * sin(pi * u) ** 0.4),
        )
    # off the end, over the wheel's shoulder and down its right side
    fall = soft(((1076, 492), (1104, 498), (1136, 526), (1146, 560), (1130, 556), (1108, 520), (1076, 503)))
    fill(p, tone("#BBD3E0", 0.9), fall)
    for i in range(6):
        u = (22 * t + i / 6) % 1
        a = pi * 0.5 * u
        fill(
            p, tone("#F4F8F6", 0.9 * sin(pi * u) ** 0.5), oval(1080 + 58 * sin(a), 556 - 58 * cos(a), 5, 3 + 7 * u)
        )


def wheel(p: QPainter, turn: float) -> None:
    """turn in sixteenths of a turn, after which it looks the same; it goes clockwise, as the water falls."""
    x, y = WHEEL
    far = mix(TIMBER, NIGHT, 0.4)
    for dx, rim, spoke in ((9, far, far), (0, BEAM, mix(BEAM, TIMBER, 0.35))):
        p.save()
        p.translate(x + dx, y - dx * 0.4)
        p.rotate(22.5 * turn)
        ring = oval(0, 0, RADIUS - 8).subtracted(oval(0, 0, RADIUS - 26))
        for i in range(16):
            p.rotate(22.5)
            if not dx:
                fill(
                    p,
                    mix(TIMBER, WOOD, 0.18),
                    poly((-4, -RADIUS + 28), (12, -RADIUS - 6), (19, -RADIUS - 4), (5, -RADIUS + 30)),
                )
            if i % 2:
                fill(p, spoke, box(-3.6, -RADIUS + 18, 7.2, RADIUS - 18))
        fill(p, rim, ring)
        p.restore()
    shade = oval(x, y, RADIUS - 8).subtracted(oval(x, y, RADIUS - 26))
    within(
        p,
        shade,
        tone(NIGHT, 0.30),
        soft(((x + 10, y - 180), (x + 190, y - 160), (x + 190, y + 180), (x - 60, y + 180), (x + 50, y))),
    )
    fill(p, mix(BEAM, NIGHT, 0.3), oval(x, y, 20))
    fill(p, mix(BEAM, PEACH, 0.35), oval(x - 3, y - 3, 9))


def drips(p: QPainter, t: float) -> None:
    """Water thrown off the wheel's falling side."""
    p.setPen(Qt.PenStyle.NoPen)
    for i in range(22):
        u = (10 * t + i * 0.618) % 1
        a = TAU * (0.03 + 0.20 * ((i * 0.37) % 1))
        x = WHEEL[0] + (RADIUS + 4) * cos(a) + 12 * u
        y = WHEEL[1] + (RADIUS - 40) * sin(a) + 110 * u * u
        if y < 786:
            fill(p, tone("#E4F0F2", 0.85 * (1 - u) * min(1.0, 8 * u)), oval(x, y, 2.2, 4.5 + 5 * u))


def bank_lantern(p: QPainter, x: float, y: float, t: float) -> None:
    """A stone lantern at the water's edge."""
    stone, dark = mix("#7C86A4", PAPER, 0.16), mix("#5C6688", NIGHT, 0.08)
    fill(p, tone(SUN, 0.10 + 0.02 * wave(t, 5)), oval(x, y - 128, 82))
    for shape in (
        poly((x - 44, y), (x - 34, y - 20), (x + 34, y - 20), (x + 44, y)),
        poly((x - 14, y - 18), (x - 11, y - 92), (x + 11, y - 92), (x + 14, y - 18)),
        poly((x - 34, y - 90), (x - 28, y - 104), (x + 28, y - 104), (x + 34, y - 90)),
        box(x - 24, y - 150, 48, 47),
        soft(
            (
                (x - 54, y - 146),
                (x - 30, y - 164),
                (x - 9, y - 186),
                (x + 9, y - 186),
                (x + 30, y - 164),
                (x + 54, y - 146),
            ),
            tension=0.5,
        ),
        oval(x, y - 192, 9, 12),
    ):
        fill(p, stone, shape)
        within(p, shape, dark, box(x + 5, y - 210, 60, 220))
    fill(p, mix(WINDOW, SUN, 0.3 + 0.2 * wave(t, 6, 0.2)), box(x - 14, y - 142, 28, 31, 3))
    fill(p, dark, box(x - 1.5, y - 142, 3, 31))
