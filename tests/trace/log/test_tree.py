from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.trace.log.errors import LogError
from kiosk.trace.log.merkle import leaf_hash
from kiosk.trace.log.tree import Tree
from tests.trace.log import oracle

SIZES = 64
LEAVES = [leaf_hash(b"%d" % number) for number in range(200)]


def grown(folder: Path, size: int) -> None:
    with Tree(folder, 0) as tree:
        for leaf in LEAVES[:size]:
            tree.add(leaf)
        tree.sync()


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_every_root_and_proof_of_small_trees_is_the_standards(tmp_path: Path) -> None:
    with Tree(tmp_path, 0) as tree:
        for size in range(1, SIZES + 1):
            assert tree.add(LEAVES[size - 1]) == size - 1
            assert tree.root() == oracle.root(LEAVES[:size])
        for size in range(1, SIZES + 1):
            assert tree.root_at(size) == oracle.root(LEAVES[:size])
            for index in range(size):
                assert tree.inclusion(index, size) == oracle.inclusion(index, LEAVES[:size])
                assert tree.consistency(index + 1, size) == oracle.consistency(index + 1, LEAVES[:size])


def test_proofs_in_between_while_it_grows(tmp_path: Path) -> None:
    with Tree(tmp_path, 0) as tree:
        for size in range(1, 40):
            tree.add(LEAVES[size - 1])
            assert tree.inclusion(size // 2, size) == oracle.inclusion(size // 2, LEAVES[:size])


@given(st.lists(st.integers(0, 30), min_size=1, max_size=6))
def test_opened_again_it_goes_on(tmp_path_factory: pytest.TempPathFactory, steps: list[int]) -> None:
    folder, size = tmp_path_factory.mktemp("tree"), 0
    for step in steps:
        with Tree(folder, size) as tree:
            assert tree.root() == oracle.root(LEAVES[:size])
            for leaf in LEAVES[size : size + step]:
                tree.add(leaf)
            size += step
            assert tree.root() == oracle.root(LEAVES[:size])
    with Tree(folder, size) as tree:
        for index in range(size):
            assert tree.inclusion(index, size) == oracle.inclusion(index, LEAVES[:size])


def test_what_a_crash_left_is_cut_off(tmp_path: Path) -> None:
    grown(tmp_path / "short", 21)
    grown(tmp_path / "long", 150)
    with (tmp_path / "long" / "00").open("ab") as file:
        file.write(b"half a hash")
    (tmp_path / "long" / "notes.txt").write_bytes(b"somebody's")
    (tmp_path / "short" / "notes.txt").write_bytes(b"somebody's")
    with Tree(tmp_path / "long", 21) as tree:
        assert tree.root() == oracle.root(LEAVES[:21])
    assert contents(tmp_path / "long") == contents(tmp_path / "short")


def test_levels_that_a_crash_left_short_are_completed_from_the_leaves(tmp_path: Path) -> None:
    grown(tmp_path / "whole", 77)
    grown(tmp_path / "torn", 77)
    for level in ("01", "03", "06"):
        path = tmp_path / "torn" / level
        path.write_bytes(path.read_bytes()[:-40])
    (tmp_path / "torn" / "04").unlink()
    with Tree(tmp_path / "torn", 77) as tree:
        assert tree.root() == oracle.root(LEAVES[:77])
    assert contents(tmp_path / "torn") == contents(tmp_path / "whole")


def test_lost_leaves_are_said_and_nothing_stays_open(tmp_path: Path) -> None:
    grown(tmp_path, 10)
    (tmp_path / "00").write_bytes((tmp_path / "00").read_bytes()[:-1])
    with pytest.raises(LogError, match="9 leaves of 10"):
        Tree(tmp_path, 10)


@pytest.mark.parametrize(("index", "size"), [(-1, 5), (5, 5), (0, 0), (0, 11), (3, 2)])
def test_no_proof_beyond_the_tree(tmp_path: Path, index: int, size: int) -> None:
    grown(tmp_path, 10)
    with Tree(tmp_path, 10) as tree:
        with pytest.raises(LogError):
            tree.inclusion(index, size)
        with pytest.raises(LogError):
            tree.consistency(index + 1, size)
        with pytest.raises(LogError):
            tree.leaf(max(index, 0) + 10)
