"""The bench counts right: shares, wrong texts, a live decoder's time, and decoders that hang."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import pytest

from tests.bench.frames import Code, Shot
from tests.bench.measure import Picture, compare, live, quantile
from tests.bench.peers import Answer, Apart, Reader
from tests.bench.report import Verdict

BLANK = np.full((8, 8, 3), 128, np.uint8)


class Says(Reader):
    """Reads whatever it was told, in the time it was told."""

    def __init__(self, name: str, *texts: str, ms: float = 1.0) -> None:
        self.name, self._texts, self._ms = name, frozenset(texts), ms

    def read(self, image: np.ndarray) -> Answer:
        return Answer(self._texts, self._ms)


def picture(name: str, *texts: str) -> Picture:
    return Picture(name, "kind", 0, BLANK, frozenset(texts))


def test_recall_and_wrong_texts() -> None:
    readers = [
        Says("ours-30", "a", "x"),
        Says("ours-100", "a", "x"),
        Says("zxing", "a", "b", "y"),
        Says("quirc", "y"),
    ]
    counts = compare(readers, [picture("one", "a", "b"), picture("two")])
    assert counts["ours-30"].recall() == 0.5
    assert counts["zxing"].recall("kind", 0) == 1
    assert math.isnan(counts["zxing"].recall("other"))
    # Two budgets of ours do not vouch for each other.
    assert [(w.picture, w.text, w.others) for w in counts["ours-30"].wrong] == [
        ("one", "x", ()),
        ("two", "a", ("zxing",)),
        ("two", "x", ()),
    ]
    assert {w.others for w in counts["quirc"].wrong} == {("zxing",)}


def test_a_picture_whose_text_nobody_wrote_down_counts_only_what_one_reads_alone() -> None:
    unknown = Picture("one", "kind", 0, BLANK, None)
    counts = compare([Says("ours-30", "a"), Says("zxing", "a", "b")], [unknown])
    assert (counts["ours-30"].wrong, [w.text for w in counts["zxing"].wrong]) == ([], ["b"])


def test_a_text_of_another_picture_is_wrong_and_not_made_up() -> None:
    counts = compare([Says("ours-30", "a", "b")], [picture("one", "c")], known=frozenset({"a", "c"}))
    assert [(w.text, bool(w.others)) for w in counts["ours-30"].wrong] == [("a", True), ("b", False)]


def test_a_slow_decoder_misses_frames() -> None:
    times = iter(np.arange(0, 100, 0.05))  # each look at the clock is 50 ms later: a decode takes 50 ms

    def clock() -> float:
        return float(next(times))

    shots = [Shot(BLANK, (Code("a", ()),), "kind", 0, 0, i / 30) for i in range(10)]
    seen: list[int] = []

    def decode(shot: Shot, number: int) -> frozenset[str]:
        seen.append(number)
        return frozenset({"a"} if number >= 4 else {"b"})

    showing = live(decode, shots, 30, clock)
    assert seen == [0, 1, 3, 4, 6, 7, 9]
    assert (showing.first_frame, showing.first_ms) == (4, pytest.approx(200, abs=1))
    assert showing.wrong == {"b"}
    assert showing.costs[4] == (pytest.approx(50), True)


def test_what_is_never_read_is_infinitely_late() -> None:
    showing = live(
        lambda shot, number: frozenset(), [Shot(BLANK, (Code("a", ()),), "k", 0, 0)], 30, iter([0, 1]).__next__
    )
    assert math.isinf(showing.first_ms)
    assert quantile([1.0, math.inf, 3.0, 2.0], 0.5) == 2.0
    assert math.isinf(quantile([1.0, math.inf, math.inf], 0.5))


@pytest.fixture
def apart() -> Iterator[Apart]:
    reader = Apart("opencv", limit_s=20)
    yield reader
    reader.close()


def test_a_decoder_that_dies_or_hangs_is_started_again(apart: Apart) -> None:
    image = np.full((120, 160, 3), 200, np.uint8)
    assert apart.read(image).trouble == ""
    assert apart._child is not None
    apart._child.kill()
    apart._child.join()
    assert apart.read(image).trouble == "crashed"
    apart.read(image)
    apart._limit_s = 0.0
    assert apart.read(np.zeros((1080, 1920, 3), np.uint8)).trouble == "hung"
    apart._limit_s = 20
    assert apart.read(image).trouble == ""


def test_only_a_whole_run_enforces_what_it_promises(capsys: pytest.CaptureFixture[str]) -> None:
    verdict = Verdict()
    verdict.holds("reads", True)
    assert verdict.told(whole=True) == 0
    verdict.holds("costs", False)
    assert verdict.told(whole=False) == 0
    assert verdict.told(whole=True) == 1
    assert "SHORT: costs" in capsys.readouterr().out
