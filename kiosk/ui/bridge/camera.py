"""The camera: its state, its preview, and where the last code was."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, QPointF, Signal, Slot
from PySide6.QtMultimedia import QVideoSink
from PySide6.QtQml import QmlElement

from kiosk.booth import Booth
from kiosk.scan.model import Reading
from kiosk.ui.bridge.qt_types import QmlUncreatable, QVariantList
from kiosk.ui.preview import Preview

QML_IMPORT_NAME = "Kiosk.Bridge"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the face")
class CameraBridge(QObject):
    stateChanged = Signal()
    readingChanged = Signal()

    def __init__(self, booth: Booth, parent: QObject) -> None:
        super().__init__(parent)
        self._booth = booth
        self._preview = Preview()
        self._reading: Reading | None = None
        booth.on_frame = self._preview.show  # called on the capture thread
        booth.on("camera_state", lambda _: self.stateChanged.emit())
        booth.on("reading", self._read)

    @Property(str, notify=stateChanged)
    def state(self) -> str:
        """starting, live, lost or closed."""
        return self._booth.camera_state.value

    @Property(bool, constant=True)
    def mirrored(self) -> bool:
        return self._booth.settings.camera.mirrored

    @Property(QVariantList, notify=readingChanged)
    def corners(self) -> list[QPointF]:
        """The last code's four corners, 0 to 1 of the frame's width and height; empty before the first."""
        if self._reading is None:
            return []
        width, height = self._reading.frame_size
        return [QPointF(x / width, y / height) for x, y in self._reading.corners]

    @Slot(QVideoSink)
    def showOn(self, sink: QVideoSink) -> None:
        """Give the preview to this sink; call with null when the page goes."""
        self._preview.sink = sink

    def _read(self, reading: Reading | None) -> None:
        self._reading = reading
        self.readingChanged.emit()

    def close(self) -> None:
        self._preview.close()
