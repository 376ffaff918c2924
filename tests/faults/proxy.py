"""Stands between a booth and a store, and does to their calls whatever a network can do. On 127.0.0.1 alone."""

from __future__ import annotations

import contextlib
import random
import socket
import struct
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

LONGEST = 256 * 1024  # bytes of one message
PATIENCE_S = 40.0  # longer than any long poll

STRANGER = b'{"id":"STRANGER1","reference":"SOMEBODYELSE0001","pay_url":""}'
PORTAL = b"<!doctype html><title>Welcome to the venue's network</title><p>Please log in."

# What may happen to a call, and how often beside the others. "after": the store has done what it was asked, and
# only its word is lost; without it the store never heard of it.
FAULTS = {
    "refuse": 3,  # nobody listens, for a while
    "reset": 4,  # taken and thrown away
    "cut request": 8,
    "cut reply": 10,
    "drop reply": 12,
    "hang": 2,
    "hang after": 4,
    "slow": 4,  # the reply comes in drops
    "late": 6,  # cut, and only then handed on: it arrives when nobody expects it any more
    "twice": 6,  # handed on twice, by somebody who meant well
    "429": 3,
    "500": 3,
    "500 after": 4,
    "503": 3,
    "503 after": 3,
    "garbage after": 4,
    "wrong type after": 4,
    "truncated after": 5,
    "empty after": 3,
    "somebody else's": 4,
    "another reply": 4,  # a true reply, to another call
    "redirect": 3,
    "kill booth": 2,  # while the call is under way
    "kill store": 0.7,
}


@dataclass(frozen=True, slots=True)
class Message:
    head: bytes
    body: bytes

    @property
    def whole(self) -> bytes:
        return self.head + self.body

    @property
    def path(self) -> str:
        return self.head.split(b" ", 2)[1].decode("latin-1")


