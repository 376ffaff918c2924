"""Another look at the whole picture: in tiles when it holds many codes, thresholded locally, smaller, inverted.

Each step is one call of zxing-cpp on a version of the picture, or on a part of one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from kiosk.scan.read.picture import Found, Picture, Region
from kiosk.scan.read.quads import placed
from kiosk.scan.read.zxing import Zxing

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Answer = tuple[list[Found], list[Region]]
Box = tuple[int, int, int, int]  # x, y, width, height in pixels

CROWD = 9  # codes in one picture
# zxing-cpp 3.1 weighs at most 256 triples of finder patterns a picture: of a sheet of 108 codes it may read 28, and
# of the same sheet in six parts all of them (tests/scan/read/test_whole.py).
TRIPLES = 80
TILE_PX = 640
OVERLAP = 0.25


class Whole:
    """The steps, in order of what they brought for their cost. Keeps no picture: one instance serves one thread."""

    name = "whole"

    def __init__(self, zxing: Zxing) -> None:
        import cv2

        self._cv2: Any = cv2
        self._zxing = zxing
        # Measured on frames that zxing-cpp could not read, most codes for a millisecond first.
        self._steps: tuple[tuple[str, Callable[[Picture], Answer]], ...] = (
            ("sharpened", lambda picture: self._sharpened(picture, 11)),
            ("half", lambda picture: self._scaled(picture, 0.5)),
            ("half threshold", self._half_thresholded),
            ("inverted", self._inverted),
            ("fine threshold", lambda picture: self._thresholded(picture, 15, 3)),
            ("crisp", lambda picture: self._sharpened(picture, 5)),
            ("six tenths", lambda picture: self._scaled(picture, 0.6)),
            ("opened", self._opened),
        )

    def steps(self, picture: Picture) -> int:
        return len(self._steps) + len(self.tiles(picture))

    def attempt(self, picture: Picture, step: int) -> Answer:
        if step < len(self._steps):
            name, run = self._steps[step]
            return named(run(picture), name)
        return named(self.tile(picture, self.tiles(picture)[step - len(self._steps)], 2.0), "doubled")

    # --- a crowd ------------------------------------------------------------------------------------------

    @staticmethod
    def tiles(picture: Picture) -> tuple[Box, ...]:
        """Overlapping parts that cover the picture; a code of up to a quarter of a part is whole in one of them."""
        across, down = _spans(picture.width), _spans(picture.height)
        return tuple((x, y, w, h) for y, h in down for x, w in across)

    def tile(self, picture: Picture, box: Box, scale: float = 1.0, sharpen: bool = False) -> Answer:
        """What zxing-cpp reads in one part of the picture, enlarged `scale` times.

        Of codes at 1.65 pixels a module it reads 2 of 60 as they are, 40 enlarged twice, 51 sharpened as well.
        """
        import numpy as np

        x, y, w, h = box
        part: Any = np.ascontiguousarray(picture.grey[y : y + h, x : x + w])
        cv2 = self._cv2
        if scale != 1:
            part = cv2.resize(part, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
        if sharpen:
            part = cv2.addWeighted(part, 2.5, cv2.GaussianBlur(part, (0, 0), scale), -1.5, 0)
        return moved(self._zxing.read(part, downscale=False), 1 / scale, x, y)

    # --- versions of the picture --------------------------------------------------------------------------

    def _thresholded(self, picture: Picture, block: int, offset: int) -> Answer:
        cv2 = self._cv2
        binary = cv2.adaptiveThreshold(
            picture.grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, block, offset
        )
        return self._zxing.read(binary, binary=True, downscale=False)

    def _half_thresholded(self, picture: Picture) -> Answer:
        cv2 = self._cv2
        half = self._resized(picture, 0.5)
        binary = cv2.adaptiveThreshold(half, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, 31, 5)
        return moved(self._zxing.read(binary, binary=True, downscale=False), 2)

    def _scaled(self, picture: Picture, scale: float) -> Answer:
        return moved(self._zxing.read(self._resized(picture, scale), downscale=False), 1 / scale)

    def _resized(self, picture: Picture, scale: float) -> NDArray[np.uint8]:
        resized: NDArray[np.uint8] = picture.made(
            f"{scale} of the size",
            lambda: self._cv2.resize(picture.grey, None, fx=scale, fy=scale, interpolation=self._cv2.INTER_AREA),
        )
        return resized

    def _sharpened(self, picture: Picture, across: int) -> Answer:
        """Against the mean of a window `across` pixels wide: half as dear as a Gaussian, and reads as many."""
        cv2 = self._cv2
        soft = cv2.blur(picture.grey, (across, across))
        return self._zxing.read(cv2.addWeighted(picture.grey, 3, soft, -2, 0), downscale=False)

    def _opened(self, picture: Picture) -> Answer:
        """Without scratches: specks lighter than their surroundings are gone."""
        cv2 = self._cv2
        kernel = cv2.getStructuringElement(cv2.MORPH_RECT, (5, 5))
        return self._zxing.read(cv2.morphologyEx(picture.grey, cv2.MORPH_OPEN, kernel), downscale=False)

    def _inverted(self, picture: Picture) -> Answer:
        return self._zxing.read(self._cv2.bitwise_not(picture.grey), downscale=False)


def moved(answer: Answer, scale: float, x: float = 0.0, y: float = 0.0) -> Answer:
    """The answer in the pixels of the picture that the part at (x, y) was taken from and `scale` undoes."""
    found, near = answer
    return (
        [replace(code, corners=placed(code.corners, scale, x, y)) for code in found],
        [replace(region, corners=placed(region.corners, scale, x, y)) for region in near],
    )


def named(answer: Answer, stage: str) -> Answer:
    return [replace(code, stage=stage) for code in answer[0]], answer[1]


def _spans(length: int) -> Sequence[tuple[int, int]]:
    count = max(1, round(length / TILE_PX))
    if count == 1:
        return [(0, length)]
    span = min(length, round(length / count * (1 + OVERLAP)))
    return [(round(i * (length - span) / (count - 1)), span) for i in range(count)]
