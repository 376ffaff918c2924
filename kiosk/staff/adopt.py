"""Which packs this booth shows: only such as its town's root signed, and never one that takes anything back.

A pack is adopted when its manifest verifies under the root, its content is what the manifest names, its number is
not below the last adopted one's, and its log continues the log that this booth last saw. What was adopted last is
in state/trust.json (kiosk.trace.trust.sequence).

The way back (`kiosk build --undo`) is a deliberate step by staff at this booth, and the one exception to the
number rule: it goes back to a pack that this very booth adopted before, which state/adopted.json remembers by
number and content. The number in trust.json stays as high as it was, so the next pack gets a higher one than
both, and a pack from elsewhere with a lower number stays refused. state/adopted.json also says which pack staff
went back to: any other old pack that is put in its place by hand is noticed by check_shown().
"""

from __future__ import annotations

import json
import re
import shutil
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.staff.issuers import key_folder
from kiosk.town import durable
from kiosk.town.packed import FILE_NAME, MEDIA_FOLDER, PackError, open_pack

if TYPE_CHECKING:
    from kiosk.settings import Settings
    from kiosk.town.model import Issuer
    from kiosk.town.packed import Pack
    from kiosk.trace.trust.keys import Key
    from kiosk.trace.trust.manifest import Manifest, TrustedLog

_NAMED = re.compile(r"(media|serials)/[0-9a-f]{64}(\.[a-z0-9]{1,8})?")
REMEMBERED = 100  # packs that the way back may lead to


class AdoptError(PackError):
    """A pack that this booth does not show; the text says why, for staff. The pack before it stays."""


# --- the root -----------------------------------------------------------------------------------------------


def root_files(settings: Settings) -> tuple[Path, ...]:
    """Where the root's private key may lie on this machine."""
    own = settings.state_folder / "keys" / "root.json"
    return (own, key_folder() / "root.json") if settings.trust.root else (own,)


def can_sign(settings: Settings) -> bool:
    """Whether packs can be made here: not on a booth whose root is elsewhere. Opens no file."""
    return not settings.trust.root or any(path.exists() for path in root_files(settings))


def root_of(settings: Settings) -> str:
    """The public key, in hexadecimal, that packs must be signed with. Raises AdoptError."""
    return settings.trust.root or _root_key(settings).public_hex


def _root_key(settings: Settings) -> Key:
    """Raises AdoptError."""
    from kiosk.trace.trust.keys import KeyFileError, open_key, read_key

    state = settings.state_folder
    try:
        if not settings.trust.root:
            return open_key(root_files(settings)[0], "root", "root", state=state)
        for path in root_files(settings):
            with suppress(FileNotFoundError):
                key = read_key(path, "root", state=state)
                if key.public_hex == settings.trust.root:
                    return key
    except (KeyFileError, OSError) as error:
        raise AdoptError(f"the root's key cannot be used: {error}") from error
    raise AdoptError(
        f"this booth adopts packs of the root {settings.trust.root[:16]}..., whose private key is not on this "
        "machine: build the pack where it is, and bring it here with: kiosk build --adopt FOLDER"
    )


# --- signing --------------------------------------------------------------------------------------------------


def seal(
    settings: Settings, town: str, content: str, issuers: tuple[Issuer, ...], log: dict[str, object] | None
) -> str:
    """The manifest over a pack's content, with the next number. Raises AdoptError."""
    from datetime import UTC, datetime

    from kiosk.trace.trust.manifest import Manifest, ManifestError, sign_manifest
    from kiosk.trace.trust.sequence import TrustStateError, read_adopted

    key = _root_key(settings)
    try:
        before = read_adopted(settings.state_folder / "trust.json", key.public_hex, town)
        manifest = Manifest(
            sequence=before.sequence + 1 if before else 1,
            created=datetime.now(UTC).replace(microsecond=0),
            town=town,
            content=content,
            issuers=issuers,
            log=_trusted(log),
        )
        return sign_manifest(manifest, key.private_key)
    except (ManifestError, TrustStateError) as error:
        raise AdoptError(str(error)) from error


def _trusted(log: dict[str, object] | None) -> TrustedLog | None:
    from kiosk.trace.trust.manifest import TrustedLog

    if log is None:
        return None
    named = {"origin": log["origin"], "key": log["log"], "witnesses": log["witnesses"], "quorum": log["quorum"]}
    return TrustedLog.model_validate(named)


# --- adopting ---------------------------------------------------------------------------------------------------


