"""What a merge does to the rows of a real database: the rules of docs/design/merging.md."""

from __future__ import annotations

import pytest

from beadwork import errors
from beadwork.actions import configure
from beadwork.actions.merging import field_times
from beadwork.actions.merging import merge as action
from beadwork.store import config
from beadwork.tracker import InternalTracker
from branch_forks import branch_of, forks, merge
from harness import Place
from merged_trackers import commits, hang_on, issue, merge_named, state


def test_what_one_side_alone_changed_is_taken_from_it(
    ours: InternalTracker, theirs: InternalTracker
) -> None:
    ours.update("demo-1", title="Ours")
    theirs.update("demo-1", priority=0)
    made = theirs.create("Made there")
    done = merge(ours, theirs)
    found = issue(ours)
    assert (found.title, found.priority) == ("Ours", 0)
    assert issue(ours, made.id).title == "Made there"
    assert done.report.summary() == "1 taken, 1 merged"


def test_it_is_one_commit_with_two_parents_by_whoever_merges(
    ours: InternalTracker, theirs: InternalTracker
) -> None:
    theirs.create("Made there", id="demo-2")
    (head, *_), (tip, *_) = commits(ours), commits(theirs)
    merge(ours, theirs)
    log = commits(ours)
    assert log[0][1] == f"{head[0]}, {tip[0]}"  # never a fast-forward
    assert log[0][2].startswith(f"bd: merge {branch_of(theirs)}: 1 taken, 0 merged\n\n")
    (author,) = ours.ask(lambda r: r.rows("SELECT committer FROM dolt_log LIMIT 1"))
    assert author == ("main-actor",)
    assert not merge(ours, theirs).done
    assert commits(ours) == log


def test_the_field_that_was_set_last_wins_and_not_the_row(
    ours: InternalTracker, theirs: InternalTracker
) -> None:
    ours.update("demo-1", title="Ours, first")
    theirs.update("demo-1", title="Theirs, then")
    ours.update("demo-1", priority=0)  # makes the row newer, not the title
    done = merge(ours, theirs)
    assert (issue(ours).title, issue(ours).priority) == ("Theirs, then", 0)
    ((_, decisions),) = [(entry.key, entry.fields) for entry in done.report.entries]
    assert [(decision.field, decision.result, decision.dropped) for decision in decisions] == [
        ("title", "Theirs, then", ("Ours, first",))
    ]


@pytest.mark.parametrize("strategy", ["ours", "theirs"])
def test_a_strategy_lets_a_side_win(
    ours: InternalTracker, theirs: InternalTracker, strategy: str
) -> None:
    theirs.update("demo-1", title="theirs", estimated_minutes=60, add_labels=("there",))
    ours.update("demo-1", title="ours", estimated_minutes=90, add_labels=("here",))
    theirs.update("demo-1", priority=1)
    done = merge(ours, theirs, strategy)
    found = issue(ours)
    assert (found.title, found.estimated_minutes) == (
        strategy,
        {"ours": 90, "theirs": 60}[strategy],
    )
    assert found.priority == 1  # only they changed it
    assert found.labels == ("here", "kept", "old", "there")
    assert not done.report.undecided


def test_both_closed_with_different_reasons(ours: InternalTracker, theirs: InternalTracker) -> None:
    ours.close_issues("demo-1", reason="done here")
    theirs.close_issues("demo-1", reason="done there")
    merge(ours, theirs)
    there = issue(theirs)
    assert issue(ours)[4:13:8] == there[4:13:8]
    assert (issue(ours).close_reason, issue(ours).closed_at) == ("done there", there.closed_at)


def test_labels_are_a_union_and_what_was_removed_stays_removed(
    ours: InternalTracker, theirs: InternalTracker
) -> None:
    ours.update("demo-1", add_labels=("mine",), remove_labels=("old",))
    theirs.update("demo-1", add_labels=("yours",))
    merge(ours, theirs)
    assert issue(ours).labels == ("kept", "mine", "yours")


