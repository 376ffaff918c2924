"""Signs the sample town's certificates anew: `python tests/tools/certify.py`, after its inspections were changed.

Real laboratories sign what they found and send it. Those of the sample do not exist: each gets a key here that is
thrown away at the end, and only its public half stays, in laboratories.toml, with what it signed in certificates/.
"""

from __future__ import annotations

import re
import sys
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.settings import ROOT
from kiosk.town.certificates import APPROVAL, FOLDER
from kiosk.town.check import load
from kiosk.trace.log.credential import issue_approval, issue_credential

TOWN = ROOT / "config" / "town"


def certify(folder: Path) -> int:
    """Writes keys and certificates into a town's folder; how many certificates it wrote."""
    out = folder / FOLDER
    out.mkdir(exist_ok=True)
    for path in out.glob("*.json"):
        path.unlink()
    town = load(folder, ROOT / "assets")
    keys = {laboratory.id: Ed25519PrivateKey.generate() for laboratory in town.laboratories}
    register = folder / "laboratories.toml"
    register.write_text(_with_keys(register.read_text(encoding="utf-8"), keys), encoding="utf-8")
    for product in town.products:
        for lot in product.lots:
            for check in lot.inspections:
                signed = datetime.combine(check.on, time(16), UTC) + timedelta(days=1)
                if check.laboratory_id in keys:
                    text = issue_credential(check, product.gtin, keys[check.laboratory_id], signed)
                    (out / f"{check.certificate}.json").write_text(text + "\n", encoding="utf-8")
                    check = check.model_copy(update={"credential": text})
                if check.approver_id in keys:
                    text = issue_approval(check, product.gtin, keys[check.approver_id], signed + timedelta(days=1))
                    (out / f"{check.certificate}{APPROVAL}").write_text(text + "\n", encoding="utf-8")
    return len(list(out.glob("*.json")))


def _with_keys(text: str, keys: dict[str, Ed25519PrivateKey]) -> str:
    """laboratories.toml with the public key of each below its name."""
    text = re.sub(r"^public_key = .*\n", "", text, flags=re.MULTILINE)
    for name, key in keys.items():
        public = key.public_key().public_bytes_raw().hex()
        text = re.sub(rf"(^\[{name}\]\nname = .*\n)", rf'\1public_key = "{public}"\n', text, flags=re.MULTILINE)
    return text


if __name__ == "__main__":
    print(certify(TOWN), "certificates")
    sys.exit(0)
