"""serial_key.py for a hundred thousand serials at once, in numpy: building a list never loops over its serials."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from kiosk.town.serial_key import LONGEST, ODD, SHORT

if TYPE_CHECKING:
    from numpy.typing import NDArray

_VALUE = np.full(256, 255, np.uint8)
_VALUE[ord("0") : ord("9") + 1] = range(10)
_VALUE[ord("A") : ord("Z") + 1] = range(10, 36)
_STEPS = ((np.uint64(30), np.uint64(0xBF58476D1CE4E5B9)), (np.uint64(27), np.uint64(0x94D049BB133111EB)))


def characters(serials: list[str]) -> NDArray[np.uint8]:
    """One row of 21 bytes a serial, nought behind its end; the last is not nought where a serial is too long.

    Raises UnicodeEncodeError (a ValueError) for a serial with other characters than ASCII.
    """
    return np.array(serials, dtype=f"S{LONGEST + 1}").view(np.uint8).reshape(len(serials), LONGEST + 1)


def keys(
    text: NDArray[np.uint8], tweaks: NDArray[np.uint64]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
    """key_of() for every row of characters(): keys, rests, and which rows have a key at all.

    tweaks: serial_key.tweak() of each row's GTIN.
    """
    values = _VALUE[text]
    lengths = (text != 0).sum(axis=1)
    inside = np.arange(LONGEST + 1) < lengths[:, None]
    keyed = (lengths >= 1) & (lengths <= LONGEST) & ((values < 36) == inside).all(axis=1)
    number = np.zeros(len(text), np.uint64)
    rest = np.zeros(len(text), np.uint64)
    for length in np.unique(lengths[keyed]).tolist():
        rows = np.flatnonzero(keyed & (lengths == length))
        split = max(0, length - SHORT)
        number[rows] = _number(values[rows, split:length])
        if split:
            rest[rows] = _number(values[rows, :split])
    number ^= tweaks
    long = rest != 0
    number[long] ^= mix(rest[long])
    # Flipping the highest bit turns the unsigned order into the signed one: key_of's "minus 2^63".
    mixed = ((number * np.uint64(ODD)) ^ np.uint64(1 << 63)).view(np.int64)
    return mixed, rest.view(np.int64), keyed


def mix(number: NDArray[np.uint64]) -> NDArray[np.uint64]:
    for shift, factor in _STEPS:
        number = (number ^ (number >> shift)) * factor  # an array's products wrap around, as they should
    return number ^ (number >> np.uint64(31))


def _number(values: NDArray[np.uint8]) -> NDArray[np.uint64]:
    """int("1" + serial, 36) of each row."""
    number = np.ones(len(values), np.uint64)
    for column in range(values.shape[1]):
        number = number * np.uint64(36) + values[:, column]
    return number
