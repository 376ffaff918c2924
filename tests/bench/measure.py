"""Running decoders over pictures and sequences, and keeping count."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from statistics import median

import cv2
import numpy as np
from numpy.typing import NDArray

from tests.bench.frames import Shot
from tests.bench.peers import Answer, Clock, Reader

LONG_SIDE = 1920  # what a photograph is scaled down to: what a booth's camera sees


@dataclass(frozen=True, slots=True)
class Picture:
    """kind: a row of the table. texts: what is to be read; None where nobody wrote it down."""

    name: str
    kind: str
    level: int
    image: NDArray[np.uint8]
    texts: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class Wrong:
    """A text that the truth does not hold. others: who read the same from the same picture."""

    picture: str
    kind: str
    text: str
    others: tuple[str, ...]


@dataclass(slots=True)
class Count:
    """What one decoder did. shares: for (kind, level), the part of the codes read in each picture. ms: of every
    picture. by_picture: that part (nan where there is no code) and the ms, by the picture's name."""

    shares: dict[tuple[str, int], list[float]] = field(default_factory=dict)
    codes: int = 0
    codes_read: int = 0
    wrong: list[Wrong] = field(default_factory=list)
    ms: list[float] = field(default_factory=list)
    troubles: dict[str, int] = field(default_factory=dict)
    by_picture: dict[str, tuple[float, float]] = field(default_factory=dict)

    def recall(self, kind: str | None = None, level: int | None = None) -> float:
        """Mean over pictures of the part of the codes read; nan when there are none."""
        shares = [
            share
            for (k, one), found in self.shares.items()
            if (kind is None or k == kind) and (level is None or one == level)
            for share in found
        ]
        return sum(shares) / len(shares) if shares else math.nan

    def per_code(self) -> float:
        return self.codes_read / self.codes if self.codes else math.nan


def compare(
    readers: Sequence[Reader], pictures: Iterable[Picture], known: frozenset[str] = frozenset()
) -> dict[str, Count]:
    """Every reader on every picture, so that none gets a quieter machine than another, in an order drawn for each
    picture: who comes after another of its kind finds the processor's caches warm, which is worth a tenth.

    known: texts that pictures of the set are said to hold. One of them, read where the truth has another, is
    counted as wrong, but not as made up: no chance makes such a text, and truths have slips of the pen.
    """
    counts = {reader.name: Count() for reader in readers}
    for number, picture in enumerate(pictures):
        order = Random(number).sample(readers, len(readers))
        answers = {one.name: one.read(picture.image) for one in order}
        for name, answer in answers.items():
            _note(counts[name], name, picture, answer, answers, known)
    return counts


def _note(
    count: Count,
    name: str,
    picture: Picture,
    answer: Answer,
    answers: dict[str, Answer],
    known: frozenset[str],
) -> None:
    count.ms.append(answer.ms)
    if answer.trouble:
        count.troubles[answer.trouble] = count.troubles.get(answer.trouble, 0) + 1
    share = math.nan
    if picture.texts:
        read = len(picture.texts & answer.texts)
        share = read / len(picture.texts)
        count.shares.setdefault((picture.kind, picture.level), []).append(share)
        count.codes += len(picture.texts)
        count.codes_read += read
    count.by_picture[picture.name] = (share, answer.ms)
    for text in sorted(answer.texts - (picture.texts or frozenset())):
        others = tuple(o for o, a in answers.items() if text in a.texts and family(o) != family(name))
        if text in known:
            others = (*others, "another picture's truth")
        if picture.texts is not None or not others:
            count.wrong.append(Wrong(picture.name, picture.kind, text, others))


def family(name: str) -> str:
    """Two budgets of ours are one witness."""
    return name.split("-")[0] if name.startswith("ours") else name


def hit_ms(ours: Count, yardstick: Count) -> list[tuple[float, float]]:
    """(ours, yardstick) in ms on each picture of which both read every code."""
    return [
        (ours.by_picture[name][1], ms)
        for name, (share, ms) in yardstick.by_picture.items()
        if share == 1 and ours.by_picture[name][0] == 1
    ]


def empty_ms(count: Count, names: Iterable[str]) -> list[float]:
    return [count.by_picture[name][1] for name in names]


# --- photographs ------------------------------------------------------------------------------------------


def photographs(folder: Path, every: int = 1) -> Iterable[Picture]:
    """The shared photographs at camera size, with the text that lies beside each. every: 4 takes each fourth."""
    for number, path in enumerate(sorted(folder.glob("*/*.png")) + sorted(folder.glob("*/*.jpg"))):
        if number % every:
            continue
        image = cv2.imread(str(path), cv2.IMREAD_COLOR)
        if image is None:
            continue
        scale = LONG_SIDE / max(image.shape[:2])
        if scale < 1:
            image = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        kind = path.parent.name
        yield Picture(f"{kind}/{path.name}", kind, 0, np.ascontiguousarray(image, np.uint8), beside(path))


def beside(path: Path) -> frozenset[str] | None:
    """The texts that a photograph is said to hold; None where nothing is said."""
    if path.parent.name.startswith("falsepositives"):
        return frozenset()
    if path.with_suffix(".txt").exists():
        # Not read_text: a code's own line ends are part of what it says.
        return frozenset({path.with_suffix(".txt").read_bytes().decode("utf-8")})
    if path.with_suffix(".bin").exists():
        return frozenset({path.with_suffix(".bin").read_bytes().decode("latin-1")})
    return None


# --- sequences --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Showing:
    """One sequence as a live decoder lived it. first_frame, first_ms: of the first correct read, ms from the first
    frame's capture to the text being known; None and infinity when it never came. costs: of each frame that was
    decoded, by its number, the ms and whether it gave a correct text."""

    first_frame: int | None
    first_ms: float
    wrong: frozenset[str]
    costs: dict[int, tuple[float, bool]]


def live(decode: Callable[[Shot, int], frozenset[str]], shots: Sequence[Shot], fps: float, clock: Clock) -> Showing:
    """A camera gives frame k at k / fps; the decoder takes the newest there is whenever it is free, for as long as
    it really took."""
    wanted = {code.text for shot in shots for code in shot.codes}
    first_frame, first_ms = None, math.inf
    wrong: set[str] = set()
    costs = {}
    free_s = 0.0
    for number, shot in enumerate(shots):
        if number + 1 < len(shots) and (number + 1) / fps <= free_s:
            continue  # a newer one is there already
        begins_s = max(free_s, number / fps)
        started = clock()
        texts = decode(shot, number)
        took_s = clock() - started
        free_s = begins_s + took_s
        right = bool(texts & wanted)
        costs[number] = took_s * 1e3, right
        wrong |= texts - wanted
        if right and first_frame is None:
            first_frame, first_ms = number, free_s * 1e3
    return Showing(first_frame, first_ms, frozenset(wrong), costs)


def quantile(values: Sequence[float], part: float) -> float:
    """nan for none; infinity counts as the largest."""
    if not values:
        return math.nan
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, math.ceil(part * len(ordered)) - 1 if part < 1 else len(ordered) - 1)]


def middle(values: Sequence[float]) -> float:
    return median(values) if values else math.nan
