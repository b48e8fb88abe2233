"""What tests ask of a town with workers: git, tmux, issues, branches, and what is left of one."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

from beadwork.town.daemon import tmux
from beadwork.town.layout import Town
from harness import Mayor, assert_done

SLEEP = ("--agent", "sleep 1000")


def tmux_of(town: Mayor, *words: str) -> subprocess.CompletedProcess[str]:
    socket = tmux.socket_name(Town(town.root))
    return subprocess.run(
        ["tmux", "-L", socket, *words],
        capture_output=True,
        text=True,
        env=town.person.environment,
    )


def git(town: Mayor, place: Path, *words: str) -> str:
    done = subprocess.run(
        ["git", "-C", place, *words],
        capture_output=True,
        text=True,
        env=town.person.environment,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def issue(town: Mayor, issue_id: str, cwd: str | Path = "", **environment: str) -> Any:
    place = Path(cwd or town.root / "widget")
    done = town.person.run("show", issue_id, "--json", cwd=place, **environment)
    assert_done(done)
    shown = json.loads(done.stdout)
    return shown[0] if isinstance(shown, list) else shown


def claim_of(town: Mayor, issue_id: str) -> tuple[str, str | None]:
    shown = issue(town, issue_id)
    return shown["status"], shown.get("assignee")


def branches(town: Mayor, rig: str = "widget") -> list[str]:
    done = town.person.run("branch", "list", "--json", cwd=town.root / rig)
    assert_done(done)
    return sorted(entry["name"] for entry in json.loads(done.stdout))


def assert_nothing_left(town: Mayor) -> None:
    """There is no worker in the town, and nothing of one."""
    assert town.answer("polecat", "list") == []
    assert claim_of(town, "wg-1") == ("open", None)
    assert branches(town) == ["main"]
    clone = town.root / "widget" / "mayor" / "rig"
    assert git(town, clone, "branch", "--list", "polecat-*") == ""
    assert git(town, clone, "worktree", "list", "--porcelain").count("worktree ") == 1
    assert not (town.root / "widget" / "polecats").exists()
    assert tmux_of(town, "list-sessions", "-F", "#{session_name}").stdout == ""
    left = [path for path in (town.root / "daemon" / "workers").rglob("*") if not path.is_dir()]
    assert left == []
