from __future__ import annotations

import math
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from kiosk.scan.camera.label import matrix
from kiosk.scan.model import Corners
from kiosk.scan.read.picture import Found, Kind, Picture, Region
from kiosk.scan.read.rescue import BOXES, LOCATED, TRIALS, Look, Rescue, modules_across
from kiosk.scan.read.zxing import Zxing

TEXT = "HTTPS://ID.EXAMPLE/01/09521234567899/21/K7M2Q9T4"
CELLS = matrix(TEXT)
MODULES = len(CELLS) - 8
ZXING = Zxing()
PHOTOS = Path(__file__).parents[4] / "shared" / "data" / "qr-photos"


class Shot:
    """A sticker on a wall, as a camera sees it. What is done to it is done to 0..255 in floating point."""

    def __init__(self, module_px: float = 6, degrees: float = 12, dark: float = 40, light: float = 200) -> None:
        fine = 12
        cells = np.kron(dark + CELLS / 255.0 * (light - dark), np.ones((fine, fine))).astype(np.float32)
        soft = cv2.GaussianBlur(cells, (0, 0), fine / module_px * 0.45)
        turn = cv2.getRotationMatrix2D((len(cells) / 2, len(cells) / 2), degrees, module_px / fine)
        turn[:, 2] += np.array((320, 240)) - len(cells) / 2
        self.picture = np.full((480, 640), 110, np.float32)
        cv2.warpAffine(soft, turn, (640, 480), dst=self.picture, borderMode=cv2.BORDER_TRANSPARENT)
        low, high = 4 * fine, (4 + MODULES) * fine
        at = np.array(((low, low), (high, low), (high, high), (low, high))) @ turn[:, :2].T + turn[:, 2]
        a, b, c, d = ((float(x), float(y)) for x, y in at)
        self.corners: Corners = (a, b, c, d)
        self.module_px = module_px

    def blurred(self, kernel: NDArray[np.float32]) -> Shot:
        self.picture = cv2.filter2D(self.picture, -1, kernel / kernel.sum())
        return self

    def noisy(self, sigma: float) -> Shot:
        self.picture += np.random.default_rng(4).normal(0, sigma, self.picture.shape).astype(np.float32)
        return self

    @property
    def grey(self) -> NDArray[np.uint8]:
        return np.clip(np.round(self.picture), 0, 255).astype(np.uint8)

    def near(self, off: float = 0.6) -> Region:
        """Located as zxing-cpp locates: to a module or so."""
        rng = np.random.default_rng(8)
        moved = np.array(self.corners) + rng.uniform(-off, off, (4, 2)) * self.module_px
        a, b, c, d = ((float(x), float(y)) for x, y in moved)
        return Region((a, b, c, d), Kind.NEAR, MODULES)

    def box(self) -> Region:
        xs, ys = [x for x, _ in self.corners], [y for _, y in self.corners]
        (x0, x1), (y0, y1) = ((min(v) - 8, max(v) + 8) for v in (xs, ys))
        return Region(((x0, y0), (x1, y0), (x1, y1), (x0, y1)), Kind.TEXTURE)


def disc(radius: float) -> NDArray[np.float32]:
    size = 2 * math.ceil(radius) + 3
    ys, xs = np.mgrid[0:size, 0:size] - size // 2
    return np.clip(radius + 0.5 - np.hypot(xs, ys), 0, 1).astype(np.float32)


def streak(length: float, degrees: float) -> NDArray[np.float32]:
    size = 2 * math.ceil(length / 2) + 3
    ys, xs = np.mgrid[0:size, 0:size] - size // 2
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    along, across = np.abs(xs * c + ys * s), np.abs(ys * c - xs * s)
    return (np.clip(length / 2 + 0.5 - along, 0, 1) * np.clip(1 - across, 0, 1)).astype(np.float32)


def sweep(picture: Picture, region: Region, rescue: Rescue | None = None) -> Found | None:
    """Step by step as the cascade does it, until the code is read or nothing is left to try."""
    rescue = rescue or Rescue(ZXING, adapt=False)
    while (step := region.cursor.get(rescue.name, 0)) < rescue.steps(picture, region):
        region.cursor[rescue.name] = step + 1
        found = rescue.attempt(picture, region, step)
        if found is not None:
            return found
    return None


def shadowed(shot: Shot) -> Shot:
    """A hard shadow's edge across the code, and what lies in it a fifth as bright."""
    ys, xs = np.mgrid[0:480, 0:640]
    shot.picture = np.where(xs + ys > 560, shot.picture, shot.picture / 5)
    return shot


