"""Drill: a rig gets another name, in one step or after a kill at any step, with and without one
server for each rig.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from beadwork.dolt.server.files import remote_record
from beadwork.dolt.server.files.home import TownHome
from beadwork.dolt.server.files.remote_record import RemoteRecord
from beadwork.dolt.server.lifecycle import stop
from beadwork.town.layout import Town
from harness import Mayor, assert_done
from killed_steps import KILLED, script

RENAME = script(
    ("os.rename", "os.remove", "subprocess.Popen"),
    """
from beadwork.town.layout import Town
from beadwork.town.rigs.rename import rename
root, old, new = words
rename(Town(Path(root)), old, new, author.name, lambda line: None)
""",
)

STEPS = [
    "rig-rename.json",
    "mayor/rigs.json",
    ".dolt-data/shop",
    "sql-server",
    "{root}/shop'",
    "'worktree', 'repair'",
    "workspaces/",
    ".beads/metadata.json",
    "mayor/daemon.json",
    ".beads/routes.jsonl",
    "mayor/rigs.json 2",
    "UPDATE mail",
    "UPDATE channels",
    "os.remove('{root}/daemon/rig-rename.json",
]
"""What the steps of a rename do, in their order; a number says the how-many-th of its kind."""


def git(place: Path, *words: str | Path) -> str:
    done = subprocess.run(["git", "-C", place, *words], check=True, capture_output=True, text=True)
    return done.stdout


@pytest.fixture
def town(mayor: Mayor, project: Path) -> Mayor:
    """A town with the rig `shop`: an issue, a setting of the person, a remote, worktrees of its
    clone below the rig and elsewhere, and an edge from another rig.
    """
    assert_done(mayor.gt("rig", "add", "shop", project, "--prefix", "sh"))
    assert_done(mayor.gt("rig", "add", "other", project, "--prefix", "ot"))
    for rig, issue in (("shop", "sh-1"), ("other", "ot-1")):
        done = mayor.person.run("create", "Work", "--id", issue, cwd=mayor.root / rig)
        assert_done(done)
    assert_done(mayor.person.run("dep", "add", "ot-1", "sh-1", cwd=mayor.root / "other"))
    assert_done(mayor.person.run("config", "set", "actor", "Ann", cwd=mayor.root / "shop"))
    clone = mayor.root / "shop" / "mayor" / "rig"
    for place in (mayor.root / "shop" / "polecats" / "toast", mayor.person.home / "elsewhere"):
        git(clone, "worktree", "add", "-q", place, "-b", place.name)
    mayor.answer("mail", "send", "shop/toast", "mayor/", "-s", "To", "--as", "other/nux")
    mayor.answer("mail", "send", "mayor/", "-s", "From", "--as", "shop/toast")
    mayor.answer("mail", "channels", "create", "dev", "shop/toast", "other/nux")
    content = mayor.file("mayor/daemon.json")
    content["dolt_remotes"]["databases"] = {"shop": "file:///nowhere", "hq": "file:///hq"}
    content["ledger"] = {"rigs": {"shop": "file:///ledger", "other": "file:///others"}}
    write_failure(mayor)
    session = {"command": ["true"], "directory": "shop/mayor/rig", "heartbeat_file": "shop/beat"}
    content["sessions"] = {"witness": session}
    (mayor.root / "mayor" / "daemon.json").write_text(json.dumps(content))
    return mayor


def write_failure(town: Mayor) -> None:
    """Write a failed push beside the server that has the rig's database now."""
    control = Town(town.root).server_of("shop").control
    failed = RemoteRecord().failed("2026-02-11T08:00:00Z", "file:///nowhere", "no such directory")
    remote_record.write(control, "shop", "origin", failed)


def killed_rename(town: Mayor, step: str) -> int:
    text = step.format(root=town.root).removesuffix(" 2")
    left = 1 if step.endswith(" 2") else 0
    words = [sys.executable, "-c", RENAME, text, str(left), town.root, "shop", "store"]
    return subprocess.run(words, env=town.person.environment, cwd=town.root).returncode


def assert_renamed(town: Mayor) -> None:
    """Fail unless nothing has the old name any more, and everything is there under the new one."""
    rig, clone = town.root / "store", town.root / "store" / "mayor" / "rig"
    assert not (town.root / "shop").exists()
    assert not (town.root / ".dolt-data" / "shop").exists()
    assert not (town.root / "daemon" / "rig-rename.json").exists()
    assert [found["name"] for found in town.answer("rig", "list")] == ["other", "store"]
    assert town.answer("rig", "show", "store")["prefix"] == "sh"
    routes = (town.root / ".beads" / "routes.jsonl").read_text()
    assert '"sh-", "path": "store/mayor/rig"' in routes
    assert "shop" not in routes
    assert json.loads((clone / ".beads" / "metadata.json").read_text())["dolt_database"] == "store"
    configuration = town.file("mayor/daemon.json")
    assert configuration["dolt_remotes"]["databases"] == {
        "hq": "file:///hq",
        "store": "file:///nowhere",
    }
    assert configuration["ledger"]["rigs"] == {
        "other": "file:///others",
        "store": "file:///ledger",
    }
    control = Town(town.root).server_of("store").control
    assert remote_record.read(control, "store", "origin").failure == "no such directory"
    assert not Path(remote_record.path(control, "shop")).exists()
    assert configuration["sessions"]["witness"]["directory"] == "store/mayor/rig"
    assert configuration["sessions"]["witness"]["heartbeat_file"] == "store/beat"
    for place in (rig, rig / "polecats" / "toast", town.person.home / "elsewhere"):
        shown = town.person.run("show", "sh-1", "--json", cwd=place)
        assert_done(shown)
    for place in (rig / "polecats" / "toast", town.person.home / "elsewhere"):
        assert git(place, "rev-parse", "--abbrev-ref", "HEAD").strip() == place.name
    assert town.person.run("config", "get", "actor", cwd=rig).stdout == "Ann\n"
    made = town.person.run("create", "More", "--silent", cwd=rig)
    assert made.stdout.startswith("sh-")
    blocked = town.person.run("blocked", "--json", cwd=town.root / "other")
    assert [issue["id"] for issue in json.loads(blocked.stdout)] == ["ot-1"]
    assert [mail["subject"] for mail in town.answer("mail", "inbox", "store/toast")] == ["To"]
    assert {mail["from"] for mail in town.answer("mail", "inbox")} == {"other/nux", "store/toast"}
    (channel,) = town.answer("mail", "channels")
    assert channel["members"] == ["other/nux", "store/toast"]
    assert_quiet(town)


