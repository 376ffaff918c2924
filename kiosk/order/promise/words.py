"""A promise as a visitor reads it: warm, and no more certain than the schedule makes it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from kiosk.order.promise.plan import Promise, Step, Words

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAYS_ZH = "一二三四五六日"

_TITLES = {
    "packed": Words("Packed by", "打包完成"),
    "departure": Words("Takes off as {flight}", "搭乘 {flight} 起飞"),
    "arrival": Words("Lands by", "最晚落地"),
    "customs": Words("Through customs by", "最晚通关"),
    "delivery": Words("At your door by", "最晚送到"),
}
_WITHHELD = Words(
    "We can't name a day just now, and would rather not guess. The shop will tell you.",
    "眼下还说不准哪天能到，我们不愿随口许诺；店家会告诉您。",
)
_NOTE = Words(
    "Every step is reckoned at its slowest. It may well come sooner.",
    "每一步都按最慢来算，多半会更早送到。",
)


def shown(promise: Promise | None, language: str) -> dict[str, Any]:
    """What the screens show. language: en or zh.

    promised: bool; headline, note: words; and where something is promised
    by: the instant in UTC, ISO 8601; day: 2026-11-28; date, until: the same in words, where it is delivered;
    days: calendar days from the order, by the clock there; region, hub, flight; stops: the places on the way,
    from hub to region; line: all that in one line;
    steps: list of {kind, title, place, when, at}, when in words by that place's clock, at in UTC.
    """
    if promise is None:
        return {"promised": False, "headline": _WITHHELD.to(language), "note": "", "steps": []}
    date_words, until = in_words(promise.day, language), f"{promise.window[1]:%H:%M}"
    ordered = promise.step("order").local.date()
    places = promise.hub.name, promise.step("arrival").place, promise.region.name
    stops = [words.to(language) for words in places]
    return {
        "promised": True,
        "headline": f"With you by {date_words}" if language != "zh" else f"最晚{date_words}送到您手中",
        "note": _NOTE.to(language),
        "by": promise.by.isoformat(),
        "day": promise.day.isoformat(),
        "date": date_words,
        "until": until,
        "days": (promise.day - ordered).days,
        "region": promise.region.name.to(language),
        "hub": promise.hub.name.to(language),
        "flight": promise.flight.number,
        "stops": stops,
        "line": f"{promise.flight.number} · " + " → ".join(stops),
        "steps": [_step(step, promise, language) for step in promise.steps if step.kind in _TITLES],
    }


def in_words(day: date, language: str) -> str:
    if language == "zh":
        return f"{day.month}月{day.day}日（星期{_DAYS_ZH[day.weekday()]}）"
    return f"{_DAYS[day.weekday()]}, {day.day} {_MONTHS[day.month - 1]}"


def _step(step: Step, promise: Promise, language: str) -> dict[str, str]:
    return {
        "kind": step.kind,
        "title": _TITLES[step.kind].to(language).format(flight=promise.flight.number),
        "place": step.place.to(language),
        "when": _when(step.local, language),
        "at": step.latest.isoformat(),
    }


def _when(at: datetime, language: str) -> str:
    if language == "zh":
        return f"{at.month}月{at.day}日 {at:%H:%M}"
    return f"{at.day} {_MONTHS[at.month - 1][:3]}, {at:%H:%M}"
