"""The rules a passport is judged by, and the verdict that follows from them.

Each rule has a stable name (its key in words.RULES). A failed rule takes the seal away: every one names a verdict
that is not GENUINE, and the gravest verdict of all failed rules is the passport's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from kiosk.town.model import Issuer, Leg, LegKind, Lot, Text
from kiosk.trace import words
from kiosk.trace.digital_link import Identifiers
from kiosk.trace.model import Finding, Verdict
from kiosk.trace.signature import Signature

# The gravest first. Withdrawn stands before inconsistent: a recall is a matter of safety.
GRAVITY = (
    Verdict.FORGED,
    Verdict.WITHDRAWN,
    Verdict.INCONSISTENT,
    Verdict.EXPIRED,
    Verdict.UNKNOWN,
    Verdict.GENUINE,
)


@dataclass(frozen=True, slots=True)
class Case:
    """All that the rules look at. lot is None where the code names none or the town has no record of it.

    lot_of_serial: the lot that the serial is on record under, where it is. now: a date, or an aware datetime in the
    event's time zone.
    """

    identifiers: Identifiers
    signature: Signature
    issuer: Issuer | None
    lot: Lot | None
    lot_of_serial: str | None
    now: date

    @property
    def today(self) -> date:
        return self.now.date() if isinstance(self.now, datetime) else self.now


@dataclass(frozen=True, slots=True)
class Answer:
    """One rule's answer; `otherwise` is the verdict when it did not pass, `values` fill the visitor's sentence."""

    rule: str
    passed: bool
    otherwise: Verdict
    staff: str
    values: dict[str, Text] = field(default_factory=dict)


def judge(case: Case) -> tuple[Verdict, tuple[Finding, ...]]:
    """The verdict, and every rule's finding: what failed first, the gravest on top, then what passed."""
    answers = [answer for rule in RULES for answer in rule(case)]
    answers.sort(key=lambda answer: len(GRAVITY) if answer.passed else GRAVITY.index(answer.otherwise))
    failed = [answer.otherwise for answer in answers if not answer.passed]
    verdict = failed[0] if failed else Verdict.GENUINE
    return verdict, tuple(_finding(case, answer) for answer in answers)


def _finding(case: Case, answer: Answer) -> Finding:
    if answer.rule == "signature" and case.signature is Signature.ABSENT:
        return Finding(answer.rule, False, words.UNSIGNED, answer.staff)
    saying = words.RULES[answer.rule]
    sentence = words.filled(saying.passed if answer.passed else saying.failed, answer.values)
    return Finding(answer.rule, answer.passed, sentence, answer.staff)


# --- the label --------------------------------------------------------------------------------------------------


def _label(case: Case) -> Iterator[Answer]:
    signature, issuer = case.signature, case.issuer
    if signature is Signature.ABSENT:
        yield Answer("signature", False, Verdict.UNKNOWN, "no signature in the code")
    elif signature is Signature.UNKNOWN_KEY:
        # A new key that this town's pack does not list yet looks the same: no accusation.
        yield Answer(
            "issuer", False, Verdict.UNKNOWN, "well-formed signature by an unknown key or in an unknown version"
        )
    else:
        staff = {
            Signature.VALID: "Ed25519 signature verifies over the link as read",
            Signature.WRONG: "Ed25519 signature does not verify over the link as read",
            Signature.ALTERED: "link or signature is not in the one spelling that is issued",
        }[signature]
        yield Answer("signature", signature is Signature.VALID, Verdict.FORGED, staff)
        # Naming the issuer beside a broken signature would lend its name to a forgery.
        if signature is Signature.VALID and issuer is not None:
            staff = f"key {issuer.key_id}, {issuer.name.en}"
            yield Answer("issuer", True, Verdict.UNKNOWN, staff, {"issuer": issuer.name})


def _record(case: Case) -> Iterator[Answer]:
    named, lot = case.identifiers.lot, case.lot
    if named is None:
        yield Answer("lot-named", False, Verdict.UNKNOWN, "the code has no AI 10")
    elif lot is None:
        yield Answer("lot", False, Verdict.UNKNOWN, f"lot {named} of {case.identifiers.gtin14} is not in this pack")
    else:
        yield Answer("lot", True, Verdict.UNKNOWN, f"lot {named} is in this pack", {"lot": _plain(named)})
    serial = case.identifiers.serial
    if serial is None:
        yield Answer("serial", False, Verdict.UNKNOWN, "the code has no AI 21")
    elif case.lot_of_serial is not None and case.lot_of_serial != named:
        yield Answer(
            "serial-lot",
            False,
            Verdict.INCONSISTENT,
            f"serial {serial} is on record under lot {case.lot_of_serial}, the code says {named}",
        )
    elif lot is not None and case.signature is Signature.VALID:
        sample = any(item.serial == serial for item in lot.items)
        staff = (
            "a display sample of this pack" if sample else "not listed, vouched for by the signature over its lot"
        )
        yield Answer("serial", True, Verdict.UNKNOWN, f"serial {serial}: {staff}", {"serial": _plain(serial)})


def _safety(case: Case) -> Iterator[Answer]:
    lot = case.lot
    if lot is None:
        return
    item = next((item for item in lot.items if item.serial == case.identifiers.serial), None)
    if item is not None:
        staff = f"item {item.serial} withdrawn: {item.withdrawn}"
        yield Answer("item-withdrawn", not item.withdrawn, Verdict.WITHDRAWN, staff)
    yield Answer("lot-recalled", not lot.recalled, Verdict.WITHDRAWN, f"lot {lot.lot} recalled: {lot.recalled}")
    yield Answer(
        "expiry",
        case.today <= lot.expires,
        Verdict.EXPIRED,
        f"expires {lot.expires}, today is {case.today}",
        {"date": words.date_words(lot.expires)},
    )


