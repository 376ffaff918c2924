"""The origin films as files: what the booth relies on when it plays them, and that their ends meet."""

import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import av
import cv2
import numpy as np
import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "assets" / "films"
FILMS = ("dutch-pasture", "thai-rubber-grove", "japanese-spring")
FPS = 30


@pytest.fixture(scope="module", params=FILMS)
def small(request: pytest.FixtureRequest) -> tuple[str, list[np.ndarray]]:
    """A film's name and the luma of all its pictures at a quarter of the size, decoded once."""
    with av.open(str(FOLDER / f"{request.param}.webm")) as film:
        film.streams.video[0].thread_type = "AUTO"
        pictures = [
            cv2.resize(frame.to_ndarray(format="gray"), (480, 270), interpolation=cv2.INTER_AREA).astype(np.int16)
            for frame in film.decode(video=0)
        ]
    return request.param, pictures


def apart(a: np.ndarray, b: np.ndarray) -> float:
    """Mean absolute difference, in steps of 0 to 255."""
    return float(np.abs(a - b).mean())


@pytest.mark.parametrize("name", FILMS)
def test_film_is_what_the_booth_plays(name: str) -> None:
    path = FOLDER / f"{name}.webm"
    assert path.stat().st_size <= 8_000_000
    with av.open(str(path)) as film:
        assert "webm" in film.format.name
        assert [stream.type for stream in film.streams] == ["video"]
        video = film.streams.video[0]
        assert video.codec_context.name in ("vp9", "libvpx-vp9")
        assert (video.width, video.height, video.pix_fmt) == (1920, 1080, "yuv420p")
        assert video.average_rate == FPS
        assert video.codec_context.colorspace == 1  # BT.709: untagged HD is shown too green by some players
        times = sorted(packet.pts * packet.time_base for packet in film.demux(video) if packet.pts is not None)
    assert len(times) % FPS == 0
    assert 20 * FPS <= len(times) <= 24 * FPS
    steps = np.diff([float(time) for time in times])
    assert steps.min() > 0.030
    assert steps.max() < 0.037


def test_ends_of_the_film_meet(small: tuple[str, list[np.ndarray]]) -> None:
    """The step from the last picture to the first is no larger than the steps within the film."""
    _, pictures = small
    steps = [apart(a, b) for a, b in pairwise(pictures)]
    seam = apart(pictures[-1], pictures[0])
    assert min(steps) > 0.02, "the film stands still"
    assert seam <= max(steps)
    assert apart(pictures[0], pictures[len(pictures) // 2]) > 2 * seam, "the film goes nowhere"


@pytest.mark.parametrize("name", FILMS)
def test_drawing_after_the_last_is_the_first(name: str, tmp_path: Path) -> None:
    """A microsecond before the end, every motion is back where it began: its period divides the film."""
    seconds = 24
    shots = []
    for at in (0.0, seconds - 1e-6):
        png = tmp_path / f"{at}.png"
        command = [sys.executable, str(FOLDER / "render" / "render.py"), name]
        subprocess.run(
            [*command, "--scale", "0.25", "--seconds", str(seconds), "--still", str(at), str(png)], check=True
        )
        shots.append(cv2.imread(str(png)).astype(np.int16))
    first, again = shots
    assert first.shape == (270, 480, 3)
    assert np.abs(first - again).max() <= 4


def test_poster_is_small_and_of_the_film(small: tuple[str, list[np.ndarray]]) -> None:
    name, pictures = small
    path = FOLDER / f"{name}.jpg"
    assert path.stat().st_size < 120_000
    poster = cv2.imread(str(path))
    assert poster.shape == (540, 960, 3)
    luma = cv2.resize(cv2.cvtColor(poster, cv2.COLOR_BGR2GRAY), (480, 270), interpolation=cv2.INTER_AREA)
    # the film's luma runs from 16 to 235, the poster's over the full range
    poster_luma = luma.astype(np.float32) * (219 / 255) + 16
    assert min(apart(poster_luma, picture) for picture in pictures[::3]) < 3
