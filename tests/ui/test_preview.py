"""The camera's frames on the screen, from another thread, to the pixel."""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtQuick import QQuickItem, QQuickWindow, QSGTexture

from kiosk.scan.model import Frame
from kiosk.ui.preview import CameraView, Preview

SIZE = (160, 120)


def bars(*colours: tuple[int, int, int], size: tuple[int, int] = (320, 120)) -> Frame:
    """A frame of upright bars, RGB, each as wide as the other."""
    width, height = size
    image = np.zeros((height, width, 3), np.uint8)
    for number, (red, green, blue) in enumerate(colours):
        image[:, number * width // len(colours) : (number + 1) * width // len(colours)] = (blue, green, red)
    return Frame(image, time.monotonic_ns(), 0)


RED, GREEN, BLUE, WHITE = (230, 10, 20), (10, 220, 30), (20, 30, 210), (250, 250, 250)


class Screen:
    def __init__(self, application: QGuiApplication) -> None:
        self.application = application
        self.window = QQuickWindow()
        self.window.resize(*SIZE)
        self.place = QQuickItem(self.window.contentItem())
        self.place.setSize(self.window.size().toSizeF())
        self.window.show()

    def turn(self, until: Callable[[], bool]) -> None:
        deadline = time.monotonic() + 10
        while not until():
            assert time.monotonic() < deadline
            self.application.processEvents()
            time.sleep(0.002)

    def colours(self, *xs: int) -> list[tuple[int, int, int]]:
        """RGB a third from the top, at these columns of SIZE."""
        image: QImage = self.window.grabWindow()
        scale = image.width() / SIZE[0]
        found = [image.pixelColor(int(x * scale), image.height() // 3) for x in xs]
        return [(c.red(), c.green(), c.blue()) for c in found]


@pytest.fixture
def screen(qapp: QGuiApplication) -> Iterator[Screen]:
    screen = Screen(qapp)
    yield screen
    screen.window.close()
    screen.window.deleteLater()
    QCoreApplication.sendPostedEvents(screen.window, QEvent.Type.DeferredDelete.value)


def shown(screen: Screen, view: CameraView, *frames: Frame) -> int:
    """Shows them from another thread; how often the view drew."""
    drawn: list[int] = []
    view.refreshed.connect(lambda: drawn.append(1))
    thread = threading.Thread(target=lambda: [view.show(frame) for frame in frames])
    thread.start()
    thread.join()
    screen.turn(lambda: bool(drawn))
    return len(drawn)


@pytest.mark.parametrize("mirrored", [False, True])
def test_a_frame_fills_its_place_and_loses_both_sides_alike(screen: Screen, mirrored: bool) -> None:
    # 320 x 120 into 160 x 120: the outer bars are cut away.
    shown(screen, CameraView(screen.place, screen.window, mirrored=mirrored), bars(WHITE, RED, GREEN, WHITE))
    assert screen.colours(4, 76, 84, 156) == ([GREEN, GREEN, RED, RED] if mirrored else [RED, RED, GREEN, GREEN])


def test_a_high_frame_loses_top_and_bottom(screen: Screen) -> None:
    frame = bars(RED, BLUE, size=(160, 480))
    frame.image[:180] = frame.image[300:] = 255
    shown(screen, CameraView(screen.place, screen.window, mirrored=False), frame)
    assert screen.colours(4, 156) == [RED, BLUE]


def test_a_window_that_is_late_draws_the_newest_once(screen: Screen) -> None:
    view = CameraView(screen.place, screen.window, mirrored=False)
    assert shown(screen, view, bars(RED), bars(GREEN), bars(BLUE)) == 1
    assert screen.colours(80) == [BLUE]


def test_no_frame_stays_behind_in_memory(screen: Screen) -> None:
    # PySide makes each texture a child of the window: an hour of frames kept 60 MB.
    view = CameraView(screen.place, screen.window, mirrored=False)
    for _ in range(12):
        shown(screen, view, bars(RED))
        screen.colours(80)  # draws it
    assert sum(isinstance(thing, QSGTexture) for thing in gc.get_objects()) == 0


def test_the_view_follows_its_place(screen: Screen) -> None:
    view = CameraView(screen.place, screen.window, mirrored=False)
    screen.place.setSize(screen.window.size().toSizeF() / 2)
    shown(screen, view, bars(RED))
    inside, beside = screen.colours(40, 120)
    assert inside == RED
    assert beside != RED
    assert (view.width(), view.height()) == (80, 60)


def test_a_place_without_size_shows_nothing(screen: Screen) -> None:
    screen.place.setWidth(0)
    CameraView(screen.place, screen.window, mirrored=False).show(bars(RED))
    assert screen.colours(80) != [RED]


def test_the_page_may_go_while_frames_come(screen: Screen) -> None:
    preview, over = Preview(), threading.Event()
    preview.show(bars(RED))  # before there is a page
    preview.view = CameraView(screen.place, screen.window, mirrored=False)

    def feed() -> None:
        while not over.is_set():
            preview.show(bars(RED, GREEN))

    camera = threading.Thread(target=feed)
    camera.start()
    try:
        for _ in range(30):
            screen.application.processEvents()
        screen.place.deleteLater()
        QCoreApplication.sendPostedEvents(screen.place, QEvent.Type.DeferredDelete.value)
        assert preview.view is None
        for _ in range(10):
            screen.application.processEvents()
    finally:
        over.set()
        camera.join()
