"""The shared hand of every object drawing: colours, curves, lettering as outlines, and one small SVG writer.

Written for QtSvg (SVG Tiny 1.2 static): paths, ellipses and groups with plain fills, strokes and opacity only.
Coordinates are pixels of the picture, y downwards; light always comes from the left.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

PICTURES = Path(__file__).resolve().parent.parent
FONTS = PICTURES.parent / "fonts"

PAPER, PAPER_SHADE, INK, INK_SOFT, LANTERN = "#F6EFE2", "#EADFC9", "#1E2A35", "#55606B", "#CB3A22"
AMBER, DELFT, PLUM, REEF = "#B4651E", "#28598C", "#8A2F5B", "#1F7A70"
SUN, SKY, PEACH, LEAF, DEEP_LEAF = "#F2A93B", "#F3D9B1", "#EBB58A", "#7C9A55", "#3F6B4A"
WATER, DEEP_WATER, WOOD, DARK_WOOD, CLAY = "#8FBFC0", "#3E7C8C", "#A9713F", "#6B4428", "#C9764D"
CREAM, NIGHT, WINDOW, WHITE = "#FBF6EA", "#1B2540", "#FFD98A", "#FFFFFF"
SKIN = ("#F1C9A5", "#D9A074", "#A86F47", "#6E4630")

Point = tuple[float, float]


def mix(first: str, second: str, share: float) -> str:
    """The colour `share` (0 to 1) of the way from the first to the second, both as #RRGGBB."""
    a = [int(first[i : i + 2], 16) for i in (1, 3, 5)]
    b = [int(second[i : i + 2], 16) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(x + (y - x) * share):02X}" for x, y in zip(a, b, strict=True))


def dark(colour: str, share: float = 0.2) -> str:
    """One shade darker: towards night rather than black, as a printer's overlay would."""
    return mix(colour, "#1B1C38", share)


def light(colour: str, share: float = 0.25) -> str:
    return mix(colour, "#FFF8E8", share)


