"""`bd repair-deps` checks something, or says that it could not: a stopped server is started."""

from __future__ import annotations

import json
from pathlib import Path

from harness import Person, assert_done


def test_a_stopped_server_is_started(person: Person, tmp_path: Path) -> None:
    assert_done(person.run("init", "-p", "demo", cwd=tmp_path))
    assert_done(person.run("dolt", "stop", cwd=tmp_path))
    done = person.run("repair-deps", "--json", cwd=tmp_path)
    assert_done(done)
    assert {check["status"] for check in json.loads(done.stdout)["checks"]} == {"ok"}
