"""What one file's types cannot say: check digits, references, files on disk, doubles, and the order of time.

Works on the values as written, and skips what has the wrong type, so that one mistake never hides another. A rule
here finds what was written wrongly. What is written rightly and is not well with the goods (a test that failed, a
cold chain that broke, a recall, penalty points) is no mistake of the writer: the booth judges it, and says so.

known.py      what the files may refer to
say.py        how a fault is told, and values of the right type
general.py    what holds for every file
shown.py      pavilions and menus
sets.py       set meals
products.py   products and lots
journeys.py   legs: places, speeds, customs, temperatures
records.py    laboratories, brands, inspections
schedule.py   the charter flights
"""

from __future__ import annotations

from kiosk.town.fault import Fault
from kiosk.town.read import Kind, Source
from kiosk.town.rules import general, products, records, schedule, shown
from kiosk.town.rules.known import REFERENCES, REGIONS, Known
from kiosk.town.rules.say import Writer

__all__ = ["REFERENCES", "REGIONS", "Known", "faults_of"]


def faults_of(sources: list[Source], known: Known) -> list[Fault]:
    faults: list[Fault] = []
    if sources and not any(source.kind is Kind.PAVILION for source in sources):
        what = "the town has no pavilion"
        faults.append(Fault("town.toml", 1, what, "write pavilions/asia.toml or another of the four regions"))
    products.same_gtin(sources, faults)
    for source in sources:
        say = Writer(source, faults)
        if source.kind is Kind.PAVILION:
            general.file_name(say, REGIONS)
        if not source.readable:
            continue
        general.media(source.data, (), say, known)
        general.countries(source.data, (), say)
        general.numbers(source.data, (), say)
        match source.kind:
            case Kind.TOWN:
                general.time_zone(say)
            case Kind.PAVILION:
                general.no_id(say)
                shown.pavilion(say, known)
            case Kind.PRODUCT:
                products.product(say, known)
            case Kind.MENU:
                general.no_id(say)
                shown.menu(say, known)
            case Kind.LABORATORIES:
                records.laboratories(say)
            case Kind.BRANDS:
                records.brands(say)
            case Kind.SCHEDULE:
                schedule.schedule(say, known)
            case Kind.PLACES:
                pass
    return faults
