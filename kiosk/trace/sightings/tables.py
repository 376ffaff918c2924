"""The file of sightings: its table, and what is asked of it."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

APPLICATION = 0x47544B53  # "GTKS"
VERSION = 1

_SCHEMA = f"""
PRAGMA application_id = {APPLICATION};
PRAGMA user_version = {VERSION};
CREATE TABLE sightings (
    hash BLOB NOT NULL,      -- exchange.item_hash
    booth TEXT NOT NULL,
    hour INTEGER NOT NULL,   -- since 1970 UTC
    flags INTEGER NOT NULL,  -- doubts.SOLD
    PRIMARY KEY (hash, booth, hour)
) STRICT, WITHOUT ROWID;
CREATE INDEX newest ON sightings (booth, hour DESC, hash);
"""

ABOUT = "SELECT booth, hour, flags FROM sightings WHERE hash = ? AND hour >= ? ORDER BY hour DESC LIMIT ?"
ADD = "INSERT OR IGNORE INTO sightings (hash, booth, hour, flags) VALUES (?, ?, ?, ?)"
JOIN = "UPDATE sightings SET flags = flags | ? WHERE hash = ? AND booth = ? AND hour = ?"
OF_BOOTH = "SELECT hour, hash, flags FROM sightings WHERE booth = ? AND hour >= ?"
COUNTS = "SELECT booth, count(*) FROM sightings GROUP BY booth"
ALL = "SELECT hash, booth, hour, flags FROM sightings WHERE hour >= ?"
FORGET = "DELETE FROM sightings WHERE booth = ? AND hour < ?"
# state.State keeps the newest, and of one hour those with the least hash.
FIRST_BEYOND = "SELECT hour, hash FROM sightings WHERE booth = ? ORDER BY hour DESC, hash LIMIT 1 OFFSET ?"
CUT = "DELETE FROM sightings WHERE booth = ? AND ((hour = ? AND hash >= ?) OR hour < ?)"


def open_file(path: Path) -> tuple[sqlite3.Connection, Path | None]:
    """The file, made where there is none; and where a damaged one was put. Raises sqlite3.Error and OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        return _open(path), None
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError) or not path.exists():
            raise  # locked, full, read-only: nothing is wrong with what is in it
        aside = path.with_name(f"{path.name}.damaged-{datetime.now(UTC):%Y%m%dT%H%M%S}")
        path.rename(aside)
        for tail in ("-wal", "-shm"):
            path.with_name(path.name + tail).unlink(missing_ok=True)
        return _open(path), aside


def _open(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=5)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")  # a power cut may cost the last sightings, never the file
        if not connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
            connection.executescript(_SCHEMA)
        elif (
            connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION
            or connection.execute("PRAGMA user_version").fetchone()[0] != VERSION
        ):
            raise sqlite3.DatabaseError("not a file of sightings of this version")
        connection.execute(COUNTS).fetchall()
        return connection
    except BaseException:
        connection.close()
        raise
