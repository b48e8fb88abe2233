"""Made-up exports of every dialect: each comes in, again without a change, goes out, and comes in
elsewhere, equal. Whatever is not as it came is said.
"""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from beadwork.actions.exchange import export_issues, import_issues, migrate_dolt_plan
from beadwork.actions.exchange.import_issues import ImportReport
from beadwork.console.console import encode
from beadwork.model.exchange import import_file
from beadwork.model.exchange.import_file import Source
from beadwork.model.exchange.import_row import COMPUTED
from beadwork.model.times.date_input import parse_timestamp
from beadwork.store.search.filters import Filter
from beadwork.tracker import InternalTracker
from beadwork.workspace import legacy_data

SAMPLES = Path(__file__).parent / "samples"
NAMES = sorted(path.name for path in SAMPLES.iterdir())
NO_DATA = {"_type", *COMPUTED}
"""Fields that say nothing of an issue: what the line is, and what lists compute."""

SAID: dict[str, dict[tuple[str, str], str]] = {
    "priorities.jsonl": {
        ("pri-3", "priority"): "priority that is none of 0 to 4: taken -1 as 0, 9 as 4",
        ("pri-4", "priority"): "priority that is none of 0 to 4",
    },
    "zero_times.jsonl": {
        ("zer-1", "closed_at"): "times in the year 1, which stand for none",
        ("zer-2", "due_at"): "times in the year 1, which stand for none",
        ("zer-2", "comments"): "times in the year 1, which stand for none",
    },
    "odd_labels.jsonl": {("lab-1", "labels"): "with an empty label: left out"},
    "far_edges.jsonl": {
        ("far-1", "dependencies"): "listing a dependency of another issue",
        ("far-2", "dependencies"): "listing a dependency of another issue",
    },
    "repeated_ids.jsonl": {
        ("rep-1", "title"): "in the file more than once",
        ("rep-1", "updated_at"): "in the file more than once",
        ("rep-2", "title"): "in the file more than once",
    },
}
"""The fields that do not go out as they came in, each with the words that say so."""


def sources(name: str, directory: Path) -> list[Source]:
    """Return the contents of a sample: of one file, or of each in a directory."""
    path = SAMPLES / name
    if path.suffix in (".jsonl", ".json"):
        return [import_file.read(path.read_bytes(), parse_timestamp("2026-01-01T00:00:00Z"))]
    if path.suffix == ".sql":
        file = directory / "beads.db"
        with sqlite3.connect(file) as connection:
            connection.executescript(path.read_text())
        connection.close()
        paths = [file]
    else:
        paths = (
            [path] if legacy_data.backup(str(path)) else [*map(Path, legacy_data.jsonl(str(path)))]
        )
    found = [migrate_dolt_plan.read(path, lambda _: None) for path in paths]
    return [read.source for read in found if read]


def bring_in(tracker: InternalTracker, found: list[Source]) -> list[ImportReport]:
    assert not [bad for source in found for bad in source.bad]
    profile = tracker.profile
    return tracker.change(
        lambda tx: [import_issues.import_rows(tx, source, profile, "sample") for source in found]
    )


def bring_out(tracker: InternalTracker) -> str:
    vocabulary, now = tracker.profile.vocabulary, tracker.now
    return tracker.ask(
        lambda reader: "".join(
            f"{encode(row)}\n"
            for row in export_issues.rows(
                reader, Filter(sort="id"), vocabulary, now, with_memories=True
            )
        )
    )


def commits(tracker: InternalTracker) -> int:
    return int(tracker.ask(lambda reader: reader.rows("SELECT COUNT(*) FROM dolt_log"))[0][0])


@pytest.mark.parametrize("name", NAMES)
def test_it_comes_in_once_and_goes_out_whole(
    name: str, tracker: InternalTracker, elsewhere: InternalTracker, tmp_path: Path
) -> None:
    found = sources(name, tmp_path)
    assert found
    before = commits(tracker)
    first = bring_in(tracker, found)
    assert sum(report.created for report in first) >= 1
    went = bring_out(tracker)
    assert commits(tracker) == before + 1

    again = bring_in(tracker, found)
    assert [(report.created, report.updated) for report in again] == [(0, 0)] * len(found)
    assert bring_out(tracker) == went
    assert commits(tracker) == before + 1

    exported = import_file.read(went.encode(), parse_timestamp("2026-01-01T00:00:00Z"))
    bring_in(elsewhere, [exported])
    assert bring_out(elsewhere) == went
    back = bring_in(tracker, [exported])
    assert (back[0].created, back[0].updated) == (0, 0)


