"""Edges, labels, deferrals, epics and duplicates by the actions behind the commands; what
transcripts cannot show.
"""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from beadwork.actions.dependencies import close_eligible, remove, tree
from beadwork.actions.dependencies import graph as drawing
from beadwork.actions.issues import defer, label, replace, undefer
from beadwork.actions.search import duplicates, lint
from beadwork.errors import Ambiguous, Blocked, DependencyRefused, Invalid, NotFound, Usage
from beadwork.model.dependencies.graph import Edge
from beadwork.model.dependencies.readiness import OVER
from beadwork.store.dependencies import epics, graph, orphans
from beadwork.store.identity_check import UNCONFIGURED
from beadwork.store.issues import children, labels
from beadwork.store.search.filters import Filter
from beadwork.tracker import InternalTracker
from harness import Place

NEWEST = "SELECT message FROM dolt_log LIMIT 1"
COMMITS = "SELECT COUNT(*) FROM dolt_log"
ADD_EDGE = (
    "INSERT INTO dependencies (issue_id, depends_on_id, type, created_at) VALUES (%s, %s, %s, "
    "NOW(6))"
)
SET_PARENT = "UPDATE issues SET parent = %s WHERE id = %s"


@pytest.fixture
def three(tracker: InternalTracker) -> InternalTracker:
    """A tracker with demo-1, demo-2 and demo-3."""
    with tracker.batch():
        for number in (1, 2, 3):
            tracker.create(f"Issue {number}", id=f"demo-{number}")
    return tracker


def newest(tracker: InternalTracker) -> str:
    """The message of the newest commit, without its trailer."""
    message = tracker.ask(lambda reader: str(reader.rows(NEWEST)[0][0]))
    return message.split("\n\nOperation:")[0]


def commits(tracker: InternalTracker) -> int:
    return int(tracker.ask(lambda reader: reader.rows(COMMITS))[0][0])


def edges(tracker: InternalTracker) -> list[Edge]:
    return tracker.ask(graph.everything)


# --- dep remove
# ------------------------------------------------------------------------------------------------


def test_an_edge_that_is_removed_is_one_commit(three: InternalTracker) -> None:
    three.add_dependency("demo-1", "demo-2")
    before = commits(three)
    assert three.change(lambda tx: remove.remove(tx, "demo-1", "demo-2")) == Edge(
        "demo-1", "demo-2", "blocks"
    )
    assert edges(three) == []
    assert commits(three) == before + 1
    assert newest(three) == "bd: dep remove demo-1 demo-2 (blocks)"


def test_only_the_named_type_goes(three: InternalTracker) -> None:
    three.add_dependency("demo-1", "demo-2")
    three.ask(lambda session: session.rows(ADD_EDGE, "demo-1", "demo-2", "related"))
    with pytest.raises(Usage, match="as blocks and as related"):
        three.change(lambda tx: remove.remove(tx, "demo-1", "demo-2"))
    three.change(lambda tx: remove.remove(tx, "demo-1", "demo-2", "related"))
    assert edges(three) == [Edge("demo-1", "demo-2", "blocks")]


def test_the_parent_is_cleared(three: InternalTracker) -> None:
    three.update("demo-1", parent="demo-2")
    three.change(lambda tx: remove.remove(tx, "demo-1", "demo-2"))
    assert three.show("demo-1")[0].issue.parent is None


def test_what_is_not_in_the_tracker_can_be_let_go(three: InternalTracker) -> None:
    three.ask(lambda session: session.rows(ADD_EDGE, "demo-1", "demo-gone", "blocks"))
    three.ask(lambda session: session.rows(SET_PARENT, "demo-lost", "demo-2"))
    lost = three.ask(orphans.find)
    assert [(orphan.issue.id, orphan.edge.depends_on_id) for orphan in lost] == [
        ("demo-1", "demo-gone"),
        ("demo-2", "demo-lost"),
    ]
    for orphan in lost:
        three.change(lambda tx, edge=orphan.edge: remove.remove(tx, *edge[:2]))
    assert three.ask(orphans.find) == []
    assert edges(three) == []


def test_parts_of_ids_will_do_and_the_whole_id_wins(three: InternalTracker) -> None:
    for suffix in ("abc", "abcd", "abcx"):
        three.create(suffix, id=f"demo-{suffix}")
    three.add_dependency("demo-1", "demo-abcd")
    with pytest.raises(NotFound, match="demo-1 does not depend on demo-abc$"):
        three.change(lambda tx: remove.remove(tx, "demo-1", "abc"))
    removed = three.change(lambda tx: remove.remove(tx, "demo-1", "ABCD"))
    assert removed.depends_on_id == "demo-abcd"
    three.delete("demo-abc")
    with pytest.raises(Ambiguous):
        three.change(lambda tx: remove.remove(tx, "abc", "demo-2"))
    with pytest.raises(Usage, match='"2" is too short'):
        three.change(lambda tx: remove.remove(tx, "demo-1", "2"))


