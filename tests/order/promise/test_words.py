"""What a visitor reads of a promise."""

from __future__ import annotations

import json
from datetime import datetime
from zoneinfo import ZoneInfo

from kiosk.order.promise import Schedule, promise
from kiosk.order.promise.words import shown

MONDAY_NOON = datetime(2026, 9, 7, 12, tzinfo=ZoneInfo("Asia/Shanghai"))


def test_in_both_languages(schedule: Schedule) -> None:
    found = promise(schedule, MONDAY_NOON, "zhejiang")
    english, chinese = shown(found, "en"), shown(found, "zh")
    assert english["headline"] == "With you by Thursday, 10 September"
    assert chinese["headline"] == "最晚9月10日（星期四）送到您手中"
    assert english["stops"] == ["Amsterdam", "Hangzhou", "Zhejiang"]
    assert english["line"] == "GT 8812 · Amsterdam → Hangzhou → Zhejiang"
    assert (english["day"], english["until"], english["days"]) == ("2026-09-10", "20:00", 3)
    assert english["by"] == "2026-09-10T12:00:00+00:00"
    assert [(step["kind"], step["when"]) for step in english["steps"]] == [
        ("packed", "7 Sep, 13:00"),
        ("departure", "7 Sep, 21:00"),
        ("arrival", "8 Sep, 17:00"),
        ("customs", "9 Sep, 13:00"),
        ("delivery", "10 Sep, 20:00"),
    ]
    assert english["steps"][1]["title"] == "Takes off as GT 8812"
    assert chinese["steps"][1] == {
        "kind": "departure",
        "title": "搭乘 GT 8812 起飞",
        "place": "阿姆斯特丹",
        "when": "9月7日 21:00",
        "at": "2026-09-07T19:00:00+00:00",
    }
    assert english.keys() == chinese.keys()
    assert json.loads(json.dumps(english)) == english  # QML takes it as it is


def test_no_promise_says_so_and_names_no_day() -> None:
    for language in ("en", "zh"):
        withheld = shown(None, language)
        assert withheld["promised"] is False
        assert withheld["headline"]
        assert "day" not in withheld
