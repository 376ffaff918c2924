"""A brand's list of the serials it issued, as a booth asks it: one SQLite file beside the pack, opened read-only.

Every listed item has a number; a lot's items have the numbers from its `first` on, so that a number is also the
lot, and a set of items is a bitmap (withdrawn.py). A serial of up to twelve characters costs about 17 bytes, a
longer one up to 25: its key, its number and, if it is long, its rest (serial_key.py). What has no key, or whose
key another item has already, is kept as text. Nothing is scanned at opening. serials.py writes the file.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from kiosk.town.serial_key import ODD, SHORT, SIGN, WORD, is_keyed, key_of, tweak

FOLDER = "serials"  # beside the pack
SUFFIX = ".serials"
APPLICATION_ID = 0x47544B53  # "GTKS"
VERSION = 1

# The key is the rowid itself: under a name of its own it would take a byte more of each row.
SCHEMA = """
CREATE TABLE lot (first INTEGER PRIMARY KEY, count INTEGER NOT NULL, gtin TEXT NOT NULL, lot TEXT NOT NULL);
CREATE UNIQUE INDEX lot_by_name ON lot (gtin, lot);
CREATE TABLE serial (number INTEGER NOT NULL);
CREATE TABLE long_serial (number_rest BLOB NOT NULL);
CREATE TABLE other_serial (gtin TEXT NOT NULL, serial TEXT NOT NULL, number INTEGER NOT NULL,
  PRIMARY KEY (gtin, serial)) WITHOUT ROWID;
"""

NUMBER_BYTES = 4  # of a number in number_rest, big-endian; the rest follows in as few bytes as it has
MOST_LOTS = 10_000  # that are remembered
UNREAD = (-1, -1, -1)
_SHORT_QUERY = "SELECT number FROM serial WHERE rowid = ?"
_LONG_QUERY = "SELECT number_rest FROM long_serial WHERE rowid = ?"
_OTHER_QUERY = "SELECT number FROM other_serial WHERE gtin = ? AND serial = ?"


def packed_rest(rest: int) -> bytes:
    return rest.to_bytes((rest.bit_length() + 7) // 8, "big")


class SerialList:
    """An open list, of the thread that opened it. Look-ups raise sqlite3.DatabaseError for a damaged file."""

    def __init__(self, path: Path) -> None:
        """Raises sqlite3.Error for what is not a list of this version, and OSError for a missing file."""
        with path.open("rb") as file:
            header = file.read(100)
        about = [int.from_bytes(header[at : at + 4], "big") for at in (68, 60)]
        if not header.startswith(b"SQLite format 3\0") or about != [APPLICATION_ID, VERSION]:
            raise sqlite3.DatabaseError("not a list of serials of this version")
        self._connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        self._cursor = self._connection.cursor()  # one for all: making one takes a tenth of a look-up's time
        self._lots: dict[tuple[str, str], tuple[int, int, int] | None] = {}  # not lru_cache: a hit there writes

    def close(self) -> None:
        self._connection.close()

    def listed(self, gtin: str, lot: str, serial: str) -> bool | None:
        """Whether the item is listed under this lot; None where no list is kept of the lot."""
        known = self._lots.get((gtin, lot), UNREAD)
        if known is UNREAD:
            known = self._read_lot(gtin, lot)
        if known is None:
            return None
        first, end, own = known
        if len(serial) <= SHORT and is_keyed(serial):
            # key_of(), with what is known of the lot's GTIN already: this is what every scan waits for.
            key = ((int("1" + serial, 36) ^ own) * ODD & WORD) - SIGN
            row = self._cursor.execute(_SHORT_QUERY, (key,)).fetchone()
            if row is None:
                return False
            # A number of this lot is an item of this GTIN: its key is then of this very serial.
            if first <= row[0] < end:
                return True
        found = self.number(gtin, serial)
        return found is not None and first <= found < end

    def number(self, gtin: str, serial: str) -> int | None:
        """The item's number, whatever its lot; None where it is not listed."""
        found = self._candidate(gtin, serial)
        if found is None or self.lot_at(found)[0] == gtin:
            return found
        return self._other(gtin, serial)

    def lot_at(self, number: int) -> tuple[str, str]:
        """GTIN and lot of a listed item's number."""
        query = "SELECT gtin, lot FROM lot WHERE first <= ? ORDER BY first DESC LIMIT 1"
        gtin, lot = self._cursor.execute(query, (number,)).fetchone()
        return gtin, lot

    def lot_of(self, gtin: str, serial: str) -> str | None:
        """The lot that an item is listed under."""
        number = self.number(gtin, serial)
        return None if number is None else self.lot_at(number)[1]

    def count(self) -> int:
        """How many numbers there are: the items listed, and those repeated in what the list was made from."""
        (total,) = self._cursor.execute("SELECT coalesce(max(first + count), 0) FROM lot").fetchone()
        return int(total)

    def numbers_of(self, gtin: str, lot: str) -> range | None:
        """The numbers of one lot's items; None where no list is kept of it."""
        known = self._read_lot(gtin, lot)
        return None if known is None else range(known[0], known[1])

    def _candidate(self, gtin: str, serial: str) -> int | None:
        """A number to be confirmed by its lot's GTIN: short keys say nothing of the GTIN they were made with."""
        keyed = key_of(gtin, serial)
        if keyed is None:
            return self._other(gtin, serial)
        key, rest = keyed
        if len(serial) <= SHORT:
            row = self._cursor.execute(_SHORT_QUERY, (key,)).fetchone()
            return None if row is None else int(row[0])
        row = self._cursor.execute(_LONG_QUERY, (key,)).fetchone()
        if row is None:
            return None
        if row[0][NUMBER_BYTES:] != packed_rest(rest):
            return self._other(gtin, serial)  # the key is another rest's
        return int.from_bytes(row[0][:NUMBER_BYTES], "big")

    def _other(self, gtin: str, serial: str) -> int | None:
        row = self._cursor.execute(_OTHER_QUERY, (gtin, serial)).fetchone()
        return None if row is None else int(row[0])

    def _read_lot(self, gtin: str, lot: str) -> tuple[int, int, int] | None:
        """The lot's first number, the one behind its last, and its GTIN's tweak; remembered."""
        query = "SELECT first, count FROM lot WHERE gtin = ? AND lot = ?"
        row = self._cursor.execute(query, (gtin, lot)).fetchone()
        if len(self._lots) >= MOST_LOTS:
            self._lots.clear()
        found = None if row is None else (row[0], row[0] + row[1], tweak(gtin))
        self._lots[gtin, lot] = found
        return found
