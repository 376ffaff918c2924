"""From what a code says to what is known of it: the one way through this room."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from kiosk.town.model import Brand, Issuer, Item, Laboratory, Lot, Product
from kiosk.trace import words
from kiosk.trace.digital_link import ParseError, parse
from kiosk.trace.model import Evidence, Passport, Sightings, Unidentified
from kiosk.trace.rules import Case, judge
from kiosk.trace.signature import Signature, verify

if TYPE_CHECKING:
    from kiosk.trace.log.keys import LogKeys


class Shelf(Protocol):
    """The least that a pack knows: its products, their lots, and whose stickers it trusts."""

    def product(self, gtin: str) -> Product | None: ...
    def lot(self, gtin: str, lot: str) -> Lot | None: ...
    def issuers(self) -> Iterable[Issuer]: ...


@runtime_checkable
class Records(Shelf, Protocol):
    """What this room asks of a town's pack. GTINs have 14 digits; None means that there is no such record.

    laboratory(), brand(): by the id that an Inspection or a Product names.
    proof(): the lot's C2SP tlog-proof text. log_keys(): whose checkpoints count, LogKeys.to_json() as text; None
    where this town keeps no log. serial_listed(): whether the brand lists the serial under that lot; None where it
    keeps no list. serial_lot(): the lot that a serial is on record under, as a display sample or on a brand's list.
    serial_withdrawn(): exact, never probabilistic. item(): a display sample of the booth.
    penalty_limit: points within a year at which a brand's standing is lost.
    """

    def laboratory(self, laboratory_id: str) -> Laboratory | None: ...
    def brand(self, brand_id: str) -> Brand | None: ...
    def proof(self, gtin: str, lot: str) -> str | None: ...
    def log_keys(self) -> str | None: ...
    def serial_listed(self, gtin: str, lot: str, serial: str) -> bool | None: ...
    def serial_lot(self, gtin: str, serial: str) -> str | None: ...
    def serial_withdrawn(self, gtin: str, lot: str, serial: str) -> bool: ...
    def item(self, gtin: str, serial: str) -> Item | None: ...
    @property
    def penalty_limit(self) -> int: ...


def identify(text: str, records: Shelf, now: date, sightings: Sightings | None = None) -> Passport | Unidentified:
    """The passport of what a code names, judged as of now.

    now: a date, or a timezone-aware datetime in the event's own zone. sightings: what booths saw of this sticker.
    Raises ValueError for a naive datetime. Any text is answered; nothing it says is opened, and records is the only
    thing asked.
    """
    if isinstance(now, datetime) and now.tzinfo is None:
        raise ValueError("a verdict needs to know the time zone of now")
    try:
        identifiers = parse(text)
    except ParseError as error:
        return Unidentified(text, error.reason, words.UNIDENTIFIED[error.reason], str(error))
    product = records.product(identifiers.gtin14)
    if product is None:
        reason = "not-of-this-town"
        staff = f"GTIN {identifiers.gtin14} is not in this pack"
        return Unidentified(text, reason, words.UNIDENTIFIED[reason], staff)
    lot = records.lot(identifiers.gtin14, identifiers.lot) if identifiers.lot else None
    signature, issuer = verify(text, identifiers, records.issuers())
    lot_of_serial = next(
        (known.lot for known in product.lots for item in known.items if item.serial == identifiers.serial), None
    )
    case = Case(identifiers, signature, issuer, lot, lot_of_serial, now, product, sightings=sightings)
    sample = identifiers.serial is not None and lot_of_serial is not None
    if isinstance(records, Records):
        case = with_records(case, records)
        sample = identifiers.serial is not None and records.item(product.gtin, identifiers.serial) is not None
    verdict, findings = judge(case)
    return Passport(
        text,
        product,
        lot,
        identifiers.serial,
        verdict,
        findings,
        issuer if signature is Signature.VALID else None,  # never an issuer's name beside a forgery
        sample,
        case.evidence,
        sightings,
    )


def with_records(case: Case, records: Records) -> Case:
    """The case with what the town's registers, lists and log say of its product and lot."""
    gtin, serial, product = case.identifiers.gtin14, case.identifiers.serial, case.product
    lot = case.lot
    named = {check.laboratory_id for check in lot.inspections if check.laboratory_id} if lot is not None else set()
    found = {each: laboratory for each in named if (laboratory := records.laboratory(each)) is not None}
    listed, withdrawn, lot_of_serial = None, False, None
    if serial is not None:
        lot_of_serial = records.serial_lot(gtin, serial)
    if lot is not None and serial is not None:
        listed = records.serial_listed(gtin, lot.lot, serial)
        withdrawn = records.serial_withdrawn(gtin, lot.lot, serial)
    return replace(
        case,
        lot_of_serial=lot_of_serial,
        laboratories=found,
        brand=records.brand(product.brand_id) if product is not None and product.brand_id else None,
        penalty_limit=records.penalty_limit,
        serial_listed=listed,
        serial_withdrawn=withdrawn,
        evidence=_evidence(gtin, lot, records),
    )


def _evidence(gtin: str, lot: Lot | None, records: Records) -> Evidence | None:
    """The log's word on the lot; None where the town keeps no log, and of a lot that it has no record of."""
    written = records.log_keys()
    if written is None or lot is None:
        return None
    from kiosk.trace.log.document import document
    from kiosk.trace.log.evidence import evidence

    return evidence(document(gtin, lot), records.proof(gtin, lot.lot), _log_keys(written))


@lru_cache(maxsize=8)
def _log_keys(written: str) -> LogKeys:
    import json

    from kiosk.trace.log.keys import LogKeys

    return LogKeys.from_json(json.loads(written))


def warm_up() -> None:
    """Import and fill what the first identify would otherwise wait for, a tenth of a second; safe in any thread."""
    import cryptography.hazmat.primitives.asymmetric.ed25519  # noqa: F401

    parse("HTTPS://ID.EXAMPLE/01/09520123456788/10/A/21/A")
