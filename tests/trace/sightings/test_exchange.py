"""The file that a booth signs: merged whole or refused with a reason, whatever it says."""

from __future__ import annotations

from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from kiosk.trace.log.note import ED25519, Signer, write_note
from kiosk.trace.sightings.booths import Booth, Booths
from kiosk.trace.sightings.exchange import (
    HASH,
    ORIGIN,
    Entry,
    ExchangeError,
    Received,
    item_hash,
    key_id,
    read_file,
    write_file,
)


def make_signer(name: str, seed: int) -> Signer:
    return Signer(name, ED25519, Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32))


NOW = 498_000
SECRET = bytes(range(32))
SIGNER = make_signer("booth-2", 2)
BOOTHS = Booths([Booth(name, None, str(make_signer(name, n).key)) for n, name in ((1, "booth-1"), (2, "booth-2"))])
ENTRIES: tuple[Entry, ...] = ((497_000, b"a" * 16, 0), (497_000, b"b" * 16, 1), (497_999, b"a" * 16, 0))


def file(entries: tuple[Entry, ...] = ENTRIES, *, signer: Signer = SIGNER, hour: int = NOW) -> bytes:
    return write_file(entries, signer, SECRET, hour)


def read(raw: bytes, *, booths: Booths = BOOTHS, secret: bytes = SECRET, limit: int = 100) -> Received:
    return read_file(raw, booths, secret, NOW, limit)


def signed(body: bytes, *, count: int | str, hour: str = str(NOW), first: str = ORIGIN, digest: str = "") -> bytes:
    """A file whose signature is right, and which says what it wants."""
    digest = digest or sha256(body).hexdigest()
    text = "".join(f"{line}\n" for line in (first, "booth-2", key_id(SECRET), hour, str(count), digest))
    return write_note(text, [SIGNER.sign(text)]).encode() + b"\n" + body


def line(hour: int | str = NOW, hashed: str = "ab" * 16, flag: str = "-") -> bytes:
    return f"{hour} {hashed} {flag}\n".encode()


def test_what_was_written_is_read() -> None:
    assert read(file()) == Received("booth-2", NOW, ENTRIES)
    assert read(file(())) == Received("booth-2", NOW, ())
    assert file(tuple(reversed(ENTRIES))) == file()  # one spelling


@given(
    st.dictionaries(st.tuples(st.integers(1, NOW), st.binary(min_size=16, max_size=16)), st.sampled_from([0, 1]))
)
def test_a_round_trip_loses_nothing(found: dict[tuple[int, bytes], int]) -> None:
    entries = tuple(sorted((hour, hashed, flags) for (hour, hashed), flags in found.items()))
    assert read(file(entries), limit=1000).entries == entries


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "no signed heading"),
        (b"\n\n\n\n", "heading is wrong"),
        (b"\xff\xfe" * 50, "no signed heading"),
        (file()[:-1], "not those that were signed"),
        (file() + line(), "not those that were signed"),
        (file().replace(b" s\n", b" -\n"), "not those that were signed"),
        (file().replace(b"booth-2\n", b"booth-1\n", 1), "not signed with the key of booth-1"),
        (file().replace(b"498000\n", b"497999\n", 1), "signature of booth-2 is wrong"),
        (file(signer=make_signer("booth-2", 9)), "not signed with the key of booth-2"),
        (file(signer=make_signer("booth-9", 9)), "no booth 'booth-9' with a key"),
        (signed(line(), count=2), "holds 1 sightings, says 2"),
        (signed(line(), count="01"), "holds 1 sightings, says 01"),
        (signed(line(NOW + 1), count=1), "later than the file"),
        (signed(b"", count=0, hour=str(NOW + 3)), "in the future"),
        (signed(b"", count=0, hour="0"), "hour of writing is not"),
        (signed(b"", count=0, hour="-5"), "hour of writing is not"),
        (signed(b"", count=0, first="globaltown.example/sightings/v2"), "or of a later version"),
        (signed(line() + line(), count=2), "line 2 of the sightings is not in ascending order"),
        (signed(line(NOW) + line(NOW - 1), count=2), "line 2 of the sightings is not in ascending order"),
        (signed(line("0498000"), count=1), "line 1 of the sightings is not an hour"),
        (signed(line("99999999"), count=1), "line 1 of the sightings is not an hour"),
        (signed(line(hashed="AB" * 16), count=1), "line 1 of the sightings is not an hour"),
        (signed(line(hashed="ab" * 15), count=1), "line 1 of the sightings is not an hour"),
        (signed(line(flag="x"), count=1), "line 1 of the sightings is not an hour"),
        (signed(line() + b"rest", count=1), "line 2 of the sightings is not an hour"),
        (signed(b"".join(line(n) for n in range(1, 102)), count=101), "100 are allowed"),
        (signed(b"x" * 50_000, count=1), "more than"),
        (b"a" * 20_000 + b"\n\nb\n\n", "no signed heading"),
    ],
)
def test_anything_else_is_refused_with_its_reason(raw: bytes, why: str) -> None:
    with pytest.raises(ExchangeError, match=why):
        read(raw)


def test_a_booth_taken_off_the_list_or_without_a_key_is_not_believed() -> None:
    for booths in (Booths([Booth("booth-1")]), Booths([Booth("booth-2", (1.0, 2.0))])):
        with pytest.raises(ExchangeError, match="no booth 'booth-2' with a key"):
            read(file(), booths=booths)


def test_another_towns_file_is_refused() -> None:
    with pytest.raises(ExchangeError, match="of another town"):
        read(file(), secret=bytes(32))


@given(st.binary(max_size=300), st.integers(0, 600), st.integers(0, 40))
def test_no_change_of_a_signed_file_is_taken(junk: bytes, at: int, cut: int) -> None:
    raw = file()
    changed = raw[:at] + junk + raw[at + cut :]
    if changed != raw:
        with pytest.raises(ExchangeError):
            read(changed, limit=10_000)


@given(st.binary(max_size=600))
def test_nothing_at_all_makes_it_crash(raw: bytes) -> None:
    with pytest.raises(ExchangeError):
        read(raw)


def test_a_hash_tells_nothing_without_the_towns_key() -> None:
    one = item_hash(SECRET, "09520123456788", "A1")
    assert len(one) == HASH
    assert one == item_hash(SECRET, "09520123456788", "A1") != item_hash(bytes(32), "09520123456788", "A1")
    assert item_hash(SECRET, "0952012345678", "8A1") != one  # where the one ends and the other begins is part of it
    assert key_id(SECRET) != key_id(bytes(32))
    assert SECRET.hex() not in key_id(SECRET)
