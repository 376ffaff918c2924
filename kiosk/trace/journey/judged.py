"""A journey from a file, judged: by the same rules as a passport, with the file's own sticker and proof."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from kiosk.trace.digital_link import Identifiers, ParseError, parse
from kiosk.trace.epcis.read import read
from kiosk.trace.identify import with_records
from kiosk.trace.journey.lots import Journey, journeys
from kiosk.trace.journey.profile import local, written
from kiosk.trace.model import Evidence, Finding, Verdict
from kiosk.trace.rules import GRAVITY, Case, judge
from kiosk.trace.signature import Signature, verify

if TYPE_CHECKING:
    from kiosk.trace.epcis.read import Outcome
    from kiosk.trace.identify import Records

# What is said of the label, the item or the papers' age, and not of the journey.
BESIDE_THE_JOURNEY = frozenset({
    "label", "label-journey", "signature", "issuer", "key-product", "key-dates", "key-revoked",
    "lot", "lot-named", "serial", "serial-lot", "serial-listed", "item-withdrawn", "lot-recalled",
    "expiry", "copies", "brand-standing", "log", "certificates-valid",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Judged:
    """One lot of a file. journey: "consistent", "inconsistent" or "incomplete". of: rule -> the events it points
    to.
    """

    gtin: str
    lot: str
    serial: str | None
    verdict: Verdict
    journey: str
    findings: tuple[Finding, ...]
    of: Mapping[str, tuple[int, ...]]
    told: Journey | None = None
    evidence: Evidence | None = None

    @property
    def failed(self) -> tuple[str, ...]:
        """Rules, the gravest first."""
        return tuple(finding.rule for finding in self.findings if not finding.passed and not finding.missing)

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(finding.rule for finding in self.findings if finding.missing)


class UnreadableError(ValueError):
    """Not one event in the file; the text says why."""


def judge_file(
    content: bytes, records: Records | None, now: date, sticker: str | None = None, proof: str | None = None
) -> list[Judged]:
    """Every lot of an EPCIS document. Raises UnreadableError.

    sticker, proof: instead of the document's own gtk:sticker and gtk:proof. Event numbers count the document's
    list.
    """
    outcomes = list(read(content))
    good = [outcome for outcome in outcomes if outcome.event is not None]
    if not good:
        raise UnreadableError(_why(outcomes) or "no events")
    events = [outcome.event for outcome in good if outcome.event is not None]
    document = good[0].document
    said = {local(str(name)): value for name, value in document.envelope.items()} if document else {}
    sticker = sticker if sticker is not None else _text(said.get("sticker"))
    proof = proof if proof is not None else _text(said.get("proof"))
    label = _Label.read(sticker, records)
    serials = {label.key: label.identifiers.serial} if label.identifiers and label.identifiers.serial else {}
    found = journeys(events, document.master if document else (), {k: v for k, v in serials.items() if v})
    ahead = [at for at, event in enumerate(events) if _later(event.time, now)]
    if ahead:
        # Of whatever it is: what a container does tomorrow is not yet part of anybody's journey.
        staff = "; ".join(f"event {at} at {events[at].time.isoformat()}" for at in ahead[:10])
        found = [
            replace(
                journey,
                faults={"not-in-the-future": staff, **journey.faults},
                of={**journey.of, "not-in-the-future": tuple(ahead)},
            )
            for journey in found
        ]
    unread = _why([outcome for outcome in outcomes if outcome.event is None])
    numbers = [outcome.index if outcome.index is not None else at for at, outcome in enumerate(good)]
    by_lot: dict[tuple[str, str], list[Journey]] = {}
    for journey in found:
        by_lot.setdefault((journey.gtin, journey.number), []).append(journey)
    judged = []
    for key, ways in by_lot.items():
        mine = label if label.given and (label.key == key or label.key not in by_lot) else _Label()
        judged.append(_together([_judged(way, mine, proof, records, now, unread, numbers) for way in ways]))
    if not judged:
        judged.append(_nothing(unread))
    return judged


def _later(moment: datetime, now: date) -> bool:
    return moment > now if isinstance(now, datetime) else moment.date() > now


def _text(value: Any) -> str | None:
    """As it stands, to the last line's end; or as JSON-LD writes it."""
    return value if isinstance(value, str) else written(value)


