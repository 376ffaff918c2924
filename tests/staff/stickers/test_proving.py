"""The proof fails exactly where print and register disagree. Spoilt sheets are printed by the very same code."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kiosk.settings import Settings
from kiosk.staff.stickers import proving, sheet
from kiosk.staff.stickers.layout import Words
from kiosk.staff.stickers.register import open_register
from kiosk.staff.stickers.sheet import Job, write_sheets
from kiosk.staff.stickers.stocks import stock
from kiosk.town.model import Text
from kiosk.trace.issue import IssuerKey, issuer_key, sticker_text
from tests.staff.stickers.conftest import LOT, MILK, Said

Stickers = Callable[..., Said]


@pytest.fixture
def key(settings: Settings) -> IssuerKey:
    return issuer_key(settings.state_folder / "keys" / "issuer.json", state=settings.state_folder)


@pytest.fixture
def spoilt(issue: Stickers, settings: Settings, tmp_path: Path) -> Callable[..., Path]:
    """A sheet of three recorded stickers, of which the second is printed as a test wants it."""

    def make(text: Callable[[str, list[str]], str], shown: Callable[[str, list[str]], str]) -> Path:
        number = issue("--count", 3, "--csv", tmp_path / "a.csv").one["issue"]
        with open_register(settings.state_folder) as register:
            serials = list(register.serials(number))

        def words(serial: str) -> Words:
            name = Text(en="Milk", zh="牛奶")
            said = shown(serial, serials) if serial == serials[1] else serial
            return Words(name, name, LOT, date(2027, 1, 1), said)

        def stickers() -> Iterator[tuple[str, str]]:
            own = issuer_key(settings.state_folder / "keys" / "issuer.json", state=settings.state_folder)
            for serial in serials:
                good = sticker_text(MILK, LOT, serial, own)
                yield serial, text(serial, serials) if serial == serials[1] else good

        job = Job(number, 3, stock("avery-l7120"), words, "", settings.assets_folder / "fonts")
        ((path, _),) = write_sheets(job, stickers(), tmp_path / "spoilt.pdf")
        return path

    return make


def itself(serial: str, serials: list[str]) -> str:
    return serial


def faults(said: Said) -> list[list[str]]:
    return [line["faults"] for line in said.lines]


def test_every_label_that_was_issued_reads_back(issue: Stickers, stickers: Stickers, tmp_path: Path) -> None:
    out = tmp_path / "sheet.pdf"
    issue("--count", 37, "--out", out)
    said = stickers("proof", out, "--json")
    assert said.status == 0
    assert faults(said) == [[]] * 37
    assert {line["page"] for line in said.lines} == {1, 2}
    assert len({line["text"] for line in said.lines}) == 37


def test_an_issue_is_proved_without_its_sheets(issue: Stickers, stickers: Stickers, tmp_path: Path) -> None:
    """As a printing house gets it, as a table: on the stock that was meant, with the key that signed."""
    number = issue("--count", 2, "--csv", tmp_path / "a.csv", "--stock", "50x30:1x1:50x30:0x0:50x30").one["issue"]
    said = stickers("proof", "--issue", number)
    assert (said.status, said.out) == (0, f"issue-{number}.pdf: 2 of 2 labels read back as recorded\n")
    assert "no issue 77" in stickers("proof", "--issue", 77).err
    nothing = stickers("proof")
    assert nothing.status == 2
    assert "Nothing to prove" in nothing.err


def test_a_code_that_another_key_signed_is_found(
    stickers: Stickers, spoilt: Callable[..., Path], tmp_path: Path
) -> None:
    other = issuer_key(tmp_path / "other" / "k.json")
    path = spoilt(lambda serial, _: sticker_text(MILK, LOT, serial, other), itself)
    said = stickers("proof", path, "--json")
    assert said.status == 1
    assert faults(said) == [[], ["the signature is wrong"], []]


def test_a_serial_that_is_not_in_the_register_is_found(
    stickers: Stickers, spoilt: Callable[..., Path], key: IssuerKey
) -> None:
    path = spoilt(lambda *_: sticker_text(MILK, LOT, "NEVERISSUED", key), itself)
    (one, two, three) = faults(stickers("proof", path, "--json"))
    assert (one, three) == ([], [])
    assert "recorded is" in two[0]
    assert "not in the register" in two[1]


def test_two_labels_with_one_code_are_found(
    stickers: Stickers, spoilt: Callable[..., Path], key: IssuerKey
) -> None:
    path = spoilt(lambda _, serials: sticker_text(MILK, LOT, serials[0], key), itself)
    assert [len(found) for found in faults(stickers("proof", path, "--json"))] == [0, 1, 0]


def test_a_serial_in_print_that_the_code_does_not_say_is_found(
    stickers: Stickers, spoilt: Callable[..., Path], key: IssuerKey
) -> None:
    path = spoilt(lambda serial, _: sticker_text(MILK, LOT, serial, key), lambda _, serials: serials[0])
    assert faults(stickers("proof", path, "--json")) == [
        [],
        ["the serial in print is not the one that was recorded"],
        [],
    ]


def test_a_code_that_cannot_be_read_is_found_and_its_picture_kept(
    issue: Stickers, stickers: Stickers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = sheet.code

    def torn(text: str) -> Any:
        cells = real(text)
        cells[8:38, 8:38] = np.random.default_rng(1).random((30, 30)) < 0.5
        return cells

    out = tmp_path / "sheet.pdf"
    monkeypatch.setattr(sheet, "code", torn)
    issue("--count", 1, "--out", out)
    monkeypatch.undo()
    monkeypatch.setenv("KIOSK_BOOTH_STATE", str(tmp_path / "state"))
    monkeypatch.setattr(proving, "FRAMES", 10)
    said = stickers("proof", out, "--pictures", tmp_path / "pictures")
    assert said.status == 1
    assert "could not be read" in said.out
    assert "0 of 1 labels" in said.out
    assert [file.name for file in (tmp_path / "pictures").iterdir()] == ["sheet-1-1.png"]


def test_another_pdf_is_no_sheet_of_ours(issue: Stickers, stickers: Stickers, tmp_path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    out = tmp_path / "sheet.pdf"
    issue("--count", 1, "--out", out)
    foreign = tmp_path / "foreign.pdf"
    canvas = Canvas(str(foreign))
    canvas.drawString(9, 9, "x")
    canvas.save()
    (tmp_path / "text.pdf").write_text("hello")
    for path, why in (
        (foreign, "was not written by kiosk stickers issue"),
        (tmp_path / "text.pdf", "is not a PDF"),
        (tmp_path / "none.pdf", "there is no"),
    ):
        said = stickers("proof", path)
        assert said.status == 2
        assert why in said.err


def test_a_sheet_that_lacks_a_page_is_not_proved(issue: Stickers, stickers: Stickers, tmp_path: Path) -> None:
    import pypdfium2

    out = tmp_path / "sheet.pdf"
    issue("--count", 36, "--out", out)
    document = pypdfium2.PdfDocument(out)
    document.del_page(1)
    document.save(tmp_path / "short.pdf")
    document.close()
    said = stickers("proof", tmp_path / "short.pdf", "--json")
    assert said.status == 2
    assert "has 1 pages, and 36 stickers were recorded" in said.err


def test_without_a_register_there_is_nothing_to_compare_with(stickers: Stickers, tmp_path: Path) -> None:
    said = stickers("proof", tmp_path / "sheet.pdf")
    assert said.status == 2
    assert "nothing was issued" in said.err
