from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.trace.log.errors import NoteError
from kiosk.trace.log.note import (
    COSIGNATURE,
    MAX_BYTES,
    Note,
    Signature,
    Signer,
    read_note,
    read_vkey,
    verified,
    write_note,
)
from kiosk.trace.trust.keys import Key
from tests.trace.log.conftest import LOG, ONE, private_key, signer

# The examples of golang.org/x/mod/sumdb/note, and of C2SP signed-note.
PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PETER_NOTE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
PETER_SEED = base64.b64decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")[1:]
ENOCH = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
ENOCH_LINE = (
    "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n"
)
EXAMPLE = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
EXAMPLE_NOTE = (
    "This is an example message.\n\n"
    "— example.com/foo "
    "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)
TEXT = "Drink milk.\n"
NOTE = write_note(TEXT, [LOG.sign(TEXT)])


def names(text: str, *vkeys: str) -> list[str]:
    return [found.key.name for found in verified(read_note(text), map(read_vkey, vkeys))]


@pytest.mark.parametrize(("vkey", "note"), [(PETER, PETER_NOTE), (EXAMPLE, EXAMPLE_NOTE)])
def test_published_notes(vkey: str, note: str) -> None:
    assert str(read_vkey(vkey)) == vkey
    assert str(read_note(note)) == note
    assert names(note, vkey) == [vkey.partition("+")[0]]
    assert names(note, str(LOG.key)) == []


def test_two_signatures_on_one_note() -> None:
    both = PETER_NOTE + ENOCH_LINE
    assert names(both, PETER, ENOCH) == ["PeterNeumann", "EnochRoot"]
    assert names(both, ENOCH) == ["EnochRoot"]


def test_we_sign_byte_for_byte_what_go_signs() -> None:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    peter = Signer("PeterNeumann", 1, Ed25519PrivateKey.from_private_bytes(PETER_SEED))
    assert str(peter.key) == PETER
    text = read_note(PETER_NOTE).text
    assert write_note(text, [peter.sign(text)]) == PETER_NOTE


def test_no_part_of_a_verifier_key_and_no_neighbour_of_it_is_one() -> None:
    for start in range(len(PETER)):
        for end in range(start, len(PETER) + 1):
            if (start, end) != (0, len(PETER)):
                with pytest.raises(NoteError):
                    read_vkey(PETER[start:end])
    for at, char in enumerate(PETER):
        with pytest.raises(NoteError):
            read_vkey(PETER[:at] + chr(ord(char) + 1) + PETER[at + 1 :])


@pytest.mark.parametrize(
    "text",
    [
        PETER.replace("c74f20a3", "C74F20A3"),
        PETER + " ",
        " " + PETER,
        "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        "a" * 2000,
        "",
    ],
)
def test_other_spellings_of_a_verifier_key(text: str) -> None:
    with pytest.raises(NoteError):
        read_vkey(text)


def test_a_key_of_low_order_is_refused() -> None:
    from hashlib import sha256

    weak = b"\1" + bytes(31)
    key_id = sha256(b"weak\n\1" + weak).hexdigest()[:8]
    with pytest.raises(NoteError, match="low order"):
        read_vkey(f"weak+{key_id}+{base64.b64encode(bytes([1]) + weak).decode()}")


def test_a_wrong_signature_of_a_known_key_refuses_the_note() -> None:
    both = PETER_NOTE + ENOCH_LINE
    line = ENOCH_LINE.split(" ")[2].strip()
    raw = bytearray(base64.b64decode(line))
    raw[-1] ^= 1
    broken = both.replace(line, base64.b64encode(raw).decode())
    with pytest.raises(NoteError, match="EnochRoot is wrong"):
        names(broken, PETER, ENOCH)
    assert names(broken, PETER) == ["PeterNeumann"]


def test_a_key_that_shares_only_name_or_only_id_is_another() -> None:
    raw = LOG.key.key_id + bytes(64)
    same_id = Signature("other.example", raw[:4], raw[4:])
    same_name = Signature(LOG.name, b"\0\0\0\0", raw[4:])
    note = write_note(TEXT, [same_id, same_name, LOG.sign(TEXT), same_id])
    assert names(note, str(LOG.key)) == [LOG.name]


def test_a_known_key_signs_once() -> None:
    with pytest.raises(NoteError, match="two signatures"):
        names(write_note(TEXT, [LOG.sign(TEXT), LOG.sign(TEXT)]), str(LOG.key))


def test_a_cosignature_is_over_its_time() -> None:
    line = ONE.sign(TEXT, 1_790_000_000)
    note = write_note(TEXT, [line])
    (found,) = verified(read_note(note), [ONE.key])
    assert found.time == 1_790_000_000
    other = Signature(line.name, line.key_id, (1_790_000_001).to_bytes(8, "big") + line.signed[8:])
    with pytest.raises(NoteError, match="is wrong"):
        verified(Note(TEXT, (other,)), [ONE.key])
    late = Signature(line.name, line.key_id, b"\xff" * 8 + line.signed[8:])
    with pytest.raises(NoteError, match="beyond"):
        verified(Note(TEXT, (late,)), [ONE.key])
    with pytest.raises(NoteError, match="72 bytes"):
        verified(Note(TEXT, (Signature(line.name, line.key_id, line.signed[8:]),)), [ONE.key])
    # The same key as a log's has another id: its note is not a cosignature, nor the other way round.
    assert names(note, str(Signer(ONE.name, 1, ONE.private_key).key)) == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        TEXT,
        TEXT + "\n",
        NOTE[:-1],
        NOTE.replace("\n\n", "\n"),
        NOTE.replace("— ", "- "),
        NOTE.replace("— ", "—"),
        NOTE.replace("— ", "—  "),
        NOTE.replace("Drink", "Dr\tink"),
        NOTE.replace("Drink", "Dr\rink"),
        NOTE.replace("\n", "\r\n"),
        NOTE.replace("Drink", "Dr\0ink"),
        NOTE.replace("Drink", "Dr\ud800ink"),
        NOTE + "\n",
        NOTE + "— a+b AAAAAAAA\n",
        NOTE + "— b c AAAAAAAA\n",
        NOTE + "— b AAAA\n",
        NOTE + "— b AAAAAA\n",
        NOTE + "— b AAAAAAB=\n",
        NOTE + "— b AAAAAAA-\n",
        NOTE + "— b\u2003c AAAAAAAA\n",
        NOTE + "—  AAAAAAAA\n",
        NOTE + "— b \n",
        NOTE + "— b AAAAAAAA\n" * 100,
        "x" * MAX_BYTES + NOTE,
    ],
)
def test_what_is_no_note(text: str) -> None:
    with pytest.raises(NoteError):
        read_note(text)