@dataclass(frozen=True, slots=True)
class _Label:
    """What the sticker says, if there is one."""

    given: bool = False
    unreadable: str | None = None
    identifiers: Identifiers | None = None
    signature: Signature = Signature.ABSENT
    issuer: Any = None

    @property
    def key(self) -> tuple[str, str]:
        return (self.identifiers.gtin14, self.identifiers.lot or "") if self.identifiers is not None else ("", "")

    @classmethod
    def read(cls, sticker: str | None, records: Records | None) -> _Label:
        if sticker is None:
            return cls()
        try:
            identifiers = parse(sticker)
        except ParseError as error:
            return cls(True, f"{error.reason}: {error}")
        signature, issuer = verify(sticker, identifiers, records.issuers() if records is not None else ())
        return cls(True, None, identifiers, signature, issuer)


def _judged(
    journey: Journey,
    label: _Label,
    proof: str | None,
    records: Records | None,
    now: date,
    unread: str | None,
    numbers: Sequence[int],
) -> Judged:
    own = Identifiers(journey.gtin, journey.number or None, journey.serials[0] if journey.serials else None)
    identifiers = label.identifiers or own
    lot = journey.lot
    case = Case(
        identifiers,
        label.signature,
        label.issuer,
        lot,
        None,
        now,
        label=label.given,
        unreadable=label.unreadable,
        about=(journey.gtin, journey.number),
        unread=unread,
        absent=journey.absent,
        faults=journey.faults,
    )
    product = records.product(journey.gtin) if records is not None else None
    if records is not None and product is not None:
        # A register knows the laboratories of its own products; of a stranger's it can say nothing.
        case = with_records(replace(case, product=product), records, proof)
    verdict, findings = judge(case)
    of = {
        finding.rule: tuple(numbers[at] for at in journey.behind(finding.rule, finding.staff))
        for finding in findings
        if not finding.passed
    }
    serial = identifiers.serial if label.identifiers is not None else own.serial
    return Judged(
        journey.gtin, journey.number, serial, verdict, _state(findings), findings, of, journey, case.evidence
    )


def _state(findings: Sequence[Finding]) -> str:
    about = [finding for finding in findings if finding.rule not in BESIDE_THE_JOURNEY and not finding.passed]
    if any(not finding.missing for finding in about):
        return "inconsistent"
    return "incomplete" if about else "consistent"


def _together(ways: list[Judged]) -> Judged:
    """Of a lot that went several ways the worst of each rule: what is wrong with a part is wrong with the lot."""
    if len(ways) == 1:
        return ways[0]
    worst: dict[str, Finding] = {}
    of: dict[str, set[int]] = {}
    order = {verdict: place for place, verdict in enumerate(GRAVITY)}
    for way in sorted(ways, key=lambda way: order[way.verdict]):
        for finding in way.findings:
            known = worst.setdefault(finding.rule, finding)
            if (finding.passed, finding.missing) < (known.passed, known.missing):
                worst[finding.rule] = finding
        for rule, events in way.of.items():
            of.setdefault(rule, set()).update(events)
    first = min(ways, key=lambda way: order[way.verdict])
    findings = tuple(sorted(worst.values(), key=lambda finding: (finding.passed, finding.missing)))
    return replace(
        first,
        serial=first.serial,
        journey=_state(findings),
        findings=findings,
        of={rule: tuple(sorted(events)) for rule, events in of.items()},
    )


def _nothing(unread: str | None) -> Judged:
    case = Case(
        Identifiers(""),
        Signature.ABSENT,
        None,
        None,
        None,
        date.min,
        label=False,
        unread=unread,
        absent={"journey": "no event is about a product's lot"},
    )
    verdict, findings = judge(case)
    return Judged("", "", None, verdict, _state(findings), findings, {})


def _why(refused: Sequence[Outcome]) -> str | None:
    said = [
        f"{f'event {outcome.index}' if outcome.index is not None else 'document'}: {problem.rule} at "
        f"{problem.pointer or '/'}: {problem.what}"
        for outcome in refused
        for problem in outcome.problems[:1]
    ]
    return "; ".join(said[:10]) or None
