"""Whether a shop keeps to the contract: for a shop to run against itself, and for our own tests.

    python -m kiosk.store.check https://shop.example/kiosk --token-file token [--pay-secret-file secret]
    python -m kiosk.store.check https://shop.example/hook --webhook --secret-file secret --sku S --price 3900

It places orders as CHECK<random>, repeats and races them, sends what must be refused, looks up, waits for changes,
follows pay links without paying, and cancels all that it placed. Exit 1 when a line fails. docs/stores.md explains.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from kiosk.store.base import Store, Ware
from kiosk.store.trials import Check

LATE_S = 3600


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m kiosk.store.check", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("url")
    parser.add_argument("--token-file", help='a path, or "keyring:<name>"')
    parser.add_argument("--pay-secret-file", help="what pay links are signed with")
    parser.add_argument("--ca-file", type=Path)
    parser.add_argument("--webhook", action="store_true", help="the address takes signed webhooks")
    parser.add_argument("--secret-file", help="what webhooks are signed with")
    parser.add_argument("--lookup-url", default="", help="where a webhook shop is asked for an order")
    parser.add_argument("--sku", help="what to order; else the first of the catalogue")
    parser.add_argument("--price", type=int, default=100, help="of the sku, in minor units")
    parser.add_argument("--currency", default="CNY")
    options = parser.parse_args(arguments)
    from kiosk.store.open import open_store
    from kiosk.store.secret import Secret
    from kiosk.store.webhook import WebhookStore

    class Stranger(Secret):
        def read(self) -> str:
            return "not-the-token-of-any-booth"

    def opened(stranger: bool = False) -> Store:
        keys = {name: getattr(options, name) for name in ("token_file", "secret_file")}
        if not options.webhook:
            keys["secret_file"] = options.pay_secret_file
        guarded = "secret_file" if options.webhook else "token_file"
        if stranger:
            keys[guarded] = Stranger(keys[guarded] or "none")
        return open_store(
            options.url,
            Path(),
            keys["token_file"],
            kind="webhook" if options.webhook else "contract",
            secret_file=keys["secret_file"],
            ca_file=options.ca_file,
            lookup_url=options.lookup_url,
        )

    try:
        opened().close()
    except ValueError as error:
        parser.error(str(error))
    ware = Ware(options.sku, options.sku, options.price, options.currency) if options.sku else None
    check = Check(opened, lambda: opened(stranger=True), ware=ware, told_apart=not options.webhook)
    if options.webhook:
        check.late = lambda: WebhookStore(
            options.url,
            Secret(options.secret_file),
            token_file=Secret(options.token_file) if options.token_file else None,
            ca_file=options.ca_file,
            clock=lambda: time.time() - LATE_S,
        )
    check.asked = check.told_apart or bool(options.lookup_url)
    bad = 0
    for line in check.lines():
        bad += line.ok is False
        mark = {True: "ok  ", False: "BAD ", None: "-   "}[line.ok]
        print(f"{mark} {line.name:<54} {line.ms:8.1f} ms  {line.said}", flush=True)
    if check.placed:
        print(f"still at the shop: {', '.join(check.placed)}")
    print("it keeps to the contract" if not bad else f"{bad} of these must be put right")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
