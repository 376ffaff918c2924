"""`kiosk trace prove`, through the command line's own door."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from kiosk.cli import main
from kiosk.settings import Settings
from kiosk.staff.content import pack_path
from kiosk.staff.trace.proving import run
from kiosk.town.pack import open_pack
from kiosk.trace.log.document import document
from kiosk.trace.log.multibase import did_key
from tests.trace.log.conftest import KEYS, LOG, ONE, TWO, public_cases, read_cases
from tests.trace.log.test_credential import CREDENTIAL, W3C, W3C_KEY
from tests.trace.log.test_proof import CHECKPOINT, DOCUMENT, TEXT
from tests.trace.log.test_proof_json import CONSISTENCY, INCLUSION

LOT = ("09521201000039", "VM26-09A")  # of the sample town
Prove = Callable[..., tuple[int, list[dict[str, Any]]]]
ALL = ["--key", KEYS.log, "--key", KEYS.witnesses[0], "--key", KEYS.witnesses[1]]


@pytest.fixture
def prove(capsys: pytest.CaptureFixture[str]) -> Prove:
    def run(*arguments: object) -> tuple[int, list[dict[str, Any]]]:
        capsys.readouterr()
        status = main(["trace", "prove", "--json", *map(str, arguments)])
        return status, [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return run


@pytest.fixture
def put(tmp_path: Path) -> Callable[[object], Path]:
    def write(content: object) -> Path:
        path = tmp_path / f"file-{len(list(tmp_path.iterdir()))}"
        path.write_bytes(
            content
            if isinstance(content, bytes)
            else content.encode()
            if isinstance(content, str)
            else json.dumps(content).encode()
        )
        return path

    return write


def test_a_proof_a_list_and_lines(prove: Prove, put: Callable[[object], Path]) -> None:
    one, many = put(INCLUSION), put([CONSISTENCY, {**CONSISTENCY, "size2": 8}, INCLUSION])
    status, lines = prove(one)
    assert status == 0
    assert lines == [{"file": str(one), "index": 0, "kind": "inclusion", "valid": True, "reason": None}]
    status, lines = prove(many, one)
    assert status == 1
    assert [line["valid"] for line in lines] == [True, False, True, True]
    assert [(line["file"], line["index"]) for line in lines] == [
        (str(many), 0), (str(many), 1), (str(many), 2), (str(one), 0),
    ]  # fmt: skip
    assert lines[1]["reason"]


@pytest.mark.parametrize("name", ["inclusion", "consistency"])
def test_all_public_proofs(prove: Prove, name: str) -> None:
    cases = read_cases(f"{name}.json")
    status, lines = prove(public_cases(f"{name}.json"))
    assert status == 1
    assert [(line["kind"], line["valid"]) for line in lines] == [(name, not case["wantErr"]) for case in cases]


@pytest.mark.parametrize(
    "content", [b"", b"\xff", "no proof", "[", "[]", "[1, null]", "{}", "\0", [], [[]], "NaN", '{"a":' * 9000]
)
def test_what_is_no_proof_is_refused(prove: Prove, put: Callable[[object], Path], content: object) -> None:
    status, lines = prove(put(content))
    assert status == 1
    assert lines
    assert all(not line["valid"] and line["reason"] for line in lines)


def test_a_tlog_proof_with_its_document_and_keys(prove: Prove, put: Callable[[object], Path]) -> None:
    proof, document = put(TEXT), put(DOCUMENT)
    status, (line,) = prove(proof, "--document", document, *ALL)
    assert (status, line["kind"], line["valid"]) == (0, "tlog-proof", True)
    assert line["says"] == {
        "origin": KEYS.origin,
        "leafIndex": 6,
        "treeSize": 11,
        "witnesses": [ONE.name, TWO.name],
    }
    for arguments in (
        ("--document", document),
        ALL,
        ("--document", put(DOCUMENT + b"\n"), *ALL),
        ("--document", document, *ALL[2:]),
        ("--document", document, "--key", str(ONE.key), "--key", KEYS.witnesses[1]),
    ):
        status, (line,) = prove(proof, *arguments)
        assert (status, line["valid"]) == (1, False)
    status, (line,) = prove(put(TEXT.replace("@v1", "@v9")), "--document", document, *ALL)
    assert (status, line["kind"]) == (1, "tlog-proof")


def test_a_checkpoint_with_its_keys(prove: Prove, put: Callable[[object], Path]) -> None:
    status, (line,) = prove(put(CHECKPOINT), *ALL)
    assert (status, line["kind"], line["valid"], line["says"]["treeSize"]) == (0, "checkpoint", True, 11)
    status, (line,) = prove(put(CHECKPOINT), "--key", str(LOG.key))
    assert (status, line["says"]["witnesses"]) == (0, [])
    assert prove(put(CHECKPOINT))[0] == 1
    assert prove(put(CHECKPOINT.replace("\n11\n", "\n12\n")), *ALL)[0] == 1


def test_a_credential_by_its_own_key_or_by_a_known_one(prove: Prove, put: Callable[[object], Path]) -> None:
    path = put(CREDENTIAL)
    issuer = json.loads(CREDENTIAL)["issuer"]
    status, (line,) = prove(path)
    assert (status, line["kind"], line["says"]) == (0, "credential", {"issuer": issuer, "known": False})
    status, (line,) = prove(path, "--key", W3C_KEY, "--key", issuer)
    assert (status, line["says"]["known"]) == (0, True)
    assert prove(path, "--key", W3C_KEY)[0] == 1
    assert prove(put(CREDENTIAL.replace('"passed":true', '"passed":false')))[0] == 1
    assert prove(put(W3C))[0] == 1
    assert prove(put(W3C), "--key", W3C_KEY)[0] == 0
    assert issuer != did_key("00" * 32)


def test_what_cannot_be_tried(prove: Prove, put: Callable[[object], Path], tmp_path: Path) -> None:
    assert prove(tmp_path / "absent")[0] == 2
    status, lines = prove(tmp_path / "absent", put(INCLUSION), put({}))
    assert (status, [line["valid"] for line in lines]) == (2, [True, False])
    assert prove(put(TEXT), "--document", tmp_path / "absent")[0] == 2
    for keys in (["--key", "nonsense"], ["--key", "a+b+c"], ["--key", KEYS.log, "--key", KEYS.log]):
        assert prove(put(INCLUSION), *keys) == (2, [])


def test_a_lot_of_this_booths_pack_needs_no_key(
    settings: Settings, put: Callable[[object], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(open_pack(pack_path(settings))) as pack:
        lot = pack.lot(*LOT)
        assert lot is not None
        proof, leaf = pack.proof(*LOT), document(LOT[0], lot)
    options = Namespace(files=[put(proof)], document=put(leaf), key=[], json=True)
    assert run(settings, options) == 0
    line = json.loads(capsys.readouterr().out)
    assert (line["valid"], len(line["says"]["witnesses"])) == (True, 1)
    options.document = put(leaf.replace(b'"passed":true', b'"passed":false', 1))
    assert run(settings, options) == 1
    pack_path(settings).unlink()
    assert run(settings, options) == 1
    assert "--key" in capsys.readouterr().out


def test_in_words(put: Callable[[object], Path], capsys: pytest.CaptureFixture[str]) -> None:
    good, bad, note = put(INCLUSION), put({**INCLUSION, "treeSize": 0}), put(CHECKPOINT)
    assert main(["trace", "prove", str(good), str(bad), str(note), "--key", KEYS.log]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"{good}[0] inclusion holds"
    assert lines[1] == f"{bad}[0] inclusion refused: tree size is zero: an empty tree proves nothing"
    assert "checkpoint holds, origin town.example/log" in lines[2]
