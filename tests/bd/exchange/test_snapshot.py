"""A snapshot is one commit, whole, as one document."""

from __future__ import annotations

import io
import json
import subprocess
from typing import Any

import pytest

from beadwork.errors import Usage
from beadwork.store import bulk
from harness import BIN, Place


def _snapshot(place: Place, *words: str) -> dict[str, Any]:
    done = place.run("snapshot", *words)
    assert (done.returncode, done.stderr) == (0, "")
    return dict(json.loads(done.stdout))


def _fill(place: Place) -> None:
    with place.tracker() as tracker:
        tracker.create("Epic", id="demo-1", type="epic", metadata={"k": "\x1b[31m"})
        tracker.create("Task", id="demo-2", parent="demo-1", dependencies=("external:x:1",))
        tracker.comment("demo-2", "a remark")
        tracker.remember("a text", "key")
        tracker.set_value("mirror", "7")


def test_a_snapshot_has_everything_of_one_commit(place: Place) -> None:
    _fill(place)
    found = _snapshot(place, "--json")
    assert found == _snapshot(place)
    assert found["commit"] == json.loads(place.run("log", "-n", "1", "--json").stdout)[0]["commit"]
    assert [issue["id"] for issue in found["issues"]] == ["demo-1", "demo-2"]
    edges = [(edge["depends_on_id"], edge["type"]) for edge in found["dependencies"]]
    assert edges == [("demo-1", "parent-child"), ("external:x:1", "blocks")]
    assert [(said["issue_id"], said["text"]) for said in found["comments"]] == [
        ("demo-2", "a remark")
    ]
    assert [memory["key"] for memory in found["memories"]] == ["key"]
    assert found["settings"]["issue_prefix"] == "demo"
    assert "\x1b" not in place.run("snapshot").stdout


def test_a_snapshot_and_an_export_of_the_past(place: Place) -> None:
    _fill(place)
    before = _snapshot(place)
    place.run("create", "Later", "--id", "demo-3")
    assert _snapshot(place, "--as-of", before["commit"]) == before
    assert len(_snapshot(place)["issues"]) == 3
    rows = place.run("export", "--as-of", "HEAD~1", "--no-memories").stdout.splitlines()
    assert [json.loads(row)["id"] for row in rows] == ["demo-1", "demo-2"]


def test_a_page_of_issues_is_in_memory_at_a_time(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "ROWS_A_READ", 3)
    with place.tracker() as tracker:
        tracker.create_many({"title": f"Issue {number}"} for number in range(10))
        file = io.BytesIO()
        written = tracker.snapshot(file)
        found = json.loads(file.getvalue())
        assert (written.issues, len(found["issues"])) == (10, 10)
        assert written.commit == found["commit"] == tracker.last_commit
        with tracker.batch(), pytest.raises(Usage):
            tracker.snapshot(io.BytesIO())


@pytest.mark.parametrize("words", [("snapshot",), ("export",)])
def test_a_full_disk_is_told_of(place: Place, words: tuple[str, ...]) -> None:
    _fill(place)
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [BIN / "bd", *words],
            cwd=place.directory,
            env=place.environment,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert (done.returncode, done.stderr.splitlines()[0]) == (
        1,
        "Error: standard output failed: No space left on device; the command itself was done",
    )
