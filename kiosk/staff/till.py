"""The selling side of a booth: journal, store and what carries orders between them, and what may be sold just now.

While the store answers, what it says of stock and price holds. While it does not, what it said last holds, over a
restart too, and the booth sells from its allotment alone: so many pieces of each ware at most, and of what the
store last had no more than this booth's share, so that booths that are all cut off do not sell the same piece
twice. Only what others sold at the store in between is not known here; the store parks such an order. What is in
the journal and not yet at the store is gone from both, and so is what a set there holds: a bowl that waits to be
sold within a set is not sold alone as well.
"""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from kiosk.order.model import UNSENT, OrderRecord
from kiosk.order.offer import Part, set_stock
from kiosk.staff.orders.opening import journal_path, store_of
from kiosk.store.base import Ware

if TYPE_CHECKING:
    from kiosk.order.basket import Basket
    from kiosk.order.journal import Journal
    from kiosk.order.sync import Sync, SyncStatus
    from kiosk.settings import Settings
    from kiosk.store.base import Store
    from kiosk.town.packed import Pack

MOST_KEPT = 5000  # wares whose price and stock are remembered


class Till:
    """on_record, on_status, on_wares, on_trouble(staff) and on_closed(staff) are called on threads of its own."""

    def __init__(
        self,
        settings: Settings,
        *,
        on_record: Callable[[OrderRecord], None],
        on_status: Callable[[SyncStatus], None],
        on_wares: Callable[[], None],
        on_trouble: Callable[[str], None],
        on_closed: Callable[[str], None],
    ) -> None:
        self._settings = settings
        self._on_record = on_record
        self._on_status = on_status
        self._on_wares = on_wares
        self._on_trouble = on_trouble
        self._on_closed = on_closed
        self._lock = threading.Lock()
        self._wares: dict[str, Ware] = {}  # as the store last said
        self._town: dict[str, Ware] = {}  # as the town's files say
        self._unsent: dict[str, Counter[str]] = {}  # reference -> sku -> pieces, also those within sets
        self._going: Counter[str] = Counter()  # their sum: a page asks for each dish, all day offline
        self._link: Store | None = None  # never called over the network: it works out pay links
        self.journal: Journal | None = None
        self.sync: Sync | None = None

    def start(self, catalogue: Sequence[Ware]) -> None:
        """Opens journal and store, and begins to send. catalogue: what the town sells, until the store says more; a
        store that is embedded sells just that.

        Imports what the first frame does not need. What cannot be opened is told to on_closed, and nothing is sold.
        """
        from kiosk.order.journal import JournalError
        from kiosk.order.sync import Sync

        self._town = {ware.sku: ware for ware in catalogue}
        store = self._settings.store

        def one() -> Store:
            return store_of(self._settings, catalogue)

        try:
            self._link = one()
            journal = self._open_journal(store.keep_days or None)
            self.sync = Sync(
                journal,
                one(),
                on_change=self._on_status,
                more=one,
                senders=1 if store.url == "embedded" else store.senders,
                on_wares=self._heard_of,
            )
            self.sync.start()
        except (JournalError, ValueError, OSError) as error:
            self._on_closed(str(error))

    def _open_journal(self, keep_days: int | None = None) -> Journal:
        """Makes it where there is none, and counts what waits in it; the store's link is there already.

        Raises JournalError, OSError.
        """
        from kiosk.order.journal import Journal

        path = journal_path(self._settings)
        path.parent.mkdir(parents=True, exist_ok=True)
        journal = self.journal = Journal(path, on_change=self._recorded, keep_days=keep_days)
        if journal.set_aside is not None:
            self._on_trouble(f"a damaged journal was set aside as {journal.set_aside}")
        self._wares = remembered(journal.note(self._note)) | self._wares
        damaged = 0
        for state in UNSENT:
            for record in journal.records(limit=1_000_000, state=state):
                self._count(record)
                damaged += not record.order.lines
        if damaged:
            self._on_trouble(
                f"{damaged} orders in the journal are damaged; they are parked, see kiosk orders queue"
            )
        return journal

    def close(self) -> None:
        if self.sync is not None:
            self.sync.stop()
        if self.journal is not None:
            self.journal.close()
        if self._link is not None:
            self._link.close()

    @property
    def open(self) -> bool:
        return self.journal is not None

    def place(self, basket: Basket, language: str) -> Future[OrderRecord]:
        """As kiosk.order.place; RuntimeError while it is not open."""
        from kiosk.order.place import place

        if self.journal is None:
            raise RuntimeError("orders are closed")
        promise = place(basket, self.journal, lambda: datetime.now(UTC), language)
        if self.sync is not None:
            promise.add_done_callback(lambda _: self.sync.wake() if self.sync is not None else None)
        return promise

    # --- what may be sold -------------------------------------------------------------------------------------

    def live(self, sku: str) -> Ware | None:
        """Price and pieces as they may be sold now; None for what neither store nor town has heard of."""
        allotment = None if self.reachable else self._settings.store.allotment
        with self._lock:
            ware = self._ware(sku)
            if ware is None:
                return None
            parts = [Part(part, count, count) for part, count in Counter(ware.parts).items()]
            own = self._left(sku, allotment)
            return replace(ware, stock=set_stock(own, parts, lambda part: self._left(part, allotment)))

    def _ware(self, sku: str) -> Ware | None:
        """As the store says; of what a set holds a store may say nothing, then the town does."""
        said, town = self._wares.get(sku), self._town.get(sku)
        if said is None or said.parts or town is None:
            return said or town
        return replace(said, parts=town.parts) if town.parts else said

    def _left(self, sku: str, allotment: int | None) -> int | None:
        """Pieces of this ware without a look at its parts; 0 of what is not sold, None where nobody counts."""
        ware = self._ware(sku)
        if ware is None or not ware.enabled:
            return 0
        stock = ware.stock
        if stock is not None and allotment is not None:
            stock = share(stock, self._settings.store.booths, self._settings.store.number)
        counts = [count for count in (stock, allotment) if count is not None]
        return max(0, min(counts) - self._going[sku]) if counts else None

    @property
    def reachable(self) -> bool:
        """Whether the store was heard of since the start, and is."""
        from kiosk.order.sync import Link

        return self.sync is not None and self.sync.heard and self.sync.status.link is Link.ONLINE

    def pay_link(self, record: OrderRecord) -> str:
        """Where a phone pays: as the store said, or worked out here while it is not heard of; "" for neither."""
        if record.pay_url or self._link is None:
            return record.pay_url
        order = record.order
        return self._link.pay_link(order.reference, order.total, order.currency) or ""

    # --- on the threads of journal and sync -------------------------------------------------------------------

    def _recorded(self, record: OrderRecord) -> None:
        self._count(record)
        self._on_record(record)

    def _count(self, record: OrderRecord) -> None:
        reference, unsent = record.order.reference, record.state in UNSENT
        with self._lock:
            if unsent is (reference in self._unsent):
                return
            if unsent:
                self._unsent[reference] = self._pieces(record)
                self._going.update(self._unsent[reference])
            else:  # as many as were counted then, whatever a set holds by now
                self._going.subtract(self._unsent.pop(reference))

    def _pieces(self, record: OrderRecord) -> Counter[str]:
        taken: Counter[str] = Counter()
        for line in record.order.lines:
            ware = self._ware(line.good.sku)
            for sku in (line.good.sku, *(ware.parts if ware else ())):
                taken[sku] += line.quantity
        return taken

    def _heard_of(self, wares: Sequence[Ware]) -> None:
        with self._lock:
            before = self._wares
            self._wares = before | {ware.sku: ware for ware in wares}
            kept = list(self._wares.values()) if self._wares != before else []
        if kept and self.journal is not None:
            self.journal.set_note(self._note, json.dumps([asdict(ware) for ware in kept[:MOST_KEPT]]))
        self._on_wares()

    @property
    def _note(self) -> str:
        return f"wares of {self._link.name if self._link is not None else ''}"


def share(pieces: int, booths: int, number: int) -> int:
    """How many of `pieces` are this booth's: all booths' shares together are just as many."""
    return pieces // booths + (number <= pieces % booths)


def remembered(text: str | None) -> dict[str, Ware]:
    """What the store last said of each ware, as the journal kept it; nothing where that cannot be read."""
    from kiosk.store.contract import page_from_json

    try:
        return {ware.sku: ware for ware in page_from_json({"goods": json.loads(text or "[]"), "next": None}).wares}
    except ValueError:
        return {}


def catalogue(pack: Pack) -> list[Ware]:
    """What the town's menus sell, as its files say. Raises PackError."""
    currency = pack.title().currency
    return [
        Ware(
            f"{menu.id}/{dish.id}",
            dish.name.en,
            dish.price,
            currency,
            None if dish.parts else dish.stock,
            parts=tuple(f"{menu.id}/{part}" for part in dish.parts),
        )
        for menu in pack.menus()
        for dish in menu.dishes
    ]
