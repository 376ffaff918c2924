from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.order.journal import Journal
from kiosk.order.model import Good, Line, Order, new_reference
from tests.tools.vendure import Vendure, Ware

Make = Callable[..., Order]
MASK = Good("noodle-shop/yuzu", "09521403000110", "Yuzu mask", "柚子面膜", 3900, "CNY", 5)


@pytest.fixture
def make_order() -> Make:
    def make(reference: str | None = None, good: Good = MASK, at: datetime | None = None) -> Order:
        line = Line(good, 1)
        placed_at = at or datetime.now(UTC)
        return Order(reference or new_reference(), (line,), good.currency, line.total, placed_at, "zh")

    return make


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with Journal(tmp_path / "journal.sqlite") as opened:
        yield opened


@pytest.fixture(scope="module")
def vendure(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vendure]:
    """The real shop, with one piece left. If it cannot start, what wants it fails."""
    wares = [
        Ware("noodle-shop/yuzu", "Yuzu mask", "柚子面膜", 3900, 500),
        Ware("noodle-shop/last", "The last one", "最后一碗", 2900, 1),
    ]
    with Vendure(tmp_path_factory.mktemp("shop"), wares) as shop:
        yield shop
