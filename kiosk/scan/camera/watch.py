"""A camera that delivers and shows nothing: black, as under a lens cap, or the same picture for ever.

Frame by frame on a few thousand pixels. A still scene is no frozen one: a sensor's noise changes something in every
picture, so frozen means the same to the last bit.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BLACK_S = 3.0
FROZEN_S = 2.0
FEWEST = 10  # equal pictures in a row, before a slow camera counts as frozen
STEP = 16  # every sixteenth pixel across and down: 8,000 of a 1080p frame
CELLS = (16, 9)  # of the thumbnail, across and down: each a mean, in which a sensor's noise is gone
DARKEST = 22  # the brightest cell of a black picture, of 255; limited-range black is 16
EVEN = 4.0  # from its darkest to its brightest cell at most: the dimmest hall has lamps, edges, a window
LOOK_S = 0.2  # black is looked for so often


class Blind(StrEnum):
    """Why a camera that delivers sees nothing; the value is for staff."""

    BLACK = "the picture is black: is the lens covered, or its shutter closed?"
    FROZEN = "the picture does not change at all: the camera hangs"


class Watch:
    """Tells a blind camera from its frames. Pure: times are the frames' own, in monotonic nanoseconds.

    It remembers while the camera is opened again: a frozen one is so until a frame differs.
    """

    def __init__(self, black_s: float = BLACK_S, frozen_s: float = FROZEN_S) -> None:
        self._black_ns, self._frozen_ns = round(black_s * 1e9), round(frozen_s * 1e9)
        self._look_ns = round(LOOK_S * 1e9)
        self._looked: int | None = None
        self._dark_since: int | None = None
        self._sample = b""
        self._first: NDArray[np.uint8] | None = None  # of a run of equal pictures
        self._same_since = 0
        self._same = 0
        self.blind: Blind | None = None

    def see(self, image: NDArray[np.uint8], at_ns: int) -> Blind | None:
        """image: uint8, height x width x 3, never written to again. Returns why the camera is blind, or None.

        A dark picture is never called frozen: without light there is no noise either.
        """
        frozen = self._is_frozen(image, at_ns)
        if self._looked is None or at_ns - self._looked >= self._look_ns:
            self._looked = at_ns
            if not is_black(image):
                self._dark_since = None
            elif self._dark_since is None:
                self._dark_since = at_ns
        if self._dark_since is None:
            self.blind = Blind.FROZEN if frozen else None
        else:
            self.blind = Blind.BLACK if at_ns - self._dark_since >= self._black_ns else None
        return self.blind

    def _is_frozen(self, image: NDArray[np.uint8], at_ns: int) -> bool:
        sample = image[::STEP, ::STEP].tobytes()
        if sample != self._sample or self._first is None or self._first.shape != image.shape:
            self._sample, self._first, self._same_since, self._same = sample, image, at_ns, 1
            return False
        self._same += 1
        if at_ns - self._same_since < self._frozen_ns or self._same < FEWEST:
            return False
        if (image == self._first).all():
            return True
        # What the sample missed, the whole shows: a still scene and hardly any noise.
        self._first, self._same_since, self._same = image, at_ns, 1
        return False


def is_black(image: NDArray[np.uint8]) -> bool:
    """Whether it is dark all over and has no structure in it, however grainy."""
    import cv2

    step = max(1, image.shape[0] // 135)  # some 200 pixels a cell are enough
    few: Any = image[::step, ::step]
    cells = cv2.resize(few, CELLS, interpolation=cv2.INTER_AREA)
    brightest, darkest = float(cells.max()), float(cells.min())
    return brightest <= DARKEST and brightest - darkest <= EVEN
