"""The gate is told stories of stillness, motion and noise: whatever happens, a sticker that stays is looked at."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from kiosk.scan.camera.label import matrix
from kiosk.scan.live.gate import LOOK_EVERY, SOONER, SWEEP_AFTER, Effort, Gate, Look
from kiosk.scan.read.zxing import Zxing

Image = NDArray[np.uint8]

WIDTH, HEIGHT = 640, 384
MODULE_PX = 2.2  # of a sticker of 20 mm as far away as one is read
# Noise of a gained-up sensor, made once: adding it is all that a frame costs.
_RNG = np.random.default_rng(4)
NOISE = [_RNG.normal(0, 1, (HEIGHT, WIDTH)).astype(np.float32) for _ in range(7)]


@lru_cache
def hall(seed: int = 0) -> Image:
    """A wall with lamps, posters and lines of print, in grey."""
    rng = np.random.default_rng(seed)
    image = np.full((HEIGHT, WIDTH), rng.integers(60, 170), np.uint8)
    for _ in range(25):
        x, y = int(rng.integers(0, WIDTH)), int(rng.integers(0, HEIGHT))
        w, h = (int(n) for n in rng.integers(8, 140, 2))
        cv2.rectangle(image, (x, y), (x + w, y + h), int(rng.integers(10, 250)), -1)
    for i in range(6):
        cv2.putText(image, "origin window", (20 + 90 * i, 40 + 55 * i), cv2.FONT_HERSHEY_PLAIN, 1, 20)
    return cv2.GaussianBlur(image, (0, 0), 0.8)


@lru_cache
def sticker(text: str = "HTTPS://ID.EXAMPLE/01/09521234567899", module_px: float = MODULE_PX) -> Image:
    cells = matrix(text)
    big = cv2.resize(cells, None, fx=11, fy=11, interpolation=cv2.INTER_NEAREST)
    side = round(len(cells) * module_px)
    return cv2.resize(big, (side, side), interpolation=cv2.INTER_AREA)


def shown(image: Image, code: Image, x: int, y: int, contrast: float = 1.0) -> Image:
    """The code laid on at (x, y); with less contrast it is greyer, about the middle."""
    result = image.copy()
    levels = (128 + (code.astype(np.float32) - 128) * contrast).astype(np.uint8)
    result[y : y + len(code), x : x + len(code)] = levels
    return result


def seen_by_sensor(image: Image, frame: int, sigma: float = 2.0, gain: float = 1.0, flicker: float = 0.0) -> Image:
    """A frame, BGR: noise, exposure, and the bands that lamps on alternating current draw by a rolling shutter."""
    levels = image.astype(np.float32) * gain
    if flicker:
        rows = np.arange(HEIGHT, dtype=np.float32)
        levels *= (1 + flicker * np.sin(rows / 50 + frame * 2.1))[:, None]
    grey = cv2.convertScaleAbs(cv2.max(levels + NOISE[frame % 7] * np.float32(sigma), 0))
    return cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR)


def settled(gate: Gate, scene: Image, sigma: float = 2.0, frames: int = 14) -> int:
    """A scene the gate has seen for half a second and that was fully tried at its first frames."""
    for i in range(frames):
        if gate.look(seen_by_sensor(scene, i, sigma)).effort is Effort.TRY:
            gate.tried(i >= 2, located=False)
    return frames


def looks(gate: Gate, frames: Iterator[Image], complete: Callable[[int], bool], located: bool = True) -> list[Look]:
    made = []
    for i, frame in enumerate(frames):
        made.append(gate.look(frame))
        if made[-1].effort is Effort.TRY:
            gate.tried(complete(i), located)
    return made


# --- what is there is seen ----------------------------------------------------------------------------------


def test_the_booth_starts_with_a_sticker_in_view() -> None:
    gate = Gate()
    assert gate.look(seen_by_sensor(shown(hall(), sticker(), 300, 100), 0)).effort is Effort.TRY


def test_a_scene_is_tried_until_its_sweep_is_complete() -> None:
    gate, scene = Gate(), hall()
    efforts = [
        look.effort for look in looks(gate, (seen_by_sensor(scene, i) for i in range(20)), lambda i: i == 11)
    ]
    assert efforts[:12] == [Effort.TRY] * 12
    assert Effort.TRY not in efforts[12:]


@pytest.mark.parametrize("at", [(0, 0), (301, 97), (WIDTH - 100, HEIGHT - 100), (333, 200)])
@pytest.mark.parametrize(("contrast", "sigma"), [(1.0, 2.0), (0.25, 2.0), (0.4, 8.0)])
def test_a_small_sticker_is_noticed_in_its_first_frame(at: tuple[int, int], contrast: float, sigma: float) -> None:
    gate, scene = Gate(), hall()
    start = settled(gate, scene, sigma)
    held = shown(scene, sticker(), *at, contrast)
    look = gate.look(seen_by_sensor(held, start, sigma))
    assert look.effort is Effort.TRY
    assert look.textured
    assert look.box is not None
    x0, y0, x1, y1 = look.box
    side = len(sticker())
    assert (x0 <= at[0], y0 <= at[1], x1 >= at[0] + side, y1 >= at[1] + side) == (True,) * 4


def test_a_held_sticker_that_only_becomes_sharp_has_changed() -> None:
    """An autofocus that hunts: the same place, the same mean brightness."""
    gate = Gate()
    held = shown(hall(), sticker(module_px=4), 200, 100)
    blurred = held.copy()
    blurred[80:320, 180:420] = cv2.GaussianBlur(blurred[80:320, 180:420], (0, 0), 6)
    start = settled(gate, blurred)
    assert gate.look(seen_by_sensor(held, start)).effort is Effort.TRY


def test_what_comes_while_a_sweep_is_under_way_is_new_when_it_ends() -> None:
    gate, scene = Gate(), hall()
    for i in range(8):
        gate.look(seen_by_sensor(scene, i))
        gate.tried(False)
    held = shown(scene, sticker(), 300, 200)
    gate.look(seen_by_sensor(held, 8))
    gate.tried(True)  # this sweep began before the sticker came
    look = gate.look(seen_by_sensor(held, 9))
    assert look.effort is Effort.TRY
    assert look.changed > 0


def test_a_slow_drift_adds_up() -> None:
    """A code that fades in over ten seconds differs from the frame before by less than the noise, always."""
    gate, scene = Gate(), hall()
    start = settled(gate, scene)
    held = shown(scene, sticker(), 300, 200).astype(np.float32)
    tries = []
    for i in range(150):
        part = i / 150
        frame = (scene * (1 - part) + held * part).astype(np.uint8)
        look = gate.look(seen_by_sensor(frame, start + i))
        if look.effort is Effort.TRY:
            gate.tried(True)
            tries.append((i, look.changed > 0))
    assert sum(changed for _, changed in tries) >= 3


def test_coming_out_of_the_dark_is_news() -> None:
    gate, scene = Gate(), shown(hall(), sticker(), 300, 200)
    for i in range(14):
        if gate.look(seen_by_sensor(scene, i, gain=0.12)).effort is Effort.TRY:
            gate.tried(True)
    assert gate.look(seen_by_sensor(scene, 14, gain=0.2)).effort is Effort.TRY


@dataclass
class Scripted:
    """One story: how long the hall is empty, what moves there, and when a sticker comes to stay."""

    empty: int
    walker: int  # width of somebody who walks about until the sticker comes; 0 nobody
    at: tuple[int, int]
    sigma: float
    flicker: float
    sweep: int  # frames that a sweep takes


scripts = st.builds(
    Scripted,
    st.integers(0, 40),
    st.sampled_from([0, 60, 160]),
    st.tuples(st.integers(0, WIDTH - 100), st.integers(0, HEIGHT - 100)),
    st.sampled_from([0.0, 1.0, 3.0, 8.0]),
    st.sampled_from([0.0, 0.04]),
    st.integers(1, 6),
)


@settings(max_examples=25, deadline=None)
@given(scripts)
def test_a_readable_sticker_that_stays_is_passed_within_two_frames_and_regularly_after(script: Scripted) -> None:
    gate, scene = Gate(), hall()
    tried = 0
    passed: list[int] = []
    for i in range(script.empty + 45):
        frame = scene
        if i >= script.empty:
            frame = shown(scene, sticker(), *script.at)
        elif script.walker:
            x = (i * 9) % (WIDTH - script.walker)
            frame = scene.copy()
            frame[60:, x : x + script.walker] = 60
        look = gate.look(seen_by_sensor(frame, i, script.sigma, flicker=script.flicker))
        if look.effort is not Effort.SKIP:
            passed.append(i - script.empty)
        if look.effort is Effort.TRY:
            tried += 1
            gate.tried(tried % script.sweep == 0)
    since = [i for i in passed if i >= 0]
    assert since[:1] in ([0], [1])
    assert max(b - a for a, b in itertools.pairwise([*since, 45])) <= LOOK_EVERY


# --- what is not there costs little -------------------------------------------------------------------------


@pytest.mark.parametrize("sigma", [0.0, 1.0, 3.0, 8.0])
def test_an_empty_hall_is_skipped_but_for_a_look_in_eight(sigma: float) -> None:
    gate, scene = Gate(), hall(3)
    start = settled(gate, scene, sigma)
    made = looks(gate, (seen_by_sensor(scene, start + i, sigma) for i in range(24)), lambda i: True, located=False)
    efforts = [look.effort for look in made]
    assert 1 <= 24 - efforts.count(Effort.SKIP) <= 24 // LOOK_EVERY + 1
    assert Effort.TRY not in efforts
    assert not any(look.moving or look.changed for look in made)


@pytest.mark.parametrize(("gain", "flicker"), [(0.95, 0.0), (1.06, 0.0), (1.0, 0.05)])
def test_exposure_and_lamps_are_no_change(gain: float, flicker: float) -> None:
    gate, scene = Gate(), hall(1)
    start = settled(gate, scene)
    efforts = [gate.look(seen_by_sensor(scene, start + i, gain=gain, flicker=flicker)).effort for i in range(12)]
    assert Effort.TRY not in efforts


@pytest.mark.parametrize(("located", "times"), [(True, SOONER), (False, 1)])
def test_an_unchanged_scene_is_swept_again_and_ever_more_rarely(located: bool, times: int) -> None:
    gate, tries = Gate(), []
    for i in range(130 if located else 320):
        if gate.look(seen_by_sensor(hall(), i)).effort is Effort.TRY:
            tries.append(i)
            gate.tried(True, located)
    # The first frames have taught no noise yet.
    gaps = [b - a for a, b in itertools.pairwise(tries) if b - a > 3]
    assert gaps[:2] == [frames // times for frames in SWEEP_AFTER]


def test_a_long_sweep_is_repeated_more_rarely() -> None:
    gate, tries = Gate(), []
    for i in range(140):
        if gate.look(seen_by_sensor(hall(), i)).effort is Effort.TRY:
            tries.append(i)
            gate.tried(len(tries) % 5 == 0)
    gaps = [b - a for a, b in itertools.pairwise(tries) if b - a > 1]
    assert gaps[0] == SWEEP_AFTER[0] // SOONER * 5


def test_in_much_noise_a_scene_is_swept_a_few_times_at_once() -> None:
    """Other noise may let a code be read; a bounded number of times."""
    gate, scene = Gate(), hall()
    made = looks(gate, (seen_by_sensor(scene, i, 6.0) for i in range(30)), lambda i: True)
    tries = [i for i, look in enumerate(made) if look.effort is Effort.TRY]
    assert 4 <= len(tries) <= 8
    assert tries[-1] < 12


def test_a_sheet_of_paper_in_the_dark_is_found_by_its_mean() -> None:
    """Twelve levels of contrast under a noise of twelve."""
    gate, scene = Gate(), np.full((HEIGHT, WIDTH), 30, np.uint8)
    start = settled(gate, scene, 12.0)
    held = scene.copy()
    held[100:230, 200:330] = 42
    efforts = [gate.look(seen_by_sensor(held, start + i, 12.0)) for i in range(2)]
    assert any(look.effort is Effort.TRY and look.changed for look in efforts)


def test_a_still_scene_in_which_nothing_is_located_is_swept_without_hurry() -> None:
    def efforts(located: bool, sigma: float = 1.0, comes: int = 40) -> list[Effort]:
        gate, made = Gate(), []
        for i in range(40):
            frame = shown(hall(), sticker(), 300, 200) if i >= comes else hall()
            made.append(gate.look(seen_by_sensor(frame, i, sigma)).effort)
            if made[-1] is Effort.TRY:
                gate.tried(False, located)
        return made

    assert efforts(located=True) == [Effort.TRY] * 40
    assert efforts(located=False, sigma=6.0) == [Effort.TRY] * 40
    unhurried = efforts(located=False)
    assert unhurried[:4] == [Effort.TRY] * 4
    assert unhurried[6:].count(Effort.TRY) == 12
    # And a sticker that comes meanwhile is tried in its first frame.
    for comes in (20, 21, 22):
        assert efforts(located=False, comes=comes)[comes] is Effort.TRY


def test_a_blurred_passer_by_is_skipped_and_looked_at_now_and_then() -> None:
    gate, scene = Gate(), np.full((HEIGHT, WIDTH), 120, np.uint8)
    start = settled(gate, scene)
    efforts = []
    for i in range(24):
        frame = scene.copy()
        cv2.circle(frame, (120 + 12 * i, 200), 70, 85, -1)
        frame = cv2.GaussianBlur(frame, (0, 0), 22)
        look = gate.look(seen_by_sensor(frame, start + i))
        efforts.append(look.effort)
        assert look.changed > 0
        assert not look.textured
    assert efforts.count(Effort.SKIP) >= 15
    assert efforts.count(Effort.LOOK) >= 7


def test_what_stands_still_is_tried_even_without_texture() -> None:
    gate, scene = Gate(), np.full((HEIGHT, WIDTH), 120, np.uint8)
    start = settled(gate, scene)
    cv2.circle(scene, (300, 200), 70, 85, -1)
    scene = cv2.GaussianBlur(scene, (0, 0), 22)
    efforts = [gate.look(seen_by_sensor(scene, start + i)).effort for i in range(5)]
    assert Effort.TRY in efforts


def test_a_busy_hall_rests_between_sweeps_and_a_located_code_ends_the_rest() -> None:
    def walk(gate: Gate, located: bool) -> list[Effort]:
        scene, efforts = hall(2), []
        for i in range(80):
            frame = scene.copy()
            for j in range(6):  # a striped coat
                x = (i * 7 + j * 14) % (WIDTH - 20)
                frame[50:, x : x + 7] = 30 + 30 * j
            look = gate.look(seen_by_sensor(frame, i))
            efforts.append(look.effort)
            if look.effort is Effort.TRY:
                gate.tried(True, located)
        return efforts

    efforts = walk(Gate(), located=False)
    assert efforts.count(Effort.SKIP) >= 25
    # Never two frames on end without a look.
    assert all({a, b} != {Effort.SKIP} for a, b in itertools.pairwise(efforts))
    assert walk(Gate(), located=True) == [Effort.TRY] * 80


# --- and the rest -------------------------------------------------------------------------------------------


def test_moving_and_still_and_dark_are_told() -> None:
    gate, scene = Gate(), hall()
    start = settled(gate, scene)
    moving = [gate.look(seen_by_sensor(shown(scene, sticker(), 100 + 20 * i, 100), start + i)) for i in range(4)]
    assert all(look.moving and not look.still for look in moving)
    resting = [gate.look(seen_by_sensor(shown(scene, sticker(), 160, 100), start + 4 + i)) for i in range(4)]
    assert resting[-1].still
    assert not resting[-1].moving
    assert not resting[-1].dark
    assert Gate().look(seen_by_sensor(scene, 0, gain=0.1)).dark


def test_the_noise_is_measured() -> None:
    for sigma in (2.0, 5.0, 9.0):
        gate = Gate()
        settled(gate, hall(), sigma, 24)
        assert gate.look(seen_by_sensor(hall(), 24, sigma)).noise == pytest.approx(sigma, rel=0.3)


@pytest.mark.parametrize("size", [(16, 16), (20, 64), (65, 100), (720, 1280), (1081, 1919), (1920, 1080)])
def test_frames_of_any_size_are_looked_at(size: tuple[int, int]) -> None:
    gate, rng = Gate(), np.random.default_rng(0)
    for i in range(10):
        frame = rng.integers(0, 256, (*size, 3), np.uint8) if i % 3 == 0 else np.full((*size, 3), 25 * i, np.uint8)
        look = gate.look(frame)
        if look.box is not None:
            x0, y0, x1, y1 = look.box
            assert (0 <= x0 < x1 <= size[1], 0 <= y0 < y1 <= size[0]) == (True, True)
        gate.tried(True)


def test_another_size_begins_anew() -> None:
    gate = Gate()
    settled(gate, hall())
    assert gate.look(np.full((240, 320, 3), 90, np.uint8)).effort is Effort.TRY


def test_forgetting_tries_the_next_frame() -> None:
    gate = Gate()
    start = settled(gate, hall())
    gate.forget()
    assert gate.look(seen_by_sensor(hall(), start)).effort is Effort.TRY


def test_the_sticker_of_these_tests_is_one_that_is_read() -> None:
    """Otherwise all of the above would say nothing."""
    grey = cv2.cvtColor(seen_by_sensor(shown(hall(), sticker(), 301, 97), 0), cv2.COLOR_BGR2GRAY)
    found, _ = Zxing().read(grey)
    assert [code.text for code in found] == ["HTTPS://ID.EXAMPLE/01/09521234567899"]
