"""The two halves of a list's making: rows into buckets by key, and buckets in order into the list's trees."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from kiosk.town import serial_columns
from kiosk.town.gtin import is_gtin
from kiosk.town.serial_key import GS1_SERIAL, serial_of, tweak
from kiosk.town.serial_list import NUMBER_BYTES
from kiosk.town.serials import MOST_FAULTS, SerialsError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kiosk.town.serials import Row, Source

    Records = NDArray[np.void]

CHUNK = 1 << 16  # rows that are read at a time
LARGEST = 1 << 19  # records that are sorted at a time: 16 MB
LOT = re.compile(r"[A-Z0-9-]{1,20}")  # as town.model.Lot
RECORD = np.dtype([("key", "<i8"), ("rest", "<i8"), ("row", "<u8"), ("lot", "<u4"), ("nth", "<u4")])


class Writer:
    """One list in the making. read() every source, then write() once; `faults` then says what is wrong.

    connection: an empty list with a transaction begun. scratch: a folder for the buckets, removed by its owner.
    report(stage, serials done, of how many).
    """

    def __init__(
        self, connection: sqlite3.Connection, scratch: Path, report: Callable[[str, int, int | None], None]
    ) -> None:
        self.lots: dict[tuple[str, str], int] = {}
        self.serials = 0
        self.repeated = 0
        self.faults: list[str] = []
        self._more_faults = 0
        self._connection = connection
        self._scratch = scratch
        self._report = report
        self._counts = np.zeros(256, np.int64)  # rows of each lot so far; grows
        self._tweaks = np.zeros(256, np.uint64)
        self._rows = 0
        self._starts: list[tuple[int, Source]] = []  # the first row of each source
        self._firsts: NDArray[np.int64] = np.zeros(0, np.int64)
        # Serials as text: read aside, because the numbers of their lots are not known before all is read.
        connection.execute(
            "CREATE TEMP TABLE aside (gtin TEXT, serial TEXT, lot INTEGER, nth INTEGER, row INTEGER)"
        )

    # --- reading ------------------------------------------------------------------------------------------------

    def read(self, source: Source) -> None:
        """Deals a source's rows out to the buckets. Raises SerialsError when too much of it is wrong to go on."""
        self._starts.append((self._rows, source))
        rows = iter(source.rows())
        with Buckets(self._scratch, 56) as buckets:
            while chunk := list(islice(rows, CHUNK)):
                self._read_chunk(chunk, buckets)
                self._rows += len(chunk)
                self._report("reading", self._rows, None)
                if self._more_faults:
                    break
        self._raise_faults()

    def _read_chunk(self, chunk: list[Row], buckets: Buckets) -> None:
        gtins, lots, serials = zip(*chunk, strict=True)
        pairs = list(zip(gtins, lots, strict=True))
        for pair in set(pairs) - self.lots.keys():
            self._add_lot(pair, self._rows + pairs.index(pair))
        if self.faults:
            return
        lot = np.fromiter(map(self.lots.__getitem__, pairs), np.uint32, len(pairs))
        try:
            text = serial_columns.characters(list(serials))
        except UnicodeEncodeError:
            text = serial_columns.characters([serial if serial.isascii() else "" for serial in serials])
        keys, rests, keyed = serial_columns.keys(text, self._tweaks[lot])
        if (text != 0).sum() != sum(map(len, serials)):  # too long, not ASCII, or with a character of nought
            keyed &= np.fromiter((GS1_SERIAL.fullmatch(serial) is not None for serial in serials), bool, len(chunk))
        records = np.zeros(len(chunk), RECORD)
        records["key"], records["rest"], records["lot"] = keys, rests, lot
        records["row"] = np.arange(self._rows, self._rows + len(chunk), dtype=np.uint64)
        records["nth"] = self._count(lot)
        buckets.add(records[keyed])
        self._read_aside([(int(at), chunk[at]) for at in np.flatnonzero(~keyed)], records)

    def _count(self, lot: NDArray[np.uint32]) -> NDArray[np.int64]:
        """Which row of its lot each row is, in the order read."""
        order = np.argsort(lot, kind="stable")
        unique, starts, sizes = np.unique(lot[order], return_index=True, return_counts=True)
        nth = np.empty(len(lot), np.int64)
        nth[order] = np.arange(len(lot)) - np.repeat(starts - self._counts[unique], sizes)
        self._counts[unique] += sizes
        return nth

    def _read_aside(self, rows: list[tuple[int, Row]], records: Records) -> None:
        for at, (_, _, serial) in rows:
            if not GS1_SERIAL.fullmatch(serial):
                self._fault(f'{self._place(self._rows + at)}: "{serial[:40]}" is no serial (GS1 AI 21)')
        found = [
            (gtin, serial, int(records["lot"][at]), int(records["nth"][at]), self._rows + at)
            for at, (gtin, _, serial) in rows
        ]
        self._connection.executemany("INSERT INTO aside VALUES (?, ?, ?, ?, ?)", found)

    def _add_lot(self, pair: tuple[str, str], row: int) -> None:
        gtin, lot = pair
        if len(gtin) != 14 or not is_gtin(gtin):
            self._fault(f'{self._place(row)}: "{gtin[:40]}" is no GTIN of 14 digits')
        elif not LOT.fullmatch(lot):
            self._fault(f'{self._place(row)}: "{lot[:40]}" is no lot (A-Z, 0-9 and -, up to 20)')
        number = len(self.lots)
        self.lots[pair] = number
        if number == len(self._counts):
            self._counts = np.concatenate([self._counts, np.zeros(number, np.int64)])
            self._tweaks = np.concatenate([self._tweaks, np.zeros(number, np.uint64)])
        self._tweaks[number] = tweak(gtin)

    # --- writing ------------------------------------------------------------------------------------------------

    def write(self) -> None:
        """All that was read into the trees, by key."""
        order = sorted(self.lots.items())
        numbers = np.array([number for _, number in order], np.int64)
        counts = self._counts[numbers] if order else np.zeros(0, np.int64)
        self._firsts = np.zeros(len(order), np.int64)
        self._firsts[numbers] = np.cumsum(counts) - counts
        self._connection.executemany(
            "INSERT INTO lot VALUES (?, ?, ?, ?)",
            [(int(self._firsts[number]), int(self._counts[number]), gtin, lot) for (gtin, lot), number in order],
        )
        names = [""] * len(order)
        for (gtin, _), number in order:
            names[number] = gtin
        done = 0
        for records in in_order(self._scratch):
            read = len(records)
            self._write_bucket(records, names)
            done += read
            self._report("writing", done, self._rows)
        self._write_aside()
        self._raise_faults()

    def _write_bucket(self, records: Records, gtins: list[str]) -> None:
        records = records[np.lexsort((records["row"], records["lot"], records["rest"], records["key"]))]
        same = np.zeros(len(records), bool)
        same[1:] = records["key"][1:] == records["key"][:-1]
        again = same.copy()
        again[1:] &= (records["rest"][1:] == records["rest"][:-1]) & (records["lot"][1:] == records["lot"][:-1])
        self.repeated += int(again.sum())
        records, same = records[~again], same[~again]
        long = records["rest"] != 0
        # Only now and then do two items share a key; of one table they must not.
        first: dict[tuple[int, bool], list[Any]] = {}
        keep = np.ones(len(records), bool)
        if same.any():
            for at in np.flatnonzero(np.isin(records["key"], records["key"][same])).tolist():
                first.setdefault((int(records["key"][at]), bool(long[at])), []).append(at)
        for group in first.values():
            self._part(sorted(group, key=lambda at: int(records["row"][at])), records, gtins, keep)
        number = self._firsts[records["lot"]] + records["nth"]
        chosen = keep & ~long
        self._insert("INSERT INTO serial (rowid, number) VALUES (?, ?)", records["key"][chosen], number[chosen])
        chosen = keep & long
        self._insert_long(records["key"][chosen], number[chosen], records["rest"][chosen])
        self.serials += int(keep.sum())

    def _part(self, group: list[int], records: Records, gtins: list[str], keep: NDArray[np.bool_]) -> None:
        """Of several items with one key the first read has the key, the others are kept as text."""
        seen: dict[tuple[str, int], int] = {}
        for at in group:
            record = records[at]
            gtin, rest = gtins[record["lot"]], int(record["rest"])
            before = seen.setdefault((gtin, rest), int(record["row"]))
            if before != record["row"]:
                self._twice(gtin, serial_of(gtin, int(record["key"]), rest), before, int(record["row"]))
                keep[at] = False
            elif len(seen) > 1:
                serial = serial_of(gtin, int(record["key"]), rest)
                row = (gtin, serial, int(record["lot"]), int(record["nth"]), int(record["row"]))
                self._connection.execute("INSERT INTO aside VALUES (?, ?, ?, ?, ?)", row)
                keep[at] = False

    def _write_aside(self) -> None:
        before: tuple[str, str, int, int] | None = None  # GTIN, serial, lot, row
        query = "SELECT gtin, serial, lot, nth, row FROM aside ORDER BY gtin, serial, row"
        for gtin, serial, lot, nth, row in self._connection.execute(query):
            if before is not None and before[:2] == (gtin, serial):
                if before[2] == lot:
                    self.repeated += 1
                else:
                    self._twice(gtin, serial, before[3], row)
                continue
            before = (gtin, serial, lot, row)
            number = int(self._firsts[lot]) + nth
            self._connection.execute("INSERT INTO other_serial VALUES (?, ?, ?)", (gtin, serial, number))
            self.serials += 1

    def _insert_long(self, keys: NDArray[np.int64], numbers: NDArray[np.int64], rests: NDArray[np.int64]) -> None:
        """Number and rest in one value: a second column would take a byte more of each row."""
        data = np.column_stack(
            [numbers.astype(">u4").view("u1").reshape(-1, 4), rests.astype(">u8").view("u1").reshape(-1, 8)]
        )
        values = (row[:NUMBER_BYTES] + row[NUMBER_BYTES:].lstrip(b"\0") for row in map(bytes, data))
        self._connection.executemany(
            "INSERT INTO long_serial (rowid, number_rest) VALUES (?, ?)", zip(keys.tolist(), values, strict=True)
        )

    def _insert(self, statement: str, *columns: NDArray[Any]) -> None:
        self._connection.executemany(statement, zip(*(column.tolist() for column in columns), strict=True))

    # --- faults -------------------------------------------------------------------------------------------------

    def _twice(self, gtin: str, serial: str, before: int, row: int) -> None:
        if len(self.faults) < MOST_FAULTS:
            places = f"{self._place(before)} and {self._place(row)}"
            self._fault(f"serial {serial} of {gtin} is listed under two lots: {places}")
        else:
            self._more_faults += 1

    def _fault(self, words: str) -> None:
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(words)
        else:
            self._more_faults += 1

    def _raise_faults(self) -> None:
        if self.faults:
            more = [f"and {self._more_faults} more"] if self._more_faults else []
            raise SerialsError("\n".join(self.faults + more))

    def _place(self, row: int) -> str:
        start, source = next(known for known in reversed(self._starts) if known[0] <= row)
        return source.place(row - start)


