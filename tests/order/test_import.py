from __future__ import annotations

import subprocess
import sys


def test_orders_cost_the_first_frame_no_heavy_import() -> None:
    names = ["basket", "bench", "journal", "model", "money", "place", "sync"]
    code = ";".join(f"import kiosk.order.{name}" for name in names)
    code += ";import kiosk.store.open, kiosk.store.http, kiosk.store.embedded, sys"
    code += ";print(sorted({'pydantic', 'requests', 'urllib3', 'numpy', 'cv2'} & set(sys.modules)))"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
