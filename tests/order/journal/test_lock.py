from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from kiosk.order.journal.lock import FileLock


def test_a_full_disk_is_no_reason_not_to_have_the_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int, text: bytes) -> int:
        raise OSError(errno.ENOSPC, "no space left on device")

    mine, other = FileLock(tmp_path / "lock"), FileLock(tmp_path / "lock")
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        assert mine.take()
    assert mine.take()
    assert not other.take()
    mine.close()
    assert other.take()
    assert other.owner() == os.getpid()
    other.close()
