"""Claims: signed by this booth for an order on its way, and `kiosk orders claim TEXT`, which tells a true one."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING

from kiosk.order.claim import Claim, ClaimError, booth_mark, read_claim, sign_claim
from kiosk.order.money import format_money
from kiosk.staff.orders.opening import journal_path

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from kiosk.order.model import Order
    from kiosk.settings import Settings


class Claims:
    """Opens the booth's key once, when the first claim is asked for."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._key: Ed25519PrivateKey | None = None
        self._made: tuple[str, str] = ("", "")  # a page asks for the same one again and again

    def claim(self, order: Order) -> str:
        """The order's claim. Raises KeyFileError and OSError where there is no key to sign with."""
        if self._made[0] != order.reference:
            if self._key is None:
                self._key = _booth_key(self._settings)
            name = self._settings.booth.name
            self._made = order.reference, sign_claim(order.reference, order.total, order.currency, name, self._key)
        return self._made[1]


def check_claim(settings: Settings, text: str) -> Claim:
    """What a claim of one of the town's booths says. Raises ClaimError, BoothsError, KeyFileError, OSError."""
    from kiosk.trace.log.note import read_vkey
    from kiosk.trace.sightings.booths import read_booths

    own = settings.booth.name
    listed = read_booths(settings.base / settings.copies.booths if settings.copies.booths else None, own)
    keys = {own: _booth_key(settings).public_key().public_bytes_raw()}
    keys |= {booth.name: read_vkey(booth.key).public for booth in listed if booth.key and booth.name != own}
    by_mark = {booth_mark(name, key): key for name, key in keys.items()}
    return read_claim(text, by_mark.get)


def _booth_key(settings: Settings) -> Ed25519PrivateKey:
    from kiosk.trace.trust.keys import open_key

    path = settings.state_folder / "keys" / "booth.json"
    return open_key(path, "booth", settings.booth.name, state=settings.state_folder).private_key


def run(settings: Settings, options: argparse.Namespace) -> int:
    """`kiosk orders claim TEXT [--json]`: 0 a true claim, 1 not one, 2 could not be judged."""
    from kiosk.trace.sightings.booths import BoothsError
    from kiosk.trace.trust.keys import KeyFileError

    try:
        claim = check_claim(settings, options.text)
    except ClaimError as error:
        print(json.dumps({"true": False, "why": str(error)}) if options.json else error, file=sys.stderr)
        return 1
    except (BoothsError, KeyFileError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    state = _state(settings, claim)
    if options.json:
        about = {"reference": claim.reference, "total": claim.total, "currency": claim.currency}
        print(json.dumps({"true": True} | about | {"booth": claim.booth, "state": state}))
    else:
        total = format_money(claim.total, claim.currency)
        where = (
            f"here it is {state}"
            if state
            else "this booth's journal does not know it: ask that booth, or the store"
        )
        print(f"true: {claim.reference} over {total}, written down by {claim.booth}; {where}")
    return 0


def _state(settings: Settings, claim: Claim) -> str:
    """What this booth's journal knows of it; "" where it knows nothing."""
    from kiosk.order.journal import JournalError, find_record

    try:
        record = find_record(journal_path(settings), claim.reference)
    except JournalError:  # also where there is none yet
        return ""
    return record.state.value if record else ""
