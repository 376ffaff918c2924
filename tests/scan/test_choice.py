"""Which of several stickers is meant, frame by frame."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.scan.choice import CHOOSE_S, TOGETHER_S, Choice
from kiosk.scan.debounce import Debounce
from kiosk.scan.model import Reading

S = 1_000_000_000
FRAME = S // 30


def held(text: str, side: float = 200, x: float = 960) -> Reading:
    """A code of that size whose middle is at x, half way down a 1080p frame."""
    left, top = x - side / 2, 540 - side / 2
    corners = ((left, top), (left + side, top), (left + side, top + side), (left, top + side))
    return Reading(text, corners, (1920, 1080), 0, 0, 0)


def run(
    choice: Choice, readings: list[Reading], seconds: float, start_ns: int = 0
) -> list[tuple[str, float] | None]:
    leads = [choice.consider(readings, start_ns + i * FRAME) for i in range(round(seconds * 30))]
    return [(lead.text, lead.settled) if lead else None for lead in leads]


def test_one_sticker_is_meant_at_once() -> None:
    assert run(Choice(), [held("A")], 0.1) == [("A", 1.0)] * 3


def test_nothing_in_view_is_nobody() -> None:
    assert Choice().consider([], 0) is None


def test_of_two_the_leading_one_is_meant_once_it_has_led_long_enough() -> None:
    leads = run(Choice(), [held("A", 220), held("B", 180)], CHOOSE_S + 0.1)
    assert {lead[0] for lead in leads if lead} == {"A"}
    settled = [lead[1] for lead in leads if lead]
    assert settled[0] == 0
    assert settled == sorted(settled)
    assert next(i for i, part in enumerate(settled) if part >= 1) in (45, 46)


def test_two_held_level_do_not_change_places_with_every_frame() -> None:
    choice = Choice()
    for i in range(48):
        lead = choice.consider([held("A", 200 + 8 * (i % 2)), held("B", 204)], i * FRAME)
    assert lead is not None
    assert lead.settled >= 1


def test_another_that_overtakes_begins_its_own_time() -> None:
    choice = Choice()
    run(choice, [held("A", 220), held("B", 150)], 1.0)
    leads = run(choice, [held("A", 150), held("B", 260)], CHOOSE_S + 0.1, S)
    assert leads[0] == ("B", 0.0)
    assert leads[-1] == ("B", 1.0)


def test_a_frame_that_missed_one_of_two_does_not_mean_the_other() -> None:
    choice = Choice()
    both, one = [held("A", 220), held("B", 180)], [held("B", 180)]
    for i in range(40):
        lead = choice.consider(one if i % 3 == 2 else both, i * FRAME)
        assert lead is not None
        assert (lead.text, lead.settled < 1) == ("A", True)


def test_when_the_other_leaves_the_one_that_stays_is_meant() -> None:
    choice = Choice()
    run(choice, [held("A", 220), held("B", 180)], 0.5)
    leads = run(choice, [held("B", 180)], TOGETHER_S + 0.2, S // 2)
    assert leads[-1] == ("B", 1.0)


def test_what_is_meant_already_stays_so_beside_a_newcomer() -> None:
    choice = Choice()
    run(choice, [held("A")], 0.2)
    assert choice.consider([held("A"), held("B", 160)], S) == choice.consider(
        [held("A"), held("B", 160)], S + FRAME
    )
    assert run(choice, [held("A"), held("B", 160)], 0.1, 2 * S)[0] == ("A", 1.0)


def test_a_touch_means_the_smaller_one_for_as_long_as_it_is_there() -> None:
    choice = Choice()
    both = [held("A", 260), held("B", 120, 1500)]
    run(choice, both, 0.2)
    picked = choice.pick("B", S // 5)
    assert picked is not None
    assert picked.text == "B"
    assert set(run(choice, both, 3 * CHOOSE_S, S // 5 + 1)) == {("B", 1.0)}
    # It goes; the one that stays is alone, and when both are there again nothing is picked.
    assert run(choice, [held("A", 260)], 1.0, 6 * S)[-1] == ("A", 1.0)
    assert run(choice, both, 1.0, 7 * S)[-1] == ("A", 1.0)


def test_what_has_left_cannot_be_picked() -> None:
    choice = Choice()
    run(choice, [held("A")], 0.1)
    assert choice.pick("B", 0) is None
    choice.consider([], 10 * S)
    assert choice.pick("A", 10 * S) is None


def test_forgetting_begins_anew() -> None:
    choice = Choice()
    both = [held("A", 220), held("B", 180)]
    run(choice, both, CHOOSE_S + 0.1)
    choice.forget()
    assert run(choice, both, 0.1, 5 * S)[0] == ("A", 0.0)


def test_two_copies_of_one_sticker_are_one() -> None:
    assert run(Choice(), [held("A", 200, 700), held("A", 180, 1200)], 0.1)[0] == ("A", 1.0)


def test_no_time_to_choose_means_the_leading_one_at_once() -> None:
    assert run(Choice(0), [held("A", 220), held("B", 180)], 0.1)[0] == ("A", 1.0)


def test_a_negative_time_is_refused() -> None:
    with pytest.raises(ValueError, match="choose within"):
        Choice(-1)


def test_two_shown_in_turn_are_told_apart_with_debounce() -> None:
    """Each for half a second, never together: the second waits only until the first is out of view."""
    choice, debounce = Choice(), Debounce()
    news = []
    for i in range(90):
        readings = [held("AB"[i // 15 % 2])]
        lead = choice.consider(readings, i * FRAME)
        meant = lead.text if lead and lead.settled >= 1 else None
        if debounce.admit(meant, [r.text for r in readings if r.text != meant], i * FRAME):
            news.append((i, meant))
    assert [text for _, text in news] == ["A", "B"]
    assert news[1][0] - 15 <= TOGETHER_S * 30 + 1


frames = st.lists(
    st.tuples(
        st.lists(st.tuples(st.sampled_from("ABC"), st.integers(60, 600)), max_size=3, unique_by=lambda one: one[0]),
        st.integers(1, S),
    ),
    max_size=60,
)


@given(frames)
def test_whoever_is_meant_was_alone_or_led_for_the_whole_time(
    script: list[tuple[list[tuple[str, int]], int]],
) -> None:
    """Beside the plainest possible account: who was in view when, and who has been named as leading since."""
    choice = Choice()
    read: dict[str, int] = {}
    now = since = 0
    leading = meant = None
    for shown, later in script:
        now += later
        for text, _ in shown:
            read[text] = now
        view = {text for text, at in read.items() if now - at < TOGETHER_S * S}
        lead = choice.consider([held(text, side) for text, side in shown], now)
        assert (lead is None) == (not view)
        if lead is None:
            leading = meant = None
            continue
        assert lead.text in view
        assert 0 <= lead.settled <= 1
        if lead.text != leading:
            leading, since = lead.text, now
        if lead.settled >= 1:
            assert len(view) == 1 or now - since >= CHOOSE_S * S or meant == leading
            meant = leading
