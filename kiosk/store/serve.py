"""An EmbeddedStore over HTTP on this machine: for tests, and for several booths on one table."""

from __future__ import annotations

import hmac
import json
import logging
import re
import sys
import threading
from collections.abc import Callable
from dataclasses import asdict, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote

from kiosk.store import contract, paying, payment_page
from kiosk.store.base import Accepted, Failure, Rejected, RetryLater, StoreOrder, Unknown
from kiosk.store.embedded import EmbeddedStore

log = logging.getLogger(__name__)


class StoreServer:
    """Serves from construction to close(); `url` is where. Give it a token to be asked for one.

    It listens on 127.0.0.1 alone: whoever wants it on a network puts a TLS proxy before it.
    """

    def __init__(
        self,
        store: EmbeddedStore,
        port: int = 0,
        token: str | None = None,
        pay_secret: str | None = None,
        public_url: str = "",
    ) -> None:
        """port 0: any that is free. pay_secret: what pay links are signed with, see kiosk.store.paying; without it
        there is no pay page. public_url: where phones reach it. Nothing is charged: who presses "pay" has paid.

        Raises OSError when the port is taken, ValueError for a secret that is too short to be one.
        """
        if pay_secret is not None:
            paying.pay_signature(pay_secret, "", 0, "")
        self.store = store
        self.token = token
        self.pay_secret = pay_secret
        self._server = _Server(("127.0.0.1", port), self)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self.public_url = public_url.rstrip("/") or self.url
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, name="store-server", daemon=True
        )
        self._thread.start()

    def close(self) -> None:
        """Finishes the requests that are under way, then frees the port and closes the store."""
        self.store.stop_waiting()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        self.store.close()


