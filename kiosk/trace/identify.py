"""From what a code says to what is known of it: the one way through this room."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from kiosk.town.model import Brand, Issuer, Item, Laboratory, Lot, Product
from kiosk.trace import words
from kiosk.trace.digital_link import ParseError, parse
from kiosk.trace.model import Evidence, Inclusion, Passport, Sightings, Unidentified
from kiosk.trace.rules import Case, judge
from kiosk.trace.signature import Signature, verify

if TYPE_CHECKING:
    from kiosk.trace.log.keys import LogKeys


class Records(Protocol):
    """What this room asks of a town's pack. GTINs have 14 digits; None means that there is no such record.

    laboratory(), brand(): by the id that an Inspection or a Product names. proof(): the lot's C2SP tlog-proof text.
    log_keys(): whose checkpoints count, kiosk.trace.log.keys.LogKeys as JSON; None where this town keeps no log.
    serial_lot(): the lot that a serial is on record under. serial_listed(): whether the brand lists the serial
    under that lot; None where it keeps no list. serial_withdrawn(): exact, never probabilistic. item(): a display
    sample of the booth. penalty_limit: points within a year at which a brand's standing is lost.
    """

    def product(self, gtin: str) -> Product | None: ...
    def lot(self, gtin: str, lot: str) -> Lot | None: ...
    def issuers(self) -> Iterable[Issuer]: ...
    def laboratory(self, laboratory_id: str) -> Laboratory | None: ...
    def brand(self, brand_id: str) -> Brand | None: ...
    def proof(self, gtin: str, lot: str) -> str | None: ...
    def log_keys(self) -> str | None: ...
    def serial_lot(self, gtin: str, serial: str) -> str | None: ...
    def serial_listed(self, gtin: str, lot: str, serial: str) -> bool | None: ...
    def serial_withdrawn(self, gtin: str, lot: str, serial: str) -> bool: ...
    def item(self, gtin: str, serial: str) -> Item | None: ...
    @property
    def penalty_limit(self) -> int: ...


def identify(
    text: str,
    records: Records,
    now: date,
    sightings: Callable[[str, str], Sightings | None] | None = None,
) -> Passport | Unidentified:
    """The passport of what a code names, judged as of now.

    now: a date, or a timezone-aware datetime in the event's own zone. sightings(gtin, serial): what booths saw of
    a sticker, asked of those whose signature holds. Raises ValueError for a naive datetime. Any text is answered;
    nothing it says is opened, and records is the only thing asked.
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
    serial = identifiers.serial
    lot_of_serial = records.serial_lot(product.gtin, serial) if serial is not None else None
    sample = serial is not None and records.item(product.gtin, serial) is not None
    seen = None
    if sightings is not None and serial is not None and signature is Signature.VALID and not sample:
        seen = sightings(product.gtin, serial)
    case = Case(identifiers, signature, issuer, lot, lot_of_serial, now, product, sightings=seen)
    case = with_records(case, records)
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
        seen,
        tuple((case.laboratories or {}).values()),
    )


def with_records(case: Case, records: Records, proof: str | None = None) -> Case:
    """The case with what the town's registers, lists and log say of its product and lot.

    proof: a tlog-proof that came with the record; else it is the town's own.
    """
    gtin, serial, product = case.identifiers.gtin14, case.identifiers.serial, case.product
    lot = case.lot
    checks = lot.inspections if lot is not None else ()
    named = {each for check in checks for each in (check.laboratory_id, check.approver_id) if each}
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
        evidence=_evidence(case.gtin, lot, records, proof),
    )


def _evidence(gtin: str, lot: Lot | None, records: Records, proof: str | None) -> Evidence | None:
    """The log's word on the lot; None where the town keeps no log, and of a lot that it has no record of."""
    keys = records.log_keys()
    if not keys or lot is None:
        return None
    return _evidence_of(gtin, lot, proof or records.proof(gtin, lot.lot), keys)


def _evidence_of(gtin: str, lot: Lot, proof: str | None, keys: str) -> Evidence:
    """The log's word on a lot. keys: LogKeys as JSON; those that cannot be used vouch for nothing."""
    from kiosk.trace.log.document import document
    from kiosk.trace.log.errors import LogError
    from kiosk.trace.log.evidence import evidence

    try:
        return evidence(document(gtin, lot), proof, _log_keys(keys))
    except LogError as error:
        return Evidence(Inclusion.MISSING, f"no evidence: {error}")


@lru_cache(maxsize=8)
def _log_keys(text: str) -> LogKeys:
    """Raises LogError."""
    from kiosk.trace.log.document import read_json
    from kiosk.trace.log.keys import LogKeys

    return LogKeys.from_json(read_json(text))


def warm_up() -> None:
    """Import and fill what the first identify would otherwise wait for, a tenth of a second; safe in any thread."""
    import cryptography.hazmat.primitives.asymmetric.ed25519  # noqa: F401
    import rfc8785  # noqa: F401

    import kiosk.trace.log.document
    import kiosk.trace.log.evidence  # noqa: F401

    parse("HTTPS://ID.EXAMPLE/01/09520123456788/10/A/21/A")
