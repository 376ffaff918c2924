"""A store behind HTTP, speaking the contract of kiosk.store.contract."""

from __future__ import annotations

import ipaddress
import json
import ssl
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from kiosk.store import contract
from kiosk.store.base import Accepted, Answer, NotAuthorised, Rejected, RetryLater, Submission, Unknown

if TYPE_CHECKING:
    import requests

MAX_ANSWER_BYTES = contract.MAX_BODY_BYTES
_REFUSED = frozenset({408, 425, 429, 503})  # RFC 9110, 6585, 8470: nothing was done, try again
_NO = frozenset({400, 402, 406, 410, 411, 412, 413, 415, 422})  # this order will never do


class HttpStore:
    """Sends to `url`, which is https, or http on this machine.

    token_file is read at every call, so that a token that staff replace is taken at the next try; the token is
    never logged. timeout: seconds to wait for a connection and for a piece of the answer; a whole answer may take
    three times as long. No redirects, no proxies and no .netrc: the order goes where the setting says, or nowhere.
    """

    def __init__(self, url: str, token_file: Path | None = None, timeout: float = 10.0) -> None:
        """Raises ValueError for an address that is not safe to send orders to."""
        self.url = _checked(url).rstrip("/")
        self.name = urlsplit(self.url).netloc
        self._token_file = token_file
        self._timeout = timeout
        self._session: requests.Session | None = None

    def submit(self, submission: Submission) -> Answer:
        answer = self._call("POST", "/orders", submission.reference, contract.to_json(submission))
        if not isinstance(answer, tuple):
            return answer
        status, body = answer
        if status in (200, 201):
            if body.get("reference") == submission.reference and _is_id(body.get("id")):
                return Accepted(body["id"], already_there=status == 200)
            return Unknown(f"answered {status} without naming the order")
        if status == 409:
            return self._compare(submission)
        if status in _NO:
            return Rejected(_words(body) or f"answered {status}")
        if 400 <= status < 500:
            # Not from this contract: a wrong address, a venue's log-in page. No reason to park every order.
            return RetryLater(f"answered {status}; is {self.url} the store's address?")
        return Unknown(f"answered {status}")

    def find(self, reference: str) -> Accepted | RetryLater | Unknown | NotAuthorised | None:
        found = self._look_up(reference)
        return Accepted(found[0], already_there=True) if isinstance(found, tuple) else found

    def close(self) -> None:
        if self._session is not None:
            self._session.close()
            self._session = None

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
        return Accepted(number, already_there=True) if equal else Rejected("the reference belongs to another order")

    def _look_up(self, reference: str) -> tuple[str, dict[str, Any]] | RetryLater | Unknown | NotAuthorised | None:
        answer = self._call("GET", f"/orders/{quote(reference, safe='')}", reference)
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

    def _call(
        self, method: str, path: str, reference: str, body: dict[str, Any] | None = None
    ) -> tuple[int, dict[str, Any]] | RetryLater | Unknown | NotAuthorised:
        """Status and JSON object ({} where there is none); redirects, 401, 403 and "later" are answered here."""
        import requests  # here, because it costs a tenth of a second that the first frame should not wait for
        from urllib3.exceptions import HTTPError

        try:
            headers = self._headers(reference)
        except (OSError, ValueError) as error:
            return NotAuthorised(f"the token file {self._token_file} cannot be used: {error}")
        if self._session is None:
            self._session = requests.Session()
            self._session.trust_env = False
        deadline = time.monotonic() + 3 * self._timeout
        try:
            with self._session.request(
                method,
                self.url + path,
                data=None if body is None else json.dumps(body, ensure_ascii=False).encode(),
                headers=headers,
                timeout=self._timeout,
                allow_redirects=False,
                stream=True,
            ) as response:
                status = response.status_code
                text = _read(response, deadline)
        except (requests.RequestException, HTTPError, OSError) as error:  # reading raw, the lower layers show
            return _unanswered(error)
        if status in (401, 403):
            return NotAuthorised(f"answered {status}")
        if status in _REFUSED:
            return RetryLater(f"answered {status}")
        if 300 <= status < 400:
            return Unknown(f"answered {status}: an order is not sent on to another address")
        if text is None:
            return Unknown(f"answered {status} at too great a length, or too slowly")
        try:
            value = json.loads(text)
        except (ValueError, RecursionError):
            value = None
        return status, value if isinstance(value, dict) else {}

    def _headers(self, reference: str) -> dict[str, str]:
        headers = {
            "Accept": "application/json",
            "Accept-Encoding": "identity",
            # A connection kept open dies unseen while nobody orders, and the next order would be in doubt.
            "Connection": "close",
            "Content-Type": "application/json",
            "Idempotency-Key": reference,
        }
        if self._token_file is not None:
            token = self._token_file.read_text(encoding="ascii").strip()
            if not token or any(not "!" <= letter <= "~" for letter in token):
                raise ValueError("it must hold one token and nothing else")
            headers["Authorization"] = f"Bearer {token}"
        return headers


def _checked(url: str) -> str:
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or not host or parts.query or parts.fragment:
        raise ValueError(f'"{url}" is no address of a store; write one such as "https://shop.example"')
    if parts.username is not None or parts.password is not None:
        raise ValueError(
            "a store's address must not hold a password; put the token into a file: [store] token_file"
        )
    if parts.scheme == "http" and not _is_loopback(host):
        raise ValueError(f'"{url}" would send orders in the clear; write https://')
    return url


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _read(response: requests.Response, deadline: float) -> bytes | None:
    """The body, or None when it is longer than MAX_ANSWER_BYTES or not over at the deadline."""
    text = b""
    # read1() answers with what has come, so that an answer in drops cannot hold the thread for hours.
    while piece := response.raw.read1(4096):
        text += piece
        if len(text) > MAX_ANSWER_BYTES or time.monotonic() > deadline:
            return None
    return text


def _unanswered(error: Exception) -> RetryLater | Unknown:
    """RetryLater where nothing can have reached the store, Unknown for everything else."""
    import requests
    from urllib3.exceptions import MaxRetryError, NewConnectionError

    if isinstance(error, requests.exceptions.ConnectTimeout):
        return RetryLater("no connection in time")
    cause = error.args[0] if error.args else None
    reason = cause.reason if isinstance(cause, MaxRetryError) else None
    if isinstance(reason, NewConnectionError):  # refused, no route, no such name
        return RetryLater("no connection")
    if reason is not None and any(isinstance(arg, ssl.SSLCertVerificationError) for arg in reason.args):
        return RetryLater("the store's certificate is not valid")
    return Unknown(f"no answer ({type(error).__name__})")


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= 200


def _words(body: dict[str, Any]) -> str:
    """The store's own words for staff: one line, bounded."""
    return " ".join(str(body.get("error", "")).split())[:300]
