"""A serial as one 64-bit key that can be turned back into it: a list of serials is exact without holding any text.

A GTIN and a serial identify one item in the world (GS1 General Specifications, AI 21). A serial of upper-case
letters and digits is a number in base 36; the key is that number, of its last twelve characters, put through a
permutation that the GTIN and the characters before choose. A permutation loses nothing: of one GTIN, no two
serials share a key and what stands before ("rest"). So a match is a proof, not a likelihood, and no other item's
serial can be taken for it. Two items of different GTINs, or of different rests, may share a key by chance (a list
of ten million has such a pair once in 370,000 lists); the list keeps the second of them as text (serial_list.py).

The permutation is splitmix64's finaliser (Steele, Lea, Flood 2014): it scatters, and hides nothing. It is written
twice, for one serial here and for a column of them in serial_columns.py; tests hold the two together.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

SHORT = 12  # characters that one key holds: 2 x 36^12 < 2^64
LONGEST = 20  # characters of a serial, AI 21

# GS1 General Specifications, figure 7.11-1: the 82 characters of AI 21.
GS1_SERIAL = re.compile(r"[!\"%&'()*+,\-./0-9:;<=>?A-Z_a-z]{1,20}")

_KEYED = re.compile(r"[0-9A-Z]{1,20}")
_WORD = (1 << 64) - 1
_SIGN = 1 << 63
_STEPS = ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB))
_BACK = tuple((shift, pow(factor, -1, 1 << 64)) for shift, factor in reversed(_STEPS))
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def key_of(gtin: str, serial: str) -> tuple[int, int] | None:
    """The key, a signed 64-bit integer, and the rest: 0 up to twelve characters, below 2^43 beyond.

    None for a serial with other characters than A-Z and 0-9, which is kept as text.
    """
    if not _KEYED.fullmatch(serial):
        return None
    if len(serial) <= SHORT:
        rest, mixed = 0, int("1" + serial, 36) ^ tweak(gtin)
    else:
        rest = int("1" + serial[:-SHORT], 36)
        mixed = int("1" + serial[-SHORT:], 36) ^ tweak(gtin) ^ mix(rest)
    return mix(mixed) - _SIGN, rest


def serial_of(gtin: str, key: int, rest: int) -> str:
    """The serial that has this key and rest among the items of this GTIN: key_of's way back.

    Raises ValueError where there is none.
    """
    number = unmix(key + _SIGN) ^ tweak(gtin) ^ (mix(rest) if rest else 0)
    serial = (_text(rest)[1:] if rest else "") + _text(number)[1:]
    if key_of(gtin, serial) != (key, rest):
        raise ValueError(f"no serial of {gtin} has the key {key} and the rest {rest}")
    return serial


@lru_cache(maxsize=4096)
def tweak(gtin: str) -> int:
    """What sets the keys of one GTIN apart from those of another."""
    return int.from_bytes(hashlib.sha256(gtin.encode()).digest()[:8], "big")


def mix(number: int) -> int:
    """A permutation of the unsigned 64-bit integers."""
    for shift, factor in _STEPS:
        number = ((number ^ (number >> shift)) * factor) & _WORD
    return number ^ (number >> 31)


def unmix(number: int) -> int:
    """mix()'s way back."""
    number = number ^ (number >> 31) ^ (number >> 62)
    for shift, inverse in _BACK:
        number = (number * inverse) & _WORD
        number = number ^ (number >> shift) ^ (number >> 2 * shift)
    return number


def _text(number: int) -> str:
    text = ""
    while number:
        number, digit = divmod(number, 36)
        text = _DIGITS[digit] + text
    return text