def test_metadata_goes_key_by_key(ours: InternalTracker, theirs: InternalTracker) -> None:
    ours.update("demo-1", set_metadata=(("a", 2), ("mine", {"deep": True})))
    theirs.update("demo-1", set_metadata=(("a", 3),), unset_metadata=("b",))
    done = merge(ours, theirs)
    assert issue(ours).metadata == {"a": 3, "mine": {"deep": True}}
    assert [decision.field for decision in done.report.entries[0].fields] == ["metadata.a"]


def test_what_json_tells_apart_is_a_change(ours: InternalTracker, theirs: InternalTracker) -> None:
    ours.update("demo-1", metadata={"one": 1, "off": False, "none": 1})
    merge(theirs, ours)
    theirs.update("demo-1", set_metadata=(("one", True), ("off", 0), ("none", "x")))
    ours.update("demo-1", title="Ours", set_metadata=(("none", None),))
    merge(ours, theirs)
    found = issue(ours).metadata
    assert found is not None
    assert [repr(found[key]) for key in ("one", "off", "none")] == ["True", "0", "None"]


def test_notes_of_both_stay_in_the_order_in_which_they_were_written(
    ours: InternalTracker, theirs: InternalTracker
) -> None:
    ours.update("demo-1", append_notes="first, here")
    theirs.update("demo-1", append_notes="second, there")
    ours.update("demo-1", append_notes="third, here")
    merge(ours, theirs)
    assert issue(ours).notes == "begun\nfirst, here\nsecond, there\nthird, here"


def test_an_estimate_is_left_to_a_person(ours: InternalTracker, theirs: InternalTracker) -> None:
    ours.update("demo-1", estimated_minutes=60)
    theirs.update("demo-1", estimated_minutes=90)
    done = merge(ours, theirs)
    assert issue(ours).estimated_minutes == 60
    assert [(one, decision.field) for one, decision in done.report.undecided] == [
        ("demo-1", "estimated_minutes")
    ]
    rows = ours.ask(
        lambda r: r.rows("SELECT issue_id, field, value, origin FROM conflicts ORDER BY value")
    )
    assert rows == (
        ("demo-1", "estimated_minutes", "60", branch_of(ours)),
        ("demo-1", "estimated_minutes", "90", branch_of(theirs)),
    )
    assert "left to a person" in commits(ours)[0][2]
    ours.update("demo-1", title="Nothing is held up")
    assert issue(ours).title == "Nothing is held up"


def test_what_was_decided_on_one_side_is_decided(
    place: Place, ours: InternalTracker, theirs: InternalTracker
) -> None:
    ours.update("demo-1", estimated_minutes=60)
    theirs.update("demo-1", estimated_minutes=90)
    merge(ours, theirs)
    merge(theirs, ours)
    theirs.update("demo-1", estimated_minutes=75)
    merge(ours, theirs)
    assert issue(ours).estimated_minutes == 75
    assert ours.ask(lambda r: r.rows("SELECT * FROM conflicts")) == ()


class TestEdges:
    def test_added_on_both_sides_it_is_there_once(
        self, ours: InternalTracker, theirs: InternalTracker
    ) -> None:
        ours.create("Two", id="demo-2")
        merge(theirs, ours)
        ours.add_dependency("demo-1", "demo-2")
        theirs.add_dependency("demo-1", "demo-2")
        (first,) = ours.ask(lambda r: r.rows("SELECT created_at, created_by FROM dependencies"))
        merge(ours, theirs)
        assert ours.ask(lambda r: r.rows("SELECT created_at, created_by FROM dependencies")) == (
            first,
        )
        merge(theirs, ours)
        assert state(ours) == state(theirs)

    def test_removed_on_one_side_it_is_gone(
        self, ours: InternalTracker, theirs: InternalTracker
    ) -> None:
        ours.create("Two", id="demo-2", dependencies=("demo-1",))
        merge(theirs, ours)
        theirs.remove_dependency("demo-2", "demo-1")
        ours.update("demo-1", title="x")
        merge(ours, theirs)
        assert ours.ask(lambda r: r.rows("SELECT * FROM dependencies")) == ()

    def test_a_cycle_is_kept_and_reported_and_ready_ends(
        self, ours: InternalTracker, theirs: InternalTracker
    ) -> None:
        ours.create("Two", id="demo-2")
        ours.create("Three", id="demo-3")
        merge(theirs, ours)
        ours.add_dependency("demo-1", "demo-2")
        theirs.add_dependency("demo-2", "demo-3")
        theirs.add_dependency("demo-3", "demo-1")
        done = merge(ours, theirs)
        assert done.report.cycles == [["demo-1", "demo-2", "demo-3"]]
        assert ours.cycles() == [["demo-1", "demo-2", "demo-3"]]
        assert ours.ready().issues == []
        ours.create("Four", id="demo-4")
        assert [ready.id for ready in ours.ready().issues] == ["demo-4"]

    def test_a_cycle_of_parents(self, ours: InternalTracker, theirs: InternalTracker) -> None:
        ours.create("Two", id="demo-2")
        merge(theirs, ours)
        ours.update("demo-1", parent="demo-2")
        theirs.update("demo-2", parent="demo-1")
        assert merge(ours, theirs).report.cycles == [["demo-1", "demo-2"]]
        assert {ready.id for ready in ours.ready().issues} == {"demo-1", "demo-2"}
        assert len(ours.show("demo-1")) == 1


