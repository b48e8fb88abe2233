"""A server that is down, another's, misconfigured or open to others; locks and records that were
left behind.
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import psutil
import pytest

from beadwork.doctor import catalogue, runner, subject
from beadwork.doctor.finding import Finding
from beadwork.dolt import required_program
from beadwork.dolt.connection.session import Session
from beadwork.dolt.server import access
from beadwork.dolt.server.files import password, record
from beadwork.dolt.writing import writer_lock
from beadwork.town.rigs import trackers
from foreign_servers import foreign, free_port, held
from harness import Person, assert_done
from town_doctor import DoctorTown


def pid_of(doctor_town: DoctorTown) -> int:
    """Return the pid of the town's server."""
    known = record.read(doctor_town.town.server)
    assert known
    return known.pid


def stop(doctor_town: DoctorTown) -> None:
    """Stop the town's server."""
    assert_done(doctor_town.mayor.gt("dolt", "stop"))


def test_a_server_that_is_stopped_or_hangs(
    doctor_town: DoctorTown, eventually: Callable[[Callable[[], bool]], None]
) -> None:
    stop(doctor_town)
    found = doctor_town.finding("server-reachable")
    assert found.message == (
        f"no server runs over {doctor_town.town.server.data}; the log of the last one is "
        f"{doctor_town.town.server.log}"
    )
    assert (found.state, found.hint) == ("error", "gt dolt start")
    assert_done(doctor_town.mayor.gt("dolt", "start"))
    pid = pid_of(doctor_town)
    os.kill(pid, signal.SIGSTOP)
    # One that waits for the disk goes on until that has answered.
    eventually(lambda: psutil.Process(pid).status() == psutil.STATUS_STOPPED)
    try:
        found = doctor_town.finding("server-reachable")
    finally:
        os.kill(pid, signal.SIGCONT)
    assert found.message.startswith(f"the server (pid {pid}) runs, but: no server answers at ")
    assert (found.state, found.hint) == ("error", "gt dolt logs")


def test_a_server_that_is_not_the_recorded_one(doctor_town: DoctorTown) -> None:
    doctor_town.edit("daemon/dolt-state.json", lambda content: content.update(uuid="11111111-2222"))
    found = doctor_town.finding("server-identity")
    assert found.state == "error"
    assert len(found.evidence) == 2
    assert (
        f"{doctor_town.town.server.record} has 11111111-2222 (pid {pid_of(doctor_town)})"
        in found.evidence[0]
    )
    assert "is " in doctor_town.finding("dangling-parents").message
    assert doctor_town.finding("dangling-parents").state == "skipped"


def test_databases_that_are_not_served_or_gone(doctor_town: DoctorTown) -> None:
    (doctor_town.root / ".dolt-data" / "late" / ".dolt").mkdir(parents=True)
    doctor_town.sql("hq", "DROP DATABASE widget")
    found = doctor_town.finding("server-databases")
    assert found.state == "error"
    assert found.evidence == (
        f"late: {doctor_town.root}/.dolt-data/late/.dolt holds no data",
        f"widget: there is no {doctor_town.root}/.dolt-data/widget",
    )


def test_a_port_that_another_program_holds(doctor_town: DoctorTown) -> None:
    stop(doctor_town)
    with held() as port:
        doctor_town.configure(dolt_server={"port": port})
        found = doctor_town.finding_line("port-conflict")
    assert found.startswith(f"error: port {port} is held by ")
    assert f"(pid {os.getpid()})" in found
    assert doctor_town.finding_line("port-conflict") == f"ok: port {port} is free"


def test_a_port_that_was_named_since_the_start(doctor_town: DoctorTown) -> None:
    port = free_port()
    doctor_town.configure(dolt_server={"port": port})
    found = doctor_town.finding("port-conflict")
    assert (found.state, found.hint) == ("warning", "gt dolt restart")
    assert found.message.endswith(f"{doctor_town.town.server.settings} names {port}")


def test_another_server_over_the_same_databases(doctor_town: DoctorTown, tmp_path: Path) -> None:
    stop(doctor_town)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "data").symlink_to(doctor_town.town.server.data)
    with foreign(tmp_path / "other") as other:
        found = doctor_town.finding("foreign-server")
        assert found.state == "error"
        assert found.message == (
            f"dolt sql-server --config {tmp_path}/other/foreign.yaml (pid {other.process.pid}) "
            f"has {doctor_town.town.server.data} open"
        )
        assert other.process.poll() is None
    assert doctor_town.finding("foreign-server").state == "ok"


