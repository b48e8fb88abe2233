"""A ledger has the closed issues that are public, and everything else stays here."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import remote_bytes
from beadwork import errors
from beadwork.actions.ledger import append, publish
from beadwork.dolt.databases import offline
from beadwork.dolt.server.files import home as homes
from beadwork.dolt.versions import branches, remote_branches, remotes
from beadwork.store.ledger import entries
from beadwork.tracker import open_internal as open_tracker
from harness import Person, assert_done
from ledgers import Publisher, bare

SECRET = ("heliotrope", "zanzibar", "quixotic", "marzipan", "obsidian", "tamarind", "velociraptor")
"""Words that are in open or private issues only, in every kind of field."""


def texts(word: str) -> dict[str, str]:
    return {
        "description": f"{word}-description " * 40,
        "design": f"{word}-design",
        "acceptance_criteria": f"{word}-acceptance",
    }


def kinds(publisher: Publisher) -> list[tuple[str, str]]:
    with publisher.ledger() as ledger:
        return [(entry.kind, entry.issue_id) for entry in entries.read(ledger)]


def test_each_closed_issue_is_published_once(publisher: Publisher) -> None:
    tracker = publisher.tracker
    for number in range(1, 4):
        tracker.create(f"Issue {number}", id=f"demo-{number}")
    tracker.close_issues("demo-1", "demo-3", reason="done")
    first = publisher.publish()
    assert first.appended.kinds == {"closed": 2}
    assert first.is_new
    again = publisher.publish()
    assert (again.appended.kinds, again.is_new, again.before) == ({}, False, first.commit)
    tracker.close_issues("demo-2", reason="done")
    assert publisher.publish().appended.kinds == {"closed": 1}
    assert kinds(publisher) == [("closed", "demo-1"), ("closed", "demo-3"), ("closed", "demo-2")]
    assert not publisher.verify().faults


def test_what_becomes_of_a_published_issue_is_another_entry(publisher: Publisher) -> None:
    tracker = publisher.tracker
    for number in range(1, 6):
        tracker.create(f"Issue {number}", id=f"demo-{number}")
    tracker.close_issues(*[f"demo-{number}" for number in range(1, 6)], reason="done")
    publisher.publish()
    tracker.update("demo-1", title="Issue one")
    tracker.update("demo-2", notes="nobody sees this")
    tracker.reopen("demo-3")
    tracker.delete("demo-4")
    tracker.add_labels(["demo-5"], ["private"])
    assert publisher.publish().appended.kinds == {"correction": 1, "reopened": 1, "deleted": 1}
    tracker.close_issues("demo-3", reason="again")
    tracker.update("demo-5", title="Now a secret")
    tracker.reopen("demo-5")
    assert publisher.publish().appended.kinds == {"closed": 1}
    assert kinds(publisher)[5:] == [
        ("correction", "demo-1"),
        ("reopened", "demo-3"),
        ("deleted", "demo-4"),
        ("closed", "demo-3"),
    ]
    assert not publisher.verify().faults


def test_an_edge_to_another_town_is_public_and_no_other(publisher: Publisher) -> None:
    tracker = publisher.tracker
    tracker.create("Open", id="demo-open")
    tracker.create("One", id="demo-1")
    tracker.close_issues("demo-1", reason="done")
    publisher.publish()
    tracker.add_dependency("demo-1", "hop://bob/web/shop/shop-1", "validates")
    tracker.add_dependency("demo-1", "external:jira:OPS-7", "tracks")
    tracker.add_dependency("demo-1", "demo-open", "related")
    assert publisher.publish().appended.kinds == {"correction": 1}
    with publisher.ledger() as ledger:
        last = entries.last(ledger)
    assert last is not None
    assert (
        '"dependencies":[{"target":"hop://bob/web/shop/shop-1","type":"validates"}]' in last.content
    )
    assert "demo-open" not in last.content
    assert "jira" not in last.content
    tracker.remove_dependency("demo-1", "hop://bob/web/shop/shop-1")
    assert publisher.publish().appended.kinds == {"correction": 1}
    assert not publisher.verify().faults


def test_nothing_of_an_open_or_private_issue_is_in_the_bytes(
    publisher: Publisher, person: Person, tmp_path: Path
) -> None:
    tracker = publisher.tracker
    heliotrope, zanzibar, quixotic, marzipan, obsidian, tamarind, velociraptor = SECRET
    tracker.create(f"{heliotrope}-title", id=f"demo-{heliotrope}", labels=[f"{heliotrope}-label"],
                   assignee=f"{heliotrope}-person", **texts(heliotrope))  # fmt: skip
    tracker.comment(f"demo-{heliotrope}", f"{heliotrope}-comment")
    tracker.create(zanzibar, id=f"demo-{zanzibar}", labels=["private"], **texts(zanzibar))
    tracker.create(quixotic, id=f"demo-{quixotic}", metadata={"private": True}, **texts(quixotic))
    tracker.create("aubergine-title", id="demo-1", description="aubergine-text " * 40,
                   notes=f"{marzipan}-notes", metadata={"key": f"{marzipan}-metadata"},
                   parent=f"demo-{heliotrope}", external_ref=f"{marzipan}-reference")  # fmt: skip
    tracker.add_dependency("demo-1", f"demo-{zanzibar}", "related")
    tracker.comment("demo-1", f"{marzipan}-comment")
    tracker.remember(f"{obsidian}-key", f"{obsidian}-memory")
    tracker.close_issues("demo-1", f"demo-{zanzibar}", f"demo-{quixotic}", reason="done")
    publisher.publish()
    tracker.reopen("demo-1")
    tracker.update("demo-1", title=f"{tamarind}-title", description=f"{tamarind}-text")
    publisher.publish()
    tracker.close_issues("demo-1", reason="aubergine-again")
    tracker.update("demo-1", title="aubergine-after", description="")
    publisher.publish()
    tracker.create_branch("polecat-1")
    tracker.create(velociraptor, id=f"demo-{velociraptor}")
    publisher.publish()

    home = homes.Home(data=str(person.home / "x"), control=str(person.home / "tools"))
    Path(home.control).mkdir()
    dolt = offline.dolt_of(home, lambda line: None)
    clone = tmp_path / "clone"
    assert dolt.run(tmp_path, "clone", publisher.url, clone.name).returncode == 0
    questions = (
        *(f"SELECT * FROM {table}" for table in ("dolt_branches", "dolt_log", "entries", "facts")),
        *(f"SELECT * FROM dolt_diff_{table}" for table in ("entries", "facts", "dolt_ignore")),
        "SELECT * FROM dolt_remote_branches",
    )
    dumped = [dolt.run(clone, "sql", "-r", "json", "-q", question).stdout for question in questions]
    seen = [*remote_bytes.everything(publisher.repository), *map(str.encode, dumped)]
    for public in (b"aubergine-title", b"aubergine-text", b"aubergine-again", b"aubergine-after"):
        assert any(public in part for part in seen)  # so the search would find a secret, too
    found = {word for word in SECRET for part in seen if word.encode() in part.lower()}
    assert not found
    assert [name for name, _ in remote_branches_of(publisher)] == ["ledger"]
    shutil.rmtree(clone)


def remote_branches_of(publisher: Publisher) -> list[tuple[str, str]]:
    remote_branches.fetch(publisher.session, "ledger")
    return sorted(remote_branches.heads(publisher.session, "ledger").items())


def test_the_branch_has_nothing_of_main_among_its_ancestors(publisher: Publisher) -> None:
    publisher.tracker.create("One", id="demo-1")
    publisher.tracker.close_issues("demo-1", reason="done")
    publisher.publish()
    ours = {row[0] for row in publisher.session.rows("SELECT commit_hash FROM dolt_log('main')")}
    public = {
        row[0] for row in publisher.session.rows("SELECT commit_hash FROM dolt_log('ledger')")
    }
    (shared,) = ours & public
    assert not publisher.session.rows("SHOW TABLES AS OF %s", shared)
    people = publisher.session.rows(
        "SELECT DISTINCT committer, email FROM dolt_log('ledger') ORDER BY committer"
    )
    assert people == (
        ("Dolt System Account", "doltuser@dolthub.com"),
        ("ledger", "nobody@localhost"),
    )


def test_a_branch_of_main_is_never_published(publisher: Publisher) -> None:
    branches.create(publisher.session, "ledger", "main")
    with pytest.raises(errors.BranchRefused, match="commits of main"):
        publisher.publish()
    assert not [part for part in remote_bytes.everything(publisher.repository) if b"DCMT" in part]


def test_a_table_that_is_no_ledgers_is_not_published(publisher: Publisher) -> None:
    publisher.publish()
    with publisher.ledger() as ledger:
        ledger.rows("CREATE TABLE more (id INT PRIMARY KEY)")
    with pytest.raises(errors.ForeignSchema, match="the table more"):
        publisher.publish()


@pytest.mark.parametrize("spelling", ["git+file://{}", "git+file://{}/"])
def test_the_remote_of_the_issues_is_refused(publisher: Publisher, spelling: str) -> None:
    remotes.add(publisher.session, "origin", publisher.url)
    with pytest.raises(errors.Invalid, match="has all issues"):
        publisher.publish(spelling.format(publisher.repository))
    assert not publisher.session.rows("SELECT name FROM dolt_remotes WHERE name = 'ledger'")


@pytest.mark.parametrize(
    ("url", "ref"), [("", "refs/heads/tracker"), ("http://localhost:1/api", "")]
)
def test_the_remote_of_the_issues_is_refused_however_it_is_stored(
    publisher: Publisher, url: str, ref: str
) -> None:
    """Dolt has another URL where there is a reference, and where a relay stands before it."""
    url = url or publisher.url
    remotes.add(publisher.session, "origin", url, ref)
    with pytest.raises(errors.Invalid, match="is the remote origin of"):
        publisher.publish(url)


def test_the_remote_behind_a_relay_is_known_by_its_own_url(publisher: Publisher) -> None:
    remotes.add(publisher.session, "ledger", "http://localhost:1/ledger")
    assert publish.remote(publisher.session) == "http://localhost:1/ledger"


def test_a_directory_that_is_not_there_yet_gets_a_ledger(
    publisher: Publisher, tmp_path: Path
) -> None:
    publisher.tracker.create("One", id="demo-1")
    publisher.tracker.close_issues("demo-1", reason="done")
    published = publisher.publish(f"file://{tmp_path}/directory")
    assert (published.before, published.appended.kinds) == ("", {"closed": 1})
    assert published.is_new


def test_the_remote_of_the_issues_is_refused_under_another_name(
    publisher: Publisher, tmp_path: Path
) -> None:
    """A link leads to it, as `ssh://` and `https://` of one host do."""
    remotes.add(publisher.session, "origin", publisher.url)
    remotes.push(publisher.session, "origin")
    link = tmp_path / "link.git"
    link.symlink_to(publisher.repository)
    with pytest.raises(errors.BranchRefused, match="has a branch main"):
        publisher.publish(f"git+file://{link}")
    assert sorted(row[0] for row in publisher.session.rows("SELECT name FROM dolt_remotes")) == [
        "origin"
    ]


def test_without_a_remote_it_says_how_to_name_one(publisher: Publisher) -> None:
    from beadwork.actions.ledger import publish

    with pytest.raises(errors.NotFound, match="no remote for its ledger") as refused:
        publish.publish(publisher.session, publisher.identity)
    assert "--remote URL" in refused.value.hint


def test_a_ledger_that_is_lost_here_is_taken_over_from_the_remote(publisher: Publisher) -> None:
    tracker = publisher.tracker
    tracker.create("One", id="demo-1")
    tracker.close_issues("demo-1", reason="done")
    first = publisher.publish()
    branches.delete(publisher.session, "ledger")
    remotes.remove(publisher.session, "ledger")
    tracker.create("Two", id="demo-2")
    tracker.close_issues("demo-2", reason="done")
    second = publisher.publish()
    assert (second.before, second.appended.kinds) == (first.commit, {"closed": 1})
    assert kinds(publisher) == [("closed", "demo-1"), ("closed", "demo-2")]
    assert not publisher.verify().faults


def test_two_clones_that_publish_one_project_lose_nothing(
    publisher: Publisher, person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tracker = publisher.tracker
    for number in range(1, 4):
        tracker.create(f"Issue {number}", id=f"demo-{number}")
    private = f"git+file://{bare(tmp_path / 'private.git')}"
    remotes.add(publisher.session, "origin", private)
    remotes.push(publisher.session, "origin")
    other_home = tmp_path / "other"
    monkeypatch.setenv("BEADWORK_HOME", str(other_home))
    place = tmp_path / "clone"
    place.mkdir()
    words = ("init", "-p", "demo", "--from-remote", private)
    assert_done(person.run(*words, cwd=place, BEADWORK_HOME=str(other_home)))
    try:
        with open_tracker(str(place), idle_seconds=0) as clone:
            assert clone.profile
            clone.link.become_root()
            other = Publisher(clone, clone.link.session, publisher.repository, publisher.identity)
            tracker.close_issues("demo-1", reason="here")
            publisher.publish()
            clone.close_issues("demo-2", reason="there")
            append.append(other.session, other.identity)  # an entry 1 of its own, not pushed yet
            assert kinds(other) == [("closed", "demo-2")]
            assert other.publish().appended.kinds == {"closed": 1, "reopened": 1}
            assert kinds(other) == [
                ("closed", "demo-1"),
                ("reopened", "demo-1"),
                ("closed", "demo-2"),
            ]
    finally:
        from beadwork.dolt.server.lifecycle import stop

        stop.stop(homes.Home(data=str(other_home / "dolt"), control=str(other_home / "server")))


def test_the_ledger_of_another_project_is_not_gone_on_with(
    publisher: Publisher,
) -> None:
    publisher.tracker.create("One", id="demo-1")
    publisher.tracker.close_issues("demo-1", reason="done")
    publisher.publish()
    branches.delete(publisher.session, "ledger")
    remotes.remove(publisher.session, "ledger")
    other = publisher._replace(identity={**publisher.identity, "project": "another"})
    with pytest.raises(errors.WrongServer, match="another project"):
        other.publish()


def test_a_squash_is_refused_while_there_is_a_ledger(publisher: Publisher, person: Person) -> None:
    publisher.tracker.create("One", id="demo-1")
    publisher.tracker.close_issues("demo-1", reason="done")
    append.append(publisher.session, publisher.identity)
    done = person.run("squash", cwd=publisher.tracker.link.workspace.root)
    assert "It would be refused:\n  the branch ledger refers to them\n" in done.stdout


def test_a_garbage_collection_keeps_the_ledger(publisher: Publisher, person: Person) -> None:
    publisher.tracker.create("One", id="demo-1")
    publisher.tracker.close_issues("demo-1", reason="done")
    append.append(publisher.session, publisher.identity)
    assert_done(person.run("gc", "--full", cwd=publisher.tracker.link.workspace.root))
    assert not publisher.verify().faults
    assert publisher.publish().is_new


def test_the_doctor_and_the_list_of_branches_know_the_ledger(
    publisher: Publisher, person: Person
) -> None:
    place = publisher.tracker.link.workspace.root
    publisher.tracker.create("One", id="demo-1")
    publisher.tracker.close_issues("demo-1", reason="done")
    publisher.publish()
    listed = person.run("branch", "list", cwd=place)
    assert "  ledger  the public ledger\n" in listed.stdout
    done = person.run("doctor", cwd=place)
    assert "ledger" not in done.stdout
    with publisher.ledger() as ledger:
        ledger.rows("CREATE TRIGGER t BEFORE INSERT ON facts FOR EACH ROW SET @x = 1")
    done = person.run("doctor", "--check", "foreign-objects", cwd=place)
    assert "on branch ledger: the trigger t" in done.stdout


def test_the_ledger_is_no_branch_to_work_on(publisher: Publisher, person: Person) -> None:
    place = publisher.tracker.link.workspace.root
    for name in ("ledger", "Ledger"):
        done = person.run("branch", "create", name, cwd=place)
        assert (done.returncode, "the public ledger" in done.stderr) == (1, True)
    publisher.publish()
    merged = person.run("merge", "ledger", cwd=place)
    assert "have no issues in common" in merged.stderr
    worked_on = person.run("list", cwd=place, BD_BRANCH="ledger")
    assert "is no tracker of beadwork" in worked_on.stderr


def test_a_copied_town_does_not_go_on_with_the_ledger_of_the_first(publisher: Publisher) -> None:
    publisher.publish()
    copied = publisher._replace(identity={**publisher.identity, "project": "a new one"})
    with pytest.raises(errors.WrongServer, match="another project"):
        copied.publish()


def test_what_is_below_a_private_issue_is_private_too(publisher: Publisher) -> None:
    """The id of a child has that of its parent in it."""
    tracker = publisher.tracker
    tracker.create("Salaries", id="demo-secret", type="epic", labels=["private"])
    child = tracker.create("Ann's", parent="demo-secret").id
    grandchild = tracker.create("July", parent=child).id
    moved = tracker.create("August", parent="demo-secret").id
    tracker.update(moved, parent="")
    tracker.create("Elsewhere", id="demo-1", parent=child)
    tracker.create("Public", id="demo-2")
    tracker.close_issues("demo-2", grandchild, "demo-1", child, moved, reason="done")
    assert publisher.publish().appended.kinds == {"closed": 1}
    tracker.remove_labels(["demo-secret"], ["private"])
    tracker.update("demo-1", priority=1)
    published = publisher.publish().appended.kinds
    assert published == {"closed": 3}  # `moved` follows when it changes
    tracker.update(moved, priority=1)
    tracker.add_labels(["demo-secret"], ["Private"])
    tracker.update(child, title="Ann's, corrected")
    assert publisher.publish().appended.kinds == {}
    assert not publisher.verify().faults


def test_what_came_from_another_town_is_published_there(publisher: Publisher) -> None:
    publisher.tracker.create("Theirs", id="demo-1")
    publisher.session.rows("UPDATE issues SET source_system = 'bob' WHERE id = 'demo-1'")
    publisher.tracker.close_issues("demo-1", reason="done")
    assert publisher.publish().appended.kinds == {}
