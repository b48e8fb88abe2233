"""Commit messages, read back."""

from __future__ import annotations

import pytest

from beadwork.model import messages


@pytest.mark.parametrize(
    ("message", "ids"),
    [
        ("bd: create bd-7: Fix bd-1: now", ["bd-7"]),
        ("bd: close my-app-a3f.1.2: done", ["my-app-a3f.1.2"]),
        ("bd: dep add bd-8 bd-9 (waits-for)", ["bd-8", "bd-9"]),
        ("bd: claim bd-7 for some-one", ["bd-7"]),
        ("bd: update bd-7: status open -> closed", ["bd-7"]),
        ("bd: close bd-1: x\n\nbd: close bd-2: y\nbd: close bd-1: z", ["bd-1", "bd-2"]),
        ("bd: config set my-key: bd-7", []),
        ("bd: remember release-day: bd-7", []),
        ("bd: kv unset deploy-last", []),
        ("bd: sql: UPDATE issues SET id = 'bd-7'", []),
        ("changes made outside bd", []),
        ("", []),
    ],
)
def test_which_issues_a_message_names(message: str, ids: list[str]) -> None:
    assert messages.issues(message) == ids


def test_the_operation_is_the_trailer_and_nothing_else() -> None:
    assert messages.split("bd: close bd-1: x\n\nOperation: 81fa") == ("bd: close bd-1: x", "81fa")
    assert messages.split("bd: close bd-1: Operation: x") == ("bd: close bd-1: Operation: x", "")
