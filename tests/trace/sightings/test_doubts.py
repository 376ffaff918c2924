"""When a sticker is in doubt, and when it must not be."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.trace.model import Doubt
from kiosk.trace.sightings.booths import MOST, Booth, Booths, BoothsError, read_booths
from kiosk.trace.sightings.doubts import SOLD, Sighting, judge
from kiosk.trace.sightings.limits import Limits

PLACES = {
    "hangzhou-1": (30.23, 120.24),
    "hangzhou-2": (30.26, 120.2),
    "shanghai": (31.23, 121.47),
    "beijing": (39.9, 116.4),
    "sydney": (-33.87, 151.21),
}
BOOTHS = Booths([*(Booth(name, place) for name, place in PLACES.items()), Booth("somewhere")])
LIMITS = Limits()


def doubts(*seen: tuple[str, int] | tuple[str, int, int], limits: Limits = LIMITS) -> tuple[Doubt, ...]:
    return judge([Sighting(*each) for each in seen], BOOTHS, limits).doubts


def test_never_seen() -> None:
    assert judge([], BOOTHS, LIMITS) == judge([Sighting("of nobody we know", 1)], BOOTHS, LIMITS)
    assert judge([], BOOTHS, LIMITS).scans == judge([], BOOTHS, LIMITS).places == 0


def test_a_visitor_who_shows_one_bottle_at_every_booth_of_the_hall_was_seen_once() -> None:
    found = judge([Sighting("hangzhou-1", 9), Sighting("hangzhou-2", 9), Sighting("hangzhou-1", 9)], BOOTHS, LIMITS)
    assert (found.scans, found.places, found.doubts) == (1, 1, ())


def test_seven_hours_are_not_many_and_eight_are() -> None:
    assert doubts(*(("hangzhou-1", 9 + hour) for hour in range(7))) == ()
    assert doubts(*(("hangzhou-1", 9 + hour) for hour in range(8))) == (Doubt.MANY_SCANS,)
    assert doubts(*(("somewhere", 9 + hour) for hour in range(8))) == (Doubt.MANY_SCANS,)


def test_two_cities_are_not_many_and_three_are() -> None:
    assert doubts(("hangzhou-1", 9), ("shanghai", 99), ("hangzhou-2", 199)) == ()
    assert doubts(("hangzhou-1", 9), ("shanghai", 99), ("beijing", 199)) == (Doubt.MANY_PLACES,)


def test_a_booth_whose_place_nobody_wrote_down_is_not_a_city() -> None:
    assert doubts(("hangzhou-1", 9), ("shanghai", 99), ("somewhere", 9)) == ()
    assert judge([Sighting("somewhere", 9)], BOOTHS, LIMITS).places == 1


def test_nobody_is_in_hangzhou_and_sydney_within_eight_hours() -> None:
    # 7,820 km: at 800 km/h nine hours and three quarters; whole hours may hide almost one more.
    assert doubts(("hangzhou-1", 100), ("sydney", 108)) == (Doubt.TWO_PLACES,)
    assert doubts(("hangzhou-1", 100), ("sydney", 109)) == ()
    assert doubts(("sydney", 100), ("hangzhou-2", 108)) == (Doubt.TWO_PLACES,)
    assert doubts(("hangzhou-1", 100), ("shanghai", 100)) == ()  # an hour by train
    late = [("hangzhou-1", 10 * n) for n in range(5)]
    assert Doubt.TWO_PLACES in doubts(*late, ("sydney", 42))  # not only neighbours in time


def test_a_buyer_may_show_it_for_a_day_and_afterwards_it_is_a_copy() -> None:
    assert doubts(("hangzhou-1", 9), ("hangzhou-1", 10, SOLD), ("hangzhou-1", 34)) == ()
    assert doubts(("hangzhou-1", 10, SOLD), ("hangzhou-1", 35)) == (Doubt.AFTER_SALE,)
    assert doubts(("hangzhou-1", 10, SOLD), ("hangzhou-2", 60, SOLD)) == (Doubt.AFTER_SALE,)  # sold twice


def test_nought_turns_a_threshold_off() -> None:
    everything = [("hangzhou-1", 10, SOLD), ("sydney", 10), ("beijing", 60), *(("shanghai", h) for h in range(8))]
    assert set(doubts(*everything)) == set(Doubt)
    off = replace(LIMITS, places=0, scans=0, travel_kmh=0.0, after_sale_h=0)
    assert doubts(*everything, limits=off) == ()


@given(
    st.lists(st.tuples(st.sampled_from(["hangzhou-1", "sydney", "beijing"]), st.integers(0, 60)), max_size=12),
)
def test_two_places_are_found_as_by_looking_at_every_pair(seen: list[tuple[str, int]]) -> None:
    def km(a: str, b: str) -> float:
        x, y = BOOTHS.city(a), BOOTHS.city(b)
        assert x is not None
        assert y is not None
        return BOOTHS.km(x, y)

    impossible = any(km(a, b) > 800 * (abs(i - j) + 1) for a, i in seen for b, j in seen)
    assert (Doubt.TWO_PLACES in doubts(*seen)) == impossible


@given(st.permutations([("hangzhou-1", 9), ("shanghai", 9), ("sydney", 30, SOLD), ("beijing", 70), ("sydney", 9)]))
def test_the_order_in_which_they_became_known_does_not_matter(seen: list[tuple[str, int]]) -> None:
    assert judge([Sighting(*each) for each in seen], BOOTHS, LIMITS) == judge(
        [Sighting(*each) for each in sorted(seen)], BOOTHS, LIMITS
    )


# --- the list of booths -----------------------------------------------------------------------------------------


def test_booths_in_one_city_are_one_place() -> None:
    assert BOOTHS.city("hangzhou-1") == BOOTHS.city("hangzhou-2") != BOOTHS.city("shanghai")
    assert BOOTHS.city("somewhere") is BOOTHS.city("nowhere") is None


def test_the_list_may_be_missing_or_leave_this_booth_out(tmp_path: Path) -> None:
    assert [booth.name for booth in read_booths(None, "booth-1")] == ["booth-1"]
    assert [booth.name for booth in read_booths(tmp_path / "none.toml", "booth-1")] == ["booth-1"]
    (tmp_path / "booths.toml").write_text("[booth-2]\nlatitude = 1\nlongitude = 2.5\n", encoding="utf-8")
    booths = read_booths(tmp_path / "booths.toml", "booth-1")
    assert [(booth.name, booth.place) for booth in booths] == [("booth-1", None), ("booth-2", (1.0, 2.5))]


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("booth = 5", "write it as a section"),
        ("[b]\nlatitude = 1", "longitude: write degrees"),
        ("[b]\nlatitude = 91\nlongitude = 0", "latitude: write degrees"),
        ("[b]\nlatitude = nan\nlongitude = 0", "latitude: write degrees"),
        ("[b]\nlatitude = true\nlongitude = 0", "latitude: write degrees"),
        ("[b]\nplace = 1", "no key 'place'"),
        ("[b]\nkey = 5", "key: write text"),
        ('[b]\nkey = "b+12345678+AAAA"', "key: verifier key b is neither"),
        ('[b]\nlink = "ftp://b"', "link: write https"),
        ('[b]\nlink = "file:///etc/passwd"', "link: write https"),
        ("[b", "Expected"),
        ("a = " + "[" * 2000, "booths.toml"),
        ("\n".join(f"[b{n}]" for n in range(MOST + 1)), f"more than {MOST}"),
    ],
)
def test_a_list_with_a_mistake_is_refused_whole(tmp_path: Path, written: str, why: str) -> None:
    path = tmp_path / "booths.toml"
    path.write_text(written, encoding="utf-8")
    with pytest.raises(BoothsError, match=why):
        read_booths(path, "booth-1")


def test_a_key_belongs_to_the_booth_that_it_names(tmp_path: Path) -> None:
    key = "booth-1+5740d3bf+AfIkeKwsGnqFBFSA0bEjlz5oFFVqfOHjmjrtv7FLE02m"
    path = tmp_path / "booths.toml"
    path.write_text(f'[booth-2]\nkey = "{key}"', encoding="utf-8")
    with pytest.raises(BoothsError, match="is that of booth-1"):
        read_booths(path, "booth-1")
    path.write_text(f'[booth-1]\nkey = "{key}"', encoding="utf-8")
    assert [booth.key for booth in read_booths(path, "booth-1")] == [key]
