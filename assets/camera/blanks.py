"""Products without a picture of their own: a bottle, a carton and a pouch, for any colour and any name.

Each has three pictures. `tint` is grey and takes the product's colour; `paper` lies on it and stays as it is
(label, cap, flap); `light` lies over everything, name and sticker too.
They share the sprite's canvas, see hands.py.
"""

from __future__ import annotations

from collections.abc import Callable

from hands import path
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath

SIZE = (1000, 960)
INK = (30, 42, 53)


def rounded(x: float, y: float, w: float, h: float, r: float) -> QPainterPath:
    result = QPainterPath()
    result.addRoundedRect(QRectF(x, y, w, h), r, r)
    return result


def bottle_body() -> QPainterPath:
    body = path(
        (400, 168),
        (400, 215, 255, 215, 255, 330),
        (255, 890),
        (255, 918, 272, 932, 300, 932),
        (640, 932),
        (668, 932, 685, 918, 685, 890),
        (685, 330),
        (685, 215, 540, 215, 540, 168),
    )
    body.closeSubpath()
    return body


def box_body() -> QPainterPath:
    return path((245, 176), (695, 176), (695, 932), (245, 932), (245, 176))


def pouch_body() -> QPainterPath:
    body = path(
        (262, 130),
        (678, 130),
        (682, 230),
        (694, 420, 702, 640, 690, 880),
        (688, 912, 676, 930, 640, 932),
        (560, 940, 380, 940, 300, 932),
        (264, 930, 252, 912, 250, 880),
        (238, 640, 246, 420, 258, 230),
    )
    body.closeSubpath()
    return body


def emblem(p: QPainter, x: float, y: float, size: float) -> None:
    """A sun between two leaves: every invented brand of the town may wear it."""
    p.setBrush(QColor("#F2A93B"))
    p.drawEllipse(QPointF(x, y - size * 0.10), size * 0.30, size * 0.30)
    leaf = path(
        (0, 0),
        (size * 0.10, -size * 0.34, size * 0.46, -size * 0.44, size * 0.62, -size * 0.42),
        (size * 0.60, -size * 0.14, size * 0.34, size * 0.10, 0, 0),
    )
    p.save()
    p.translate(x, y + size * 0.30)
    p.fillPath(leaf, QColor("#3F6B4A"))
    p.scale(-1, 1)
    p.fillPath(leaf, QColor("#7C9A55"))
    p.restore()


def bottle_tint(p: QPainter) -> None:
    body = bottle_body()
    p.fillPath(body, QColor(255, 255, 255))
    p.setClipPath(body)
    p.fillRect(QRectF(590, 0, 200, 960), QColor(206, 206, 206))
    p.fillRect(QRectF(648, 0, 200, 960), QColor(170, 170, 170))


def bottle_paper(p: QPainter) -> None:
    p.fillPath(rounded(404, 34, 132, 112, 14), QColor("#A9713F"))
    p.fillPath(rounded(484, 34, 52, 112, 14), QColor("#6B4428"))
    p.fillRect(QRectF(396, 140, 148, 30), QColor("#FBF6EA"))
    p.fillRect(QRectF(492, 140, 52, 30), QColor("#EADFC9"))
    p.setClipPath(bottle_body())
    p.fillPath(
        path((255, 286), (360, 302, 580, 302, 685, 286), (685, 852), (580, 870, 360, 870, 255, 852)),
        QColor("#F0DFBE"),
    )
    for y, h, colour in ((286, 12, "#CB3A22"), (838, 14, "#CB3A22")):
        p.fillPath(
            path(
                (255, y),
                (360, y + 16, 580, y + 16, 685, y),
                (685, y + h),
                (580, y + h + 16, 360, y + h + 16, 255, y + h),
            ),
            QColor(colour),
        )


