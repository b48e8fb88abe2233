"""Dead workers with claims: gt status names them, gt release frees what they had."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

from beadwork.town.daemon import tmux
from beadwork.town.layout import Town
from beadwork.workspace.settings.own_settings import file_name
from harness import Mayor, assert_done

SLEEP = ("--agent", "sleep 1000")


def alive(town: Mayor, name: str) -> Path:
    return town.root / "daemon" / "leases" / file_name(f"widget/polecats/{name}") / "alive"


def claim_of(town: Mayor, issue_id: str) -> tuple[str, str | None]:
    done = town.person.run("show", issue_id, "--json", cwd=town.root / "widget")
    shown = json.loads(done.stdout)[0]
    return shown["status"], shown.get("assignee")


def dead(town: Mayor) -> Any:
    return json.loads(town.gt("status", "--json").stdout)["dead_owners"]


def test_a_new_worker_has_a_lease(town: Mayor) -> None:
    town.answer("sling", "wg-1", "widget", "--name", "nux", "--no-session")
    assert dead(town) == []
    os.utime(alive(town, "nux"), (1, 1))
    (owner,) = dead(town)
    assert (owner["owner"], owner["rig"], owner["why"]) == (
        "widget/polecats/nux", "widget", "lease_ended",
    )  # fmt: skip
    assert [issue["id"] for issue in owner["issues"]] == ["wg-1"]
    assert "widget/polecats/nux is dead (its lease ended 19" in town.gt("status").stdout
    checked = town.gt("doctor", "--check", "expired-claims").stdout
    assert "wg-1: widget/polecats/nux, whose lease ended" in checked


def test_a_command_of_the_worker_anywhere_in_the_town_renews_it(town: Mayor) -> None:
    worker = town.answer("sling", "wg-1", "widget", "--name", "nux", "--no-session")
    for act in (
        lambda: town.gt("mail", "inbox", **worker["env"]),
        lambda: town.person.run("list", cwd=town.root, **worker["env"]),
        lambda: town.person.run("show", "wg-1", cwd=worker["worktree"], **worker["env"]),
    ):
        os.utime(alive(town, "nux"), (1, 1))
        assert_done(act())
        assert dead(town) == []


def test_what_a_dead_worker_had_is_released(town: Mayor) -> None:
    town.answer("sling", "wg-1", "widget", "--name", "nux", "--no-session")
    refused = town.gt("release", "wg-1")
    assert refused.returncode == 4
    assert "the lease of widget/polecats/nux has not ended" in refused.stderr
    os.utime(alive(town, "nux"), (1, 1))
    (released,) = town.answer("release", "wg-1")
    assert released["freed_from"]["owner"] == "widget/polecats/nux"
    assert claim_of(town, "wg-1") == ("open", None)
    assert dead(town) == []


def test_a_person_is_asked_first(town: Mayor) -> None:
    assert_done(town.person.run("claim", "wg-1", "--actor", "amy", cwd=town.root / "widget"))
    refused = town.gt("release", "wg-1")
    assert refused.returncode == 4
    assert "the lease of amy is not known" in refused.stderr
    assert_done(town.gt("release", "wg-1", "--force"))
    assert claim_of(town, "wg-1") == ("open", None)
    assert town.gt("release", "xx-1").returncode == 1


def test_a_session_that_died_is_enough(town: Mayor) -> None:
    worker = town.answer("sling", "wg-1", "widget", "--name", "nux", *SLEEP)
    assert dead(town) == []
    subprocess.run(
        ["tmux", "-L", tmux.socket_name(Town(town.root)), "kill-session", "-t", worker["session"]],
        env=town.person.environment,
        check=True,
    )
    (owner,) = dead(town)
    assert owner["why"] == "session_died"
    assert_done(town.gt("release", "wg-1"))
    assert claim_of(town, "wg-1") == ("open", None)
