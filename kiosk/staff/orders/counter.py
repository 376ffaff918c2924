"""A till without a screen: orders are counted, limited and written down as at a booth, and nothing is sent."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from kiosk.order.model import Order, OrderRecord, OrderState
from kiosk.staff.orders.opening import journal_path, store_of
from kiosk.staff.till import Till

if TYPE_CHECKING:
    from kiosk.order.basket import Basket
    from kiosk.settings import Settings
    from kiosk.store.base import Failure, Store, Ware

ASKED_FOR_S = 15.0  # a catalogue that has not ended by then is as good as none
MOST_PAGES = 1000


class Counter(Till):
    """What may be sold follows the till's own rules; it hears of the store once, when it starts.

    A store that does not answer is one that is not heard of: then the booth's allotment is what there is.
    """

    def __init__(self, settings: Settings, command: str) -> None:
        super().__init__(
            settings,
            on_record=lambda record: None,
            on_status=lambda status: None,
            on_wares=lambda: None,
            on_trouble=lambda staff: print(f"kiosk {command}: {staff}", file=sys.stderr),
            on_closed=lambda staff: None,
        )
        self._heard = False

    def start(self, catalogue: Sequence[Ware]) -> None:
        """Counts what the journal holds unsent, and asks the store for its prices and stock. A journal that is not
        there yet is not made. Raises JournalError, OSError, and ValueError for settings that name no store."""
        self._town = {ware.sku: ware for ware in catalogue}
        self._link = store_of(self._settings, catalogue)
        if journal_path(self._settings).exists():
            self.open_journal()
        said = wares_of(self._link)
        if isinstance(said, list):
            self._heard = True
            self._heard_of(said)
        else:
            self._on_trouble(
                f"{self._link.name} is not heard of ({said.reason}); this booth's allotment is what there is"
            )

    def open_journal(self) -> None:
        """Makes it where there is none. Raises JournalError, OSError."""
        if self.journal is None:
            self._open_journal()

    def hold(self, basket: Basket, language: str) -> None:
        """Off the shelf for whoever comes next, though it is not written down yet; place() counts it no second
        time. The basket is not empty."""
        currency = basket.currency or ""
        order = Order(basket.reference(), basket.lines, currency, basket.total, datetime.now(UTC), language)
        self._count(OrderRecord(order, OrderState.WAITING))

    @property
    def reachable(self) -> bool:
        return self._heard


def wares_of(store: Store) -> list[Ware] | Failure:
    """All that the store sells, as it says now; nothing of a store that has no catalogue and is well."""
    from kiosk.store.base import Capabilities, Page, RetryLater

    can = store.capabilities()
    if not isinstance(can, Capabilities):
        return can
    if not can.catalogue:
        return store.health() or []
    found: list[Ware] = []
    until, after = time.monotonic() + ASKED_FOR_S, 0
    for _ in range(MOST_PAGES):
        page = store.catalogue(after)
        if not isinstance(page, Page):
            return page
        found += page.wares
        if page.after is None:
            return found
        after = page.after
        if time.monotonic() > until:
            return RetryLater(f"its catalogue takes longer than {ASKED_FOR_S:.0f} s")
    return found
