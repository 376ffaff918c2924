"""GS1 element strings: GS1 General Specifications, 7.8, as decoders give them and as labels print them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kiosk.trace.digital_link import formats
from kiosk.trace.digital_link.message import FNC1, FNC1_IN_PRINT, Element, ParseError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kiosk.trace.digital_link.formats import Format

BRACKETED = re.compile(r"\([0-9]{2,4}\)")
# A bracket that belongs to a value is written "\(".
_BRACKETED_ELEMENT = re.compile(r"\(([0-9]{2,4})\)((?:[^(\\]|\\.)*)")


def read_plain(text: str) -> tuple[Element, ...]:
    """The elements of a row of identifiers and values, FNC1 between them. Raises ParseError."""
    found = []
    rest = text
    while rest:
        known = formats.find(rest)
        if known is None:
            raise ParseError("malformed", f"no application identifier begins {rest[:4]!r}")
        behind = rest[len(known.ai) :]
        if known.length is None:
            value, _, rest = behind.partition(FNC1)
        else:
            value = behind[: known.length]
            # 7.8.5: needless behind a predefined length, and to be accepted there.
            rest = behind[known.length :].removeprefix(FNC1)
        check_value(known, value)
        found.append((known.ai, value))
    if not found:
        raise ParseError("malformed", "an element string without elements")
    return tuple(found)


def read_bracketed(text: str) -> tuple[Element, ...]:
    """The elements of "(01)…(10)…". Identifiers that no table knows are carried along. Raises ParseError."""
    found = []
    at = 0
    while at < len(text):
        element = _BRACKETED_ELEMENT.match(text, at)
        if element is None:
            raise ParseError("malformed", f"no application identifier in brackets at character {at + 1}")
        at = element.end()
        ai, value = element[1], element[2].replace(r"\(", "(")
        check_value(known_or_carried(ai, unknown=True), value)
        found.append((ai, value))
    return tuple(found)


def known_or_carried(ai: str, *, unknown: bool) -> Format:
    """The format of an identifier, or one to carry an unknown one where that is allowed. Raises ParseError."""
    found = formats.exactly(ai) or (formats.unknown(ai) if unknown and len(ai) <= 4 else None)
    if found is None:
        raise ParseError("malformed", f"{ai[:8]} is no application identifier")
    return found


def check_value(known: Format, value: str) -> None:
    """Raises ParseError for a value that this identifier cannot have."""
    if fault := known.fault(value):
        raise ParseError(
            "malformed", f"AI {known.ai}: {fault}" + ("" if fault == "empty" else f" ({value[:95]!r})")
        )


def written(elements: Iterable[Element], fnc1: str = FNC1_IN_PRINT) -> str:
    """The element string of these elements: FNC1 first, and behind each value that needs it but the last."""
    parts = [fnc1]
    open_ended = False
    for ai, value in elements:
        if open_ended:
            parts.append(fnc1)
        parts += (ai, value)
        known = formats.exactly(ai) or formats.unknown(ai)
        open_ended = known is None or known.length is None
    return "".join(parts)
