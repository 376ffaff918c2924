"""An EmbeddedStore over HTTP on this machine: for tests, and for several booths on one table."""

from __future__ import annotations

import hmac
import json
import logging
import sqlite3
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote

from kiosk.store import contract
from kiosk.store.base import Accepted, Rejected, Unknown
from kiosk.store.embedded import EmbeddedStore

log = logging.getLogger(__name__)


class StoreServer:
    """Serves from construction to close(); `url` is where. Give it a token to be asked for one.

    It listens on 127.0.0.1 alone: whoever wants it on a network puts a TLS proxy before it.
    """

    def __init__(self, store: EmbeddedStore, port: int = 0, token: str | None = None) -> None:
        """port 0: any that is free. Raises OSError when the port is taken."""
        self.store = store
        self.token = token
        self._server = _Server(("127.0.0.1", port), self)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, name="store-server", daemon=True
        )
        self._thread.start()

    def close(self) -> None:
        """Finishes the requests that are under way, then frees the port and closes the store."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        self.store.close()


class _Server(ThreadingHTTPServer):
    daemon_threads = False  # server_close() joins them

    def __init__(self, address: tuple[str, int], owner: StoreServer) -> None:
        self.owner = owner
        super().__init__(address, _Handler)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    timeout = 10  # seconds that a silent client may hold a thread

    def do_POST(self) -> None:
        self._answer(*self._post())

    def do_GET(self) -> None:
        self._answer(*self._get())

    def _post(self) -> tuple[int, dict[str, Any]]:
        length = self.headers.get("Content-Length", "")
        if not (length.isascii() and length.isdigit()):
            return 411, {"error": "Content-Length is missing"}
        if int(length[:12]) > contract.MAX_BODY_BYTES:
            return 413, {"error": f"an order has at most {contract.MAX_BODY_BYTES} bytes"}
        body = self.rfile.read(int(length))
        if not self._known():
            return 401, {"error": "a token is needed"}
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
            named = {"id": answer.store_id, "reference": submission.reference}
            return 200 if answer.already_there else 201, named
        if isinstance(answer, Rejected):
            taken = self.server.owner.store.find(submission.reference) is not None
            return 409 if taken else 422, {"error": answer.reason, "reference": submission.reference}
        # Without an answer from the disk the caller must look it up; 503 would promise that nothing was done.
        return 500 if isinstance(answer, Unknown) else 503, {"error": answer.reason}

    def _get(self) -> tuple[int, dict[str, Any]]:
        if not self._known():
            return 401, {"error": "a token is needed"}
        if not self.path.startswith("/orders/"):
            return 404, {"error": "orders are at /orders/<reference>"}
        reference = unquote(self.path.removeprefix("/orders/"))
        try:
            found = self.server.owner.store.order(reference)
        except sqlite3.Error as error:
            return 503, {"error": str(error)}
        if found is None:
            return 404, {"error": "no such order", "reference": reference}
        return 200, {"id": found[0], **contract.to_json(found[1])}

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
        log.debug(format, *args)
