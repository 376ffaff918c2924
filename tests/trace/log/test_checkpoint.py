from __future__ import annotations

import base64
from typing import Any

import pytest

from kiosk.trace.log.checkpoint import (
    Checkpoint,
    check_extends,
    continues,
    cosigned,
    open_checkpoint,
    read_checkpoint,
    sign_checkpoint,
)
from kiosk.trace.log.errors import NoteError, RewrittenError
from kiosk.trace.log.keys import LogKeys
from kiosk.trace.log.merkle import EMPTY_ROOT, leaf_hash
from kiosk.trace.log.note import Signer
from tests.trace.log import oracle
from tests.trace.log.conftest import KEYS, LOG, ONE, ORIGIN, TWO, signer

# A public log's checkpoint as its witnesses cosigned it on 23 May 2026. Its first line is of a kind we do not know.
PUBLIC = """\
arche2025h1.staging.ct.transparency.dev
1432088532
U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=

— arche2025h1.staging.ct.transparency.dev zTM8sQAAAZ5W0WdjBAMARjBEAiBjW5IQf9pvsYLfQFX6hoGREPMHbdQ3ur\
bllzalApkptQIgIpwtEroeW2BXaHAI4kJXFbon5Ch9MNL5zRNZ55lvGt0=
— arche2025h1.staging.ct.transparency.dev ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75M\
dhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=
— remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5Xe\
U/zZ0WBxtqB0DrAWfBw==
— witness.stagemole.eu Z/euoAAAAABqEiEgw0i+7g2ENfDAWHmtRzCfKTHSDwYDJA2NmKeGi9Y8FtEyOUvVr+AJmIY/2TUFu\
cgKi7lI7cUiOvKFYe/TmN9DAg==
"""
PUBLIC_KEYS = LogKeys(
    "arche2025h1.staging.ct.transparency.dev",
    "arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f",
    (
        "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2",
        "witness.stagemole.eu+67f7aea0+BEqSG3yu9YrmcM3BHvQYTxwFj3uSWakQepafafpUqklv",
    ),
    2,
)
LEAVES = [leaf_hash(b"%d" % number) for number in range(20)]
TWO_LOG = Signer(ORIGIN, 1, TWO.private_key).key


def checkpoint(size: int, leaves: list[bytes] = LEAVES, origin: str = ORIGIN) -> Checkpoint:
    return Checkpoint(origin, size, oracle.root(leaves[:size]))


def witnessed(size: int, leaves: list[bytes] = LEAVES) -> str:
    return cosigned(cosigned(sign_checkpoint(checkpoint(size, leaves), LOG), ONE, 100), TWO, 200)


def test_a_public_logs_checkpoint_with_its_witnesses() -> None:
    opened = open_checkpoint(PUBLIC, PUBLIC_KEYS)
    assert opened.checkpoint.size == 1432088532
    assert opened.witnesses == ("remora.n621.de", "witness.stagemole.eu")
    assert opened.seen == 1779573024
    for old, new in (("1432088532", "1432088533"), ("U7WM", "U7WN"), ("\n\n", "\nmore\n\n")):
        with pytest.raises(NoteError, match="is wrong"):
            open_checkpoint(PUBLIC.replace(old, new, 1), PUBLIC_KEYS)


def test_the_example_of_tlog_checkpoint_reads_back() -> None:
    body = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    assert str(read_checkpoint(body)) == body
    largest = body.replace("20852163", str(2**63 - 1))
    assert read_checkpoint(largest).size == 2**63 - 1
    extended = body + "timestamp 1\nanything at all\n"
    assert read_checkpoint(extended).extensions == ("timestamp 1", "anything at all")
    assert str(read_checkpoint(extended)) == extended


@pytest.mark.parametrize(
    "body",
    [
        "",
        "o\n1\n",
        "\n1\nR\n",
        "o\n01\nR\n",
        "o\n+1\nR\n",
        "o\n-1\nR\n",
        "o\n1.0\nR\n",
        "o\n１\nR\n",
        "o\n9223372036854775808\nR\n",
        "o\n1\nR\n\n",
        "o\n1\nR\n\nx\n",
        "o\n1\nR",
        "o\n1\n R\n",
        "o\n1\nS\n",
    ],
)
def test_what_is_no_checkpoint(body: str) -> None:
    root, short = base64.b64encode(bytes(32)).decode(), base64.b64encode(bytes(31)).decode()
    with pytest.raises(NoteError):
        read_checkpoint(body.replace("R", root).replace("S", short))


