"""PySide6 6.12.0 aborts on Python 3.11 after some 4,500 void Qt calls: a guard for whoever raises the pin."""

from __future__ import annotations

import subprocess
import sys

CALLS = """
from PySide6.QtCore import QObject
thing = QObject()
for _ in range(200_000):
    thing.setObjectName("x")
print("survived")
"""


def test_two_hundred_thousand_void_calls_are_survived() -> None:
    done = subprocess.run([sys.executable, "-c", CALLS], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.strip() == "survived", f"status {done.returncode}: {done.stderr}"
