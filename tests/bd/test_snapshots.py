"""The sync mode `realtime`: a snapshot follows each write."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from harness import Person, assert_done


def titles(path: Path) -> set[str]:
    if not path.exists():
        return set()
    return {json.loads(line)["title"] for line in path.read_text().splitlines()}


def test_a_snapshot_follows_each_write(
    person: Person, project: Path, eventually: Callable[[Callable[[], bool]], None]
) -> None:
    assert_done(person.run("init", cwd=project))
    snapshot = project / ".beads" / "snapshot.jsonl"
    for number in range(3):
        made = person.run("create", f"Issue {number}", cwd=project, BD_SYNC_MODE="realtime")
        assert_done(made)
    eventually(lambda: titles(snapshot) == {"Issue 0", "Issue 1", "Issue 2"})
    assert_done(person.run("create", "Not in the mode", cwd=project))
    assert_done(person.run("create", "Again", cwd=project, BD_SYNC_MODE="realtime"))
    eventually(lambda: len(titles(snapshot)) == 5)
