"""Commit messages, read back."""

from __future__ import annotations

import pytest

from beadwork.model.history import commit_message


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
        ("bd: label add bd-7 well-known, next-release", ["bd-7"]),
        (
            "bd: undo bd-7 bd-8 of 0123456789abcdefghijklmnopqrstuv: bd: close bd-9",
            ["bd-7", "bd-8"],
        ),
        ("bd: merge worker-1: 3 taken", []),
        ("bd: import plan-2: 9 created, 0 updated", []),
        ("bd: create -f plan-2: 1 issue\n\nbd: create bd-7: x", ["bd-7"]),
        ("gt: mail from widget/worker-1 to mayor/, widget/worker-2: bd-7 is done", []),
        ("gt: mail read hq-a3f", []),
        ("gt: channel create night-shift", []),
        ("gt: channel add night-shift: widget/worker-1", []),
        ("their: close bd-7", []),
        ("changes made outside bd", []),
        ("", []),
    ],
)
def test_which_issues_a_message_names(message: str, ids: list[str]) -> None:
    assert commit_message.issues(message) == ids


def test_the_operation_is_the_trailer_and_nothing_else() -> None:
    assert commit_message.split("bd: close bd-1: x\n\nOperation: 81fa") == (
        "bd: close bd-1: x",
        "81fa",
    )
    assert commit_message.split("bd: close bd-1: Operation: x") == (
        "bd: close bd-1: Operation: x",
        "",
    )


@pytest.mark.parametrize(
    ("message", "names"),
    [
        ("bd: close bd-7: done", True),
        ("bd: config set my-key: x", True),
        ("gt: mail read hq-a3f", True),
        ("gt:mail", False),
        ("my own words\n\nbd: close bd-7: done", True),
        ("bd: batch plan.txt: 1 operation\n\nbd: close bd-7: done", True),
        ("bd: import plan.jsonl: 9 created, 0 updated", False),
        ("bd: merge worker-1: 3 taken", False),
        ("bd: sql: DELETE FROM issues", False),
        ("by hand", False),
        ("", False),
    ],
)
def test_whether_a_message_names_its_issues(message: str, names: bool) -> None:
    assert commit_message.names_its_issues(message) is names


@pytest.mark.parametrize(
    ("message", "ids", "tables"),
    [
        (
            "bd: update bd-7: title\n\nbd: claim bd-8 for me\n\nOperation: 81fa",
            ["bd-7", "bd-8"],
            {"issues"},
        ),
        (
            "bd: create bd-7: x\nbd: dep add bd-7 bd-8 (blocks)",
            ["bd-7", "bd-8"],
            {"issues", "dependencies"},
        ),
        ("bd: comment bd-7: see bd-8", ["bd-7"], {"issues", "comments"}),
        ("gt: mail from widget/worker-1 to mayor/: bd-7 is done\n\nOperation: 81fa", [], set()),
        (
            "gt: channel create night-shift\nbd: close bd-7: done",
            ["bd-7"],
            {"issues", "dependencies"},
        ),
    ],
)
def test_what_a_commit_changed_at_most(message: str, ids: list[str], tables: set[str]) -> None:
    assert commit_message.scope(message) == (ids, tables)


@pytest.mark.parametrize(
    "message",
    ["bd: close bd-7: done\nbd: delete bd-8: x",
     "bd: create -f plan: 1 issue\n\nbd: create bd-7: x", "by hand", "",
     "bd: undo bd-7 of HASH: x"],
)  # fmt: skip
def test_a_message_that_does_not_name_all_that_changed(message: str) -> None:
    assert commit_message.scope(message) is None


def test_the_line_about_an_issue() -> None:
    batch = "my own words\n\nbd: close bd-1: x\nbd: close bd-2: y\n\nOperation: 81fa"
    assert commit_message.about(batch, "bd-2") == "bd: close bd-2: y"
    assert commit_message.about(batch, "bd-3") == "my own words"
