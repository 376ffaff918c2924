"""A camera that the machine has: OpenCV's VideoCapture over Video4Linux, asked for motion JPEG and read back."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, cast

from kiosk.scan.model import CameraError, Frame

if TYPE_CHECKING:
    import cv2
    import numpy as np
    from numpy.typing import NDArray

SELECT_TIMEOUT_S = 1  # OpenCV waits 10 s for a frame of an unplugged camera unless told otherwise
STALE_S = 0.25  # after a pause as long as this, what the driver has buffered is old
BUFFERS = 4  # OpenCV's V4L2 buffers


class DeviceCamera:
    """device: a path such as /dev/video0, better /dev/v4l/by-id/… as numbers change on replugging, or a number.

    size: (width, height) in pixels and fps: what the camera is asked for; `granted` says what it gave.
    """

    def __init__(
        self, device: str | int, size: tuple[int, int] = (1920, 1080), fps: float = 30, name: str | None = None
    ) -> None:
        self.device = device
        self.size = size
        self.fps = fps
        self.name = name or f"camera {device}"
        self.granted = ""  # for staff, such as "1920x1080 MJPG at 30 frames a second"
        self._capture: cv2.VideoCapture | None = None
        self._sequence = -1
        self._read_at = 0.0

    def open(self) -> None:
        self.close()
        # OpenCV reads this when a capture opens; a value the owner has set stays.
        os.environ.setdefault("OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT", str(SELECT_TIMEOUT_S))
        import cv2

        path = f"/dev/video{self.device}" if isinstance(self.device, int) else self.device
        if not os.path.exists(path):  # noqa: PTH110 - says no instead of raising for an odd name
            raise CameraError(f"{path} is not there: is the camera plugged in?")
        capture = cv2.VideoCapture()
        try:
            opened = capture.open(path, cv2.CAP_V4L2)
        except cv2.error as error:
            raise CameraError(f"{path} could not be opened: {error}") from error
        if not opened:
            capture.release()
            raise CameraError(
                f"{path} is no camera that can be opened (in use by another program, or not allowed?)"
            )
        # In this order: the pixel format decides which sizes and rates there are. A wish that is refused is no
        # reason to go without a camera; what counts is read back.
        wishes = {
            "MJPG": (cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG")),
            "width": (cv2.CAP_PROP_FRAME_WIDTH, self.size[0]),
            "height": (cv2.CAP_PROP_FRAME_HEIGHT, self.size[1]),
            "rate": (cv2.CAP_PROP_FPS, self.fps),
        }
        refused = [wish for wish, (prop, value) in wishes.items() if not capture.set(prop, value)]
        code = int(capture.get(cv2.CAP_PROP_FOURCC))
        kind = "".join(chr(code >> shift & 255) for shift in (0, 8, 16, 24)).strip("\0 ") or "unknown format"
        width, height = (round(capture.get(p)) for p in (cv2.CAP_PROP_FRAME_WIDTH, cv2.CAP_PROP_FRAME_HEIGHT))
        self.granted = f"{width}x{height} {kind} at {capture.get(cv2.CAP_PROP_FPS):g} frames a second"
        if refused:
            self.granted += f", refused: {', '.join(refused)}"
        self._capture = capture
        self._read_at = time.monotonic()

    def read(self) -> Frame:
        if self._capture is None:
            raise CameraError(f"{self.name} is not open")
        import cv2

        try:
            if time.monotonic() - self._read_at > STALE_S:
                for _ in range(BUFFERS):
                    self._capture.grab()
            good, image = self._capture.read()
        except cv2.error as error:
            raise CameraError(f"{self.name}: {error}") from error
        captured_ns = time.monotonic_ns()
        self._read_at = captured_ns / 1e9
        # read() may say True with nothing in hand after the plug was pulled (opencv/opencv#14044).
        if not good or image is None or image.size == 0:
            raise CameraError(f"{self.name} gave no picture: unplugged?")
        if image.ndim != 3 or image.shape[2] != 3 or image.dtype.name != "uint8":
            raise CameraError(f"{self.name} gave {image.dtype} of shape {image.shape}, not 8-bit BGR")
        self._sequence += 1
        # read() allocates a new array each time, so nobody writes to this one again.
        return Frame(cast("NDArray[np.uint8]", image), captured_ns, self._sequence)

    def close(self) -> None:
        if self._capture is not None:
            self._capture.release()
            self._capture = None
