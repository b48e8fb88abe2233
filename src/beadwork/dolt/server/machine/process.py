"""Is that process our server? The only module that looks at processes or signals one."""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

import psutil

from beadwork.dolt.server.files.home import Home
from beadwork.dolt.server.files.record import Record
from beadwork.model.settings_table import float_setting

WAIT_SECONDS = float_setting("server.exit-poll")
ASK_SECONDS = float_setting("server.exit-ask")
START_TIME_TOLERANCE = 0.05
"""Seconds: start times are read from the same kernel counter, converted by float arithmetic."""


def find(home: Home, record: Record) -> psutil.Process | None:
    """Return the process of the record if it lives and is the one recorded, else None."""
    process = recorded(record)
    try:
        is_ours = process and _configuration(process, home) and _is_at(process.pid, home)
    except psutil.Error:
        return None
    return process if is_ours else None


def recorded(record: Record) -> psutil.Process | None:
    """Return the living process with the pid and the start time of a record, wherever it runs."""
    try:
        process = psutil.Process(record.pid)
        same = abs(process.create_time() - record.started) < START_TIME_TOLERANCE
        return process if same and process.status() != psutil.STATUS_ZOMBIE else None
    except psutil.Error:
        return None


def search(home: Home) -> psutil.Process | None:
    """Return a living process of this user that serves the home's data directory with its
    configuration file, recorded or not. It is found after a move of the directory, too.
    """
    for process in psutil.process_iter():
        try:
            if process.uids().real != os.getuid() or process.status() == psutil.STATUS_ZOMBIE:
                continue
            if _configuration(process, home) and _is_at(process.pid, home):
                return process
        except psutil.Error:
            continue
    return None


def has_moved(process: psutil.Process, home: Home) -> bool:
    """Tell whether a server of the home was started while its directory had another path."""
    try:
        configuration = _configuration(process, home)
    except psutil.Error:
        return False
    return bool(configuration) and not _is_same(configuration, home.configuration)


def _configuration(process: psutil.Process, home: Home) -> str:
    """Return the configuration file of a server, if it has the place that the home's has in its
    directory; else nothing.
    """
    words = process.cmdline()
    tail = os.path.join("", *home.configuration.split(os.sep)[-2:])
    named = (word for word in words if word == home.configuration or word.endswith(f"/{tail}"))
    return next(named, "") if "sql-server" in words else ""


def _is_at(pid: int, home: Home) -> bool:
    """Tell whether a server works in the home's data directory, or writes its log.

    The paths lead to what the process holds, under whatever name that is now. `hq` alone and a
    whole town are one home: the data directory of one is the parent of the other's.
    """
    here, above = home.data, os.path.dirname(home.data)
    if not os.path.isdir(f"/proc/{pid}/fd"):
        return _is_same(psutil.Process(pid).cwd(), here)
    place = f"/proc/{pid}/cwd"
    pairs = ((place, here), (place, above), (f"{place}/..", here), (f"/proc/{pid}/fd/1", home.log))
    return any(_is_same(held, ours) for held, ours in pairs)


def _is_same(path: str, other: str) -> bool:
    """Tell whether two paths lead to one file, or are equal."""
    try:
        return path == other or os.path.samefile(path, other)
    except OSError:
        return False


def start_time(pid: int) -> float:
    """Return when a process started, in seconds since the epoch; 0 where it is gone."""
    try:
        return psutil.Process(pid).create_time()
    except psutil.Error:
        return 0.0


def has_ended(pid: int) -> bool:
    """Tell whether a process is gone, or is a zombie that its parent has not reaped."""
    try:
        return psutil.Process(pid).status() == psutil.STATUS_ZOMBIE
    except psutil.Error:
        return True


def end(process: psutil.Process, seconds: float) -> bool:
    """Send SIGTERM to a process every ASK_SECONDS until it has ended; tell whether it has ended
    within `seconds`.

    Dolt 1.88.1 can lose a SIGTERM that comes in the first moments after it began to answer. After
    one SIGTERM that it has received it ignores the next.
    """
    deadline = time.monotonic() + seconds
    while (left := deadline - time.monotonic()) > 0:
        terminate(process)
        if wait(process, min(left, ASK_SECONDS)):
            return True
    return False


def terminate(process: psutil.Process) -> None:
    """Ask a process to end, if it has not. Nothing here sends SIGKILL: that is a person's decision.

    A process that somebody stopped (SIGSTOP) gets the signal only when it goes on, so SIGCONT
    follows.
    """
    with suppress(psutil.NoSuchProcess):
        process.send_signal(signal.SIGTERM)
        process.send_signal(signal.SIGCONT)


def wait(
    process: psutil.Process, seconds: float = float("inf"), every: float = WAIT_SECONDS
) -> bool:
    """Wait until a process has ended and tell whether it has.

    A zombie counts as ended: its parent may be a `bd` that waits for the caller, and so does not
    reap it.
    """
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if process.status() == psutil.STATUS_ZOMBIE or not process.is_running():
                return True
        except psutil.NoSuchProcess:
            return True
        time.sleep(every)  # only a parent can wait for a process without asking
    return False


def serving(data: str) -> list[psutil.Process]:
    """Return the processes that have a file under the data directory open, as far as we may
    look.
    """
    found = []
    directory = os.path.realpath(data)
    for process in psutil.process_iter():
        try:
            files = process.open_files()
        except (psutil.Error, OSError):
            continue
        if any(Path(file.path).is_relative_to(directory) for file in files):
            found.append(process)
    return found


def describe(process: psutil.Process) -> str:
    """Return a process as a person looks for it: `dolt (pid 4711)`."""
    try:
        return f"{process.name()} (pid {process.pid})"
    except psutil.Error:
        return f"pid {process.pid}"


def describe_holder(port: int) -> str:
    """Return the process that listens on a port of this machine, as "name (pid N)", or "another
    program" where this user may not see it.
    """
    try:
        connections = psutil.net_connections("tcp")
    except (psutil.Error, OSError):
        return "another program"
    for connection in connections:
        if connection.status != psutil.CONN_LISTEN or not connection.laddr or not connection.pid:
            continue
        if connection.laddr.port == port:
            try:
                return describe(psutil.Process(connection.pid))
            except psutil.Error:
                return f"pid {connection.pid}"
    return "another program"