def test_a_text_may_hold_empty_lines_and_any_script() -> None:
    text = "牛奶\n\n\u2014 not a signature\n\n"
    assert names(write_note(text, [LOG.sign(text)]), str(LOG.key)) == [LOG.name]


@pytest.mark.parametrize("text", ["", "no newline", "\n", "tab\t\n"])
def test_what_cannot_be_signed(text: str) -> None:
    with pytest.raises(NoteError):
        LOG.sign(text)
    with pytest.raises(NoteError):
        write_note(text, [LOG.sign(TEXT)])


def test_a_time_belongs_to_cosignatures_alone() -> None:
    for who, time in ((LOG, 1), (ONE, None), (ONE, 0), (ONE, 2**63)):
        with pytest.raises(NoteError):
            who.sign(TEXT, time)
    with pytest.raises(NoteError):
        write_note(TEXT, [])
    with pytest.raises(NoteError):
        signer("a name").sign(TEXT)


def test_key_files_sign_as_what_they_were_made_for() -> None:
    assert str(Signer.of(Key("log", LOG.name, LOG.private_key)).key) == str(LOG.key)
    assert Signer.of(Key("witness", "w", private_key("w"))).kind == COSIGNATURE
    with pytest.raises(NoteError, match="root"):
        Signer.of(Key("root", "r", private_key("r")))


@given(st.text(max_size=400))
def test_any_text_is_a_note_in_one_spelling_or_none(text: str) -> None:
    for tried in (text, NOTE + text, TEXT + "\n— " + text, text + NOTE):
        try:
            note = read_note(tried)
        except NoteError:
            continue
        assert str(note) == tried
