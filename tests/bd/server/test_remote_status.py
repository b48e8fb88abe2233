"""`bd dolt status` says how the remotes of the workspace are, without asking them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from harness import Person, assert_done


@pytest.fixture
def workspace(person: Person, tmp_path: Path) -> Path:
    """A workspace with a remote, on the person's own server."""
    directory = tmp_path / "work"
    directory.mkdir()
    assert_done(person.run("init", "-p", "demo", cwd=directory))
    assert_done(
        person.run("dolt", "remote", "add", "origin", f"file://{tmp_path}/remote", cwd=directory)
    )
    return directory


def remote(person: Person, workspace: Path) -> dict[str, Any]:
    done = person.run("dolt", "status", "--json", cwd=workspace)
    assert_done(done)
    (found,) = json.loads(done.stdout)["remotes"]
    assert isinstance(found, dict)
    return found


def test_pushes_pulls_and_failures_are_said(
    person: Person, workspace: Path, tmp_path: Path
) -> None:
    url = f"file://{tmp_path}/remote"
    assert remote(person, workspace) == {"name": "origin", "url": url}
    assert_done(person.run("dolt", "push", cwd=workspace))
    pushed = remote(person, workspace)
    assert (pushed["ahead"], pushed["behind"]) == (0, 0)
    assert pushed["pushed_at"]
    assert_done(person.run("create", "One more", cwd=workspace))
    assert remote(person, workspace)["ahead"] == 1
    shown = person.run("dolt", "status", cwd=workspace).stdout
    assert f"remote       origin, {url}: pushed " in shown
    assert ", lacks 1 commit of here" in shown
    shutil.move(tmp_path / "remote", tmp_path / "gone")
    (tmp_path / "remote").write_text("no remote")
    assert person.run("dolt", "push", cwd=workspace).returncode == 1
    assert person.run("dolt", "push", cwd=workspace).returncode == 1
    failed = remote(person, workspace)
    assert (failed["failures"], failed["pushed_at"]) == (2, pushed["pushed_at"])
    assert ", 2 times: " in person.run("dolt", "status", cwd=workspace).stdout
    (tmp_path / "remote").unlink()
    shutil.move(tmp_path / "gone", tmp_path / "remote")
    assert_done(person.run("sync", cwd=workspace))
    done = remote(person, workspace)
    assert "failure" not in done
    assert done["pulled_at"]
    assert done["ahead"] == 0


def test_outside_a_workspace_only_the_server_is_shown(
    person: Person, workspace: Path, tmp_path: Path
) -> None:
    done = person.run("dolt", "status", "--json", cwd=tmp_path)
    assert_done(done)
    assert "remotes" not in json.loads(done.stdout)
