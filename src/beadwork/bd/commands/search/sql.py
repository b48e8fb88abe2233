"""Query the database by SQL; with --write, change rows.

    bd sql "SELECT id, title FROM issues WHERE status = 'open' LIMIT 5"
    bd sql "SELECT type, COUNT(*) AS number FROM issues GROUP BY type" --json
    bd sql "SELECT title FROM issues AS OF 'HEAD~3' WHERE id = 'bd-a3f'"
    bd sql "SHOW TABLES"
    bd sql --write "UPDATE issues SET assignee = 'bob' WHERE assignee = 'alice'"

It takes one statement. A statement that reads cannot write: the server refuses it. --write takes an
INSERT, UPDATE, DELETE or REPLACE of one table of the tracker, and makes one commit with you as the
author. It does not check the tracker's rules, and does not set `updated_at`. Times are UTC. JSON
columns are printed as JSON. For all other statements use `bd dolt sql`.
"""

from __future__ import annotations

import argparse

from beadwork import errors
from beadwork.bd import input
from beadwork.bd.opening import open_tracker
from beadwork.console.console import Console
from beadwork.dolt import statement
from beadwork.model.counted import counted
from beadwork.tracker import InternalTracker


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("query", metavar="QUERY", help="one statement (- for standard input)")
    parser.add_argument("--write", action="store_true", help="change rows, as one commit")


def run(console: Console, options: argparse.Namespace) -> None:
    sql = statement.check(input.text(console, "-")[0] if options.query == "-" else options.query)
    if "\x00" in sql:
        raise errors.Usage("the statement holds a NUL byte")
    writes = statement.writes(sql)
    if writes and not options.write:
        raise errors.Usage("the statement changes rows: it needs --write", hint="bd sql --help")
    with open_tracker(console) as tracker:
        if writes:
            _change(console, tracker, sql)
        else:
            _ask(console, tracker, sql)


def _change(console: Console, tracker: InternalTracker, sql: str) -> None:
    changed = tracker.execute(sql)
    console.result({"rows_affected": changed}, lambda: f"{counted(changed, 'row')} changed")


def _ask(console: Console, tracker: InternalTracker, sql: str) -> None:
    from beadwork.bd.output.search import table

    found = tracker.query(sql)
    console.result(
        [dict(zip(found.columns, row, strict=True)) for row in found.rows],
        lambda: table.lines(console, found.columns, found.rows) if found.rows else "No rows",
    )
