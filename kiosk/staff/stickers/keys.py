"""`kiosk stickers keys`: make, list, rotate and revoke the keys of issuers; make the root's, a log's, a witness's.

Public facts are kept in the ring, from which the next pack's manifest takes them; private keys never leave their
files.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kiosk.settings import Settings
    from kiosk.town.model import Issuer
    from kiosk.trace.trust.ring import Ring


class KeysRefusedError(Exception):
    """What cannot be done with the keys, and why, for staff."""


def run(settings: Settings, options: argparse.Namespace) -> int:
    from kiosk.town.fault import TownFaults
    from kiosk.town.pack import PackError
    from kiosk.trace.trust.keys import KeyFileError
    from kiosk.trace.trust.ring import RingError

    doing: dict[str, Callable[[Settings, argparse.Namespace], list[dict[str, Any]]]] = {
        "new": _new,
        "list": _list,
        "rotate": _rotate,
        "revoke": _revoke,
    }
    try:
        said = doing[options.keys_command](settings, options)
    except (KeysRefusedError, RingError, ValueError) as error:
        return _refused(str(error), options, 1)
    except (KeyFileError, PackError, TownFaults, OSError) as error:
        return _refused(str(error), options, 2)
    for one in said:
        print(json.dumps(one, ensure_ascii=False) if options.json else _plain(one))
    if options.keys_command != "list" and not options.json and any(one["use"] == "issuer" for one in said):
        print("Booths learn of it with the next pack: kiosk build")
    return 0


def _refused(why: str, options: argparse.Namespace, status: int) -> int:
    print(json.dumps({"error": why}, ensure_ascii=False) if options.json else why, file=sys.stderr)
    return status


def _new(settings: Settings, options: argparse.Namespace) -> list[dict[str, Any]]:
    from kiosk.staff.issuers import key_folder
    from kiosk.trace.trust.keys import make_key

    if options.use != "issuer":
        name = options.id or options.use
        file = options.file or key_folder() / f"{options.use}.json"
        key = make_key(file, options.use, name, state=settings.state_folder)
        return [{"use": options.use, "name": name, "public_key": key.public_hex, "file": str(file.absolute())}]

    from kiosk.town.model import Text

    ring, write = _ring(settings)
    first = ring.issuers[0]
    name = Text(en=options.name[0], zh=options.name[1]) if options.name else first.name
    facts = {
        "name": name,
        "gtins": tuple(options.gtins),
        "valid_from": _day(options.valid_from),
        "valid_until": _day(options.valid_until),
    }
    made = _made(settings, ring, options.id, options.file, facts)
    write(made)
    return [_about(made, made.issuers[-1])]


def _list(settings: Settings, options: argparse.Namespace) -> list[dict[str, Any]]:
    ring, _ = _ring(settings, change=False)
    said = [_about(ring, issuer) for issuer in ring.issuers]
    root = settings.trust.root or _own_root(settings)
    if root:
        said.append({"use": "root", "name": "the settings'" if settings.trust.root else "own", "public_key": root})
    return said


def _rotate(settings: Settings, options: argparse.Namespace) -> list[dict[str, Any]]:
    """The new key is good from today, the old one until the overlap ends: for production on those days."""
    if not 0 <= options.overlap_days <= 3660:
        raise KeysRefusedError(f"--overlap-days is 0 to 3660, not {options.overlap_days}")
    ring, write = _ring(settings)
    old = ring.issuer(options.id)
    today = _today()
    last = today + timedelta(days=options.overlap_days)
    if old.revoked_since is not None:
        raise KeysRefusedError(f"issuer {old.key_id} is revoked: make another with kiosk stickers keys new")
    if old.valid_until is not None and old.valid_until < today:
        raise KeysRefusedError(f"issuer {old.key_id} ended on {old.valid_until}: make another with keys new")
    facts = {"name": old.name, "gtins": old.gtins, "valid_from": today, "valid_until": None}
    made = _made(settings, ring, None, options.file, facts)
    ends = min(last, old.valid_until) if old.valid_until else last
    made = made.changed(old.model_copy(update={"valid_until": ends}))
    write(made)
    return [_about(made, made.issuer(old.key_id)), _about(made, made.issuers[-1])]


def _revoke(settings: Settings, options: argparse.Namespace) -> list[dict[str, Any]]:
    ring, write = _ring(settings)
    issuer = ring.issuer(options.id)
    # Who stole the key can sign serials of any lot, so that is the day unless staff know better.
    since = _day(options.since) or issuer.valid_from or date(2000, 1, 1)
    if issuer.revoked_since is not None and since > issuer.revoked_since:
        raise KeysRefusedError(f"issuer {issuer.key_id} is revoked since {issuer.revoked_since}: that stays")
    made = ring.changed(issuer.model_copy(update={"revoked_since": since}))
    write(made)
    return [_about(made, made.issuer(issuer.key_id))]


# --- the ring -----------------------------------------------------------------------------------------------


def _ring(settings: Settings, *, change: bool = True) -> tuple[Ring, Callable[[Ring], None]]:
    """The ring, with the state folder's own issuer in it, and how to write another in its place.

    What was changed meanwhile is not written over: then writing raises RingError. On a booth that only adopts packs
    the ring is the pack's; to change it there raises KeysRefusedError.
    """
    from contextlib import closing

    from kiosk.staff.adopt import can_sign
    from kiosk.staff.content import pack_path, prepare
    from kiosk.staff.issuers import ring, ring_file
    from kiosk.town.pack import open_pack
    from kiosk.trace.trust.ring import Ring, RingError, read_ring, ring_to_write

    prepare(settings)
    with closing(open_pack(pack_path(settings))) as pack:
        info, listed = pack.info(), pack.issuers()
    path = ring_file(settings)
    before = read_ring(path)

    def write(made: Ring) -> None:
        with ring_to_write(path) as holder:
            if holder[0] != before:
                raise RingError(f"{path} was changed by somebody else meanwhile; try again")
            holder[0] = made

    if can_sign(settings):
        return ring(settings, info), write
    if change:
        raise KeysRefusedError("this booth adopts packs of a root that is elsewhere: change the issuers there")
    return Ring(listed), write


def _made(settings: Settings, ring: Ring, key_id: str | None, file: Path | None, facts: dict[str, Any]) -> Ring:
    """The ring with a new key's issuer. The key's file is made last of all checks, and stays if writing fails."""
    from kiosk.staff.issuers import key_folder
    from kiosk.town.model import Issuer
    from kiosk.trace.signature import check_key_id
    from kiosk.trace.trust.keys import make_key

    letter = key_id or ring.free_id()
    check_key_id(letter)
    if any(issuer.key_id == letter for issuer in ring.issuers):
        raise KeysRefusedError(f"key id {letter} is given already, and a key id is never given twice")
    for beginning in facts["gtins"]:
        if not (beginning.isascii() and beginning.isdecimal() and len(beginning) <= 14):
            raise KeysRefusedError(f"{beginning!r} is not the beginning of a 14-digit GTIN")
    start, end = facts["valid_from"], facts["valid_until"]
    if start and end and end < start:
        raise KeysRefusedError(f"it ends on {end}, before it begins")
    file = file or key_folder() / f"issuer-{letter}.json"
    key = make_key(file, "issuer", letter, state=settings.state_folder)
    return ring.added(Issuer(key_id=letter, public_key=key.public_hex, **facts), file)


def _own_root(settings: Settings) -> str:
    """The public key of the root that the state folder has made for itself; "" where it has none."""
    from kiosk.trace.trust.keys import KeyFileError, read_key

    try:
        return read_key(
            settings.state_folder / "keys" / "root.json", "root", state=settings.state_folder
        ).public_hex
    except (OSError, KeyFileError):
        return ""


def _about(ring: Ring, issuer: Issuer) -> dict[str, Any]:
    said: dict[str, Any] = {"use": "issuer", **issuer.model_dump(mode="json", exclude_none=True)}
    file = ring.files.get(issuer.key_id)
    return said | ({"file": file, "here": Path(file).exists()} if file else {"here": False})


def _plain(said: dict[str, Any]) -> str:
    if said["use"] != "issuer":
        where = f"  {said['file']}" if "file" in said else ""
        return f"{said['use']:<8} {said['name']:<12} {said['public_key']}{where}"
    times = f"{said.get('valid_from', 'ever')} to {said.get('valid_until', 'ever')}"
    goods = ", ".join(f"{one}..." for one in said["gtins"]) or "all goods"
    revoked = f"  REVOKED since {said['revoked_since']}" if "revoked_since" in said else ""
    where = said.get("file", "") if said["here"] else "not on this machine"
    return (
        f"issuer {said['key_id']}  {said['name']['en']} {said['name']['zh']}  {goods}  {times}{revoked}\n"
        f"  {said['public_key']}\n  {where}"
    )


def _day(words: str | None) -> date | None:
    """Raises KeysRefusedError."""
    try:
        return date.fromisoformat(words) if words else None
    except ValueError:
        raise KeysRefusedError(f"{words!r} is not a day; write it as 2026-09-30") from None


def _today() -> date:
    return date.today()  # noqa: DTZ011 - where the keys are kept
