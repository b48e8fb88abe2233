"""The tables `mail` and `channels` of a town's own database, which other programs share.

They are in `hq` only, so they are not among the migrations of every tracker. A row of `metadata`
has their version.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from beadwork.store import config

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Reader, Transaction

VERSION = "1"
FACT = "mail_schema_version"

MAIL = """
    CREATE TABLE IF NOT EXISTS mail (
        id VARCHAR(64) NOT NULL,
        thread_id VARCHAR(64) NOT NULL,
        from_addr VARCHAR(255) NOT NULL,
        to_addrs JSON NOT NULL,
        subject VARCHAR(500) NOT NULL,
        body LONGTEXT,
        sent_at DATETIME(6) NOT NULL,
        read_at DATETIME(6),
        archived_at DATETIME(6),
        PRIMARY KEY (id)
    )
"""
CHANNELS = """
    CREATE TABLE IF NOT EXISTS channels (
        id VARCHAR(64) NOT NULL,
        name VARCHAR(255) NOT NULL,
        type VARCHAR(32) NOT NULL,
        config JSON,
        created_at DATETIME(6) NOT NULL,
        PRIMARY KEY (id)
    )
"""
PREPARED = "SELECT value FROM metadata WHERE `key` = 'mail_schema_version'"


def is_prepared(reader: Reader) -> bool:
    """Tell whether the tables exist in this version."""
    rows = reader.rows(PREPARED)
    return bool(rows) and rows[0][0] == VERSION


def prepare(tx: Transaction) -> None:
    """Create the tables. It can be run again after an interruption."""
    if is_prepared(tx):
        return
    tx.run(MAIL)
    tx.run(CHANNELS)
    config.put_fact(tx, FACT, VERSION)
    tx.say("bd: migrate hq to mail and channels")
