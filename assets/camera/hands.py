"""A hand that holds a product towards the camera, in the four skin tones of our palette.

Painted on the sprite's canvas (kiosk/scan/camera/sprite.py): the product stands on y = 930 around x = 470, the
palm is behind it, four fingers come round its right edge and the thumb round its left one.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPainterPathStroker

SIZE = (1000, 1500)
CENTRE, HALF = 470, 215  # the grip these parts are drawn for; the sprite shifts them to a product's own edges

TONES = (  # skin, shade, nail
    ("#F1C9A5", "#DDA981", "#F8DFC8"),
    ("#D9A074", "#BF8257", "#EBC09C"),
    ("#A86F47", "#8A5633", "#C99670"),
    ("#6E4630", "#553322", "#94684C"),
)
SLEEVES = (
    ("#28598C", "#1D446D", "#F6EFE2"),
    ("#8A2F5B", "#6A2146", "#EADFC9"),
    ("#1F7A70", "#155C55", "#F6EFE2"),
    ("#B4651E", "#8C4C14", "#FBF6EA"),
)


def path(start: tuple[float, float], *curves: tuple[float, ...]) -> QPainterPath:
    """From `start` along lines (2 numbers) and cubic curves (6)."""
    result = QPainterPath(QPointF(*start))
    for c in curves:
        if len(c) == 2:
            result.lineTo(*c)
        else:
            result.cubicTo(*c)
    return result


def limb(line: QPainterPath, width: float) -> QPainterPath:
    stroker = QPainterPathStroker()
    stroker.setWidth(width)
    stroker.setCapStyle(Qt.PenCapStyle.RoundCap)
    stroker.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return stroker.createStroke(line).simplified()


def back(p: QPainter, tone: int) -> None:
    skin, shade, _ = TONES[tone]
    sleeve, sleeve_shade, cuff = SLEEVES[tone]
    hand = path(
        (252, 850),
        (226, 920, 246, 985, 318, 1032),
        (394, 1084, 452, 1122, 482, 1180),
        (540, 1290, 590, 1400, 620, 1520),
        (890, 1520),
        (850, 1390, 806, 1270, 752, 1150),
        (724, 1088, 722, 1020, 726, 950),
        (728, 890, 722, 826, 694, 784),
        (640, 800),
        (420, 850),
    )
    hand.closeSubpath()
    p.fillPath(hand, QColor(skin))
    p.setClipPath(hand)
    dark = path(
        (726, 700), (700, 960, 650, 1060, 690, 1160), (740, 1280, 780, 1400, 800, 1520), (1000, 1520), (1000, 700)
    )
    p.fillPath(dark, QColor(shade))
    # The heel of the hand folds where it carries the product.
    p.fillPath(path((300, 930), (400, 985, 560, 985, 722, 930), (722, 905), (300, 905)), QColor(shade))
    p.setClipping(False)
    arm = path((508, 1310), (560, 1270, 720, 1215, 800, 1222), (860, 1330, 900, 1420, 930, 1520), (590, 1520))
    arm.closeSubpath()
    p.fillPath(arm, QColor(sleeve))
    p.setClipPath(arm)
    p.fillPath(
        path((690, 1190), (760, 1320, 800, 1420, 820, 1520), (1000, 1520), (1000, 1190)), QColor(sleeve_shade)
    )
    p.setClipping(False)
    band = path((500, 1296), (560, 1250, 720, 1196, 800, 1204), (822, 1244), (730, 1240, 590, 1290, 524, 1346))
    band.closeSubpath()
    p.fillPath(band, QColor(cuff))


def finger(p: QPainter, tone: int, tip: tuple[float, float], root: tuple[float, float], width: float) -> None:
    skin, shade, nail = TONES[tone]
    mid = ((tip[0] + root[0]) / 2, min(tip[1], root[1]) - 8)
    line = path(tip, (mid[0], mid[1], mid[0] + 20, mid[1], root[0], root[1]))
    shape = limb(line, width)
    p.fillPath(shape.translated(-3, 13), QColor(30, 42, 53, 60))  # its shadow on the product
    p.fillPath(shape, QColor(skin))
    p.setClipPath(shape)
    p.fillPath(limb(line.translated(14, width * 0.62), width * 0.62), QColor(shade))
    p.fillPath(limb(path((root[0] + 6, root[1] - 60), (root[0] + 6, root[1] + 60)), 46), QColor(shade))
    p.setClipping(False)
    p.save()
    p.translate(tip[0] - width * 0.10, tip[1] - width * 0.06)
    p.rotate(-8)
    p.setBrush(QColor(nail))
    p.drawRoundedRect(QRectF(-width * 0.30, -width * 0.27, width * 0.58, width * 0.50), width * 0.22, width * 0.22)
    p.restore()


def fingers(p: QPainter, tone: int) -> None:
    right = CENTRE + HALF
    for y, reach, width in ((958, 78, 60), (902, 104, 68), (838, 118, 73), (770, 104, 71)):
        finger(p, tone, (right - reach, y - 4), (right + 14, y + 14), width)


def thumb(p: QPainter, tone: int) -> None:
    skin, shade, nail = TONES[tone]
    left = CENTRE - HALF
    line = path((left - 2, 950), (left + 2, 890, left + 30, 850, left + 74, 806))
    shape = limb(line, 84).united(limb(path((left + 6, 960), (left + 10, 940)), 92))
    p.fillPath(shape.translated(8, 12), QColor(30, 42, 53, 60))
    p.fillPath(shape, QColor(skin))
    p.setClipPath(shape)
    p.fillPath(limb(line.translated(44, 34), 60), QColor(shade))
    p.setClipping(False)
    p.save()
    p.translate(left + 76, 802)
    p.rotate(44)
    p.setBrush(QColor(nail))
    p.drawRoundedRect(QRectF(-21, -30, 42, 46), 19, 19)
    p.restore()


def layers() -> dict[str, tuple[tuple[int, int], Callable[[QPainter], None]]]:
    result: dict[str, tuple[tuple[int, int], Callable[[QPainter], None]]] = {}
    for tone in range(len(TONES)):
        for name, draw in (("back", back), ("fingers", fingers), ("thumb", thumb)):
            result[f"hand-{tone}-{name}"] = (SIZE, lambda p, draw=draw, tone=tone: draw(p, tone))
    return result
