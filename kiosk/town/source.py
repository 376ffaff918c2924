"""Whether a town changed since its pack was built, without reading it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
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
    written = [*folder.rglob("*.toml"), *(folder / certificates.FOLDER).glob("*.json")]
    files = [(path.relative_to(folder).as_posix(), path) for path in sorted(written)]
    files += [(name, path) for name in media.names(assets) if (path := media.find(name, assets))]
    files += [(str(path), path) for path in beside if path.exists()]
    for name, path in files:
        state = path.stat()
        digest.update(f"{name}\0{state.st_size}\0{state.st_mtime_ns}\n".encode())
    for issuer in issuers:
        digest.update(issuer.model_dump_json().encode())
    return digest.hexdigest()
