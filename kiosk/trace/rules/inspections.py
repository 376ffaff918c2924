"""Inspections: their dates, their results, their certificates, and the laboratories that made them."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.town.model import Inspection, Laboratory, LegKind, Lot
from kiosk.trace import words
from kiosk.trace.log.credential import State, approval_state, certificate_state
from kiosk.trace.model import Verdict
from kiosk.trace.rules.case import Answer, Case, lacking, naming

_WRONG = Verdict.INCONSISTENT
_Paper = tuple[str, Laboratory | None, State]  # in words for staff, who is to have signed it, what it amounts to


def answers(case: Case) -> Iterator[Answer]:
    lot = case.lot
    if lot is None or not lot.inspections:
        return
    checks = lot.inspections
    if "production-date" not in case.absent:
        early = [f"{check.certificate} of {check.on}" for check in checks if check.on < lot.produced]
        staff = naming(early, f"all on or after {lot.produced}")
        yield Answer("inspected-after-production", not early, _WRONG, staff)
    failed = [f"{check.certificate}: {check.tested.en}, {check.result.en}" for check in checks if not check.passed]
    yield Answer("inspections-passed", not failed, _WRONG, naming(failed, f"{len(checks)} passed"))
    muddled = [check.certificate for check in checks if check.valid_until < check.on]
    staff = naming(muddled, "all valid at least to the day of inspection")
    yield Answer("certificate-dates", not muddled, _WRONG, staff)
    first = min(checks, key=lambda check: check.valid_until)
    if "certificates-valid" not in case.absent:
        yield Answer(
            "certificates-valid",
            case.today <= first.valid_until,
            Verdict.EXPIRED,
            f"the first to end is {first.certificate}, valid until {first.valid_until}",
            {"date": words.date_words(first.valid_until)},
        )


def certificates(case: Case) -> Iterator[Answer]:
    """Asked where the town keeps a register, or a journey is judged for its own sake."""
    lot = case.lot
    if lot is None or (case.laboratories is None and case.about is None):
        return
    if not lot.inspections:
        yield lacking("inspected", "no inspection on record")
        return
    yield _in_time(lot)
    yield _certificate_lots(lot)
    yield from _numbers(lot)


def laboratories(case: Case) -> Iterator[Answer]:
    """What the town's register says of the laboratories; nothing where it keeps none."""
    lot, register = case.lot, case.laboratories
    if lot is None or register is None or not lot.inspections:
        return
    unnamed = [check.certificate for check in lot.inspections if check.laboratory_id is None]
    strangers = [check for check in lot.inspections if check.laboratory_id and check.laboratory_id not in register]
    known = [(check, register[at]) for check in lot.inspections if (at := check.laboratory_id) in register and at]
    if strangers:
        staff = "; ".join(
            f"{check.certificate}: {check.laboratory_id} is not in the register" for check in strangers
        )
        yield Answer("laboratory", False, Verdict.UNKNOWN, staff)
    elif unnamed:
        yield lacking("laboratory", f"{', '.join(unnamed)}: a name, and no id of the register")
    else:
        yield Answer("laboratory", True, Verdict.UNKNOWN, ", ".join(sorted({lab.id for _, lab in known})))
    if not known:
        return
    misnamed = [
        f"{check.certificate}: {check.laboratory.en} is not {lab.name.en}"
        for check, lab in known
        if _other(check, lab)
    ]
    yield Answer("laboratory-name", not misnamed, _WRONG, naming(misnamed, "as in the register"))
    unlicensed = [
        f"{check.certificate}: {lab.id} was not accredited for {check.test} on {check.on}"
        for check, lab in known
        if check.test is not None and not _accredited(check, lab)
    ]
    untold = [check.certificate for check, _ in known if check.test is None]
    if untold and not unlicensed:
        yield lacking("laboratory-accredited", f"{', '.join(untold)}: the test is not one of the register's names")
    else:
        staff = naming(unlicensed, "each for its test on its day")
        yield Answer("laboratory-accredited", not unlicensed, _WRONG, staff)


def credentials(case: Case) -> Iterator[Answer]:
    """Certificates and approvals that are signed (W3C Verifiable Credentials), where the register has the keys."""
    lot, register = case.lot, case.laboratories
    if lot is None or register is None:
        return
    gtin = case.gtin
    certified: list[_Paper] = []
    approved: list[_Paper] = []
    for check in lot.inspections:
        signer = register.get(check.laboratory_id or "")
        state = certificate_state(check, gtin, lot.lot, signer)
        certified.append((f"{check.certificate} of {check.laboratory_id}", signer, state))
        if check.approval is not None or check.approver_id is not None:
            signer = register.get(check.approver_id or "")
            state = approval_state(check, gtin, lot.lot, signer)
            approved.append((f"{check.certificate} by {check.approver_id}", signer, state))
    yield from _signed("certificate-signed", certified)
    yield from _signed("approval-signed", approved)


def _signed(rule: str, papers: list[_Paper]) -> Iterator[Answer]:
    """Where no one that signs is named, and nothing is signed, there is nothing to ask."""
    bad, silent = [], []
    for said, signer, state in papers:
        has_key = signer is not None and signer.public_key is not None
        if state == "altered" or (state == "foreign" and has_key):
            bad.append(f"{said}: {state}")
        elif has_key and state == "unsigned":
            silent.append(f"{said}: not signed, as its others are")
        elif state == "foreign":
            silent.append(f"{said}: signed, and there is no key to check it with")
    if bad:
        yield Answer(rule, False, _WRONG, "; ".join(bad))
    elif silent:
        yield lacking(rule, "; ".join(silent))
    elif any(state == "signed" for _, _, state in papers):
        yield Answer(rule, True, Verdict.UNKNOWN, f"{len(papers)} papers, eddsa-jcs-2022")


def _in_time(lot: Lot) -> Answer:
    """One inspection at least before the goods set out for the shop; others may follow."""
    sold = [leg.start for leg in lot.legs if leg.kind is LegKind.DISTRIBUTION]
    first = min(check.on for check in lot.inspections)
    in_time = not sold or first <= max(sold).date()
    return Answer(
        "inspected", in_time, _WRONG, f"first inspected {first}, on sale {max(sold).date() if sold else '-'}"
    )


def _certificate_lots(lot: Lot) -> Answer:
    others = [
        f"{check.certificate} names {', '.join(check.lots)}"
        for check in lot.inspections
        if check.lots and lot.lot not in check.lots
    ]
    silent = [check.certificate for check in lot.inspections if not check.lots]
    if silent and not others:
        return lacking("certificate-lot", f"no lot on {', '.join(silent)}")
    return Answer("certificate-lot", not others, _WRONG, naming(others, f"all name {lot.lot}"))


def _numbers(lot: Lot) -> Iterator[Answer]:
    """One number is one sheet of paper: several tests may stand on it, of one laboratory on one day."""
    sheets: dict[str, set[tuple[str, object]]] = {}
    for check in lot.inspections:
        sheets.setdefault(check.certificate, set()).add(
            (check.laboratory_id or check.laboratory.en, check.valid_until)
        )
    twice = [number for number, found in sheets.items() if len(found) > 1]
    yield Answer("certificate-number", not twice, _WRONG, naming(twice, "each number for one certificate"))


def _other(check: Inspection, lab: Laboratory) -> bool:
    said, known = check.laboratory, lab.name
    return said.en.casefold() != known.en.casefold() and said.zh != known.zh


def _accredited(check: Inspection, lab: Laboratory) -> bool:
    return any(
        check.test in licence.tests and licence.valid_from <= check.on <= licence.valid_until
        for licence in lab.accreditations
    )
