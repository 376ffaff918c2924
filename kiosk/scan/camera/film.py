"""A film, or a folder of pictures, in place of a camera: what was recorded once can be scanned again."""

from __future__ import annotations

import math
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, cast

from kiosk.scan.files import PictureError, load, pictures_in
from kiosk.scan.model import CameraError, Frame
from kiosk.scan.pool import Pool

if TYPE_CHECKING:
    import cv2
    import numpy as np
    from numpy.typing import NDArray

PICTURES_FPS = 5.0  # a folder of pictures has no pace of its own
FALLBACK_FPS = 30.0


class FilmCamera:
    """Plays `path` at its own pace, in a loop unless told otherwise.

    fps overrides the film's own rate (pictures: 5 a second). A reader that is late gets the next frame at once and
    the film goes on from there: no frame is left out. At the end of a film that does not loop, read() raises.
    """

    def __init__(self, path: Path | str, loop: bool = True, fps: float | None = None) -> None:
        self.path = Path(path)
        self.loop = loop
        self.name = f"film {self.path.name}"
        self._asked_fps = fps
        self._fps = FALLBACK_FPS
        self._film: cv2.VideoCapture | None = None
        self._pictures: list[Path] = []
        self._next = 0  # of the pictures
        self._sequence = -1
        self._due = 0.0
        self._closed = threading.Event()

    def open(self) -> None:
        self.close()
        import cv2
        import numpy as np

        if self.path.is_dir():
            try:
                self._pictures = pictures_in(self.path)
            except PictureError as error:
                raise CameraError(str(error)) from error
            rate = PICTURES_FPS
        elif self.path.is_file():
            film = cv2.VideoCapture(str(self.path), cv2.CAP_FFMPEG)
            if not film.isOpened():
                film.release()
                raise CameraError(f"{self.path} is no film that can be played")
            self._film = film
            height, width = (round(film.get(p)) for p in (cv2.CAP_PROP_FRAME_HEIGHT, cv2.CAP_PROP_FRAME_WIDTH))
            self._frames: Pool[NDArray[np.uint8]] = Pool(lambda: np.empty((height, width, 3), np.uint8))
            rate = film.get(cv2.CAP_PROP_FPS)
        else:
            raise CameraError(f"{self.path} is not there")
        self._fps = self._asked_fps or (rate if math.isfinite(rate) and 1 <= rate <= 240 else FALLBACK_FPS)
        self._next = 0
        self._due = time.monotonic()
        self._closed.clear()

    def read(self) -> Frame:
        if self._film is None and not self._pictures:
            raise CameraError(f"{self.name} is not open")
        image = self._film_frame() if self._film is not None else self._picture()
        # At most 1 s: a slower film shows a frame again rather than let its reader hang.
        wait_s = self._due - time.monotonic()
        if wait_s > 0:
            self._closed.wait(min(1.0, wait_s))
        self._due = max(self._due, time.monotonic() - 1 / self._fps) + 1 / self._fps
        self._sequence += 1
        return Frame(image, time.monotonic_ns(), self._sequence)

    def close(self) -> None:
        self._closed.set()
        self._pictures = []
        if self._film is not None:
            self._film.release()
            self._film = None

    def _film_frame(self) -> NDArray[np.uint8]:
        import cv2

        assert self._film is not None
        for _ in range(2):
            good, image = self._film.read(self._frames.take())
            if good and image is not None and image.size:
                return _bgr(image, self.path)
            if not self.loop:
                raise CameraError(f"{self.path} is at its end")
            self._film.release()
            if not self._film.open(str(self.path), cv2.CAP_FFMPEG):
                break
        raise CameraError(f"{self.path} gives no picture: truncated or garbage")

    def _picture(self) -> NDArray[np.uint8]:
        if self._next >= len(self._pictures):
            if not self.loop:
                raise CameraError(f"{self.path} is at its end")
            self._next = 0
        path = self._pictures[self._next]
        self._next += 1
        try:
            return load(path)
        except PictureError as error:
            raise CameraError(str(error)) from error


def _bgr(image: object, path: Path) -> NDArray[np.uint8]:
    import numpy as np

    array = np.ascontiguousarray(cast("NDArray[np.uint8]", image))
    if array.ndim != 3 or array.shape[2] != 3 or array.dtype != np.uint8:
        raise CameraError(f"{path} gave {array.dtype} of shape {array.shape}, not 8-bit BGR")
    return array
