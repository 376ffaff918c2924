"""The camera: its state, its preview, the codes it sees and what would help to read them."""

from __future__ import annotations

import time

from PySide6.QtCore import Property, QObject, QPointF, QRectF, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickWindow

from kiosk.booth import Booth
from kiosk.scan.guide import Guide
from kiosk.scan.marks import Mark, Marks
from kiosk.scan.model import CameraState, Hint, Reading, Sight
from kiosk.scan.newest import Newest
from kiosk.scan.read.quads import centre
from kiosk.ui.bridge.marks import MarkModel, Row
from kiosk.ui.bridge.qt_types import QmlUncreatable, QVariantList
from kiosk.ui.preview import CameraView, Preview

QML_IMPORT_NAME = "Kiosk.Bridge"
QML_IMPORT_MAJOR_VERSION = 1
NOTES_MS = 500
WHOLE = QRectF(0, 0, 1, 1)


@QmlElement
@QmlUncreatable("made by the face")
class CameraBridge(QObject):
    """What is seen is shown only while a page has the preview: elsewhere it costs nothing."""

    stateChanged = Signal()
    readingChanged = Signal()
    frameChanged = Signal()
    sightChanged = Signal()
    notesChanged = Signal()
    refreshed = Signal()  # with every frame that the preview draws
    _seen = Signal()

    def __init__(self, booth: Booth, parent: QObject) -> None:
        super().__init__(parent)
        self._booth = booth
        self.window: QQuickWindow | None = None  # that the preview is drawn in
        self._preview = Preview()
        self._model = MarkModel(self)
        self._marks = Marks()
        self._guide = Guide()
        self._hint: Hint | None = None
        self._told: tuple[int, bool, Hint | None] = (0, False, None)
        self._reading: Reading | None = None
        self._names: dict[str, str] = {}
        self._view = WHOLE
        camera = booth.settings.camera
        turned = camera.rotation % 180 != 0  # until the first frame says
        self._frame = (camera.height, camera.width) if turned else (camera.width, camera.height)
        self._newest = Newest[Sight]()  # what the decoder has seen and the page has not
        self._notes = QTimer(self, interval=NOTES_MS)
        self._notes.timeout.connect(self.notesChanged)
        self._seen.connect(self._show_newest)  # emitted on the decoder's thread, delivered on ours
        booth.on_frame = self._preview.show  # called on the capture thread
        booth.on_sight = self._saw
        booth.on("camera_state", self._state_changed)
        booth.on("reading", self._read)
        booth.on("language_changed", lambda _: self._names.clear())

    @Property(str, notify=stateChanged)
    def state(self) -> str:
        """starting, live, lost or closed."""
        return self._booth.camera_state.value

    @Property(bool, constant=True)
    def mirrored(self) -> bool:
        return self._booth.settings.camera.mirrored

    @Property(QVariantList, notify=readingChanged)
    def corners(self) -> list[QPointF]:
        """The last reading's four corners, 0 to 1 of the frame's width and height; empty before the first."""
        if self._reading is None:
            return []
        width, height = self._reading.frame_size
        return [QPointF(x / width, y / height) for x, y in self._reading.corners]

    @Property(float, notify=frameChanged)
    def aspect(self) -> float:
        """A frame's width beside its height."""
        return self._frame[0] / self._frame[1]

    @Property(MarkModel, constant=True)
    def marks(self) -> MarkModel:
        """Roles: bridge.marks.Row."""
        return self._model

    @Property(int, notify=sightChanged)
    def located(self) -> int:
        """How many codes are outlined."""
        return self._model.rowCount()

    @Property(bool, notify=sightChanged)
    def several(self) -> bool:
        """Whether more than one of them was read: a visitor can touch the one that is meant."""
        return self._model.read_rows() > 1

    @Property(str, notify=sightChanged)
    def hint(self) -> str:
        """closer, further, dark, glare, still, many, or "" when there is nothing to say."""
        return self._hint.value if self._hint else ""

    @Property(bool, constant=True)
    def noted(self) -> bool:
        """Whether staff asked for a line about the camera."""
        return self._booth.settings.screen.diagnostics

    @Property(str, notify=notesChanged)
    def notes(self) -> str:
        """The camera and the scanner, now, for staff."""
        return self._describe() if self.noted else ""

    @Slot(QQuickItem)
    def showOn(self, place: QQuickItem | None) -> None:
        """Show what the camera sees in this item; call with null when the page goes."""
        view = None
        if place is not None and self.window is not None:
            view = CameraView(place, self.window, mirrored=self._booth.settings.camera.mirrored)
            view.refreshed.connect(self.refreshed)
        self._preview.view = view
        self._forget()
        if view is not None and self.noted:
            self._notes.start()
        else:
            self._notes.stop()

    @Slot(QRectF)
    def look(self, view: QRectF) -> None:
        """Which part of the frame the page shows, 0 to 1 of its width and height: the rest is not spoken of."""
        self._view = view

    @Slot(str)
    def pick(self, text: str) -> None:
        """This one of the stickers in view is meant."""
        self._booth.pick(text)

    def _read(self, reading: Reading | None) -> None:
        self._reading = reading
        self.readingChanged.emit()

    # --- what is seen -----------------------------------------------------------------------------------------

    def _saw(self, sight: Sight) -> None:
        """On the decoder's thread. One signal is under way at most: a page that is late gets the newest."""
        if self._preview.view is None:
            return
        if self._newest.put(sight):
            self._seen.emit()

    @Slot()
    def _show_newest(self) -> None:
        sight = self._newest.take(timeout_s=0)
        if sight is not None and self._preview.view is not None:
            self._show(sight, time.monotonic_ns())

    def _show(self, sight: Sight, now_ns: int) -> None:
        if min(sight.frame_size) > 0 and sight.frame_size != self._frame:
            self._frame = sight.frame_size
            self.frameChanged.emit()
        marks = [
            mark
            for mark in self._marks.see(sight, now_ns)
            if self._view.contains(self._point(centre(mark.corners)))
        ]
        read = [mark for mark in marks if mark.text]
        lead = self._booth.leading
        numbers = {mark.key: number for number, mark in enumerate(read, 1)}
        self._model.show([
            Row(
                mark.key,
                [self._point(corner) for corner in mark.corners],
                mark.text,
                self._name(mark),
                numbers.get(mark.key, 0),
                mark.here,
                lead is not None and mark.text == lead.text,
                lead.settled if lead is not None and mark.text == lead.text else 0.0,
            )
            for mark in marks
        ])  # fmt: skip
        hint: Hint | None = None if sight.hint is Hint.MANY else sight.hint
        if sum(mark.here for mark in read) > 1:
            # By what the page shows: others may be beside it, and a frame may have missed one.
            hint = Hint.MANY
        self._hint = self._guide.see(hint, now_ns, read=bool(sight.readings))
        self._tell()

    def _point(self, at: tuple[float, float]) -> QPointF:
        return QPointF(at[0] / self._frame[0], at[1] / self._frame[1])

    def _name(self, mark: Mark) -> str:
        if mark.text and mark.text not in self._names:
            name = self._booth.name_on(mark.text)
            self._names[mark.text] = name.to(self._booth.visit.language) if name else ""
        return self._names.get(mark.text, "")

    def _state_changed(self, state: CameraState) -> None:
        if state is not CameraState.LIVE:
            self._forget()
        self.stateChanged.emit()

    def _forget(self) -> None:
        self._newest.clear()
        self._marks.forget()
        self._guide.forget()
        self._names.clear()
        self._hint = None
        self._model.show([])
        self._tell()

    def _tell(self) -> None:
        now = (self._model.rowCount(), self._model.read_rows() > 1, self._hint)
        if now != self._told:
            self._told = now
            self.sightChanged.emit()

    def _describe(self) -> str:
        scanner = self._booth.scanner
        if scanner is None:
            return "the scanner is not awake yet"
        stats = scanner.stats()
        parts = [
            scanner.camera.name,
            stats.granted or f"{self._frame[0]}x{self._frame[1]}",
            *stats.problems,
            scanner.state.value + (f" ({scanner.detail})" if scanner.detail else ""),
            f"{stats.fps:.0f} frames/s",
            f"age {stats.age_ms:.0f} ms (at most {stats.age_max_ms:.0f})",
            f"decoding {stats.decode_ms:.0f} ms",
            f"{stats.skipped} of {stats.frames} skipped",
        ]
        return "  \N{MIDDLE DOT}  ".join(parts)

    def close(self) -> None:
        self._notes.stop()
        self._preview.close()
