"""The whole visit on the real window, by real touches and real frames, as `make run` shows it without a display."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PAGES = {"attract", "town", "pavilion", "room", "scan", "unknown", "passport", "film", "menu", "dish"} | {
    "basket",
    "confirm",
    "thanks",
}


@pytest.mark.journey
@pytest.mark.parametrize("orientation", ["portrait", "landscape"])
def test_a_visit_from_sticker_to_store(orientation: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kiosk.cli", "tour", "--out", str(tmp_path), "--orientation", orientation]
    env = os.environ | {"KIOSK_CAMERA_FPS": "15"}  # drawing the camera's frames would cost as much as the visit
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    report = json.loads((tmp_path / orientation / "timings.json").read_text("utf-8"))
    assert report["outcome"] == "every step succeeded"
    assert {path.stem for path in (tmp_path / orientation).glob("*.png")} >= PAGES
    assert {"confirm -> order durable", "touch -> next page's first frame"} <= report["waits"].keys()
