import json
import os
import stat
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kiosk.trace.trust.sequence import OldPackError, TrustStateError, adopt, check_sequence, read_adopted

Make = Callable[..., Any]
ROOT, TOWN = "ab" * 32, "global-town"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "trust.json"


def test_what_was_adopted_is_remembered(path: Path, make_manifest: Make) -> None:
    assert read_adopted(path, ROOT, TOWN) is None
    adopted = adopt(path, make_manifest(sequence=3), ROOT, "log\n3\nhash\n")
    assert read_adopted(path, ROOT, TOWN) == adopted
    assert (adopted.sequence, adopted.content, adopted.checkpoint) == (3, "ab" * 32, "log\n3\nhash\n")


def test_an_old_pack_does_not_come_back(path: Path, make_manifest: Make) -> None:
    adopt(path, make_manifest(sequence=3), ROOT)
    adopt(path, make_manifest(sequence=9), ROOT)
    before = path.read_bytes()
    for old in (3, 8):
        with pytest.raises(OldPackError, match=rf"number {old}, .* number 9"):
            adopt(path, make_manifest(sequence=old), ROOT)
    assert path.read_bytes() == before


def test_the_same_pack_may_be_adopted_again_and_another_of_its_number_not(path: Path, make_manifest: Make) -> None:
    adopt(path, make_manifest(sequence=3), ROOT)
    adopt(path, make_manifest(sequence=3), ROOT, "newer checkpoint")
    with pytest.raises(OldPackError, match="content is another"):
        adopt(path, make_manifest(sequence=3, content="cd" * 32), ROOT)
    adopted = read_adopted(path, ROOT, TOWN)
    assert adopted is not None
    assert adopted.checkpoint == "newer checkpoint"


def test_each_root_and_each_town_counts_for_itself(path: Path, make_manifest: Make) -> None:
    adopt(path, make_manifest(sequence=9), ROOT)
    adopt(path, make_manifest(sequence=1), "cd" * 32)
    adopt(path, make_manifest(sequence=2, town="winter-town"), ROOT)
    with pytest.raises(OldPackError):  # a town between does not make the booth forget
        adopt(path, make_manifest(sequence=8), ROOT)


def test_looking_changes_nothing(path: Path, make_manifest: Make) -> None:
    adopt(path, make_manifest(sequence=3), ROOT)
    before = path.stat().st_mtime_ns
    check_sequence(make_manifest(sequence=4), read_adopted(path, ROOT, TOWN))
    assert path.stat().st_mtime_ns == before


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{}",
        "null",
        "[1]",
        "[" * 50_000,
        "\xff",
        '[{"root": "a", "town": "b", "sequence": "9", "content": "", "checkpoint": ""}]',
        '[{"root": "a", "town": "b", "sequence": true, "content": "", "checkpoint": ""}]',
        '[{"root": "a", "town": "b", "sequence": 0, "content": "", "checkpoint": ""}]',
        '[{"root": "a", "town": [], "sequence": 1, "content": "", "checkpoint": ""}]',
        '[{"root": "a", "town": "b", "sequence": 1, "content": ""}]',
    ],
)
def test_a_damaged_memory_lets_nothing_back(path: Path, content: str, make_manifest: Make) -> None:
    path.parent.mkdir()
    path.write_text(content, encoding="latin-1")
    with pytest.raises(TrustStateError, match="damaged"):
        read_adopted(path, ROOT, TOWN)
    with pytest.raises(TrustStateError, match="damaged"):
        adopt(path, make_manifest(), ROOT)
    assert path.read_text("latin-1") == content


def test_it_is_on_the_disk_before_it_counts(
    path: Path, make_manifest: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []
    real = os.fsync

    def fsync(handle: int) -> None:
        synced.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    adopt(path, make_manifest(), ROOT)
    assert synced == ["file", "folder"]


def test_a_full_disk_leaves_the_former_memory(
    path: Path, make_manifest: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    adopt(path, make_manifest(sequence=3), ROOT)
    before = path.read_bytes()

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        adopt(path, make_manifest(sequence=4), ROOT)
    assert path.read_bytes() == before
    assert sorted(file.name for file in path.parent.iterdir()) == [".trust.json.lock", "trust.json"]


def test_of_many_at_once_the_newest_stays(path: Path, make_manifest: Make) -> None:
    manifests = [make_manifest(sequence=n + 1) for n in range(8)]
    together = threading.Barrier(len(manifests))
    refused: list[int] = []

    def one(number: int) -> None:
        together.wait()
        try:
            adopt(path, manifests[number], ROOT)
        except OldPackError:
            refused.append(number)

    threads = [threading.Thread(target=one, args=(number,)) for number in range(len(manifests))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert json.loads(path.read_text("ascii"))[0]["sequence"] == 8
    assert 7 not in refused
