"""A camera's exposure and focus over Video4Linux: set in their order, and read back.

OpenCV knows no name for the control that lets auto-exposure lower the frame rate, and says of none whether the
camera obeyed. A second handle on the node may set controls while OpenCV streams from the first.
Numbers and structures: Linux UAPI, videodev2.h and v4l2-controls.h.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Callable
from dataclasses import dataclass

CAMERA_CLASS = 0x009A0900
EXPOSURE_AUTO = CAMERA_CLASS + 1  # a menu: MANUAL, APERTURE_PRIORITY, …
EXPOSURE_ABSOLUTE = CAMERA_CLASS + 2  # in 0.1 ms
EXPOSURE_AUTO_PRIORITY = CAMERA_CLASS + 3  # 1: auto-exposure may lower the frame rate
FOCUS_ABSOLUTE = CAMERA_CLASS + 10
FOCUS_AUTO = CAMERA_CLASS + 12
AUTO, MANUAL, APERTURE_PRIORITY = 0, 1, 3

CONTROL = struct.Struct("=Ii")  # struct v4l2_control
QUERY = struct.Struct("=II32siiiiI2I")  # struct v4l2_queryctrl


def _iowr(number: int, size: int) -> int:
    """asm-generic/ioctl.h: read and write, the argument's size, type V, number."""
    return 3 << 30 | size << 16 | ord("V") << 8 | number


GET, SET, ASK = _iowr(27, CONTROL.size), _iowr(28, CONTROL.size), _iowr(36, QUERY.size)

Ioctl = Callable[[int, int, bytearray], object]


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a booth wants of its camera. exposure: None for the camera's own, or 0.1 ms; focus: None, or its steps.

    exposure_priority: whether the camera's own exposure may lower the frame rate in low light.
    """

    exposure: int | None = None
    exposure_priority: bool = False
    focus: int | None = None


class Controls:
    """One open handle for the controls of a node. Raises OSError when it cannot be opened."""

    def __init__(self, node: str, ioctl: Ioctl | None = None) -> None:
        if ioctl is None:
            from fcntl import ioctl as system_ioctl  # Linux alone has it, and alone has booths

            ioctl = system_ioctl
        self._ioctl = ioctl
        self._handle = os.open(node, os.O_RDWR | os.O_NONBLOCK)

    def close(self) -> None:
        os.close(self._handle)

    def span(self, control: int) -> tuple[int, int] | None:
        """Lowest and highest value; None when the camera has no such control."""
        asked = bytearray(QUERY.pack(control, 0, b"", 0, 0, 0, 0, 0, 0, 0))
        if not self._call(ASK, asked):
            return None
        _, _, _, lowest, highest, *_ = QUERY.unpack(asked)
        return lowest, highest

    def get(self, control: int) -> int | None:
        asked = bytearray(CONTROL.pack(control, 0))
        return CONTROL.unpack(asked)[1] if self._call(GET, asked) else None

    def set(self, control: int, value: int) -> int | None:
        """The value that the camera has now; None when it has no such control or does not tell."""
        self._call(SET, bytearray(CONTROL.pack(control, value)))
        return self.get(control)

    def _call(self, request: int, argument: bytearray) -> bool:
        try:
            self._ioctl(self._handle, request, argument)
        except OSError:
            return False  # EINVAL: not there; ERANGE: out of its range; EACCES: read only; EIO: it did not answer
        return True


def settle(controls: Controls, wishes: Wishes) -> list[str]:
    """Asks for `wishes`, reads back, and returns what came out otherwise, each in words for staff.

    To leave to the camera what it has no control for is no failure.
    """
    return [*_exposure(controls, wishes), *_focus(controls, wishes)]


def _exposure(controls: Controls, wishes: Wishes) -> list[str]:
    if wishes.exposure is not None:
        # First the mode: while the camera exposes by itself it refuses a number.
        controls.set(EXPOSURE_AUTO, MANUAL)
        return _number(controls, EXPOSURE_ABSOLUTE, wishes.exposure, "exposure")
    if controls.span(EXPOSURE_AUTO) is None:
        return []
    # Most USB cameras have but this one of the automatic modes, and others only the plain one.
    if controls.set(EXPOSURE_AUTO, APERTURE_PRIORITY) != APERTURE_PRIORITY:
        controls.set(EXPOSURE_AUTO, AUTO)
    told = ["exposure stays manual"] if controls.get(EXPOSURE_AUTO) == MANUAL else []
    if controls.span(EXPOSURE_AUTO_PRIORITY) is not None:
        wanted = int(wishes.exposure_priority)
        if controls.set(EXPOSURE_AUTO_PRIORITY, wanted) != wanted:
            told.append("the camera may lower its frame rate in low light, as it likes")
    return told


def _focus(controls: Controls, wishes: Wishes) -> list[str]:
    if wishes.focus is not None:
        controls.set(FOCUS_AUTO, 0)
        return _number(controls, FOCUS_ABSOLUTE, wishes.focus, "focus")
    if controls.span(FOCUS_AUTO) is not None and controls.set(FOCUS_AUTO, 1) != 1:
        return ["focus stays manual"]
    return []


def _number(controls: Controls, control: int, wanted: int, name: str) -> list[str]:
    span = controls.span(control)
    if span is None:
        return [f"{name}: the camera has no such control"]
    came = controls.set(control, wanted)
    if came == wanted:
        return []
    return [f"{name}: asked for {wanted}, it is {came if came is not None else 'unknown'} ({span[0]} to {span[1]})"]
