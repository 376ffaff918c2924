"""One person's time at the screen: where they are, what they chose, and when all of it is forgotten.

Pure state on a clock that the caller owns. One thread only, the one that draws. Nothing of a visit is ever written
down here; the order itself lives in the journal.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from kiosk.order.basket import Basket, Stock
from kiosk.order.offer import OfferOf, Review
from kiosk.visit.idle import IdleOver, IdleWarning, Presence, seconds_left
from kiosk.visit.model import LANGUAGES, TEXT_SIZES, Change, Confirmation, Language, VisitSettings, Where
from kiosk.visit.page import NOT_WALKED_TO, Page, checked

if TYPE_CHECKING:
    from kiosk.order.model import Good, OrderRecord

__all__ = ["LANGUAGES", "READ_S", "TEXT_SIZES", "Change", "Confirmation", "Language", "Visit", "VisitSettings"]

READ_S = 0.8  # a price that changed under the finger has not been read yet


class Visit:
    """The state of the screen. clock: monotonic seconds. stock: sku -> how many there are, for the basket.

    sell_from() replaces it by what knows prices too, as they are now; whoever changes what that answers calls
    wares_changed().

    Anything that moves (go, back, home, show_...) returns whether it did: nothing moves on attract, where no visit
    is, nor while an order is being placed. on_change holds the listeners, called with a Change after the fact.
    """

    def __init__(
        self, clock: Callable[[], float], settings: VisitSettings | None = None, stock: Stock | None = None
    ) -> None:
        self._clock = clock
        self._stock = stock
        self._offer_of: OfferOf | None = None
        self.settings = settings or VisitSettings()
        self.on_change: list[Callable[[Change], None]] = []
        self._forget()

    def _forget(self) -> None:
        self._id: str | None = None
        self._where = Where(Page.ATTRACT)
        self._history: list[Where] = []
        self._language: Language = self.settings.language
        self._text_size = self.settings.text_size
        self._basket = Basket(self._stock, self._offer_of)
        self._shown: Review | None = None
        self._shown_at = self._clock() - 2 * READ_S
        self._placing = False
        self._order_error: str | None = None
        self._last_order: OrderRecord | None = None
        self._present_at = self._clock()
        self._seconds_left: int | None = None

    # --- what a page reads --------------------------------------------------------------------------------------

    @property
    def id(self) -> str | None:
        """Random, in memory only; None while nobody is here."""
        return self._id

    @property
    def active(self) -> bool:
        return self._id is not None

    @property
    def page(self) -> Page:
        return self._where.page

    @property
    def params(self) -> Mapping[str, str]:
        return self._where.params

    @property
    def can_go_back(self) -> bool:
        return bool(self._history) and not self._placing

    @property
    def language(self) -> Language:
        return self._language

    @property
    def text_size(self) -> float:
        return self._text_size

    @property
    def basket(self) -> Basket:
        """To read. Change it through add, set_quantity and remove, or nobody is told."""
        return self._basket

    @property
    def placing(self) -> bool:
        """True from confirm() until the journal has answered."""
        return self._placing

    @property
    def order_error(self) -> str | None:
        """Why the order could not be placed, as a stable name for the confirm page; None where nothing failed."""
        return self._order_error

    @property
    def last_order(self) -> OrderRecord | None:
        return self._last_order

    @property
    def idle_seconds_left(self) -> int | None:
        """None unless the visitor is being warned."""
        return self._seconds_left

    # --- coming and going ---------------------------------------------------------------------------------------

    def begin(self, language: Language | None = None) -> bool:
        """Start a visit; False where one is under way. The tap that wakes the screen does nothing else."""
        if language is not None:
            self._check_language(language)
        if self.active:
            return False
        self._start(language, self._home)
        return True

    def end(self) -> None:
        """Forget everything of this visit and return to attract."""
        if not self.active:
            return
        self._forget()
        self._tell(Change.ENDED)

    def knock(self) -> None:
        """Staff are at the door: whatever visit there was is over."""
        self.end()
        self._start(None, Where(Page.STAFF_DOOR))

    def admit(self) -> None:
        """They knew the PIN. There is no way back to the door, and none from anywhere else."""
        if self.page is Page.STAFF_DOOR:
            self._arrive(Where(Page.STAFF))

    def _start(self, language: Language | None, where: Where, *before: Where) -> None:
        self._forget()
        self._id = secrets.token_hex(8)
        self._language = language or self.settings.language
        self._where = where
        self._history.extend(before)
        self._tell(Change.BEGAN)
        self._tell(Change.PAGE)

    @property
    def _home(self) -> Where:
        return Where(self.settings.home, self.settings.home_params)

    def go(self, page: Page | str, **params: str) -> bool:
        """Show a page. Raises ValueError for an unknown page, missing or surplus parameters, and NOT_WALKED_TO.

        The way to attract is end(), and the way to thanks is an order.
        """
        page = checked(page, params)
        if page in NOT_WALKED_TO:
            raise ValueError(f"{page} is not a page to go to")
        if self._free() and page is Page.CONFIRM and self._basket.count == 0:
            self._touched()  # it leads nowhere, but somebody is here
            return False
        return self._free() and self._show(Where(page, params))

    def back(self) -> bool:
        """The page before; False at the visit's first page. Back never leaves the visit."""
        if not self._free():
            return False
        self._touched()
        while self._history:
            where = self._history.pop()
            if where.page is Page.CONFIRM and self._basket.count == 0:
                continue  # what was to be confirmed is gone
            if where != self._where:
                self._arrive(where)
                return True
        return False

    def home(self) -> bool:
        """The first page of a visit, with nothing to go back to."""
        if not self._free():
            return False
        self._touched()
        self._history.clear()
        self._arrive(self._home)
        return True

    def show_passport(self, passport: str) -> bool:
        """A sticker was recognised; passport is the key it is kept under. On attract this begins a visit."""
        return self._show_scanned(Where(Page.PASSPORT, {"passport": passport}))

    def show_unknown(self, reason: str = "") -> bool:
        """A code without a passport was read. On attract this begins a visit."""
        return self._show_scanned(Where(Page.UNKNOWN, {"reason": reason} if reason else {}))

    def _show_scanned(self, where: Where) -> bool:
        checked(where.page, where.params)
        if not self.active:
            self._start(None, where, self._home)
            return True
        return self._free() and self._show(where)

    def _free(self) -> bool:
        return self.active and not self._placing

    def _show(self, where: Where) -> bool:
        self._touched()
        if where == self._where:
            return False
        # After thanks there is no way back into the order that was just made; a new look replaces the last one.
        looks = (Page.PASSPORT, Page.UNKNOWN)
        if self.page is Page.THANKS:
            self._history = [self._home]
        elif not (where.page in looks and self._where.page in looks):
            self._history.append(self._where)
        self._arrive(where)
        return True

    def _arrive(self, where: Where) -> None:
        self._where = where
        self._order_error = None
        self._look()
        self._tell(Change.PAGE)

    # --- how it is shown ----------------------------------------------------------------------------------------

    def set_language(self, language: Language) -> None:
        """On attract, choosing a language begins a visit in it. Raises ValueError for another than zh and en."""
        self._check_language(language)
        if self.begin(language):
            return
        self._touched()
        self._language = language
        self._tell(Change.LANGUAGE)

    def set_text_size(self, text_size: float) -> None:
        """Raises ValueError for a size that is not one of TEXT_SIZES."""
        if text_size not in TEXT_SIZES:
            raise ValueError(f"no such text size: {text_size}")
        if self.active:
            self._touched()
            self._text_size = text_size
            self._tell(Change.TEXT_SIZE)

    @staticmethod
    def _check_language(language: str) -> None:
        if language not in LANGUAGES:
            raise ValueError(f"no such language: {language}")

    # --- the basket and the order -------------------------------------------------------------------------------

    def add(self, good: Good, n: int = 1) -> bool:
        """True when the basket changed. Raises ValueError as Basket.add does."""
        return self._change_basket(lambda: self._basket.add(good, n))

    def set_quantity(self, sku: str, n: int) -> bool:
        """True when the basket changed; a sku that is not in it stays out. Raises ValueError for n < 0."""
        good = next((line.good for line in self._basket.lines if line.good.sku == sku), None)
        return good is not None and self._change_basket(lambda: self._basket.set_quantity(good, n))

    def remove(self, sku: str) -> bool:
        return self._change_basket(lambda: self._basket.remove(sku))

    def _change_basket(self, change: Callable[[], object]) -> bool:
        """False where there is no visit or its order is being placed."""
        if not self._free():
            return False
        self._touched()
        before = self._basket.lines
        change()
        if self._basket.lines == before:
            return False
        self._order_error = None
        self._look()
        self._tell(Change.BASKET)
        return True

    def sell_from(self, offer_of: OfferOf) -> None:
        """Whence prices and stock come from now on."""
        self._offer_of = self._basket.offer_of = offer_of

    @property
    def review(self) -> Review:
        """The basket as the screen has it: at today's prices, and what changed since the visitor agreed."""
        return self._basket.review() if self._shown is None else self._shown

    def wares_changed(self) -> None:
        """Prices or stock are others: pages show them, and the basket's lines what became of them."""
        if not self.active:
            return
        self._look()
        self._tell(Change.WARES)

    def _look(self) -> None:
        """Puts the basket as it is now on the screen, and notes when news came there, good or bad."""
        now = self._basket.review()
        if now == self._shown:
            return
        if now.changes or (self._shown is not None and self._shown.changes):
            self._shown_at = self._clock()
        self._shown = now

    def confirm(self) -> Confirmation | None:
        """The visitor says yes. None unless on the confirm page with something to order: a second tap gets None.

        What is confirmed is what was on the screen, line by line: where a price or the stock has changed since, it
        is shown, None is the answer, and the visitor says yes again, or not. What is sold out is never confirmed.
        The caller places the order and answers with order_placed or order_failed, carrying the visit id.
        """
        if not self._free() or self._id is None or self.page is not Page.CONFIRM or self._basket.count == 0:
            return None
        self._touched()
        self._look()
        shown = self.review
        if shown.short or self._clock() - self._shown_at < READ_S:
            self._tell(Change.WARES)
            return None
        self._basket.agree(shown)
        self._shown = self._basket.review()
        self._placing = True
        self._order_error = None
        self._tell(Change.PLACING)
        return Confirmation(self._id, self._basket.lines, self._language)

    def order_placed(self, visit_id: str, record: OrderRecord) -> bool:
        """The order is durable. False, and nothing on the screen, where that visit has ended meanwhile."""
        if not self._placing or visit_id != self._id:
            return False
        self._placing = False
        self._last_order = record
        self._basket.clear()
        self._shown = None
        self._history.clear()
        self._where = Where(Page.THANKS)
        self._touched()
        for change in (Change.PLACING, Change.BASKET, Change.ORDER, Change.PAGE):
            self._tell(change)
        return True

    def order_failed(self, visit_id: str, error: str) -> bool:
        """The order was not written down; error is a stable name. Still on confirm. False for an ended visit."""
        if not self._placing or visit_id != self._id:
            return False
        self._placing = False
        self._order_error = error
        self._look()
        self._touched()
        self._tell(Change.PLACING)
        return True

    def order_changed(self, record: OrderRecord) -> bool:
        """News of an order, from the sync; False where it is not the one on this screen."""
        if self._last_order is None or self._last_order.order.reference != record.order.reference:
            return False
        self._last_order = record
        self._tell(Change.ORDER)
        return True

    # --- idle ---------------------------------------------------------------------------------------------------

    def present(self, kind: Presence) -> None:
        """Somebody is here. Every kind counts alike; naming it keeps callers from forgetting one."""
        if self.active and kind in Presence:
            self._touched()

    def tick(self) -> list[IdleWarning | IdleOver]:
        """Call several times a second. What happened since the last call; the visit may be over after it."""
        if not self.active:
            return []
        left = seconds_left(self._clock() - self._present_at, self.settings.idle_times(self.page))
        if left == 0:
            self.end()
            return [IdleOver()]
        if left == self._seconds_left:
            return []
        self._seconds_left = left
        self._tell(Change.IDLE)
        return [] if left is None else [IdleWarning(left)]

    def _touched(self) -> None:
        self._present_at = self._clock()
        if self._seconds_left is not None:
            self._seconds_left = None
            self._tell(Change.IDLE)

    def _tell(self, change: Change) -> None:
        for listener in tuple(self.on_change):
            listener(change)
