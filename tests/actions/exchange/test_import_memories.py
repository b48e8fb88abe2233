"""Memories move with an export, and the newer one wins."""

from __future__ import annotations

import json
from typing import Any

import pytest

from harness import Place


def lines(*rows: dict[str, Any]) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


def memory(key: str, value: str, **more: Any) -> dict[str, Any]:
    return {"_type": "memory", "key": key, "value": value, **more}


def bring_in(place: Place, text: str, *flags: str) -> dict[str, Any]:
    done = place.run("import", "-", "--json", *flags, stdin=text)
    assert done.returncode == 0, done.stderr
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def remembered(place: Place) -> dict[str, str]:
    found: dict[str, str] = json.loads(place.run("memories", "--json").stdout)
    return found


def test_an_export_has_memories_that_come_in_with_their_times(place: Place) -> None:
    place.run("create", "One", "--id", "demo-1")
    place.run("remember", "--key", "release", "On Tuesdays")
    place.run("remember", "--key", "größe", "Zeile\nund Zeile")
    went = place.run("export").stdout
    assert [json.loads(line).get("_type") for line in went.splitlines()] == [
        None,
        "memory",
        "memory",
    ]
    place.run("forget", "release")
    place.run("forget", "größe")
    report = bring_in(place, went)
    assert report["memories"] == {"created": 2, "updated": 0, "unchanged": 0}
    assert place.run("export").stdout == went
    assert bring_in(place, went)["memories"] == {"created": 0, "updated": 0, "unchanged": 2}


@pytest.mark.parametrize("flags", [["--no-memories"], ["-s", "open"], ["--id", "demo-1"]])
def test_an_export_of_some_issues_has_none(place: Place, flags: list[str]) -> None:
    place.run("create", "One", "--id", "demo-1")
    place.run("remember", "On Tuesdays")
    assert len(place.run("export", *flags).stdout.splitlines()) == 1
    assert len(place.run("export", "--sort", "title", "-r", "--all").stdout.splitlines()) == 2


def test_an_issue_says_its_type_and_a_header_is_passed(place: Place) -> None:
    issue = {"_type": "issue", "id": "demo-1", "title": "One", "status": "open", "priority": 2,
             "issue_type": "task", "created_at": "2026-01-01T00:00:00Z",
             "updated_at": "2026-01-01T00:00:00Z"}  # fmt: skip
    header = {"_schema": "beads-jsonl/1", "_dolt_branch": "main", "_sort": "stable-v1"}
    report = bring_in(place, lines(header, issue, memory("style", "")))
    assert (report["created"], report["warnings"]) == (1, [])
    assert remembered(place) == {"style": ""}
    assert "_type" not in json.loads(place.run("export").stdout.splitlines()[0])


def test_the_newer_wins_and_one_without_a_time_never_does(place: Place) -> None:
    bring_in(place, lines(memory("a", "1", updated_at="2026-01-02T00:00:00Z")))
    old = memory("a", "0", updated_at="2026-01-01T00:00:00Z")
    for other in (old, memory("a", "2")):
        report = bring_in(place, lines(other))
        assert remembered(place) == {"a": "1"}
        assert report["memories"]["unchanged"] == 1
        assert [line for line in report["warnings"] if "another value here" in line]
    bring_in(place, lines(memory("a", "3", updated_at="2026-01-03T00:00:00Z")))
    assert remembered(place) == {"a": "3"}
    bring_in(place, lines(memory("a", "4")), "--force")
    assert remembered(place) == {"a": "4"}


def test_what_a_memory_does_not_have_is_named(place: Place) -> None:
    report = bring_in(place, lines(memory("a", "1", mood="x"), memory("a", "2")))
    assert remembered(place) == {"a": "2"}
    assert report["warnings"] == [
        "1 memory in the file with more than one value: the newest was taken, or the last (a)",
    ]
    report = bring_in(place, lines(memory("b", "1", mood="x"), memory("c", "1", tags=["y"])))
    assert report["warnings"] == [
        "2 memories with fields that a memory does not have: mood, tags; left out (b, c)"
    ]
    assert report["kept_with_warning"] == 0


@pytest.mark.parametrize(
    ("row", "error"),
    [
        ({"_type": "memory", "value": "x"}, "key is missing"),
        ({"_type": "memory", "key": "a", "value": 7}, "value is 7, not a text"),
        ({"_type": "wisp", "id": "demo-1"}, '_type is "wisp", neither issue nor memory'),
    ],
)
def test_what_is_neither_is_refused(place: Place, row: dict[str, Any], error: str) -> None:
    done = place.run("import", "-", stdin=lines(row))
    assert (done.returncode, error in done.stderr) == (1, True), done.stderr
