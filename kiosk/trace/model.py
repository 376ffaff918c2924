"""What the booth knows of one item, and what it will vouch for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.town.model import Issuer, Laboratory, Lot, Product, Text


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
    """One rule's answer. `rule` is its stable name, `visitor` a sentence for the screen, `staff` the detail.

    missing: the rule could not be judged, because the record does not say enough; never a green seal either.
    """

    rule: str
    passed: bool
    visitor: Text
    staff: str
    missing: bool = False


class Inclusion(StrEnum):
    """Whether a lot's document is in the public log."""

    INCLUDED = "included"
    MISSING = "missing"  # no proof in this pack
    ALTERED = "altered"  # the proof is for another document, or for none


@dataclass(frozen=True, slots=True)
class Evidence:
    """The log's word on a lot's document (RFC 6962; C2SP tlog-checkpoint, tlog-proof), as the booth verified it."""

    state: Inclusion
    staff: str
    origin: str = ""  # the log's name
    tree_size: int = 0
    leaf_index: int = 0
    root_hash: str = ""  # base64
    checkpoint: str = ""  # the signed note, whole, for anyone to check elsewhere
    witnesses: tuple[str, ...] = ()  # names, of those whose cosignature verifies


class Doubt(StrEnum):
    """Why a sticker may have been copied."""

    TWO_PLACES = "two-places"  # at once: further apart than anybody travels in the time
    MANY_PLACES = "many-places"
    MANY_SCANS = "many-scans"
    AFTER_SALE = "after-sale"


@dataclass(frozen=True, slots=True)
class Sightings:
    """Where and how often one sticker was seen, over all booths whose memory this one knows."""

    scans: int = 0
    places: int = 0
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Passport:
    """All that is known of one item. `lot` is None where only the product is known (an EAN-13 on a shelf)."""

    text: str  # what the code said, as read
    product: Product
    lot: Lot | None
    serial: str | None
    verdict: Verdict
    findings: tuple[Finding, ...]
    issuer: Issuer | None = None  # who signed the sticker, where that is known
    sample: bool = False  # on display at this booth, and not for sale
    evidence: Evidence | None = None
    sightings: Sightings | None = None
    laboratories: tuple[Laboratory, ...] = ()  # of those who inspected this lot, the ones that this town knows


@dataclass(frozen=True, slots=True)
class Unidentified:
    """A code this town has no passport for. `reason` is a stable name, `visitor` a kind sentence."""

    text: str
    reason: str  # "not-a-product-code" | "malformed" | "not-of-this-town"
    visitor: Text
    staff: str
