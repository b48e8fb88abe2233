"""All bytes that a peer receives are searched for every private string, tier by tier: the objects
of git and the chunks of Dolt in them, and each row of each table at each commit of a clone.
"""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

import remote_bytes
from beadwork.model.sovereignty import tier
from beadwork.tracker import core
from federated_towns import Town, town
from ledgers import bare

PRIVATE = ("demo-secret", "Acquire Initech", "in one word: merger", "seller list", "off the record",
           "bidder list")  # fmt: skip
"""What is of private issues. It leaves at no tier."""
PERSONS = (
    "Ann Example",
    "ann.example@corp.example",
    "Zoë Privée",
    "Privée",
    "bob-the-builder",
    "carol@other.example",
    "Dave Commenter",
    "Erin Gone",
    "erin gone",
    "fred@corp.example",
    "Grace Labelled",
    "heidi",
    "Ivan Late",
)
SAID = ("a comment on the plan", "noted by the way", "a later remark")
"""Comments and notes."""
TABLES = (
    "issues",
    "dependencies",
    "comments",
    "config",
    "metadata",
    "memories",
    "conflicts",
    "compactions",
)


@pytest.fixture
def ann(tmp_path: Path) -> Iterator[Town]:
    with town("ann", tmp_path) as found:
        (found.person.home / ".gitconfig").write_text(
            "[user]\n\tname = Ann Example\n\temail = ann.example@corp.example\n"
        )
        found.person.environment["GIT_CONFIG_GLOBAL"] = str(found.person.home / ".gitconfig")
        del found.person.environment["BEADS_ACTOR"]
        yield found


def fill(ann: Town) -> None:
    """Make a tracker that names persons and private issues in every place that there is."""
    ann.bd("init", "-p", "demo")
    ann.bd(
        "create",
        "Plan the move",
        "--id",
        "demo-1",
        "-d",
        "Ask Zoë Privée or carol@other.example",
        "--notes",
        "noted by the way",
        "--assignee",
        "Zoë Privée",
    )
    ann.bd(
        "create",
        "erin gone asked",
        "--id",
        "demo-2",
        "--assignee",
        "Grace Labelled",
        "-l",
        "for Grace Labelled",
        "--design",
        "as in DEMO-SECRET.1 and demo-secret",
        "--acceptance",
        "heidi, fred@corp.example and Privée agree",
    )
    ann.bd("assign", "demo-2", "Erin Gone")
    ann.bd(
        "update",
        "demo-2",
        "--assignee",
        "heidi",
        "--set-metadata",
        "by=Ann Example",
        "--set-metadata",
        "see=demo-secret",
        "--external-ref",
        "mail-of-fred@corp.example",
    )
    ann.bd(
        "create",
        "Acquire Initech",
        "--id",
        "demo-secret",
        "-l",
        "private",
        "-d",
        "in one word: merger",
    )
    ann.bd("create", "seller list", "--id", "demo-secret.1", "--parent", "demo-secret")
    ann.bd("create", "bidder list", "--id", "demo-secret.2", "--parent", "demo-secret")
    ann.bd("update", "demo-secret.2", "--parent", "")
    ann.bd("create", "off the record", "--id", "demo-3", "--metadata", '{"private": true}')
    ann.bd("dep", "add", "demo-1", "demo-secret")
    ann.bd("dep", "add", "demo-3", "demo-2")
    ann.bd(
        "comment",
        "demo-1",
        "a comment on the plan by Dave Commenter, after demo-secret",
        "--actor",
        "Dave Commenter",
    )
    ann.bd("comment", "demo-secret", "off the record, too")
    ann.bd("remember", "Ann Example likes the window seat", "--key", "seat")
    ann.bd("close", "demo-2", "--reason", "heidi did it with bob-the-builder")
    with ann.tracker() as tracker:
        tracker.change(lambda tx: _wait_for(tx, "demo-1", '["bob-the-builder"]'))


def _wait_for(tx: Any, issue_id: str, waiters: str) -> None:
    tx.run("UPDATE issues SET waiters = %s WHERE id = %s", waiters, issue_id)
    tx.say("bd: wait")


def go_on(ann: Town) -> None:
    """Change what was sent already."""
    ann.bd("update", "demo-1", "--title", "Plan the move with Ivan Late", "--assignee", "Ivan Late")
    ann.bd("comment", "demo-2", "a later remark", "--actor", "Ivan Late")
    ann.bd("update", "demo-3", "--append-notes", "off the record, still")
    ann.bd("create", "Count the boxes", "--id", "demo-4", "-d", "after demo-secret")


def send(ann: Town, repository: Path, *tier: str) -> None:
    """Fill the tracker, push, change it, and push again."""
    fill(ann)
    ann.bd("federation", "add-peer", "partner", f"git+file://{repository}", *tier)
    ann.bd("federation", "push", "partner")
    go_on(ann)
    ann.bd("federation", "push", "partner")


def received(repository: Path, directory: Path) -> tuple[list[bytes], list[dict[str, Any]]]:
    """Return the bytes of a repository, and those of a dump of a clone; and the rows in it."""
    raw = list(remote_bytes.everything(repository))
    with town("partner", directory) as partner:
        partner.bd("init", "--from-remote", f"git+file://{repository}")
        rows = dump(partner)
    return [*raw, *(repr(row).encode() for row in rows)], rows


