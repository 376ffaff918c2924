"""The file of an EmbeddedStore: whose it is, and what brings one of an earlier version up to this one."""

from __future__ import annotations

import sqlite3
from pathlib import Path

_APPLICATION_ID = 0x47544B53  # "GTKS"
# By user_version: what brings a file from there to the next.
_STEPS = (
    """
CREATE TABLE IF NOT EXISTS orders (
  id INTEGER PRIMARY KEY,
  external_reference TEXT NOT NULL UNIQUE,
  body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS sold (sku TEXT PRIMARY KEY, quantity INTEGER NOT NULL) WITHOUT ROWID;
""",
    """
ALTER TABLE orders ADD COLUMN state TEXT NOT NULL DEFAULT 'accepted';
ALTER TABLE orders ADD COLUMN paid_at TEXT;
CREATE TABLE changes (number INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, key TEXT NOT NULL);
""",
    # The latest change of each order and ware is all that anybody asks for; AUTOINCREMENT gives no number twice.
    """
ALTER TABLE orders ADD COLUMN reason TEXT;
DELETE FROM changes WHERE number NOT IN (SELECT max(number) FROM changes GROUP BY kind, key);
CREATE UNIQUE INDEX changed ON changes (kind, key);
""",
    # JSON, sku -> pieces that went off the shelf, also those within sets; NULL: as the order's lines say.
    """
ALTER TABLE orders ADD COLUMN taken TEXT;
""",
)


def opened(path: Path) -> sqlite3.Connection:
    """Raises sqlite3.Error or OSError; a file that is none of ours is left as it was."""
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, isolation_level=None, timeout=5.0, check_same_thread=False)
    try:
        _look_at(connection)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        _bring_up(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _look_at(connection: sqlite3.Connection) -> int:
    """The file's version, 0 for a new one. Raises sqlite3.DatabaseError for a file that is none of ours."""
    application, version = (
        connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
    )
    if application == _APPLICATION_ID:
        if version > len(_STEPS):
            raise sqlite3.DatabaseError(f"made by a later version ({version})")
        return int(version) or 1  # the first version left it at nought
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if application or version or not tables <= {"orders", "sold"}:
        raise sqlite3.DatabaseError("it is not a store's file")
    return 1 if tables else 0  # the first version wrote its tables first, and whose they are after that


def _bring_up(connection: sqlite3.Connection) -> None:
    """Raises sqlite3.Error; the file then stays as it was."""
    if _look_at(connection) == len(_STEPS):
        return
    connection.execute("BEGIN EXCLUSIVE")
    version = _look_at(connection)  # another process may have been first
    for step in _STEPS[version:]:
        for statement in filter(str.strip, step.split(";\n")):
            connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {len(_STEPS)}")
    connection.execute("COMMIT")
