"""Branches whose tables are of different versions: the newer one wins, and nothing stands against
the merge.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial

import pytest

from beadwork.actions.merging import merge as action
from beadwork.actions.merging.merge import Merge
from beadwork.dolt.connection.session import Session
from beadwork.dolt.versions import merging
from beadwork.dolt.writing.author import Author
from beadwork.dolt.writing.transaction import Transaction
from beadwork.dolt.writing.write import Writer
from beadwork.store import databases, migrations
from beadwork.store.identity_check import SCHEMA_VERSION

AUTHOR = Author("Test", "test@example.org")


class Branches:
    """Two branches of a database of its own, forked when its tables were of version 1."""

    def __init__(self, main: Session, worker: Session) -> None:
        self.main = main
        self.worker = worker

    def file(self, session: Session, issue_id: str) -> None:
        """File an issue as the program of that version did."""
        sql = """
            INSERT INTO issues
                (id, type, title, status, priority, created_at, updated_at, created_by)
            VALUES (%s, 'task', %s, 'open', 2, NOW(6), NOW(6), 'Test')
        """
        self.writer(session).write(
            lambda tx: (tx.run(sql, issue_id, issue_id), tx.say(f"bd: create {issue_id}"))
        )

    def migrate(self, session: Session) -> None:
        migrations.run(session, self.writer(session))

    def writer(self, session: Session) -> Writer:
        return Writer(session, AUTHOR, revive=_no_revival)

    def merge(self, into: Session, branch: str) -> Merge:
        found = action.look(into, branch)

        def merge(tx: Transaction) -> Merge:
            return action.merge(tx, found)

        return self.writer(into).write(merge, action.questions(found))


def _no_revival(error: Exception) -> None:
    raise error


@pytest.fixture
def branches(session: Session) -> Iterator[Branches]:
    name = f"merged_{os.urandom(4).hex()}"
    databases.create(session, name)
    with (
        Session(session.address, name) as main,
        Session(session.address, name, branch="worker") as worker,
    ):
        found = Branches(main, worker)
        migrations.run(main, found.writer(main), upto=1)
        found.file(main, "demo-1")
        main.run("CALL DOLT_BRANCH('worker')")
        found.file(worker, "demo-2")
        found.file(main, "demo-3")
        yield found
    session.run(f"DROP DATABASE `{name}`")


def test_main_was_migrated_while_the_worker_was_away(branches: Branches) -> None:
    branches.migrate(branches.main)
    branches.merge(branches.main, "worker")
    _holds_all(branches.main)


def test_the_worker_was_migrated(branches: Branches) -> None:
    branches.migrate(branches.worker)
    branches.merge(branches.main, "worker")
    _holds_all(branches.main)


def test_both_were_migrated_and_both_left_something_to_a_person(branches: Branches) -> None:
    for session, value in ((branches.main, 60), (branches.worker, 90)):
        branches.migrate(session)
        conflict = (
            "INSERT INTO conflicts VALUES ('demo-1', 'estimated_minutes', %s, '5', 'x', NOW(6))"
        )
        branches.writer(session).write(partial(_run, sql=conflict, value=f"{value:016}"))
        branches.writer(session).write(partial(_run, sql=conflict, value="the same on both"[:16]))
    done = branches.merge(branches.main, "worker")
    _holds_all(branches.main)
    assert len(branches.main.rows("SELECT * FROM conflicts")) == 3
    assert done.report.summary() == "2 taken, 1 merged"


def test_a_worker_of_the_old_version_takes_from_a_migrated_main(branches: Branches) -> None:
    branches.migrate(branches.main)
    branches.merge(branches.worker, "main")
    _holds_all(branches.worker)


def test_a_merge_knows_which_tables_a_commit_does_not_have(branches: Branches) -> None:
    branches.migrate(branches.main)
    found = merging.compare(branches.main, "worker")
    assert found.missing_tables()[found.heads.theirs] == {"conflicts", "compactions"}
    assert not found.missing_tables()[found.heads.ours]


def _run(tx: Transaction, sql: str, value: str) -> None:
    tx.run(sql, value)
    tx.say("bd: undecided")


def _holds_all(session: Session) -> None:
    assert [row[0] for row in session.rows("SELECT id FROM issues ORDER BY id")] == [
        "demo-1",
        "demo-2",
        "demo-3",
    ]
    assert migrations.version(session) == SCHEMA_VERSION
    assert not session.rows("SELECT * FROM dolt_status")
    session.rows("SELECT * FROM conflicts, compactions")
