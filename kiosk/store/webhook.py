"""A shop that cannot speak the contract: it gets each order as a signed webhook, and answers with its own number.

POST <url>, the submission as JSON (kiosk.store.contract), Idempotency-Key: <reference>, and
  X-Kiosk-Signature: t=<unix seconds>,v1=<hex HMAC-SHA256 under the shared secret of "t.POST..body">
signed over an empty path, since whoever reads a webhook rarely knows at which address it was sent to them.

  2xx {"id"}     taken, now or before: the shop keeps the first and answers every repeat with the same id
  409            the reference belongs to another order; 422, 400, …: will not be taken as it is
  401, 403       the signature is not good; 408, 425, 429, 503: later
  anything else  in doubt

What is in doubt is sent again with the same reference and the same key. That is safe only because the shop promises
to take a reference once, and for ever; kiosk.store.check tries that promise. A shop that can be asked, at
<lookup_url>/<reference>, is asked first: 200 {"id", "reference"}, 404 {"reference"}. A 201 counts as new, a 200 as
taken before.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from kiosk.store import contract
from kiosk.store.base import (
    Accepted,
    Answer,
    Capabilities,
    Changes,
    Failure,
    Page,
    Rejected,
    RetryLater,
    StoreOrder,
    Submission,
    Unknown,
)
from kiosk.store.http import NEVER, words
from kiosk.store.secret import Secret, secret
from kiosk.store.wire import Wire

_ALONE = "it takes orders and can do nothing else"


class WebhookStore:
    """Sends to `url`, see Wire. secret_file holds what calls are signed with; a token goes along, if any."""

    def __init__(
        self,
        url: str,
        secret_file: Path | Secret,
        *,
        token_file: Path | Secret | None = None,
        lookup_url: str = "",
        ca_file: Path | None = None,
        timeout: float = 10.0,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """clock: says in Unix seconds when a call was signed.

        Raises ValueError for an address that is not safe to send orders to.
        """
        key = secret(secret_file)
        self._wire = Wire(url, token_file, timeout, signing=key, ca_file=ca_file, clock=clock)
        self._lookup = Wire(lookup_url, token_file, timeout, signing=key, ca_file=ca_file) if lookup_url else None
        self.url = self._wire.url
        self.name = self._wire.name

    def stop_waiting(self) -> None:
        """Nothing waits here."""

    def close(self) -> None:
        self._wire.close()
        if self._lookup is not None:
            self._lookup.close()

    def submit(self, submission: Submission) -> Answer:
        if reason := contract.fault(submission):
            return Rejected(reason)
        body = json.dumps(contract.to_json(submission), ensure_ascii=False).encode()
        if len(body) > contract.MAX_BODY_BYTES:
            return Rejected(f"an order has at most {contract.MAX_BODY_BYTES} bytes")
        answer = self._wire.call("POST", "", body, {"Idempotency-Key": submission.reference})
        if not isinstance(answer, tuple):
            return answer
        status, said = answer
        if 200 <= status < 300:
            # Somebody's log-in page is a 200, too: without an id there is no order.
            if (
                contract.is_id(said.get("id"))
                and said.get("reference", submission.reference) == submission.reference
            ):
                return Accepted(said["id"], status == 200, contract.pay_url(said))
            return Unknown(f"answered {status} without an id")
        if status == 409 or status in NEVER:
            return Rejected(words(said) or f"answered {status}")
        if 400 <= status < 500:
            return RetryLater(f"answered {status}; is {self.url} the shop's address?")
        return Unknown(f"answered {status}")

    def find(self, reference: str) -> Accepted | Failure | None:
        """None where the shop cannot be asked, so that an order in doubt is sent again; see above why it may be."""
        if self._lookup is None or not contract.is_reference(reference):
            return None
        found = self._asked(self._lookup, reference)
        if not isinstance(found, dict):
            return found
        return Accepted(found["id"], already_there=True, pay_url=contract.pay_url(found))

    def order(self, reference: str) -> StoreOrder | Failure | None:
        if self._lookup is None:
            return Unknown("it cannot be asked for an order")
        found = self._asked(self._lookup, reference) if contract.is_reference(reference) else None
        if not isinstance(found, dict):
            return found
        try:
            return contract.order_from_json(found)
        except ValueError as error:
            return Unknown(f"answered with what cannot be read: {error}")

    def capabilities(self) -> Capabilities:
        return Capabilities(orders=self._lookup is not None)

    def health(self) -> Failure | None:
        """Whether a reference that was never sent is looked up; None, too, where the shop cannot be asked."""
        answer = self.find("KIOSK-HEALTH")
        return None if isinstance(answer, Accepted) else answer

    def catalogue(self, after: int = 0) -> Page | Failure:
        return Unknown(_ALONE)

    def changes(self, since: int, wait_s: float = 0.0) -> Changes | Failure:
        return Unknown(_ALONE)

    def cancel(self, reference: str, reason: str) -> StoreOrder | Rejected | Failure | None:
        return Unknown(_ALONE)

    def refund(self, reference: str, reason: str) -> StoreOrder | Rejected | Failure | None:
        return Unknown(_ALONE)

    def pay_link(self, reference: str, total: int, currency: str) -> str | None:
        return None

    @staticmethod
    def _asked(wire: Wire, reference: str) -> dict[str, Any] | Failure | None:
        answer = wire.call("GET", f"/{quote(reference, safe='')}")
        if not isinstance(answer, tuple):
            return answer
        status, said = answer
        if said.get("reference") != reference:  # a 404 of somebody else proves nothing
            return Unknown(f"answered {status} to a look-up without naming the order")
        if status == 404:
            return None
        good = status == 200 and contract.is_id(said.get("id"))
        return said if good else Unknown(f"answered {status} to a look-up")