def n(value: float) -> str:
    """A number with at most one decimal, as short as it can be written."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def thin(points: Sequence[Point], tolerance: float = 0.45) -> list[Point]:
    """Fewer points on the same line (Douglas and Peucker): nothing moves by more than the tolerance."""
    if len(points) < 3:
        return list(points)
    (ax, ay), (bx, by) = points[0], points[-1]
    dx, dy = bx - ax, by - ay
    size = math.hypot(dx, dy)
    gaps = [
        abs((x - ax) * dy - (y - ay) * dx) / size if size else math.hypot(x - ax, y - ay) for x, y in points[1:-1]
    ]
    worst = max(range(len(gaps)), key=gaps.__getitem__) + 1
    if gaps[worst - 1] <= tolerance:
        return [points[0], points[-1]]
    return thin(points[: worst + 1], tolerance)[:-1] + thin(points[worst:], tolerance)


def poly(points: Iterable[Point], close: bool = True) -> str:
    """Straight lines through the points, as path data."""
    exact = [(round(x, 1), round(y, 1)) for x, y in thin(list(points))]
    data = f"M{n(exact[0][0])} {n(exact[0][1])}l"
    steps = (f"{n(x - u)} {n(y - v)}".replace(" -", "-") for (u, v), (x, y) in itertools.pairwise(exact))
    return data + " ".join(steps).replace(" -", "-") + ("Z" if close else "")


def curve(points: Sequence[Point], close: bool = False, tension: float = 1.0) -> str:
    """A smooth line through the points (Catmull-Rom as cubic Beziers), as path data."""
    count = len(points)
    at = (lambda i: points[i % count]) if close else (lambda i: points[min(max(i, 0), count - 1)])
    data = [f"M{n(points[0][0])} {n(points[0][1])}"]
    for i in range(count if close else count - 1):
        before, start, end, after = at(i - 1), at(i), at(i + 1), at(i + 2)
        k = tension / 6
        one = (start[0] + (end[0] - before[0]) * k, start[1] + (end[1] - before[1]) * k)
        two = (end[0] - (after[0] - start[0]) * k, end[1] - (after[1] - start[1]) * k)
        data.append("C" + " ".join(f"{n(x)} {n(y)}" for x, y in (one, two, end)).replace(" -", "-"))
    return "".join(data) + ("Z" if close else "")


def blob(points: Sequence[Point]) -> str:
    return curve(points, close=True)


def oval(cx: float, cy: float, rx: float, ry: float) -> str:
    return (
        f"M{n(cx - rx)} {n(cy)}A{n(rx)} {n(ry)} 0 1 1 {n(cx + rx)} {n(cy)}"
        f"A{n(rx)} {n(ry)} 0 1 1 {n(cx - rx)} {n(cy)}Z"
    )


def box(x: float, y: float, w: float, h: float, r: float = 0) -> str:
    """A rectangle, with corners of radius r, as path data."""
    if not r:
        return f"M{n(x)} {n(y)}h{n(w)}v{n(h)}h{n(-w)}Z"
    return (
        f"M{n(x + r)} {n(y)}h{n(w - 2 * r)}a{n(r)} {n(r)} 0 0 1 {n(r)} {n(r)}v{n(h - 2 * r)}"
        f"a{n(r)} {n(r)} 0 0 1 {n(-r)} {n(r)}h{n(2 * r - w)}a{n(r)} {n(r)} 0 0 1 {n(-r)} {n(-r)}"
        f"v{n(2 * r - h)}a{n(r)} {n(r)} 0 0 1 {n(r)} {n(-r)}Z"
    )


def arc(cx: float, cy: float, rx: float, ry: float, start: float, end: float, steps: int = 24) -> list[Point]:
    """Points on an ellipse from start to end degrees (0 is right, 90 is down)."""
    angles = [math.radians(start + (end - start) * i / steps) for i in range(steps + 1)]
    return [(cx + rx * math.cos(a), cy + ry * math.sin(a)) for a in angles]


def sample(points: Sequence[Point], per_span: int = 8) -> list[Point]:
    """Many points on the smooth line through a few."""
    out: list[Point] = []
    at = lambda i: points[min(max(i, 0), len(points) - 1)]  # noqa: E731
    for i in range(len(points) - 1):
        p0, p1, p2, p3 = at(i - 1), at(i), at(i + 1), at(i + 2)
        for step in range(per_span):
            t = step / per_span
            out.append(
                tuple(  # type: ignore[arg-type]
                    0.5
                    * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3)
                    for a, b, c, d in zip(p0, p1, p2, p3, strict=True)
                )
            )
    return [*out, points[-1]]


def offset(line: Sequence[Point], by: Sequence[float] | float) -> list[Point]:
    """The line moved sideways (positive is to its right hand as drawn on the screen)."""
    out = []
    for i, (x, y) in enumerate(line):
        ahead, behind = line[min(i + 1, len(line) - 1)], line[max(i - 1, 0)]
        dx, dy = ahead[0] - behind[0], ahead[1] - behind[1]
        size = math.hypot(dx, dy) or 1
        by_here = by if isinstance(by, (int, float)) else by[i]
        out.append((x - dy / size * by_here, y + dx / size * by_here))
    return out


def ribbon(points: Sequence[Point], widths: Sequence[float], per_span: int = 8) -> str:
    """A band along a smooth line whose width runs through `widths` (a few values, spread evenly)."""
    line = sample(points, per_span)
    spread = []
    for i in range(len(line)):
        at = i / (len(line) - 1) * (len(widths) - 1)
        low = min(int(at), len(widths) - 2)
        spread.append((widths[low] + (widths[low + 1] - widths[low]) * (at - low)) / 2)
    left, right = offset(line, [-w for w in spread]), offset(line, spread)
    return blob_like(left + right[::-1])


def blob_like(points: Sequence[Point]) -> str:
    return poly(points)


class Art:
    """One picture, written shape by shape from back to front."""

    def __init__(self, width: int = 800, height: int = 800) -> None:
        self.width, self.height = width, height
        self._lines: list[str] = []

    def path(self, data: str, fill: str = "none", **more: Any) -> None:
        """A shape. Further attributes with underscores for hyphens, e.g. stroke_width=7."""
        extra = "".join(
            f' {key.replace("_", "-")}="{n(value) if isinstance(value, float) and key != "opacity" else value}"'
            for key, value in more.items()
            if value is not None
        )
        self._lines.append(f'<path d="{data}" fill="{fill}"{extra}/>')

    def line(self, data: str, colour: str, width: float, **more: Any) -> None:
        self.path(
            data,
            "none",
            stroke=colour,
            stroke_width=n(width),
            stroke_linecap="round",
            stroke_linejoin="round",
            **more,
        )

    def ellipse(self, cx: float, cy: float, rx: float, ry: float, fill: str, **more: Any) -> None:
        self.path(oval(cx, cy, rx, ry), fill, **more)

    def rect(self, x: float, y: float, w: float, h: float, fill: str, r: float = 0, **more: Any) -> None:
        self.path(box(x, y, w, h, r), fill, **more)

    @contextmanager
    def group(self, transform: str, **more: Any) -> Iterator[None]:
        extra = "".join(f' {key}="{value}"' for key, value in more.items())
        self._lines.append(f'<g transform="{transform}"{extra}>')
        yield
        self._lines.append("</g>")

    def shadow(self, cx: float, cy: float, rx: float, ry: float = 18) -> None:
        """The soft flat shadow that the object stands on, cast to the right."""
        self.ellipse(cx + rx * 0.06, cy, rx, ry, INK, opacity=0.10)
        self.ellipse(cx + rx * 0.03, cy, rx * 0.86, ry * 0.62, INK, opacity=0.12)

    def words(
        self,
        text: str,
        x: float,
        y: float,
        size: float,
        fill: str,
        *,
        font: str = "bold",
        width: float | None = None,
        spacing: float = 0,
        **more: Any,
    ) -> None:
        """Lettering as outlines, centred on x with its baseline at y; `width` squeezes it to fit."""
        self.path(lettering(text, x, y, size, font, width, spacing), fill, **more)

    def save(self, path: str) -> None:
        target = PICTURES / path
        target.parent.mkdir(parents=True, exist_ok=True)
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {self.height}" '
            f'width="{self.width}" height="{self.height}">'
        )
        text = head + "\n" + "\n".join(self._lines) + "\n</svg>\n"
        if len(text) > 60_000:
            raise ValueError(f"{path} is {len(text)} bytes; keep pictures under 60 kB")
        target.write_text(text, encoding="utf-8")


@cache
def _family(font: str) -> tuple[str, int]:
    """The font's family name and weight; loads it once. Needs PySide6, which only the generators do."""
    from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication

    if QGuiApplication.instance() is None:
        _family.application = QGuiApplication(["draw", "-platform", "offscreen"])  # type: ignore[attr-defined]
    name, weight = {
        "bold": ("NotoSansSC_700Bold.ttf", QFont.Weight.Bold),
        "serif": ("NotoSerifSC_900Black.ttf", QFont.Weight.Black),
        "regular": ("NotoSansSC_400Regular.ttf", QFont.Weight.Normal),
    }[font]
    families = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(FONTS / name)))
    return families[0], int(weight)


