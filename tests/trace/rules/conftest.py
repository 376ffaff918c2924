"""A case with everything that rules ask for; each test breaks one thing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from kiosk.town.model import Accreditation, Brand, Issuer, Laboratory, Lot, Place, Product, Text
from kiosk.trace.digital_link import Identifiers
from kiosk.trace.model import Evidence, Inclusion, Verdict
from kiosk.trace.rules import Case, judge
from kiosk.trace.signature import Signature

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
MakeCase = Callable[..., Case]


def _text(said: str) -> Text:
    return Text(en=said, zh=said)


@pytest.fixture
def product() -> Product:
    return Product(
        gtin="09520123456788",
        brand=_text("Brand"),
        brand_id="brand",
        name=_text("Milk"),
        tagline=_text("t"),
        story=_text("s"),
        origin=Place(name=_text("Friesland"), country="NL", latitude=53.1, longitude=5.8),
        picture="milk.svg",
    )


@pytest.fixture
def laboratory() -> Laboratory:
    licence = Accreditation(
        body=_text("Register"),
        number="R 1",
        tests=("protein",),
        valid_from=date(2026, 1, 1),
        valid_until=date(2026, 12, 31),
    )
    return Laboratory(id="lab", name=_text("Lab"), accreditations=(licence,))


@pytest.fixture
def case(issuer: Issuer, make_lot: Callable[..., Lot], product: Product, laboratory: Laboratory) -> MakeCase:
    """make(lot) or make(<a lot's field>=...); other names are the case's own fields."""

    def make(lot: Lot | None = None, **changed: object) -> Case:
        own = {name: changed.pop(name) for name in list(changed) if name in Lot.model_fields}
        usual: dict[str, object] = {
            "identifiers": Identifiers("09520123456788", "L1", "A7"),
            "signature": Signature.VALID,
            "issuer": issuer,
            "lot": lot or make_lot(**own),
            "lot_of_serial": None,
            "now": NOW,
            "product": product,
            "laboratories": {"lab": laboratory},
            "brand": Brand(id="brand", name=_text("Brand")),
            "evidence": Evidence(Inclusion.INCLUDED, "leaf 0 of 1"),
        }
        return Case(**(usual | changed))  # type: ignore[arg-type]

    return make


@pytest.fixture
def judged() -> Callable[[Case], tuple[Verdict, list[str], list[str]]]:
    """The verdict, the rules that failed, and those that are missing."""

    def ask(case: Case) -> tuple[Verdict, list[str], list[str]]:
        verdict, findings = judge(case)
        failed = [finding.rule for finding in findings if not finding.passed and not finding.missing]
        return verdict, failed, [finding.rule for finding in findings if finding.missing]

    return ask
