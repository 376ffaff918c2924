"""Sheets of stickers as PDF: vector modules and exact millimetres, one page for each sheet of labels.

A file holds at most PAGES sheets, so that a million stickers take no more memory than a thousand, and no printer is
given more than it can swallow; what follows goes into files numbered -002, -003 and so on.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.settings import FONTS
from kiosk.staff.stickers.layout import Drawing, Font, LabelError, Measure, Words, arrange
from kiosk.staff.stickers.stocks import Stock
from kiosk.town import durable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PAGES = 100
POINT = 72 / 25.4  # a millimetre
FACES: dict[Font, str] = {"regular": "TownSans", "bold": "TownSansBold"}
HAIR = 0.1  # mm
RULER = 50.0  # mm
CREATOR = "kiosk stickers"  # what a proof knows our sheets by


@dataclass(frozen=True, slots=True)
class Job:
    """What is printed. words: of a serial; title: at the head of each sheet."""

    issue: int
    count: int
    stock: Stock
    words: Callable[[str], Words]
    title: str
    fonts: Path  # the folder of FONTS
    outline: bool = False


def write_sheets(job: Job, stickers: Iterable[tuple[str, str]], out: Path) -> Iterator[tuple[Path, int]]:
    """Writes the sheets of (serial, what its code says), in order, and yields each file with how many it holds.

    A file appears whole or not at all. Raises LabelError for a code too large for the stock, and OSError.
    """
    source = iter(stickers)
    several = job.count > PAGES * job.stock.per_sheet
    done = 0
    while True:
        batch = islice(source, PAGES * job.stock.per_sheet)
        first = next(batch, None)
        if first is None:
            return
        number = done // (PAGES * job.stock.per_sheet) + 1
        path = out.with_name(f"{out.stem}-{number:03d}{out.suffix}") if several else out
        held = _write(job, _chain(first, batch), path, done)
        done += held
        yield path, held


def code(text: str) -> NDArray[np.bool_]:
    """The QR code of a sticker at error correction level M, without quiet zone: True is dark.

    zxing-cpp's writer, which chooses modes like the standard's annex J, in a twentieth of qrcode's time.
    """
    import numpy as np
    import zxingcpp

    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    picture: NDArray[np.bool_] = np.array(made.to_image(scale=1, add_quiet_zones=False)) == 0
    return picture


def measure(fonts: Path) -> Measure:
    """How wide a text is, in mm at one point."""
    _register(fonts)
    from reportlab.pdfbase import pdfmetrics

    known: dict[Font, dict[str, float]] = {"regular": {}, "bold": {}}

    def wide(text: str, font: Font) -> float:
        widths = known[font]
        total = 0.0
        for character in text:
            if character not in widths:
                widths[character] = pdfmetrics.stringWidth(character, FACES[font], 1) / POINT
            total += widths[character]
        return total

    return wide


@lru_cache(maxsize=1)
def _register(fonts: Path) -> None:
    from reportlab import rl_config
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    rl_config.useA85 = 0  # pages as bytes: as text they take a quarter more room, and as much time as all the rest
    for face, file in zip(FACES.values(), FONTS, strict=False):
        pdfmetrics.registerFont(TTFont(face, str(fonts / file)))


def _chain(first: tuple[str, str], rest: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    yield first
    yield from rest


def _write(job: Job, stickers: Iterable[tuple[str, str]], path: Path, start: int) -> int:
    from reportlab.pdfgen.canvas import Canvas

    width_of = measure(job.fonts)
    page = (job.stock.page[0] * POINT, job.stock.page[1] * POINT)
    about = {"issue": job.issue, "start": start, "stock": job.stock.spelled, "name": job.stock.name}
    held = 0
    with durable.whole(path) as half:
        canvas = Canvas(str(half), pagesize=page, pageCompression=1)
        canvas.setCreator(CREATOR)
        canvas.setTitle(job.title)
        canvas.setSubject(json.dumps(about))
        for serial, text in stickers:
            on_sheet = (start + held) % job.stock.per_sheet
            if held and on_sheet == 0:
                canvas.showPage()
            if on_sheet == 0:
                _furniture(canvas, job, (start + held) // job.stock.per_sheet + 1)
            cells = code(text)
            drawing = arrange(job.stock, len(cells), job.words(serial), width_of)
            draw(canvas, job.stock, job.stock.place(on_sheet), drawing, cells)
            held += 1
        canvas.save()
    return held


def draw(canvas: Any, stock: Stock, place: tuple[float, float], drawing: Drawing, cells: NDArray[np.bool_]) -> None:
    """One label with its left top at `place`, in mm from the page's left top."""
    left, top = place
    height = stock.page[1]
    x, y, side = drawing.code
    module = drawing.module
    quiet = (side - len(cells) * module) / 2
    canvas.setFillColorCMYK(0, 0, 0, 1)  # black ink alone: colours that are a little off would blur the modules
    canvas.saveState()
    canvas.translate((left + x + quiet) * POINT, (height - top - y - quiet) * POINT)
    canvas.scale(module * POINT, -module * POINT)
    canvas.drawPath(_Modules(cells), stroke=0, fill=1)  # one path: neighbours leave no seam
    canvas.restoreState()
    for run in drawing.runs:
        canvas.setFillColorCMYK(0, 0, 0, 0.68 if run.grey else 1)
        canvas.setFont(FACES[run.font], run.size)
        canvas.drawString((left + run.x) * POINT, (height - top - run.y) * POINT, run.text)
    if drawing.rule:
        x0, x1, at = drawing.rule
        canvas.setStrokeColorCMYK(0, 0, 0, 0.5)
        canvas.setLineWidth(HAIR * POINT)
        canvas.line(
            (left + x0) * POINT, (height - top - at) * POINT, (left + x1) * POINT, (height - top - at) * POINT
        )


