"""The scanner on a camera whose frames a test hands over, and that misbehaves as a driver can."""

from __future__ import annotations

import itertools
import os
import queue
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from kiosk.scan.model import CameraError, CameraState, Frame, Reading, Sight
from kiosk.scan.scanner import Scanner

BLANK = np.zeros((120, 160, 3), np.uint8)


def held(text: str, side: int) -> Reading:
    """A code as large as `side` in the middle of a frame."""
    x, y = 320 - side / 2, 240 - side / 2
    corners = ((x, y), (x + side, y), (x + side, y + side), (x, y + side))
    return Reading(text, corners, (640, 480), 0, 0, 0)


class HandFed:
    """A camera whose frames the test hands over; an exception handed over is raised by read()."""

    name = "hand-fed"

    def __init__(self) -> None:
        self.given: queue.Queue[object] = queue.Queue()
        self.opened = self.closed = 0

    def open(self) -> None:
        self.opened += 1

    def read(self) -> Frame:
        try:
            given = self.given.get(timeout=0.5)
        except queue.Empty:
            raise CameraError("nothing was handed over") from None
        if isinstance(given, Exception):
            raise given
        return given  # type: ignore[return-value]

    def close(self) -> None:
        self.closed += 1

    def give(self, *things: object) -> None:
        for thing in things:
            self.given.put(thing)


def frame(number: int) -> Frame:
    return Frame(BLANK, time.monotonic_ns(), number)


def reading(text: str, number: int = 0) -> Reading:
    return Reading(text, ((0, 0), (1, 0), (1, 1), (0, 1)), (160, 120), number, 0, 0)


def test_the_decoder_never_sees_a_backlog(heard: Any, until: Callable[..., None]) -> None:
    camera = HandFed()
    seen: list[int] = []
    busy, go = threading.Event(), threading.Event()

    def slow(one: Frame) -> Sight:
        seen.append(one.sequence)
        busy.set()
        assert go.wait(10)
        return Sight()

    scanner = Scanner(camera, heard.readings.append, heard.state, heard.frames.append, decoder=slow)
    scanner.start()
    try:
        camera.give(frame(0))
        assert busy.wait(10)
        camera.give(*(frame(i) for i in range(1, 11)))
        until(lambda: len(heard.frames) == 11)
        go.set()
        until(lambda: len(seen) == 2)
    finally:
        go.set()
        scanner.stop()
    assert seen == [0, 10]
    assert scanner.stats().skipped == 9


GARBAGE = (
    None,
    "a string",
    Frame(np.zeros((120, 160), np.uint8), 0, 0),
    Frame(np.zeros((120, 160, 4), np.uint8), 0, 0),
    Frame(np.zeros((120, 160, 3), np.float32), 0, 0),
    Frame(np.zeros((0, 0, 3), np.uint8), 0, 0),
    Frame(np.zeros((120, 320, 3), np.uint8)[:, ::2], 0, 0),
    Frame(None, 0, 0),  # type: ignore[arg-type]
)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a thread has no niceness of its own")
def test_the_decoder_lets_the_screen_and_the_camera_go_first(heard: Any, until: Callable[..., None]) -> None:
    camera = HandFed()
    nice: dict[str, int] = {}

    def note(who: str) -> None:
        nice[who] = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())

    def decoder(_: Frame) -> Sight:
        note("decoder")
        return Sight()

    scanner = Scanner(camera, heard.readings.append, heard.state, lambda _: note("camera"), decoder=decoder)
    scanner.start()
    try:
        camera.give(frame(1))
        until(lambda: len(nice) == 2)
    finally:
        scanner.stop()
    note("window")
    assert nice["decoder"] > nice["camera"] == nice["window"]


def test_garbage_frames_are_dropped_and_counted(heard: Any, until: Callable[..., None]) -> None:
    camera = HandFed()
    scanner = Scanner(camera, heard.readings.append, heard.state, heard.frames.append, decoder=lambda _: Sight())
    scanner.start()
    try:
        camera.give(*GARBAGE, frame(1))
        until(lambda: heard.frames)
        assert scanner.stats().garbage == len(GARBAGE)
        assert [f.sequence for f in heard.frames] == [1]
        assert scanner.state is CameraState.LIVE
        camera.give(*GARBAGE * 4)
        until(lambda: scanner.state is CameraState.LOST)
        assert "unusable" in scanner.detail
        camera.give(frame(2))
        until(lambda: scanner.state is CameraState.LIVE)
        assert camera.opened == 2
    finally:
        scanner.stop()


