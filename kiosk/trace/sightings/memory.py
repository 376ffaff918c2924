"""What this booth saw of each sticker, and what other booths told it, on disk.

Nothing here is worth a visitor's wait: seen() and sold() put a note into an inbox and return; about() reads beside
the writer (SQLite in WAL mode), and answers with what it finds. A damaged file is set aside and begun anew: then
the booth is forgetful, which accuses nobody.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from kiosk.trace.model import Passport, Sightings
from kiosk.trace.sightings import tables
from kiosk.trace.sightings.booths import Booths
from kiosk.trace.sightings.doubts import SOLD, Sighting, judge
from kiosk.trace.sightings.exchange import Entry, Received, item_hash
from kiosk.trace.sightings.limits import Limits

log = logging.getLogger(__name__)
T = TypeVar("T")
_Task = tuple["Future[Any] | None", Callable[[sqlite3.Connection], Any]]

WAITING = 10_000  # notes that may wait for a slow disk; more are dropped
AT_ONCE = 500  # notes in one transaction
ENOUGH = 2_000  # sightings of one sticker that are looked at, the newest


class SightingsError(Exception):
    """The memory cannot be opened or read; the text says why, for staff."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of a file. forgotten: older than this booth remembers, or beyond its bound."""

    booth: str
    taken: int
    known: int
    forgotten: int


