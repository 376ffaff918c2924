"""`kiosk tour`: one process and one virtual screen for each orientation, so that each starts as a booth does."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from kiosk.settings import Settings
from kiosk.ui.screen import virtual_screen

SUCCESS = "every step succeeded"
LONGEST_S, LONGEST_VISIT_S = 30, 150  # a tour that hangs is ended, and said to have failed
SIZES = {"portrait": (1080, 1920), "landscape": (1920, 1080)}


def run_tours(settings: Settings, out: Path, orientations: Sequence[str], visits: int) -> int:
    """Make the tour in each orientation; 0 when every step of every visit succeeded."""
    from kiosk.staff.content import prepare
    from kiosk.town.fault import TownFaults

    try:
        prepare(settings)
    except TownFaults as error:
        print(error, file=sys.stderr)
        return 1
    failed = 0
    for orientation in orientations:
        folder = (out / orientation).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        with virtual_screen(*SIZES[orientation]) as display:
            command = [sys.executable, "-m", "kiosk.ui.tour.command", orientation, str(folder), str(visits)]
            # The threaded render loop deadlocks with injected touches and grabWindow.
            env = os.environ | {"DISPLAY": display, "QSG_RENDER_LOOP": "basic", "QT_QPA_PLATFORM": "xcb"}
            env |= {"KIOSK_BOOTH_STATE": str(settings.state_folder.resolve())}
            status = _within(LONGEST_S + visits * LONGEST_VISIT_S, command, env)
        failed += status != 0
        _say(orientation, folder)
    return 1 if failed else 0


def _within(seconds: float, command: Sequence[str], env: Mapping[str, str]) -> int:
    try:
        return subprocess.run(command, env=env, timeout=seconds, check=False).returncode  # noqa: S603 (our own)
    except subprocess.TimeoutExpired:
        print(f"ended after {seconds:g} s", file=sys.stderr)
        return 1


def _say(orientation: str, folder: Path) -> None:
    report = folder / "timings.json"
    if not report.exists():
        print(f"{orientation}: no report; the window did not start")
        return
    written = json.loads(report.read_text(encoding="utf-8"))
    print(f"{orientation}: {written['outcome']}  ({written['pictures']} pictures in {folder})")
    for name, wait in written["waits"].items():
        print(f"  {name:<46} median {wait['median_ms']:7.1f} ms   max {wait['max_ms']:7.1f} ms   n {wait['n']}")


def tour(orientation: str, out: Path, visits: int) -> int:
    """Make the tour on this process's display. Writes pictures and timings.json into `out`."""
    from PySide6.QtCore import QtMsgType, qInstallMessageHandler
    from PySide6.QtGui import QGuiApplication

    from kiosk.booth import Booth
    from kiosk.scan.model import Camera
    from kiosk.settings import load
    from kiosk.staff.adopt import set_apart
    from kiosk.staff.cameras import simulated
    from kiosk.staff.content import prepare
    from kiosk.ui.app import App, prepare_environment
    from kiosk.ui.tour.finger import Missed
    from kiosk.ui.tour.visit import TourVisit

    grave = (QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg)
    (out / "timings.json").unlink(missing_ok=True)
    settings = load()
    prepared = prepare(settings)
    complaints: list[str] = []
    prepare_environment(hardware_video=False)
    qInstallMessageHandler(lambda kind, _, text: complaints.append(text) if kind in grave else None)
    application = QGuiApplication(["tour"])
    camera = simulated(settings, prepared.samples)

    def the_camera() -> Camera:
        return camera

    with tempfile.TemporaryDirectory(prefix="kiosk-tour-") as state:
        # The orders are real, and belong into a journal and a store of their own.
        own = set_apart(settings, Path(state))
        app = App(Booth(own, pack=prepared.pack, camera=the_camera), SIZES[orientation])
        try:
            app.show(fullscreen=False)
            app.window.requestActivate()
            visit = TourVisit(app, camera, prepared.samples, out)
            outcome = SUCCESS
            try:
                for number in range(visits):
                    visit.out = out if number == 0 else None
                    visit.make()
            except Missed as missed:
                outcome = f"failed at {visit.step!r}: {missed}"
                visit.out = out
                visit.save("failed")
            if complaints and outcome == SUCCESS:
                outcome = f"failed: Qt complained: {complaints[0]}"
            report = {"outcome": outcome, "orientation": orientation, "visits": visits}
            visit.watch.write(out / "timings.json", **report, pictures=len(visit.pictures))
        finally:
            app.close()
    del application
    return 0 if outcome == SUCCESS else 1


if __name__ == "__main__":
    sys.exit(tour(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])))
