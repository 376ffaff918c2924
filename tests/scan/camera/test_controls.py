"""Controls as a driver keeps them: a stand-in for the kernel answers the ioctls of videodev2.h."""

from __future__ import annotations

import errno
import struct
from pathlib import Path

import pytest

from kiosk.scan.camera.controls import (
    APERTURE_PRIORITY,
    ASK,
    AUTO,
    EXPOSURE_ABSOLUTE,
    EXPOSURE_AUTO,
    EXPOSURE_AUTO_PRIORITY,
    FOCUS_ABSOLUTE,
    FOCUS_AUTO,
    GET,
    MANUAL,
    SET,
    Controls,
    Wishes,
    settle,
)

WEBCAM = {
    EXPOSURE_AUTO: (0, 3, APERTURE_PRIORITY),
    EXPOSURE_ABSOLUTE: (3, 2047, 250),
    EXPOSURE_AUTO_PRIORITY: (0, 1, 1),
    FOCUS_AUTO: (0, 1, 1),
    FOCUS_ABSOLUTE: (0, 250, 0),
}


class Kernel:
    """has: control -> lowest, highest, value. modes: of its exposure. deaf: to these it says yes and does not."""

    def __init__(
        self, has: dict[int, tuple[int, int, int]], modes: tuple[int, ...], deaf: tuple[int, ...] = ()
    ) -> None:
        self.span = {control: (low, high) for control, (low, high, _) in has.items()}
        self.value = {control: value for control, (_, _, value) in has.items()}
        self.modes = modes
        self.deaf = deaf
        self.set: list[tuple[int, int]] = []

    def __call__(self, handle: int, request: int, argument: bytearray) -> None:
        (control,) = struct.unpack_from("=I", argument)
        if control not in self.span:
            raise OSError(errno.EINVAL, "no such control")
        if request == ASK:
            struct.pack_into("=ii", argument, 40, *self.span[control])
        elif request == GET:
            struct.pack_into("=i", argument, 4, self.value[control])
        elif request == SET:
            (value,) = struct.unpack_from("=i", argument, 4)
            self._set(control, value)

    def _set(self, control: int, value: int) -> None:
        self.set.append((control, value))
        if control == EXPOSURE_AUTO and value not in self.modes:
            raise OSError(errno.EINVAL, "no such menu item")
        if control == EXPOSURE_ABSOLUTE and self.value[EXPOSURE_AUTO] != MANUAL:
            raise OSError(errno.EACCES, "while exposing by itself")
        low, high = self.span[control]
        if control not in self.deaf:
            self.value[control] = min(high, max(low, value))


@pytest.fixture
def told(tmp_path: Path):
    node = tmp_path / "video0"
    node.touch()

    def told(kernel: Kernel, wishes: Wishes) -> list[str]:
        controls = Controls(str(node), kernel)
        try:
            return settle(controls, wishes)
        finally:
            controls.close()

    return told


def webcam(deaf: tuple[int, ...] = ()) -> Kernel:
    return Kernel(WEBCAM, (MANUAL, APERTURE_PRIORITY), deaf)


def test_requests_are_numbered_as_the_kernel_does() -> None:
    assert [hex(request) for request in (GET, SET, ASK)] == ["0xc008561b", "0xc008561c", "0xc0445624"]


def test_left_to_the_camera_the_rate_is_kept_all_the_same(told) -> None:
    assert told(kernel := webcam(), Wishes()) == []
    assert kernel.value == {
        EXPOSURE_AUTO: APERTURE_PRIORITY,
        EXPOSURE_ABSOLUTE: 250,
        EXPOSURE_AUTO_PRIORITY: 0,
        FOCUS_AUTO: 1,
        FOCUS_ABSOLUTE: 0,
    }


def test_numbers_are_set_after_the_mode_that_allows_them(told) -> None:
    assert told(kernel := webcam(), Wishes(exposure=100, focus=30)) == []
    assert kernel.set == [
        (EXPOSURE_AUTO, MANUAL),
        (EXPOSURE_ABSOLUTE, 100),
        (FOCUS_AUTO, 0),
        (FOCUS_ABSOLUTE, 30),
    ]


def test_what_yesterday_was_set_by_hand_is_the_cameras_own_again(told) -> None:
    told(kernel := webcam(), Wishes(exposure=100, focus=30))
    assert told(kernel, Wishes(exposure_priority=True)) == []
    assert (kernel.value[EXPOSURE_AUTO], kernel.value[FOCUS_AUTO]) == (APERTURE_PRIORITY, 1)
    assert kernel.value[EXPOSURE_AUTO_PRIORITY] == 1


def test_a_camera_with_the_plain_automatic_alone_gets_that(told) -> None:
    kernel = Kernel({EXPOSURE_AUTO: (0, 1, MANUAL)}, (AUTO, MANUAL))
    assert told(kernel, Wishes()) == []
    assert kernel.value[EXPOSURE_AUTO] == AUTO


def test_a_number_out_of_range_is_told_with_the_range(told) -> None:
    assert told(webcam(), Wishes(exposure=5000, focus=999)) == [
        "exposure: asked for 5000, it is 2047 (3 to 2047)",
        "focus: asked for 999, it is 250 (0 to 250)",
    ]


def test_a_camera_that_says_yes_and_does_not_is_found_out(told) -> None:
    assert told(webcam(deaf=(EXPOSURE_ABSOLUTE,)), Wishes(exposure=100)) == [
        "exposure: asked for 100, it is 250 (3 to 2047)"
    ]
    (rate,) = told(webcam(deaf=(EXPOSURE_AUTO_PRIORITY,)), Wishes())
    assert "may lower its frame rate" in rate


def test_a_camera_without_controls_is_left_alone_and_a_number_is_told(told) -> None:
    assert told(Kernel({}, ()), Wishes()) == []
    assert told(Kernel({}, ()), Wishes(exposure=100, focus=1)) == [
        "exposure: the camera has no such control",
        "focus: the camera has no such control",
    ]
