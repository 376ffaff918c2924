"""What passes between a camera, the decoder and whoever listens."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Point = tuple[float, float]  # x right, y down, pixels of the frame
Corners = tuple[Point, Point, Point, Point]  # clockwise, from a code's own top left where it is known


@dataclass(frozen=True, slots=True)
class Frame:
    """One picture from a camera.

    image: uint8, height x width x 3, BGR, C-contiguous, never written to again.
    captured_ns: time.monotonic_ns() when the camera delivered it. sequence: counts up by one a frame.
    """

    image: NDArray[np.uint8]
    captured_ns: int
    sequence: int


@dataclass(frozen=True, slots=True)
class Reading:
    """One code, read. corners: four points of the frame, clockwise from the code's own top left."""

    text: str
    corners: Corners
    frame_size: tuple[int, int]  # width, height in pixels
    sequence: int
    captured_ns: int
    decoded_ns: int


class Hint(StrEnum):
    """What would help the code in view to be read: one word and one picture on the preview."""

    CLOSER = "closer"
    FURTHER = "further"
    DARK = "dark"
    GLARE = "glare"
    STILL = "still"
    MANY = "many"  # several were read: a visitor can touch the one that is meant


@dataclass(frozen=True, slots=True)
class Sight:
    """What one frame showed. readings: the leading one first (`decode.by_rank`); located: codes that are there and
    could not be read yet, largest first; hint: what was measured in this frame, not yet steadied."""

    readings: tuple[Reading, ...] = ()
    located: tuple[Corners, ...] = ()
    hint: Hint | None = None
    frame_size: tuple[int, int] = (0, 0)  # width, height in pixels


class CameraState(StrEnum):
    STARTING = "starting"
    LIVE = "live"
    LOST = "lost"  # unplugged or failing; the camera keeps trying to come back
    CLOSED = "closed"


class Camera(Protocol):
    """A source of frames that its owner pulls from one thread.

    open() and read() raise CameraError when the device is not there or gives nothing usable; the scanner turns
    that into CameraState.LOST and calls open() again later. read() blocks until the next frame, at most 1 s.
    """

    name: str

    def open(self) -> None: ...
    def read(self) -> Frame: ...
    def close(self) -> None: ...


class CameraError(Exception):
    """The camera gave no frame; the text is for staff."""
