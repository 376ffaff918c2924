"""Files that are whole or not there at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.town import durable


@pytest.fixture
def strict() -> Iterator[None]:
    """A umask under which nobody else reads what this process makes."""
    before = os.umask(0o077)
    yield
    os.umask(before)


def mode_of(path: Path) -> int:
    return path.stat().st_mode & 0o777


@pytest.mark.usefixtures("strict")
def test_a_file_has_the_mode_it_is_given_or_what_the_umask_leaves(tmp_path: Path) -> None:
    durable.write_text(tmp_path / "a", "one\r\ntwo\n")
    durable.write_text(tmp_path / "b", "one", 0o644)
    assert (tmp_path / "a").read_bytes() == b"one\r\ntwo\n"
    assert [mode_of(tmp_path / name) for name in "ab"] == [0o600, 0o644]


def test_until_it_is_whole_the_former_one_is_there_and_nothing_is_left_of_a_half(tmp_path: Path) -> None:
    path = tmp_path / "new" / "file"
    durable.write_text(path, "before")

    def broken_off() -> None:
        with durable.whole(path) as half:
            half.write_text("after")
            assert path.read_text() == "before"
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken_off()
    assert [one.name for one in path.parent.iterdir()] == ["file"]
    assert path.read_text() == "before"


def test_a_file_system_without_modes_takes_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")  # as vfat says

    monkeypatch.setattr(Path, "chmod", refused)
    durable.write_text(tmp_path / "file", "whole", 0o644)
    assert (tmp_path / "file").read_text() == "whole"


def test_two_who_write_one_file_do_not_meet(tmp_path: Path) -> None:
    path = tmp_path / "file"
    with durable.whole(path) as one, durable.whole(path) as other:
        one.write_text("one")
        other.write_text("other")
    assert path.read_text() == "one"
    assert len(list(tmp_path.iterdir())) == 1
