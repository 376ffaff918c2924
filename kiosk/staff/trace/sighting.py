"""`kiosk trace sightings`: what booths saw of each sticker, merged, and how good the thresholds are."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.town import durable

if TYPE_CHECKING:
    from kiosk.settings import Settings
    from kiosk.trace.log.note import Signer
    from kiosk.trace.sightings.memory import Memory

Say = Callable[[dict[str, Any], str], None]


def run(settings: Settings, options: argparse.Namespace) -> int:
    """0 well, 1 a file was refused, 2 the memory or a key cannot be used, or the arguments make no sense."""
    from kiosk.trace.log.errors import NoteError
    from kiosk.trace.sightings.memory import SightingsError
    from kiosk.trace.sightings.open import booth_signer, open_memory, town_secret
    from kiosk.trace.trust.keys import KeyFileError

    def say(record: dict[str, Any], words: str) -> None:
        print(json.dumps(record, ensure_ascii=False) if options.json else words, flush=True)

    if options.simulate:
        return _simulate(settings, options, say)
    address = _address(options.serve) if options.serve else None
    if options.serve and address is None:
        say({"error": f"not an address: {options.serve}"}, f"write --serve HOST:PORT, not {options.serve!r}")
        return 2
    try:
        secret, signer = town_secret(settings), booth_signer(settings)
        with open_memory(settings) as memory:
            refused = [source for source in options.merge if not _merge(memory, secret, source, say)]
            if options.out is not None:
                # A stick that is pulled out holds the former file or the new one.
                with durable.whole(options.out, 0o600) as half:
                    half.write_bytes(_file(memory, secret, signer))
                say({"out": str(options.out)}, f"written: {options.out}")
            sold = [_sold(memory, code, say) for code in options.sold]
            if not (options.merge or sold or options.out or address):
                _tell(memory, signer, say)
            if address is not None:
                _serve(address, lambda: _file(memory, secret, signer), say)
    except (SightingsError, KeyFileError, NoteError, OSError) as error:
        say({"error": str(error)}, f"cannot be done: {error}")
        return 2
    return 1 if refused or not all(sold) else 0


def _merge(memory: Memory, secret: bytes, source: str, say: Say) -> bool:
    from kiosk.trace.sightings.exchange import ExchangeError, largest, read_file
    from kiosk.trace.sightings.link import LinkError, fetch

    most = largest(memory.limits.entries)
    try:
        if "://" in source:
            if source not in {booth.link for booth in memory.booths}:
                raise LinkError("it is the link of no booth on this booth's list of booths")
            raw = fetch(source, most)
        else:
            with Path(source).open("rb") as file:
                raw = file.read(most + 1)
        merged = memory.merge(read_file(raw, memory.booths, secret, memory.hour, memory.limits.entries))
    except (ExchangeError, LinkError, OSError) as error:
        say({"file": source, "refused": str(error)}, f"{source}: refused: {error}")
        return False
    words = f"{source}: {merged.booth}: {merged.taken} taken, {merged.known} known, {merged.forgotten} too old"
    say({"file": source, **asdict(merged)}, words)
    return True


def _sold(memory: Memory, code: str, say: Say) -> bool:
    from kiosk.trace.digital_link import ParseError, parse

    try:
        found = parse(code)
    except ParseError as error:
        say({"sold": code, "refused": str(error)}, f"not sold: {error}")
        return False
    if found.serial is None:
        say({"sold": code, "refused": "it names no single item"}, "not sold: the code names no single item")
        return False
    memory.sold(found.gtin14, found.serial)
    memory.flush()
    say({"sold": code, "gtin": found.gtin14, "serial": found.serial}, f"sold: {found.gtin14} {found.serial}")
    return True


def _tell(memory: Memory, signer: Signer, say: Say) -> None:
    counts = memory.counts()
    for name in sorted({booth.name for booth in memory.booths} | counts.keys()):
        count, booth = counts.get(name, 0), memory.booths.get(name)
        key = str(signer.key) if name == memory.own else booth.key if booth else None
        why = "" if booth else ", not on the list of booths: they do not count"
        words = f"{name}: {count} sightings, {f'key {key}' if key else 'no key'}{why}"
        say({"booth": name, "sightings": count, "key": key, "listed": booth is not None}, words)
    for hashed, found in memory.doubtful():
        doubts = [doubt.value for doubt in found.doubts]
        words = f"copied? {hashed.hex()}: {found.scans} scans in {found.places} places ({', '.join(doubts)})"
        say({"item": hashed.hex(), "scans": found.scans, "places": found.places, "doubts": doubts}, words)


def _file(memory: Memory, secret: bytes, signer: Signer) -> bytes:
    from kiosk.trace.sightings.exchange import write_file

    return write_file(memory.own_entries(), signer, secret, memory.hour)


def _address(text: str) -> tuple[str, int] | None:
    host, colon, port = text.rpartition(":")
    if not colon or not host or not port.isdecimal() or len(port) > 5 or int(port) > 65535:
        return None
    return host, int(port)


def _serve(address: tuple[str, int], file: Callable[[], bytes], say: Say) -> None:
    from kiosk.trace.sightings.link import PATH, offer

    server = offer(*address, file)
    host, port = str(server.server_address[0]), server.server_address[1]
    try:
        say({"serving": f"http://{host}:{port}{PATH}"}, f"http://{host}:{port}{PATH} until Ctrl-C")
        server.serve_forever()
    except KeyboardInterrupt:
        pass
    finally:
        server.server_close()


def _simulate(settings: Settings, options: argparse.Namespace, say: Say) -> int:
    from kiosk.trace.sightings.limits import Limits
    from kiosk.trace.sightings.simulate import COPIES, Habits, simulate

    for name, least, most in (
        ("seeds", 1, 1000),
        ("items", 1, 1_000_000),
        ("shown", 0.001, 100),
        ("elsewhere", 0, 1),
    ):
        if not least <= getattr(options, name) <= most:
            say({"error": f"{name} is {least} to {most}"}, f"--{name} is {least} to {most}")
            return 2
    habits = Habits(shown=options.shown, elsewhere=options.elsewhere)
    if not options.json:
        print("seed  cities  scans  false alarms   caught at " + "".join(f"{copies:>8}" for copies in COPIES))
    for seed in range(1, options.seeds + 1):
        for outcome in simulate(seed, options.items, Limits.of(settings.copies), habits):
            caught = "".join(f"{outcome.caught[copies]:8.1%}" for copies in COPIES)
            words = f"{seed:4}  {outcome.places:6}  {outcome.scans:5}  {outcome.false_alarms:12.2%}{'':13}{caught}"
            say({"seed": seed, **asdict(outcome)}, words)
    return 0
