from __future__ import annotations

import threading
import time
from dataclasses import replace

import numpy as np
import pytest

from kiosk.scan.camera.controls import Wishes
from kiosk.scan.camera.device import DeviceCamera
from kiosk.scan.camera.devices import Device
from kiosk.scan.camera.film import FilmCamera
from kiosk.scan.camera.simulated import SimulatedCamera
from kiosk.scan.model import CameraError, Frame
from kiosk.settings import Settings
from kiosk.staff import cameras
from kiosk.staff.content import prepare


def with_source(settings: Settings, source: str) -> Settings:
    return replace(settings, camera=replace(settings.camera, source=source))


@pytest.mark.parametrize(("source", "kind"), [("simulated", SimulatedCamera), ("/dev/video7", DeviceCamera)])
def test_the_camera_is_the_one_that_was_named(settings: Settings, source: str, kind: type) -> None:
    assert isinstance(cameras.camera_of(with_source(settings, source), ()), kind)


def test_a_film_is_named_by_its_path(settings: Settings) -> None:
    camera = cameras.camera_of(with_source(settings, "assets/films/dutch-pasture.webm"), ())
    assert isinstance(camera, FilmCamera)


def test_auto_takes_the_first_by_the_name_under_which_it_comes_back(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = [
        Device("/dev/video3", "Logitech BRIO", by_id="usb-046d_BRIO-video-index0"),
        Device("/dev/video5", "Other"),
    ]
    monkeypatch.setattr(cameras, "devices", lambda: there)
    camera = cameras.camera_of(settings, ())
    assert isinstance(camera, DeviceCamera)
    assert camera.device == "/dev/v4l/by-id/usb-046d_BRIO-video-index0"
    monkeypatch.setattr(cameras, "devices", list)
    assert isinstance(cameras.camera_of(settings, ()), SimulatedCamera)


def test_part_of_a_products_name_is_a_camera_and_not_a_film(settings: Settings) -> None:
    for name in ("BRIO", "USB 2.0 Camera", "usb-046d_Logitech_BRIO_9A1B2C3D-video-index0", "0"):
        camera = cameras.camera_of(with_source(settings, name), ())
        assert isinstance(camera, DeviceCamera)
        assert camera.device == name


def test_the_camera_is_asked_for_what_the_settings_say(settings: Settings) -> None:
    wanted = replace(
        settings.camera, source="BRIO", format="YUYV", exposure=100, exposure_priority=True, focus=30, rotation=90
    )
    camera = cameras.device(replace(settings, camera=wanted), "BRIO")
    assert (camera.format, camera.rotation, camera.size, camera.fps) == ("YUYV", 90, (1920, 1080), 30)
    assert camera.wishes == Wishes(exposure=100, exposure_priority=True, focus=30)
    assert cameras.device(settings, "BRIO").wishes == Wishes()


def test_the_simulated_camera_plays_along_only_while_the_visitor_is_asked(settings: Settings) -> None:
    camera = cameras.simulated(settings, prepare(settings).samples)
    assert camera.idle
    cameras.play_along(camera, scanning=True)
    assert not camera.idle
    cameras.play_along(camera, scanning=False)
    assert camera.idle


class Webcam:
    """Stands in for DeviceCamera: lively noise at a rate, or as one is told."""

    granted = "640x360 MJPG at 100 frames a second"

    def __init__(self, fps: float, level: float = 90.0, problems: tuple[str, ...] = ()) -> None:
        self.every_ns, self.level, self.problems = round(1e9 / fps), level, problems
        self.at_ns = time.monotonic_ns()
        self.hang = threading.Event()
        self.closed = threading.Event()

    def open(self) -> None: ...

    def node(self) -> str:
        return "/dev/video3"

    def read(self) -> Frame:
        if self.problems == ("hangs",):
            self.hang.wait(10)
        self.at_ns += self.every_ns  # by the driver's own clock
        image = np.clip(np.random.default_rng().normal(self.level, 3, (90, 160, 3)), 0, 255).astype(np.uint8)
        return Frame(image, self.at_ns, 0)

    def close(self) -> None:
        self.closed.set()


@pytest.fixture
def look(settings: Settings, monkeypatch: pytest.MonkeyPatch):
    def look(webcam: Webcam) -> cameras.Look:
        monkeypatch.setattr(cameras, "device", lambda *_: webcam)
        fast = replace(settings, camera=replace(settings.camera, fps=100))
        return cameras.look_through(fast, "BRIO", frames=10)

    return look


def test_a_look_through_the_camera_measures_what_it_gives(look) -> None:
    found = look(Webcam(100, problems=("focus stays manual",)))
    assert found.problems == ("focus stays manual",)
    assert found.fps == pytest.approx(100)
    assert str(found).startswith("640x360 MJPG at 100 frames a second; measured ")


def test_a_slow_and_a_covered_camera_are_seen(look) -> None:
    slow, black = look(Webcam(40, level=1)).problems
    assert "of 100: too little light" in slow
    assert "lens covered" in black


def test_a_camera_that_does_not_answer_keeps_nobody_waiting(look, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cameras, "LONGEST_LOOK_S", 0.1)
    webcam = Webcam(100, problems=("hangs",))
    with pytest.raises(CameraError, match="BRIO does not answer"):
        look(webcam)
    webcam.hang.set()
    assert webcam.closed.wait(10)
    for thread in threading.enumerate():
        if thread.name == "look BRIO":
            thread.join(10)
