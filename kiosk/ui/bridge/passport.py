"""What was last scanned: a passport, or a code this town has none for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from unicodedata import category

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtGui import QFont, QFontMetricsF
from PySide6.QtQml import QmlElement

from kiosk.booth import Booth
from kiosk.trace.model import Passport
from kiosk.ui.bridge.plain_passport import PlainPassport
from kiosk.ui.bridge.qt_types import QmlUncreatable, QVariantMap
from kiosk.ui.bridge.route_map import route_map
from kiosk.ui.fonts import DEFAULT_FAMILY

if TYPE_CHECKING:
    from kiosk.town.model import Place

QML_IMPORT_NAME = "Kiosk.Bridge"
QML_IMPORT_MAJOR_VERSION = 1
LONGEST, MOST_MARKS = 80, 3
LONGEST_PLACE = 24  # characters of a place's name on the map
NAME_PADDING = 0.6  # of its height, on both sides of a name together


@QmlElement
@QmlUncreatable("made by the face")
class PassportBridge(QObject):
    changed = Signal()

    def __init__(self, booth: Booth, parent: QObject) -> None:
        super().__init__(parent)
        self._booth = booth
        self._made: tuple[str, Passport, dict[str, Any]] | None = None  # asked for many times a frame
        booth.on("scanned", lambda _: self.changed.emit())
        booth.on("language_changed", lambda _: self.changed.emit())
        booth.on("visit_over", lambda _: self.changed.emit())

    @Property(QVariantMap, notify=changed)
    def passport(self) -> dict[str, Any]:
        """Empty when nothing was scanned. Keys: PlainPassport.passport, menuId, dishId, region of its pavilion."""
        passport, booth = self._booth.passport, self._booth
        if passport is None:
            return {}
        language = booth.visit.language
        if self._made is None or self._made[0] != language or self._made[1] is not passport:
            plain = PlainPassport(language, booth.currency, booth.media_url)
            menu, dish = booth.here.dish_of(passport.product.gtin)
            region = booth.here.region_of(passport.product.gtin)
            made = plain.passport(passport) | {"menuId": menu, "dishId": dish, "region": region}
            self._made = (language, passport, made)
        return self._made[2]

    @Slot(float, float, float, float, result=QVariantMap)
    def routeMap(self, width: float, height: float, letters: float, gap: float) -> dict[str, Any]:
        """The map of the journey, in pixels; `letters` is the height of its type, `gap` from a dot to its name."""
        passport = self._booth.passport
        if passport is None or passport.lot is None or not passport.lot.legs or width <= 0 or height <= 0:
            return {}
        language = self._booth.visit.language
        font = QFont(DEFAULT_FAMILY)
        font.setPixelSize(max(1, round(letters)))
        font.setBold(True)
        metrics = QFontMetricsF(font)
        high = letters * 1.45

        def name(place: Place) -> str:
            return place.airport or short(place.name.to(language))

        def measure(text: str) -> tuple[float, float]:
            return metrics.horizontalAdvance(text) + high * NAME_PADDING, high

        return route_map(passport.lot.legs, width, height, gap=gap, name=name, measure=measure)

    @Property(str, notify=changed)
    def unknownKind(self) -> str:
        """Unidentified.reason: what kind of code it is."""
        return self._booth.unidentified.reason if self._booth.unidentified else ""

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


def short(name: str) -> str:
    """A place's name as a map has room for it: without its region, and never longer than LONGEST_PLACE."""
    first = name.split(",")[0].split("，")[0].strip() or name
    return first if len(first) <= LONGEST_PLACE else first[: LONGEST_PLACE - 1] + "\N{HORIZONTAL ELLIPSIS}"


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
