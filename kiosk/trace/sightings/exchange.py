"""The file in which one booth tells what it saw, signed with its key; others merge it.

    globaltown.example/sightings/v1
    <booth>
    <id of the town's key>
    <hour of writing>
    <number of sightings>
    <SHA-256 of what follows the signature, hexadecimal>

    — <booth> <signature>          a C2SP signed note up to here

    <hour> <hash, 32 hexadecimal digits> <s: sold, -: seen>      in ascending order, one spelling

Hours are counted from 1970 UTC. A file is one booth's own word: whoever would accuse a genuine sticker needs the
key of a listed booth, and can then speak for that booth only, from the place at which the list says it stands.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from kiosk.trace.sightings.booths import Booths
from kiosk.trace.sightings.doubts import SOLD

if TYPE_CHECKING:
    from kiosk.trace.log.note import Signer

ORIGIN = "globaltown.example/sightings/v1"
HASH = 16  # bytes; two of a billion serials share one with a probability of 1 in 10^21
LINE = 42  # bytes at most: seven digits, a hash, a letter
LARGEST = 64 * 1024 * 1024  # bytes of any file, whatever the settings allow
HEADER = 16 * 1024  # bytes of a note: five lines and a signature
AHEAD = 2  # hours by which clocks may differ

_LINE = re.compile(rb"([1-9][0-9]{0,6}) ([0-9a-f]{32}) ([s-])\n")

Entry = tuple[int, bytes, int]  # hour, hash, flags


class ExchangeError(ValueError):
    """A file that is not merged; str() says why, for staff."""


@dataclass(frozen=True, slots=True)
class Received:
    """What a booth told, its signature checked."""

    booth: str
    written: int  # hour
    entries: tuple[Entry, ...]


def item_hash(secret: bytes, gtin: str, serial: str) -> bytes:
    """HMAC-SHA-256 of an item under the town's key, cut to 16 bytes: without the key it tells nobody anything."""
    return hmac.digest(secret, f"{gtin}\0{serial}".encode(), "sha256")[:HASH]


def key_id(secret: bytes) -> str:
    """Which town's key it is, without giving it away."""
    return hmac.digest(secret, b"which key is this", "sha256")[:8].hex()


def largest(limit: int) -> int:
    """Bytes of a file with that many sightings."""
    return min(LARGEST, HEADER + LINE * limit)


def write_file(entries: Iterable[Entry], signer: Signer, secret: bytes, hour: int) -> bytes:
    """One booth's sightings as others merge them. signer.name is the booth's."""
    from kiosk.trace.log.note import write_note

    ordered = sorted(entries)
    lines = [f"{at} {hashed.hex()} {'s' if flags & SOLD else '-'}\n" for at, hashed, flags in ordered]
    body = "".join(lines).encode()
    header = [ORIGIN, signer.name, key_id(secret), str(hour), str(len(ordered)), sha256(body).hexdigest()]
    text = "".join(f"{line}\n" for line in header)
    return write_note(text, [signer.sign(text)]).encode() + b"\n" + body


def read_file(raw: bytes, booths: Booths, secret: bytes, now: int, limit: int) -> Received:
    """What a file says, once everything about it is right. Raises ExchangeError; nothing is half taken.

    now: this booth's hour. limit: sightings that a booth may tell of.
    """
    if len(raw) > largest(limit):
        raise ExchangeError(f"the file has {len(raw)} bytes, more than {largest(limit)}")
    head, blank, rest = raw.partition(b"\n\n")
    signatures, second, body = rest.partition(b"\n\n")
    if not blank or not second or len(head) + len(signatures) > HEADER:
        raise ExchangeError("this is not a file of sightings: no signed heading")
    lines = _heading(head + b"\n\n" + signatures + b"\n", booths)
    booth, town, written, count, digest = lines
    if town != key_id(secret):
        raise ExchangeError("it is of another town: its key for serials is not ours (state/keys/sightings.json)")
    if sha256(body).hexdigest() != digest:
        raise ExchangeError("the sightings are not those that were signed")
    hour = _number(written, "hour of writing")
    if hour > now + AHEAD:
        raise ExchangeError(f"{booth} wrote it in the future: one of the two clocks is wrong")
    entries = _entries(body, hour)
    if str(len(entries)) != count or len(entries) > limit:
        raise ExchangeError(f"it holds {len(entries)} sightings, says {count}, and {limit} are allowed")
    return Received(booth, hour, entries)


def _heading(note: bytes, booths: Booths) -> list[str]:
    """The five lines after the first, signed by the booth that the second names."""
    from kiosk.trace.log.errors import NoteError
    from kiosk.trace.log.note import read_note, read_vkey, verified

    try:
        read = read_note(note.decode())
        lines = read.text[:-1].split("\n")
        if len(lines) != 6 or lines[0] != ORIGIN:
            raise ExchangeError("this is not a file of sightings, or of a later version")
        booth = booths.get(lines[1])
        if booth is None or booth.key is None:
            raise ExchangeError(f"no booth {lines[1][:80]!r} with a key is on this booth's list of booths")
        signed = verified(read, [read_vkey(booth.key)])
    except (UnicodeDecodeError, NoteError) as error:
        raise ExchangeError(f"its heading is wrong: {error}") from None
    if not signed:
        raise ExchangeError(f"it is not signed with the key of {booth.name}")
    return lines[1:]


def _entries(body: bytes, written: int) -> tuple[Entry, ...]:
    entries: list[Entry] = []
    end = 0
    before = (0, b"")
    for line in _LINE.finditer(body):
        if line.start() != end:
            break
        end = line.end()
        here = (int(line[1]), bytes.fromhex(line[2].decode()))
        if here <= before:
            raise ExchangeError(f"line {len(entries) + 1} of the sightings is not in ascending order")
        if here[0] > written:
            raise ExchangeError(f"line {len(entries) + 1} of the sightings is later than the file")
        before = here
        entries.append((*here, SOLD if line[3] == b"s" else 0))
    if end != len(body):
        raise ExchangeError(f"line {len(entries) + 1} of the sightings is not an hour, a hash and a letter")
    return tuple(entries)


def _number(text: str, name: str) -> int:
    if not re.fullmatch(r"[1-9][0-9]{0,6}", text):
        raise ExchangeError(f"the {name} is not a number of hours")
    return int(text)
