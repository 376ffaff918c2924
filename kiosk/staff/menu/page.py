"""The paper menu: A4 or A5 sheets, a dish a row: its picture, what it is, what it costs, and its code.

Millimetres from the left top, type in points; drawn with the vectors of the screen's own pictures and typefaces.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.settings import FONTS
from kiosk.staff.menu.picture import PictureError, draw_picture
from kiosk.staff.stickers.layout import wrap
from kiosk.staff.stickers.sheet import POINT, code
from kiosk.town import durable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from kiosk.town.model import Text

SIZES = {"a4": (210.0, 297.0), "a5": (148.0, 210.0)}
QUIET = 4  # modules, ISO/IEC 18004, 9.1
CODE = 21.0  # mm, a side without its quiet zone; 20 is the least
CREATOR = "kiosk menu"
PAPER, BRIGHT, INK, SOFT, LANTERN = "#F6EFE2", "#FDFAF3", "#1E2A35", "#55606B", "#CB3A22"
LANTERN_DARK, WOOD, WOOD_DARK, ON_STRONG = "#A82D19", "#B98352", "#6B4428", "#FFFBF3"
SANS, BOLD, SERIF = "MenuSans", "MenuSansBold", "MenuSerif"
MM = 25.4 / 72  # a point


@dataclass(frozen=True, slots=True)
class Entry:
    """A dish as it is printed. price: as it is written in words; picture: a file, None where there is none."""

    name: Text
    broth: Text
    benefits: tuple[Text, ...]
    price: str
    code: str
    picture: Path | None


@dataclass(frozen=True, slots=True)
class Card:
    """languages: of zh and en, the one that leads first."""

    title: Text
    tagline: Text
    entries: tuple[Entry, ...]
    languages: tuple[str, ...]
    size: str
    fonts: Path


def write_menu(card: Card, out: Path, on_trouble: Callable[[str], None]) -> int:
    """Writes the PDF, whole or not at all, and returns how many pages it has. on_trouble: for each lost picture.

    Raises ValueError for a code that is too long for its place, and OSError.
    """
    from reportlab.pdfgen.canvas import Canvas

    _register(card.fonts)
    width, height = SIZES[card.size]
    pages = _pages(card, height)
    with durable.whole(out) as half:
        canvas = Canvas(str(half), pagesize=(width * POINT, height * POINT), pageCompression=1)
        canvas.setCreator(CREATOR)
        canvas.setTitle(_both(card.title, card.languages))
        for number, entries in enumerate(pages):
            _page(_Sheet(canvas, width, height, card), entries, number, len(pages), on_trouble)
            canvas.showPage()
        canvas.save()
    return len(pages)


def _pages(card: Card, height: float) -> list[Sequence[Entry]]:
    """On as few sheets as hold them, evenly: ten dishes are five and five, or four, three and three."""
    row = 40.0 if card.size == "a4" else 33.0
    most = max(1, int((height - _head(card, 0) - 16) // row))
    sheets = -(-len(card.entries) // most)
    each, more = divmod(len(card.entries), sheets)
    ends = [n * each + min(n, more) for n in range(sheets + 1)]
    return [card.entries[start:end] for start, end in pairwise(ends)]


def _head(card: Card, number: int) -> float:
    whole = 62.0 if card.size == "a4" else 44.0
    return whole if number == 0 else whole * 0.42


@dataclass(slots=True)
class _Sheet:
    canvas: Any
    width: float
    height: float
    card: Card

    @property
    def k(self) -> float:
        """Type and margins of A5 beside those of A4."""
        return 1.0 if self.card.size == "a4" else 0.78

    @property
    def margin(self) -> float:
        return 15.0 * self.k

    def box(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        from reportlab.lib.colors import HexColor

        self.canvas.setFillColor(HexColor(colour))
        self.canvas.rect(
            x * POINT, (self.height - y - height) * POINT, width * POINT, height * POINT, stroke=0, fill=1
        )

    def put(self, x: float, y: float, text: str, face: str, size: float, colour: str, *, at: float = 0) -> None:
        """at: 0 from x on, 0.5 around x, 1 up to x."""
        from reportlab.lib.colors import HexColor

        self.canvas.setFillColor(HexColor(colour))
        self.canvas.setFont(face, size)
        self.canvas.drawString((x - at * _wide(text, face) * size) * POINT, (self.height - y) * POINT, text)

    def lines(self, x: float, y: float, width: float, text: str, face: str, size: float, colour: str) -> float:
        """Wrapped, in at most two lines; returns where the next one begins."""
        lines = wrap(text, width / size, "regular", lambda part, _: _wide(part, face))
        while len(lines) > 2 and size > 5.5:
            size -= 0.25
            lines = wrap(text, width / size, "regular", lambda part, _: _wide(part, face))
        for line in lines[:2]:
            y += size * MM * 1.3
            self.put(x, y - size * MM * 0.28, line, face, size, colour)
        return y

    def fitted(self, text: str, face: str, size: float, width: float) -> float:
        """The size at which the text stands on one line of that width."""
        return min(size, width / max(0.001, _wide(text, face)))


def _page(
    sheet: _Sheet, entries: Sequence[Entry], number: int, pages: int, on_trouble: Callable[[str], None]
) -> None:
    card = sheet.card
    sheet.box(0, 0, sheet.width, sheet.height, PAPER)
    head = _head(card, number)
    _curtain(sheet, head if number == 0 else head - 4, number)
    foot = 13.0 * sheet.k
    room = sheet.height - head - foot - 5
    # A page that is not full keeps its rows together: it breathes at its foot, not between them.
    row = min(room / len(entries), 52.0 * sheet.k)
    for position, entry in enumerate(entries):
        _row(sheet, entry, head + 2 + position * row, row, on_trouble)
    _foot(sheet, foot, number, pages)


def _curtain(sheet: _Sheet, head: float, number: int) -> None:
    """The shop's noren: a rod, and the name on its cloths."""
    card, deep = sheet.card, head * (0.66 if number == 0 else 0.8)
    first = card.title.to(card.languages[0])
    # A character of Chinese or a word for each cloth; the pages after the first need no name.
    name = (list(first) if card.languages[0] == "zh" else first.split()) if number == 0 else [""] * 7
    gap = 1.2 * sheet.k
    # As wide as the words: no cloth is narrower than half of what an even share would be.
    wides = [max(_wide(piece, SERIF), 0.5 * _wide("".join(name), SERIF) / len(name), 0.1) for piece in name]
    room = (sheet.width - sheet.margin - (len(name) - 1) * gap) / sum(wides)
    size = min((room * _share(piece, wide) for piece, wide in zip(name, wides, strict=True)), default=0)
    size = min(size, 58 * sheet.k)
    sheet.box(0, 0, sheet.width, 3.2 * sheet.k, WOOD_DARK)
    x = sheet.margin / 2
    for piece, share in zip(name, wides, strict=True):
        wide = share * room
        sheet.box(x, 3.2 * sheet.k, wide, deep, LANTERN)
        sheet.box(x + wide - 1.6 * sheet.k, 3.2 * sheet.k, 1.6 * sheet.k, deep, LANTERN_DARK)
        sheet.put(
            x + wide / 2, 3.2 * sheet.k + deep * 0.5 + size * MM * 0.36, piece, SERIF, size, ON_STRONG, at=0.5
        )
        x += wide + gap
    if number:
        return
    middle = sheet.width / 2
    others = [card.title.to(language) for language in card.languages[1:]]
    said = "  ·  ".join([*others, *(card.tagline.to(language) for language in card.languages)])
    size = sheet.fitted(said, BOLD, 12.5 * sheet.k, sheet.width - 2 * sheet.margin)
    sheet.put(middle, deep + 13.5 * sheet.k, said, BOLD, size, INK, at=0.5)


