"""Events out of a journal's file that SQLite will not open any more: page by page, row by row, each guarded.

A damaged journal's tree may lead in a circle, or nowhere: what is in its pages is read without it, also where the
header, the schema or the pages that lead to the others are gone.

SQLite's file format (https://www.sqlite.org/fileformat2.html): 1.3 the header, 1.6 pages of a table's tree, 2.1
rows, 4.1 the log beside the file. A row that is found counts if its checksum holds; rows of journals before version
4 have none, and count if they read as an event does. Nothing is written.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from kiosk.order.journal.fold import PLACED, Event
from kiosk.order.journal.rows import detail_of
from kiosk.order.model import OrderState

KINDS = frozenset({PLACED, *(state.value for state in OrderState)})
MOST_BYTES = 1_000_000  # of one row: an order has a few kilobytes
MOST_TEXT = 4_000
_MAGIC = b"SQLite format 3\x00"
_TABLE_LEAF = 13
_LEAF_HEADER = 8
_SIZES = tuple(2**n for n in range(9, 17))
_WAL = (0x377F0682, 0x377F0683)
_WORDS = (b'{"lines":', b'"store_id"')  # every event's detail begins with one of them, on its row's own page
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}  # serial type: bytes

# How a row of ours begins behind its length and id: with the length of what says its columns' kinds, and an id that
# is kept elsewhere.
_HEADER = re.compile(rb"[\x06-\x0c](?=\x00)")
MOST_BEFORE = 12  # bytes of a row's length and id

PageOf = Callable[[int], bytes]


@dataclass(slots=True)
class Found:
    """events: (id, event) as they were written, each once. damaged: references of rows that are not what was
    written, as far as they can be read; a sound copy may be among the events. unread: pages a disk did not give."""

    events: dict[tuple[int, str, str, str], tuple[int, Event]] = field(default_factory=dict)
    damaged: set[str] = field(default_factory=set)
    unread: int = 0

    def by_reference(self) -> dict[str, list[Event]]:
        """Each order's events, the oldest first."""
        orders: dict[str, list[Event]] = {}
        for _, event in sorted(self.events.values(), key=lambda one: one[0]):
            orders.setdefault(event.reference, []).append(event)
        return orders


