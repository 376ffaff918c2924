import stat
from pathlib import Path

import pytest

from kiosk.trace.issue import KeyFileError, issuer_key, sticker_text
from kiosk.trace.trust.keys import open_key


def test_a_key_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "secrets" / "issuer.json"
    made = issuer_key(path, "Q")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    again = issuer_key(path)
    assert again.key_id == "Q"
    assert again.public_hex == made.public_hex
    assert [file.name for file in path.parent.iterdir()] == ["issuer.json"]


def test_a_key_that_others_may_read_is_not_used(tmp_path: Path) -> None:
    path = tmp_path / "issuer.json"
    issuer_key(path)
    path.chmod(0o640)
    with pytest.raises(KeyFileError, match="chmod 600"):
        issuer_key(path)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"key_id": "K", "private_key": "abcd"}', "\xff"])
def test_another_file_is_refused_without_repeating_it(tmp_path: Path, content: str) -> None:
    path = tmp_path / "issuer.json"
    path.write_text(content, encoding="latin-1")
    path.chmod(0o600)
    with pytest.raises(KeyFileError) as refused:
        issuer_key(path)
    assert "abcd" not in str(refused.value)
    assert path.read_text(encoding="latin-1") == content


def test_a_key_file_of_before_there_were_other_uses_is_an_issuers(tmp_path: Path) -> None:
    path = tmp_path / "issuer.json"
    path.write_text('{"key_id": "Q", "private_key": "' + "0b" * 32 + '"}')
    path.chmod(0o600)
    assert issuer_key(path).key_id == "Q"


def test_a_key_of_another_use_signs_no_sticker(tmp_path: Path) -> None:
    open_key(tmp_path / "root.json", "root", "K")
    with pytest.raises(KeyFileError, match="another use"):
        issuer_key(tmp_path / "root.json")


def test_an_issuer_key_without_key_id_signs_no_sticker(tmp_path: Path) -> None:
    open_key(tmp_path / "issuer.json", "issuer", "town hall")
    with pytest.raises(KeyFileError, match="no key id"):
        issuer_key(tmp_path / "issuer.json")


@pytest.mark.parametrize("key_id", ["k", "KK", "", "1"])
def test_a_key_id_is_one_character_of_base32(tmp_path: Path, key_id: str) -> None:
    path = tmp_path / "issuer.json"
    with pytest.raises(ValueError, match="key id"):
        issuer_key(path, key_id)
    assert not path.exists()


def test_a_sticker_needs_a_lot_and_a_serial(tmp_path: Path) -> None:
    key = issuer_key(tmp_path / "issuer.json")
    with pytest.raises(ValueError, match="sticker needs"):
        sticker_text("09520123456788", "L1", "", key)
