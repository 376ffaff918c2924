from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, settings

from kiosk.order.model import Good, Order, OrderRecord, OrderState, new_reference
from kiosk.visit.visit import Confirmation

# A machine with other work on its hands must not decide whether a rule holds.
settings.register_profile("steady", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")


class Clock:
    """Seconds that pass only when told to."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    def turn(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="session")
def make_clock() -> type[Clock]:
    return Clock


def good(sku: str = "noodles/rose", price: int = 3900, limit: int = 5) -> Good:
    return Good(sku, "09520123456788", "Rose mask", "玫瑰面膜", price, "CNY", limit)


@pytest.fixture(scope="session")
def make_good() -> Callable[..., Good]:
    return good


@pytest.fixture(scope="session")
def make_record() -> Callable[[Confirmation], OrderRecord]:
    def make(confirmed: Confirmation) -> OrderRecord:
        order = Order(
            reference=new_reference(),
            lines=confirmed.lines,
            currency="CNY",
            total=sum(line.total for line in confirmed.lines),
            placed_at=datetime(2026, 11, 23, tzinfo=UTC),
            language=confirmed.language,
        )
        return OrderRecord(order, OrderState.WAITING)

    return make
