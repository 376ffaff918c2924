"""Files that are whole or not there at all, also after a power cut."""

from __future__ import annotations

import fcntl
import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sync(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def keep(path: Path, under: Path) -> None:
    """A second name for the same file, or a copy on file systems that have no hard links."""
    under.unlink(missing_ok=True)
    try:
        os.link(path, under)
    except OSError:
        import shutil

        shutil.copyfile(path, under)
        sync(under)


@contextmanager
def whole(path: Path, mode: int | None = None) -> Iterator[Path]:
    """Yields an empty file beside `path` to be written to: it takes its place when the block ends, and survives a
    power cut then. After any error `path` is as it was.

    mode: the file's, whatever the umask; None is what the umask leaves. Raises OSError.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_name(f".{path.name}-{secrets.token_hex(4)}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
    os.close(os.open(half, flags, 0o666 if mode is None else mode))
    try:
        yield half
        if mode is not None:
            with suppress(PermissionError):  # of a stick's file system, which knows no modes
                half.chmod(mode)
        sync(half)
        half.replace(path)
    except BaseException:
        half.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def write_text(path: Path, text: str, mode: int | None = None) -> None:
    """Replaces a file in one step, see whole(). Lines end as they are."""
    with whole(path, mode) as half:
        half.write_text(text, encoding="utf-8", newline="")


def copy(source: Path, target: Path) -> None:
    """Copies a file's content, see whole()."""
    import shutil

    with whole(target) as half:
        shutil.copyfile(source, half)


def in_use(folder: Path) -> bool:
    """Whether somebody is alone() in it."""
    try:
        with (folder / ".lock").open("r") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """One at a time below this folder: a second one waits, and so never cleans away what the first is writing."""
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
