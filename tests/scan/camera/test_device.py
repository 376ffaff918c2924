"""There is no camera on the machines that run this: what a driver answers is played by a film and by stand-ins."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from kiosk.scan.camera.controls import Wishes
from kiosk.scan.camera.device import BUFFERS, DeviceCamera
from kiosk.scan.model import CameraError

GOOD = np.zeros((720, 1280, 3), np.uint8)


class Driver:
    """Stands in for cv2.VideoCapture.

    answers: what retrieve() gives, one after the other, the last for ever. stamps: the driver's time of each grab
    in seconds before now, None for a driver that tells none. grants: what get() says whatever set() was given.
    """

    def __init__(self, *answers: tuple[bool, object], stamps: Iterable[float | None] = (), **grants: float) -> None:
        self.answers = list(answers or [(True, GOOD)])
        self.stamps = list(stamps)
        self.stamp = 0.0
        self.asked: list[tuple[int, float]] = []
        self.grabbed = 0
        self.gives = True
        self.released = False
        self.waits_s = 0.0
        self.grants = {
            cv2.CAP_PROP_FOURCC: fourcc("MJPG"),
            cv2.CAP_PROP_FRAME_WIDTH: 1280,
            cv2.CAP_PROP_FRAME_HEIGHT: 720,
            cv2.CAP_PROP_FPS: 25,
        }
        self.grants |= {getattr(cv2, f"CAP_PROP_{name}"): value for name, value in grants.items()}

    def __call__(self) -> Driver:
        return self

    def open(self, path: str, backend: int) -> bool:
        self.opened_with = (path, backend)
        return True

    def set(self, prop: int, value: float) -> bool:
        self.asked.append((prop, value))
        return True

    def get(self, prop: int) -> float:
        return self.stamp * 1000 if prop == cv2.CAP_PROP_POS_MSEC else self.grants[prop]

    def grab(self) -> bool:
        self.grabbed += 1
        if self.waits_s:
            time.sleep(self.waits_s)
        if self.grabbed > 1:  # the first starts the stream
            before = self.stamps.pop(0) if self.stamps else None
            self.stamp = 0.0 if before is None else time.monotonic() - before
        return self.gives

    def retrieve(self, into: NDArray[np.uint8]) -> tuple[bool, object]:
        """Into what was handed over where that fits, as OpenCV's."""
        good, image = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(image, np.ndarray) and (image.shape, image.dtype) == (into.shape, into.dtype):
            into[:] = image
            return good, into
        return good, image

    def release(self) -> None:
        self.released = True


def fourcc(name: str) -> int:
    return cv2.VideoWriter.fourcc(*name)