class Buckets:
    """256 files of records below a folder, named by eight bits of the key from `shift` up, so that they sort."""

    def __init__(self, folder: Path, shift: int) -> None:
        self._shift = shift
        self._stack = ExitStack()
        folder.mkdir(exist_ok=True)
        self._files = [self._stack.enter_context((folder / f"{n:02x}").open("ab")) for n in range(256)]

    def __enter__(self) -> Buckets:
        return self

    def __exit__(self, *_: object) -> None:
        self._stack.close()

    def add(self, records: Records) -> None:
        # Flipping the highest bit makes the unsigned order of the buckets the signed one of the keys.
        bits = (records["key"].view(np.uint64) ^ np.uint64(1 << 63)) >> np.uint64(self._shift)
        bucket = (bits & np.uint64(255)).astype(np.uint8)
        order = np.argsort(bucket, kind="stable")
        records = records[order]
        ends = np.searchsorted(bucket[order], np.arange(1, 257))
        start = 0
        for number, end in enumerate(ends.tolist()):
            if end > start:
                self._files[number].write(records[start:end].tobytes())
            start = end


def in_order(folder: Path, shift: int = 56) -> Iterator[Records]:
    """The buckets' records, one bucket at a time by key, and each file removed once it is read."""
    for number in range(256):
        path = folder / f"{number:02x}"
        if not path.exists():
            continue
        if path.stat().st_size <= LARGEST * RECORD.itemsize:
            records = np.fromfile(path, RECORD)
            path.unlink()
            if len(records):
                yield records
            continue
        if shift == 0:
            raise SerialsError(f"one serial is listed more than {LARGEST} times")
        below = folder / f"{number:02x}.parts"
        with Buckets(below, shift - 8) as parts, path.open("rb") as file:
            while len(records := np.fromfile(file, RECORD, CHUNK)):
                parts.add(records)
        path.unlink()
        yield from in_order(below, shift - 8)
