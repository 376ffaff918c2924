"""What stands behind a sticker in an exhibition hall, and what lures a scanner where there is no code."""

from __future__ import annotations

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from tests.bench.codes import WORDS, Floats, Rng, _letters, broken
from tests.bench.optics import HEIGHT, WIDTH, smooth

Image = NDArray[np.uint8]
_LINEAR = np.ascontiguousarray((np.arange(256) / 255.0) ** 2.2, np.float32)


def background(rng: Rng, clutter: bool = False) -> Floats:
    """A hall behind the visitor, or a table under the sticker: linear light, a little out of focus."""
    scene = (_hall, _shelves, _table, _poster, _crowd)[int(rng.choice(5, p=[0.25, 0.25, 0.2, 0.15, 0.15]))](rng)
    if clutter:
        lure(rng, scene)
    soft = rng.uniform(0.4, 2.2) if rng.random() < 0.6 else 0.3
    small = cv2.GaussianBlur(scene, (0, 0), soft)
    large = cv2.resize(small, (WIDTH, HEIGHT), interpolation=cv2.INTER_LINEAR)
    return np.ascontiguousarray(cv2.LUT(large, _LINEAR))


W, H = WIDTH // 2, HEIGHT // 2  # scenery is drawn at half size: nothing of it is sharper than that


def _colour(rng: Rng, low: int = 30, high: int = 230, strong: int = 150) -> tuple[int, int, int]:
    hsv = np.uint8([[[rng.integers(0, 180), rng.integers(10, strong), rng.integers(low, high)]]])
    b, g, r = cv2.cvtColor(hsv, cv2.COLOR_HSV2BGR)[0, 0]
    return int(b), int(g), int(r)


