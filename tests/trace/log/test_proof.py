from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.town.model import Lot
from kiosk.trace.log.checkpoint import Checkpoint, cosigned, sign_checkpoint
from kiosk.trace.log.document import document
from kiosk.trace.log.errors import LogError
from kiosk.trace.log.evidence import evidence
from kiosk.trace.log.keys import LogKeys
from kiosk.trace.log.merkle import leaf_hash
from kiosk.trace.log.proof import read_proof, verify_proof, write_proof
from kiosk.trace.model import Inclusion
from tests.trace.conftest import GTIN, journey
from tests.trace.log import oracle
from tests.trace.log.conftest import KEYS, LOG, ONE, ORIGIN, TWO

DOCUMENTS = [b"document %d" % number for number in range(11)]
LEAVES = [leaf_hash(each) for each in DOCUMENTS]
CHECKPOINT = cosigned(
    cosigned(sign_checkpoint(Checkpoint(ORIGIN, len(LEAVES), oracle.root(LEAVES)), LOG), ONE, 100), TWO, 200
)
INDEX = 6
PATH = oracle.inclusion(INDEX, LEAVES)
TEXT = write_proof(INDEX, PATH, CHECKPOINT)
DOCUMENT = DOCUMENTS[INDEX]


def test_what_is_written_is_read_and_holds() -> None:
    assert TEXT.startswith(f"c2sp.org/tlog-proof@v1\nindex 6\n{base64.b64encode(PATH[0]).decode()}\n")
    assert str(read_proof(TEXT)) == TEXT
    found = verify_proof(DOCUMENT, TEXT, KEYS)
    assert (found.index, found.opened.text) == (INDEX, CHECKPOINT)


def test_a_proof_of_the_only_leaf_has_no_hashes() -> None:
    note = sign_checkpoint(Checkpoint(ORIGIN, 1, LEAVES[0]), LOG)
    text = write_proof(0, [], note)
    assert text == f"c2sp.org/tlog-proof@v1\nindex 0\n\n{note}"
    verify_proof(DOCUMENTS[0], text, LogKeys(ORIGIN, KEYS.log))


def test_extra_data_are_carried_and_prove_nothing() -> None:
    text = write_proof(INDEX, PATH, CHECKPOINT, b"anything")
    assert read_proof(text).extra == b"anything"
    assert str(read_proof(text)) == text
    verify_proof(DOCUMENT, text, KEYS)
    for extra in (b"", bytes(64 * 1024 + 1)):
        with pytest.raises(LogError):
            write_proof(INDEX, PATH, CHECKPOINT, extra)


def test_no_character_of_a_proof_can_change() -> None:
    """All of its signatures are of keys that we know, so there is nothing in it that we ignore."""
    for at, char in enumerate(TEXT):
        for other in {chr(ord(char) ^ 1), "A", "=", "\n", " ", ""} - {char}:
            changed = TEXT[:at] + other + TEXT[at + 1 :]
            state = evidence(DOCUMENT, changed, KEYS).state
            assert state is Inclusion.ALTERED, (at, char, other)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "c2sp.org/tlog-proof@v1",
        TEXT.replace("@v1", "@v2"),
        TEXT.replace("index 6", "index 06"),
        TEXT.replace("index 6", "index -6"),
        TEXT.replace("index 6", "index  6"),
        TEXT.replace("index 6", "Index 6"),
        TEXT.replace("index 6", "index 6\nindex 6"),
        TEXT.replace("index 6", "index 9223372036854775808"),
        TEXT.replace("index 6", "extra \nindex 6"),
        TEXT.replace("index 6", "extra AA==\nextra AA==\nindex 6"),
        TEXT.replace("index 6\n", "index 6\nAAAA\n"),
        TEXT.replace("index 6\n", "index 6\n" + "A" * 43 + "=\n"),
        TEXT.replace("index 6\n", "index 6\n" + ("A" * 43 + "=\n") * 64),
        TEXT.replace("\n\n", "\n\n\n", 1),
        TEXT.replace("\n", "\r\n"),
        "\ufeff" + TEXT,
        TEXT + "x" * 500_000,
    ],
)
def test_what_is_no_proof(text: str) -> None:
    found = evidence(DOCUMENT, text, KEYS)
    assert found.state is Inclusion.ALTERED
    assert found.staff
    assert found.checkpoint == ""


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "empty line"),
        (TEXT.replace("@v1", "@v2"), "does not begin with"),
        ("c2sp.org/tlog-proof@v1\n\n" + CHECKPOINT, "does not say its index"),
        (TEXT.replace("index 6\n", "index 6\n" + ("A" * 43 + "=\n") * 62), "66 hashes, more than any tree"),
        (TEXT.replace("index 6\n", "index 6\nAAAA\n"), "not 32 bytes"),
        (TEXT.replace("index 6", "index 06"), "decimal number"),
        (TEXT.replace("index 6\n", "index 6\n" + "A" * 43 + "=\n"), "more than leaf 6 of 11 needs"),
        (TEXT + "x" * 500_000, "too many"),
    ],
)
def test_the_reason_is_the_fault(text: str, says: str) -> None:
    assert says in evidence(DOCUMENT, text, KEYS).staff


