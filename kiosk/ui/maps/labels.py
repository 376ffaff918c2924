"""Names beside dots: none over another, none over a dot, none beyond the map's edge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

Point = tuple[float, float]
NEAR = 0.5  # of a label's height: how much air there is between two


@dataclass(frozen=True, slots=True)
class Box:
    x: float
    y: float
    width: float
    height: float

    def meets(self, other: Box, air: float = 0) -> bool:
        return (
            self.x < other.x + other.width + air
            and other.x < self.x + self.width + air
            and self.y < other.y + other.height + air
            and other.y < self.y + self.height + air
        )

    def within(self, width: float, height: float, edge: float) -> bool:
        return (
            self.x >= edge
            and self.y >= edge
            and self.x + self.width <= width - edge
            and self.y + self.height <= height - edge
        )

    def crossed_by(self, line: Sequence[Point]) -> int:
        """How many points of a line lie in here, and how many of the middles between them."""
        middles = [((ax + bx) / 2, (ay + by) / 2) for (ax, ay), (bx, by) in pairwise(line)]
        return sum(
            self.x <= x <= self.x + self.width and self.y <= y <= self.y + self.height for x, y in [*line, *middles]
        )


def place(
    dots: Sequence[Point],
    sizes: Sequence[tuple[float, float]],
    width: float,
    height: float,
    *,
    gap: float,
    lines: Sequence[Sequence[Point]] = (),
) -> list[Box | None]:
    """A place for each dot's name, in order: the first has the first choice. None where there is no room.

    sizes: width and height of each name in pixels, (0, 0) for a dot without one. gap: from a dot's middle to
    its name. Beside a line is better than on it, and right of a dot better than anywhere else.
    """
    around = [Box(x - gap * 0.6, y - gap * 0.6, gap * 1.2, gap * 1.2) for x, y in dots]
    taken: list[Box | None] = []
    for dot, (wide, high) in zip(dots, sizes, strict=True):
        if not wide:
            taken.append(None)
            continue
        best: Box | None = None
        fewest = 0
        for box in _choices(dot, wide, high, gap):
            if not box.within(width, height, gap / 2):
                continue
            if any(other is not None and box.meets(other, high * NEAR / 2) for other in taken):
                continue
            if any(box.meets(other) for other in around):
                continue
            crossings = sum(box.crossed_by(line) for line in lines)
            if best is None or crossings < fewest:
                best, fewest = box, crossings
        taken.append(best)
    return taken


def _choices(dot: Point, wide: float, high: float, gap: float) -> list[Box]:
    x, y = dot
    right, left, middle = x + gap, x - gap - wide, x - wide / 2
    above, below, level = y - gap - high, y + gap, y - high / 2
    near, far = gap * 0.7, gap * 2.4
    places = [(right, level), (left, level), (middle, below), (middle, above)]
    places += [(x + near, y + near), (x + near, y - near - high), (x - near - wide, y + near)]
    places += [(x - near - wide, y - near - high)]
    places += [(middle, y + far), (middle, y - far - high), (x + far, level), (x - far - wide, level)]
    return [Box(left_edge, top, wide, high) for left_edge, top in places]
