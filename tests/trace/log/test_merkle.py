from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.trace.log.errors import ProofError
from kiosk.trace.log.merkle import (
    EMPTY_ROOT,
    RootBuilder,
    check_consistency,
    check_inclusion,
    leaf_hash,
    node_hash,
)
from tests.trace.log import oracle
from tests.trace.log.conftest import read_cases

SIZES = 64
LEAVES = [leaf_hash(b"leaf %d" % number) for number in range(SIZES)]
ROOTS = [oracle.root(LEAVES[:size]) for size in range(SIZES + 1)]

# Certificate Transparency's reference tree of eight leaves.
CT_LEAVES = [bytes.fromhex(word) for word in ("", "00", "10", "2021", "3031", "40414243", "5051525354555657")]
CT_LEAVES.append(bytes.fromhex("606162636465666768696a6b6c6d6e6f"))
CT_ROOT = "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
CT_FIVE_OF_EIGHT = [
    "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
]


def included(*arguments: Any) -> bool:
    try:
        check_inclusion(*arguments)
    except ProofError:
        return False
    return True


def consistent(*arguments: Any) -> bool:
    try:
        check_consistency(*arguments)
    except ProofError:
        return False
    return True


def flipped(value: bytes, bit: int) -> bytes:
    return (int.from_bytes(value, "big") ^ 1 << bit).to_bytes(len(value), "big")


def test_the_reference_tree_of_certificate_transparency() -> None:
    leaves = [leaf_hash(data) for data in CT_LEAVES]
    builder = RootBuilder()
    for leaf in leaves:
        builder.add(leaf)
    assert builder.root().hex() == CT_ROOT
    assert EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    check_inclusion(5, 8, leaves[5], [bytes.fromhex(each) for each in CT_FIVE_OF_EIGHT], bytes.fromhex(CT_ROOT))


def test_a_leaf_is_never_a_node() -> None:
    left, right = LEAVES[:2]
    assert leaf_hash(left + right) != node_hash(left, right)


def test_the_root_of_every_small_tree_built_in_one_pass() -> None:
    builder = RootBuilder()
    for size, leaf in enumerate(LEAVES):
        assert (builder.size, builder.root()) == (size, ROOTS[size])
        builder.add(leaf)
    assert builder.root() == ROOTS[SIZES]


def test_every_inclusion_in_small_trees_holds_and_in_no_tree_of_another_shape() -> None:
    for size in range(1, SIZES + 1):
        for index in range(size):
            path = oracle.inclusion(index, LEAVES[:size])
            check_inclusion(index, size, LEAVES[index], path, ROOTS[size])
            assert not included(index, size, LEAVES[index], path, ROOTS[size - 1])
            assert not included(index, size, LEAVES[(index + 1) % SIZES], path, ROOTS[size])
            for extra in (LEAVES[0], ROOTS[size], b"", bytes(32)):
                assert not included(index, size, LEAVES[index], [*path, extra], ROOTS[size])
                assert not included(index, size, LEAVES[index], [extra, *path], ROOTS[size])
            for gone in range(len(path)):
                assert not included(index, size, LEAVES[index], path[:gone] + path[gone + 1 :], ROOTS[size])
            for bad in (-1, size, size + 1, 2**63, 2**64 - 1):
                assert not included(bad, size, LEAVES[index], path, ROOTS[size])


def test_an_index_or_size_is_refused_unless_the_path_has_the_same_shape_there() -> None:
    """Which size a root is of is what the checkpoint's signature says; a path cannot."""
    for size in range(1, 17):
        for index in range(size):
            path, shape = oracle.inclusion(index, LEAVES[:size]), oracle.inclusion_shape(index, size)
            for other_size in range(40):
                for other in range(other_size):
                    same = oracle.inclusion_shape(other, other_size) == shape
                    assert included(other, other_size, LEAVES[index], path, ROOTS[size]) is same


def test_every_bit_of_every_hash_of_an_inclusion_counts() -> None:
    for size in range(1, 14):
        for index in range(size):
            path = oracle.inclusion(index, LEAVES[:size])
            for bit in range(256):
                assert not included(index, size, flipped(LEAVES[index], bit), path, ROOTS[size])
                assert not included(index, size, LEAVES[index], path, flipped(ROOTS[size], bit))
                for number, value in enumerate(path):
                    changed = [*path[:number], flipped(value, bit), *path[number + 1 :]]
                    assert not included(index, size, LEAVES[index], changed, ROOTS[size])


def test_every_consistency_of_small_trees_holds_and_its_forgeries_do_not() -> None:
    for second in range(1, SIZES + 1):
        for first in range(1, second + 1):
            proof = oracle.consistency(first, LEAVES[:second])
            check_consistency(first, second, ROOTS[first], ROOTS[second], proof)
            for extra in (LEAVES[0], ROOTS[second], b""):
                assert not consistent(first, second, ROOTS[first], ROOTS[second], [*proof, extra])
                assert not consistent(first, second, ROOTS[first], ROOTS[second], [extra, *proof])
            for gone in range(len(proof)):
                short = proof[:gone] + proof[gone + 1 :]
                assert not consistent(first, second, ROOTS[first], ROOTS[second], short)
            if first != second:
                assert not consistent(first, second, ROOTS[first], ROOTS[second], [])
                assert not consistent(first, second, ROOTS[second], ROOTS[first], proof)
                assert not consistent(second, first, ROOTS[second], ROOTS[first], proof)
                assert not consistent(first, second, ROOTS[first], ROOTS[first], proof)
                assert not consistent(0, second, EMPTY_ROOT, ROOTS[second], proof)


