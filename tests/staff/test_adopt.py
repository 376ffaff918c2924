"""Adopting packs: of this booth's root only, never an older one, never with a rewritten log; and the way back."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.settings import ROOT, Settings
from kiosk.staff.adopt import AdoptError, admit_back, adopt_from, check_shown, root_of
from kiosk.staff.content import build, pack_path, prepare
from kiosk.staff.logbook import log_lots
from kiosk.town.check import load
from kiosk.town.content import content_of
from kiosk.town.pack import PackError, open_pack, undo
from kiosk.trace.trust.keys import make_key, read_key
from kiosk.trace.trust.manifest import Manifest, read_manifest, sign_manifest
from kiosk.trace.trust.sequence import read_adopted

TOWN = "global-town"


@pytest.fixture
def booth(settings: Settings, tmp_path: Path) -> Settings:
    """On a copy of the sample town that a test may change."""
    town = shutil.copytree(ROOT / "config" / "town", tmp_path / "town")
    return replace(settings, booth=replace(settings.booth, town=str(town)))


def rename(settings: Settings, name: str) -> None:
    path = settings.town_folder / "town.toml"
    lines = [
        f'name = {{ en = "{name}", zh = "镇" }}' if line.startswith("name") else line
        for line in path.read_text("utf-8").splitlines()
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def built(settings: Settings, name: str) -> Path:
    rename(settings, name)
    build(settings)
    return pack_path(settings)


def fly(settings: Settings, flight: str) -> None:
    """Another flight for the milk: its lot's document changes."""
    path = settings.town_folder / "products" / "veldmelk-milk.toml"
    text = path.read_text("utf-8")
    start = text.index('flight = "') + len('flight = "')
    path.write_text(text[:start] + flight + text[text.index('"', start) :], encoding="utf-8")


def name_of(settings: Settings) -> str:
    with open_pack(pack_path(settings)) as pack:
        return pack.info().name.en


def manifest_of(settings: Settings) -> Manifest:
    with open_pack(pack_path(settings)) as pack:
        return read_manifest(pack.manifest() or "", root_of(settings))


def resealed(path: Path, change: Callable[[sqlite3.Connection], None]) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        change(connection)


def carried(settings: Settings, tmp_path: Path, name: str = "") -> Path:
    """The present pack with its media, as staff carry it to another booth."""
    folder = tmp_path / (name or f"stick-{manifest_of(settings).sequence}")
    return Path(shutil.copytree(pack_path(settings).parent, folder, copy_function=linked))


def linked(source: str, target: str) -> str:
    """Media take no room twice; whoever spoils one puts another file in its place."""
    return (
        str(shutil.copy2(source, target))
        if not source.endswith((".webm", ".svg", ".jpg"))
        else _link(source, target)
    )


def _link(source: str, target: str) -> str:
    os.link(source, target)
    return target


@pytest.fixture
def other(settings: Settings, booth: Settings, tmp_path: Path) -> Settings:
    """A second booth, with nothing but the public key of the first one's root."""
    state = tmp_path / "other"
    return replace(
        settings,
        booth=replace(settings.booth, state=str(state)),
        trust=replace(settings.trust, root=root_of(booth)),
    )


# --- one booth --------------------------------------------------------------------------------------------------


def test_each_pack_has_the_next_number_and_the_roots_word(booth: Settings) -> None:
    first = manifest_of(booth)
    assert first.town == TOWN
    built(booth, "Second")
    second = manifest_of(booth)
    assert second.sequence == first.sequence + 1
    with open_pack(pack_path(booth)) as pack:
        assert second.content == pack.content()
        assert second.log is not None
        assert json.loads(pack.log_keys() or "")["log"] == second.log.key
    adopted = read_adopted(booth.state_folder / "trust.json", root_of(booth), TOWN)
    assert adopted is not None
    assert (adopted.sequence, adopted.content) == (second.sequence, second.content)
    assert adopted.checkpoint
    check_shown(booth, pack_path(booth))