@pytest.mark.parametrize("error", [CameraError("cable"), OSError("EIO"), ValueError("cv2 is confused")])
def test_whatever_a_driver_raises_the_camera_is_closed_and_opened_again(
    error: Exception, heard: Any, until: Callable[..., None]
) -> None:
    camera = HandFed()
    scanner = Scanner(camera, heard.readings.append, heard.state, decoder=lambda _: Sight())
    scanner.start()
    try:
        camera.give(frame(0), error)
        until(lambda: scanner.state is CameraState.LOST)
        camera.give(frame(1))
        until(lambda: scanner.state is CameraState.LIVE)
    finally:
        scanner.stop()
    assert (CameraState.LOST, str(error)) in heard.states
    assert camera.opened == camera.closed == 2


def test_a_camera_that_never_opens_is_tried_again_at_most_a_second_apart(heard: Any) -> None:
    tried: queue.Queue[float] = queue.Queue()

    class Missing(HandFed):
        def open(self) -> None:
            tried.put(time.monotonic())
            raise CameraError("not there")

    scanner = Scanner(Missing(), heard.readings.append, heard.state, decoder=lambda _: Sight())
    scanner.start()
    try:
        times = [tried.get(timeout=10) for _ in range(5)]
    finally:
        scanner.stop()
    gaps = [b - a for a, b in itertools.pairwise(times)]
    assert [round(g, 1) >= expected for g, expected in zip(gaps, (0.1, 0.2, 0.4, 0.8), strict=True)] == [True] * 4
    assert max(gaps) < 1.9
    assert heard.names() == ["starting", "lost", "closed"]


def test_a_long_pause_closes_the_camera_and_resuming_opens_it(heard: Any, until: Callable[..., None]) -> None:
    camera = HandFed()
    scanner = Scanner(
        camera, heard.readings.append, heard.state, heard.frames.append, decoder=lambda _: Sight(), linger_s=0.05
    )
    scanner.start(paused=True)
    try:
        camera.give(frame(0))
        scanner.resume()
        until(lambda: heard.frames)
        scanner.pause()
        camera.give(frame(1))  # read() was under way: its frame goes nowhere
        until(lambda: scanner.state is CameraState.CLOSED)
        assert (camera.opened, camera.closed) == (1, 1)
        assert [f.sequence for f in heard.frames] == [0]
        scanner.resume()
        camera.give(frame(2))
        until(lambda: len(heard.frames) == 2)
        assert camera.opened == 2
    finally:
        scanner.stop()


def test_of_several_the_one_that_leads_is_announced_and_all_are_shown(
    heard: Any, until: Callable[..., None]
) -> None:
    camera = HandFed()
    codes: list[Sight] = []
    answers = iter([(held("A", 300), held("B", 100)), (held("B", 300), held("A", 100)), (held("A", 100),), ()])
    scanner = Scanner(
        camera,
        heard.readings.append,
        heard.state,
        on_sight=codes.append,
        choose_s=0,
        decoder=lambda _: Sight(next(answers)),
    )
    scanner.start()
    try:
        for number in range(4):
            camera.give(frame(number))
            until(lambda number=number: len(codes) == number + 1)
    finally:
        scanner.stop()
    assert [r.text for r in heard.readings] == ["A", "B"]
    assert [[r.text for r in seen.readings] for seen in codes] == [["A", "B"], ["B", "A"], ["A"], []]


