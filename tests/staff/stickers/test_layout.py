"""Whatever the words: nothing leaves the label, nothing enters the quiet zone, nothing lies on anything else."""

from datetime import date
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.settings import ROOT
from kiosk.staff.stickers.layout import (
    DOT,
    EDGE,
    LEAST_MODULE,
    MM,
    NEVER_FIRST,
    Drawing,
    LabelError,
    Measure,
    Run,
    Words,
    arrange,
    wrap,
)
from kiosk.staff.stickers.serials import ALPHABET
from kiosk.staff.stickers.sheet import measure
from kiosk.staff.stickers.stocks import STOCKS, Stock, stock
from kiosk.town.model import Text

MILK = Words(
    Text(en="Veldmelk", zh="维德牧场"),
    Text(en="Whole milk", zh="全脂牛奶"),
    "VM26-09A",
    date(2027, 3, 1),
    "7K3MXX9P3WTR",
)
LONG = MILK.__class__(
    Text(en="Grossmutter Lindqvists Hausgemachte Spezialitäten", zh="林德奎斯特祖母自制特产股份有限公司"),
    Text(
        en="Organic stone-ground sourdough muesli with boysenberries, honeycomb and macadamia nuts, extra crunchy",
        zh="有机石磨酸种面包什锦麦片配博伊森莓、蜂巢蜜与夏威夷果（特脆装）",
    ),
    "LONG-LOT-NUMBER-2026",
    date(2027, 12, 31),
    "MWMWMWMWMW",
)


@pytest.fixture(scope="module")
def wide() -> Measure:
    return measure(ROOT / "assets" / "fonts")


def box(run: Run, wide: Measure) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a line's ink: ideographs reach from 0.88 above the baseline to 0.12 below."""
    size = run.size * MM
    return run.x, run.y - 0.88 * size, run.x + wide(run.text, run.font) * run.size, run.y + 0.12 * size


def check(drawing: Drawing, made: Stock, modules: int, wide: Measure, serial: str = "") -> None:
    left, top, side = drawing.code
    assert drawing.module >= LEAST_MODULE - 1e-9
    assert side == pytest.approx(drawing.module * (modules + 8))
    assert left >= EDGE - 1e-9
    assert top >= EDGE - 1e-9
    assert left + side <= made.label[0] - EDGE + 1e-6
    assert top + side <= made.label[1] - EDGE + 1e-6
    boxes = [box(run, wide) for run in drawing.runs]
    for run, (x0, y0, x1, y1) in zip(drawing.runs, boxes, strict=True):
        assert x0 >= EDGE - 1e-6, run
        assert y0 >= EDGE - 0.05, run
        assert x1 <= made.label[0] - EDGE + 0.02, run
        assert y1 <= made.label[1] - EDGE + 0.02, run
        assert x0 >= left + side - 1e-6 or y0 >= top + side - 0.05 or y1 <= top, run  # outside of the quiet zone
        assert run.size >= 4.4 or run.text.replace(" ", "") in serial, run
    for (a, b), (one, other) in zip(combinations(drawing.runs, 2), combinations(boxes, 2), strict=True):
        apart = one[2] <= other[0] + 0.02 or other[2] <= one[0] + 0.02
        apart = apart or one[3] <= other[1] + 0.06 or other[3] <= one[1] + 0.06
        assert apart, (a, b)


latin = st.text(st.sampled_from("aeinorstMWIl -.,'äøžé&%"), min_size=1, max_size=120).filter(str.strip)
chinese = st.text(st.sampled_from("一全脂牛奶蜂蜜麦片，。、（）（特 A1"), min_size=1, max_size=60).filter(str.strip)
texts = st.builds(Text, en=latin, zh=chinese)
all_words = st.builds(
    Words,
    brand=texts,
    name=texts,
    lot=st.text(st.sampled_from("MW1I-"), min_size=1, max_size=20),
    expires=st.dates(),
    serial=st.text(st.sampled_from(ALPHABET), min_size=10, max_size=12)
    | st.text(st.sampled_from("MW"), min_size=20, max_size=20),
)


@settings(max_examples=60, deadline=None)
@given(words=all_words, name=st.sampled_from(list(STOCKS)), modules=st.sampled_from([45, 49]))
def test_any_words_fit_every_stock(words: Words, name: str, modules: int, wide: Measure) -> None:
    check(arrange(STOCKS[name], modules, words, wide), STOCKS[name], modules, wide, words.serial)


