"""From a setting to a store."""

from __future__ import annotations

from pathlib import Path

from kiosk.store.base import Store


def open_store(url_or_kind: str, state_dir: Path, token_file: Path | None = None) -> Store:
    """The store that [store] url names: "embedded" (a file in state_dir), or an https address.

    token_file holds the bearer token of an online store. Nothing is opened or sent yet.
    Raises ValueError, saying what to write, for anything else.
    """
    if url_or_kind == "embedded":
        from kiosk.store.embedded import EmbeddedStore

        return EmbeddedStore(state_dir / "store.db")
    if url_or_kind.startswith(("http://", "https://")):
        from kiosk.store.http import HttpStore

        return HttpStore(url_or_kind, token_file)
    raise ValueError(
        f'[store] url = "{url_or_kind}" names no store; write "embedded", or an address such as "https://shop.example"'
    )