def test_memories_settings_and_what_is_true_of_a_clone(
    ours: InternalTracker, theirs: InternalTracker
) -> None:
    ours.remember("first", key="k")
    theirs.remember("second", key="k")
    for tracker, value in ((ours, "zebra"), (theirs, "ape")):
        tracker.change(
            lambda tx, v=value: (
                tx.run("REPLACE INTO config VALUES ('kv.x', %s)", v),
                tx.say("bd: kv"),
            )
        )  # type: ignore[misc]
    theirs.change(
        lambda tx: (
            tx.run("UPDATE metadata SET value = 'other' WHERE `key` = 'project_id'"),
            tx.say("bd: x"),
        )
    )
    ours.change(lambda tx: (tx.run("INSERT INTO metadata VALUES ('y', '1')"), tx.say("bd: x")))
    theirs.link.session.close()
    before = ours.ask(lambda r: r.rows("SELECT value FROM metadata WHERE `key` = 'project_id'"))
    merge(ours, theirs)
    assert ours.ask(lambda r: r.rows("SELECT value FROM memories")) == (("second",),)
    assert ours.ask(lambda r: r.rows("SELECT value FROM config WHERE `key` = 'kv.x'")) == (
        ("zebra",),
    )
    assert (
        ours.ask(lambda r: r.rows("SELECT value FROM metadata WHERE `key` = 'project_id'"))
        == before
    )


def test_a_preview_says_what_the_merge_does(ours: InternalTracker, theirs: InternalTracker) -> None:
    hang_on(ours)
    merge(theirs, ours)
    ours.update("demo-1", title="Ours", estimated_minutes=1)
    theirs.update("demo-1", title="Theirs", estimated_minutes=2)
    theirs.update("demo-3", title="Edited")
    ours.delete("demo-3")
    ours.create("Ours", id="demo-2.1", parent="demo-2")
    theirs.create("Theirs", id="demo-2.1", parent="demo-2")
    before, log = state(ours), commits(ours)
    found = ours.ask(lambda r: action.look(r, branch_of(theirs)))
    shown = ours.ask(lambda r: action.preview(r, found, ours.now, "main-actor"))
    assert (state(ours), commits(ours)) == (before, log)
    done = merge(ours, theirs)
    assert shown.report == done.report
    assert shown.report.renames


def test_what_a_killed_writer_left_on_their_branch_comes_along_under_its_name(
    ours: InternalTracker, theirs: InternalTracker
) -> None:
    theirs.update("demo-1", priority=1)
    theirs.link.session.run("UPDATE issues SET title = 'By hand' WHERE id = 'demo-1'")
    merge(ours, theirs)
    assert issue(ours).title == "By hand"
    ((author,),) = theirs.link.session.rows("SELECT committer FROM dolt_log LIMIT 1")
    assert author == "outside bd"


