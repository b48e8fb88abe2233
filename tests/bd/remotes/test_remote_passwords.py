"""A remote with a password: a running server uses it, and it is nowhere else."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from harness import Person, assert_done
from remotesapi import PASSWORD, USER, RemoteServer, serving
from secret_search import files_with, watched


@pytest.fixture(scope="module")
def far(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RemoteServer]:
    with serving(tmp_path_factory.mktemp("far")) as server:
        yield server


@pytest.fixture
def project(person: Person, far: RemoteServer) -> Path:
    """A project with a tracker of one issue, which the other server has as the database `NAME`."""
    directory = person.home / "project"
    directory.mkdir()
    assert_done(person.run("init", "-p", "demo", "--database", "mine", cwd=directory))
    assert_done(person.run("create", "One", "--id", "demo-1", cwd=directory))
    seed = far.server.directory / f"seed-{person.home.name}"
    assert_done(person.run("dolt", "remote", "add", "seed", f"file://{seed}", cwd=directory))
    assert_done(person.run("dolt", "push", "seed", cwd=directory))
    far.sql(f"CALL DOLT_CLONE('file://{seed}', '{name(person)}')")
    return directory


def name(person: Person) -> str:
    return person.home.name.replace("-", "_")


@pytest.fixture
def password_file(person: Person) -> Path:
    path = person.home / "alice.pw"
    path.write_text(f"{PASSWORD}\n")
    path.chmod(0o600)
    return path


def test_a_password_works_and_is_in_its_file_alone(
    person: Person, project: Path, far: RemoteServer, password_file: Path, tmp_path: Path
) -> None:
    database, said = name(person), []

    def run(*words: str | Path, cwd: Path = project, **environment: str) -> str:
        done = person.run(*words, cwd=cwd, **environment)
        said.append(f"{words}\n{done.stdout}{done.stderr}")
        assert_done(done)
        return done.stdout

    with watched(PASSWORD) as arguments:
        login = ["--user", USER, "--password-file", password_file]
        run("dolt", "remote", "add", "origin", far.url(database), *login)
        run("create", "Two", "--id", "demo-2")
        pushed = json.loads(run("dolt", "push", "--json"))
        assert pushed["remote_head"] == pushed["local"] == far.head(database)
        assert pushed["url"] == far.url(database)
        password_file.unlink()
        # Somebody else, whose password is in the environment of one command.
        other = person.home / "other"
        other.mkdir()
        once = {"DOLT_REMOTE_USER": USER, "DOLT_REMOTE_PASSWORD": PASSWORD}
        words = ["init", "--from-remote", far.url(database), "--database", "theirs"]
        run(*words, cwd=other, **once)
        run("create", "Three", "--id", "demo-3", cwd=other)
        run("dolt", "push", cwd=other, **once)
        run("update", "demo-1", "--title", "Changed here")
        run("sync")
        run("dolt", "pull", cwd=other, **once)
        assert run("export") == run("export", cwd=other)
        for shown in (
            ["dolt", "remote", "list"],
            ["dolt", "remote", "list", "--json"],
            ["dolt", "status"],
            ["dolt", "show", "--json"],
            ["config", "list"],
            ["sql", "SELECT * FROM dolt_remotes"],
            ["dolt", "logs"],
            ["log", "--json"],
        ):
            said.append(person.run(*shown, cwd=project).stdout)
    assert arguments.found == [] and arguments.looks > 100
    assert not [text for text in said if PASSWORD in text]
    kept = files_with(PASSWORD, person.home, tmp_path)
    assert [path.name for path in kept] == ["credential.json"]
    assert kept[0].stat().st_mode & 0o777 == 0o600
    assert kept[0].parent.parent == person.home / ".beads" / "relays"
    running = Path("/proc").glob("[0-9]*/environ")
    assert not [path for path in running if PASSWORD.encode() in _environment(path)]
    run("dolt", "remote", "remove", "origin")
    assert files_with(PASSWORD, person.home, tmp_path) == []


def _environment(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


@pytest.mark.parametrize("given", ["wrong", ""])
def test_a_refused_password_is_named(
    person: Person, project: Path, far: RemoteServer, given: str
) -> None:
    database = name(person)
    assert_done(person.run("dolt", "remote", "add", "origin", far.url(database), cwd=project))
    if given:
        stored = subprocess.run(
            ["bd", "dolt", "remote", "login", "origin", "--user", USER, "--password-file", "-"],
            input=given,
            cwd=project,
            env=person.environment,
            capture_output=True,
            text=True,
        )
        assert_done(stored)
    before = far.head(database)
    for words in (["dolt", "push"], ["dolt", "pull"], ["sync"]):
        refused = person.run(*words, "--json", cwd=project)
        assert refused.returncode == 3
        error = json.loads(refused.stderr)
        assert error["code"] == "remote_denied"
        assert f"origin ({far.url(database)}) refuses" in error["error"]
        assert error["hint"] == "bd dolt remote login origin --user USER --password-file FILE"
    assert far.head(database) == before
    assert_done(person.run("create", "Goes on", cwd=project))


def test_what_takes_no_password_says_so(person: Person, project: Path, password_file: Path) -> None:
    for number, (url, said) in enumerate(
        (
            ("git@h.invalid:team/api.git", "takes a key, not a password"),
            ("file:///backup/api", "takes no password"),
        )
    ):
        assert_done(person.run("dolt", "remote", "add", f"r{number}", url, cwd=project))
        words = ["--user", USER, "--password-file", password_file]
        refused = person.run("dolt", "remote", "login", f"r{number}", *words, cwd=project)
        assert refused.returncode == 2
        assert said in refused.stderr
    password_file.chmod(0o666)
    opened = person.run("dolt", "remote", "login", "r0", *words, cwd=project)
    assert opened.returncode == 3
    assert "others may write to it" in opened.stderr


def test_a_password_by_https_is_gits(person: Person, project: Path, password_file: Path) -> None:
    login = ["--user", USER, "--password-file", password_file]
    for url in ("https://h.invalid/team/api.git", "https://h.invalid/team/other.git"):
        assert_done(person.run("dolt", "remote", "add", "origin", url, *login, cwd=project))
        assert_done(person.run("dolt", "remote", "remove", "origin", cwd=project))
    configuration = person.home / ".beads" / "credentials" / "gitconfig"
    asked = subprocess.run(
        ["git", "-c", f"include.path={configuration}", "credential", "fill"],
        input="protocol=https\nhost=h.invalid\npath=team/api.git\n",
        capture_output=True,
        text=True,
        env={**person.environment, "GIT_TERMINAL_PROMPT": "0"},
    )
    assert f"username={USER}\npassword={PASSWORD}\n" in asked.stdout
