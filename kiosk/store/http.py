"""A store behind HTTP, speaking the contract of kiosk.store.contract: our Vendure plugin, or any shop that does."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from kiosk.store import contract, paying
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
from kiosk.store.secret import Secret, secret
from kiosk.store.wire import Wire

NEVER = frozenset({400, 402, 406, 410, 411, 412, 413, 415, 422})  # this order will never do
T = TypeVar("T")


class HttpStore:
    """Sends to `url`, see Wire. pay_secret_file holds what pay links are signed with; without it only the store
    says where an order is paid. public_url: the store's address as phones reach it, where that is another one."""

    def __init__(
        self,
        url: str,
        token_file: Path | Secret | None = None,
        timeout: float = 10.0,
        *,
        pay_secret_file: Path | Secret | None = None,
        public_url: str = "",
        signed: bool = False,
        ca_file: Path | None = None,
    ) -> None:
        """signed: calls carry a signature of the same secret, for shops that want one (kiosk.store.wire.sign).

        Raises ValueError for an address that is not safe to send orders to.
        """
        self._wire = Wire(url, token_file, timeout, signing=pay_secret_file if signed else None, ca_file=ca_file)
        self._pay_secret = secret(pay_secret_file)
        self._public_url = (public_url or url).rstrip("/")
        self.url = self._wire.url
        self.name = self._wire.name

    def stop_waiting(self) -> None:
        """Nothing: an answer that is under way comes within the seconds that were asked for."""

    def close(self) -> None:
        self._wire.close()

    # --- an order -------------------------------------------------------------------------------------------------

    def submit(self, submission: Submission) -> Answer:
        if reason := contract.fault(submission):
            return Rejected(reason)
        body = json.dumps(contract.to_json(submission), ensure_ascii=False).encode()
        if len(body) > contract.MAX_BODY_BYTES:
            return Rejected(f"an order has at most {contract.MAX_BODY_BYTES} bytes")
        answer = self._wire.call("POST", "/orders", body, {"Idempotency-Key": submission.reference})
        if not isinstance(answer, tuple):
            return answer
        status, said = answer
        if status in (200, 201):
            if said.get("reference") == submission.reference and contract.is_id(said.get("id")):
                taken = Accepted(said["id"], status == 200, contract.pay_url(said))
                if taken.already_there:  # paid, cancelled or refunded since, perhaps
                    found = self.find(submission.reference)
                    return found if isinstance(found, Accepted) else taken
                return taken
            return Unknown(f"answered {status} without naming the order")
        if status == 409:
            return self._compare(submission)
        if status in NEVER:
            return Rejected(words(said) or f"answered {status}")
        if 400 <= status < 500:
            # Not from this contract: a wrong address, a venue's log-in page. No reason to park every order.
            return RetryLater(f"answered {status}; is {self.url} the store's address?")
        return Unknown(f"answered {status}")

    def find(self, reference: str) -> Accepted | Failure | None:
        found = self._look_up(reference)
        return _accepted(*found) if isinstance(found, tuple) else found

    def order(self, reference: str) -> StoreOrder | Failure | None:
        found = self._look_up(reference)
        return _read(contract.order_from_json, found[1]) if isinstance(found, tuple) else found

    def cancel(self, reference: str, reason: str) -> StoreOrder | Rejected | Failure | None:
        return self._act("cancel", reference, reason)

    def refund(self, reference: str, reason: str) -> StoreOrder | Rejected | Failure | None:
        return self._act("refund", reference, reason)

    def pay_link(self, reference: str, total: int, currency: str) -> str | None:
        if self._pay_secret is None:
            return None
        try:
            return paying.pay_link(self._public_url, self._pay_secret.read_long(), reference, total, currency)
        except (OSError, ValueError):
            return None  # health() says why

    # --- the store ------------------------------------------------------------------------------------------------

    def capabilities(self) -> Capabilities | Failure:
        return self._get("/capabilities", contract.capabilities_from_json)

    def health(self) -> Failure | None:
        if self._pay_secret is not None:
            try:
                self._pay_secret.read_long()
            except (OSError, ValueError) as error:
                return RetryLater(f"the secret for pay links cannot be used: {error}")
        answer = self._get("/health", lambda said: said.get("well") is True)
        if answer is True:
            return None
        return Unknown("the store says that it is not well") if answer is False else answer

    def catalogue(self, after: int = 0) -> Page | Failure:
        page = self._get(f"/catalogue?after={int(after)}", contract.page_from_json)
        if isinstance(page, Page) and page.after is not None and page.after <= after:
            return Unknown(f"answered that {page.after} comes after {after}: its catalogue would never end")
        return page

    def changes(self, since: int, wait_s: float = 0.0) -> Changes | Failure:
        wait_s = min(max(0.0, wait_s), contract.MAX_WAIT_S)
        path = f"/changes?since={int(since)}&wait_s={int(wait_s)}"
        return self._get(path, contract.changes_from_json, wait_s)

    # --- inside -----------------------------------------------------------------------------------------------

    def _compare(self, submission: Submission) -> Answer:
        found = self._look_up(submission.reference)
        if found is None:
            return Unknown("answered 409, but has no such order yet")
        if not isinstance(found, tuple):
            return Unknown(found.reason) if isinstance(found, RetryLater) else found
        number, body = found
        try:
            equal = contract.same(submission, contract.from_json(body))
        except ValueError as error:
            return Unknown(f"answered with an order that cannot be read: {error}")
        return _accepted(number, body) if equal else Rejected("the reference belongs to another order")

    def _look_up(self, reference: str) -> tuple[str, dict[str, Any]] | Failure | None:
        if not contract.is_reference(reference):
            return None  # no store could have taken it; as part of an address it might name something else
        answer = self._wire.call("GET", f"/orders/{quote(reference, safe='')}")
        if not isinstance(answer, tuple):
            return answer
        status, body = answer
        if body.get("reference") != reference:  # a 404 of somebody else proves nothing
            return Unknown(f"answered {status} to a look-up without naming the order")
        if status == 404:
            return None
        if status == 200 and contract.is_id(body.get("id")):
            return body["id"], body
        return Unknown(f"answered {status} to a look-up")

    def _act(self, what: str, reference: str, reason: str) -> StoreOrder | Rejected | Failure | None:
        if not contract.is_reference(reference):
            return None
        body = json.dumps({"reason": reason[: contract.MAX_TEXT]}).encode()
        answer = self._wire.call("POST", f"/orders/{quote(reference, safe='')}/{what}", body)
        if not isinstance(answer, tuple):
            return answer
        status, said = answer
        if said.get("reference") != reference:
            return Unknown(f"answered {status} without naming the order")
        if status == 404:
            return None
        if status == 409:
            return Rejected(words(said) or "the store will not")
        return _read(contract.order_from_json, said) if status == 200 else Unknown(f"answered {status}")

    def _get(self, path: str, read: Callable[[dict[str, Any]], T], wait_s: float = 0.0) -> T | Failure:
        answer = self._wire.call("GET", path, wait_s=wait_s)
        if not isinstance(answer, tuple):
            return answer
        status, said = answer
        return _read(read, said) if status == 200 else Unknown(f"answered {status} to {path.partition('?')[0]}")


def _read(read: Callable[[dict[str, Any]], T], said: dict[str, Any]) -> T | Unknown:
    try:
        return read(said)
    except ValueError as error:
        return Unknown(f"answered with what cannot be read: {error}")


def _accepted(store_id: str, body: dict[str, Any]) -> Accepted:
    order = _read(contract.order_from_json, body)
    if isinstance(order, Unknown):
        return Accepted(store_id, already_there=True, pay_url=contract.pay_url(body))
    return Accepted(store_id, already_there=True, pay_url=order.pay_url, state=order.state)


def words(body: dict[str, Any]) -> str:
    """The store's own words for staff: one line, bounded, and nothing that a terminal would obey."""
    said = "".join(sign if sign.isprintable() else " " for sign in str(body.get("error", ""))[:3000])
    return " ".join(said.split())[:300]
