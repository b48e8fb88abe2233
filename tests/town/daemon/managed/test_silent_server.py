"""A server that runs and does not answer, or lets nobody in: an alert first, a new start where that
helps.
"""

from __future__ import annotations

import logging
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import psutil
import pytest

from beadwork.dolt.server.files import record
from beadwork.dolt.server.files.home import TownHome
from beadwork.dolt.server.lifecycle import ready, stop
from beadwork.dolt.server.machine import process
from beadwork.model.supervision import Event, Policy, State
from beadwork.town.daemon.managed.supervisor import ServerSupervisor
from daemons import FAST, configure, log, status
from drills import Eventually, kinds
from harness import Mayor, assert_done


@pytest.fixture
def impatient(mayor: Mayor) -> Iterator[Callable[..., int]]:
    """Start a daemon that waits a second for an answer, with some keys of `daemon`, and return its
    server's pid.
    """

    def start(**keys: Any) -> int:
        configure(mayor, daemon={**FAST, **keys})
        assert_done(mayor.gt("daemon", "start", BEADWORK_CONNECT_SECONDS="1"))
        return int(status(mayor)["server"]["pid"])

    yield start
    mayor.gt("daemon", "stop")


def test_a_server_that_does_not_answer_for_a_while_raises_an_alert_and_is_left_running(
    mayor: Mayor, impatient: Callable[..., int], eventually: Eventually
) -> None:
    pid = impatient(health_failures=1000)
    os.kill(pid, signal.SIGSTOP)
    try:
        eventually(lambda: kinds(mayor) == ["server-not-answering"])
        text = status(mayor)["alerts"][0]["text"]
        assert text.startswith(f"the server (pid {pid}) runs but does not answer: ")
        assert text.endswith(
            "after 1000 such checks in a row it is started anew. See `gt dolt logs`"
        )
    finally:
        os.kill(pid, signal.SIGCONT)
    eventually(lambda: kinds(mayor) == [])
    assert status(mayor)["server"]["pid"] == pid


def test_a_server_that_hangs_is_asked_to_end_and_started_anew(
    mayor: Mayor, impatient: Callable[..., int], eventually: Eventually
) -> None:
    pid = impatient()
    assert_done(mayor.person.run("create", "Before it hung", cwd=mayor.root))
    os.kill(pid, signal.SIGSTOP)
    try:
        eventually(lambda: status(mayor)["server"].get("pid", pid) != pid)
    finally:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGCONT)
    eventually(lambda: kinds(mayor) == [])
    assert f"server: pid {pid} does not answer, and is asked to end" in log(mayor)
    assert "Before it hung" in mayor.person.run("list", cwd=mayor.root).stdout
    assert status(mayor)["server"]["restarts"] <= 1


def test_one_that_hung_before_the_daemon_came_is_started_anew_too(
    mayor: Mayor, eventually: Eventually, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = TownHome(str(mayor.root))
    known = record.read(home)
    assert known
    monkeypatch.setattr(ready, "READY_SECONDS", 0.2)
    monkeypatch.setenv("BEADWORK_CONNECT_SECONDS", "0.2")
    psutil.Process(known.pid).suspend()
    supervisor = ServerSupervisor(
        home, lambda: Policy(first=0.1), logging.Logger("daemon"), lambda: None, lambda action: None
    )
    supervisor.start()
    try:
        eventually(lambda: process.find(home, known) is None)
        monkeypatch.undo()
        eventually(lambda: supervisor.state.state is State.RUNNING)
        assert_done(mayor.person.run("list", cwd=mayor.root))
    finally:
        supervisor.release(10)


def test_a_server_that_does_not_let_the_daemon_in_is_left_running(
    mayor: Mayor, eventually: Eventually
) -> None:
    configure(mayor)
    pid = mayor.answer("dolt", "status")["pid"]
    secret = mayor.root / "daemon" / "password"
    right = secret.read_text()
    secret.write_text("wrong\n")
    try:
        assert mayor.gt("daemon", "start").returncode == 3
        eventually(lambda: kinds(mayor) == ["server-gave-up"])
        assert f"refuses the password in {secret}" in status(mayor)["alerts"][0]["text"]
        secret.write_text(right)
        eventually(lambda: status(mayor)["server"].get("pid") == pid and kinds(mayor) == [])
        secret.write_text("wrong\n")  # the daemon knows the right one by now
        eventually(lambda: secret.read_text() == right)
        eventually(lambda: kinds(mayor) == [])
        assert status(mayor)["server"]["pid"] == pid
    finally:
        secret.write_text(right)
        assert_done(mayor.gt("daemon", "stop"))


def test_one_that_neither_answers_nor_ends_is_told_and_left_alone(
    mayor: Mayor, eventually: Eventually, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = TownHome(str(mayor.root))
    known = record.read(home)
    assert known
    monkeypatch.setattr(stop, "EXIT_SECONDS", 0.2)
    monkeypatch.setattr(process, "terminate", lambda deaf: None)
    supervisor = ServerSupervisor(
        home, Policy, logging.Logger("daemon"), lambda: None, lambda action: None
    )
    supervisor.start()
    try:
        eventually(lambda: supervisor.state.state is State.RUNNING)
        for _ in range(3):
            supervisor.notify(Event.SILENT)
        eventually(lambda: bool(supervisor.stuck))
        assert supervisor.stuck.startswith(
            f"the server (pid {known.pid}) does not answer, and does not end: it was asked to, "
            "and is"
        )
        assert (supervisor.state.state, supervisor.record) == (State.RUNNING, known)
        assert mayor.person.run("list", cwd=mayor.root).returncode == 0
        supervisor.notify(Event.ANSWERED)
        eventually(lambda: not supervisor.stuck)
    finally:
        monkeypatch.undo()
        supervisor.release(10)
