"""Serials that nobody can guess, and that nobody reads wrongly from a label.

Of characters that look alike (0 O Q D, 1 I L, 2 Z, 5 S, 6 G, 8 B, U V) at most one is used, D and 6: that leaves 21
digits and capitals. Twelve of them are 52.7 bits from the system's random source; ten, which is what a long lot
number leaves room for in the smallest code, are 43.9.
"""

from __future__ import annotations

import math
import re
import secrets
from collections.abc import Iterator
from pathlib import Path

ALPHABET = "34679ACDEFHJKMNPRTWXY"
LONGEST, SHORTEST = 12, 10
TOGETHER = 20  # characters of lot and serial that a signed code of 45 modules has room for
GROUP = 4

_SERIAL = re.compile(r"[A-Z0-9-]{1,20}")


class SerialError(ValueError):
    """A serial that a sticker cannot carry; the text says which and why, for staff."""


def length_beside(lot: str) -> int:
    """How long a serial is: as long as the smallest code allows beside this lot number."""
    return max(SHORTEST, min(LONGEST, TOGETHER - len(lot)))


def bits(length: int) -> float:
    return length * math.log2(len(ALPHABET))


def most(length: int) -> int:
    """How many of one product may be issued, so that a million guesses find hardly one."""
    space: int = len(ALPHABET) ** length
    return space // 1_000_000


def new_serial(length: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def grouped(serial: str) -> list[str]:
    """In groups of four as printed; of another length the groups are as even as may be."""
    if "-" in serial:
        return serial.split("-")
    groups = max(1, math.ceil(len(serial) / GROUP))
    size = math.ceil(len(serial) / groups)
    return [serial[at : at + size] for at in range(0, len(serial), size)]


def read_serials(path: Path) -> Iterator[str]:
    """Serials of one's own, one a line. Raises SerialError with the line, and OSError."""
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            serial = line.strip()
            if not serial:
                continue
            if not _SERIAL.fullmatch(serial):
                raise SerialError(f"{path}:{number}: {serial[:40]!r} is not a serial: at most 20 of A-Z, 0-9 and -")
            yield serial
