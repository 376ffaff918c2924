"""Locks between processes: files that the kernel unlocks when a process ends, however it ends."""

from __future__ import annotations

import contextlib
import fcntl
import os
import threading
from pathlib import Path


class FileLock:
    """flock(2) on a file that holds nothing but the owner's process id, for people who look.

    The file is never removed: two processes would then lock two files of one name.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._descriptor: int | None = None
        self._gate = threading.Lock()

    @property
    def held(self) -> bool:
        return self._descriptor is not None

    def take(self) -> bool:
        """For ourselves alone. False when another process, or another FileLock, has it. Raises OSError."""
        with self._gate:
            if self._descriptor is not None:
                return True
            descriptor = self._open()
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                os.close(descriptor)
                return False
            except BaseException:
                os.close(descriptor)
                raise
            self._descriptor = descriptor
            with contextlib.suppress(OSError):  # a full disk: the lock is ours whether or not its file says so
                os.ftruncate(descriptor, 0)
                os.write(descriptor, f"{os.getpid()}\n".encode())
            return True

    def share(self) -> None:
        """Beside others who share it, no longer for ourselves alone; waits for who has it alone. Raises OSError."""
        with self._gate:
            descriptor = self._open() if self._descriptor is None else self._descriptor
            try:
                fcntl.flock(descriptor, fcntl.LOCK_SH)
            except BaseException:
                if self._descriptor is None:
                    os.close(descriptor)
                raise
            self._descriptor = descriptor

    def close(self) -> None:
        """Safe to call twice."""
        with self._gate:
            if self._descriptor is not None:
                os.close(self._descriptor)
                self._descriptor = None

    def owner(self) -> int | None:
        """The process id that stands in the file: who has it, or had it last. None when nobody ever had."""
        try:
            text = self.path.read_text(encoding="ascii").strip()
        except (OSError, UnicodeDecodeError):
            return None
        return int(text) if text.isdecimal() else None

    def _open(self) -> int:
        return os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
