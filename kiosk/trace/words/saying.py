"""What a rule can say: a sentence for each of its answers, in both languages."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from kiosk.town.model import Text

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


class Saying(NamedTuple):
    """The sentences of one rule; braces are filled with what the rule found.

    missing: where the record does not say enough; None for a rule that can always be judged.
    """

    passed: Text
    failed: Text
    missing: Text | None = None


def say(
    passed_en: str, passed_zh: str, failed_en: str, failed_zh: str, missing_en: str = "", missing_zh: str = ""
) -> Saying:
    missing = Text(en=missing_en, zh=missing_zh) if missing_en else None
    return Saying(Text(en=passed_en, zh=passed_zh), Text(en=failed_en, zh=failed_zh), missing)


def date_words(day: date) -> Text:
    return Text(en=f"{day.day} {_MONTHS[day.month - 1]} {day.year}", zh=f"{day.year}年{day.month}月{day.day}日")


def filled(template: Text, values: dict[str, Text]) -> Text:
    if not values:
        return template
    return Text(
        en=template.en.format_map({name: value.en for name, value in values.items()}),
        zh=template.zh.format_map({name: value.zh for name, value in values.items()}),
    )
