"""The label, the record behind it, withdrawals and copies."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from kiosk.town.model import Issuer
from kiosk.trace.digital_link import Identifiers
from kiosk.trace.model import Doubt, Evidence, Inclusion, Sightings, Verdict
from kiosk.trace.rules import Case
from kiosk.trace.signature import Signature

Ask = Callable[[Case], tuple[Verdict, list[str], list[str]]]
MakeCase = Callable[..., Case]


def key(issuer: Issuer, **changed: Any) -> Issuer:
    return issuer.model_copy(update=changed)


@pytest.mark.parametrize(
    ("limits", "verdict", "failed"),
    [
        ({"gtins": ("0952012",)}, Verdict.GENUINE, []),
        ({"gtins": ("0111111", "0952012345678")}, Verdict.GENUINE, []),
        ({"gtins": ("0952013",)}, Verdict.FORGED, ["key-product"]),
        ({"valid_from": date(2026, 9, 1), "valid_until": date(2026, 9, 1)}, Verdict.GENUINE, []),
        ({"valid_from": date(2026, 9, 2)}, Verdict.INCONSISTENT, ["key-dates"]),
        ({"valid_until": date(2026, 8, 31)}, Verdict.INCONSISTENT, ["key-dates"]),
        ({"revoked_since": date(2026, 9, 2)}, Verdict.GENUINE, []),
        ({"revoked_since": date(2026, 9, 1)}, Verdict.FORGED, ["key-revoked"]),
    ],
)
def test_what_a_key_may_sign(
    case: MakeCase, judged: Ask, issuer: Issuer, limits: dict[str, Any], verdict: Verdict, failed: list[str]
) -> None:
    """The lot was produced on 1 September 2026."""
    assert judged(case(issuer=key(issuer, **limits))) == (verdict, failed, [])


def test_a_key_is_not_asked_beside_a_broken_signature(case: MakeCase, judged: Ask, issuer: Issuer) -> None:
    revoked = key(issuer, revoked_since=date(2026, 1, 1))
    assert judged(case(issuer=revoked, signature=Signature.WRONG)) == (Verdict.FORGED, ["signature"], [])


def test_a_revoked_key_without_a_lot_cannot_be_dated(case: MakeCase, judged: Ask, issuer: Issuer) -> None:
    usual = case(issuer=key(issuer, revoked_since=date(2026, 1, 1)))
    unheard = Case(usual.identifiers, Signature.VALID, usual.issuer, None, None, usual.now)
    assert judged(unheard) == (Verdict.UNKNOWN, [], ["key-revoked", "lot"])


def test_a_serial_that_the_brands_list_lacks_is_unknown_and_no_forgery(case: MakeCase, judged: Ask) -> None:
    assert judged(case(serial_listed=True)) == (Verdict.GENUINE, [], [])
    assert judged(case(serial_listed=False)) == (Verdict.UNKNOWN, ["serial-listed"], [])


def test_a_withdrawn_serial(case: MakeCase, judged: Ask) -> None:
    assert judged(case(serial_withdrawn=True)) == (Verdict.WITHDRAWN, ["item-withdrawn"], [])


@pytest.mark.parametrize("doubt", list(Doubt))
def test_a_copy(case: MakeCase, judged: Ask, doubt: Doubt) -> None:
    assert judged(case(sightings=Sightings(9, 4, (doubt,)))) == (Verdict.COPIED, ["copies"], [])
    assert judged(case(sightings=Sightings(2, 1))) == (Verdict.GENUINE, [], [])


def test_a_copy_of_an_inconsistent_record_is_the_graver(case: MakeCase, judged: Ask) -> None:
    both = case(sightings=Sightings(9, 4, (Doubt.MANY_SCANS,)), evidence=Evidence(Inclusion.ALTERED, "not it"))
    assert judged(both) == (Verdict.INCONSISTENT, ["log", "copies"], [])


def test_the_log(case: MakeCase, judged: Ask) -> None:
    """An altered record accuses no label: which of the two is the true one cannot be told."""
    assert judged(case(evidence=Evidence(Inclusion.ALTERED, "other"))) == (Verdict.INCONSISTENT, ["log"], [])
    assert judged(case(evidence=Evidence(Inclusion.MISSING, "none"))) == (Verdict.UNKNOWN, [], ["log"])
    assert judged(case(evidence=None)) == (Verdict.GENUINE, [], [])  # a town without a log


def test_a_journey_without_a_label(case: MakeCase, judged: Ask) -> None:
    assert judged(case(label=False, signature=Signature.ABSENT)) == (Verdict.UNKNOWN, [], ["label"])
    assert judged(case(unreadable="malformed: AI 01")) == (Verdict.UNKNOWN, ["label"], [])


def test_a_label_of_another_journey(case: MakeCase, judged: Ask) -> None:
    assert judged(case(about=("09520123456788", "L1"))) == (Verdict.GENUINE, [], [])
    assert judged(case(about=("09520123456788", "L2"))) == (Verdict.INCONSISTENT, ["label-journey"], [])


def test_what_a_code_does_not_name(case: MakeCase, judged: Ask) -> None:
    shelf = Case(Identifiers("09520123456788"), Signature.ABSENT, None, None, None, date(2026, 11, 23))
    assert judged(shelf) == (Verdict.UNKNOWN, [], ["signature", "lot-named", "serial"])


def test_what_a_file_says_of_itself_takes_the_place_of_a_rules_answer(case: MakeCase, judged: Ask) -> None:
    assert judged(case(faults={"flight-number": "two"})) == (Verdict.INCONSISTENT, ["flight-number"], [])
    assert judged(case(absent={"expiry": "no date"})) == (Verdict.UNKNOWN, [], ["expiry"])
    # What is wrong stays wrong, whatever else is missing.
    broken = case(recalled=True, absent={"lot-recalled": "not said"})
    assert judged(broken) == (Verdict.WITHDRAWN, ["lot-recalled"], [])
