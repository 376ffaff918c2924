"""Laboratories, their accreditation, their certificates; and the brand's standing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.town.model import Brand, Inspection, Laboratory, Penalty, Text
from kiosk.trace import words
from kiosk.trace.log.credential import issue_approval, issue_credential
from kiosk.trace.model import Finding, Verdict
from kiosk.trace.rules import RULES, Case

Ask = Callable[[Case], tuple[Verdict, list[str], list[str]]]
MakeCase = Callable[..., Case]
MakeInspection = Callable[..., Inspection]
WRONG, UNKNOWN, GENUINE = Verdict.INCONSISTENT, Verdict.UNKNOWN, Verdict.GENUINE


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, (GENUINE, [], [])),
        ({"laboratory_id": "nobody"}, (UNKNOWN, ["laboratory"], [])),
        ({"laboratory_id": None}, (UNKNOWN, [], ["laboratory"])),
        ({"laboratory": Text(en="Famous Lab", zh="名牌实验室")}, (WRONG, ["laboratory-name"], [])),
        ({"test": "melamine"}, (WRONG, ["laboratory-accredited"], [])),
        ({"test": None}, (UNKNOWN, [], ["laboratory-accredited"])),
        ({"lots": ("L2",)}, (WRONG, ["certificate-lot"], [])),
        ({"lots": ()}, (UNKNOWN, [], ["certificate-lot"])),
        ({"on": date(2026, 10, 1)}, (WRONG, ["inspected"], [])),  # sold since 5 September
    ],
)
def test_one_inspection(
    case: MakeCase,
    judged: Ask,
    make_inspection: MakeInspection,
    changed: dict[str, Any],
    expected: tuple[Verdict, list[str], list[str]],
) -> None:
    assert judged(case(inspections=(make_inspection(**changed),))) == expected


def test_accreditation_counts_on_the_day_of_the_test(
    case: MakeCase, judged: Ask, laboratory: Laboratory, make_inspection: MakeInspection
) -> None:
    ended = laboratory.accreditations[0].model_copy(update={"valid_until": date(2026, 9, 1)})
    lapsed = laboratory.model_copy(update={"accreditations": (ended,)})
    assert judged(case(laboratories={"lab": lapsed})) == (WRONG, ["laboratory-accredited"], [])
    renewed = ended.model_copy(update={"valid_from": date(2026, 9, 2), "valid_until": date(2027, 9, 2)})
    both = laboratory.model_copy(update={"accreditations": (ended, renewed)})
    assert judged(case(laboratories={"lab": both})) == (GENUINE, [], [])


def test_no_inspection_at_all_is_said(case: MakeCase, judged: Ask) -> None:
    assert judged(case(inspections=())) == (UNKNOWN, [], ["inspected"])
    assert judged(case(inspections=(), laboratories=None)) == (GENUINE, [], [])  # a town without a register


def test_one_number_is_one_certificate(case: MakeCase, judged: Ask, make_inspection: MakeInspection) -> None:
    several = (make_inspection(), make_inspection(tested=Text(en="fat", zh="脂肪")))
    assert judged(case(inspections=several)) == (GENUINE, [], [])
    twice = (make_inspection(), make_inspection(valid_until=date(2028, 1, 1)))
    assert judged(case(inspections=twice)) == (WRONG, ["certificate-number"], [])


@pytest.fixture
def signed(make_inspection: MakeInspection, laboratory: Laboratory) -> tuple[Inspection, Laboratory]:
    """An inspection with its laboratory's credential and its approval, both of one key."""
    key = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    at = datetime(2026, 9, 3, tzinfo=UTC)
    check = make_inspection(approver_id="lab")
    check = check.model_copy(update={"credential": issue_credential(check, "09520123456788", key, at)})
    check = check.model_copy(update={"approval": issue_approval(check, "09520123456788", key, at)})
    return check, laboratory.model_copy(update={"public_key": key.public_key().public_bytes_raw().hex()})


def test_signed_papers(case: MakeCase, judged: Ask, signed: tuple[Inspection, Laboratory]) -> None:
    check, lab = signed

    def ask(**changed: Any) -> tuple[Verdict, list[str], list[str]]:
        return judged(case(inspections=(check.model_copy(update=changed),), laboratories={"lab": lab}))

    assert ask() == (GENUINE, [], [])
    assert ask(result=Text(en="9.9 g", zh="9.9 克")) == (WRONG, ["certificate-signed", "approval-signed"], [])
    assert ask(credential=None, approval=None, approver_id=None) == (UNKNOWN, [], ["certificate-signed"])
    assert ask(approval=None) == (UNKNOWN, [], ["approval-signed"])
    assert check.credential is not None
    assert ask(credential=check.credential.replace("protein", "PROTEIN"), approval=None, approver_id=None) == (
        WRONG,
        ["certificate-signed"],
        [],
    )
    other = lab.model_copy(update={"public_key": "58" + "66" * 31})
    assert judged(case(inspections=(check,), laboratories={"lab": other}))[1] == [
        "certificate-signed",
        "approval-signed",
    ]


@pytest.mark.parametrize(
    ("penalties", "verdict"),
    [
        ([(1, 11)], GENUINE),
        ([(1, 12)], UNKNOWN),
        ([(1, 6), (360, 6)], UNKNOWN),
        ([(1, 6), (366, 6)], GENUINE),  # points count for a year
        ([(-1, 12)], GENUINE),  # and not before they are given
    ],
)
def test_a_brands_standing(case: MakeCase, judged: Ask, penalties: list[tuple[int, int]], verdict: Verdict) -> None:
    today = date(2026, 11, 23)
    why = Text(en="late", zh="迟")
    given = tuple(Penalty(on=today - timedelta(days=ago), points=points, reason=why) for ago, points in penalties)
    brand = Brand(id="brand", name=Text(en="Brand", zh="牌"), penalties=given)
    assert judged(case(brand=brand)) == (verdict, [] if verdict is GENUINE else ["brand-standing"], [])


def test_a_brand_that_nobody_knows(case: MakeCase, judged: Ask) -> None:
    assert judged(case(brand=None)) == (UNKNOWN, [], ["brand-standing"])


def test_goods_past_their_date_and_papers_past_theirs_have_their_own_words() -> None:
    said = Text(en="-", zh="-")
    goods = [Finding("expiry", False, said, ""), Finding("certificates-valid", False, said, "")]
    papers = [Finding("expiry", True, said, ""), Finding("certificates-valid", False, said, "")]
    assert words.verdict_words(Verdict.EXPIRED, goods).title.en == "Past its best-before date"
    assert words.verdict_words(Verdict.EXPIRED, papers).title.en == "A certificate has lapsed"
    assert words.verdict_words(Verdict.GENUINE, papers) == words.VERDICTS[Verdict.GENUINE]


def test_every_rule_speaks_both_languages() -> None:
    assert len(RULES) > 10
    for rule, saying in words.RULES.items():
        for said in saying:
            if said is not None:
                assert said.en.rstrip().endswith((".", "!")), rule
                assert said.zh.endswith("。"), rule
                assert said.en != said.zh