def _share(piece: str, wide: float) -> float:
    """How much of its cloth a piece of the name may take: the points at which it fills four fifths."""
    return 0.8 * wide / _wide(piece, SERIF) if piece else 999.0


def _row(sheet: _Sheet, entry: Entry, y: float, row: float, on_trouble: Callable[[str], None]) -> None:
    k, first, others = sheet.k, sheet.card.languages[0], sheet.card.languages[1:]
    left, right = sheet.margin, sheet.width - sheet.margin
    shelf = y + row - 3.4 * k
    cells = code(entry.code)
    module = max(CODE / len(cells), 20.0 / len(cells))
    side = (len(cells) + 2 * QUIET) * module
    picture = min(row - 4.5 * k, 42.0 * k)
    sheet.box(left - 3 * k, shelf, right - left + 6 * k, 1.3 * k, WOOD)
    sheet.box(left - 3 * k, shelf + 1.3 * k, right - left + 6 * k, 0.7 * k, WOOD_DARK)
    if entry.picture is not None:
        try:
            bottom = sheet.height - shelf - picture * 0.112  # where our bowls have their foot
            draw_picture(sheet.canvas, entry.picture, left * POINT, bottom * POINT, picture * POINT)
        except (PictureError, OSError) as error:
            on_trouble(f"{entry.name.en} is printed without its picture: {error}")
    top = shelf - side - (row - 5.4 * k - side) / 2
    sheet.box(right - side, top, side, side, "#FFFFFF")
    _code(sheet, cells, right - side + QUIET * module, top + QUIET * module, module)

    x = left + picture + 5 * k
    width = right - side - 5 * k - x
    at = y + max(0.5 * k, (row - 41.0 * k) / 2)
    at = sheet.lines(x, at, width, entry.name.to(first), SERIF, 18 * k, INK)
    for language in others:
        at = sheet.lines(x, at, width, entry.name.to(language), BOLD, 10.5 * k, SOFT)
    broth = "  ·  ".join(entry.broth.to(language) for language in sheet.card.languages)
    at = sheet.lines(x, at + 0.8 * k, width, broth, SANS, 9 * k, INK)
    for language in sheet.card.languages:
        sign = "、" if language == "zh" else ", "
        good = sign.join(of.to(language) for of in entry.benefits)
        at = sheet.lines(x, at + 0.2 * k, width, good, SANS, 8 * k, SOFT)
    sheet.put(x, min(at + 7.6 * k, shelf - 1.2 * k), entry.price, BOLD, 16 * k, LANTERN)


