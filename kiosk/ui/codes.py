"""QR codes on the screen: image://code/<text>, dark on white with the quiet zone of ISO/IEC 18004 (4 modules)."""

from __future__ import annotations

from urllib.parse import unquote

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtQuick import QQuickImageProvider

from kiosk.scan.camera.label import matrix


class CodeImages(QQuickImageProvider):
    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:  # noqa: A002 (Qt's name)
        return code_image(unquote(id), max(requestedSize.width(), requestedSize.height(), 0))


def code_image(text: str, side: int = 0) -> QImage:
    """A QR code of `text`, whole pixels a module, at most `side` pixels wide (0: 8 pixels a module).

    Raises ValueError for a text too long for a QR code.
    """
    cells = matrix(text)
    modules = len(cells)
    image = QImage(cells.tobytes(), modules, modules, modules, QImage.Format.Format_Grayscale8)
    pixels = max(1, side // modules) if side else 8
    return image.scaled(modules * pixels, modules * pixels, Qt.AspectRatioMode.KeepAspectRatio)
