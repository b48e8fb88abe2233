"""Reports of the library, asked of a real tracker, answer what the commands print."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from beadwork import errors
from beadwork.tracker import InternalTracker
from harness import Place


@pytest.fixture
def filled(tracker: InternalTracker) -> InternalTracker:
    """A tracker with an epic, two tasks under it, and a closed bug."""
    tracker.create("Epic", id="demo-1", type="epic")
    tracker.create("First", id="demo-1.1", parent="demo-1", labels=["a"], priority=0)
    tracker.create("Second", id="demo-1.2", parent="demo-1", labels=["a", "b"])
    tracker.create("Bug", id="demo-2", type="bug", dependencies=["demo-1.1"])
    tracker.comment("demo-2", "remark")
    tracker.close_issues("demo-1.2", reason="done")
    return tracker


def printed(place: Place, *words: str) -> Any:
    done = place.run(*words, "--json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_numbers_are_those_that_the_commands_print(filled: InternalTracker, place: Place) -> None:
    assert filled.count() == printed(place, "count")["count"] == 4
    assert filled.count(status="closed") == 1
    by_label = filled.count_by("label", all=True)
    assert by_label.groups == {"a": 2, "(no labels)": 2, "b": 1}
    assert by_label.total == 4  # with those that have no label
    assert filled.count_by("type").groups == {"task": 2, "bug": 1, "epic": 1}
    assert filled.labels() == {"a": 2, "b": 1}
    assert filled.stale(0, sort="id").total == 3
    parent, page = filled.children("demo-1", sort="id")
    assert (parent, [issue.id for issue in page.issues]) == ("demo-1", ["demo-1.1", "demo-1.2"])
    assert [comment.text for comment in filled.comments("demo-2")] == ["remark"]
    assert filled.tallies(page.issues)["demo-1.1"].dependents == 1
    (epic,) = filled.epics()
    assert (epic.epic.id, epic.children, epic.closed) == ("demo-1", 2, 1)
    assert [step.id for step in filled.dependency_tree("demo-2").steps][:2] == [
        "demo-2",
        "demo-1.1",
    ]
    assert {issue.id for issue in filled.graph().nodes} >= {"demo-2", "demo-1.1"}
    assert filled.orphans() == filled.duplicates() == []
    assert {entry.issue.id for entry in filled.lint()} == {
        entry["id"] for entry in printed(place, "lint")
    }
    assert filled.query("SELECT COUNT(*) AS n FROM issues").rows == ((4,),)
    with pytest.raises(errors.Usage, match="changes rows"):
        filled.query("DELETE FROM issues")


def test_history_is_what_the_commands_print(filled: InternalTracker, place: Place) -> None:
    logged = filled.log(limit=3)
    shown = printed(place, "log", "-n", "3")
    assert [entry.commit.hash for entry in logged] == [entry["commit"] for entry in shown]
    assert [list(entry.issues) for entry in logged] == [entry["issues"] for entry in shown]
    (commented,) = filled.log(issue_id="demo-2", words="comment")
    assert list(commented.issues) == ["demo-2"]
    assert filled.log(since="2d", until="1d") == []
    (newest,) = filled.activity("demo-1.2", limit=1).events
    assert newest.change is not None
    assert (newest.action, newest.change.id) == ("closed", "demo-1.2")
    assert [listed.branch.name for listed in filled.branches() if listed.current] == [place.branch]
    made = filled.create_branch(f"{place.branch}-side")
    assert filled.show_branch(made.name).commits == []
    filled.delete_branch(made.name)
    (closed,) = filled.closed_by(filled.author.name)
    assert closed.issue.id == "demo-1.2"
    assert [timed.issue.id for timed in filled.time_in_status("demo-1.2", all=True)] == ["demo-1.2"]
    assert filled.throughput(since="1d") == filled.throughput()
    assert filled.cycle_time() == filled.cycle_time(since="12w")
    filled.delete("demo-2")
    (found,) = filled.recoverable("demo-2")
    assert found.id == "demo-2"
    assert [issue.id for issue in filled.restore("demo-2").issues] == ["demo-2"]
    assert filled.verify_compaction().checked == []


def test_what_is_exported_is_imported_again(
    filled: InternalTracker, place: Place, tmp_path: Path
) -> None:
    filled.remember("tea is better", key="drink")
    exported = io.BytesIO(b"before\n")
    exported.seek(0, io.SEEK_END)
    assert filled.export(exported, sort="id") == (4, 1)
    content = exported.getvalue().removeprefix(b"before\n")
    assert place.run("export", "--sort", "id").stdout.encode() == content
    assert filled.import_issues(content)[:2] == (0, 0)
    filled.delete("demo-2")
    file = tmp_path / "issues.jsonl"
    file.write_bytes(content)
    assert filled.import_issues(file, dry_run=True).created == 1
    assert filled.import_issues(str(file)).created == 1
    with pytest.raises(errors.ImportRefused, match="wrong:1"):
        filled.import_issues(b'{"id": "demo-9"}', name="wrong")
    assert filled.import_issues(b'{"id": "demo-9"}', skip_bad=True).created == 0


def test_names_and_settings_are_changed(filled: InternalTracker) -> None:
    assert filled.rename("demo-2", "demo-bug").names == {"demo-2": "demo-bug"}
    filled.set_value("cursor", "7")
    assert (filled.value("cursor"), filled.values()) == ("7", {"cursor": "7"})
    assert filled.unset_value("cursor") == "7"
    with pytest.raises(errors.NotFound):
        filled.value("cursor")
    filled.set_setting("claim.guard", "refuse")
    assert filled.setting("claim.guard") == filled.settings()["claim.guard"] == "refuse"
    assert filled.unset_setting("claim.guard") == "refuse"
    filled.remember("tea is better", key="drink")
    assert filled.memories("tea") == {"drink": "tea is better"}
    assert (filled.recall("drink"), filled.recall("food")) == ("tea is better", None)
    outcome = filled.apply(
        [{"op": "create", "title": "New", "ref": "n"}, {"op": "close", "id": "$n"}], "two steps"
    )
    assert outcome.results[0].title == "New"
    filled.close_issues("demo-1.1")
    assert [epic.id for epic in filled.close_eligible_epics()] == ["demo-1"]
    assert filled.compact("demo-1", dry_run=True).compacted == []
    assert filled.execute("UPDATE issues SET title = 'Renamed' WHERE id = 'demo-bug'") == 1
    assert filled.squash().extent
    with pytest.raises(errors.ConfirmationMissing):
        filled.squash(confirm="yes")
    assert filled.commit_deferred().commit is None
    assert filled.migrate(dry_run=True).files == []
    assert filled.peers() == filled.peer_states() == []