def test_where_there_are_too_many_commits_the_row_stands_for_its_fields(
    ours: InternalTracker, theirs: InternalTracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(field_times, "MOST_COMMITS", 0)
    theirs.update("demo-1", title="Theirs")
    ours.update("demo-1", title="Ours")
    theirs.update("demo-1", priority=0)
    done = merge(ours, theirs)
    assert (issue(ours).title, issue(ours).priority) == ("Theirs", 0)
    assert [decision.exact for decision in done.report.entries[0].fields] == [False]


def test_a_merge_is_a_commit_also_where_writes_wait_for_one(
    place: Place, ours: InternalTracker, theirs: InternalTracker
) -> None:
    theirs.update("demo-1", title="Theirs")
    assert place.run("config", "set", "dolt.auto-commit", "off").returncode == 0
    with place.tracker(actor="careful") as careful:
        careful.update("demo-1", priority=0)
        merge(careful, theirs)
        log = commits(careful)
        assert log[0][2].startswith("bd: merge")
        assert log[1][2].startswith("bd: update demo-1: priority")
        assert (issue(careful).title, issue(careful).priority) == ("Theirs", 0)


def test_a_write_between_the_look_and_the_merge_is_seen(
    ours: InternalTracker, theirs: InternalTracker
) -> None:
    theirs.update("demo-1", title="Theirs")
    found = ours.ask(lambda r: action.look(r, branch_of(theirs)))
    theirs.update("demo-1", title="Theirs, again")
    ours.update("demo-1", priority=0)
    done = ours.change(
        lambda tx: action.merge(tx, found), action.questions(found), always_commit=True
    )
    assert done.done
    assert (issue(ours).title, issue(ours).priority) == ("Theirs, again", 0)


def test_refusals(place: Place, ours: InternalTracker, theirs: InternalTracker) -> None:
    with pytest.raises(errors.NotFound, match='no branch "nope"') as refused:
        merge_named(ours, "nope")
    assert branch_of(ours) in refused.value.hint
    head = commits(theirs)[0][0]
    for name in (head, "HEAD", ""):
        with pytest.raises(errors.NotFound):
            merge_named(ours, name)
    for name in ("HEAD~1", f"{branch_of(theirs)}^"):
        with pytest.raises(errors.MergeRefused, match="is a commit: only a branch can be merged"):
            merge_named(ours, name)
    with pytest.raises(errors.MergeRefused, match="cannot be merged into itself"):
        merge_named(ours, branch_of(ours))
    theirs.create("Something")
    log = commits(ours)
    with pytest.raises(errors.Usage, match="cannot be part of a batch"), ours.batch("many"):
        merge(ours, theirs)
    with place.tracker(readonly=True) as reader, pytest.raises(errors.ReadOnly):
        merge(reader, theirs)
    assert commits(ours) == log


def test_a_newer_schema_is_refused(ours: InternalTracker, theirs: InternalTracker) -> None:
    theirs.change(
        lambda tx: (
            tx.run("UPDATE metadata SET value = '99' WHERE `key` = 'schema_version'"),
            tx.say("bd: x"),
        )
    )
    with pytest.raises(errors.SchemaNewer):
        merge(ours, theirs)


def test_round_trips(place: Place, ours: InternalTracker, theirs: InternalTracker) -> None:
    for n in range(20):
        theirs.create(f"There {n}")
        ours.create(f"Here {n}")
    packets: list[str] = []
    with place.tracker(on_packet=packets.append) as tracker:
        assert tracker.merge(branch_of(theirs)).report.count("taken") == 20
    assert len(packets) <= 6, "\n---\n".join(packets)


def test_a_setting_that_both_changed_is_said_to_be_lost_and_a_strategy_decides_it(
    place: Place, tracker: InternalTracker
) -> None:
    with forks(place, tracker) as (side,):
        side.change(lambda tx: configure.put(tx, "zz.key", "theirs"))
        tracker.change(lambda tx: configure.put(tx, "zz.key", "ours"))
        preview = tracker.preview_merge(branch_of(side))
        (said,) = [entry.fields for entry in preview.report.entries if entry.table == "config"]
        assert [
            (decision.ours, decision.theirs, decision.result, decision.dropped) for decision in said
        ] == [("ours", "theirs", "theirs", ("ours",))]
        tracker.merge(branch_of(side), "ours")
        assert tracker.ask(lambda reader: config.get(reader, "zz.key")) == "ours"