def assert_quiet(town: Mayor) -> None:
    done = town.gt("doctor", "--json")
    errors = [found for found in json.loads(done.stdout)["checks"] if found["state"] == "error"]
    assert not errors


def test_a_rename_takes_everything_along(town: Mayor) -> None:
    done = town.gt("rig", "rename", "shop", "store")
    assert_done(done)
    assert done.stdout == (f"Renamed shop to store, in {town.root}/store/mayor/rig: ids are sh-…\n")
    assert_renamed(town)
    assert_done(town.gt("rig", "rename", "store", "shop"))


@pytest.mark.parametrize("step", STEPS)
def test_one_that_was_killed_goes_on(town: Mayor, step: str) -> None:
    assert killed_rename(town, step) == KILLED
    if step != STEPS[0]:
        done = town.gt("rig", "remove", "other")
        assert done.returncode == 1
        assert "Hint: gt rig rename shop store\n" in done.stderr
        done = town.gt("rig", "rename", "shop", "third")
        assert done.returncode == 1
        assert "Hint: gt rig rename shop store\n" in done.stderr
    assert_done(town.gt("rig", "rename", "shop", "store"))
    assert_renamed(town)


def test_a_half_renamed_rig_is_named(town: Mayor) -> None:
    assert killed_rename(town, "{root}/shop'") == KILLED
    done = town.gt("status")
    assert "shop is being renamed to store" in done.stdout + done.stderr
    assert "gt rig rename shop store" in town.gt("rig", "list").stderr
    assert_done(town.gt("rig", "rename", "shop", "store"))
    assert_renamed(town)


def test_what_is_refused_changes_nothing(town: Mayor) -> None:
    (town.root / "taken").mkdir()
    for old, new, error in (
        ("shop", "other", "the town has a rig other already"),
        ("shop", "shop", "the town has a rig shop already"),
        ("shop", "taken", f"{town.root}/taken already exists"),
        ("shop", "No Name", 'not a name for a rig: "No Name"'),
        ("shop", "hq", '"hq" means something else in a town'),
        ("nothing", "store", f'no rig "nothing" in {town.root}'),
    ):
        done = town.gt("rig", "rename", old, new)
        assert done.returncode == 1
        assert done.stderr.startswith(f"Error: {error}\n")
    assert town.gt("--readonly", "rig", "rename", "shop", "store").returncode == 1
    assert [found["name"] for found in town.answer("rig", "list")] == ["other", "shop"]
    assert_quiet(town)


@pytest.fixture
def per_rig(town: Mayor) -> Iterator[Mayor]:
    assert_done(town.gt("dolt", "stop"))
    content = town.file("mayor/daemon.json")
    content["dolt_server"]["topology"] = "per-rig"
    content["sessions"]["witness"]["command"] = ["sleep", "1000"]
    (town.root / "mayor" / "daemon.json").write_text(json.dumps(content))
    yield town
    town.gt("daemon", "stop")
    for name in ("hq", "other", "shop", "store"):
        stop.stop(TownHome(str(town.root), name))


@pytest.mark.parametrize("starter", ["dolt", "daemon"])
def test_a_rig_with_a_server_of_its_own(per_rig: Mayor, starter: str) -> None:
    if starter == "daemon":
        content = per_rig.file("mayor/daemon.json")
        content["sessions"] = {}
        (per_rig.root / "mayor" / "daemon.json").write_text(json.dumps(content))
    assert_done(per_rig.gt(starter, "start"))
    write_failure(per_rig)
    assert_done(per_rig.gt("rig", "rename", "shop", "store"))
    if starter == "dolt":
        assert_renamed(per_rig)
    else:
        shown = per_rig.person.run("show", "sh-1", cwd=per_rig.root / "store")
        assert_done(shown)
        assert_quiet(per_rig)
    servers = per_rig.answer("dolt", "status")["servers"]
    assert {server["name"]: server["state"] for server in servers} == {
        "hq": "running",
        "other": "running",
        "store": "running",
    }
    assert not (per_rig.root / "daemon" / "rigs" / "shop").exists()
