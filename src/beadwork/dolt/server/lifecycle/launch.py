"""Launch one server process: prepare its directories, choose a port, write its configuration, and
see it come up.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from subprocess import DEVNULL
from typing import TYPE_CHECKING

from beadwork import errors
from beadwork.dolt import program, program_log, required_program
from beadwork.dolt.connection import server_errors
from beadwork.dolt.databases import damaged_files, idle
from beadwork.dolt.server import configuration, settings
from beadwork.dolt.server.files import log, password, private_files, record, socket_place
from beadwork.dolt.server.files.home import Home, user_directory
from beadwork.dolt.server.files.record import Record
from beadwork.dolt.server.files.server_lock import unusable
from beadwork.dolt.server.lifecycle import ready
from beadwork.dolt.server.machine import ports, process
from beadwork.dolt.server.machine.outliving import Outliving
from beadwork.files import json_file

if TYPE_CHECKING:
    import psutil

GREETING = "Starting server with Config"
"""The first line of Dolt's log, which explains no failure."""

LOGGED = re.compile(r'^time="[^"]*" level=\w+ msg="(.*)"$')
"""A line of Dolt's log; the group is its message."""

_children: list[Outliving] = []
"""Servers outlive us on purpose. They are kept here for a long-lived program to reap them."""


def launch(home: Home, say: Callable[[str], None]) -> Record:
    """Start the server and return its record once it answers. The caller holds the server's lock.

    Raises:
        DoltMissing, NoServer, StorageFailure: as `start.ensure`.
    """
    reap()
    chosen = settings.read(home)
    dolt = required_program.require(say)
    try:
        secret = _prepare(home, chosen)
        with closing(ports.free(chosen.port)) as free:
            for port in free:
                if port == settings.port_of_hq(home):
                    continue
                started = _spawn(home, dolt, chosen, port, secret)
                if started is not None:
                    program_log.info(
                        __name__, "started a server for %s (pid %d)", home.data, started.pid
                    )
                    idle.collect_in_background(home)
                    return started
    except OSError as error:
        raise unusable(error.filename or home.data, error) from None
    if chosen.port:
        raise _held(home, chosen.port)
    raise errors.NoServer(
        f"no free port from {settings.DEFAULT_PORT} on", hint=_set_port(home, "N")
    )


def reap() -> None:
    """Reap the servers of this process that have ended: until then the system keeps them as
    zombies.
    """
    _children[:] = [child for child in _children if child.poll() is None]


def record_of(home: Home, server: psutil.Process) -> Record | None:
    """Return a record for a server of ours that has none, made from its configuration file; None
    where that file cannot be read.
    """
    try:
        written = json_file.read(home.configuration)
        listener = written["listener"]
        return Record(
            pid=server.pid,
            started=process.start_time(server.pid),
            port=int(listener["port"]),
            socket=str(listener["socket"]),
            uuid="",
            version="",
            data_dir=str(
                written["data_dir"]
            ),  # hq alone and a whole town have one configuration file
            password=settings.read(home).auth == "password",
        )
    except (OSError, errors.BadFile, ValueError, KeyError, TypeError):
        return None


def _prepare(home: Home, chosen: settings.Settings) -> str:
    Path(home.data).mkdir(parents=True, exist_ok=True, mode=0o700)
    if not os.access(home.data, os.W_OK | os.X_OK):
        raise PermissionError(13, "it cannot be written", home.data)
    if home.rig:  # a database that was made for a server of all rigs lies in a closed directory
        Path(home.data).chmod(0o700)
    Path(home.dolt_root).mkdir(exist_ok=True, mode=0o700)
    private_files.require_trusted(home.data)
    socket_place.prepare(home.control, user_directory())
    for signature in Path(home.socket).parent.glob("writer-*"):
        signature.unlink(missing_ok=True)
    return password.read_or_make(home) if chosen.auth == "password" else ""


def _spawn(
    home: Home, dolt: program.Program, chosen: settings.Settings, port: int, secret: str
) -> Record | None:
    """Start one process and wait until it answers; None where the port was lost to another
    program.
    """
    configuration.write(home, chosen, port)
    # A socket that a killed server left, or a server that lost its port just now: Dolt would start
    # without a socket, and we could not reach it.
    Path(home.socket).unlink(missing_ok=True)
    log.rotate(home)
    with open(home.log, "ab", opener=private_files.opener) as output:
        words_before = output.tell()
        child = Outliving(
            [str(dolt.path), "sql-server", "--config", home.configuration],
            stdin=DEVNULL,
            stdout=output,
            stderr=output,
            cwd=home.data,
            env=configuration.environment(home, secret),
            start_new_session=True,
            umask=0o077,
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
    try:
        record.write(home, started)
        complete = ready.wait(home, started, lambda: child.poll() is None)
    except ready.Ended:
        record.forget(home)
        words = log.since(home, words_before)
        if "already in use" in words and not chosen.port:
            return None
        raise _explain_end(home, port, words) from None
    if not ports.shared(port, child.pid):
        return complete
    child.terminate()
    child.wait()
    record.forget(home)
    return None


def _explain_end(home: Home, port: int, words: str) -> errors.BeadworkError:
    lowered = words.lower()
    if "locked by another dolt process" in lowered:
        holders = ", ".join(process.describe(holder) for holder in process.serving(home.data))
        return errors.StorageFailure(
            f"another process serves {home.data}: "
            f"{holders or 'one that cannot be seen from here'}; it is left alone",
            hint="stop that process yourself, then run the command again",
        )
    if "already in use" in lowered:
        return _held(home, port)
    said = (LOGGED.sub(r"\1", line.strip()) for line in words.splitlines())
    lines = [line for line in said if line and not line.startswith(GREETING)]
    last = " / ".join(lines[-3:]) or "it said nothing"
    if any(
        sign in lowered for sign in ("no space left", "permission denied", "read-only file system")
    ):
        return errors.StorageFailure(
            f"the server cannot use {home.data}: {last}", hint=f"df -h {home.data}"
        )
    damaged = damaged_files.faults(home)
    named = "".join(f"; {name}: {fault}" for name, fault in damaged.items())
    return errors.NoServer(
        f"the server ended while starting: {last}{named}", hint=_look(home, words, [*damaged])
    )


def _look(home: Home, words: str, damaged: Sequence[str]) -> str:
    """Return the hint for a server that ended with these words in its log, and with these damaged
    databases.
    """
    if not damaged and not server_errors.is_damage(words):
        return f"{home.program} dolt logs"
    return (
        f"gt dolt recover {' '.join(damaged[:1])}".rstrip()
        if home.program == "gt"
        else f"copy {home.data}, then `dolt fsck` in each database"
    )


def _set_port(home: Home, value: str) -> str:
    """Return the hint that tells a person how to set the port."""
    if home.section:
        return f"set {home.section}.port to {value} in {home.settings}"
    return f"bd dolt set server.port {value}"


def _held(home: Home, port: int) -> errors.PortTaken:
    return errors.PortTaken(
        f"port {port} is held by {process.describe_holder(port)}, which is left alone",
        hint=_set_port(home, "0   (the next free one)"),
        port=port,
    )
