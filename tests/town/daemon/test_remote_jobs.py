"""The daemon pushes: what is committed reaches the remote, and a remote that fails is told and
delays nobody.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from beadwork.dolt.server.files.home import TownHome
from beadwork.dolt.server.lifecycle import stop
from beadwork.errors import BadTown
from beadwork.town import alerts
from beadwork.town.configuration import Remotes
from beadwork.town.daemon import control
from beadwork.town.layout import Town
from beadwork.town.remotes import configured, exchange
from beadwork.town.remotes.exchange import Exchanged
from git_over_http import serving
from harness import Mayor, assert_done
from remote_jobs import configure, data, kept

Eventually = Callable[[Callable[[], bool]], None]


def one(mayor: Mayor, url: object, name: str = "hq") -> Exchanged:
    town = Town(mayor.root)
    remotes = Remotes(enabled=True, databases={name: url})
    return exchange.exchange(town, configured.of(town, remotes, name), merge=False)


@contextmanager
def refusing() -> Iterator[int]:
    """Serve HTTP that lets nobody in; the value is its port."""

    class Refusal(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(401)
            self.send_header("WWW-Authenticate", 'Basic realm="x"')
            self.end_headers()

        def log_message(self, *arguments: Any) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Refusal)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_what_is_new_is_pushed_and_nothing_else(mayor: Mayor, bare: Path) -> None:
    assert (one(mayor, str(bare)).sentence(), data(bare) != "") == ("pushed", True)
    first = data(bare)
    assert first
    assert one(mayor, str(bare)).sentence() == "nothing new"
    assert_done(mayor.person.run("create", "One more", cwd=mayor.root))
    assert one(mayor, str(bare)).is_pushed
    assert data(bare) != first


def test_another_url_than_the_databases_own_is_told_and_nothing_goes_there(
    mayor: Mayor, bare: Path
) -> None:
    assert one(mayor, str(bare)).is_pushed
    other = bare.with_name("other.git")
    shutil.copytree(bare, other)
    subprocess.run(["git", "-C", other, "update-ref", "-d", "refs/dolt/data"], check=True)
    done = one(mayor, str(other))
    assert f"hq has the remote git+file://{bare}" in done.alert
    assert not data(other)


def test_a_remote_that_has_more_is_told_and_not_overwritten(mayor: Mayor, bare: Path) -> None:
    assert one(mayor, str(bare)).is_pushed
    clone = mayor.person.home / "elsewhere"
    clone.mkdir()
    dolt = mayor.person.environment["BEADWORK_DOLT"]
    environment = {**mayor.person.environment, "HOME": str(mayor.person.home)}
    for key, value in (("user.name", "T"), ("user.email", "t@example.org")):
        subprocess.run(
            [dolt, "config", "--global", "--add", key, value],
            check=True,
            env=environment,
            stdout=-3,
        )
    subprocess.run(
        [dolt, "clone", f"git+file://{bare}", "hq"],
        cwd=clone,
        check=True,
        env=environment,
        stdout=-3,
    )
    for words in (
        ["sql", "-q", "CREATE TABLE more (id INT PRIMARY KEY)"],
        ["add", "."],
        ["commit", "-m", "more"],
    ):
        subprocess.run([dolt, *words], cwd=clone / "hq", check=True, env=environment, stdout=-3)
    subprocess.run(
        [dolt, "push", "origin", "main"], cwd=clone / "hq", check=True, env=environment, stdout=-3
    )
    assert_done(mayor.person.run("create", "Here", cwd=mayor.root))
    done = one(mayor, str(bare))
    assert "has commits that are not here, and takes nothing" in done.alert
    # Dolt may have brought data to the remote before it refused: what counts is the head of its
    # branch.
    subprocess.run(
        [dolt, "fetch", "origin"], cwd=clone / "hq", check=True, env=environment, stdout=-3
    )
    told = [
        dolt,
        "sql",
        "-r",
        "csv",
        "-q",
        "SELECT hash = DOLT_HASHOF('HEAD') AS is_theirs FROM dolt_remote_branches",
    ]
    there = subprocess.run(
        told, cwd=clone / "hq", check=True, env=environment, capture_output=True, text=True
    )
    assert there.stdout.split() == ["is_theirs", "true"]


@pytest.mark.parametrize(
    ("url", "trouble"),
    [
        ("/no/such/repository.git", "does not appear to be a git repository"),
        ("http://127.0.0.1:1/x.git", "unable to access"),
        ("--upload-pack=touch /tmp/x", "is no remote: it begins with a dash"),
    ],
)
def test_what_cannot_be_reached_is_told(mayor: Mayor, url: object, trouble: str) -> None:
    assert trouble in one(mayor, url).trouble


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (3, "dolt_remotes.databases.hq is not a URL"),
        ({"pull": True}, "dolt_remotes.databases.hq is not a URL"),
        ({"url": "x", "pull": "yes"}, "dolt_remotes.databases.hq.pull is neither true nor false"),
        ({"url": "x", "timeout_seconds": 0}, "hq.timeout_seconds is not a number above 0"),
    ],
)
def test_an_entry_that_cannot_be_used_is_told(mayor: Mayor, entry: object, said: str) -> None:
    with pytest.raises(BadTown, match=said):
        one(mayor, entry)


def test_a_database_that_is_not_there_and_a_server_that_does_not_run(
    mayor: Mayor, bare: Path
) -> None:
    assert 'no rig "nothing"' in one(mayor, str(bare), "nothing").trouble
    stop.stop(TownHome(str(mayor.root)))
    assert one(mayor, str(bare)).trouble == "its server does not run"


def test_the_daemon_pushes_and_writes_to_the_mayor_where_credentials_are_refused(
    mayor: Mayor, project: Path, bare: Path, eventually: Eventually
) -> None:
    town = Town(mayor.root)
    assert_done(mayor.gt("rig", "add", "widget", str(project)))
    with refusing() as port:
        url = f"http://me:topsecret@127.0.0.1:{port}/hq.git"
        configure(mayor, {"hq": url, "widget": str(bare)})
        assert_done(mayor.gt("daemon", "start"))
        try:
            eventually(lambda: bool(data(bare)))
            eventually(lambda: [alert.kind for alert in alerts.open_ones(town)] == ["push-hq"])
            (alert,) = alerts.open_ones(town)
            assert (
                f"http://…@127.0.0.1:{port}/hq.git refuses the credentials of the server"
                in alert.text
            )
            eventually(lambda: not alerts.unsent(town))
            (letter,) = mayor.answer("mail", "inbox", "mayor/")
            assert letter["subject"] == "Alert: push-hq"
            assert mayor.gt("status").returncode == 1
            checked = mayor.gt("doctor", "--check", "push-failing")
            assert "push-hq" in checked.stdout
            for file in ("daemon.log", "alerts.json", "daemon-state.json"):
                assert "topsecret" not in (mayor.root / "daemon" / file).read_text()
        finally:
            assert_done(mayor.gt("daemon", "stop"))


def test_the_end_waits_for_a_push_that_runs(
    mayor: Mayor, bare: Path, eventually: Eventually
) -> None:
    town = Town(mayor.root)
    asked, go_on = bare / "asked", bare / "go-on"
    hook = bare / "hooks" / "pre-receive"
    hook.write_text(f"#!/bin/sh\ntouch {asked}\nwhile [ ! -e {go_on} ]; do sleep 0.05; done\n")
    hook.chmod(0o755)
    configure(mayor, {"hq": str(bare)})
    assert_done(mayor.gt("daemon", "start"))
    pid = control.status(town)["pid"]
    eventually(asked.exists)
    ended = threading.Thread(target=lambda: mayor.gt("daemon", "stop"))
    ended.start()
    eventually(lambda: "daemon: ends" in (mayor.root / "daemon" / "daemon.log").read_text())
    os.kill(pid, 0)  # it waits
    assert not data(bare)
    go_on.touch()
    ended.join()
    assert data(bare)
    assert not control.status(town)["running"]


def letters(mayor: Mayor) -> int:
    """Return how many letters of refused credentials the mayor has."""
    inbox = mayor.answer("mail", "inbox", "mayor/")
    return len([letter for letter in inbox if letter["subject"] == "Alert: push-hq"])


def is_told(mayor: Mayor) -> bool:
    """Tell whether the alert is open, and its letter is sent."""
    town = Town(mayor.root)
    is_open = [alert.kind for alert in alerts.open_ones(town)] == ["push-hq"]
    return is_open and not alerts.unsent(town)


def test_refused_credentials_are_one_letter_until_something_has_worked(
    mayor: Mayor, bare: Path, eventually: Eventually
) -> None:
    subprocess.run(["git", "-C", bare, "config", "http.receivepack", "true"], check=True)
    town = Town(mayor.root)
    with serving(bare.parent, "me", "topsecret") as forge:
        right, forge.authorization = forge.authorization, "changed"
        url = f"http://me:topsecret@{forge.place}/hq.git"
        configure(mayor, {"hq": url})
        assert_done(mayor.gt("daemon", "start"))
        try:
            eventually(lambda: is_told(mayor) and kept(mayor).failures >= 2)
            assert letters(mayor) == 1
            assert_done(mayor.gt("daemon", "restart"))
            before = kept(mayor).failures
            eventually(lambda: is_told(mayor) and kept(mayor).failures >= before + 2)
            assert letters(mayor) == 1
            forge.authorization = right
            assert_done(mayor.gt("daemon", "reload"))
            eventually(lambda: not alerts.open_ones(town) and bool(data(bare)))
            assert kept(mayor).failures == 0
            assert kept(mayor).pushed_at
            forge.authorization = "changed"
            assert_done(mayor.person.run("create", "One more", cwd=mayor.root))
            eventually(lambda: is_told(mayor))
            assert letters(mayor) == 2
            for file in (mayor.root / "daemon").rglob("*"):
                assert not file.is_file() or b"topsecret" not in file.read_bytes(), file
        finally:
            assert_done(mayor.gt("daemon", "stop"))
