from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.store.base import Submission, SubmissionLine
from kiosk.store.embedded import EmbeddedStore


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
