"""A frame's codes as a sight: readings ranked by what a visitor means. This is zxing-cpp alone; see `stream`."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING, Any

from kiosk.scan.model import Frame, Reading, Sight
from kiosk.scan.read.picture import Found, Region
from kiosk.scan.read.quads import area, centre
from kiosk.scan.read.zxing import FORMATS, Zxing

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Decoder:
    """zxing-cpp on every frame: the yardstick that the stream is measured against.

    It keeps one grey picture between frames, so one decoder serves one thread.
    formats: zxing-cpp names, such as "QRCodeModel2" or "EAN13". Raises ValueError for a name it does not know.
    """

    def __init__(self, formats: tuple[str, ...] = FORMATS) -> None:
        import cv2

        self._cv2 = cv2
        self._zxing = Zxing(formats)
        self._grey: NDArray[np.uint8] | None = None

    def decode(self, frame: Frame) -> Sight:
        # A contiguous grey picture: handing over BGR costs half as much again.
        grey: Any = self._cv2.cvtColor(frame.image, self._cv2.COLOR_BGR2GRAY, dst=self._grey)
        self._grey = grey
        return sight_of(frame, *self._zxing.read(grey))


def sight_of(frame: Frame, found: list[Found], near: list[Region]) -> Sight:
    """What was found in `frame`, as the rest of the house speaks of it."""
    now_ns = time.monotonic_ns()
    height, width = frame.image.shape[:2]
    readings = [
        Reading(code.text, code.corners, (width, height), frame.sequence, frame.captured_ns, now_ns)
        for code in found
    ]
    return Sight(by_rank(readings), tuple(region.corners for region in near), None, (width, height))


def by_rank(readings: list[Reading]) -> tuple[Reading, ...]:
    """Sorted by what a visitor holds up: large and near the middle of the picture comes first."""
    return tuple(sorted(readings, key=rank, reverse=True))


def rank(reading: Reading) -> float:
    """Area as a part of the frame, halved at a quarter of the diagonal from the middle."""
    width, height = reading.frame_size
    x, y = centre(reading.corners)
    away = math.hypot(x - width / 2, y - height / 2)
    return area(reading.corners) / (width * height) / (1 + (4 * away / math.hypot(width, height)) ** 2)
