"""Who may open the staff screen: a PIN of 4 to 8 digits, kept as a scrypt hash, and wrong ones slowed down.

`kiosk staff pin` sets it. Wrong tries are counted on disk before they are judged: neither a pulled plug nor a
restart gives another one for free.
"""

from __future__ import annotations

import argparse
import hashlib
import hmac
import json
import logging
import secrets
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.town.durable import write_text

if TYPE_CHECKING:
    from kiosk.settings import Settings

log = logging.getLogger(__name__)

SHORTEST, LONGEST = 4, 8  # digits
FREE_TRIES = 5  # wrong ones, before the first wait
FIRST_WAIT_S, MOST_WAIT_S = 30.0, 3600.0
SCHEME = "scrypt-16384-8-1"  # RFC 7914: N, r, p; 16 MB and some 50 ms for each try


class AccessError(Exception):
    """The PIN cannot be set, or its file cannot be used."""


def wait_s(wrong: int) -> float:
    """Seconds to wait after so many wrong tries in a row: none after four, 30 after five, then doubled."""
    if wrong < FREE_TRIES:
        return 0.0
    return min(MOST_WAIT_S, FIRST_WAIT_S * 2.0 ** min(wrong - FREE_TRIES, 32))


@dataclass(frozen=True, slots=True)
class Tries:
    """Wrong tries in a row; at: when the last was, in seconds of the wall clock, which alone survives a restart."""

    wrong: int = 0
    at: float = 0.0

    def left_s(self, now: float) -> float:
        """Seconds until the next try is looked at. A clock that was set back costs one whole wait at most."""
        return max(0.0, wait_s(self.wrong) - max(0.0, now - self.at))


@dataclass(frozen=True, slots=True)
class Answer:
    """wait_s: how long no further try is looked at, from now."""

    right: bool
    wait_s: float


class Access:
    """The PIN of one booth. enter() takes some 50 ms: not on the window's thread. now: the wall clock's seconds."""

    def __init__(self, folder: Path, now: Callable[[], float] = time.time) -> None:
        self._pin = folder / "staff-pin.json"
        self._tries = folder / "staff-tries.json"
        self._now = now
        self._counted = Tries()  # where the disk is full, this process still counts

    @property
    def is_set(self) -> bool:
        return self._pin.exists()

    def set(self, pin: str) -> None:
        """Replaces the PIN and forgets wrong tries. Raises AccessError."""
        if not (SHORTEST <= len(pin) <= LONGEST and pin.isascii() and pin.isdecimal()):
            raise AccessError(f"a PIN is {SHORTEST} to {LONGEST} digits")
        salt = secrets.token_bytes(16)
        kept = {"scheme": SCHEME, "salt": salt.hex(), "hash": _hash(pin, salt).hex()}
        try:
            write_text(self._pin, json.dumps(kept) + "\n", 0o600)
            self._tries.unlink(missing_ok=True)
        except OSError as error:
            raise AccessError(f"the PIN could not be written: {error}") from error
        self._counted = Tries()

    def check(self) -> None:
        """Raises AccessError where the PIN's file cannot be used; says nothing where there is none."""
        if self.is_set:
            self._read()

    def left_s(self) -> float:
        """Seconds until a try is looked at."""
        return self._tried().left_s(self._now())

    def enter(self, pin: str) -> Answer:
        """Judges one try; one that comes too soon is not looked at and not counted. Raises AccessError."""
        salt, wanted = self._read()
        tried, now = self._tried(), self._now()
        if (left := tried.left_s(now)) > 0:
            return Answer(False, left)
        self._count(Tries(tried.wrong + 1, now))
        if hmac.compare_digest(_hash(pin[: LONGEST + 1], salt), wanted):
            self._count(Tries())
            return Answer(True, 0.0)
        return Answer(False, wait_s(tried.wrong + 1))

    def _read(self) -> tuple[bytes, bytes]:
        try:
            kept = json.loads(self._pin.read_text("utf-8"))
            if kept["scheme"] != SCHEME:
                raise ValueError(f"scheme {kept['scheme']!r}")
            return bytes.fromhex(kept["salt"]), bytes.fromhex(kept["hash"])
        except FileNotFoundError:
            raise AccessError("no PIN is set; set one with: kiosk staff pin") from None
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise AccessError(f"{self._pin}: {error}; set the PIN anew with: kiosk staff pin") from error

    def _tried(self) -> Tries:
        now = self._now()
        try:
            kept = json.loads(self._tries.read_text("utf-8"))
            tried = Tries(int(kept["wrong"]), float(kept["at"]))
        except FileNotFoundError:
            tried = Tries()
        except (OSError, ValueError, KeyError, TypeError, OverflowError):
            # Whoever damages the count gains nothing by it, and waits once.
            tried = Tries(FREE_TRIES, now)
            self._count(tried)
        if tried.wrong < self._counted.wrong:
            tried = self._counted
        if not tried.at <= now:  # the clock was set back, or it is no number: from now on
            tried = Tries(tried.wrong, now)
            self._count(tried)
        return tried

    def _count(self, tries: Tries) -> None:
        self._counted = tries
        try:
            write_text(self._tries, json.dumps({"wrong": tries.wrong, "at": tries.at}) + "\n", 0o600)
        except OSError as error:
            log.warning("wrong tries at the staff screen are not kept: %s", error)


def _hash(pin: str, salt: bytes) -> bytes:
    return hashlib.scrypt(pin.encode(), salt=salt, n=16384, r=8, p=1)


# --- kiosk staff pin --------------------------------------------------------------------------------------------


def add_staff(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    staff = commands.add_parser("staff", help="the staff screen on the booth: set its PIN")
    inside = staff.add_subparsers(metavar="COMMAND", required=True)
    pin = inside.add_parser("pin", help="set the PIN; asked for twice, or two lines on standard input")
    pin.set_defaults(command=run)


def run(settings: Settings, options: argparse.Namespace) -> int:
    """0: set; 1: refused."""
    pin, again = _asked("New PIN: "), _asked("The same again: ")
    try:
        if pin != again:
            raise AccessError("the two are not the same")
        Access(settings.state_folder).set(pin)
    except AccessError as error:
        print(f"kiosk staff pin: {error}; nothing was changed", file=sys.stderr)
        return 1
    print("The PIN is set. Hold the upper left corner of the first page for three seconds.")
    return 0


def _asked(prompt: str) -> str:
    if sys.stdin.isatty():
        from getpass import getpass

        return getpass(prompt).strip()
    return sys.stdin.readline(64).strip()
