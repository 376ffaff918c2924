"""One deadline for all of an answer. A socket's timeout begins anew with every byte, and header lines in drops, or
"100 Continue" without end, would hold the sender for days."""

from __future__ import annotations

import math
import socket
import ssl
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from requests.adapters import HTTPAdapter


class Deadline:
    """at: monotonic seconds, changed before each request."""

    def __init__(self) -> None:
        self.at = math.inf

    def left(self, timeout: float | None) -> float:
        """Seconds to wait for the next bytes. Raises TimeoutError when there are none left."""
        left = self.at - time.monotonic()
        if left <= 0:
            raise TimeoutError("the answer took too long")
        return left if timeout is None else min(left, timeout)


def adapter(deadline: Deadline) -> HTTPAdapter:
    """What a requests session sends through, so that every read ends at the deadline."""
    from requests.adapters import HTTPAdapter
    from urllib3 import HTTPConnectionPool
    from urllib3.connection import HTTPConnection
    from urllib3.util.ssl_ import create_urllib3_context

    class Plain(socket.socket):
        def recv_into(self, *args: Any) -> int:
            self.settimeout(deadline.left(self.gettimeout()))
            return super().recv_into(*args)

    class Tls(ssl.SSLSocket):
        def recv_into(self, *args: Any) -> int:
            self.settimeout(deadline.left(self.gettimeout()))
            return super().recv_into(*args)

    class Connection(HTTPConnection):
        def connect(self) -> None:
            super().connect()
            made: socket.socket = self.sock
            timeout = made.gettimeout()
            self.sock = Plain(made.family, made.type, made.proto, fileno=made.detach())
            self.sock.settimeout(timeout)

    class Pool(HTTPConnectionPool):
        ConnectionCls = Connection

    class Adapter(HTTPAdapter):
        def init_poolmanager(self, *args: Any, **options: Any) -> None:
            context = create_urllib3_context()
            context.sslsocket_class = Tls
            super().init_poolmanager(*args, **options, ssl_context=context)
            manager = self.poolmanager
            manager.pool_classes_by_scheme = manager.pool_classes_by_scheme | {"http": Pool}

    return Adapter(pool_maxsize=1)
