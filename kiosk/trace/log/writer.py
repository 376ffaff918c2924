"""The town's log as its owner keeps it: documents go in, signed checkpoints and proofs come out.

In the folder: tree/ (the hashes, see tree.py), log.sqlite (which leaf stands where, every checkpoint ever signed),
checkpoint (the latest, for others to fetch). A checkpoint leaves only after tree and database are safely on disk,
and the tree that the last one promised is opened again or nothing is: so the key never signs two histories.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Sequence
from pathlib import Path

from kiosk.town.durable import write_text
from kiosk.trace.log.checkpoint import Checkpoint, Opened, open_checkpoint, sign_checkpoint
from kiosk.trace.log.continuity import MAX_PROOFS, write_continuity
from kiosk.trace.log.errors import LogError, NoteError
from kiosk.trace.log.keys import LogKeys
from kiosk.trace.log.merkle import check_inclusion, leaf_hash
from kiosk.trace.log.note import ED25519, Signer
from kiosk.trace.log.proof import LogProof
from kiosk.trace.log.tree import Tree
from kiosk.trace.log.witness import Witness, has_signed

_TABLES = """
CREATE TABLE IF NOT EXISTS leaf (hash BLOB PRIMARY KEY, position INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS checkpoint (size INTEGER PRIMARY KEY, note TEXT NOT NULL);
"""


class LogWriter:
    """One process at a time writes a log. Use it in a with block; not from several threads.

    Documents that no checkpoint came to cover are gone after closing: nobody was promised them.
    """

    def __init__(self, folder: Path, signer: Signer, witnesses: Sequence[Witness] = ()) -> None:
        """signer: the log's key, whose name becomes the log's origin. All witnesses make the quorum.

        Raises LogError: another process writes it, the folder is another log's or damaged, keys that cannot go
        together. Raises OSError.
        """
        if signer.kind != ED25519:
            raise LogError(f"the key {signer.name} is no log's")
        self._signer = signer
        self._witnesses = tuple(witnesses)
        vkeys = tuple(str(witness.signer.key) for witness in witnesses)
        self.keys = LogKeys(signer.name, str(signer.key), vkeys, len(vkeys)).check()
        self._own = LogKeys(signer.name, str(signer.key))
        self._folder = folder
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._database = _open_database(folder / "log.sqlite")
        try:
            self._latest = self._stored()
            self._tree = Tree(folder / "tree", self._latest.checkpoint.size if self._latest else 0)
            try:
                self._check_tree()
            except BaseException:
                self._tree.close()
                raise
        except BaseException:
            self._database.close()
            raise

    def __enter__(self) -> LogWriter:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._tree.close()
        if self._database.in_transaction:
            self._database.rollback()
        self._database.close()

    @property
    def size(self) -> int:
        """Leaves, with those that no checkpoint covers yet."""
        return self._tree.size

    def append(self, document: bytes) -> int:
        """The document's index in the log, where it is put unless it stands there already."""
        leaf = leaf_hash(document)
        found = self._database.execute("SELECT position FROM leaf WHERE hash = ?", (leaf,)).fetchone()
        if found is not None:
            return int(found[0])
        index = self._tree.add(leaf)
        self._database.execute("INSERT INTO leaf VALUES (?, ?)", (leaf, index))
        return index

    def checkpoint(self, now: int | None = None) -> str:
        """The signed and cosigned checkpoint over everything appended; the last one again where nothing was.

        now: seconds since 1970 UTC, of the cosignatures. Raises LogError for an empty log, or where a witness
        refuses, and OSError; then the log stays as it was, and the checkpoint may be asked for again.
        """
        if self._tree.size == 0:
            raise LogError("an empty log has nothing to vouch for")
        now = int(time.time()) if now is None else now
        latest = self._latest
        if latest is not None and latest.checkpoint.size == self._tree.size:
            text = latest.text
        else:
            self._tree.sync()
            text = sign_checkpoint(Checkpoint(self.keys.origin, self._tree.size, self._tree.root()), self._signer)
            self._keep(text)
        missing = [witness for witness in self._witnesses if not has_signed(text, witness)]
        for witness in missing:
            seen = witness.seen_size
            proof = self._tree.consistency(seen, self._tree.size) if 0 < seen < self._tree.size else ()
            text = witness.cosign(text, self._own, proof, now)
            self._keep(text)
        open_checkpoint(text, self.keys)
        self._publish(text)
        return text

    def proof(self, index: int) -> str:
        """The tlog-proof's text of a leaf, against the latest checkpoint.

        Raises LogError for an index beyond it, and where the disk has lost a bit: no proof leaves unverified.
        """
        latest = self._signed()
        tree = latest.checkpoint
        hashes = self._tree.inclusion(index, tree.size)
        check_inclusion(index, tree.size, self._tree.leaf(index), hashes, tree.root)
        return str(LogProof(index, tuple(hashes), latest.text))

    def consistency(self, size1: int, size2: int | None = None) -> list[bytes]:
        """From one size to another, by itself the latest checkpoint's. Raises LogError for sizes it never had."""
        return self._tree.consistency(size1, self._signed().checkpoint.size if size2 is None else size2)

    def sizes(self) -> list[int]:
        """Of all checkpoints ever signed, the smallest first."""
        return [row[0] for row in self._database.execute("SELECT size FROM checkpoint ORDER BY size")]

    def continuity(self) -> str:
        """What a pack carries for booths that last saw an earlier checkpoint; see continuity.py."""
        size = self._signed().checkpoint.size
        earlier = [each for each in self.sizes() if each < size][-MAX_PROOFS:]
        return write_continuity(size, {each: self._tree.consistency(each, size) for each in earlier})

    def _signed(self) -> Opened:
        if self._latest is None:
            raise LogError("the log has no checkpoint yet")
        return self._latest

    def _keep(self, text: str) -> None:
        """Remembers a checkpoint for good, with the places of its leaves, before anybody sees it."""
        opened = open_checkpoint(text, self._own)
        self._database.execute("INSERT OR REPLACE INTO checkpoint VALUES (?, ?)", (opened.checkpoint.size, text))
        self._database.commit()
        self._database.execute("BEGIN IMMEDIATE")
        self._latest = opened

    def _publish(self, text: str) -> None:
        path = self._folder / "checkpoint"
        if not path.exists() or path.read_bytes() != text.encode():
            write_text(path, text, 0o644)

    def _stored(self) -> Opened | None:
        row = self._database.execute("SELECT note FROM checkpoint ORDER BY size DESC LIMIT 1").fetchone()
        if row is None:
            return None
        try:
            return open_checkpoint(row[0], self._own)
        except NoteError as error:
            raise LogError(f"{self._folder} is not the log of {self.keys.origin}: {error}") from None

    def _check_tree(self) -> None:
        size = self._tree.size
        rows, last = self._database.execute("SELECT count(*), max(position) FROM leaf").fetchone()
        if rows != size or (size and last != size - 1):
            raise LogError(f"{self._folder}: the database knows {rows} leaves of {size}; restore it from a copy")
        if self._latest is not None and self._tree.root() != self._latest.checkpoint.root:
            raise LogError(f"{self._folder}: the tree is not the one that was signed; restore it from a copy")


def _open_database(path: Path) -> sqlite3.Connection:
    """Locked for this process until it is closed."""
    database = sqlite3.connect(path, timeout=2, isolation_level=None)
    try:
        database.execute("PRAGMA locking_mode = EXCLUSIVE")
        database.execute("PRAGMA synchronous = FULL")
        database.execute("PRAGMA cache_size = -65536")  # KiB
        database.executescript(_TABLES)
        database.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        database.close()
        raise LogError(f"{path} is in use by another process, or cannot be written ({error})") from None
    except sqlite3.DatabaseError as error:
        database.close()
        raise LogError(f"{path} is damaged ({error}): restore it from a copy") from None
    return database
