"""What one side deleted and the other one changed."""

from __future__ import annotations

import pytest

from beadwork import errors
from beadwork.model.dependencies.graph import Edge
from beadwork.tracker import InternalTracker
from branch_forks import merge
from merged_trackers import hang_on, issue, state


class TestDeleted:
    def test_an_edit_here_beats_a_delete_there(
        self, ours: InternalTracker, theirs: InternalTracker
    ) -> None:
        hang_on(ours)
        merge(theirs, ours)
        before = state(ours)
        theirs.delete("demo-1")
        ours.update("demo-1", title="Edited")
        done = merge(ours, theirs)
        assert issue(ours).title == "Edited"
        after = state(ours)
        assert (after["dependencies"], after["comments"]) == (
            before["dependencies"],
            before["comments"],
        )
        assert issue(ours, "demo-child").parent == "demo-1"
        assert done.report.count("kept") == 1

    def test_an_edit_there_beats_a_delete_here(
        self, ours: InternalTracker, theirs: InternalTracker
    ) -> None:
        hang_on(ours)
        merge(theirs, ours)
        before = state(ours)
        theirs.comment("demo-1", "Still wanted")
        ours.update("demo-1", title="Edited before it was deleted")
        ours.delete("demo-1")
        done = merge(ours, theirs)
        assert issue(ours).title == "Edited before it was deleted"
        after = state(ours)
        assert after["dependencies"] == before["dependencies"]
        assert after["comments"] > before["comments"]
        assert issue(ours, "demo-child").parent == "demo-1"
        assert issue(ours, "demo-child.1").parent == "demo-child"
        assert done.report.count("restored") >= 1

    def test_an_edge_to_what_is_gone_does_not_come_back(
        self, ours: InternalTracker, theirs: InternalTracker
    ) -> None:
        hang_on(ours)
        merge(theirs, ours)
        theirs.comment("demo-1", "Still wanted")
        ours.delete("demo-1", "demo-2")
        merge(ours, theirs)
        assert ours.ask(lambda r: r.rows("SELECT issue_id FROM dependencies")) == (("demo-3",),)

    def test_a_part_stays_a_part_where_both_were_deleted_there_and_edited_here(
        self, ours: InternalTracker, theirs: InternalTracker
    ) -> None:
        ours.create("Part", parent="demo-1")
        merge(theirs, ours)
        theirs.delete("demo-1", "demo-1.1")
        ours.update("demo-1", "demo-1.1", priority=0)
        merge(ours, theirs)
        assert issue(ours, "demo-1.1").parent == "demo-1"

    def test_nobody_wanted_it(self, ours: InternalTracker, theirs: InternalTracker) -> None:
        hang_on(ours)
        merge(theirs, ours)
        ours.delete("demo-1")
        theirs.update("demo-1", title="For nothing")
        theirs.delete("demo-1")
        theirs.update("demo-2", title="Edited")
        merge(ours, theirs)
        with pytest.raises(errors.NotFound):
            issue(ours)
        assert issue(ours, "demo-child").parent is None

    def test_deleted_there_and_left_alone_here(
        self, ours: InternalTracker, theirs: InternalTracker
    ) -> None:
        hang_on(ours)
        merge(theirs, ours)
        theirs.delete("demo-1")
        ours.create("Something else", id="demo-else")
        merge(ours, theirs)
        with pytest.raises(errors.NotFound):
            issue(ours)
        assert ours.ask(lambda r: r.rows("SELECT * FROM comments")) == ()

    def test_a_child_that_its_parents_deletion_touched_was_not_edited_by_that(
        self, ours: InternalTracker, theirs: InternalTracker
    ) -> None:
        hang_on(ours)
        merge(theirs, ours)
        theirs.delete("demo-1")
        ours.delete("demo-child")
        merge(ours, theirs)
        assert [child.id for child in ours.list().issues if child.id.startswith("demo-child")] == [
            "demo-child.1"
        ]

    def test_a_child_of_a_parent_that_is_gone_is_kept_and_reported(
        self, ours: InternalTracker, theirs: InternalTracker
    ) -> None:
        theirs.create("Child", parent="demo-1")
        theirs.create("Waits", id="demo-w", dependencies=("demo-1",))
        ours.delete("demo-1")
        done = merge(ours, theirs)
        assert issue(ours, "demo-1.1").parent == "demo-1"
        assert done.report.dangling == [
            Edge("demo-1.1", "demo-1", "parent-child"),
            Edge("demo-w", "demo-1", "blocks"),
        ]