def bottle_light(p: QPainter) -> None:
    p.setClipPath(bottle_body())
    p.fillRect(QRectF(640, 0, 60, 960), QColor(*INK, 46))
    p.fillRect(QRectF(612, 0, 90, 960), QColor(*INK, 26))
    p.fillPath(rounded(274, 230, 26, 690, 13), QColor(255, 255, 255, 92))
    p.fillPath(rounded(308, 230, 8, 690, 4), QColor(255, 255, 255, 70))


def box_tint(p: QPainter) -> None:
    p.fillPath(path((245, 176), (640, 176), (640, 932), (245, 932)), QColor(255, 255, 255))
    p.fillPath(path((640, 176), (695, 150), (695, 906), (640, 932)), QColor(168, 168, 168))
    p.fillPath(path((245, 176), (300, 150), (695, 150), (640, 176)), QColor(226, 226, 226))


def box_paper(p: QPainter) -> None:
    p.fillPath(path((245, 206), (640, 206), (640, 420), (245, 420)), QColor("#FBF6EA"))
    p.fillPath(path((640, 206), (695, 180), (695, 394), (640, 420)), QColor("#D9CBB0"))
    p.fillPath(path((245, 420), (640, 420), (640, 434), (245, 434)), QColor("#F2A93B"))
    p.fillPath(path((640, 420), (695, 394), (695, 408), (640, 434)), QColor("#B97B22"))
    emblem(p, 442, 254, 84)


def box_light(p: QPainter) -> None:
    p.fillPath(path((245, 176), (252, 176), (252, 932), (245, 932)), QColor(255, 255, 255, 90))
    p.fillPath(path((520, 176), (640, 176), (640, 932), (360, 932)), QColor(*INK, 14))


def pouch_tint(p: QPainter) -> None:
    body = pouch_body()
    p.fillPath(body, QColor(255, 255, 255))
    p.setClipPath(body)
    p.fillPath(
        path((620, 120), (700, 120), (720, 940), (612, 940), (660, 700, 610, 420, 620, 120)), QColor(188, 188, 188)
    )
    p.fillPath(path((240, 905), (380, 860, 560, 860, 700, 905), (700, 950), (240, 950)), QColor(206, 206, 206))


def pouch_paper(p: QPainter) -> None:
    body = pouch_body()
    p.setClipPath(body)
    p.fillRect(QRectF(240, 130, 470, 66), QColor(*INK, 26))
    for y in range(140, 196, 11):
        p.fillRect(QRectF(240, y, 470, 3), QColor(255, 255, 255, 70))
    p.fillPath(
        path((230, 236), (380, 222, 560, 222, 720, 236), (720, 412), (560, 404, 380, 404, 230, 412)),
        QColor("#FBF6EA"),
    )
    p.fillPath(
        path((230, 412), (380, 404, 560, 404, 720, 412), (720, 424), (560, 416, 380, 416, 230, 424)),
        QColor("#F2A93B"),
    )
    p.setClipping(False)
    p.fillPath(path((256, 208), (272, 214), (256, 220)), QColor("#4A3226"))


def pouch_light(p: QPainter) -> None:
    p.setClipPath(pouch_body())
    p.fillPath(
        path((262, 200), (292, 420, 300, 640, 276, 900), (264, 900), (276, 640, 272, 420, 250, 200)),
        QColor(255, 255, 255, 84),
    )
    p.fillPath(path((668, 200), (640, 420, 650, 640, 664, 900), (720, 900), (720, 200)), QColor(*INK, 40))


def layers() -> dict[str, tuple[tuple[int, int], Callable[[QPainter], None]]]:
    return {
        f"{shape}-{part}": (SIZE, draw)
        for shape, parts in {
            "bottle": (bottle_tint, bottle_paper, bottle_light),
            "box": (box_tint, box_paper, box_light),
            "pouch": (pouch_tint, pouch_paper, pouch_light),
        }.items()
        for part, draw in zip(("tint", "paper", "light"), parts, strict=True)
    }