class _Modules:
    """The dark modules as a path of reportlab's, which would format each whole number like a fraction."""

    def __init__(self, cells: NDArray[np.bool_]) -> None:
        self._cells = cells

    def getCode(self) -> str:
        return "\n".join(f"{start} {row} {length} 1 re" for row, start, length in _bars(self._cells))


def _bars(cells: NDArray[np.bool_]) -> Iterator[tuple[int, int, int]]:
    """Row, first column and length of every run of dark modules."""
    import numpy as np

    padded = np.zeros((cells.shape[0], cells.shape[1] + 2), np.int8)
    padded[:, 1:-1] = cells
    edges = np.diff(padded, axis=1)
    rows, starts = np.nonzero(edges == 1)
    ends = np.nonzero(edges == -1)[1]
    for row, start, end in zip(rows.tolist(), starts.tolist(), ends.tolist(), strict=True):
        yield row, start, end - start


# --- what is around the labels ------------------------------------------------------------------------------


def _furniture(canvas: Any, job: Job, number: int) -> None:
    """Heading, ruler and registration marks, all of them outside of the labels, where the margins have room."""
    stock = job.stock
    width, height = stock.page
    left, top = stock.margin
    last_x = left + (stock.columns - 1) * stock.pitch[0] + stock.label[0]
    last_y = top + (stock.rows - 1) * stock.pitch[1] + stock.label[1]

    def line(x0: float, y0: float, x1: float, y1: float) -> None:
        canvas.line(x0 * POINT, (height - y0) * POINT, x1 * POINT, (height - y1) * POINT)

    canvas.setStrokeColorCMYK(0, 0, 0, 1)
    canvas.setLineWidth(HAIR * POINT)
    xs = sorted({left + n * stock.pitch[0] + d for n in range(stock.columns) for d in (0, stock.label[0])})
    ys = sorted({top + n * stock.pitch[1] + d for n in range(stock.rows) for d in (0, stock.label[1])})
    for x in xs:
        if top >= 6:
            line(x, top - 3, x, top - 1)
        if height - last_y >= 6:
            line(x, last_y + 1, x, last_y + 3)
    for y in ys:
        if left >= 6:
            line(left - 3, y, left - 1, y)
        if width - last_x >= 6:
            line(last_x + 1, y, last_x + 3, y)
    if job.outline:
        canvas.setLineWidth(HAIR * POINT)
        for position in range(stock.per_sheet):
            x, y = stock.place(position)
            canvas.roundRect(
                x * POINT,
                (height - y - stock.label[1]) * POINT,
                stock.label[0] * POINT,
                stock.label[1] * POINT,
                1.5 * POINT,
            )
    _words(canvas, job, number, last_y)


def _words(canvas: Any, job: Job, number: int, last_y: float) -> None:
    stock = job.stock
    width, height = stock.page
    wide = measure(job.fonts)
    edge = max(6.0, stock.margin[0])
    sheets = -(-job.count // stock.per_sheet)

    def put(x: float, y: float, text: str, *, right: bool = False) -> None:
        canvas.setFillColorCMYK(0, 0, 0, 0.75)
        canvas.setFont(FACES["regular"], 6)
        across = wide(text, "regular") * 6
        canvas.drawString((x - across * right) * POINT, (height - y) * POINT, text)

    if stock.margin[1] >= 9:
        y = stock.margin[1] - 4.4
        page = f"第 {number}/{sheets} 张  Sheet {number} of {sheets}"
        put(width - edge, y, page, right=True)
        room = width - 2 * edge - wide(page, "regular") * 6 - 6
        title = job.title
        while title and wide(title, "regular") * 6 > room:
            title = title[:-1]
        put(edge, y, title)
    if height - last_y >= 9 and width - 2 * edge >= RULER:
        y = last_y + 5.6
        canvas.setStrokeColorCMYK(0, 0, 0, 1)
        canvas.setLineWidth(HAIR * 2 * POINT)
        canvas.line(edge * POINT, (height - y) * POINT, (edge + RULER) * POINT, (height - y) * POINT)
        for tick in range(0, int(RULER) + 1, 5):
            long = 1.6 if tick % 10 == 0 else 0.9
            at = (edge + tick) * POINT
            canvas.line(at, (height - y) * POINT, at, (height - y + long) * POINT)
        put(edge + RULER + 2, y, "50 mm  按 100% 打印，不要缩放  Print at 100 %, never scaled to fit")
        put(width - edge, y, stock.name, right=True)


__all__ = ["CREATOR", "FACES", "PAGES", "Job", "LabelError", "code", "draw", "measure", "write_sheets"]
