"""What was withdrawn: whole lots, and single items, exactly. No item that was not withdrawn is ever called so.

Three kinds are kept, and none of them guesses. Whole lots by their name. Items on a brand's list as roaring
bitmaps of their numbers, one a notice and block of 65,536 numbers: a number is one item, because a list's keys
can be turned back into their serials (serial_key.py). Items on no list by GTIN and serial as written. A Bloom
filter would be smaller, and would now and then call a genuine bottle withdrawn.

The bitmaps are in the portable format of CRoaring (RoaringFormatSpec).
"""

from __future__ import annotations

import csv
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.town.gtin import is_gtin, to_gtin14
from kiosk.town.serial_key import GS1_SERIAL, key_of

if TYPE_CHECKING:
    from pyroaring import BitMap

    from kiosk.town.serial_list import SerialList

BLOCK = 1 << 16  # numbers of one bitmap
MOST_NOTICES = 10_000
BATCH = 1 << 16
COLUMNS = ("gtin", "lot", "serial", "reason", "date")

_LOT = re.compile(r"[A-Z0-9-]{1,20}")  # as town.model.Lot


class WithdrawnError(Exception):
    """A list of withdrawals that cannot be used; the text says where and why, for staff."""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """One withdrawal. lot None: the item whatever its lot. serial None: the whole lot. One of them is there.

    since: the day from which on it holds, for staff; a booth that knows of it refuses the item at once.
    """

    gtin: str
    lot: str | None
    serial: str | None
    reason: str
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """Why an item is withdrawn. whole_lot: all of its lot is."""

    reason: str
    since: str  # ISO 8601, "" where it was not said
    whole_lot: bool


class Withdrawals:
    """The look-up, in an open pack. Raises sqlite3.DatabaseError for a damaged one."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        query = "SELECT EXISTS (SELECT 1 FROM notice), EXISTS (SELECT 1 FROM withdrawn_numbers)"
        self._any, self._by_number = connection.execute(query).fetchone()

    def notice(self, gtin: str, lot: str, serial: str, listed: SerialList | None) -> Notice | None:
        """Why the item is withdrawn; None where it is not. listed: the list that the numbers are of."""
        if not self._any:
            return None
        found = self._lot(gtin, lot)
        if found is None:
            query = "SELECT notice FROM withdrawn_serial WHERE gtin = ? AND serial = ?"
            row = self._connection.execute(query, (gtin, serial)).fetchone()
            found = self._notice(row[0], whole_lot=False) if row else None
        if found is None and listed is not None:
            number = listed.number(gtin, serial)
            if number is not None:
                own = listed.lot_at(number)[1]  # a code may name another lot than the one it was issued for
                found = self._number(number) or (self._lot(gtin, own) if own != lot else None)
        return found

    def _lot(self, gtin: str, lot: str) -> Notice | None:
        query = "SELECT notice FROM withdrawn_lot WHERE gtin = ? AND lot = ?"
        row = self._connection.execute(query, (gtin, lot)).fetchone()
        return self._notice(row[0], whole_lot=True) if row else None

    def _number(self, number: int) -> Notice | None:
        if not self._by_number:
            return None
        from pyroaring import BitMap

        block, place = divmod(number, BLOCK)
        query = "SELECT id, numbers FROM withdrawn_numbers WHERE id BETWEEN ? AND ? ORDER BY id"
        ids = (block * MOST_NOTICES, (block + 1) * MOST_NOTICES - 1)
        for row, numbers in self._connection.execute(query, ids):
            if place in BitMap.deserialize(numbers):
                return self._notice(row % MOST_NOTICES, whole_lot=False)
        return None

    def _notice(self, notice: int, *, whole_lot: bool) -> Notice:
        row = self._connection.execute("SELECT reason, since FROM notice WHERE id = ?", (notice,)).fetchone()
        reason, since = row or ("", "")
        return Notice(reason, since, whole_lot)


# --- making --------------------------------------------------------------------------------------------------


def read_withdrawn(path: Path) -> Iterator[Withdrawn]:
    """Rows of a CSV with the columns gtin, lot, serial, reason, date; lot or serial may be empty, date too.

    Raises WithdrawnError at the first row that cannot be used: a withdrawal is never left out silently.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file)
            heading = [name.strip().lower() for name in next(reader, [])]
            missing = [name for name in COLUMNS if name not in heading]
            if missing:
                raise WithdrawnError(f"{path.name}:1: no column {', '.join(missing)}; write {','.join(COLUMNS)}")
            places = [heading.index(name) for name in COLUMNS]
            for cells in reader:
                if cells:
                    where = f"{path.name}:{reader.line_num}"
                    if len(cells) != len(heading):
                        raise WithdrawnError(f"{where}: {len(cells)} columns of {len(heading)}")
                    yield _row(where, *(cells[place].strip() for place in places))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise WithdrawnError(f"{path.name} cannot be read ({error})") from error


