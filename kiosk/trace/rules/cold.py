"""The cold chain: every step that moves or stores the goods measured, and within the product's limits."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from datetime import timedelta

from kiosk.town.model import Leg, LegKind
from kiosk.trace.model import Verdict
from kiosk.trace.rules.case import Answer, Case, lacking, leg_words, naming

# A logger is read a little before loading and a little after unloading.
_MARGIN = timedelta(hours=1)
# Loggers keep their own pace, from minutes to hours: a pause is a gap when it is three times what is usual in that
# leg.
_PACES = 3
_SHORTEST_GAP = timedelta(hours=2)


def answers(case: Case) -> Iterator[Answer]:
    lot = case.lot
    if lot is None:
        return
    measured = [leg for leg in lot.legs if leg.temperatures or leg.temperature_c]
    if measured:
        faults = [fault for leg in measured for fault in _misfits(leg)]
        yield Answer("logger", not faults, Verdict.INCONSISTENT, naming(faults, f"{len(measured)} legs measured"))
    limits = case.product.storage_c if case.product is not None else None
    if limits is None:
        return
    low, high = limits
    faults = [
        f"{leg_words(leg)}: {coldest:.1f} to {warmest:.1f} °C"
        for leg in measured
        for coldest, warmest in (_range(leg),)
        if coldest < low or warmest > high
    ]
    if measured:
        yield Answer(
            "cold-chain", not faults, Verdict.INCONSISTENT, naming(faults, f"within {low:g} to {high:g} °C")
        )
    gaps = [f"{leg_words(leg)}: not measured" for leg in lot.legs if _kept(leg) and leg not in measured] + [
        gap for leg in measured for gap in _gaps(leg)
    ]
    if gaps:
        yield lacking("cold-chain-measured", "; ".join(gaps))
    else:
        yield Answer("cold-chain-measured", True, Verdict.UNKNOWN, "every step that moves or stores the goods")


def _kept(leg: Leg) -> bool:
    """Whether the goods are moved or stored in this leg: production is the plant's own business, a point in time no
    storage."""
    return leg.kind is not LegKind.PRODUCTION and (leg.to is not None or leg.end is not None)


def _range(leg: Leg) -> tuple[float, float]:
    values = [reading.celsius for reading in leg.temperatures] + list(leg.temperature_c or ())
    return min(values), max(values)


def _misfits(leg: Leg) -> Iterator[str]:
    """What the logger says outside its leg, backwards, or beyond its own lowest and highest."""
    times = [reading.at for reading in leg.temperatures]
    if times != sorted(times):
        yield f"{leg_words(leg)}: readings out of order"
    end = leg.end or (leg.start if leg.to is None else None)
    if times and (min(times) < leg.start - _MARGIN or (end is not None and max(times) > end + _MARGIN)):
        yield f"{leg_words(leg)}: readings from {min(times)} to {max(times)}"
    if leg.temperature_c is not None:
        low, high = leg.temperature_c
        if low > high:
            yield f"{leg_words(leg)}: lowest {low}, highest {high}"
        beyond = [reading.celsius for reading in leg.temperatures if not low <= reading.celsius <= high]
        if low <= high and beyond:
            yield f"{leg_words(leg)}: {beyond[0]} °C is not within {low} to {high}"


def _gaps(leg: Leg) -> Iterator[str]:
    times = sorted(reading.at for reading in leg.temperatures)
    if len(times) < 2:
        return
    steps = [later - earlier for earlier, later in itertools.pairwise(times)]
    usual = sorted(steps)[len(steps) // 2]
    longest = max(_SHORTEST_GAP, _PACES * usual)
    pauses = list(itertools.pairwise(times))
    pauses.append((leg.start, times[0]))
    if leg.end is not None:
        pauses.append((times[-1], leg.end))
    for earlier, later in pauses:
        if later - earlier > longest:
            yield f"{leg_words(leg)}: no reading from {earlier} to {later}"
