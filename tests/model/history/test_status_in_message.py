"""What messages say of statuses: one table of those that the commands write."""

from __future__ import annotations

import pytest

from beadwork.model.history import status_in_message


@pytest.mark.parametrize(
    ("message", "statuses"),
    [
        ("bd: close demo-1: done", {"demo-1": "closed"}),
        ("bd: close demo-a.1: a: b", {"demo-a.1": "closed"}),
        ("bd: reopen demo-1: not done", {"demo-1": "open"}),
        ("bd: claim demo-1 for Alice", {"demo-1": "in_progress"}),
        ("bd: defer demo-1 until 2026-02-11T00:00:00Z", {"demo-1": "deferred"}),
        ("bd: defer demo-1", {"demo-1": "deferred"}),
        ("bd: undefer demo-1: title", {"demo-1": "open"}),
        ("bd: update demo-1: status open -> closed, closed_at", {"demo-1": "closed"}),
        (
            "bd: update demo-1: title, status open -> in_progress, started_at",
            {"demo-1": "in_progress"},
        ),
        ("bd: update demo-1: title", {}),
        ("bd: create demo-1: status open -> closed", {"demo-1": ""}),
        ("bd: delete demo-1: title", {"demo-1": ""}),
        ("bd: create -f plan.md: 3 issues\n\nbd: create demo-1: one", {"demo-1": ""}),
        ("bd: comment demo-1: bd: close demo-2: done", {}),
        ("bd: label add demo-1 close", {}),
        ("bd: dep add demo-1 demo-2 (blocks)", {}),
        (
            "bd: batch work.jsonl: 2 operations\n\nbd: close demo-1: x\nbd: reopen demo-1: y",
            {"demo-1": "open"},
        ),
        (
            "sweep up\n\nbd: close demo-1: x\nbd: close demo-2: y",
            {"demo-1": "closed", "demo-2": "closed"},
        ),
        ("bd: close a:b: done", {"a:b": "closed"}),
        ("bd: close demo-1: as said (by Alice)", {"demo-1": "closed"}),
    ],
)
def test_what_a_message_tells(message: str, statuses: dict[str, str]) -> None:
    assert status_in_message.read(f"{message}\n\nOperation: 81fa") == (statuses, {}, False, False)


@pytest.mark.parametrize(
    ("message", "from_elsewhere"),
    [
        (
            "changes made outside bd\n\nFound uncommitted: written by raw SQL, author unknown.",
            False,
        ),
        ("bd: sql: UPDATE issues SET status = 'closed'", False),
        ("bd: something of tomorrow demo-1", False),
        ("Initialize data repository", False),
        ("bd: import file.jsonl: 3 created, 0 updated", True),
        ("bd: merge side: 3 taken", True),
        ("bd: undo demo-1 of 81fa", True),
        ("bd: squash 300 commits", True),
    ],
)
def test_what_a_message_does_not_tell(message: str, from_elsewhere: bool) -> None:
    assert status_in_message.read(message) == ({}, {}, True, from_elsewhere)


def test_a_commit_that_gathers_writes_says_who_made_which() -> None:
    message = (
        "bd: 3 writes (by Alice, Bob)\n\nbd: close demo-1: a (by Alice)\nbd: close demo-2: b\nbd: "
        "defer demo-3 (by Alice)"
    )
    statuses = {"demo-1": "closed", "demo-2": "closed", "demo-3": "deferred"}
    assert status_in_message.read(message) == (
        statuses,
        {"demo-1": "Alice", "demo-3": "Alice"},
        False,
        False,
    )
    own_words = "the day's work\n\nbd: close demo-1: a (b) (by Alice (ours))\nbd: reopen demo-1: c"
    assert status_in_message.read(own_words) == ({"demo-1": "open"}, {}, False, False)
