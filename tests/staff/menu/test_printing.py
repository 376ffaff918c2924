"""The paper menu, read back by the booth's own scanner from the very PDF that is printed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pypdfium2
import pytest
import zxingcpp

from kiosk.cli import main
from kiosk.settings import Settings
from kiosk.staff.content import pack_path
from kiosk.staff.menu.page import CODE, QUIET, SIZES, write_menu
from kiosk.staff.menu.printing import card_of
from kiosk.staff.menu_codes import dish_of_code
from kiosk.staff.stickers.proving import CAMERA_PX_MM, Printed, Prover
from kiosk.town.packed import open_pack


def printed(settings: Settings, out: Path, language: str = "both", size: str = "a4") -> tuple[Any, list[str]]:
    said: list[str] = []
    with open_pack(pack_path(settings)) as pack:
        card = card_of(pack, settings, None, language, size)
    write_menu(card, out, said.append)
    return card, said


def pages(path: Path, px_mm: float) -> Iterator[tuple[Any, str]]:
    """Each page as BGR at that many pixels a millimetre, and its words."""
    document = pypdfium2.PdfDocument(path)
    try:
        for page in document:
            words = page.get_textpage()
            image = page.render(scale=px_mm * 25.4 / 72).to_numpy()
            yield np.ascontiguousarray(image[..., :3]), words.get_text_bounded()
            words.close()
            page.close()
    finally:
        document.close()


@pytest.mark.parametrize("size", ["a4", "a5"])
def test_every_code_on_paper_is_read_before_the_camera(settings: Settings, tmp_path: Path, size: str) -> None:
    card, trouble = printed(settings, tmp_path / "menu.pdf", size=size)
    assert trouble == []
    prover = Prover(settings.camera.budget_ms)
    read: list[str] = []
    for number, (image, _) in enumerate(pages(tmp_path / "menu.pdf", CAMERA_PX_MM)):
        found = sorted(zxingcpp.read_barcodes(image), key=lambda code: code.position.top_left.y)
        for position, code in enumerate(found):
            corners = [(p.x, p.y) for p in (code.position.top_left, code.position.bottom_right)]
            (x0, y0), (x1, y1) = corners
            side = (x1 - x0) / CAMERA_PX_MM
            assert side >= 20 - 0.3, "a code is at least 20 mm wide"
            assert abs(side - CODE) < 0.5
            quiet = round((x1 - x0) / 33 * QUIET * 0.7)  # whatever its version, most of four modules stay white
            around = image[y0 - quiet : y1 + quiet, x0 - quiet : x1 + quiet]
            rim = np.concatenate([around[: quiet - 2].ravel(), around[2 - quiet :].ravel()])
            assert rim.min() > 250, "nothing is printed in a quiet zone"
            edge = round(2 * CAMERA_PX_MM)
            cut = np.ascontiguousarray(image[y0 - edge : y1 + edge, x0 - edge : x1 + edge])
            text, _ = prover._show(Printed(number, position, "", cut, ""))
            read.append(text)
    assert read == [entry.code for entry in card.entries]
    assert all(dish_of_code(text) for text in read)


def test_what_is_printed_can_be_read_by_people(settings: Settings, tmp_path: Path) -> None:
    card, _ = printed(settings, tmp_path / "menu.pdf")
    words = "".join("".join(words.split()) for _, words in pages(tmp_path / "menu.pdf", 1))
    for entry in card.entries:
        assert "".join(entry.name.zh.split()) in words
        assert "".join(entry.name.en.split()) in words
        assert entry.price in words
    printed(settings, tmp_path / "en.pdf", "en")
    english = "".join(words for _, words in pages(tmp_path / "en.pdf", 1))
    assert not [sign for sign in english if "\u4e00" <= sign <= "\u9fff"]


def test_a_sheet_has_its_size_and_nothing_leaves_it(settings: Settings, tmp_path: Path) -> None:
    for size, (width, height) in SIZES.items():
        printed(settings, tmp_path / f"{size}.pdf", size=size)
        for image, _ in pages(tmp_path / f"{size}.pdf", 4):
            assert image.shape[:2] == (pytest.approx(height * 4, abs=2), pytest.approx(width * 4, abs=2))
            margin = image[60:-4, 4 : (4 * 4)].reshape(-1, 3)  # four millimetres at the left: paper alone
            assert (abs(margin.astype(int) - margin[0]) < 3).mean() > 0.97


def test_a_bowl_looks_on_paper_as_on_the_screen(settings: Settings, tmp_path: Path) -> None:
    """The picture's vectors are drawn by another hand than Qt's: compare them where Qt has drawn."""
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer
    from reportlab.pdfgen.canvas import Canvas

    from kiosk.staff.menu.picture import draw_picture

    for picture in sorted((settings.assets_folder / "pictures" / "dishes").glob("*.svg")):
        canvas = Canvas(str(tmp_path / "one.pdf"), pagesize=(400, 400))
        draw_picture(canvas, picture, 0, 0, 400)
        canvas.save()
        ((paper, _),) = pages(tmp_path / "one.pdf", 72 / 25.4)
        renderer = QSvgRenderer(str(picture))
        box = renderer.viewBoxF()
        longest = max(box.width(), box.height())
        screen = QImage(
            round(400 * box.width() / longest), round(400 * box.height() / longest), QImage.Format.Format_RGB888
        )
        screen.fill(0xFFFFFF)
        painter = QPainter(screen)
        renderer.render(painter)
        painter.end()
        drawn = np.frombuffer(screen.constBits(), np.uint8).reshape(screen.height(), -1)
        drawn = drawn[:, : screen.width() * 3].reshape(screen.height(), screen.width(), 3)[..., ::-1]
        a, b = (
            cv2.GaussianBlur(np.ascontiguousarray(im), (5, 5), 0).astype(int)
            for im in (paper[: screen.height(), : screen.width()], drawn)
        )
        assert abs(a - b).mean() < 3, picture.name


def test_a_picture_that_paper_cannot_show_is_left_out_and_said(
    settings: Settings, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from kiosk.staff.menu.picture import PictureError, draw_picture

    for text in (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><text>a</text></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0L1" fill="#fff"/></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0L1 1" fill="#fff"/></svg>',
        '<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8">&a;</svg>',
        "<svg",
        "",
    ):
        path = tmp_path / "odd.svg"
        path.write_text(text)
        with pytest.raises(PictureError):
            draw_picture(None, path, 0, 0, 10)


def test_the_command(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIOSK_BOOTH_STATE", str(settings.state_folder))
    out = tmp_path / "card.pdf"
    assert main(["menu", "print", "--out", str(out), "--language", "zh", "--size", "a5"]) == 0
    assert len(list(pages(out, 1))) == 3
    assert main(["menu", "print", "--menu", "tea-house", "--out", str(out)]) == 1