def test_of_several_the_one_that_a_visitor_touches_is_announced_at_once(
    heard: Any, until: Callable[..., None]
) -> None:
    camera = HandFed()
    codes: list[Sight] = []
    scanner = Scanner(
        camera,
        heard.readings.append,
        heard.state,
        on_sight=codes.append,
        choose_s=3600,
        decoder=lambda _: Sight((held("LARGE", 300), held("SMALL", 100))),
    )
    scanner.start()
    try:
        camera.give(frame(0))
        until(lambda: codes)
        assert scanner.lead is not None
        assert (scanner.lead.text, heard.readings) == ("LARGE", [])
        scanner.pick("NOT THERE")
        scanner.pick("SMALL")
        assert [r.text for r in heard.readings] == ["SMALL"]
        camera.give(frame(1))
        until(lambda: len(codes) == 2)
        scanner.pick("SMALL")
        assert [r.text for r in heard.readings] == ["SMALL"], "it is held still: once is enough"
    finally:
        scanner.stop()


def test_a_sticker_that_is_located_where_it_was_read_is_still_held(heard: Any, until: Callable[..., None]) -> None:
    camera = HandFed()
    there, beside = held("A", 100), held("A", 30)
    sights = {
        "read": Sight((there,)),
        "located": Sight((), (there.corners,)),
        "elsewhere": Sight((), (beside.corners,)),
    }
    told: list[Sight] = []
    answers: queue.SimpleQueue[str] = queue.SimpleQueue()
    scanner = Scanner(
        camera,
        heard.readings.append,
        heard.state,
        None,
        told.append,
        gap_s=0.2,
        decoder=lambda _: sights[answers.get()],
    )
    scanner.start()

    def see(*names: str) -> None:
        for name in names:
            before = len(told)
            answers.put(name)
            camera.give(frame(before))
            until(lambda before=before: len(told) > before)
            time.sleep(0.12)  # two of these are longer than the gap

    try:
        see("read", "located", "located", "located", "read")
        assert [reading.text for reading in heard.readings] == ["A"]
        see("elsewhere", "elsewhere", "read")
        assert [reading.text for reading in heard.readings] == ["A", "A"]
    finally:
        scanner.stop()


def test_listeners_and_decoders_that_fail_end_nothing(
    heard: Any, until: Callable[..., None], caplog: pytest.LogCaptureFixture
) -> None:
    camera = HandFed()

    def fail(*_: object) -> None:
        raise RuntimeError("a listener's own fault")

    def decode(one: Frame) -> Sight:
        if one.sequence == 0:
            raise RuntimeError("a decoder's own fault")
        return Sight((reading("A", one.sequence),))

    scanner = Scanner(camera, fail, fail, fail, heard.readings.append, decoder=decode)  # type: ignore[arg-type]
    scanner.start()
    try:
        camera.give(frame(0))
        until(lambda: scanner.stats().frames == 1)
        until(lambda: "decoding frame 0" in caplog.text)
        camera.give(frame(1))
        until(lambda: heard.readings)
    finally:
        scanner.stop()
    assert scanner.stats().readings == 1
    assert "a listener of the scanner failed" in caplog.text


def test_the_decoder_can_be_held_to_a_rate(heard: Any, until: Callable[..., None]) -> None:
    camera = HandFed()
    at: list[float] = []

    def decode(_: Frame) -> Sight:
        at.append(time.monotonic())
        return Sight()

    scanner = Scanner(camera, heard.readings.append, heard.state, decoder=decode, decode_fps=10)
    scanner.start()
    try:
        for number in range(3):
            camera.give(frame(number))
            until(lambda number=number: len(at) > number)
    finally:
        scanner.stop()
    assert min(b - a for a, b in itertools.pairwise(at)) >= 0.099


def test_stopping_twice_or_before_starting_is_harmless(heard: Any) -> None:
    never = Scanner(HandFed(), heard.readings.append, heard.state)
    never.stop()
    with pytest.raises(RuntimeError, match="stopped"):
        never.start()
    camera = HandFed()
    scanner = Scanner(camera, heard.readings.append, heard.state, decoder=lambda _: Sight())
    scanner.start()
    scanner.start()
    threads = [t for t in threading.enumerate() if "hand-fed" in t.name]
    assert len(threads) == 3
    scanner.stop()
    scanner.stop()
    assert not any(t.is_alive() for t in threads)
    assert scanner.state is CameraState.CLOSED
