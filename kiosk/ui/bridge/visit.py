"""The visit, as QML sees it: which page, which language, how long until the booth forgets."""

from __future__ import annotations

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.booth import Booth
from kiosk.ui.bridge.qt_types import QmlUncreatable
from kiosk.visit.idle import Presence
from kiosk.visit.page import Page
from kiosk.visit.visit import TEXT_SIZES, Change, Language

QML_IMPORT_NAME = "Kiosk.Bridge"
QML_IMPORT_MAJOR_VERSION = 1


@QmlElement
@QmlUncreatable("made by the face")
class VisitBridge(QObject):
    pageChanged = Signal()
    languageChanged = Signal()
    textScaleChanged = Signal()
    idleChanged = Signal()
    troubleChanged = Signal()

    def __init__(self, booth: Booth, parent: QObject) -> None:
        super().__init__(parent)
        self._booth = booth
        self._shown: tuple[object, ...] = ()
        booth.on("visit_changed", self._visit_changed)
        booth.on("trouble", lambda _: self.troubleChanged.emit())

    @Property(str, notify=pageChanged)
    def page(self) -> str:
        return self._booth.visit.page.value

    @Property(bool, notify=pageChanged)
    def staffed(self) -> bool:
        """True while staff are at the screen, or ask to be."""
        return self._booth.visit.page in (Page.STAFF_DOOR, Page.STAFF)

    @Property(str, notify=pageChanged)
    def dish(self) -> str:
        return self._booth.visit.params.get("dish", "")

    @Property(bool, notify=pageChanged)
    def canGoBack(self) -> bool:
        return self._booth.visit.can_go_back

    @Property(str, notify=languageChanged)
    def language(self) -> str:
        return self._booth.visit.language

    @Property(float, notify=textScaleChanged)
    def textScale(self) -> float:
        return self._booth.visit.text_size

    @Property(int, notify=idleChanged)
    def secondsLeft(self) -> int:
        """Seconds until the booth forgets the visit, while it is asking; otherwise 0."""
        return self._booth.visit.idle_seconds_left or 0

    @Property(bool, notify=troubleChanged)
    def closed(self) -> bool:
        """True while there is no town to show."""
        return self._booth.pack is None

    @Property(str, notify=troubleChanged)
    def trouble(self) -> str:
        """What staff should know, a line each."""
        return "\n".join(trouble.staff for trouble in self._booth.troubles.values())

    @Slot()
    def begin(self) -> None:
        self._booth.visit.begin()

    @Slot(str)
    def go(self, page: str) -> None:
        self._booth.visit.go(Page(page))

    @Slot(str)
    def openPavilion(self, pavilion: str) -> None:
        self._booth.visit.go(Page.PAVILION, pavilion=pavilion)

    @Slot(str, str)
    def openRoom(self, pavilion: str, room: str) -> None:
        self._booth.visit.go(Page.ROOM, pavilion=pavilion, room=room)

    @Slot()
    def openFilm(self) -> None:
        """The origin film of the passport on screen."""
        self._booth.visit.go(Page.FILM)

    @Slot(str)
    def openMenu(self, menu: str) -> None:
        self._booth.visit.go(Page.MENU, menu=menu)

    @Slot(str, str)
    def openDish(self, menu: str, dish: str) -> None:
        self._booth.visit.go(Page.DISH, menu=menu, dish=dish)

    @Slot()
    def back(self) -> None:
        self._booth.visit.back()

    @Slot()
    def home(self) -> None:
        self._booth.visit.home()

    @Slot()
    def end(self) -> None:
        self._booth.visit.end()

    @Slot(str)
    def setLanguage(self, language: str) -> None:
        """Chosen before anything else, a language begins the visit."""
        chosen: Language = "en" if language == "en" else "zh"
        if not self._booth.visit.begin(chosen):
            self._booth.visit.set_language(chosen)

    @Slot()
    def nextTextSize(self) -> None:
        sizes = TEXT_SIZES
        self._booth.visit.set_text_size(sizes[(sizes.index(self._booth.visit.text_size) + 1) % len(sizes)])

    @Slot(str)
    def present(self, kind: str) -> None:
        """Someone is there: touch, scroll, scan, film or speech."""
        self._booth.present(Presence(kind))

    def _visit_changed(self, change: Change) -> None:
        visit = self._booth.visit
        if change is Change.IDLE or change is Change.ENDED:
            self.idleChanged.emit()
        shown = (visit.page, tuple(sorted(visit.params.items())), visit.can_go_back, visit.language)
        if shown != self._shown:
            self._shown = shown
            self.languageChanged.emit()
            self.pageChanged.emit()
        if change in (Change.TEXT_SIZE, Change.BEGAN, Change.ENDED):
            self.textScaleChanged.emit()
