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
from town_doctor import Clinic


def pid_of(clinic: Clinic) -> int:
    """Return the pid of the town's server."""
    known = record.read(clinic.town.server)
    assert known
    return known.pid


def stop(clinic: Clinic) -> None:
    """Stop the town's server."""
    assert_done(clinic.mayor.gt("dolt", "stop"))


def test_a_server_that_is_stopped_or_hangs(
    clinic: Clinic, eventually: Callable[[Callable[[], bool]], None]
) -> None:
    stop(clinic)
    found = clinic.find("server-reachable")
    assert found.message == (
        f"no server runs over {clinic.town.server.data}; the log of the last one is {clinic.town.server.log}"
    )
    assert (found.state, found.hint) == ("error", "gt dolt start")
    assert_done(clinic.mayor.gt("dolt", "start"))
    pid = pid_of(clinic)
    os.kill(pid, signal.SIGSTOP)
    # One that waits for the disk goes on until that has answered.
    eventually(lambda: psutil.Process(pid).status() == psutil.STATUS_STOPPED)
    try:
        found = clinic.find("server-reachable")
    finally:
        os.kill(pid, signal.SIGCONT)
    assert found.message.startswith(f"the server (pid {pid}) runs, but: no server answers at ")
    assert (found.state, found.hint) == ("error", "gt dolt logs")


def test_a_server_that_is_not_the_recorded_one(clinic: Clinic) -> None:
    clinic.edit("daemon/dolt-state.json", lambda content: content.update(uuid="11111111-2222"))
    found = clinic.find("server-identity")
    assert found.state == "error"
    assert len(found.evidence) == 2
    assert (
        f"{clinic.town.server.record} has 11111111-2222 (pid {pid_of(clinic)})" in found.evidence[0]
    )
    assert "is " in clinic.find("dangling-parents").message
    assert clinic.find("dangling-parents").state == "skipped"


def test_databases_that_are_not_served_or_gone(clinic: Clinic) -> None:
    (clinic.root / ".dolt-data" / "late" / ".dolt").mkdir(parents=True)
    clinic.sql("hq", "DROP DATABASE widget")
    found = clinic.find("server-databases")
    assert found.state == "error"
    assert found.evidence == (
        f"late: {clinic.root}/.dolt-data/late/.dolt holds no data",
        f"widget: the server at {clinic.town.server.socket} has no such database",
    )


def test_a_port_that_another_program_holds(clinic: Clinic) -> None:
    stop(clinic)
    with held() as port:
        clinic.configure(dolt_server={"port": port})
        found = clinic.found("port-conflict")
    assert found.startswith(f"error: port {port} is held by ")
    assert f"(pid {os.getpid()})" in found
    assert clinic.found("port-conflict") == f"ok: port {port} is free"


def test_a_port_that_was_named_since_the_start(clinic: Clinic) -> None:
    port = free_port()
    clinic.configure(dolt_server={"port": port})
    found = clinic.find("port-conflict")
    assert (found.state, found.hint) == ("warning", "gt dolt restart")
    assert found.message.endswith(f"{clinic.town.server.settings} names {port}")


def test_another_server_over_the_same_databases(clinic: Clinic, tmp_path: Path) -> None:
    stop(clinic)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "data").symlink_to(clinic.town.server.data)
    with foreign(tmp_path / "other") as other:
        found = clinic.find("foreign-server")
        assert found.state == "error"
        assert found.message == (
            f"dolt sql-server --config {tmp_path}/other/foreign.yaml (pid {other.process.pid}) "
            f"has {clinic.town.server.data} open"
        )
        assert other.process.poll() is None
    assert clinic.find("foreign-server").state == "ok"


def test_another_server_on_our_port(clinic: Clinic, tmp_path: Path) -> None:
    stop(clinic)
    with foreign(tmp_path / "other") as other:
        clinic.configure(dolt_server={"port": other.port})
        found = clinic.found("foreign-server")
        assert found.startswith(
            f"error: on port {other.port} is the server {access.ask_uuid(other.root)}, Dolt "
        )
        assert found.endswith(f"(pid {other.process.pid})")
        assert clinic.found("server-reachable").startswith("error: no server runs over ")


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


def test_a_database_that_a_shell_has_locked(clinic: Clinic, tmp_path: Path) -> None:
    stop(clinic)
    with shell(clinic.root / ".dolt-data" / "widget", tmp_path) as opened:
        assert clinic.found("stale-lock") == (
            f"error: {clinic.root}/.dolt-data/widget/.dolt/noms/LOCK is held by dolt sql (pid {opened.pid}), "
            "which is not our server"
        )
    assert clinic.find("stale-lock").state == "ok"


def test_a_writer_lock_that_is_kept_and_signatures_without_a_writer(clinic: Clinic) -> None:
    left = Path(clinic.town.server.control) / "writer-99999"
    left.write_text("Ann (pid 1, bd create)")
    assert clinic.found("stale-lock") == f"warning: {left}: its connection is gone"
    with Session(trackers.address_of(clinic.town), "widget") as session:
        session.pipeline(writer_lock.take(writer_lock.name(session), 0))
        signature = writer_lock.sign(session, "Bob")
        assert signature
        an_hour_ago = time.time() - 3600
        os.utime(signature, (an_hour_ago, an_hour_ago))
        found = clinic.find("stale-lock")
        assert found.state == "error"
        assert f"s by Bob (pid {os.getpid()}, " in found.evidence[0]
        assert found.evidence[0].endswith(f"connection {session.connection_id}")
        _, said = clinic.fix("stale-lock")
        assert said[0] == f"stale-lock: take away {left}"
        assert not left.exists()
        assert os.path.exists(signature)
    os.unlink(signature)


