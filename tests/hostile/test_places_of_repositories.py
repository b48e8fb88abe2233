"""A repository leads to no workspace outside of itself, makes no town, and signals no process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from beadwork.dolt.server.files import record as record_files
from beadwork.dolt.server.files.home import TownHome
from beadwork.errors import BadTown
from beadwork.town.daemon import control
from beadwork.town.layout import Town
from harness import Mayor, Person, assert_done
from hostile_server import hostile
from stranger import PROJECT, Stranger


@pytest.fixture
def mine(person: Person) -> Path:
    """A workspace of the person's own, with an issue."""
    directory = person.home / "mine"
    directory.mkdir()
    assert_done(person.run("init", "-p", "mine", cwd=directory))
    assert_done(person.run("create", "Only mine", "--id", "mine-1", cwd=directory))
    return directory


def refused(done: subprocess.CompletedProcess[str], target: Path) -> None:
    assert done.returncode == 1, done.stdout
    assert "leads out of this repository" in done.stderr
    assert f"bd trust --redirect {target}" in done.stderr
    assert "Only mine" not in done.stdout


@pytest.mark.parametrize("words", ["list", "create Theirs", "init", "where", "doctor"])
def test_a_redirect_out_of_the_repository_is_not_followed(
    stranger: Stranger, mine: Path, words: str
) -> None:
    clone = stranger.clone({".beads/redirect": f"{mine}/.beads\n"})
    done = clone.run(*words.split())
    if words == "doctor":
        assert done.returncode == 1
        assert "leads out of this repository" in " ".join(done.stdout.split())
    else:
        refused(done, mine / ".beads")
    assert "Theirs" not in clone.person.run("list", cwd=mine).stdout


def test_neither_is_a_symbolic_link(stranger: Stranger, mine: Path) -> None:
    clone = stranger.clone({})
    for link, target in (
        (clone.directory / ".beads", mine / ".beads"),
        (clone.directory / ".beads" / "metadata.json", mine / ".beads" / "metadata.json"),
    ):
        if link.is_symlink() or link.parent.is_symlink():
            link.parent.unlink()
            link.parent.mkdir()
        elif link.is_dir():
            (link / "metadata.json").unlink()
            link.rmdir()
        link.symlink_to(target)
        refused(clone.run("list"), mine / ".beads")


def test_a_redirect_to_another_worktree_of_the_repository_is_followed(
    person: Person, project: Path
) -> None:
    assert_done(person.run("init", "-p", "tree", cwd=project))
    assert_done(person.run("create", "Seen from both", cwd=project))
    tree = person.home / "tree"
    words = ["git", "-C", project, "worktree", "add", "-q", tree]
    subprocess.run(words, check=True, env=person.environment)
    (tree / ".beads").mkdir(exist_ok=True)
    (tree / ".beads" / "redirect").write_text(f"{project}/.beads\n")
    assert "Seen from both" in person.run("list", cwd=tree).stdout


def test_a_redirect_that_the_person_trusts_is_followed_and_no_other(
    stranger: Stranger, mine: Path
) -> None:
    clone = stranger.clone({".beads/redirect": f"{mine}/.beads\n"})
    assert_done(clone.run("trust", "--redirect", mine / ".beads"))
    assert "Only mine" in clone.run("list", BEADS_DOLT_PASSWORD="").stdout
    other = clone.directory.parent / "other"
    (other / ".beads").mkdir(parents=True)
    (other / ".beads" / "redirect").write_text(f"{mine}/.beads\n")
    refused(clone.person.run("list", cwd=other), mine / ".beads")


# Identity and durability


def test_a_repository_sets_neither_an_identity_nor_durability(stranger: Stranger) -> None:
    clone = stranger.clone({".beads/config.yaml": "actor: mallory\ndolt.auto-commit: off\n"})
    (clone.directory / ".beads" / "metadata.json").unlink()
    assert_done(clone.run("init", "-p", "api", BEADS_DOLT_PASSWORD=""))
    assert_done(clone.run("create", "By me", "--id", "api-1", BEADS_DOLT_PASSWORD=""))
    done = clone.run("log", "-n", "1", BEADS_DOLT_PASSWORD="")
    assert "api-1" in done.stdout  # a commit of its own
    assert "mallory" not in done.stdout
    shown = json.loads(clone.run("where", "--json").stdout)
    assert shown["settings_passed_over"] == {"actor": "mallory", "dolt.auto-commit": "off"}
    assert clone.run("config", "get", "actor").returncode == 1
    assert_done(clone.run("config", "set", "actor", "alice"))
    assert clone.run("config", "get", "actor").stdout == "alice\n"
    assert (clone.directory / ".beads" / "config.yaml").read_text().startswith("actor: mallory")


# Towns


TOWN = json.dumps({"type": "town", "version": 1, "name": "theirs", "owner": "s@example.org"})


def record(directory: Path, port: int) -> str:
    """Return the record of a server that the repository says is the town's."""
    facts = {"pid": os.getpid(), "started": 0.0, "port": port, "socket": "", "uuid": ""}
    return json.dumps({**facts, "version": "1.88.1", "data_dir": str(directory), "password": True})


