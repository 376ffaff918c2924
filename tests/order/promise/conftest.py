"""A charter from one hub, small enough to reckon by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from kiosk.order.promise import Arrival, Backlog, Destination, Flight, Hours, Hub, Schedule, Words

SHANGHAI = ZoneInfo("Asia/Shanghai")
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
HOUR = timedelta(hours=1)
WORKDAYS = frozenset(range(5))


@pytest.fixture
def schedule() -> Schedule:
    """Open 08:00 to 20:00 on weekdays; a flight at 21:00 on Monday, Wednesday, Friday, 12 h, up to 2 h late."""
    hub = Hub(
        id="amsterdam",
        name=Words("Amsterdam", "阿姆斯特丹"),
        hours=Hours(AMSTERDAM, time(8), time(20), WORKDAYS),
        handling=2 * HOUR,
        parcels_per_hour=10,
        backlog=Backlog(3.0, datetime(2026, 9, 1, 6, tzinfo=UTC)),
        intake_hours_per_day=0.0,
        backlog_valid=timedelta(days=400),
        serves=frozenset({"NL"}),
    )
    flight = Flight(
        number="GT 8812",
        hub="amsterdam",
        departs=time(21),
        cut_off=4 * HOUR,
        block=12 * HOUR,
        delay=2 * HOUR,
        capacity=100,
        weekdays=frozenset({0, 2, 4}),
    )
    arrival = Arrival(
        name=Words("Hangzhou", "杭州"),
        hours=Hours(SHANGHAI, time(9), time(17), frozenset(range(6))),
        unload=2 * HOUR,
        customs=4 * HOUR,
        collected=time(18),
    )
    zhejiang = Destination("zhejiang", Words("Zhejiang", "浙江"), Hours(SHANGHAI, time(9), time(20)), 1)
    return Schedule(
        as_of=datetime(2026, 9, 1, 6, tzinfo=UTC),
        valid_for=timedelta(days=400),
        valid_from=date(2026, 9, 1),
        valid_until=date(2027, 12, 31),
        horizon=timedelta(days=21),
        hubs=(hub,),
        flights=(flight,),
        arrival=arrival,
        destinations=(zhejiang,),
    )
