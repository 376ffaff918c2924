"""One form for a thing, however a document spells it: EPC URN (GS1 TDS 1.13, 6) or GS1 Digital Link URI.

What an identifier identifies is written as application identifiers and values, the way a Digital Link's path has
them: `01/09520123456788/21/A1`. The lot of a serialised item is no part of it, because an EPC URN cannot say it,
nor is the variant of a lot. Any other URI stands for itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote, unquote

from kiosk.town.gtin import check_digit

MAX_LENGTH = 2000  # characters of a URI
_SHORT = 120  # of one that is worth remembering; a hostile document must not fill the memory
_SAFE = "';="  # in a Digital Link's path these stand as they are (GS1 DL URI syntax 1.6, table 7-1)

Element = tuple[str, str]  # application identifier, value


@dataclass(frozen=True, slots=True)
class Identifier:
    """written: as in the document. canonical: equal for equal things. fault: why a GS1 key is malformed, or ""."""

    written: str
    canonical: str
    elements: tuple[Element, ...] = ()
    fault: str = ""

    def value(self, ai: str) -> str | None:
        return next((value for key, value in self.elements if key == ai), None)

    @property
    def gtin(self) -> str | None:
        """14 digits, of an item, a lot or a class."""
        found = self.value("01")
        piece = self.value("8006")
        return found or (piece[:14] if piece else None)

    @property
    def lot(self) -> str | None:
        return self.value("10")

    @property
    def serial(self) -> str | None:
        return self.value("21") or self.value("235")

    @property
    def sscc(self) -> str | None:
        return self.value("00")

    @property
    def gln(self) -> str | None:
        """13 digits, of a place (414) or a party (417)."""
        return self.value("414") or self.value("417")

    @property
    def is_class(self) -> bool:
        """True of a GTIN or a lot of it: many things, not one."""
        return self.gtin is not None and self.serial is None

    def link(self) -> str:
        """The canonical Digital Link URI, or the URI itself where there is no GS1 key (CBV 2.0, 8.9.2)."""
        return f"https://id.gs1.org/{self.canonical}" if self.elements else self.written

    def __str__(self) -> str:
        return self.canonical


def identify(uri: str) -> Identifier:
    """What a URI identifies. Never raises: a malformed key is an Identifier with a fault, known by its spelling."""
    return _remembered(uri) if len(uri) <= _SHORT else _identify(uri)


def _identify(uri: str) -> Identifier:
    if len(uri) > MAX_LENGTH:
        return Identifier(uri, uri, fault=f"{len(uri)} characters, more than {MAX_LENGTH}")
    lower = uri[:8].lower()
    if lower == "urn:epc:":
        try:
            elements = _from_urn(uri)
        except ValueError as error:
            return Identifier(uri, uri, fault=str(error))
    elif lower.startswith(("http://", "https://")):
        elements, fault = _from_link(uri)
        if fault:
            return Identifier(uri, uri, fault=fault)
    else:
        return Identifier(uri, uri)
    return Identifier(uri, _path(_identity(elements)) if elements else uri, elements)


_remembered = lru_cache(maxsize=16384)(_identify)


def from_elements(*elements: Element) -> Identifier:
    """The identifier of application identifiers, ("01", gtin14), ("10", lot): written as a canonical link."""
    return identify(f"https://id.gs1.org/{_path(elements)}")


def _identity(elements: tuple[Element, ...]) -> tuple[Element, ...]:
    named = {ai for ai, _ in elements}
    less = {"10", "22"} if named & {"21", "235"} else {"22"} if "10" in named else set()
    return tuple(element for element in elements if element[0] not in less)


def _path(elements: tuple[Element, ...]) -> str:
    return "/".join(f"{ai}/{quote(value, safe=_SAFE)}" for ai, value in elements)


# --- EPC URNs ----------------------------------------------------------------------------------------------------

_AI82 = re.compile(r"[!\"%&'()*+,\-./0-9:;<=>?A-Z_a-z]+")  # GS1 General Specifications, table 7.11-1
_AI39 = re.compile(r"[#\-/0-9A-Z]+")  # table 7.11-2, of component and part identifiers
_ESCAPED = re.compile(r"(?:[!'()*+,\-.0-9:;=A-Za-z_]|%[0-9A-Fa-f]{2})*")  # GS1 TDS 1.13, 6.3
_DIGITS = re.compile(r"[0-9]+")


def _gtin(prefix: str, reference: str) -> str:
    """GTIN-14: the item reference's first digit is the indicator, which comes before the company prefix."""
    return _checked(reference[0] + prefix + reference[1:])


