"""The history of an issue is what looking at every commit finds, on a real Dolt with branches,
merges and raw SQL.
"""

from __future__ import annotations

import json
import os
import random
from collections.abc import Iterator

import pytest

from beadwork import errors
from beadwork.actions.history import history
from beadwork.dolt.writing import local_operation
from beadwork.dolt.writing.transaction import Transaction
from beadwork.store.history import commit_graph as store
from beadwork.store.history.commit_graph import FACETS, NOTHING
from beadwork.tracker import InternalTracker
from harness import Person, Place, assert_done


@pytest.fixture
def side(place: Place, tracker: InternalTracker) -> Iterator[InternalTracker]:
    """A tracker on a branch beside the test's, forked from it while it was empty."""
    name = f"side-{os.urandom(6).hex()}"
    tracker.ask(lambda reader: reader.rows("CALL DOLT_BRANCH(%s)", name))
    with place._replace(branch=name).tracker(actor="Worker") as opened:
        local_operation.create(opened.link.session)
        yield opened
    tracker.ask(lambda reader: reader.rows("CALL DOLT_BRANCH('-D', '--force', %s)", name))


def merge(tracker: InternalTracker, branch: str) -> None:
    """Merge a branch that changed other cells."""

    def action(tx: Transaction) -> None:
        tx.run("CALL DOLT_MERGE('--no-ff', '--no-commit', %s)", branch)
        tx.say(f"bd: merge {branch}")

    tracker.change(action)


def commits(tracker: InternalTracker, issue_id: str) -> list[str]:
    """Return the commits that the history of an issue names, the oldest first."""
    return [entry.commit.hash for entry in tracker.ask(lambda r: history.of(r, issue_id)).entries][
        ::-1
    ]


def every_change(tracker: InternalTracker, issue_id: str) -> set[str]:
    """Look at every commit: those that differ in a facet from each of their parents."""

    def question(reader: object) -> set[str]:
        parents = store.log(reader.read(store.LOG)[0]).parents  # type: ignore[attr-defined]
        states = store.facet_rows(reader, issue_id, {name: list(parents) for name in FACETS})  # type: ignore[arg-type]
        return {
            commit
            for commit, before in parents.items()
            for name in FACETS
            if all(
                states[name][commit] != s for s in ([states[name][p] for p in before] or [NOTHING])
            )
        }

    return tracker.ask(question)


def hashes(tracker: InternalTracker, count: int = 1) -> list[str]:
    """Return the newest commits of the first parents, the newest first."""
    rows = tracker.ask(lambda r: r.rows("SELECT commit_hash FROM dolt_log LIMIT %s", count))
    return [row[0] for row in rows]


def do_something(chance: random.Random, tracker: InternalTracker, ids: list[str]) -> None:
    """Change something; what a rule forbids changes nothing."""
    one, other = chance.choice(ids), chance.choice(ids)
    what = chance.randrange(12)
    try:
        if what == 0:
            ids.append(tracker.create(f"Born {chance.random()}", dependencies=[one]).id)
        elif what == 1:
            ids.append(tracker.create("A part", parent=one).id)
        elif what in (2, 3):
            tracker.update(one, title=f"Title {chance.random()}")
        elif what == 4:
            tracker.comment(one, "said")
        elif what == 5:
            tracker.add_dependency(one, other)
        elif what == 6:
            tracker.close_issues(one, force=True) if chance.random() < 0.6 else tracker.reopen(one)
        elif what == 7 and len(ids) > 4 and one != ids[0]:
            tracker.delete(one)
            ids.remove(one)
        elif what == 8:
            tracker.update(one, parent=other)
        elif what == 9:
            with tracker.batch("in my own words"):
                tracker.update(one, notes=f"{chance.random()}")
                tracker.add_labels([other], [f"l{chance.randrange(99)}"])
        elif what == 10:
            tracker.change(lambda tx: _quietly(tx, one, chance.random()))
        else:
            tracker.remember("nothing about issues")
    except errors.BeadworkError:
        return


def _quietly(tx: Transaction, issue_id: str, number: float) -> None:
    tx.run("UPDATE issues SET design = %s WHERE id = %s", f"{number}", issue_id)
    tx.say("done by hand")


@pytest.mark.parametrize("seed", range(4))
def test_the_history_is_complete(
    seed: int, tracker: InternalTracker, side: InternalTracker
) -> None:
    chance = random.Random(seed)
    ids = [tracker.create(f"Issue {number}").id for number in range(4)]
    branch = side.link.session.branch or ""
    known = list(ids)
    merge(side, tracker.link.session.branch or "")
    for turn in range(70):
        do_something(chance, chance.choice([tracker, side]), ids)
        known = list(dict.fromkeys([*known, *ids]))
        if turn % 15 == 14:
            try:
                merge(tracker, branch)
                merge(side, tracker.link.session.branch or "")
            except errors.BeadworkError:
                # Both changed the same cells: that is for the merge rules.
                tracker.link.session.drop()
    for issue_id in known:
        wanted = every_change(tracker, issue_id)
        if wanted:
            found = set(commits(tracker, issue_id))
            assert found <= wanted
            shown = {c for c in wanted - found if not _is_silent(tracker, issue_id, c)}
            assert not shown


def _is_silent(tracker: InternalTracker, issue_id: str, commit: str) -> bool:
    """Tell whether a merge only brought together what its parents had."""
    rows = tracker.ask(
        lambda r: r.rows("SELECT parents FROM dolt_log(%s, '--parents') LIMIT 1", commit)
    )
    return "," in rows[0][0]


