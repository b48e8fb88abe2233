"""When each value was set, through ordinary commits, merges and deletions."""

from __future__ import annotations

from beadwork.model.merging import field_times
from beadwork.model.merging.field_times import LONG_AGO, Addition, FieldTimes
from issue_histories import FIRST, History


def times(history: History, branch: str, base: str = "0") -> FieldTimes:
    return history._field_times(base, history.branches[branch])


def test_a_later_edit_of_another_field_makes_a_value_no_newer() -> None:
    history = History()
    history.edit("main", title="One")
    moment = history.at("main").updated_at  # type: ignore[union-attr]
    history.edit("main", priority=0)
    found = times(history, "main")
    assert found.of("title").moment == moment < found.of("priority").moment
    assert found.of("description") == LONG_AGO


def test_a_claim_is_a_name_that_came_with_a_change_of_status() -> None:
    history = History()
    history.edit("main", assignee="somebody")
    assert not times(history, "main").of("assignee").claimed
    history.commit("main", FIRST.claim("worker", history.now))
    assert times(history, "main").of("assignee").claimed


def test_a_merge_passes_stamps_on() -> None:
    history = History()
    history.branch("a")
    history.edit("a", title="Theirs")
    moment = history.at("a").updated_at  # type: ignore[union-attr]
    history.edit("main", priority=0, metadata={"a": 1})
    history.merge("main", "a")
    found = times(history, "main")
    assert found.of("title").moment == moment
    assert (
        found.of("metadata.b").moment == found.of("priority").moment > moment
    )  # that it was taken away, too


def test_a_value_that_only_the_merge_has_is_as_new_as_its_row() -> None:
    history = History()
    history.branch("a")
    history.edit("a", title="Theirs")
    row = FIRST._replace(title="By hand", updated_at=history.now)
    history.commit("main", row, history.branches["a"])
    assert times(history, "main").of("title").moment == row.updated_at


def test_a_deleted_issue_leaves_a_ghost_with_what_it_had_been_given() -> None:
    history = History()
    history.edit("main", title="Last")
    last = history.branches["main"]
    history.commit("main", None)
    history.commit("main", None)
    found = times(history, "main")
    assert (found.last_commit, found.before_deletion) == (last, history.rows[last])
    assert found.of("title") > LONG_AGO
    assert found.at_fork == FIRST


def test_pieces_of_notes() -> None:
    history = History()
    history.edit("main", notes="begun\none")
    history.edit("main", notes="begun\none\ntwo\nlines")
    found = times(history, "main")
    assert [addition.text for addition in sorted(found.additions)] == ["one", "two\nlines"]
    assert found.rewritten < found.of("notes").moment
    history.edit("main", notes="new")
    assert times(history, "main").rewritten == history.at("main").updated_at  # type: ignore[union-attr]


def test_a_row_can_stand_for_its_fields() -> None:
    after = FIRST._replace(title="Other", notes="begun\nmore")
    found = field_times.of_row(FIRST, after)
    assert (found.of("title").moment, found.of("priority")) == (after.updated_at, LONG_AGO)
    assert found.additions == {Addition(after.updated_at, "more")}
    assert not found.exact
    assert not field_times.of_row(FIRST, None).exact