def admit(settings: Settings, path: Path) -> None:
    """Checks a finished pack and writes down that it was adopted. Whoever puts it in its place calls this before.

    Raises AdoptError; then nothing changed.
    """
    from kiosk.trace.log.errors import LogError
    from kiosk.trace.trust.sequence import OldPackError, TrustStateError, adopt, check_sequence, read_adopted

    root, trust = root_of(settings), settings.state_folder / "trust.json"
    with open_pack(path) as pack:
        manifest = _believed(pack, root)
        _check_content(path, manifest)
        try:
            before = read_adopted(trust, root, manifest.town)
            shown = before is not None and (before.sequence, before.content) == (
                manifest.sequence,
                manifest.content,
            )
            check_sequence(manifest, before)
            checkpoint = pack.checkpoint() or ""
            if not shown:
                _check_log(pack, before.checkpoint if before else "")
            adopt(trust, manifest, root, checkpoint or (before.checkpoint if before else ""))
        except (OldPackError, TrustStateError, LogError) as error:
            raise AdoptError(str(error)) from error
        except OSError as error:
            raise AdoptError(f"{trust} cannot be written ({error.strerror or error})") from error
    _remember(settings, _Shown(root, manifest.town, manifest.sequence, manifest.content), back=False)


def admit_back(settings: Settings, path: Path) -> None:
    """As admit(), of the pack that staff step back to: one that this booth adopted before. Raises AdoptError."""
    root = root_of(settings)
    with open_pack(path) as pack:
        manifest = _believed(pack, root)
    _check_content(path, manifest)
    shown = _Shown(root, manifest.town, manifest.sequence, manifest.content)
    if shown not in _history(settings).adopted:
        raise AdoptError(
            f"{path} was never adopted by this booth, so there is no way back to it; build the town again"
        )
    _remember(settings, shown, back=True)


def check_shown(settings: Settings, path: Path) -> None:
    """That the pack in its place is the one that was adopted last, or that staff went back to: milliseconds.

    Signature and number only; Pack.verify_content() reads the rest. Raises AdoptError.
    """
    from kiosk.trace.trust.sequence import OldPackError, TrustStateError, check_sequence, read_adopted

    root = root_of(settings)
    with open_pack(path) as pack:
        manifest = _believed(pack, root)
    shown = _Shown(root, manifest.town, manifest.sequence, manifest.content)
    if shown == _history(settings).back:
        return
    try:
        adopted = read_adopted(settings.state_folder / "trust.json", root, manifest.town)
        if adopted is None:
            raise AdoptError(f"{path} was never adopted by this booth; build the town, or adopt the pack")
        check_sequence(manifest, adopted)
    except (OldPackError, TrustStateError) as error:
        raise AdoptError(str(error)) from error
    if manifest.sequence > adopted.sequence:
        raise AdoptError(f"{path} is newer than any this booth adopted; adopt it with: kiosk build --adopt FOLDER")


def set_apart(settings: Settings, state: Path) -> Settings:
    """The same booth with a state folder of its own: its orders go elsewhere, its pack and what it adopted stay."""
    for name in ("trust.json", "adopted.json"):
        if (settings.state_folder / name).is_file():
            shutil.copy(settings.state_folder / name, state)
    trust = replace(settings.trust, root=root_of(settings))
    return replace(settings, booth=replace(settings.booth, state=str(state)), trust=trust)


def adopt_from(settings: Settings, folder: Path, out: Path) -> bool:
    """Takes a pack that was built elsewhere, with its media and its list of serials, from a folder into out.

    False where it is the pack that is shown already. Raises AdoptError or PackError; the pack before then stays.
    """
    from kiosk.town import pack as packs
    from kiosk.town.content import verify_content
    from kiosk.town.serial_list import FOLDER

    with open_pack(folder / FILE_NAME) as pack:
        _check_content(pack.path, _believed(pack, root_of(settings)))  # before anything it names is touched
        content, files = pack.content(), [f"{MEDIA_FOLDER}/{name}" for name in sorted(pack.media_files())]
        files += [f"{FOLDER}/{named[0]}"] if (named := pack.serials_file()) else []
    new = out / f".{FILE_NAME}.new"
    try:
        out.mkdir(parents=True, exist_ok=True)
        with durable.alone(out):
            try:
                for name in files:
                    if not _NAMED.fullmatch(name):
                        raise AdoptError(
                            f"{folder / FILE_NAME} names a file that is none of a pack's: {name[:80]!r}"
                        )
                    _take(folder / name, out / name)
                shutil.copyfile(folder / FILE_NAME, new)
                durable.sync(new)
                verify_content(new)
                return packs.replace(out, new, content, lambda path: admit(settings, path))
            finally:
                new.unlink(missing_ok=True)
                packs.clean(out)
    except OSError as error:
        raise PackError(f"the pack cannot be taken from {folder} ({error.strerror or error})") from error


