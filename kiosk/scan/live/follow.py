"""A small picture of a place, and where it went in the next frame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kiosk.scan.model import Corners, Point
from kiosk.scan.read.picture import Picture
from kiosk.scan.read.quads import centre

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

PATCH_PX = 40  # its long side
MARGIN = 0.1  # of the place's size
REACH_PX, REACH = 24, 0.5  # how far a hand moves in a frame: pixels, and parts of the place's size
ALIKE = 0.5  # normalised correlation at least


@dataclass(frozen=True, slots=True)
class Follow:
    """patch: grey, smaller by `scale`. at: the place's middle in it, frame pixels from its left top."""

    patch: Grey
    scale: float
    at: Point

    @staticmethod
    def of(picture: Picture, corners: Corners) -> Follow | None:
        """The place with a little around it; None where it is too small, or outside."""
        x0, y0, x1, y1 = bounds(corners, MARGIN)
        x0, y0, x1, y1 = max(0, x0), max(0, y0), min(picture.width, x1), min(picture.height, y1)
        if x1 - x0 < 8 or y1 - y0 < 8:
            return None
        scale = min(1.0, PATCH_PX / max(x1 - x0, y1 - y0))
        size = (max(4, round((x1 - x0) * scale)), max(4, round((y1 - y0) * scale)))
        mx, my = centre(corners)
        return Follow(_smaller(picture.grey[y0:y1, x0:x1], size, scale), scale, (mx - x0, my - y0))

    def find(self, picture: Picture, middle: Point) -> Point | None:
        """How far from `middle`, in pixels, the place's middle is in this frame; None where it is not found around
        there. Half a millisecond at most."""
        import cv2

        scale = self.scale
        height, width = (n / scale for n in self.patch.shape)
        left, top = middle[0] - self.at[0], middle[1] - self.at[1]
        reach = REACH_PX + REACH * max(width, height)
        x0, y0 = max(0, round(left - reach)), max(0, round(top - reach))
        x1, y1 = min(picture.width, round(left + width + reach)), min(picture.height, round(top + height + reach))
        size = (round((x1 - x0) * scale), round((y1 - y0) * scale))
        if size[0] < self.patch.shape[1] or size[1] < self.patch.shape[0]:
            return None
        around = _smaller(picture.grey[y0:y1, x0:x1], size, scale)
        answer = cv2.matchTemplate(around, self.patch, cv2.TM_CCOEFF_NORMED)
        _, best, _, (px, py) = cv2.minMaxLoc(answer)
        if not best >= ALIKE:
            return None
        # A parabola through the peak and its neighbours finds a fraction of a pixel.
        fx = px + _peak(*(float(answer[py, min(max(px + i, 0), answer.shape[1] - 1)]) for i in (-1, 0, 1)))
        fy = py + _peak(*(float(answer[min(max(py + i, 0), answer.shape[0] - 1), px]) for i in (-1, 0, 1)))
        return x0 + fx * (x1 - x0) / size[0] - left, y0 + fy * (y1 - y0) / size[1] - top


def bounds(corners: Corners, margin: float) -> tuple[int, int, int, int]:
    """x0, y0, x1, y1 around a place with `margin`, a part of its size, on every side."""
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    more = margin * max(max(xs) - min(xs), max(ys) - min(ys))
    return round(min(xs) - more), round(min(ys) - more), round(max(xs) + more), round(max(ys) + more)


def _smaller(grey: Grey, size: tuple[int, int], scale: float) -> Any:
    import cv2

    # Sixteen pixels for one are enough, even in the dark.
    every = max(1, int(0.25 / scale))
    return cv2.resize(grey[::every, ::every], size, interpolation=cv2.INTER_AREA)


def _peak(before: float, at: float, after: float) -> float:
    curve = before - 2 * at + after
    return 0.0 if curve >= 0 else max(-0.5, min(0.5, (before - after) / (2 * curve)))
