"""A small town without faults, as staff would write it, in a folder that a test may spoil."""

from __future__ import annotations

from pathlib import Path

import pytest

FILES = {
    "town.toml": """\
id = "test-town"
name = { en = "Test Town", zh = "试验镇" }
welcome = { en = "Welcome.", zh = "欢迎。" }
currency = "CNY"
time_zone = "Asia/Shanghai"
""",
    "places.toml": """\
[farm]
name = { en = "Farm", zh = "农场" }
country = "NL"
latitude = 53.0
longitude = 5.6

[schiphol]
name = { en = "Schiphol", zh = "史基浦" }
country = "NL"
latitude = 52.3105
longitude = 4.7683
airport = "AMS"

[xiaoshan]
name = { en = "Xiaoshan", zh = "萧山" }
country = "CN"
latitude = 30.2295
longitude = 120.4344
airport = "HGH"
""",
    "pavilions/europe.toml": """\
name = { en = "Europe", zh = "欧洲馆" }
tagline = { en = "Old recipes", zh = "老方子" }
story = { en = "A story.", zh = "一个故事。" }
picture = "pictures/europe.svg"

[[hosts]]
id = "saskia"
name = { en = "Saskia", zh = "萨斯基娅" }
role = { en = "farmer", zh = "农人" }
greeting = { en = "Hello.", zh = "你好。" }
picture = "pictures/saskia.svg"

[[rooms]]
id = "kitchen"
name = { en = "Kitchen", zh = "厨房" }
tagline = { en = "Warm", zh = "暖和" }
story = { en = "A story.", zh = "一个故事。" }
picture = "pictures/kitchen.svg"
menu = "noodles"
products = ["milk", "mask"]
""",
    "products/milk.toml": """\
gtin = "9521201000039"
brand = { en = "Veldmelk", zh = "旷野牧场" }
name = { en = "Milk", zh = "牛奶" }
tagline = { en = "Grass in, milk out", zh = "吃草挤奶" }
story = { en = "A story.", zh = "一个故事。" }
origin = "farm"
shape = "bottle"
picture = "pictures/milk.svg"
film = "films/pasture.webm"

[[lots]]
lot = "VM26-09A"
produced = 2026-09-14
expires = 2027-12-31
items = [
  { serial = "VM0914" },
  { serial = "VM0915" },
]

[[lots.legs]]
kind = "production"
place = "farm"
start = 2026-09-14T05:10:00+02:00
end = 2026-09-14T11:40:00+02:00
temperature_c = [3.0, 5.0]

[[lots.legs]]
kind = "flight"
place = "schiphol"
to = "xiaoshan"
start = 2026-09-24T21:10:00+02:00
end = 2026-09-25T14:40:00+08:00
flight = "GT 8812"

[[lots.inspections]]
laboratory = { en = "Polder Laboratory", zh = "圩田实验室" }
tested = { en = "Protein", zh = "蛋白质" }
limit = { en = "at least 3.2", zh = "不低于 3.2" }
result = { en = "3.6", zh = "3.6" }
passed = true
on = 2026-09-17
certificate = "PFS-26-3858"
valid_until = 2028-01-10
""",
    "products/mask.toml": """\
gtin = "09521303001019"
brand = { en = "Mizunoha", zh = "水之叶" }
name = { en = "Mask", zh = "面膜" }
tagline = { en = "Water", zh = "水" }
story = { en = "A story.", zh = "一个故事。" }
shape = "pouch"
picture = "pictures/mask.svg"

[origin]
name = { en = "Arima", zh = "有马" }
country = "JP"
latitude = 34.8
longitude = 135.2
""",
    "menus/noodles.toml": """\
name = { en = "Noodles", zh = "面馆" }
tagline = { en = "Broths", zh = "好汤" }

[[dishes]]
id = "clear-broth"
product = "mask"
name = { en = "Clear Broth", zh = "清汤面" }
broth = { en = "Spring water", zh = "泉水" }
benefits = [
  { en = "Hydrates", zh = "补水" },
  { en = "Calms", zh = "舒缓" },
]
description = { en = "A bowl.", zh = "一碗。" }
price_fen = 3900
stock = 12
picture = "pictures/mask.svg"
""",
}

MEDIA = (
    "pictures/europe.svg",
    "pictures/saskia.svg",
    "pictures/kitchen.svg",
    "pictures/milk.svg",
    "pictures/mask.svg",
    "films/pasture.webm",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The town's folder."""
    for file, text in FILES.items():
        path = tmp_path / "town" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "town"


@pytest.fixture
def assets(tmp_path: Path) -> Path:
    """The pictures and films that the town names; each holds its own name."""
    for name in MEDIA:
        path = tmp_path / "assets" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    return tmp_path / "assets"
