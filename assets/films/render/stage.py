"""The stage the films are drawn on: time that loops, colours, shapes, planes.

Lengths are pixels of a 1920 x 1080 frame, y pointing down. Time is t, the share of the film that has
passed, 0 <= t < 1. Every motion is a function of t with period 1, so that the frame after the last is
the first: whole numbers of cycles, or things that are out of the picture when the film turns over.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from math import cos, hypot, pi, sin
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath

W, H, FPS = 1920, 1080, 30
TAU = 2 * pi

Point = tuple[float, float]

PAPER, SHADE, INK, LANTERN = "#F6EFE2", "#EADFC9", "#1E2A35", "#CB3A22"
AMBER, DELFT, PLUM, REEF = "#B4651E", "#28598C", "#8A2F5B", "#1F7A70"
SUN, WARM_SKY, PEACH, LEAF, DEEP_LEAF = "#F2A93B", "#F3D9B1", "#EBB58A", "#7C9A55", "#3F6B4A"
WATER, DEEP_WATER, WOOD, DARK_WOOD, CLAY = "#8FBFC0", "#3E7C8C", "#A9713F", "#6B4428", "#C9764D"
CREAM, NIGHT, WINDOW = "#FBF6EA", "#1B2540", "#FFD98A"


class Film(Protocol):
    """One film: built once for a scale, then drawn frame by frame."""

    name: str
    seconds: int
    poster: float  # t of the loveliest moment

    def draw(self, p: QPainter, t: float) -> None: ...


# --- time ---------------------------------------------------------------------------------------------------


def wave(t: float, cycles: int = 1, phase: float = 0.0) -> float:
    """A sine from -1 to 1 that turns `cycles` whole times in the film; phase in turns."""
    return sin(TAU * (cycles * t + phase))


def smooth(k: float) -> float:
    """0 to 1 with no jerk at either end; clamps outside."""
    k = min(1.0, max(0.0, k))
    return k * k * k * (k * (6 * k - 15) + 10)


def keyed(t: float, *keys: tuple[float, float]) -> float:
    """Glide through (time, value) keys in rising time, and from the last back to the first."""
    t %= 1.0
    ring = [(keys[-1][0] - 1, keys[-1][1]), *keys, (keys[0][0] + 1, keys[0][1])]
    for (t0, v0), (t1, v1) in pairwise(ring):
        if t0 <= t <= t1:
            return v0 + (v1 - v0) * smooth((t - t0) / max(t1 - t0, 1e-9))
    return keys[0][1]


def bump(t: float, at: float, width: float) -> float:
    """0 everywhere but near `at`, where it rises to 1 and falls again within `width`."""
    d = abs((t - at + 0.5) % 1.0 - 0.5) / (width / 2)
    return (1 + cos(pi * d)) / 2 if d < 1 else 0.0


def lerp(a: float, b: float, k: float) -> float:
    return a + (b - a) * k


# --- colour -------------------------------------------------------------------------------------------------


def tone(colour: str | QColor, alpha: float = 1.0) -> QColor:
    c = QColor(colour)
    c.setAlphaF(min(1.0, max(0.0, alpha)))
    return c


def mix(a: str | QColor, b: str | QColor, k: float) -> QColor:
    x, y = QColor(a), QColor(b)
    return QColor.fromRgbF(*(lerp(u, v, k) for u, v in zip(x.getRgbF()[:3], y.getRgbF()[:3], strict=True)))


# --- shapes -------------------------------------------------------------------------------------------------


def poly(*points: Point) -> QPainterPath:
    path = QPainterPath(QPointF(*points[0]))
    for q in points[1:]:
        path.lineTo(*q)
    path.closeSubpath()
    return path


def soft(points: Sequence[Point], closed: bool = True, tension: float = 1.0) -> QPainterPath:
    """A smooth curve through the points (Catmull-Rom as cubic Beziers)."""
    n = len(points)
    path = QPainterPath(QPointF(*points[0]))
    k = tension / 6

    def at(i: int) -> Point:
        return points[i % n] if closed else points[min(max(i, 0), n - 1)]

    for i in range(n if closed else n - 1):
        a, b, c, d = at(i - 1), at(i), at(i + 1), at(i + 2)
        path.cubicTo(
            b[0] + (c[0] - a[0]) * k,
            b[1] + (c[1] - a[1]) * k,
            c[0] - (d[0] - b[0]) * k,
            c[1] - (d[1] - b[1]) * k,
            c[0],
            c[1],
        )
    return path


def oval(x: float, y: float, rx: float, ry: float | None = None) -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QPointF(x, y), rx, rx if ry is None else ry)
    return path


def box(x: float, y: float, w: float, h: float, radius: float = 0.0) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(QRectF(x, y, w, h), radius, radius)
    return path


def limb(points: Sequence[Point], radii: Sequence[float]) -> QPainterPath:
    """A tapering stroke: circles at the points, joined by their tangents' quads."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for (x, y), r in zip(points, radii, strict=True):
        path.addEllipse(QPointF(x, y), r, r)
    for i in range(len(points) - 1):
        (x0, y0), (x1, y1) = points[i], points[i + 1]
        d = hypot(x1 - x0, y1 - y0)
        if d < 1e-6:
            continue
        nx, ny = (y1 - y0) / d, -(x1 - x0) / d
        r0, r1 = radii[i], radii[i + 1]
        # wound as Qt winds its ellipses, so that the two never cancel
        path.addPath(
            poly(
                (x0 + nx * r0, y0 + ny * r0),
                (x1 + nx * r1, y1 + ny * r1),
                (x1 - nx * r1, y1 - ny * r1),
                (x0 - nx * r0, y0 - ny * r0),
            )
        )
    return path


