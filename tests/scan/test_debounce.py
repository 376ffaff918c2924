from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.scan.debounce import Debounce

S = 1_000_000_000


def test_the_same_text_held_still_is_one_reading() -> None:
    debounce = Debounce()
    assert [debounce.admit("A", (), frame * S // 30) for frame in range(120)] == [True] + [False] * 119


def test_gone_for_a_second_and_shown_again_is_a_new_reading() -> None:
    debounce = Debounce()
    assert debounce.admit("A", (), 0)
    assert not debounce.admit("A", (), S - 1)
    assert not debounce.admit(None, (), S + S // 2)
    assert debounce.admit("A", (), 2 * S - 1)


def test_two_alternating_texts_are_told_apart_and_each_announced_once() -> None:
    debounce = Debounce()
    news = [text for i in range(60) if debounce.admit(text := "AB"[i % 2], (), i * S // 30)]
    assert news == ["A", "B"]


def test_a_second_code_in_view_waits_until_it_leads() -> None:
    debounce = Debounce()
    assert debounce.admit("A", ("B",), 0)
    assert not debounce.admit("A", ("B",), S // 30)
    assert debounce.admit("B", ("A",), 2 * S // 30)
    # A stays in view beside it, so coming back to the lead is no new showing, however long that takes.
    for frame in range(3, 90):
        assert not debounce.admit("B", ("A",), frame * S // 30)
    assert not debounce.admit("A", ("B",), 90 * S // 30)


def test_forgetting_makes_what_is_held_news_again() -> None:
    debounce = Debounce()
    assert debounce.admit("A", (), 0)
    debounce.forget()
    assert debounce.admit("A", (), 1)


def test_a_gap_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="every frame"):
        Debounce(0)


@given(st.lists(st.tuples(st.sampled_from([None, "A", "B", "C"]), st.integers(0, 1_500_000_000)), max_size=80))
def test_news_exactly_when_unseen_for_the_gap(steps: list[tuple[str | None, int]]) -> None:
    """Beside the plainest possible rule: look back through everything that was ever seen."""
    debounce = Debounce()
    seen: list[tuple[str, int]] = []
    now = 0
    for text, later in steps:
        now += later
        recent = text is not None and any(t == text and now - at < S for t, at in seen)
        assert debounce.admit(text, (), now) is (text is not None and not recent)
        if text is not None:
            seen.append((text, now))
