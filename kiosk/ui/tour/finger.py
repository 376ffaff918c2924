"""A finger on the window: real touch events, found by objectName, as a visitor would press and swipe."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from PySide6.QtCore import QCoreApplication, QPoint, QPointF, QRect, QRectF, QUrl
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

MOVE_EVERY_S = 0.008  # between touch moves; quicker ones are compressed into jumps
STILL_S = 0.06  # what has not moved for so long is at rest: some frames, even in software
QUIET_S = 0.08  # where nothing has changed for so long, nothing is under way
SMALLEST_TARGET_PX = 88


class Missed(Exception):  # noqa: N818 - the finger missed; it is what happened
    """What was to be touched is not there, not visible, too small, or did not lead where it should."""


class Finger:
    """Presses and swipes on one window. Every method processes events while it waits and gives up in time."""

    def __init__(self, window: QQuickWindow) -> None:
        self.window = window
        self._device = QTest.createTouchDevice()
        self._seen: list[QQuickItem] = []
        self.released_ns = 0

    # --- waiting --------------------------------------------------------------------------------------------

    def until(self, what: str, reached: Callable[[], bool], timeout_s: float = 10.0) -> None:
        """Process events until something holds. Raises Missed when it does not in time."""
        deadline = time.monotonic() + timeout_s
        while not reached():
            if time.monotonic() > deadline:
                raise Missed(f"waited {timeout_s:g} s for {what}")
            self.breathe(0.002)  # asleep between: who only asks keeps the other threads from the interpreter

    def breathe(self, seconds: float = 0.0) -> None:
        """Let the window live for a while."""
        end = time.monotonic() + seconds
        while True:
            QCoreApplication.processEvents()
            if time.monotonic() >= end:
                return
            time.sleep(0.001)

    def rest(self, at_most_s: float) -> None:
        """Until nothing that is shown moved, came, went or was loading for QUIET_S; at most so long."""
        now = time.monotonic()
        deadline, quiet_since = now + at_most_s, now
        before: list[tuple[float, ...]] | None = None
        while now < deadline and now - quiet_since < QUIET_S:
            self.breathe(0.03)  # to look costs some milliseconds
            now, places = time.monotonic(), self._places()
            if places is None or places != before:
                quiet_since, before = now, places

    def _places(self) -> list[tuple[float, ...]] | None:
        """Where everything is and how it stands there; None while something is being loaded."""
        places: list[tuple[float, ...]] = []
        for item in self.items():
            progress = item.property("progress")
            if isinstance(progress, float) and progress < 1:
                source = item.property("source")
                if isinstance(source, QUrl) and not source.isEmpty():
                    return None
            places.append(
                (item.x(), item.y(), item.width(), item.height(), item.opacity(), item.scale(), item.rotation())
            )
        return places

    # --- finding --------------------------------------------------------------------------------------------

    def items(self, within: QQuickItem | None = None) -> Iterator[QQuickItem]:
        """Everything that is shown, parents first."""
        item = within or self.window.contentItem()
        yield item
        for child in item.childItems():
            # Where an item has just gone, PySide may hand out its address's last wrapper, of any kind.
            if isinstance(child, QQuickItem) and child.isVisible():
                yield from self.items(child)

    def find(self, name: str, timeout_s: float = 5.0) -> QQuickItem:
        """The visible item of this objectName. Raises Missed."""
        found: list[QQuickItem] = []

        def look() -> bool:
            # PySide invalidates an item's wrapper when its parent's is collected, so the whole look is kept.
            self._seen = list(self.items())
            found[:] = [item for item in self._seen if item.objectName() == name and item.isEnabled()]
            return bool(found)

        self.until(f"{name!r} to be shown", look, timeout_s)
        return found[-1]

    def shows(self, name: str) -> bool:
        return any(item.objectName() == name for item in self.items())

    # --- touching -------------------------------------------------------------------------------------------

    def tap(self, name: str) -> QQuickItem:
        """Touch the middle of an item, after swiping it into view. Raises Missed for one smaller than 88 px."""
        item = self.find(name)
        scale = min(self.window.width(), self.window.height()) / 1080
        if min(item.width(), item.height()) < SMALLEST_TARGET_PX * scale - 0.5:
            raise Missed(f"{name!r} is {item.width():.0f} x {item.height():.0f} px: too small for a finger")
        self.bring_into_view(item)
        self.tap_at(self._middle(item))
        return item

    def tap_at(self, point: QPoint) -> None:
        QTest.touchEvent(self.window, self._device).press(0, point, self.window).commit()
        self.breathe(0.03)
        self.released_ns = time.monotonic_ns()
        QTest.touchEvent(self.window, self._device).release(0, point, self.window).commit()

    def swipe(self, start: QPoint, by: QPoint, steps: int = 24) -> None:
        """Drag from start by so many pixels, evenly, and let go after a rest so that nothing is flung."""
        touch = QTest.touchEvent(self.window, self._device)
        touch.press(0, start, self.window).commit()
        for step in range(1, steps + 1):
            point = QPoint(start.x() + by.x() * step // steps, start.y() + by.y() * step // steps)
            QTest.touchEvent(self.window, self._device).move(0, point, self.window).commit()
            self.breathe(MOVE_EVERY_S)
        end = start + by
        for _ in range(12):  # standing still ends the fling
            QTest.touchEvent(self.window, self._device).move(0, end, self.window).commit()
            self.breathe(MOVE_EVERY_S)
        QTest.touchEvent(self.window, self._device).release(0, end, self.window).commit()
        self.breathe(0.25)

    def bring_into_view(self, item: QQuickItem) -> None:
        """Swipe the list or page that holds an item until its middle shows. Raises Missed when it cannot be."""
        view = self._view_of(item)
        for _ in range(14):
            self._at_rest(item)
            middle = self._middle(item)
            if view.contains(middle):
                return
            across = 0 if view.left() < middle.x() < view.right() else (1 if middle.x() <= view.left() else -1)
            along = 0 if across else (1 if middle.y() <= view.top() else -1)
            travel = QPoint(int(across * view.width() * 0.4), int(along * view.height() * 0.4))
            self.swipe(view.center() - travel / 2, travel)
        raise Missed(f"{item.objectName()!r} could not be swiped into view; it is at {self._middle(item)}")

    def _at_rest(self, item: QQuickItem) -> None:
        """Wait while an item moves: it finds its place with the next frame, and a list that still springs back
        takes a touch for itself."""
        before = None
        while (now := self._middle(item)) != before:
            before = now
            self.breathe(STILL_S)
        lists = [holder for holder in self._holders(item) if holder.inherits("QQuickFlickable")]
        self.until("the list to rest", lambda: not any(holder.property("moving") for holder in lists))

    def _holders(self, item: QQuickItem) -> Iterator[QQuickItem]:
        holder: QQuickItem | None = item.parentItem()
        while holder is not None:
            self._seen.append(holder)
            yield holder
            holder = holder.parentItem()

    def _view_of(self, item: QQuickItem) -> QRect:
        """Where an item can be seen: the window, less what is outside of the flickables that hold it."""
        view = QRect(0, 0, self.window.width(), self.window.height())
        for holder in self._holders(item):
            if holder.inherits("QQuickFlickable"):
                view &= holder.mapRectToScene(QRectF(0, 0, holder.width(), holder.height())).toRect()
        return view.adjusted(1, 1, -1, -1)

    def _middle(self, item: QQuickItem) -> QPoint:
        return item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()
