from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.scan.device import DeviceCamera
from kiosk.scan.film import FilmCamera
from kiosk.scan.simulated import SimulatedCamera
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


def test_auto_takes_what_is_there(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cameras, "devices", lambda: [Path("/dev/video3")])
    assert isinstance(cameras.camera_of(settings, ()), DeviceCamera)
    monkeypatch.setattr(cameras, "devices", list)
    assert isinstance(cameras.camera_of(settings, ()), SimulatedCamera)


def test_the_simulated_camera_plays_along_only_while_the_visitor_is_asked(settings: Settings) -> None:
    camera = cameras.simulated(settings, prepare(settings).samples)
    assert camera.idle
    cameras.play_along(camera, scanning=True)
    assert not camera.idle
    cameras.play_along(camera, scanning=False)
    assert camera.idle