def test_the_same_town_built_again_keeps_its_number(booth: Settings) -> None:
    before = manifest_of(booth)
    build(booth)
    assert manifest_of(booth) == before


def test_private_keys_are_for_us_alone(booth: Settings) -> None:
    keys = booth.state_folder / "keys"
    assert {path.name for path in keys.glob("*.json")} >= {"issuer.json", "root.json", "log.json", "witness.json"}
    assert all(path.stat().st_mode & 0o077 == 0 for path in keys.glob("*.json"))


def test_the_way_back_and_forward_again(booth: Settings) -> None:
    first = manifest_of(booth)
    built(booth, "Second")
    undo(pack_path(booth).parent, lambda path: admit_back(booth, path))
    assert name_of(booth) == "Global Town"
    assert manifest_of(booth) == first
    check_shown(booth, pack_path(booth))
    undo(pack_path(booth).parent, lambda path: admit_back(booth, path))
    assert name_of(booth) == "Second"
    check_shown(booth, pack_path(booth))


def test_after_the_way_back_the_next_pack_has_a_number_above_both(booth: Settings) -> None:
    built(booth, "Second")
    second = manifest_of(booth)
    undo(pack_path(booth).parent, lambda path: admit_back(booth, path))
    built(booth, "Third")
    assert manifest_of(booth).sequence == second.sequence + 1
    check_shown(booth, pack_path(booth))


def test_there_is_no_way_back_to_a_pack_that_was_never_adopted_here(booth: Settings) -> None:
    built(booth, "Second")
    (booth.state_folder / "adopted.json").write_text('{"adopted": [], "back": null}', encoding="utf-8")
    with pytest.raises(AdoptError, match="was never adopted by this booth"):
        undo(pack_path(booth).parent, lambda path: admit_back(booth, path))
    assert name_of(booth) == "Second"


def test_an_old_pack_put_in_its_place_by_hand_is_noticed(booth: Settings) -> None:
    old = pack_path(booth).read_bytes()
    path = built(booth, "Second")
    path.write_bytes(old)
    with pytest.raises(AdoptError, match="an old pack may bring back what was withdrawn"):
        check_shown(booth, path)


def test_a_pack_that_was_changed_is_noticed(booth: Settings) -> None:
    path = pack_path(booth)
    resealed(
        path, lambda c: c.execute("UPDATE lot SET body = replace(body, '\"recalled\":false', '\"recalled\":true')")
    )
    check_shown(booth, path)
    with open_pack(path) as pack, pytest.raises(PackError, match="was changed since it was built"):
        pack.verify_content()


def test_a_pack_without_manifest_or_of_another_root(booth: Settings, tmp_path: Path) -> None:
    path = pack_path(booth)
    stranger = make_key(tmp_path / "keys" / "root.json", "root", "stranger")
    forged = sign_manifest(manifest_of(booth), stranger.private_key)
    resealed(path, lambda c: c.execute("UPDATE meta SET value = ? WHERE name = 'manifest'", (forged,)))
    with pytest.raises(AdoptError, match="is not signed by this booth's root"):
        check_shown(booth, path)
    resealed(path, lambda c: c.execute("DELETE FROM meta WHERE name = 'manifest'"))
    with pytest.raises(AdoptError, match="carries no manifest"):
        check_shown(booth, path)


def test_a_build_mends_a_pack_that_is_no_longer_believed(booth: Settings) -> None:
    resealed(pack_path(booth), lambda c: c.execute("DELETE FROM meta WHERE name = 'manifest'"))
    build(booth)
    check_shown(booth, pack_path(booth))


def test_a_damaged_memory_of_packs_stops_the_build_in_words(booth: Settings) -> None:
    (booth.state_folder / "trust.json").write_text("{", encoding="utf-8")
    before = pack_path(booth).read_bytes()
    with pytest.raises(AdoptError, match=r"trust\.json is damaged"):
        built(booth, "Second")
    assert pack_path(booth).read_bytes() == before


