"""A row that lacks a field does not wipe what is here; a priority is read as people write it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from harness import Place

WHOLE = {
    "id": "demo-one",
    "title": "One",
    "description": "What it is about",
    "status": "in_progress",
    "priority": 0,
    "issue_type": "bug",
    "assignee": "ann",
    "labels": ["a", "b"],
    "created_at": "2026-01-01T00:00:00Z",
    "updated_at": "2026-01-02T00:00:00Z",
    "source_repo": "here",
    "dependencies": [{"issue_id": "demo-one", "depends_on_id": "demo-two", "type": "blocks"}],
}


def bring_in(place: Place, *rows: dict[str, Any]) -> str:
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (place.directory / "in.jsonl").write_text(lines)
    done = place.run("import", "in.jsonl")
    assert done.returncode == 0, done.stderr
    return done.stdout


def exported(place: Place, issue_id: str = "demo-one") -> dict[str, Any]:
    rows = map(json.loads, place.run("export").stdout.splitlines())
    return next(row for row in rows if row["id"] == issue_id)


@pytest.fixture
def filled(place: Place) -> Place:
    bring_in(place, WHOLE, {**WHOLE, "id": "demo-two", "dependencies": []})
    return place


def test_id_title_and_a_newer_time_keep_all_else(filled: Place) -> None:
    before = exported(filled)
    said = bring_in(
        filled, {"id": "demo-one", "title": "New", "updated_at": "2026-02-01T00:00:00Z"}
    )
    changed = {"title": "New", "updated_at": "2026-02-01T00:00:00Z"}
    after = exported(filled)
    assert {**after, "updated_at": changed["updated_at"]} == {**before, **changed}
    assert "taken as" not in said


def test_what_a_part_names_is_taken(filled: Place) -> None:
    part = {"id": "demo-one", "title": "One", "priority": 3, "labels": [], "assignee": ""}
    bring_in(filled, {**part, "updated_at": "2026-02-01T00:00:00Z"})
    after = exported(filled)
    assert (after["priority"], after["description"]) == (3, "What it is about")
    assert "labels" not in after
    assert "assignee" not in after


def test_a_whole_row_says_what_is_empty(filled: Place) -> None:
    whole = {
        key: value
        for key, value in WHOLE.items()
        if key not in ("description", "assignee", "labels", "dependencies")
    }
    bring_in(filled, {**whole, "updated_at": "2026-02-01T00:00:00Z"})
    assert not {"description", "assignee", "labels", "dependencies"} & exported(filled).keys()


def test_a_part_of_an_issue_that_is_not_here_makes_one(place: Place) -> None:
    said = bring_in(place, {"id": "demo-three", "title": "Three"})
    assert exported(place, "demo-three")["priority"] == 2
    assert "priority 2" in said


@pytest.mark.parametrize(
    ("written", "read", "said"),
    [
        ("P2", 2, ""),
        ("p0", 0, ""),
        ("3", 3, ""),
        (4, 4, ""),
        (9, 4, "9 as 4"),
        (-1, 0, "-1 as 0"),
        ("P7", 4, "7 as 4"),
    ],
)
def test_a_priority_is_read_as_people_write_it(
    place: Place, written: object, read: int, said: str
) -> None:
    told = bring_in(place, {**WHOLE, "priority": written, "dependencies": []})
    assert exported(place)["priority"] == read
    assert said in told
    assert ("none of 0 to 4" in told) == bool(said)
