"""Drill: the disk with the databases is lost, and everything comes back from the remotes; and the
network is cut, while local work goes on.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from drills import Eventually, assert_mended, bd, configure, doctor, populate, said
from harness import Mayor, assert_done

NAMES = ("hq", "widget", "gadget")


@pytest.fixture
def remotes(mayor: Mayor, project: Path) -> dict[str, Path]:
    """A bare git repository for each database, with a branch as Dolt needs it."""
    found = {}
    for name in NAMES:
        found[name] = mayor.person.home / "remotes" / f"{name}.git"
        subprocess.run(
            ["git", "clone", "-q", "--bare", project, found[name]],
            check=True,
            env=mayor.person.environment,
        )
    return found


@pytest.fixture
def town(mayor: Mayor, project: Path, remotes: dict[str, Path]) -> Mayor:
    """A town with two rigs; each database has a remote."""
    populate(mayor, project)
    for name, path in remotes.items():
        added = mayor.answer("dolt", "remote", "add", name, path)
        assert added["pushed_by_daemon"]
    return mayor


def hashes(town: Mayor, name: str) -> dict[str, str]:
    """Return the hash of each table of a database, as Dolt computes it, and its last commit. What
    is of one machine only (`local_operation`) is in no commit.
    """
    tables = town.answer("dolt", "sql", "-q", "SHOW TABLES", "--database", name)
    found = sorted(next(iter(row.values())) for row in tables)
    names = [name for name in found if not name.startswith("local_")]
    asked = ", ".join(f"DOLT_HASHOF_TABLE('{table}') AS `{table}`" for table in names)
    query = f"SELECT {asked}, DOLT_HASHOF('main') AS main"
    (row,) = town.answer("dolt", "sql", "-q", query, "--database", name)
    return row


def unpushed(town: Mayor) -> bool:
    return any(row.get("ahead", 1) for row in state(town).values())


def state(town: Mayor) -> dict[str, dict[str, object]]:
    """Return what `gt status` says of each database's `origin`."""
    rigs = json.loads(town.gt("status", "--json").stdout)["rigs"]
    return {rig["name"]: rig["remotes"][0] for rig in rigs if rig.get("remotes")}


def lose_everything(town: Mayor) -> None:
    assert_done(town.gt("daemon", "stop"))
    shutil.rmtree(town.root / ".dolt-data")


def recover(town: Mayor, remotes: dict[str, Path]) -> dict[str, dict[str, object]]:
    """Clone every database back, as the page on recovery says."""
    return {name: town.answer("dolt", "clone", path, name) for name, path in remotes.items()}


def test_everything_comes_back(
    town: Mayor, remotes: dict[str, Path], eventually: Eventually
) -> None:
    assert_done(town.gt("mail", "send", "mayor/", "-s", "Kept", "--as", "widget/toast"))
    configure(town)
    assert_done(town.gt("daemon", "start"))
    eventually(lambda: not unpushed(town))
    before = {name: hashes(town, name) for name in NAMES}
    lose_everything(town)
    assert_done(town.gt("daemon", "start"))
    done = recover(town, remotes)
    assert {name: hashes(town, name) for name in NAMES} == before
    assert (done["widget"]["issues"], done["gadget"]["issues"]) == (2, 1)
    assert done["widget"]["newest"]["message"].startswith("bd: create wg-2")  # type: ignore[index]
    assert [letter["subject"] for letter in town.answer("mail", "inbox", "mayor/")] == ["Kept"]
    eventually(lambda: not town.gt("daemon", "status", "--json").stdout.count('"kind"'))
    eventually(lambda: town.gt("status").returncode == 0)
    assert_mended(town)
    bd(town, "widget", "create", "After the loss", "--id", "wg-3")
    eventually(lambda: not unpushed(town))
    assert_done(town.gt("daemon", "stop"))


def test_it_is_said_what_came_back(town: Mayor, remotes: dict[str, Path]) -> None:
    assert_done(town.gt("dolt", "push"))
    assert_done(town.gt("dolt", "stop"))
    shutil.rmtree(town.root / ".dolt-data")
    assert_done(town.gt("dolt", "start"))
    done = town.gt("dolt", "clone", remotes["widget"], "widget")
    assert_done(done)
    lines = done.stdout.splitlines()
    assert lines[0] == f"Recovered widget from git+file://{remotes['widget']}"
    assert "commits, 2 issues" in lines[1]
    assert "newest change: " in lines[2]
    again = town.gt("dolt", "clone", remotes["widget"], "widget")
    assert again.returncode == 1
    assert "the database widget is here already, and is not replaced" in said(again)
    other = town.gt("dolt", "clone", remotes["widget"], "gadget")
    assert other.returncode != 0
    assert "nothing was kept" in said(other)
    assert not (town.root / ".dolt-data" / "gadget").exists()
    assert_done(town.gt("dolt", "clone", remotes["gadget"], "gadget"))


def test_what_is_around_a_database_comes_back(town: Mayor, remotes: dict[str, Path]) -> None:
    assert_done(town.gt("dolt", "push"))
    assert_done(town.gt("dolt", "stop"))
    shutil.rmtree(town.root / ".dolt-data" / "widget")
    shutil.rmtree(town.root / "widget")
    (town.root / ".beads" / "routes.jsonl").write_text("")
    assert_done(town.gt("dolt", "start"))
    done = town.answer("dolt", "clone", remotes["widget"], "widget")
    assert set(done["made"]) == {"git clone", "redirect", "route", "workspace"}
    assert bd(town, "widget", "show", "wg-1")


