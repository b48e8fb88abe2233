"""Rows of one write have an order: that in which they were asked for."""

from __future__ import annotations

import json

from beadwork.store.search.filters import Filter
from beadwork.tracker import InternalTracker
from harness import Place


def test_issues_of_a_batch_are_listed_as_they_were_filed(tracker: InternalTracker) -> None:
    with tracker.batch():
        made = [tracker.create(f"Step {number}").id for number in range(1, 13)]
    assert [issue.id for issue in tracker.list(Filter()).issues] == made
    assert [issue.id for issue in tracker.ready(Filter()).issues] == made
    newer = tracker.create("Newer").id
    assert [issue.id for issue in tracker.list(Filter()).issues] == [newer, *made]


def test_a_plan_is_listed_in_its_order(place: Place) -> None:
    steps = [f"Step {number}" for number in range(1, 8)]
    (place.directory / "plan.md").write_text("".join(f"## {step}\n\n" for step in steps))
    assert place.run("create", "-f", "plan.md").returncode == 0
    listed = json.loads(place.run("list", "--json").stdout)
    assert [row["title"] for row in listed] == steps


def test_comments_of_one_write_come_out_as_they_came(tracker: InternalTracker) -> None:
    tracker.create("One", id="demo-one")
    said = [f"remark {number}" for number in range(12)]
    with tracker.batch():
        for text in said:
            tracker.comment("demo-one", text)
    assert [comment.text for comment in tracker.show("demo-one")[0].comments] == said


def test_comments_of_one_second_go_by_the_numbers_of_their_source(place: Place) -> None:
    remarks = [
        {
            "id": number,
            "author": "ann",
            "text": f"remark {number}",
            "created_at": "2026-01-01T00:00:00Z",
        }
        for number in (12, 9, 101, 10)
    ]
    row = {"id": "demo-one", "title": "One", "comments": remarks}
    (place.directory / "in.jsonl").write_text(json.dumps(row) + "\n")
    assert place.run("import", "in.jsonl").returncode == 0
    expected = ["remark 9", "remark 10", "remark 12", "remark 101"]
    shown = json.loads(place.run("show", "demo-one", "--json").stdout)[0]
    assert [comment["text"] for comment in shown["comments"]] == expected
    exported = json.loads(place.run("export").stdout.splitlines()[0])
    assert [comment["text"] for comment in exported["comments"]] == expected
