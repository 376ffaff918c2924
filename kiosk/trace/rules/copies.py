"""Copies: a label seen where one item cannot have been. The thresholds are the sightings' own."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.trace.model import Verdict
from kiosk.trace.rules.case import Answer, Case


def answers(case: Case) -> Iterator[Answer]:
    seen = case.sightings
    if seen is None or case.identifiers.serial is None:
        return
    staff = f"{seen.scans} scans in {seen.places} places"
    if seen.doubts:
        staff += ": " + ", ".join(doubt.value for doubt in seen.doubts)
    yield Answer("copies", not seen.doubts, Verdict.COPIED, staff)
