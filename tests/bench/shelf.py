"""Frames kept between runs, as the camera's own JPEG bytes: decoded, they are what the generator returned.

They lie under build/bench-frames, in a folder named after the generator's sources: a changed generator has its own.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np

from tests.bench.frames import Code, Shot, encoded

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("codes", "frames", "hand", "optics", "recipes", "scenery", "wear")

Key = tuple[str, int, int, bool]  # kind, level, seed, and whether it is a sequence


@lru_cache(maxsize=1)
def folder() -> Path:
    """Where the frames of this generator lie; made when first asked for."""
    text = b"".join((Path(__file__).parent / f"{name}.py").read_bytes() for name in SOURCES)
    found = ROOT / "build" / "bench-frames" / hashlib.sha256(text).hexdigest()[:16]
    found.mkdir(parents=True, exist_ok=True)
    return found


def fill(keys: Iterable[Key], workers: int = 2) -> None:
    """Makes what is not there yet, on `workers` cores."""
    lacking = [key for key in keys if not _place(key).with_suffix(".json").exists()]
    if not lacking:
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=cv2.setNumThreads, initargs=(1,)) as pool:
        for _ in pool.map(_write, lacking, map(_place, lacking), chunksize=4):
            pass


def shots(key: Key) -> list[Shot]:
    """One frame, or a sequence's frames in order. Made now where the shelf is empty."""
    place = _place(key)
    if not place.with_suffix(".json").exists():
        _write(key, place)
    described = json.loads(place.with_suffix(".json").read_text("utf-8"))
    data = place.with_suffix(".bin").read_bytes()
    found, at = [], 0
    for entry in described:
        image = cv2.imdecode(np.frombuffer(data, np.uint8, entry["bytes"], at), cv2.IMREAD_COLOR)
        at += entry["bytes"]
        codes = tuple(Code(text, tuple(map(tuple, corners))) for text, corners in entry["codes"])
        found.append(Shot(image, codes, key[0], key[1], key[2], entry["at_s"]))  # type: ignore[arg-type]
    return found


def _place(key: Key) -> Path:
    kind, level, seed, moving = key
    return folder() / f"{kind}-{level}-{seed:04d}{'-sequence' if moving else ''}"


def _write(key: Key, place: Path) -> None:
    described, parts = [], []
    for data, codes, at_s in encoded(*key):
        parts.append(data.tobytes())
        described.append({"bytes": len(parts[-1]), "at_s": at_s, "codes": [[c.text, c.corners] for c in codes]})
    place.with_suffix(".bin").write_bytes(b"".join(parts))
    # Written last, and in one step: a description means that the frames are there.
    half_done = place.with_suffix(".part")
    half_done.write_text(json.dumps(described), encoding="utf-8")
    half_done.replace(place.with_suffix(".json"))