def dotted(shot: Shot) -> Shot:
    """Every dark spot thinner: what a printer with little ink makes of modules."""
    shot.picture = cv2.dilate(shot.picture, np.ones((4, 4), np.uint8))
    return shot


def negative(shot: Shot) -> Shot:
    shot.picture = 255 - shot.picture
    return shot


HARD = {
    "out of focus": lambda: Shot().blurred(disc(6.3)).noisy(1),
    "moved": lambda: Shot(degrees=0).blurred(streak(14, 0)).noisy(1),
    "moved aslant": lambda: Shot(degrees=30).blurred(streak(13, 80)).noisy(1),
    "in the dark": lambda: Shot(3.5, dark=25, light=75).noisy(17),
    "white on black": lambda: negative(Shot()),
    "tiny": lambda: Shot(1.25).noisy(1),
}


@pytest.mark.parametrize("name", HARD)
def test_what_zxing_does_not_read_is_rescued(name: str) -> None:
    shot = HARD[name]()
    assert ZXING.read(shot.grey)[0] == []
    found = sweep(Picture(shot.grey), shot.near())
    assert found is not None
    assert found.text == TEXT
    assert found.stage.startswith("rescue ")
    assert np.abs(np.subtract(found.corners, shot.corners)).max() < 1.6 * shot.module_px


@pytest.mark.parametrize("name", ["out of focus", "moved", "white on black"])
def test_it_is_rescued_from_a_box_too(name: str) -> None:
    shot = HARD[name]()
    found = sweep(Picture(shot.grey), shot.box())
    assert found is not None
    assert found.text == TEXT
    assert np.abs(np.subtract(found.corners, shot.corners)).max() < 1.6 * shot.module_px


@pytest.mark.parametrize("change", [shadowed, dotted])
def test_uneven_light_and_thin_print_are_read_by_a_located_region(change: object) -> None:
    shot = change(Shot(5))  # type: ignore[operator]
    found = sweep(Picture(shot.grey), shot.near())
    assert found is not None
    assert found.text == TEXT


def round_a_bottle() -> Shot:
    """Seen from far away, half of the circle nearly covered by the code: x = r sin(u / r)."""
    shot = Shot(8, degrees=0)
    half = MODULES * 8 / 2
    radius = half / 0.95
    ys, xs = np.mgrid[0:480, 0:640].astype(np.float32)
    angle = np.arcsin(np.clip((xs - 320) / radius, -0.97, 0.97))
    shot.picture = cv2.remap(shot.picture, (320 + radius * angle).astype(np.float32), ys, cv2.INTER_LINEAR)
    reach = radius * math.sin(0.95)
    shot.corners = (
        (320 - reach, 240 - half),
        (320 + reach, 240 - half),
        (320 + reach, 240 + half),
        (320 - reach, 240 + half),
    )
    return shot


def test_a_code_round_a_bottle_is_unrolled() -> None:
    shot = round_a_bottle()
    assert ZXING.read(shot.grey)[0] == []
    found = sweep(Picture(shot.grey), shot.near(0.3))
    assert found is not None
    assert (found.text, found.stage.split()[1]) == (TEXT, "round")
    assert np.abs(np.subtract(found.corners, shot.corners)).max() < 2 * shot.module_px


def test_a_box_in_which_a_code_is_located_becomes_its_region() -> None:
    shot = round_a_bottle()
    picture, region, rescue = Picture(shot.grey), shot.box(), Rescue(ZXING, adapt=False)
    step = 0
    while region.kind is Kind.TEXTURE:
        region.cursor[rescue.name] = step + 1
        assert rescue.attempt(picture, region, step) is None
        step += 1
    assert region.kind is Kind.NEAR
    assert region.modules is not None
    assert region.cursor[rescue.name] == 0
    assert np.abs(np.subtract(region.corners, shot.corners)).max() < 4 * shot.module_px


def test_what_worked_goes_first_until_it_is_long_ago() -> None:
    rescue = Rescue(ZXING)
    plain = rescue.order()
    blurred, white = HARD["out of focus"](), HARD["white on black"]()
    assert sweep(Picture(blurred.grey), blurred.near(), rescue) is not None
    first = rescue.order()[0]
    assert first.startswith("disc")
    assert rescue.order(boxes=True)[0] == first
    assert sorted(rescue.order()) == sorted(plain)
    again = blurred.near()
    found = rescue.attempt(Picture(blurred.grey), again, 0)
    assert found is not None
    assert found.stage == f"rescue {first}"
    for _ in range(12):
        assert sweep(Picture(white.grey), white.near(), rescue) is not None
    assert rescue.order()[0] == "inverted"
    assert rescue.order().index(first) == plain.index(first) + (plain.index("inverted") > plain.index(first))


