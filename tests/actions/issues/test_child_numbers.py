"""A child's number is never given twice: not after a deletion, an undo, or raw SQL."""

from __future__ import annotations

import pytest

from beadwork.store.history import child_numbers
from beadwork.store.search.filters import Filter
from beadwork.tracker import InternalTracker


@pytest.fixture
def epic(tracker: InternalTracker) -> InternalTracker:
    tracker.create("Epic", id="demo-epic")
    for number in (1, 2, 3):
        assert tracker.create("Child", parent="demo-epic").id == f"demo-epic.{number}"
    return tracker


def next_id(tracker: InternalTracker, parent: str = "demo-epic") -> str:
    return tracker.create("Next", parent=parent).id


def test_a_deleted_child_keeps_its_number(epic: InternalTracker) -> None:
    epic.delete("demo-epic.3")
    assert next_id(epic) == "demo-epic.4"
    epic.delete("demo-epic.4", "demo-epic.2", "demo-epic.1")
    assert next_id(epic, "epic") == "demo-epic.5"
    assert next_id(epic, "demo-epic.5") == "demo-epic.5.1"


def test_what_was_undone_keeps_its_number(epic: InternalTracker) -> None:
    epic.undo()
    left = epic.list(Filter(parent="demo-epic")).issues
    assert sorted(issue.id for issue in left) == ["demo-epic.1", "demo-epic.2"]
    assert next_id(epic) == "demo-epic.4"


def test_children_that_no_message_names_keep_their_numbers(epic: InternalTracker) -> None:
    with epic.batch():
        for _ in range(4):
            epic.create("Of a batch", parent="demo-epic")
    epic.undo()
    assert next_id(epic) == "demo-epic.8"


def test_the_numbers_of_an_epic_that_is_made_again_are_taken(epic: InternalTracker) -> None:
    epic.delete("demo-epic", "demo-epic.1", "demo-epic.2", "demo-epic.3")
    epic.create("Epic", id="demo-epic")
    assert next_id(epic) == "demo-epic.4"


def test_a_history_longer_than_what_is_looked_at_first_is_read(
    epic: InternalTracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("IN_RECENT", "IS_OLDER"):
        short = getattr(child_numbers, name).replace("LIMIT 100", "LIMIT 2").replace("99", "1")
        monkeypatch.setattr(child_numbers, name, short)
    epic.delete("demo-epic.3")
    for number in range(4):
        epic.create(f"Other {number}")
    assert next_id(epic) == "demo-epic.4"


def test_a_name_that_only_begins_alike_takes_no_number(epic: InternalTracker) -> None:
    epic.create("Other", id="demo-epic2")
    for _ in range(5):
        epic.create("Of the other", parent="demo-epic2")
    assert next_id(epic) == "demo-epic.4"
