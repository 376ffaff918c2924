"""A virtual screen where there is none: Xvfb, ended with us."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager


def has_display() -> bool:
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


@contextmanager
def virtual_screen(width: int, height: int) -> Iterator[str]:
    """Yields the DISPLAY of a new virtual screen of this size.

    Raises RuntimeError where Xvfb is not installed or does not start.
    """
    xvfb = shutil.which("Xvfb")
    if xvfb is None:
        raise RuntimeError("Xvfb is missing: apt-get install xvfb")
    reader, writer = os.pipe()
    command = [
        xvfb,
        "-displayfd",
        str(writer),
        "-screen",
        "0",
        f"{width}x{height}x24",
        "-nolisten",
        "tcp",
        "-noreset",
    ]
    server = subprocess.Popen(  # noqa: S603 (our own arguments)
        command, pass_fds=(writer,), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    os.close(writer)
    try:
        with os.fdopen(reader) as answer:
            number = answer.readline().strip()  # the server writes it when it is ready
        if not number:
            raise RuntimeError(f"Xvfb ended with status {server.wait(10)} before its screen was ready")
        yield f":{number}"
    finally:
        server.terminate()
        server.wait(10)