def bend(a: Point, b: Point, upper: float, lower: float, side: int) -> Point:
    """The joint between a and b for two bones of these lengths; side says which way it bends."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    d = max(hypot(dx, dy), 1e-6)
    stretch = max(1.0, (d + 0.2) / (upper + lower))
    u, v = upper * stretch, lower * stretch
    along = (u * u + d * d - v * v) / (2 * d)
    off = max(0.0, u * u - along * along) ** 0.5 * side
    return a[0] + (dx * along - dy * off) / d, a[1] + (dy * along + dx * off) / d


def leaf(x: float, y: float, angle: float, length: float, width: float) -> QPainterPath:
    """A pointed leaf from (x, y) along angle (radians)."""
    c, s = cos(angle), sin(angle)

    def at(u: float, v: float) -> Point:
        return x + u * c - v * s, y + u * s + v * c

    path = QPainterPath(QPointF(x, y))
    path.quadTo(QPointF(*at(length * 0.45, -width)), QPointF(*at(length, 0)))
    path.quadTo(QPointF(*at(length * 0.45, width)), QPointF(x, y))
    return path


def fill(p: QPainter, colour: str | QColor, *paths: QPainterPath) -> None:
    p.setPen(Qt.PenStyle.NoPen)
    p.setBrush(QColor(colour))
    for path in paths:
        p.drawPath(path)


def within(p: QPainter, outline: QPainterPath, colour: str | QColor, *paths: QPainterPath) -> None:
    """Fill what of the paths lies inside the outline: patches and shadows that keep to their body."""
    fill(p, colour, *(outline.intersected(path) for path in paths))


# --- planes -------------------------------------------------------------------------------------------------


def canvas(scale: float, w: float = W, h: float = H) -> QImage:
    """An empty image that is painted in film pixels, whatever the scale."""
    image = QImage(round(w * scale), round(h * scale), QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(scale)
    image.fill(Qt.GlobalColor.transparent)
    return image


def brush_on(image: QImage) -> QPainter:
    p = QPainter(image)
    p.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    return p


def plane(scale: float, paint: Callable[[QPainter], None], w: float = W, h: float = H) -> QImage:
    """What does not move, painted once."""
    image = canvas(scale, w, h)
    p = brush_on(image)
    paint(p)
    p.end()
    return image
