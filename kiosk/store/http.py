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
from kiosk.store.wire import Wire

_NO = frozenset({400, 402, 406, 410, 411, 412, 413, 415, 422})  # this order will never do
T = TypeVar("T")


class HttpStore:
    """Sends to `url`, see Wire. pay_secret_file holds what pay links are signed with; without it only the store
    says where an order is paid. public_url: the store's address as phones reach it, where that is another one."""

    def __init__(
        self,
        url: str,
        token_file: Path | None = None,
        timeout: float = 10.0,
        *,
        pay_secret_file: Path | None = None,
        public_url: str = "",
        signed: bool = False,
    ) -> None:
        """signed: calls carry a signature of the same secret, for shops that want one (Wire.sign).

        Raises ValueError for an address that is not safe to send orders to.
        """
        self._wire = Wire(url, token_file, timeout, secret_file=pay_secret_file if signed else None)
        self._pay_secret_file = pay_secret_file
        self._public_url = (public_url or url).rstrip("/")
        self.url = self._wire.url
        self.name = self._wire.name

    def close(self) -> None:
        self._wire.close()

    # --- an order -------------------------------------------------------------------------------------------------

    def submit(self, submission: Submission) -> Answer:
        body = json.dumps(contract.to_json(submission), ensure_ascii=False).encode()
        answer = self._wire.call("POST", "/orders", body, {"Idempotency-Key": submission.reference})
        if not isinstance(answer, tuple):
            return answer
        status, said = answer
        if status in (200, 201):
            if said.get("reference") == submission.reference and _is_id(said.get("id")):
                return Accepted(said["id"], status == 200, contract.pay_url(said))
            return Unknown(f"answered {status} without naming the order")
        if status == 409:
            return self._compare(submission)
        if status in _NO:
            return Rejected(_words(said) or f"answered {status}")
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
        if self._pay_secret_file is None:
            return None
        try:
            secret = self._pay_secret_file.read_text(encoding="utf-8").strip()
            return paying.pay_link(self._public_url, secret, reference, total, currency)
        except (OSError, ValueError):
            return None  # health() says why

    # --- the store ------------------------------------------------------------------------------------------------

    def capabilities(self) -> Capabilities | Failure:
        return self._get("/capabilities", contract.capabilities_from_json)

    def health(self) -> Failure | None:
        if self._pay_secret_file is not None:
            try:
                paying.pay_signature(self._pay_secret_file.read_text(encoding="utf-8").strip(), "", 0, "")
            except (OSError, ValueError) as error:
                return RetryLater(f"the file {self._pay_secret_file} cannot be used: {error}")
        answer = self._get("/health", lambda said: said.get("well") is True)
        if answer is True:
            return None
        return Unknown("the store says that it is not well") if answer is False else answer

    def catalogue(self, after: int = 0) -> Page | Failure:
        return self._get(f"/catalogue?after={int(after)}", contract.page_from_json)

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
        answer = self._wire.call("GET", f"/orders/{quote(reference, safe='')}")
        if not isinstance(answer, tuple):
            return answer
        status, body = answer
        if body.get("reference") != reference:  # a 404 of somebody else proves nothing
            return Unknown(f"answered {status} to a look-up without naming the order")
        if status == 404:
            return None
        if status == 200 and _is_id(body.get("id")):
            return body["id"], body
        return Unknown(f"answered {status} to a look-up")

    def _act(self, what: str, reference: str, reason: str) -> StoreOrder | Rejected | Failure | None:
        body = json.dumps({"reason": reason}, ensure_ascii=False).encode()
        answer = self._wire.call("POST", f"/orders/{quote(reference, safe='')}/{what}", body)
        if not isinstance(answer, tuple):
            return answer
        status, said = answer
        if said.get("reference") != reference:
            return Unknown(f"answered {status} without naming the order")
        if status == 404:
            return None
        if status == 409:
            return Rejected(_words(said) or "the store will not")
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


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= 200


def _words(body: dict[str, Any]) -> str:
    """The store's own words for staff: one line, bounded."""
    return " ".join(str(body.get("error", "")).split())[:300]
