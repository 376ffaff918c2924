"""What the content of a component must be: GS1 General Specifications, 3, 7.9, 7.11 and 7.12.

The names are those of the tests in the GS1 Barcode Syntax Resource. Each check takes the text of one component,
its length and characters already right, and says whether its content is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from string import ascii_lowercase, ascii_uppercase, digits

from kiosk.town.gtin import check_digit
from kiosk.trace.digital_link.codes import COUNTRIES_ALPHA2, COUNTRIES_NUMERIC, CURRENCIES_NUMERIC
from kiosk.trace.digital_link.coupons import is_coupon, is_offer
from kiosk.trace.digital_link.dates import hh, hhmi, mi, yymmd0, yymmdd, yyyymmdd

Check = Callable[[str], bool]

_LETTERS = ascii_uppercase + ascii_lowercase
# General Specifications, 7.11: set 82 in the order of its values, set 39, and set 64 with its padding.
SET_82 = "!\"%&'()*+,-./0123456789:;<=>?" + ascii_uppercase + "_" + ascii_lowercase
SET_32 = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
CHARACTERS = {
    "N": frozenset(digits),
    "X": frozenset(SET_82),
    "Y": frozenset("#-/" + digits + ascii_uppercase),
    "Z": frozenset("-_=" + digits + _LETTERS),
}
_VALUES_82 = {character: value for value, character in enumerate(SET_82)}
_PRIMES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83)
_IMPORTER = frozenset("-_" + digits + _LETTERS)
_SHORTEST_PREFIX = 4  # digits of the shortest GS1 Company Prefix
_MEDIA = frozenset(f"{number:02d}" for number in (*range(1, 11), *range(80, 100)))
_SHORTEST_IBAN = 11


def csum(text: str) -> bool:
    return check_digit(text[:-1]) == int(text[-1])


def csumalpha(text: str) -> bool:
    """The check character pair of alphanumeric keys, 7.9.5: weighted with primes from the right, modulo 1021."""
    body, pair = text[:-2], text[-2:]
    if len(pair) < 2 or len(body) > len(_PRIMES):
        return False
    total = sum(_VALUES_82[character] * prime for character, prime in zip(reversed(body), _PRIMES, strict=False))
    high, low = divmod(total % 1021, 32)
    return pair == SET_32[high] + SET_32[low]


def key(text: str) -> bool:
    """A key begins with a GS1 Company Prefix."""
    return len(text) >= _SHORTEST_PREFIX and text[:_SHORTEST_PREFIX].isdecimal()


def iso3166(text: str) -> bool:
    return text in COUNTRIES_NUMERIC


def iso3166999(text: str) -> bool:
    """999: more than one country."""
    return text in COUNTRIES_NUMERIC or text == "999"


def iso3166alpha2(text: str) -> bool:
    return text in COUNTRIES_ALPHA2


def iso4217(text: str) -> bool:
    return text in CURRENCIES_NUMERIC


def iso5218(text: str) -> bool:
    return text in ("0", "1", "2", "9")


def iban(text: str) -> bool:
    """ISO 13616: letters count from 10, the first four characters go last, and the number is 1 modulo 97."""
    if len(text) < _SHORTEST_IBAN or text[:2] not in COUNTRIES_ALPHA2 or not re.fullmatch("[0-9A-Z]+", text):
        return False
    return int("".join(str(int(character, 36)) for character in text[4:] + text[:4])) % 97 == 1


def latitude(text: str) -> bool:
    return int(text) <= 180 * 10**7


def longitude(text: str) -> bool:
    return int(text) <= 360 * 10**7


def pieceoftotal(text: str) -> bool:
    return 0 < int(text[:2]) <= int(text[2:])


def posinseqslash(text: str) -> bool:
    return re.fullmatch("[1-9]/[1-9]", text) is not None and text[0] <= text[2]


def pcenc(text: str) -> bool:
    """Percent signs only before two hexadecimal digits."""
    return re.search("%(?![0-9A-Fa-f]{2})", text) is None


def cset64(text: str) -> bool:
    """RFC 4648, 5: padding only at the end, and then to a multiple of four."""
    body = text.rstrip("=")
    return "=" not in body and (body == text or (len(text) - len(body) <= 2 and len(text) % 4 == 0))


CHECKS: dict[str, Check] = {
    check.__name__: check
    for check in (
        *(csum, csumalpha, key, yymmd0, yymmdd, yyyymmdd, hh, mi, hhmi, iso3166, iso3166999, iso3166alpha2),
        *(iso4217, iso5218, iban, latitude, longitude, pieceoftotal, posinseqslash, pcenc, cset64),
    )
} | {
    "ss": mi,
    "yesno": lambda text: text in ("0", "1"),
    "winding": lambda text: text in ("0", "1", "9"),
    "importeridx": _IMPORTER.issuperset,
    "mediatype": _MEDIA.__contains__,
    "packagetype": lambda text: re.fullmatch("[0-9A-Z]{1,4}", text) is not None,
    "hyphen": lambda text: text == "-",
    "nonzero": lambda text: text.strip("0") != "",
    "zero": lambda text: text.strip("0") == "",
    "nozeroprefix": lambda text: text == "0" or not text.startswith("0"),
    "hasnondigit": lambda text: not text.isdecimal(),
    "couponcode": is_coupon,
    "couponposoffer": is_offer,
}
