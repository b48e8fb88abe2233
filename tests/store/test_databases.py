"""What `init` finds where a database of its name is there: a half-made one is its own, whatever it
was cut off at.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from beadwork.dolt.connection.session import Session
from beadwork.dolt.writing import local_operation
from beadwork.store import databases, migrations


@pytest.fixture
def empty(session: Session) -> Iterator[Session]:
    """A session on a database of its own with nothing in it."""
    name = f"half_{os.urandom(4).hex()}"
    databases.create(session, name)
    with Session(session.address, name) as inside:
        yield inside
    session.run(f"DROP DATABASE `{name}`")


def test_a_migration_cut_off_anywhere_is_recognized(empty: Session) -> None:
    assert databases.inspect(empty).is_empty
    local_operation.prepare(empty, "Test <test@example.org>")
    for statement in [
        sql_statement
        for _, _, sql in migrations.files()
        for sql_statement in migrations.statements(sql)
    ]:
        empty.run(statement.rstrip(";").replace("%", "%%"))
        found = databases.inspect(empty)
        assert not found.is_foreign, statement
        assert found.facts == {}


def test_tables_of_somebody_else_are_foreign(empty: Session) -> None:
    empty.run("CREATE TABLE theirs (id INT PRIMARY KEY)")
    assert databases.inspect(empty).is_foreign
    empty.run("CREATE TABLE metadata (`key` VARCHAR(20) PRIMARY KEY, value VARCHAR(20))")
    assert databases.inspect(empty).is_foreign
    empty.run("INSERT INTO metadata VALUES ('version', '7')")
    assert databases.inspect(empty).is_foreign
