"""What a code's text is read into, how it may be read, and why it is refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

FNC1 = "\x1d"  # how decoders hand over FNC1, ISO/IEC 15424 and GS1 General Specifications 7.8
FNC1_IN_PRINT = "^"  # how the GS1 Barcode Syntax Resource writes it

Reason = Literal["not-a-product-code", "malformed"]
Kind = Literal["digital-link", "element-string", "gtin"]
Element = tuple[str, str]  # application identifier, value


class ParseError(ValueError):
    """The text names no product. `reason` is a stable name; str() is the detail for staff."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(detail)
        self.reason: Reason = reason


@dataclass(frozen=True, slots=True)
class Options:
    """What to accept beyond GS1 Digital Link URI syntax 1.6, and which checks belong to the text.

    zero_suppressed_gtin: AI 01 of a link may be a GTIN-8, -12 or -13 (deprecated since 1.3).
    convenience_alphas: /gtin/ for /01/ and so on (deprecated since 1.2).
    unknown_ais: identifiers that no table knows; bracketed text may always hold them, for brackets end them.
    unknown_attributes: and these also in a link's query.
    associations: whether an identifier that needs another one is refused without it. None: in bracketed text
    only. The Syntax Dictionary wants this judged over all carriers of an item together, and a symbol or a link
    is one carrier; bracketed text is what a label says as a whole.
    """

    zero_suppressed_gtin: bool = False
    convenience_alphas: bool = False
    unknown_ais: bool = False
    unknown_attributes: bool = False
    associations: bool | None = None


STRICT = Options()


@dataclass(frozen=True, slots=True)
class Message:
    """A text that was read. elements: in the order of the text. query: a link's attributes, decoded."""

    kind: Kind
    elements: tuple[Element, ...]
    query: tuple[Element, ...] = ()

    def value(self, ai: str) -> str | None:
        return next((value for found, value in self.elements if found == ai), None)


@dataclass(frozen=True, slots=True)
class Identifiers:
    """What a code identifies. gtin14: 14 digits, check digit right. query: a link's attributes, decoded."""

    gtin14: str
    lot: str | None = None
    serial: str | None = None
    query: tuple[Element, ...] = ()

    def attribute(self, key: str) -> str | None:
        """The one value of a query attribute; None where it is absent or ambiguous."""
        values = [value for name, value in self.query if name == key]
        return values[0] if len(values) == 1 else None