def test_another_server_on_our_port(doctor_town: DoctorTown, tmp_path: Path) -> None:
    stop(doctor_town)
    with foreign(tmp_path / "other") as other:
        doctor_town.configure(dolt_server={"port": other.port})
        found = doctor_town.finding_line("foreign-server")
        assert found.startswith(
            f"error: on port {other.port} is the server {access.ask_uuid(other.root)}, Dolt "
        )
        assert found.endswith(f"(pid {other.process.pid})")
        assert doctor_town.finding_line("server-reachable").startswith(
            "error: no server runs over "
        )


@contextmanager
def shell(data: Path, home: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Have Dolt's own shell open on a database, which locks it."""
    dolt = required_program.require(lambda line: None)
    environment = {
        **os.environ,
        "HOME": str(home),
        "DOLT_ROOT_PATH": str(home),
        "DOLT_DISABLE_EVENT_FLUSH": "1",
    }
    with subprocess.Popen(
        [dolt.path, "sql"],
        cwd=data,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=-3,
    ) as opened:
        assert opened.stdin
        assert opened.stdout
        opened.stdin.write(b"SELECT 'it has begun';\n")
        opened.stdin.flush()
        while b"it has begun" not in opened.stdout.readline():
            assert opened.poll() is None
        yield opened
        opened.stdin.close()


def test_a_database_that_a_shell_has_locked(doctor_town: DoctorTown, tmp_path: Path) -> None:
    stop(doctor_town)
    with shell(doctor_town.root / ".dolt-data" / "widget", tmp_path) as opened:
        assert doctor_town.finding_line("stale-lock") == (
            f"error: {doctor_town.root}/.dolt-data/widget/.dolt/noms/LOCK is held by dolt sql "
            f"(pid {opened.pid}), "
            "which is not our server"
        )
    assert doctor_town.finding("stale-lock").state == "ok"


def test_a_writer_lock_that_is_kept_and_signatures_without_a_writer(
    doctor_town: DoctorTown,
) -> None:
    left = Path(doctor_town.town.server.control) / "writer-99999"
    left.write_text("Ann (pid 1, bd create)")
    assert doctor_town.finding_line("stale-lock") == f"warning: {left}: its connection is gone"
    with Session(trackers.address_of(doctor_town.town), "widget") as session:
        session.pipeline(writer_lock.take(writer_lock.name(session), 0))
        signature = writer_lock.sign(session, "Bob")
        assert signature
        an_hour_ago = time.time() - 3600
        os.utime(signature, (an_hour_ago, an_hour_ago))
        found = doctor_town.finding("stale-lock")
        assert found.state == "error"
        assert f"s by Bob (pid {os.getpid()}, " in found.evidence[0]
        assert found.evidence[0].endswith(f"connection {session.connection_id}")
        _, said = doctor_town.fix("stale-lock")
        assert said[0] == f"stale-lock: remove {left}"
        assert not left.exists()
        assert os.path.exists(signature)
    os.unlink(signature)


def test_a_socket_that_a_killed_stop_has_hidden(doctor_town: DoctorTown) -> None:
    socket = Path(doctor_town.town.server.socket)
    socket.rename(f"{socket}.stopping")
    found = doctor_town.finding_line("stale-lock")
    assert found == (
        f"warning: {socket}.stopping was left by a stop that was cut off; "
        f"the server (pid {pid_of(doctor_town)}) is out of sight"
    )
    doctor_town.repaired("stale-lock")
    assert doctor_town.finding("server-reachable").state == "ok"


def test_a_record_of_a_server_that_was_killed(
    doctor_town: DoctorTown, eventually: Callable[[Callable[[], bool]], None]
) -> None:
    pid = pid_of(doctor_town)
    os.kill(pid, signal.SIGKILL)
    eventually(
        lambda: not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    )
    path = doctor_town.town.server.record
    assert (
        doctor_town.finding_line("stale-records")
        == f"warning: {path} is of pid {pid}, which is gone"
    )
    said = doctor_town.repaired("stale-records")
    assert not os.path.exists(path)
    copy = said[1].removeprefix(f"stale-records: a copy of {path} is ")
    assert f'"pid": {pid}' in Path(copy).read_text()


def test_a_pid_file_that_says_something_else_and_a_daemon_that_was_killed(
    doctor_town: DoctorTown,
) -> None:
    Path(doctor_town.town.server.pid_file).write_text("1\n")
    Path(doctor_town.town.server.daemon_record).write_text('{"pid": 999999, "started": 1.0}')
    found = doctor_town.finding("stale-records")
    assert found.evidence == (
        (
            f"{doctor_town.town.server.pid_file} says 1, {doctor_town.town.server.record} pid "
            f"{pid_of(doctor_town)}"
        ),
        f"{doctor_town.town.server.daemon_record} is of no daemon of this town that runs "
        "(pid 999999)",
    )
    doctor_town.repaired("stale-records")
    assert Path(doctor_town.town.server.pid_file).read_text() == f"{pid_of(doctor_town)}\n"
    assert not os.path.exists(doctor_town.town.server.daemon_record)


def test_settings_that_the_server_does_not_run_with_yet(doctor_town: DoctorTown) -> None:
    doctor_town.configure(dolt_server={"max_connections": 77, "log_level": "info"})
    found = doctor_town.finding("server-config")
    settings = doctor_town.town.server.settings
    assert found.evidence == (
        f"max_connections is 512; {settings} says 77",
        f"log_level is warning; {settings} says info",
    )
    assert (found.state, found.hint) == ("warning", "gt dolt restart")
    doctor_town.configure(dolt_server={"max_connections": "many"})
    assert doctor_town.finding_line("server-config").startswith(
        f"error: {settings}, line 1: max_connections cannot be"
    )


def test_a_password_that_others_can_read_and_a_server_without_one(doctor_town: DoctorTown) -> None:
    os.chmod(doctor_town.town.server.password, 0o644)
    os.chmod(doctor_town.town.server.data, 0o755)  # noqa: S103 - the fault
    found = doctor_town.finding("credentials-mode")
    assert found.evidence == (
        f"{doctor_town.town.server.password} has the mode 0644: others may look into it",
        f"{doctor_town.town.server.data} has the mode 0755: others may look into it",
    )
    doctor_town.repaired("credentials-mode")
    assert os.stat(doctor_town.town.server.password).st_mode & 0o777 == 0o600
    assert password.read(doctor_town.town.server)
    doctor_town.sql("hq", "ALTER USER 'root'@'localhost' IDENTIFIED BY ''")
    found = doctor_town.finding("credentials-mode")
    assert found.state == "error"
    assert found.message.startswith(
        f"root of the server (pid {pid_of(doctor_town)}) has no password: every user"
    )


def test_connections_that_run_out(doctor_town: DoctorTown) -> None:
    doctor_town.configure(daemon={"connections_percent": 1})
    with ExitStack() as stack:
        for _ in range(8):
            session = stack.enter_context(Session(trackers.address_of(doctor_town.town), None))
            session.rows("SELECT 1")
        found = doctor_town.finding_line("connections")
    assert found.startswith("warning: ")
    assert found.endswith(" of 512 are in use, 1 % or more")


def test_a_journal_that_was_never_collected(doctor_town: DoctorTown) -> None:
    directory = doctor_town.root / ".dolt-data" / "large" / ".dolt" / "noms"
    directory.mkdir(parents=True)
    with open(directory / ("v" * 32), "wb") as file:
        file.truncate(73_000_000)
    assert (
        doctor_town.finding_line("journal-size")
        == f"warning: {directory / ('v' * 32)} has 73 MB, more than 50"
    )


def test_a_directory_that_its_owner_may_not_write(doctor_town: DoctorTown) -> None:
    directory = doctor_town.root / ".dolt-data" / "widget" / ".dolt" / "noms"
    directory.chmod(0o500)
    try:
        assert doctor_town.finding_line("read-only-store") == (
            f"error: {directory} has the mode 0500: its owner may not write"
        )
    finally:
        directory.chmod(0o700)


def of_workspace(directory: Path, name: str) -> Finding:
    """Return what one check of `bd doctor` finds in a directory."""
    with closing(subject.of_workspace(str(directory))) as here:
        return runner.look(here, catalogue.named([name])[0])


def test_a_server_of_somebody_else_that_is_set_to_read_only(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The doctor runs in this process, and is to see what this person trusts.
    monkeypatch.setenv("BEADWORK_HOME", str(person.home / ".beads"))
    project = tmp_path / "project"
    project.mkdir()
    port = free_port()
    with foreign(tmp_path / "server", port):
        words = ["--server-host", "127.0.0.1", "--server-port", str(port)]
        assert_done(person.run("init", "-p", "ours", *words, cwd=project))
        assert of_workspace(project, "read-only-store").state == "ok"
        assert of_workspace(project, "stale-lock").message == (
            f"the server at 127.0.0.1:{port} is run by somebody else"
        )
    with foreign(tmp_path / "server", port, behavior={"read_only": True}):
        assert of_workspace(project, "read-only-store").message == (
            f"the server at 127.0.0.1:{port} is set to read only"
        )
    assert (
        of_workspace(project, "server-reachable").message == f"127.0.0.1:{port}: no server answers"
    )