class _Server(ThreadingHTTPServer):
    daemon_threads = False  # server_close() joins them

    def __init__(self, address: tuple[str, int], owner: StoreServer) -> None:
        self.owner = owner
        super().__init__(address, _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        # Whoever hangs up in the middle is no news; a traceback of ours would be written over the screen for each.
        error = sys.exc_info()[1]
        if isinstance(error, OSError):
            log.debug("a client went away: %s", error)
        else:
            log.error("a request failed", exc_info=error)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = 10  # seconds that a silent client may hold a thread

    def do_POST(self) -> None:
        if self.path.startswith("/pay/"):
            self._page(pay=True)
        else:
            self._answer(*self._post())

    def do_GET(self) -> None:
        if self.path.startswith("/pay/"):
            self._page(pay=False)
        else:
            self._answer(*self._get())

    def _post(self) -> tuple[int, dict[str, Any]]:
        length = self.headers.get("Content-Length", "")
        if not (length.isascii() and length.isdigit()):
            return 411, {"error": "Content-Length is missing"}
        if len(length) > 12 or int(length) > contract.MAX_BODY_BYTES:
            return 413, {"error": f"an order has at most {contract.MAX_BODY_BYTES} bytes"}
        body = self.rfile.read(int(length))
        if not self._known():
            return 401, {"error": "a token is needed"}
        if act := re.fullmatch(r"/orders/([^/]+)/(cancel|refund)", self.path):
            return self._act(unquote(act[1]), act[2], body)
        if self.path != "/orders":
            return 404, {"error": "orders go to /orders"}
        try:
            submission = contract.from_json(json.loads(body))
        except (ValueError, RecursionError) as error:
            return 400, {"error": f"not an order: {error}"}
        if self.headers.get("Idempotency-Key") != submission.reference:
            return 400, {"error": "Idempotency-Key must be the order's reference"}
        answer = self.server.owner.store.submit(submission)
        if isinstance(answer, Accepted):
            link = self._link(submission.reference, submission.total, submission.currency)
            named = {"id": answer.store_id, "reference": submission.reference, "pay_url": link}
            return 200 if answer.already_there else 201, named
        if isinstance(answer, Rejected):
            taken = self.server.owner.store.find(submission.reference) is not None
            return 409 if taken else 422, {"error": answer.reason, "reference": submission.reference}
        # Without an answer from the disk the caller must look it up; 503 would promise that nothing was done.
        return 500 if isinstance(answer, Unknown) else 503, {"error": answer.reason}

    def _get(self) -> tuple[int, dict[str, Any]]:
        if not self._known():
            return 401, {"error": "a token is needed"}
        path, _, query = self.path.partition("?")
        store = self.server.owner.store
        asked = dict(parse_qsl(query))
        number = asked.get("after", asked.get("since", "0"))
        wait_s = asked.get("wait_s", "0")
        if not all(text.isascii() and text.isdigit() and len(text) < 16 for text in (number, wait_s)):
            return 400, {"error": "after, since and wait_s are whole numbers"}
        if path == "/health":
            return self._said(store.health(), lambda _: {"well": True})
        if path == "/capabilities":
            can = replace(store.capabilities(), pay_link=self.server.owner.pay_secret is not None)
            return 200, {"name": store.name, **asdict(can)}
        if path == "/catalogue":
            found = store.catalogue(int(number))
            return self._said(found, lambda page: {"goods": [*map(asdict, page.wares)], "next": page.after})
        if path == "/changes":
            return self._said(
                store.changes(int(number), float(wait_s)),
                lambda changes: {
                    "last": changes.last,
                    "orders": [*map(self._shown, changes.orders)],
                    "goods": [*map(asdict, changes.wares)],
                },
            )
        if path.startswith("/orders/"):
            reference = unquote(path.removeprefix("/orders/"))
            return self._order(reference, store.order(reference))
        return 404, {"error": "orders are at /orders/<reference>"}

    def _act(self, reference: str, what: str, body: bytes) -> tuple[int, dict[str, Any]]:
        store = self.server.owner.store
        try:
            said = json.loads(body)
        except (ValueError, RecursionError):
            said = None
        written = said.get("reason") if isinstance(said, dict) else None
        reason = contract.plain(written) if isinstance(written, str) else "asked for by a booth"
        return self._order(
            reference, store.cancel(reference, reason) if what == "cancel" else store.refund(reference, reason)
        )

    def _order(self, reference: str, found: object) -> tuple[int, dict[str, Any]]:
        if found is None:
            return 404, {"error": "no such order", "reference": reference}
        if isinstance(found, Rejected):
            return 409, {"error": found.reason, "reference": reference}
        return self._said(found, self._shown)

    def _said(self, found: Any, shown: Callable[[Any], dict[str, Any]]) -> tuple[int, dict[str, Any]]:
        if isinstance(found, RetryLater):
            return 503, {"error": found.reason}
        return (500, {"error": found.reason}) if isinstance(found, Unknown) else (200, shown(found))

    def _shown(self, order: StoreOrder) -> dict[str, Any]:
        link = self._link(order.reference, order.total, order.currency)
        return contract.order_to_json(replace(order, pay_url=link))

    def _link(self, reference: str, total: int, currency: str) -> str:
        owner = self.server.owner
        return (
            paying.pay_link(owner.public_url, owner.pay_secret, reference, total, currency)
            if owner.pay_secret
            else ""
        )

    def _page(self, *, pay: bool) -> None:
        """The visitor's phone: no token, but a link that only this store and its booths can make."""
        owner = self.server.owner
        asked = re.fullmatch(r"/pay/([A-Z0-9-]{1,64})/([0-9]{1,12})([A-Z]{3})/([A-Z2-7]{26})", self.path)
        good = asked is not None and owner.pay_secret is not None and hmac.compare_digest(
            paying.pay_signature(owner.pay_secret, asked[1], int(asked[2]), asked[3]), asked[4]
        )  # fmt: skip
        if not good or asked is None:
            self._html(404, payment_page.refused())
            return
        found: StoreOrder | Rejected | Failure | None = owner.store.order(asked[1])
        if isinstance(found, StoreOrder) and (found.total, found.currency) != (int(asked[2]), asked[3]):
            self._html(409, payment_page.refused())  # signed for another sum than is asked for here
            return
        if pay and isinstance(found, StoreOrder):
            found = owner.store.pay(asked[1])
        if found is None:
            self._html(200, payment_page.not_yet(asked[1]))
        elif isinstance(found, StoreOrder):
            self._html(200, payment_page.order(found))
        else:
            self._html(409 if isinstance(found, Rejected) else 503, payment_page.failed())

    def _html(self, status: int, page: str) -> None:
        body = page.encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
        )
        self.end_headers()
        self.wfile.write(body)

    def _known(self) -> bool:
        token = self.server.owner.token
        given = self.headers.get("Authorization", "").encode("utf-8", "surrogateescape")
        return token is None or hmac.compare_digest(given, f"Bearer {token}".encode())

    def _answer(self, status: int, value: dict[str, Any]) -> None:
        body = json.dumps(value, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class names it so
        # Without the path: a pay link is good for whoever reads it, and a log is read by many.
        log.debug("%s %s", self.command, (self.path or "").split("/")[1:2])
