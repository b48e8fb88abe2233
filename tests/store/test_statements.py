"""Every SQL constant of the store is understood by a real Dolt on the real schema."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator

import pytest

import beadwork.store
from beadwork.dolt.connection.session import Session
from beadwork.dolt.writing import dolt_commit, local_operation
from beadwork.store.issues import child_reservations
from beadwork.store.ledger import tables as ledger_tables
from beadwork.store.mail import tables

SQL = re.compile(r"\s*(SELECT|INSERT|REPLACE|UPDATE|DELETE|WITH|SET|SHOW|CALL)\b", re.IGNORECASE)
NOT_PREPARED = re.compile(r"\s*(SHOW|CALL|SET)\b", re.IGNORECASE)
"""What Dolt carries out, but does not prepare."""
REVISION = re.compile(r"(\bdolt_\w+\((?:[^()]*,)? *|\bAS OF )%s")
"""Where a commit is named, Dolt takes no mark: the statement is prepared with one in its place."""

OF_A_TOWN = ("beadwork.store.mail.",)
"""Modules whose tables are in `hq` only."""
OF_A_LEDGER = ("beadwork.store.ledger.entries.",)
"""Modules whose tables are on the branch `ledger` only."""


def constants() -> Iterator[tuple[str, str]]:
    """Yield the name and the text of every statement that a module of `store/`, or of the two in
    `dolt/writing/` that are loaded with each write, has as a constant.
    """
    modules = [
        importlib.import_module(m.name)
        for m in pkgutil.walk_packages(beadwork.store.__path__, f"{beadwork.store.__name__}.")
    ]
    for module in [*modules, dolt_commit, local_operation]:
        for name, value in vars(module).items():
            text = (
                value[0]
                if isinstance(value, tuple) and len(value) == 2 and isinstance(value[0], str)
                else value
            )
            if (
                name.isupper()
                and isinstance(text, str)
                and SQL.match(text)
                and not NOT_PREPARED.match(text)
            ):
                yield f"{module.__name__}.{name}", text


STATEMENTS = dict(constants())


def test_there_are_statements() -> None:
    assert len(STATEMENTS) > 40


@pytest.mark.parametrize("name", STATEMENTS)
def test_statement_can_be_prepared(name: str, session: Session) -> None:
    local_operation.create(session)  # a fresh branch has none
    session.run(child_reservations.CREATE)
    if name.startswith(OF_A_TOWN):
        session.run(tables.MAIL)
        session.run(tables.CHANNELS)
    if name.startswith(OF_A_LEDGER):
        ledger_tables.create(session)
    sql = STATEMENTS[name].replace("{as_of}", "")  # the working set
    while REVISION.search(sql):
        sql = REVISION.sub(r"\1'HEAD'", sql)
    sql = re.sub(r"\bIN %s", "IN (?)", sql).replace("%s", "?").replace("%%", "%")
    session.run("PREPARE one FROM %s", sql)
    session.run("DEALLOCATE PREPARE one")


def test_no_statement_formats_a_value_into_its_text() -> None:
    for name, sql in STATEMENTS.items():
        assert "{" not in sql, name
