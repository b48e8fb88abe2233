"""Where each rig has a server of its own, its database comes back from its remote as well."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from harness import Mayor, assert_done


@pytest.fixture
def town(mayor: Mayor, project: Path) -> Mayor:
    """A town with a server for each rig, and the rig widget."""
    assert_done(mayor.gt("dolt", "stop"))
    path = mayor.root / "mayor" / "daemon.json"
    content = json.loads(path.read_text())
    content["dolt_server"]["topology"] = "per-rig"
    path.write_text(json.dumps(content))
    assert_done(mayor.gt("dolt", "start"))
    mayor.answer("rig", "add", "widget", project, "--prefix", "wg")
    return mayor


def test_a_rig_with_its_own_server_comes_back(town: Mayor, project: Path) -> None:
    remote = town.person.home / "widget.git"
    subprocess.run(
        ["git", "clone", "-q", "--bare", project, remote],
        check=True,
        env=town.person.environment,
    )
    assert_done(town.gt("dolt", "remote", "add", "widget", remote))
    assert_done(town.person.run("create", "Kept", "--id", "wg-1", cwd=town.root / "widget"))
    assert_done(town.gt("dolt", "push"))
    listed = {row["database"]: row for row in town.answer("dolt", "remote", "list")}
    assert listed["widget"]["pushed_at"]
    assert_done(town.gt("dolt", "stop"))
    shutil.rmtree(town.root / ".dolt-data" / "widget")
    town.gt("dolt", "start")
    done = town.answer("dolt", "clone", remote, "widget")
    assert done["issues"] == 1
    assert_done(town.person.run("show", "wg-1", cwd=town.root / "widget"))
    assert_done(town.gt("dolt", "push", "widget"))
