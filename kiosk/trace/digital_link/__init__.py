"""What a code says: GS1 Digital Link URIs, GS1 element strings and plain GTINs.

biip's table says which application identifiers there are. biip's parser is both laxer and stricter than the
standard (wrong check digits, values cut short, repeated and unknown identifiers, dates that no month has), so the
rules are our own: `formats` and `content` for one value, `associations` between values, `element_strings` and
`links` for the two spellings. Nothing is ever fetched.

    parse(text)          the product, lot and serial, or ParseError
    read(text, options)  everything the text says
    element_string(elements), canonical_link(elements)  and back into either spelling
"""

from __future__ import annotations

import re

from kiosk.town.gtin import LENGTHS, is_gtin, to_gtin14
from kiosk.trace.digital_link import associations, formats
from kiosk.trace.digital_link.element_strings import BRACKETED, read_bracketed, read_plain
from kiosk.trace.digital_link.element_strings import written as element_string
from kiosk.trace.digital_link.links import SCHEME, read_link
from kiosk.trace.digital_link.links import link_of as canonical_link
from kiosk.trace.digital_link.message import (
    FNC1,
    FNC1_IN_PRINT,
    STRICT,
    Element,
    Identifiers,
    Message,
    Options,
    ParseError,
    Reason,
)

__all__ = [
    "FNC1",
    "MAX_LENGTH",
    "Element",
    "Identifiers",
    "Message",
    "Options",
    "ParseError",
    "Reason",
    "canonical_link",
    "element_string",
    "elements",
    "parse",
    "read",
    "title",
]

MAX_LENGTH = 2000  # characters; a QR code holds more, no label needs it

# ISO/IEC 15424, the symbology identifiers that General Specifications 7.8.1 gives to element strings, to links
# and to plain GTINs (EAN/UPC, ITF-14).
_ELEMENT_STRINGS = ("]C1", "]Q3", "]d2", "]J1", "]e0")
_LINKS = ("]Q1", "]d1", "]J0")
_GTINS = ("]E0", "]E4", "]I1")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_DIGITS = re.compile(r"[0-9]+")


def parse(text: str) -> Identifiers:
    """The product, lot and serial that a code's text names. Raises ParseError."""
    message = read(text)
    gtin = message.value("01")
    if gtin is None:
        raise ParseError("not-a-product-code", "a GS1 code, but for something other than a product: no AI 01")
    return Identifiers(gtin, message.value("10"), message.value("21"), message.query)


def elements(text: str) -> tuple[Element, ...]:
    """The application identifiers of a code with their values, in the order of the text. Raises ParseError."""
    return read(text).elements


def read(text: str, options: Options = STRICT) -> Message:
    """Everything that a code's text says, product or not. Raises ParseError."""
    if len(text) > MAX_LENGTH:
        raise ParseError("not-a-product-code", f"{len(text)} characters, more than {MAX_LENGTH}")
    if _CONTROL.search(text.replace(FNC1, "")):
        raise ParseError("not-a-product-code", "holds control characters")
    symbology, body = (text[:3], text[3:]) if text.startswith("]") else ("", text)
    if SCHEME.match(body) and symbology in ("", *_LINKS):
        message, whole = read_link(body, options), False
    elif _DIGITS.fullmatch(body) and len(body) in LENGTHS and symbology in ("", *_GTINS):
        return _gtin(body)
    elif BRACKETED.match(text):
        message, whole = Message("element-string", read_bracketed(text)), True
    else:
        message, whole = Message("element-string", read_plain(_unmarked(body, symbology))), False
    complete = whole if options.associations is None else options.associations
    if fault := associations.fault(message.elements, complete=complete):
        raise ParseError("malformed", fault)
    return message


def title(ai: str) -> str:
    """The standard's data title of an application identifier; empty for one that no table knows."""
    known = formats.exactly(ai)
    return known.title if known else ""


def _gtin(digits: str) -> Message:
    if not is_gtin(digits):
        raise ParseError("malformed", f"the check digit of GTIN {digits} is wrong")
    return Message("gtin", (("01", to_gtin14(digits)),))


def _unmarked(body: str, symbology: str) -> str:
    """An element string without what marks it as one. Raises ParseError for text that nothing marks."""
    # "^" stands for FNC1 in print; it is no character of GS1 data (General Specifications, 7.11).
    plain = body.replace(FNC1_IN_PRINT, FNC1)
    marked = symbology in _ELEMENT_STRINGS or plain.startswith(FNC1)
    # Without a mark only a GTIN with its 14 digits says that this is GS1 data; any other number is just a number.
    if (symbology and symbology not in _ELEMENT_STRINGS) or not (marked or re.match(r"01[0-9]{14}", plain)):
        raise ParseError("not-a-product-code", "neither a link nor GS1 data")
    return plain.removeprefix(FNC1)