def _code(sheet: _Sheet, cells: NDArray[np.bool_], x: float, y: float, module: float) -> None:
    canvas = sheet.canvas
    canvas.setFillColorCMYK(0, 0, 0, 1)  # black ink alone, as on the stickers
    path = canvas.beginPath()
    for row, line in enumerate(cells):
        start = None
        for column, dark in enumerate([*line.tolist(), False]):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                path.rect(
                    (x + start * module) * POINT,
                    (sheet.height - y - (row + 1) * module) * POINT,
                    (column - start) * module * POINT,
                    module * POINT,
                )
                start = None
    canvas.drawPath(path, stroke=0, fill=1)


_HOW = {
    "zh": "想要哪一碗，就把它的码对准展台的镜头。",
    "en": "Hold a bowl's code before the booth's camera, and it is in your basket.",
}


def _foot(sheet: _Sheet, foot: float, number: int, pages: int) -> None:
    y, k = sheet.height - foot * 0.45, sheet.k
    counted = f"{number + 1} / {pages}"
    sheet.put(sheet.width - sheet.margin, y, counted, SANS, 8 * k, SOFT, at=1)
    said = "  ".join(_HOW[language] for language in sheet.card.languages)
    size = sheet.fitted(said, SANS, 8.6 * k, sheet.width - 2 * sheet.margin - 16 * k)
    sheet.put(sheet.margin, y, said, SANS, size, INK)


def _both(text: Text, languages: tuple[str, ...]) -> str:
    return "  ".join(text.to(language) for language in languages)


def _wide(text: str, face: str) -> float:
    """mm at one point."""
    from reportlab.pdfbase import pdfmetrics

    return float(pdfmetrics.stringWidth(text, face, 1)) / POINT


@lru_cache(maxsize=1)
def _register(fonts: Path) -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for face, file in zip((SANS, BOLD, SERIF), FONTS, strict=True):
        pdfmetrics.registerFont(TTFont(face, str(fonts / file)))
