from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.trace.log.errors import ProofError
from kiosk.trace.log.merkle import leaf_hash
from kiosk.trace.log.proof_json import check_value, read_values
from tests.trace.log import oracle

DATA = [b"leaf %d" % number for number in range(9)]
LEAVES = [leaf_hash(each) for each in DATA]


def b64(value: bytes) -> str:
    return base64.b64encode(value).decode()


ROOT, PATH = b64(oracle.root(LEAVES)), [b64(each) for each in oracle.inclusion(4, LEAVES)]
OLD = b64(oracle.root(LEAVES[:6]))
GROWTH = [b64(each) for each in oracle.consistency(6, LEAVES)]
INCLUSION = {"leafIdx": 4, "treeSize": 9, "root": ROOT, "leafHash": b64(LEAVES[4]), "proof": PATH}
CONSISTENCY = {"size1": 6, "size2": 9, "root1": OLD, "root2": ROOT, "proof": GROWTH}


def reason(value: object) -> str | None:
    return check_value(value).reason


@pytest.mark.parametrize(
    "value",
    [
        INCLUSION,
        {**INCLUSION, "wantErr": True, "desc": "of no account", "valid": False},
        {
            "leaf_index": 4,
            "tree_size": 9,
            "sha256_root_hash": ROOT,
            "leaf_input": b64(DATA[4]),
            "audit_path": PATH,
        },
        {"LeafIndex": 4, "TreeSize": 9, "RootHash": ROOT, "LeafHash": b64(LEAVES[4]), "Hashes": PATH},
        {
            "logIndex": 4,
            "treeSize": 9,
            "rootHash": oracle.root(LEAVES).hex(),
            "leafHash": LEAVES[4].hex(),
            "hashes": [each.hex() for each in oracle.inclusion(4, LEAVES)],
        },
        {"index": 0, "size": 1, "root": b64(LEAVES[0]), "leafHash": b64(LEAVES[0]), "proof": None},
        {"index": 0, "size": 1, "root": b64(LEAVES[0]), "leafHash": b64(LEAVES[0])},
    ],
)
def test_inclusion_in_its_spellings(value: dict[str, Any]) -> None:
    checked = check_value(value)
    assert (checked.kind, checked.reason) == ("inclusion", None)


@pytest.mark.parametrize(
    "value",
    [
        CONSISTENCY,
        {"first": 6, "second": 9, "first_hash": OLD, "second_hash": ROOT, "consistency": GROWTH},
        {"old-size": 6, "new-size": 9, "old-root": OLD, "new-root": ROOT, "consistency_proof": GROWTH},
        {"treeSize1": 6, "treeSize2": 9, "rootHash1": OLD, "rootHash2": ROOT, "consistencyPath": GROWTH},
    ],
)
def test_consistency_in_its_spellings(value: dict[str, Any]) -> None:
    checked = check_value(value)
    assert (checked.kind, checked.reason) == ("consistency", None)


@pytest.mark.parametrize("member", sorted(INCLUSION))
@pytest.mark.parametrize("bad", [..., None, True, 1.0, "4", "", -1, 2**63, 2**64, [], {}, [""], "AAAA", ROOT[:-1]])
def test_an_inclusion_with_any_member_bad(member: str, bad: Any) -> None:
    value = {name: each for name, each in INCLUSION.items() if name != member}
    if bad is not ...:
        value[member] = bad
    assert reason(json.loads(json.dumps(value))) is not None


@pytest.mark.parametrize("member", sorted(CONSISTENCY))
@pytest.mark.parametrize(
    "bad", [..., None, True, 6.0, "6", "", 0, -1, 2**63, 2**64, [], {}, [""], "AAAA", ROOT[:-1]]
)
def test_a_consistency_with_any_member_bad(member: str, bad: Any) -> None:
    value = {name: each for name, each in CONSISTENCY.items() if name != member}
    if bad is not ...:
        value[member] = bad
    assert reason(json.loads(json.dumps(value))) is not None


