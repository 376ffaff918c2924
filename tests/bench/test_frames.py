"""The generator keeps its word: the same arguments give the same frame, and the truth lies where the code is."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
import zxingcpp
from numpy.typing import NDArray

from tests.bench import codes, frames, optics
from tests.bench.codes import Ink
from tests.bench.optics import Blur, Pose


def cells(image: NDArray[np.uint8], code: frames.Code, side: int) -> NDArray[np.uint8]:
    """A flat code's modules, dark as 1: straightened by its corners, each against the whole code's middle tone."""
    s = 8
    square = np.float32(
        [(-0.5, -0.5), (side * s - 0.5, -0.5), (side * s - 0.5, side * s - 0.5), (-0.5, side * s - 0.5)]
    )
    matrix = cv2.getPerspectiveTransform(np.float32(code.corners), square)
    grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    flat = cv2.warpPerspective(grey, matrix, (side * s, side * s), flags=cv2.INTER_LINEAR)
    means = cv2.resize(flat, (side, side), interpolation=cv2.INTER_AREA)
    low, high = np.percentile(means, (10, 90))
    return (means < (low + high) / 2).astype(np.uint8)


def modules_of(text: str) -> dict[int, NDArray[np.uint8]]:
    """The text's symbol at every level of error correction, by size and level."""
    found = {}
    for level in "LMQH":
        made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level=level)
        image = np.array(made.to_image(scale=1, add_quiet_zones=False))
        found[level] = (image == 0).astype(np.uint8)
    return found


def agreement(image: NDArray[np.uint8], code: frames.Code) -> float:
    """The part of the modules that show what was printed; of the error correction levels, the likeliest."""
    return max(
        float((cells(image, code, len(modules)) == modules).mean()) for modules in modules_of(code.text).values()
    )


@pytest.mark.parametrize("kind", ["size", "rotation", "perspective", "shadow"])
def test_corners_are_where_the_code_is(kind: str) -> None:
    shot = frames.make(kind, 0, 4)
    assert agreement(shot.image, shot.codes[0]) > 0.97


def test_a_corner_that_is_a_module_off_would_be_noticed() -> None:
    shot = frames.make("size", 0, 4)
    left, right = shot.codes[0].corners[:2]
    module = (right[0] - left[0]) / 45
    moved = frames.Code(shot.codes[0].text, tuple((a + module, b) for a, b in shot.codes[0].corners))
    assert agreement(shot.image, moved) < 0.9


def test_every_code_of_several_is_where_it_is_said_to_be() -> None:
    shot = frames.make("several", 0, 2)
    assert 2 <= len(shot.codes) <= 6
    assert all(agreement(shot.image, code) > 0.95 for code in shot.codes)


def test_a_bottle_shows_each_point_where_the_camera_model_says() -> None:
    """A dot printed on a bottle comes out at `project` of its place, far from the middle too."""
    texture = np.zeros((401, 401, 4), np.float32)  # its middle is a texel
    texture[..., 3] = 1
    pose = Pose(6.0, (900.0, 500.0), roll=20, yaw=8, pitch=12, radius=22.0)
    places = [(-18.0, -15.0), (0.0, 0.0), (21.0, 12.0)]
    for u, v in places:
        cv2.circle(texture, (round(u * 8) + 200, round(v * 8) + 200), 6, (1, 1, 1, 1), -1, cv2.LINE_AA)
    frame = np.zeros((optics.HEIGHT, optics.WIDTH, 3), np.float32)
    optics.place(frame, codes.Print(texture, 8, ()), pose, Blur(0))
    for x, y in pose.project(np.array(places)):
        part = frame[round(y) - 6 : round(y) + 7, round(x) - 6 : round(x) + 7, 1]
        ys, xs = np.mgrid[-6:7, -6:7]
        middle = (part * xs).sum() / part.sum() + round(x), (part * ys).sum() / part.sum() + round(y)
        assert middle == pytest.approx((x, y), abs=0.1)


def test_the_same_arguments_give_the_same_bytes() -> None:
    first, again, other = (frames.make("glare", 1, seed) for seed in (2, 2, 4))
    assert first.codes == again.codes
    assert np.array_equal(first.image, again.image)
    assert not np.array_equal(first.image, other.image)


def test_a_sequence_is_the_same_each_time_and_moves() -> None:
    first, again = (list(frames.sequence("motion", 1, 6, seconds=0.1)) for _ in range(2))
    assert [shot.at_s for shot in first] == pytest.approx([0, 1 / 30, 2 / 30])
    assert all(np.array_equal(a.image, b.image) for a, b in zip(first, again, strict=True))
    assert first[0].codes[0].text == first[2].codes[0].text
    assert first[0].codes[0].corners != first[2].codes[0].corners


def test_halves_share_no_seed_and_frames_are_a_cameras() -> None:
    assert (frames.half(0), frames.half(7)) == ("tune", "test")
    shot = frames.make("none", 1, 0)
    assert (shot.image.shape, shot.image.dtype, shot.codes) == ((1080, 1920, 3), np.uint8, ())


@pytest.mark.parametrize("radius", [0.5, 2.3, 7.0])
def test_lens_and_motion_keep_the_light_and_the_place(radius: float) -> None:
    for kernel in (optics.disc(radius), optics.path(radius * 4, 30, 0.2)):
        reach = kernel.shape[0] // 2
        ys, xs = np.mgrid[-reach : reach + 1, -reach : reach + 1]
        assert kernel.sum() == pytest.approx(1, abs=1e-5)
        assert ((kernel * xs).sum(), (kernel * ys).sum()) == pytest.approx((0, 0), abs=1e-4)


def test_a_level_that_there_is_not_is_refused() -> None:
    with pytest.raises(ValueError, match="level 5"):
        frames.make("size", 5, 0)
    with pytest.raises(KeyError):
        frames.make("sice", 0, 0)


@pytest.mark.parametrize("version", [1, 7, 20, 40])
def test_a_wanted_version_is_given(version: int) -> None:
    made = codes.symbol(np.random.default_rng(1), version=version)
    assert made.side == 17 + 4 * version
    face = (codes.printed(made.modules, 4, Ink())[..., 1] * 255).astype(np.uint8)
    read = zxingcpp.read_barcode(face)
    assert read is not None
    assert read.text == made.text


def test_frames_as_files(tmp_path: Path) -> None:
    status = frames.main([str(tmp_path), "--kinds", "size", "--levels", "1:2", "--seeds", "2:3"])
    shot = frames.make("size", 1, 2)
    assert status == 0
    assert np.array_equal(cv2.imread(str(tmp_path / "size-1-0002.png")), shot.image)
    assert shot.codes[0].text in (tmp_path / "truth.json").read_text("utf-8")
