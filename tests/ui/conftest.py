"""The window in a test: real QML on a real booth, drawn nowhere. Any Qt or QML warning fails the test."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine  # noqa: F401  (QML before the first window is taken)

from kiosk.booth import Booth
from kiosk.scan.camera.simulated import SimulatedCamera
from kiosk.settings import Settings
from kiosk.staff.cameras import simulated
from kiosk.staff.content import Prepared, prepare
from kiosk.ui.app import App
from kiosk.ui.tour.finger import Finger

PORTRAIT, LANDSCAPE = (1080, 1920), (1920, 1080)
FPS = 10  # of the camera


@pytest.fixture(scope="session")
def qapp_cls() -> type[QGuiApplication]:
    return QGuiApplication


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Of a booth whose camera takes its time: frames cost the most, and few tests look at them."""
    return replace(settings, camera=replace(settings.camera, fps=FPS))


class Window:
    """An App with a finger on it, and the camera in the test's hand. before: what to do to the pack first."""

    def __init__(
        self,
        settings: Settings,
        size: tuple[int, int],
        before: Callable[[Path], None] = lambda pack: None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.prepared: Prepared = prepare(settings)
        before(self.prepared.pack)
        self.camera: SimulatedCamera = simulated(settings, self.prepared.samples)
        self.booth = Booth(settings, pack=self.prepared.pack, camera=lambda: self.camera, clock=clock)
        self.app = App(self.booth, size)
        self.finger = Finger(self.app.window)
        self.app.show(fullscreen=False)
        self.finger.until("the booth to be awake", lambda: self.booth.scanner is not None)

    def sample(self, word: str) -> str:
        return next(s.text for s in self.prepared.samples if word in s.picture)

    def page_is(self, page: str) -> None:
        self.finger.until(f"page {page}", lambda: self.booth.visit.page.value == page)
        self.finger.rest(0.35)


@pytest.fixture
def open_window(qapp: QGuiApplication) -> Iterator[Callable[..., Window]]:
    opened: list[Window] = []

    def make(settings: Settings, size: tuple[int, int] = PORTRAIT, **more: Any) -> Window:
        opened.append(Window(settings, size, **more))
        return opened[-1]

    yield make
    for window in opened:
        window.app.close()


@pytest.fixture
def window(open_window: Callable[..., Window], settings: Settings) -> Window:
    return open_window(settings)
