from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kiosk.trace.trust.ring import KEY_IDS, Ring, RingError, read_ring, ring_to_write
from tests.trace.test_signature import LOW_ORDER

Make = Callable[..., Any]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "keys" / "issuers.json"


def test_a_ring_is_kept(path: Path, make_issuer: Make) -> None:
    assert read_ring(path) == Ring()
    first = make_issuer("K", gtins=("0952",), valid_until=date(2026, 12, 31))
    with ring_to_write(path) as holder:
        holder[0] = holder[0].added(first, Path("/somewhere/k.json")).added(make_issuer("L"), None)
    kept = read_ring(path)
    assert kept.issuer("K") == first
    assert kept.files == {"K": "/somewhere/k.json"}
    assert [issuer.key_id for issuer in kept.issuers] == ["K", "L"]
    assert path.parent.stat().st_mode & 0o077 == 0


def test_a_key_id_is_never_given_twice(make_issuer: Make) -> None:
    ring = Ring().added(make_issuer("K", revoked_since=date(2026, 1, 1)), None)
    with pytest.raises(RingError, match="listed twice"):
        ring.added(make_issuer("K"), None)
    with pytest.raises(RingError, match="another key"):
        ring.changed(make_issuer("K"))


def test_the_next_key_id_is_the_next_letter(make_issuer: Make) -> None:
    ring = Ring()
    given = []
    for _ in KEY_IDS:
        given.append(ring.free_id())
        ring = ring.added(make_issuer(given[-1]), None)
    assert given[:2] == ["K", "L"]
    assert sorted(given) == sorted(KEY_IDS)
    with pytest.raises(RingError, match="all 32"):
        ring.free_id()


def test_weak_keys_do_not_get_in(make_issuer: Make) -> None:
    for weak in LOW_ORDER:
        with pytest.raises(RingError, match="low order"):
            Ring().added(make_issuer(public_key=weak), None)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        '{"issuers": [], "files": []}',
        '{"issuers": 1, "files": {}}',
        '{"issuers": [{"key_id": "K"}], "files": {}}',
        '{"issuers": [], "files": {"K": 1}}',
        "\xff",
        "[" * 9000,
    ],
)
def test_another_file_is_refused(path: Path, content: str) -> None:
    path.parent.mkdir()
    path.write_text(content, encoding="latin-1")
    with pytest.raises(RingError, match=r"issuers\.json"):
        read_ring(path)


def test_what_fails_changes_nothing(path: Path, make_issuer: Make) -> None:
    with ring_to_write(path) as holder:
        holder[0] = holder[0].added(make_issuer("K"), None)
    before = path.read_bytes()
    with pytest.raises(RingError), ring_to_write(path) as holder:
        holder[0] = holder[0].added(make_issuer("K"), None)
    assert path.read_bytes() == before
