"""How often the thresholds are wrong, and how many copies they catch, in a town that exists only here.

The numbers below were chosen before the first run, from how booths are used, and not fitted to a result; whoever
has counted real visits puts real ones in their place. The rules are those of doubts.py, unchanged; sales are left
out, because a copy is caught after the first sale by any scan at all.

An item is shown at booths a number of times that differs much from item to item: mostly never or once, seldom often
(negative binomial). Most of it happens in the city where it was sold, some elsewhere: goods move between shops,
people travel. A copied sticker stands on N items, each sold and shown like a genuine one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import exp
from random import Random

from kiosk.trace.model import Doubt
from kiosk.trace.sightings.booths import Booth, Booths
from kiosk.trace.sightings.doubts import Sighting, judge
from kiosk.trace.sightings.limits import Limits

# Cities with a booth, and how much of the trade is there.
CITIES: tuple[tuple[str, float, float, float], ...] = (
    ("hangzhou", 30.25, 120.17, 4.0),
    ("shanghai", 31.23, 121.47, 4.0),
    ("nanjing", 32.06, 118.80, 2.0),
    ("ningbo", 29.87, 121.54, 1.5),
    ("suzhou", 31.30, 120.58, 2.0),
    ("beijing", 39.90, 116.40, 3.0),
    ("guangzhou", 23.13, 113.26, 2.5),
    ("shenzhen", 22.54, 114.06, 2.5),
    ("chengdu", 30.57, 104.07, 2.0),
    ("wuhan", 30.59, 114.31, 1.5),
    ("xian", 34.34, 108.94, 1.0),
    ("xiamen", 24.48, 118.09, 1.0),
)
THRESHOLDS: tuple[tuple[int, int], ...] = ((2, 6), (3, 8), (4, 12))  # cities, scans
COPIES = (2, 5, 10, 50)


@dataclass(frozen=True, slots=True)
class Habits:
    """shown: how often an item is shown, on average. spread: the smaller, the more items are never shown."""

    shown: float = 1.0
    spread: float = 0.6
    elsewhere: float = 0.12  # of the times it is shown, in another city than the one where it was sold
    days: int = 60  # over which an item is shown
    opens: int = 9  # hour of the day
    closes: int = 21


@dataclass(frozen=True, slots=True)
class Outcome:
    """Shares of stickers that are called copied. caught: by number of copies. alone: by each rule, false alarms."""

    places: int
    scans: int
    false_alarms: float
    caught: dict[int, float]
    alone: dict[str, float]


def simulate(seed: int, genuine: int, limits: Limits, habits: Habits | None = None) -> list[Outcome]:
    """One outcome for each of THRESHOLDS, on the same items. genuine: how many; copied ones are a tenth of that."""
    habits = habits or Habits()
    random = Random(seed)  # noqa: S311 - the same seed must give the same town
    booths = Booths([Booth(name, (latitude, longitude)) for name, latitude, longitude, _ in CITIES])
    honest = [tuple(_one_item(random, habits)) for _ in range(genuine)]
    copied = {
        copies: [
            tuple(seen for _ in range(copies) for seen in _one_item(random, habits))
            for _ in range(max(genuine // 10, 1))
        ]
        for copies in COPIES
    }
    outcomes: list[Outcome] = []
    for places, scans in THRESHOLDS:
        now = replace(limits, places=places, scans=scans)
        doubts = [judge(seen, booths, now).doubts for seen in honest]
        caught = {
            copies: sum(bool(judge(seen, booths, now).doubts) for seen in stickers) / len(stickers)
            for copies, stickers in copied.items()
        }
        alone = {rule.value: sum(rule in found for found in doubts) / genuine for rule in Doubt}
        outcomes.append(Outcome(places, scans, sum(map(bool, doubts)) / genuine, caught, alone))
    return outcomes


def _one_item(random: Random, habits: Habits) -> Iterator[Sighting]:
    """What booths see of one item: sold in one city, shown there and now and then elsewhere, one city a day."""
    home = _city(random)
    by_day: dict[int, str] = {}
    for _ in range(_times(random, habits)):
        city = _city(random) if random.random() < habits.elsewhere else home
        day, hour = random.randrange(habits.days), random.randrange(habits.opens, habits.closes)
        yield Sighting(by_day.setdefault(day, city), 24 * day + hour)


def _city(random: Random) -> str:
    return random.choices([city[0] for city in CITIES], [city[3] for city in CITIES])[0]


def _times(random: Random, habits: Habits) -> int:
    """Negative binomial: Poisson of a gamma with the same mean."""
    return _poisson(random, random.gammavariate(habits.spread, habits.shown / habits.spread))


def _poisson(random: Random, mean: float) -> int:
    """Knuth, The Art of Computer Programming 2, 3.4.1; means here are small."""
    if mean > 500:
        return max(0, round(random.gauss(mean, mean**0.5)))
    limit, product, count = exp(-mean), random.random(), 0
    while product > limit:
        product *= random.random()
        count += 1
    return count
