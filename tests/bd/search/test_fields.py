"""`--fields` is the same flag in every list and in `show`, for programs and for people."""

from __future__ import annotations

import json

import pytest

from harness import Place


@pytest.fixture
def place(place: Place) -> Place:
    with place.tracker() as tracker:
        tracker.create("One", id="demo-1")
        tracker.create("Two", id="demo-2", dependencies=["demo-1"])
        tracker.comment("demo-2", "remark")
    return place


@pytest.mark.parametrize(
    "words",
    [
        *(("list",), ("ready",), ("search", "o"), ("stale", "--days", "0"), ("blocked",)),
        *(("children", "demo-1"), ("show", "demo-2")),
    ],
)
def test_every_list_takes_them(place: Place, words: tuple[str, ...]) -> None:
    rows = json.loads(place.run(*words, "--json", "--fields", "title,id").stdout)
    assert all(list(row) == ["title", "id"] for row in rows)
    shown = place.run(*words, "--fields", "title,id").stdout.splitlines()
    assert [line.split() for line in shown if rows] == [list(row.values()) for row in rows]
    refused = place.run(*words, "--fields", "id,nope", "--json")
    assert (refused.returncode, json.loads(refused.stderr)["code"]) == (2, "usage")


def test_blocked_and_show_have_fields_of_their_own(place: Place) -> None:
    words = ("blocked", "--fields", "id,blocked_by,blocked_by_status")
    assert json.loads(place.run(*words, "--json").stdout) == [
        {"id": "demo-2", "blocked_by": ["demo-1"]}
    ]
    assert place.run(*words).stdout.split() == ["demo-2", "demo-1"]
    words = ("show", "demo-2", "--fields", "id,comments")
    (shown,) = json.loads(place.run(*words, "--json").stdout)
    assert [comment["text"] for comment in shown["comments"]] == ["remark"]
    assert place.run(*words).stdout.startswith('demo-2  [{"id": "')


def test_a_row_of_blocked_has_all_that_a_list_has(place: Place) -> None:
    (row,) = json.loads(place.run("blocked", "--json").stdout)
    assert (row["blocked_by"], row["blocked_by_count"], row["dependency_count"]) == (
        ["demo-1"],
        1,
        1,
    )
    assert "blocked_by_status" not in row


@pytest.mark.parametrize("words", [("--short",), ("--refs",), ("--children",), ("--fields", "id")])
def test_only_the_page_asks_who_closed_it(
    place: Place, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    from beadwork.bd.main import PROGRAM
    from beadwork.console.dispatch import main
    from beadwork.tracker import Tracker

    place.run("close", "demo-1")
    asked: list[tuple[str, ...]] = []
    monkeypatch.setattr(Tracker, "closers", lambda tracker, *ids: asked.append(ids) or {})
    monkeypatch.setenv("BD_BRANCH", place.branch)
    monkeypatch.chdir(place.directory)
    assert main(PROGRAM, ["show", "demo-1", *words]) == 0
    assert asked == []
    assert main(PROGRAM, ["show", "demo-1"]) == 0
    assert asked == [("demo-1",)]
