"""A passport as the maps and lists that QML reads, in the visit's language. It adds nothing to it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from kiosk.trace.model import Evidence, Finding, Passport, Sightings
from kiosk.ui.bridge.plain import Map, Plain
from kiosk.ui.bridge.temperatures import temperatures
from kiosk.ui.maps.route import kilometres

if TYPE_CHECKING:
    from kiosk.town.model import Accreditation, Ingredient, Inspection, Laboratory, Leg, Lot, Place


class PlainPassport(Plain):
    """Turns what is known of one item into maps for one language."""

    def passport(self, passport: Passport) -> Map:
        from kiosk.trace.words import verdict_words  # with the town's model, so not before the first frame

        words = verdict_words(passport.verdict, passport.findings)
        findings = [self.finding(finding) for finding in passport.findings]
        return {
            "product": self.product(passport.product),
            "lot": self.lot(passport),
            "serial": passport.serial or "",
            "verdict": passport.verdict.value,
            "verdictTitle": self.text(words.title),
            "verdictSentence": self.text(words.sentence),
            "findings": findings,
            "sample": passport.sample,
            "issuer": self.text(passport.issuer.name) if passport.issuer else "",
            "evidence": self.evidence(passport.evidence),
            "sightings": self.sightings(passport.sightings),
        }

    def finding(self, finding: Finding) -> Map:
        state = "passed" if finding.passed else "missing" if finding.missing else "failed"
        return {
            "rule": finding.rule,
            "passed": finding.passed,
            "state": state,
            "text": self.text(finding.visitor),
        }

    def evidence(self, evidence: Evidence | None) -> Map:
        """Empty where this town keeps no log."""
        if evidence is None:
            return {}
        code = checkpoint_code(evidence.checkpoint)
        return {
            "state": evidence.state.value,
            "origin": evidence.origin,
            "size": f"{evidence.tree_size:,}",
            "entry": f"{evidence.leaf_index + 1:,}",
            "code": code,
            "codeWhole": code == evidence.checkpoint,
            "witnesses": list(evidence.witnesses),
        }

    def sightings(self, sightings: Sightings | None) -> Map:
        if sightings is None or not sightings.scans:
            return {}
        return {
            "scans": sightings.scans,
            "places": sightings.places,
            "doubts": [doubt.value for doubt in sightings.doubts],
        }

    # --- the lot ------------------------------------------------------------------------------------------------

    def lot(self, passport: Passport) -> Map:
        lot = passport.lot
        if lot is None:
            return {}
        laboratories = {laboratory.id: laboratory for laboratory in passport.laboratories}
        return {
            "lot": lot.lot,
            "produced": self.day(lot.produced),
            "expires": self.day(lot.expires),
            "legs": [self.leg(leg, passport.product.storage_c) for leg in lot.legs],
            "days": _days(lot),
            "kilometres": f"{_kilometres(lot.legs):,.0f}",
            "flights": sum(leg.kind.value == "flight" and leg.to is not None for leg in lot.legs),
            "roads": sum(leg.kind.value != "flight" and leg.to is not None for leg in lot.legs),
            "ingredients": [self.ingredient(ingredient) for ingredient in lot.ingredients],
            "temperatures": temperatures(lot.legs, passport.product.storage_c),
            "inspections": [
                self.inspection(inspection, lot.lot, laboratories.get(inspection.laboratory_id or ""))
                for inspection in sorted(lot.inspections, key=lambda inspection: inspection.passed)
            ],
        }

    def ingredient(self, ingredient: Ingredient) -> Map:
        return {
            "name": self.text(ingredient.name),
            "place": self.text(ingredient.place.name),
            "at": self.moment(ingredient.at),
            "lot": ingredient.lot or "",
        }

    def leg(self, leg: Leg, storage_c: tuple[float, float] | None) -> Map:
        return {
            "kind": leg.kind.value,
            "place": self.place(leg.place),
            "to": self.place(leg.to),
            "start": self.moment(leg.start),
            "startDay": self.day(leg.start.date()),
            "startTime": f"{leg.start:%H:%M}",
            "startUtc": self.utc(leg.start),
            "end": self.moment(leg.end) if leg.end else "",
            "endDay": self.day(leg.end.date()) if leg.end else "",
            "endTime": f"{leg.end:%H:%M}" if leg.end else "",
            "endUtc": self.utc(leg.end) if leg.end else "",
            "minutes": int((leg.end - leg.start).total_seconds()) // 60 if leg.end else 0,
            "carrier": self.text(leg.carrier),
            "flight": leg.flight or "",
            "customs": leg.customs or "",
            "declaration": leg.declaration or "",
            "temperature": _range(leg),
            "tooWarmOrCold": _outside(leg, storage_c),
            "note": self.text(leg.note),
        }

    def utc(self, moment: datetime) -> str:
        """The same moment as the whole world writes it; with its day where that is another one."""
        there = moment.astimezone(UTC)
        if there.date() == moment.date():
            return f"{there:%H:%M} UTC"
        day = f"{there.month}月{there.day}日" if self.language == "zh" else f"{there.day} {there:%b}"
        return f"{day} {there:%H:%M} UTC"

    # --- the inspections ----------------------------------------------------------------------------------------

    def inspection(self, inspection: Inspection, lot: str, laboratory: Laboratory | None) -> Map:
        accreditation = _accreditation(inspection, laboratory)
        return {
            "laboratory": self.text(inspection.laboratory),
            "tested": self.text(inspection.tested),
            "limit": self.text(inspection.limit),
            "result": self.text(inspection.result),
            "passed": inspection.passed,
            "on": self.day(inspection.on),
            "certificate": inspection.certificate,
            "validUntil": self.day(inspection.valid_until),
            "lots": _listed(inspection.lots),
            "coversThis": lot in inspection.lots,
            "accreditedBy": self.text(accreditation.body) if accreditation else "",
            "accreditation": accreditation.number if accreditation else "",
            "laboratoryKnown": laboratory is not None,
            "approvedBy": self.text(inspection.approved_by),
        }


MOST_LOTS = 6  # of a certificate's, by name

# Bytes of a QR code of version 20 at level M (ISO/IEC 18004, table 7): 97 modules, five pixels each on the page.
MOST_CODE = 666


def checkpoint_code(checkpoint: str) -> str:
    """What of a log's head goes into a code that a phone reads from the screen; "" when nothing does.

    All of it where that fits; otherwise the note with its first signature, the log's own (C2SP signed-note: the
    text, an empty line, a line for each signature).
    """
    if len(checkpoint.encode()) <= MOST_CODE:
        return checkpoint
    text, _, signatures = checkpoint.rpartition("\n\n")
    first = f"{text}\n\n{signatures.splitlines()[0]}\n" if text and signatures else ""
    return first if len(first.encode()) <= MOST_CODE else ""


def _listed(lots: tuple[str, ...]) -> str:
    shown = ", ".join(lots[:MOST_LOTS])
    return f"{shown} +{len(lots) - MOST_LOTS}" if len(lots) > MOST_LOTS else shown


def _accreditation(inspection: Inspection, laboratory: Laboratory | None) -> Accreditation | None:
    """The one that covered this test on that day."""
    if laboratory is None or inspection.test is None:
        return None
    for accreditation in laboratory.accreditations:
        if (
            inspection.test in accreditation.tests
            and accreditation.valid_from <= inspection.on <= accreditation.valid_until
        ):
            return accreditation
    return None


def _days(lot: Lot) -> int:
    """How long it was on its way, the first and the last day included; 0 where the record makes no sense of it."""
    moments = [moment for leg in lot.legs for moment in (leg.start, leg.end) if moment is not None]
    days = (max(moments) - min(moments)).days + 1
    return days if moments[0] == min(moments) else 0


def _kilometres(legs: Iterable[Leg]) -> float:
    return sum(kilometres(position(leg.place), position(leg.to)) for leg in legs if leg.to)


def position(place: Place) -> tuple[float, float]:
    return place.latitude, place.longitude


def _range(leg: Leg) -> str:
    measured = [reading.celsius for reading in leg.temperatures] + list(leg.temperature_c or ())
    if not measured:
        return ""
    low, high = min(measured), max(measured)
    return f"{low:g} °C" if low == high else f"{low:g} to {high:g} °C".replace(" to ", " – ")


def _outside(leg: Leg, storage_c: tuple[float, float] | None) -> bool:
    measured = [reading.celsius for reading in leg.temperatures] + list(leg.temperature_c or ())
    return storage_c is not None and any(not storage_c[0] <= celsius <= storage_c[1] for celsius in measured)
