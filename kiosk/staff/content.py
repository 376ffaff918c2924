"""From the folder that staff write to the pack that the booth shows, and the samples that stand on its shelf."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from kiosk.settings import Settings


@dataclass(frozen=True, slots=True)
class Sample:
    """A display sample's sticker: what it says, and what the item looks like to a simulated camera."""

    text: str
    gtin: str
    title: str
    brand: str
    shape: Literal["bottle", "box", "pouch"]
    picture: str


@dataclass(frozen=True, slots=True)
class Prepared:
    pack: Path
    samples: tuple[Sample, ...]
    built: bool  # False when the pack on disk was already this content
    faults: tuple[str, ...] = ()  # why the last good pack is shown instead of what is written now


def pack_path(settings: Settings) -> Path:
    return settings.state_folder / "pack" / "town.pack"


def prepare(settings: Settings) -> Prepared:
    """Build the pack if its sources changed since it was built, and sign the display samples' stickers.

    A town with faults leaves the last good pack in place and names them. Raises TownFaults when there is no
    pack to fall back on, and OSError when the state folder cannot be written.
    """
    from kiosk.staff.issuers import ring_stamp
    from kiosk.town.source import source_hash

    pack, record = pack_path(settings), settings.state_folder / "pack" / "built.json"
    now = source_hash(settings.town_folder, settings.assets_folder) + ring_stamp(settings)
    before = _read_record(record)
    if pack.exists() and before is not None and before["source"] == now:
        return Prepared(pack, tuple(Sample(**sample) for sample in before["samples"]), built=False)
    from kiosk.town.fault import TownFaults

    try:
        samples = build(settings)
    except TownFaults as error:
        if before is None or not pack.exists():
            raise
        samples = tuple(Sample(**sample) for sample in before["samples"])
        return Prepared(pack, samples, built=False, faults=tuple(str(fault) for fault in error.faults))
    written = {"source": now, "samples": [asdict(sample) for sample in samples]}
    record.write_text(json.dumps(written, ensure_ascii=False, indent=1), encoding="utf-8")
    return Prepared(pack, samples, built=True)


def build(settings: Settings) -> tuple[Sample, ...]:
    """Check the town and make its pack. Raises TownFaults, naming every fault; the former pack then stays."""
    from kiosk.staff.issuers import own_key_file, ring
    from kiosk.town.check import load
    from kiosk.town.pack import build as build_pack
    from kiosk.trace.issue import issuer_key, sticker_text

    town = load(settings.town_folder, settings.assets_folder)
    key = issuer_key(own_key_file(settings), state=settings.state_folder)
    issuers = ring(settings, town.info).issuers
    build_pack(town, settings.assets_folder, pack_path(settings).parent, issuers)
    return tuple(
        Sample(
            sticker_text(product.gtin, lot.lot, item.serial, key),
            product.gtin,
            product.name.en,
            product.brand.en,
            product.shape,
            product.picture,
        )
        for product in town.products
        for lot in product.lots
        for item in lot.items
    )


def _read_record(path: Path) -> dict[str, Any] | None:
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        return record if isinstance(record, dict) and {"source", "samples"} <= record.keys() else None
    except (OSError, ValueError):
        return None
