"""The camera's frames on the screen: from the camera's thread into one texture.

Not a VideoOutput: drawn in software its colour conversion took 31 ms of processor a frame at 1080 x 1304, beside
15 ms for a plain texture, and on two cores the decoder needs the rest.
"""

from __future__ import annotations

import threading
from functools import partial

import shiboken6
from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickItem, QQuickWindow, QSGImageNode, QSGNode, QSGTexture

from kiosk.scan.model import Frame
from kiosk.scan.newest import Newest
from kiosk.scan.pool import Pool


class CameraView(QQuickItem):
    """Shows the newest frame in all of `place`; what is too wide or too high is cut away on both sides.

    A child of that item, which owns it: QML's tools know no items that are written in Python.
    """

    refreshed = Signal()  # with every frame that is drawn
    _came = Signal()

    def __init__(self, place: QQuickItem, window: QQuickWindow, *, mirrored: bool) -> None:
        super().__init__(place)
        # Handed in: window() of an item makes PySide take the window for a part of that item, and end it with it.
        self._window = window
        self.setFlag(QQuickItem.Flag.ItemHasContents)
        self._image = Newest[QImage]()  # that is not drawn yet
        flags = QSGImageNode.TextureCoordinatesTransformFlag
        self._turn = flags.MirrorHorizontally if mirrored else flags.NoTransform
        self._place = place
        self._aspect = 0.0
        self._pictures: tuple[tuple[int, int], Pool[QImage]] | None = None  # of that size
        place.widthChanged.connect(self._fit)
        place.heightChanged.connect(self._fit)
        self._fit()
        # Emitted on the camera's thread, delivered on the window's.
        self._came.connect(self._refresh, Qt.ConnectionType.QueuedConnection)

    @Slot()
    def _fit(self) -> None:
        size = self._place.size()
        self.setSize(size)
        self._aspect = size.width() / size.height() if not size.isEmpty() else 0.0

    def show(self, frame: Frame) -> None:
        """Any thread. A window that is late draws the newest and leaves the rest."""
        aspect = self._aspect
        if not aspect:
            return
        if self._image.put(self._picture(frame, aspect)):
            self._came.emit()

    def _picture(self, frame: Frame, aspect: float) -> QImage:
        """The middle of the frame that is `aspect` times as wide as high, in pixels of its own.

        bits() copies what a texture still reads; by then it has long been drawn, unless the window stands still.
        """
        import cv2
        import numpy as np

        height, width = frame.image.shape[:2]
        across, down = min(width, round(height * aspect)), min(height, round(width / aspect))
        x, y = (width - across) // 2, (height - down) // 2
        if self._pictures is None or self._pictures[0] != (across, down):
            made = partial(QImage, across, down, QImage.Format.Format_RGB32)
            self._pictures = (across, down), Pool(made)
        picture = self._pictures[1].take()
        pixels = np.frombuffer(picture.bits(), np.uint8).reshape(down, -1, 4)
        cv2.cvtColor(frame.image[y : y + down, x : x + across], cv2.COLOR_BGR2BGRA, dst=pixels[:, :across])
        return picture

    @Slot()
    def _refresh(self) -> None:
        self.update()
        self.refreshed.emit()

    def updatePaintNode(self, node: QSGNode | None, data: QQuickItem.UpdatePaintNodeData) -> QSGNode | None:  # type: ignore[override]
        """On the render thread, while the window's waits."""
        image = self._image.take(timeout_s=0)
        shown = node if isinstance(node, QSGImageNode) else None
        if image is not None:
            if shown is None:
                shown = self._window.createImageNode()
                shown.setOwnsTexture(True)
                shown.setFiltering(QSGTexture.Filtering.Linear)
            opaque = QQuickWindow.CreateTextureOption.TextureIsOpaque
            texture = self._window.createTextureFromImage(image, opaque)
            shown.setTexture(texture)
            # PySide makes it a child of the window, and would keep 0.6 KB of each frame for as long as the window
            # is there. Its memory is the node's.
            texture.setParent(None)
            shiboken6.invalidate(texture)
            shown.setTextureCoordinatesTransform(self._turn)
        if shown is not None:
            shown.setRect(QRectF(0, 0, self.width(), self.height()))
        return shown


class Preview:
    """Owns no thread: show() runs on the camera's, `view` is set on the window's."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._view: CameraView | None = None

    @property
    def view(self) -> CameraView | None:
        return self._view

    @view.setter
    def view(self, view: CameraView | None) -> None:
        with self._lock:  # the page's view must outlive the frame that is being shown on it
            self._view = view
            if view is not None:
                view.destroyed.connect(self.close)

    def close(self) -> None:
        with self._lock:
            self._view = None

    def show(self, frame: Frame) -> None:
        """One BGR frame to the page's view, if there is one."""
        with self._lock:
            if self._view is not None:
                self._view.show(frame)
