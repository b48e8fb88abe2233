"""The rules of merging, as a pure function: the same from both sides, and nothing that
neither had.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beadwork.model.issues.issue import Issue
from beadwork.model.merging import field_rules, field_times, row_merge
from beadwork.model.merging import three_way as rules
from beadwork.model.merging.field_times import FieldTimes, SetTime
from beadwork.model.merging.three_way import NEWEST, OURS, THEIRS, Precedence
from issue_histories import BEGINNING, FIRST

WORDS = st.sampled_from(["a", "b", "c"])
MOMENTS = st.integers(0, 3).map(lambda minutes: BEGINNING + timedelta(minutes=minutes))
SETS = st.sets(WORDS).map(lambda found: tuple(sorted(found)))
OBJECTS = st.none() | st.dictionaries(
    WORDS, st.integers(0, 2) | st.lists(st.integers(0, 1)), min_size=1
)
OF_TYPE: dict[str, st.SearchStrategy[Any]] = {
    "str": WORDS, "str | None": st.none() | WORDS, "int": st.integers(0, 2),
    "int | None": st.none() | st.integers(0, 2),
    "datetime": MOMENTS, "datetime | None": st.none() | MOMENTS, "tuple[str, ...]": SETS,
    "bool": st.booleans(),
    "dict[str, Any] | None": OBJECTS,
}  # fmt: skip
ISSUES = st.builds(
    Issue,
    **{field: OF_TYPE[kind.__forward_arg__] for field, kind in Issue.__annotations__.items()}
    | {"id": st.just("demo-1")},
)


def sides_of(base: Issue | None, ours: Issue, theirs: Issue, strategy: str = NEWEST) -> Precedence:
    return Precedence(field_times.of_row(base, ours), field_times.of_row(base, theirs), strategy)


def merged(base: Issue | None, ours: Issue, theirs: Issue, strategy: str = NEWEST) -> rules.Merged:
    return rules.merge(base, ours, theirs, sides_of(base, ours, theirs, strategy))


def without_manual(issue: Issue | None) -> Issue | None:
    return issue and issue._replace(estimated_minutes=None)


def test_every_field_has_a_rule() -> None:
    assert set(field_rules.FIELDS) | {"id"} == set(Issue._fields)


@given(st.none() | ISSUES, ISSUES, ISSUES)
def test_it_does_not_matter_which_side_is_ours(
    base: Issue | None, one: Issue, other: Issue
) -> None:
    assert without_manual(merged(base, one, other).issue) == without_manual(
        merged(base, other, one).issue
    )


@given(st.none() | ISSUES, ISSUES)
def test_twice_the_same_is_that(base: Issue | None, one: Issue) -> None:
    assert merged(base, one, one) == rules.Merged(one)


@given(ISSUES, ISSUES)
def test_against_nothing_changed_the_other_side_stays(base: Issue, one: Issue) -> None:
    latest = one._replace(updated_at=max(one.updated_at, base.updated_at))
    assert merged(base, one, base).issue == merged(base, base, one).issue == latest
    assert not merged(base, one, base).decisions


@given(st.none() | ISSUES, ISSUES, ISSUES, st.sampled_from(rules.STRATEGIES))
def test_no_value_is_invented(base: Issue | None, one: Issue, other: Issue, strategy: str) -> None:
    found = merged(base, one, other, strategy).issue
    assert found is not None
    for field, rule in field_rules.FIELDS.items():
        value, mine, yours = (getattr(row, field) for row in (found, one, other))
        if rule == field_rules.UNION:
            assert set(value) <= {*mine, *yours}
        elif rule == field_rules.KEYS:
            there = [*(mine or {}).items(), *(yours or {}).items()]
            assert all(entry in there for entry in (value or {}).items())
        elif rule == field_rules.NOTES:
            assert {*(value or "").split("\n")} <= {
                *(mine or "").split("\n"),
                *(yours or "").split("\n"),
            }
        else:
            assert value in (mine, yours), field


@given(ISSUES, ISSUES, ISSUES)
def test_what_one_side_alone_changed_is_not_lost(base: Issue, one: Issue, other: Issue) -> None:
    found = merged(base, one, other).issue
    alone = [
        field
        for field, rule in field_rules.FIELDS.items()
        if rule in (field_rules.NEWEST, field_rules.MANUAL)
    ]
    for field in alone:
        if getattr(one, field) == getattr(base, field):
            assert getattr(found, field) == getattr(other, field)


@given(st.none() | ISSUES, ISSUES, ISSUES)
def test_what_makes_sense_together_comes_from_one_side(
    base: Issue | None, one: Issue, other: Issue
) -> None:
    found = merged(base, one, other).issue
    for group in field_rules.TOGETHER:
        values = [tuple(getattr(row, field) for field in group) for row in (found, one, other)]
        assert values[0] in values[1:]


@given(ISSUES, ISSUES, ISSUES, st.sampled_from([OURS, THEIRS]))
def test_a_strategy_decides_what_both_changed(
    base: Issue, one: Issue, other: Issue, strategy: str
) -> None:
    found = merged(base, one, other, strategy)
    winner = one if strategy == OURS else other
    assert not found.undecided
    for field in ("title", "priority", "assignee", "estimated_minutes", "due_at"):
        before, mine, yours = (getattr(row, field) for row in (base, one, other))
        if before not in (mine, yours):
            assert getattr(found.issue, field) == getattr(winner, field)


def test_an_edit_beats_a_delete() -> None:
    edited = FIRST._replace(title="Edited")
    assert (
        rules.merge(FIRST, edited, None).issue == rules.merge(FIRST, None, edited).issue == edited
    )
    assert rules.merge(FIRST, FIRST, None).issue is rules.merge(FIRST, None, None).issue is None


def test_what_a_deleted_issue_had_been_given_comes_back_with_it() -> None:
    ghost = FIRST._replace(priority=0, updated_at=BEGINNING + timedelta(minutes=1))
    deleted = field_times.of_row(FIRST, ghost)._replace(before_deletion=ghost, last_commit="x")
    edited = FIRST._replace(title="Edited")
    found = rules.merge(
        FIRST, None, edited, Precedence(deleted, field_times.of_row(FIRST, edited))
    ).issue
    assert found is not None
    assert (found.title, found.priority) == ("Edited", 0)


def at(minutes: int, *, claimed: bool = False) -> SetTime:
    return SetTime(claimed, BEGINNING + timedelta(minutes=minutes))


def test_a_claim_beats_a_mere_assignment_however_late() -> None:
    claimed, assigned = FIRST._replace(assignee="worker"), FIRST._replace(assignee="somebody")
    sides = Precedence(
        FieldTimes({"assignee": at(1, claimed=True)}), FieldTimes({"assignee": at(9)})
    )
    assert rules.merge(FIRST, claimed, assigned, sides).issue == claimed


def test_a_state_is_as_new_as_the_newest_of_it() -> None:
    closed = FIRST._replace(status="closed", closed_at=BEGINNING, close_reason="done")
    deferred = FIRST._replace(status="deferred", defer_until=BEGINNING)
    sides = Precedence(
        FieldTimes({"status": at(1), "close_reason": at(5)}),
        FieldTimes({"status": at(3), "defer_until": at(3)}),
    )
    found = rules.merge(FIRST, closed, deferred, sides)
    assert found.issue == closed
    assert {decision.field for decision in found.decisions} == {
        "status",
        "closed_at",
        "close_reason",
        "defer_until",
    }


def test_a_value_that_was_set_to_what_it_was_is_as_new_as_that() -> None:
    changed, kept = FIRST._replace(title="Changed"), FIRST
    sides = Precedence(FieldTimes({"title": at(1)}), FieldTimes({"title": at(2)}))
    assert rules.merge(FIRST, changed, kept._replace(priority=0), sides).issue == FIRST._replace(
        priority=0
    )


def test_a_tie_is_broken_by_the_value_the_same_on_both_sides() -> None:
    one, other = FIRST._replace(title="a"), FIRST._replace(title="b")
    for pair in ((one, other), (other, one)):
        found = merged(FIRST, *pair)
        assert found.issue == other
        assert found.decisions[0].dropped == ("a",)


def test_what_was_made_first_is_what_made_it() -> None:
    early = FIRST._replace(created_by="alice")
    late = FIRST._replace(created_at=BEGINNING + timedelta(days=1), created_by="bob")
    assert merged(None, late, early).issue == early


def test_an_estimate_waits_for_a_person() -> None:
    found = merged(
        FIRST, FIRST._replace(estimated_minutes=60), FIRST._replace(estimated_minutes=90)
    )
    assert found.issue == FIRST._replace(estimated_minutes=60)
    assert [
        (decision.field, decision.ours, decision.theirs, decision.dropped)
        for decision in found.undecided
    ] == [("estimated_minutes", 60, 90, ())]


EARLY, LATE = BEGINNING, BEGINNING + timedelta(hours=1)
SAID = ("demo-1", "uuid", "alice")
EDGE = ("demo-1", "demo-2", "blocks")


@pytest.mark.parametrize(
    ("table", "base", "one", "other", "result"),
    [
        ("dependencies", None, (*EDGE, EARLY, "a", None), (*EDGE, LATE, "b", None), "one"),
        ("dependencies", (*EDGE, EARLY, "a", None), None, (*EDGE, EARLY, "a", "{}"), "other"),
        ("dependencies", (*EDGE, EARLY, "a", None), None, None, None),
        ("dependencies", (*EDGE, EARLY, "a", None), None, (*EDGE, EARLY, "a", None), None),
        ("comments", (*SAID, "0", EARLY, None), (*SAID, "1", EARLY, None),
         (*SAID, "2", EARLY, None), "other"),
        ("memories", None, ("k", "old", EARLY), ("k", "new", LATE), "other"),
        ("config", ("k", "0"), ("k", "1"), None, "one"),
        ("config", ("k", "0"), ("k", "a"), ("k", "b"), "other"),
        ("metadata", ("schema_version", "1"), ("schema_version", "10"), ("schema_version", "9"),
         "one"),
        ("conflicts", None, ("i", "f", "d", "1", "x", EARLY), ("i", "f", "d", "1", "y", LATE),
         "one"),
        ("compactions", None, ("i", 1, "d", "c", EARLY, "a"), ("i", 1, "e", "f", LATE, "b"), "one"),
    ],
)  # fmt: skip
def test_other_rows(table: str, base: Any, one: Any, other: Any, result: str | None) -> None:
    expected = {"one": one, "other": other, None: None}[result]
    assert row_merge.merge(row_merge.TABLES[table], base, one, other) == expected
    assert row_merge.merge(row_merge.TABLES[table], base, other, one) == expected


def test_whose_a_database_is_never_changes() -> None:
    rows = [("project_id", word) for word in ("base", "ours", "theirs")]
    assert row_merge.merge(row_merge.TABLES["metadata"], *rows) == rows[1]
    assert row_merge.merge(row_merge.TABLES["metadata"], rows[0], rows[0], rows[2]) == rows[0]


def test_times_are_breakable_ties() -> None:
    assert rules.as_text(datetime(2026, 2, 11)) < rules.as_text(datetime(2026, 2, 11, 0, 0, 0, 1))


@pytest.mark.parametrize("base", [None, FIRST])
def test_a_mark_of_the_origin_beats_none_whatever_the_times(base: Issue | None) -> None:
    marked = FIRST._replace(source_system="ann")
    other = FIRST._replace(
        source_system="bea", title="later", updated_at=FIRST.updated_at + timedelta(days=1)
    )
    for ours, theirs, origin in (
        (FIRST, marked, "ann"), (marked, FIRST, "ann"), (marked, other, "bea"),
        (other, marked, "bea"),
    ):  # fmt: skip
        found = rules.merge(base, ours, theirs)
        assert found.issue
        assert found.issue.source_system == origin


def test_a_mark_is_no_edit() -> None:
    marked = FIRST._replace(source_system="ann")
    assert rules.merge(FIRST, marked, None).issue is None
    assert rules.merge(FIRST, None, marked).issue is None
    assert rules.merge(marked, FIRST._replace(source_system="bea"), None).issue is not None
