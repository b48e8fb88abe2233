"""Start the managed server, once, however many ask for it at the same moment.

All of it happens under one file lock. The record is written as soon as there is a process, and completed when that has
answered: whoever comes after a starter that was killed finds the process and waits for it, instead of starting a second.
"""

from __future__ import annotations

import os
import socket as sockets
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from beadwork import errors
from beadwork.dolt import program
from beadwork.dolt.address import Address
from beadwork.dolt.faults import Fault, ServerError
from beadwork.dolt.server import access, configuration, log, password, process, record, settings
from beadwork.dolt.server.home import Home
from beadwork.dolt.server.record import Record
from beadwork.dolt.session import Session

LOCK_SECONDS = 600
"""The first starter may be building Dolt, which takes some minutes; the others wait for it."""
READY_SECONDS = 60
PORTS_TRIED = 100

_children: list[subprocess.Popen[bytes]] = []
"""Servers outlive us on purpose; kept so that a long-lived program reaps them when they end."""


def ensure(home: Home, say: Callable[[str], None]) -> Record:
    """Return the record of a server that answers, starting it where needed.

    Raises:
        DoltMissing: there is no Dolt and none can be installed.
        NoServer: it does not come up; the message has its last words.
        StorageFailure: the data directory cannot be used, or another process serves it.
    """
    with exclusively(home):
        known = record.read(home)
        if known and process.find(home, known):
            return _complete(home, known)
        return _launch(home, say)


@contextmanager
def exclusively(home: Home) -> Iterator[None]:
    """Hold the server's lock: nobody else starts or stops it meanwhile.

    Raises:
        StorageFailure: the control directory cannot be made or written.
        NoServer: another starter held the lock for ten minutes.
    """
    try:
        control = Path(home.control)
        control.mkdir(parents=True, exist_ok=True, mode=0o700)
        control.chmod(0o700)
        lock = FileLock(home.lock, timeout=LOCK_SECONDS)
        lock.acquire()
    except Timeout:
        raise errors.NoServer(
            f"another program has been starting or stopping the server for {LOCK_SECONDS} s", hint="bd dolt status"
        ) from None
    except OSError as error:
        raise _unusable(home.control, error) from None
    try:
        yield
    finally:
        lock.release()


def _launch(home: Home, say: Callable[[str], None]) -> Record:
    chosen = settings.read(home)
    dolt = program.require(say)
    try:
        secret = _prepare(home, chosen)
    except OSError as error:
        raise _unusable(home.data, error) from None
    for port in _ports(chosen.port):
        started = _spawn(home, dolt, chosen, port, secret)
        if started is not None:
            return started
    raise errors.NoServer(f"no free port from {settings.DEFAULT_PORT} on", hint="bd dolt set server.port N")


def _prepare(home: Home, chosen: settings.Settings) -> str:
    Path(home.data).mkdir(parents=True, exist_ok=True, mode=0o700)
    if not os.access(home.data, os.W_OK | os.X_OK):
        raise PermissionError(13, "Permission denied")
    Path(home.dolt_root).mkdir(exist_ok=True)
    # The socket's directory is made ours alone, also where it stands in a directory shared by all users.
    private = Path(home.socket).parent
    private.mkdir(parents=True, exist_ok=True, mode=0o700)
    if private.stat().st_uid != os.getuid():
        raise PermissionError(13, f"{private} belongs to another user")
    private.chmod(0o700)
    Path(home.socket).unlink(missing_ok=True)  # left by a killed server; Dolt would go on without a socket
    for signature in private.glob("writer-*"):
        signature.unlink(missing_ok=True)
    return password.read_or_make(home) if chosen.auth == "password" else ""


def _ports(wanted: int) -> Iterator[int]:
    if wanted:
        if not _is_free(wanted):
            holder = process.describe_holder(wanted)
            raise errors.NoServer(
                f"port {wanted} is held by {holder}, which is left alone",
                hint="bd dolt set server.port 0, for the next free one",
            )
        yield wanted
        return
    for port in range(settings.DEFAULT_PORT, settings.DEFAULT_PORT + PORTS_TRIED):
        if _is_free(port):
            yield port


