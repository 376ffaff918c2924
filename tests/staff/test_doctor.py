from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.scan.camera.devices import Device
from kiosk.settings import Settings
from kiosk.staff import doctor
from kiosk.staff.cameras import Look
from kiosk.staff.content import pack_path
from kiosk.staff.doctor import examine


def well(settings: Settings) -> dict[str, bool]:
    return {finding.part: finding.well for finding in examine(settings)}


def test_a_sound_booth_is_well_in_every_part(settings: Settings) -> None:
    assert set(well(settings).values()) == {True}


def test_each_part_is_looked_at_by_itself(settings: Settings, tmp_path: Path) -> None:
    with closing(sqlite3.connect(settings.state_folder / "journal.sqlite")) as journal:
        journal.execute("PRAGMA user_version = 9999")
        journal.execute("CREATE TABLE something (x)")
    (pack_path(settings).parent / "media").rename(tmp_path / "elsewhere")
    broken = replace(settings, booth=replace(settings.booth, town=str(tmp_path / "nowhere")))
    found = well(broken)
    assert not found["town"]
    assert not found["journal"]
    assert not found["media"]
    assert found["pack"]
    assert found["disk"]


def cameras_of(settings: Settings, source: str) -> list[tuple[bool, str]]:
    wanted = replace(settings, camera=replace(settings.camera, source=source))
    return [(f.well, f.says) for f in examine(wanted) if f.part in ("camera", "a camera")]


@pytest.fixture
def two_cameras(monkeypatch: pytest.MonkeyPatch) -> None:
    there = [Device("/dev/video0", "HD Webcam"), Device("/dev/video2", "Logitech BRIO", by_id="usb-BRIO_77-index0")]
    monkeypatch.setattr(doctor, "devices", lambda: there)


def test_every_camera_is_listed_with_its_names_and_the_chosen_one_is_marked(
    settings: Settings, two_cameras: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    look = Look("/dev/video2", "1920x1080 MJPG at 30 frames a second", 29.9, 41.0, ())
    monkeypatch.setattr(doctor, "look_through", lambda *_: look)
    assert cameras_of(settings, "brio") == [
        (True, "brio: 1920x1080 MJPG at 30 frames a second; measured 29.9 a second, 41 ms old"),
        (True, "/dev/video0  HD Webcam (/dev/video0)"),
        (True, "/dev/video2  Logitech BRIO (usb-BRIO_77-index0)  <- chosen"),
    ]
    monkeypatch.setattr(doctor, "look_through", lambda *_: replace(look, problems=("asked for 30, it gives 15",)))
    well, says = cameras_of(settings, "brio")[0]
    assert not well
    assert says.endswith("asked for 30, it gives 15")


def test_a_camera_that_is_not_there_or_could_be_several_is_wrong(settings: Settings, two_cameras: None) -> None:
    for source, says in (("elgato", "no camera is called"), ("/dev/video77", "is not there")):
        chosen, *listed = cameras_of(settings, source)
        assert not chosen[0]
        assert says in chosen[1]
        assert len(listed) == 2


def test_a_film_that_is_not_there_is_wrong(settings: Settings) -> None:
    assert cameras_of(settings, "assets/films/dutch-pasture.webm")[0][0]
    assert cameras_of(settings, "films/none.webm") == [(False, f"{settings.base / 'films/none.webm'} is not there")]
