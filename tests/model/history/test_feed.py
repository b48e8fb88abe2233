"""The one word for what happened to an issue."""

from __future__ import annotations

from datetime import datetime

import pytest

from beadwork.model.dependencies.dependency import Dependency
from beadwork.model.history import feed
from beadwork.model.history.changes import CHANGED, CREATED, DELETED, Change, FieldChange
from beadwork.model.issues.comment import Comment

NOW = datetime(2026, 2, 1)
EDGE = Dependency("bd-1", "bd-2", "blocks", NOW, None)
SAID = Comment("bd-1", "c", None, "x", NOW)


def moved(before: str, after: str, *more: str) -> Change:
    fields = (
        FieldChange("status", before, after),
        *(FieldChange(name, None, "x") for name in more),
    )
    return Change("bd-1", CHANGED, "", fields)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (Change("bd-1", CREATED, "", (FieldChange("status", None, "open"),)), "created"),
        (Change("bd-1", DELETED, "", (FieldChange("status", "open", None),)), "deleted"),
        (moved("open", "closed", "close_reason"), "closed"),
        (moved("closed", "open"), "reopened"),
        (moved("closed", "in_progress", "assignee"), "reopened"),
        (moved("closed", "tombstone"), "updated"),
        (moved("open", "in_progress", "assignee"), "claimed"),
        (moved("open", "in_progress"), "started"),
        (moved("open", "deferred"), "deferred"),
        (moved("deferred", "open"), "undeferred"),
        (moved("open", "blocked"), "updated"),
        (
            Change("bd-1", CHANGED, "", (FieldChange("title", "a", "b"),), comments_added=(SAID,)),
            "updated",
        ),
        (Change("bd-1", CHANGED, "", comments_added=(SAID,)), "commented"),
        (Change("bd-1", CHANGED, "", comments_removed=(SAID,)), "uncommented"),
        (Change("bd-1", CHANGED, "", dependencies_added=(EDGE,)), "linked"),
        (Change("bd-1", CHANGED, "", dependencies_removed=(EDGE,)), "unlinked"),
    ],
)
def test_the_word(change: Change, word: str) -> None:
    assert feed.action(change, ("closed", "tombstone")) == word
