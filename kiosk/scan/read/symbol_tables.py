"""Where things are in a QR code symbol of each version: ISO/IEC 18004:2015, 6.3, 7.5 to 7.10, annexes C to E.

Everything is worked out once for a version and kept; the arrays are not to be written to. Dark is True, or 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LEAST, MOST = 21, 177  # modules a side: versions 1 and 40 (6.3.1)
LEVELS = "LMQH"  # error correction, least first

# Table 9: error correction codewords of a block, and the number of blocks, for versions 1 to 40.
_EC_CODEWORDS = {
    "L": "7 10 15 20 26 18 20 24 30 18 20 24 26 30 22 24 28 30 28 28 "
    "28 28 30 30 26 28 30 30 30 30 30 30 30 30 30 30 30 30 30 30",
    "M": "10 16 26 18 24 16 18 22 22 26 30 22 22 24 24 28 28 26 26 26 "
    "26 28 28 28 28 28 28 28 28 28 28 28 28 28 28 28 28 28 28 28",
    "Q": "13 22 18 26 18 24 18 22 20 24 28 26 24 20 30 24 28 28 26 30 "
    "28 30 30 30 30 28 30 30 30 30 30 30 30 30 30 30 30 30 30 30",
    "H": "17 28 22 16 22 28 26 26 24 28 24 28 22 24 24 30 28 28 26 28 "
    "30 24 30 30 30 30 30 30 30 30 30 30 30 30 30 30 30 30 30 30",
}
_BLOCKS = {
    "L": "1 1 1 1 1 2 2 2 2 4 4 4 4 4 6 6 6 6 7 8 8 9 9 10 12 12 12 13 14 15 16 17 18 19 19 20 21 22 24 25",
    "M": "1 1 1 2 2 4 4 4 5 5 5 8 9 9 10 10 11 13 14 16 "
    "17 17 18 20 21 23 25 26 28 29 31 33 35 37 38 40 43 45 47 49",
    "Q": "1 1 2 2 4 4 6 6 8 8 8 10 12 16 12 17 16 18 21 20 "
    "23 23 25 27 29 34 34 35 38 40 43 45 48 51 53 56 59 62 65 68",
    "H": "1 1 2 4 4 4 5 6 8 8 11 11 16 16 18 16 19 21 25 25 "
    "25 34 30 32 35 37 40 42 45 48 51 54 57 60 63 66 70 74 77 81",
}

_FORMAT_LEVEL = {"L": 0b01, "M": 0b00, "Q": 0b11, "H": 0b10}  # table 12
_FORMAT_GENERATOR, _FORMAT_MASK = 0b10100110111, 0b101010000010010  # annex C
_VERSION_GENERATOR = 0b1111100100101  # annex D


@dataclass(frozen=True, slots=True, eq=False)
class Layout:
    """One version's symbol of n x n modules; positions are flat indices, row * n + column.

    known: function patterns (finders with separators, timing, alignment, the dark module, version information),
    dark: which of those are dark. formats: the 15 positions of each copy of the format information, most
    significant bit first, (2, 15). data: positions of the codewords' bits in reading order, (8 * codewords,).
    masks: which of those bits the eight data masks flip, (8, 8 * codewords). rest, rest_masks: the same for the
    remainder bits, which are zero before masking.
    """

    version: int
    n: int
    known: NDArray[np.bool_]
    dark: NDArray[np.bool_]
    formats: NDArray[np.intp]
    data: NDArray[np.intp]
    masks: NDArray[np.bool_]
    rest: NDArray[np.intp]
    rest_masks: NDArray[np.bool_]
    codewords: int


@dataclass(frozen=True, slots=True, eq=False)
class Blocks:
    """How the codewords of a version and level fall into Reed-Solomon blocks (7.5.1, 7.6).

    index: (blocks, length) positions of each block's codewords in the interleaved sequence; shorter blocks begin
    with one -1, a codeword that is not there and counts as zero. ec: error correction codewords of a block.
    data: indices into the flattened (blocks, length) array that read out the data codewords in message order.
    """

    index: NDArray[np.intp]
    ec: int
    data: NDArray[np.intp]


def version_of(n: int) -> int:
    """The version of a symbol n modules wide. Raises ValueError when there is none (6.3.1)."""
    if not LEAST <= n <= MOST or n % 4 != 1:
        raise ValueError(f"no QR code symbol is {n} modules wide")
    return (n - 17) // 4


def alignment(version: int) -> tuple[int, ...]:
    """Rows and columns at which alignment patterns are centred (annex E)."""
    if version == 1:
        return ()
    count, last = version // 7 + 2, 4 * version + 10
    # Evenly spaced from the far end, even steps; version 32 is the one that annex E spaces otherwise.
    step = 26 if version == 32 else (version * 4 + count * 2 + 1) // (count * 2 - 2) * 2
    return (6, *(last - step * i for i in range(count - 2, -1, -1)))


@lru_cache(maxsize=40)
def layout(n: int) -> Layout:
    """Raises ValueError when no version is n modules wide."""
    import numpy as np

    version = version_of(n)
    known, dark, used = (np.zeros((n, n), np.bool_) for _ in range(3))

    def put(top: int, left: int, pattern: NDArray[np.bool_]) -> None:
        height, width = pattern.shape
        known[top : top + height, left : left + width] = True
        dark[top : top + height, left : left + width] = pattern

    # 6.3.3, 6.3.4: finder patterns and their separators, as squares around a centre.
    ring = np.maximum(*np.abs(np.mgrid[-4:5, -4:5]))
    finder = (ring != 4) & (ring != 2)
    put(0, 0, finder[1:, 1:])
    put(0, n - 8, finder[1:, :-1])
    put(n - 8, 0, finder[:-1, 1:])
    for line in (np.s_[6:7, 8 : n - 8], np.s_[8 : n - 8, 6:7]):  # 6.3.5: timing patterns
        known[line] = True
        dark[line] = (np.arange(8, n - 8) % 2 == 0).reshape(dark[line].shape)
    centres = alignment(version)
    for row in centres:  # 6.3.6
        for column in centres:
            if (row, column) not in ((6, 6), (6, n - 7), (n - 7, 6)):
                put(row - 2, column - 2, ring[2:7, 2:7] != 1)
    if version >= 7:  # 7.10
        bits = np.array([_bch(version, _VERSION_GENERATOR, 12) >> i & 1 for i in range(18)], np.bool_)
        put(n - 11, 0, bits.reshape(6, 3).T)
        put(0, n - 11, bits.reshape(6, 3))
    put(n - 8, 8, np.ones((1, 1), np.bool_))  # 7.9.1: always dark

    # 7.9.1, figure 25: bit 14 first.
    first = [(8, c) for c in (0, 1, 2, 3, 4, 5, 7, 8)] + [(r, 8) for r in (7, 5, 4, 3, 2, 1, 0)]
    second = [(n - 1 - i, 8) for i in range(7)] + [(8, n - 8 + i) for i in range(8)]
    formats = np.array([[r * n + c for r, c in copy] for copy in (first, second)], np.intp)
    used |= known
    used.ravel()[formats] = True

    # 7.7.3: two columns at a time from the right, upwards first, the vertical timing pattern left out.
    order = []
    rights = [right if right > 6 else right - 1 for right in range(n - 1, 0, -2)]
    for i, right in enumerate(rights):
        rows = np.arange(n)[:: 1 if i % 2 else -1, None]
        order.append((rows * n + np.array([right, right - 1])).ravel())
    flat = np.concatenate(order)
    flat = flat[~used.ravel()[flat]]
    codewords = len(flat) // 8
    i, j = np.divmod(flat, n)
    product = i * j
    masks = np.stack([  # table 10
        (i + j) % 2 == 0,
        i % 2 == 0,
        j % 3 == 0,
        (i + j) % 3 == 0,
        (i // 2 + j // 3) % 2 == 0,
        product % 2 + product % 3 == 0,
        (product % 2 + product % 3) % 2 == 0,
        ((i + j) % 2 + product % 3) % 2 == 0,
    ])  # fmt: skip
    end = 8 * codewords
    parts = (known, dark, formats, flat[:end], masks[:, :end], flat[end:], masks[:, end:])
    for part in parts:
        part.setflags(write=False)
    return Layout(version, n, *parts, codewords)


@lru_cache(maxsize=160)
def blocks(version: int, level: str) -> Blocks:
    """level: one of LEVELS."""
    import numpy as np

    codewords = layout(17 + 4 * version).codewords
    ec = int(_EC_CODEWORDS[level].split()[version - 1])
    count = int(_BLOCKS[level].split()[version - 1])
    length = -(-codewords // count)
    long = codewords - (length - 1) * count  # the last blocks are one data codeword longer
    data = length - ec
    index = np.full((count, length), -1, np.intp)
    at = 0
    for column in range(data):
        # Data codewords are aligned at their beginning, the extra one of the long blocks comes last.
        rows = np.arange(count) if column < data - 1 else np.arange(count - long, count)
        shift = np.where(rows < count - long, 1, 0) if column < data - 1 else 0
        index[rows, column + shift] = np.arange(at, at + len(rows))
        at += len(rows)
    index[:, data:] = at + np.arange(count * ec).reshape(ec, count).T
    message = np.flatnonzero((index >= 0) & (np.arange(length) < data))
    for part in (index, message):
        part.setflags(write=False)
    return Blocks(index, ec, message)


@lru_cache(maxsize=1)
def format_patterns() -> NDArray[np.bool_]:
    """The 32 format informations as drawn, most significant bit first, (32, 15): row 8 * level + mask (annex C)."""
    import numpy as np

    words = [
        _bch(_FORMAT_LEVEL[level] << 3 | mask, _FORMAT_GENERATOR, 10) ^ _FORMAT_MASK
        for level in LEVELS
        for mask in range(8)
    ]
    patterns = np.array([[word >> i & 1 for i in range(14, -1, -1)] for word in words], np.bool_)
    patterns.setflags(write=False)
    return patterns


def _bch(value: int, generator: int, check: int) -> int:
    """value, followed by the `check` bits of its remainder."""
    rest = value << check
    for bit in range(rest.bit_length() - 1, check - 1, -1):
        if rest >> bit & 1:
            rest ^= generator << (bit - check)
    return value << check | rest