def test_a_socket_that_a_killed_stop_has_hidden(clinic: Clinic) -> None:
    socket = Path(clinic.town.server.socket)
    socket.rename(f"{socket}.stopping")
    found = clinic.found("stale-lock")
    assert found == (
        f"warning: {socket}.stopping was left by a stop that was cut off; "
        f"the server (pid {pid_of(clinic)}) is out of sight"
    )
    clinic.mended("stale-lock")
    assert clinic.find("server-reachable").state == "ok"


def test_a_record_of_a_server_that_was_killed(
    clinic: Clinic, eventually: Callable[[Callable[[], bool]], None]
) -> None:
    pid = pid_of(clinic)
    os.kill(pid, signal.SIGKILL)
    eventually(
        lambda: not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    )
    path = clinic.town.server.record
    assert clinic.found("stale-records") == f"warning: {path} is of pid {pid}, which is gone"
    said = clinic.mended("stale-records")
    assert not os.path.exists(path)
    copy = said[1].removeprefix(f"stale-records: a copy of {path} is ")
    assert f'"pid": {pid}' in Path(copy).read_text()


def test_a_pid_file_that_says_something_else_and_a_daemon_that_was_killed(clinic: Clinic) -> None:
    Path(clinic.town.server.pid_file).write_text("1\n")
    Path(clinic.town.server.keeper).write_text('{"pid": 999999, "started": 1.0}')
    found = clinic.find("stale-records")
    assert found.evidence == (
        f"{clinic.town.server.pid_file} says 1, {clinic.town.server.record} pid {pid_of(clinic)}",
        f"{clinic.town.server.keeper} is of a daemon that is gone (pid 999999)",
    )
    clinic.mended("stale-records")
    assert Path(clinic.town.server.pid_file).read_text() == f"{pid_of(clinic)}\n"
    assert not os.path.exists(clinic.town.server.keeper)


def test_settings_that_the_server_does_not_run_with_yet(clinic: Clinic) -> None:
    clinic.configure(dolt_server={"max_connections": 77, "log_level": "info"})
    found = clinic.find("server-config")
    settings = clinic.town.server.settings
    assert found.evidence == (
        f"max_connections is 512; {settings} says 77",
        f"log_level is warning; {settings} says info",
    )
    assert (found.state, found.hint) == ("warning", "gt dolt restart")
    clinic.configure(dolt_server={"max_connections": "many"})
    assert clinic.found("server-config").startswith(f"error: {settings}: max_connections cannot be")


def test_a_password_that_others_can_read_and_a_server_without_one(clinic: Clinic) -> None:
    os.chmod(clinic.town.server.password, 0o644)
    os.chmod(clinic.town.server.data, 0o755)  # noqa: S103 - the fault
    found = clinic.find("credentials-mode")
    assert found.evidence == (
        f"{clinic.town.server.password} has the mode 0644: others may look into it",
        f"{clinic.town.server.data} has the mode 0755: others may look into it",
    )
    clinic.mended("credentials-mode")
    assert os.stat(clinic.town.server.password).st_mode & 0o777 == 0o600
    assert password.read(clinic.town.server)
    clinic.sql("hq", "ALTER USER 'root'@'localhost' IDENTIFIED BY ''")
    found = clinic.find("credentials-mode")
    assert found.state == "error"
    assert found.message.startswith(
        f"root of the server (pid {pid_of(clinic)}) has no password: every user"
    )


def test_connections_that_run_out(clinic: Clinic) -> None:
    clinic.configure(daemon={"connections_percent": 1})
    with ExitStack() as stack:
        for _ in range(8):
            session = stack.enter_context(Session(trackers.address_of(clinic.town), None))
            session.rows("SELECT 1")
        found = clinic.found("connections")
    assert found.startswith("warning: ")
    assert found.endswith(" of 512 are in use, 1 % or more")


def test_a_journal_that_was_never_collected(clinic: Clinic) -> None:
    directory = clinic.root / ".dolt-data" / "large" / ".dolt" / "noms"
    directory.mkdir(parents=True)
    with open(directory / ("v" * 32), "wb") as file:
        file.truncate(73_000_000)
    assert (
        clinic.found("journal-size") == f"warning: {directory / ('v' * 32)} has 73 MB, more than 50"
    )


def test_a_directory_that_its_owner_may_not_write(clinic: Clinic) -> None:
    directory = clinic.root / ".dolt-data" / "widget" / ".dolt" / "noms"
    directory.chmod(0o500)
    try:
        assert clinic.found("read-only-store") == (
            f"error: {directory} has the mode 0500: its owner may not write"
        )
    finally:
        directory.chmod(0o700)


def of_workspace(directory: Path, name: str) -> Finding:
    """Return what one check of `bd doctor` finds in a directory."""
    with closing(subject.of_workspace(str(directory))) as here:
        return runner.look(here, catalogue.named([name])[0])


def test_a_server_of_somebody_else_that_is_set_to_read_only(person: Person, tmp_path: Path) -> None:
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
