from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.store.base import Accepted, Rejected, RetryLater, StoreOrder, Submission, Ware
from kiosk.store.embedded import EmbeddedStore

Make = Callable[..., Submission]


def test_one_order_for_a_reference(embedded: EmbeddedStore, make_submission: Make) -> None:
    assert embedded.find("REF1") is None
    assert embedded.submit(make_submission()) == Accepted("E000001")
    assert embedded.submit(make_submission()) == Accepted("E000001", already_there=True)
    assert embedded.find("REF1") == Accepted("E000001", already_there=True)
    assert isinstance(embedded.submit(make_submission(quantity=2)), Rejected)
    assert embedded.orders() == [("E000001", make_submission())]


def test_it_is_still_there_after_reopening(embedded: EmbeddedStore, make_submission: Make) -> None:
    embedded.submit(make_submission())
    embedded.close()
    with closing(EmbeddedStore(embedded.path)) as again:
        found = again.order("REF1")
        assert isinstance(found, StoreOrder)
        assert (found.store_id, found.lines, found.total) == ("E000001", make_submission().lines, 3900)


def test_two_booths_at_once_sell_the_last_one_once(tmp_path: Path, make_submission: Make) -> None:
    catalogue = [Ware("mask-1", "Mask", 3900, "CNY", stock=5)]
    stores = [EmbeddedStore(tmp_path / "s.db", catalogue) for _ in range(2)]
    with ThreadPoolExecutor(2) as booths:
        answers = list(booths.map(lambda n: stores[n % 2].submit(make_submission(f"REF{n}")), range(12)))
    for store in stores:
        store.close()
    assert [type(answer) for answer in answers].count(Accepted) == 5
    assert {answer.reason for answer in answers if isinstance(answer, Rejected)} == {"mask-1: 1 wanted, 0 left"}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"price": 1}, "costs 3900 CNY"),
        ({"sku": "mask-9"}, "mask-9 is not sold here"),
        ({"quantity": 6}, "6 wanted, 5 left"),
        ({"quantity": 0}, "1 or more"),
        ({"reference": ""}, "1 to 64"),
    ],
)
def test_what_it_refuses(tmp_path: Path, make_submission: Make, change: dict[str, object], reason: str) -> None:
    with closing(EmbeddedStore(tmp_path / "s.db", [Ware("mask-1", "Mask", 3900, "CNY", stock=5)])) as store:
        answer = store.submit(make_submission(**change))
        assert isinstance(answer, Rejected)
        assert reason in answer.reason
        assert store.orders() == []


def test_a_total_that_does_not_add_up(embedded: EmbeddedStore, make_submission: Make) -> None:
    assert isinstance(embedded.submit(replace(make_submission(), total=1)), Rejected)


def test_a_full_disk_means_later(embedded: EmbeddedStore, make_submission: Make) -> None:
    embedded.submit(make_submission())
    pages = embedded._open().execute("PRAGMA page_count").fetchone()[0]
    embedded._open().execute(f"PRAGMA max_page_count = {pages}")
    answers = [embedded.submit(make_submission(f"REF{n}")) for n in range(2, 60)]
    full = [n for n, answer in enumerate(answers, 2) if isinstance(answer, RetryLater)]
    assert full
    assert all(embedded.find(f"REF{n}") is None for n in full)


def test_a_file_that_is_no_store_means_later(tmp_path: Path, make_submission: Make) -> None:
    path = tmp_path / "store.db"
    path.write_bytes(b"rubbish" * 1000)
    with closing(EmbeddedStore(path)) as store:
        assert isinstance(store.submit(make_submission()), RetryLater)
        assert isinstance(store.find("REF1"), RetryLater)
    assert path.read_bytes() == b"rubbish" * 1000
