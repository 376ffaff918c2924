"""What was last scanned: a passport, or a code this town has none for."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.booth import Booth
from kiosk.ui.bridge.plain import Plain
from kiosk.ui.bridge.qt_types import QmlUncreatable, QVariantMap

QML_IMPORT_NAME = "Kiosk.Bridge"
QML_IMPORT_MAJOR_VERSION = 1


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
        region = next(
            (p.id for p in booth.here.pavilions() for r in p.rooms if passport.product.gtin in r.products), ""
        )
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
        text = "".join(c if c.isprintable() else "\N{MIDDLE DOT}" for c in unidentified.text)
        return text if len(text) <= 80 else text[:79] + "\N{HORIZONTAL ELLIPSIS}"

    @Slot(str)
    def filmBroke(self, reason: str) -> None:
        self._booth.film_broke(reason)