# --- dep tree, graph
# ------------------------------------------------------------------------------------------------


def test_a_tree_asks_once_a_level(place: Place) -> None:
    packets: list[str] = []
    with place.tracker(on_packet=packets.append) as here:
        here.create("0", id="demo-0")
        for number in range(1, 6):
            here.create(str(number), id=f"demo-{number}")
            here.add_dependency(f"demo-{number - 1}", f"demo-{number}")
        packets.clear()
        found = here.ask(lambda reader: tree.tree(reader, "demo-0"))
    assert [step.id for step in found.steps] == [f"demo-{number}" for number in range(6)]
    assert len(packets) == 1 + 6 + 1  # the root, six levels, the titles


def test_a_tree_of_many_levels_needs_no_recursion(three: InternalTracker) -> None:
    with three.batch():
        for number in range(200):
            three.create(str(number), id=f"deep-{number}")
    three.ask(
        lambda session: session.pipeline(
            *((ADD_EDGE, (f"deep-{n}", f"deep-{n + 1}", "blocks")) for n in range(199))
        )
    )
    cut = three.ask(lambda reader: tree.tree(reader, "deep-0"))
    assert cut.is_cut
    assert len(cut.steps) == tree.DEPTH + 1
    whole = three.ask(lambda reader: tree.tree(reader, "deep-0", depth=5_000))
    assert not whole.is_cut
    assert len(whole.steps) == 200
    assert whole.steps[-1].depth == 199


def test_a_graph_leaves_out_what_is_over_unless_asked(three: InternalTracker) -> None:
    three.add_dependency("demo-1", "demo-2")
    three.add_dependency("demo-2", "demo-3", "related")
    three.close_issues("demo-2")

    def nodes(part: str | None, everything: bool) -> list[str]:
        found = three.ask(
            lambda reader: drawing.graph(
                reader, part, three.profile.vocabulary, three.now, everything=everything
            )
        )
        return sorted(node.id for node in found.nodes)

    assert nodes(None, False) == nodes("demo-1", False) == ["demo-1", "demo-3"]
    assert nodes(None, True) == nodes("demo-1", True) == ["demo-1", "demo-2", "demo-3"]
    assert nodes("demo-2", False) == ["demo-1", "demo-2", "demo-3"]


# --- label
# ------------------------------------------------------------------------------------------------


def test_labels_of_several_issues_are_one_commit(three: InternalTracker) -> None:
    before = commits(three)
    done = three.change(lambda tx: label.add(tx, ["demo-1", "demo-2"], ["b", "a"]))
    assert [(change.issue_id, change.label, change.changed) for change in done] == [
        ("demo-1", "a", True), ("demo-1", "b", True), ("demo-2", "a", True), ("demo-2", "b", True),
    ]  # fmt: skip
    assert commits(three) == before + 1
    assert three.ask(labels.counts) == {"a": 2, "b": 2}
    assert newest(three) == "bd: label add demo-1 a, b\n\nbd: label add demo-2 a, b"


def test_a_label_that_is_there_changes_nothing(three: InternalTracker) -> None:
    three.change(lambda tx: label.add(tx, ["demo-1"], ["a"]))
    before, issue = commits(three), three.show("demo-1")[0].issue
    assert not three.change(lambda tx: label.add(tx, ["demo-1"], ["a"]))[0].changed
    assert not three.change(lambda tx: label.remove(tx, ["demo-1"], ["b"]))[0].changed
    assert (commits(three), three.show("demo-1")[0].issue) == (before, issue)


def test_the_last_label_that_goes_leaves_none(three: InternalTracker) -> None:
    three.change(lambda tx: label.add(tx, ["demo-1"], ["a"]))
    three.change(lambda tx: label.remove(tx, ["demo-1"], ["a"]))
    assert three.show("demo-1")[0].issue.labels == ()
    assert three.ask(labels.counts) == {}


@pytest.mark.parametrize("wanted", [[], [""], ["a,b"], ["x" * 256], ["a\0"]])
def test_labels_that_cannot_be_change_nothing(three: InternalTracker, wanted: list[str]) -> None:
    before = commits(three)
    with pytest.raises(Invalid):
        three.change(lambda tx: label.add(tx, ["demo-1"], wanted))
    assert commits(three) == before


# --- defer
# ------------------------------------------------------------------------------------------------


def test_what_is_put_off_is_not_ready_and_neither_are_its_parts(three: InternalTracker) -> None:
    three.update("demo-2", parent="demo-1")
    three.change(lambda tx: defer.defer(tx, ["demo-1"]))
    assert [issue.id for issue in three.ready().issues] == ["demo-3"]
    three.change(lambda tx: undefer.undefer(tx, ["demo-1"]))
    assert {issue.id for issue in three.ready().issues} == {"demo-1", "demo-2", "demo-3"}