def test_a_clone_with_the_mark_of_a_town_is_none(stranger: Stranger, secret: Path) -> None:
    with hostile() as server:
        place = stranger.person.home / "code" / "api"
        files = {
            "mayor/town.json": TOWN,
            "mayor/rigs.json": '{"version": 1, "rigs": {}}',
            "mayor/daemon.json": json.dumps({"dolt_server": {"port": server.port}}),
            ".beads/routes.jsonl": '{"prefix": "api-", "path": "."}\n',
            "daemon/dolt-state.json": record(place / ".dolt-data", server.port),
        }
        clone = stranger.clone(files)
        (clone.directory / "daemon" / "password").symlink_to(secret)
        assert clone.run("list", BEADS_DOLT_AUTO_START="0").returncode == 3  # one's own server
        for words in (["status"], ["dolt", "status"], ["daemon", "stop"], ["dolt", "stop"]):
            done = clone.person.run(*words, cwd=clone.directory, program="gt")
            assert done.returncode == 1
            assert f"bd trust --town {clone.directory}" in done.stderr
        refused_install = clone.person.run("install", clone.directory, cwd=place, program="gt")
        assert refused_install.returncode == 1
        assert f"bd trust --town {clone.directory}" in refused_install.stderr
        assert server.met == 0


def test_a_rig_does_not_become_a_town_inside_of_the_town(mayor: Mayor, project: Path) -> None:
    assert_done(mayor.gt("rig", "add", "widget", str(project)))
    clone = mayor.root / "widget" / "mayor" / "rig"
    (clone / "mayor").mkdir()
    (clone / "mayor" / "town.json").write_text(TOWN)
    assert_done(mayor.person.run("create", "Of the town", cwd=clone))
    assert mayor.answer("rig", "list", cwd=clone)[0]["name"] == "widget"


def test_a_town_that_was_moved_is_taken_up(mayor: Mayor, tmp_path: Path) -> None:
    assert_done(mayor.gt("dolt", "stop"))
    moved = mayor.person.home / "moved"
    mayor.root.rename(moved)
    assert mayor.gt("rig", "list", cwd=moved).returncode == 1
    assert_done(mayor.person.run("trust", "--town", moved, cwd=tmp_path))
    assert_done(mayor.gt("rig", "list", cwd=moved))


@pytest.fixture
def bystander() -> Iterator[subprocess.Popen[bytes]]:
    """A process of the person's that has nothing to do with a town."""
    words = [sys.executable, "-c", "import time; time.sleep(600)"]
    with subprocess.Popen(words) as process:
        yield process
        process.kill()


def test_a_record_of_a_daemon_gets_no_process_a_signal(
    tmp_path: Path, bystander: subprocess.Popen[bytes]
) -> None:
    town = Town(tmp_path)
    town.mayor.mkdir()
    town.daemon_file.write_text("{}")
    Path(town.server.control).mkdir()
    started = psutil.Process(bystander.pid).create_time()
    states = {"server": {"state": "running"}, "servers": {"x": {"state": "running"}}}
    facts = {"pid": bystander.pid, "started": started, **states}
    Path(town.server.daemon_record).write_text(json.dumps(facts))
    assert control.stop_daemon(town) is None  # nothing ties that process to this directory
    placed = {**facts, **record_files.place_of(town.server.control)}
    Path(town.server.daemon_record).write_text(json.dumps(placed))
    with pytest.raises(BadTown, match="gets no signal"):
        control.stop_daemon(town)
    with pytest.raises(BadTown, match="gets no signal"):
        control.release_server(TownHome(str(tmp_path), "x"))
    assert bystander.poll() is None


def test_a_project_of_the_same_name_is_told_apart(stranger: Stranger, mine: Path) -> None:
    clone = stranger.clone({}, dolt_database="mine")
    done = clone.run("list", "--json", BEADS_DOLT_PASSWORD="")
    assert json.loads(done.stderr)["code"] == "wrong_server"
    assert PROJECT in done.stderr


def test_a_rig_is_added_to_no_place_that_its_clone_leads_to(
    mayor: Mayor, stranger: Stranger, mine: Path
) -> None:
    """A clone of a project whose `.beads` is a link: nothing is made or read where it leads."""
    before = {path: path.read_bytes() for path in (mine / ".beads").iterdir()}
    clone = stranger.clone({})
    stranger.git("rm", "-rq", ".beads", cwd=clone.upstream)
    (clone.upstream / ".beads").symlink_to(mine / ".beads")
    stranger.git("add", "--all", "--force", cwd=clone.upstream)
    stranger.git("commit", "-q", "-m", "a link", cwd=clone.upstream)
    done = mayor.gt("rig", "add", "api", clone.upstream)
    assert done.returncode == 1, done.stdout
    assert f"leads out of this repository to {mine / '.beads'}" in done.stderr
    assert {path: path.read_bytes() for path in (mine / ".beads").iterdir()} == before
    assert mayor.answer("rig", "list") == []
