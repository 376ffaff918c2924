"""`make bench-scan`: our scanner beside the decoders that people would pick, on the same pictures in the same run.

Generated frames and hand-held sequences of the test half (odd seeds), and the shared photographs where they are.
Exits with 1 when short of what the scanner promises (docs/figures.md).
"""

from __future__ import annotations

import argparse
import platform
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np

from tests.bench import report, shelf
from tests.bench.frames import KINDS, LEVELS, WITH_CODES, Shot
from tests.bench.measure import Picture, Showing, beside, compare, live, photographs
from tests.bench.peers import NAMES, Clock, Reader, missing, reader, zxing_call

PHOTOGRAPHS = shelf.ROOT.parent / "shared" / "data" / "qr-photos"
FPS = 30.0
STREAM_MS = 30.0
# What is held up by hand; a sheet is not.
HELD = tuple(kind for kind in WITH_CODES if kind not in ("sheet", "several", "version"))


def main(arguments: Sequence[str] | None = None) -> int:
    options = _options(arguments)
    cv2.setNumThreads(1)
    clock: Clock = time.thread_time if options.clock == "cpu" else time.perf_counter
    names = options.only.split(",") if options.only else NAMES
    names = [full for name in names for full in (("ours-30", "ours-100") if name == "ours" else (name,))]
    begun = time.perf_counter()
    print(
        f"{platform.machine()}, Python {platform.python_version()}, OpenCV {cv2.__version__}, {options.clock} time;"
    )
    print(f"generated frames: the {options.half} half, {options.seeds} seeds a kind and level")
    readers = []
    for name in names if options.part != "sequences" else ():
        if name not in NAMES and not name.startswith("ours-"):
            print(f"no decoder is called {name}: {', '.join(NAMES)}", file=sys.stderr)
            return 2
        if why := missing(name):
            print(f"skipped: {name}, as {why}")
        else:
            readers.append(reader(name, clock))
    for one in readers:
        print(f"  {one.name:14}{one.note}")
        one.read(np.zeros((1080, 1920, 3), np.uint8))  # what a first call costs is no part of a frame's time
    kinds = options.kinds.split(",") if options.kinds else list(KINDS)
    seeds = [2 * i + (options.half == "test") for i in range(options.seeds)]
    verdict = report.Verdict()
    try:
        if options.part in ("all", "stills"):
            _stills(readers, kinds, seeds, options, verdict)
        if options.part in ("all", "photos"):
            _photos(readers, options, verdict)
        if options.part in ("all", "sequences"):
            _sequences(kinds, seeds, options, clock, verdict)
    finally:
        for one in readers:
            one.close()
    print(f"\n{time.perf_counter() - begun:.0f} s in all")
    return verdict.told(whole=not options.quick and not options.kinds and not options.only)


def _stills(
    readers: list[Reader], kinds: list[str], seeds: list[int], options: argparse.Namespace, verdict: report.Verdict
) -> None:
    keys = [(kind, level, seed, False) for kind in kinds for level in LEVELS for seed in seeds]
    shelf.fill(keys, options.workers)
    counts = compare(readers, (_picture(shelf.shots(key)[0]) for key in keys))
    report.stills("Generated frames", counts, kinds, verdict)


def _picture(shot: Shot) -> Picture:
    name = f"{shot.kind}-{shot.level}-{shot.seed}"
    return Picture(name, shot.kind, shot.level, shot.image, frozenset(code.text for code in shot.codes))


def _photos(readers: list[Reader], options: argparse.Namespace, verdict: report.Verdict) -> None:
    if not options.folder.is_dir():
        print(f"\nskipped: photographs, as there are none in {options.folder}")
        return
    known = frozenset(text for path in options.folder.glob("*/*.txt") for text in beside(path) or ())
    counts = compare(readers, photographs(options.folder, 4 if options.quick else 1), known)
    report.photographs(counts, verdict)


def _sequences(
    kinds: list[str], seeds: list[int], options: argparse.Namespace, clock: Clock, verdict: report.Verdict
) -> None:
    levels = (2, 3)
    held = [kind for kind in kinds if kind in HELD][:: 2 if options.quick else 1]
    keys = [(kind, level, seed, True) for kind in held for level in levels for seed in seeds[: options.showings]]
    idle = [("none", level, seed, True) for level in (0, 1, 2) for seed in seeds[:1]] if "none" in kinds else []
    shelf.fill(keys + idle, options.workers)
    showings: dict[str, dict[shelf.Key, Showing]] = {"ours": {}, "zxing": {}}
    for key in keys + idle:
        shots = shelf.shots(key)
        for name, decode in (("ours", _stream(clock)), ("zxing", _plain())):
            showings[name][key] = live(decode, shots, FPS, clock)
    report.sequences(showings, keys, idle, verdict)


def _stream(clock: Clock):  # type: ignore[no-untyped-def]
    """Ours as a booth runs it; a new one for each sequence, as it remembers."""
    from kiosk.scan.live.stream import Stream
    from kiosk.scan.model import Frame

    stream = Stream(STREAM_MS, clock=clock)

    def decode(shot: Shot, number: int) -> frozenset[str]:
        sight = stream.decode(Frame(shot.image, round(number / FPS * 1e9), number))
        return frozenset(reading.text for reading in sight.readings)

    return decode


def _plain():  # type: ignore[no-untyped-def]
    call = zxing_call(try_rotate=False, try_invert=False)
    return lambda shot, number: frozenset(call(shot.image))


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.scan", description=__doc__)
    parser.add_argument("--half", choices=("tune", "test"), default="test")
    parser.add_argument("--kinds", default="", help="such as glare,curved; all by default")
    parser.add_argument("--only", default="", help=f"decoders, of ours,{','.join(NAMES)}; ours-60 has 60 ms")
    parser.add_argument("--seeds", type=int, default=0, help="for each kind and level; 5, or 1 with --quick")
    parser.add_argument("--showings", type=int, default=0, help="sequences for each kind and level; 3, or 1")
    parser.add_argument("--quick", action="store_true", help="about two minutes; promises are told, not enforced")
    parser.add_argument("--clock", choices=("wall", "cpu"), default="wall", help="cpu on a machine that others use")
    parser.add_argument("--workers", type=int, default=2, help="cores for making frames")
    parser.add_argument("--folder", type=Path, default=PHOTOGRAPHS, help="of zxing's test pictures")
    for part in ("stills", "photos", "sequences"):
        parser.add_argument(f"--{part}", dest="part", action="store_const", const=part, help="nothing else")
    parser.set_defaults(part="all")
    options = parser.parse_args(arguments)
    options.seeds = options.seeds or (1 if options.quick else 5)
    options.showings = options.showings or (1 if options.quick else 3)
    return options


if __name__ == "__main__":
    raise SystemExit(main())
