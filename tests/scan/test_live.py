"""The scanner on the simulated camera: stickers held up, taken away, unplugged and paused, by the real clock."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np

from kiosk.scan.camera.simulated import SampleSticker, SimulatedCamera
from kiosk.scan.model import CameraState, Sight
from kiosk.scan.scanner import Scanner


def test_a_sticker_held_up_is_read_once_and_the_preview_sees_every_frame(
    stickers: tuple[SampleSticker, ...], heard: Any, until: Callable[..., None]
) -> None:
    camera = SimulatedCamera(stickers, auto=False)
    codes: list[Sight] = []
    scanner = Scanner(camera, heard.readings.append, heard.state, heard.frames.append, codes.append)
    scanner.start()
    try:
        camera.show(1)
        until(lambda: scanner.stats().with_code >= 15)
        (only,) = heard.readings
        assert only.text == stickers[1].text
        assert only.frame_size == (1920, 1080)
        truth = camera.ground_truth(only.sequence)
        assert truth is not None
        middle = np.mean(truth.corners, axis=0)
        assert np.abs(np.mean(only.corners, axis=0) - middle).max() < 40
        after_ms = (only.decoded_ns - camera.first_shown_ns[only.text]) / 1e6
        stats = scanner.stats()
        print(f"decodable -> decoded {after_ms:.1f} ms; decode {stats.decode_ms:.1f}, age {stats.age_ms:.1f} ms")
        assert after_ms < 1000
        camera.show(2)
        until(lambda: len(heard.readings) == 2)
        assert heard.readings[1].text == stickers[2].text
    finally:
        scanner.stop()
    assert heard.names() == ["starting", "live", "closed"]
    assert len(heard.frames) == scanner.stats().frames
    assert any(c.readings and c.readings[0].text == stickers[1].text for c in codes)


def test_unplugging_is_a_state_and_replugging_brings_it_back(
    stickers: tuple[SampleSticker, ...], heard: Any, until: Callable[..., None]
) -> None:
    camera = SimulatedCamera(stickers, auto=False)
    scanner = Scanner(camera, heard.readings.append, heard.state)
    scanner.start()
    try:
        until(lambda: scanner.state is CameraState.LIVE)
        camera.unplug()
        until(lambda: scanner.state is CameraState.LOST)
        assert "unplugged" in scanner.detail
        camera.replug()
        until(lambda: scanner.state is CameraState.LIVE)
        assert scanner.detail == ""
        camera.show(0)
        until(lambda: heard.readings)
    finally:
        scanner.stop()
    assert heard.names() == ["starting", "live", "lost", "live", "closed"]
    assert scanner.stats().lost == 1


def test_paused_nothing_is_read_and_resuming_is_quick_and_reads_anew(
    stickers: tuple[SampleSticker, ...], heard: Any, until: Callable[..., None]
) -> None:
    camera = SimulatedCamera(stickers, auto=False)
    scanner = Scanner(camera, heard.readings.append, heard.state, heard.frames.append)
    scanner.start()
    try:
        camera.show(1)
        until(lambda: len(heard.readings) == 1)
        scanner.pause()
        until(lambda: _still(scanner))
        assert scanner.paused
        before = len(heard.frames)
        resumed_ns = time.monotonic_ns()
        scanner.resume()
        until(lambda: len(heard.frames) > before)
        print(f"resume -> first frame {(heard.frames[before].captured_ns - resumed_ns) / 1e6:.0f} ms")
        assert heard.frames[before].captured_ns - resumed_ns < 500_000_000
        until(lambda: len(heard.readings) == 2)
    finally:
        scanner.stop()
    assert heard.readings[0].text == heard.readings[1].text
    assert heard.names() == ["starting", "live", "closed"]  # it stayed open


def _still(scanner: Scanner) -> bool:
    """Whether the paused scanner has let go of the frame that was under way."""
    frames = scanner.stats().frames
    time.sleep(0.1)
    return scanner.stats().frames == frames
