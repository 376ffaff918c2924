"""The issuers that a town's next manifest will list: public facts only, beside the keys in state/keys/issuers.json.

{"issuers": [town.model.Issuer, ...], "files": {key id: where its private key lies on this machine}}
"""

from __future__ import annotations

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from kiosk.town.durable import write_text
from kiosk.town.model import Issuer
from kiosk.trace.trust.manifest import ManifestError, check_issuers

FILE_NAME = "issuers.json"
KEY_IDS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
LARGEST = 1 << 20  # bytes


class RingError(Exception):
    """The list of issuers cannot be used, or not in this way; the text says why, for staff."""


@dataclass(frozen=True, slots=True)
class Ring:
    """In the order in which they came. A key id once given stays given, also after the key was revoked."""

    issuers: tuple[Issuer, ...] = ()
    files: dict[str, str] = field(default_factory=dict)

    def issuer(self, key_id: str) -> Issuer:
        """Raises RingError."""
        found = next((issuer for issuer in self.issuers if issuer.key_id == key_id), None)
        if found is None:
            raise RingError(f"there is no issuer {key_id}; there are: {', '.join(i.key_id for i in self.issuers)}")
        return found

    def free_id(self) -> str:
        """A key id that was never given. Raises RingError when all 32 are."""
        used = {issuer.key_id for issuer in self.issuers}
        # After the last one given, so that K is followed by L.
        start = KEY_IDS.index(self.issuers[-1].key_id) + 1 if self.issuers else KEY_IDS.index("K")
        free = next((one for one in KEY_IDS[start:] + KEY_IDS[:start] if one not in used), None)
        if free is None:
            raise RingError("all 32 key ids are given: a sticker has room for no more")
        return free

    def added(self, issuer: Issuer, file: Path | None) -> Ring:
        """With one more. Raises RingError for a key id or a key that is there, or a key that is weak."""
        files = self.files | ({issuer.key_id: str(file.absolute())} if file else {})
        return _checked(Ring((*self.issuers, issuer), files))

    def changed(self, issuer: Issuer) -> Ring:
        """With other facts about one that is there; its key stays. Raises RingError."""
        before = self.issuer(issuer.key_id)
        if before.public_key != issuer.public_key:
            raise RingError(f"issuer {issuer.key_id} has another key: a key id is never given to a second one")
        issuers = tuple(issuer if one is before else one for one in self.issuers)
        return _checked(Ring(issuers, self.files))


def read_ring(path: Path) -> Ring:
    """The ring in a file; an empty one where there is none. Raises RingError for a file that is something else."""
    try:
        with path.open("rb") as file:
            text = file.read(LARGEST + 1)
    except FileNotFoundError:
        return Ring()
    except OSError as error:
        raise RingError(f"{path} cannot be read ({error.strerror or error})") from error
    try:
        stored = json.loads(text) if len(text) <= LARGEST else None
        if not isinstance(stored, dict) or stored.keys() != {"issuers", "files"}:
            raise ValueError
        files = stored["files"]
        if not isinstance(files, dict) or not all(isinstance(value, str) for value in files.values()):
            raise ValueError
        ring = Ring(tuple(Issuer.model_validate(one) for one in stored["issuers"]), files)
    except ValidationError as error:
        raise RingError(f"{path}: {error.errors(include_url=False, include_input=False)[0]['msg']}") from None
    except (ValueError, TypeError, RecursionError):
        raise RingError(f"{path} is not a list of issuers; put it back from a backup") from None
    return _checked(ring)


@contextmanager
def ring_to_write(path: Path) -> Iterator[list[Ring]]:
    """The ring as a list of one; what the list holds at the end is written, in one step. Others wait meanwhile.

    Raises RingError, and OSError; then nothing is written.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.with_name(f".{path.name}.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        holder = [read_ring(path)]
        before = holder[0]
        yield holder
        if holder[0] != before:
            _write(path, _checked(holder[0]))


def _checked(ring: Ring) -> Ring:
    try:
        check_issuers(ring.issuers)
    except ManifestError as error:
        raise RingError(str(error)) from None
    return ring


def _write(path: Path, ring: Ring) -> None:
    issuers = [issuer.model_dump(mode="json", exclude_defaults=True) for issuer in ring.issuers]
    text = json.dumps({"issuers": issuers, "files": ring.files}, ensure_ascii=False, indent=1)
    write_text(path, text, 0o600)
