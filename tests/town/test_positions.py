"""On which line a value stands, however it is written."""

from __future__ import annotations

from kiosk.town.positions import find_lines

TEXT = """\
name.en = "Milk"  # a dotted key
name.zh = "牛奶"
"quoted key" = 1

[origin]
name = { en = "Farm", zh = "农场" }

[[lots]]
lot = "A"

[[lots.legs]]
kind = "production"

[[lots]]
items = [
  { serial = "1" }, # with a comment
  { serial = "2" },
]
[[lots.legs]]
kind = "flight"
[[lots.legs]]
temperature_c = [
  1.0,
  2.0,
]
[lots.more]
x = 1
"""


def test_lines() -> None:
    lines = find_lines(TEXT)
    assert lines["name", "zh"] == 2
    assert lines["quoted key",] == 3
    assert lines["origin",] == 5
    assert lines["origin", "name", "zh"] == 6
    assert lines["lots", 0, "lot"] == 9
    assert lines["lots", 0, "legs", 0, "kind"] == 12
    assert lines["lots", 1] == 14
    assert lines["lots", 1, "items", 1, "serial"] == 17
    assert lines["lots", 1, "legs", 0, "kind"] == 20
    assert lines["lots", 1, "legs", 1, "temperature_c", 1] == 24
    assert lines["lots", 1, "more", "x"] == 27