def test_what_a_patch_looks_like_brings_its_remedy_forward() -> None:
    assert set(LOCATED) | set(BOXES) == set(TRIALS)
    for boxes in (False, True):
        order = {look: Rescue(ZXING).order(boxes, look) for look in Look}
        assert order[Look.CRISP] == (BOXES if boxes else LOCATED)
        assert order[Look.SOFT][1 + 2 * boxes].startswith("disc")
        assert order[Look.SMEARED][1 + 2 * boxes].startswith("smear")
        assert len({frozenset(names) for names in order.values()}) == 1
    moved, rescue = HARD["moved"](), Rescue(ZXING, adapt=False)
    picture, region = Picture(moved.grey), moved.near()
    assert [rescue.attempt(picture, region, step) is not None for step in range(3)].count(True) >= 1


def test_for_a_still_the_order_stays() -> None:
    rescue = Rescue(ZXING, adapt=False)
    shot = HARD["out of focus"]()
    assert sweep(Picture(shot.grey), shot.near(), rescue) is not None
    assert rescue.order() == LOCATED
    assert rescue.order(boxes=True) == BOXES


def test_the_next_frame_is_looked_at_anew() -> None:
    """A region that a tracker carries on keeps no pixels of the frame before."""
    shot, rescue = Shot(), Rescue(ZXING, adapt=False)
    region = shot.near()
    blank = Picture(np.full((480, 640), 90, np.uint8))
    assert rescue.attempt(blank, region, 0) is None
    found = rescue.attempt(Picture(shot.grey), region, 0)
    assert found is not None
    assert found.text == TEXT


def test_corners_without_an_area_or_beyond_the_frame_have_no_steps() -> None:
    blank = Picture(np.zeros((100, 100), np.uint8))
    away: Corners = ((120, 10), (180, 10), (180, 70), (120, 70))
    assert Rescue(ZXING).steps(blank, Region(away, Kind.TEXTURE)) == 0
    assert Rescue(ZXING).steps(blank, Region(((5.0, 5.0),) * 4, Kind.NEAR)) == 0


@pytest.mark.parametrize(
    "corners", [((-60, -50), (70, -40), (60, 80), (-70, 60)), ((630, 5), (700, 5), (700, 60), (630, 60))]
)
@pytest.mark.parametrize("kind", list(Kind))
def test_a_region_half_out_of_the_frame_does_no_harm(corners: Corners, kind: Kind) -> None:
    noise = np.random.default_rng(1).integers(0, 256, (480, 640), np.uint8)
    assert sweep(Picture(noise), Region(corners, kind)) is None


def test_nothing_is_read_from_noise() -> None:
    for seed in range(6):
        noise = np.random.default_rng(seed).integers(0, 256, (60, 60), np.uint8)
        picture = Picture(cv2.resize(noise, (480, 480), interpolation=cv2.INTER_NEAREST))
        for kind in (Kind.NEAR, Kind.TEXTURE):
            corners: Corners = ((50, 60), (400, 40), (410, 420), (60, 400))
            assert sweep(picture, Region(corners, kind)) is None


@pytest.mark.skipif(not PHOTOS.is_dir(), reason=f"no photographs in {PHOTOS}")
def test_nothing_is_read_from_photographs_without_a_code() -> None:
    from kiosk.scan.read.texture import Texture

    for path in sorted(PHOTOS.glob("falsepositives*/*.png"))[::6]:
        grey = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
        assert grey is not None
        picture = Picture(grey)
        for step in range(Texture().steps(picture)):
            for region in Texture().attempt(picture, step)[:2]:
                assert sweep(picture, region) is None, path


@pytest.mark.parametrize("module_px", [2, 4, 9])
def test_the_width_in_modules_is_told_to_a_factor(module_px: float) -> None:
    shot = Shot(module_px)
    shot.blurred(disc(0.4 * module_px))
    told = modules_across(shot.grey, Region(shot.corners, Kind.TRACKED))
    assert MODULES / 1.8 < told < MODULES * 1.8
    assert modules_across(shot.grey, Region(((0, 0), (5, 0), (5, 5), (0, 5)), Kind.TEXTURE)) == 21