def _take(source: Path, target: Path) -> None:
    """Copies a file that is named by its SHA-256, unless it is there."""
    if target.is_file() and durable.sha256(target) == target.name.partition(".")[0]:
        return
    if not source.is_file():
        return  # the booth says which media are missing; a missing list is refused when the pack is opened
    durable.copy(source, target)


# --- checks -----------------------------------------------------------------------------------------------------


def _believed(pack: Pack, root: str) -> Manifest:
    """The pack's manifest, once the root's signature over it verifies and it is of this pack. Raises AdoptError."""
    from kiosk.trace.trust.manifest import ManifestError, read_manifest

    text = pack.manifest()
    if text is None:
        raise AdoptError(f"{pack.path} carries no manifest: nobody vouches for it")
    try:
        manifest = read_manifest(text, root)
    except ManifestError as error:
        raise AdoptError(f"{pack.path}: {error}") from error
    if manifest.content != pack.content():
        raise AdoptError(f"{pack.path}: the manifest is over another content than this pack's")
    if manifest.town != pack.info().id:
        raise AdoptError(f"{pack.path}: the manifest is of the town {manifest.town}, the pack of {pack.info().id}")
    log = json.loads(pack.log_keys() or "null")
    named = manifest.log
    believed = named and [named.origin, named.key, list(named.witnesses), named.quorum]
    if believed != (log and [log["origin"], log["log"], log["witnesses"], log["quorum"]]):
        raise AdoptError(f"{pack.path}: the log's keys are not those that the manifest names")
    if tuple(sorted(manifest.issuers, key=lambda issuer: issuer.key_id)) != pack.issuers():
        raise AdoptError(f"{pack.path}: the issuers are not those that the manifest names")
    return manifest


def _check_content(path: Path, manifest: Manifest) -> None:
    """That the pack's rows are what the manifest names, and that all proofs lead to its one checkpoint.

    Otherwise a proof could bring along a second log, which nobody compares with the first. Media and list were
    looked at when they were stored.
    """
    import sqlite3
    from contextlib import closing

    from kiosk.town.content import content_of

    strayed = """SELECT gtin, lot FROM proof, meta WHERE name = 'checkpoint'
      AND substr(body, -2 - length(value)) <> char(10, 10) || value LIMIT 1"""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
            found = content_of(connection)
            elsewhere = connection.execute(strayed).fetchone()
    except sqlite3.DatabaseError as error:
        raise AdoptError(f"{path} is damaged ({error})") from error
    if found != manifest.content:
        raise AdoptError(f"{path} was changed since it was signed")
    if elsewhere is not None:
        raise AdoptError(f"{path}: the proof of {elsewhere[0]} lot {elsewhere[1]} leads to another checkpoint")


def _check_log(pack: Pack, seen: str) -> None:
    """Raises LogError where the pack's log does not continue the checkpoint that this booth last saw."""
    from kiosk.trace.log.continuity import check_continuity
    from kiosk.trace.log.errors import RewrittenError
    from kiosk.trace.log.keys import LogKeys

    now, keys = pack.checkpoint(), pack.log_keys()
    if now is None or keys is None:
        if seen:
            raise RewrittenError("this town kept a log until now, and this pack has none")
        return
    check_continuity(seen or None, now, pack.continuity(), LogKeys.from_json(json.loads(keys)))


# --- what this booth adopted ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Shown:
    root: str
    town: str
    sequence: int
    content: str


@dataclass(frozen=True, slots=True)
class _History:
    """back: the pack that staff went back to; None while the newest is shown."""

    adopted: tuple[_Shown, ...] = ()
    back: _Shown | None = None


def _history(settings: Settings) -> _History:
    """A damaged file only closes the way back, so it is like none."""
    try:
        stored = json.loads((settings.state_folder / "adopted.json").read_text(encoding="utf-8"))
        back = stored["back"]
        return _History(tuple(_Shown(*one) for one in stored["adopted"]), _Shown(*back) if back else None)
    except (OSError, ValueError, KeyError, TypeError):
        return _History()


def _remember(settings: Settings, shown: _Shown, *, back: bool) -> None:
    adopted = [*(one for one in _history(settings).adopted if one != shown), shown][-REMEMBERED:]
    newest = max(one.sequence for one in adopted if (one.root, one.town) == (shown.root, shown.town))
    stored = {
        "adopted": [[one.root, one.town, one.sequence, one.content] for one in adopted],
        # Undone twice is forward again: then nothing is special about the pack that is shown.
        "back": [shown.root, shown.town, shown.sequence, shown.content]
        if back and shown.sequence < newest
        else None,
    }
    try:
        durable.write_text(settings.state_folder / "adopted.json", json.dumps(stored, indent=1))
    except OSError as error:
        raise AdoptError(f"adopted.json cannot be written ({error.strerror or error})") from error
