"""One label: where its code, its words and its serial go. Millimetres from the label's left top; type in points.

A wide label has the words beside the code, a squarer one has the serial beside it and the words below. Nothing ever
leaves the label or enters the code's quiet zone: words are set smaller, then on more lines, then cut short.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Literal

from kiosk.staff.stickers.serials import grouped
from kiosk.staff.stickers.stocks import Stock
from kiosk.town.model import Text

QUIET = 4  # modules on each side, ISO/IEC 18004, 9.1
LEAST_MODULE = 0.396  # mm: GS1 General Specifications, the smallest for a Digital Link on general retail items
DOT = 25.4 / 600  # mm: modules of whole dots print sharp on 300 and 600 dpi
LARGEST_CODE = 32.0  # mm: beyond this a hand sees no use in it
EDGE = 1.4  # mm that a sheet may shift in the printer
GAP = 1.2
BESIDE, BELOW = 6.8, 2.4  # mm that a serial of 5 points needs at least
MM = 25.4 / 72  # a point

Font = Literal["regular", "bold"]
Measure = Callable[[str, Font], float]  # width in mm of a text at one point
LEADING = 1.24  # of the size
USUAL_WIDE = "WMHN" * 5
SMALLEST, CAPTION = 5.2, 5.2  # points: 1.83 mm, what GB 7718 asks of print on packed food


class LabelError(ValueError):
    """A code that has no room on a label; the text says what would, for staff."""


@dataclass(frozen=True, slots=True)
class Words:
    """What a label says in print."""

    brand: Text
    name: Text
    lot: str
    expires: date
    serial: str


@dataclass(frozen=True, slots=True)
class Run:
    """One line of print; x, y: where its baseline begins."""

    x: float
    y: float
    text: str
    font: Font
    size: float  # points
    grey: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """code: left, top and side, with its quiet zone. rule: a thin line, from x to x at y."""

    code: tuple[float, float, float]
    module: float
    runs: tuple[Run, ...]
    rule: tuple[float, float, float] | None = None


@dataclass(slots=True)
class _Column:
    """Lines from the top down, in a box."""

    x: float
    width: float
    measure: Measure
    y: float = 0.0
    runs: list[Run] = field(default_factory=list)

    def line(self, text: str, font: Font, size: float, *, grey: bool = False) -> None:
        self.y += size * MM * LEADING
        # The baseline is where capitals and ideographs of this face look centred in their line.
        self.runs.append(Run(self.x, self.y - size * MM * 0.24, text, font, size, grey))

    def fits(self, text: str, font: Font, size: float) -> bool:
        return self.measure(text, font) * size <= self.width


def arrange(stock: Stock, modules: int, words: Words, measure: Measure) -> Drawing:
    """modules: a side of the code without its quiet zone. Raises LabelError."""
    width, height = stock.label
    inner_w, inner_h = width - 2 * EDGE, height - 2 * EDGE
    across = modules + 2 * QUIET
    least = across * LEAST_MODULE
    right, under = inner_w - least, inner_h - least
    if min(right, under) < 0 or (right < BESIDE and under < BELOW):
        raise LabelError(
            f"a label of {width:g} x {height:g} mm has no room for this code: it takes {least:.1f} mm, "
            f"the serial in print beside it or below, and {EDGE:g} mm at each edge"
        )
    inner = inner_w, inner_h
    if right >= 12 and (under < 9 or width >= 1.4 * height):
        side = _side(across, min(inner_h, max(least, inner_w * 0.56), inner_w - 12))
        return _beside(side, across, inner, words, measure)
    if right >= 9 and under >= 9:
        side = _side(across, min(inner_w - max(9.6, 0.24 * inner_w), inner_h - max(9.6, 0.24 * inner_h)))
        return _corner(side, across, inner, words, measure)
    if under >= 12:
        return _stacked(_side(across, min(inner_w, inner_h - 12)), across, inner, words, measure)
    return _bare(_side(across, least), across, inner, words, measure)


def _side(across: int, room: float) -> float:
    """The code's side: of whole printer dots where there is room, never under the smallest module."""
    largest = min(room, LARGEST_CODE) / across
    dots = math.floor(largest / DOT + 1e-9)
    return across * (dots * DOT if dots * DOT >= LEAST_MODULE else max(LEAST_MODULE, largest))


