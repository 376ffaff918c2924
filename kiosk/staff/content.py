"""From the folder that staff write to the pack that the booth shows, and the samples that stand on its shelf."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from kiosk.settings import Settings

if TYPE_CHECKING:
    from kiosk.town.model import Town


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

    A town with faults, or a pack that cannot be adopted, leaves the last good pack in place and says why. A booth
    whose root is elsewhere builds nothing: it shows what it adopted. Raises TownFaults or PackError when there is
    no pack to fall back on, and OSError when the state folder cannot be written.
    """
    from kiosk.staff.given import beside
    from kiosk.staff.issuers import ring_stamp
    from kiosk.town.source import source_hash

    pack, record = pack_path(settings), settings.state_folder / "pack" / "built.json"
    now = source_hash(settings.town_folder, settings.assets_folder, beside=beside(settings)) + ring_stamp(settings)
    before = _read_record(record)
    former = tuple(Sample(**sample) for sample in before["samples"]) if before is not None else ()
    if pack.exists() and before is not None and before["source"] == now:
        return Prepared(pack, former, built=False)
    if settings.trust.root:
        from kiosk.staff.adopt import can_sign

        if pack.exists() and not can_sign(settings):
            return Prepared(pack, former, built=False)
    from kiosk.town.fault import TownFaults
    from kiosk.town.packed import PackError

    try:
        samples = build(settings)
    except (TownFaults, PackError) as error:
        if before is None or not pack.exists():
            raise
        faults = [str(fault) for fault in error.faults] if isinstance(error, TownFaults) else [str(error)]
        return Prepared(pack, former, built=False, faults=tuple(faults))
    written = {"source": now, "samples": [asdict(sample) for sample in samples]}
    record.write_text(json.dumps(written, ensure_ascii=False, indent=1), encoding="utf-8")
    return Prepared(pack, samples, built=True)


def build(settings: Settings) -> tuple[Sample, ...]:
    """Check the town and make its pack: with its imported lots, its log, its lists and withdrawals, and signed.

    Raises TownFaults, naming every fault, and PackError; the former pack then stays.
    """
    from kiosk.staff import adopt, given
    from kiosk.staff.imported import imported, merged
    from kiosk.staff.issuers import own_key_file, ring
    from kiosk.staff.logbook import log_lots
    from kiosk.town.check import load
    from kiosk.town.pack import PackError
    from kiosk.town.pack import build as build_pack
    from kiosk.town.withdrawn import WithdrawnError
    from kiosk.trace.issue import issuer_key, sticker_text
    from kiosk.trace.trust.keys import KeyFileError
    from kiosk.trace.trust.ring import RingError

    town = merged(load(settings.town_folder, settings.assets_folder), imported(given.events_file(settings)))
    try:
        gone = {(row.gtin, row.lot) for row in given.withdrawn(settings) if row.serial is None}
        key = issuer_key(own_key_file(settings), state=settings.state_folder)
        issuers = ring(settings, town.info).issuers
    except (WithdrawnError, KeyFileError, RingError) as error:
        raise PackError(str(error)) from error
    town = _recalled(town, gone)
    records = replace(
        log_lots(settings, town), serials=given.serials(settings), withdrawn=given.withdrawn(settings)
    )
    build_pack(
        town,
        settings.assets_folder,
        pack_path(settings).parent,
        issuers,
        records=records,
        seal=lambda content: adopt.seal(settings, town.info.id, content, issuers, records.log),
        accept=lambda path: adopt.admit(settings, path),
    )
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


def _recalled(town: Town, gone: set[tuple[str, str | None]]) -> Town:
    """The town with these lots recalled: so their passports say it, and the log records when it was first said."""
    products = [
        product.model_copy(
            update={
                "lots": tuple(
                    lot.model_copy(update={"recalled": True}) if (product.gtin, lot.lot) in gone else lot
                    for lot in product.lots
                )
            }
        )
        for product in town.products
    ]
    return town.model_copy(update={"products": tuple(products)}) if gone else town


def _read_record(path: Path) -> dict[str, Any] | None:
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        return record if isinstance(record, dict) and {"source", "samples"} <= record.keys() else None
    except (OSError, ValueError):
        return None
