from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kiosk.trace.log.checkpoint import open_checkpoint
from kiosk.trace.log.continuity import check_continuity, write_continuity
from kiosk.trace.log.errors import LogError, RewrittenError
from kiosk.trace.log.evidence import evidence
from kiosk.trace.log.keys import LogKeys
from kiosk.trace.log.proof import verify_proof
from kiosk.trace.log.town import open_log
from kiosk.trace.log.witness import Witness
from kiosk.trace.log.writer import LogWriter
from kiosk.trace.model import Inclusion
from tests.trace.log.conftest import KEYS, LOG, ONE, ORIGIN, TWO, signer

NOW = 1_790_000_000


def witnesses(folder: Path) -> list[Witness]:
    return [Witness(folder / "one.seen", ONE), Witness(folder / "two.seen", TWO)]


def writer(folder: Path) -> LogWriter:
    return LogWriter(folder / "log", LOG, witnesses(folder))


def documents(number: int, start: int = 0) -> list[bytes]:
    return [b"document %d" % each for each in range(start, start + number)]


def test_every_document_has_a_proof_that_holds(tmp_path: Path) -> None:
    with writer(tmp_path) as log:
        indexes = [log.append(each) for each in documents(37)]
        text = log.checkpoint(NOW)
        assert indexes == list(range(37))
        assert log.keys == KEYS
        assert open_checkpoint(text, KEYS).seen == NOW
        for index, each in enumerate(documents(37)):
            assert verify_proof(each, log.proof(index), KEYS).index == index
    assert (tmp_path / "log" / "checkpoint").read_text(encoding="utf-8") == text


def test_the_same_document_is_never_put_twice(tmp_path: Path) -> None:
    with writer(tmp_path) as log:
        assert [log.append(each) for each in [*documents(3), *documents(3)]] == [0, 1, 2, 0, 1, 2]
        first = log.checkpoint(NOW)
    with writer(tmp_path) as log:
        assert [log.append(each) for each in documents(4)] == [0, 1, 2, 3]
        assert log.size == 4
        log.checkpoint(NOW)
    with writer(tmp_path) as log:
        log.append(documents(1)[0])
        assert log.checkpoint(NOW + 9) == log.checkpoint()
        assert open_checkpoint(log.checkpoint(), KEYS).seen == NOW
        assert log.sizes() == [3, 4]
        check_continuity(first, log.checkpoint(), log.continuity(), KEYS)


def test_the_checkpoint_for_others_is_always_the_latest(tmp_path: Path) -> None:
    path = tmp_path / "log" / "checkpoint"
    with writer(tmp_path) as log:
        log.append(b"a")
        text = log.checkpoint(NOW)
        for damage in (path.unlink, lambda: path.write_text("stale", encoding="utf-8")):
            damage()
            assert log.checkpoint() == text
            assert path.read_text(encoding="utf-8") == text
        before = path.stat().st_mtime_ns
        log.checkpoint()
        assert path.stat().st_mtime_ns == before
    assert path.stat().st_mode & 0o777 == 0o644


def test_a_database_that_lost_a_leaf_is_refused(tmp_path: Path) -> None:
    with writer(tmp_path) as log:
        for each in documents(3):
            log.append(each)
        log.checkpoint(NOW)
    database = sqlite3.connect(tmp_path / "log" / "log.sqlite")
    for change in ("UPDATE leaf SET position = 7 WHERE position = 2", "DELETE FROM leaf WHERE position = 7"):
        with database:
            database.execute(change)
        with pytest.raises(LogError, match="the database knows"):
            writer(tmp_path)
    database.close()


def test_what_no_checkpoint_covered_is_gone(tmp_path: Path) -> None:
    with writer(tmp_path) as log:
        for each in documents(5):
            log.append(each)
        before = log.checkpoint(NOW)
        for each in documents(9, start=5):
            log.append(each)
        with pytest.raises(LogError):
            log.proof(5)
    with writer(tmp_path) as log:
        assert log.size == 5
        assert log.append(b"something else") == 5
        check_continuity(before, log.checkpoint(NOW), log.continuity(), KEYS)