def test_a_checkpoint_counts_with_its_log_and_quorum() -> None:
    text = witnessed(7)
    opened = open_checkpoint(text, KEYS)
    assert (opened.checkpoint, opened.witnesses, opened.seen) == (checkpoint(7), (ONE.name, TWO.name), 200)
    assert opened.text == text
    half = cosigned(sign_checkpoint(checkpoint(7), LOG), ONE, 100)
    with pytest.raises(NoteError, match="1 of the 2 witnesses"):
        open_checkpoint(half, KEYS)
    assert open_checkpoint(half, LogKeys(ORIGIN, KEYS.log, KEYS.witnesses, 1)).witnesses == (ONE.name,)
    assert open_checkpoint(half, LogKeys(ORIGIN, KEYS.log)).seen is None


def test_witnesses_do_not_stand_in_for_the_log() -> None:
    body = str(checkpoint(7))
    other = sign_checkpoint(checkpoint(7), signer("other.example"))
    with pytest.raises(NoteError, match="not signed by"):
        open_checkpoint(cosigned(cosigned(other, ONE, 1), TWO, 1), KEYS)
    with pytest.raises(NoteError, match="of the log 'elsewhere"):
        open_checkpoint(sign_checkpoint(checkpoint(7, origin="elsewhere.example"), LOG), KEYS)
    assert body in witnessed(7)


def test_a_witness_signs_again_in_the_place_of_its_first_signature() -> None:
    again = cosigned(witnessed(7), ONE, 300)
    assert again.count(ONE.name) == 1
    assert open_checkpoint(again, KEYS).seen == 300


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"origin": ""}, "origin"),
        ({"origin": "a\nb"}, "origin"),
        ({"log": "nonsense"}, "verifier key"),
        ({"log": KEYS.witnesses[0]}, "is a witness's"),
        ({"witnesses": [KEYS.log]}, "is a log's"),
        ({"witnesses": [KEYS.witnesses[0]] * 2}, "twice"),
        ({"witnesses": [str(Signer("alias", 4, LOG.private_key).key), KEYS.witnesses[0]]}, "twice"),
        ({"witnesses": [str(Signer("alias", 4, ONE.private_key).key), KEYS.witnesses[0]]}, "twice"),
        (
            {"witnesses": [str(Signer(ONE.name, 4, LOG.private_key).key), str(ONE.key)], "log": str(TWO_LOG)},
            "twice",
        ),
        ({"quorum": 3}, "quorum"),
        ({"quorum": -1}, "quorum"),
        ({"quorum": True}, "quorum"),
        ({"quorum": "1"}, "quorum"),
        ({"witnesses": "w"}, "text"),
        ({"log": None}, "text"),
        ({"more": 1}, "an object of"),
        ({"witnesses": [f"w{number}" for number in range(33)]}, "more than 32"),
    ],
)
def test_keys_that_cannot_go_together(changed: dict[str, Any], says: str) -> None:
    with pytest.raises(NoteError, match=says):
        LogKeys.from_json({**KEYS.to_json(), **changed})


def test_keys_as_json() -> None:
    assert LogKeys.from_json(KEYS.to_json()) == KEYS
    with pytest.raises(NoteError):
        LogKeys.from_json([])


def test_a_log_that_grows_continues_and_one_that_was_rewritten_does_not() -> None:
    old, new = witnessed(5), witnessed(13)
    proof = oracle.consistency(5, LEAVES[:13])
    check_extends(old, new, proof, KEYS)
    check_extends(new, new, [], KEYS)
    rewritten = [leaf_hash(b"better"), *LEAVES[1:]]
    for bad, path in (
        (witnessed(13, rewritten), proof),
        (witnessed(13, rewritten), oracle.consistency(5, rewritten[:13])),
        (witnessed(5, rewritten), []),
        (witnessed(4), proof),
        (new, []),
        (new, proof[:-1]),
    ):
        with pytest.raises(RewrittenError):
            check_extends(old, bad, path, KEYS)


def test_every_log_continues_the_empty_one() -> None:
    empty = sign_checkpoint(Checkpoint(ORIGIN, 0, EMPTY_ROOT), LOG)
    keys = LogKeys(ORIGIN, KEYS.log)
    check_extends(empty, witnessed(3), [], keys)
    for size, root in ((0, bytes(32)), (2, EMPTY_ROOT)):
        odd = sign_checkpoint(Checkpoint(ORIGIN, size, root), LOG)
        with pytest.raises(RewrittenError):
            check_extends(odd, witnessed(3), [], keys)


def test_another_log_continues_nothing() -> None:
    continues(checkpoint(5), checkpoint(5), [])
    with pytest.raises(RewrittenError, match="another log"):
        continues(checkpoint(5), checkpoint(5, origin="other.example"), [])


def test_an_origin_may_be_any_line() -> None:
    """Go's own log calls itself "go.sum database tree"."""
    text = sign_checkpoint(checkpoint(3, origin="go.sum database tree"), LOG)
    assert open_checkpoint(text, LogKeys("go.sum database tree", KEYS.log)).checkpoint.size == 3
