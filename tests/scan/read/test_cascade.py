"""The cascade's order and deadline, with stages that say what they were asked. What it reads: make bench-scan."""

from __future__ import annotations

import gc
import time

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from kiosk.scan.camera.label import matrix
from kiosk.scan.model import Corners
from kiosk.scan.read.cascade import Cascade, Deadline, Sweep, _Work
from kiosk.scan.read.picture import Found, Kind, Picture, Region
from kiosk.scan.read.zxing import Zxing


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Slow:
    """A stage whose every step takes 4 ms of the clock; the step `wins` reads a text."""

    name = "rescue"

    def __init__(self, clock: Clock, wins: int | None = None) -> None:
        self.clock = clock
        self.wins = wins
        self.slow_s = 0.004
        self.asked: list[tuple[Corners, int]] = []

    def steps(self, picture: Picture, region: Region) -> int:
        return 10

    def attempt(self, picture: Picture, region: Region, step: int) -> Found | None:
        self.clock.now += self.slow_s
        self.asked.append((region.corners, step))
        return Found("SLOWLY READ", region.corners) if step == self.wins else None


class Places:
    """A locator with one step that finds what it was made with."""

    name = "finders"

    def __init__(self, *corners: Corners) -> None:
        self.corners = corners

    def steps(self, picture: Picture) -> int:
        return 1

    def attempt(self, picture: Picture, step: int) -> list[Region]:
        return [Region(corners, Kind.FINDERS) for corners in self.corners]


class Nowhere(Places):
    def steps(self, picture: Picture) -> int:
        return 0


def square(x: float, y: float, size: float) -> Corners:
    return (x, y), (x + size, y), (x + size, y + size), (x, y + size)


def frame(*codes: tuple[str, int, int]) -> NDArray[np.uint8]:
    image = np.full((600, 800), 120, np.uint8)
    for text, x, y in codes:
        code = cv2.resize(matrix(text), None, fx=5, fy=5, interpolation=cv2.INTER_NEAREST)
        image[y : y + len(code), x : x + len(code)] = code
    return image


BLANK = frame()
HERE, THERE = square(100, 100, 200), square(500, 300, 100)


def test_a_sweep_that_the_deadline_cut_short_goes_on_in_the_next_frame() -> None:
    clock = Clock()
    stage = Slow(clock, wins=8)
    cascade = Cascade(stages=(stage,), locators=(Nowhere(),), clock=clock)
    region, sweep, frames = Region(HERE, Kind.NEAR), Sweep(), 0
    while True:
        frames += 1
        look = cascade.work(Picture(BLANK), [], [region], sweep, Deadline(clock.now, clock.now + 0.010))
        if look.found:
            break
        assert not look.complete
        assert look.regions == [region]
    assert [step for _, step in stage.asked] == list(range(9))
    assert (look.found[0].text, look.found[0].stage) == ("SLOWLY READ", "rescue")
    assert 3 <= frames <= 9


def test_the_deadline_is_kept_to_a_step() -> None:
    clock = Clock()
    stage = Slow(clock)
    cascade = Cascade(stages=(stage,), locators=(Nowhere(),), clock=clock)
    for budget in (0.010, 0.030, 0.100):
        began = clock.now
        cascade.work(
            Picture(BLANK), [], [Region(HERE, Kind.NEAR)], Sweep(), Deadline(clock.now, clock.now + budget)
        )
        assert clock.now - began <= budget + 0.004


def test_a_frame_that_the_deadline_cut_short_is_let_go_at_once() -> None:
    # Left to the garbage collector they were 25 MB every nine minutes.
    clock = Clock()
    places = Places(square(40, 40, 60), square(160, 40, 60))
    cascade = Cascade(20, stages=[Slow(clock)], locators=[places], clock=clock)
    gc.collect()
    gc.disable()
    try:
        cascade.still(frame())
        assert clock.now >= 0.02  # so it was cut short
        assert not any(isinstance(thing, _Work) for thing in gc.get_objects())
    finally:
        gc.enable()


def test_a_step_that_lately_took_too_long_is_left_to_a_frame_that_has_the_time_for_it() -> None:
    clock = Clock()
    stage = Slow(clock)
    cascade = Cascade(stages=(stage,), locators=(Nowhere(),), clock=clock)
    sweep, region = Sweep(), Region(HERE, Kind.NEAR)

    def asked(within_s: float, latest_s: float = 1.0) -> int:
        before = len(stage.asked)
        region.cursor.clear()
        now = clock.now
        cascade.work(Picture(BLANK), [], [region], sweep, Deadline(now, now + within_s, now + latest_s))
        return len(stage.asked) - before

    def frames_until_asked(*times_s: float) -> int:
        return next(frame for frame in range(100) if asked(*times_s))

    assert asked(0.005, 0.040) == 0, "nobody knows what it takes"
    assert asked(0.005, 0.100) > 0
    assert asked(0.005, 0.003) == 0
    assert asked(0.005, 0.005) > 0
    stage.slow_s = 0.050
    assert asked(0.005, 0.100) == 1
    assert asked(0.100, 0.045) == 0
    # Never again would be a code that is never read.
    assert 10 < frames_until_asked(0.100, 0.010) < 20
    assert 2 < frames_until_asked(0.005) < 20


