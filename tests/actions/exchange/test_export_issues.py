"""What an export gives: one moment, in order, however the connection behaves."""

from __future__ import annotations

import json

from beadwork.actions.exchange import export_issues
from beadwork.store import bulk
from beadwork.store.search.filters import Filter
from beadwork.tracker import InternalTracker
from harness import Place


def test_an_export_sees_one_moment(place: Place, tracker: InternalTracker) -> None:
    for number in range(3):
        tracker.create(f"Number {number}", id=f"demo-{number}")
    with place.tracker() as other:

        def read_while_another_writes(reader: bulk.Reader) -> list[str]:
            rows = export_issues.rows(
                reader, Filter(sort="id"), tracker.profile.vocabulary, tracker.now
            )
            first = next(rows)
            other.close_issues("demo-1", "demo-2")
            return [first["status"], *(row["status"] for row in rows)]

        assert tracker.ask(read_while_another_writes) == ["open"] * 3
    rows = tracker.ask(
        lambda reader: list(
            export_issues.rows(reader, Filter(sort="id"), tracker.profile.vocabulary, tracker.now)
        )
    )
    assert [row["status"] for row in rows] == ["open", "closed", "closed"]


def test_few_of_many_are_read_by_name_and_many_by_range(tracker: InternalTracker) -> None:
    with tracker.batch("many"):
        for number in range(12):
            tracker.create(f"Number {number}", id=f"demo-{number}", priority=number % 5)
    everything = tracker.ask(
        lambda reader: bulk.read(reader, [f"demo-{number}" for number in range(12)])
    )
    few = tracker.ask(lambda reader: bulk.read(reader, ["demo-1", "demo-11", "demo-none"]))
    assert few.issues == {key: everything.issues[key] for key in ("demo-1", "demo-11")}
    words = tracker.profile.vocabulary
    by_priority = tracker.ask(
        lambda reader: [
            row["priority"]
            for row in export_issues.rows(reader, Filter(sort="priority"), words, tracker.now)
        ]
    )
    assert by_priority == sorted(by_priority)
    backwards = tracker.ask(
        lambda reader: [
            row["id"]
            for row in export_issues.rows(
                reader, Filter(sort="id", reverse=True), words, tracker.now
            )
        ]
    )
    assert backwards == sorted(everything.issues, reverse=True)


def test_an_export_that_fails_leaves_the_old_file(place: Place) -> None:
    place.run("create", "One", "--id", "demo-1")
    file = place.directory / "issues.jsonl"
    file.write_text("the old export")
    assert place.run("export", "-o", "issues.jsonl", "--parent", "demo-nope").returncode in (0, 1)
    failed = place.run("export", "-o", "issues.jsonl", BD_BRANCH="no-such-branch")
    assert failed.returncode == 1
    assert not list(place.directory.glob(".export-*"))
    assert place.run("export", "-o", "issues.jsonl").returncode == 0
    assert json.loads(file.read_text())["id"] == "demo-1"


def test_a_link_stays_a_link(place: Place) -> None:
    (place.directory / "real").mkdir()
    (place.directory / "issues.jsonl").symlink_to("real/issues.jsonl")
    assert place.run("export", "-o", "issues.jsonl").returncode == 0
    assert (place.directory / "issues.jsonl").is_symlink()
    assert (place.directory / "real" / "issues.jsonl").read_text() == ""
