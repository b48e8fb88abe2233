"""What a merge left to a person: seen where the issue is seen, decided like any change."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import pytest

from beadwork import errors
from beadwork.actions.merging import conflicts as action
from beadwork.dolt.connection.session import Session
from beadwork.dolt.writing.write import Writer
from beadwork.model.merging import field_rules
from beadwork.model.merging.conflict import candidate
from beadwork.store import conflicts, migrations
from beadwork.tracker import InternalTracker
from beadwork.tracker import open_internal as open_tracker
from harness import Person, Place

SEEN = datetime(2026, 2, 11, 9)


def leave(
    tracker: InternalTracker, issue_id: str, *values: object, field: str = "estimated_minutes"
) -> None:
    """Leave a field undecided, as a merge does."""
    rows = [candidate(issue_id, field, value, f"branch-{value}", SEEN) for value in values]
    tracker.change(lambda tx: conflicts.record(tx, rows))


def resolve(
    tracker: InternalTracker, issue_id: str, take: str, field: str = "estimated_minutes"
) -> action.Resolved:
    return tracker.change(lambda tx: action.resolve(tx, issue_id, field, take, tracker.profile))


def newest(tracker: InternalTracker) -> str:
    return str(
        tracker.ask(lambda reader: reader.rows("SELECT message FROM dolt_log LIMIT 1"))[0][0]
    ).splitlines()[0]


def test_the_fields_are_those_that_the_rules_leave_to_a_person() -> None:
    manual = [field for field, rule in field_rules.FIELDS.items() if rule == field_rules.MANUAL]
    assert list(conflicts.FIELDS) == [field_rules.name(field) for field in manual]


@pytest.mark.parametrize(
    ("take", "value"), [("ours", 60), ("theirs", 90), ("75", 75), ("0", 0), ("", None)]
)  # fmt: skip
def test_a_decision_is_one_commit_and_ends_the_question(
    tracker: InternalTracker, take: str, value: int | None
) -> None:
    tracker.create("One", id="demo-1", estimated_minutes=60)
    leave(tracker, "demo-1", 60, 90)
    before = tracker.link.session.rows("SELECT COUNT(*) FROM dolt_log")[0][0]
    assert resolve(tracker, "demo-1", take).value == value
    assert tracker.show("demo-1")[0].issue.estimated_minutes == value
    assert tracker.ask(action.every) == []
    assert (
        newest(tracker)
        == f"bd: resolve demo-1: estimated_minutes = {'unset' if value is None else value}"
    )
    assert tracker.link.session.rows("SELECT COUNT(*) FROM dolt_log")[0][0] == before + 1


def test_theirs_may_be_unset(tracker: InternalTracker) -> None:
    tracker.create("One", id="demo-1", estimated_minutes=60)
    leave(tracker, "demo-1", 60, None)
    assert resolve(tracker, "demo-1", "theirs").issue.estimated_minutes is None


def test_one_of_several_has_to_be_named(tracker: InternalTracker) -> None:
    tracker.create("One", id="demo-1", estimated_minutes=60)
    leave(tracker, "demo-1", 60, 90, 120)
    with pytest.raises(errors.Usage, match="several other values"):
        resolve(tracker, "demo-1", "theirs")
    assert resolve(tracker, "demo-1", "120").value == 120


@pytest.mark.parametrize("take", ["soon", "-5", "1.5", "2h", "true", '"90"', "99999999999"])
def test_a_value_that_the_field_cannot_have(tracker: InternalTracker, take: str) -> None:
    tracker.create("One", id="demo-1", estimated_minutes=60)
    leave(tracker, "demo-1", 60, 90)
    with pytest.raises(errors.Usage, match="estimated_minutes: "):
        resolve(tracker, "demo-1", take)
    assert len(tracker.ask(action.every)) == 1


@pytest.mark.parametrize(
    ("field", "values", "take", "value"),
    [
        ("issue_type", ("task", "bug"), "theirs", "bug"),
        ("priority", (2, 0), "theirs", 0),
        ("title", ("One", "Eins"), "Uno", "Uno"),
        ("due_at", (None, "2026-03-01T00:00:00Z"), "theirs", "2026-03-01T00:00:00.000000Z"),
        ("status", ("open", "closed"), "theirs", "closed"),
    ],
)
def test_another_version_may_leave_any_field_open(
    tracker: InternalTracker, field: str, values: tuple[object, ...], take: str, value: object
) -> None:
    tracker.create("One", id="demo-1")
    leave(tracker, "demo-1", *values, field=field)
    assert resolve(tracker, "demo-1", take, field).value == value
    assert tracker.ask(action.every) == []


def test_an_update_of_the_field_decides_it_without_another_round_trip(place: Place) -> None:
    packets: list[str] = []
    with place.tracker() as tracker:
        tracker.create("One", id="demo-1", estimated_minutes=60)
        tracker.create("Two", id="demo-2", estimated_minutes=60)
        leave(tracker, "demo-1", 60, 90)
        leave(tracker, "demo-2", 60, 90)
        tracker.link.session.on_packet = packets.append
        tracker.update("demo-1", priority=0)
        assert not [packet for packet in packets if "DELETE FROM conflicts" in packet]
        without = len(packets)
        tracker.update("demo-1", estimated_minutes=75)
        assert len(packets) == 2 * without
        assert [undecided.issue.id for undecided in tracker.ask(action.every)] == ["demo-2"]
        tracker.update("demo-2", estimated_minutes=60)
        assert tracker.ask(action.every) == []
        assert newest(tracker) == "bd: update demo-2: estimated_minutes stays"


def test_to_delete_an_issue_ends_its_questions(tracker: InternalTracker) -> None:
    tracker.create("One", id="demo-1", estimated_minutes=60)
    leave(tracker, "demo-1", 60, 90)
    tracker.delete("demo-1")
    assert tracker.ask(conflicts.everything) == []


def test_show_has_it_in_the_same_round_trips(place: Place) -> None:
    packets: list[str] = []
    with place.tracker() as tracker:
        tracker.create("One", id="demo-1", estimated_minutes=60)
        leave(tracker, "demo-1", 60, 90)
    with place.tracker(on_packet=packets.append) as tracker:
        (detail,) = tracker.show("demo-1")
        assert sorted(candidate.value for candidate in detail.conflicts) == [60, 90]
        assert len(packets) == 1


def test_a_database_without_the_table_is_shown_all_the_same(person: Person, tmp_path: Path) -> None:
    """One of schema version 1, and one that was migrated later, as of then."""
    assert person.run("init", "-p", "demo", cwd=tmp_path).returncode == 0
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("BEADWORK_HOME", str(person.home / ".beads"))
        patched.setenv("BEADWORK_DOLT", person.environment["BEADWORK_DOLT"])
        with open_tracker(str(tmp_path), actor="alice", idle_seconds=0) as tracker:
            tracker.create("One", id="demo-1")
            session = tracker.link.session
            tracker.link.become_root()
            _step_back(session)
        with open_tracker(str(tmp_path), idle_seconds=0) as older:
            assert older.show("demo-1")[0].conflicts == []
            assert older.show("1")[0].issue.id == "demo-1"
            assert older.ask(action.every) == []
            with pytest.raises(errors.SchemaOlder):
                older.update("demo-1", priority=0)
            commit = older.ask(lambda reader: reader.rows("SELECT DOLT_HASHOF('HEAD')"))[0][0]
            writer = Writer(older.link.session, older.author, revive=older.link.revive)
            migrations.run(older.link.session, writer)
        with open_tracker(str(tmp_path), actor="alice", idle_seconds=0) as newer:
            leave(newer, "demo-1", 60, 90)
            assert len(newer.show("demo-1")[0].conflicts) == 2
        with open_tracker(str(tmp_path), as_of=commit, idle_seconds=0) as then:
            assert then.show("demo-1")[0].conflicts == []
            assert then.ask(lambda reader: action.of(reader, ["demo-1"])) == []


def _step_back(session: Session) -> None:
    """Make the database one of schema version 1."""
    for statement in (
        "DROP TABLE conflicts",
        "DROP TABLE compactions",
        "UPDATE metadata SET value = '1' WHERE `key` = 'schema_version'",
        "CALL DOLT_COMMIT('-Am', 'as it was')",
    ):
        session.run(statement)


def test_what_is_undecided_is_left_out_of_nothing_else(tracker: InternalTracker) -> None:
    tracker.create("One", id=f"demo-{os.urandom(2).hex()}", estimated_minutes=60)
    (issue,) = tracker.list().issues
    leave(tracker, issue.id, 60, 90)
    assert [ready.id for ready in tracker.ready().issues] == [issue.id]
    assert tracker.close_issues(issue.id)[0].status == "closed"
