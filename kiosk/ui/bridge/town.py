"""The town's pavilions, rooms and menus, in the visit's language."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Property, QObject, Signal
from PySide6.QtQml import QmlElement

from kiosk.booth import Booth
from kiosk.ui.bridge.plain import Plain
from kiosk.ui.bridge.qt_types import QmlUncreatable, QVariantList, QVariantMap
from kiosk.visit.visit import Change

QML_IMPORT_NAME = "Kiosk.Bridge"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the face")
class TownBridge(QObject):
    changed = Signal()  # another pack, or another language
    placeChanged = Signal()  # another pavilion, room, menu or dish

    def __init__(self, booth: Booth, parent: QObject) -> None:
        super().__init__(parent)
        self._booth = booth
        booth.on("visit_changed", self._visit_changed)
        booth.on("pack_changed", lambda _: self._all_changed())
        booth.on("language_changed", lambda _: self._all_changed())

    def _visit_changed(self, change: Change) -> None:
        # Where the visitor stands, and what is sold there; a basket or a counted second makes no bowl anew.
        if change in (Change.PAGE, Change.ENDED, Change.WARES):
            self.placeChanged.emit()

    def _all_changed(self) -> None:
        self.changed.emit()
        self.placeChanged.emit()

    @property
    def _plain(self) -> Plain:
        return Plain(self._booth.visit.language, self._booth.currency, self._booth.media_url)

    @Property(str, notify=changed)
    def name(self) -> str:
        return self._plain.text(self._booth.info.name) if self._booth.info else ""

    @Property(str, notify=changed)
    def otherName(self) -> str:
        return self._plain.other(self._booth.info.name) if self._booth.info else ""

    @Property(str, notify=changed)
    def welcome(self) -> str:
        return self._plain.text(self._booth.info.welcome) if self._booth.info else ""

    @Property(QVariantList, notify=changed)
    def pavilions(self) -> list[dict[str, Any]]:
        return [self._plain.pavilion(pavilion) for pavilion in self._booth.here.pavilions()]

    @Property(QVariantMap, notify=placeChanged)
    def pavilion(self) -> dict[str, Any]:
        """The pavilion the visitor is in; empty when in none."""
        pavilion = self._booth.here.pavilion()
        return self._plain.pavilion(pavilion) if pavilion else {}

    @Property(QVariantMap, notify=placeChanged)
    def room(self) -> dict[str, Any]:
        room = self._booth.here.room()
        if room is None:
            return {}
        return self._plain.room_card(room) | {
            "products": [self._plain.product(product) for product in self._booth.here.products_of(room)]
        }

    @Property(QVariantMap, notify=placeChanged)
    def menu(self) -> dict[str, Any]:
        menu = self._booth.here.menu()
        return self._plain.menu(menu, self._booth.here.offer_of) if menu else {}

    @Property(QVariantMap, notify=placeChanged)
    def dish(self) -> dict[str, Any]:
        """The dish on screen; beside its own keys: menu (id), sku (of its line in the basket) and contents.

        contents: what is in a set, each with name, count and picture; empty for any other dish.
        """
        here, menu = self._booth.here, self._booth.visit.params.get("menu", "")
        dish = here.dish()
        if dish is None:
            return {}
        sku = f"{menu}/{dish.id}"
        offer = here.offer_of(sku)
        contents = [
            {"name": self._plain.text(of.name), "count": part.count, "picture": self._booth.media_url(of.picture)}
            for part in (offer.parts if offer else ())
            if (of := here.dish_of_sku(part.sku)) is not None
        ]
        return self._plain.dish(dish, offer) | {"menu": menu, "sku": sku, "contents": contents}

    @Property(str, notify=changed)
    def menuId(self) -> str:
        """The first menu of the town, for the way in from anywhere."""
        return self._booth.here.first_menu_id()
