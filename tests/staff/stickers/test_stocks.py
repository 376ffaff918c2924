import argparse
import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.settings import Settings
from kiosk.staff.stickers.stocks import STOCKS, USUAL, Stock, StockError, run, stock


@pytest.mark.parametrize("made", STOCKS.values(), ids=list(STOCKS))
def test_labels_lie_on_their_page_and_apart(made: Stock) -> None:
    places = [made.place(position) for position in range(made.per_sheet)]
    width, height = made.label
    for x, y in places:
        assert x >= 0
        assert y >= 0
        assert x + width <= made.page[0] + 0.01
        assert y + height <= made.page[1] + 0.01
    for number, (x, y) in enumerate(places):
        for other_x, other_y in places[number + 1 :]:
            assert abs(x - other_x) >= width - 0.01 or abs(y - other_y) >= height - 0.01


@pytest.mark.parametrize("made", STOCKS.values(), ids=list(STOCKS))
def test_sheets_are_symmetric(made: Stock) -> None:
    """As label sheets are: the left margin is the right one, the top margin the bottom one."""
    x, y = made.place(made.per_sheet - 1)
    assert made.page[0] - x - made.label[0] == pytest.approx(made.margin[0], abs=0.1)
    assert made.page[1] - y - made.label[1] == pytest.approx(made.margin[1], abs=0.1)


@pytest.mark.parametrize("made", STOCKS.values(), ids=list(STOCKS))
def test_a_stock_can_be_spelled_in_numbers(made: Stock) -> None:
    again = stock(made.spelled)
    assert again is made
    again = stock(made.spelled.replace("x", " x "))
    assert (again.columns, again.rows) == (made.columns, made.rows)
    for pair, other in ((again.label, made.label), (again.margin, made.margin), (again.pitch, made.pitch)):
        assert pair == pytest.approx(other, abs=1e-4)


def test_labels_go_along_the_rows_and_begin_anew_on_each_sheet() -> None:
    usual = stock(USUAL)
    assert [usual.place(position) for position in (0, 1, 5, 35)] == [(7.5, 11), (47.5, 11), (7.5, 51), (7.5, 11)]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("herma-4270", "there are avery-l7120"),
        ("", "there are"),
        ("210x297:5x7:35x35:7.5x11", "page:columns"),
        ("210x297:0x7:35x35:7.5x11:40x40", "at least one"),
        ("210x297:5x7:35x35:7.5x11:30x40", "overlap across"),
        ("210x297:5x8:35x35:7.5x11:40x40", "down end at 326 mm"),
        ("210x297:5x7:0x35:7.5x11:40x40", "size"),
        ("210x297:5x7:35x35:-7.5x11:40x40", "there are"),
        ("1e9x297:5x7:35x35:7.5x11:40x40", "there are"),
    ],
)
def test_what_is_no_stock_is_refused(words: str, why: str) -> None:
    with pytest.raises(StockError, match=why):
        stock(words)


@given(words=st.text("0123456789.x:", max_size=60))
def test_any_numbers_are_a_stock_or_refused_in_words(words: str) -> None:
    with contextlib.suppress(StockError):
        made = stock(words)
        x, y = made.place(made.per_sheet - 1)
        assert x + made.label[0] <= made.page[0] + 0.02
        assert y + made.label[1] <= made.page[1] + 0.02


def test_the_stocks_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(Settings(), argparse.Namespace(json=True)) == 0
    said = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [one["name"] for one in said] == list(STOCKS)
    assert run(Settings(), argparse.Namespace(json=False)) == 0
    assert "(the usual one)" in capsys.readouterr().out.splitlines()[0]
