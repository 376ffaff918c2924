"""Blind cameras, from pictures as they give them, and seeing ones that come close."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.scan.camera.simulated import SimulatedCamera
from kiosk.scan.camera.watch import BLACK_S, FROZEN_S, Blind, Watch, is_black

S = 1_000_000_000
SHAPE = (180, 320, 3)


def seen(watch: Watch, pictures: Iterator[np.ndarray], seconds: float, fps: int = 30, begin_s: float = 0.0):
    """(second, verdict) of every frame."""
    return [
        (number / fps, watch.see(next(pictures), round((begin_s + number / fps) * S)))
        for number in range(round(seconds * fps))
    ]


def first(verdicts: list[tuple[float, Blind | None]], wanted: Blind) -> float | None:
    return next((at for at, verdict in verdicts if verdict is wanted), None)


def noisy(level: float, sigma: float, seed: int = 0, of: np.ndarray | None = None) -> Iterator[np.ndarray]:
    rng = np.random.default_rng(seed)
    base = np.full(SHAPE, level, np.float32) if of is None else of.astype(np.float32)
    grain = sigma * rng.standard_normal((9, *SHAPE), np.float32)
    pictures = np.clip(base + grain, 0, 255).astype(np.uint8)
    return itertools.cycle(pictures)


def always(picture: np.ndarray) -> Iterator[np.ndarray]:
    while True:
        yield picture.copy()


def hall() -> np.ndarray:
    return np.tile(np.linspace(20, 230, SHAPE[1], dtype=np.float32)[None, :, None], (SHAPE[0], 1, 3)).astype(
        np.uint8
    )


@pytest.mark.parametrize(("level", "sigma"), [(0, 0), (16, 0), (3, 2), (8, 6)])
def test_under_a_lens_cap_it_is_black_after_three_seconds_and_never_frozen(level: float, sigma: float) -> None:
    verdicts = seen(Watch(), noisy(level, sigma), 5)
    at = first(verdicts, Blind.BLACK)
    assert at is not None
    assert BLACK_S <= at < BLACK_S + 0.3
    assert first(verdicts, Blind.FROZEN) is None


def test_uncovered_it_sees_again_at_once() -> None:
    watch = Watch()
    seen(watch, noisy(0, 1), 4)
    assert watch.blind is Blind.BLACK
    after = seen(watch, noisy(0, 3, of=hall()), 1, begin_s=4)
    assert after[-1][1] is None
    assert max((at for at, verdict in after if verdict), default=0.0) < 0.3


def test_a_dark_hall_with_one_lamp_is_not_black() -> None:
    dark = np.full((1080, 1920, 3), 6, np.uint8)
    assert is_black(dark)
    dark[500:560, 900:960] = 250
    assert not is_black(dark)


def test_a_dim_evenly_lit_wall_is_not_black() -> None:
    assert not is_black(np.full(SHAPE, 30, np.uint8))


def test_the_same_picture_for_two_seconds_is_frozen_until_one_differs() -> None:
    watch, picture = Watch(), hall()
    verdicts = seen(watch, always(picture), 3)
    at = first(verdicts, Blind.FROZEN)
    assert at is not None
    assert FROZEN_S <= at < FROZEN_S + 0.1
    # Opened again, it hangs at the same picture: no frame in between counts as seeing.
    assert {verdict for _, verdict in seen(watch, always(picture), 1, begin_s=5)} == {Blind.FROZEN}
    picture[101, 101] += 1  # beside the sample
    assert seen(watch, always(picture), 0.5, begin_s=6)[0][1] is None


def test_a_change_anywhere_in_the_picture_counts() -> None:
    def flickering() -> Iterator[np.ndarray]:
        picture = hall()
        for number in range(10_000):
            picture[3, 5, 1] = number % 251  # never among the sampled pixels
            yield picture.copy()

    assert first(seen(Watch(), flickering(), 8), Blind.FROZEN) is None


def test_a_slow_camera_is_not_frozen_by_two_equal_pictures() -> None:
    assert first(seen(Watch(), always(hall()), 8, fps=1), Blind.FROZEN) is None


def test_the_simulated_camera_at_rest_is_neither(stickers) -> None:
    camera = SimulatedCamera(stickers, auto=False)
    watch = Watch()
    for number in range(90):
        assert watch.see(camera.render(number / 30), number * S // 30) is None


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(["noise", "hold", "black"]), min_size=1, max_size=40))
def test_blind_exactly_while_nothing_is_seen_for_long_enough(turns: list[str]) -> None:
    """Beside the plainest rule, on quarter seconds of ten frames: dark for 3 s, or equal for 2 s and not dark."""
    watch = Watch()
    lively, still, black = noisy(0, 4, of=hall()), hall(), np.zeros(SHAPE, np.uint8)
    dark = same = 0  # frames in a row
    number = 0
    for turn in turns:
        for _ in range(10):
            picture = {"noise": next(lively), "hold": still, "black": black}[turn]
            dark = dark + 1 if turn == "black" else 0
            same = same + 1 if turn == "hold" else 0
            blind = watch.see(picture, number * S // 40)
            number += 1
            # Darkness is looked for five times a second, so it begins and ends up to 8 frames late.
            if dark > 40 * BLACK_S + 9:
                assert blind is Blind.BLACK
            elif same > 40 * FROZEN_S + 9:
                assert blind is Blind.FROZEN
            elif dark <= 40 * BLACK_S - 9 and same <= 40 * FROZEN_S and (dark > 9 or same > 9 or turn == "noise"):
                assert blind is None or (turn == "noise" and blind is Blind.BLACK)