def test_a_date_is_kept_replaced_and_cleared(three: InternalTracker) -> None:
    later = three.now + timedelta(days=2)
    (deferred,) = three.change(lambda tx: defer.defer(tx, ["demo-1"], later))
    assert (deferred.status, deferred.defer_until) == ("deferred", later)
    assert three.show("demo-1")[0].issue == deferred
    (again,) = three.change(lambda tx: defer.defer(tx, ["demo-1"]))
    assert (again.status, again.defer_until) == ("deferred", None)
    (done,) = three.change(lambda tx: undefer.undefer(tx, ["demo-1"]))
    assert done.was_deferred
    assert (done.issue.status, done.issue.defer_until) == ("open", None)


def test_undefer_leaves_another_status_alone(three: InternalTracker) -> None:
    three.update("demo-1", status="in_progress", defer_until=three.now + timedelta(days=2))
    (done,) = three.change(lambda tx: undefer.undefer(tx, ["demo-1"]))
    assert (done.issue.status, done.issue.defer_until, done.was_deferred) == (
        "in_progress",
        None,
        True,
    )
    before = commits(three)
    assert not three.change(lambda tx: undefer.undefer(tx, ["demo-1"]))[0].was_deferred
    assert commits(three) == before


def test_none_is_put_off_where_one_cannot_be(three: InternalTracker) -> None:
    three.close_issues("demo-2")
    with pytest.raises(Invalid, match="demo-2 is closed"):
        three.change(lambda tx: defer.defer(tx, ["demo-1", "demo-2"]))
    with pytest.raises(Invalid, match="has passed"):
        three.change(lambda tx: defer.defer(tx, ["demo-1"], tx.now))
    assert three.show("demo-1")[0].issue.status == "open"


# --- epics
# ------------------------------------------------------------------------------------------------


def test_an_epic_is_eligible_exactly_where_close_takes_it(three: InternalTracker) -> None:
    three.update("demo-1", "demo-2", type="epic")
    three.update("demo-3", parent="demo-1")
    three.add_dependency("demo-1", "demo-2")

    def standing(issue_id: str) -> epics.EpicProgress:
        return next(
            progress
            for progress in three.ask(lambda reader: epics.progress(reader, OVER))
            if progress.epic.id == issue_id
        )

    assert not standing("demo-1").eligible
    three.close_issues("demo-3")
    assert standing("demo-1")[1:] == (1, 1, ("demo-2",))
    assert not standing("demo-1").eligible
    assert three.change(lambda tx: close_eligible.close_eligible(tx, UNCONFIGURED)) == []
    assert not standing("demo-2").eligible, "no children: nothing says that it is done"
    three.close_issues("demo-2")
    assert standing("demo-1").eligible
    before = commits(three)
    (closed,) = three.change(lambda tx: close_eligible.close_eligible(tx, UNCONFIGURED))
    assert (closed.id, closed.status, closed.close_reason) == (
        "demo-1",
        "closed",
        close_eligible.REASON,
    )
    assert commits(three) == before + 1


def test_deleted_children_are_shown_by_all_only(three: InternalTracker) -> None:
    three.update("demo-2", "demo-3", parent="demo-1")
    three.ask(
        lambda session: session.rows("UPDATE issues SET status = 'tombstone' WHERE id = 'demo-3'")
    )

    def shown(**wanted: Any) -> list[str]:
        page = three.ask(
            lambda reader: children.page(
                reader, "demo-1", Filter(**wanted), three.profile.vocabulary, three.now
            )
        )
        return [issue.id for issue in page.issues]

    assert shown() == ["demo-2"]
    assert sorted(shown(everything=True)) == ["demo-2", "demo-3"]
    assert shown(statuses=("tombstone",)) == ["demo-3"]


# --- duplicates
# ------------------------------------------------------------------------------------------------


def test_duplicate_and_supersede_point_opposite_ways(three: InternalTracker) -> None:
    before = commits(three)
    three.change(lambda tx: replace.duplicate(tx, "demo-2", "demo-1"))
    assert commits(three) == before + 1
    assert newest(three).splitlines()[0] == "bd: close demo-2: duplicate of demo-1"
    three.change(lambda tx: replace.supersede(tx, "demo-1", "demo-3"))
    assert edges(three) == [
        Edge("demo-2", "demo-1", "duplicates"),
        Edge("demo-3", "demo-1", "supersedes"),
    ]
    assert [issue.id for issue in three.list().issues] == ["demo-3"]


def test_a_closed_issue_keeps_its_reason_and_gets_its_link(three: InternalTracker) -> None:
    three.close_issues("demo-2", reason="fixed")
    done = three.change(lambda tx: replace.duplicate(tx, "demo-2", "demo-1"))
    assert done.issue.close_reason == "fixed"
    assert edges(three) == [Edge("demo-2", "demo-1", "duplicates")]


