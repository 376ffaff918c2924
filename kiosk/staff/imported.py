"""Lots that were imported as EPCIS events, put beside what the town's own files say of them.

What staff wrote comes first. An imported lot of the same number adds legs, inspections and ingredients to it, and
must not contradict it: two records that cannot both be true are a fault that a person has to settle.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.town.fault import Fault, TownFaults

if TYPE_CHECKING:
    from kiosk.town.model import Inspection, Leg, Lot, Town

Key = tuple[str, str]  # GTIN of 14 digits, lot
HOURS = 36  # within which a leg of the same kind is the same leg, told twice


def imported(path: Path) -> dict[Key, Lot]:
    """The lots of an event store; none where there is no store. Raises TownFaults for a file that is none."""
    if not path.is_file():
        return {}
    import sqlite3

    from kiosk.trace.epcis.store import EventStore, StoreError
    from kiosk.trace.journey import lots

    try:
        with EventStore(path, write=False) as store:
            return lots(list(store.all()), list(store.master()))
    except (StoreError, sqlite3.Error, OSError) as error:
        what = f"the imported events cannot be read ({error})"
        raise TownFaults([Fault(path.name, 1, what, "take it away, and import the documents again")]) from error


def merged(town: Town, found: Mapping[Key, Lot]) -> Town:
    """The town with the imported lots of its products. Lots of other products stay out.

    Raises TownFaults, naming every contradiction.
    """
    faults: list[Fault] = []
    products = []
    for product in town.products:
        new = {number: lot for (gtin, number), lot in found.items() if gtin == product.gtin}
        lots = []
        for lot in product.lots:
            other = new.pop(lot.lot, None)
            faults += [_fault(product.gtin, lot, what) for what in (_against(lot, other) if other else ())]
            lots.append(_added(lot, other) if other else lot)
        lots += [new[number] for number in sorted(new)]
        products.append(
            product if tuple(lots) == product.lots else product.model_copy(update={"lots": tuple(lots)})
        )
    if faults:
        raise TownFaults(sorted(set(faults)))
    return town.model_copy(update={"products": tuple(products)})


def _fault(gtin: str, lot: Lot, what: str) -> Fault:
    return Fault("events.sqlite", 1, f"lot {lot.lot} of {gtin}: {what}", "correct the town's file, or the events")


def _against(written: Lot, other: Lot) -> Iterator[str]:
    """Why both cannot be true."""
    for name in ("produced", "expires"):
        one, two = getattr(written, name), getattr(other, name)
        if one != two:
            yield f"the town's file says {name} {one}, the imported events say {two}"
    for leg in other.legs:
        same = _same(leg, written.legs)
        for name in ("flight", "declaration"):
            one, two = same and getattr(same, name), getattr(leg, name)
            if one and two and _plain(one) != _plain(two):
                yield f"{name} {one} in the town's file is {two} in the imported events"
    for check in other.inspections:
        before = _certified(check, written.inspections)
        for name in ("on", "valid_until", "passed"):
            one, two = before and getattr(before, name), getattr(check, name)
            if before and one != two:
                yield f"certificate {check.certificate} says {name} {one} in the town's file, {two} in the events"


def _added(written: Lot, other: Lot) -> Lot:
    legs = [*written.legs, *(leg for leg in other.legs if _same(leg, written.legs) is None)]
    checks = [check for check in other.inspections if _certified(check, written.inspections) is None]
    known = {(part.name.en, part.at) for part in written.ingredients}
    parts = [part for part in other.ingredients if (part.name.en, part.at) not in known]
    serials = {item.serial for item in written.items}
    return written.model_copy(
        update={
            "recalled": written.recalled or other.recalled,
            "items": (*written.items, *(item for item in other.items if item.serial not in serials)),
            "legs": tuple(sorted(legs, key=lambda leg: leg.start)),
            "inspections": (*written.inspections, *checks),
            "ingredients": (*written.ingredients, *parts),
        }
    )


def _same(leg: Leg, legs: tuple[Leg, ...]) -> Leg | None:
    """The leg that tells of the same step: of one kind and country, begun at about the same time."""
    for other in legs:
        near = abs((other.start - leg.start).total_seconds()) <= HOURS * 3600
        if other.kind is leg.kind and other.place.country == leg.place.country and near:
            return other
    return None


def _certified(check: Inspection, checks: tuple[Inspection, ...]) -> Inspection | None:
    return next((other for other in checks if other.certificate == check.certificate), None)


def _plain(number: str) -> str:
    return number.replace(" ", "").upper()
