"""In a process of its own, so that nothing else moves its memory."""

from __future__ import annotations

import subprocess
import sys

import pytest

# Small enough for the arena, dropped below one that is kept: glibc gives back only what lies at an arena's top.
SCRIPT = """
import sys
from pathlib import Path
from kiosk.scan.camera.heap import Heap
now = [0.0]
heap = Heap(lambda: now[0], every_s=4.0)
def rss():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6
before = rss()
dropped = [bytearray(b"x") * 100_000 for _ in range(400)]
kept = bytearray(b"x") * 100_000
dropped.clear()
assert not heap.tend(), "it is not time yet"
now[0] = 4.0
if sys.argv[1] == "given back":
    if not heap.tend():
        sys.exit(3)
    assert not heap.tend(), "once is enough"
print(rss() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="glibc's")
def test_large_blocks_go_back_to_the_system_when_they_are_dropped() -> None:
    grown = {}
    for how in ("given back", "as it is"):
        done = subprocess.run([sys.executable, "-c", SCRIPT, how], capture_output=True, text=True, check=False)
        if done.returncode == 3:
            pytest.skip("not glibc")
        grown[how] = float(done.stdout)
    assert grown["as it is"] > 35, "the control: 40 MB stay"
    assert grown["given back"] < 5, grown


GAPS = """
import sys
from pathlib import Path
from kiosk.scan.camera.heap import map_large_blocks
def rss():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6
if sys.argv[1] == "mapped" and not map_large_blocks():
    sys.exit(3)
bytearray(30_000_000)  # glibc takes this as a sign that large blocks come and go, and keeps them from then on
before = rss()
kept = []
for _ in range(20):
    dropped = bytearray(b"x") * 3_000_000
    kept.append([bytearray(b"x") * 20_000 for _ in range(5)])
    after = bytearray(b"x") * 3_000_000
    kept.append(after[:100_000])
    del dropped, after
large = [bytearray(b"x") * 3_000_000 for _ in range(20)]
small = [bytearray(b"x") * 100_000 for _ in range(20)]
large.clear()
print(rss() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="glibc's")
def test_dropped_blocks_leave_no_gaps_below_what_is_kept() -> None:
    grown = {}
    for how in ("mapped", "as it is"):
        done = subprocess.run([sys.executable, "-c", GAPS, how], capture_output=True, text=True, check=False)
        if done.returncode == 3:
            pytest.skip("not glibc")
        grown[how] = float(done.stdout)
    assert grown["as it is"] > 50, "the control: 60 MB lie below what is kept"
    assert grown["mapped"] < 15, grown
