"""A batch: one commit, all or nothing."""

from __future__ import annotations

import pytest

from beadwork.actions.exchange import batch
from beadwork.actions.exchange.batch import BatchOutcome
from beadwork.errors import Blocked, Cycle, Exists, NotFound
from beadwork.model.exchange import batch_operations
from beadwork.tracker import InternalTracker


def run(tracker: InternalTracker, content: str) -> BatchOutcome:
    wanted = batch_operations.parse(content, "file", tracker.now)
    profile = tracker.profile
    return tracker.change(lambda tx: batch.batch(tx, wanted, profile, name="file", message=""))


def commits(tracker: InternalTracker) -> int:
    return int(tracker.ask(lambda reader: reader.rows("SELECT COUNT(*) FROM dolt_log"))[0][0])


def test_many_operations_are_one_commit(tracker: InternalTracker) -> None:
    before = commits(tracker)
    outcome = run(
        tracker,
        """
        {"op": "create", "title": "One", "ref": "a"}
        {"op": "create", "title": "Two", "ref": "b", "deps": ["discovered-from:$a"], "id": "demo-2"}
        {"op": "create", "title": "Three", "deps": ["blocks:$b", "external:jira:$x"]}
        {"op": "update", "ids": ["$a", "$b"], "priority": 0, "assignee": "", "defer": "2030-01-01"}
        {"op": "dep_add", "issue": "$b", "depends_on": "$a", "type": "discovered-from"}
        {"op": "close", "id": "$a"}
        """,
    )
    assert commits(tracker) == before + 1
    one, two, three, updated, added, closed = outcome.results
    assert [issue.priority for issue in updated] == [0, 0]
    assert not added.is_new
    assert [issue.id for issue in closed] == [one.id]
    detail = tracker.show(two.id)[0]
    assert {(end.id, end.type) for end in detail.dependencies} == {
        (one.id, "discovered-from"),
        (three.id, "blocks"),
    }


@pytest.mark.parametrize(
    ("last", "error", "message"),
    [
        ('{"op": "close", "id": "$b"}', Blocked, "file:3: $b is blocked by $a"),
        (
            '{"op": "dep_add", "issue_id": "$a", "depends_on_id": "$b"}',
            Cycle,
            "file:3: $a cannot wait for $b",
        ),
        (
            '{"op": "claim", "id": "$c"}',
            NotFound,
            "file:3: no line above makes an issue with the ref c",
        ),
        ('{"op": "create", "id": "demo-0", "title": "T"}', Exists, "file:3: demo-0 exists already"),
        (
            '{"op": "comment", "id": "demo-nope", "text": "x"}',
            NotFound,
            'file:3: no issue found matching "demo-nope"',
        ),
    ],
)
def test_one_that_fails_leaves_nothing_of_the_others(
    tracker: InternalTracker, last: str, error: type[Exception], message: str
) -> None:
    tracker.create("Zero", id="demo-0")
    before = commits(tracker)
    lines = [
        '{"op": "create", "title": "A", "ref": "a"}',
        '{"op": "create", "title": "B", "ref": "b", "deps": "$a"}',
        last,
    ]
    with pytest.raises(error) as raised:
        run(tracker, "\n".join(lines))
    assert str(raised.value).startswith(message)
    assert commits(tracker) == before
    assert [issue.title for issue in tracker.list().issues] == ["Zero"]


def test_what_changes_nothing_is_no_commit(tracker: InternalTracker) -> None:
    tracker.create("Zero", id="demo-0")
    before = commits(tracker)
    assert run(tracker, '{"op": "reopen", "id": "demo-0"}').messages == []
    assert commits(tracker) == before
