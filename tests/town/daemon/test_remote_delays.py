"""A remote that hangs or fails delays nobody, and is asked less often until it is mended."""

from __future__ import annotations

import json
import logging
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from beadwork.dolt.server.files.remote_record import RemoteRecord
from beadwork.town import configuration
from beadwork.town.daemon import control
from beadwork.town.daemon.active_configuration import ActiveConfiguration
from beadwork.town.daemon.publisher import Publisher
from beadwork.town.daemon.remote_jobs import RemoteJobs
from beadwork.town.daemon.schedule import Job, Schedule
from beadwork.town.layout import Town
from harness import Mayor, assert_done
from remote_jobs import configure, data, kept

Eventually = Callable[[Callable[[], bool]], None]


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
