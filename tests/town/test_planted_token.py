"""A token in a URL is planted wherever a person may give one, and afterwards every file and every
output is searched for it: it is in the store of tokens, and nowhere else.
"""

from __future__ import annotations

import json
import os
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from beadwork.dolt.connection.session import Session
from beadwork.dolt.server import access
from beadwork.dolt.server.files import record
from beadwork.dolt.versions import remotes
from git_over_http import GitServer, serving
from harness import Mayor, Person, assert_done

TOKEN = "glpat-S3cretS3cretS3cret01"
STORE = Path(".beads", "credentials", "tokens")


@pytest.fixture
def forge(project: Path, tmp_path: Path) -> Iterator[GitServer]:
    """A git server with the project, and an empty repository; both want the token."""
    for name in ("widget", "hq"):
        repository = tmp_path / "forge" / f"{name}.git"
        subprocess.run(["git", "clone", "-q", "--bare", str(project), str(repository)], check=True)
        subprocess.run(
            ["git", "-C", str(repository), "config", "http.receivepack", "true"], check=True
        )
    with serving(tmp_path / "forge", "oauth2", TOKEN) as server:
        yield server


class Searched:
    """Runs commands as a person, and looks for the token in what they say."""

    def __init__(self, person: Person) -> None:
        self.person = person

    def run(
        self, *words: str | Path, cwd: Path, program: str = "bd"
    ) -> subprocess.CompletedProcess[str]:
        done = self.person.run(*words, cwd=cwd, program=program)
        assert TOKEN not in done.stdout + done.stderr, words
        return done

    def files(self, *places: Path) -> list[str]:
        """Return the files of the person's, and below some places, in which it stands."""
        found = []
        for top in (self.person.home, *places):
            for directory, _, names in os.walk(top):
                for path in (Path(directory, name) for name in names):
                    if path.is_file() and TOKEN.encode() in path.read_bytes():
                        found.append(str(path.relative_to(self.person.home)))
        return found


@pytest.fixture
def searched(person: Person) -> Searched:
    return Searched(person)


def test_a_rig_is_cloned_fetched_and_pushed_with_a_token_that_nobody_sees(
    searched: Searched, mayor: Mayor, forge: GitServer
) -> None:
    def gt(*words: str) -> subprocess.CompletedProcess[str]:
        return searched.run(*words, cwd=mayor.root, program="gt")

    url = f"http://oauth2:{TOKEN}@{forge.place}/widget.git"
    added = gt("rig", "add", "widget", url, "--prefix", "wg")
    assert_done(added)
    store = searched.person.home / STORE
    assert added.stderr.startswith(
        f"the password in the URL of http://{forge.place}/widget.git is kept in {store}, "
        "and the URL is without it\n"
    )
    assert stat.S_IMODE(store.stat().st_mode) == 0o600
    assert stat.S_IMODE(store.parent.stat().st_mode) == 0o700
    registered = json.loads((mayor.root / "mayor" / "rigs.json").read_text())["rigs"]["widget"]
    assert registered["git_url"] == f"http://{forge.place}/widget.git"
    # Whoever works in the clone gets at the remote with plain git.
    clone = mayor.root / "widget" / "mayor" / "rig"
    environment = {**searched.person.environment, "GIT_TERMINAL_PROMPT": "0"}
    subprocess.run(["git", "-C", clone, "fetch", "-q"], env=environment, check=True)
    # The daemon's settings are a person's: what stands there is used, named, and not passed on.
    settings = mayor.root / "mayor" / "daemon.json"
    content = json.loads(settings.read_text())
    content["dolt_remotes"] = {
        "enabled": True,
        "databases": {
            "widget": f"http://{forge.place}/widget.git",
            "hq": f"http://oauth2:{TOKEN}@{forge.place}/hq.git",
        },
    }
    content.setdefault("daemon", {})["heartbeat_seconds"] = 1
    settings.write_text(json.dumps(content))
    assert_done(searched.run("create", "One", cwd=mayor.root / "widget"))
    assert_done(gt("daemon", "start"))
    log = mayor.root / "daemon" / "daemon.log"
    for _ in range(600):
        text = log.read_bytes()
        if b"remote-hq: pushed" in text and b"remote-widget: pushed" in text:
            break
        subprocess.run(["sleep", "0.1"], check=True)
    assert_done(gt("daemon", "stop"))
    assert_done(gt("dolt", "start"))
    assert any("/widget.git/git-receive-pack" in path for path in forge.served), log.read_text()
    assert any("/hq.git/git-receive-pack" in path for path in forge.served), log.read_text()
    for words in (
        ("rig", "list"),
        ("rig", "list", "--json"),
        ("rig", "show", "widget"),
        ("rig", "show", "widget", "--json"),
        ("rig", "add", "widget", url),
        ("rig", "add", "other", f"http://oauth2:{TOKEN}@{forge.place}/none.git"),
        ("status", "--json"),
        ("dolt", "status"),
        ("dolt", "backup"),
        ("daemon", "status", "--json"),
        ("doctor", "--verbose"),
        ("mail", "inbox"),
        ("dolt", "recover", "widget", "--dry-run"),
        ("dolt", "logs"),
    ):
        gt(*words)
    shown = searched.run("sql", "SELECT url FROM dolt_remotes", "--json", cwd=mayor.root / "widget")
    assert f"git+http://{forge.place}/widget.git" in shown.stdout
    assert_done(gt("dolt", "stop"))
    assert sorted(searched.files()) == [str(STORE), "gt/mayor/daemon.json"]