def dump(partner: Town) -> list[dict[str, Any]]:
    """Return all rows of all tables at all commits, and the commits."""
    found = []
    with partner.tracker() as tracker:
        assert tracker.profile
        tracker.link.become_root()
        session = tracker.link.session
        branches = session.rows("SELECT name, hash FROM dolt_branches") + session.rows(
            "SELECT name, hash FROM dolt_remote_branches"
        )
        commits = {
            row[0]: row
            for _, head in branches
            for row in session.table(f"SELECT * FROM dolt_log('{head}')").rows
        }
        found += [{"table": "dolt_log", "row": row} for row in commits.values()]
        for commit in commits:
            known = {row[0] for row in session.rows(f"SHOW TABLES AS OF '{commit}'")}
            for table in known & set(TABLES):
                rows = session.rows(f"SELECT * FROM `{table}` AS OF %s", commit)
                found += [{"table": table, "row": row} for row in rows]
    return found


def present(seen: list[bytes], words: tuple[str, ...]) -> list[str]:
    """Return the words that are somewhere, in any case of their letters."""
    return [
        word
        for word in words
        if any(word.casefold() in part.decode("utf-8", "ignore").casefold() for part in seen)
    ]


def test_t1_sends_everything_but_private_issues(ann: Town, tmp_path: Path) -> None:
    repository = bare(tmp_path / "hub.git")
    send(ann, repository)
    seen, _ = received(repository, tmp_path)
    assert present(seen, PRIVATE) == []
    assert present(seen, ("Zoë Privée", *SAID)) == ["Zoë Privée", *SAID]


def test_t3_names_nobody(ann: Town, tmp_path: Path) -> None:
    repository = bare(tmp_path / "hub.git")
    send(ann, repository, "--tier", "T3")
    seen, rows = received(repository, tmp_path)
    machine = (str(tmp_path), f"@{socket.gethostname()}")
    assert present(seen, (*PRIVATE, *PERSONS, *machine, "window seat")) == []
    newest = {row["row"][0]: row["row"] for row in rows if row["table"] == "issues"}
    assert set(newest) == {"demo-1", "demo-2", "demo-4"}
    assert present(seen, ("later remark", "Plan the move", "person-"))


def test_t4_has_no_comments_notes_or_times_of_day(ann: Town, tmp_path: Path) -> None:
    repository = bare(tmp_path / "hub.git")
    send(ann, repository, "--tier", "T4")
    seen, rows = received(repository, tmp_path)
    machine = (str(tmp_path), f"@{socket.gethostname()}")
    assert present(seen, (*PRIVATE, *PERSONS, *SAID, *machine, "person-", "window seat")) == []
    times = [
        value
        for row in rows
        for value in row["row"]
        if isinstance(value, datetime) and "Initialize data repository" not in row["row"]
    ]
    assert times
    assert {moment.time().isoformat() for moment in times} == {"00:00:00"}


def test_t2_sends_to_the_own_organization_only(ann: Town, tmp_path: Path) -> None:
    repository = bare(tmp_path / "hub.git")
    fill(ann)
    ann.bd("federation", "add-peer", "partner", f"git+file://{repository}", "--tier", "T2")
    before = list(remote_bytes.everything(repository))
    refused = ann.person.run("federation", "push", "partner", "--json", cwd=ann.directory)
    assert refused.returncode == 1
    assert '"sovereignty_refused"' in refused.stderr + refused.stdout
    assert list(remote_bytes.everything(repository)) == before
    ann.bd("config", "set", "federation.organization", f"git+file://{tmp_path}")
    ann.bd("federation", "push", "partner")
    seen, _ = received(repository, tmp_path)
    assert present(seen, PRIVATE) == []


def test_a_private_issue_of_the_past_keeps_main_back(ann: Town, tmp_path: Path) -> None:
    repository = bare(tmp_path / "hub.git")
    ann.bd("init", "-p", "demo")
    ann.bd("create", "Acquire Initech", "--id", "demo-secret", "-l", "private")
    ann.bd("delete", "demo-secret", "--force")
    ann.bd("create", "Plan the move", "--id", "demo-1")
    ann.bd("federation", "add-peer", "partner", f"git+file://{repository}")
    ann.bd("federation", "push", "partner")
    seen, _ = received(repository, tmp_path)
    assert present(seen, (*PRIVATE, "Plan the move")) == ["Plan the move"]


def test_nobody_writes_on_an_outbound_branch(ann: Town, tmp_path: Path) -> None:
    repository = bare(tmp_path / "hub.git")
    send(ann, repository, "--tier", "T3")
    before = list(remote_bytes.everything(repository))
    refused = ann.person.run("create", "By Ann", cwd=ann.directory, BD_BRANCH="outbound-t3")
    assert refused.returncode == 1
    assert "outbound-t3 is sent to peers" in refused.stderr
    assert ann.person.run("branch", "create", "outbound-x", cwd=ann.directory).returncode == 1
    with ann.tracker() as tracker:
        assert tracker.profile
        tracker.link.become_root()
        tracker.link.session.switch("outbound-t3")
        tracker.link.session.rows(
            "CALL DOLT_COMMIT('--allow-empty', '-m', 'x', '--author', 'Ann Example <a@b.example>')"
        )
    refused = ann.person.run("federation", "push", "partner", cwd=ann.directory)
    assert refused.returncode == 1
    assert "has commits that name Ann Example" in refused.stderr
    assert list(remote_bytes.everything(repository)) == before


def test_an_outbound_branch_is_called_as_the_tracker_knows_it() -> None:
    assert tier.OUTBOUND == core.OUTBOUND