class Memory:
    """Owns one thread, and in it the only connection that writes. Every method may be called from any thread.

    set_aside names a damaged file that was found here and put away, or is None.
    """

    def __init__(
        self,
        path: Path,
        own: str,
        secret: bytes,
        *,
        booths: Booths,
        limits: Limits,
        clock: Callable[[], float] = time.time,
        exempt: Callable[[str, str], bool] = lambda gtin, serial: False,
    ) -> None:
        """own: this booth's name. secret: the town's key for serials. clock: seconds since 1970 UTC.

        exempt(gtin, serial): a display sample, which is held up all day; nothing is written or said of it. It is
        called on the caller's thread. Raises SightingsError where the disk will not.
        """
        self.path = path
        self.own = own
        self.limits = limits
        self.booths = booths
        self.set_aside: Path | None = None
        self.dropped = 0  # notes that a slow or full disk has cost
        self._secret = secret
        self._clock = clock
        self._exempt = exempt
        self._inbox: SimpleQueue[_Task | None] = SimpleQueue()
        self._gate = threading.Lock()  # nothing enters the inbox behind the end
        self._closed = False
        self._noted: dict[bytes, int] = {}  # flags that were noted in this hour already
        self._noted_hour = 0
        self._reading = threading.Lock()  # held for one look-up
        opened: Future[None] = Future()
        self._thread = threading.Thread(target=self._run, args=(opened,), name="sightings", daemon=True)
        self._thread.start()
        try:
            opened.result()
            # Used in any thread, by one at a time; it only ever reads.
            self._reader = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=0.02, check_same_thread=False
            )
            self._reader.execute("PRAGMA query_only = 1")
        except (sqlite3.Error, OSError) as error:
            self._end()
            raise SightingsError(f"{path}: {error}") from error

    # --- what a booth calls -------------------------------------------------------------------------------------

    def seen(self, gtin: str, serial: str) -> None:
        """A sticker was held up here, now. Once for each hour; returns at once."""
        self._note(gtin, serial, 0)

    def shown(self, passport: Passport) -> None:
        """A passport was shown for a sticker: it counts as seen if its signature holds and it is no display sample.

        A forged label must not make the item whose serial it borrows look copied.
        """
        if passport.issuer is not None and passport.serial is not None and not passport.sample:
            self.seen(passport.product.gtin, passport.serial)

    def sold(self, gtin: str, serial: str) -> None:
        """The item was sold here, now."""
        self._note(gtin, serial, SOLD)

    def about(self, gtin: str, serial: str, *, now: bool = False) -> Sightings:
        """What all booths saw of it, as far as this one knows; never waits for a write, and never raises.

        now: it is held up here at this moment, whether that was noted yet or not.
        """
        if self._exempt(gtin, serial):
            return Sightings()
        hashed = item_hash(self._secret, gtin, serial)
        try:
            with self._reading:
                found = self._reader.execute(tables.ABOUT, (hashed, self.horizon, ENOUGH)).fetchall()
        except sqlite3.Error as error:
            log.warning("%s: %s", self.path, error)
            return Sightings()
        here = [Sighting(self.own, self.hour)] if now else []
        return judge([*here, *(Sighting(*row) for row in found)], self.booths, self.limits)

    @property
    def hour(self) -> int:
        return int(self._clock() // 3600)

    @property
    def horizon(self) -> int:
        """The hour before which everything is forgotten."""
        return self.hour - 24 * self.limits.days

    # --- what staff call ----------------------------------------------------------------------------------------

    def merge(self, received: Received) -> Merged:
        """Take what another booth told, or nothing: then raises SightingsError, because the disk will not."""
        return self._ask(lambda connection: self._merge(connection, received))

    def own_entries(self) -> list[Entry]:
        """What this booth itself saw, to be signed and given to others."""
        return self._ask(
            lambda connection: connection.execute(tables.OF_BOOTH, (self.own, self.horizon)).fetchall()
        )

    def counts(self) -> dict[str, int]:
        """Sightings of each booth that are kept."""
        return dict(self._ask(lambda connection: connection.execute(tables.COUNTS).fetchall()))

    def doubtful(self) -> list[tuple[bytes, Sightings]]:
        """The hash of each sticker that is in doubt, with why. Reads everything: seconds, where there is much."""
        rows = self._ask(lambda connection: connection.execute(tables.ALL, (self.horizon,)).fetchall())
        by_item: dict[bytes, list[Sighting]] = {}
        for hashed, *row in rows:
            by_item.setdefault(hashed, []).append(Sighting(*row))
        judged = ((hashed, judge(found, self.booths, self.limits)) for hashed, found in by_item.items())
        return [(hashed, sightings) for hashed, sightings in judged if sightings.doubts]

    def flush(self) -> None:
        """Wait until everything noted before is on disk."""
        self._ask(lambda connection: None)

    def close(self) -> None:
        """Writes what was noted before, then ends the thread. Safe to call twice."""
        self._end()
        with self._reading:
            self._reader.close()

    def __enter__(self) -> Memory:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # --- the thread ---------------------------------------------------------------------------------------------

    def _note(self, gtin: str, serial: str, flags: int) -> None:
        if self._exempt(gtin, serial):
            return
        hashed, hour = item_hash(self._secret, gtin, serial), self.hour
        with self._gate:
            if hour != self._noted_hour or len(self._noted) >= WAITING:
                self._noted.clear()
                self._noted_hour = hour
            if self._closed or self._noted.get(hashed, -1) >= flags:
                return
            if self._inbox.qsize() >= WAITING:
                self.dropped += 1
                return
            self._noted[hashed] = flags
            self._inbox.put((None, lambda connection: self._write(connection, hashed, hour, flags)))

    def _ask(self, work: Callable[[sqlite3.Connection], T]) -> T:
        future: Future[T] = Future()
        with self._gate:
            if self._closed:
                raise SightingsError(f"{self.path}: closed")
            self._inbox.put((future, work))
        try:
            return future.result()
        except (sqlite3.Error, OSError) as error:
            raise SightingsError(f"{self.path}: {error}") from error

    def _end(self) -> None:
        with self._gate:
            if not self._closed:
                self._closed = True
                self._inbox.put(None)
        self._thread.join()

    def _run(self, opened: Future[None]) -> None:
        try:
            connection, self.set_aside = tables.open_file(self.path)
        except BaseException as error:  # whoever waits for it must hear of it
            opened.set_exception(error)
            return
        self._pruned = 0
        self._kept: dict[str, int] = dict(connection.execute(tables.COUNTS).fetchall())
        opened.set_result(None)
        try:
            while (task := self._inbox.get()) is not None:
                if not self._batch(connection, task):
                    break
        finally:
            connection.close()

    def _batch(self, connection: sqlite3.Connection, task: _Task) -> bool:
        """Does the task, and notes that wait behind it in the same transaction. False when the end was reached."""
        tasks = [task]
        more = True
        while tasks[-1][0] is None and len(tasks) < AT_ONCE:
            try:
                waiting = self._inbox.get_nowait()
            except Empty:
                break
            if waiting is None:
                more = False
                break
            tasks.append(waiting)
        notes, asked = (tasks, None) if tasks[-1][0] is None else (tasks[:-1], tasks[-1])
        if notes:
            try:
                with connection:
                    for _, work in notes:
                        work(connection)
                    self._prune(connection)
            except sqlite3.Error as error:
                self.dropped += len(notes)
                self._kept = dict(connection.execute(tables.COUNTS).fetchall())
                log.warning("%s: %d sightings were not written: %s", self.path, len(notes), error)
        if asked is not None:
            self._answer(connection, *asked)
        return more

    def _answer(
        self, connection: sqlite3.Connection, future: Future[Any] | None, work: Callable[[sqlite3.Connection], Any]
    ) -> None:
        assert future is not None
        try:
            with connection:
                result = work(connection)
        except BaseException as error:  # whoever waits for it must hear of it
            self._kept = dict(connection.execute(tables.COUNTS).fetchall())
            future.set_exception(error)
        else:
            future.set_result(result)

    # --- in a transaction ---------------------------------------------------------------------------------------

    def _write(self, connection: sqlite3.Connection, hashed: bytes, hour: int, flags: int) -> None:
        self._add(connection, self.own, [(hour, hashed, flags)])

    def _merge(self, connection: sqlite3.Connection, received: Received) -> Merged:
        self._prune(connection)
        fresh = [entry for entry in received.entries if entry[0] >= self._pruned]
        added, beyond = self._add(connection, received.booth, fresh)
        kept = [entry for entry in added if beyond is None or _age(entry) < beyond]
        known = len(fresh) - len(added)
        return Merged(received.booth, len(kept), known, len(received.entries) - len(kept) - known)

    def _add(
        self, connection: sqlite3.Connection, booth: str, entries: Sequence[Entry]
    ) -> tuple[list[Entry], tuple[int, bytes] | None]:
        """Which were new, and the age from which on they were cut again to keep the bound of a booth's entries."""
        added: list[Entry] = []
        for entry in entries:
            hour, hashed, flags = entry
            if connection.execute(tables.ADD, (hashed, booth, hour, flags)).rowcount:
                added.append(entry)
            elif flags:
                connection.execute(tables.JOIN, (flags, hashed, booth, hour))
        self._kept[booth] = self._kept.get(booth, 0) + len(added)
        if self._kept[booth] <= self.limits.entries:
            return added, None
        hour, hashed = connection.execute(tables.FIRST_BEYOND, (booth, self.limits.entries)).fetchone()
        connection.execute(tables.CUT, (booth, hour, hashed, hour))
        self._kept[booth] = self.limits.entries
        return added, (-hour, hashed)

    def _prune(self, connection: sqlite3.Connection) -> None:
        horizon = self.horizon
        if horizon > self._pruned:
            for booth in self._kept:
                self._kept[booth] -= connection.execute(tables.FORGET, (booth, horizon)).rowcount
            self._pruned = horizon


def _age(entry: Entry) -> tuple[int, bytes]:
    """The order in which entries are kept, the newest first; of one hour the least hash, as state.State has it."""
    return -entry[0], entry[1]