def test_sizes_of_a_consistency_are_refused_unless_the_proof_has_the_same_shape_there() -> None:
    for second in range(2, 17):
        for first in range(1, second):
            proof, shape = oracle.consistency(first, LEAVES[:second]), oracle.consistency_shape(first, second)
            for other in range(2, 40):
                for old in range(1, other):
                    same = oracle.consistency_shape(old, other) == shape
                    assert consistent(old, other, ROOTS[first], ROOTS[second], proof) is same


def test_every_bit_of_every_hash_of_a_consistency_counts() -> None:
    for second in range(2, 12):
        for first in range(1, second):
            proof = oracle.consistency(first, LEAVES[:second])
            for bit in range(256):
                assert not consistent(first, second, flipped(ROOTS[first], bit), ROOTS[second], proof)
                assert not consistent(first, second, ROOTS[first], flipped(ROOTS[second], bit), proof)
                for number, value in enumerate(proof):
                    changed = [*proof[:number], flipped(value, bit), *proof[number + 1 :]]
                    assert not consistent(first, second, ROOTS[first], ROOTS[second], changed)


def test_two_roots_for_one_size_are_a_fork() -> None:
    check_consistency(5, 5, ROOTS[5], ROOTS[5], [])
    with pytest.raises(ProofError, match="two roots for one size"):
        check_consistency(5, 5, ROOTS[5], ROOTS[6], [])
    assert not consistent(5, 5, b"", b"", [])
    assert not consistent(0, 0, EMPTY_ROOT, EMPTY_ROOT, [])


@pytest.mark.parametrize("bad", [True, 1.0, "1", None, -1, 2**63, 2**64])
def test_numbers_that_are_no_sizes(bad: Any) -> None:
    with pytest.raises(ProofError):
        check_inclusion(0, bad, LEAVES[0], [], LEAVES[0])
    with pytest.raises(ProofError):
        check_inclusion(bad, 2, LEAVES[0], [LEAVES[1]], ROOTS[2])
    with pytest.raises(ProofError):
        check_consistency(bad, 3, ROOTS[1], ROOTS[3], [LEAVES[1], LEAVES[2]])
    with pytest.raises(ProofError):
        check_consistency(1, bad, ROOTS[1], ROOTS[1], [])


@pytest.mark.parametrize("bad", ["a" * 32, bytearray(32), bytes(31), bytes(33), b"", None])
def test_what_is_no_hash(bad: Any) -> None:
    with pytest.raises(ProofError):
        check_inclusion(0, 1, bad, [], bad)
    with pytest.raises(ProofError):
        check_inclusion(0, 2, LEAVES[0], [bad], ROOTS[2])
    with pytest.raises(ProofError):
        check_consistency(1, 2, bad, ROOTS[2], [LEAVES[1]])
    with pytest.raises(ProofError):
        check_consistency(1, 2, LEAVES[0], ROOTS[2], [bad])
    with pytest.raises(ProofError):
        RootBuilder().add(bad)


def test_the_largest_tree_is_answered_like_the_smallest() -> None:
    path = [bytes([number]) * 32 for number in range(63)]
    found = LEAVES[0]
    for value in path:
        found = node_hash(found, value)
    check_inclusion(0, 2**63 - 1, LEAVES[0], path, found)
    assert not included(0, 2**63 - 1, LEAVES[0], [bytes(32)] * 200_000, found)


@given(st.integers(1, 300), st.data())
def test_proofs_of_any_two_sizes(second: int, data: st.DataObject) -> None:
    leaves = [leaf_hash(b"%d" % number) for number in range(second)]
    first = data.draw(st.integers(1, second))
    index = data.draw(st.integers(0, second - 1))
    old, new = oracle.root(leaves[:first]), oracle.root(leaves)
    check_inclusion(index, second, leaves[index], oracle.inclusion(index, leaves), new)
    check_consistency(first, second, old, new, oracle.consistency(first, leaves))
    forked = [*leaves]
    forked[data.draw(st.integers(0, first - 1))] = leaf_hash(b"another")
    assert not consistent(first, second, old, oracle.root(forked), oracle.consistency(first, forked))


def test_all_public_inclusion_proofs() -> None:
    from kiosk.trace.log.proof_json import check_value

    for case in read_cases("inclusion.json"):
        checked = check_value(case)
        assert (checked.kind, checked.reason is not None) == ("inclusion", case["wantErr"]), case["file"]


def test_all_public_consistency_proofs() -> None:
    from kiosk.trace.log.proof_json import check_value

    for case in read_cases("consistency.json"):
        checked = check_value(case)
        assert (checked.kind, checked.reason is not None) == ("consistency", case["wantErr"]), case["file"]