def test_a_proof_for_another_document_or_place() -> None:
    assert evidence(DOCUMENT + b" ", TEXT, KEYS).state is Inclusion.ALTERED
    assert evidence(b"", TEXT, KEYS).state is Inclusion.ALTERED
    for index in range(len(LEAVES)):
        proof = str(write_proof(index, oracle.inclusion(index, LEAVES), CHECKPOINT))
        expected = Inclusion.INCLUDED if index == INDEX else Inclusion.ALTERED
        assert evidence(DOCUMENT, proof, KEYS).state is expected


def test_evidence_for_a_passport() -> None:
    found = evidence(DOCUMENT, TEXT, KEYS)
    assert found.state is Inclusion.INCLUDED
    assert (found.origin, found.tree_size, found.leaf_index) == (ORIGIN, 11, 6)
    assert found.root_hash == base64.b64encode(oracle.root(LEAVES)).decode()
    assert found.checkpoint == CHECKPOINT
    assert found.witnesses == (ONE.name, TWO.name)


def test_a_pack_without_proof_and_a_town_without_log() -> None:
    assert evidence(DOCUMENT, None, KEYS).state is Inclusion.MISSING
    assert evidence(DOCUMENT, TEXT, None).state is Inclusion.MISSING


def test_keys_that_cannot_be_used_prove_nothing() -> None:
    for keys in (LogKeys(ORIGIN, "nonsense"), LogKeys(ORIGIN, KEYS.log, KEYS.witnesses, 5), LogKeys("", KEYS.log)):
        assert evidence(DOCUMENT, TEXT, keys).state is Inclusion.ALTERED


def test_a_lots_document_in_the_log() -> None:
    lot = Lot.model_validate(
        {
            "lot": "A1",
            "produced": "2026-09-01",
            "expires": "2027-09-01",
            "legs": [leg.model_dump() for leg in journey()],
        }
    )
    leaf = document(GTIN, lot)
    note = sign_checkpoint(Checkpoint(ORIGIN, 1, leaf_hash(leaf)), LOG)
    keys, proof = LogKeys(ORIGIN, KEYS.log), write_proof(0, [], note)
    assert evidence(leaf, proof, keys).state is Inclusion.INCLUDED
    again = Lot.model_validate_json(lot.model_dump_json())
    assert evidence(document(GTIN, again), proof, keys).state is Inclusion.INCLUDED
    recalled = lot.model_copy(update={"recalled": True})
    assert evidence(document(GTIN, recalled), proof, keys).state is Inclusion.ALTERED
    assert evidence(document("09520123456795", lot), proof, keys).state is Inclusion.ALTERED


@given(st.text(max_size=300), st.binary(max_size=50))
def test_any_text_is_answered(text: str, data: bytes) -> None:
    for tried in (text, "c2sp.org/tlog-proof@v1\n" + text, TEXT[:100] + text, TEXT + text):
        if tried != TEXT:
            assert evidence(data, tried, KEYS).state is Inclusion.ALTERED
