"""The window's face of a booth: one bridge per subject, and the booth's turns taken on the GUI thread."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Qt, QTimer, QUrl, Signal, Slot
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickWindow

from kiosk.booth import Booth
from kiosk.ui.bridge.camera import CameraBridge
from kiosk.ui.bridge.order import OrderBridge
from kiosk.ui.bridge.passport import PassportBridge
from kiosk.ui.bridge.qt_types import QmlUncreatable
from kiosk.ui.bridge.staff import StaffBridge
from kiosk.ui.bridge.town import TownBridge
from kiosk.ui.bridge.visit import VisitBridge
from kiosk.visit.page import Page

QML_IMPORT_NAME = "Kiosk.Bridge"
QML_IMPORT_MAJOR_VERSION = 1
IDLE_TICK_MS = 250


@QmlElement
@QmlUncreatable("made by the app")
class Face(QObject):
    _woken = Signal()

    def __init__(self, booth: Booth, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._booth = booth
        self._visit = VisitBridge(booth, self)
        self._town = TownBridge(booth, self)
        self._camera = CameraBridge(booth, self)
        self._passport = PassportBridge(booth, self)
        self._order = OrderBridge(booth, self)
        self._staff = StaffBridge(booth, self)
        # Emitted from any thread, delivered on ours.
        self._woken.connect(self._turn, Qt.ConnectionType.QueuedConnection)
        booth.wake = self._woken.emit
        self._idle = QTimer(self, interval=IDLE_TICK_MS)
        self._idle.timeout.connect(self._turn)
        booth.on("visit_changed", lambda _: self._keep_time())

    @Property(VisitBridge, constant=True)
    def visit(self) -> VisitBridge:
        return self._visit

    @Property(TownBridge, constant=True)
    def town(self) -> TownBridge:
        return self._town

    @Property(CameraBridge, constant=True)
    def camera(self) -> CameraBridge:
        return self._camera

    @Property(PassportBridge, constant=True)
    def passport(self) -> PassportBridge:
        return self._passport

    @Property(OrderBridge, constant=True)
    def order(self) -> OrderBridge:
        return self._order

    @Property(StaffBridge, constant=True)
    def staff(self) -> StaffBridge:
        return self._staff

    @Property(QUrl, constant=True)
    def assets(self) -> QUrl:
        return QUrl.fromLocalFile(str(self._booth.settings.assets_folder.resolve()))

    @Property(bool, constant=True)
    def still(self) -> bool:
        return self._booth.settings.screen.still

    def appear_in(self, window: QQuickWindow) -> None:
        """The window that all of this is drawn in; once, before there is a page with a preview."""
        self._camera.window = window

    @Slot()
    def _turn(self) -> None:
        self._booth.turn()

    def _keep_time(self) -> None:
        """The idle clock rests while nobody is there."""
        if self._booth.visit.page is Page.ATTRACT:
            self._idle.stop()
        elif not self._idle.isActive():
            self._idle.start()

    def close(self) -> None:
        self._idle.stop()
        self._camera.close()
        self._staff.close()
