"""docs/log.md tells strangers how to check a proof: what it tells has to work, without a line of our code."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from kiosk.settings import ROOT
from kiosk.trace.log.checkpoint import Checkpoint, cosigned, sign_checkpoint
from kiosk.trace.log.proof import write_proof
from tests.trace.log import oracle
from tests.trace.log.conftest import KEYS, LOG, ONE, ORIGIN, signer
from tests.trace.log.test_proof import DOCUMENTS, LEAVES

TOOLS = ("bash", "openssl", "xxd", "sha256sum", "base64", "sed")


@pytest.fixture
def script(tmp_path: Path) -> Path:
    for tool in TOOLS:
        if shutil.which(tool) is None:
            pytest.skip(f"the script of docs/log.md needs {tool}, which is not here")
    page = (ROOT / "docs" / "log.md").read_text(encoding="utf-8")
    path = tmp_path / "check.sh"
    path.write_text(page.partition("```bash\n")[2].partition("```")[0], encoding="utf-8")
    return path


def passes(script: Path, document: bytes, proof: str, key: str = KEYS.log) -> bool:
    (script.parent / "document").write_bytes(document)
    (script.parent / "proof").write_text(proof, encoding="utf-8")
    arguments = [shutil.which("bash") or "", str(script), str(script.parent / "document")]
    done = subprocess.run([*arguments, str(script.parent / "proof"), key], capture_output=True, timeout=60)
    return done.returncode == 0 and b"in the log of" in done.stdout


def test_the_shell_script_agrees_with_us(script: Path) -> None:
    for size, index in ((1, 0), (2, 1), (7, 6), (11, 4)):
        note = cosigned(sign_checkpoint(Checkpoint(ORIGIN, size, oracle.root(LEAVES[:size])), LOG), ONE, 100)
        proof = write_proof(index, oracle.inclusion(index, LEAVES[:size]), note, b"extra" if index else None)
        assert passes(script, DOCUMENTS[index], proof)
    assert not passes(script, DOCUMENTS[index] + b"\n", proof)
    assert not passes(script, DOCUMENTS[index], proof.replace("index 4", "index 5"))
    assert not passes(script, DOCUMENTS[index], proof.replace(f"\n{size}\n", f"\n{size + 1}\n"))
    assert not passes(script, DOCUMENTS[index], proof, str(signer("another.example").key))
