"""Issues of both sides under one id: the same one, or two that are told apart."""

from __future__ import annotations

from beadwork.actions.history import query
from beadwork.model.issues import ids
from beadwork.store.issues import issues
from beadwork.store.search.filters import Filter
from beadwork.tracker import InternalTracker
from branch_forks import forks, merge
from harness import Place
from merged_trackers import commits, issue, state


class TestBornTwice:
    def test_the_same_issue_is_one(self, ours: InternalTracker, theirs: InternalTracker) -> None:
        twin = ours.create("Twin", id="demo-t", labels=("a",))
        theirs.change(lambda tx: (issues.add(tx, twin), tx.say("bd: import twins.jsonl")))
        theirs.update("demo-t", title="Edited there", add_labels=("b",))
        ours.update("demo-t", priority=1)
        done = merge(ours, theirs)
        found = issue(ours, "demo-t")
        assert (found.title, found.labels, found.priority) == ("Edited there", ("a", "b"), 1)
        assert not done.report.renames

    def test_two_issues_of_one_child_number_are_both_kept(
        self, ours: InternalTracker, theirs: InternalTracker
    ) -> None:
        ours.create("Ours", id="demo-1.1", parent="demo-1")
        ours.create("Ours too", id="demo-1.2", parent="demo-1")
        theirs.create("Theirs", id="demo-1.1", parent="demo-1")
        theirs.create("Part of theirs", parent="demo-1.1")
        theirs.create("Waits for it", id="demo-w", dependencies=("demo-1.1",))
        theirs.comment("demo-1.1", "Said there")
        theirs.add_dependency("demo-1.1.1", "demo-w", "related")
        done = merge(ours, theirs)
        new = done.report.renames["demo-1.1"]
        assert ids.parent_of(new) == "demo-1"
        assert done.report.renames == {"demo-1.1": new, "demo-1.1.1": f"{new}.1"}
        assert [issue(ours, child).title for child in ("demo-1.1", "demo-1.2", new)] == [
            "Ours",
            "Ours too",
            "Theirs",
        ]
        assert issue(ours, f"{new}.1").parent == new
        (detail,) = ours.show(new)
        assert [end.id for end in detail.dependents] == [f"{new}.1", "demo-w"]
        assert "This was demo-1.1 where it was filed: a merge" in detail.comments[0].text
        assert detail.comments[1].text == "Said there"
        assert ours.show("demo-1.1")[0].comments == []
        edges = ours.ask(
            lambda r: r.rows("SELECT issue_id, depends_on_id FROM dependencies ORDER BY issue_id")
        )
        assert edges == ((f"{new}.1", "demo-w"), ("demo-w", new))
        assert done.report.count("renamed") == 2
        assert f"bd: rename demo-1.1 to {new}" in commits(ours)[0][2]
        assert ours.create("The next", parent="demo-1").id == "demo-1.3"

    def test_the_one_that_was_filed_first_keeps_its_number_whoever_merges(
        self, ours: InternalTracker, theirs: InternalTracker
    ) -> None:
        theirs.create("Theirs", id="demo-1.1", parent="demo-1")
        ours.create("Ours", id="demo-1.1", parent="demo-1")
        ours.create("Part of ours", parent="demo-1.1")
        ours.create("Waits for it", id="demo-w", dependencies=("demo-1.1",))
        ours.comment("demo-1.1", "Said here")
        done = merge(ours, theirs)
        new = done.report.renames["demo-1.1"]
        assert done.report.renames == {"demo-1.1": new, "demo-1.1.1": f"{new}.1"}
        assert {(entry.was, entry.is_ours) for entry in done.report.entries if entry.was} == {
            ("demo-1.1", True),
            ("demo-1.1.1", True),
        }
        assert (issue(ours, "demo-1.1").title, issue(ours, new).title) == ("Theirs", "Ours")
        (detail,) = ours.show(new)
        assert [end.id for end in detail.dependents] == [f"{new}.1", "demo-w"]
        assert "This was demo-1.1 where it was filed: a merge" in detail.comments[0].text
        assert detail.comments[1].text == "Said here"
        merge(theirs, ours)
        assert state(ours) == state(theirs)

    def test_towns_that_merge_each_other_call_the_parts_of_a_deleted_whole_the_same(
        self, place: Place, ours: InternalTracker, theirs: InternalTracker
    ) -> None:
        ours.create("Ours", id="demo-1.1", parent="demo-1")
        theirs.create("Theirs", id="demo-1.1", parent="demo-1")
        theirs.delete("demo-1")
        with forks(place, theirs) as (before,):
            merge(theirs, ours)
            merge(ours, before)
            assert titles(ours) == titles(theirs)
            merge(ours, theirs)
            merge(theirs, ours)
        assert state(ours) == state(theirs)

    def test_what_follows_on_a_renamed_issue_reaches_it(
        self, ours: InternalTracker, theirs: InternalTracker
    ) -> None:
        ours.create("Ours", id="demo-x1y2z")
        theirs.create("Theirs", id="demo-x1y2z")
        (new,) = merge(ours, theirs).report.renames.values()
        assert len(new) == len("demo-x1y2z")
        theirs.update("demo-x1y2z", title="Theirs, edited")
        theirs.comment("demo-x1y2z", "More")
        theirs.create("New child", parent="demo-x1y2z")
        theirs.create("Waits", id="demo-w", dependencies=("demo-x1y2z",))
        ours.update("demo-x1y2z", priority=0)
        ours.update(new, priority=4)
        done = merge(ours, theirs)
        assert done.report.renames == {"demo-x1y2z.1": f"{new}.1"}
        assert (issue(ours, new).title, issue(ours, new).priority) == ("Theirs, edited", 4)
        assert (issue(ours, "demo-x1y2z").title, issue(ours, "demo-x1y2z").priority) == ("Ours", 0)
        (detail,) = ours.show(new)
        assert "More" in [comment.text for comment in detail.comments]
        assert {end.issue.title for end in detail.dependents if end.issue} == {"New child", "Waits"}

    def test_what_a_renamed_issue_has_stays_through_further_merges(
        self, ours: InternalTracker, theirs: InternalTracker
    ) -> None:
        """Its rows stand under the new name on our side only; the second merge took them for
        deleted.
        """
        ours.create("Ours", id="demo-x1y2z")
        theirs.create("Theirs", id="demo-x1y2z")
        theirs.create("Needed", id="demo-n")
        theirs.comment("demo-x1y2z", "Said there")
        theirs.add_dependency("demo-x1y2z", "demo-n")
        theirs.add_dependency("demo-1", "demo-x1y2z")
        (new,) = merge(ours, theirs).report.renames.values()
        theirs.update("demo-x1y2z", priority=0)
        merge(ours, theirs)
        merge(theirs, ours)
        for tracker in (ours, theirs):
            (detail,) = tracker.show(new)
            assert detail.issue.priority == 0
            assert "Said there" in [comment.text for comment in detail.comments]
            assert [end.id for end in detail.dependencies] == ["demo-n"]
            assert [end.id for end in detail.dependents] == ["demo-1"]

    def test_a_part_is_found_again_below_its_renamed_whole(
        self, ours: InternalTracker, theirs: InternalTracker
    ) -> None:
        for tracker, whose in ((ours, "Our"), (theirs, "Their")):
            tracker.create(f"{whose} whole", id="demo-x1y2z")
            tracker.create(f"{whose} part", parent="demo-x1y2z")
        new = merge(ours, theirs).report.renames["demo-x1y2z"]
        theirs.close_issues("demo-x1y2z.1")
        merge(ours, theirs)
        assert [
            (issue(ours, child).title, issue(ours, child).status)
            for child in ("demo-x1y2z.1", f"{new}.1")
        ] == [
            ("Our part", "open"),
            ("Their part", "closed"),
        ]

    def test_ours_is_told_that_theirs_renamed_it(
        self, ours: InternalTracker, theirs: InternalTracker
    ) -> None:
        theirs.create("Theirs", id="demo-1.1", parent="demo-1")
        ours.create("Ours", id="demo-1.1", parent="demo-1")
        new = merge(theirs, ours).report.renames["demo-1.1"]
        theirs.delete("demo-1.1")
        ours.update("demo-1.1", add_labels=("urgent",))
        ours.comment("demo-1.1", "Said here")
        done = merge(ours, theirs)
        assert [(entry.was, entry.key) for entry in done.report.entries if entry.is_ours] == [
            ("demo-1.1", (new,))
        ]
        (detail,) = ours.show(new)
        assert (detail.issue.title, detail.issue.labels) == ("Ours", ("urgent",))
        assert "Said here" in [comment.text for comment in detail.comments]
        assert ours.ask(
            lambda reader: reader.rows("SELECT COUNT(*) FROM issues WHERE id = 'demo-1.1'")
        ) == ((0,),)

    def test_the_times_in_a_status_are_those_of_the_one_issue(
        self, ours: InternalTracker, theirs: InternalTracker
    ) -> None:
        ours.create("Ours", id="demo-x1y2z")
        theirs.create("Theirs", id="demo-x1y2z")
        theirs.claim("demo-x1y2z")
        theirs.update("demo-x1y2z", status="blocked")
        (new,) = merge(ours, theirs).report.renames.values()
        found, _ = ours.ask(
            lambda reader: query.time_in_status(
                reader, ["demo-x1y2z", new], Filter(sort="id"), ours.profile.vocabulary, ours.now
            )
        )
        statuses = {row.issue.id: [span.status for span in row.spans] for row in found}
        assert statuses == {"demo-x1y2z": ["open"], new: ["open", "in_progress", "blocked"]}

    def test_the_other_way_round_it_comes_to_the_same(
        self, ours: InternalTracker, theirs: InternalTracker
    ) -> None:
        ours.create("Ours", id="demo-x1y2z")
        theirs.create("Theirs", id="demo-x1y2z")
        merge(ours, theirs)
        theirs.update("demo-x1y2z", title="Theirs, edited")
        theirs.comment("demo-x1y2z", "More")
        merge(theirs, ours)
        merge(ours, theirs)
        assert state(ours) == state(theirs)
        titles = {row.title for row in ours.list().issues}
        assert titles == {"One", "Ours", "Theirs, edited"}


def titles(tracker: InternalTracker) -> dict[str, str]:
    """Return the titles by id."""
    return dict(tracker.ask(lambda reader: reader.rows("SELECT id, title FROM issues")))
