"""What this booth adopted last: state/trust.json, so that neither an old pack nor a rewritten log comes back."""

from __future__ import annotations

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.town.durable import write_text

if TYPE_CHECKING:
    from kiosk.trace.trust.manifest import Manifest

FILE_NAME = "trust.json"
LARGEST = 1 << 20  # bytes


class TrustStateError(Exception):
    """trust.json cannot be used; the text says why, for staff. Going on without it would let an old pack back."""


class OldPackError(Exception):
    """A pack older than the one that was adopted, or another under its number; the text says so, for staff."""


@dataclass(frozen=True, slots=True)
class Adopted:
    """root: public key in hexadecimal. checkpoint: the log's signed note, whole; "" where the pack had no log."""

    root: str
    town: str
    sequence: int
    content: str
    checkpoint: str = ""


def read_adopted(path: Path, root: str, town: str) -> Adopted | None:
    """What was adopted last of this root's packs of this town; None where nothing was.

    Raises TrustStateError for a file that cannot be read or is something else.
    """
    return _read(path).get((root, town))


def check_sequence(manifest: Manifest, adopted: Adopted | None) -> None:
    """Raises OldPackError for a pack before the adopted one, and for another pack under the adopted one's number.

    adopted: of the root that signed the manifest and of its town.
    """
    if adopted is None:
        return
    if manifest.sequence < adopted.sequence:
        raise OldPackError(
            f"this pack is number {manifest.sequence}, and this booth has already shown number {adopted.sequence}: "
            "an old pack may bring back what was withdrawn since. Build the town anew and sign it with the root"
        )
    if manifest.sequence == adopted.sequence and manifest.content != adopted.content:
        raise OldPackError(
            f"this pack is number {manifest.sequence} like the one shown now, but its content is another: "
            "the root must give each pack a number of its own"
        )


def adopt(path: Path, manifest: Manifest, root: str, checkpoint: str = "") -> Adopted:
    """Checks the sequence number and writes down, durably, that this pack was adopted.

    Whoever adopts at the same time waits. Raises OldPackError, TrustStateError, and OSError; then nothing changed.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with _alone(path):
        known = _read(path)
        check_sequence(manifest, known.get((root, manifest.town)))
        adopted = Adopted(root, manifest.town, manifest.sequence, manifest.content, checkpoint)
        known[root, manifest.town] = adopted
        write_text(path, json.dumps([asdict(one) for one in known.values()], indent=1), 0o600)
    return adopted


def _read(path: Path) -> dict[tuple[str, str], Adopted]:
    try:
        with path.open("rb") as file:
            text = file.read(LARGEST + 1)
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise TrustStateError(f"{path} cannot be read ({error.strerror or error})") from error
    try:
        stored = json.loads(text) if len(text) <= LARGEST else None
        if not isinstance(stored, list):
            raise ValueError
        known = [_adopted(one) for one in stored]
    except (ValueError, RecursionError):
        raise TrustStateError(
            f"{path} is damaged: it remembers which pack this booth showed last. Put it back from a backup, or "
            "delete it if you are sure that the pack at hand is the newest"
        ) from None
    return {(one.root, one.town): one for one in known}


def _adopted(stored: object) -> Adopted:
    """Raises ValueError."""
    if not isinstance(stored, dict) or stored.keys() != {field.name for field in fields(Adopted)}:
        raise ValueError
    adopted = Adopted(**stored)
    words = (adopted.root, adopted.town, adopted.content, adopted.checkpoint)
    if (
        type(adopted.sequence) is not int
        or adopted.sequence < 1
        or not all(isinstance(word, str) for word in words)
    ):
        raise ValueError
    return adopted


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    with path.with_name(f".{path.name}.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
