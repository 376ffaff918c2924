"""Private Ed25519 keys in their files: the one way that issuers, root, log and witnesses keep theirs.

A key file is JSON: {"use": what it signs, "name": whose it is, "private_key": 32 bytes in hexadecimal}. Only its
owner may read it, and it never lies in a work tree, from where it would get committed, but for the state folder's
keys/.
"""

from __future__ import annotations

import json
import os
import stat
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from kiosk.settings import ROOT

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

Use = Literal["issuer", "root", "log", "witness", "booth", "sightings"]

LARGEST = 4096  # bytes of a key file
OURS = ROOT / ".state"


class KeyFileError(Exception):
    """A key file cannot be used; the text says why, for staff, and never what the file holds."""


class Key(NamedTuple):
    """name: of an issuer its key id, of a log its origin, of a witness or booth its name."""

    use: Use
    name: str
    private_key: Ed25519PrivateKey

    @property
    def public_bytes(self) -> bytes:
        return self.private_key.public_key().public_bytes_raw()

    @property
    def public_hex(self) -> str:
        """As town.model.Issuer and the settings' [trust] root hold it: 32 bytes in hexadecimal."""
        return self.public_bytes.hex()


def open_key(path: Path, use: Use, name: str, *, state: Path = OURS) -> Key:
    """The key in a file, which is made where it is absent. Two processes that make it at once get the same one.

    name: for a key made now; a file that is there keeps its own. state: the booth's state folder.
    Raises KeyFileError like read_key, and OSError.
    """
    _refuse_place(path, state)
    if not os.path.lexists(path):
        _write(path, use, name)
    return read_key(path, use, state=state)


def make_key(path: Path, use: Use, name: str, *, state: Path = OURS) -> Key:
    """A new key in a new file. Raises KeyFileError where the path is taken: a key is never written over."""
    _refuse_place(path, state)
    if not _write(path, use, name):
        raise KeyFileError(f"{path} is there already; a key is never written over")
    return read_key(path, use, state=state)


def read_key(path: Path, use: Use, *, state: Path = OURS) -> Key:
    """The key that was made for this use; a key of one use is refused for every other.

    Raises KeyFileError for a file that others may read or replace, that lies in a work tree, or that is no such
    key, and OSError (FileNotFoundError where there is none).
    """
    _refuse_place(path, state)
    text = _read(path)
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    try:
        stored = json.loads(text)
        if stored.keys() == {
            "key_id",
            "private_key",
        }:  # an issuer's, as booths wrote it before there were other uses
            stored = {"use": "issuer", "name": stored["key_id"], "private_key": stored["private_key"]}
        if stored.keys() != {"use", "name", "private_key"} or not isinstance(stored["name"], str):
            raise KeyError
        key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(stored["private_key"]))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        # Only the kind of fault: a message with the file's content would spread the key through logs.
        raise KeyFileError(f"{path} is not a key file ({type(error).__name__})") from None
    if stored["use"] != use:
        raise KeyFileError(f"{path} is a key for another use than {use}: each use has a key of its own")
    return Key(use, stored["name"], key)


def _read(path: Path) -> str:
    """The file's text, of the very file whose mode was looked at."""
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)  # a pipe of that name would never open
    with os.fdopen(handle, "rb") as file:
        about = os.fstat(file.fileno())
        if not stat.S_ISREG(about.st_mode) or about.st_size > LARGEST:
            raise KeyFileError(f"{path} is not a key file (no file of at most {LARGEST} bytes)")
        if about.st_mode & 0o077:
            raise KeyFileError(f"{path} may be read by others: chmod 600 it, and make a new key if it was copied")
        folder = path.resolve().parent.stat()
        if folder.st_mode & 0o022 and not folder.st_mode & stat.S_ISVTX:
            raise KeyFileError(f"the folder of {path} may be written by others: chmod 700 it")
        try:
            return file.read(LARGEST).decode("ascii")
        except UnicodeDecodeError:
            raise KeyFileError(f"{path} is not a key file (UnicodeDecodeError)") from None


def _refuse_place(path: Path, state: Path) -> None:
    """Raises KeyFileError for a path that is, or by a symbolic link leads, into a work tree."""
    for place in {path.absolute(), path.resolve()}:
        tree = next((folder for folder in place.parents if (folder / ".git").exists()), None)
        allowed = ((home / "keys").resolve() for home in (state, OURS))
        if tree is not None and not any(place.resolve().is_relative_to(home) for home in allowed):
            raise KeyFileError(
                f"{path} lies in the work tree {tree}, from where keys get committed: keep it elsewhere"
            )


def _write(path: Path, use: Use, name: str) -> bool:
    """Makes a key's file in one step; False where another has made it first."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    stored = {"use": use, "name": name, "private_key": Ed25519PrivateKey.generate().private_bytes_raw().hex()}
    handle, half = tempfile.mkstemp(dir=path.parent, prefix=".key-")  # mode 0600 from its first moment
    try:
        with os.fdopen(handle, "w", encoding="ascii") as file:
            json.dump(stored, file)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(half, path)  # fails rather than replacing a key that another process has just made
        except FileExistsError:
            return False
    finally:
        Path(half).unlink()
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(folder)  # a signed sticker whose key is gone after a power cut is a forged one
    finally:
        os.close(folder)
    return True
