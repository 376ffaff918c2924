"""A camera that the machine has: OpenCV's VideoCapture over Video4Linux, asked for what we want and read back."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, cast

from kiosk.scan.camera.controls import Controls, Wishes, settle
from kiosk.scan.camera.devices import MACHINE, choose, devices
from kiosk.scan.model import CameraError, Frame
from kiosk.scan.pool import Pool

if TYPE_CHECKING:
    import cv2
    import numpy as np
    from numpy.typing import NDArray

SELECT_TIMEOUT_S = 1  # OpenCV waits 10 s for a frame of an unplugged camera unless told otherwise
BUFFERS = 4  # OpenCV's V4L2 buffers
AT_ONCE_S = 0.003  # a frame that was had so quickly lay in a buffer; any other was waited for and is new
OLDEST_STAMP_S = 5.0  # a driver's time further off than this is of another clock
AS_IT_LIKES = Wishes()
RATE_SLACK = 0.9  # a camera may call 30 frames a second 29.97, or 27


class DeviceCamera:
    """device: "auto", a path such as /dev/v4l/by-id/…, a link's name, part of the product's name, or a number.

    It is looked up again at every open(), because the node changes on replugging. size: (width, height) in pixels
    as the sensor has them, fps, format ("MJPG", "YUYV" or "auto") and wishes: what the camera is asked for;
    `granted` says what it gave, and `problems` what came out otherwise. rotation: degrees clockwise by which
    each picture is turned, for a camera that is mounted sideways: 0, 90, 180 or 270.
    """

    def __init__(
        self,
        device: str | int,
        size: tuple[int, int] = (1920, 1080),
        fps: float = 30,
        name: str | None = None,
        *,
        format: str = "auto",  # noqa: A002 - what everybody calls it
        wishes: Wishes = AS_IT_LIKES,
        rotation: int = 0,
        machine: Path = MACHINE,
    ) -> None:
        self.device = device
        self.size = size
        self.fps = fps
        self.name = name or f"camera {device}"
        self.format = format
        self.wishes = wishes
        self.rotation = rotation
        self.granted = ""  # for staff, such as "1920x1080 MJPG at 30 frames a second"
        self.problems: tuple[str, ...] = ()
        self._given_name = name
        self._machine = machine
        self._capture: cv2.VideoCapture | None = None
        self._sequence = -1
        self._read_at = 0.0
        self._stamp = 0.0

    def _make_pools(self, width: int, height: int) -> None:
        """For pictures as the sensor has them, and for turned ones."""
        import numpy as np

        across = self.rotation % 180 != 0
        turned = (width, height, 3) if across else (height, width, 3)
        self._pictures: Pool[NDArray[np.uint8]] = Pool(lambda: np.empty((height, width, 3), np.uint8))
        self._turned: Pool[NDArray[np.uint8]] = Pool(lambda: np.empty(turned, np.uint8))

    def another(self) -> DeviceCamera:
        """The same camera on a handle of its own, for when a call on this one never came back."""
        return DeviceCamera(
            self.device,
            self.size,
            self.fps,
            self._given_name,
            format=self.format,
            wishes=self.wishes,
            rotation=self.rotation,
            machine=self._machine,
        )

    def node(self) -> str:
        """The node of the device that is meant, as things are plugged in now. Raises CameraError."""
        if isinstance(self.device, int) or self.device.isdigit():
            path = f"/dev/video{self.device}"
        elif self.device.startswith("/"):
            path = self.device
        else:
            found = choose(self.device, devices(self._machine))
            self.name = self._given_name or found.name or self.name
            return found.node
        if not os.path.exists(path):  # noqa: PTH110 - says no instead of raising for an odd name
            there = "; ".join(map(str, devices(self._machine))) or "none"
            raise CameraError(f"{path} is not there: is the camera plugged in? There is: {there}")
        return path

    def open(self) -> None:
        self.close()
        # OpenCV reads this at its first wait for a frame; a value the owner has set stays.
        os.environ.setdefault("OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT", str(SELECT_TIMEOUT_S))
        import cv2

        path = self.node()
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
        try:
            problems = self._ask(capture)
            # The first frame starts the stream, and some cameras forget their controls when it starts.
            if not capture.grab():
                raise CameraError(f"{self.name} gives no picture at {self.granted}")
            problems += self._control(path)
        except BaseException:
            capture.release()
            raise
        self.problems = tuple(problems)
        self._capture = capture
        self._read_at, self._stamp = time.monotonic(), 0.0

    def _ask(self, capture: cv2.VideoCapture) -> list[str]:
        """Format, size and rate, in this order: each decides what there is of the next. A wish that is refused is
        no reason to go without a camera; what counts is read back."""
        import cv2

        fourcc = cv2.VideoWriter.fourcc(*("MJPG" if self.format == "auto" else self.format))
        capture.set(cv2.CAP_PROP_FOURCC, fourcc)
        capture.set(cv2.CAP_PROP_FRAME_WIDTH, self.size[0])
        capture.set(cv2.CAP_PROP_FRAME_HEIGHT, self.size[1])
        capture.set(cv2.CAP_PROP_FPS, self.fps)
        code = int(capture.get(cv2.CAP_PROP_FOURCC))
        kind = "".join(chr(code >> shift & 255) for shift in (0, 8, 16, 24)).strip("\0 ") or "unknown format"
        width, height = (round(capture.get(p)) for p in (cv2.CAP_PROP_FRAME_WIDTH, cv2.CAP_PROP_FRAME_HEIGHT))
        rate = capture.get(cv2.CAP_PROP_FPS)
        self._make_pools(width, height)
        self.granted = f"{width}x{height} {kind} at {rate:g} frames a second"
        problems = []
        if self.format != "auto" and kind != self.format:
            problems.append(f"asked for {self.format}, it gives {kind}")
        if (width, height) != self.size:
            problems.append(f"asked for {self.size[0]}x{self.size[1]}, it gives {width}x{height}")
        if rate < self.fps * RATE_SLACK:
            problems.append(f"asked for {self.fps:g} frames a second, it gives {rate:g}")
        return problems

    def _control(self, path: str) -> list[str]:
        try:
            controls = Controls(path)
        except OSError as error:
            return [f"exposure and focus could not be asked for: {error}"]
        try:
            return settle(controls, self.wishes)
        finally:
            controls.close()

    def read(self) -> Frame:
        if self._capture is None:
            raise CameraError(f"{self.name} is not open")
        import cv2

        try:
            captured_ns = self._grab_newest(self._capture)
            # Written into what is handed over; where size or type differ after all, OpenCV makes another.
            good, image = self._capture.retrieve(self._pictures.take())
            if good and image is not None and image.size and self.rotation:
                turns = (cv2.ROTATE_90_CLOCKWISE, cv2.ROTATE_180, cv2.ROTATE_90_COUNTERCLOCKWISE)
                image = cv2.rotate(image, turns[self.rotation // 90 - 1], dst=self._turned.take())
        except cv2.error as error:
            raise CameraError(f"{self.name}: {error}") from error
        # It may say True with nothing in hand after the plug was pulled (opencv/opencv#14044).
        if not good or image is None or image.size == 0:
            raise CameraError(f"{self.name} gave no picture: unplugged?")
        if image.ndim != 3 or image.shape[2] != 3 or image.dtype.name != "uint8":
            raise CameraError(f"{self.name} gave {image.dtype} of shape {image.shape}, not 8-bit BGR")
        self._sequence += 1
        return Frame(cast("NDArray[np.uint8]", image), captured_ns, self._sequence)

    def _grab_newest(self, capture: cv2.VideoCapture) -> int:
        """Takes the newest of the driver's buffers; returns when it was captured, in time.monotonic_ns().

        The driver's own time where it tells one (CLOCK_MONOTONIC, as uvcvideo does): only that shows what lay
        in a buffer. Otherwise the time at which the frame was had.
        """
        import cv2

        # Without the driver's time: how many frames there may have been since the last.
        missed = min(BUFFERS, int((time.monotonic() - self._read_at) * self.fps) - 1)
        for attempt in range(BUFFERS + 1):
            began = time.monotonic()
            if not capture.grab():
                raise CameraError(f"{self.name} gave no picture: unplugged?")
            now = self._read_at = time.monotonic()
            stamp = capture.get(cv2.CAP_PROP_POS_MSEC) / 1000
            known = 0 <= now - stamp < OLDEST_STAMP_S
            if known and stamp == self._stamp:
                raise CameraError(f"{self.name} gave the same picture again: unplugged?")
            if now - began > AT_ONCE_S or (now - stamp < 1.5 / self.fps if known else attempt >= missed):
                break
        self._stamp = stamp if known else 0.0
        return round((stamp if known else now) * 1e9)

    def close(self) -> None:
        if self._capture is not None:
            self._capture.release()
            self._capture = None