@pytest.mark.parametrize("step", ["sync", "sign", "remember", "cosign 1", "cosign 2", "publish"])
def test_a_crash_at_any_step_leaves_a_log_that_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """Whatever left the process before the crash is continued by what leaves it after."""
    with writer(tmp_path) as log:
        for each in documents(5):
            log.append(each)
        seen = [log.checkpoint(NOW)]

    def fail(*_: Any) -> None:
        raise OSError("power cut")

    def passing(number: int, real: Callable[..., str]) -> Callable[..., str]:
        calls = iter(range(number))

        def called(*arguments: Any) -> str:
            if next(calls, None) is None:
                fail()
            seen.append(real(*arguments))
            return seen[-1]

        return called

    from kiosk.trace.log import writer as module
    from kiosk.trace.log.tree import Tree

    with monkeypatch.context() as patch, writer(tmp_path) as log:
        for each in documents(3, start=5):
            log.append(each)
        if step == "sync":
            patch.setattr(Tree, "sync", fail)
        elif step == "sign":
            patch.setattr(module, "sign_checkpoint", fail)
        elif step == "remember":
            patch.setattr(LogWriter, "_keep", fail)
        elif step == "publish":
            patch.setattr(module, "write_text", fail)
        else:
            patch.setattr(Witness, "cosign", passing(int(step[-1]) - 1, Witness.cosign))
        with pytest.raises(OSError, match="power cut"):
            log.checkpoint(NOW)
    with writer(tmp_path) as log:
        # Another history than before the crash, as far as it was not signed.
        for each in documents(4, start=100):
            log.append(each)
        after = log.checkpoint(NOW)
        for text in seen:
            check_continuity(text, after, log.continuity(), LogKeys(ORIGIN, KEYS.log))
        assert evidence(
            documents(1, start=100)[0], log.proof(log.append(documents(1, start=100)[0])), KEYS
        ).state is (Inclusion.INCLUDED)


def test_one_process_writes_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *a, **more: connect(*a, **{**more, "timeout": 0.05}))
    with writer(tmp_path) as log:
        log.append(b"a")
        with pytest.raises(LogError, match="in use"):
            writer(tmp_path)
        log.checkpoint(NOW)
        with pytest.raises(LogError, match="in use"):
            writer(tmp_path)
    writer(tmp_path).close()


def test_a_tree_that_is_not_the_signed_one_is_never_signed_on(tmp_path: Path) -> None:
    with writer(tmp_path) as log:
        for each in documents(4):
            log.append(each)
        log.checkpoint(NOW)
    root = tmp_path / "log" / "tree" / "02"
    root.write_bytes(bytes(32))
    with pytest.raises(LogError, match="not the one that was signed"):
        writer(tmp_path)


def test_a_lost_bit_below_the_root_makes_no_proof(tmp_path: Path) -> None:
    with writer(tmp_path) as log:
        for each in documents(4):
            log.append(each)
        log.checkpoint(NOW)
    level = tmp_path / "log" / "tree" / "01"
    level.write_bytes(bytes(32) + level.read_bytes()[32:])
    with writer(tmp_path) as log, pytest.raises(LogError):
        log.proof(3)


def test_an_older_copy_of_the_database_or_tree_is_refused(tmp_path: Path) -> None:
    with writer(tmp_path) as log:
        log.append(b"a")
        log.checkpoint(NOW)
    old = (tmp_path / "log" / "log.sqlite").read_bytes()
    with writer(tmp_path) as log:
        log.append(b"b")
        log.checkpoint(NOW)
    # Set back, the log alone cannot know; its witnesses do.
    (tmp_path / "log" / "log.sqlite").write_bytes(old)
    with writer(tmp_path) as log:
        log.append(b"c")
        with pytest.raises(RewrittenError):
            log.checkpoint(NOW)
    (tmp_path / "log" / "tree" / "00").unlink()
    with pytest.raises(LogError, match="0 leaves of"):
        writer(tmp_path)


def test_another_key_does_not_take_over_a_log(tmp_path: Path) -> None:
    with writer(tmp_path) as log:
        log.append(b"a")
        log.checkpoint(NOW)
    with pytest.raises(LogError, match="not the log of"):
        LogWriter(tmp_path / "log", signer("other.example/log"))
    with pytest.raises(LogError, match="is no log's"):
        LogWriter(tmp_path / "other", ONE)
    with pytest.raises(LogError, match="is no witness's"):
        Witness(tmp_path / "seen", LOG)
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "log.sqlite").write_bytes(b"no database at all, but long enough to be looked at" * 20)
    with pytest.raises(LogError, match="damaged"):
        LogWriter(tmp_path / "broken", LOG)


