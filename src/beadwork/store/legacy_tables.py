"""Read the tables of a tracker from before Dolt: its SQLite file, or another program's Dolt
database.

The tables are always read from a copy. Even a read writes files beside a database (SQLite's `-shm`,
Dolt's `stats/`), and the old database must not be touched.
"""

from __future__ import annotations

import os
import re
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from beadwork.dolt.databases import unserved
from beadwork.dolt.databases.offline import Dolt
from beadwork.dolt.server.machine import process
from beadwork.errors import BadFile, BadWorkspace, StorageFailure
from beadwork.files import bounded, directories
from beadwork.model.exchange.legacy_tables import WANTED, Record, Tables

COMPANION_ENDINGS = ("-wal", "-shm", "-journal")
"""The endings of the files that SQLite keeps beside a database. They may hold the newest rows."""
MOST_BYTES = 4 * bounded.IMPORT
"""The largest size in bytes of an SQLite file, and of each file beside it."""
LONGEST_VALUE = 100_000_000
"""The largest size in bytes of one value. A generated column could ask for any length."""
MAGIC = b"SQLite format 3\0"

MOST_COMPLAINTS = 1_000_000
_HARMLESS = re.compile(
    r"\*\*\* in database \w+ \*\*\*|Page \d+(:| is) never used"
    r"|Freelist: size is \d+ but should be \d+"
)
"""Pages that nothing uses and that are not in the list of free ones, as a crash leaves them."""

ReadTables = tuple[Tables, dict[str, int]]
"""The tables to import, and the number of rows of each other table."""


class DamagedFile(BadWorkspace):
    """An SQLite file cannot be read whole."""


def is_sqlite(path: Path) -> bool:
    """Tell whether a file is an SQLite database."""
    with suppress(OSError, BadFile):
        return bounded.read_some(str(path), len(MAGIC)) == MAGIC
    return False


def sqlite(path: Path) -> ReadTables | None:
    """Return the tables of an SQLite file, None where it has no issues.

    Raises:
        StorageFailure: another process has the file open.
        DamagedFile: the file is damaged.
    """
    holders = process.serving(str(path))
    if holders:
        names = ", ".join(process.describe(holder) for holder in holders)
        raise StorageFailure(f"{path} is open in {names}", hint="stop that process yourself")
    with TemporaryDirectory(prefix="beadwork-older-") as directory:
        copy = Path(directory, "older.db")
        bounded.copy(os.path.realpath(path), str(copy), MOST_BYTES)
        for end in COMPANION_ENDINGS:
            if Path(f"{path}{end}").exists():
                bounded.copy(f"{path}{end}", f"{copy}{end}", MOST_BYTES)
        try:
            with closing(sqlite3.connect(f"file:{copy}?mode=ro", uri=True)) as connection:
                connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
                return _tables(connection)
        except sqlite3.DatabaseError as error:
            raise DamagedFile(
                f"{path} is damaged: {error}", hint=f"sqlite3 {path} .recover"
            ) from None


def _tables(connection: sqlite3.Connection) -> ReadTables | None:
    connection.row_factory = sqlite3.Row
    for complaint in _complaints(connection):
        raise sqlite3.DatabaseError(complaint)
    listed = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    names = [str(row["name"]) for row in listed]
    if "issues" not in names:
        return None
    tables = {name: _rows(connection, name) for name in WANTED if name in names}
    others = [name for name in names if name not in WANTED and not name.startswith("sqlite_")]
    return tables, {name: _count(connection, name) for name in others}


def _complaints(connection: sqlite3.Connection) -> list[str]:
    """Return what SQLite says of its file, without what touches no row."""
    lines = [
        line
        for (text,) in connection.execute(f"PRAGMA quick_check({MOST_COMPLAINTS})")
        for line in str(text).splitlines()
    ]
    return [line for line in lines if line != "ok" and not _HARMLESS.fullmatch(line)]


def _rows(connection: sqlite3.Connection, table: str) -> list[Record]:
    return [dict(row) for row in connection.execute(f'SELECT * FROM "{table}"')]


def _count(connection: sqlite3.Connection, table: str) -> int:
    name = table.replace('"', '""')
    (count,) = connection.execute(f'SELECT COUNT(*) FROM "{name}"').fetchone()
    return int(count)


def dolt(program: Dolt, database: Path) -> ReadTables | None:
    """Return the tables of a Dolt database that no server has open, None where it has no issues.

    Raises:
        StorageFailure: the database cannot be read, or a server has it open.
    """
    with TemporaryDirectory(prefix="beadwork-older-") as directory:
        copy = Path(directory, "older")
        with unserved.locked(database):
            directories.copy(str(database / ".dolt"), str(copy / ".dolt"))
        try:
            listed = program.rows(copy, "SHOW FULL TABLES WHERE Table_type = 'BASE TABLE'")[0]
            names = [str(row[-1]) for row in listed]  # columns sorted by name: Table_type is first
            if "issues" not in names:
                return None
            wanted = [name for name in WANTED if name in names]
            answers = program.records(copy, *(f"SELECT * FROM `{name}`" for name in wanted))
            others = [name for name in names if name not in WANTED and not name.startswith("dolt_")]
            counts = (
                program.rows(copy, *(f"SELECT COUNT(*) AS n FROM `{name}`" for name in others))
                if others
                else []
            )
        except StorageFailure as error:
            raise StorageFailure(error.message.replace(str(copy), str(database))) from None
    return dict(zip(wanted, answers, strict=True)), {
        name: int(rows[0][0]) for name, rows in zip(others, counts, strict=True)
    }