def test_no_region_starves_behind_another() -> None:
    clock = Clock()
    stage = Slow(clock)
    cascade = Cascade(stages=(stage,), locators=(Nowhere(),), clock=clock)
    cascade.work(
        Picture(BLANK), [], [Region(HERE, Kind.NEAR), Region(THERE, Kind.NEAR)], Sweep(), Deadline(0, 0.030)
    )
    assert {corners for corners, _ in stage.asked} == {HERE, THERE}


def test_places_found_by_a_search_are_tried_and_the_work_ends() -> None:
    clock = Clock()
    stage = Slow(clock)
    cascade = Cascade(stages=(stage,), locators=(Places(HERE, THERE, HERE),), clock=clock)
    look = cascade.work(Picture(BLANK), [], [], Sweep(), Deadline(0, 100))
    assert look.complete
    assert len(stage.asked) == 20, "two places, each once"
    assert [region.corners for region in look.regions] == [HERE, THERE]


def test_who_has_an_answer_is_not_kept_waiting_unless_there_are_several() -> None:
    clock = Clock()
    stage = Slow(clock, wins=0)
    cascade = Cascade(stages=(stage,), locators=(Places(THERE),), clock=clock)
    one = frame(("ONE CODE", 50, 50))
    for budget_ms in (30, 500):
        assert [code.text for code in cascade.still(one, budget_ms)] == ["ONE CODE"]
    assert stage.asked == []
    two = frame(("ONE CODE", 20, 20), ("ANOTHER", 20, 350))
    assert {code.text for code in cascade.still(two, 30)} == {"ONE CODE", "ANOTHER"}
    assert stage.asked == []
    assert {code.text for code in cascade.still(two, 500)} == {"ONE CODE", "ANOTHER", "SLOWLY READ"}


def test_a_warm_up_leaves_nothing_behind() -> None:
    cascade = Cascade()
    cascade.warm_up()
    assert cascade.still(frame(("AFTERWARDS", 50, 50)), 30)[0].text == "AFTERWARDS"
    # What a small picture took says nothing of a camera's.
    for within in (0.0005, 0.04, 0.2):
        now = time.perf_counter()
        deadline = Deadline(now, now + 1, now + within)
        known, never = (cascade.may_begin(name, 0, deadline) for name in ("rescue", "never"))
        assert known == never


def test_one_code_is_one_however_many_stages_read_it() -> None:
    clock = Clock()
    stage = Slow(clock, wins=0)
    cascade = Cascade(stages=(stage,), locators=(Places(HERE, square(120, 110, 190), THERE),), clock=clock)
    look = cascade.work(Picture(BLANK), [], [Region(HERE, Kind.NEAR)], Sweep(), Deadline(0, 100), thorough=True)
    assert [code.corners for code in look.found] == [HERE, THERE]


def test_a_stage_that_fails_costs_nothing_that_others_read(caplog: pytest.LogCaptureFixture) -> None:
    class Broken(Slow):
        name = "grid"

        def attempt(self, picture: Picture, region: Region, step: int) -> Found | None:
            raise cv2.error("a picture that nobody thought of")

    clock = Clock()
    cascade = Cascade(stages=(Broken(clock), Slow(clock, wins=9)), locators=(Nowhere(),), clock=clock)
    for _ in range(3):
        look = cascade.work(
            Picture(BLANK), [], [Region(HERE, Kind.NEAR)], Sweep(), Deadline(clock.now, clock.now + 100)
        )
        assert [code.text for code in look.found] == ["SLOWLY READ"]
    assert caplog.text.count("a step of the cascade failed: grid") == 1


def test_a_code_that_cannot_be_corrected_is_not_read() -> None:
    cells = matrix("DAMAGED BEYOND REPAIR").copy()
    cells[14:24, 14:24] = 255 - cells[14:24, 14:24]
    image = np.full((600, 800, 3), 120, np.uint8)
    code = cv2.resize(cells, None, fx=8, fy=8, interpolation=cv2.INTER_NEAREST)
    image[100 : 100 + len(code), 100 : 100 + len(code)] = code[..., None]
    assert Cascade().still(image, 2000) == ()


@pytest.mark.parametrize("size", [(16, 16), (64, 3000), (1080, 1920)])
def test_noise_of_any_shape_holds_no_code(size: tuple[int, int]) -> None:
    noise = np.random.default_rng(3).integers(0, 256, (*size, 3), dtype=np.uint8)
    assert Cascade().still(noise, 300) == ()


def test_a_format_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="no barcode format"):
        Zxing(("NoSuchCode",))
