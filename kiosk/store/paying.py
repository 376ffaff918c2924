"""Links that a visitor's phone pays at, worked out by the booth without the network.

    <store>/pay/<reference>/<total><currency>/<signature>

signature: the first 26 characters of the base32 (RFC 4648, 6) of an HMAC-SHA256, 130 bits, over
"pay1.<reference>.<total>.<currency>" under the secret that the store shares with its booths. The store's page says
so where an order is still on its way. config/stores/vendure/src/signing.ts makes the same.
"""

from __future__ import annotations

import base64
import hashlib
import hmac

from kiosk.store.secret import LEAST_SECRET


def pay_signature(secret: str, reference: str, total: int, currency: str) -> str:
    """total: minor units. Raises ValueError for a secret that is too short to be one."""
    if len(secret) < LEAST_SECRET:
        raise ValueError(f"a secret for pay links has at least {LEAST_SECRET} characters")
    said = f"pay1.{reference}.{total}.{currency}".encode()
    return base64.b32encode(hmac.digest(secret.encode(), said, hashlib.sha256)).decode("ascii")[:26]


def pay_link(store: str, secret: str, reference: str, total: int, currency: str) -> str:
    """store: its public address, without a slash at the end. Raises ValueError like pay_signature."""
    return f"{store}/pay/{reference}/{total}{currency}/{pay_signature(secret, reference, total, currency)}"
