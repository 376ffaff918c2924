"""One request to a store, and what it can come to: an answer in JSON, or a failure. Bounded in every way."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import json
import ssl
import time
from collections.abc import Callable, Mapping
from http.cookiejar import DefaultCookiePolicy
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from kiosk.store import contract
from kiosk.store.base import NotAuthorised, RetryLater, Unknown
from kiosk.store.deadline import Deadline, adapter
from kiosk.store.secret import LEAST_SECRET, Secret, secret

if TYPE_CHECKING:
    import requests

# A connection that nobody uses dies unseen, and the next order would be in doubt; orders in a row share one.
KEPT_S = 2.0
SIGNATURE = "X-Kiosk-Signature"
_REFUSED = frozenset({408, 425, 429, 503})  # RFC 9110, 6585, 8470: nothing was done, try again


class Wire:
    """Speaks to `url`, which is https, or http on this machine; one thread at a time.

    token_file is read at every call, so that one that staff replace is taken at the next try; it is never logged.
    timeout: seconds to wait for a connection and for a piece of the answer; a whole answer may take three times as
    long. No redirects, no proxies, no cookies and no .netrc: the order goes where the setting says, or nowhere.
    """

    def __init__(
        self,
        url: str,
        token_file: Path | Secret | None = None,
        timeout: float = 10.0,
        *,
        signing: Path | Secret | None = None,
        ca_file: Path | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """signing: calls carry sign()'s signature under it, of the moment that clock says. ca_file: PEM, for a shop
        whose certificate nobody signed that this machine knows. Raises ValueError for an address that is not safe
        to send orders to."""
        self.url = _checked(url).rstrip("/")
        self.name = urlsplit(self.url).netloc
        self._token = secret(token_file)
        self._signing = secret(signing)
        self._ca_file = ca_file
        self._clock = clock
        self._timeout = timeout
        self._deadline = Deadline()
        self._used = 0.0  # monotonic
        self._session: requests.Session | None = None

    def close(self) -> None:
        if self._session is not None:
            self._session.close()
            self._session = None

    def call(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        wait_s: float = 0.0,
    ) -> tuple[int, dict[str, Any]] | RetryLater | Unknown | NotAuthorised:
        """Status and JSON object ({} where there is none); redirects, 401, 403 and "later" are answered here.

        wait_s: how long the store was asked to wait before it answers, on top of the timeout.
        """
        import requests  # here, because it costs a tenth of a second that the first frame should not wait for
        from urllib3.exceptions import HTTPError

        try:
            all_headers = self._headers(method, path, body or b"") | dict(headers or {})
        except (OSError, ValueError) as error:
            return NotAuthorised(f"the token or the secret cannot be used: {error}")
        if self._ca_file is not None and not self._ca_file.is_file():
            return RetryLater(f"there is no file {self._ca_file} ([store] ca_file)")
        if time.monotonic() - self._used > KEPT_S:
            self.close()
        if self._session is None:
            self._session = self._opened()
        deadline = self._deadline.at = time.monotonic() + 3 * self._timeout + wait_s
        try:
            with self._session.request(
                method,
                self.url + path,
                data=body,
                headers=all_headers,
                timeout=(self._timeout, self._timeout + wait_s),
                allow_redirects=False,
                stream=True,
            ) as response:
                status = response.status_code
                text = _read(response, deadline)
        except (requests.RequestException, HTTPError, OSError) as error:  # reading raw, the lower layers show
            self.close()
            return _unanswered(error)
        self._used = time.monotonic()
        if status in (401, 403):
            for kept in (self._token, self._signing):
                if kept is not None:
                    kept.forget()
            why = "" if self._signing is None else ": not our secret there, or another time on this machine's clock"
            return NotAuthorised(f"answered {status}{why}")
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

    def _opened(self) -> requests.Session:
        import requests

        session = requests.Session()
        session.trust_env = False
        session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        session.verify = True if self._ca_file is None else str(self._ca_file)
        for scheme in ("https://", "http://"):
            session.mount(scheme, adapter(self._deadline))
        return session

    def _headers(self, method: str, path: str, body: bytes) -> dict[str, str]:
        """Raises OSError and ValueError for a file that does not hold what it should."""
        headers = {
            "Accept": "application/json",
            "Accept-Encoding": "identity",
            "Content-Type": "application/json",
        }
        if self._token is not None:
            headers["Authorization"] = f"Bearer {self._token.read()}"
        if self._signing is not None:
            headers[SIGNATURE] = sign(self._signing.read_long(), int(self._clock()), method, path, body)
        return headers


def sign(key: str, unix_s: int, method: str, path: str, body: bytes) -> str:
    """t=<unix seconds>,v1=<hex HMAC-SHA256 of "t.METHOD.path.body">: who sent it, what, and when.

    path: as sent, below the store's address. Raises ValueError for a secret that is too short to be one.
    """
    if len(key) < LEAST_SECRET:
        raise ValueError(f"a secret has at least {LEAST_SECRET} characters")
    said = f"{unix_s}.{method}.{path}.".encode() + body
    return f"t={unix_s},v1={hmac.digest(key.encode(), said, hashlib.sha256).hex()}"


def opened(url: str) -> int | str:
    """The status that a page of the store answers with, or why there is none."""
    parts = urlsplit(url)
    try:
        wire = Wire(f"{parts.scheme}://{parts.netloc}")
    except ValueError as error:
        return f"no phone should be sent there: {error}"
    try:
        answer = wire.call("GET", parts.path)
        return answer[0] if isinstance(answer, tuple) else answer.reason
    finally:
        wire.close()


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
    """The body, or None when it is longer than contract.MAX_ANSWER_BYTES or not over at the deadline."""
    text = b""
    # read1() answers with what has come, so that an answer in drops cannot hold the thread for hours.
    while piece := response.raw.read1(4096):
        text += piece
        if len(text) > contract.MAX_ANSWER_BYTES or time.monotonic() > deadline:
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