def test_a_log_that_forgot_its_past_is_refused(booth: Settings) -> None:
    """Someone deleted the log's folder: its key would sign a second history, and the booth remembers the first."""
    shutil.rmtree(booth.state_folder / "log")
    shutil.rmtree(booth.state_folder / "witness")
    fly(booth, "GT 71")
    before = pack_path(booth).read_bytes()
    with pytest.raises(AdoptError, match=r"does not continue|nothing shows that the log"):
        built(booth, "Second")
    assert pack_path(booth).read_bytes() == before


def test_a_proof_that_leads_to_another_checkpoint_is_refused(
    booth: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both are signed by the log; only one of them is what the pack shows to whoever compares."""
    apart = replace(booth, booth=replace(booth.booth, state=str(tmp_path / "apart")))
    shutil.copytree(booth.state_folder / "keys", apart.state_folder / "keys")
    town = load(booth.town_folder, booth.assets_folder)
    shown = log_lots(booth, town)
    hidden = log_lots(apart, town.model_copy(update={"products": town.products[::-1]}))
    *proofs, last = shown.proofs
    proofs += [proof for proof in hidden.proofs if proof[:2] == last[:2]]
    monkeypatch.setattr("kiosk.staff.logbook.log_lots", lambda *_: replace(shown, proofs=proofs))
    with pytest.raises(AdoptError, match="leads to another checkpoint"):
        built(booth, "Second")
    monkeypatch.setattr("kiosk.staff.logbook.log_lots", lambda *_: shown)
    built(booth, "Second")


# --- a pack that was built elsewhere ----------------------------------------------------------------------------


def test_a_booth_adopts_what_its_root_signed(booth: Settings, other: Settings, tmp_path: Path) -> None:
    out = pack_path(other).parent
    assert adopt_from(other, carried(booth, tmp_path), out)
    check_shown(other, pack_path(other))
    with open_pack(pack_path(other)) as pack:
        pack.verify_content()
        assert all(pack.media(room.picture) for room in pack.pavilions()[0].rooms)
    assert not adopt_from(other, carried(booth, tmp_path, "again"), out), "the same again is no news"
    built(booth, "Second")
    assert adopt_from(other, carried(booth, tmp_path), out)
    assert name_of(other) == "Second"
    undo(out, lambda path: admit_back(other, path))
    assert name_of(other) == "Global Town"


def test_a_booth_whose_root_is_elsewhere_builds_nothing_and_shows_what_it_adopted(
    booth: Settings, other: Settings, tmp_path: Path
) -> None:
    with pytest.raises(PackError, match="whose private key is not on this"):
        prepare(other)
    adopt_from(other, carried(booth, tmp_path), pack_path(other).parent)
    prepared = prepare(other)
    assert (prepared.pack, prepared.samples, prepared.built) == (pack_path(other), (), False)


def test_an_old_pack_from_elsewhere_is_refused(booth: Settings, other: Settings, tmp_path: Path) -> None:
    out, old = pack_path(other).parent, carried(booth, tmp_path)
    built(booth, "Second")
    adopt_from(other, carried(booth, tmp_path), out)
    with pytest.raises(AdoptError, match="an old pack may bring back"):
        adopt_from(other, old, out)
    assert name_of(other) == "Second"


def test_another_roots_pack_is_refused(
    settings: Settings, booth: Settings, other: Settings, tmp_path: Path
) -> None:
    stranger = replace(settings, booth=replace(settings.booth, state=str(tmp_path / "stranger")))
    build(stranger)
    with pytest.raises(AdoptError, match="is not signed by this booth's root"):
        adopt_from(other, pack_path(stranger).parent, pack_path(other).parent)
    assert not pack_path(other).exists()
    assert not (pack_path(other).parent / "media").exists(), "nothing that it names was taken"


def change_product(folder: Path) -> None:
    resealed(
        folder / "town.pack", lambda c: c.execute("UPDATE product SET body = replace(body, 'Veldmelk', 'Velvet')")
    )


def change_content(folder: Path) -> None:
    resealed(
        folder / "town.pack", lambda c: c.execute("UPDATE meta SET value = ? WHERE name = 'content'", ("0" * 64,))
    )


def cut(folder: Path) -> None:
    path = folder / "town.pack"
    path.write_bytes(path.read_bytes()[:-4096])


def lose(folder: Path) -> None:
    (folder / "town.pack").unlink()


@pytest.mark.parametrize("spoil", [change_product, change_content, cut, lose])
def test_a_pack_spoilt_on_its_way_is_refused(
    booth: Settings, other: Settings, tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    out = pack_path(other).parent
    adopt_from(other, carried(booth, tmp_path), out)
    built(booth, "Second")
    stick = carried(booth, tmp_path)
    spoil(stick)
    before = {path: path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}
    with pytest.raises(PackError):
        adopt_from(other, stick, out)
    assert {path: path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()} == before
    check_shown(other, pack_path(other))


def test_a_film_spoilt_on_its_way_is_refused_and_not_kept(booth: Settings, other: Settings, tmp_path: Path) -> None:
    stick, out = carried(booth, tmp_path), pack_path(other).parent
    medium = max((stick / "media").iterdir())
    size = medium.stat().st_size
    medium.unlink()
    medium.write_bytes(b"x" * size)
    with pytest.raises(PackError, match="was changed since the pack was built"):
        adopt_from(other, stick, out)
    assert not list((out / "media").iterdir())
    assert not pack_path(other).exists()


def test_a_signed_pack_that_names_files_elsewhere_touches_none_of_them(
    booth: Settings, other: Settings, tmp_path: Path
) -> None:
    """Even of its own root: a pack names its media by their SHA-256, and nothing else."""
    stick, out = carried(booth, tmp_path), pack_path(other).parent
    (tmp_path / "secret.webm").write_text("not yours", encoding="utf-8")

    def change(connection: sqlite3.Connection) -> None:
        connection.execute("UPDATE media SET file = '../../secret.webm' WHERE name = (SELECT max(name) FROM media)")
        content = content_of(connection)
        manifest = manifest_of(booth).model_copy(update={"content": content})
        root = read_key(booth.state_folder / "keys" / "root.json", "root", state=booth.state_folder)
        text = sign_manifest(manifest, root.private_key)
        connection.execute("UPDATE meta SET value = ? WHERE name = 'content'", (content,))
        connection.execute("UPDATE meta SET value = ? WHERE name = 'manifest'", (text,))

    resealed(stick / "town.pack", change)
    with pytest.raises(AdoptError, match="names a file that is none of a pack's"):
        adopt_from(other, stick, out)
    assert not pack_path(other).exists()


def test_a_rewritten_log_is_refused(booth: Settings, other: Settings, tmp_path: Path) -> None:
    """The town signs a pack with a log that begins anew: who saw the first log does not believe the second."""
    out = pack_path(other).parent
    adopt_from(other, carried(booth, tmp_path), out)
    for folder in ("log", "witness"):
        shutil.rmtree(booth.state_folder / folder)
    memory = booth.state_folder / "trust.json"
    stored = json.loads(memory.read_text("utf-8"))
    memory.write_text(json.dumps([one | {"checkpoint": ""} for one in stored]), encoding="utf-8")
    fly(booth, "GT 71")
    built(booth, "Second")
    with pytest.raises(AdoptError, match="does not continue"):
        adopt_from(other, carried(booth, tmp_path), out)
    assert name_of(other) == "Global Town"


def test_a_booth_that_skipped_a_pack_still_sees_the_log_go_on(
    booth: Settings, other: Settings, tmp_path: Path
) -> None:
    out = pack_path(other).parent
    adopt_from(other, carried(booth, tmp_path), out)
    sizes = []
    for flight in ("GT 71", "GT 72"):
        fly(booth, flight)
        build(booth)
        with open_pack(pack_path(booth)) as pack:
            sizes.append(int((pack.checkpoint() or "").splitlines()[1]))
    assert sizes[1] == sizes[0] + 1, "a changed lot is one more leaf"
    assert adopt_from(other, carried(booth, tmp_path), out)
