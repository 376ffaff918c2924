"""Cameras that hang in the driver, see nothing, or are away for a while; the clock is real, the times are short."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import numpy as np
import pytest

from kiosk.scan.camera import capture
from kiosk.scan.camera.capture import Capture
from kiosk.scan.camera.watch import Watch
from kiosk.scan.model import CameraError, CameraState, Frame

RNG = np.random.default_rng(1)
LIVELY = RNG.integers(0, 256, (8, 36, 64, 3), np.uint8)  # no two of them are equal
BLACK = np.zeros((36, 64, 3), np.uint8)


class Socket:
    """What a camera is plugged into: all the objects for one device see the same thing."""

    def __init__(self) -> None:
        self.plugged = True
        self.shows: str = "lively"
        self.hang = threading.Event()  # set: every call into the driver blocks until `let_go`
        self.let_go = threading.Event()
        self.cameras: list[Webcam] = []
        self.clashes: list[str] = []

    def camera(self) -> Webcam:
        self.cameras.append(Webcam(self))
        return self.cameras[-1]


class Webcam:
    """A camera as DeviceCamera is one; it notes two threads in one object, which would crash a real driver."""

    name = "webcam"

    def __init__(self, socket: Socket) -> None:
        self.socket = socket
        self.inside: str = ""
        self.opened = self.closed = 0
        self.number = 10_000 * len(socket.cameras)  # so that a frame tells which object it came from
        self.problems: tuple[str, ...] = ()

    def another(self) -> Webcam:
        return self.socket.camera()

    def open(self) -> None:
        with self._driver():
            self.opened += 1

    def read(self) -> Frame:
        with self._driver():
            time.sleep(0.004)
            self.number += 1
            image = {"lively": LIVELY[self.number % 8], "still": LIVELY[0], "black": BLACK}[self.socket.shows]
            return Frame(image, time.monotonic_ns(), self.number)

    def close(self) -> None:
        self.closed += 1

    def _driver(self) -> Inside:
        return Inside(self)


class Inside:
    def __init__(self, camera: Webcam) -> None:
        self.camera = camera

    def __enter__(self) -> None:
        camera, me = self.camera, threading.current_thread().name
        if camera.inside:
            camera.socket.clashes.append(f"{me} beside {camera.inside}")
        camera.inside = me
        if camera.socket.hang.is_set():
            camera.socket.let_go.wait(20)
        if not camera.socket.plugged:
            camera.inside = ""
            raise CameraError("webcam gave no picture: unplugged?")

    def __exit__(self, *_: object) -> None:
        self.camera.inside = ""


class Simple(Webcam):
    """A camera of which there can be no other object."""

    another = None  # type: ignore[assignment]


class Told:
    def __init__(self) -> None:
        self.frames: list[Frame] = []
        self.states: list[tuple[CameraState, str, float]] = []

    def state(self, state: CameraState, detail: str) -> None:
        self.states.append((state, detail, time.monotonic()))

    def names(self) -> list[str]:
        return [state.value for state, _, _ in self.states]


@pytest.fixture
def socket() -> Socket:
    return Socket()


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def start(socket: Socket, told: Told, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Capture]]:
    monkeypatch.setattr(capture, "STUCK_S", {"open": 0.3, "read": 0.2, "close": 0.2})
    monkeypatch.setattr(capture, "GUARD_S", 0.02)
    started: list[Capture] = []

    def start(camera: Webcam | None = None, watch: Watch | None = None) -> Capture:
        one = Capture(camera or socket.camera(), told.frames.append, told.state, watch=watch)
        one.start(paused=False)
        started.append(one)
        return one

    yield start
    socket.let_go.set()
    for one in started:
        one.stop()
    deadline = time.monotonic() + 5
    while any(t.name.startswith("capture webcam") for t in threading.enumerate()) and time.monotonic() < deadline:
        time.sleep(0.005)
    assert socket.clashes == []
    assert all(camera.closed >= camera.opened for camera in socket.cameras)


def test_a_read_that_hangs_is_lost_and_another_thread_takes_over(socket: Socket, told: Told, start, until) -> None:
    one = start()
    until(lambda: len(told.frames) > 3)
    socket.hang.set()
    hung = time.monotonic()
    until(lambda: told.names()[-1] == "lost")
    assert "does not answer" in told.states[-1][1]
    assert told.states[-1][2] - hung < 1  # 0.2 s here, 2 s in a booth
    until(lambda: one.counts["abandoned"] == 1)
    socket.hang.clear()
    before = len(told.frames)
    until(lambda: len(told.frames) > before)
    assert told.names() == ["starting", "live", "lost", "live"]
    assert one.camera is socket.cameras[-1]
    # The first thread comes back at last: its frame goes nowhere, and it closes what is its own.
    first = socket.cameras[0]
    socket.let_go.set()
    until(lambda: first.closed == 1)
    numbers = [frame.sequence for frame in told.frames]
    assert numbers == sorted(numbers)
    assert told.names() == ["starting", "live", "lost", "live"]


def test_no_more_than_three_threads_are_left_in_a_driver(socket: Socket, told: Told, start, until) -> None:
    one = start()
    until(lambda: told.frames)
    socket.hang.set()
    until(lambda: one.counts["abandoned"] == 3)
    time.sleep(0.7)  # two limits of an open(): time enough for a fourth
    assert one.counts["abandoned"] == 3
    assert len([t for t in threading.enumerate() if t.name == "capture webcam"]) == 4
    socket.hang.clear()
    socket.let_go.set()
    until(lambda: told.names()[-1] == "live")


def test_a_camera_without_a_second_object_is_waited_for(socket: Socket, told: Told, start, until) -> None:
    camera = Simple(socket)
    one = start(camera)
    until(lambda: told.frames)
    socket.hang.set()
    until(lambda: told.names()[-1] == "lost")
    socket.hang.clear()
    socket.let_go.set()
    until(lambda: told.names()[-1] == "live")
    assert one.counts["abandoned"] == 0
    assert one.camera is camera


@pytest.mark.parametrize("when", ["just now", "for long"])
def test_stopping_and_pausing_wait_for_no_driver(when: str, socket: Socket, told: Told, start, until) -> None:
    one = start(Simple(socket))
    until(lambda: told.frames)
    socket.hang.set()
    until(lambda: one._shift.call == "read" and socket.hang.is_set() and one._shift.camera.inside)
    if when == "for long":
        until(lambda: told.names()[-1] == "lost")
    began = time.monotonic()
    one.pause()
    one.resume()
    assert time.monotonic() - began < 0.1
    one.stop()
    assert time.monotonic() - began < capture.JOIN_S + 0.5
    assert told.names()[-1] == "closed"


@pytest.mark.parametrize("away_s", [0.05, 1.0])
def test_unplugged_and_plugged_in_again_it_is_back_within_three_seconds(
    away_s: float, socket: Socket, told: Told, start, until
) -> None:
    start()
    until(lambda: told.frames)
    socket.plugged = False
    until(lambda: told.names()[-1] == "lost")
    time.sleep(away_s)
    socket.plugged = True
    plugged = time.monotonic()
    until(lambda: told.names()[-1] == "live")
    assert told.states[-1][2] - plugged < 1.5
    assert told.names() == ["starting", "live", "lost", "live"]


def test_what_a_camera_refused_is_told_while_it_is_live(socket: Socket, told: Told, start, until) -> None:
    camera = socket.camera()
    camera.problems = ("asked for MJPG, it gives YUYV", "focus stays manual")
    start(camera)
    until(lambda: told.frames)
    assert told.states[-1][:2] == (CameraState.LIVE, "asked for MJPG, it gives YUYV; focus stays manual")


def test_a_black_camera_is_lost_without_being_opened_again(socket: Socket, told: Told, start, until) -> None:
    start(watch=Watch(black_s=0.3, frozen_s=0.3))
    until(lambda: told.frames)
    socket.shows = "black"
    until(lambda: told.names()[-1] == "lost")
    assert "black" in told.states[-1][1]
    delivered = len(told.frames)
    number = socket.cameras[0].number
    until(lambda: socket.cameras[0].number > number + 30)
    assert len(told.frames) == delivered  # there is nothing to see or to read in it
    socket.shows = "lively"
    until(lambda: told.names()[-1] == "live")
    assert socket.cameras[0].opened == 1


def test_a_frozen_camera_is_opened_again_and_lost_until_it_moves(
    socket: Socket, told: Told, start, until, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(capture, "FROZEN_RETRY_S", 0.2)
    one = start(watch=Watch(black_s=0.3, frozen_s=0.3))
    until(lambda: told.frames)
    socket.shows = "still"
    until(lambda: socket.cameras[0].opened == 3)
    assert told.names() == ["starting", "live", "lost"]  # it did not say that it was back in between
    assert "does not change" in told.states[-1][1]
    socket.shows = "lively"
    until(lambda: told.names()[-1] == "live")
    assert one.counts["lost"] == 1