def carve(path: Path) -> Found:
    """All that can still be read of the file, and of the log beside it. Raises OSError for a file that cannot be
    opened."""
    found = Found()
    with ExitStack() as stack:
        file = stack.enter_context(path.open("rb"))
        size = _page_size(file)
        length = path.stat().st_size

        def page_of(number: int) -> bytes:
            return _at(file, (number - 1) * size, size)

        _pages(found, range(1, length // size + 1), page_of, page_of, size)
        wal = path.with_name(path.name + "-wal")
        if wal.exists():
            log = stack.enter_context(wal.open("rb"))
            size = _page_size_of_log(log) or size
            step = size + 24
            starts = range(32, wal.stat().st_size - step + 1, step)
            latest = _latest(log, starts)

            def overlaid(number: int) -> bytes:
                return _at(log, latest[number] + 24, size) if number in latest else page_of(number)

            _pages(found, starts, lambda start: _at(log, start + 24, size), overlaid, size)
    return found


def _pages(found: Found, where: range, read: PageOf, page_of: PageOf, size: int) -> None:
    for start in where:
        try:
            page = read(start)
        except OSError:
            found.unread += 1
            continue
        if any(word in page for word in _WORDS):
            _rows(found, page, page_of, size)


def _rows(found: Found, page: bytes, page_of: PageOf, size: int) -> None:
    """A leaf's rows; all places in it are tried where one of them is amiss, or the page is no leaf any more."""
    head = 100 if page.startswith(_MAGIC) else 0
    sound = page[head] == _TABLE_LEAF
    if sound:
        n = struct.unpack_from(">H", page, head + 3)[0]
        first = head + _LEAF_HEADER
        if first + 2 * n > size:
            sound = False
        else:
            for (offset,) in struct.iter_unpack(">H", page[first : first + 2 * n]):
                sound = _note(found, page, offset, page_of, size) and sound
    if not sound:
        for begin in _HEADER.finditer(page):
            for offset in range(max(0, begin.start() - MOST_BEFORE), begin.start() - 1):
                _note(found, page, offset, page_of, size, only_sound=True)


def _note(found: Found, page: bytes, offset: int, page_of: PageOf, size: int, *, only_sound: bool = False) -> bool:
    """Whether there is a whole row at this offset. only_sound: for a place where there need be none."""
    try:
        number, row = _row(page, offset, page_of, size)
    except (IndexError, ValueError, OSError, struct.error):
        return False
    if len(row) not in (5, 6) or row[0] is not None or not all(isinstance(cell, str) for cell in row[1:5]):
        return True  # of another table
    reference, kind, at, detail = row[1:5]
    crc = row[5] if len(row) == 6 else None
    event = _event(reference, kind, at, detail, crc)
    if event is not None:
        found.events[(number, reference, kind, detail)] = (number, event)
    elif not only_sound and reference.isprintable():
        found.damaged.add(reference[:64])
    return event is not None


def _event(reference: str, kind: str, at: str, detail: str, crc: object) -> Event | None:
    fields = detail_of(reference, kind, at, detail, crc)
    try:
        time = datetime.fromisoformat(at)
    except ValueError:
        return None
    if not fields or kind not in KINDS or len(reference) > 64 or time.tzinfo is None:
        return None
    texts = (fields.get(name) for name in ("store_id", "reason", "pay_url"))
    if not all(text is None or (isinstance(text, str) and len(text) <= MOST_TEXT) for text in texts):
        return None
    return Event(reference, kind, time, fields)


def _row(page: bytes, offset: int, page_of: PageOf, size: int) -> tuple[int, list[Any]]:
    """Id and columns. Raises IndexError, ValueError, struct.error, OSError for what is none."""
    length, at = _varint(page, offset)
    number, at = _varint(page, at)
    if not 8 <= length <= MOST_BYTES:
        raise ValueError("no row is as long as that")
    most = size - 35
    local = length
    if length > most:
        least = (size - 12) * 32 // 255 - 23
        local = least + (length - least) % (size - 4)
        local = local if local <= most else least
    if at + local > size:
        raise IndexError("it ends behind its page")
    payload = page[at : at + local]
    if local < length:
        following = struct.unpack_from(">I", page, at + local)[0]
        while len(payload) < length:  # ends: each page adds to it
            more = page_of(following)
            payload += more[4 : 4 + min(size - 4, length - len(payload))]
            following = struct.unpack_from(">I", more, 0)[0]
    return number, _columns(payload)


def _columns(payload: bytes) -> list[Any]:
    end, at = _varint(payload, 0)
    if not 1 < end <= 64:
        raise ValueError("no such row is ours")
    kinds = []
    while at < end:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    cells: list[Any] = []
    for kind in kinds:
        if kind >= 12:
            n = (kind - 12) // 2
            cell: Any = payload[at : at + n]
            cell = cell.decode("utf-8") if kind % 2 else cell
        elif kind in (0, 8, 9):
            n, cell = 0, None if kind == 0 else kind - 8
        elif kind in _INTEGERS:
            n = _INTEGERS[kind]
            cell = int.from_bytes(payload[at : at + n], "big", signed=True)
        else:
            raise ValueError("no column of ours is one")
        at += n
        cells.append(cell)
    if at != len(payload):
        raise ValueError("the row has another length than its columns")
    return cells


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """The number there (fileformat2, 1.6), and where the next thing begins."""
    value = 0
    for n in range(9):
        byte = data[at + n]
        if n == 8:
            return (value << 8) | byte, at + 9
        value = (value << 7) | (byte & 0x7F)
        if byte < 0x80:
            return value, at + n + 1
    raise AssertionError  # the ninth byte has returned


def _page_size(file: IO[bytes]) -> int:
    """As the header says; 4096, which is SQLite's own choice, where there is no header any more."""
    header = file.read(100)
    size = int.from_bytes(header[16:18], "big")
    size = 65536 if size == 1 else size
    return size if header.startswith(_MAGIC) and size in _SIZES else 4096


def _page_size_of_log(file: IO[bytes]) -> int | None:
    header = file.read(32)
    if len(header) < 32:
        return None
    magic, _, size = struct.unpack_from(">III", header, 0)
    return size if magic in _WAL and size in _SIZES else None


def _latest(file: IO[bytes], starts: range) -> dict[int, int]:
    """Page -> where its newest frame lies. Frames behind the last commit, or of the log's time before it was begun
    anew, are older than what stands before them."""
    frames: dict[int, int] = {}
    committed: dict[int, int] = {}
    try:
        salts = _at(file, 16, 8)
        for start in starts:
            page, size = struct.unpack(">II", _at(file, start, 8))
            if _at(file, start + 8, 8) != salts:
                break
            frames[page] = start
            if size:  # in pages, after a commit
                committed |= frames
                frames = {}
    except OSError:
        pass
    return committed


def _at(file: IO[bytes], start: int, size: int) -> bytes:
    """Raises OSError also for less than was asked for."""
    if start < 0:
        raise OSError("no such page")
    file.seek(start)
    read = file.read(size)
    if len(read) < size:
        raise OSError("the file ends there")
    return read
