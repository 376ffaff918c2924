"""A whole store in one SQLite file beside the booth: what a booth sells to when no online shop is configured."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kiosk.store import contract
from kiosk.store.base import Accepted, Answer, Rejected, RetryLater, Submission, Unknown

_APPLICATION_ID = 0x47544B53  # "GTKS"
_SCHEMA = """
BEGIN EXCLUSIVE;
CREATE TABLE IF NOT EXISTS orders (
  id INTEGER PRIMARY KEY,
  external_reference TEXT NOT NULL UNIQUE,
  body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS sold (sku TEXT PRIMARY KEY, quantity INTEGER NOT NULL) WITHOUT ROWID;
COMMIT;
"""


@dataclass(frozen=True, slots=True)
class Offer:
    """What a catalogue says of one sku. unit_price: minor units. stock: pieces ever for sale, None: not counted."""

    unit_price: int
    currency: str
    stock: int | None = None


class EmbeddedStore:
    """One order for each external reference, fsynced before it is accepted.

    Without a catalogue it takes whatever adds up; with one (sku -> Offer) it refuses unknown goods, other
    prices and more than there is. The file is opened at the first call. A lock lets the store server call it
    from several threads; several processes may share the file.
    """

    name = "embedded"

    def __init__(self, path: Path, catalogue: Mapping[str, Offer] | None = None) -> None:
        self.path = path
        self._catalogue = catalogue
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None

    def submit(self, submission: Submission) -> Answer:
        if reason := contract.fault(submission):
            return Rejected(reason)
        with self._lock:
            try:
                connection = self._open()
                connection.execute("BEGIN IMMEDIATE")
                answer = self._take(connection, submission)
            except (sqlite3.Error, OSError) as error:
                self._undo()
                return RetryLater(f"{self.path.name}: {error}")  # nothing was committed
            try:
                connection.execute("COMMIT" if isinstance(answer, Accepted) else "ROLLBACK")
            except sqlite3.Error as error:
                self._undo()
                return Unknown(f"{self.path.name}: {error}")
            return answer

    def find(self, reference: str) -> Accepted | RetryLater | None:
        with self._lock:
            try:
                row = self._row(self._open(), reference)
            except (sqlite3.Error, OSError) as error:
                return RetryLater(f"{self.path.name}: {error}")
        return Accepted(store_id(row[0]), already_there=True) if row else None

    def order(self, reference: str) -> tuple[str, Submission] | None:
        """The store's id and what was ordered. Raises sqlite3.Error."""
        with self._lock:
            row = self._row(self._open(), reference)
        return (store_id(row[0]), contract.from_json(json.loads(row[1]))) if row else None

    def orders(self, limit: int = 100) -> list[tuple[str, Submission]]:
        """Newest first. Raises sqlite3.Error."""
        with self._lock:
            rows = self._open().execute("SELECT id, body FROM orders ORDER BY id DESC LIMIT ?", (limit,)).fetchall()
        return [(store_id(n), contract.from_json(json.loads(body))) for n, body in rows]

    def close(self) -> None:
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(self.path, isolation_level=None, timeout=5.0, check_same_thread=False)
            try:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = FULL")
                if connection.execute("PRAGMA application_id").fetchone()[0] != _APPLICATION_ID:
                    connection.executescript(_SCHEMA)
                    connection.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
            except BaseException:
                connection.close()
                raise
            self._connection = connection
        return self._connection

    def _take(self, connection: sqlite3.Connection, submission: Submission) -> Answer:
        if row := self._row(connection, submission.reference):
            if contract.same(submission, contract.from_json(json.loads(row[1]))):
                return Accepted(store_id(row[0]), already_there=True)
            return Rejected("the store has another order with this reference")
        wanted: dict[str, int] = {}
        for line in submission.lines:
            wanted[line.sku] = wanted.get(line.sku, 0) + line.quantity
        if self._catalogue is not None and (reason := self._refusal(connection, submission, wanted)):
            return Rejected(reason)
        connection.executemany(
            "INSERT INTO sold VALUES (?, ?)"
            " ON CONFLICT (sku) DO UPDATE SET quantity = quantity + excluded.quantity",
            wanted.items(),
        )
        body = json.dumps(contract.to_json(submission), ensure_ascii=False)
        cursor = connection.execute(
            "INSERT INTO orders (external_reference, body) VALUES (?, ?)", (submission.reference, body)
        )
        assert cursor.lastrowid is not None
        return Accepted(store_id(cursor.lastrowid))

    def _refusal(
        self, connection: sqlite3.Connection, submission: Submission, wanted: Mapping[str, int]
    ) -> str | None:
        assert self._catalogue is not None
        for line in submission.lines:
            offer = self._catalogue.get(line.sku)
            if offer is None:
                return f"{line.sku} is not sold here"
            if (line.unit_price, submission.currency) != (offer.unit_price, offer.currency):
                return f"{line.sku} costs {offer.unit_price} {offer.currency} (minor units), not {line.unit_price}"
            if offer.stock is not None:
                row = connection.execute("SELECT quantity FROM sold WHERE sku = ?", (line.sku,)).fetchone()
                left = offer.stock - (row[0] if row else 0)
                if wanted[line.sku] > left:
                    return f"{line.sku}: {wanted[line.sku]} wanted, {max(0, left)} left"
        return None

    def _row(self, connection: sqlite3.Connection, reference: str) -> tuple[int, str] | None:
        row = connection.execute(
            "SELECT id, body FROM orders WHERE external_reference = ?", (reference,)
        ).fetchone()
        return (row[0], row[1]) if row else None

    def _undo(self) -> None:
        if self._connection is not None and self._connection.in_transaction:
            self._connection.execute("ROLLBACK")


def store_id(number: int) -> str:
    return f"E{number:06d}"
