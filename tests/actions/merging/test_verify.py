"""A merge is verified by what its branch changed: each row is in the merge, or its report says why
not.
"""

from __future__ import annotations

import random

import pytest

from beadwork import errors
from beadwork.actions.merging import verify
from beadwork.actions.merging.verify import Missing
from beadwork.dolt.connection.session import Session
from beadwork.tracker import InternalTracker
from branch_forks import branch_of, merge, verified
from merged_trackers import commits, write
from random_changes import do_something

LOSSES = {
    "an issue": (
        "DELETE FROM issues WHERE id = 'demo-new'",
        [Missing("issues", ("demo-new",))],
    ),
    "an edit": (
        "UPDATE issues SET title = 'One' WHERE id = 'demo-2'",
        [Missing("issues", ("demo-2",))],
    ),
    "another issue in its place": (
        "UPDATE issues SET created_by = 'somebody' WHERE id = 'demo-new'",
        [Missing("issues", ("demo-new",))],
    ),
    "a label": (
        "UPDATE issues SET labels = '[]' WHERE id = 'demo-new'",
        [Missing("issues", ("demo-new",))],
    ),
    "an edge": (
        "DELETE FROM dependencies",
        [Missing("dependencies", ("demo-new", "demo-1", "blocks"))],
    ),
    "a memory": ("DELETE FROM memories", [Missing("memories", ("here",))]),
    "a deletion": (
        "INSERT INTO issues (id, type, title, status, priority, created_at, updated_at) "
        "VALUES ('demo-gone', 'task', 'Back', 'open', 2, NOW(6), NOW(6))",
        [Missing("issues", ("demo-gone",))],
    ),
}


@pytest.fixture
def worked(ours: InternalTracker, theirs: InternalTracker) -> InternalTracker:
    """The branch, with a change of every kind; main has changed something else."""
    ours.create("Two", id="demo-2")
    ours.create("Gone", id="demo-gone")
    merge(theirs, ours)
    theirs.create("New", id="demo-new", labels=("a",), dependencies=("demo-1",))
    theirs.update("demo-2", title="Edited")
    theirs.delete("demo-gone")
    theirs.remember("a fact", key="here")
    ours.update("demo-1", priority=0)
    return theirs


def merge_badly(ours: InternalTracker, theirs: InternalTracker, loss: str) -> None:
    """Merge without the rules, and lose something in the same commit."""

    def lose(session: Session) -> None:
        session.pipeline(
            ("CALL DOLT_MERGE('--no-ff', '--no-commit', %s)", (branch_of(theirs),)),
            (loss, ()),
            ("CALL DOLT_COMMIT('-A', '-m', 'bd: merge badly')", ()),
        )

    ours.administer(lambda writer: lose(writer.session))


@pytest.mark.parametrize("kind", LOSSES)
def test_what_a_merge_has_lost_is_named(
    ours: InternalTracker, worked: InternalTracker, kind: str
) -> None:
    loss, missing = LOSSES[kind]
    merge_badly(ours, worked, loss)
    found = verified(ours, worked)
    assert found.missing == missing
    with pytest.raises(errors.BeadworkError) as caught:
        found.refuse_missing()
    assert f"the merge {found.commit} lacks what {branch_of(worked)} has" in str(caught.value)
    assert str(missing[0]) in str(caught.value)
    assert found.commit == commits(ours)[0][0]


def test_a_lost_comment_is_named(ours: InternalTracker, worked: InternalTracker) -> None:
    comment = worked.comment("demo-2", "Said there")
    merge_badly(ours, worked, "DELETE FROM comments")
    assert verified(ours, worked).missing == [Missing("comments", ("demo-2", comment.id))]


def test_a_lost_issue_that_was_renamed_is_named(
    ours: InternalTracker, theirs: InternalTracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours.create("Ours", id="demo-2")
    theirs.create("Theirs", id="demo-2")
    theirs.create("Child", parent="demo-2")
    renames = merge(ours, theirs).report.renames
    write(ours, f"DELETE FROM issues WHERE id = '{renames['demo-2.1']}'")
    later, (_, parents, _) = commits(ours)[0][0], commits(ours)[1]
    assert verified(ours, theirs).missing == []  # a later deletion is no matter of the merge
    monkeypatch.setattr(
        verify.merging, "merge_of", lambda reader, tip: (later, parents.split(", ")[0])
    )
    assert verified(ours, theirs).missing == [Missing("issues", ("demo-2.1",))]


def test_what_a_rule_dropped_is_in_the_report(
    ours: InternalTracker, theirs: InternalTracker
) -> None:
    theirs.update("demo-1", title="Theirs", estimated_minutes=5)
    ours.update("demo-1", title="Ours", estimated_minutes=6)
    merge(ours, theirs)
    (entry,) = verified(ours, theirs).report.entries
    assert (entry.key, entry.action) == (("demo-1",), "merged")


def test_a_branch_that_changed_nothing_has_nothing_to_lose(
    ours: InternalTracker, theirs: InternalTracker
) -> None:
    ours.update("demo-1", priority=0)
    assert not merge(ours, theirs).done
    assert verified(ours, theirs).commit == ""


def test_a_branch_that_is_not_merged_is_not_verified(
    ours: InternalTracker, worked: InternalTracker
) -> None:
    with pytest.raises(errors.MergeRefused, match="is not merged"):
        verified(ours, worked)


def test_the_merge_is_found_below_what_followed(
    ours: InternalTracker, worked: InternalTracker
) -> None:
    merge(ours, worked)
    made = commits(ours)[0][0]
    for number in range(60):
        ours.update("demo-1", title=f"Later {number}")
    ours.delete("demo-new")
    found = verified(ours, worked)
    assert (found.commit, found.missing) == (made, [])


@pytest.mark.parametrize("seed", range(12))
def test_merges_of_random_work_lose_nothing(
    ours: InternalTracker, theirs: InternalTracker, seed: int
) -> None:
    chance = random.Random(seed)
    for number in range(6):
        ours.create(f"Issue {number}", id=f"demo-r{number}")
    merge(theirs, ours)
    ids = [[f"demo-r{number}" for number in range(6)] for _ in range(2)]
    for _ in range(3):
        for tracker, known in zip((ours, theirs), ids, strict=True):
            for _ in range(12):
                do_something(chance, tracker, known)
        merge(ours, theirs)
        if chance.random() < 0.5:
            merge(theirs, ours)


def test_it_takes_few_round_trips_and_no_more_for_more_rows(
    ours: InternalTracker, theirs: InternalTracker
) -> None:
    packets: list[str] = []
    counts = []
    for number in (1, 40):
        with theirs.batch("work"):
            for _ in range(number):
                theirs.create("New")
        merge(ours, theirs)
        ours.link.session.on_packet = packets.append
        assert verified(ours, theirs).missing == []
        counts.append(len(packets))
        packets.clear()
        ours.link.session.on_packet = None
    assert counts[0] == counts[1] <= 5
