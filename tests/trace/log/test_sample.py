"""The sample town's certificates: signed, and saying what its inspections say."""

from __future__ import annotations

from kiosk.settings import ROOT
from kiosk.town.check import load
from kiosk.trace.log.credential import approval_state, certificate_state


def test_every_certificate_of_the_sample_is_signed_by_its_laboratory() -> None:
    town = load(ROOT / "config" / "town", ROOT / "assets")
    register = {laboratory.id: laboratory for laboratory in town.laboratories}
    wrong, signed, approved = [], 0, 0
    for product in town.products:
        for lot in product.lots:
            for check in lot.inspections:
                certificate = certificate_state(
                    check, product.gtin, lot.lot, register.get(check.laboratory_id or "")
                )
                approval = approval_state(check, product.gtin, lot.lot, register.get(check.approver_id or ""))
                expected = (
                    "signed" if check.laboratory_id else "unsigned",
                    "signed" if check.approver_id else "unsigned",
                )
                if (certificate, approval) != expected:
                    wrong.append((check.certificate, certificate, approval))
                signed += certificate == "signed"
                approved += approval == "signed"
    assert not wrong, "an inspection was changed after it was signed: run tests/tools/certify.py"
    assert signed > approved > 10
