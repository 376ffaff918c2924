"""Inspections of a lot: our extension, GS1 certification details, or what others write beside an inspection."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from kiosk.town.model import Inspection, Text
from kiosk.trace.epcis.event import Event
from kiosk.trace.journey.draft import Told
from kiosk.trace.journey.profile import TESTING, anybodys, day, ours, words, written

_MOST_OF_A_CREDENTIAL = 16_384  # characters, town.model.Inspection
_NEVER = date(9999, 12, 31)
_PASSED = re.compile(
    r"\b(?:pass(?:ed)?|conform(?:s|ant|ing)?|ok|compliant|approved|negative|true|yes|合格)\b|合格", re.I
)
_FAILED = re.compile(
    r"\b(?:fail(?:ed)?|non.?conform\w*|not.(?:ok|compliant|approved|passed)|rejected|false|no)\b|不合格", re.I
)
_NAME = re.compile(r"[^a-z0-9]+")


def is_inspection(event: Event) -> bool:
    return (
        ours(event.extensions, "inspection") is not None
        or (event.biz_step in TESTING and _proof(event))
        or anybodys(event.extensions, "testresult", "laboratory", "laboratoryid") is not None
    )


def inspection(event: Event, lot: str, goods: set[str], told: Told) -> tuple[int, Inspection]:
    """The order that our profile gives it (0 for others), and the inspection. What is not said goes to told.

    goods: canonical identifiers of the lot and its items. A certificate on an event about them is for this lot.
    """
    extension = ours(event.extensions, "inspection")
    if isinstance(extension, dict):
        return _of_ours(extension, event, told)
    return 0, _of_others(event, lot, goods, told)


def _of_ours(extension: Mapping[str, Any], event: Event, told: Told) -> tuple[int, Inspection]:
    certificate = written(extension.get("certificate"))
    number = extension.get("number")
    laboratory_id = written(extension.get("laboratoryid"))
    valid_until = day(extension.get("validuntil"))
    _tell(told, certificate, valid_until)
    passed = extension.get("passed")
    if not isinstance(passed, bool):
        told.lacks("inspections-passed", f"{certificate}: the result is not said")
    lots = extension.get("lots")
    return number if isinstance(number, int) else 0, Inspection(
        laboratory=words(extension.get("laboratory"), laboratory_id) or _dash(),
        laboratory_id=laboratory_id,
        test=_slug(written(extension.get("test"))),
        lots=tuple(said for each in lots if (said := written(each))) if isinstance(lots, list) else (),
        tested=words(extension.get("tested")) or _dash(),
        limit=words(extension.get("limit")) or _dash(),
        result=words(extension.get("result")) or _dash(),
        passed=passed is not False,
        on=event.local_time.date(),
        certificate=certificate or "-",
        valid_until=valid_until or _NEVER,
        credential=_signed(extension.get("credential")),
        approved_by=words(extension.get("approvedby")),
        approver_id=written(extension.get("approverid")),
        approval=_signed(extension.get("approval")),
    )


def _of_others(event: Event, lot: str, goods: set[str], told: Told) -> Inspection:
    said: dict[str, Any] = {}
    for details in event.certifications:
        said |= details
    said |= event.extensions

    def find(*names: str) -> str | None:
        return anybodys(said, *names)

    certificate = find("certificationidentification", "certificate", "certificatenumber", "certificateid")
    certificate = certificate or _transaction(event) or next(iter(event.certification_info), None)
    valid_until = day(find("certificationenddate", "validuntil", "certificatevaliduntil", "expirydate"))
    _tell(told, certificate, valid_until)
    result = find("testresult", "result", "certificationstatus", "certificationvalue")
    passed = _passed(event, result)
    if passed is None:
        told.lacks("inspections-passed", f"{certificate}: the result is not said")
    laboratory = find("laboratory", "laboratoryname", "lab", "certificationagency", "testinglaboratory")
    named = [thing.lot or (lot if thing.canonical in goods else "") for thing in event.things()]
    named = [each for each in named if each]
    tested = find("test", "testname", "tested", "parameter", "certificationstandard")
    return Inspection(
        laboratory=words(laboratory) or _dash(),
        laboratory_id=find("laboratoryid", "labid", "laboratorycode"),
        test=_slug(find("test", "testname", "parameter")),
        lots=tuple(dict.fromkeys(named)),
        tested=words(tested) or _dash(),
        limit=words(find("limit", "maximum", "threshold")) or _dash(),
        result=words(result) or _dash(),
        passed=passed is not False,
        on=day(find("certificationauditdate", "testdate")) or event.local_time.date(),
        certificate=certificate or "-",
        valid_until=valid_until or _NEVER,
        approved_by=words(find("approvedby")),
    )


def _proof(event: Event) -> bool:
    named = any(each.type in ("cert", "testres", "testprd") for each in event.transactions)
    return named or bool(event.certifications) or bool(event.certification_info) or bool(event.extensions)


def _tell(told: Told, certificate: str | None, valid_until: date | None) -> None:
    if certificate is None:
        told.lacks("certificate-number", "an inspection names no certificate")
    if valid_until is None:
        told.lacks("certificates-valid", f"{certificate}: no end of validity")


def _passed(event: Event, result: str | None) -> bool | None:
    states = {event.disposition, *event.persistent_set}
    if states & {"non_conformant", "damaged", "recalled"} or (result is not None and _FAILED.search(result)):
        return False
    if "conformant" in states or (result is not None and _PASSED.search(result)):
        return True
    return None


def _transaction(event: Event) -> str | None:
    wanted: Sequence[str] = ("cert", "testres")
    return next((each.id for kind in wanted for each in event.transactions if each.type == kind), None)


def _slug(said: str | None) -> str | None:
    """A test's name as the registers of accreditation have it."""
    return _NAME.sub("-", said.lower()).strip("-") or None if said else None


def _signed(value: Any) -> str | None:
    """A credential's text, to the letter."""
    return value if isinstance(value, str) and len(value) <= _MOST_OF_A_CREDENTIAL else None


def _dash() -> Text:
    return Text(en="-", zh="-")
