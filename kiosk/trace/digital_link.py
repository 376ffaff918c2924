"""What a code says: GS1 Digital Link URIs, GS1 element strings and plain GTINs.

biip reads the application identifiers; the checks here close the gaps between it and GS1 Digital Link URI
syntax 1.6 (a wrong check digit, values cut short, repeated or unknown identifiers, characters that a URI may not
hold).
Nothing is ever fetched: a host name is text like any other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from urllib.parse import unquote

from kiosk.town.gtin import LENGTHS, is_gtin, to_gtin14

if TYPE_CHECKING:
    from collections.abc import Iterable

    from biip.gs1_element_strings import GS1ElementString

MAX_LENGTH = 2000  # characters; a QR code holds more, no label needs it
FNC1 = "\x1d"  # how decoders hand over FNC1, ISO/IEC 15424 and GS1 General Specifications 7.8

Reason = Literal["not-a-product-code", "malformed"]
Element = tuple[str, str]  # application identifier, value

# GS1 DL URI syntax 1.6, 4.3: the primary keys, each may open the identifying part of the path.
_PRIMARY_KEYS = frozenset(
    "00 01 253 255 401 402 414 415 417 8003 8004 8006 8010 8013 8017 8018".split()  # noqa: SIM905
)
_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_LINK = re.compile(
    r"https?://(?P<host>[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::(?P<port>\d{1,5}))?"
    r"(?P<path>/[^?#]*)(?:\?(?P<query>[^#]*))?(?:#.*)?",
    re.IGNORECASE,
)
# RFC 3986, 2: the only characters of a URI, percent signs with two hexadecimal digits after them.
_URI_TEXT = re.compile(r"(?:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*")
_SYMBOLOGY = re.compile(r"\](?:C1|Q3|d2|J1|e0)")  # ISO/IEC 15424: these carry element strings
_BRACKETED = re.compile(r"\(\d{2,4}\)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_DIGITS = re.compile(r"[0-9]+")


class ParseError(ValueError):
    """The text names no product. `reason` is a stable name; str() is the detail for staff."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason: Reason = reason


@dataclass(frozen=True, slots=True)
class Identifiers:
    """What a code identifies. gtin14: 14 digits, check digit right. query: a link's attributes, decoded."""

    gtin14: str
    lot: str | None = None
    serial: str | None = None
    query: tuple[tuple[str, str], ...] = ()

    def attribute(self, key: str) -> str | None:
        """The one value of a query attribute; None where it is absent or ambiguous."""
        values = [value for name, value in self.query if name == key]
        return values[0] if len(values) == 1 else None


def parse(text: str) -> Identifiers:
    """The product, lot and serial that a code's text names. Raises ParseError."""
    found, query = _read(text)
    values = dict(found)
    gtin = values.get("01")
    if gtin is None:
        raise ParseError("not-a-product-code", "a GS1 code, but for something other than a product: no AI 01")
    return Identifiers(gtin, values.get("10"), values.get("21"), query)


def elements(text: str) -> tuple[Element, ...]:
    """The application identifiers of a code with their values, in the order of the text. Raises ParseError."""
    return _read(text)[0]


def _read(text: str) -> tuple[tuple[Element, ...], tuple[tuple[str, str], ...]]:
    if len(text) > MAX_LENGTH:
        raise ParseError("not-a-product-code", f"{len(text)} characters, more than {MAX_LENGTH}")
    if _CONTROL.search(text.replace(FNC1, "")):
        raise ParseError("not-a-product-code", "holds control characters")
    if _SCHEME.match(text):
        return _read_link(text)
    if not text.isascii():
        raise ParseError("not-a-product-code", "neither a link nor GS1 data")
    if _DIGITS.fullmatch(text) and len(text) in LENGTHS:
        if not is_gtin(text):
            raise ParseError("malformed", f"the check digit of GTIN {text} is wrong")
        return (("01", to_gtin14(text)),), ()
    return _read_element_string(text), ()


def _read_link(text: str) -> tuple[tuple[Element, ...], tuple[tuple[str, str], ...]]:
    if not _URI_TEXT.fullmatch(text):
        raise ParseError("not-a-product-code", "holds characters that a URI may not hold (RFC 3986, 2)")
    link = _LINK.fullmatch(text)
    if link is None or int(link["port"] or 0) > 65535:
        raise ParseError("not-a-product-code", "a web address without a usable host and path")
    identifying = _identifying_path(link["path"].split("/")[1:])
    attributes = tuple(_attributes(link["query"] or ""))

    from biip import ParseError as BiipError
    from biip.gs1_digital_link_uris import GS1DigitalLinkURI
    from biip.gs1_element_strings import GS1ElementString

    pairs = [(identifying[i], _decoded(identifying[i + 1])) for i in range(0, len(identifying), 2)]
    from_query = [(key, value) for key, value in attributes if _DIGITS.fullmatch(key)]
    try:
        parsed = list(GS1DigitalLinkURI.parse("https://link/" + "/".join(identifying)).element_strings)
        # Element by element: biip would read "+" in a query as a space and let a repeated identifier win silently.
        parsed += [GS1ElementString.parse(key + value) for key, value in from_query]
    except (BiipError, ValueError) as error:
        raise ParseError("malformed", _one_line(error)) from error
    return _checked(parsed, [*pairs, *from_query]), attributes


