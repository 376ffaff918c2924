from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from kiosk.scan.camera.label import matrix
from kiosk.scan.read.picture import Kind, Picture, Region
from kiosk.scan.read.texture import BEST, Texture, energy

CELLS = matrix("HTTPS://ID.EXAMPLE/01/09521234567899/21/K7M2Q9T4")
Box = tuple[float, float, float, float]


def hall(seed: int = 1) -> NDArray[np.float32]:
    """A room without a code: areas of light and shade, shelf edges, lines of print, noise. 0..255."""
    rng = np.random.default_rng(seed)
    picture = cv2.resize(
        rng.uniform(40, 150, (6, 9)).astype(np.float32), (1280, 720), interpolation=cv2.INTER_CUBIC
    )
    for y in range(90, 720, 130):
        cv2.line(picture, (0, y), (1280, y + int(rng.integers(-20, 20))), 30.0, 7)
    for row in range(4):
        cv2.putText(picture, "Southern Cross Tea 250 g", (60, 560 + 30 * row), 0, 0.8, 20.0, 2)
    return picture + rng.normal(0, 1.5, picture.shape).astype(np.float32)


def grey(picture: NDArray[np.float32]) -> NDArray[np.uint8]:
    return np.clip(np.round(picture), 0, 255).astype(np.uint8)


def with_code(
    picture: NDArray[np.float32],
    x: int,
    y: int,
    module_px: float,
    degrees: float = 0,
    *,
    dark: float = 30,
    light: float = 190,
    blur: float = 0.8,
) -> Box:
    """Puts a code with its quiet zone round (x, y); returns the box of the code itself."""
    fine = 10
    code = np.kron(dark + CELLS / 255.0 * (light - dark), np.ones((fine, fine))).astype(np.float32)
    turn = cv2.getRotationMatrix2D((len(code) / 2, len(code) / 2), degrees, module_px / fine)
    turn[:, 2] += np.array((x, y)) - len(code) / 2
    soft = cv2.GaussianBlur(code, (0, 0), max(0.1, fine / module_px * 0.4))
    cv2.warpAffine(soft, turn, picture.shape[::-1], dst=picture, borderMode=cv2.BORDER_TRANSPARENT)
    picture[:] = cv2.GaussianBlur(picture, (0, 0), blur)
    inner = np.array(((4, 4), (len(CELLS) - 4, 4), (len(CELLS) - 4, len(CELLS) - 4), (4, len(CELLS) - 4)))
    at = inner * fine @ turn[:, :2].T + turn[:, 2]
    return (*at.min(axis=0), *at.max(axis=0))  # type: ignore[return-value]


def regions(picture: NDArray[np.uint8]) -> list[Region]:
    seen = Picture(picture)
    texture = Texture()
    return [region for step in range(texture.steps(seen)) for region in texture.attempt(seen, step)]


def covers(region: Region, box: Box) -> bool:
    """Nearly all of the box, and not much more than it."""
    (x0, y0), _, (x1, y1), _ = region.corners
    across = min(x1, box[2]) - max(x0, box[0])
    down = min(y1, box[3]) - max(y0, box[1])
    area = (box[2] - box[0]) * (box[3] - box[1])
    return across > 0 and down > 0 and across * down > 0.8 * area and (x1 - x0) * (y1 - y0) < 3.5 * area


@pytest.mark.parametrize(
    ("module_px", "degrees", "changes"),
    [
        (5, 0, {}),
        (5, 30, {}),
        (5, 45, {}),
        (2.2, 10, {}),
        (11, 5, {}),
        (5, 20, {"blur": 4.0}),
        (5, 0, {"dark": 120, "light": 165}),
        (4, 0, {"dark": 8, "light": 40}),
    ],
)
def test_a_code_in_a_hall_is_among_the_best_boxes(
    module_px: float, degrees: float, changes: dict[str, float]
) -> None:
    picture = hall()
    box = with_code(picture, 700, 330, module_px, degrees, **changes)  # type: ignore[arg-type]
    found = regions(grey(picture))
    assert any(covers(region, box) for region in found), [region.corners for region in found]
    assert all(region.kind is Kind.TEXTURE for region in found)


def test_a_code_in_sensor_noise_is_found_by_the_coarser_scale() -> None:
    picture = hall()
    box = with_code(picture, 600, 300, 5, dark=20, light=90)
    noisy = grey(picture + np.random.default_rng(3).normal(0, 22, picture.shape).astype(np.float32))
    assert any(covers(region, box) for region in Texture().attempt(Picture(noisy), 0))


def test_two_codes_have_a_box_each() -> None:
    picture = hall()
    boxes = [with_code(picture, 350, 300, 4), with_code(picture, 900, 400, 4, 15)]
    found = regions(grey(picture))
    assert all(any(covers(region, box) for region in found) for box in boxes)


def test_a_wall_holds_nothing() -> None:
    rng = np.random.default_rng(2)
    wall = grey((140 + rng.normal(0, 1.5, (720, 1280))).astype(np.float32))
    assert energy(Picture(wall)) < 0.01
    assert regions(np.full((720, 1280), 140, np.uint8)) == []
    assert energy(Picture(np.full((720, 1280), 140, np.uint8))) == 0


def test_energy_tells_a_code_from_a_shelf() -> None:
    shelf = np.full((720, 1280), 120, np.float32)
    for y in range(60, 720, 40):
        cv2.line(shelf, (0, y), (1280, y), 30.0, 5)
    empty = energy(Picture(grey(shelf)))
    with_code(shelf, 640, 360, 3)
    assert energy(Picture(grey(shelf))) > 5 * empty
    small = np.full((720, 1280), 120, np.float32)
    with_code(small, 640, 360, 2.2, blur=1.2)
    assert energy(Picture(grey(small))) > 0.03


def test_a_picture_smaller_than_a_code_has_no_steps() -> None:
    assert Texture().steps(Picture(np.zeros((63, 400), np.uint8))) == 0
    assert Texture().steps(Picture(np.zeros((64, 64), np.uint8))) == 2


@settings(max_examples=40, deadline=None)
@given(
    height=st.integers(64, 300),
    width=st.integers(64, 300),
    rough=st.integers(1, 40),
    low=st.integers(0, 200),
    seed=st.integers(0, 999),
)
def test_boxes_lie_in_any_picture(height: int, width: int, rough: int, low: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    small = rng.integers(low, 256, (height // rough + 1, width // rough + 1), np.uint8)
    picture = cv2.resize(small, (width, height), interpolation=cv2.INTER_NEAREST)
    seen = Picture(picture)
    for step in range(2):
        found = Texture().attempt(seen, step)
        assert len(found) <= BEST
        for region in found:
            (x0, y0), (x1, _), (_, y1), _ = region.corners
            assert 0 <= x0 < x1 <= width
            assert 0 <= y0 < y1 <= height
