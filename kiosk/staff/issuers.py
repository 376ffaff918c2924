"""Who may sign this town's stickers: the ring that staff keep; without one, the state folder's own key."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.settings import Settings
    from kiosk.town.model import Issuer, TownInfo
    from kiosk.trace.trust.ring import Ring


def own_key_file(settings: Settings) -> Path:
    """The key that signs the display samples, made when the first pack is."""
    return settings.state_folder / "keys" / "issuer.json"


def ring_file(settings: Settings) -> Path:
    return settings.state_folder / "keys" / "issuers.json"


def key_folder() -> Path:
    """Where keys are kept that are not this booth's own: outside of every repository."""
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "global-town" / "keys"


def own_issuer(settings: Settings, info: TownInfo) -> Issuer:
    """The town hall, with the state folder's own key. Raises KeyFileError and OSError."""
    from kiosk.town.model import Issuer, Text
    from kiosk.trace.issue import issuer_key

    key = issuer_key(own_key_file(settings), state=settings.state_folder)
    name = Text(en=f"{info.name.en} town hall", zh=f"{info.name.zh}镇公所")
    return Issuer(key_id=key.key_id, public_key=key.public_hex, name=name)


def ring(settings: Settings, info: TownInfo) -> Ring:
    """The ring as the next manifest lists it. Raises RingError, KeyFileError and OSError."""
    from kiosk.trace.trust.ring import Ring, read_ring

    kept = read_ring(ring_file(settings))
    return kept if kept.issuers else Ring().added(own_issuer(settings, info), own_key_file(settings))


def ring_stamp(settings: Settings) -> str:
    """Changes when the ring does, so that the pack is built anew; "" where there is no ring."""
    try:
        return hashlib.sha256(ring_file(settings).read_bytes()).hexdigest()
    except FileNotFoundError:
        return ""
