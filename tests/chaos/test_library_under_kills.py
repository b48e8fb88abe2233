"""The library under kills of the server: threads, forked and spawned processes, and tasks, with
exact books at the end. `make kills` is the long form.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import library_writers
from harness import ROOT, Person, assert_done
from library_writers import FORKED, SPAWNED, TASKS, THREADS, Entry

KILLS = int(os.environ.get("BEADWORK_KILLS") or 3)
SEED = int(os.environ.get("BEADWORK_SEED") or 16)


def test_every_write_is_there_once_or_was_not_promised(person: Person, tmp_path: Path) -> None:
    assert_done(person.run("init", "-p", "demo", cwd=tmp_path))
    path = f"{ROOT / 'tests' / 'support'}"
    done = subprocess.run(
        [sys.executable, "-X", "dev", "-W", "error", library_writers.__file__, tmp_path,
         str(KILLS), str(SEED)],
        env={**person.environment, "PYTHONPATH": path}, capture_output=True, text=True,
    )  # fmt: skip
    assert_done(done)
    assert [line for line in done.stderr.splitlines() if "Warning" in line] == []
    found = json.loads(done.stdout)
    told = [Entry(*row) for row in found["told"]]
    issues = [tuple(row) for row in found["issues"]]

    made = {(entry.title, entry.issue_id) for entry in told if entry.told == "made"}
    unknown = {entry.title for entry in told if entry.told == "unknown"}
    others = [(title, issue_id) for title, issue_id in issues if title != "before everything"]
    assert len(others) == len(set(others)) == len({title for title, _ in others})
    assert made <= set(others)
    assert {title for title, _ in set(others) - made} <= unknown
    assert sorted(found["created"]) == sorted(issue_id for _, issue_id in issues)
    writers = {entry.title.split(",")[0] for entry in told}
    assert len(writers) == THREADS + FORKED + SPAWNED + TASKS
    reasons = Counter(entry.why.split(":")[0] for entry in told if entry.told != "made")
    sys.stdout.write(f"{KILLS} kills, seed {SEED}: {len(made)} of {len(told)} made; {reasons}\n")