@settings(max_examples=150, deadline=None)
@given(words=all_words, width=st.floats(24, 110), height=st.floats(24, 110))
def test_any_words_fit_a_label_of_any_size(words: Words, width: float, height: float, wide: Measure) -> None:
    made = Stock("own", "own", (width, height), 1, 1, (width, height), (0, 0), (width, height))
    try:
        drawing = arrange(made, 45, words, wide)
    except LabelError:
        assert max(width, height) < 30.7
        return
    check(drawing, made, 45, wide, words.serial)
    assert words.serial in "".join(run.text for run in drawing.runs).replace(" ", "")


@pytest.mark.parametrize("name", STOCKS)
@pytest.mark.parametrize("words", [MILK, LONG], ids=["short", "long"])
def test_every_stock_says_what_it_must(name: str, words: Words, wide: Measure) -> None:
    drawing = arrange(STOCKS[name], 45, words, wide)
    print_ = "".join(run.text for run in drawing.runs).replace(" ", "")
    assert words.serial in print_
    assert words.expires.isoformat() in print_
    assert words.name.en.replace(" ", "")[:8] in print_
    assert words.name.zh[:6] in print_ or words.name.zh in print_
    assert words.brand.en[:4] in print_
    assert words.brand.zh[:3] in print_
    if words is MILK:
        assert words.lot in print_
        assert not any("..." in run.text or "…" in run.text for run in drawing.runs)
    check(drawing, STOCKS[name], 45, wide)


@pytest.mark.parametrize("name", STOCKS)
def test_modules_are_whole_printer_dots_and_never_too_small(name: str, wide: Measure) -> None:
    module = arrange(STOCKS[name], 45, MILK, wide).module
    assert module >= LEAST_MODULE
    assert module / DOT == pytest.approx(round(module / DOT))


def test_the_smallest_label_has_the_smallest_module(wide: Measure) -> None:
    for small in ("24x26.5:1x1:24x26.5:0x0:24x27", "31x24:1x1:31x24:0x0:31x24"):
        drawing = arrange(stock(small), 45, MILK, wide)
        assert drawing.module == pytest.approx(LEAST_MODULE)
        assert "".join(run.text for run in drawing.runs).replace(" ", "") == MILK.serial
        assert all(run.size >= 5 for run in drawing.runs)
    for too_small in (
        "24x24:1x1:24x24:0x0:24x24",
        "23.7x60:1x1:23.7x60:0x0:24x60",
        "60x23.7:1x1:60x23.7:0x0:60x24",
    ):
        with pytest.raises(LabelError, match=r"it takes 21\.0 mm"):
            arrange(stock(too_small), 45, MILK, wide)


def test_labels_of_one_sheet_look_alike(wide: Measure) -> None:
    """Where serials stand below each other, wide letters do not make one label's smaller than the next one's."""
    sizes = set()
    for serial in ("WMHNNHMWHMNW", "3A3A3A3A3A3A"):
        words = Words(MILK.brand, MILK.name, MILK.lot, MILK.expires, serial)
        drawing = arrange(STOCKS["avery-l7120"], 45, words, wide)
        sizes |= {run.size for run in drawing.runs if run.text in serial and len(run.text) == 4}
    assert len(sizes) == 1


@given(text=latin | chinese, width=st.floats(0.5, 12))
def test_lines_are_as_wide_as_they_may_be_and_lose_nothing(text: str, width: float, wide: Measure) -> None:
    lines = wrap(text, width, "bold", wide)
    assert "".join(lines).replace(" ", "") == "".join(text.split())
    for line in lines:
        assert line == line.strip()
        assert wide(line, "bold") <= width + 1e-9 or len(line) == 1


def test_chinese_marks_do_not_begin_a_line(wide: Measure) -> None:
    lines = wrap("全脂牛奶，蜂蜜麦片。" * 3, wide("全脂牛奶", "bold") * 1.3, "bold", wide)
    assert len(lines) > 3
    assert all(line[0] not in NEVER_FIRST for line in lines)


def test_a_word_is_broken_only_where_it_must_be(wide: Measure) -> None:
    lines = wrap("stone-ground muesli", wide("stone-gro", "bold"), "bold", wide)
    assert lines[:2] == ["stone-", "ground"]
