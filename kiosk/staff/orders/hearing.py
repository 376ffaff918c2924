"""What a store says of the orders that it has, all of it, once: paid, cancelled, refunded."""

from __future__ import annotations

from kiosk.order.journal import Journal
from kiosk.order.model import OrderState
from kiosk.order.sync.listen import ROUND, Listener
from kiosk.order.sync.status import Backoff
from kiosk.store.base import Capabilities, Changes, Failure, Store, StoreOrder, Unknown

MOST_ASKED = 10_000  # answers of a store whose changes do not end


class Hearing(Listener):
    """A listener that does not wait for news, and needs no thread."""

    def __init__(self, journal: Journal, store: Store) -> None:
        super().__init__(journal, store, None, lambda failure: None, Backoff())

    def hear(self) -> Failure | None:
        """Writes down all that the store says by now; what failed. Raises JournalError."""
        can = self._store.capabilities()
        if not isinstance(can, Capabilities):
            return can
        if can.changes:
            return self._changes()
        return self._each() if can.orders else None

    def _changes(self) -> Failure | None:
        kept = self._journal.note(self._note) or ""
        since = int(kept) if kept.isdecimal() else 0
        for _ in range(MOST_ASKED):
            found = self._store.changes(since)
            if not isinstance(found, Changes):
                return found
            for order in found.orders:
                self.note(order)
            if found.last == since:
                return None
            if found.orders or found.wares:
                self._journal.set_note(self._note, str(found.last))  # after what it covers is durable
            since = found.last
        return Unknown(f"the changes of {self._store.name} do not end")

    def _each(self) -> Failure | None:
        """Of a store that can only be asked: after the newest that are not paid, and the newest that are."""
        for record in self._journal.records(ROUND, OrderState.SENT) + self._journal.records(ROUND, OrderState.PAID):
            found = self._store.order(record.order.reference)
            if isinstance(found, StoreOrder):
                self.note(found)
            elif found is not None:
                return found
        return None
