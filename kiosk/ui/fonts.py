"""The booth's own typefaces. A machine has no Chinese font, so a missing file is told to staff, not hidden."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication

from kiosk.settings import FONTS

DEFAULT_FAMILY = "Noto Sans SC"


def install(folder: Path) -> list[str]:
    """Load the typefaces from `folder`; returns a line for staff for each that could not be used."""
    broken = [
        f"{folder / name} is missing or not a font"
        for name in FONTS
        if not (folder / name).is_file() or QFontDatabase.addApplicationFont(str(folder / name)) < 0
    ]
    QGuiApplication.setFont(QFont(DEFAULT_FAMILY))
    return broken
