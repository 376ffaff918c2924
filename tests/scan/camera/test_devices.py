"""Cameras as the kernel and udev list them, in a folder that stands for the machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.scan.camera.devices import Device, choose, devices
from kiosk.scan.model import CameraError

BRIO = "usb-046d_Logitech_BRIO_9A1B2C3D-video-index0"


def plug(machine: Path, number: int, name: str, *, index: int = 0, by_id: str = "", by_path: str = "") -> None:
    entry = machine / f"sys/class/video4linux/video{number}"
    entry.mkdir(parents=True)
    (entry / "name").write_text(f"{name}\n")
    (entry / "index").write_text(f"{index}\n")
    for folder, link in (("by-id", by_id), ("by-path", by_path)):
        if link:
            (machine / "dev/v4l" / folder).mkdir(parents=True, exist_ok=True)
            (machine / "dev/v4l" / folder / link).symlink_to(f"../../video{number}")


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    plug(tmp_path, 10, "HD Webcam: HD Webcam", by_path="pci-0000:00:14.0-usb-0:6:1.0-video-index0")
    plug(tmp_path, 2, "Logitech BRIO", by_id=BRIO, by_path="pci-0000:00:14.0-usb-0:2:1.0-video-index0")
    plug(tmp_path, 3, "Logitech BRIO", index=1, by_id=BRIO.replace("index0", "index1"))
    return tmp_path


def test_cameras_come_by_node_without_the_nodes_for_metadata(machine: Path) -> None:
    found = devices(machine)
    assert [(one.node, one.name) for one in found] == [
        ("/dev/video2", "Logitech BRIO"),
        ("/dev/video10", "HD Webcam: HD Webcam"),
    ]
    assert found[0].stable == f"/dev/v4l/by-id/{BRIO}"
    assert found[1].stable == "/dev/v4l/by-path/pci-0000:00:14.0-usb-0:6:1.0-video-index0"
    assert str(found[0]) == f"Logitech BRIO ({BRIO})"


def test_a_machine_without_cameras_has_none(tmp_path: Path) -> None:
    assert devices(tmp_path) == []


def test_a_container_that_sees_nodes_alone_lists_them(tmp_path: Path) -> None:
    (tmp_path / "dev").mkdir()
    for number in (10, 9):
        (tmp_path / f"dev/video{number}").touch()
    assert [one.stable for one in devices(tmp_path)] == ["/dev/video9", "/dev/video10"]


@pytest.mark.parametrize(
    "wanted",
    [
        "auto",
        "BRIO",
        "logitech brio",
        "  Logitech   BRIO",
        "9A1B2C3D",
        BRIO,
        f"/dev/v4l/by-id/{BRIO}",
        "/dev/video2",
    ],
)
def test_a_camera_is_meant_by_any_of_its_names(machine: Path, wanted: str) -> None:
    assert choose(wanted, devices(machine)).node == "/dev/video2"


def test_after_replugging_the_same_name_finds_the_new_node(machine: Path) -> None:
    brio = devices(machine)[0]
    (machine / "sys/class/video4linux/video2").rename(machine / "sys/class/video4linux/video7")
    link = machine / "dev/v4l/by-id" / BRIO
    link.unlink()
    link.symlink_to("../../video7")
    assert choose("BRIO", devices(machine)).node == "/dev/video7"
    assert choose(brio.stable, devices(machine)).node == "/dev/video7"


def test_a_name_that_could_be_several_is_refused_with_all_of_them(machine: Path) -> None:
    plug(machine, 4, "Logitech BRIO", by_id=BRIO.replace("9A1B2C3D", "77777777"))
    with pytest.raises(CameraError, match=r"could be any of: .*9A1B2C3D.*77777777"):
        choose("BRIO", devices(machine))
    assert choose("77777777", devices(machine)).node == "/dev/video4"


def test_two_without_serial_numbers_are_told_apart_by_their_sockets() -> None:
    twins = [Device(f"/dev/video{n}", "USB Camera", by_path=f"usb-0:{n}:1.0-video-index0") for n in (0, 2)]
    with pytest.raises(CameraError, match=r"any of"):
        choose("USB Camera", twins)
    assert choose("usb-0:2:1.0-video-index0", twins).node == "/dev/video2"


@pytest.mark.parametrize(
    ("wanted", "says"), [("Elgato", "no camera is called 'Elgato'"), ("", "no camera"), ("/dev/x", "x")]
)
def test_a_name_that_fits_none_is_said_with_what_there_is(machine: Path, wanted: str, says: str) -> None:
    with pytest.raises(CameraError, match=f"{says}.*Logitech BRIO.*HD Webcam"):
        choose(wanted, devices(machine))


def test_auto_without_any_camera_says_so() -> None:
    with pytest.raises(CameraError, match="no camera: is it plugged in"):
        choose("auto", [])