def _beside(side: float, across: int, inner: tuple[float, float], words: Words, measure: Measure) -> Drawing:
    inner_w, inner_h = inner
    top = EDGE + (inner_h - side) / 2
    x = EDGE + side + GAP * 0.5  # the quiet zone is a gap already
    room = EDGE + inner_w - x
    facts = _Column(x, room, measure)
    _serial(facts, words.serial, 0.36 * inner_h, 9.5, 6.0)
    facts.y += 0.5
    _fact(facts, Text(en="Lot", zh="批次"), words.lot)
    _fact(facts, Text(en="Best before", zh="保质期至"), words.expires.isoformat())
    space = inner_h - facts.y - 1.6
    names = _names(x, room, space, words.brand, words.name, measure, largest=11 if inner_h > 28 else 8.5)
    foot = EDGE + inner_h - facts.y
    runs = [*_moved(names.runs, EDGE), *_moved(facts.runs, foot)]
    rule = (x, x + room, foot - 0.55) if names.runs else None
    return Drawing((EDGE, top, side), side / across, tuple(runs), rule)


def _corner(side: float, across: int, inner: tuple[float, float], words: Words, measure: Measure) -> Drawing:
    inner_w, inner_h = inner
    x = EDGE + side + GAP * 0.25
    strip = _Column(x, EDGE + inner_w - x, measure)
    strip.y = side * QUIET / across - 0.3  # the words begin where the code's ink does
    _caption(strip, "序列号 No.")
    lot, size = _lot(words.lot, strip)
    below = (CAPTION + size * len(lot)) * MM * LEADING + 0.8
    _serial(strip, words.serial, side - strip.y - below, 11, stacked=True)
    strip.y += 0.8
    _caption(strip, "批次 Lot")
    for line in lot:
        strip.line(line, "bold", size)
    # The names begin under the code's ink, not under its quiet zone.
    left = EDGE + side * QUIET / across
    room = EDGE + inner_w - left
    foot = _Column(left, room, measure)
    _fact(foot, Text(en="Best before", zh="保质期至"), words.expires.isoformat())
    space = inner_h - side - foot.y - 0.2
    names = _names(left, room, space, words.brand, words.name, measure, largest=9 if inner_h > 38 else 7.4)
    runs = [
        *_moved(strip.runs, EDGE),
        *_moved(names.runs, EDGE + side - 0.2),
        *_moved(foot.runs, EDGE + inner_h - foot.y),
    ]
    return Drawing((EDGE, EDGE, side), side / across, tuple(runs))


def _lot(lot: str, column: _Column) -> tuple[list[str], float]:
    """The lot number on one line or on two, and its size."""
    size = 6.6
    while size > 4.6:
        lines = wrap(lot, column.width / size, "bold", column.measure)
        if len(lines) == 1 or (len(lines) == 2 and size < 5.2):
            return lines, size
        size -= 0.2
    return wrap(lot, column.width / 4.6, "bold", column.measure), 4.6


def _stacked(side: float, across: int, inner: tuple[float, float], words: Words, measure: Measure) -> Drawing:
    """All words below the code, on a label that is tall."""
    inner_w, inner_h = inner
    facts = _Column(EDGE, inner_w, measure)
    _serial(facts, words.serial, 0.4 * (inner_h - side), 9.5, 6.0)
    facts.y += 0.4
    room = inner_h - side
    values = [
        (Text(en="Lot", zh="批次"), words.lot),
        (Text(en="Best before", zh="保质期至"), words.expires.isoformat()),
    ]
    for name, value in values:
        if facts.y + 2 * 6.2 * MM * LEADING <= room:
            _fact(facts, name, value)
    names = _names(EDGE, inner_w, room - facts.y - 0.8, words.brand, words.name, measure, largest=9)
    foot = EDGE + inner_h - facts.y
    left = EDGE + (inner_w - side) / 2
    runs = [*_moved(names.runs, EDGE + side), *_moved(facts.runs, foot)]
    return Drawing((left, EDGE, side), side / across, tuple(runs))


