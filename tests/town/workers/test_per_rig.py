"""Workers, leases and convoys in a town in which each rig has a Dolt server of its own."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from beadwork.dolt.server.files.home import TownHome
from beadwork.dolt.server.lifecycle import stop
from harness import Mayor, assert_done
from slung_workers import branches, claim_of, issue

RIGS = {"widget": "wg-1", "gadget": "gd-1"}


@pytest.fixture
def town(mayor: Mayor, project: Path) -> Iterator[Mayor]:
    """A town with a server for each of two rigs, which have an issue each."""
    path = mayor.root / "mayor" / "daemon.json"
    content = json.loads(path.read_text())
    content["dolt_server"]["topology"] = "per-rig"
    path.write_text(json.dumps(content))
    assert_done(mayor.gt("dolt", "stop"))
    try:
        for rig, issue_id in RIGS.items():
            mayor.answer("rig", "add", rig, project, "--prefix", issue_id[:2])
            assert_done(mayor.person.run("create", "Work", "--id", issue_id, cwd=mayor.root / rig))
        assert_done(mayor.gt("dolt", "start"))
        yield mayor
    finally:
        for name in ("hq", *RIGS):
            stop.stop(TownHome(str(mayor.root), name))


def alive(town: Mayor, actor: str) -> Path:
    """Return the one file that is the lease of a worker."""
    (found,) = [
        file for file in town.root.glob("**/leases/*/alive") if actor.split("/")[-1] in str(file)
    ]
    return found


def test_a_worker_of_each_rig_lives_and_goes_and_their_convoy_is_closed(town: Mayor) -> None:
    town.answer("convoy", "create", "badges", *RIGS.values())
    nux = town.answer("sling", "wg-1", "widget", "--name", "nux", "--no-session")
    ace = town.answer("sling", "gd-1", "gadget", "--name", "ace", "--no-session")
    assert branches(town) == ["main", nux["branch"]]
    assert branches(town, "gadget") == ["main", ace["branch"]]
    for worker in (nux, ace):
        written = town.person.run(
            "create", f"By {worker['name']}", "--json", cwd=worker["worktree"], **worker["env"]
        )
        assert_done(written)
    os.utime(alive(town, nux["env"]["BD_ACTOR"]), (1, 1))
    dead = json.loads(town.gt("status", "--json").stdout)["dead_owners"]
    assert [owner["owner"] for owner in dead] == ["widget/polecats/nux"]
    assert_done(town.gt("release", "wg-1"))
    assert claim_of(town, "wg-1") == ("open", None)

    done = town.gt("done", "gadget/ace", "--git-remote", "none", "--reason", "made")
    assert_done(done)
    assert branches(town, "gadget") == ["main"]
    assert issue(town, "gd-1", town.root / "gadget")["status"] == "closed"
    titles = town.person.run("list", "--json", "--all", cwd=town.root / "gadget")
    assert {row["title"] for row in json.loads(titles.stdout)} == {"Work", "By ace"}
    assert town.answer("convoy", "status", "badges")["done"] == 1
    assert_done(town.gt("polecat", "nuke", "nux", "--discard"))
    assert town.answer("polecat", "list") == []
    assert branches(town) == ["main"]
    assert_done(town.person.run("close", "wg-1", cwd=town.root / "widget"))
    assert town.answer("convoy", "status", "badges")["status"] == "closed"
