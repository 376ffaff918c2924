"""In a process of its own, so that nothing else moves its memory."""

from __future__ import annotations

import subprocess
import sys

import pytest

# Threads hand each other blocks of many sizes, with small ones in between, and keep none of the large.
SCRIPT = """
import threading, queue, random, sys
from pathlib import Path
from kiosk.scan.camera.heap import Heap
now = [0.0]
heap = Heap(lambda: now[0], every_s=4.0)
def rss():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6
slot, kept = queue.Queue(2), []
def drop():
    while slot.get() is not None:
        pass
dropper = threading.Thread(target=drop)
dropper.start()
before = rss()
sizes = random.Random(1)
for number in range(300):
    slot.put(bytearray(sizes.randrange(1 << 20, 7 << 20)))
    kept.append(bytearray(1000))
slot.put(None)
dropper.join()
assert not heap.tend(), "it is not time yet"
now[0] = 4.0
if sys.argv[1] == "given back" and not heap.tend():
    sys.exit(3)
assert not heap.tend() or sys.argv[1] != "given back", "once is enough"
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
    assert grown["given back"] < 12, grown
    assert grown["given back"] < grown["as it is"]
