"""The brand's standing: penalty points of the town's quality control count for a year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kiosk.trace.model import Verdict
from kiosk.trace.rules.case import Answer, Case, lacking


def answers(case: Case) -> Iterator[Answer]:
    brand, product = case.brand, case.product
    if product is None or product.brand_id is None or case.laboratories is None:
        return
    if brand is None:
        yield lacking("brand-standing", f"brand {product.brand_id} is not in this pack")
        return
    counted = [penalty for penalty in brand.penalties if _a_year_before(case.today) < penalty.on <= case.today]
    points = sum(penalty.points for penalty in counted)
    reasons = "".join(f"; {penalty.on}: {penalty.points}, {penalty.reason.en}" for penalty in counted)
    staff = f"{points} points within a year, the limit is {case.penalty_limit}{reasons}"
    # Nothing is wrong with the record: it is the town that will not vouch for the brand.
    yield Answer("brand-standing", points < case.penalty_limit, Verdict.UNKNOWN, staff)


def _a_year_before(day: date) -> date:
    return (
        day.replace(year=day.year - 1, day=28)
        if (day.month, day.day) == (2, 29)
        else day.replace(year=day.year - 1)
    )
