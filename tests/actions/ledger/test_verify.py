"""Whatever is altered in a ledger by SQL is found: with the source, and without it."""

from __future__ import annotations

from pathlib import Path

import pytest

from beadwork.actions.ledger import verify
from beadwork.dolt.connection.session import Session
from beadwork.dolt.databases import fingerprint, offline
from beadwork.dolt.server.files import home as homes
from beadwork.dolt.writing import dolt_commit
from beadwork.model.ledger import entry
from beadwork.model.ledger.additions import Tip
from beadwork.model.ledger.entry import Entry
from beadwork.store.ledger import entries
from ledgers import Publisher

COUNT = 5


@pytest.fixture
def published(publisher: Publisher) -> Publisher:
    """A ledger of four closed issues and one note."""
    for number in range(1, COUNT):
        publisher.tracker.create(f"Issue {number}", id=f"demo-{number}")
        publisher.tracker.close_issues(f"demo-{number}", reason="done")
    publisher.publish()
    publisher.tracker.reopen("demo-2")
    publisher.publish()
    return publisher


TAMPERING = {
    "content": "UPDATE entries SET content = REPLACE(content, 'Issue', 'issue') WHERE number = 2",
    "kind": "UPDATE entries SET kind = 'closed' WHERE number = 5",
    "issue": "UPDATE entries SET issue_id = 'demo-9' WHERE number = 3",
    "source": f"UPDATE entries SET source_commit = '{'0' * 32}' WHERE number = 3",
    "corrects": "UPDATE entries SET corrects = 1 WHERE number = 5",
    "digest": f"UPDATE entries SET digest = '{'0' * 64}' WHERE number = 1",
    "previous": f"UPDATE entries SET previous = '{'0' * 64}' WHERE number = 4",
    "removed in the middle": "DELETE FROM entries WHERE number = 3",
    "removed at the end": "DELETE FROM entries WHERE number = 5",
    "removed at the beginning": "DELETE FROM entries WHERE number = 1",
    "all removed": "DELETE FROM entries",
    "renumbered": "UPDATE entries SET number = 17 WHERE number = 5",
    "added": "INSERT INTO entries SELECT 6, kind, issue_id, corrects, source_commit, content, "
    "previous, digest FROM entries WHERE number = 5",
    "facts": "UPDATE facts SET value = '4' WHERE name = 'entries'",
    "no facts": "DELETE FROM facts",
}


@pytest.mark.parametrize("sql", TAMPERING.values(), ids=list(TAMPERING))
@pytest.mark.parametrize("commits", [False, True])
def test_what_is_altered_by_sql_is_found(published: Publisher, sql: str, commits: bool) -> None:
    assert not published.verify().faults
    with published.ledger() as ledger:
        ledger.rows(sql)
        if commits:
            dolt_commit.make(ledger, "ledger: 1 entry", "ledger <nobody@localhost>")
    assert verify.by_itself(verify.read(published.session)).faults
    assert published.verify().faults


def test_two_entries_that_change_places_are_found(published: Publisher) -> None:
    with published.ledger() as ledger:
        for sql in ("= 99 WHERE number = 2", "= 2 WHERE number = 3", "= 3 WHERE number = 99"):
            ledger.rows(f"UPDATE entries SET number {sql}")
    assert published.verify().faults


def rewrite(ledger: Session, old: str, new: str) -> None:
    """Alter the first entry, and compute every digest behind it again."""
    made: list[Entry] = []
    for found in entries.read(ledger):
        values = found._replace(
            content=found.content.replace(old, new) if not made else found.content,
            previous=made[-1].digest if made else entry.GENESIS,
        )
        made.append(values._replace(digest=entry.digest(values)))
    for found in made:
        ledger.rows(
            "UPDATE entries SET content = %s, previous = %s, digest = %s WHERE number = %s",
            found.content, found.previous, found.digest, found.number,
        )  # fmt: skip
    ledger.rows("UPDATE facts SET value = %s WHERE name = 'head'", made[-1].digest)
    dolt_commit.make(ledger, "ledger: 1 entry", "ledger <nobody@localhost>")


def test_a_ledger_that_was_rewritten_with_new_digests_is_found(published: Publisher) -> None:
    """By its history; by the source; and by whoever saw it before."""
    before = verify.read(published.session)
    with published.ledger() as ledger:
        rewrite(ledger, "Issue 1", "Issue 7")
    found = verify.by_itself(verify.read(published.session))
    assert [str(fault) for fault in found.faults] == [
        "5 rows of its history were changed or removed"
    ]
    faults = published.verify().faults
    assert any("demo-1 was another one at its source commit" in fault.what for fault in faults)
    seen = Tip(2, before.entries[1].digest)
    assert len(verify.by_itself(verify.read(published.session), seen).faults) == 2


def test_a_clone_is_proven_without_the_source(published: Publisher, tmp_path: Path) -> None:
    home = homes.Home(data=str(tmp_path / "x"), control=str(tmp_path / "tools"))
    Path(home.control).mkdir()
    dolt = offline.dolt_of(home, lambda line: None)
    assert dolt.run(tmp_path, "clone", published.url, "clone").returncode == 0
    ask = fingerprint.copy_query(dolt, tmp_path / "clone")
    found = verify.by_itself(verify.read_copy(ask, "the clone"))
    assert (found.faults, len(found.ledger.entries)) == ([], COUNT)
    assert found.ledger == verify.read(published.session)
    for sql in TAMPERING.values():
        assert dolt.run(tmp_path / "clone", "sql", "-q", sql).returncode == 0
        assert verify.by_itself(verify.read_copy(ask, "the clone")).faults, sql
        assert dolt.run(tmp_path / "clone", "reset", "--hard").returncode == 0


def test_each_source_commit_is_compared(published: Publisher) -> None:
    found = published.verify()
    assert (found.compared, found.gone) == (COUNT, 0)


def test_what_is_gone_from_the_source_is_counted(published: Publisher) -> None:
    """After a history was rewritten, entries can be proven by the chain only."""
    newest = published.session.rows("SELECT DOLT_HASHOF('HEAD~1')")[0][0]
    published.session.rows("CALL DOLT_RESET('--hard', %s)", newest)
    found = published.verify()
    assert (found.faults, found.compared, found.gone) == ([], COUNT - 1, 1)
    published.tracker.create("Another", id="demo-7")
    published.tracker.close_issues("demo-7", reason="done")
    assert published.publish().appended.kinds == {"closed": 2}  # demo-2 is closed as it was
    assert not published.verify().faults
