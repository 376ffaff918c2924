"""The window: fonts, languages, QML and one booth behind them."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QMetaObject, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine, QQmlComponent
from PySide6.QtQuick import QQuickWindow

from kiosk.booth import Booth
from kiosk.scan.camera.heap import map_large_blocks
from kiosk.ui.codes import CodeImages
from kiosk.ui.face import Face
from kiosk.ui.fonts import install
from kiosk.ui.language import Languages

QML = Path(__file__).resolve().parent / "qml"


def prepare_environment(*, hardware_video: bool) -> None:
    """What must be settled before the first QGuiApplication, and before anything large is in memory."""
    map_large_blocks()
    # Without a depth and a stencil buffer llvmpipe takes its quick way through flat pictures, and a page is drawn
    # in software in two thirds of the time. What is given up: a clip inside of something that is turned.
    for buffer in ("DEPTH", "STENCIL"):
        os.environ.setdefault(f"QSG_NO_{buffer}_BUFFER", "1")
    if not hardware_video:
        # Hardware decoders crash on some machines; "," is Qt's spelling of none.
        os.environ.setdefault("QT_FFMPEG_DECODING_HW_DEVICE_TYPES", ",")


class App:
    """One window on one booth. Create after a QGuiApplication, close before it ends."""

    def __init__(self, booth: Booth, size: tuple[int, int] | None = None) -> None:
        self.booth = booth
        assets = booth.settings.assets_folder
        broken = install(assets / "fonts")
        # The machine's own rasteriser: half the cost of distance fields for large Chinese type in software.
        QQuickWindow.setTextRenderType(QQuickWindow.TextRenderType.NativeTextRendering)
        self.engine = QQmlApplicationEngine()
        self.engine.addImportPath(str(QML))
        self.engine.addImageProvider("code", CodeImages())
        languages = Languages(assets / "translations", self.engine)
        languages.use(booth.visit.language)
        broken += languages.broken
        if broken:
            booth.assets_broken(broken)
        booth.on("language_changed", languages.use)
        booth.open()
        self.face = Face(booth)
        component = QQmlComponent(self.engine, str(QML / "Kiosk" / "Main.qml"))
        first: dict[str, object] = {"face": self.face}
        if size is not None:
            first |= {"width": size[0], "height": size[1]}
        made: QObject | None = component.createWithInitialProperties(first)
        if not isinstance(made, QQuickWindow):
            raise RuntimeError(f"the window could not be made: {component.errorString()}")
        self.window = made
        self.face.appear_in(made)
        self._component = component
        self.window.frameSwapped.connect(self._first_frame, Qt.ConnectionType.SingleShotConnection)

    def show(self, *, fullscreen: bool) -> None:
        if fullscreen:
            self.window.showFullScreen()
        else:
            self.window.show()

    def _first_frame(self) -> None:
        # What the first frame does not need is woken after it; queued, because this may be the render thread.
        QTimer.singleShot(0, self.window, self.booth.start)

    def close(self) -> None:
        """Ends the booth, then the window, then the engine: nothing may look at what is gone."""
        self.booth.close()
        self.face.close()
        self.window.close()
        for last in (self.window, self.engine, self.face):
            last.deleteLater()
            QCoreApplication.sendPostedEvents(last, QEvent.Type.DeferredDelete.value)


def run(booth: Booth, *, windowed: bool) -> int:
    """Run a booth in a window until it is closed; returns the exit status."""
    prepare_environment(hardware_video=booth.settings.screen.hardware_video)
    application = QGuiApplication(["kiosk"])
    application.setApplicationName("Global Town Kiosk")
    fullscreen = booth.settings.screen.fullscreen and not windowed
    app = App(booth, None if fullscreen else _windowed_size(application))
    # Ctrl-C from the shell that started us: Python sees a signal only when it gets a turn. Queued, because quit()
    # waits for the render thread, which may be waiting for the interpreter that a call from here would hold.
    queued = Qt.ConnectionType.QueuedConnection
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: QMetaObject.invokeMethod(application, "quit", queued))
    breath = QTimer(interval=250)
    breath.timeout.connect(lambda: None)
    breath.start()
    app.show(fullscreen=fullscreen)
    try:
        return application.exec()
    finally:
        breath.stop()
        app.close()


def _windowed_size(application: QGuiApplication) -> tuple[int, int]:
    """The largest portrait booth that fits nine tenths of the screen's height."""
    space: QSize = application.primaryScreen().availableSize()
    height = min(1920, int(space.height() * 0.9))
    return height * 9 // 16, height
