"""The visit that the tour makes: every page, in the order a visitor meets them."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from kiosk.booth import Booth
from kiosk.order.model import OrderRecord, OrderState
from kiosk.scan.camera.simulated import SimulatedCamera
from kiosk.scan.model import Frame, Reading
from kiosk.staff.content import Sample
from kiosk.ui.app import App
from kiosk.ui.tour.finger import Finger, Missed
from kiosk.ui.tour.timing import FrameLog, Stopwatch

FOREIGN_CODE = "https://example.com/not-of-this-town"
SCANNED = "veldmelk"  # the sample that the tour holds before the camera: the one with the pasture film
ORDERED = "mask-hyaluronic"  # another, which is also a dish
SETTLE_S = 1.2  # at most, until pictures are there and things have come to rest; only before a picture is taken


class TourVisit:
    """One visit on one window. Raises Missed at the step that fails, and names it in `step`."""

    def __init__(self, app: App, camera: SimulatedCamera, samples: tuple[Sample, ...], out: Path | None) -> None:
        self.app, self.booth, self.camera = app, app.booth, camera
        self.finger = Finger(app.window)
        self.watch = Stopwatch(app.window)
        self.log = FrameLog()
        self.out = out
        self.step = ""
        self.pictures: list[Path] = []
        self._sample = next(s for s in samples if SCANNED in s.picture)
        self._another = next(s for s in samples if ORDERED in s.picture)
        self._dishes = ("mask-yuzu", "mask-matcha")
        self._listen(self.booth)

    def _listen(self, booth: Booth) -> None:
        self._confirmed_ns = 0
        self._order: OrderRecord | None = None
        self._wants_scan = False
        self._page = booth.visit.page
        self._turned_ns = 0
        booth.on("confirmed", self._confirmed)
        booth.on("order_durable", lambda ns: self.watch.note("confirm -> order durable", self._confirmed_ns, ns))
        booth.on("order_changed", self._order_is)
        booth.on("reading", self._heard)
        booth.on("visit_changed", self._turned)
        shown = booth.on_frame

        def tee(frame: Frame) -> None:
            self.log.take(frame)
            if shown is not None:
                shown(frame)

        booth.on_frame = tee

    def _confirmed(self, ns: int) -> None:
        self._confirmed_ns = ns

    def _turned(self, _: object) -> None:
        if self.booth.visit.page is not self._page:
            self._page = self.booth.visit.page
            self._turned_ns = time.monotonic_ns()

    def _heard(self, reading: Reading | None) -> None:
        if reading is not None:
            self._reading = (reading, time.monotonic_ns())
            if self._wants_scan and self.out is not None:
                self._wants_scan = False
                self.save("scan")  # the item is held still now, and the page goes by itself

    def _order_is(self, record: OrderRecord) -> None:
        self._order = record

    # --- the visit ------------------------------------------------------------------------------------------

    def make(self) -> None:
        for step in self._steps():
            self.step = step.__name__.strip("_").replace("_", " ")
            step()

    def _steps(self) -> tuple[Callable[[], None], ...]:
        return (
            self._attract,
            self._language,
            self._pavilion_and_room,
            self._unknown_code,
            self._passport,
            self._film,
            self._scan_another,
            self._menu_and_dish,
            self._basket_and_confirm,
            self._thanks,
            self._reset,
        )

    def _attract(self) -> None:
        self._page_is("attract")
        self.finger.until("the booth to be awake", lambda: self.booth.scanner is not None)
        self.picture("attract")

    def _language(self) -> None:
        self._tap("languageSwitch", "town")
        first = self.booth.visit.language
        self.finger.tap("languageSwitch")
        self.finger.until("the other language", lambda: self.booth.visit.language != first)
        self.picture(f"town-{self.booth.visit.language}")
        if self.booth.visit.language != "en":
            self.finger.tap("languageSwitch")
            self.finger.until("English", lambda: self.booth.visit.language == "en")
        self.picture("town")

    def _pavilion_and_room(self) -> None:
        self._tap("pavilion-europe", "pavilion")
        self.picture("pavilion")
        self._tap("room-german-kitchen", "room")
        self.picture("room")

    def _unknown_code(self) -> None:
        self._tap("scan", "scan")
        self.camera.show(FOREIGN_CODE)
        self._page_is("unknown", 20)
        self.picture("unknown")
        self.camera.withdraw()
        self.finger.until("the hand to be gone", lambda: self.camera.idle)
        self._tap("again", "scan")

    def _passport(self) -> None:
        self.log.start()
        self.camera.show(self._sample.text)
        self._page_is("passport", 20)
        shown_ns = self._first_frame()
        decodable_ns = self.log.first_decodable_ns(self._sample.text)
        if decodable_ns is None:
            raise Missed("the passport came, but a plain zxing-cpp reads no frame of it")
        self.watch.note("sticker decodable -> passport's first frame", decodable_ns, shown_ns)
        reading, heard_ns = self._reading
        self.watch.note("of it: decodable -> the frame that was read", decodable_ns, reading.captured_ns)
        self.watch.note("of it: captured -> decoded", reading.captured_ns, reading.decoded_ns)
        self.watch.note("of it: decoded -> heard by the booth", reading.decoded_ns, heard_ns)
        self.watch.note("of it: heard -> passport's first frame", heard_ns, shown_ns)
        self.camera.withdraw()
        self.finger.find("passport")
        self.picture("passport")
        for part in ("journey", "inspections"):
            self.finger.bring_into_view(self.finger.find(part))
            self.picture(f"passport-{part}")

    def _film(self) -> None:
        self._tap("film", "film")
        player = self.finger.find("filmPlayer")
        self.finger.until("the film to play for two seconds", lambda: float(player.property("position")) > 2000, 20)
        self.picture("film")
        self._tap("back", "passport")

    def _scan_another(self) -> None:
        self._tap("again", "scan")
        self.camera.show(self._another.text)
        self._wants_scan = True  # here and not above, where a picture would be in the way of the stopwatch
        self._page_is("passport", 20)
        self.camera.withdraw()
        self._tap("order", "dish")
        self._tap("back", "passport")

    def _menu_and_dish(self) -> None:
        self._tap("home", "town")
        self._tap("noodleShop", "menu")
        self.picture("menu")
        for dish in self._dishes:
            self._tap(f"dish-{dish}", "dish")
            if dish == self._dishes[0]:
                self.picture("dish")
            before = self.booth.visit.basket.count
            self.finger.tap("add")
            self.finger.until("the bowl to be in the basket", lambda: self.booth.visit.basket.count > before)  # noqa: B023
            if self.booth.visit.page.value == "dish":
                self._tap("back", "menu")

    def _basket_and_confirm(self) -> None:
        self._tap("basket", "basket")
        self.picture("basket")
        self._tap("toConfirm", "confirm")
        self.picture("confirm")

    def _thanks(self) -> None:
        self._tap("confirmOrder", "thanks")
        self.finger.until("the store to have the order", lambda: self._state() is OrderState.SENT, 20)
        self.picture("thanks")

    def _reset(self) -> None:
        self._tap("finish", "attract")
        visit = self.booth.visit
        if visit.basket.count or visit.last_order or self.booth.passport or visit.active:
            raise Missed("something of the visit is left on the booth")
        if visit.language != self.booth.settings.booth.language:
            raise Missed("the next visitor would find the last one's language")

    # --- how ------------------------------------------------------------------------------------------------

    def _state(self) -> OrderState | None:
        return self._order.state if self._order else None

    def _tap(self, name: str, page: str) -> None:
        """Touch something that leads to a page, and note how long its first frame took."""
        self.finger.tap(name)
        released_ns = self.finger.released_ns
        self._page_is(page)
        self.watch.note("touch -> next page's first frame", released_ns, self._first_frame())
        self.finger.breathe(0.4)  # a visitor looks before touching again; the page settles

    def _page_is(self, page: str, timeout_s: float = 10.0) -> None:
        self.finger.until(f"page {page}", lambda: self.booth.visit.page.value == page, timeout_s)

    def _first_frame(self) -> int:
        """When the window first showed the page it now holds; a page is made before its turn is announced."""
        self.finger.until("a frame", lambda: self.watch.first_frame_after(self._turned_ns) is not None)
        shown_ns = self.watch.first_frame_after(self._turned_ns)
        assert shown_ns is not None
        return shown_ns

    def picture(self, name: str) -> None:
        if self.out is not None:
            self.finger.rest(SETTLE_S)
            self.save(name)

    def save(self, name: str) -> None:
        assert self.out is not None
        path = self.out / f"{name}.png"
        if not self.app.window.grabWindow().save(str(path)):
            raise Missed(f"the picture {path} could not be saved")
        self.pictures.append(path)
