from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

from kiosk.cli import main
from kiosk.scan.camera.label import matrix

TEXT = "HTTPS://ID.EXAMPLE/01/09506000134352"


@pytest.fixture
def photographs(tmp_path: Path) -> Path:
    code = cv2.resize(matrix(TEXT), None, fx=6, fy=6, interpolation=cv2.INTER_NEAREST)
    picture = np.full((720, 1280, 3), 150, np.uint8)
    (tmp_path / "frames").mkdir()
    for number in range(6):
        if number == 3:
            picture[200 : 200 + len(code), 500 : 500 + len(code)] = code[..., None]
        cv2.imwrite(str(tmp_path / "frames" / f"{number:03}.png"), picture)
    cv2.imwrite(str(tmp_path / "one.png"), picture)
    cv2.imwrite(str(tmp_path / "none.png"), np.full((720, 1280, 3), 150, np.uint8))
    (tmp_path / "broken.png").write_bytes(b"\x89PNG nothing")
    return tmp_path


def lines(out: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in out.splitlines()]


def test_pictures_are_read_one_line_each(photographs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paths = [str(photographs / name) for name in ("one.png", "broken.png", "none.png")]
    assert main(["read", *paths, "--json", "--budget-ms", "100"]) == 1
    out, err = capsys.readouterr()
    one, broken, none = lines(out)
    assert [line["path"] for line in (one, broken, none)] == paths
    (text,) = one["texts"]  # type: ignore[misc]
    assert text["text"] == TEXT  # type: ignore[has-type]
    assert np.allclose(text["corners"][0], (524, 224), atol=4)  # type: ignore[has-type]
    assert one["ms"] > 0  # type: ignore[operator]
    assert none["texts"] == []
    assert "no picture" in str(broken["error"])
    assert "broken.png" in err


def test_a_folder_is_read_as_the_live_scanner_would(photographs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", "--sequence", str(photographs / "frames"), "--json", "--fps", "10"]) == 0
    (line,) = lines(capsys.readouterr().out)
    (text,) = line["texts"]  # type: ignore[misc]
    assert (text["text"], text["frame"]) == (TEXT, 3)  # type: ignore[has-type]
    assert 300 <= text["ms"] < 600  # type: ignore[has-type]
    assert (line["frame"], line["frames"]) == (3, 6)


def test_for_people_it_is_plain_words(photographs: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", str(photographs / "one.png"), str(photographs / "none.png")]) == 0
    out = capsys.readouterr().out
    assert f"one.png: {TEXT} in " in out
    assert "none.png: nothing could be read" in out


@pytest.mark.parametrize(
    "arguments",
    [[], ["x.png", "--budget-ms", "0"], ["x.png", "--budget-ms", "nan"], ["--sequence", "x", "--fps", "-1"]],
)
def test_what_makes_no_sense_is_refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["read", *arguments]) == 2
    assert capsys.readouterr().err


def test_no_window_is_started(photographs: Path) -> None:
    code = (
        "import sys; sys.modules['PySide6'] = None; from kiosk.cli import main; "
        f"sys.exit(main(['read', {str(photographs / 'one.png')!r}, '--json']))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert TEXT in done.stdout