def test_nothing_is_closed_where_the_link_cannot_be(three: InternalTracker) -> None:
    three.add_dependency("demo-2", "demo-1")
    before = commits(three)
    with pytest.raises(DependencyRefused, match="depends on demo-1 already"):
        three.change(lambda tx: replace.duplicate(tx, "demo-2", "demo-1"))
    with pytest.raises(DependencyRefused, match="itself"):
        three.change(lambda tx: replace.supersede(tx, "demo-2", "demo-2"))
    assert commits(three) == before
    assert three.show("demo-2")[0].issue.status == "open"


def test_open_children_are_not_left_behind_unless_forced(three: InternalTracker) -> None:
    three.update("demo-3", parent="demo-2")
    with pytest.raises(Blocked, match="open children: demo-3"):
        three.change(lambda tx: replace.duplicate(tx, "demo-2", "demo-1"))
    three.change(lambda tx: replace.duplicate(tx, "demo-2", "demo-1", force=True))
    assert {issue.id for issue in three.list().issues} == {"demo-1", "demo-3"}


def test_a_child_may_take_the_place_of_its_parent(three: InternalTracker) -> None:
    three.update("demo-3", parent="demo-2")
    three.change(lambda tx: replace.supersede(tx, "demo-2", "demo-3"))
    assert {issue.id for issue in three.list().issues} == {"demo-1", "demo-3"}


def test_equal_issues_are_found_among_those_asked_for(three: InternalTracker) -> None:
    three.create("ISSUE 1", id="demo-4", type="bug")
    words, now = three.profile.vocabulary, three.now
    (group,) = three.ask(lambda reader: duplicates.duplicates(reader, Filter(), words, now))
    assert [issue.id for issue in group] == ["demo-1", "demo-4"]
    assert (
        three.ask(lambda reader: duplicates.duplicates(reader, Filter(types=("bug",)), words, now))
        == []
    )


def test_lint_looks_at_all_that_is_asked_for(three: InternalTracker) -> None:
    three.update("demo-1", description="x")
    found = three.ask(
        lambda reader: lint.lint(reader, Filter(limit=1), three.profile.vocabulary, three.now)
    )
    assert {entry.issue.id for entry in found} == {"demo-2", "demo-3"}


# --- what commands print
# ------------------------------------------------------------------------------------------------


def test_a_name_of_a_part_is_enough_to_be_an_orphan(three: InternalTracker) -> None:
    for issue_id in (
        "demo-1.1",
        "demo-9.1",
        "demo-9.1.2",
    ):  # and v1.x is none: no number stands behind the point
        three.create("part", id=issue_id)
    three.create("release", id="demo-v1.x")
    found = three.ask(orphans.find)
    assert [(orphan.issue.id, orphan.edge.depends_on_id, orphan.by_name) for orphan in found] == [
        ("demo-9.1", "demo-9", True)
    ]


def test_orphans_say_what_is_missing(three: InternalTracker, place: Place) -> None:
    three.ask(lambda session: session.rows(ADD_EDGE, "demo-1", "demo-gone", "blocks"))
    three.ask(lambda session: session.rows(ADD_EDGE, "demo-1", "external:jira:1", "blocks"))
    three.ask(lambda session: session.rows(SET_PARENT, "demo-lost", "demo-1"))
    three.ask(lambda session: session.rows(SET_PARENT, "demo-lost", "demo-2"))
    three.close_issues("demo-2")
    found = json.loads(place.run("orphans", "--json").stdout)
    assert [(entry["id"], entry["reason"]) for entry in found] == [
        ("demo-1", "blocker demo-gone is not in this tracker"),
        ("demo-1", "parent demo-lost is not in this tracker"),
    ]
    assert len(json.loads(place.run("orphans", "--all", "--json").stdout)) == 3
    assert "no blocker demo-gone, no parent demo-lost" in place.run("orphans").stdout
    assert {issue.id for issue in three.ready().issues} == {"demo-1", "demo-3"}


@pytest.mark.parametrize("words", [("label", "add", "demo-1", "x"),
                                   ("defer", "demo-1"), ("undefer", "demo-1"),
                                   ("dep", "remove", "demo-1", "demo-2"),
                                   ("epic", "close-eligible"),
                                   ("duplicate", "demo-1", "--of", "demo-2")])  # fmt: skip
def test_nothing_is_written_in_readonly_mode(
    three: InternalTracker, place: Place, words: tuple[str, ...]
) -> None:
    done = place.run(*words, "--readonly", "--json")
    assert done.returncode == 1
    assert done.stdout == ""
    assert json.loads(done.stderr)["code"] == "read_only"
