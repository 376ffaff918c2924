"""One booth: the parts put together. The only file that knows them all, and it knows no screen.

A face (the window, the tour, a test) owns the thread that a Booth lives in. Whatever happens on another thread
(a reading, a journal's commit, the store's answer) is posted to the booth's inbox; the face is woken and calls
turn(). So a visit changes on one thread only, and any face that can call turn() can run a booth.

Announcements, each with one argument:
    pack_changed(Pack | None)  visit_changed(Change)  language_changed(str)  visit_over(None)
    camera_state(CameraState)  reading(Reading | None)  scanned(Passport | Unidentified)
    confirmed(int monotonic ns)  order_durable(int monotonic ns)  order_placed(OrderRecord)
    order_changed(OrderRecord)  sync_changed(SyncStatus)  wares_changed(None)  trouble(dict[str, Trouble])
"""

from __future__ import annotations

import logging
import queue
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from kiosk.order.model import Good, Order, OrderRecord
from kiosk.scan.model import Camera, CameraState, Frame, Reading, Sight
from kiosk.settings import Settings
from kiosk.staff.desk import Desk
from kiosk.staff.menu_codes import order_by_code
from kiosk.staff.till import Till, catalogue
from kiosk.staff.trouble import CAMERA_GONE, FILM_BROKEN, ORDERS_CLOSED, TOWN_CLOSED, Trouble
from kiosk.town.packed import Pack, PackError, open_pack
from kiosk.town.title import Phrase, Said, Title
from kiosk.trace.model import Passport, Unidentified
from kiosk.visit.idle import Presence
from kiosk.visit.page import Page
from kiosk.visit.settings import visit_settings
from kiosk.visit.surroundings import Surroundings
from kiosk.visit.visit import Change, Visit

if TYPE_CHECKING:
    from kiosk.order.sync import SyncStatus
    from kiosk.scan.choice import Lead
    from kiosk.scan.scanner import Scanner
    from kiosk.town.model import Dish

T = TypeVar("T")
log = logging.getLogger(__name__)

# The pages on which a sticker before the camera is meant for us. Elsewhere the camera rests.
SCANNING = frozenset({Page.ATTRACT, Page.TOWN, Page.PAVILION, Page.ROOM, Page.SCAN, Page.PASSPORT, Page.UNKNOWN})


