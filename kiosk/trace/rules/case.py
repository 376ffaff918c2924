"""What the rules look at and what one of them answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from kiosk.town.model import Brand, Issuer, Laboratory, Leg, Lot, Product, Text
from kiosk.trace.digital_link import Identifiers
from kiosk.trace.model import Evidence, Sightings, Verdict
from kiosk.trace.signature import Signature

# The gravest first. Withdrawn stands before inconsistent: a recall is a matter of safety.
GRAVITY = (
    Verdict.FORGED,
    Verdict.WITHDRAWN,
    Verdict.INCONSISTENT,
    Verdict.COPIED,
    Verdict.EXPIRED,
    Verdict.UNKNOWN,
    Verdict.GENUINE,
)


_MOST_NAMED = 50


@dataclass(frozen=True, slots=True)
class Case:
    """All that the rules look at. lot is None where the code names none or the town has no record of it.

    lot_of_serial: the lot that the serial is on record under, where it is. now: a date, or an aware datetime in the
    event's time zone. laboratories: those that the lot's inspections name, by id; None where the town keeps no
    register, and then nothing is asked of it. evidence: None where the town keeps no log. serial_listed: None where
    the brand keeps no list.

    A journey judged from a file has more to say. label: whether there is a sticker at all; unreadable: why what it
    says is no product code; about: the (gtin, lot) of the journey that the sticker is claimed for; unread: which of
    its events cannot be read; absent and faults: what the file lacks, or contradicts itself in, by the name of the
    rule that says so, with the detail for staff.
    """

    identifiers: Identifiers
    signature: Signature
    issuer: Issuer | None
    lot: Lot | None
    lot_of_serial: str | None
    now: date
    product: Product | None = None
    laboratories: Mapping[str, Laboratory] | None = None
    brand: Brand | None = None
    penalty_limit: int = 12
    serial_listed: bool | None = None
    serial_withdrawn: bool = False
    evidence: Evidence | None = None
    sightings: Sightings | None = None
    label: bool = True
    unreadable: str | None = None
    about: tuple[str, str] | None = None
    unread: str | None = None
    absent: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)

    @property
    def gtin(self) -> str:
        """Of the record, which a sticker on another's goods does not change."""
        return self.about[0] if self.about is not None else self.identifiers.gtin14

    @property
    def today(self) -> date:
        return self.now.date() if isinstance(self.now, datetime) else self.now


@dataclass(frozen=True, slots=True)
class Answer:
    """One rule's answer; `otherwise` is the verdict when it did not pass, `values` fill the visitor's sentence.

    missing: the record does not say enough to judge; passed is then False and the verdict no better than UNKNOWN.
    """

    rule: str
    passed: bool
    otherwise: Verdict
    staff: str
    values: dict[str, Text] = field(default_factory=dict)
    missing: bool = False


def lacking(rule: str, staff: str) -> Answer:
    """The answer of a rule that the record does not say enough for."""
    return Answer(rule, False, Verdict.UNKNOWN, staff, missing=True)


def naming(faults: list[str], otherwise: str) -> str:
    """The detail for staff: the faults, of very many the first, or what is said where there is none."""
    more = f"; and {len(faults) - _MOST_NAMED} more" if len(faults) > _MOST_NAMED else ""
    return "; ".join(faults[:_MOST_NAMED]) + more or otherwise


def leg_words(leg: Leg) -> str:
    to = f" to {leg.to.name.en}" if leg.to is not None else ""
    return f"{leg.kind} at {leg.place.name.en}{to} {leg.start.isoformat()}"


def plain(text: str) -> Text:
    return Text(en=text or "-", zh=text or "-")
