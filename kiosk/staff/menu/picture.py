"""A dish's picture on paper, as the vectors that it is drawn with.

Our pictures keep to a few things of SVG (tests/assets/test_pictures.py): groups, paths, transforms, fill, stroke
and opacity. Just those are read here; anything else is refused, and the dish is printed without its picture.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

LARGEST = 2_000_000  # bytes of a picture
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_STEP = re.compile(r"([A-Za-z])([^A-Za-z]*)")
_TRANSFORM = re.compile(r"(translate|rotate|scale)\(([^)]*)\)")
_COUNTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "Q": 4, "A": 7, "Z": 0}
_CAPS = {"butt": 0, "round": 1, "square": 2}
_JOINS = {"miter": 0, "round": 1, "bevel": 2}
_KNOWN = {"d", "fill", "fill-rule", "opacity", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin"}
_KNOWN |= {"transform"}

Point = tuple[float, float]


class PictureError(ValueError):
    """A picture that paper cannot show; the text says why, for staff."""


def draw_picture(canvas: Any, path: Path, left: float, bottom: float, side: float) -> None:
    """Into the square with that left bottom corner, all in points. Raises PictureError and OSError."""
    root = _read(path)
    box = [float(number) for number in _NUMBER.findall(root.get("viewBox", ""))]
    if len(box) != 4 or box[2] <= 0 or box[3] <= 0:
        raise PictureError(f"{path.name} has no viewBox")
    # All of it is understood before the first line is drawn: half a bowl is worse than none.
    steps = list(_steps(root, path.name))
    scale = side / max(box[2:])
    canvas.saveState()
    canvas.translate(left - box[0] * scale, bottom + side + box[1] * scale)
    canvas.scale(scale, -scale)
    for depth, element, commands in steps:
        for _ in range(depth):
            canvas.restoreState()
        if element is not None:
            canvas.saveState()
            _move(canvas, element.get("transform", ""))
            if commands is not None:
                _paint(canvas, element, commands)
                canvas.restoreState()
    canvas.restoreState()


def _read(path: Path) -> ElementTree.Element:
    if path.stat().st_size > LARGEST:
        raise PictureError(f"{path.name} has more than {LARGEST} bytes")
    text = path.read_text("utf-8", errors="replace")
    if "<!" in text:
        raise PictureError(f"{path.name} declares what a picture has no use for")
    try:
        return ElementTree.fromstring(text)  # noqa: S314 (it declares nothing, so nothing is expanded)
    except ElementTree.ParseError as error:
        raise PictureError(f"{path.name} is not SVG: {error}") from None


Step = tuple[int, ElementTree.Element | None, list[tuple[str, list[float]]] | None]


def _steps(element: ElementTree.Element, name: str, depth: int = 0) -> Iterator[Step]:
    """In the order of drawing: how many groups end first, then a group that begins or a path with its commands."""
    for child in element:
        tag = str(child.tag).rpartition("}")[2]
        if tag not in ("g", "path") or (unknown := child.attrib.keys() - _KNOWN) or depth > 20:
            raise PictureError(
                f"{name} holds {tag} {' '.join(sorted(unknown)) if tag in ('g', 'path') else ''}".strip()
            )
        if tag == "path":
            yield 0, child, list(_commands(child.get("d", ""), name))
        else:
            yield 0, child, None
            yield from _steps(child, name, depth + 1)
            yield 1, None, None


def _commands(d: str, name: str) -> Iterator[tuple[str, list[float]]]:
    for letter, written in _STEP.findall(d):
        count = _COUNTS.get(letter.upper())
        numbers = [float(number) for number in _NUMBER.findall(written)]
        if count is None or (count == 0) != (not numbers) or (count and len(numbers) % count):
            raise PictureError(f"{name} has a path with {letter}{written[:20]}")
        if not count:
            yield letter, []
        for start in range(0, len(numbers), count or 1):
            # What follows the first pair of a move are lines.
            more = {"M": "L", "m": "l"}.get(letter, letter) if start else letter
            yield more, numbers[start : start + count]


def _move(canvas: Any, transform: str) -> None:
    for kind, written in _TRANSFORM.findall(transform):
        numbers = [float(number) for number in _NUMBER.findall(written)]
        if kind == "translate":
            canvas.translate(numbers[0], numbers[1] if len(numbers) > 1 else 0.0)
        elif kind == "scale":
            canvas.scale(numbers[0], numbers[1] if len(numbers) > 1 else numbers[0])
        else:
            canvas.rotate(numbers[0])


def _paint(canvas: Any, element: ElementTree.Element, commands: list[tuple[str, list[float]]]) -> None:
    from reportlab.lib.colors import HexColor

    fill, stroke = element.get("fill", "#000000"), element.get("stroke", "none")
    opacity = float(element.get("opacity", "1"))
    if fill != "none":
        canvas.setFillColor(HexColor(fill))
        canvas.setFillAlpha(opacity)
    if stroke != "none":
        canvas.setStrokeColor(HexColor(stroke))
        canvas.setStrokeAlpha(opacity)
        canvas.setLineWidth(float(element.get("stroke-width", "1")))
        canvas.setLineCap(_CAPS.get(element.get("stroke-linecap", "butt"), 0))
        canvas.setLineJoin(_JOINS.get(element.get("stroke-linejoin", "miter"), 0))
    path = canvas.beginPath()
    for kind, points in _absolute(commands):
        if kind == "M":
            path.moveTo(*points)
        elif kind == "L":
            path.lineTo(*points)
        elif kind == "C":
            path.curveTo(*points)
        else:
            path.close()
    even_odd = 0 if element.get("fill-rule") == "evenodd" else 1  # reportlab: 0 even-odd, 1 non-zero
    canvas.drawPath(path, stroke=int(stroke != "none"), fill=int(fill != "none"), fillMode=even_odd)


def _absolute(commands: list[tuple[str, list[float]]]) -> Iterator[tuple[str, list[float]]]:
    """The same in moves, lines, cubic curves and closings, in absolute coordinates."""
    here: Point = (0.0, 0.0)
    first = here
    for letter, numbers in commands:
        kind, base = letter.upper(), here if letter.islower() else (0.0, 0.0)
        if kind == "Z":
            here = first
            yield "Z", []
            continue
        if kind == "A":
            to = (base[0] + numbers[5], base[1] + numbers[6])
            yield from (("C", curve) for curve in _arc(here, numbers, to))
        elif kind in "HV":
            to = (base[0] + numbers[0], here[1]) if kind == "H" else (here[0], base[1] + numbers[0])
            yield "L", [*to]
        else:
            points = [number + base[at % 2] for at, number in enumerate(numbers)]
            to = (points[-2], points[-1])
            if kind == "Q":  # a quadratic curve as the cubic one that it is
                x, y = points[:2]
                points = [
                    here[0] + (x - here[0]) * 2 / 3,
                    here[1] + (y - here[1]) * 2 / 3,
                    to[0] + (x - to[0]) * 2 / 3,
                    to[1] + (y - to[1]) * 2 / 3,
                    *to,
                ]
            yield "C" if kind in "CQ" else kind, points
            if kind == "M":
                first = to
        here = to


def _arc(start: Point, numbers: list[float], end: Point) -> Iterator[list[float]]:
    """An elliptical arc as cubic curves: SVG 1.1, F.6.5, and a quarter at most for each curve."""
    rx, ry, turn, large, sweep = abs(numbers[0]), abs(numbers[1]), math.radians(numbers[2]), numbers[3], numbers[4]
    if start == end:
        return
    if not rx or not ry:
        yield [*start, *end, *end]
        return
    cos, sin = math.cos(turn), math.sin(turn)
    dx, dy = (start[0] - end[0]) / 2, (start[1] - end[1]) / 2
    x, y = cos * dx + sin * dy, -sin * dx + cos * dy
    grow = math.sqrt(max(1.0, (x / rx) ** 2 + (y / ry) ** 2))
    rx, ry = rx * grow, ry * grow
    root = (rx * ry) ** 2 / ((rx * y) ** 2 + (ry * x) ** 2) - 1
    factor = math.sqrt(max(0.0, root)) * (-1 if bool(large) == bool(sweep) else 1)
    cx, cy = factor * rx * y / ry, -factor * ry * x / rx
    middle = (
        cos * cx - sin * cy + (start[0] + end[0]) / 2,
        sin * cx + cos * cy + (start[1] + end[1]) / 2,
    )
    at = math.atan2((y - cy) / ry, (x - cx) / rx)
    span = math.atan2((-y - cy) / ry, (-x - cx) / rx) - at
    span += (2 * math.pi if sweep and span < 0 else 0) - (2 * math.pi if not sweep and span > 0 else 0)
    count = max(1, math.ceil(abs(span) / (math.pi / 2) - 1e-9))
    pull = 4 / 3 * math.tan(span / count / 4)

    def place(px: float, py: float) -> Point:
        return middle[0] + cos * rx * px - sin * ry * py, middle[1] + sin * rx * px + cos * ry * py

    for n in range(count):
        a, b = at + span * n / count, at + span * (n + 1) / count
        c1 = place(math.cos(a) - pull * math.sin(a), math.sin(a) + pull * math.cos(a))
        c2 = place(math.cos(b) + pull * math.sin(b), math.sin(b) - pull * math.cos(b))
        yield [*c1, *c2, *place(math.cos(b), math.sin(b))]