def test_an_empty_log_vouches_for_nothing(tmp_path: Path) -> None:
    with writer(tmp_path) as log:
        for asked in (log.checkpoint, log.continuity, lambda: log.proof(0)):
            with pytest.raises(LogError):
                asked()


def test_a_witness_signs_only_what_continues(tmp_path: Path) -> None:
    (witness, _) = witnesses(tmp_path)
    own = LogKeys(ORIGIN, KEYS.log)
    with LogWriter(tmp_path / "log", LOG) as log, LogWriter(tmp_path / "fork", LOG) as fork:
        for each in documents(6):
            log.append(each)
            fork.append(each + b"!")
        text, forked = log.checkpoint(NOW), fork.checkpoint(NOW)
        assert witness.seen_size == 0
        signed = witness.cosign(text, own, (), NOW)
        assert witness.seen_size == 6
        assert open_checkpoint(signed, LogKeys(ORIGIN, KEYS.log, (str(ONE.key),), 1)).witnesses == (ONE.name,)
        with pytest.raises(RewrittenError):
            witness.cosign(forked, own, (), NOW)
        with pytest.raises(LogError, match="of the log"):
            witness.cosign(text, LogKeys("other.example", KEYS.log), (), NOW)
        for each in documents(3, start=6):
            log.append(each)
            fork.append(each)
        with pytest.raises(RewrittenError):
            witness.cosign(fork.checkpoint(NOW), own, fork.consistency(6), NOW)
        with pytest.raises(RewrittenError):
            witness.cosign(log.checkpoint(NOW), own, (), NOW)
        witness.cosign(log.checkpoint(NOW), own, log.consistency(6), NOW)
        with pytest.raises(RewrittenError, match="shrunk"):
            witness.cosign(text, own, (), NOW)
    (tmp_path / "one.seen").write_text("damaged", encoding="utf-8")
    with pytest.raises(LogError, match="damaged"):
        witness.cosign(text, own, (), NOW)


def test_a_booth_that_missed_some_packs_sees_that_the_log_continues(tmp_path: Path) -> None:
    texts = []
    with writer(tmp_path) as log:
        for step in (1, 4, 2, 9):
            for each in documents(step, start=log.size):
                log.append(each)
            texts.append(log.checkpoint(NOW))
        proofs = log.continuity()
    for text in (None, *texts):
        check_continuity(text, texts[-1], proofs, KEYS)
    for seen, now, given in (
        (texts[1], texts[0], proofs),  # an older pack
        (texts[1], texts[2], proofs),  # another pack's proofs
        (texts[1], texts[3], None),
        (texts[1], texts[3], write_continuity(16, {})),
        (texts[1], texts[3], write_continuity(16, {5: [bytes(32)]})),
        (texts[1], texts[3], '{"size":16,"from":{"05":[]}}'),
        (texts[1], texts[3], '{"size":16,"from":[]}'),
        (texts[1], texts[3], '{"size":16,"from":{"5":[1]}}'),
        (texts[1], texts[3], '{"size":true,"from":{}}'),
        (texts[1], texts[3], "{"),
        (texts[1], texts[3], "[]"),
        (texts[1], texts[3], '{"size":16}'),
        (texts[1], texts[3], '{"size":16,"from":{"5":null}}'),
        (texts[1], texts[3], proofs.replace('"size":16', '"size":17')),
    ):
        with pytest.raises(LogError):
            check_continuity(seen, now, given, KEYS)


def test_new_witnesses_do_not_undo_what_was_seen(tmp_path: Path) -> None:
    with LogWriter(tmp_path / "log", LOG, [Witness(tmp_path / "one.seen", ONE)]) as log:
        log.append(b"a")
        seen = log.checkpoint(NOW)
    with LogWriter(tmp_path / "log", LOG, [Witness(tmp_path / "two.seen", TWO)]) as log:
        log.append(b"b")
        check_continuity(seen, log.checkpoint(NOW), log.continuity(), log.keys)


def test_a_towns_own_log_makes_its_keys_once(tmp_path: Path) -> None:
    with open_log(tmp_path, ORIGIN) as log:
        log.append(b"a")
        text, keys = log.checkpoint(NOW), log.keys
    assert keys.quorum == 1
    for name in ("log", "witness"):
        assert (tmp_path / "keys" / f"{name}.json").stat().st_mode & 0o777 == 0o600
    with open_log(tmp_path, ORIGIN) as log:
        assert (log.keys, log.checkpoint()) == (keys, text)
