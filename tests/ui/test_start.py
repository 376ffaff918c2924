"""The start as `kiosk run` makes it, in a process of its own: what is imported after Qt, and touched at once."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from kiosk.settings import ROOT, Settings

# A pack that is up to date, so that nothing of the model was imported before Qt was; then a touch at once.
START = """
import sys
from kiosk.cli import make_booth
from kiosk.settings import load
booth = make_booth(load())
assert "pydantic" not in sys.modules, "the first frame waits for pydantic"
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from kiosk.ui.app import App
application = QGuiApplication(["kiosk"])
app = App(booth, (540, 960))
def touch():
    if booth.scanner is None:
        QTimer.singleShot(0, touch)
        return
    booth.visit.begin("en")
    QTimer.singleShot(900, application.quit)
app.show(fullscreen=False)
touch()
application.exec()
print(booth.visit.page.value, len(booth.here.pavilions()))
app.close()
"""


@pytest.mark.parametrize("turn", range(3))
def test_a_touch_right_after_the_first_frame_finds_the_town(settings: Settings, turn: int) -> None:
    env = os.environ | {"KIOSK_BOOTH_STATE": settings.booth.state}
    command = [sys.executable, "-c", START]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["town", "4"], f"turn {turn}"
    assert done.stderr == ""