class Proxy:
    """Serves from construction to close(). upstream: the store's port, asked at each call.

    rate: which part of the calls goes wrong. strike(who): kill "booth" or "store", now. calm() ends all faults.
    """

    def __init__(
        self, upstream: Callable[[], int], chance: random.Random, rate: float, strike: Callable[[str], None]
    ) -> None:
        self.calls = 0
        self.done: Counter[str] = Counter()
        self.followed = 0  # redirects that somebody went after
        self._upstream = upstream
        self._chance = chance
        self._rate = rate
        self._strike = strike
        self._gate = threading.Lock()
        self._last_reply = b""
        self._shut_until = 0.0
        self._closing = threading.Event()
        self._open: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._listener = self._listen(0)
        self.port: int = self._listener.getsockname()[1]
        self._accepting = self._begin(self._accept)

    def calm(self) -> None:
        with self._gate:
            self._rate = 0.0

    def close(self) -> None:
        self._closing.set()
        with self._gate:
            for one in self._open:
                with contextlib.suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)
        self._accepting.join()
        for thread in list(self._threads):
            thread.join()

    # --- connections --------------------------------------------------------------------------------------

    def _listen(self, port: int) -> socket.socket:
        listener = socket.create_server(("127.0.0.1", port), backlog=64)
        listener.settimeout(0.05)
        return listener

    def _begin(self, act: Callable[..., None], *arguments: object) -> threading.Thread:
        thread = threading.Thread(target=act, args=arguments, daemon=True)
        with self._gate:  # started in it, or another would take it for one that has ended
            thread.start()
            self._threads = [one for one in self._threads if one.is_alive()]
            if act != self._accept:
                self._threads.append(thread)
        return thread

    def _accept(self) -> None:
        while not self._closing.is_set():
            wait = self._shut_until - time.monotonic()
            if wait > 0:  # a port that nobody listens on refuses
                self._listener.close()
                self._closing.wait(wait)
                self._listener = self._listen(self.port)
            try:
                client = self._listener.accept()[0]
            except TimeoutError:
                continue
            self._begin(self._serve, client)
        self._listener.close()

    def _serve(self, client: socket.socket) -> None:
        with contextlib.suppress(OSError), self._kept(client):
            while not self._closing.is_set():
                request = read_message(client)
                if request is None or not self._pass_on(client, request):
                    return

    @contextlib.contextmanager
    def _kept(self, one: socket.socket):  # type: ignore[no-untyped-def]
        one.settimeout(PATIENCE_S)
        with self._gate:
            self._open.add(one)
        try:
            if self._closing.is_set():
                raise OSError("closing")
            yield one
        finally:
            with self._gate:
                self._open.discard(one)
            one.close()

    # --- one call -----------------------------------------------------------------------------------------

    def _pick(self) -> tuple[str, float]:
        """A fault, or "", and a number in [0, 1) for how far it goes."""
        with self._gate:
            self.calls += 1
            chance = self._chance.random()
            [fault] = self._chance.choices(list(FAULTS), list(FAULTS.values()))
            if chance >= self._rate:
                fault = ""
            else:
                self.done[fault] += 1
            return fault, self._chance.random()

    def _pass_on(self, client: socket.socket, request: Message) -> bool:
        """Whether the connection may be used again."""
        if request.path.startswith("/followed"):
            self.followed += 1
            client.sendall(answer(200, STRANGER))
            return True
        fault, far = self._pick()
        if fault in ("refuse", "reset"):
            if fault == "refuse":
                self._shut_until = time.monotonic() + 0.1 + far
            reset(client)
            return False
        if fault == "cut request":
            self._ask(request.whole[: int(far * len(request.whole))], cut=True)
            return False
        if fault == "late":
            self._begin(self._later, request, 0.1 + 2 * far)
            return False
        if fault == "hang":
            self._closing.wait(2 + 2 * far)
            return False
        if fault in ("429", "500", "503", "redirect", "somebody else's"):
            client.sendall(self._said(fault))
            return True
        if fault == "kill store":
            self._begin(self._strike_soon, "store", far * 0.03)
        if fault == "twice":
            self._ask(request.whole)
        reply = self._ask(request.whole)
        if reply is None:
            return False
        return self._reply(client, request, reply, fault, far)

    def _reply(self, client: socket.socket, request: Message, reply: Message, fault: str, far: float) -> bool:
        whole = reply.whole
        with self._gate:
            before = self._last_reply or answer(200, STRANGER)
            if b"/orders" in request.head[:200]:
                self._last_reply = whole
        if fault == "drop reply":
            return False
        if fault == "cut reply":
            client.sendall(whole[: int(far * len(whole))])
            reset(client)
            return False
        if fault == "hang after":
            self._closing.wait(2 + 2 * far)
            return False
        if fault == "kill booth":
            self._begin(self._strike_soon, "booth", far * 0.02)
        if fault == "slow":
            pause = 3 * far / len(whole)  # some of these end in time, some do not
            for at in range(len(whole)):
                client.sendall(whole[at : at + 1])
                if self._closing.wait(pause):
                    return False
            return True
        if fault == "another reply":
            whole = before
        elif fault.endswith(" after"):
            whole = self._said(fault.removesuffix(" after"), reply)
        client.sendall(whole)
        return fault != "garbage after"

    def _said(self, what: str, reply: Message | None = None) -> bytes:
        if what == "garbage":
            with self._gate:
                return self._chance.randbytes(300)
        if what == "wrong type":
            return answer(200, PORTAL, "text/html; charset=utf-8")
        if what == "truncated":
            assert reply is not None
            return answer(200, reply.body[: max(1, len(reply.body) * 2 // 3)])
        if what == "empty":
            return answer(200, b"")
        if what == "redirect":
            return answer(307, b"", more=f"Location: http://127.0.0.1:{self.port}/followed\r\n")
        if what == "somebody else's":
            return answer(201, STRANGER)
        return answer(int(what), b"<h1>Something is wrong</h1>", "text/html")

    def _strike_soon(self, who: str, wait_s: float) -> None:
        if not self._closing.wait(wait_s):
            self._strike(who)

    def _later(self, request: Message, wait_s: float) -> None:
        if not self._closing.wait(wait_s):
            self._ask(request.whole)

    def _ask(self, data: bytes, cut: bool = False) -> Message | None:
        """The store's reply; None where there is none."""
        try:
            with self._kept(socket.create_connection(("127.0.0.1", self._upstream()), timeout=5)) as store:
                store.sendall(data)
                if cut:
                    reset(store)
                    return None
                return read_message(store)
        except (OSError, ValueError):
            return None


def read_message(connection: socket.socket) -> Message | None:
    """One HTTP message with a Content-Length or in chunks; None at the end, or where it is cut short."""
    read = b""
    while b"\r\n\r\n" not in read:
        piece = connection.recv(65536)
        if not piece or len(read) > LONGEST:
            return None
        read += piece
    head, _, body = read.partition(b"\r\n\r\n")
    lowered = head.lower()
    if b"transfer-encoding: chunked" in lowered:
        while not body.endswith(b"0\r\n\r\n"):
            piece = connection.recv(65536)
            if not piece or len(body) > LONGEST:
                return None
            body += piece
        return Message(head + b"\r\n\r\n", body)
    length = 0
    for line in lowered.split(b"\r\n")[1:]:
        if line.startswith(b"content-length:"):
            length = int(line.split(b":")[1])
    while len(body) < length:
        piece = connection.recv(65536)
        if not piece or len(body) > LONGEST:
            return None
        body += piece
    return Message(head + b"\r\n\r\n", body)


def answer(status: int, body: bytes, kind: str = "application/json", more: str = "") -> bytes:
    head = f"HTTP/1.1 {status} Whatever\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n{more}\r\n"
    return head.encode() + body


def reset(connection: socket.socket) -> None:
    """The next close() is a RST."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
