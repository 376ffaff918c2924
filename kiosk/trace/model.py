"""What the booth knows of one item, and what it will vouch for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.town.model import Lot, Product, Text


class Verdict(StrEnum):
    GENUINE = "genuine"
    UNKNOWN = "unknown"
    WITHDRAWN = "withdrawn"
    INCONSISTENT = "inconsistent"
    FORGED = "forged"
    COPIED = "copied"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule's answer. `rule` is its stable name, `visitor` a sentence for the screen, `staff` the detail."""

    rule: str
    passed: bool
    visitor: Text
    staff: str


@dataclass(frozen=True, slots=True)
class Passport:
    """All that is known of one item. `lot` is None where only the product is known (an EAN-13 on a shelf)."""

    text: str  # what the code said, as read
    product: Product
    lot: Lot | None
    serial: str | None
    verdict: Verdict
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Unidentified:
    """A code this town has no passport for. `reason` is a stable name, `visitor` a kind sentence."""

    text: str
    reason: str  # "not-a-product-code" | "malformed" | "not-of-this-town"
    visitor: Text
    staff: str
