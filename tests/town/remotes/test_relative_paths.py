"""A relative path names the same repository in every command: it counts from where one types it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from drills import populate
from harness import Mayor, assert_done


@pytest.fixture
def town(mayor: Mayor, project: Path) -> Mayor:
    """A town with a rig, and bare git repositories in the directory `remotes` beside the town."""
    populate(mayor, project)
    for name in ("data", "ledger", "commons", "peer"):
        bare = mayor.person.home / "remotes" / f"{name}.git"
        subprocess.run(
            ["git", "clone", "-q", "--bare", project, bare],
            check=True,
            env=mayor.person.environment,
        )
    return mayor


def test_commands_of_the_town(town: Mayor) -> None:
    here = town.root / "widget"
    remotes = town.person.home / "remotes"
    added = town.answer("dolt", "remote", "add", "widget", "../../remotes/data.git", cwd=here)
    assert added["url"] == f"git+file://{remotes}/data.git"
    assert_done(town.gt("dolt", "push", "widget"))
    assert_done(town.gt("commons", "join", "../../remotes/commons.git", cwd=here))
    assert_done(town.person.run("close", "wg-1", cwd=here))
    words = ("ledger", "publish", "widget", "--remote", "../../remotes/ledger.git")
    (published,) = town.answer(*words, cwd=here)
    assert published["remote"] == f"git+file://{remotes}/ledger.git"
    for command in ("verify", "show"):
        assert_done(town.gt("ledger", command, "--from", "../../remotes/ledger.git", cwd=here))
    assert_done(town.gt("rig", "remove", "widget", "--purge", "widget"))
    assert_done(town.gt("dolt", "clone", "../remotes/data.git", "widget"))


def test_commands_of_a_tracker(town: Mayor) -> None:
    remotes = town.person.home / "remotes"
    for place, up in ((town.root / "widget", "../.."), (town.root / "gadget", "./../..")):
        for name, words in (
            ("data", ("dolt", "remote", "add", "data")),
            ("peer", ("federation", "add-peer", "partner")),
            ("data", ("dolt", "set", "federation.remote")),
        ):
            assert_done(town.person.run(*words, f"{up}/remotes/{name}.git", cwd=place))
        done = town.person.run("dolt", "remote", "list", cwd=place)
        for name, repository in (("data", "data"), ("partner", "peer"), ("origin", "data")):
            assert f"{name}" in done.stdout
            assert f"git+file://{remotes}/{repository}.git" in done.stdout
        listed = town.person.run("federation", "list-peers", cwd=place).stdout
        assert f"git+file://{remotes}/peer.git" in listed
