"""`kiosk read`: what the booth's scanner makes of a photograph, or of a folder of frames. No window, no camera."""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from kiosk.scan.files import PictureError, load, pictures_in
from kiosk.scan.live.replay import Read, read_still, replay
from kiosk.scan.live.stream import Stream
from kiosk.scan.read.cascade import Cascade
from kiosk.settings import Settings


def read(
    settings: Settings,
    images: Sequence[Path],
    sequences: Sequence[Path],
    budget_ms: float | None,
    fps: float,
    *,
    as_json: bool,
) -> int:
    """Prints one line for each picture and for each folder. Returns the exit status: 1 if one could not be opened,
    2 if there is nothing to do or a number makes no sense."""
    budget_ms = settings.camera.budget_ms if budget_ms is None else budget_ms
    if not images and not sequences:
        print("Nothing to read: name a picture, or a folder with --sequence.", file=sys.stderr)
        return 2
    if not (math.isfinite(budget_ms) and budget_ms > 0 and math.isfinite(fps) and fps > 0):
        print("--budget-ms and --fps are numbers above 0.", file=sys.stderr)
        return 2
    import cv2

    cv2.setNumThreads(1)  # the booth's budget is one core's, and so is ours
    work: list[tuple[Path, Callable[[Path], dict[str, Any]]]] = []
    if images:
        cascade = Cascade(budget_ms)
        cascade.warm_up()
        work += [(path, partial(_still, cascade)) for path in images]
    if sequences:
        stream = Stream(budget_ms)
        stream.warm_up()
        work += [(path, partial(_sequence, stream, fps)) for path in sequences]
    failed = False
    for path, run in work:
        try:
            said = run(path)
        except PictureError as error:
            failed = True
            print(error, file=sys.stderr)
            said = {"path": str(path), "texts": [], "error": str(error)}
            if not as_json:
                continue
        print(json.dumps(said, ensure_ascii=False) if as_json else _plain(said), flush=True)
    return 1 if failed else 0


def _still(cascade: Cascade, path: Path) -> dict[str, Any]:
    reads, ms = read_still(cascade, load(path), cascade.budget_ms)
    texts = [{"text": one.text, "corners": _corners(one), "stage": one.stage} for one in reads]
    return {"path": str(path), "texts": texts, "ms": round(ms, 2)}


def _sequence(stream: Stream, fps: float, folder: Path) -> dict[str, Any]:
    paths = pictures_in(folder)
    stream.forget()  # each is a visitor of its own
    outcome = replay(stream.decode, lambda number: load(paths[number]), len(paths), fps)
    texts = [
        {"text": one.text, "corners": _corners(one), "frame": one.frame, "ms": round(one.ms, 2)}
        for one in outcome.reads
    ]
    first = outcome.reads[0] if outcome.reads else None
    return {
        "path": str(folder),
        "texts": texts,
        "frame": first.frame if first else None,
        "ms": round(first.ms, 2) if first else None,
        "frames": outcome.frames,
        "decoded": len(outcome.numbers),
        "costs_ms": [round(cost, 2) for cost in outcome.costs_ms],
    }


def _corners(one: Read) -> list[list[float]]:
    return [[round(x, 1), round(y, 1)] for x, y in one.corners]


def _plain(said: dict[str, Any]) -> str:
    if not said["texts"]:
        return f"{said['path']}: nothing could be read"
    lines = []
    for text in said["texts"]:
        when = (
            f" in frame {text['frame']} after {text['ms']:.0f} ms"
            if "frame" in text
            else f" in {said['ms']:.1f} ms"
        )
        # A code may hold anything: control characters must not reach a terminal.
        lines.append(f"{said['path']}: {text['text'].encode('unicode_escape').decode()}{when}")
    return "\n".join(lines)
