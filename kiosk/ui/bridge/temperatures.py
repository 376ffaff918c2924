"""What a journey's loggers measured, as the chart draws it: a column for each leg, its readings over its time.

A journey waits for weeks and flies for hours: by the clock the flight would be a hair. So each leg is as wide
as the others, and time runs within it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from math import ceil, floor
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kiosk.town.model import Leg

Map = dict[str, Any]

# The same gaps as the rule cold-chain-measured knows (kiosk.trace.rules.cold): loggers keep their own pace, so a
# pause is a gap when it is three times what is usual in that leg, and no shorter than two hours.
PACES = 3
SHORTEST_GAP = timedelta(hours=2)
MOST_READINGS = 60  # drawn of a leg; of more the extremes of each stretch
TICKS = 4


def temperatures(legs: Sequence[Leg], storage_c: tuple[float, float] | None) -> Map:
    """Empty where nothing was measured, and no temperatures are asked of these goods either.

    x is 0 to 1 of the chart's width, temperatures are degrees Celsius. lines: readings that belong together, as
    [x, celsius] each. bars: legs of which only the extremes are known. gaps: where nothing was measured. worst: the
    reading furthest outside of what is allowed, of each side.
    """
    if not any(leg.temperatures or leg.temperature_c for leg in legs) and storage_c is None:
        return {}
    lines: list[list[list[float]]] = []
    bars: list[Map] = []
    gaps: list[Map] = []
    marked: list[Map] = []
    every: list[float] = []
    count = 0
    for index, leg in enumerate(legs):
        column = _Column(leg, index, len(legs))
        readings = [(column.x(reading.at), reading.celsius) for reading in leg.temperatures]
        count += len(readings)
        celsius = [value for _, value in readings]
        if leg.temperatures:
            for start, end in column.silences():
                gaps.append({"from": column.x(start), "to": column.x(end), "kind": leg.kind.value})
            lines += [[list(point) for point in line] for line in column.lines()]
        elif leg.temperature_c:
            low, high = leg.temperature_c
            celsius = [low, high]
            bars.append({"from": column.left, "to": column.right, "low": low, "high": high})
            readings = [((column.left + column.right) / 2, value) for value in celsius]
        elif storage_c is not None and _kept(leg):
            gaps.append({"from": column.left, "to": column.right, "kind": leg.kind.value})
        every += celsius
        if storage_c is not None:
            marked += [
                {"x": x, "celsius": value, "kind": leg.kind.value}
                for x, value in readings
                if not storage_c[0] <= value <= storage_c[1]
            ]
    low, high, step = _scale([*every, *(storage_c or ())])
    return {
        "low": low,
        "high": high,
        "ticks": [low + step * i for i in range(round((high - low) / step) + 1)],
        "allowed": list(storage_c or ()),
        "columns": [{"kind": leg.kind.value, "from": i / len(legs)} for i, leg in enumerate(legs)],
        "lines": lines,
        "bars": bars,
        "gaps": gaps,
        "measured": [min(every), max(every)] if every else [],
        "readings": count,
        "worst": _worst(marked, storage_c),
    }


class _Column:
    """One leg's share of the chart."""

    def __init__(self, leg: Leg, index: int, count: int) -> None:
        self.leg = leg
        self.left, self.right = index / count, (index + 1) / count
        self.start = min([leg.start, *(reading.at for reading in leg.temperatures)])
        self.end = max([leg.end or leg.start, *(reading.at for reading in leg.temperatures)])
        self.readings = sorted(leg.temperatures, key=lambda reading: reading.at)
        self.moments = [reading.at for reading in self.readings]
        steps = sorted(b - a for a, b in pairwise(self.moments))
        self.longest = max(SHORTEST_GAP, PACES * steps[len(steps) // 2]) if steps else None

    def x(self, moment: datetime) -> float:
        length = (self.end - self.start).total_seconds()
        share = (moment - self.start).total_seconds() / length if length else 0.5
        return self.left + (self.right - self.left) * share

    def silences(self) -> list[tuple[datetime, datetime]]:
        """The pauses that are too long; a single reading has no pace, and none."""
        if self.longest is None:
            return []
        moments = [self.start, *self.moments, *([self.end] if self.leg.end is not None else ())]
        return [(a, b) for a, b in pairwise(moments) if b - a > self.longest]

    def lines(self) -> list[list[tuple[float, float]]]:
        """The readings, in one line where none is missing, and thinned out to what can be seen."""
        found: list[list[tuple[float, float]]] = []
        before: datetime | None = None
        for reading in self.readings:
            if before is None or (self.longest is not None and reading.at - before > self.longest):
                found.append([])
            found[-1].append((self.x(reading.at), reading.celsius))
            before = reading.at
        return [_thinned(line) for line in found]


def _kept(leg: Leg) -> bool:
    """Whether the goods are moved or stored in this leg: production is the plant's own business."""
    return leg.kind.value != "production" and (leg.to is not None or leg.end is not None)


def _thinned(line: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """No more than MOST_READINGS of them: the lowest and the highest of every stretch."""
    if len(line) <= MOST_READINGS:
        return line
    stretch = ceil(len(line) / (MOST_READINGS / 2))
    kept: set[tuple[float, float]] = {line[0], line[-1]}
    for first in range(0, len(line), stretch):
        part = line[first : first + stretch]
        kept |= {min(part, key=lambda point: point[1]), max(part, key=lambda point: point[1])}
    return sorted(kept)


def _worst(marked: Sequence[Map], storage_c: tuple[float, float] | None) -> list[Map]:
    if storage_c is None or not marked:
        return []
    low, high = storage_c
    warm = [point | {"by": point["celsius"] - high} for point in marked if point["celsius"] > high]
    cold = [point | {"by": low - point["celsius"]} for point in marked if point["celsius"] < low]
    return [max(side, key=lambda point: float(point["by"])) for side in (warm, cold) if side]


def _step(span: float) -> float:
    """Whole degrees between two lines of the scale, so that there are about TICKS of them."""
    for step in (1, 2, 5, 10, 20, 50):
        if span / step <= TICKS + 1:
            return float(step)
    return 100.0


def _scale(values: Sequence[float]) -> tuple[float, float, float]:
    """A whole number of steps with a little air, from below the lowest to above the highest; and the step."""
    low, high = min(values), max(values)
    step = _step(max(high - low, 2.0) * 1.2)
    return floor((low - step * 0.2) / step) * step, ceil((high + step * 0.2) / step) * step, step