def _is_free(port: int) -> bool:
    """Look whether a port can be bound. Only Dolt's own attempt decides: where it loses the race, the next is tried."""
    with sockets.socket(sockets.AF_INET, sockets.SOCK_STREAM) as probe:
        probe.setsockopt(sockets.SOL_SOCKET, sockets.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _spawn(home: Home, dolt: program.Program, chosen: settings.Settings, port: int, secret: str) -> Record | None:
    """Start one process and wait until it answers; None where the port was lost to another program."""
    configuration.write(home, chosen, port)
    log.rotate(home)
    with open(home.log, "ab") as output:
        words_before = output.tell()
        child = subprocess.Popen(
            [str(dolt.path), "sql-server", "--config", home.configuration],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd=home.data,
            env=configuration.environment(home, secret),
            start_new_session=True,
        )
    _children.append(child)
    started = Record(
        pid=child.pid,
        started=process.start_time(child.pid),
        port=port,
        socket=home.socket,
        uuid="",
        version=".".join(map(str, dolt.version)),
        data_dir=home.data,
        password=bool(secret),
    )
    record.write(home, started)
    try:
        return _complete(home, started, child)
    except _Ended:
        record.forget(home)
        words = log.since(home, words_before)
        if "already in use" in words and not chosen.port:
            return None
        raise _explain_end(home, port, words) from None


class _Ended(Exception):
    """The server's process ended before it answered."""


def _complete(home: Home, known: Record, child: subprocess.Popen[bytes] | None = None) -> Record:
    """Wait until the recorded process answers, and write its identity into the record."""
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        try:
            uuid = access.ask_uuid(_enter(home, known))
        except ServerError as error:
            if error.fault is Fault.DENIED:
                raise errors.AccessDenied(
                    f"the server over {home.data} refuses the password in {home.password}",
                    hint="put the right one into that file, or `bd dolt set server.auth none` and restart",
                ) from None
        else:
            complete = known._replace(uuid=uuid)
            if complete != known:
                record.write(home, complete)
            return complete
        if child.poll() is not None if child else process.find(home, known) is None:
            raise _Ended
        time.sleep(0.02)  # Dolt says nothing when it is ready: one has to ask (DOLT-FACTS, Server)
    raise errors.NoServer(
        f"the server (pid {known.pid}) runs but has not answered for {READY_SECONDS} s", hint="bd dolt logs"
    )


def _enter(home: Home, known: Record) -> Address:
    """Return an address that lets us in, bringing root's password in line with the setting where it differs.

    Dolt heeds DOLT_ROOT_PASSWORD only when a data directory has no accounts yet. One that was served without a password
    before gets its password here, and `auth: none` takes it away.
    """
    address = access.address(home, known)
    other = address._replace(password="" if address.password else password.read(home))
    try:
        access.ask_uuid(address)
    except ServerError as error:
        if error.fault is not Fault.DENIED or other.password == address.password:
            raise
        with Session(other, None) as session:
            session.run("ALTER USER 'root'@'localhost' IDENTIFIED BY %s", address.password)
    return address


def _explain_end(home: Home, port: int, words: str) -> errors.BeadworkError:
    lowered = words.lower()
    if "locked by another dolt process" in lowered:
        holders = ", ".join(f"pid {holder.pid}" for holder in process.serving(home.data)) or "one that is not visible"
        return errors.StorageFailure(
            f"another process serves {home.data} ({holders}); it is left alone",
            hint="end that process in its own way, then run the command again",
        )
    if "already in use" in lowered:
        return errors.NoServer(
            f"port {port} is held by {process.describe_holder(port)}", hint="bd dolt set server.port 0"
        )
    last = " / ".join(line.strip() for line in words.strip().splitlines()[-3:]) or "it said nothing"
    if any(sign in lowered for sign in ("no space left", "permission denied", "read-only file system")):
        return errors.StorageFailure(f"the server cannot use {home.data}: {last}", hint=f"df -h {home.data}")
    return errors.NoServer(f"the server ended while starting: {last}", hint="bd dolt logs")


def _unusable(directory: str, error: OSError) -> errors.BeadworkError:
    return errors.StorageFailure(
        f"{directory} cannot be used: {error.strerror or error}", hint="make it writable, or set BEADWORK_HOME"
    )
