"""Pictures from files, read as the booth would read them: one by one, or a folder of frames as a live camera's.

Staff try the photograph that a visitor complained about, and measurements run on it. No camera, no window.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from kiosk.scan.model import Corners, Frame, Sight
from kiosk.scan.read.cascade import Cascade
from kiosk.scan.read.quads import placed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CAMERA_PX = 1920  # the long side of what a booth's camera sees; a larger photograph is first read at this size


@dataclass(frozen=True, slots=True)
class Read:
    """A text, where it was in the picture, and who read it. frame and ms: of a sequence, when it was first read:
    the frame's number from 0, and milliseconds from the first frame's capture to the text being known."""

    text: str
    corners: Corners
    stage: str = ""
    frame: int = 0
    ms: float = 0.0


@dataclass(frozen=True, slots=True)
class Replay:
    """What came of a sequence. numbers: of the frames that were decoded; costs_ms: what each of them took."""

    reads: tuple[Read, ...]
    frames: int
    numbers: tuple[int, ...]
    costs_ms: tuple[float, ...]


def read_still(cascade: Cascade, image: NDArray[np.uint8], budget_ms: float) -> tuple[tuple[Read, ...], float]:
    """Every code that can be read within the budget, corners in pixels of `image`; and the ms that it took.

    A picture larger than a camera's is read at the camera's size first, then as it is if nothing was found.
    """
    import cv2

    started = time.perf_counter()
    height, width = image.shape[:2]
    scale = min(1.0, CAMERA_PX / max(height, width))
    small = image
    if scale < 1:
        resized = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        small = cast("NDArray[np.uint8]", resized)
    found = cascade.still(small, budget_ms)
    left_ms = budget_ms - (time.perf_counter() - started) * 1e3
    if not found and scale < 1 and left_ms > 0:
        found, scale = cascade.still(image, left_ms), 1.0
    reads = tuple(Read(code.text, placed(code.corners, 1 / scale), code.stage) for code in found)
    return reads, (time.perf_counter() - started) * 1e3


def replay(
    decode: Callable[[Frame], Sight],
    image: Callable[[int], NDArray[np.uint8]],
    count: int,
    fps: float = 30.0,
    clock: Callable[[], float] = time.perf_counter,
) -> Replay:
    """Runs `decode` over `count` pictures as the live scanner would: frame k is there k / fps seconds after the
    first, the decoder takes the newest there is when it is free, and what came meanwhile is never seen.

    Time is the camera's, moved on by what each decode really took; loading a picture takes none of it. A sequence
    ends with its last frame. Raises ValueError unless fps > 0.
    """
    if fps <= 0:
        raise ValueError(f"{fps} frames a second")
    reads: dict[str, Read] = {}
    numbers: list[int] = []
    costs: list[float] = []
    now_s = 0.0
    for number in range(count):
        if number < count - 1 and (number + 1) / fps <= now_s:
            continue  # a newer frame is there already
        at_s = max(now_s, number / fps)
        frame = Frame(image(number), round(number / fps * 1e9), number)
        started = clock()
        sight = decode(frame)
        cost_s = clock() - started
        now_s = at_s + cost_s
        numbers.append(number)
        costs.append(cost_s * 1e3)
        for reading in sight.readings:
            if reading.text not in reads:
                reads[reading.text] = Read(reading.text, reading.corners, "", number, now_s * 1e3)
    return Replay(tuple(reads.values()), count, tuple(numbers), tuple(costs))
