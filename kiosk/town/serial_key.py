"""A serial as one 64-bit key that can be turned back into it: a list of serials is exact without holding any text.

A GTIN and a serial identify one item in the world (GS1 General Specifications, AI 21). A serial of upper-case
letters and digits is a number in base 36; the key is that number, of its last twelve characters, put through a
permutation that the GTIN and the characters before choose. A permutation loses nothing: of one GTIN, no two
serials share a key and what stands before ("rest"). So a match is a proof, not a likelihood, and no other
item's serial can be taken for it. Two items of different GTINs, or of different rests, may share a key by
chance (a list of ten million has such a pair once in 370,000 lists); the list keeps the second of them as text
(serial_list.py).

The permutation is a product with an odd number (Knuth, TAOCP 3, 6.4: Fibonacci hashing): it scatters what is
issued in a row, and hides nothing. It is written twice, for one serial here and for a column of them in
serial_columns.py; tests hold the two together.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

SHORT = 12  # characters that one key holds: 2 x 36^12 < 2^64
LONGEST = 20  # characters of a serial, AI 21

# GS1 General Specifications, figure 7.11-1: the 82 characters of AI 21.
GS1_SERIAL = re.compile(r"[!\"%&'()*+,\-./0-9:;<=>?A-Z_a-z]{1,20}")

is_keyed = re.compile(r"[0-9A-Z]{1,20}").fullmatch
WORD = (1 << 64) - 1
SIGN = 1 << 63
ODD = 0x9E3779B97F4A7C15  # 2^64 divided by the golden ratio
_BACK = pow(ODD, -1, 1 << 64)
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def key_of(gtin: str, serial: str) -> tuple[int, int] | None:
    """The key, a signed 64-bit integer, and the rest: 0 up to twelve characters, below 2^43 beyond.

    None for a serial with other characters than A-Z and 0-9, which is kept as text.
    """
    if not is_keyed(serial):
        return None
    if len(serial) <= SHORT:
        return ((int("1" + serial, 36) ^ tweak(gtin)) * ODD & WORD) - SIGN, 0
    rest = int("1" + serial[:-SHORT], 36)
    return ((int("1" + serial[-SHORT:], 36) ^ tweak(gtin) ^ mix(rest)) * ODD & WORD) - SIGN, rest


def serial_of(gtin: str, key: int, rest: int) -> str:
    """The serial that has this key and rest among the items of this GTIN: key_of's way back.

    Raises ValueError where there is none.
    """
    number = ((key + SIGN) * _BACK & WORD) ^ tweak(gtin) ^ (mix(rest) if rest else 0)
    serial = (_text(rest)[1:] if rest else "") + _text(number)[1:]
    if key_of(gtin, serial) != (key, rest):
        raise ValueError(f"no serial of {gtin} has the key {key} and the rest {rest}")
    return serial


@lru_cache(maxsize=4096)
def tweak(gtin: str) -> int:
    """What sets the keys of one GTIN apart from those of another."""
    return int.from_bytes(hashlib.sha256(gtin.encode()).digest()[:8], "big")


def mix(rest: int) -> int:
    """A rest, spread over 64 bits that have nothing in common with the next one's: splitmix64's finaliser."""
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        rest = ((rest ^ (rest >> shift)) * factor) & WORD
    return rest ^ (rest >> 31)


def _text(number: int) -> str:
    text = ""
    while number:
        number, digit = divmod(number, 36)
        text = _DIGITS[digit] + text
    return text
