"""A booth's file over the network: offered at one address, fetched from one. Both sides mistrust the other."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PATH = "/sightings"
CONNECT_S = 5.0
READ_S = 10.0  # for any one piece
WHOLE_S = 60.0
PIECE = 64 * 1024  # bytes
AT_ONCE = 4  # answers


class LinkError(Exception):
    """A file that could not be fetched; the text says why, for staff."""


def fetch(link: str, largest: int, clock: Callable[[], float] = time.monotonic) -> bytes:
    """The file behind a link. largest: bytes. Raises LinkError; no redirect is followed, nothing is unpacked."""
    import requests
    from urllib3.exceptions import HTTPError

    began = clock()
    session = requests.Session()
    session.trust_env = False  # no proxy and no stored password of this machine
    try:
        with (
            session,
            session.get(
                link,
                timeout=(CONNECT_S, READ_S),
                allow_redirects=False,
                stream=True,
                headers={"Accept-Encoding": "identity"},
            ) as answer,
        ):
            if answer.status_code != HTTPStatus.OK:
                raise LinkError(f"{link} answers {answer.status_code}")
            body = bytearray()
            while piece := answer.raw.read1(PIECE):  # what is there, so that a slow sender cannot hold us
                body += piece
                if len(body) > largest:
                    raise LinkError(f"{link} sends more than {largest} bytes")
                if clock() - began > WHOLE_S:
                    raise LinkError(f"{link} takes longer than {WHOLE_S:.0f} s")
            return bytes(body)
    except (requests.RequestException, HTTPError, OSError, ValueError) as error:
        raise LinkError(f"{link}: {error}") from error


def offer(host: str, port: int, file: Callable[[], bytes]) -> ThreadingHTTPServer:
    """A server of one path, /sightings, of which file() makes the answer. Raises OSError.

    The caller runs serve_forever() and, from another thread, shutdown(); then server_close(). What it gives away is
    signed, and tells nothing to whoever lacks the town's key.
    """

    free = threading.BoundedSemaphore(AT_ONCE)

    class Answer(BaseHTTPRequestHandler):
        timeout = READ_S
        server_version = "kiosk"
        sys_version = ""

        def do_GET(self) -> None:
            if self.path != PATH:
                self.send_error(HTTPStatus.NOT_FOUND)
                return
            if not free.acquire(blocking=False):
                self.send_error(HTTPStatus.SERVICE_UNAVAILABLE)
                return
            try:
                body = file()
                self.send_response(HTTPStatus.OK)
                self.send_header("Content-Type", "application/octet-stream")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            finally:
                free.release()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name in the base
            return  # addresses of whoever asks are written nowhere

    server = ThreadingHTTPServer((host, port), Answer)
    server.daemon_threads = True
    return server
