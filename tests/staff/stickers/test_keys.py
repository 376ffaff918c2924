from __future__ import annotations

import json
import stat
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from kiosk.settings import ROOT, Settings
from kiosk.staff.content import pack_path, prepare
from kiosk.town.packed import open_pack
from kiosk.trace.trust.ring import read_ring
from tests.staff.stickers.conftest import Said

Stickers = Callable[..., Said]


def test_a_new_issuer_has_a_key_outside_of_the_repository(stickers: Stickers, tmp_path: Path) -> None:
    said = stickers("keys", "new", "--name", "Dairy guild", "乳业公会", "--gtins", "0952", "--json").one
    file = Path(said["file"])
    assert (said["key_id"], said["gtins"], said["name"]["zh"]) == ("L", ["0952"], "乳业公会")
    assert file == tmp_path / "config" / "global-town" / "keys" / "issuer-L.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert json.loads(file.read_text())["private_key"] not in json.dumps(said)


def test_no_key_is_made_in_the_repository(stickers: Stickers) -> None:
    for use in ("issuer", "root"):
        said = stickers("keys", "new", "--use", use, "--file", ROOT / "config" / "key.json")
        assert said.status == 2
        assert "work tree" in said.err
        assert not (ROOT / "config" / "key.json").exists()
    listed = stickers("keys", "list", "--json").lines
    assert [line["key_id"] for line in listed if line["use"] == "issuer"] == ["K"]  # and no issuer without its key


def test_the_next_pack_lists_the_issuers(stickers: Stickers, settings: Settings) -> None:
    stickers("keys", "new", "--gtins", "0952")
    assert prepare(settings).built
    with open_pack(pack_path(settings)) as pack:
        assert [(issuer.key_id, issuer.gtins) for issuer in pack.issuers()] == [("K", ()), ("L", ("0952",))]
    assert not prepare(settings).built


def test_a_key_is_followed_by_another_with_overlap(stickers: Stickers) -> None:
    old, new = stickers("keys", "rotate", "K", "--overlap-days", 10, "--json").lines
    today = date.today()  # noqa: DTZ011
    assert (old["key_id"], old["valid_until"]) == ("K", (today + timedelta(days=10)).isoformat())
    assert (new["key_id"], new["valid_from"]) == ("L", today.isoformat())
    assert new["public_key"] != old["public_key"]
    assert "valid_until" not in new
    # Nothing gives the old one more time again.
    again, _ = stickers("keys", "rotate", "K", "--overlap-days", 90, "--json").lines
    assert again["valid_until"] == old["valid_until"]


def test_a_revoked_key_is_not_followed_and_not_brought_back(stickers: Stickers) -> None:
    assert stickers("keys", "revoke", "K", "--since", "2026-06-01", "--json").one["revoked_since"] == "2026-06-01"
    assert "is revoked" in stickers("keys", "rotate", "K").err
    later = stickers("keys", "revoke", "K", "--since", "2026-09-01")
    assert later.status == 1
    assert "that stays" in later.err
    assert stickers("keys", "revoke", "K", "--json").one["revoked_since"] == "2000-01-01"


def test_a_stolen_key_is_revoked_since_its_first_day(stickers: Stickers) -> None:
    stickers("keys", "new", "--from", "2026-03-01")
    assert stickers("keys", "revoke", "L", "--json").one["revoked_since"] == "2026-03-01"


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("new", "--id", "K"), "given already"),
        (("new", "--id", "k"), "key id"),
        (("new", "--gtins", "09a"), "not the beginning"),
        (("new", "--from", "2026-13-01"), "not a day"),
        (("new", "--from", "2026-03-01", "--until", "2026-02-01"), "before it begins"),
        (("rotate", "Z"), "there is no issuer Z"),
        (("rotate", "K", "--overlap-days", "-1"), "--overlap-days"),
        (("revoke", "Z"), "there is no issuer Z"),
    ],
)
def test_what_makes_no_sense_is_refused(
    arguments: tuple[str, ...], why: str, stickers: Stickers, settings: Settings, tmp_path: Path
) -> None:
    said = stickers("keys", *arguments, "--json")
    assert said.status == 1
    assert why in json.loads(said.err)["error"]
    assert not (settings.state_folder / "keys" / "issuers.json").exists()
    assert not (tmp_path / "config").exists()


def test_a_key_id_stays_given_after_its_key_was_revoked(stickers: Stickers) -> None:
    stickers("keys", "new")
    stickers("keys", "revoke", "L")
    assert "given already" in stickers("keys", "new", "--id", "L").err
    assert stickers("keys", "new", "--json").one["key_id"] == "M"


def test_the_list_says_where_keys_are_and_never_what(stickers: Stickers, settings: Settings) -> None:
    stickers("keys", "new", "--name", "Dairy guild", "乳业公会")
    lines = stickers("keys", "list", "--json").lines
    assert [line.get("key_id") for line in lines if line["use"] == "issuer"] == ["K", "L"]
    plain = stickers("keys", "list").out
    assert "Dairy guild 乳业公会" in plain
    for file in read_ring(settings.state_folder / "keys" / "issuers.json").files.values():
        assert json.loads(Path(file).read_text())["private_key"] not in plain
    Path(lines[1]["file"]).unlink()
    assert "not on this machine" in stickers("keys", "list").out


def test_a_root_is_made_to_be_taken_away(stickers: Stickers, tmp_path: Path) -> None:
    file = tmp_path / "stick" / "root.json"
    said = stickers("keys", "new", "--use", "root", "--file", file, "--json").one
    assert len(said["public_key"]) == 64
    assert stickers("keys", "new", "--use", "root", "--file", file).status == 2  # never written over


def test_a_booth_that_only_adopts_packs_lists_their_issuers_and_changes_nothing(
    stickers: Stickers, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KIOSK_TRUST_ROOT", "ab" * 32)
    (settings.state_folder / "keys" / "root.json").unlink()
    before = stickers("keys", "list", "--json").lines
    assert [line.get("key_id") for line in before] == ["K", None]
    assert before[1]["public_key"] == "ab" * 32
    for arguments in (("new",), ("rotate", "K"), ("revoke", "K")):
        said = stickers("keys", *arguments)
        assert said.status == 1
        assert "change the issuers there" in said.err
    assert not (tmp_path / "config").exists()
    assert stickers("keys", "list", "--json").lines == before