def _bare(side: float, across: int, inner: tuple[float, float], words: Words, measure: Measure) -> Drawing:
    """Where there is hardly any room around the code: the serial alone, beside it or below."""
    inner_w, inner_h = inner
    if inner_w - side >= BESIDE:
        column = _Column(EDGE + side + 0.2, inner_w - side - 0.2, measure)
        _serial(column, words.serial, inner_h, 9, stacked=True)
        runs = _moved(column.runs, EDGE + max(0.0, (inner_h - column.y) / 2))
    else:
        column = _Column(EDGE, inner_w, measure)
        _serial(column, words.serial, inner_h - side, 9)
        runs = _moved(column.runs, EDGE + side)
    return Drawing((EDGE, EDGE, side), side / across, tuple(runs))


@lru_cache(maxsize=64)  # the same on every label of a sheet
def _names(
    x: float, width: float, height: float, brand: Text, name: Text, measure: Measure, largest: float
) -> _Column:
    """Brand and name in both languages, as large as they fit."""
    size = largest
    while size >= SMALLEST:
        small = max(SMALLEST, size * 0.74)
        english = wrap(name.en, width / size, "bold", measure)
        chinese = wrap(name.zh, width / size, "bold", measure)
        if len(english) <= 4 and len(chinese) <= 3:
            column = _Column(x, width, measure)
            column.line(_both(brand, width, small, measure), "regular", small, grey=True)
            for line in (*english, *chinese):
                column.line(line, "bold", size)
            if column.y <= height:
                return column
        size -= 0.2
    # Too long for any size that can be read: as many lines as there is room for, the last ones cut.
    column = _Column(x, width, measure)
    room = max(0, math.floor(height / (SMALLEST * MM * LEADING) + 1e-9))
    if room == 1:
        column.line(_both(name, width, SMALLEST, measure, "bold"), "bold", SMALLEST)
        room = 0
    if room > 2:
        column.line(_both(brand, width, SMALLEST, measure), "regular", SMALLEST, grey=True)
        room -= 1
    english, chinese = (wrap(text, width / SMALLEST, "bold", measure) for text in (name.en, name.zh))
    second = min(len(chinese), room // 2)
    for text, wrapped, most in ((name.en, english, room - second), (name.zh, chinese, second)):
        if len(wrapped) > most and most:
            rest = ("" if text is name.zh else " ").join(wrapped[most - 1 :])
            wrapped = [*wrapped[: most - 1], _cut(rest, width, "bold", SMALLEST, measure)]
        for line in wrapped[:most]:
            column.line(line, "bold", SMALLEST)
    return column


def _serial(
    column: _Column, serial: str, room: float, largest: float, least: float = 0.0, *, stacked: bool = False
) -> None:
    """In groups: on one line, on two, or one below the other, as soon as that is `least` points; never above `room`
    millimetres high, and whole however small that makes it."""
    groups = [group for group in grouped(serial) if group] or [serial]
    half = (len(groups) + 1) // 2
    ways = [[" ".join(groups)], [" ".join(groups[:half]), " ".join(groups[half:])], groups]
    fits: list[tuple[float, list[str]]] = []
    for lines in ways[2:] if stacked else ways:
        shown = [line for line in lines if line]
        wide = [column.measure(line, "bold") for line in shown]
        if stacked:  # nearly the widest there could be sets the size, so that the labels of a sheet are alike
            wide += [column.measure(USUAL_WIDE[: len(line)], "bold") for line in shown]
        size = min(largest, room / (len(shown) * MM * LEADING), *(column.width / one for one in wide))
        fits.append((size, shown))
    size, shown = next((one for one in fits if one[0] >= least), max(fits, key=lambda one: one[0]))
    for line in shown:
        column.line(line, "bold", size)


def _fact(column: _Column, name: Text, value: str) -> None:
    """A value with what it is: on one line where both fit, else below; always in both languages."""
    words = f"{name.zh} {name.en} "
    size = CAPTION
    if column.measure(words, "regular") * size + column.measure(value, "bold") * 6.2 <= column.width:
        column.line(words.rstrip(), "regular", size, grey=True)
        baseline = column.runs[-1].y
        x = column.x + column.measure(words, "regular") * size
        column.runs.append(Run(x, baseline, value, "bold", 6.2))
        return
    _caption(column, words.rstrip())
    _shrunk(column, value, "bold", 6.2, 4.6)


def _caption(column: _Column, text: str) -> None:
    _shrunk(column, text, "regular", CAPTION, 4.4, grey=True)


def _shrunk(column: _Column, text: str, font: Font, size: float, least: float, *, grey: bool = False) -> None:
    """One line, made smaller until it fits, and cut where it cannot be made that small."""
    size = max(least, min(size, column.width / max(1e-6, column.measure(text, font))))
    column.line(_cut(text, column.width, font, size, column.measure), font, size, grey=grey)


def _both(text: Text, width: float, size: float, measure: Measure, font: Font = "regular") -> str:
    """Both languages on one line; where they are too long for it each is cut, neither left out."""
    if text.en == text.zh:
        return _cut(text.en, width, font, size, measure)
    space = measure(" ", font) * size
    chinese = min(measure(text.zh, font) * size, max(width / 2, width - measure(text.en, font) * size))
    zh = _cut(text.zh, chinese, font, size, measure)
    en = _cut(text.en, width - measure(zh, font) * size - space, font, size, measure)
    return f"{en} {zh}".strip()


def _moved(runs: list[Run], down: float) -> list[Run]:
    return [Run(run.x, run.y + down, run.text, run.font, run.size, run.grey) for run in runs]


def _cut(text: str, width: float, font: Font, size: float, measure: Measure) -> str:
    if measure(text, font) * size <= width + 1e-6:
        return text
    while text and measure(text.rstrip() + _dots(text), font) * size > width:
        text = text[:-1]
    return text.rstrip() + _dots(text) if text else ""


def _dots(text: str) -> str:
    """Three points stand on the line in English and in the middle of it in Chinese."""
    return "…" if _wide(text.rstrip()[-1:]) else "..."


def _wide(character: str) -> bool:
    return bool(character) and unicodedata.east_asian_width(character) in "WF"


NEVER_FIRST = "，。、；：！？）》」』”’…—·,.;:!?)%"  # of a line of Chinese


def wrap(text: str, width: float, font: Font, measure: Measure) -> list[str]:
    """In lines of at most `width` (in mm at one point): between words, between any two ideographs, and in the
    middle of a word that is longer than a line."""
    lines: list[str] = []
    line = ""
    for piece in _pieces(" ".join(text.split())):
        if measure((line + piece).rstrip(), font) <= width:
            line += piece
            continue
        if line.strip():
            lines.append(line.rstrip())
        line = piece.lstrip()
        while line and measure(line.rstrip(), font) > width:
            most = next((n for n in range(len(line), 0, -1) if measure(line[:n], font) <= width), 1)
            if most >= len(line.rstrip()):
                break
            lines.append(line[:most].rstrip())
            line = line[most:].lstrip()
    if line.strip():
        lines.append(line.rstrip())
    return lines


def _pieces(text: str) -> list[str]:
    """Words with the space or hyphen after them, ideographs one by one, closing marks with what they close."""
    pieces: list[str] = []
    for character in text:
        before = pieces[-1] if pieces else ""
        word = before and not before.endswith((" ", "-")) and not _wide(before[-1]) and not _wide(character)
        if before and (character in NEVER_FIRST or character == " " or word):
            pieces[-1] += character
        else:
            pieces.append(character)
    return pieces