# --- the journey ------------------------------------------------------------------------------------------------


def _production(case: Case) -> Iterator[Answer]:
    lot = case.lot
    if lot is None:
        return
    yield Answer(
        "shelf-life",
        lot.produced <= lot.expires,
        Verdict.INCONSISTENT,
        f"produced {lot.produced}, expires {lot.expires}",
    )
    production = [leg for leg in lot.legs if leg.kind is LegKind.PRODUCTION]
    first = min(lot.legs, key=lambda leg: leg.start)
    begun = bool(production) and lot.legs[0].kind is LegKind.PRODUCTION and lot.legs[0].start <= first.start
    staff = (
        "production is the first leg"
        if begun
        else f"the earliest leg is {_leg(first)}, {len(production)} of production"
    )
    yield Answer("production-first", begun, Verdict.INCONSISTENT, staff)
    if production:
        # A day either way: a night shift, and the local date beside the offset that was written down.
        start, end = production[0].start.date(), (production[0].end or production[0].start).date()
        same = start - timedelta(days=1) <= lot.produced <= end + timedelta(days=1)
        staff = f"lot says {lot.produced}, the production leg {start} to {end}"
        yield Answer("production-date", same, Verdict.INCONSISTENT, staff, {"date": words.date_words(lot.produced)})


def _order(case: Case) -> Iterator[Answer]:
    lot = case.lot
    if lot is None:
        return
    late = [(a, b) for a, b in zip(lot.legs, lot.legs[1:], strict=False) if b.start < _done(a, b)]
    staff = "; ".join(f"{_leg(b)} begins before {_leg(a)} is done" for a, b in late)
    yield Answer("legs-in-order", not late, Verdict.INCONSISTENT, staff or f"{len(lot.legs)} legs in order of time")
    backward = [leg for leg in lot.legs if leg.end is not None and leg.end < leg.start]
    staff = "; ".join(f"{_leg(leg)} ends {leg.end}" for leg in backward)
    yield Answer("leg-times", not backward, Verdict.INCONSISTENT, staff or "every leg ends after it begins")
    flights = [leg for leg in lot.legs if leg.kind is LegKind.FLIGHT]
    customs = [leg for leg in lot.legs if leg.kind is LegKind.CUSTOMS]
    # Customs of the country a flight arrives in is entry; the country it leaves clears exports before.
    entered = [
        (clearance, flight)
        for clearance in customs
        for flight in flights
        if flight.to is not None
        and clearance.place.country == flight.to.country
        and clearance.place.country != flight.place.country
    ]
    if entered:
        early = [(clearance, flight) for clearance, flight in entered if clearance.start < flight.start]
        staff = "; ".join(f"{_leg(clearance)} before {_leg(flight)}" for clearance, flight in early)
        staff = staff or "entry is cleared after departure"
        yield Answer("customs-after-departure", not early, Verdict.INCONSISTENT, staff)
    if flights:
        unnamed = [leg for leg in flights if not leg.flight]
        numbers = ", ".join(leg.flight for leg in flights if leg.flight)
        staff = f"no flight number: {'; '.join(map(_leg, unnamed))}" if unnamed else numbers
        yield Answer("flight-number", not unnamed, Verdict.UNKNOWN, staff, {"flight": _plain(numbers)})
    ahead = [_leg(leg) for leg in lot.legs if _after(leg.start, case.now)]
    ahead += [f"produced {lot.produced}"] if lot.produced > case.today else []
    ahead += [f"{check.certificate} of {check.on}" for check in lot.inspections if check.on > case.today]
    yield Answer("not-in-the-future", not ahead, Verdict.INCONSISTENT, "; ".join(ahead) or "nothing after now")


# --- the inspections --------------------------------------------------------------------------------------------


def _inspections(case: Case) -> Iterator[Answer]:
    lot = case.lot
    if lot is None or not lot.inspections:
        return
    checks = lot.inspections
    early = [f"{check.certificate} of {check.on}" for check in checks if check.on < lot.produced]
    staff = "; ".join(early) or f"all on or after {lot.produced}"
    yield Answer("inspected-after-production", not early, Verdict.INCONSISTENT, staff)
    failed = [f"{check.certificate}: {check.tested.en}, {check.result.en}" for check in checks if not check.passed]
    yield Answer(
        "inspections-passed", not failed, Verdict.INCONSISTENT, "; ".join(failed) or f"{len(checks)} passed"
    )
    muddled = [check.certificate for check in checks if check.valid_until < check.on]
    staff = "; ".join(muddled) or "all valid at least to the day of inspection"
    yield Answer("certificate-dates", not muddled, Verdict.INCONSISTENT, staff)
    first = min(checks, key=lambda check: check.valid_until)
    yield Answer(
        "certificates-valid",
        case.today <= first.valid_until,
        Verdict.EXPIRED,
        f"the first to end is {first.certificate}, valid until {first.valid_until}",
        {"date": words.date_words(first.valid_until)},
    )


RULES: tuple[Callable[[Case], Iterator[Answer]], ...] = (
    _label,
    _record,
    _safety,
    _production,
    _order,
    _inspections,
)


def _done(before: Leg, after: Leg) -> datetime:
    """When the leg after may begin: customs may clear goods that are still on their way."""
    return before.start if after.kind is LegKind.CUSTOMS or before.end is None else before.end


def _after(moment: datetime, now: date) -> bool:
    return moment > now if isinstance(now, datetime) else moment.date() > now


def _leg(leg: Leg) -> str:
    return f"{leg.kind} at {leg.place.name.en} {leg.start.isoformat()}"


def _plain(text: str) -> Text:
    return Text(en=text or "-", zh=text or "-")