def test_a_new_town_is_built_from_the_remotes(
    town: Mayor, remotes: dict[str, Path], person_elsewhere: Mayor
) -> None:
    assert_done(town.gt("dolt", "push"))
    new = person_elsewhere
    for name, source in (("hq", ()), ("widget", ("--source", remotes["widget"]))):
        assert_done(new.gt("dolt", "clone", remotes[name], name, *source))
    assert_done(new.gt("dolt", "clone", remotes["gadget"], "gadget"))
    for name in NAMES:
        assert hashes(new, name) == hashes(town, name)
    assert [rig["name"] for rig in new.answer("rig", "list")] == ["gadget", "widget"]
    assert bd(new, "widget", "show", "wg-2")
    bad = {
        name: check["message"] for name, check in doctor(new).items() if check["state"] == "error"
    }
    assert not bad


@pytest.fixture
def person_elsewhere(mayor: Mayor) -> Mayor:
    """Another, new town of the same person."""
    new = Mayor(mayor.person, "elsewhere")
    assert_done(mayor.gt("install", new.root, "--name", "Elsewhere", cwd=mayor.person.home))
    return new


def test_the_network_is_cut_and_comes_back(
    town: Mayor, remotes: dict[str, Path], eventually: Eventually
) -> None:
    configure(town)
    assert_done(town.gt("daemon", "start"))
    eventually(lambda: not unpushed(town))
    cut = remotes["widget"].with_name("cut")
    remotes["widget"].rename(cut)
    bd(town, "widget", "create", "While it is cut", "--id", "wg-3")
    bd(town, "gadget", "create", "Elsewhere", "--id", "gd-2")
    eventually(lambda: bool(state(town)["widget"].get("failure")))
    eventually(lambda: state(town)["gadget"].get("ahead") == 0)
    assert state(town)["widget"]["ahead"] == 1
    assert "lacks 1 commit of here" in said(town.gt("status"))
    assert bd(town, "widget", "show", "wg-3")
    cut.rename(remotes["widget"])
    eventually(lambda: not unpushed(town))
    assert "failure" not in state(town)["widget"]
    assert_done(town.gt("daemon", "stop"))


def test_one_that_fails_does_not_stop_the_others(town: Mayor, remotes: dict[str, Path]) -> None:
    shutil.rmtree(remotes["widget"])
    pushed = town.gt("dolt", "push", "--json")
    assert pushed.returncode == 1
    rows = {row["database"]: row for row in json.loads(pushed.stdout)}
    assert (rows["hq"]["pushed"]["is_new"], rows["gadget"]["pushed"]["is_new"]) == (True, True)
    assert rows["widget"]["error"]["code"] == "remote_failed"
    alone = town.gt("dolt", "push", "widget")
    assert alone.returncode == 1
    assert "does not appear to be a git repository" in said(alone)
    assert_done(town.gt("dolt", "push", "gadget"))


def test_two_towns_share_a_rig(
    town: Mayor, remotes: dict[str, Path], person_elsewhere: Mayor
) -> None:
    assert_done(town.gt("dolt", "push", "widget"))
    other = person_elsewhere
    assert_done(other.gt("dolt", "clone", remotes["widget"], "widget"))
    bd(other, "widget", "create", "Theirs", "--id", "wg-10")
    bd(town, "widget", "create", "Ours", "--id", "wg-11")
    assert_done(other.gt("dolt", "push", "widget"))
    refused = town.gt("dolt", "push", "widget", "--no-merge")
    assert refused.returncode == 4
    assert_done(town.gt("dolt", "push", "widget"))
    assert_done(other.gt("dolt", "pull"))
    assert hashes(town, "widget") == hashes(other, "widget")
    assert bd(other, "widget", "show", "wg-11")


@pytest.mark.parametrize("who_pulls_first", ["early", "late"])
def test_whoever_lost_a_claim_to_another_town_is_told(
    town: Mayor, remotes: dict[str, Path], person_elsewhere: Mayor, who_pulls_first: str
) -> None:
    assert_done(town.gt("dolt", "push", "widget"))
    other = person_elsewhere
    assert_done(other.gt("dolt", "clone", remotes["widget"], "widget"))
    bd(town, "widget", "--actor", "widget/ann", "update", "wg-1", "--claim")
    bd(town, "widget", "--actor", "widget/ann", "comment", "wg-1", "begun")
    bd(other, "widget", "--actor", "widget/bob", "update", "wg-1", "--claim")
    first, second = (town, other) if who_pulls_first == "early" else (other, town)
    for place in (first, second, first):
        assert_done(place.gt("dolt", "push", "widget"))
        assert_done(place.gt("dolt", "pull", "widget"))
    owners = set()
    for place in (town, other):
        (issue,) = json.loads(bd(place, "widget", "show", "wg-1", "--json"))
        owners.add(issue["assignee"])
        assert [comment["text"] for comment in issue["comments"]] == ["begun"]
    assert owners == {"widget/bob"}
    letters = town.answer("mail", "inbox", "widget/ann")
    assert [letter["subject"] for letter in letters] == ["wg-1 is claimed by widget/bob"]
    for place in (town, other):
        assert place.answer("mail", "inbox", "widget/bob") == []
