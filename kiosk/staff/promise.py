"""The town's schedule as kiosk.order.promise reckons with it, and `kiosk promise`, to try it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from kiosk.order import promise as promises
from kiosk.order.promise import Words

if TYPE_CHECKING:
    import argparse

    from kiosk.order.model import Order
    from kiosk.settings import Settings
    from kiosk.town import schedule as written
    from kiosk.town.model import Text
    from kiosk.town.packed import Pack

WEEKDAYS = {name: number for number, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}


def schedule_of(pack: Pack) -> promises.Schedule | None:
    """None where the town has no schedule. Raises PackError for a damaged pack."""
    found = pack.schedule()
    return translate(found) if found else None


def promise_for(
    pack: Pack,
    schedule: promises.Schedule | None,
    gtins: Iterable[str],
    ordered_at: datetime,
    region: str = "",
    backlog: promises.plan.Backlogs | None = None,
) -> promises.Promise | None:
    """What may be promised for a whole basket, wherever its goods are packed; region: "" is the schedule's home.

    None, too, where some goods come from a country that no hub packs for. Raises ValueError for a naive time.
    """
    if schedule is None:
        return None
    hubs = hubs_of(pack, schedule, gtins)
    if not hubs:
        return None
    return promises.promise(schedule, ordered_at, region or schedule.home, backlog, hubs)


def promised(pack: Pack, order: Order, language: str) -> dict[str, Any]:
    """What a screen says of an order, as kiosk.order.promise.words.shown. Raises PackError for a damaged pack."""
    from kiosk.order.promise.words import shown

    gtins = [line.good.gtin for line in order.lines]
    return shown(promise_for(pack, schedule_of(pack), gtins, order.placed_at), language)


def hubs_of(pack: Pack, schedule: promises.Schedule, gtins: Iterable[str]) -> list[str] | None:
    """The hubs that pack these goods, by where they were made; None where one of them has none."""
    hubs: dict[str, None] = {}
    for gtin in _goods(pack, gtins):
        product = pack.product(gtin)
        hub = schedule.hub_serving(product.origin.country) if product else None
        if hub is None:
            return None
        hubs[hub.id] = None
    return list(hubs)


def _goods(pack: Pack, gtins: Iterable[str]) -> list[str]:
    """A set meal is sold under a GTIN of its own; what is packed are its parts."""
    parts: dict[str, list[str]] = {}
    for menu in pack.menus():
        dishes = {dish.id: dish for dish in menu.dishes}
        for dish in menu.dishes:
            if dish.parts:
                parts[dish.gtin] = [dishes[part].gtin for part in dish.parts if part in dishes]
    return [good for gtin in gtins for good in parts.get(gtin, [gtin])]


# --- from the town's words to the promise's -----------------------------------------------------------------


def translate(found: written.Schedule) -> promises.Schedule:
    holidays = {of.country: frozenset(of.days) for of in found.holidays}
    arrival = found.arrival
    return promises.Schedule(
        as_of=found.as_of.astimezone(UTC),
        valid_for=timedelta(days=found.valid_for_days),
        valid_from=found.valid_from,
        valid_until=found.valid_until,
        horizon=timedelta(days=found.horizon_days),
        home=found.home,
        hubs=tuple(_hub(hub, holidays) for hub in found.hubs),
        flights=tuple(_flight(flight) for flight in found.flights),
        arrival=promises.Arrival(
            name=_words(arrival.place.name),
            hours=_hours(arrival, holidays.get(arrival.place.country)),
            unload=timedelta(hours=arrival.unload_hours),
            customs=timedelta(hours=arrival.customs_hours),
            collected=arrival.collected,
        ),
        destinations=tuple(_region(region, holidays) for region in found.regions),
    )


def _hub(hub: written.Hub, holidays: dict[str, frozenset[date]]) -> promises.Hub:
    return promises.Hub(
        id=hub.id,
        name=_words(hub.place.name),
        hours=_hours(hub, holidays.get(hub.place.country)),
        handling=timedelta(hours=hub.handling_hours),
        parcels_per_hour=hub.parcels_per_hour,
        backlog=promises.Backlog(hub.backlog.hours, hub.backlog.measured_at.astimezone(UTC)),
        intake_hours_per_day=hub.backlog.intake_hours_per_day,
        backlog_valid=timedelta(hours=hub.backlog.valid_hours),
        backlog_limit_hours=hub.backlog.limit_hours,
        serves=frozenset(hub.serves),
    )


def _flight(flight: written.Flight) -> promises.Flight:
    return promises.Flight(
        number=flight.number,
        hub=flight.hub,
        departs=flight.departs,
        cut_off=timedelta(hours=flight.cut_off_hours),
        block=timedelta(minutes=flight.block_minutes),
        delay=timedelta(hours=flight.delay_hours),
        capacity=flight.capacity,
        weekdays=frozenset(WEEKDAYS[name] for name in flight.weekdays),
        dates=frozenset(flight.dates),
        cancelled=frozenset(flight.cancelled),
    )


def _region(region: written.Destination, holidays: dict[str, frozenset[date]]) -> promises.Destination:
    weekdays = frozenset(WEEKDAYS[name] for name in region.weekdays)
    closed = holidays.get(region.country, frozenset())
    hours = promises.Hours(
        ZoneInfo(region.time_zone), region.delivers_from, region.delivers_until, weekdays, closed
    )
    return promises.Destination(region.id, _words(region.name), hours, region.days)


def _hours(of: written.Hub | written.Arrival, closed: frozenset[date] | None) -> promises.Hours:
    weekdays = frozenset(WEEKDAYS[name] for name in of.weekdays)
    return promises.Hours(ZoneInfo(of.time_zone), of.opens, of.closes, weekdays, closed or frozenset())


def _words(text: Text) -> Words:
    return Words(text.en, text.zh)


# --- the command --------------------------------------------------------------------------------------------

MOST_BACKLOG_H = 1000  # as in the town's schedule


def run(settings: Settings, options: argparse.Namespace) -> int:
    """0: every hub may promise, 1: one may not, 2: there is no pack or schedule, or the time cannot be read."""
    from kiosk.staff.content import pack_path
    from kiosk.town.packed import PackError, open_pack

    try:
        pack = open_pack(pack_path(settings))
        with closing(pack):
            schedule, zone = schedule_of(pack), ZoneInfo(pack.info().time_zone)
        at = _moment(options.at, zone)
        if options.backlog is not None and not 0 <= options.backlog <= MOST_BACKLOG_H:
            raise ValueError(f"a backlog is 0 to {MOST_BACKLOG_H} hours, not {options.backlog}")
    except (PackError, ValueError) as error:
        print(f"kiosk promise: {error}", file=sys.stderr)
        return 2
    if schedule is None:
        print("kiosk promise: the pack has no schedule; write schedule.toml and: kiosk build", file=sys.stderr)
        return 2
    answers = [_answer(schedule, hub, at, options) for hub in options.hub or [hub.id for hub in schedule.hubs]]
    for answer in answers:
        print(json.dumps(answer, ensure_ascii=False) if options.json else _line(answer), flush=True)
    return 0 if all(answer["promised"] for answer in answers) else 1


def _moment(at: str | None, zone: ZoneInfo) -> datetime:
    if at is None:
        return datetime.now(UTC)
    moment = datetime.fromisoformat(at)
    if not 2000 <= moment.year < 3000:  # the ends of the calendar are no times to reckon from
        raise ValueError(f"the year of {at} is not one of this millennium")
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _answer(schedule: promises.Schedule, hub_id: str, at: datetime, options: argparse.Namespace) -> dict[str, Any]:
    from kiosk.order.promise.words import shown

    backlog = {} if options.backlog is None else {hub_id: promises.Backlog(options.backlog, at.astimezone(UTC))}
    region = options.region or schedule.home
    found = promises.why_not(schedule, at, region, backlog, [hub_id])
    if isinstance(found, promises.Withheld):
        return {"id": hub_id, **shown(None, options.language), "withheld": found.value}
    every = [{"step": step.kind, "latest": step.local.isoformat()} for step in found.steps]
    return {"id": hub_id, **shown(found, options.language), "reckoned": every}


def _line(answer: dict[str, Any]) -> str:
    if not answer["promised"]:
        return f"{answer['id']}: no promise, {answer['withheld']}"
    steps = "\n".join(f"    {step['latest'][:16].replace('T', ' ')}  {step['step']}" for step in answer["reckoned"])
    return f"{answer['id']}: {answer['headline']} ({answer['days']} days)  {answer['line']}\n{steps}"
