"""What the generator prints: texts such as stickers carry, their symbols, and the labels and sheets around them.

A texture is float32, height x width x 4: blue, green, red in linear light (reflectance, 0..1) and opacity. Lengths
on it are counted in modules of its code; `Print.per_module` says how many texels that is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

Rng = np.random.Generator
Floats = NDArray[np.float32]
Modules = NDArray[np.uint8]  # rows x columns, 1 is dark

BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
WORDS = (
    *("noodle", "town", "harbour", "lantern", "market", "ginger", "sesame", "olive", "pasture", "window", "ferry"),
    *("garden", "paper", "river"),
)
HANZI = "早安世界面条全球小镇云海茶馆灯笼橄榄牧场航班窗口河流花园追溯来源真品检验批次生产日期产地德国厨房浴场"


@dataclass(frozen=True, slots=True)
class Symbol:
    text: str
    modules: Modules

    @property
    def side(self) -> int:
        return int(self.modules.shape[0])


@dataclass(frozen=True, slots=True)
class Print:
    """A printed thing. codes: each with its middle (u right, v down) in modules from the texture's middle."""

    texture: Floats
    per_module: float
    codes: tuple[tuple[Symbol, float, float], ...]


@dataclass(frozen=True, slots=True)
class Ink:
    """Linear BGR of paper and print. dots: modules as discs; logo: a patch over the middle, a part of the side."""

    paper: tuple[float, float, float] = (0.80, 0.82, 0.83)
    print: tuple[float, float, float] = (0.028, 0.026, 0.025)
    dots: bool = False
    round_finders: bool = False
    logo: float = 0.0
    quiet: float = 4.0  # modules


def signed_link(rng: Rng) -> str:
    """A sticker's text in the form of kiosk.trace.signature: the letters of a signature, not a true one."""
    digits = "952" + "".join(str(d) for d in rng.integers(0, 10, 9))
    weighted = sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(digits))  # GS1 General Specifications 7.9.1
    gtin = f"0{digits}{-weighted % 10}"
    lot = "LOT" + _letters(rng, "0123456789", 2) + _letters(rng, BASE32, 1)
    return (
        f"HTTPS://ID.EXAMPLE/01/{gtin}/10/{lot}/21/{_letters(rng, BASE32, 8)}?S="
        f"{_letters(rng, BASE32, 1)}1{_letters(rng, BASE32, 103)}"
    )


def other_text(rng: Rng) -> str:
    """What strangers' codes say: links, numbers, Chinese, a visiting card."""
    kind = int(rng.integers(0, 6))
    if kind == 0:
        return "https://www.example.com/" + "/".join(rng.choice(WORDS, int(rng.integers(1, 5))))
    if kind == 1:
        return _letters(rng, "0123456789", int(rng.integers(8, 40)))
    if kind == 2:
        return _letters(rng, HANZI, int(rng.integers(4, 40)))
    if kind == 3:
        words = rng.choice(WORDS, int(rng.integers(2, 9)))
        return f"https://shop.example.org/p?id={int(rng.integers(1, 10**9))}&q=" + "+".join(words)
    if kind == 4:
        return f"HTTPS://ID.EXAMPLE/01/0952{_letters(rng, '0123456789', 10)}"
    name = " ".join(rng.choice(WORDS, 2)).title()
    return f"BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nTEL:+49 555 {int(rng.integers(10**5, 10**6))}\nEND:VCARD"


def symbol(rng: Rng, *, signed: bool | None = None, version: int | None = None, level: str | None = None) -> Symbol:
    """A code: ours, signed, in half of the cases. version 1..40 forces the size and fills it to four fifths."""
    if signed is None:
        signed = version is None and bool(rng.random() < 0.5)
    if version is not None:
        level = level or "LMQH"[int(rng.integers(0, 4))]
        room = int(_bytes_of(version, level) * rng.uniform(0.6, 0.85))
        text = _letters(rng, BASE32.lower() + "0123456789-_/", max(8, room - 24))
        return _encoded("https://www.example.com/" + text if room > 40 else text, level, version)
    if signed:
        return _encoded(signed_link(rng), level or "M")
    return _encoded(other_text(rng), level or "LMQH"[int(rng.integers(0, 4))])


def short_symbol(rng: Rng) -> Symbol:
    """One of the small codes of a sheet: 21 to 29 modules."""
    text = f"HTTPS://ID.EXAMPLE/{_letters(rng, BASE32, int(rng.integers(1, 15)))}"
    return _encoded(text if rng.random() < 0.7 else _letters(rng, "0123456789", 12), "LM"[int(rng.integers(0, 2))])


