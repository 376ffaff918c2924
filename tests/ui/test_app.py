"""A booth's window that is opened and closed all day leaves nothing running, and a page that is left is gone."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtMultimedia import QMediaPlayer
from PySide6.QtQuick import QQuickItem

from kiosk.settings import Settings
from tests.ui.conftest import Window
from tests.ui.everywhere import PAGES, at_rest, reads, walk_to

Open = Callable[..., Window]


def threads() -> int:
    """Of this process, Qt's included."""
    return len(list(Path("/proc/self/task").iterdir()))


def files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="needs /proc to see every thread")
def test_opened_and_closed_five_times_it_leaves_nothing(qapp: QGuiApplication, settings: Settings) -> None:
    seen: list[tuple[int, int, int]] = []
    gone: list[str] = []
    for _ in range(5):
        window = Window(settings, (1080, 1920))
        window.app.window.destroyed.connect(lambda: gone.append("window"))
        window.app.engine.destroyed.connect(lambda: gone.append("engine"))
        window.app.face.destroyed.connect(lambda: gone.append("face"))
        window.booth.visit.begin("en")
        walk_to(window, "scan", settle_s=0.1)
        walk_to(window, "film", settle_s=1.0)
        window.app.close()
        for _ in range(20):
            qapp.processEvents()
        timers = [timer for timer in qapp.findChildren(QTimer) if timer.isActive()]
        del window
        gc.collect()
        python = [t for t in threading.enumerate() if not isinstance(t, threading._DummyThread)]
        assert timers == []
        assert len(python) == 1
        seen.append((threads(), files(), len(QGuiApplication.topLevelWindows())))
    assert gone == ["window", "engine", "face"] * 5
    warm, last = seen[1], seen[-1]  # the first one fills Qt's own pools
    assert last[0] <= warm[0], f"threads: {seen}"
    assert last[1] <= warm[1], f"files: {seen}"
    assert last[2] == 0


def leave_for(window: Window, page: str) -> None:
    """Walks on, and has Qt delete what was left: later and by itself in a running application, here on demand."""
    walk_to(window, page, settle_s=0.1)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def players(window: Window) -> list[QMediaPlayer]:
    return window.app.window.findChildren(QMediaPlayer)


def playing(window: Window) -> int:
    state = QMediaPlayer.PlaybackState.PlayingState
    return sum(player.playbackState() == state for player in players(window))


@pytest.mark.parametrize("page", ["passport", "film"])
@pytest.mark.parametrize("left_for", ["menu", "attract"])
def test_a_film_that_is_left_stops(window: Window, page: str, left_for: str) -> None:
    window.booth.visit.begin("en")
    walk_to(window, page)
    window.finger.until("the film", lambda: playing(window) == 1)
    player = players(window)[0]
    over: list[bool] = []
    player.destroyed.connect(lambda: over.append(True))
    leave_for(window, left_for)
    assert playing(window) == 0
    assert over == [True]
    assert players(window) == []


def test_a_page_that_goes_while_its_film_is_being_loaded_leaves_no_complaint(
    open_window: Open, settings: Settings
) -> None:
    window = open_window(at_rest(settings))
    window.booth.visit.begin("en")
    reads(window, window.sample("veldmelk"))
    window.finger.until("the player to be loading", lambda: loading(window, "FilmPlayer.qml"))
    window.booth.visit.home()
    window.finger.breathe(0.4)  # a complaint of Qt's fails the test
    assert players(window) == []


def loading(window: Window, file: str) -> bool:
    loaders = [item for item in window.finger.items() if item.inherits("QQuickLoader")]
    return any(item.property("source").fileName() == file and item.property("progress") < 1 for item in loaders)


def test_one_film_plays_at_a_time(window: Window) -> None:
    window.booth.visit.begin("en")
    walk_to(window, "passport")
    window.finger.until("the film", lambda: playing(window) == 1)
    leave_for(window, "film")
    window.finger.until("the film again", lambda: playing(window) == 1)
    assert len(players(window)) == 1


def test_a_page_that_is_left_is_destroyed(window: Window) -> None:
    window.booth.visit.begin("en")
    loader = window.app.window.findChild(QQuickItem, "pageLoader")
    assert loader is not None
    gone: list[str] = []
    window.page_is("town")
    way = [*PAGES[2:], "attract"]
    for page in way:
        pages = loader.childItems()
        assert len(pages) == 1, f"one page at a time, before {page}"
        watch(pages[0], page, gone)
        del pages
        leave_for(window, page)
    assert gone == way


def watch(item: QObject, page: str, gone: list[str]) -> None:
    """Notes by which page this one was replaced."""
    item.destroyed.connect(lambda: gone.append(page))
