"""The daemon pushes: what is committed reaches the remote, and a remote that fails is told and
delays nobody.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import socket
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from beadwork.dolt.server.files import remote_record
from beadwork.dolt.server.files.home import TownHome
from beadwork.dolt.server.files.remote_record import RemoteRecord
from beadwork.dolt.server.lifecycle import stop
from beadwork.errors import BadTown
from beadwork.town import alerts, configuration
from beadwork.town.configuration import Remotes
from beadwork.town.daemon import control
from beadwork.town.daemon.active_configuration import ActiveConfiguration
from beadwork.town.daemon.publisher import Publisher
from beadwork.town.daemon.remote_jobs import RemoteJobs
from beadwork.town.daemon.schedule import Job, Schedule
from beadwork.town.layout import Town
from beadwork.town.remotes import configured, exchange
from beadwork.town.remotes.exchange import Exchanged
from git_over_http import serving
from harness import Mayor, assert_done

Eventually = Callable[[Callable[[], bool]], None]
SHORT = {"heartbeat_seconds": 0.3, "health_seconds": 0.3}


@pytest.fixture
def bare(mayor: Mayor, project: Path) -> Path:
    """A bare git repository with a branch, as Dolt needs it."""
    path = mayor.person.home / "hq.git"
    subprocess.run(
        ["git", "clone", "-q", "--bare", project, path], check=True, env=mayor.person.environment
    )
    return path


def configure(mayor: Mayor, databases: dict[str, Any], **daemon: Any) -> None:
    path = mayor.root / "mayor" / "daemon.json"
    content = json.loads(path.read_text())
    remotes = {"enabled": True, "push_on_heartbeat": True, "databases": databases}
    path.write_text(json.dumps({**content, "daemon": {**SHORT, **daemon}, "dolt_remotes": remotes}))


def one(mayor: Mayor, url: object, name: str = "hq") -> Exchanged:
    town = Town(mayor.root)
    remotes = Remotes(enabled=True, databases={name: url})
    return exchange.exchange(town, configured.of(town, remotes, name), merge=False)


def data(bare: Path) -> str:
    """Return what the remote has as Dolt's data."""
    done = subprocess.run(
        ["git", "-C", bare, "rev-parse", "refs/dolt/data"], capture_output=True, text=True
    )
    return done.stdout.strip() if done.returncode == 0 else ""


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


def kept(mayor: Mayor, name: str = "hq") -> RemoteRecord:
    """Return the record of a database's remote."""
    return remote_record.read(str(mayor.root / "daemon"), name, "origin")


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


@contextmanager
def silent() -> Iterator[tuple[int, list[socket.socket]]]:
    """Accept connections, and never answer; the value is the port, and the connections."""
    accepted: list[socket.socket] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=lambda: _accept(listener, accepted))
        thread.start()
        try:
            yield listener.getsockname()[1], accepted
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join()
            for connection in accepted:
                connection.close()


def _accept(listener: socket.socket, accepted: list[socket.socket]) -> None:
    with suppress(OSError):
        while True:
            accepted.append(listener.accept()[0])


def test_a_remote_that_hangs_delays_nobody(
    mayor: Mayor, project: Path, bare: Path, eventually: Eventually
) -> None:
    town = Town(mayor.root)
    assert_done(mayor.gt("rig", "add", "widget", str(project)))
    with silent() as (port, accepted):
        hanging = {"url": f"http://127.0.0.1:{port}/hq.git", "timeout_seconds": 120}
        configure(mayor, {"hq": hanging, "widget": str(bare)}, stop_seconds=0.5)
        assert_done(mayor.gt("daemon", "start"))
        try:
            eventually(lambda: bool(accepted))
            eventually(lambda: bool(kept(mayor, "widget").pushed_at))
            first, beat = data(bare), control.status(town)["heartbeat_at"]
            assert_done(mayor.person.run("create", "One more", cwd=mayor.root / "widget"))
            eventually(lambda: data(bare) != first)
            eventually(lambda: control.status(town)["heartbeat_at"] > beat)
            assert "remote-hq" not in control.status(town)["jobs"]  # it still hangs
            assert kept(mayor) == RemoteRecord()
        finally:
            assert_done(mayor.gt("daemon", "stop"))


def test_a_remote_that_hangs_is_given_up_after_its_own_time(
    mayor: Mayor, eventually: Eventually
) -> None:
    with silent() as (port, _):
        hanging = {"url": f"http://127.0.0.1:{port}/hq.git", "timeout_seconds": 0.5}
        configure(mayor, {"hq": hanging})
        assert_done(mayor.gt("daemon", "start"))
        try:
            eventually(lambda: kept(mayor).failures >= 2)
        finally:
            assert_done(mayor.gt("daemon", "stop"))


def test_a_remote_that_fails_is_asked_less_and_less_often(
    mayor: Mayor, eventually: Eventually
) -> None:
    town = Town(mayor.root)
    log = mayor.root / "daemon" / "daemon.log"
    configure(mayor, {"hq": "/no/such/repository.git"}, heartbeat_seconds=0.05)
    assert_done(mayor.gt("daemon", "start"))
    try:
        eventually(lambda: kept(mayor).failures >= 4)
        beats = control.status(town)["jobs"]["remote-hq"]
        assert beats["result"].startswith("failed: ")
        assert log.read_text().count("remote-hq: failed") == 1  # the same words are logged once
        databases = json.loads((mayor.root / "mayor" / "daemon.json").read_text())
        databases["dolt_remotes"]["databases"] = {}
        (mayor.root / "mayor" / "daemon.json").write_text(json.dumps(databases))
        assert_done(mayor.gt("daemon", "reload"))
        eventually(lambda: "remote-hq" not in control.status(town).get("jobs", {}))
    finally:
        assert_done(mayor.gt("daemon", "stop"))


class Woken(Schedule):
    """A schedule that runs nothing, and knows which jobs it has, and which were to run soon."""

    def __init__(self) -> None:
        self.jobs: dict[str, Job] = {}
        self.soon: list[str] = []

    def add(self, job: Job) -> None:
        self.jobs[job.name] = job

    def run_soon(self, name: str) -> None:
        self.soon.append(name)


def test_a_push_by_hand_ends_the_delay(mayor: Mayor, bare: Path) -> None:
    town, schedule = Town(mayor.root), Woken()
    configure(mayor, {"hq": str(bare)})
    publisher = Publisher(town, logging.getLogger("test"))
    active = ActiveConfiguration(town, configuration.read(town), publisher)
    jobs = RemoteJobs(town, active, publisher, schedule)
    jobs.follow_configuration()
    job = schedule.jobs["remote-hq"]
    away = bare.with_name("away.git")
    bare.rename(away)
    usual = job.every()
    assert [job.work().startswith("failed: ") for _ in range(4)] == [True] * 4
    jobs.notice_repairs()
    assert (job.every(), schedule.soon) == (usual * 8, [])
    away.rename(bare)
    assert_done(mayor.gt("dolt", "push", "hq"))
    jobs.notice_repairs()
    assert (job.every(), schedule.soon) == (usual, ["remote-hq"])
    assert job.work() == "nothing new"
