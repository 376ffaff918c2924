from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.order.journal import Journal
from kiosk.order.model import Good, Line, Order, new_reference

GOOD = Good("mask-1", "09520123456788", "Rice mask", "米面膜", 3900, "CNY", 5)


@pytest.fixture
def make_order() -> Callable[..., Order]:
    def make(reference: str | None = None, quantity: int = 1, good: Good = GOOD) -> Order:
        line = Line(good, quantity)
        return Order(reference or new_reference(), (line,), good.currency, line.total, datetime.now(UTC), "zh")

    return make


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal(tmp_path / "journal.db") as opened:
        yield opened
