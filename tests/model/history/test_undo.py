"""What a write changed goes back, and nothing that came after it is lost."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beadwork.model.history import undo_message
from beadwork.model.history.undo import Key, Place, Present, Row, RowChange, Write, decide

THEN, LATER = "2026-01-01 10:00:00.5", "2026-01-01 11:00:00"
NOON = datetime(2026, 1, 1, 12)


def issue(key: str = "bd-1", **columns: Any) -> dict[str, Any]:
    return {
        "id": key,
        "title": "A",
        "status": "open",
        "parent": None,
        "updated_at": THEN,
        **columns,
    }


def edge(one: str, other: str, kind: str = "blocks") -> dict[str, Any]:
    return {"issue_id": one, "depends_on_id": other, "type": kind}


def comment(issue_id: str, key: str) -> dict[str, Any]:
    return {"issue_id": issue_id, "id": key, "text": "said"}


def change(before: Row | None, after: Row | None) -> RowChange:
    row = after or before or {}
    table = "issues" if "title" in row else "comments" if "text" in row else "dependencies"
    keys = {
        "issues": ("id",),
        "comments": ("issue_id", "id"),
        "dependencies": ("issue_id", "depends_on_id", "type"),
    }
    return RowChange(table, tuple(row[column] for column in keys[table]), before, after)


def there(*rows: Row) -> dict[Place, Row]:
    return {(found.table, found.key): row for row in rows for found in [change(None, row)]}


def refused(changes: list[RowChange], now: Present) -> list[str]:
    return [obstacle.reason for obstacle in decide(changes, now, NOON).obstacles]


def test_a_cell_goes_back_and_the_others_stay() -> None:
    closed = issue(status="closed")
    now = issue(status="closed", title="B")
    (write,) = decide([change(issue(), closed)], Present(there(now), {}, ()), NOON).writes
    assert write.row == issue(title="B", updated_at=NOON)


@pytest.mark.parametrize(
    ("before", "after", "now", "said"),
    [
        (issue(), issue(title="B"), issue(title="C"), "title of bd-1 was changed again"),
        (issue(), issue(title="B"), None, "bd-1 no longer exists"),
        (None, issue(), issue(status="closed"), "status of bd-1 was changed again"),
        (issue(), None, issue(title="Another"), "bd-1 is there again"),
    ],
)
def test_what_came_later_is_named(
    before: Row | None, after: Row | None, now: Row | None, said: str
) -> None:
    assert refused([change(before, after)], Present(there(*[now] if now else []), {}, ())) == [said]


@pytest.mark.parametrize(
    ("before", "after", "now"),
    [
        (issue(), issue(title="B"), issue(updated_at=LATER)),
        (None, issue(), None),
        (issue(), None, issue(updated_at=LATER)),
    ],
)
def test_what_is_as_it_was_already_is_left_alone(
    before: Row | None, after: Row | None, now: Row | None
) -> None:
    decision = decide([change(before, after)], Present(there(*[now] if now else []), {}, ()), NOON)
    assert decision == ([], [])


def test_an_issue_that_others_hang_on_does_not_go() -> None:
    rows = there(issue(), comment("bd-1", "c1"), edge("bd-2", "bd-1"))
    now = Present(rows, {"bd-1.1": "bd-1"}, ())
    assert refused([change(None, issue())], now) == [
        "a comment on bd-1 is there by now",
        "the dependency bd-2 blocks bd-1 is there by now",
        "bd-1.1 is a child of bd-1 by now",
    ]


def test_what_the_same_write_made_goes_with_it() -> None:
    child = issue("bd-1.1", parent="bd-1")
    rows = [issue(), child, comment("bd-1", "c1"), edge("bd-1.1", "bd-1", "related")]
    decision = decide(
        [change(None, row) for row in rows], Present(there(*rows), {"bd-1.1": "bd-1"}, ()), NOON
    )
    assert decision.obstacles == []
    assert [write.row for write in decision.writes] == [None] * 4


def test_what_comes_back_refers_to_nothing_that_is_gone() -> None:
    lost = [change(issue("bd-2", parent="bd-1"), None), change(edge("bd-2", "bd-3"), None)]
    assert refused(lost, Present({}, {}, ())) == [
        "bd-2 needs bd-1, which no longer exists",
        "the dependency bd-2 blocks bd-3 needs bd-3, which no longer exists",
    ]
    assert refused(lost, Present({}, {}, ("bd-1", "bd-3"))) == []
    assert refused([*lost, change(issue("bd-1"), None)], Present({}, {}, ("bd-3",))) == []


def test_an_edge_that_leads_out_of_the_tracker_needs_nobody() -> None:
    assert refused([change(edge("bd-1", "external:x"), None)], Present({}, {}, ("bd-1",))) == []


def test_a_comment_that_goes_counts_as_a_change_of_its_issue() -> None:
    changes = [change(issue(), issue(updated_at=LATER)), change(None, comment("bd-1", "c1"))]
    decision = decide(
        changes, Present(there(issue(updated_at=LATER), comment("bd-1", "c1")), {}, ()), NOON
    )
    assert [(write.table, write.row) for write in decision.writes] == [
        ("comments", None),
        ("issues", issue(updated_at=NOON)),
    ]


def test_an_undo_is_later_than_what_it_replaces() -> None:
    ahead = "2027-05-01 10:00:00.000009"
    changed = change(issue(), issue(title="B", updated_at=ahead))
    for moment in (NOON, None):
        (write,) = decide(
            [changed], Present(there(issue(title="B", updated_at=ahead)), {}, ()), moment
        ).writes
        assert write.row == issue(updated_at=datetime(2027, 5, 1, 10, 0, 0, 10))


def test_what_an_import_brought_goes_on_with_the_times_of_its_source() -> None:
    gone = change(issue(updated_at=LATER), None)
    (write,) = decide([gone], Present({}, {}, ()), None).writes
    assert write.row == issue(updated_at=datetime(2026, 1, 1, 11, 0, 0, 1))
    (write,) = decide([gone], Present({}, {}, ()), NOON).writes
    assert write.row == issue(updated_at=NOON)


cells = st.sampled_from([None, "x", "y"])
states = st.dictionaries(
    st.sampled_from(["bd-1", "bd-2"]),
    st.fixed_dictionaries(
        {
            "title": cells,
            "status": cells,
            "parent": st.none(),
            "updated_at": st.sampled_from([THEN, LATER]),
        }
    ),
)
State = dict[str, dict[str, Any]]


def rows_of(state: State) -> dict[Place, Row]:
    return {("issues", (key,)): {"id": key, **row} for key, row in state.items()}


def difference(before: dict[Place, Row], after: dict[Place, Row]) -> list[RowChange]:
    places = sorted({*before, *after})
    pairs = [(place, before.get(place), after.get(place)) for place in places]
    return [RowChange(*place, old, new) for place, old, new in pairs if old != new]


def applied(rows: dict[Place, Row], writes: list[Write]) -> dict[Place, Row]:
    found = dict(rows)
    for write in writes:
        if write.row is None:
            del found[write.table, write.key]
        else:
            found[write.table, write.key] = write.row
    return found


def plain(rows: dict[Place, Row]) -> dict[Key, dict[str, Any]]:
    return {key: {**row, "updated_at": None} for (_, key), row in rows.items()}


@given(states, states)
def test_undone_at_once_everything_is_as_before(first: State, second: State) -> None:
    before, after = rows_of(first), rows_of(second)
    decision = decide(difference(before, after), Present(after, {}, ()), NOON)
    assert decision.obstacles == []
    assert plain(applied(after, decision.writes)) == plain(before)


@given(states, states, states)
def test_what_later_writes_did_stays_or_nothing_is_done(
    first: State, second: State, third: State
) -> None:
    before, after, now = rows_of(first), rows_of(second), rows_of(third)
    decision = decide(difference(before, after), Present(now, {}, ()), NOON)
    if decision.obstacles:
        return
    done = plain(applied(now, decision.writes))
    old, middle, present = plain(before), plain(after), plain(now)
    for key in {*old, *middle, *present}:
        for column in ("title", "status"):
            was, then, later, got = (
                state.get(key, {}).get(column) for state in (old, middle, present, done)
            )
            if key in middle and key in present and later != then and later != was:
                assert got == later
            if key in old and key in middle and was != then:
                assert got == was


COMMIT, OTHER = "a" * 32, "b" * 32


def test_the_last_write_is_found() -> None:
    create = (OTHER, "me", "bd: create bd-1: A")
    close = (COMMIT, "me", "bd: close bd-1: done")
    undo = ("c" * 32, "you", undo_message.lines(COMMIT, close[2], ["bd-1"])[0])
    again = ("d" * 32, "me", undo_message.lines("c" * 32, undo[2], ["bd-1"])[0])
    init = ("e" * 32, "me", "bd: init bd")
    assert list(undo_message.own([close, create, init], "me")) == [COMMIT, OTHER]
    assert list(undo_message.own([undo, close, create, init], "me")) == [OTHER]
    assert list(undo_message.own([again, undo, close, create, init], "me")) == [COMMIT, OTHER]
    assert not list(undo_message.own([create, init], "you"))
    assert not list(undo_message.own([init], "me"))
    history = [(commit, message) for commit, _, message in (undo, close, create)]
    assert list(undo_message.effective_undoings(history)) == [("c" * 32, COMMIT)]
    assert list(undo_message.effective_undoings([(again[0], again[2]), *history])) == [
        ("d" * 32, "c" * 32)
    ]


def test_the_lines_of_an_undo_name_its_issues_and_its_target() -> None:
    from beadwork.model.history import commit_message

    ids = [f"bd-{number}" for number in range(150)]
    lines = undo_message.lines(COMMIT, "bd: import f: 150 created", ids)
    assert commit_message.issues("\n".join(lines)) == ids[:100]
    assert {undo_message.undone_by(line) for line in lines[:100]} == {COMMIT}
    assert lines[100] == "and 50 more"
    assert undo_message.lines(COMMIT, "bd: remember k: v", []) == [
        f"bd: undo of {COMMIT}: remember k: v"
    ]
    assert undo_message.undone_by("bd: close bd-1: undo it") is None
    (once,) = undo_message.lines(COMMIT, "bd: close bd-1: done", ["bd-1"])
    (twice,) = undo_message.lines(OTHER, once, ["bd-1"])
    assert twice == f"bd: undo bd-1 of {OTHER}: undo of close bd-1: done"
