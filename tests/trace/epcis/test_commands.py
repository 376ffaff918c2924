"""`kiosk trace import` and `kiosk trace export` as staff type them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kiosk import cli
from tests.trace.epcis.conftest import EVENTS, ITEM, OBJECT, PACKING, document


@pytest.fixture(autouse=True)
def own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIOSK_BOOTH_STATE", str(tmp_path / "state"))


def save(path: Path, value: Any) -> str:
    path.write_text(json.dumps(value, indent=1), encoding="utf-8")
    return str(path)


def run(*words: str) -> int:
    return cli.main(["trace", *words])


def test_an_import_says_of_each_event_what_became_of_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = save(tmp_path / "a.json", document(OBJECT, {**PACKING, "bizStep": "flying"}, OBJECT))
    assert run("import", file, "--json") == 1
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["outcome"] for line in lines] == ["taken", "refused", "already"]
    assert [line["index"] for line in lines] == [0, 1, 2]
    bad = lines[1]
    assert (bad["file"], bad["type"], bad["rule"]) == (file, "AggregationEvent", "biz-step")
    assert bad["pointer"] == "/epcisBody/eventList/1/bizStep"
    assert "flying" in Path(file).read_text().splitlines()[bad["line"] - 1]
    assert bad["hash"] is None
    assert lines[0]["hash"].startswith("ni:///sha-256;")
    assert run("import", save(tmp_path / "b.json", document(OBJECT))) == 0


def test_what_is_only_checked_is_not_taken(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, events = save(tmp_path / "a.json", document(*EVENTS)), tmp_path / "e.sqlite"
    assert run("import", file, "--check", "--events", str(events)) == 0
    assert not events.exists()
    assert run("import", file, "--events", str(events)) == 0
    assert run("import", file, "--check", "--events", str(events)) == 0
    assert capsys.readouterr().out.count("already") == len(EVENTS)


def test_a_file_that_cannot_be_opened_is_said_and_the_others_are_taken(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("import", str(tmp_path / "absent"), save(tmp_path / "a.json", document(OBJECT))) == 2
    said = capsys.readouterr()
    assert "absent" in said.err
    assert "taken" in said.out


def test_a_store_that_is_none_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = tmp_path / "e.sqlite"
    broken.write_text("nothing of the kind, at some length " * 20)
    assert run("import", save(tmp_path / "a.json", document(OBJECT)), "--events", str(broken)) == 2
    assert "not an event store" in capsys.readouterr().err


def test_an_export_is_written_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    whole = document(*EVENTS)
    assert run("export") == 2
    assert run("import", save(tmp_path / "a.json", whole)) == 0
    capsys.readouterr()
    assert run("export") == 0
    assert json.loads(capsys.readouterr().out) == whole
    out = tmp_path / "out" / "events.json"
    assert run("export", "--out", str(out)) == 0
    assert json.loads(out.read_text(encoding="utf-8")) == whole
    assert list(out.parent.iterdir()) == [out]


@pytest.mark.parametrize(
    "code",
    [ITEM, "HTTPS://ID.EXAMPLE/01/09520123456788/10/L1/21/A1?S=K1AAAA", "urn:epc:id:sgtin:952012345678.0.A1"],
)
def test_an_export_of_one_item(tmp_path: Path, capsys: pytest.CaptureFixture[str], code: str) -> None:
    other = {**OBJECT, "epcList": ["https://id.gs1.org/01/09520123456788/21/B2"]}
    run("import", save(tmp_path / "a.json", document(OBJECT, other)))
    capsys.readouterr()
    assert run("export", "--code", code) == 0
    assert json.loads(capsys.readouterr().out)["epcisBody"]["eventList"] == [OBJECT]


def test_a_code_that_names_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("import", save(tmp_path / "a.json", document(OBJECT)))
    assert run("export", "--code", "hello") == 1
    assert "hello" in capsys.readouterr().err