@pytest.mark.parametrize(
    "value",
    [
        {**INCLUSION, "leaf_index": 4},
        {**INCLUSION, "root_hash": ROOT},
        {**INCLUSION, "leaf_input": b64(b"another")},
        {**INCLUSION, "root": ROOT.rstrip("=")},
        {**INCLUSION, "root": ROOT.replace("+", "-").replace("/", "_") + "\n"},
        {**INCLUSION, "root": ROOT[:-2] + chr(ord(ROOT[-2]) + 1) + "="},
        {**INCLUSION, "root": oracle.root(LEAVES).hex() + "00"},
        {**INCLUSION, "proof": {"0": PATH}},
        {**INCLUSION, "proof": PATH[::-1]},
        {**INCLUSION, "proof": [PATH]},
        {**INCLUSION, "size1": 6},
        {**CONSISTENCY, "proof": GROWTH[::-1]},
        {**CONSISTENCY, "root1": ROOT, "root2": OLD},
        None,
        1,
        "proof",
        [],
        {},
    ],
)
def test_forgeries(value: object) -> None:
    assert reason(value) is not None


def test_a_leaf_given_twice_has_to_be_one_leaf() -> None:
    assert reason({**INCLUSION, "leaf_input": b64(DATA[4])}) is None
    assert reason({**INCLUSION, "leaf_input": b64(DATA[4]), "leafHash": b64(LEAVES[3])}) is not None


def test_the_data_of_a_leaf_are_base64_even_where_they_look_hexadecimal() -> None:
    data = base64.b64decode("ab" * 32)
    leaf = b64(leaf_hash(data))
    assert reason({"index": 0, "size": 1, "root": leaf, "leaf_input": "ab" * 32}) is None


@pytest.mark.parametrize(
    ("value", "says"),
    [
        ({**INCLUSION, "treeSize": 9.0}, "no whole number"),
        ({**INCLUSION, "treeSize": None}, "size is missing"),
        ({**INCLUSION, "root": 1}, "root is not text"),
        ({**INCLUSION, "root": "?"}, "root: not base64"),
        ({**INCLUSION, "proof": "x"}, "not a list"),
        ({**INCLUSION, "index": 4}, "says again"),
        ({}, "index is missing"),
        (read_values('{"a": 1, "a": 2}')[0], "stands twice"),
        (read_values('{"treeSize": 1e400, "leafIdx": ' + "1" * 26 + "}")[0], "26 digits"),
        (read_values('{"leafIdx": NaN}')[0], "NaN is no JSON number"),
    ],
)
def test_the_reason_is_the_fault(value: object, says: str) -> None:
    assert says in str(reason(value))


def test_files_of_one_of_many_and_of_lines() -> None:
    one = json.dumps(INCLUSION)
    assert [reason(value) for value in read_values(one)] == [None]
    assert [reason(value) for value in read_values(f"[{one},{one}]")] == [None, None]
    assert [reason(value) for value in read_values(f"{one}\n\n{one}\n")] == [None, None]
    assert [reason(value) for value in read_values(json.dumps(INCLUSION, indent=2))] == [None]


def test_one_bad_proof_leaves_its_neighbours() -> None:
    one = json.dumps(INCLUSION)
    bad = (
        one.replace('"leafIdx": 4', '"leafIdx": 4, "leafIdx": 5'),
        one.replace('"leafIdx": 4', '"leafIdx": NaN'),
        one.replace('"leafIdx": 4', '"leafIdx": ' + "4" * 6000),
        one.replace('"leafIdx": 4', '"leafIdx": 4e0'),
        one.replace('"proof": ["', '"proof": [{"a":1,"a":2},"'),
    )
    assert len(set(bad)) == 5
    found = [reason(value) for value in read_values(f"[{','.join([one, *bad, one])}]")]
    assert [each is None for each in found] == [True, *[False] * 5, True]


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, '{"a":' * 100_000, "\ud800", "a\nb"])
def test_what_is_no_json(text: str) -> None:
    with pytest.raises(ProofError):
        read_values(text)


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=50),
        lambda below: (
            st.lists(below, max_size=3)
            | st.dictionaries(st.sampled_from([*INCLUSION, *CONSISTENCY, "x"]), below, max_size=6)
        ),
    )
)
def test_any_value_is_answered(value: Any) -> None:
    checked = check_value(value)
    # The one proof that chance may find: equal sizes with equal roots.
    if checked.reason is None:
        assert (value["size1"], value["root1"]) == (value["size2"], value["root2"])
