"""A pack's tables, and how its file is told from any other.

Version 1 had no proofs, registers, lists of serials nor withdrawals, and each product carried all of its lots.
"""

APPLICATION_ID = 0x47544B31  # "GTK1": in the file's header, and never another program's by chance
VERSION = 2

# Keys only where something is looked up by them. WITHOUT ROWID: the key is the tree, one descent a look-up.
SCHEMA = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE pavilion (id TEXT PRIMARY KEY, position INTEGER NOT NULL, body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE product (gtin TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE lot (gtin TEXT NOT NULL, lot TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (gtin, lot)) WITHOUT ROWID;
CREATE TABLE item (gtin TEXT NOT NULL, serial TEXT NOT NULL, lot TEXT NOT NULL, body TEXT NOT NULL,
  PRIMARY KEY (gtin, serial)) WITHOUT ROWID;
CREATE TABLE menu (id TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE dish (menu TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (menu, id)) WITHOUT ROWID;
CREATE TABLE issuer (key_id TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE laboratory (id TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE brand (id TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE proof (gtin TEXT NOT NULL, lot TEXT NOT NULL, body TEXT NOT NULL,
  PRIMARY KEY (gtin, lot)) WITHOUT ROWID;
CREATE TABLE media (name TEXT PRIMARY KEY, file TEXT NOT NULL, size INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE notice (id INTEGER PRIMARY KEY, reason TEXT NOT NULL, since TEXT NOT NULL);
CREATE TABLE withdrawn_lot (gtin TEXT NOT NULL, lot TEXT NOT NULL, notice INTEGER NOT NULL,
  PRIMARY KEY (gtin, lot)) WITHOUT ROWID;
CREATE TABLE withdrawn_numbers (id INTEGER PRIMARY KEY, numbers BLOB NOT NULL);
CREATE TABLE withdrawn_serial (gtin TEXT NOT NULL, serial TEXT NOT NULL, notice INTEGER NOT NULL,
  PRIMARY KEY (gtin, serial)) WITHOUT ROWID;
"""