def _checked(digits: str) -> str:
    return digits + str(check_digit(digits))


def _serial(text: str, most: int, characters: re.Pattern[str] = _AI82) -> str:
    value = unquote(text, errors="replace") if _ESCAPED.fullmatch(text) else ""
    if not 1 <= len(value) <= most or not characters.fullmatch(value):
        raise ValueError(f"{text!r} is not a serial of 1 to {most} characters of GS1's")
    return value


def _digits_only(text: str, most: int) -> str:
    if not _DIGITS.fullmatch(text) or len(text) > most:
        raise ValueError(f"{text!r} is not a number of 1 to {most} digits")
    return text


def _sgln(prefix: str, reference: str, rest: list[str]) -> tuple[Element, ...]:
    gln, extension = _checked(prefix + reference), _serial(rest[0], 20)
    return (("414", gln),) if extension == "0" else (("414", gln), ("254", extension))


def _itip(prefix: str, reference: str, rest: list[str]) -> tuple[Element, ...]:
    if not all(_DIGITS.fullmatch(part) and len(part) == 2 for part in rest[:2]):
        raise ValueError("an ITIP has two digits each for the piece and their total")
    piece = ("8006", _gtin(prefix, reference) + rest[0] + rest[1])
    return (piece,) if rest[2] == "*" else (piece, ("21", _serial(rest[2], 20)))


def _cpi(prefix: str, reference: str, rest: list[str]) -> tuple[Element, ...]:
    part = ("8010", prefix + _serial(reference, 30 - len(prefix), _AI39))
    return (part,) if rest[0] == "*" else (part, ("8011", _digits_only(rest[0], 12)))


class _Scheme(NamedTuple):
    """digits: of company prefix and reference together; None where the reference is text. rest: parts after it."""

    digits: int | None
    rest: int
    build: Callable[[str, str, list[str]], tuple[Element, ...]]


_IDS = {
    "sgtin": _Scheme(13, 1, lambda p, r, s: (("01", _gtin(p, r)), ("21", _serial(s[0], 20)))),
    "upui": _Scheme(13, 1, lambda p, r, s: (("01", _gtin(p, r)), ("235", _serial(s[0], 28)))),
    "itip": _Scheme(13, 3, _itip),
    "sscc": _Scheme(17, 0, lambda p, r, s: (("00", _checked(r[0] + p + r[1:])),)),
    "sgln": _Scheme(12, 1, _sgln),
    "pgln": _Scheme(12, 0, lambda p, r, s: (("417", _checked(p + r)),)),
    "grai": _Scheme(12, 1, lambda p, r, s: (("8003", "0" + _checked(p + r) + _serial(s[0], 16)),)),
    "giai": _Scheme(None, 0, lambda p, r, s: (("8004", p + _serial(r, 30 - len(p))),)),
    "gsrn": _Scheme(17, 0, lambda p, r, s: (("8018", _checked(p + r)),)),
    "gsrnp": _Scheme(17, 0, lambda p, r, s: (("8017", _checked(p + r)),)),
    "gdti": _Scheme(12, 1, lambda p, r, s: (("253", _checked(p + r) + _serial(s[0], 17)),)),
    "cpi": _Scheme(None, 1, _cpi),
    "sgcn": _Scheme(12, 1, lambda p, r, s: (("255", _checked(p + r) + _digits_only(s[0], 12)),)),
    "ginc": _Scheme(None, 0, lambda p, r, s: (("401", p + _serial(r, 30 - len(p))),)),
    "gsin": _Scheme(16, 0, lambda p, r, s: (("402", _checked(p + r)),)),
}
_CLASSES = {"lgtin": _Scheme(13, 1, lambda p, r, s: (("01", _gtin(p, r)), ("10", _serial(s[0], 20))))}
_PATTERNS = {
    "sgtin": _Scheme(13, 1, lambda p, r, s: (("01", _gtin(p, r)),)),
    "upui": _Scheme(13, 1, lambda p, r, s: (("01", _gtin(p, r)),)),
    "itip": _Scheme(13, 3, _itip),
    "grai": _Scheme(12, 1, lambda p, r, s: (("8003", "0" + _checked(p + r)),)),
    "gdti": _Scheme(12, 1, lambda p, r, s: (("253", _checked(p + r)),)),
    "sgcn": _Scheme(12, 1, lambda p, r, s: (("255", _checked(p + r)),)),
    "cpi": _Scheme(None, 1, _cpi),
}
# Keys of others (GID, US DoD, aerospace, containers, ships): URIs that stand for themselves. GS1 TDS 1.13, 6.3.
_OTHER_IDS = frozenset({"gid", "usdod", "adi", "bic", "imovn"})


