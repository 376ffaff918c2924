"""`kiosk bench`: what a visitor waits for, beside a named peer or a limit, all measured in this run.

Exits with 1 when a figure falls short. The limits are the issue's: software rendering on two cores.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from kiosk.settings import Settings
from kiosk.ui.screen import virtual_screen

STARTS = 7
VISITS = 5

# The peer of our start: a bare window, with the same Python and QML modules of Qt imported as ours has.
BARE = """
import sys, time
from PySide6 import QtCore, QtGui, QtMultimedia, QtQml, QtQuick
application = QtGui.QGuiApplication(["bare"])
engine = QtQml.QQmlApplicationEngine()
engine.loadData(b'import QtQuick\\nWindow { visible: true; width: 1080; height: 1920; color: "white" }')
window = engine.rootObjects()[0]
def shown():
    print(time.time_ns(), flush=True)
    QtCore.QTimer.singleShot(0, application.quit)
window.frameSwapped.connect(shown, QtCore.Qt.ConnectionType.SingleShotConnection)
sys.exit(application.exec())
"""

# In the order in which `kiosk run` does it.
OURS = """
import time
from kiosk.cli import make_booth
from kiosk.settings import load
booth = make_booth(load())
from kiosk.ui.app import App, prepare_environment
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
prepare_environment(hardware_video=False)
application = QGuiApplication(["kiosk"])
app = App(booth, (1080, 1920))
booth.start = lambda: None
def shown():
    print(time.time_ns(), flush=True)
    QTimer.singleShot(0, application.quit)
app.window.frameSwapped.connect(shown, Qt.ConnectionType.SingleShotConnection)
app.show(fullscreen=False)
application.exec()
app.close()
"""


@dataclass(frozen=True, slots=True)
class Row:
    what: str
    ours: str
    peer: str
    figure: float
    limit: float

    @property
    def holds(self) -> bool:
        return self.figure <= self.limit


def run_bench(settings: Settings) -> int:
    from kiosk.staff.content import prepare

    prepare(settings)
    rows = [_commit(settings), _start(settings), *_waits(settings)]
    print(f"{'':54}{'ours':>12}{'peer':>12}{'figure':>9}{'limit':>9}")
    for row in rows:
        verdict = "" if row.holds else "   SHORT"
        print(f"{row.what:<54}{row.ours:>12}{row.peer:>12}{row.figure:>9.2f}{row.limit:>9.2f}{verdict}")
    return 0 if all(row.holds for row in rows) else 1


def _commit(settings: Settings) -> Row:
    from kiosk.order.bench import bench_commit

    found = bench_commit(300, settings.state_folder)
    ours, peer = found["journal_ms"], found["bare_ms"]
    what = "confirm -> durable / a bare SQLite commit"
    return Row(what, f"{ours:.2f} ms", f"{peer:.2f} ms", found["ratio"], 1.5)


def _start(settings: Settings) -> Row:
    """Process start to the window's first frame, ours and the bare window's in turn."""
    ours: list[float] = []
    bare: list[float] = []
    with virtual_screen(1080, 1920) as display:
        env = os.environ | {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        env["KIOSK_BOOTH_STATE"] = str(settings.state_folder.resolve())
        for turn in range(STARTS + 1):
            for script, times in ((OURS, ours), (BARE, bare)):
                taken_ms = _first_frame_ms(script, env)
                if turn:  # the first of each fills caches
                    times.append(taken_ms)
    first, second = median(ours), median(bare)
    what = "start -> first frame / a bare QML window"
    return Row(what, f"{first:.0f} ms", f"{second:.0f} ms", first / second, 1.6)


def _first_frame_ms(script: str, env: dict[str, str]) -> float:
    started = time.time_ns()
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=60, check=True)  # noqa: S603
    return (int(done.stdout.strip().splitlines()[0]) - started) / 1e6


def _waits(settings: Settings) -> list[Row]:
    from kiosk.ui.tour.command import run_tours

    limits = {"sticker decodable -> passport's first frame": 150.0, "touch -> next page's first frame": 100.0}
    rows = []
    with tempfile.TemporaryDirectory(prefix="kiosk-bench-") as folder:
        if run_tours(settings, Path(folder), ["portrait", "landscape"], VISITS):
            return [Row("the tour", "failed", "", 1.0, 0.0)]
        for orientation in ("portrait", "landscape"):
            written = json.loads((Path(folder) / orientation / "timings.json").read_text(encoding="utf-8"))
            for name, limit in limits.items():
                found = written["waits"][name]["median_ms"]
                rows.append(Row(f"{name}, {orientation}", f"{found:.0f} ms", "", found, limit))
    return rows
