"""Write the QML type descriptions of our bridges to build/qmltypes, for qmllint and for editors.

kiosk/ui/**.py with QML_IMPORT_NAME -> metaobjectdump -> qmltyperegistrar -> bridge.qmltypes + qmldir.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "build" / "qmltypes" / "Kiosk" / "Bridge"
BIN = Path(sys.executable).parent


def bridges() -> list[Path]:
    return sorted(p for p in (ROOT / "kiosk" / "ui").rglob("*.py") if "QML_IMPORT_NAME" in p.read_text("utf-8"))


def mark_constants(dump: Path) -> None:
    """metaobjectdump drops constant=True, and a property of ours that never notifies is constant."""
    modules = json.loads(dump.read_text("utf-8"))
    for module in modules:
        for described in module["classes"]:
            for prop in described.get("properties", ()):
                prop["constant"] = "notify" not in prop
    dump.write_text(json.dumps(modules), "utf-8")


def main() -> int:
    OUT.mkdir(parents=True, exist_ok=True)
    dump, types = OUT / "bridge.json", OUT / "bridge.qmltypes"
    sources = bridges()
    if types.exists() and all(source.stat().st_mtime < types.stat().st_mtime for source in sources):
        return 0
    subprocess.run([BIN / "pyside6-metaobjectdump", "-o", dump, *sources], check=True)
    mark_constants(dump)
    core = next((Path(__import__("PySide6").__file__).parent).rglob("qt6core_metatypes.json"), None)
    foreign = ["--foreign-types", str(core)] if core else []
    target = ["--generate-qmltypes", types, "-o", OUT / "bridge.cpp", *foreign]
    module = ["--import-name", "Kiosk.Bridge", "--major-version", "1", dump]
    quiet = None if core else subprocess.DEVNULL  # without Qt's own types it warns that QObject is foreign
    subprocess.run([BIN / "pyside6-qmltyperegistrar", *target, *module], check=True, stderr=quiet)
    (OUT / "qmldir").write_text("module Kiosk.Bridge\ntypeinfo bridge.qmltypes\ndepends QtQml\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