def _identifying_path(segments: list[str]) -> list[str]:
    """From the last primary key on; whatever stands before it is the resolver's own path (1.6, 4.9)."""
    for start in range(len(segments) - 2, -1, -2):
        if segments[start] in _PRIMARY_KEYS:
            return segments[start:]
    if _PRIMARY_KEYS.intersection(segments):
        raise ParseError("malformed", "the path after the primary key is not pairs of identifier and value")
    raise ParseError("not-a-product-code", "a web address without a GS1 key in its path")


def _attributes(query: str) -> Iterable[tuple[str, str]]:
    for part in re.split("[&;]", query):
        key, equals, value = part.partition("=")
        if equals:
            yield _decoded(key), _decoded(value)


def _decoded(part: str) -> str:
    decoded = unquote(part, errors="replace")
    if _CONTROL.search(decoded) or "\ufffd" in decoded:
        raise ParseError("malformed", "a percent sign hides a control character or broken UTF-8")
    return decoded


def _read_element_string(text: str) -> tuple[Element, ...]:
    from biip import ParseError as BiipError
    from biip.gs1_messages import GS1Message

    body = _SYMBOLOGY.sub("", text, count=1) if text.startswith("]") else text
    marked = body != text or body.startswith(("^", FNC1)) or _BRACKETED.match(body) is not None
    # Without a mark only a GTIN with its 14 digits says that this is GS1 data; any other number is just a number.
    if not marked and not re.match(r"01[0-9]{14}", body):
        raise ParseError("not-a-product-code", "neither a link nor GS1 data")
    try:
        if _BRACKETED.match(body):
            message = GS1Message.parse_hri(body)
            written = None
        else:
            # "^" stands for FNC1 in print; it is no character of GS1 data (General Specifications, 7.11).
            body = body.replace("^", FNC1).removeprefix(FNC1)
            message = GS1Message.parse(body)
            written = body
    except (BiipError, ValueError) as error:
        raise ParseError("malformed", _one_line(error)) from error
    parsed = list(message.element_strings)
    found = _checked(parsed, [(element.ai.ai, element.value) for element in parsed])
    if written is not None:
        _check_separators(written, parsed)
    return found


def _check_separators(written: str, parsed: list[GS1ElementString]) -> None:
    """General Specifications 7.8.5: FNC1 ends every value whose length is not predefined, unless it is the last."""
    for element in parsed:
        start = element.ai.ai + element.value
        if not written.startswith(start):
            raise ParseError("malformed", f"AI {element.ai.ai} holds more than {element.value!r}")
        rest = written[len(start) :]
        if rest and element.ai.separator_required and not rest.startswith(FNC1):
            raise ParseError("malformed", f"AI {element.ai.ai} is not ended by FNC1")
        written = rest.removeprefix(FNC1)
    if written:
        raise ParseError("malformed", f"{written!r} is left over")


def _checked(parsed: list[GS1ElementString], written: list[Element]) -> tuple[Element, ...]:
    """The elements as written, once biip read exactly those. Raises ParseError."""
    found: dict[str, str] = {}
    for element, (ai, value) in zip(parsed, written, strict=True):
        # biip matches values of fixed length from the left, ignores the rest, and pads a short GTIN with zeros.
        if element.ai.ai != ai or element.value != value:
            raise ParseError("malformed", f"AI {ai} cannot hold {value!r}")
        faults = (getattr(element, name, None) for name in ("gtin_error", "gln_error", "sscc_error"))
        if fault := next((fault for fault in faults if fault), None):
            raise ParseError("malformed", f"AI {ai}: {_one_line(fault)}")
        if ai in ("01", "02") and not is_gtin(value):
            raise ParseError("malformed", f"AI {ai}: the check digit of GTIN {value} is wrong")
        if found.setdefault(ai, value) != value:
            raise ParseError("malformed", f"AI {ai} appears twice with different values")
    if len(found) != len(parsed):
        raise ParseError("malformed", "an application identifier appears twice")
    return tuple(found.items())


def _one_line(error: object) -> str:
    return " ".join(str(error).split())