def lettering(
    text: str, x: float, y: float, size: float, font: str = "bold", width: float | None = None, spacing: float = 0
) -> str:
    """Outlines of the words as path data, from the repository's own fonts."""
    family, weight = _family(font)
    from PySide6.QtGui import QFont, QPainterPath

    face = QFont(family)
    face.setPixelSize(200)
    face.setWeight(QFont.Weight(weight))
    if spacing:
        face.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, spacing * 200 / size)
    drawn = QPainterPath()
    drawn.addText(0, 0, face, text)
    bounds = drawn.boundingRect()
    scale = size / 200
    if width is not None and bounds.width() * scale > width:
        scale = width / bounds.width()
    shift = x - (bounds.left() + bounds.width() / 2) * scale
    data, index = [], 0
    while index < drawn.elementCount():
        element = drawn.elementAt(index)
        put = lambda e: f"{n(e.x * scale + shift)} {n(e.y * scale + y)}"  # noqa: E731
        kind = element.type.value if hasattr(element.type, "value") else int(element.type)
        if kind == 0:
            data.append("M" + put(element))
        elif kind == 1:
            data.append("L" + put(element))
        else:
            data.append("C" + " ".join(put(drawn.elementAt(index + i)) for i in range(3)))
            index += 2
        index += 1
    return "".join(data) + "Z"
