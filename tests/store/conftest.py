from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.store.base import Submission, SubmissionLine
from kiosk.store.embedded import EmbeddedStore
from tests.tools.vendure import Vendure, Ware


@pytest.fixture
def make_submission() -> Callable[..., Submission]:
    def make(reference: str = "REF1", quantity: int = 1, price: int = 3900, sku: str = "mask-1") -> Submission:
        line = SubmissionLine(sku, "09520123456788", "米面膜", quantity, price)
        return Submission(reference, (line,), "CNY", quantity * price, "2026-11-23T12:00:00+00:00")

    return make


@pytest.fixture
def embedded(tmp_path: Path) -> Iterator[EmbeddedStore]:
    store = EmbeddedStore(tmp_path / "store.db")
    yield store
    store.close()


@pytest.fixture(scope="session")
def vendure(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Vendure]:
    """The real shop. If it cannot start, what wants it fails."""
    wares = [
        Ware("noodle-shop/yuzu", "Yuzu mask", "柚子面膜", 3900, 500),
        Ware("noodle-shop/last", "The last ones", "最后几碗", 2900, 5),
    ]
    with Vendure(tmp_path_factory.mktemp("shop"), wares) as shop:
        yield shop