def meaning(value: Any, key: str = "") -> Any:
    """Return what a field means: times as instants, labels as a set, edges and comments in any
    order.
    """
    if isinstance(value, dict):
        return {name: meaning(entry, name) for name, entry in value.items()}
    if key == "compaction_level":
        return value or 0  # 0 stands for none
    if key == "labels":
        return set(value)
    if key == "priority" and isinstance(value, str):
        return int(value.lstrip("P"))
    if key in ("dependencies", "comments"):
        return sorted((meaning(entry) for entry in value), key=repr)
    if key.endswith("_at") and isinstance(value, str):
        return parse_timestamp(value)
    return value


def same(came: Any, went: Any, key: str) -> bool:
    """Tell whether a field goes out as it came in. Comments and edges may have got more fields."""
    if key not in ("dependencies", "comments"):
        return bool(meaning(came, key) == meaning(went, key))
    if len(came) != len(went or []):
        return False
    ends = (
        {"id": "depends_on_id", "dependency_type": "type"} if "dependency_type" in came[0] else {}
    )
    return all(
        any(
            all(
                meaning(entry.get(field), field) == meaning(kept.get(ends.get(field, field)), field)
                for field in (ends or entry)
            )
            for kept in went
        )
        for entry in came
    )


@pytest.mark.parametrize("name", [name for name in NAMES if name.endswith((".jsonl", ".json"))])
def test_what_does_not_go_out_as_it_came_is_said(
    name: str, tracker: InternalTracker, tmp_path: Path
) -> None:
    text = (SAMPLES / name).read_text("utf-8-sig").strip()
    came = (
        json.loads(text)
        if name.endswith(".json")
        else map(json.loads, filter(str.strip, text.split("\n")))
    )
    (report,) = bring_in(tracker, sources(name, tmp_path))
    went = [json.loads(line) for line in bring_out(tracker).splitlines()]
    by_key = {row.get("id") or row["key"]: row for row in went}
    said = SAID.get(name, {})
    differing = {
        (row_key, field)
        for row in came
        for row_key in [row.get("id") or row.get("key")]
        if row_key
        for field, value in row.items()
        if field not in NO_DATA or row_key not in by_key
        if not same(value, by_key.get(row_key, {}).get(field), field)
    }
    assert differing == said.keys()
    for words in said.values():
        assert any(words in line for line in report.warnings), report.warnings


def test_a_backup_of_the_go_program_is_read_with_all_its_files(
    tracker: InternalTracker, tmp_path: Path
) -> None:
    bring_in(tracker, sources("go_backup", tmp_path))
    one, two, three, memory = map(json.loads, bring_out(tracker).splitlines())
    assert (one["pinned"], one["priority"], one["waiters"]) == (True, 0, ["ann"])
    assert one["metadata"] == {"team": "web", "n": [1, 2]}
    assert (one["labels"], one["parent"]) == (["auth", "web"], "bak-3")
    assert {edge["depends_on_id"] for edge in one["dependencies"]} == {"bak-2", "bak-3"}
    assert (two["close_reason"], two["is_template"]) == ("done", True)
    assert two["comments"][0]["text"] == "Done.\nSee the report."
    assert three["timeout_ns"] == 5
    assert not {"actor", "sender", "content_hash", "metadata", "waiters"} & three.keys()
    assert (memory["key"], memory["value"]) == ("style", "short words")


def test_two_files_are_united_and_the_deletions_named(
    tracker: InternalTracker, tmp_path: Path
) -> None:
    found = sources("two_files", tmp_path)
    bring_in(tracker, found)
    one, two, three = map(json.loads, bring_out(tracker).splitlines())
    assert (one["owner"], one["description"], one["labels"]) == ("ann", "What", ["a", "b"])
    assert (two["title"], three["title"]) == ("Newer", "Only here")
    beads = str(SAMPLES / "two_files")
    ids = {issue_id for source in found for issue_id in source.rows}
    assert legacy_data.unread(beads, legacy_data.jsonl(beads), ids) == [
        "deletions.jsonl: 2 deletions, not applied; two-3 came in all the same",
        "interactions.jsonl: not read",
    ]
