"""The decoders that stand side by side. Ours and zxing-cpp run here; the others hang or abort on some pictures, so
each has a process of its own, and a limit of time for a frame."""

from __future__ import annotations

import ctypes.util
import importlib.util
import multiprocessing
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from multiprocessing.connection import Connection
from typing import Any

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

Image = NDArray[np.uint8]
Clock = Callable[[], float]
LIMIT_S = 4.0  # a frame; no live scanner could wait as long


@dataclass(frozen=True, slots=True)
class Answer:
    """texts: what was read; one that is no Unicode comes as its Latin-1 spelling. ms: what it took, conversion to
    grey included. trouble: "hung" or "crashed"."""

    texts: frozenset[str]
    ms: float
    trouble: str = ""


class Reader:
    """A decoder by name. `read` takes a BGR frame and may be called by one thread."""

    name: str = ""
    note: str = ""

    def read(self, image: Image) -> Answer:
        raise NotImplementedError

    def close(self) -> None:
        pass


class InProcess(Reader):
    def __init__(self, name: str, call: Callable[[Image], list[str]], note: str, clock: Clock) -> None:
        self.name, self.note = name, note
        self._call, self._clock = call, clock

    def read(self, image: Image) -> Answer:
        started = self._clock()
        texts = self._call(image)
        return Answer(frozenset(texts), (self._clock() - started) * 1e3)


def zxing_call(**flags: bool) -> Callable[[Image], list[str]]:
    """zxing-cpp on the whole grey frame, QR model 2 only. flags: try_rotate, try_invert, …"""
    formats = [zxingcpp.BarcodeFormat.QRCodeModel2]
    kept: list[Any] = [None]

    def call(image: Image) -> list[str]:
        kept[0] = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY, dst=kept[0])
        return [code.text for code in zxingcpp.read_barcodes(kept[0], formats=formats, **flags) if code.text]  # type: ignore[arg-type]

    return call


def ours(budget_ms: float, clock: Clock) -> Callable[[Image], list[str]]:
    from kiosk.scan.read.cascade import Cascade

    cascade = Cascade(budget_ms, clock=clock)
    return lambda image: [found.text for found in cascade.still(image)]


# --- others, in a process of their own --------------------------------------------------------------------


def _opencv(kind: str) -> Callable[[Image], list[str]]:
    detector = cv2.QRCodeDetectorAruco() if kind == "aruco" else cv2.QRCodeDetector()

    def call(image: Image) -> list[str]:
        grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
        try:
            return [text for text in detector.detectAndDecodeMulti(grey)[1] if text]
        except (cv2.error, UnicodeDecodeError):  # both happen on codes that it misreads
            return []

    return call


def _pyzbar(_: str) -> Callable[[Image], list[str]]:
    from pyzbar import pyzbar

    def call(image: Image) -> list[str]:
        grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
        return [_text(code.data) for code in pyzbar.decode(grey, symbols=[pyzbar.ZBarSymbol.QRCODE])]

    return call


def _deqr(kind: str) -> Callable[[Image], list[str]]:
    import deqr

    decoder = deqr.QRdecDecoder() if kind == "qrdec" else deqr.QuircDecoder()

    def call(image: Image) -> list[str]:
        grey = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
        codes = decoder.decode(grey, convert_data=False)
        return [_text(b"".join(bytes(part.data) for part in code.data_entries)) for code in codes]

    return call


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


_MAKERS: dict[str, tuple[Callable[[str], Callable[[Image], list[str]]], str, str]] = {
    "opencv": (_opencv, "classic", "OpenCV QRCodeDetector"),
    "opencv-aruco": (_opencv, "aruco", "OpenCV QRCodeDetectorAruco"),
    "pyzbar": (_pyzbar, "", "pyzbar (ZBar)"),
    "qrdec": (_deqr, "qrdec", "deqr, qrdec (ZBar's QR part)"),
    "quirc": (_deqr, "quirc", "deqr, quirc"),
}


def missing(name: str) -> str:
    """Why a decoder cannot run here; "" when it can."""
    if name == "pyzbar":
        if importlib.util.find_spec("pyzbar") is None:
            return "the Python package pyzbar is not installed (tests/bench/peers.txt)"
        if ctypes.util.find_library("zbar") is None:
            return "the Debian package libzbar0 is not installed"
    if name in ("qrdec", "quirc") and importlib.util.find_spec("deqr") is None:
        return "the Python package deqr is not installed (tests/bench/peers.txt)"
    return ""


class Apart(Reader):
    """A decoder in a child process, started when first asked and again after it hung or crashed."""

    def __init__(self, name: str, limit_s: float = LIMIT_S, clock: Clock = time.perf_counter) -> None:
        self.name, self.note = name, _MAKERS[name][2]
        self._clock = clock
        self._limit_s = limit_s
        self._child: multiprocessing.process.BaseProcess | None = None
        self._pipe: Connection | None = None

    def read(self, image: Image) -> Answer:
        pipe = self._ready()
        try:
            pipe.send_bytes(np.int32(image.shape[:2]).tobytes() + image.tobytes())
            if not pipe.poll(self._limit_s):
                self.close()
                return Answer(frozenset(), self._limit_s * 1e3, "hung")
            texts, ms = pipe.recv()
        except (EOFError, OSError):
            self.close()
            return Answer(frozenset(), 0.0, "crashed")
        return Answer(frozenset(texts), ms)

    def close(self) -> None:
        if self._pipe is not None:
            self._pipe.close()
        if self._child is not None:
            self._child.kill()
            self._child.join()
        self._child = self._pipe = None

    def _ready(self) -> Connection:
        if self._pipe is None:
            context = multiprocessing.get_context("spawn")
            self._pipe, theirs = context.Pipe()
            self._child = context.Process(target=_serve, args=(self.name, self._clock, theirs), daemon=True)
            self._child.start()
            theirs.close()
            if not self._pipe.poll(60) or self._pipe.recv() != "ready":
                raise RuntimeError(f"{self.name} did not start")
        return self._pipe


def _serve(name: str, clock: Clock, pipe: Connection) -> None:
    """The child's life: a frame in, texts and milliseconds out, until the other end closes."""
    cv2.setNumThreads(1)
    # It warns of every code that names its character set.
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_ERROR)
    make, kind, _ = _MAKERS[name]
    call = make(kind)
    pipe.send("ready")
    while True:
        try:
            data = pipe.recv_bytes()
        except EOFError:
            return
        height, width = (int(n) for n in np.frombuffer(data, np.int32, 2))
        image = np.frombuffer(data, np.uint8, offset=8).reshape(height, width, 3)
        started = clock()
        texts = call(image)
        pipe.send((texts, (clock() - started) * 1e3))


NAMES = ("ours-30", "ours-100", "zxing", *_MAKERS)


def reader(name: str, clock: Clock = time.perf_counter) -> Reader:
    """One of NAMES. Raises KeyError. clock: seconds; what the decoders that run here are timed by."""
    if name == "zxing":
        # As cheap as it gets without losing reads on stickers; its defaults cost more and read hardly more.
        call = zxing_call(try_rotate=False, try_invert=False)
        return InProcess(name, call, f"zxing-cpp {version('zxing-cpp')}, whole frame", clock)
    if name.startswith("ours-"):
        budget = float(name.removeprefix("ours-"))
        return InProcess(name, ours(budget, clock), f"Cascade.still, {budget:.0f} ms", clock)
    return Apart(name, clock=clock)
