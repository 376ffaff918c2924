"""What every test is held to: nothing it started is still running when it ends."""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kiosk.settings import Settings

# Logic and touch need no screen; pictures are made under Xvfb by the tour. See CONTRIBUTING.md.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# The threaded render loop deadlocks with injected touches.
os.environ["QSG_RENDER_LOOP"] = "basic"
# No machine of ours has a hardware decoder that a test should depend on.
os.environ.setdefault("QT_FFMPEG_DECODING_HW_DEVICE_TYPES", ",")
os.environ.setdefault("QT_LOGGING_RULES", "qt.multimedia.ffmpeg*=false;qt.multimedia.symbolsresolver*=false")


@pytest.fixture(autouse=True)
def nothing_left_behind(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No thread and no open SQLite connection may outlive the test that made it."""
    threads = set(threading.enumerate())
    made: list[sqlite3.Connection] = []
    connect = sqlite3.connect

    def noted(*arguments: Any, **options: Any) -> sqlite3.Connection:
        made.append(connect(*arguments, **options))
        return made[-1]

    monkeypatch.setattr(sqlite3, "connect", noted)
    yield
    left = [
        thread.name for thread in set(threading.enumerate()) - threads if thread.is_alive() and not _of_qt(thread)
    ]
    assert not left, f"threads still running: {left}"
    assert not [connection for connection in made if _is_open(connection)], "a SQLite connection was left open"


def _is_open(connection: sqlite3.Connection) -> bool:
    try:
        _ = connection.total_changes
    except sqlite3.ProgrammingError as error:
        return "closed" not in str(error).lower()  # of another thread: open, and that thread's to close
    return True


def _of_qt(thread: threading.Thread) -> bool:
    # A thread of Qt's that called into Python once shows up as a dummy and has no end that Python could see.
    return isinstance(thread, threading._DummyThread)


@pytest.fixture(scope="session")
def sample_state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state folder with the sample town's pack in it, built once for all tests; copy what you change."""
    from kiosk.staff.content import prepare

    state = tmp_path_factory.mktemp("state")
    settings = Settings()
    prepare(replace(settings, booth=replace(settings.booth, state=str(state))))
    return state


@pytest.fixture
def settings(sample_state: Path, tmp_path: Path) -> Settings:
    """Settings of a booth on the sample town, with a state folder of its own that shares the pack's media."""
    shutil.copytree(sample_state, tmp_path / "state", copy_function=_link)
    settings = Settings()
    return replace(settings, booth=replace(settings.booth, state=str(tmp_path / "state")))


def _link(source: str, target: str) -> str:
    # Media are shared; a pack may be damaged on purpose, so it is a copy.
    if "media" in Path(source).parts:
        os.link(source, target)
        return target
    return str(shutil.copy2(source, target))
