"""The stream on the simulated camera's frames: what it reads, what it spends, and what it keeps to itself."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import numpy as np
import pytest
from numpy.typing import NDArray

from kiosk.scan.camera.simulated import SampleSticker, SimulatedCamera
from kiosk.scan.decode import Decoder
from kiosk.scan.live.stream import Stream
from kiosk.scan.model import Frame, Hint, Sight
from tests.bench import frames as bench

FPS = 30


def feed(
    stream: Stream, images: Iterator[NDArray[np.uint8]] | list[NDArray[np.uint8]], start: int = 0
) -> list[Sight]:
    return [
        stream.decode(Frame(image, round((start + number) / FPS * 1e9), start + number))
        for number, image in enumerate(images)
    ]


@pytest.fixture(scope="module")
def hand() -> list[NDArray[np.uint8]]:
    """A sticker that a hand brings and holds: 4 seconds of the simulated camera's round, every third frame."""
    camera = SimulatedCamera(
        (SampleSticker("HTTPS://ID.EXAMPLE/01/09506000134352", "A", "box", "#28598C"),), auto=True
    )
    return [camera.render(1.0 + number / 10) for number in range(40)]


def test_a_held_sticker_is_read_and_stays_read(hand: list[NDArray[np.uint8]]) -> None:
    sights = feed(Stream(), hand)
    plain = Decoder()
    readable = [bool(plain.decode(Frame(image, 0, 0)).readings) for image in hand]
    first = readable.index(True)
    seen = [bool(sight.readings) for sight in sights]
    assert seen.index(True) <= first
    assert sum(seen) >= sum(readable) - 2
    assert {reading.text for sight in sights for reading in sight.readings} == {
        "HTTPS://ID.EXAMPLE/01/09506000134352"
    }
    for number, sight in enumerate(sights):
        assert all(reading.sequence == number for reading in sight.readings), "a reading is its frame's"


def test_a_frame_that_shows_nothing_new_costs_less_than_half_of_plain_zxing() -> None:
    shot = bench.make("none", 0, 2).image
    chance = np.random.default_rng(1)
    noise = [chance.normal(0, 1.5, shot.shape).astype(np.int16) for _ in range(4)]
    images = [np.clip(shot + noise[n % 4], 0, 255).astype(np.uint8) for n in range(90)]
    stream, plain = Stream(clock=time.thread_time), Decoder()
    feed(stream, images[:60])  # the scene is tried in full first
    ours, theirs = [], []
    for number, image in enumerate(images[60:], 60):
        frame = Frame(image, round(number / FPS * 1e9), number)
        for decode, costs in ((stream.decode, ours), (plain.decode, theirs)):
            started = time.thread_time()
            decode(frame)
            costs.append(time.thread_time() - started)
    assert median(ours) <= 0.5 * median(theirs)


def test_a_hall_where_somebody_walks_past_is_looked_at_calmly_and_a_sticker_ends_that() -> None:
    hall = [shot.image for shot in bench.sequence("none", 3, 0, seconds=1.7)]
    now = [0.0]

    def clock() -> float:  # each step is a millisecond, whatever else this machine does
        now[0] += 0.0005
        return now[0]

    stream = Stream(clock=clock)
    took = []
    for number, image in enumerate(hall):
        before = now[0]
        stream.decode(Frame(image, round(number / FPS * 1e9), number))
        took.append(now[0] - before)
    assert median(took[-15:]) < 0.1 * max(took)
    sticker = bench.make("size", 0, 0)
    sights = feed(stream, [sticker.image] * 4, start=len(hall))
    assert [reading.text for reading in sights[-1].readings] == [code.text for code in sticker.codes]


def test_a_still_sticker_that_was_there_from_the_start_is_not_missed() -> None:
    shot = bench.make("size", 0, 0)
    sights = feed(Stream(), [shot.image] * 3)
    assert [reading.text for reading in sights[-1].readings] == [code.text for code in shot.codes]


def test_a_located_code_is_outlined_within_two_frames() -> None:
    shot = bench.make("defocus", 4, 0)
    assert not Decoder().decode(Frame(shot.image, 0, 0)).readings
    sights = feed(Stream(budget_ms=1), [shot.image] * 2)
    (corners,) = (code.corners for code in shot.codes)
    middle = np.mean(corners, axis=0)
    outlined = [np.mean(quad, axis=0) for quad in sights[-1].located]
    assert any(np.linalg.norm(at - middle) < 0.3 * np.ptp(corners) for at in outlined)


def test_two_stickers_are_both_read_and_said_to_be_many() -> None:
    shot = bench.make("several", 0, 0)
    sight = feed(Stream(), [shot.image] * 6)[-1]
    assert {reading.text for reading in sight.readings} == {code.text for code in shot.codes}
    assert sight.hint is Hint.MANY


def test_nothing_of_one_visitor_is_left_for_the_next() -> None:
    shot = bench.make("size", 0, 0)
    stream = Stream()
    assert feed(stream, [shot.image] * 4)[-1].readings
    stream.forget()
    blank = np.full_like(shot.image, 90)
    for sight in feed(stream, [blank] * 3, start=4):
        assert (sight.readings, sight.located) == ((), ())


def test_a_camera_that_changes_its_size_is_followed(tmp_path: Path) -> None:
    shot = bench.make("size", 0, 2)
    stream = Stream()
    feed(stream, [np.ascontiguousarray(shot.image[:720, :1280])] * 3)
    sight = feed(stream, [shot.image] * 3, start=3)[-1]
    assert sight.frame_size == (1920, 1080)
    assert sight.readings


@pytest.mark.parametrize("size", [(16, 16), (64, 65), (20, 700), (127, 129), (129, 131), (2160, 3840)])
def test_a_frame_of_any_size_is_looked_at(size: tuple[int, int]) -> None:
    chance = np.random.default_rng(size[0])
    images = [chance.integers(0, 256, (*size, 3), dtype=np.uint8) for _ in range(3)]
    for sight in feed(Stream(), images):
        assert sight.readings == ()
        assert sight.frame_size == size[::-1]