def test_init_fetches_with_a_token_and_settings_keep_none(
    searched: Searched, mayor: Mayor, forge: GitServer, tmp_path: Path
) -> None:
    bare = f"http://{forge.place}/widget.git"
    url = f"http://oauth2:{TOKEN}@{forge.place}/widget.git"
    first, second = tmp_path / "first", tmp_path / "second"
    for place in (first, second):
        subprocess.run(["git", "init", "-q", place], check=True, env=searched.person.environment)
    assert_done(searched.run("init", "-p", "demo", "--database", "first", cwd=first))
    assert_done(searched.run("create", "One", "--id", "demo-1", cwd=first))
    # One whose git has the token in its own remote.
    subprocess.run(["git", "-C", first, "remote", "add", "origin", url], check=True)
    assert_done(searched.run("config", "set", "sync.remote", url, cwd=first))
    assert_done(searched.run("config", "set", "my.tool", url, cwd=first))
    assert_done(searched.run("dolt", "set", "federation.remote", url, cwd=first))
    for words in (
        ("config", "list", "--json"),
        ("config", "get", "sync.remote"),
        ("dolt", "show"),
        ("dolt", "show", "--json"),
        ("context", "--json"),
        ("where",),
        ("log", "--json"),
        ("doctor", "--verbose"),
        ("config", "set", "my.tool", f"{bare}?token={TOKEN}"),
        ("init", "--from-remote", f"http://oauth2:{TOKEN}@{forge.place}/none.git"),
    ):
        searched.run(*words, cwd=first)
    known = record.read(searched.person.server)
    assert known
    with Session(access.address(searched.person.server, known), "first") as session:
        remotes.push(session, "origin")
    fetched = searched.run("init", "--from-remote", url, "--database", "second", cwd=second)
    assert_done(fetched)
    assert_done(searched.run("show", "demo-1", cwd=second))
    # A stranger's remote, whose token stands in a file of Dolt's from before.
    searched.run("dolt", "stop", cwd=first)
    assert sorted(searched.files(second)) == [str(STORE)]


def test_the_tokens_of_two_repositories_of_one_host_are_apart(
    searched: Searched, mayor: Mayor, forge: GitServer
) -> None:
    wrong = f"http://oauth2:{TOKEN[::-1]}@{forge.place}/hq.git"
    right = f"http://oauth2:{TOKEN}@{forge.place}/widget.git"
    refused = searched.run("rig", "add", "hq2", wrong, cwd=mayor.root, program="gt")
    assert refused.returncode == 1
    assert_done(searched.run("rig", "add", "widget", right, cwd=mayor.root, program="gt"))
    again = searched.run("rig", "add", "hq2", wrong, cwd=mayor.root, program="gt")
    assert again.returncode == 1
    assert_done(
        searched.run(
            "rig", "add", "hq2", wrong.replace(TOKEN[::-1], TOKEN), cwd=mayor.root, program="gt"
        )
    )
    lines = (searched.person.home / STORE).read_text().splitlines()
    assert sorted(lines) == sorted(
        f"http://oauth2:{TOKEN}@{forge.place}/{name}.git" for name in ("hq", "widget")
    )
