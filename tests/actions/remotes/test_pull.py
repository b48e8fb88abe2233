"""Pulls: what comes is checked, then merged by the rules, in one commit."""

from __future__ import annotations

import pytest

from beadwork import errors
from beadwork.dolt.connection.session import Session
from beadwork.store.identity_check import SCHEMA_VERSION
from clones import Clones, opened
from harness import Place


def test_a_pull_without_commits_of_our_own_moves_main_forward(clones: Clones) -> None:
    with opened(clones.ours) as ours:
        ours.create("New")
        pushed = ours.push()
    with opened(clones.theirs) as theirs:
        pulled = theirs.pull()
        assert (pulled.after, pulled.fetched, pulled.merge) == (pushed.local, 1, None)
        assert theirs.pull().fetched == 0
        theirs.create("The next write goes on")
        assert theirs.push().is_new


def test_a_pull_merges_by_the_rules_in_one_commit(clones: Clones) -> None:
    issue = f"{clones.prefix}-1"
    with opened(clones.ours) as ours, opened(clones.theirs) as theirs:
        ours.update(issue, priority=0)
        ours.add_labels([issue], ["ours"])
        ours.push()
        theirs.add_labels([issue], ["theirs"])
        pulled = theirs.pull()
        shown = theirs.show(issue)[0].issue
        assert pulled.merge
        assert (shown.priority, set(shown.labels)) == (0, {"ours", "theirs"})
        assert theirs.ask(lambda reader: reader.rows("SELECT COUNT(*) FROM dolt_status")) == ((0,),)
        theirs.push()
        assert ours.pull().after == pulled.after
        assert ours.pull().after == theirs.pull().after


def test_a_pull_does_not_stumble_over_local_bookkeeping(clones: Clones) -> None:
    with opened(clones.ours) as ours:
        ours.create("Pushed")
        ours.push()
    with opened(clones.theirs) as theirs:
        theirs.ask(lambda reader: reader.rows("UPDATE issues SET title = 'By hand'"))
        theirs.ask(lambda reader: reader.rows("CREATE TABLE local_note (id INT PRIMARY KEY)"))
        pulled = theirs.pull()
        assert pulled.merge
        titles = {issue.title for issue in theirs.list().issues}
        assert titles == {"By hand", "Pushed"}
        assert theirs.ask(lambda reader: reader.rows("SHOW TABLES LIKE 'local%%'"))


def test_deferred_writes_are_committed_by_a_pull(clones: Clones) -> None:
    with opened(clones.ours) as ours:
        ours.create("Pushed")
        ours.push()
    assert clones.theirs.run("config", "set", "dolt.auto-commit", "off").returncode == 0
    assert clones.theirs.run("create", "Deferred").returncode == 0
    assert clones.theirs.run("dolt", "pull").returncode == 0
    with opened(clones.theirs) as theirs:
        assert {issue.title for issue in theirs.list().issues} == {"Shared", "Pushed", "Deferred"}


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("CREATE TRIGGER evil BEFORE INSERT ON issues FOR EACH ROW SET NEW.title = 'x'", "evil"),
        ("CREATE VIEW evil AS SELECT 1", "evil"),
        ("CREATE PROCEDURE evil() SELECT 1", "evil"),
        ("CREATE TABLE evil (id INT PRIMARY KEY)", "evil"),
        ("ALTER TABLE issues ADD COLUMN evil INT DEFAULT 1", "evil"),
        ("UPDATE metadata SET value = 'another' WHERE `key` = 'project_id'", "project another"),
        ("UPDATE metadata SET value = '99' WHERE `key` = 'schema_version'", "schema version 99"),
        ("UPDATE issues SET priority = 77", "1 row that no command writes"),
        ("UPDATE issues SET assignee = CONCAT('a', CHAR(27), '[2J')", "a control character"),
        ("UPDATE issues SET title = ''", "a value out of range"),
    ],
)
def test_what_an_attacker_pushed_is_refused_by_name(
    clones: Clones, statement: str, named: str
) -> None:
    head = _prepared(clones.ours, statement)
    with opened(clones.theirs) as theirs:
        before = theirs.remotes()[0].commit
        with pytest.raises(errors.BeadworkError, match=named):
            theirs.pull()
        with pytest.raises(errors.BeadworkError, match=named):
            theirs.fetch()
        assert [issue.title for issue in theirs.list().issues] == ["Shared"]
        assert before != head
    refused = clones.theirs.run("dolt", "pull")
    assert refused.returncode == 1
    assert "Hint: " in refused.stderr


def _prepared(place: Place, statement: str) -> str:
    """Push a commit with a statement that no command of beadwork makes, and return the commit."""
    with opened(place) as tracker:

        def act(root: Session) -> str:
            root.rows(statement)
            root.rows("CALL DOLT_COMMIT('-Am', 'harmless')")
            root.rows("CALL DOLT_PUSH('origin', 'main')")
            return str(root.rows("SELECT DOLT_HASHOF('main')")[0][0])

        return tracker.link.ask_as_root(act, 60)


def test_an_older_schema_says_where_to_migrate(clones: Clones) -> None:
    _prepared(clones.ours, "UPDATE metadata SET value = '1' WHERE `key` = 'schema_version'")
    refused = clones.theirs.run("dolt", "pull")
    assert f"schema version 1, and this tracker has {SCHEMA_VERSION}" in refused.stderr
    assert "bd migrate && bd dolt push   on the side that pushed it" in refused.stderr


def test_a_branch_of_a_worker_takes_no_pull(clones: Clones) -> None:
    refused = clones.theirs.run("branch", "create", "worker")
    assert refused.returncode == 0
    refused = clones.theirs.run("dolt", "pull", BD_BRANCH="worker")
    assert refused.returncode == 2
    assert "the branch in use is worker" in refused.stderr
