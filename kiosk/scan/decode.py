"""A frame's codes, read by zxing-cpp. cv2 and zxing-cpp are imported by the first decoder, not by this module."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from kiosk.scan.model import Frame, Point, Reading

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# All formats at once cost eight times as much and invent codes; Micro QR's noise reads as short numbers.
FORMATS = ("QRCodeModel2",)


class Decoder:
    """Reads codes on one thread; it keeps one grey picture between frames, so one decoder serves one thread.

    formats: zxing-cpp names, such as "QRCodeModel2" or "EAN13". Raises ValueError for a name it does not know.
    """

    def __init__(self, formats: tuple[str, ...] = FORMATS) -> None:
        import cv2
        import zxingcpp

        unknown = [name for name in formats if not hasattr(zxingcpp.BarcodeFormat, name)]
        if unknown or not formats:
            raise ValueError(f"zxing-cpp knows no barcode format {', '.join(unknown) or '(none given)'}")
        self._cv2 = cv2
        self._read = zxingcpp.read_barcodes
        # The stub of zxing-cpp 3.1 leaves out that a list of formats is taken too.
        self._formats: Any = [getattr(zxingcpp.BarcodeFormat, name) for name in formats]
        self._grey: NDArray[np.uint8] | None = None

    def decode(self, frame: Frame) -> tuple[Reading, ...]:
        """Every code of the frame that could be read, the one a visitor means first (see `by_rank`)."""
        # A contiguous grey picture: handing over BGR costs half as much again.
        self._grey = self._cv2.cvtColor(frame.image, self._cv2.COLOR_BGR2GRAY, dst=self._grey)  # type: ignore[assignment]
        found = self._read(self._grey, formats=self._formats, try_rotate=False, try_invert=False)
        decoded_ns = time.monotonic_ns()
        height, width = frame.image.shape[:2]
        readings = []
        for code in found:
            if not code.text:
                continue
            at = code.position
            corners = (_point(at.top_left), _point(at.top_right), _point(at.bottom_right), _point(at.bottom_left))
            readings.append(
                Reading(code.text, corners, (width, height), frame.sequence, frame.captured_ns, decoded_ns)
            )
        return by_rank(readings)


def by_rank(readings: list[Reading]) -> tuple[Reading, ...]:
    """Sorted by what a visitor holds up: large and near the middle of the picture comes first."""
    return tuple(sorted(readings, key=_rank, reverse=True))


def _rank(reading: Reading) -> float:
    """Area as a part of the frame, halved at a quarter of the diagonal from the middle."""
    width, height = reading.frame_size
    xs, ys = [x for x, _ in reading.corners], [y for _, y in reading.corners]
    # Shoelace formula.
    twice = sum(xs[i] * ys[(i + 1) % 4] - xs[(i + 1) % 4] * ys[i] for i in range(4))
    area = abs(twice) / 2 / (width * height)
    away = ((sum(xs) / 4 - width / 2) ** 2 + (sum(ys) / 4 - height / 2) ** 2) ** 0.5
    return float(area / (1 + (4 * away / (width**2 + height**2) ** 0.5) ** 2))


def _point(point: Any) -> Point:
    return (float(point.x), float(point.y))
