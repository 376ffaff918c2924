"""Each rule is broken on its own, by its name; and no broken rule leaves the seal standing."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from kiosk.town.model import Inspection, Issuer, Item, Leg, LegKind, Lot
from kiosk.trace import words
from kiosk.trace.digital_link import Identifiers
from kiosk.trace.model import Verdict
from kiosk.trace.rules import GRAVITY, Case, judge
from kiosk.trace.signature import Signature

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
MakeLot = Callable[..., Lot]
MakeLeg = Callable[..., Leg]
MakeInspection = Callable[..., Inspection]


@pytest.fixture
def case(issuer: Issuer, make_lot: MakeLot) -> Callable[..., Case]:
    def make(lot: Lot | None = None, **changed: object) -> Case:
        usual: dict[str, object] = {
            "identifiers": Identifiers("09520123456788", "L1", "A7"),
            "signature": Signature.VALID,
            "issuer": issuer,
            "lot": lot or make_lot(),
            "lot_of_serial": None,
            "now": NOW,
        }
        return Case(**(usual | changed))  # type: ignore[arg-type]

    return make


def failed(case: Case) -> tuple[Verdict, list[str]]:
    verdict, findings = judge(case)
    return verdict, [finding.rule for finding in findings if not finding.passed]


def test_a_whole_record_is_genuine_and_says_why(case: Callable[..., Case]) -> None:
    verdict, findings = judge(case())
    assert verdict is Verdict.GENUINE
    assert [finding.rule for finding in findings] == [
        "signature",
        "issuer",
        "lot",
        "serial",
        "lot-recalled",
        "expiry",
        "shelf-life",
        "production-first",
        "production-date",
        "legs-in-order",
        "leg-times",
        "export-before-departure",
        "customs-after-departure",
        "cleared-after-arrival",
        "distribution-after-customs",
        "customs-entry",
        "customs-exit",
        "legs-join",
        "speed",
        "flight-number",
        "flight-airports",
        "flight-duration",
        "not-in-the-future",
        "inspected-after-production",
        "inspections-passed",
        "certificate-dates",
        "certificates-valid",
    ]


def test_findings_are_filled_in_both_languages(case: Callable[..., Case]) -> None:
    said = {finding.rule: finding.visitor for finding in judge(case())[1]}
    assert (said["issuer"].en, said["issuer"].zh) == ("Issued by Town guild.", "签发方：Town guild。")
    assert (said["expiry"].en, said["expiry"].zh) == ("Best before 1 March 2027.", "保质期至2027年3月1日。")
    assert said["flight-number"].en == "The flight is named: MU772."
    assert not [text for text in said.values() if "{" in text.en + text.zh]


@pytest.mark.parametrize(
    ("signature", "verdict", "rule"),
    [
        (Signature.ABSENT, Verdict.UNKNOWN, "signature"),
        (Signature.UNKNOWN_KEY, Verdict.UNKNOWN, "issuer"),
        (Signature.ALTERED, Verdict.FORGED, "signature"),
        (Signature.WRONG, Verdict.FORGED, "signature"),
    ],
)
def test_the_signature_rule(case: Callable[..., Case], signature: Signature, verdict: Verdict, rule: str) -> None:
    assert failed(case(signature=signature)) == (verdict, [rule])


def test_an_unsigned_code_is_no_accusation(case: Callable[..., Case]) -> None:
    finding = judge(case(signature=Signature.ABSENT))[1][0]
    assert finding.visitor == words.UNSIGNED


def test_a_forgery_does_not_borrow_the_issuers_name(case: Callable[..., Case]) -> None:
    findings = judge(case(signature=Signature.WRONG))[1]
    assert "Town guild" not in "".join(finding.visitor.en for finding in findings)


def test_the_record_rules(case: Callable[..., Case], make_lot: MakeLot) -> None:
    gtin = "09520123456788"
    assert failed(case(lot_of_serial="L2")) == (Verdict.INCONSISTENT, ["serial-lot"])
    unheard_of = case()
    unheard_of = Case(unheard_of.identifiers, Signature.VALID, unheard_of.issuer, None, None, NOW)
    assert failed(unheard_of) == (Verdict.UNKNOWN, ["lot"])
    shelf = Case(Identifiers(gtin), Signature.ABSENT, None, None, None, NOW)
    assert failed(shelf) == (Verdict.UNKNOWN, ["signature", "lot-named", "serial"])


def test_a_display_sample_and_an_item_no_list_knows_are_both_fine(
    case: Callable[..., Case], make_lot: MakeLot
) -> None:
    lot = make_lot(items=(Item(serial="A7"),))
    assert failed(case(lot, lot_of_serial="L1")) == (Verdict.GENUINE, [])
    assert failed(case(make_lot(items=()))) == (Verdict.GENUINE, [])


def test_withdrawals(case: Callable[..., Case], make_lot: MakeLot) -> None:
    withdrawn = make_lot(items=(Item(serial="A7", withdrawn=True), Item(serial="B8")))
    assert failed(case(withdrawn, lot_of_serial="L1")) == (Verdict.WITHDRAWN, ["item-withdrawn"])
    other = make_lot(items=(Item(serial="A7"), Item(serial="B8", withdrawn=True)))
    assert failed(case(other, lot_of_serial="L1")) == (Verdict.GENUINE, [])
    assert failed(case(make_lot(recalled=True))) == (Verdict.WITHDRAWN, ["lot-recalled"])


def test_the_last_day_still_counts(case: Callable[..., Case], make_lot: MakeLot) -> None:
    lot = make_lot(expires=date(2026, 11, 23))
    assert failed(case(lot)) == (Verdict.GENUINE, [])
    assert failed(case(lot, now=date(2026, 11, 23))) == (Verdict.GENUINE, [])
    assert failed(case(lot, now=date(2026, 11, 24))) == (Verdict.EXPIRED, ["expiry"])


def journeys(legs: list[Leg], make_leg: MakeLeg) -> dict[str, tuple[list[Leg], Verdict, list[str]]]:
    production, transport, export, flight, entry, shop = legs
    pvg, ams = entry.place, export.place
    wrong, unknown = Verdict.INCONSISTENT, Verdict.UNKNOWN
    return {
        "customs before production": (
            [make_leg(LegKind.CUSTOMS, pvg, -1), *legs],
            wrong,
            ["production-first", "customs-after-departure"],
        ),
        "no production": (legs[1:], unknown, ["production-first"]),
        "entry before departure": (
            [production, transport, export, make_leg(LegKind.CUSTOMS, pvg, 1.8), flight, shop],
            wrong,
            ["customs-after-departure"],
        ),
        "entry in the air is fine": (
            [production, transport, export, flight, make_leg(LegKind.CUSTOMS, pvg, 2.2), shop],
            Verdict.GENUINE,
            [],
        ),
        "two legs swapped": ([production, transport, export, flight, shop, entry], wrong, ["legs-in-order"]),
        "flown before it arrived": (
            [
                production,
                make_leg(LegKind.TRANSPORT, production.place, 1, 1.5, to=ams),
                export,
                flight,
                entry,
                shop,
            ],
            wrong,
            ["legs-in-order"],
        ),
        "a leg that runs backwards": (
            [*legs[:-1], make_leg(LegKind.DISTRIBUTION, shop.place, 4, -0.1)],
            wrong,
            ["leg-times"],
        ),
        "flight without a number": (
            [production, transport, export, make_leg(LegKind.FLIGHT, ams, 2, 0.5, to=pvg), entry, shop],
            unknown,
            ["flight-number"],
        ),
        "sold tomorrow": (
            [*legs[:-1], make_leg(LegKind.DISTRIBUTION, shop.place, 90)],
            wrong,
            ["not-in-the-future"],
        ),
    }


def test_every_fault_of_a_journey_is_named(
    case: Callable[..., Case], make_lot: MakeLot, make_leg: MakeLeg, legs: list[Leg]
) -> None:
    for name, (changed, verdict, rules) in journeys(legs, make_leg).items():
        assert (name, *failed(case(make_lot(legs=tuple(changed))))) == (name, verdict, rules)


@pytest.mark.parametrize(
    ("changed", "rules"),
    [
        ({"produced": date(2026, 9, 2)}, []),  # a day either way: the night shift
        ({"produced": date(2026, 9, 3)}, ["production-date", "inspected-after-production"]),
        ({"produced": date(2026, 8, 20)}, ["production-date"]),
        ({"expires": date(2026, 8, 30)}, ["shelf-life", "expiry"]),
    ],
)
def test_the_lots_own_dates(
    case: Callable[..., Case], make_lot: MakeLot, changed: dict[str, date], rules: list[str]
) -> None:
    verdict, found = failed(case(make_lot(**changed)))
    assert found == rules
    assert verdict is (Verdict.INCONSISTENT if rules else Verdict.GENUINE)


@pytest.mark.parametrize(
    ("changed", "verdict", "rules"),
    [
        ({"on": date(2026, 8, 31)}, Verdict.INCONSISTENT, ["inspected-after-production"]),
        ({"on": date(2026, 12, 1)}, Verdict.INCONSISTENT, ["not-in-the-future"]),
        ({"passed": False}, Verdict.INCONSISTENT, ["inspections-passed"]),
        ({"valid_until": date(2026, 11, 22)}, Verdict.EXPIRED, ["certificates-valid"]),
        ({"valid_until": date(2026, 11, 23)}, Verdict.GENUINE, []),
        ({"valid_until": date(2026, 9, 1)}, Verdict.INCONSISTENT, ["certificate-dates", "certificates-valid"]),
    ],
)
def test_the_inspections(
    case: Callable[..., Case],
    make_lot: MakeLot,
    make_inspection: MakeInspection,
    changed: dict[str, object],
    verdict: Verdict,
    rules: list[str],
) -> None:
    lot = make_lot(inspections=(make_inspection(certificate="C-0"), make_inspection(**changed)))
    assert failed(case(lot)) == (verdict, rules)


def test_the_gravest_verdict_wins_and_its_finding_stands_first(
    case: Callable[..., Case], make_lot: MakeLot, make_inspection: MakeInspection
) -> None:
    worst = make_lot(
        recalled=True,
        expires=date(2026, 10, 1),
        inspections=(make_inspection(passed=False),),
    )
    verdict, findings = judge(case(worst, signature=Signature.WRONG))
    assert verdict is Verdict.FORGED
    assert [finding.rule for finding in findings[:4]] == [
        "signature",
        "lot-recalled",
        "inspections-passed",
        "expiry",
    ]
    passed = [finding.passed for finding in findings]
    assert passed == sorted(passed)
    assert judge(case(worst))[0] is Verdict.WITHDRAWN
    assert judge(case(worst, signature=Signature.ABSENT))[0] is Verdict.WITHDRAWN


def test_every_verdict_has_its_words_and_its_place() -> None:
    assert set(words.VERDICTS) == set(Verdict)
    assert set(GRAVITY) == set(Verdict)
