"""Passports made for the page alone: one for each verdict, very short and very long ones. No rule judged them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

from kiosk.town.model import (
    Accreditation,
    Ingredient,
    Inspection,
    Issuer,
    Laboratory,
    Leg,
    LegKind,
    Lot,
    Place,
    Product,
    Temperature,
    Text,
)
from kiosk.trace.model import Doubt, Evidence, Finding, Inclusion, Passport, Sightings, Verdict

# The rules that each verdict may rest on, as (rule, English, Chinese, whether the record does not say).
FAILED: dict[Verdict, list[tuple[str, str, str, bool]]] = {
    Verdict.GENUINE: [],
    Verdict.UNKNOWN: [
        ("signature", "This code carries no signature.", "这个码没有数字签名。", False),
        ("customs-entry", "The record does not show its customs entry.", "档案里没有入境清关记录。", True),
        (
            "certificate-lot",
            "The certificate does not say which lots it covers.",
            "证书没有写明覆盖哪些批次。",
            True,
        ),
        (
            "cold-chain-measured",
            "The temperature is not on record for a part of the way.",
            "有一段路没有温度记录。",
            True,
        ),
    ],
    Verdict.WITHDRAWN: [
        (
            "lot-recalled",
            "This lot has been recalled. Please do not use it.",
            "这一批次已被召回，请不要使用。",
            False,
        )
    ],
    Verdict.INCONSISTENT: [
        (
            "customs-after-departure",
            "Customs entry is recorded before the flight had left.",
            "入境清关早于航班起飞。",
            False,
        ),
        ("cold-chain", "It was warmer on the way than these goods allow.", "途中温度超出了允许的范围。", False),
    ],
    Verdict.FORGED: [
        ("signature", "The label's signature does not match what it says.", "标签的数字签名与内容不符。", False)
    ],
    Verdict.COPIED: [
        ("copies", "The same label was seen in two places at once.", "同一个标签同时出现在两个地方。", False)
    ],
    Verdict.EXPIRED: [
        ("expiry", "Past its date: best before 13 July 2026.", "已过保质期，保质期至2026年7月13日。", False)
    ],
}
PASSED = [
    ("issuer", "Issued by Veldmelk.", "签发方：草原牛乳。"),
    ("lot", "Lot VM26-09A is on record.", "批次 VM26-09A 有档案可查。"),
    ("legs-in-order", "Every step follows the one before it.", "各个环节的时间先后有序。"),
    ("speed", "There was time enough to get from place to place.", "从一地到下一地，时间都够用。"),
    (
        "laboratory-accredited",
        "The laboratory was accredited for this test on that day.",
        "实验室当天具备这项检测的资质。",
    ),
    (
        "brand-standing",
        "The brand is in good standing: 2 of 12 penalty points.",
        "品牌信誉良好：扣分 2 分，满分 12 分。",
    ),
    ("inspections-passed", "Every inspection on record was passed.", "所有检验项目均合格。"),
]
HASH = "NDtwpMHVkvBHxqeF+sr8RkbVBRMW8oB8qRYJpXJpzGA="
SIGNATURE = "A" * 90 + "=="


def text(en: str, zh: str | None = None) -> Text:
    return Text(en=en, zh=zh or en)


def place(en: str, zh: str, country: str, latitude: float, longitude: float, airport: str | None = None) -> Place:
    return Place(name=text(en, zh), country=country, latitude=latitude, longitude=longitude, airport=airport)


DAIRY = place("Sneek, Friesland", "弗里斯兰省斯内克", "NL", 53.03, 5.66)
SCHIPHOL = place("Amsterdam Schiphol", "阿姆斯特丹史基浦机场", "NL", 52.31, 4.76, "AMS")
XIAOSHAN = place("Hangzhou Xiaoshan", "杭州萧山机场", "CN", 30.23, 120.43, "HGH")
BONDED = place("Hangzhou bonded warehouse", "杭州保税仓", "CN", 30.24, 120.42)
TOWN = place("Global Town, Hangzhou", "杭州环球小镇", "CN", 30.18, 120.2)
LABORATORY = Laboratory(
    id="wli",
    name=text("West Lake Import Inspection", "西湖进口检验所"),
    accreditations=(
        Accreditation(
            body=text("CNAS", "中国合格评定国家认可委员会"),
            number="L0482",
            tests=("aflatoxin-m1",),
            valid_from=date(2024, 1, 1),
            valid_until=date(2029, 12, 31),
        ),
    ),
)


def at(day: int, hour: int, minute: int = 0, offset_h: float = 8) -> datetime:
    return datetime(2026, 9, 1, hour, minute, tzinfo=timezone(timedelta(hours=offset_h))) + timedelta(days=day - 1)


def readings(start: datetime, hours: int, celsius: float, swing: float = 0.6) -> tuple[Temperature, ...]:
    steps = [(start + timedelta(minutes=30 * i), i) for i in range(hours * 2 + 1)]
    return tuple(
        Temperature(at=moment, celsius=round(celsius + swing * ((i * 7) % 5 - 2) / 2, 1)) for moment, i in steps
    )


def cold_lot(*, excess: bool = False, gap: bool = False) -> Lot:
    """A journey with a logger, of which a flight may have been too warm and the road not measured."""
    flight = readings(at(10, 21, 30, 2), 11, 4.4)
    if excess:
        flight = tuple(
            reading.model_copy(update={"celsius": round(4.4 + 7.2 * max(0.0, 1 - abs(i - 12) / 6), 1)})
            for i, reading in enumerate(flight)
        )
    return Lot(
        lot="VM26-09A",
        produced=date(2026, 9, 8),
        expires=date(2027, 3, 8),
        ingredients=(
            Ingredient(
                name=text("milk of the Hofstra farm", "霍夫斯特拉牧场的鲜奶"), place=DAIRY, at=at(8, 5, 30, 2)
            ),
            Ingredient(name=text("milk of the Wiarda farm", "维亚尔达牧场的鲜奶"), place=DAIRY, at=at(8, 5, 50, 2)),
        ),
        legs=(
            Leg(
                kind=LegKind.PRODUCTION,
                place=DAIRY,
                start=at(8, 7, 0, 2),
                end=at(8, 15, 0, 2),
                temperatures=readings(at(8, 7, 0, 2), 8, 4.0),
            ),
            Leg(
                kind=LegKind.TRANSPORT,
                place=DAIRY,
                to=SCHIPHOL,
                start=at(9, 6, 0, 2),
                end=at(9, 9, 10, 2),
                carrier=text("Friesland Koel", "弗里斯兰冷链"),
                temperatures=() if gap else readings(at(9, 6, 0, 2), 3, 4.2),
            ),
            Leg(
                kind=LegKind.CUSTOMS,
                customs="export",
                place=SCHIPHOL,
                start=at(9, 16, 0, 2),
                end=at(9, 18, 30, 2),
                declaration="26NL000510A1B2C3D4",
                temperature_c=(3.1, 5.2),
            ),
            Leg(
                kind=LegKind.FLIGHT,
                place=SCHIPHOL,
                to=XIAOSHAN,
                start=at(10, 21, 30, 2),
                end=at(11, 14, 45),
                carrier=text("Global Town Cargo", "环球小镇货运航空"),
                flight="GT 8812",
                temperatures=flight,
            ),
            Leg(
                kind=LegKind.CUSTOMS,
                customs="import",
                place=BONDED,
                start=at(12, 9, 5),
                end=at(12, 15, 50),
                declaration="291020261000049172",
                temperature_c=(2.8, 5.9),
            ),
            Leg(
                kind=LegKind.DISTRIBUTION,
                place=BONDED,
                to=TOWN,
                start=at(14, 7, 30),
                end=at(14, 8, 50),
                carrier=text("West Lake Vans", "西湖厢车"),
                temperature_c=(3.0, 5.6),
            ),
        ),
        inspections=(inspection(0),),
    )


def inspection(index: int, *, passed: bool = True, long: bool = False) -> Inspection:
    many = " and every other mycotoxin of Commission Regulation (EU) 2023/915, by liquid chromatography"
    return Inspection(
        laboratory=LABORATORY.name,
        laboratory_id=LABORATORY.id,
        test="aflatoxin-m1",
        lots=("VM26-09A", *(f"VM26-0{n}B" for n in range(9)))
        if long
        else (("VM26-09A",) if index % 3 != 2 else ()),
        tested=text("Aflatoxin M1" + many * long, "黄曲霉毒素 M1" + "以及其他全部真菌毒素，液相色谱法" * long),
        limit=text("at most 0.05 µg/kg", "不超过 0.05 µg/kg"),
        result=text("not detected" if passed else "0.08 µg/kg", "未检出" if passed else "0.08 µg/kg"),
        passed=passed,
        on=date(2026, 9, 12),
        certificate=f"WLI-26-{3821 + index}" + "-EXTRA-LONG-SUFFIX-0123456789" * long,
        valid_until=date(2028, 1, 10),
        approved_by=text("Global Town inspection group", "环球小镇验货团") if index % 2 == 0 else None,
    )


LONG_DE = (
    "Landwirtschaftliche Erzeugergemeinschaft Oberschwäbisch-Allgäuer Heumilchkäsereibetriebe "
    "eingetragene Genossenschaft"
)
LONG_EN = (
    "The Very Old and Honourable Company of Cool and Careful Carriers of Dairy to the Four Corners of the World"
)
LONG_ZH = "浙江省杭州市萧山国际机场综合保税区跨境电子商务冷链物流仓储配送中心第十八号恒温仓库"
WORLD = [
    ("AMS", 52.31, 4.76), ("JFK", 40.64, -73.78), ("LAX", 33.94, -118.41), ("HNL", 21.32, -157.92),
    ("AKL", -37.01, 174.79), ("SYD", -33.95, 151.18), ("PER", -31.94, 115.97), ("SIN", 1.36, 103.99),
    ("NRT", 35.77, 140.39), ("HGH", 30.23, 120.43),
]  # fmt: skip


def long_lot(legs: int = 40, inspections: int = 25) -> Lot:
    """Round the world and back, with names that nobody foresaw."""
    stops = [
        place(f"{LONG_DE} {code}" if i % 2 else f"{code} {LONG_EN}", f"{LONG_ZH}{code}", "NL", *where, code)
        for i, (code, *where) in enumerate(WORLD)
    ]
    ways = []
    kinds = (LegKind.TRANSPORT, LegKind.FLIGHT, LegKind.CUSTOMS, LegKind.DISTRIBUTION)
    for i in range(legs):
        kind = LegKind.PRODUCTION if i == 0 else kinds[i % 4]
        here, there = stops[i // 4 % len(stops)], stops[(i // 4 + 1) % len(stops)]
        start = datetime(2026, 3, 1, 6, tzinfo=UTC) + timedelta(days=2 * i)
        ways.append(
            Leg(
                kind=kind,
                place=here,
                to=there if kind in (LegKind.FLIGHT, LegKind.TRANSPORT, LegKind.DISTRIBUTION) else None,
                start=start,
                end=start + timedelta(hours=13, minutes=7),
                carrier=text(LONG_EN, LONG_ZH),
                flight="GT 8812" if kind is LegKind.FLIGHT else None,
                customs="import" if kind is LegKind.CUSTOMS else None,
                declaration="2910202610000491729999999999" if kind is LegKind.CUSTOMS else None,
                temperatures=readings(start, 13, 4.0) if i % 3 else (),
                note=text(LONG_DE, LONG_ZH),
            )
        )
    return Lot(
        lot="VM26-09A-0123456789",
        produced=date(2026, 3, 1),
        expires=date(2028, 3, 1),
        legs=tuple(ways),
        inspections=tuple(inspection(i, passed=i != 17, long=i % 2 == 1) for i in range(inspections)),
    )


def domestic_lot() -> Lot:
    """A day on the road: no flight, no customs, nothing measured, nothing tested."""
    farm = place("Chun'an, Hangzhou", "杭州淳安", "CN", 29.61, 119.04)
    return Lot(
        lot="A",
        produced=date(2026, 9, 8),
        expires=date(2027, 3, 8),
        legs=(
            Leg(kind=LegKind.PRODUCTION, place=farm, start=at(8, 7)),
            Leg(kind=LegKind.DISTRIBUTION, place=farm, to=TOWN, start=at(9, 7), end=at(9, 10)),
        ),
    )


def one_leg_lot() -> Lot:
    return Lot(
        lot="1",
        produced=date(2026, 9, 8),
        expires=date(2027, 3, 8),
        legs=(Leg(kind=LegKind.PRODUCTION, place=DAIRY, start=at(8, 7)),),
    )


def checkpoint(witnesses: int) -> str:
    lines = [f"— witness-{i}.example/{'w' * 20} {SIGNATURE}" for i in range(witnesses)]
    return "\n".join(
        ["globaltown.example/log", "24", HASH, "", f"— globaltown.example/log {SIGNATURE}", *lines, ""]
    )


def evidence(state: Inclusion = Inclusion.INCLUDED, witnesses: int = 1) -> Evidence:
    return Evidence(
        state=state,
        staff="made for the page",
        origin="globaltown.example/log",
        tree_size=24,
        leaf_index=11,
        root_hash=HASH,
        checkpoint=checkpoint(witnesses),
        witnesses=tuple(f"witness-{i}.example" for i in range(witnesses)),
    )


def findings(verdict: Verdict) -> tuple[Finding, ...]:
    failed = [Finding(rule, False, text(en, zh), "", missing) for rule, en, zh, missing in FAILED[verdict]]
    return (*failed, *(Finding(rule, True, text(en, zh), "") for rule, en, zh in PASSED))


def made(product: Product, name: str) -> Passport:
    """By name: a verdict's, or one of RECORDS. The product is the town's own."""
    milk = product.model_copy(update={"storage_c": (2.0, 6.0), "lots": ()})
    whole = Passport(
        text="HTTPS://ID.EXAMPLE/01/09521201000039/10/VM26-09A/21/VM0914",
        product=milk,
        lot=cold_lot(),
        serial="VM0914",
        verdict=Verdict.GENUINE,
        findings=findings(Verdict.GENUINE),
        issuer=Issuer(key_id="A", public_key="0" * 64, name=text("Veldmelk", "草原牛乳")),
        sample=True,
        evidence=evidence(),
        sightings=Sightings(scans=3, places=1),
        laboratories=(LABORATORY,),
    )
    if name in RECORDS:
        return RECORDS[name](whole)
    verdict = Verdict(name)
    bad = replace(whole, verdict=verdict, findings=findings(verdict))
    if verdict is Verdict.INCONSISTENT:
        return replace(bad, lot=cold_lot(excess=True, gap=True), evidence=evidence(Inclusion.ALTERED, 0))
    if verdict is Verdict.UNKNOWN:
        return replace(bad, lot=cold_lot(gap=True), evidence=evidence(Inclusion.MISSING, 0), issuer=None)
    if verdict is Verdict.COPIED:
        return replace(bad, sightings=Sightings(scans=14, places=3, doubts=(Doubt.TWO_PLACES,)))
    return bad


def _product_only(whole: Passport) -> Passport:
    return replace(
        whole, lot=None, serial=None, verdict=Verdict.UNKNOWN, findings=findings(Verdict.UNKNOWN)[:1],
        issuer=None, sample=False, evidence=None, sightings=None, laboratories=(),
    )  # fmt: skip


def _long(whole: Passport) -> Passport:
    product = whole.product.model_copy(
        update={
            "name": text(LONG_DE, LONG_ZH),
            "brand": text(LONG_EN, LONG_ZH),
            "story": text(f"{LONG_EN}. {LONG_DE}. " * 4, LONG_ZH * 6),
        }
    )
    every = [Finding(f"rule-{i}", i % 4 > 1, text(LONG_EN, LONG_ZH), "", i % 4 == 1) for i in range(40)]
    return replace(
        whole, product=product, lot=long_lot(), serial="0123456789ABCDEFGHJK", verdict=Verdict.INCONSISTENT,
        findings=tuple(every), evidence=evidence(witnesses=9),
    )  # fmt: skip


RECORDS = {
    "product-only": _product_only,
    "one-leg": lambda whole: replace(
        whole, lot=one_leg_lot(), product=whole.product.model_copy(update={"storage_c": None})
    ),
    "domestic": lambda whole: replace(
        whole, lot=domestic_lot(), product=whole.product.model_copy(update={"storage_c": None})
    ),
    "long": _long,
}
