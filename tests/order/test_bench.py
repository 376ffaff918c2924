from __future__ import annotations

from pathlib import Path

from kiosk.order.bench import bench_commit


def test_a_commit_costs_little_more_than_sqlite_asks(tmp_path: Path) -> None:
    found = bench_commit(40, tmp_path)
    assert found["ratio"] == found["journal_ms"] / found["bare_ms"]
    assert (
        0.2 < found["ratio"] < 4
    )  # the promise is 1.5, and `kiosk bench` shows it; a busy test machine may be slower
    assert list(tmp_path.iterdir()) == []
