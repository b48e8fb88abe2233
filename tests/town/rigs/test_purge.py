"""A purge deletes nothing that is nowhere else: it looks everywhere below the rig's directory, and
git that fails says no.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from beadwork.dolt.server.files import remote_record
from beadwork.dolt.server.files.remote_record import RemoteRecord
from beadwork.town.layout import Town
from harness import Mayor, assert_done


class Rig(NamedTuple):
    """A rig, with git in its directory."""

    mayor: Mayor
    project: Path

    @property
    def place(self) -> Path:
        return self.mayor.root / "widget"

    @property
    def clone(self) -> Path:
        return self.place / "mayor" / "rig"

    def git(self, place: Path, *words: str | Path) -> None:
        who = [
            "-c",
            "user.name=T",
            "-c",
            "user.email=t@example.org",
            "-c",
            "protocol.file.allow=always",
        ]
        subprocess.run(
            ["git", "-C", place, *who, *words], check=True, env=self.mayor.person.environment
        )

    def commit(self, place: Path) -> None:
        self.git(place, "commit", "-q", "--allow-empty", "-m", "an hour of work")

    def refused(self, **environment: str) -> str:
        """Purge, which has to be refused with everything still there, and return why."""
        before = sorted(self.place.rglob("*"))
        done = self.mayor.gt("rig", "remove", "widget", "--purge", "widget", **environment)
        assert done.returncode == 1, done.stdout
        assert sorted(self.place.rglob("*")) == before
        assert [rig["name"] for rig in self.mayor.answer("rig", "list")] == ["widget"]
        assert [
            database["served"]
            for database in self.mayor.answer("dolt", "list")
            if database["name"] == "widget"
        ] == [True]
        return done.stderr.splitlines()[0].removeprefix("Error: ").replace(str(self.place), "RIG")


@pytest.fixture
def rig(mayor: Mayor, project: Path) -> Rig:
    mayor.answer("rig", "add", "widget", project, "--prefix", "wg")
    return Rig(mayor, project)


def test_what_nobody_else_has_is_found_wherever_it_lies(rig: Rig) -> None:
    toast, dave = rig.place / "polecats" / "toast", rig.place / "crew" / "dave"
    rig.git(rig.clone, "worktree", "add", "-q", "--detach", toast)
    (toast / "new.py").touch()
    assert rig.refused() == "RIG/polecats/toast has uncommitted changes: ?? new.py"
    (toast / "new.py").unlink()

    rig.commit(toast)  # on a detached head, also where the worktree itself is gone
    assert "has commits that no remote has: " in rig.refused()
    toast.rename(rig.mayor.person.home / "aside")
    assert rig.refused().startswith("RIG/mayor/rig has commits that no remote has: ")
    (rig.mayor.person.home / "aside").rename(toast)
    rig.git(toast, "reset", "-q", "--hard", "origin/main")

    subprocess.run(["git", "clone", "-q", rig.project, dave], check=True)
    rig.commit(dave)
    assert rig.refused().startswith("RIG/crew/dave has commits that no remote has: ")
    rig.git(dave, "reset", "-q", "--hard", "origin/main")
    (dave / "file").touch()
    rig.git(dave, "add", "file")
    rig.git(dave, "stash", "-q")
    assert rig.refused().startswith("RIG/crew/dave has stashed changes: stash@{0}")
    rig.git(dave, "stash", "drop", "-q")

    (dave / ".git" / "info" / "exclude").write_text("hidden/\n")
    subprocess.run(["git", "clone", "-q", rig.project, dave / "hidden"], check=True)
    rig.commit(dave / "hidden")
    assert rig.refused().startswith("RIG/crew/dave/hidden has commits that no remote has: ")
    rig.git(dave / "hidden", "reset", "-q", "--hard", "origin/main")

    assert rig.mayor.answer("rig", "remove", "widget", "--purge", "widget")["purged"] is True
    assert not rig.place.exists()


def test_a_detached_head_in_the_clone_counts(rig: Rig) -> None:
    rig.git(rig.clone, "checkout", "-q", "--detach")
    rig.commit(rig.clone)
    assert rig.refused().startswith("RIG/mayor/rig has commits that no remote has: ")


def _break_configuration(rig: Rig) -> None:
    (rig.clone / ".git" / "config").write_text("[core\n")


def _empty_git(rig: Rig) -> None:
    (rig.clone / "sub" / ".git").mkdir(parents=True)
    (rig.clone / ".git" / "info" / "exclude").write_text("sub/\n")


def _worktree_elsewhere(rig: Rig) -> None:
    rig.git(rig.clone, "worktree", "add", "-q", "--detach", rig.mayor.person.home / "elsewhere")


def _own_file_in_beads(rig: Rig) -> None:
    (rig.clone / ".beads" / "notes.md").touch()


def _file(rig: Rig) -> None:
    (rig.place / "crew").mkdir()
    (rig.place / "crew" / "notes.md").touch()


def _link(rig: Rig) -> None:
    (rig.place / "crew").symlink_to(rig.project)


@pytest.mark.parametrize(
    ("plant", "said"),
    [
        (_break_configuration, "git cannot say what RIG/mayor/rig has: bad config line 1"),
        (_empty_git, "git does not see RIG/mayor/rig/sub as the repository that it is"),
        (_worktree_elsewhere, "RIG/mayor/rig has a worktree elsewhere: "),
        (_own_file_in_beads, "RIG/mayor/rig has uncommitted changes: ?? .beads/notes.md"),
        (_file, "RIG/crew/notes.md does not belong to the rig"),
        (_link, "RIG/crew does not belong to the rig"),
    ],
)
def test_what_cannot_be_judged_is_not_deleted(
    rig: Rig, plant: Callable[[Rig], None], said: str
) -> None:
    plant(rig)
    assert rig.refused().startswith(said)


def test_the_environment_does_not_show_git_another_repository(rig: Rig) -> None:
    (rig.clone / "draft").touch()
    clean = {"GIT_DIR": str(rig.project / ".git"), "GIT_WORK_TREE": str(rig.project)}
    assert rig.refused(**clean) == "RIG/mayor/rig has uncommitted changes: ?? draft"


def test_a_clone_of_an_empty_repository_and_one_that_is_gone_can_be_purged(
    mayor: Mayor, tmp_path: Path
) -> None:
    subprocess.run(["git", "init", "-q", tmp_path / "empty"], check=True)
    for name in ("empty", "gone"):
        mayor.answer("rig", "add", name, tmp_path / "empty")
    (mayor.root / "gone").rename(tmp_path / "gone")
    for name in ("empty", "gone"):
        assert mayor.answer("rig", "remove", name, "--purge", name)["purged"] is True
        assert not (mayor.root / name).exists()
    assert [database["name"] for database in mayor.answer("dolt", "list")] == ["hq"]


def test_a_database_that_another_rig_has_too_stays(rig: Rig) -> None:
    rig.mayor.answer("rig", "add", "gadget", rig.project, "--prefix", "gd")
    metadata = Path("mayor") / "rig" / ".beads" / "metadata.json"
    (rig.mayor.root / "gadget" / metadata).write_bytes((rig.place / metadata).read_bytes())
    done = rig.mayor.gt("rig", "remove", "gadget", "--purge", "gadget")
    assert "the database widget is that of widget as well" in done.stderr
    assert (rig.mayor.root / "gadget").exists()


def test_a_purge_forgets_the_remotes_and_their_passwords(rig: Rig, tmp_path: Path) -> None:
    mayor, secret = rig.mayor, tmp_path / "password"
    secret.write_text("quiet7\n")
    mayor.answer("dolt", "remote", "add", "widget", "http://127.0.0.1:1/widget")
    login = ("dolt", "remote", "login", "origin", "--user", "ann", "--password-file", secret)
    assert_done(mayor.person.run(*login, cwd=rig.place))
    town = Town(mayor.root)
    content = mayor.file("mayor/daemon.json")
    content["ledger"] = {"rigs": {"widget": "file:///ledger"}}
    town.daemon_file.write_text(json.dumps(content))
    control = town.server_of("widget").control
    remote_record.write(control, "widget", "origin", RemoteRecord(url="http://127.0.0.1:1/widget"))
    assert "quiet7" in _relays(mayor)
    assert mayor.answer("rig", "remove", "widget", "--purge", "widget")["purged"] is True
    configuration = mayor.file("mayor/daemon.json")
    assert configuration["dolt_remotes"]["databases"] == {}
    assert configuration["ledger"]["rigs"] == {}
    assert not Path(remote_record.path(control, "widget")).exists()
    assert "quiet7" not in _relays(mayor)


def _relays(mayor: Mayor) -> str:
    """Return the text of all credentials of relays that the person has."""
    files = mayor.person.home.rglob("relays/*/credential.json")
    return "".join(file.read_text() for file in files)
