from __future__ import annotations

import itertools

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
    assert not debounce.admit(None, (), S + S // 3)
    assert not debounce.admit(None, (), S + S // 2)
    assert debounce.admit("A", (), 2 * S - 1)


def test_a_machine_that_was_too_busy_to_look_has_not_seen_it_go() -> None:
    debounce = Debounce()
    assert debounce.admit("A", (), 0)
    for frame in range(1, 10):  # a frame every two seconds, then one of them blurred
        assert not debounce.admit("A", (), frame * 2 * S)
    assert not debounce.admit(None, (), 20 * S)
    assert not debounce.admit("A", (), 22 * S)


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


def shown(*turns: tuple[str | None, float], fps: int = 30) -> list[str]:
    """What is announced while each text is the only one in view for so many seconds; None for an empty view."""
    debounce, news, frame = Debounce(), [], 0
    for text, seconds in turns:
        for _ in range(round(seconds * fps)):
            if debounce.admit(text, (), frame * S // fps):
                assert text is not None
                news.append(text)
            frame += 1
    return news


def test_who_compares_two_stickers_sees_each_as_often_as_it_is_held_up() -> None:
    swap = (None, 0.2)
    assert shown(("A", 0.5), swap, ("B", 0.5), swap, ("A", 0.5), swap, ("B", 0.5)) == ["A", "B", "A", "B"]
    # And without a moment in which neither is read.
    assert shown(("A", 0.6), ("B", 0.6), ("A", 0.6), ("B", 0.6)) == ["A", "B", "A", "B"]


def test_a_sticker_that_is_lost_for_a_moment_is_the_same_showing() -> None:
    assert shown(("A", 0.5), (None, 0.7), ("A", 0.5)) == ["A"]
    assert shown(("A", 0.5), (None, 1.1), ("A", 0.5)) == ["A", "A"]


def test_something_else_in_passing_that_was_never_announced_changes_nothing() -> None:
    debounce = Debounce()
    assert debounce.admit("A", (), 0)
    for frame in range(1, 30):
        assert not debounce.admit(None, ("B",), frame * S // 30)
    assert not debounce.admit("A", (), 29 * S // 30)


def test_one_that_stayed_in_view_all_along_is_no_news_when_the_other_leaves() -> None:
    debounce = Debounce()
    assert debounce.admit("A", (), 0)
    for frame in range(1, 60):
        assert debounce.admit("B", ("A",), frame * S // 30) is (frame == 1)
    for frame in range(60, 120):
        assert not debounce.admit("A", (), frame * S // 30)


@given(st.lists(st.sets(st.sampled_from("AB")), max_size=400))
def test_two_in_view_together_are_announced_once_each(frames: list[set[str]]) -> None:
    """Each frame reads either, both or none of them; neither is missed for as long as a swap takes."""
    debounce, news = Debounce(), []
    missed = {"A": 0, "B": 0}
    for number, read in enumerate(frames):
        for text in missed:
            missed[text] = 0 if text in read else missed[text] + 1
        read = read | {text for text, frames_long in missed.items() if frames_long >= 11}
        missed |= dict.fromkeys(read, 0)
        first, *others = sorted(read, reverse=number % 2 == 0) or [None]
        if debounce.admit(first, others, number * S // 30):
            news.append(first)
    assert sorted(news) == sorted(set(news))


@given(st.lists(st.tuples(st.sampled_from([None, "A", "B"]), st.integers(1, 60)), max_size=30))
def test_each_showing_is_announced_exactly_when_it_should_be(turns: list[tuple[str | None, int]]) -> None:
    """Beside the plainest rule on whole showings, one text in view at a time, in thirtieths of a second: a showing
    is news if its text was away for a second, or for 0.4 s while the other was announced and it left 0.25 s ago."""
    expected: list[tuple[int, str]] = []
    seen: dict[str, list[int]] = {"A": [], "B": []}
    told: tuple[str, int] | None = None
    frame = 0
    for text, frames in turns:
        for _ in range(frames):
            if text is not None:
                before = seen[text]
                gone = frame - before[-1] if before else 1_000
                news = gone >= 30
                if told is not None and told[0] != text and not news:
                    since = [at for at in before if at >= told[1]]
                    stops = [max((at for at in before if at < told[1]), default=0), *since, frame]
                    away = max(b - a for a, b in itertools.pairwise(stops)) >= 12
                    news = away and frame - seen[told[0]][-1] >= 7.5
                if news:
                    told = (text, frame)
                    expected.append((frame, text))
                seen[text].append(frame)
            frame += 1
    debounce, heard, frame = Debounce(), [], 0
    for text, frames in turns:
        for _ in range(frames):
            if debounce.admit(text, (), frame * S // 30):
                heard.append((frame, text))
            frame += 1
    assert heard == expected
