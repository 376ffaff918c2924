from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.store.secret import Secret


@pytest.mark.parametrize("held", ["", "two words", "a\x00b", "密码密码密码密码", "x" * 5000])
def test_what_is_no_secret_is_not_shown_either(tmp_path: Path, held: str) -> None:
    file = tmp_path / "token"
    file.write_text(held)
    with pytest.raises(ValueError, match="token") as refused:
        Secret(file).read()
    assert not held or held[:8] not in str(refused.value)


def test_one_that_signs_is_long(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("only-fifteen-ch\n")
    assert Secret(tmp_path / "secret").read() == "only-fifteen-ch"
    with pytest.raises(ValueError, match="at least 16"):
        Secret(tmp_path / "secret").read_long()


@pytest.fixture
def keyring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A secret-tool that says what the file `entry` holds, and how often it was asked."""
    tool, entry = tmp_path / "secret-tool", tmp_path / "entry"
    tool.write_text(f'#!/bin/sh\necho "$*" >> "{tmp_path}/asked"\n[ -f "{entry}" ] && exec cat "{entry}"\nexit 1\n')
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    return entry


def test_a_keyring_is_asked_once_in_a_while(keyring: Path) -> None:
    secret = Secret("keyring:token")
    with pytest.raises(OSError, match="no entry"):
        secret.read()
    keyring.write_text("from-the-keyring")
    assert [secret.read() for _ in range(5)] == ["from-the-keyring"] * 5
    asked = keyring.with_name("asked").read_text().splitlines()
    assert asked == ["lookup service global-town-kiosk name token"] * 2
    keyring.write_text("replaced")
    secret.forget()
    assert secret.read() == "replaced"
    assert "replaced" not in repr(secret)


def test_a_locked_keyring_is_waited_for_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tool = tmp_path / "bin" / "secret-tool"
    tool.parent.mkdir()
    tool.write_text("#!/bin/sh\necho asked >> ${0%/*}/asked\nexec sleep 20\n")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", str(tool.parent), prepend=":")
    monkeypatch.setattr("kiosk.store.secret._PATIENCE_S", 0.3)
    secret = Secret("keyring:token")
    for _ in range(4):
        with pytest.raises(OSError, match="locked"):
            secret.read()
    assert (tool.parent / "asked").read_text() == "asked\n"
    secret.forget()
    with pytest.raises(OSError, match="locked"):
        secret.read()
    assert (tool.parent / "asked").read_text() == "asked\n" * 2


def test_without_a_keyring_it_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(OSError, match="use a file"):
        Secret("keyring:token").read()
    with pytest.raises(ValueError, match="name of an entry"):
        Secret("keyring:--all; rm")
