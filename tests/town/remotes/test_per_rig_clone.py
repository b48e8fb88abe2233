"""Where each rig has a server of its own, its database comes back from its remote as well."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from harness import Mayor, assert_done
from remotesapi import PASSWORD, USER, serving


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


def test_a_rig_comes_from_another_server_with_a_password(town: Mayor, tmp_path: Path) -> None:
    with serving(tmp_path / "other") as remote:
        secret = {"DOLT_REMOTE_USER": USER, "DOLT_REMOTE_PASSWORD": PASSWORD}
        seed = f"file://{tmp_path / 'seed'}"
        assert_done(
            town.person.run("dolt", "remote", "add", "seed", seed, cwd=town.root / "widget")
        )
        assert_done(town.person.run("dolt", "push", "seed", cwd=town.root / "widget"))
        remote.sql(f"CALL DOLT_CLONE('{seed}', 'api')")
        assert_done(town.gt("dolt", "remote", "add", "widget", remote.url()))
        assert_done(town.person.run("create", "Kept", "--id", "wg-1", cwd=town.root / "widget"))
        assert_done(town.gt("dolt", "push", "widget", **secret))
        assert_done(town.gt("dolt", "stop"))
        shutil.rmtree(town.root / ".dolt-data" / "widget")
        town.gt("dolt", "start")
        words = ("dolt", "clone", remote.url(), "widget")
        refused = town.gt(*words, DOLT_REMOTE_USER=USER, DOLT_REMOTE_PASSWORD="wrong")
        assert refused.returncode == 3, refused.stderr
        assert "refuses the credentials" in refused.stderr
        assert not (town.root / ".dolt-data" / "widget").exists()
        assert_done(town.gt(*words, **secret))
        assert_done(town.person.run("show", "wg-1", cwd=town.root / "widget"))
        assert_done(town.person.run("create", "More", "--id", "wg-2", cwd=town.root / "widget"))
        assert_done(town.gt("dolt", "push", "widget", **secret))
        assert PASSWORD not in json.dumps(town.file("mayor/daemon.json"))


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