def _ground(rng: Rng, low: int = 40, high: int = 200) -> Image:
    """A wall or floor: two colours that run into each other, with a grain."""
    first, second = np.float32(_colour(rng, low, high, 70)), np.float32(_colour(rng, low, high, 70))
    mix = smooth(rng, int(rng.integers(2, 5)), 0, 1, (W, H))[..., None]
    grain = rng.standard_normal((H // 2, W // 2)).astype(np.float32) * rng.uniform(0, 7)
    return np.clip(first * mix + second * (1 - mix) + cv2.resize(grain, (W, H))[..., None], 0, 255).astype(np.uint8)


def _words(rng: Rng, canvas: Image, count: int, largest: float = 1.6) -> None:
    for _ in range(count):
        word = " ".join(rng.choice(WORDS, int(rng.integers(1, 4))))
        at = (int(rng.integers(-60, W)), int(rng.integers(0, H)))
        font = int(rng.choice([0, 2, 3, 4, 6]))
        size = float(rng.uniform(0.3, largest))
        cv2.putText(canvas, word, at, font, size, _colour(rng, 0, 255), int(rng.integers(1, 4)), cv2.LINE_AA)


def _hall(rng: Rng) -> Image:
    """Walls, panels and lamps of a hall."""
    canvas = _ground(rng, 60, 210)
    floor = int(rng.integers(int(H * 0.6), H))
    cv2.rectangle(canvas, (0, floor), (W, H), _colour(rng, 30, 150, 60), -1)
    for _ in range(int(rng.integers(2, 7))):
        x, y = int(rng.integers(-50, W)), int(rng.integers(0, H // 2))
        w, h = int(rng.integers(40, 300)), int(rng.integers(60, 300))
        cv2.rectangle(canvas, (x, y), (x + w, y + h), _colour(rng), -1)
        if rng.random() < 0.5:
            cv2.rectangle(canvas, (x + 6, y + 6), (x + w - 6, y + h // 2), _colour(rng), -1)
    _words(rng, canvas, int(rng.integers(1, 6)))
    for _ in range(int(rng.integers(0, 6))):
        at = (int(rng.integers(0, W)), int(rng.integers(0, H // 3)))
        if rng.random() < 0.5:
            cv2.circle(canvas, at, int(rng.integers(4, 24)), (250, 253, 255), -1, cv2.LINE_AA)
        else:
            cv2.rectangle(canvas, at, (at[0] + int(rng.integers(30, 200)), at[1] + 8), (255, 255, 255), -1)
    return canvas


def _shelves(rng: Rng) -> Image:
    """Rows of products, each with a label, lettering and sometimes a bar code."""
    canvas = _ground(rng, 30, 120)
    y, tall = int(rng.integers(-60, 20)), int(rng.integers(90, 180))
    while y < H:
        x = int(rng.integers(-40, 0))
        while x < W:
            w, h = int(rng.integers(26, 90)), int(rng.integers(int(tall * 0.5), int(tall * 0.92)))
            top, colour = y + tall - h, _colour(rng)
            if rng.random() < 0.4:
                cv2.ellipse(canvas, (x + w // 2, top), (w // 2, w // 4), 0, 0, 360, colour, -1, cv2.LINE_AA)
            cv2.rectangle(canvas, (x, top), (x + w, y + tall), colour, -1)
            cv2.rectangle(canvas, (x + 3, top + h // 3), (x + w - 3, top + 2 * h // 3), _colour(rng, 100, 255), -1)
            word = str(rng.choice(WORDS))
            cv2.putText(canvas, word, (x + 4, top + h // 2), 0, 0.3, _colour(rng, 0, 90), 1, cv2.LINE_AA)
            if rng.random() < 0.2 and h > 60:
                bars(rng, canvas, x + 4, y + tall - 16, w - 8, 12)
            x += w + int(rng.integers(1, 12))
        y += tall
        cv2.rectangle(canvas, (0, y), (W, y + 8), _colour(rng, 30, 200, 60), -1)
        y += 8
    return canvas


def _table(rng: Rng) -> Image:
    """A table from above: wood, cloth or stone, with papers on it."""
    canvas = _ground(rng, 50, 220)
    if rng.random() < 0.5:
        across = smooth(rng, 3, -1, 1, (W, H)) * 6 + np.arange(H, dtype=np.float32)[:, None] * rng.uniform(0.1, 0.6)
        canvas = np.clip(canvas + 14 * np.sin(across)[..., None], 0, 255).astype(np.uint8)
    for _ in range(int(rng.integers(0, 5))):
        corners = cv2.boxPoints(
            (
                (float(rng.uniform(0, W)), float(rng.uniform(0, H))),
                (float(rng.uniform(60, 320)), float(rng.uniform(60, 260))),
                float(rng.uniform(0, 90)),
            )
        )
        cv2.fillConvexPoly(canvas, corners.astype(np.int32), _colour(rng, 120, 255, 60), cv2.LINE_AA)
    _words(rng, canvas, int(rng.integers(0, 9)), 0.8)
    return canvas


def _poster(rng: Rng) -> Image:
    """A wall of print close behind: headlines, columns of text, pictures."""
    canvas = _ground(rng, 150, 250)
    for _ in range(int(rng.integers(2, 8))):
        at = (int(rng.integers(0, W)), int(rng.integers(0, H)))
        cv2.circle(canvas, at, int(rng.integers(20, 140)), _colour(rng), -1, cv2.LINE_AA)
    ink = _colour(rng, 10, 90)
    for _ in range(int(rng.integers(1, 5))):
        x, y = int(rng.integers(0, W - 200)), int(rng.integers(20, H - 100))
        for line in range(int(rng.integers(4, 16))):
            text = " ".join(rng.choice(WORDS, 5))
            cv2.putText(canvas, text, (x, y + line * 13), 0, 0.38, ink, 1, cv2.LINE_AA)
    _words(rng, canvas, 3, 3.0)
    return canvas


def _crowd(rng: Rng) -> Image:
    """People before a hall: heads, shoulders, patterned clothes."""
    canvas = _hall(rng)
    skins = ((165, 201, 241), (116, 160, 217), (71, 111, 168), (48, 70, 110))
    for _ in range(int(rng.integers(2, 7))):
        x, y, r = int(rng.integers(0, W)), int(rng.integers(H // 4, int(H * 0.8))), int(rng.integers(16, 70))
        cloth = _colour(rng, 20, 220)
        cv2.ellipse(canvas, (x, y + int(r * 3.1)), (int(r * 1.9), int(r * 2)), 0, 180, 360, cloth, -1, cv2.LINE_AA)
        cv2.rectangle(canvas, (x - int(r * 1.9), y + 3 * r), (x + int(r * 1.9), H), cloth, -1)
        if rng.random() < 0.4:
            step = int(rng.integers(4, 14))
            for stripe in range(x - int(r * 1.9), x + int(r * 1.9), step * 2):
                cv2.rectangle(canvas, (stripe, y + 3 * r), (stripe + step, H), _colour(rng), -1)
        skin = skins[int(rng.integers(0, 4))]
        cv2.ellipse(canvas, (x, y), (r, int(r * 1.3)), 0, 0, 360, skin, -1, cv2.LINE_AA)
        cv2.ellipse(canvas, (x, y - r // 2), (r, r), 0, 180, 360, _colour(rng, 10, 90, 80), -1, cv2.LINE_AA)
    return canvas


# --- lures ------------------------------------------------------------------------------------------------


def bars(rng: Rng, canvas: Image, x: int, y: int, width: int, height: int) -> None:
    """A one-dimensional bar code, or what looks like one."""
    cv2.rectangle(canvas, (x - 3, y - 3), (x + width + 3, y + height + 3), (245, 245, 245), -1)
    at = x
    while at < x + width:
        wide = int(rng.integers(1, 4))
        cv2.rectangle(canvas, (at, y), (min(at + wide - 1, x + width), y + height), (20, 20, 20), -1)
        at += wide + int(rng.integers(1, 4))


def lure(rng: Rng, canvas: Image) -> None:
    """Things that are nearly codes: bar codes, checkerboards, codes of other kinds, finders without a code."""
    for _ in range(int(rng.integers(2, 7))):
        x, y = int(rng.integers(0, W - 160)), int(rng.integers(0, H - 160))
        kind = int(rng.integers(0, 6))
        if kind == 0:
            bars(rng, canvas, x, y, int(rng.integers(60, 160)), int(rng.integers(20, 80)))
            continue
        if kind == 1:
            cells = (np.indices((int(rng.integers(4, 12)),) * 2).sum(0) % 2).astype(np.uint8)
        elif kind == 2:
            cells = (rng.random((int(rng.integers(10, 40)),) * 2) < 0.5).astype(np.uint8)
        elif kind == 3:
            shapes = (zxingcpp.BarcodeFormat.DataMatrix, zxingcpp.BarcodeFormat.Aztec)
            made = zxingcpp.create_barcode(_letters(rng, "ABCDEFGH0123", 20), shapes[int(rng.integers(0, 2))])
            cells = (np.array(made.to_image(scale=1, add_quiet_zones=False)) == 0).astype(np.uint8)
        elif kind == 4:
            cells = broken(rng)
        else:
            cells = np.zeros((9, 9), np.uint8)
            cells[1:8, 1:8], cells[2:7, 2:7], cells[3:6, 3:6] = 1, 0, 1
        _stamp(rng, canvas, cells, x, y, int(rng.integers(50, 160)))


def _stamp(rng: Rng, canvas: Image, cells: NDArray[np.uint8], x: int, y: int, size: int) -> None:
    """Cells as a print on white, turned."""
    large = cv2.resize(255 - 235 * np.pad(cells, 2), (size, size), interpolation=cv2.INTER_NEAREST)
    turn = cv2.getRotationMatrix2D((size / 2, size / 2), float(rng.uniform(0, 360)), 1)
    turn[:, 2] += (x, y)
    cover = cv2.warpAffine(np.full_like(large, 255), turn, (W, H))
    print_ = cv2.warpAffine(large, turn, (W, H))
    canvas[cover > 127] = print_[cover > 127, None]


class Passer:
    """Somebody who walks past behind: a dark shape with a lighter head."""

    def __init__(self, rng: Rng) -> None:
        self._way = 1 if rng.random() < 0.5 else -1
        self._speed = float(rng.uniform(200, 700))  # pixels a second
        self._size = float(rng.uniform(60, 160))
        self._tone = float(rng.uniform(0.02, 0.2))
        self._start = float(rng.uniform(0.1, 0.9)) * WIDTH

    def draw(self, frame: Floats, at_s: float) -> None:
        x = round((self._start + self._way * self._speed * at_s) % (WIDTH + 400) - 200)
        y, r = HEIGHT // 2, round(self._size)
        cv2.ellipse(frame, (x, y + 3 * r), (2 * r, 2 * r), 0, 180, 360, (self._tone,) * 3, -1, cv2.LINE_AA)
        cv2.rectangle(frame, (x - 2 * r, y + 3 * r), (x + 2 * r, HEIGHT), (self._tone,) * 3, -1)
        cv2.ellipse(frame, (x, y), (r, round(1.3 * r)), 0, 0, 360, (0.12, 0.2, 0.4), -1, cv2.LINE_AA)
