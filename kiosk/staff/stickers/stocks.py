"""Label sheets: where their labels lie on the page. Millimetres from the page's left top."""

from __future__ import annotations

import argparse
import json
import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.settings import Settings

A4, LETTER = (210.0, 297.0), (215.9, 279.4)
INCH = 25.4


class StockError(ValueError):
    """A stock that is not known or does not fit its page; the text says what instead, for staff."""


@dataclass(frozen=True, slots=True)
class Stock:
    name: str
    about: str
    page: tuple[float, float]
    columns: int
    rows: int
    label: tuple[float, float]  # width, height
    margin: tuple[float, float]  # left, top
    pitch: tuple[float, float]  # from one label to the next, across and down

    @property
    def per_sheet(self) -> int:
        return self.columns * self.rows

    def place(self, position: int) -> tuple[float, float]:
        """Left top of the label at `position` on its sheet: along the rows, from 0."""
        row, column = divmod(position % self.per_sheet, self.columns)
        return self.margin[0] + column * self.pitch[0], self.margin[1] + row * self.pitch[1]

    @property
    def spelled(self) -> str:
        """As `stock` reads it: page:columns x rows:label:margin:pitch."""
        pairs = (self.page, (self.columns, self.rows), self.label, self.margin, self.pitch)
        return ":".join(f"{round(a, 4):.10g}x{round(b, 4):.10g}" for a, b in pairs)


# As published for each stock; where sources differ, by half a millimetre, labels are centred on the page as the
# sheets are. Avery's 22805 was measured by others on a real sheet; its L7120, L7121 and L7159 fill A4 exactly.
STOCKS = {
    stock.name: stock
    for stock in (
        Stock("avery-l7120", "A4, 35 labels of 35 x 35 mm", A4, 5, 7, (35, 35), (7.5, 11), (40, 40)),
        Stock("avery-l7121", "A4, 20 labels of 45 x 45 mm", A4, 4, 5, (45, 45), (7.5, 26), (50, 50)),
        Stock("avery-l4770", "A4, 40 labels of 45.7 x 25.4 mm", A4, 4, 10, (45.7, 25.4), (9.7, 21.5), (48.3, 25.4)),
        Stock(
            "avery-l7160", "A4, 21 labels of 63.5 x 38.1 mm", A4, 3, 7, (63.5, 38.1), (7.21, 15.15), (66.04, 38.1)
        ),
        Stock(
            "avery-l7159", "A4, 24 labels of 63.5 x 33.9 mm", A4, 3, 8, (63.5, 33.9), (7.21, 12.9), (66.04, 33.9)
        ),
        Stock(
            "avery-22805",
            "US Letter, 24 labels of 1.5 x 1.5 in",
            LETTER,
            4,
            6,
            (1.5 * INCH, 1.5 * INCH),
            (0.78125 * INCH, 0.5 * INCH),
            (1.8125 * INCH, 1.7 * INCH),
        ),
        Stock(
            "avery-22806",
            "US Letter, 12 labels of 2 x 2 in",
            LETTER,
            3,
            4,
            (2 * INCH, 2 * INCH),
            (0.625 * INCH, 0.6 * INCH),
            (2.625 * INCH, 2.6 * INCH),
        ),
        Stock(
            "avery-5160",
            "US Letter, 30 labels of 2.625 x 1 in",
            LETTER,
            3,
            10,
            (2.625 * INCH, 1 * INCH),
            (0.1875 * INCH, 0.5 * INCH),
            (2.75 * INCH, 1 * INCH),
        ),
    )
}
USUAL = "avery-l7120"


def run(settings: Settings, options: argparse.Namespace) -> int:
    for one in STOCKS.values():
        if options.json:
            said = {"name": one.name, "about": one.about, "per_sheet": one.per_sheet, "numbers": one.spelled}
            print(json.dumps(said, ensure_ascii=False))
        else:
            print(f"{one.name:<13} {one.about}{'  (the usual one)' if one.name == USUAL else ''}")
    return 0


_NUMBER = r"(\d{1,4}(?:\.\d{1,4})?)"
_PAIR = f"{_NUMBER}x{_NUMBER}"
_SPELLED = re.compile(rf"{_PAIR}:(\d{{1,3}})x(\d{{1,3}}):{_PAIR}:{_PAIR}:{_PAIR}")


def stock(words: str) -> Stock:
    """A stock by its name, or by its numbers: 210x297:5x7:35x35:7.5x11:40x40, which are the page, columns and rows,
    a label, the left and top margin, and the way from one label to the next, in millimetres.

    Raises StockError.
    """
    known = next((one for one in STOCKS.values() if words.lower() in (one.name, one.spelled)), None)
    if known is not None:
        return known
    found = _SPELLED.fullmatch(words.replace(" ", ""))
    if found is None:
        raise StockError(
            f"{words!r} is not a stock; there are {', '.join(STOCKS)}, or write its own numbers in millimetres: "
            "page:columns x rows:label:margin:pitch, such as 210x297:5x7:35x35:7.5x11:40x40"
        )
    numbers = [float(number) for number in found.groups()]
    pairs = list(zip(numbers[::2], numbers[1::2], strict=True))
    made = Stock(words, "custom", pairs[0], int(pairs[1][0]), int(pairs[1][1]), pairs[2], pairs[3], pairs[4])
    _check(made)
    return made


def _check(made: Stock) -> None:
    if made.per_sheet < 1 or min(made.label) <= 0:
        raise StockError("a sheet has at least one label, and a label has a size")
    for which, page, count, label, margin, pitch in zip(
        ("across", "down"), made.page, (made.columns, made.rows), made.label, made.margin, made.pitch, strict=True
    ):
        if count > 1 and pitch < label - 1e-6:
            raise StockError(f"labels of {label:g} mm overlap {which}: the pitch is {pitch:g} mm")
        end = margin + (count - 1) * pitch + label
        if end > page + 0.01 or not math.isfinite(end):
            raise StockError(f"{count} labels {which} end at {end:g} mm, the page at {page:g} mm")
