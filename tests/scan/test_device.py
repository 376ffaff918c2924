"""There is no camera on the machines that run this: what a driver answers is played by a film and by stand-ins."""

from __future__ import annotations

import os
from pathlib import Path

import cv2
import numpy as np
import pytest

from kiosk.scan.device import DeviceCamera
from kiosk.scan.model import CameraError


class Driver:
    """Stands in for cv2.VideoCapture: answers read() with what it is given, and notes what it is asked."""

    def __init__(self, *answers: tuple[bool, object]) -> None:
        self.answers = list(answers)
        self.asked: list[tuple[int, float]] = []
        self.grabbed = 0
        self.released = False

    def __call__(self) -> Driver:
        return self

    def open(self, path: str, backend: int) -> bool:
        self.opened_with = (path, backend)
        return True

    def set(self, prop: int, value: float) -> bool:
        self.asked.append((prop, value))
        return prop != cv2.CAP_PROP_FPS

    def get(self, prop: int) -> float:
        granted = {
            cv2.CAP_PROP_FOURCC: cv2.VideoWriter.fourcc(*"MJPG"),
            cv2.CAP_PROP_FRAME_WIDTH: 1280,
            cv2.CAP_PROP_FRAME_HEIGHT: 720,
            cv2.CAP_PROP_FPS: 25,
        }
        return granted[prop]

    def grab(self) -> bool:
        self.grabbed += 1
        return True

    def read(self) -> tuple[bool, object]:
        return self.answers.pop(0)

    def release(self) -> None:
        self.released = True


@pytest.fixture
def plug(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def plug(*answers: tuple[bool, object]) -> tuple[DeviceCamera, Driver]:
        driver = Driver(*answers)
        monkeypatch.setattr(cv2, "VideoCapture", driver)
        node = tmp_path / "video0"
        node.touch()
        camera = DeviceCamera(str(node), name="the booth's camera")
        camera.open()
        return camera, driver

    return plug


GOOD = np.zeros((720, 1280, 3), np.uint8)


def test_motion_jpeg_is_asked_for_first_and_what_was_granted_is_read_back(plug) -> None:
    camera, driver = plug((True, GOOD))
    assert driver.opened_with[1] == cv2.CAP_V4L2
    assert driver.asked == [
        (cv2.CAP_PROP_FOURCC, cv2.VideoWriter.fourcc(*"MJPG")),
        (cv2.CAP_PROP_FRAME_WIDTH, 1920),
        (cv2.CAP_PROP_FRAME_HEIGHT, 1080),
        (cv2.CAP_PROP_FPS, 30),
    ]
    assert camera.granted == "1280x720 MJPG at 25 frames a second, refused: rate"
    assert os.environ["OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT"] == "1"
    assert camera.read().image.shape == (720, 1280, 3)
    camera.close()
    assert driver.released


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ((False, None), "gave no picture"),
        ((True, None), "gave no picture"),
        ((True, np.zeros((0, 0, 3), np.uint8)), "gave no picture"),
        ((True, np.zeros((720, 1280), np.uint8)), "not 8-bit BGR"),
        ((True, np.zeros((720, 1280, 3), np.uint16)), "not 8-bit BGR"),
    ],
)
def test_a_driver_that_gives_nothing_usable_is_a_camera_error(plug, answer, reason) -> None:
    camera, _ = plug(answer)
    with pytest.raises(CameraError, match=reason) as caught:
        camera.read()
    assert "the booth's camera" in str(caught.value)
    camera.close()


def test_after_a_pause_the_drivers_old_buffers_are_thrown_away(plug) -> None:
    camera, driver = plug((True, GOOD), (True, GOOD))
    camera.read()
    assert driver.grabbed == 0
    camera._read_at -= 5
    camera.read()
    assert driver.grabbed == 4
    camera.close()


def test_a_camera_that_is_not_there_is_named() -> None:
    for device, path in ((97, "/dev/video97"), ("/dev/v4l/by-id/none", "/dev/v4l/by-id/none")):
        with pytest.raises(CameraError, match=f"{path} is not there"):
            DeviceCamera(device).open()


def test_something_else_than_a_camera_is_a_camera_error(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("not a camera")
    camera = DeviceCamera(str(path))
    with pytest.raises(CameraError, match="no camera that can be opened"):
        camera.open()
    with pytest.raises(CameraError, match="is not open"):
        camera.read()
    camera.close()