@pytest.fixture
def plug(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def plug(driver: Driver, **wanted: Any) -> DeviceCamera:
        monkeypatch.setattr(cv2, "VideoCapture", driver)
        node = tmp_path / "video0"
        node.touch()
        camera = DeviceCamera(
            str(node), **({"name": "the booth's camera", "fps": 25, "size": (1280, 720)} | wanted)
        )
        camera.open()
        return camera

    return plug


def test_format_size_and_rate_are_asked_for_in_this_order(plug) -> None:
    driver = Driver()
    camera = plug(driver)
    assert driver.opened_with[1] == cv2.CAP_V4L2
    assert driver.asked == [
        (cv2.CAP_PROP_FOURCC, fourcc("MJPG")),
        (cv2.CAP_PROP_FRAME_WIDTH, 1280),
        (cv2.CAP_PROP_FRAME_HEIGHT, 720),
        (cv2.CAP_PROP_FPS, 25),
    ]
    assert camera.granted == "1280x720 MJPG at 25 frames a second"
    assert camera.problems == ()
    assert os.environ["OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT"] == "1"
    assert camera.read().image.shape == (720, 1280, 3)
    camera.close()
    assert driver.released


def test_what_came_out_otherwise_is_a_problem_and_the_camera_is_used(plug) -> None:
    driver = Driver(FOURCC=fourcc("YUYV"), FPS=5)
    camera = plug(driver, format="MJPG", size=(1920, 1080), fps=30)
    assert camera.granted == "1280x720 YUYV at 5 frames a second"
    assert camera.problems == (
        "asked for MJPG, it gives YUYV",
        "asked for 1920x1080, it gives 1280x720",
        "asked for 30 frames a second, it gives 5",
    )
    assert camera.read().sequence == 0


def test_auto_takes_what_the_camera_has(plug) -> None:
    driver = Driver(FOURCC=fourcc("YUYV"))
    assert plug(driver).problems == ()
    assert driver.asked[0] == (cv2.CAP_PROP_FOURCC, fourcc("MJPG"))
    plug(driver := Driver(FOURCC=fourcc("YUYV")), format="YUYV")
    assert driver.asked[0] == (cv2.CAP_PROP_FOURCC, fourcc("YUYV"))


def test_controls_that_are_refused_are_a_problem(plug) -> None:
    # The node here is a plain file: every control is refused.
    camera = plug(Driver(), wishes=Wishes(exposure=100, focus=20))
    assert camera.problems == ("exposure: the camera has no such control", "focus: the camera has no such control")


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
    camera = plug(Driver(answer))
    with pytest.raises(CameraError, match=reason) as caught:
        camera.read()
    assert "the booth's camera" in str(caught.value)
    camera.close()


def test_a_camera_without_a_first_picture_is_not_open(plug) -> None:
    driver = Driver()
    driver.gives = False
    with pytest.raises(CameraError, match="gives no picture at 1280x720 MJPG"):
        plug(driver)
    assert driver.released


def test_what_lay_in_the_drivers_buffers_is_thrown_away_and_age_is_the_drivers(plug) -> None:
    driver = Driver(stamps=[0.5, 0.4, 0.3, 0.01])
    camera = plug(driver)
    frame = camera.read()
    assert driver.grabbed == 1 + 4
    assert 0.01 <= time.monotonic() - frame.captured_ns / 1e9 < 0.25


def test_a_frame_that_was_waited_for_is_the_newest_however_late_it_came(plug) -> None:
    driver = Driver(stamps=[0.2, 0.2])
    driver.waits_s = 0.02
    camera = plug(driver)
    frame = camera.read()
    assert driver.grabbed == 1 + 1
    assert 0.2 <= time.monotonic() - frame.captured_ns / 1e9 < 0.4


def test_without_the_drivers_time_old_buffers_go_after_a_pause(plug) -> None:
    driver = Driver()
    camera = plug(driver)
    camera.read()
    grabbed = driver.grabbed
    camera._read_at = time.monotonic() - 5
    camera.read()
    assert driver.grabbed == grabbed + 1 + BUFFERS


def test_a_clock_of_the_drivers_own_is_not_believed(plug) -> None:
    camera = plug(Driver(stamps=[3600.0]))
    assert time.monotonic() - camera.read().captured_ns / 1e9 < 1


def test_the_same_picture_twice_is_no_picture(plug) -> None:
    driver = Driver(stamps=[0.01])
    camera = plug(driver)
    camera.read()
    stamp = driver.stamp
    driver.grab = lambda: setattr(driver, "stamp", stamp) is None  # type: ignore[method-assign]
    with pytest.raises(CameraError, match="the same picture again"):
        camera.read()


@pytest.mark.parametrize(
    ("rotation", "shape", "at"), [(90, (6, 4), (0, 3)), (180, (4, 6), (3, 5)), (270, (6, 4), (5, 0))]
)
def test_a_camera_mounted_sideways_gives_upright_pictures(plug, rotation: int, shape, at) -> None:
    picture = np.zeros((4, 6, 3), np.uint8)
    picture[0, 0] = 255
    image = plug(Driver((True, picture)), rotation=rotation).read().image
    assert image.shape[:2] == shape
    assert image[at].tolist() == [255, 255, 255]
    assert image.flags["C_CONTIGUOUS"]


def test_the_node_is_looked_up_again_at_every_opening(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cv2, "VideoCapture", driver := Driver())
    entry = tmp_path / "sys/class/video4linux/video0"
    entry.mkdir(parents=True)
    (entry / "name").write_text("Logitech BRIO\n")
    camera = DeviceCamera("brio", machine=tmp_path)
    camera.open()
    assert driver.opened_with[0] == "/dev/video0"
    assert camera.name == "Logitech BRIO"
    camera.close()
    entry.rename(entry.with_name("video4"))
    camera.open()
    assert driver.opened_with[0] == "/dev/video4"
    camera.close()
    entry.with_name("video4").rename(tmp_path / "gone")
    with pytest.raises(CameraError, match="no camera is called 'brio'"):
        camera.open()
    assert camera.another().device == "brio"


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