class Booth:
    """The parts of one booth and what happens between them.

    open() makes the town visible and is quick; start() wakes camera, journal and sync; close() ends every thread.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        pack: Path,
        camera: Callable[[], Camera],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.settings = settings
        self.pack: Pack | None = None
        self.info: Title | None = None
        self.passport: Passport | None = None
        self.unidentified: Unidentified | None = None
        self.camera_state = CameraState.STARTING
        self.sync_status: SyncStatus | None = None
        self.troubles: dict[str, Trouble] = {}
        self.wake: Callable[[], None] = lambda: None
        self.on_frame: Callable[[Frame], None] | None = None  # on the camera's thread
        self.on_sight: Callable[[Sight], None] | None = None  # on the decoder's
        self.scanner: Scanner | None = None
        self.camera: Camera | None = None
        self._missing: list[str] = []  # media of the pack that are not there whole
        self._pack_path = pack
        self._make_camera = camera
        self._inbox: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._listeners: defaultdict[str, list[Callable[[Any], None]]] = defaultdict(list)
        self.visit = Visit(clock, visit_settings(settings), lambda sku: self.here.stock_of(sku))
        self.desk = Desk(
            settings,
            pack,
            on_distrust=lambda error: self.post(lambda: self._pack_broke(error)),
            on_trouble=lambda staff: self.post(lambda: self._trouble("desk", None, staff)),
        )
        self.till = Till(
            settings,
            on_record=lambda record: self.post(lambda: self._recorded(record)),
            on_status=lambda status: self.post(lambda: self._synced(status)),
            on_wares=lambda: self.post(self._wares_changed),
            on_trouble=lambda staff: self.post(lambda: self._trouble("set aside", None, staff)),
            on_closed=lambda staff: self.post(lambda: self._trouble("journal", ORDERS_CLOSED, staff)),
        )
        self.here = Surroundings(self.visit, self._from_pack, self.till.live)
        self._language = self.visit.language
        self.visit.on_change.append(self._visit_changed)

    # --- the seam -------------------------------------------------------------------------------------------

    def on(self, name: str, listener: Callable[[Any], None]) -> None:
        self._listeners[name].append(listener)

    def announce(self, name: str, argument: Any = None) -> None:
        for listener in self._listeners[name]:
            listener(argument)

    def post(self, act: Callable[[], None]) -> None:
        """Have the face's thread do something on its next turn; callable from any thread."""
        self._inbox.put(act)
        self.wake()

    def turn(self) -> None:
        """Everything posted since the last turn, then the idle clock. Called by the face on its own thread."""
        while True:
            try:
                act = self._inbox.get_nowait()
            except queue.Empty:
                break
            act()
        self.visit.tick()

    # --- life -----------------------------------------------------------------------------------------------

    def open(self) -> None:
        """Open the town's pack. A pack that cannot be read leaves the booth open with a closed face."""
        try:
            self.pack = open_pack(self._pack_path)
            self.info = self.pack.title()
            self._clear("pack")
        except PackError as error:
            self._pack_broke(error)
            return
        self.announce("pack_changed", self.pack)

    def start(self) -> None:
        """Wake, and only now import, what the first frame does not need: camera, journal, sync."""
        # All on this thread: PySide's import hook looks into every module that is imported after it, and two
        # threads that import pydantic at once then see it half made.
        import kiosk.town.model  # noqa: F401
        from kiosk.scan.scanner import Scanner

        self.till.start(self._from_pack(catalogue, []))
        self.camera = self._make_camera()
        self.scanner = Scanner(
            self.camera,
            on_reading=lambda reading: self.post(lambda: self._read(reading)),
            on_state=lambda state, detail: self.post(lambda: self._camera_is(state, detail)),
            on_frame=self._frame,
            on_sight=self._sight,
            budget_ms=self.settings.camera.budget_ms,
            choose_s=self.settings.camera.choose_s,
        )
        self.desk.start()
        self.scanner.start()
        self._rest_or_scan()

    def close(self) -> None:
        """End every thread, newest first. Orders in the journal stay there for the next start."""
        if self.scanner is not None:
            self.scanner.stop()
        self.desk.close()
        self.till.close()
        if self.pack is not None:
            self.pack.close()
        self.wake = lambda: None

    # --- the town -----------------------------------------------------------------------------------------------

    @property
    def currency(self) -> str:
        return self.info.currency if self.info else "CNY"

    @property
    def _zone(self) -> tzinfo:
        """The event's zone: goods expire at its midnight."""
        from zoneinfo import ZoneInfo

        return ZoneInfo(self.info.time_zone) if self.info else UTC

    def media_url(self, name: str | None) -> str:
        """A file URL for a medium of the pack; "" when there is none or it is damaged (staff are told which)."""
        path = self._from_pack(lambda pack: pack.media(name), None) if name else None
        if path is not None:
            return path.as_uri()
        if name and self.pack is not None and name not in self._missing:
            self._missing.append(name)
            self._trouble("media", None, f"media missing or damaged: {', '.join(self._missing)}")
        return ""

    def _from_pack(self, ask: Callable[[Pack], T], otherwise: T) -> T:
        if self.pack is None:
            return otherwise
        try:
            return ask(self.pack)
        except PackError as error:
            self._pack_broke(error)
            return otherwise

    # --- a look ---------------------------------------------------------------------------------------------

    def _frame(self, frame: Frame) -> None:
        if self.on_frame is not None:
            self.on_frame(frame)

    def _sight(self, sight: Sight) -> None:
        if self.on_sight is not None:
            self.on_sight(sight)

    def _read(self, reading: Reading) -> None:
        if self.pack is None or self.visit.page not in SCANNING:
            return
        self.announce("reading", reading)
        self.present(Presence.SCAN)
        if order_by_code(reading.text, self.visit, self._dish_good):
            return
        found = self._identified(reading.text)
        if isinstance(found, Passport):
            self.passport, self.unidentified = found, None
            self.desk.saw(found)
            self.announce("scanned", found)
            self.visit.show_passport(found.text)
        elif isinstance(found, Unidentified):
            self.passport, self.unidentified = None, found
            log.info("unidentified code (%s): %s", found.reason, found.staff)
            self.announce("scanned", found)
            self.visit.show_unknown(found.reason)

    def _identified(self, text: str) -> Passport | Unidentified | None:
        return self._from_pack(lambda pack: self.desk.identify(text, pack, datetime.now(self._zone)), None)

    def name_on(self, text: str) -> Said | None:
        """The name of the product that a code is on; None when this town does not know it."""
        found = self._identified(text)
        return found.product.name if isinstance(found, Passport) else None

    @property
    def leading(self) -> Lead | None:
        """Which of the stickers in view leads, and for how much of its time."""
        return self.scanner.lead if self.scanner is not None else None

    def pick(self, text: str) -> None:
        """A visitor touched this one of the stickers in view."""
        if self.scanner is not None:
            self.scanner.pick(text)

    def _camera_is(self, state: CameraState, detail: str) -> None:
        self.camera_state = state
        if state is CameraState.LOST:
            self._trouble("camera", CAMERA_GONE, f"camera: {detail or 'no frames'}")
        elif state is CameraState.LIVE and detail:
            self._trouble("camera", None, f"camera: {detail}")  # it sees, and not as it was asked to
        elif state is CameraState.LIVE:
            self._clear("camera")
        self.announce("camera_state", state)

    def film_broke(self, reason: str) -> None:
        film = self.passport.product.film if self.passport else None
        self._trouble("film", FILM_BROKEN, f"film: {film}: {reason}" if film else f"film: {reason}")

    def assets_broken(self, reasons: Sequence[str]) -> None:
        """Typefaces or translations that the face found missing or damaged, one line each."""
        self._trouble("assets", None, f"assets: {'; '.join(reasons)}")

    def _rest_or_scan(self, change: Change | None = None) -> None:
        if self.scanner is None:
            return
        if self.visit.page not in SCANNING:
            self.scanner.pause()
        elif self.scanner.paused or (self.visit.page is Page.SCAN and change is Change.PAGE):
            # What is held there is news to who asked for it; elsewhere a product that was left standing is not,
            # or it would be someone's presence for ever.
            self.scanner.resume()

    # --- an order -------------------------------------------------------------------------------------------

    def add_dish(self, menu: str, dish_id: str, quantity: int) -> bool:
        """Put a dish into the basket. False when it is unknown, sold out, or at the visitor's limit already."""
        good = self._dish_good(menu, dish_id)
        return good is not None and self.visit.add(good, quantity)

    def set_quantity(self, sku: str, quantity: int) -> bool:
        return self.visit.set_quantity(sku, quantity)

    def _dish_good(self, menu: str, dish_id: str) -> Good | None:
        """None for what is not on the menu."""
        dish: Dish | None = self._from_pack(lambda pack: pack.dish(menu, dish_id), None)
        if dish is None:
            return None
        return Good(
            sku=f"{menu}/{dish.id}",
            gtin=dish.gtin,
            title_en=dish.name.en,
            title_zh=dish.name.zh,
            unit_price=dish.price,
            currency=self.currency,
            limit=dish.limit,
        )

    def promised(self, order: Order) -> Mapping[str, Any]:
        """By when an order is there, in the visitor's language: kiosk.order.promise.words.shown; {} for none."""
        from kiosk.staff.promise import promised

        return self._from_pack(lambda pack: promised(pack, order, self.visit.language), {})

    def confirm(self) -> None:
        """Write the basket down as an order. The thank-you comes only once the journal has it on disk."""
        confirmed = self.visit.confirm()
        if confirmed is None:
            return  # empty, or being placed already: a second tap orders nothing
        if not self.till.open:
            self.visit.order_failed(confirmed.visit_id, "orders-closed")
            return
        self.announce("confirmed", time.monotonic_ns())
        promise = self.till.place(self.visit.basket, confirmed.language)
        promise.add_done_callback(lambda done: self._durable(confirmed.visit_id, done, time.monotonic_ns()))

    def _durable(self, visit_id: str, done: Future[OrderRecord], at_ns: int) -> None:
        self.post(lambda: self._placed(visit_id, done, at_ns))

    def _placed(self, visit_id: str, done: Future[OrderRecord], durable_ns: int) -> None:
        from kiosk.order.journal import JournalError

        try:
            record = done.result()
        except JournalError as error:
            self._trouble("journal", ORDERS_CLOSED, str(error))
            self.visit.order_failed(visit_id, "not-saved")
            return
        self._clear("journal")  # whatever it was, orders are written down again
        self.announce("order_durable", durable_ns)
        self.announce("order_placed", record)
        self.visit.order_placed(visit_id, record)

    def _recorded(self, record: OrderRecord) -> None:
        self.visit.order_changed(record)
        self.announce("order_changed", record)

    def _wares_changed(self) -> None:
        self.visit.wares_changed()
        self.announce("wares_changed")

    def _synced(self, status: SyncStatus) -> None:
        from kiosk.order.sync import Link

        if self.sync_status is None or self.sync_status.link is not status.link:
            self._wares_changed()  # what may be sold hangs on whether the store is heard of
        self.sync_status = status
        if status.link is Link.PAUSED:
            self._trouble("store", None, f"store: {status.last_error}; orders wait here until staff have looked")
        elif status.link is Link.ONLINE:
            self._clear("store")
        self.announce("sync_changed", status)

    # --- the visit ------------------------------------------------------------------------------------------

    def present(self, kind: Presence) -> None:
        self.visit.present(kind)

    def _visit_changed(self, change: Change) -> None:
        if change is Change.ENDED:
            self.passport = self.unidentified = None
            self.announce("reading", None)
            self.announce("visit_over")
        if self.visit.language != self._language:
            self._language = self.visit.language
            self.announce("language_changed", self._language)
        self._rest_or_scan(change)
        self.announce("visit_changed", change)

    # --- trouble --------------------------------------------------------------------------------------------

    # A face may be in the middle of reading us, so troubles are known at once and announced on the next turn.

    def _pack_broke(self, error: PackError) -> None:
        if self.pack is not None:
            self.pack.close()
        self.pack = self.info = None
        self._trouble("pack", TOWN_CLOSED, f"pack: {error}")
        self.post(lambda: self.announce("pack_changed", self.pack))

    def _trouble(self, subject: str, visitor: Phrase | None, staff: str) -> None:
        trouble = Trouble(visitor or TOWN_CLOSED, staff)
        if self.troubles.get(subject) == trouble:
            return
        log.warning("%s", staff)
        self.troubles[subject] = trouble
        self.post(lambda: self.announce("trouble", self.troubles))

    def _clear(self, subject: str) -> None:
        if self.troubles.pop(subject, None) is not None:
            self.post(lambda: self.announce("trouble", self.troubles))
