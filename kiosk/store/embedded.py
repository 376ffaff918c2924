"""A whole store in one SQLite file beside the booth: what a booth sells to when no online shop is configured."""

from __future__ import annotations

import json
import sqlite3
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from kiosk.store import contract
from kiosk.store.base import (
    Accepted,
    Answer,
    Capabilities,
    Changes,
    Page,
    Rejected,
    RetryLater,
    StoreOrder,
    StoreState,
    Submission,
    Unknown,
    Ware,
)
from kiosk.store.embedded_file import opened

_CHANGED = "INSERT OR REPLACE INTO changes (kind, key) VALUES (?, ?)"
T = TypeVar("T")
_PAGE = 200
_LONGEST_WAIT_S = 25.0


class EmbeddedStore:
    """One order for each external reference, fsynced before it is accepted.

    Without a catalogue it takes whatever adds up; with one it refuses unknown goods, other prices and more than
    there is: a ware's stock is what there ever was, and what was sold goes off it, alone or within a set. The file
    is opened at the first call. A lock lets the store server call it from several threads; several processes may
    share the file.
    """

    name = "embedded"

    def __init__(
        self,
        path: Path,
        catalogue: Sequence[Ware] | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.path = path
        self._catalogue = None if catalogue is None else {ware.sku: ware for ware in catalogue}
        self._now = now
        self._lock = threading.Lock()
        self._changed = threading.Condition()
        self._times = 0  # that something changed here, for who is just about to wait for it
        self._closed = False
        self._connection: sqlite3.Connection | None = None

    # --- an order -------------------------------------------------------------------------------------------------

    def submit(self, submission: Submission) -> Answer:
        if reason := contract.fault(submission):
            return Rejected(reason)
        with self._lock:
            try:
                connection = self._open()
                connection.execute("BEGIN IMMEDIATE")
                answer = self._take(connection, submission)
            except (sqlite3.Error, OSError, ValueError) as error:  # ValueError: a row that is none of ours
                self._undo()
                return RetryLater(f"{self.path.name}: {error}")  # nothing was committed
            try:
                connection.execute("COMMIT" if isinstance(answer, Accepted) else "ROLLBACK")
            except sqlite3.Error as error:
                self._undo()
                return Unknown(f"{self.path.name}: {error}")
        self._wake()
        return answer

    def find(self, reference: str) -> Accepted | RetryLater | None:
        found = self.order(reference)
        if not isinstance(found, StoreOrder):
            return found
        return Accepted(found.store_id, already_there=True, state=found.state)

    def order(self, reference: str) -> StoreOrder | RetryLater | None:
        return self._reading(lambda connection: self._order(connection, reference))

    def cancel(self, reference: str, reason: str) -> StoreOrder | Rejected | RetryLater | Unknown | None:
        return self._become(reference, StoreState.CANCELLED, StoreState.ACCEPTED, reason)

    def refund(self, reference: str, reason: str) -> StoreOrder | Rejected | RetryLater | Unknown | None:
        return self._become(reference, StoreState.REFUNDED, StoreState.PAID, reason)

    def pay(self, reference: str) -> StoreOrder | Rejected | RetryLater | Unknown | None:
        """The counter, or the pay page of the store server, has the money. Safe to ask twice."""
        return self._become(reference, StoreState.PAID, StoreState.ACCEPTED)

    def pay_link(self, reference: str, total: int, currency: str) -> str | None:
        return None  # a file has no page that a phone could open; StoreServer has

    # --- the store ------------------------------------------------------------------------------------------------

    def capabilities(self) -> Capabilities:
        return Capabilities(
            catalogue=self._catalogue is not None,
            changes=True,
            longest_wait_s=_LONGEST_WAIT_S,
            cancel=True,
            refund=True,
            sets=self._catalogue is not None,
        )

    def health(self) -> RetryLater | None:
        said = self._reading(lambda connection: connection.execute("SELECT 1 FROM orders LIMIT 1").fetchone())
        return said if isinstance(said, RetryLater) else None

    def catalogue(self, after: int = 0) -> Page | RetryLater:
        def read(connection: sqlite3.Connection) -> Page:
            skus = sorted(self._catalogue or ())
            page = skus[after : after + _PAGE]
            more = after + len(page) < len(skus)
            return Page(self._wares(connection, page), after + len(page) if more else None)

        return self._reading(read)

    def changes(self, since: int, wait_s: float = 0.0) -> Changes | RetryLater:
        deadline = time.monotonic() + min(wait_s, _LONGEST_WAIT_S)
        while True:
            with self._changed:
                times = self._times
            found = self._reading(lambda connection: self._since(connection, since))
            left = deadline - time.monotonic()
            if isinstance(found, RetryLater) or found.last != since or left <= 0 or self._closed:
                return found
            with self._changed:  # another process may change it, too: look again now and then
                if times == self._times and not self._closed:
                    self._changed.wait(min(left, 0.5))

    def orders(self, limit: int = 100) -> list[tuple[str, Submission]]:
        """Newest first. Raises sqlite3.Error."""
        with self._lock:
            rows = self._open().execute("SELECT id, body FROM orders ORDER BY id DESC LIMIT ?", (limit,)).fetchall()
        return [(store_id(n), contract.from_json(json.loads(body))) for n, body in rows]

    def stop_waiting(self) -> None:
        """Ends what waits in changes(), now and from now on."""
        self._closed = True
        self._wake()

    def close(self) -> None:
        self.stop_waiting()
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    # --- inside -----------------------------------------------------------------------------------------------

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = opened(self.path)
        return self._connection

    def _reading(self, read: Callable[[sqlite3.Connection], T]) -> T | RetryLater:
        with self._lock:
            try:
                return read(self._open())
            except (sqlite3.Error, OSError, ValueError) as error:
                return RetryLater(f"{self.path.name}: {error}")

    def _wake(self) -> None:
        with self._changed:
            self._times += 1
            self._changed.notify_all()

    def _become(
        self, reference: str, state: StoreState, before: StoreState, reason: str = ""
    ) -> StoreOrder | Rejected | RetryLater | Unknown | None:
        """The order once it is in `state`; Rejected where it is in neither that nor `before`."""
        with self._lock:
            try:
                connection = self._open()
                connection.execute("BEGIN IMMEDIATE")
                found = self._order(connection, reference)
                if found is not None and found.state is before:
                    paid_at = self._now().isoformat() if state is StoreState.PAID else None
                    connection.execute(
                        "UPDATE orders SET state = ?, paid_at = coalesce(?, paid_at), reason = ?"
                        " WHERE external_reference = ?",
                        (state.value, paid_at, reason[: contract.MAX_TEXT] or None, reference),
                    )
                    changed = [("order", reference)]
                    if state is not StoreState.PAID:  # the goods go back to the shelf
                        taken = self._taken(connection, found)
                        connection.executemany(
                            "UPDATE sold SET quantity = max(0, quantity - ?) WHERE sku = ?",
                            [(quantity, sku) for sku, quantity in taken.items()],
                        )
                        changed += self._moved(taken)
                    connection.executemany(_CHANGED, changed)
            except (sqlite3.Error, OSError, ValueError) as error:
                self._undo()
                return RetryLater(f"{self.path.name}: {error}")
            try:
                connection.execute("COMMIT")
            except sqlite3.Error as error:
                self._undo()
                return Unknown(f"{self.path.name}: {error}")
        self._wake()
        if found is not None and found.state not in (before, state):
            return Rejected(f"it is {found.state}")
        return self.order(reference)

    def _since(self, connection: sqlite3.Connection, since: int) -> Changes:
        rows = connection.execute(
            "SELECT number, kind, key FROM changes WHERE number > ? ORDER BY number LIMIT ?", (since, _PAGE)
        ).fetchall()
        if not rows:
            newest = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'changes'").fetchone()
            return Changes(min(since, newest[0] if newest else 0))
        references = dict.fromkeys(key for _, kind, key in rows if kind == "order")
        orders = (self._order(connection, reference) for reference in references)
        skus = dict.fromkeys(key for _, kind, key in rows if kind == "good")
        wares = self._wares(connection, [sku for sku in skus if sku in (self._catalogue or {})])
        return Changes(rows[-1][0], tuple(order for order in orders if order), wares)

    def _wares(self, connection: sqlite3.Connection, skus: Sequence[str]) -> tuple[Ware, ...]:
        assert self._catalogue is not None or not skus
        return tuple(self._ware(connection, (self._catalogue or {})[sku]) for sku in skus)

    def _ware(self, connection: sqlite3.Connection, ware: Ware) -> Ware:
        counts = [self._left(connection, ware)]
        for sku, count in Counter(ware.parts).items():
            left = self._left(connection, part) if (part := self._single(sku)) else 0
            counts.append(None if left is None else left // count)
        return replace(ware, stock=min((count for count in counts if count is not None), default=None))

    def _left(self, connection: sqlite3.Connection, ware: Ware) -> int | None:
        """Pieces of this ware, without a look at its parts."""
        if ware.stock is None:
            return None
        row = connection.execute("SELECT quantity FROM sold WHERE sku = ?", (ware.sku,)).fetchone()
        return max(0, ware.stock - (row[0] if row else 0))

    def _single(self, sku: str) -> Ware | None:
        """What may be in a set: for sale, and no set itself."""
        ware = (self._catalogue or {}).get(sku)
        return ware if ware and ware.enabled and not ware.parts else None

    def _moved(self, taken: Iterable[str]) -> list[tuple[str, str]]:
        """Changes to tell of: these goods, and the sets that hold any of them."""
        skus = dict.fromkeys(taken)
        holding = [of.sku for of in (self._catalogue or {}).values() if not skus.keys().isdisjoint(of.parts)]
        return [("good", sku) for sku in dict.fromkeys([*skus, *holding])]

    @staticmethod
    def _taken(connection: sqlite3.Connection, order: StoreOrder) -> dict[str, int]:
        """What this order took then, whatever its sets hold now."""
        [kept] = connection.execute(
            "SELECT taken FROM orders WHERE external_reference = ?", (order.reference,)
        ).fetchone()
        if kept is None:
            return {line.sku: line.quantity for line in order.lines}
        return {str(sku): int(quantity) for sku, quantity in json.loads(kept).items()}

    def _take(self, connection: sqlite3.Connection, submission: Submission) -> Answer:
        if row := self._row(connection, submission.reference):
            if contract.same(submission, contract.from_json(json.loads(row[1]))):
                return Accepted(store_id(row[0]), already_there=True)
            return Rejected("the store has another order with this reference")
        wanted: Counter[str] = Counter()
        for line in submission.lines:
            ware = (self._catalogue or {}).get(line.sku)
            for sku in (line.sku, *(ware.parts if ware else ())):
                wanted[sku] += line.quantity
        if self._catalogue is not None and (reason := self._refusal(connection, submission, wanted)):
            return Rejected(reason)
        connection.executemany(
            "INSERT INTO sold VALUES (?, ?)"
            " ON CONFLICT (sku) DO UPDATE SET quantity = quantity + excluded.quantity",
            wanted.items(),
        )
        body = json.dumps(contract.to_json(submission), ensure_ascii=False)
        cursor = connection.execute(
            "INSERT INTO orders (external_reference, body, taken) VALUES (?, ?, ?)",
            (submission.reference, body, json.dumps(wanted)),
        )
        connection.executemany(_CHANGED, [("order", submission.reference), *self._moved(wanted)])
        assert cursor.lastrowid is not None
        return Accepted(store_id(cursor.lastrowid))

    def _refusal(
        self, connection: sqlite3.Connection, submission: Submission, wanted: Mapping[str, int]
    ) -> str | None:
        assert self._catalogue is not None
        for line in submission.lines:
            ware = self._catalogue.get(line.sku)
            if ware is None or not ware.enabled:
                return f"{line.sku} is not sold here"
            if (line.unit_price, submission.currency) != (ware.price, ware.currency):
                return f"{line.sku} costs {ware.price} {ware.currency} (minor units), not {line.unit_price}"
            for sku in ware.parts:
                if self._single(sku) is None:
                    return f"{sku}, in {line.sku}, is not sold here"
        for sku, pieces in wanted.items():
            left = self._left(connection, self._catalogue[sku])
            if left is not None and pieces > left:
                sets = [of.sku for of in submission.lines if sku in self._catalogue[of.sku].parts]
                return f"{', in '.join([sku, *sets])}: {pieces} wanted, {left} left"
        return None

    def _row(self, connection: sqlite3.Connection, reference: str) -> tuple[int, str] | None:
        row = connection.execute(
            "SELECT id, body FROM orders WHERE external_reference = ?", (reference,)
        ).fetchone()
        return (row[0], row[1]) if row else None

    def _order(self, connection: sqlite3.Connection, reference: str) -> StoreOrder | None:
        row = connection.execute(
            "SELECT id, body, state, paid_at FROM orders WHERE external_reference = ?", (reference,)
        ).fetchone()
        if row is None:
            return None
        submission = contract.from_json(json.loads(row[1]))
        return StoreOrder(
            reference,
            store_id(row[0]),
            StoreState(row[2]),
            submission.lines,
            submission.currency,
            submission.total,
            submission.placed_at,
            datetime.fromisoformat(row[3]) if row[3] else None,
        )

    def _undo(self) -> None:
        if self._connection is not None and self._connection.in_transaction:
            self._connection.execute("ROLLBACK")


def store_id(number: int) -> str:
    return f"E{number:06d}"
