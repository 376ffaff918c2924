"""Whether a town changed since its pack was built, without reading it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.town import certificates, media
from kiosk.town.schema import VERSION

if TYPE_CHECKING:
    from kiosk.town.model import Issuer


def source_hash(
    folder: Path, assets: media.Roots, issuers: Sequence[Issuer] = (), beside: Iterable[Path] = ()
) -> str:
    """A fingerprint of what a pack would be built from, by names, sizes and times of change: no file is opened.

    Different whenever a file of the town or a picture or film came, went or was written, or one of those beside the
    town; and for another version of the pack. Give it to build().
    """
    digest = hashlib.sha256(f"pack version {VERSION}\n".encode())
    # One look at each file and no pathlib, which takes several times as long: this is done at every start.
    for name, path in _written(folder):
        digest.update(_state(name, path))
    roots = [os.fspath(root) for root in media.roots(assets)]
    for name in media.names(assets):
        for root in roots:
            with suppress(OSError):
                digest.update(_state(name, f"{root}/{name}"))
                break
    for file in beside:
        with suppress(OSError):
            digest.update(_state(str(file), str(file)))
    for issuer in issuers:
        digest.update(issuer.model_dump_json().encode())
    return digest.hexdigest()


def _written(folder: Path) -> list[tuple[str, str]]:
    """Name below the folder and path of every TOML of the town and every certificate, sorted by name."""
    found = []
    for place, _, files in os.walk(folder):
        below = os.path.relpath(place, folder)
        for file in files:
            if file.endswith(".toml") or (file.endswith(".json") and below == certificates.FOLDER):
                found.append((f"{below}/{file}".removeprefix("./"), f"{place}/{file}"))
    return sorted(found)


def _state(name: str, path: str) -> bytes:
    state = os.stat(path)  # noqa: PTH116 - see above
    return f"{name}\0{state.st_size}\0{state.st_mtime_ns}\n".encode()
