"""The PDF as a printer gets it: rasterised by PDFium, read by zxing-cpp, measured in millimetres."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
import pytest
import zxingcpp
from numpy.typing import NDArray

from kiosk.scan.camera.label import matrix
from kiosk.settings import ROOT
from kiosk.staff.stickers import sheet
from kiosk.staff.stickers.layout import LEAST_MODULE, Words, arrange
from kiosk.staff.stickers.serials import new_serial
from kiosk.staff.stickers.sheet import Job, code, measure, write_sheets
from kiosk.staff.stickers.stocks import STOCKS, Stock, stock
from kiosk.town.model import Text
from kiosk.trace.issue import issuer_key, sticker_text

FONTS = ROOT / "assets" / "fonts"
GTIN = "09520123456788"
Sheets = Callable[..., tuple[list[Path], list[tuple[str, str]]]]


def words(serial: str) -> Words:
    return Words(
        Text(en="Veldmelk", zh="维德牧场"), Text(en="Whole milk", zh="全脂牛奶"), "L1", date(2027, 3, 1), serial
    )


@pytest.fixture
def printed(tmp_path: Path) -> Sheets:
    """Sheets of a stock, and what was to be on them: (serial, text)."""
    key = issuer_key(tmp_path / "keys" / "k.json")

    def make(made: Stock, count: int, **more: Any) -> tuple[list[Path], list[tuple[str, str]]]:
        serials = [new_serial(12) for _ in range(count)]
        stickers = [(serial, sticker_text(GTIN, "L1", serial, key)) for serial in serials]
        job = Job(7, count, made, words, "Global Town 环球小镇", FONTS, **more)
        paths = [path for path, _ in write_sheets(job, iter(stickers), tmp_path / "out" / "sheet.pdf")]
        return paths, stickers

    return make


def raster(path: Path, page: int = 0, dpi: float = 400) -> NDArray[np.uint8]:
    document = pypdfium2.PdfDocument(path)
    try:
        picture: NDArray[np.uint8] = document[page].render(scale=dpi / 72, grayscale=True).to_numpy()
        return picture.reshape(picture.shape[:2]).copy()
    finally:
        document.close()


def read(picture: NDArray[np.uint8]) -> list[zxingcpp.Barcode]:
    return list(zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode))


def print_of(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


@pytest.mark.parametrize("name", STOCKS)
def test_every_label_lies_in_its_place_and_reads(name: str, printed: Sheets) -> None:
    made = STOCKS[name]
    (path,), stickers = printed(made, made.per_sheet)
    page = raster(path)
    height, width = page.shape
    assert (width / 400 * 25.4, height / 400 * 25.4) == pytest.approx(made.page, abs=0.1)
    for position, (_, text) in enumerate(stickers):
        x0, y0 = (round(v * 400 / 25.4) for v in made.place(position))
        x1, y1 = x0 + round(made.label[0] * 400 / 25.4), y0 + round(made.label[1] * 400 / 25.4)
        assert [one.text for one in read(page[y0:y1, x0:x1])] == [text]


def test_a_module_is_as_wide_as_it_must_be(printed: Sheets) -> None:
    """The ink of a code, from edge to edge, in hundredths of a millimetre."""
    made = stock("31x24:1x1:31x24:0x0:31x24")  # the smallest there is
    (path,), stickers = printed(made, 1)
    page = raster(path, dpi=2540)
    drawing = arrange(made, 45, words(stickers[0][0]), measure(FONTS))
    left, top, side = (round(v * 100) for v in drawing.code)
    dark = page[top : top + side, left : left + side] < 128
    columns, rows = np.flatnonzero(dark.any(axis=0)), np.flatnonzero(dark.any(axis=1))
    for edges in (columns, rows):
        assert (edges[-1] - edges[0] + 1) / 100 == pytest.approx(45 * LEAST_MODULE, abs=0.02)
        assert edges[0] / 100 == pytest.approx(4 * LEAST_MODULE, abs=0.02)  # the quiet zone
    middles = ((np.arange(45) + 4.5) * LEAST_MODULE * 100).astype(int)
    assert (dark[np.ix_(middles, middles)] == code(stickers[0][1])).all()


def test_a_code_is_correction_level_m_and_45_modules(printed: Sheets) -> None:
    (path,), stickers = printed(STOCKS["avery-l7121"], 1)
    (one,) = read(raster(path))
    assert one.ec_level == "M"
    assert code(stickers[0][1]).shape == (45, 45)
    assert matrix(stickers[0][1]).shape == (53, 53)  # as qrcode, and so the display samples, have it


def test_the_print_says_both_languages_with_fonts_of_its_own(printed: Sheets) -> None:
    (path,), stickers = printed(STOCKS["avery-l7160"], 3)
    (said,) = print_of(path)
    for must in ("Veldmelk", "维德牧场", "Whole milk", "全脂牛奶", "2027-03-01", "批次", "Sheet 1 of 1", "50 mm"):
        assert must in said
    for serial, _ in stickers:
        assert f"{serial[:4]} {serial[4:8]} {serial[8:]}" in said
    assert b"/FontFile2" in path.read_bytes()
    assert path.stat().st_size < 200_000  # a subset: the fonts are ten megabytes each


def test_the_ruler_is_as_long_as_it_says(printed: Sheets) -> None:
    (path,), _ = printed(STOCKS["avery-l7120"], 1)
    page = raster(path, dpi=1016)  # 40 pixels a millimetre
    row = page[round((11 + 6 * 40 + 35 + 5.6) * 40)]
    dark = np.flatnonzero(row[: 59 * 40] < 128)
    assert (dark[-1] - dark[0]) / 40 == pytest.approx(50, abs=0.3)


def test_nothing_but_the_labels_is_on_a_page_without_margins(printed: Sheets) -> None:
    (path,), stickers = printed(stock("50x30:1x1:50x30:0x0:50x30"), 2)
    assert [serial[:4] in said for said, (serial, _) in zip(print_of(path), stickers, strict=True)] == [True, True]
    assert "Sheet" not in "".join(print_of(path))


def test_long_jobs_go_into_several_files(printed: Sheets, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet, "PAGES", 2)
    made = STOCKS["avery-22806"]
    paths, stickers = printed(made, 12 * 5 + 1)
    assert [path.name for path in paths] == ["sheet-001.pdf", "sheet-002.pdf", "sheet-003.pdf"]
    said = [page for path in paths for page in print_of(path)]
    assert len(said) == 6
    assert [f"Sheet {number} of 6" in page for number, page in enumerate(said, 1)] == [True] * 6
    assert stickers[60][0][:4] in said[5]


def test_sheets_are_made_as_they_are_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A million stickers need the memory of one file: no more is asked for before that is written."""
    monkeypatch.setattr(sheet, "PAGES", 1)
    key = issuer_key(tmp_path / "keys" / "k.json")
    asked: list[str] = []

    def endless() -> Any:
        while True:
            asked.append(new_serial(12))
            yield asked[-1], sticker_text(GTIN, "L1", asked[-1], key)

    made = STOCKS["avery-22806"]
    job = Job(7, 1_000_000, made, words, "", FONTS)
    writing = write_sheets(job, endless(), tmp_path / "sheet.pdf")
    path, held = next(writing)
    assert (path.name, held, len(asked)) == ("sheet-001.pdf", 12, 12)
    writing.close()


def test_a_sheet_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    key = issuer_key(tmp_path / "keys" / "k.json")

    def stickers() -> Any:
        yield "AAAA3333CCCC", sticker_text(GTIN, "L1", "AAAA3333CCCC", key)
        raise KeyboardInterrupt

    job = Job(7, 2, STOCKS["avery-l7120"], words, "", FONTS)
    with pytest.raises(KeyboardInterrupt):
        list(write_sheets(job, stickers(), tmp_path / "out" / "sheet.pdf"))
    assert list((tmp_path / "out").iterdir()) == []