def _row(where: str, gtin: str, lot: str, serial: str, reason: str, since: str) -> Withdrawn:
    if not is_gtin(gtin):
        raise WithdrawnError(f'{where}: "{gtin[:40]}" is no GTIN')
    if not lot and not serial:
        raise WithdrawnError(f"{where}: neither lot nor serial; write the lot, or the serial, or both")
    if lot and not _LOT.fullmatch(lot):
        raise WithdrawnError(f'{where}: "{lot[:40]}" is no lot (A-Z, 0-9 and -, up to 20)')
    if serial and not GS1_SERIAL.fullmatch(serial):
        raise WithdrawnError(f'{where}: "{serial[:40]}" is no serial (GS1 AI 21)')
    if not reason:
        raise WithdrawnError(f"{where}: no reason; staff must be able to say why")
    try:
        day = date.fromisoformat(since) if since else None
    except ValueError:
        raise WithdrawnError(f'{where}: "{since[:40]}" is no day; write it as 2026-05-31') from None
    return Withdrawn(to_gtin14(gtin), lot or None, serial or None, reason[:500], day)


def write_withdrawn(rows: Iterable[Withdrawn], listed: SerialList | None, connection: sqlite3.Connection) -> int:
    """Fills the pack's tables, and returns how many rows there were. Of two about one item the first counts.

    listed: the list that the pack's booth will have. Raises WithdrawnError for more notices than a pack can hold.
    """
    notices: dict[tuple[str, str], int] = {}
    numbers: defaultdict[int, BitMap] = defaultdict(_bitmap)
    rows, total = iter(rows), 0
    while batch := list(islice(rows, BATCH)):
        total += len(batch)
        for row in batch:
            said = (row.reason, row.since.isoformat() if row.since else "")
            if notices.setdefault(said, len(notices)) >= MOST_NOTICES:
                raise WithdrawnError(f"more than {MOST_NOTICES} different reasons and days; give one to a recall")
        named = [(row, notices[row.reason, row.since.isoformat() if row.since else ""]) for row in batch]
        lots = [(row.gtin, row.lot, notice) for row, notice in named if row.serial is None]
        connection.executemany("INSERT OR IGNORE INTO withdrawn_lot VALUES (?, ?, ?)", lots)
        items = [(row.gtin, row.serial, notice) for row, notice in named if row.serial is not None]
        # In the order of the list's keys, which lie beside each other there.
        items.sort(key=lambda item: (key_of(item[0], item[1]) or (0, 0), item[:2]))
        unlisted = []
        for gtin, serial, notice in items:
            number = listed.number(gtin, serial) if listed is not None else None
            if number is None:
                unlisted.append((gtin, serial, notice))
            else:
                numbers[notice].add(number)
        connection.executemany("INSERT OR IGNORE INTO withdrawn_serial VALUES (?, ?, ?)", unlisted)
    connection.executemany(
        "INSERT INTO notice VALUES (?, ?, ?)", [(number, *said) for said, number in notices.items()]
    )
    connection.executemany("INSERT INTO withdrawn_numbers VALUES (?, ?)", sorted(_blocks(numbers)))
    return total


def _blocks(numbers: dict[int, BitMap]) -> Iterator[tuple[int, bytes]]:
    from pyroaring import BitMap

    for notice, found in numbers.items():
        while found:
            block = found.min() // BLOCK
            whole = BitMap(range(block * BLOCK, (block + 1) * BLOCK))
            part = (found & whole).shift(-block * BLOCK)
            part.run_optimize()
            yield block * MOST_NOTICES + notice, part.serialize()
            found = found - whole


def _bitmap() -> BitMap:
    from pyroaring import BitMap

    return BitMap()


def count(connection: sqlite3.Connection) -> tuple[int, int]:
    """Whole lots and single items that are withdrawn in an open pack."""
    from pyroaring import BitMap

    with closing(connection.execute("SELECT numbers FROM withdrawn_numbers")) as blobs:
        items = sum(len(BitMap.deserialize(numbers)) for (numbers,) in blobs)
    lots = connection.execute("SELECT count(*) FROM withdrawn_lot").fetchone()[0]
    return lots, items + connection.execute("SELECT count(*) FROM withdrawn_serial").fetchone()[0]