def broken(rng: Rng) -> Modules:
    """A thing with three finder patterns whose inside is noise: nothing to read, everything to be lured by."""
    modules = symbol(rng, signed=bool(rng.random() < 0.5)).modules.copy()
    side = len(modules)
    noise = (rng.random((side, side)) < 0.5).astype(np.uint8)
    keep = np.zeros((side, side), bool)
    keep[:9, :9] = keep[:9, -8:] = keep[-8:, :9] = True
    return np.where(keep, modules, noise).astype(np.uint8)


def _bytes_of(version: int, level: str) -> int:
    """About what a version holds in byte mode, from its area: never more than it does hold."""
    side = 17 + 4 * version
    bits = side * side - 192 - (2 * (side - 16)) - 31 - (36 if version >= 7 else 0) - 25 * (version // 7 + 2) ** 2
    return int(bits / 8 * {"L": 0.76, "M": 0.59, "Q": 0.43, "H": 0.33}[level]) - 4


def _encoded(text: str, level: str, version: int | None = None) -> Symbol:
    options: dict[str, Any] = {"ec_level": level}
    if version is not None:
        options["version"] = version
    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, **options)
    image = np.array(made.to_image(scale=1, add_quiet_zones=False))
    return Symbol(text, (image == 0).astype(np.uint8))


def _letters(rng: Rng, letters: str, count: int) -> str:
    return "".join(letters[i] for i in rng.integers(0, len(letters), count))


# --- printing ---------------------------------------------------------------------------------------------


def printed(modules: Modules, per_module: int, ink: Ink) -> Floats:
    """The symbol with its quiet zone, linear BGR, quiet zone in whole texels."""
    cover = _rounded(modules, per_module, ink) if ink.dots or ink.round_finders else _square(modules, per_module)
    margin = round(ink.quiet * per_module)
    cover = cv2.copyMakeBorder(cover, margin, margin, margin, margin, cv2.BORDER_CONSTANT, value=0)
    paper, dark = np.float32(ink.paper), np.float32(ink.print)
    image = paper + cover[..., None] * (dark - paper)
    if ink.logo:
        side = len(modules) * per_module
        half, middle = round(side * ink.logo / 2), margin + side // 2
        image[middle - half : middle + half, middle - half : middle + half] = paper
        colour = tuple(float(c) for c in dark[::-1])
        cv2.circle(image, (middle, middle), int(half * 0.8), colour, -1, cv2.LINE_AA)
        cv2.circle(image, (middle, middle), int(half * 0.4), tuple(map(float, paper)), -1, cv2.LINE_AA)
    return np.ascontiguousarray(image, np.float32)


def _square(modules: Modules, per_module: int) -> Floats:
    return np.repeat(np.repeat(modules, per_module, 0), per_module, 1).astype(np.float32)


