"""A booth's memory of stickers, from its settings."""

from __future__ import annotations

import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.trace.sightings.booths import BoothsError, read_booths
from kiosk.trace.sightings.limits import Limits
from kiosk.trace.sightings.memory import Memory, SightingsError

if TYPE_CHECKING:
    from kiosk.settings import Settings
    from kiosk.trace.log.note import Signer


def open_memory(
    settings: Settings,
    *,
    clock: Callable[[], float] = time.time,
    exempt: Callable[[str, str], bool] = lambda gtin, serial: False,
) -> Memory:
    """The memory in the state folder, as Memory has it. Imports cryptography: not before the first frame.

    Raises SightingsError where keys, the list of booths, or the disk will not do.
    """
    from kiosk.trace.trust.keys import KeyFileError

    copies, own = settings.copies, settings.booth.name
    try:
        booths = read_booths(settings.base / copies.booths if copies.booths else None, own, copies.same_place_km)
        secret = town_secret(settings)
    except (BoothsError, KeyFileError, OSError) as error:
        raise SightingsError(str(error)) from error
    path = settings.state_folder / "sightings.sqlite"
    return Memory(path, own, secret, booths=booths, limits=Limits.of(copies), clock=clock, exempt=exempt)


def secret_path(settings: Settings) -> Path:
    return settings.state_folder / "keys" / "sightings.json"


def town_secret(settings: Settings) -> bytes:
    """The key under which serials are hashed; all booths of a town that merge hold a copy of the same file.

    Raises KeyFileError and OSError.
    """
    from kiosk.trace.trust.keys import open_key

    key = open_key(secret_path(settings), "sightings", "town", state=settings.state_folder)
    return sha256(b"kiosk sightings\0" + key.private_key.private_bytes_raw()).digest()


def booth_signer(settings: Settings) -> Signer:
    """What this booth signs its file with. Raises KeyFileError, OSError, NoteError for a name no key can have."""
    from kiosk.trace.log.note import ED25519, Signer
    from kiosk.trace.trust.keys import open_key

    path = settings.state_folder / "keys" / "booth.json"
    key = open_key(path, "booth", settings.booth.name, state=settings.state_folder)
    signer = Signer(settings.booth.name, ED25519, key.private_key)
    _ = signer.key
    return signer
