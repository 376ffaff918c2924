from __future__ import annotations

import itertools
import time
from pathlib import Path

import cv2
import numpy as np
import pytest

from kiosk.scan.camera.film import FilmCamera
from kiosk.scan.camera.label import matrix
from kiosk.scan.decode import Decoder
from kiosk.scan.model import CameraError

COLOURS = ((200, 40, 40), (40, 200, 40), (40, 40, 200))  # BGR


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """Three plain frames at 50 a second, as motion JPEG."""
    path = tmp_path / "three.avi"
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 50, (320, 240))
    assert writer.isOpened()
    for colour in COLOURS:
        writer.write(np.full((240, 320, 3), colour, np.uint8))
    writer.release()
    return path


def test_a_film_comes_back_frame_by_frame_at_its_pace_and_loops(film: Path) -> None:
    camera = FilmCamera(film)
    camera.open()
    try:
        started = time.monotonic()
        frames = [camera.read() for _ in range(7)]
        took = time.monotonic() - started
    finally:
        camera.close()
    for frame, colour in zip(frames, (*COLOURS, *COLOURS, COLOURS[0]), strict=True):
        assert np.abs(frame.image.reshape(-1, 3).mean(axis=0) - colour).max() < 8
        assert frame.image.flags["C_CONTIGUOUS"]
    assert [f.sequence for f in frames] == list(range(7))
    assert took >= 6 / 50 * 0.98
    assert all(b.captured_ns - a.captured_ns > 0 for a, b in itertools.pairwise(frames))


def test_frames_are_not_written_to_again(film: Path) -> None:
    camera = FilmCamera(film, fps=200)
    camera.open()
    first = camera.read()
    before = first.image.copy()
    for _ in range(4):
        camera.read()
    camera.close()
    assert np.array_equal(first.image, before)


def test_a_film_that_does_not_loop_ends_with_a_reason(film: Path) -> None:
    camera = FilmCamera(film, loop=False)
    camera.open()
    for _ in COLOURS:
        camera.read()
    with pytest.raises(CameraError, match="at its end"):
        camera.read()
    camera.open()  # and can be played again
    assert camera.read().image.shape == (240, 320, 3)
    camera.close()


def test_a_folder_of_pictures_is_a_film_in_the_order_of_names(tmp_path: Path) -> None:
    for name, text in (("b.png", "SECOND"), ("a.png", "FIRST"), ("notes.txt", "")):
        if text:
            code = cv2.resize(matrix(text), None, fx=8, fy=8, interpolation=cv2.INTER_NEAREST)
            cv2.imwrite(str(tmp_path / name), code)  # grey on disk, BGR in the frame
        else:
            (tmp_path / name).write_text("not a picture")
    camera = FilmCamera(tmp_path, fps=100)
    camera.open()
    decoder = Decoder()
    texts = [decoder.decode(camera.read()).readings[0].text for _ in range(3)]
    camera.close()
    assert texts == ["FIRST", "SECOND", "FIRST"]


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda p: p.write_bytes(bytes(range(256)) * 64), "no film"),
        (lambda p: p.write_bytes(b""), "no film"),
        (lambda p: p.mkdir(), "holds no pictures"),
        (lambda p: None, "is not there"),
    ],
)
def test_garbage_is_a_camera_error_with_its_path(tmp_path: Path, make: object, reason: str) -> None:
    path = tmp_path / "film.webm"
    make(path)  # type: ignore[operator]
    camera = FilmCamera(path)
    with pytest.raises(CameraError, match=reason) as caught:
        camera.open()
    assert str(path) in str(caught.value)
    with pytest.raises(CameraError, match="not open"):
        camera.read()


def test_a_truncated_picture_is_a_camera_error(tmp_path: Path) -> None:
    (tmp_path / "cut.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    camera = FilmCamera(tmp_path)
    camera.open()
    with pytest.raises(CameraError, match=r"cut\.png is no picture"):
        camera.read()
    camera.close()
