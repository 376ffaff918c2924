"""What was last scanned: a passport, or a code this town has none for."""

from __future__ import annotations

from typing import Any
from unicodedata import category

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.booth import Booth
from kiosk.ui.bridge.plain import Plain
from kiosk.ui.bridge.qt_types import QmlUncreatable, QVariantMap

QML_IMPORT_NAME = "Kiosk.Bridge"
QML_IMPORT_MAJOR_VERSION = 1
LONGEST, MOST_MARKS = 80, 3


@QmlElement
@QmlUncreatable("made by the face")
class PassportBridge(QObject):
    changed = Signal()

    def __init__(self, booth: Booth, parent: QObject) -> None:
        super().__init__(parent)
        self._booth = booth
        booth.on("scanned", lambda _: self.changed.emit())
        booth.on("language_changed", lambda _: self.changed.emit())
        booth.on("visit_over", lambda _: self.changed.emit())

    @Property(QVariantMap, notify=changed)
    def passport(self) -> dict[str, Any]:
        """Empty when nothing was scanned. Keys: Plain.passport, menuId, dishId, region of its pavilion."""
        passport, booth = self._booth.passport, self._booth
        if passport is None:
            return {}
        plain = Plain(booth.visit.language, booth.currency, booth.media_url)
        menu, dish = booth.here.dish_of(passport.product.gtin)
        region = booth.here.region_of(passport.product.gtin)
        return plain.passport(passport) | {"menuId": menu, "dishId": dish, "region": region}

    @Property(str, notify=changed)
    def unknownReason(self) -> str:
        unidentified = self._booth.unidentified
        return unidentified.visitor.to(self._booth.visit.language) if unidentified else ""

    @Property(str, notify=changed)
    def unknownText(self) -> str:
        """What the code said, shortened, shown as text and never opened."""
        unidentified = self._booth.unidentified
        if unidentified is None:
            return ""
        return harmless(unidentified.text)

    @Slot(str)
    def filmBroke(self, reason: str) -> None:
        self._booth.film_broke(reason)


def harmless(text: str) -> str:
    """A stranger's text on one line of ours: nothing unprintable, no towers of marks, 80 characters at most."""
    shown: list[str] = []
    marks = 0  # on the letter before; scripts need two or three, towers of them run over the page
    for c in text:
        marks = marks + 1 if category(c).startswith("M") else 0
        if marks <= MOST_MARKS:
            shown.append(c if c.isprintable() else "\N{MIDDLE DOT}")
        if len(shown) > LONGEST:
            return "".join(shown[: LONGEST - 1]) + "\N{HORIZONTAL ELLIPSIS}"
    return "".join(shown)
