from __future__ import annotations

import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from kiosk.scan.files import PictureError, load, pictures_in


def test_what_is_no_picture_is_said(tmp_path: Path) -> None:
    (tmp_path / "text.png").write_text("not a picture")
    (tmp_path / "empty.jpg").write_bytes(b"")
    for name in ("text.png", "empty.jpg", "absent.png", "."):
        with pytest.raises(PictureError):
            load(tmp_path / name)
    with pytest.raises(PictureError, match="is not a folder"):
        pictures_in(tmp_path / "text.png")
    (tmp_path / "none").mkdir()
    with pytest.raises(PictureError, match="holds no pictures"):
        pictures_in(tmp_path / "none")


def test_frames_come_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("f010.png", "f002.png", "f001.JPG", "truth.json"):
        (tmp_path / name).write_bytes(b"")
    assert [path.name for path in pictures_in(tmp_path)] == ["f001.JPG", "f002.png", "f010.png"]


def test_a_small_file_that_unpacks_to_more_than_the_memory_is_refused(tmp_path: Path) -> None:
    """In a process that loads OpenCV as `kiosk read` does: it reads its limit only then."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    width, height = 12_000, 12_000
    rows = zlib.compress(bytes(height * (1 + width // 8)), 9)
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    bomb = tmp_path / "bomb.png"
    bomb.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b""))
    assert bomb.stat().st_size < 100_000
    done = subprocess.run(
        [sys.executable, "-m", "kiosk.cli", "read", str(bomb)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "bomb.png cannot be read" in done.stderr