def test_a_worker_s_own_commits_are_shown_and_the_merge_is_not(
    tracker: InternalTracker, side: InternalTracker
) -> None:
    issue = tracker.create("Shared")
    merge(side, tracker.link.session.branch or "")
    side.update(issue.id, title="By the worker")
    tracker.create("Meanwhile")
    merge(tracker, side.link.session.branch or "")
    entries = tracker.ask(lambda r: history.of(r, issue.id)).entries
    assert [(entry.commit.author, entry.change.kind) for entry in entries] == [
        ("Worker", "changed"),
        ("Test Person", "created"),
    ]


def test_a_merge_of_different_fields_is_no_entry_as_it_decided_nothing(
    tracker: InternalTracker, side: InternalTracker
) -> None:
    issue = tracker.create("Shared")
    merge(side, tracker.link.session.branch or "")
    side.change(lambda tx: _set(tx, issue.id, "notes"))
    tracker.change(lambda tx: _set(tx, issue.id, "design"))
    merge(tracker, side.link.session.branch or "")
    entries = tracker.ask(lambda r: history.of(r, issue.id)).entries
    assert [[field.field for field in entry.change.fields] for entry in entries[:-1]] == [
        ["design"],
        ["notes"],
    ] or [
        ["notes"],
        ["design"],
    ]
    assert len(entries) == 3


def _set(tx: Transaction, issue_id: str, field: str) -> None:
    tx.run(f"UPDATE issues SET {field} = 'new' WHERE id = %s", issue_id)
    tx.say("by hand")


def test_what_a_deletion_did_to_others_is_in_their_history(tracker: InternalTracker) -> None:
    epic = tracker.create("Epic", type="epic")
    child = tracker.create("Child", parent=epic.id)
    waits = tracker.create("Waits", dependencies=[epic.id])
    tracker.delete(epic.id)
    (deleted,) = hashes(tracker)
    of_child = tracker.ask(lambda r: history.of(r, child.id)).entries[0]
    assert of_child.commit.hash == deleted
    assert [field.field for field in of_child.change.fields] == ["parent"]
    of_waits = tracker.ask(lambda r: history.of(r, waits.id)).entries[0]
    assert [edge.depends_on_id for edge in of_waits.change.dependencies_removed] == [epic.id]
    of_epic = tracker.ask(lambda r: history.of(r, epic.id)).entries
    assert [entry.change.kind for entry in of_epic] == ["deleted", "changed", "created"]
    assert [edge.issue_id for edge in of_epic[1].change.dependents_added] == [waits.id]
    assert tracker.ask(lambda r: history.of(r, epic.id.rpartition("-")[2])).id == epic.id


def test_an_import_is_found_among_many_commits(place: Place, tracker: InternalTracker) -> None:
    for number in range(15):
        tracker.remember(f"thing {number}", f"k{number}")
    row = {"id": "demo-imported", "title": "From elsewhere", "status": "open", "priority": 2,
           "issue_type": "task", "created_at": "2025-01-01T00:00:00Z",
           "updated_at": "2025-01-02T00:00:00Z"}  # fmt: skip
    assert_done(place.run("import", "-", stdin=json.dumps(row)))
    for number in range(30):
        tracker.remember(f"more {number}", f"m{number}")
    tracker.update("demo-imported", priority=0)
    packets: list[str] = []
    tracker.link.session.on_packet = packets.append
    entries = tracker.ask(lambda r: history.of(r, "imported")).entries
    assert [entry.change.kind for entry in entries] == ["changed", "created"]
    assert len(packets) <= 7


def test_a_history_costs_few_round_trips(tracker: InternalTracker) -> None:
    issue = tracker.create("One")
    for number in range(10):
        tracker.update(issue.id, priority=number % 5)
    packets: list[str] = []
    tracker.link.session.on_packet = packets.append
    tracker.ask(lambda r: history.of(r, issue.id))
    assert len(packets) == 3


@pytest.mark.parametrize("part", ["nope", "demo-nope", "%"])
def test_what_never_was_has_no_history(tracker: InternalTracker, part: str) -> None:
    with pytest.raises(errors.NotFound, match="no issue found matching"):
        tracker.ask(lambda r: history.of(r, part))


def test_a_commit_without_the_tables_has_no_states(person: Person) -> None:
    """A history whose first migration is not to be seen in a message, as after a squash, is looked
    at all the same.
    """
    directory = person.home / "project"
    directory.mkdir()
    assert_done(person.run("init", "-p", "demo", cwd=directory))
    assert_done(person.run("create", "One", "--id", "demo-1", cwd=directory))
    done = person.run(
        "sql", "SELECT commit_hash FROM dolt_log ORDER BY date LIMIT 1", "--json", cwd=directory
    )
    first = json.loads(done.stdout)[0]["commit_hash"]
    assert_done(
        person.run("dolt", "sql", "-q", f"CALL DOLT_RESET('--soft', '{first}')", cwd=directory)
    )
    assert_done(
        person.run("dolt", "sql", "-q", "CALL DOLT_COMMIT('-Am', 'all of it')", cwd=directory)
    )
    shown = person.run("history", "demo-1", "--json", cwd=directory)
    assert [(row["kind"], row["message"]) for row in json.loads(shown.stdout)] == [
        ("created", "all of it")
    ]
