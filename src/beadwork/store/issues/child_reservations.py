"""The numbers of children that are taken on any branch.

Two workers on two branches that add a child to one issue would both count to the same number, and
one id would stand for two issues until the branches are merged. So whoever adds a child on a branch
first reserves its number in a table of `main`, and whoever adds one on `main` looks there and
reserves, too. The table is matched by `dolt_ignore`: it is in no commit, and each server has its
own. Two servers that know nothing of each other may still use one number; their merge renames one
of the two (docs/design/merging.md).

A parent is its id and its birth, as branches may have different issues under one id.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from beadwork.dolt.connection.server_errors import Fault, ServerError
from beadwork.dolt.versions import branches
from beadwork.model.issues import ids
from beadwork.store.issues import issues

if TYPE_CHECKING:
    from beadwork.dolt.connection.session import Result, Session, Statement
    from beadwork.dolt.writing.transaction import Transaction

MAIN = "main"
TABLE = "local_child_number"
CREATE = """
    CREATE TABLE IF NOT EXISTS local_child_number (
        parent VARCHAR(255) NOT NULL,
        born DATETIME(6) NOT NULL,
        number BIGINT NOT NULL,
        token CHAR(16) NOT NULL,
        PRIMARY KEY (parent, born, number)
    )
"""
EXISTS: Statement = ("SHOW TABLES LIKE 'local\\_child\\_number'", ())
BIRTH = "SELECT created_at FROM issues WHERE id = %s"
HIGHEST = """
    SELECT COALESCE(MAX(number), 0) FROM local_child_number WHERE parent = %s AND born = %s
"""
RESERVE = "INSERT INTO local_child_number (parent, born, number, token) VALUES (%s, %s, %s, %s)"
"""The token makes two rows of one number differ. Dolt would take equal ones for the same change."""
FREE = "DELETE FROM local_child_number WHERE parent = %s AND born = %s AND number = %s"


def prepare(session: Session) -> None:
    """Make the table on `main`, where the writers of `main` look."""
    with branches.session_at(session, MAIN) as main:
        main.run(CREATE)


def questions(parent: str) -> tuple[Statement, Statement]:
    """Return the statements whose results `reserve` takes."""
    return ((BIRTH, (parent,)), EXISTS)


def reserve(tx: Transaction, parent: str, number: int, born: Result, exists: Result) -> int:
    """Return the first number from `number` on that no branch has taken for a child of `parent`,
    and take it.

    On a branch it is taken at once, whatever becomes of the transaction (`free`).
    """
    birth = born.rows[0][0]
    if _is_on_main(tx):
        if not exists.rows:
            return number  # nobody here ever worked on a branch
        number = max(number, 1 + int(tx.rows(HIGHEST, parent, birth)[0][0]))
        tx.write(RESERVE, parent, birth, number, _token())
        return number
    with _main(tx) as main:
        return _reserve_apart(main, parent, birth, number)


def free(tx: Transaction, parent: str, child: str) -> None:
    """Give a number back whose issue was refused. On `main` the transaction does that."""
    number = ids.child_number(parent, child)
    if number is None or _is_on_main(tx):
        return
    birth = tx.rows(BIRTH, parent)[0][0]
    with _main(tx) as main:
        main.run(FREE, parent, birth, number)


def _is_on_main(tx: Transaction) -> bool:
    return tx.session.branch in (None, MAIN)


@contextmanager
def _main(tx: Transaction) -> Iterator[Session]:
    """Yield a session on `main`, of the server and database of a transaction on a branch."""
    try:
        with branches.session_at(tx.session, MAIN) as main:
            yield main
    except ServerError:
        tx.session.close()  # whoever recovers from a server error begins with a new transaction
        raise


def _reserve_apart(main: Session, parent: str, born: datetime, number: int) -> int:
    while True:
        _, highest, below = main.pipeline(
            (CREATE, ()),
            (HIGHEST, (parent, born)),
            issues.named_below_statement(parent),
        )
        on_main = ids.next_child_number(parent, (str(row[0]) for row in below.rows))
        number = max(number, 1 + int(highest.rows[0][0]), on_main)
        try:
            main.run(RESERVE, parent, born, number, _token())
        except ServerError as error:
            if error.fault not in (Fault.DUPLICATE, Fault.RETRY):
                raise
        else:
            return number


def _token() -> str:
    return os.urandom(8).hex()