def _rounded(modules: Modules, per_module: int, ink: Ink) -> Floats:
    """Modules as discs, or joined shapes with round corners; finder patterns square or round."""
    side, s = len(modules), per_module
    if ink.dots:
        ys, xs = np.mgrid[0:s, 0:s].astype(np.float32) - (s - 1) / 2
        disc = np.clip(s * 0.46 - np.hypot(xs, ys) + 0.5, 0, 1).astype(np.float32)
        cover = np.kron(modules.astype(np.float32), disc)
    else:
        blurred = cv2.GaussianBlur(_square(modules, s), (0, 0), s * 0.28)
        cover = np.clip((blurred - 0.5) * s * 0.6 + 0.5, 0, 1)
    for row, column in ((0, 0), (0, side - 7), (side - 7, 0)):
        y, x = row * s, column * s
        cover[y : y + 7 * s, x : x + 7 * s] = 0
        middle = (x + 7 * s // 2, y + 7 * s // 2)
        if ink.round_finders:
            cv2.circle(cover, middle, round(3 * s), 1.0, s, cv2.LINE_AA)
            cv2.circle(cover, middle, round(1.5 * s), 1.0, -1, cv2.LINE_AA)
        else:
            cover[y : y + 7 * s, x : x + 7 * s] = _square(modules[row : row + 7, column : column + 7], s)
    return cover.astype(np.float32)


def sticker(rng: Rng, code: Symbol, per_module: int, ink: Ink, room: float = 1.7) -> Print:
    """A code on its label, with its text in print beneath; the label on a product's face `room` times as large."""
    face = printed(code.modules, per_module, ink)
    inner = face.shape[0]
    label_w = round(inner * rng.uniform(1.0, 1.25))
    label_h = round(inner * rng.uniform(1.05, 1.3))
    width, height = round(label_w * room), round(label_h * room)
    canvas = product_face(rng, width, height)
    x = (width - inner) // 2
    y = (height - inner) // 2
    left, top = (width - label_w) // 2, max(0, y - round(inner * 0.02))
    canvas[top : top + label_h, left : left + label_w] = ink.paper
    canvas[y : y + inner, x : x + inner] = face
    below = y + inner
    size = per_module * 0.085
    words = code.text[-60:] if code.text.isascii() else "ITEM " + str(len(code.text))
    for line in range(2):
        at = (left + per_module * 3, below + round(per_module * (2 + 3.6 * line)))
        if at[1] < top + label_h - per_module and label_h > inner * 1.12:
            part = words[line * 22 : line * 22 + 22].replace("\n", " ")
            cv2.putText(
                canvas, part, at, cv2.FONT_HERSHEY_SIMPLEX, size, ink.print, max(1, per_module // 3), cv2.LINE_AA
            )
    u = (x + inner / 2 - width / 2) / per_module
    v = (y + inner / 2 - height / 2) / per_module
    return Print(with_opacity(canvas), per_module, ((code, u, v),))


def sheet(rng: Rng, columns: int, rows: int, per_module: int, gap: float) -> Print:
    """A page of small codes in a grid. gap: modules between the cells, quiet zones included."""
    codes = [short_symbol(rng) for _ in range(columns * rows)]
    cell = max(code.side for code in codes) + gap
    width, height = round((columns * cell + 8) * per_module), round((rows * cell + 14) * per_module)
    ink = Ink(quiet=0)
    canvas = np.full((height, width, 3), ink.paper, np.float32)
    placed = []
    for i, code in enumerate(codes):
        face = printed(code.modules, per_module, ink)
        size = face.shape[0]
        x = round(((i % columns + 0.5) * cell + 4) * per_module - size / 2)
        y = round(((i // columns + 0.5) * cell + 10) * per_module - size / 2)
        canvas[y : y + size, x : x + size] = face
        placed.append((code, (x + size / 2 - width / 2) / per_module, (y + size / 2 - height / 2) / per_module))
    title, at, size = "SHEET " + _letters(rng, "0123456789", 6), (6 * per_module, 7 * per_module), per_module * 0.2
    cv2.putText(canvas, title, at, cv2.FONT_HERSHEY_DUPLEX, size, ink.print, max(1, per_module // 2), cv2.LINE_AA)
    return Print(with_opacity(canvas), per_module, tuple(placed))


def product_face(rng: Rng, width: int, height: int) -> Floats:
    """What is around a label: carton, plastic or paper in one colour, with bands and lettering of its own."""
    colour = _colour(rng)
    canvas = np.full((height, width, 3), colour, np.float32)
    for _ in range(int(rng.integers(1, 6))):
        tint = tuple(float(c) for c in _colour(rng))
        y, tall = int(rng.integers(0, height)), int(rng.integers(2, max(3, height // 5)))
        if rng.random() < 0.5:
            cv2.rectangle(canvas, (0, y), (width, y + tall), tint, -1)
        else:
            cv2.circle(canvas, (int(rng.integers(0, width)), y), tall, tint, -1, cv2.LINE_AA)
    for _ in range(int(rng.integers(2, 7))):
        at = (int(rng.integers(0, width)), int(rng.integers(0, height)))
        ink = tuple(float(c) for c in _colour(rng))
        word = str(rng.choice(WORDS)).upper()
        cv2.putText(
            canvas, word, at, cv2.FONT_HERSHEY_TRIPLEX, width / 900 * rng.uniform(0.8, 2.5), ink, 2, cv2.LINE_AA
        )
    return canvas


def _colour(rng: Rng) -> Floats:
    """A printed colour, linear BGR."""
    hsv = np.uint8([[[rng.integers(0, 180), rng.integers(20, 200), rng.integers(50, 245)]]])
    return (cv2.cvtColor(hsv, cv2.COLOR_HSV2BGR)[0, 0].astype(np.float32) / 255) ** 2.2


def with_opacity(canvas: Floats) -> Floats:
    alpha = np.ones((*canvas.shape[:2], 1), np.float32)
    return np.ascontiguousarray(np.concatenate((canvas, alpha), 2))
