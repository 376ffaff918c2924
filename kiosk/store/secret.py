"""Tokens and secrets: never in the settings, but in a file, or in the desktop's keyring; never in a log.

The keyring is asked with secret-tool (libsecret), which a desktop with a keyring has; the `keyring` library would
bring seven packages for the same call. To put one there:
    secret-tool store --label="Kiosk token" service global-town-kiosk name token
and then write token_file = "keyring:token".
"""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

LEAST_SECRET = 16  # characters of a secret that something is signed with
_MOST = 4096  # characters
_KEYRING = "keyring:"
_PATIENCE_S = 5.0
_KEPT_S = 60.0  # asking a keyring takes tens of milliseconds


class Secret:
    """Where a secret is kept. read() looks again at every call, so that one that staff replace is taken at once;
    what a keyring said is kept for a minute, or until forget(), also that it did not answer: one that is locked
    takes five seconds each time, and a page asks for a pay link often."""

    def __init__(self, where: str | Path) -> None:
        """where: a file's path, or "keyring:<name>". Raises ValueError for a keyring's entry without a name."""
        text = str(where)
        self._name = text.removeprefix(_KEYRING) if text.startswith(_KEYRING) else None
        if self._name is not None and not self._name.isidentifier():
            raise ValueError(f'"{text}": write the name of an entry, such as "keyring:token"')
        self._file = Path(where)
        self._kept: tuple[float, str] | None = None
        self._failed: tuple[float, str] | None = None

    def __repr__(self) -> str:
        return f"Secret({str(self._file)!r})"

    def read(self) -> str:
        """Raises OSError, or ValueError that never holds any of it."""
        text = self._from_file() if self._name is None else self._from_keyring(self._name)
        if not text or any(not "!" <= letter <= "~" for letter in text):
            raise ValueError(f"{self._file} must hold one secret and nothing else")
        return text

    def read_long(self) -> str:
        """As read(), for what something is signed with."""
        text = self.read()
        if len(text) < LEAST_SECRET:
            raise ValueError(f"{self._file}: a secret has at least {LEAST_SECRET} characters")
        return text

    def forget(self) -> None:
        self._kept = self._failed = None

    def _from_file(self) -> str:
        with self._file.open("rb") as file:
            data = file.read(_MOST + 1)
        if len(data) > _MOST:
            raise ValueError(f"{self._file} is too long for a secret")
        return data.decode("ascii", "replace").strip()  # what was replaced is refused by read()

    def _from_keyring(self, name: str) -> str:
        now = time.monotonic()
        if self._kept is None or now - self._kept[0] > _KEPT_S:
            if self._failed is not None and now - self._failed[0] <= _KEPT_S:
                raise OSError(self._failed[1])
            try:
                self._kept = now, _ask_keyring(name)
            except TimeoutError as error:
                self._failed = time.monotonic(), str(error)
                raise
        return self._kept[1]


def _ask_keyring(name: str) -> str:
    command = ["secret-tool", "lookup", "service", "global-town-kiosk", "name", name]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_PATIENCE_S, check=False)  # noqa: S603 - no shell
    except FileNotFoundError:
        raise OSError("there is no secret-tool here; use a file instead") from None
    except subprocess.TimeoutExpired:
        raise TimeoutError("the keyring did not answer; is it locked?") from None
    if done.returncode:
        raise OSError(f'the keyring has no entry "{name}" of global-town-kiosk')
    return done.stdout[: _MOST + 1].decode("ascii", "replace").strip()


def secret(where: str | Path | Secret | None) -> Secret | None:
    return where if where is None or isinstance(where, Secret) else Secret(where)
