"""The PIN of the staff screen: how it is kept, and how wrong ones are slowed down. The clock is ours."""

from __future__ import annotations

import io
import json
import stat
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from kiosk import cli
from kiosk.settings import Settings
from kiosk.staff import access as access_module
from kiosk.staff.access import FREE_TRIES, MOST_WAIT_S, Access, AccessError, wait_s
from kiosk.staff.doctor import examine


class Clock:
    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def access(tmp_path: Path, clock: Clock) -> Access:
    made = Access(tmp_path, clock)
    made.set("4821")
    return made


def fail(access: Access, times: int) -> None:
    for _ in range(times):
        assert not access.enter("0000").right


def test_the_right_pin_opens_and_no_other(access: Access) -> None:
    assert access.enter("4821").right
    for wrong in ("4822", "48210", "482", "", "٤٨٢١"):
        assert not access.enter(wrong).right


@pytest.mark.parametrize("pin", ["", "123", "123456789", "12a4", "12 4", "１２３４", "٤٨٢١", "-123"])
def test_a_pin_is_four_to_eight_digits(access: Access, pin: str) -> None:
    with pytest.raises(AccessError, match="4 to 8 digits"):
        access.set(pin)
    assert access.enter("4821").right


def test_the_pin_is_kept_as_a_salted_hash_that_only_its_owner_reads(tmp_path: Path, access: Access) -> None:
    first = (tmp_path / "staff-pin.json").read_text("utf-8")
    assert "4821" not in first.replace(json.loads(first)["hash"], "").replace(json.loads(first)["salt"], "")
    assert stat.S_IMODE((tmp_path / "staff-pin.json").stat().st_mode) == 0o600
    access.set("4821")
    second = (tmp_path / "staff-pin.json").read_text("utf-8")
    assert json.loads(first)["hash"] != json.loads(second)["hash"]
    access.enter("0000")
    assert stat.S_IMODE((tmp_path / "staff-tries.json").stat().st_mode) == 0o600


def test_five_wrong_ones_wait_and_even_the_right_one_is_not_looked_at(access: Access, clock: Clock) -> None:
    fail(access, FREE_TRIES - 1)
    assert access.left_s() == 0
    assert access.enter("0000").wait_s == 30
    early = access.enter("4821")
    assert (early.right, early.wait_s) == (False, 30)
    clock.now += 29.9
    assert not access.enter("4821").right
    clock.now += 0.2
    assert access.enter("4821").right


def test_the_wait_survives_a_restart_and_a_try_counts_before_it_is_judged(
    tmp_path: Path, access: Access, clock: Clock
) -> None:
    fail(access, FREE_TRIES - 1)
    with patch.object(access_module, "_hash", side_effect=KeyboardInterrupt), pytest.raises(KeyboardInterrupt):
        access.enter("0000")  # the plug is pulled while it is judged
    again = Access(tmp_path, clock)
    assert again.left_s() == 30
    assert not again.enter("4821").right


def test_the_right_pin_and_a_new_pin_forget_wrong_tries(access: Access, clock: Clock) -> None:
    fail(access, FREE_TRIES - 1)
    assert access.enter("4821").right
    fail(access, FREE_TRIES)
    assert access.left_s() > 0
    access.set("77777")
    assert access.enter("77777").right


def test_a_clock_set_back_costs_one_wait_and_no_more(access: Access, clock: Clock) -> None:
    fail(access, FREE_TRIES)
    clock.now -= 86_400
    assert access.left_s() == 30
    clock.now += 31
    assert access.enter("4821").right


@pytest.mark.parametrize("damage", ["", "{}", "[]", '{"wrong": "x", "at": 1}', '{"wrong": 1e999, "at": NaN}'])
def test_a_damaged_count_waits_once_and_then_lets_staff_in(
    tmp_path: Path, access: Access, clock: Clock, damage: str
) -> None:
    (tmp_path / "staff-tries.json").write_text(damage, "utf-8")
    assert access.left_s() == 30
    clock.now += 31
    assert access.enter("4821").right


def test_where_the_count_cannot_be_written_this_process_still_counts(
    access: Access, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(access_module, "write_text", full)
    fail(access, FREE_TRIES)
    assert access.left_s() == 30


def test_without_a_pin_and_with_a_damaged_one_nothing_opens(tmp_path: Path) -> None:
    access = Access(tmp_path)
    with pytest.raises(AccessError, match="kiosk staff pin"):
        access.enter("4821")
    for damage in ("", "{}", '{"scheme": "plain", "salt": "00", "hash": "00"}', "[]"):
        (tmp_path / "staff-pin.json").write_text(damage, "utf-8")
        with pytest.raises(AccessError, match="kiosk staff pin"):
            access.enter("4821")


# --- the rule -----------------------------------------------------------------------------------------------


@given(st.integers(0, 10_000))
def test_the_wait_grows_with_every_wrong_try_and_has_an_end(wrong: int) -> None:
    assert 0 <= wait_s(wrong) <= wait_s(wrong + 1) <= MOST_WAIT_S
    assert (wait_s(wrong) > 0) is (wrong >= FREE_TRIES)


STEPS = st.lists(
    st.tuples(st.floats(0, 4000), st.sampled_from(["wrong", "right", "restart"])), min_size=1, max_size=60
)


@hypothesis_settings(deadline=None, max_examples=60)
@given(STEPS)
def test_nobody_tries_more_often_than_the_rule_says(steps: list[tuple[float, str]]) -> None:
    """Against a model that remembers every judged try: restarts and patience change nothing."""
    clock = Clock()
    with (
        TemporaryDirectory() as folder,
        patch.object(access_module, "write_text", lambda path, text, mode: path.write_text(text, "utf-8")),
        patch.object(access_module, "_hash", lambda pin, salt: pin.encode()),
    ):
        access = Access(Path(folder), clock)
        access.set("4821")
        wrong, last = 0, 0.0
        for pause, act in steps:
            clock.now += pause
            if act == "restart":
                access = Access(Path(folder), clock)
                continue
            left = max(0.0, wait_s(wrong) - (clock.now - last))
            assert access.left_s() == pytest.approx(left)
            answer = access.enter("4821" if act == "right" else "1111")
            if left > 0:
                assert not answer.right
                assert answer.wait_s == pytest.approx(left)
            elif act == "right":
                assert answer.right
                wrong = 0
            else:
                wrong, last = wrong + 1, clock.now
                assert not answer.right
                assert answer.wait_s == wait_s(wrong)


# --- kiosk staff pin ----------------------------------------------------------------------------------------


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Callable[[str], int]:
    def run(lines: str) -> int:
        monkeypatch.setattr("sys.stdin", io.StringIO(lines))
        return cli.main(["staff", "pin"])

    monkeypatch.setenv("KIOSK_BOOTH_STATE", str(settings.state_folder))
    return run


def test_the_command_sets_a_pin_that_is_said_twice(
    typed: Callable[[str], int], settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    says = {finding.part: finding for finding in examine(settings)}["staff"]
    assert says.well
    assert "kiosk staff pin" in says.says
    assert typed("4821\n4812\n") == 1
    assert typed("12\n12\n") == 1
    assert typed("") == 1
    assert not Access(settings.state_folder).is_set
    assert typed("4821\n4821\n") == 0
    assert Access(settings.state_folder).enter("4821").right
    assert "4821" not in "".join(capsys.readouterr())
    assert {finding.part: finding for finding in examine(settings)}["staff"].says == "a PIN is set"
    (settings.state_folder / "staff-pin.json").write_text("", "utf-8")
    assert not {finding.part: finding for finding in examine(settings)}["staff"].well
