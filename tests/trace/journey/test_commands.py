"""`kiosk trace judge` and `kiosk trace show`, as a shell calls them; and a sample of `make bench-verdict`."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kiosk.settings import Settings
from kiosk.staff.trace import judging, showing
from kiosk.town.model import Lot
from kiosk.trace.journey import document_of
from kiosk.trace.journey.trust import TrustError, read_trust
from tests.bench.journey_writing import World, world
from tests.bench.mutations_more import KINDS
from tests.bench.verdict import printed, run
from tests.trace.journey.conftest import document

Json = dict[str, Any]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> World:
    return world(16, tmp_path_factory.mktemp("world"))


@pytest.fixture
def judge(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, list[Json]]]:
    def ask(*documents: Any, trust: Json | None = None, **more: Any) -> tuple[int, list[Json]]:
        files = []
        for number, each in enumerate(documents):
            files.append(tmp_path / f"{number}.json")
            files[-1].write_bytes(each if isinstance(each, bytes) else json.dumps(each).encode())
        if trust is not None:
            (tmp_path / "trust.json").write_text(json.dumps(trust))
        options = {
            "files": files,
            "trust": tmp_path / "trust.json" if trust is not None else None,
            "code": None,
            "at": "2026-11-23",
            "json": True,
            "language": "en",
        }
        status = judging.run(settings, Namespace(**(options | more)))
        return status, [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return ask


def test_one_object_a_lot(judge: Callable[..., Any], made: World) -> None:
    told = made.told[1]
    status, (answer,) = judge(told.document, trust=made.trust)
    assert status == 0
    assert (answer["gtin"], answer["lot"], answer["serial"]) == (
        told.plan.gtin,
        told.plan.lot.lot,
        told.plan.serial,
    )
    assert (answer["verdict"], answer["journey"], answer["failed"], answer["missing"]) == (
        "genuine",
        "consistent",
        [],
        [],
    )
    assert {"rule", "passed", "missing", "visitor", "staff", "events"} == answer["findings"][0].keys()


def test_a_rule_that_failed_points_to_its_events(judge: Callable[..., Any], plain: dict[str, Json]) -> None:
    plain["imported"]["eventTime"] = "2026-09-01T10:00:00+08:00"
    status, (answer,) = judge(document(plain))
    assert (status, answer["journey"]) == (1, "inconsistent")
    finding = next(each for each in answer["findings"] if each["rule"] == "production-first")
    assert list(plain).index("imported") in finding["events"]
    assert answer["failed"][0] in {each["rule"] for each in answer["findings"] if not each["passed"]}


def test_a_sticker_from_the_command_line_counts(judge: Callable[..., Any], made: World) -> None:
    told, other = made.told[0], made.told[2]
    _, (answer,) = judge(told.document, trust=made.trust, code=other.document["gtk:sticker"])
    assert "label-journey" in answer["failed"]
    _, (answer,) = judge(told.document, trust=made.trust, code="https://example.com/menu")
    assert (answer["verdict"], answer["failed"], answer["journey"]) == ("unknown", ["label"], "consistent")


def test_what_cannot_be_read(judge: Callable[..., Any], made: World, tmp_path: Path) -> None:
    status, answers = judge(b"{", made.told[0].document, trust=made.trust)
    assert status == 2
    assert "error" in answers[0]
    assert answers[1]["verdict"] == "genuine"
    assert judge(made.told[0].document, at="yesterday")[0] == 2
    assert judge(made.told[0].document, trust={"isuers": []})[0] == 2


@pytest.mark.parametrize(
    "said",
    [b"", b"[]", b'{"issuers": [{}]}', b'{"log": {"origin": "x"}}', b'{"log": 7}', b'{"penaltyLimit": "many"}'],
)
def test_a_trust_block_that_is_none(said: bytes) -> None:
    with pytest.raises(TrustError):
        read_trust(said)


def test_in_words(
    settings: Settings,
    made: World,
    tmp_path: Path,
    make_lot: Callable[..., Lot],
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = tmp_path / "one.json"
    file.write_text(json.dumps(document_of("09520123456788", make_lot(inspections=()))))
    options = Namespace(files=[file], trust=None, code=None, at=None, json=False, language="zh")
    assert judging.run(settings, options) == 0
    said = capsys.readouterr().out
    assert "missing inspected: 档案里没有检验记录。" in said


def test_the_passport_of_a_sample(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    from kiosk.staff.content import prepare

    samples = {sample.gtin: sample for sample in prepare(settings).samples}
    milk = samples["09521201000039"]
    options = Namespace(code=milk.text, at="2026-11-23", json=True, language="en")
    showing.run(settings, options)
    answer = json.loads(capsys.readouterr().out)
    assert (answer["gtin"], answer["sample"], answer["product"]) == (milk.gtin, True, "Whole milk, long-life")
    flight = next(leg for leg in answer["lot"]["legs"] if leg["kind"] == "flight")
    assert flight["start"].endswith("+02:00")
    assert flight["start_utc"].endswith("+00:00")
    assert flight["km"] == pytest.approx(8960, rel=0.02)
    assert answer["evidence"] is None or answer["evidence"]["checkpoint"]
    assert showing.run(settings, Namespace(code=milk.text, at=None, json=False, language="zh")) in (0, 1)
    assert "机场" in capsys.readouterr().out
    assert showing.run(settings, Namespace(code="nothing", at=None, json=True, language="en")) == 1
    assert json.loads(capsys.readouterr().out)["reason"] == "not-a-product-code"


def test_a_sample_of_the_bench(made: World) -> None:
    """Every kind of mutation once; the whole is make bench-verdict."""
    report = run(made, len(KINDS))
    assert report.good, "\n".join(printed(report))
    assert {name.partition(":")[0] for name in report.rows} >= {
        "date", "place", "hash", "lab", "flight", "swapped", "cut", "sticker", "cold", "neutral",
    }  # fmt: skip
