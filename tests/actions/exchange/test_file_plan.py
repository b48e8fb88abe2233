"""A plan is filed whole, with parents and edges that point forward too, or not at all."""

from __future__ import annotations

import pytest

from beadwork.actions.exchange import file_plan
from beadwork.actions.exchange.file_plan import Filed
from beadwork.actions.exchange.line_errors import LineErrors
from beadwork.errors import BeadworkError
from beadwork.model.exchange import plan
from beadwork.tracker import InternalTracker


def file(tracker: InternalTracker, text: str) -> Filed:
    planned = plan.parse(text, "plan.md")
    problems = LineErrors("plan.md")
    drafts = file_plan.drafts(planned, tracker.now, problems)
    profile = tracker.profile
    return tracker.change(
        lambda tx: file_plan.file_plan(tx, planned, drafts, profile, problems), file_plan.QUESTIONS
    )


def commits(tracker: InternalTracker) -> int:
    return int(tracker.ask(lambda reader: reader.rows("SELECT COUNT(*) FROM dolt_log"))[0][0])


def test_a_plan_points_wherever_it_likes(tracker: InternalTracker) -> None:
    tracker.create("There before", id="demo-old")
    before = commits(tracker)
    filed = file(
        tracker,
        """
## Grandchild
### Parent
Child
### Dependencies
- Root's other child
- demo-old
- external:jira:OPS-7
- blocks:Last
## Child
### Parent
Root
### Estimate
1h
## Root
### Type
epic
### Labels
a, b
## Root's other child
### Parent
Root
### Due
2030-01-01
### Priority
P0
## Last
""",
    )
    assert commits(tracker) == before + 1
    grandchild, child, root, other, last = filed.issues
    assert (grandchild.parent, child.parent, other.parent) == (child.id, root.id, root.id)
    assert grandchild.id == f"{child.id}.1"
    assert (child.estimated_minutes, root.type, root.labels, other.priority) == (
        60,
        "epic",
        ("a", "b"),
        0,
    )
    waits = {(end.id, end.type) for end in tracker.show(grandchild.id)[0].dependencies}
    assert waits == {
        (other.id, "blocks"),
        ("demo-old", "blocks"),
        ("external:jira:OPS-7", "blocks"),
        (child.id, "parent-child"),
    }
    assert {end.id for end in tracker.show(last.id)[0].dependencies} == {grandchild.id}
    assert set(filed.ready) == {child.id, other.id}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("## A\n\n## B\n### Priority\n9", 'plan.md:3: not a priority: "9"'),
        ("## A\n## B\n### Type\nwish", 'plan.md:2: unknown issue type "wish"'),
        ("## A\n### Estimate\nsoon", 'plan.md:1: "soon" is no estimate'),
        (
            "## A\n### Dependencies\ninvented:demo-1",
            'plan.md:1: unknown dependency type "invented"',
        ),
        ("## A\n### Parent\ndemo-nope", 'plan.md:1: no issue found matching "demo-nope"'),
        (
            "## A\n### Dependencies\nB\n## B\n### Dependencies\nA",
            'plan.md:4: "B" cannot wait for "A"',
        ),
        ("## A\n### Parent\nB\n### Dependencies\nB\n## B", 'plan.md:1: "B" is above "A"'),
    ],
)
def test_a_plan_that_cannot_be_files_nothing(
    tracker: InternalTracker, text: str, message: str
) -> None:
    before = commits(tracker)
    with pytest.raises(BeadworkError) as error:
        file(tracker, text)
    assert error.value.message.startswith(message)
    assert "demo-" not in error.value.hint
    assert (tracker.list().issues, commits(tracker)) == ([], before)
