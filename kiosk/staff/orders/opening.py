"""The journal, the pack and the store of a booth, as commands need them beside a booth that may be running."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.settings import Settings
    from kiosk.store.base import Store, Ware
    from kiosk.town.packed import Pack


def journal_path(settings: Settings) -> Path:
    return settings.state_folder / "journal.sqlite"


def damaged_journals(settings: Settings) -> list[Path]:
    """Journals that were set aside because they were damaged, the oldest first. There may be orders in them."""
    return sorted(settings.state_folder.glob("journal.damaged-*.sqlite"))


def pack_of(settings: Settings) -> Pack | None:
    """This booth's pack, where there is one that can be opened."""
    from kiosk.staff.content import pack_path
    from kiosk.town.pack import PackError, open_pack

    try:
        return open_pack(pack_path(settings))
    except PackError:
        return None


def store_of(settings: Settings, catalogue: Sequence[Ware] | None) -> Store:
    """Another connection to the store that the settings name. catalogue: what an embedded one sells; None: whatever
    adds up. Raises ValueError for settings that name none."""
    from kiosk.store.embedded import EmbeddedStore
    from kiosk.store.open import open_store

    store, folder = settings.store, settings.state_folder
    if store.url == "embedded":
        return EmbeddedStore(folder / "store.db", catalogue)
    return open_store(
        store.url,
        folder,
        store.token_file,
        kind=store.kind,
        secret_file=store.secret_file,
        public_url=store.public_url,
        ca_file=store.ca_file,
        lookup_url=store.lookup_url,
    )


def opened_store(settings: Settings, command: str) -> Store | None:
    """store_of() with the pack's catalogue; None after saying on standard error why there is none."""
    from kiosk.staff.till import catalogue
    from kiosk.town.packed import PackError

    try:
        pack = pack_of(settings)
        wares = None
        if pack is not None:
            with pack:
                wares = catalogue(pack)
        return store_of(settings, wares)
    except (ValueError, PackError) as error:
        print(f"kiosk {command}: {error}", file=sys.stderr)
        return None
