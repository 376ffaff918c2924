"""qmllint on every page with warnings as errors; it exits 0 on warnings unless told -W 0."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
QML = ROOT / "kiosk" / "ui" / "qml"


def main() -> int:
    types = ROOT / "build" / "qmltypes"
    files = sorted(str(path) for path in QML.rglob("*.qml"))
    command = [Path(sys.executable).parent / "pyside6-qmllint", "-W", "0", "-I", types, "-I", QML, *files]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode:
        print(result.stdout + result.stderr)
        print(f"qmllint: warnings above, {len(files)} files")
        return 1
    print(f"qmllint: {len(files)} files, no warnings")
    return 0


if __name__ == "__main__":
    sys.exit(main())
