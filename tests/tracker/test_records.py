"""Records of the library are those of the commands, and errors have the data of their text."""

from __future__ import annotations

import json

import pytest

from beadwork import errors
from beadwork.tracker import InternalTracker
from harness import Place


def test_a_record_is_what_the_command_prints(place: Place, tracker: InternalTracker) -> None:
    epic = tracker.create("Epic", type="epic", labels=["a"], metadata={"k": 1})
    task = tracker.create("Task", parent=epic.id, estimated_minutes=0)
    tracker.add_dependency(task.id, "external:elsewhere")
    tracker.comment(epic.id, "remark")
    printed = json.loads(place.run("show", epic.id, task.id, "--json").stdout)
    details = tracker.show(epic.id, task.id)
    assert [detail.to_dict() for detail in details] == printed
    assert [json.loads(detail.to_json()) for detail in details] == printed
    for detail, shown in zip(details, printed, strict=True):
        record = detail.issue.to_dict()
        assert record == {key: shown[key] for key in record}
        assert json.loads(detail.issue.to_json()) == record
        assert [comment.to_dict() for comment in detail.comments] == shown["comments"]
    (updated,) = json.loads(place.run("update", task.id, "-p", "0", "--json").stdout)
    task = tracker.get(task.id) or task
    assert {**task.to_dict(), "commit": tracker.log()[0].commit.hash} == updated


def test_errors_have_the_names_of_their_text(place: Place, tracker: InternalTracker) -> None:
    first, second = tracker.create("First", id="demo-1"), tracker.create("Second", id="demo-2")
    tracker.add_dependency(first.id, second.id)
    with pytest.raises(errors.Blocked) as blocked:
        tracker.close_issues(first.id)
    assert (blocked.value.issue_id, blocked.value.blockers) == ("demo-1", ("demo-2",))
    with pytest.raises(errors.Cycle) as cycle:
        tracker.add_dependency(second.id, first.id)
    assert cycle.value.path == ("demo-2", "demo-1", "demo-2")
    with pytest.raises(errors.NoIssue) as none:
        tracker.show("nosuch")
    assert (none.value.part, none.value.name) == ("nosuch", "nosuch")
    with pytest.raises(errors.Exists) as exists:
        tracker.create("Again", id="demo-1")
    assert exists.value.name == "demo-1"
    with place.tracker(actor="Alice") as alice:
        alice.claim(second.id)
    with pytest.raises(errors.AlreadyClaimed) as claimed:
        tracker.claim(second.id)
    assert (claimed.value.issue_id, claimed.value.holder) == ("demo-2", "Alice")
    with pytest.raises(errors.NotFound) as gone:
        tracker.forget("nokey")
    assert gone.value.name == "nokey"
    with pytest.raises(errors.DependencyRefused) as refused:
        tracker.add_dependency(first.id, first.id)
    assert (refused.value.issue_id, refused.value.depends_on_id) == ("demo-1", "demo-1")