def _from_urn(uri: str) -> tuple[Element, ...]:
    parts = uri.split(":", 4)
    if len(parts) < 5 or not parts[4]:
        raise ValueError("an EPC URN is urn:epc:id:SCHEME:VALUE")
    kind, scheme, value = parts[2], parts[3], parts[4]
    if kind == "id":
        if scheme in _OTHER_IDS:
            return ()
        return _urn(_IDS.get(scheme), scheme, value)
    if kind == "class":
        return _urn(_CLASSES.get(scheme), scheme, value)
    if kind == "idpat":
        # A pattern over a whole company's items names no class; it stands for itself.
        if scheme in _OTHER_IDS or not value.endswith(".*") or ".*." in f".{value}"[:-1]:
            return ()
        return _urn(_PATTERNS.get(scheme), scheme, value)
    if kind in ("tag", "pat", "raw"):
        return ()
    raise ValueError(f"urn:epc:{kind} is not defined (GS1 TDS)")


def _urn(known: _Scheme | None, scheme: str, value: str) -> tuple[Element, ...]:
    if known is None:
        raise ValueError(f"EPC scheme {scheme!r} is not defined (GS1 TDS)")
    if known.digits is None:
        # The reference may hold dots of its own, the serial behind it may not.
        prefix, _, text = value.partition(".")
        reference, *rest = text.rsplit(".", known.rest) if known.rest else [text]
    else:
        prefix, *more = value.split(".", 1 + known.rest)
        reference, rest = more[0] if more else "", more[1:]
    if not _DIGITS.fullmatch(prefix) or not 6 <= len(prefix) <= 12:
        raise ValueError(f"the company prefix of {value!r} is not 6 to 12 digits")
    if len(rest) != known.rest:
        raise ValueError(f"an {scheme} URN has {2 + known.rest} parts, {value!r} has {2 + len(rest)}")
    if known.digits is not None:
        if len(prefix) + len(reference) != known.digits or (reference and not _DIGITS.fullmatch(reference)):
            raise ValueError(f"an {scheme} URN has {known.digits} digits before its serial, {value!r} has not")
        if not reference and known.digits != 12:
            raise ValueError(f"{value!r} has no reference after the company prefix")
    return known.build(prefix, reference, rest)


# --- GS1 Digital Link URIs ---------------------------------------------------------------------------------------

# A path that can only mean a GS1 key: its identifier followed by as many digits as that key has.
_CLEARLY_A_KEY = re.compile(
    r"/(?:00/\d{18}|01/\d{14}|41[47]/\d{13}|25[35]/\d{13}[^/]*|402/\d{17}|8003/\d{14}[^/]*|8006/\d{18}"
    r"|801[78]/\d{18})(?=[/?#]|$)"
)
_MAY_BE_A_KEY = re.compile(r"/(?:0[01]|25[35]|40[12]|41[47]|800[346]|801[0378])/")


def _from_link(uri: str) -> tuple[tuple[Element, ...], str]:
    """The elements of a Digital Link's path, or none and why it is malformed, or neither for any other address."""
    if not _MAY_BE_A_KEY.search(uri):
        return (), ""
    from kiosk.trace.digital_link import ParseError, elements

    try:
        found = elements(uri.partition("?")[0])
    except ParseError as error:
        return (), f"{error}" if error.reason == "malformed" and _CLEARLY_A_KEY.search(uri) else ""
    return found, ""
