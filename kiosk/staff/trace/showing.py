"""`kiosk trace show`: the passport of what a code names, from this booth's pack."""

from __future__ import annotations

import json
import sys
from contextlib import closing
from datetime import UTC
from typing import TYPE_CHECKING, Any

from kiosk.staff.trace.judging import day, opened

if TYPE_CHECKING:
    import argparse

    from kiosk.settings import Settings
    from kiosk.town.model import Inspection, Leg, Lot, Place
    from kiosk.trace.model import Passport, Unidentified


def run(settings: Settings, options: argparse.Namespace) -> int:
    """0: genuine, 1: anything else, or no passport; 2: there is no pack, or the date cannot be read."""
    from kiosk.trace.identify import identify
    from kiosk.trace.model import Passport, Verdict

    try:
        now = day(options.at)
    except ValueError as error:
        print(f"kiosk trace show: {error}", file=sys.stderr)
        return 2
    pack = opened(settings)
    if pack is None:
        print("kiosk trace show: there is no pack; make one with: kiosk build", file=sys.stderr)
        return 2
    with closing(pack):
        found = identify(options.code, pack, now)
    answer = as_json(found, options.language)
    print(json.dumps(answer, ensure_ascii=False) if options.json else "\n".join(_in_words(answer)), flush=True)
    return 0 if isinstance(found, Passport) and found.verdict is Verdict.GENUINE else 1


def as_json(found: Passport | Unidentified, language: str) -> dict[str, Any]:
    """All that is known; times local, with their offset, and in UTC."""
    from kiosk.trace.model import Unidentified
    from kiosk.trace.words import verdict_words

    if isinstance(found, Unidentified):
        return {
            "code": found.text,
            "verdict": None,
            "reason": found.reason,
            "sentence": found.visitor.to(language),
            "staff": found.staff,
        }
    title, sentence = verdict_words(found.verdict, found.findings)
    product, issuer, evidence, seen = found.product, found.issuer, found.evidence, found.sightings
    return {
        "code": found.text,
        "verdict": found.verdict.value,
        "title": title.to(language),
        "sentence": sentence.to(language),
        "gtin": product.gtin,
        "product": product.name.to(language),
        "brand": product.brand.to(language),
        "origin": _place(product.origin, language),
        "lot": _lot(found.lot, language) if found.lot is not None else None,
        "serial": found.serial,
        "sample": found.sample,
        "issuer": {"key": issuer.key_id, "name": issuer.name.to(language)} if issuer is not None else None,
        "findings": [
            {
                "rule": finding.rule,
                "passed": finding.passed,
                "missing": finding.missing,
                "visitor": finding.visitor.to(language),
                "staff": finding.staff,
            }
            for finding in found.findings
        ],
        "evidence": None
        if evidence is None
        else {
            "state": evidence.state.value,
            "staff": evidence.staff,
            "origin": evidence.origin,
            "tree_size": evidence.tree_size,
            "leaf_index": evidence.leaf_index,
            "root_hash": evidence.root_hash,
            "witnesses": list(evidence.witnesses),
            "checkpoint": evidence.checkpoint,
        },
        "sightings": None
        if seen is None
        else {"scans": seen.scans, "places": seen.places, "doubts": [doubt.value for doubt in seen.doubts]},
    }


def _lot(lot: Lot, language: str) -> dict[str, Any]:
    return {
        "lot": lot.lot,
        "produced": lot.produced.isoformat(),
        "expires": lot.expires.isoformat(),
        "recalled": lot.recalled,
        "ingredients": [
            {
                "name": each.name.to(language),
                "place": _place(each.place, language),
                "at": each.at.isoformat(),
                "lot": each.lot,
            }
            for each in lot.ingredients
        ],
        "legs": [_leg(leg, language) for leg in lot.legs],
        "inspections": [_inspection(check, language) for check in lot.inspections],
    }


def _leg(leg: Leg, language: str) -> dict[str, Any]:
    from kiosk.town.distance import great_circle_km

    to, end = leg.to, leg.end
    a = leg.place
    km = great_circle_km(a.latitude, a.longitude, to.latitude, to.longitude) if to is not None else None
    return {
        "kind": leg.kind.value,
        "place": _place(leg.place, language),
        "to": _place(to, language) if to is not None else None,
        "km": round(km, 1) if km is not None else None,
        "start": leg.start.isoformat(),
        "start_utc": leg.start.astimezone(UTC).isoformat(),
        "end": end.isoformat() if end is not None else None,
        "end_utc": end.astimezone(UTC).isoformat() if end is not None else None,
        "carrier": leg.carrier.to(language) if leg.carrier is not None else None,
        "flight": leg.flight,
        "customs": leg.customs,
        "declaration": leg.declaration,
        "temperature_c": list(leg.temperature_c) if leg.temperature_c is not None else None,
        "temperatures": [{"at": each.at.isoformat(), "celsius": each.celsius} for each in leg.temperatures],
        "note": leg.note.to(language) if leg.note is not None else None,
    }


def _inspection(check: Inspection, language: str) -> dict[str, Any]:
    return {
        "laboratory": check.laboratory.to(language),
        "laboratory_id": check.laboratory_id,
        "test": check.test,
        "tested": check.tested.to(language),
        "limit": check.limit.to(language),
        "result": check.result.to(language),
        "passed": check.passed,
        "on": check.on.isoformat(),
        "certificate": check.certificate,
        "lots": list(check.lots),
        "valid_until": check.valid_until.isoformat(),
        "approved_by": check.approved_by.to(language) if check.approved_by is not None else None,
    }


def _place(place: Place, language: str) -> dict[str, Any]:
    return {
        "name": place.name.to(language),
        "country": place.country,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "airport": place.airport,
    }


def _in_words(answer: dict[str, Any]) -> list[str]:
    if answer["verdict"] is None:
        return [f"{answer['reason']}: {answer['sentence']}", f"  {answer['staff']}"]
    lot = answer["lot"]
    lines = [
        f"{answer['brand']}, {answer['product']} ({answer['gtin']})",
        f"  lot {lot['lot'] if lot else '-'}, serial {answer['serial'] or '-'}"
        + (", a display sample" if answer["sample"] else ""),
        f"  {answer['verdict']}: {answer['title']}. {answer['sentence']}",
    ]
    for finding in answer["findings"]:
        mark = "passed " if finding["passed"] else "missing" if finding["missing"] else "FAILED "
        lines.append(f"  {mark} {finding['rule']}: {finding['visitor']} [{finding['staff']}]")
    for leg in lot["legs"] if lot else ():
        to = f" to {leg['to']['name']}, {leg['km']:.0f} km" if leg["to"] else ""
        named = f", {leg['flight']}" if leg["flight"] else ""
        lines.append(f"  {leg['kind']}: {leg['place']['name']}{to}{named}, {leg['start']} to {leg['end'] or '-'}")
    for check in lot["inspections"] if lot else ():
        lines.append(
            f"  inspected {check['on']}: {check['tested']}, {check['result']} ({check['limit']}), "
            f"{check['laboratory']}, certificate {check['certificate']} until {check['valid_until']}"
        )
    if answer["evidence"] is not None:
        lines.append(f"  log: {answer['evidence']['state']}, {answer['evidence']['staff']}")
    return lines
