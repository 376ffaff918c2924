import json
import os
import stat
import threading
from pathlib import Path

import pytest

from kiosk.settings import ROOT
from kiosk.trace.trust.keys import LARGEST, Key, KeyFileError, make_key, open_key, read_key


def test_a_key_is_made_once_for_its_owner_only_in_a_folder_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "root.json"
    made = open_key(path, "root", "town")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    again = open_key(path, "root", "another name")
    assert (again.name, again.public_hex) == ("town", made.public_hex)
    assert [file.name for file in path.parent.iterdir()] == ["root.json"]
    assert set(json.loads(path.read_text("ascii"))) == {"use", "name", "private_key"}


def test_two_that_make_a_key_at_once_get_the_same_one(tmp_path: Path) -> None:
    together = threading.Barrier(8)
    made: list[Key] = []

    def make() -> None:
        together.wait()
        made.append(open_key(tmp_path / "log.json", "log", "town.example/log"))

    threads = [threading.Thread(target=make) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({key.public_hex for key in made}) == 1
    assert len(made) == 8
    assert len(list(tmp_path.iterdir())) == 1


def test_a_new_key_never_takes_an_old_ones_place(tmp_path: Path) -> None:
    path = tmp_path / "issuer.json"
    make_key(path, "issuer", "A")
    was = path.read_bytes()
    with pytest.raises(KeyFileError, match="never written over"):
        make_key(path, "issuer", "B")
    assert path.read_bytes() == was


def test_a_key_that_is_not_there_is_not_made_by_reading(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_key(tmp_path / "none.json", "root")
    assert list(tmp_path.iterdir()) == []


def test_a_key_serves_one_use(tmp_path: Path) -> None:
    make_key(tmp_path / "k.json", "log", "town.example/log")
    with pytest.raises(KeyFileError, match="another use than witness"):
        read_key(tmp_path / "k.json", "witness")


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o601])
def test_a_key_that_others_may_read_is_not_used(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "root.json"
    open_key(path, "root", "town")
    path.chmod(mode)
    with pytest.raises(KeyFileError, match="chmod 600"):
        open_key(path, "root", "town")


def test_a_key_that_others_may_replace_is_not_used(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    open_key(folder / "root.json", "root", "town")
    folder.chmod(0o777)
    with pytest.raises(KeyFileError, match="written by others"):
        read_key(folder / "root.json", "root")


@pytest.mark.parametrize("place", ["issuer.json", "config/town/issuer.json", "build/keys/root.json", ".git/k.json"])
def test_a_key_never_lies_in_the_work_tree(place: str) -> None:
    with pytest.raises(KeyFileError, match="work tree"):
        open_key(ROOT / place, "root", "town")
    assert not (ROOT / place).exists()


def test_nor_in_any_other_work_tree_nor_by_a_detour(tmp_path: Path) -> None:
    tree, outside = tmp_path / "tree", tmp_path / "outside"
    (tree / ".git").mkdir(parents=True)
    outside.mkdir()
    (outside / "link").symlink_to(tree)
    (outside / "file.json").symlink_to(tree / "key.json")
    (tree / "in.json").symlink_to(outside / "key.json")
    for path in (
        tree / "a" / "b" / "key.json",
        outside / "link" / "key.json",
        outside / "file.json",
        outside / ".." / "tree" / "key.json",
        tree / "in.json",
    ):
        with pytest.raises(KeyFileError, match="work tree"):
            open_key(path, "root", "town")
    assert list(outside.glob("*.json")) == [outside / "file.json"]


def test_the_state_folders_keys_may_lie_in_the_work_tree(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    state = tmp_path / "state"
    open_key(state / "keys" / "log.json", "log", "town", state=state)
    with pytest.raises(KeyFileError, match="work tree"):
        open_key(state / "log.json", "log", "town", state=state)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        '"x"',
        "[" * 3000,
        '{"use": "root", "name": "town", "private_key": "abcdabcd"}',
        '{"use": "root", "name": 7, "private_key": "' + "ab" * 32 + '"}',
        '{"use": "root", "name": "town", "private_key": "' + "ab" * 32 + '", "more": 1}',
        "\xff",
        "x" * (LARGEST + 1),
    ],
)
def test_another_file_is_refused_without_repeating_it(tmp_path: Path, content: str) -> None:
    path = tmp_path / "root.json"
    path.write_text(content, encoding="latin-1")
    path.chmod(0o600)
    with pytest.raises(KeyFileError, match="not a key file") as refused:
        read_key(path, "root")
    assert "abab" not in str(refused.value)
    assert "abcd" not in str(refused.value)


def test_a_pipe_is_no_key_file_and_keeps_nobody_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "root.json", 0o600)
    with pytest.raises(KeyFileError, match="not a key file"):
        read_key(tmp_path / "root.json", "root")
