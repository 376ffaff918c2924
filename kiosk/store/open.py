"""From settings to a store."""

from __future__ import annotations

from pathlib import Path

from kiosk.store.base import Store
from kiosk.store.secret import Secret

KINDS = ("contract", "webhook")


def open_store(
    url_or_kind: str,
    state_dir: Path,
    token_file: str | Path | Secret | None = None,
    *,
    kind: str = "contract",
    secret_file: str | Path | Secret | None = None,
    public_url: str = "",
    ca_file: str | Path | None = None,
    lookup_url: str = "",
) -> Store:
    """The store that [store] url names: "embedded" (a file in state_dir), or an https address.

    kind: what that address speaks: "contract" (config/stores/openapi.yaml), or "webhook" (kiosk.store.webhook).
    token_file, secret_file: a path, or "keyring:<name>"; "" as None. The token goes with every call; the secret
    signs pay links, and webhooks. public_url: the store's address as phones reach it. lookup_url: see WebhookStore.
    Nothing is opened or sent yet. Raises ValueError, saying what to write, for anything else.
    """
    if url_or_kind == "embedded":
        from kiosk.store.embedded import EmbeddedStore

        return EmbeddedStore(state_dir / "store.db")
    if kind not in KINDS:
        raise ValueError(f'[store] kind is "contract" or "webhook", not "{kind}"')
    if not url_or_kind.startswith(("http://", "https://")):
        raise ValueError(
            f'[store] url = "{url_or_kind}" names no store; write "embedded", or an address such as'
            ' "https://shop.example"'
        )
    token, secret = _kept(token_file), _kept(secret_file)
    authority = Path(ca_file) if ca_file else None
    if kind == "webhook":
        from kiosk.store.webhook import WebhookStore

        if secret is None:
            raise ValueError('[store] kind = "webhook" needs secret_file: what its webhooks are signed with')
        return WebhookStore(url_or_kind, secret, token_file=token, lookup_url=lookup_url, ca_file=authority)
    from kiosk.store.http import HttpStore

    return HttpStore(url_or_kind, token, pay_secret_file=secret, public_url=public_url, ca_file=authority)


def _kept(where: str | Path | Secret | None) -> Secret | None:
    return where if isinstance(where, Secret) else Secret(where) if where else None
