"""Start the daemon in the background, stop it, and read its status, from another process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from itertools import pairwise
from typing import Any, NamedTuple

import psutil

from beadwork import errors
from beadwork.dolt.server.files import daemon_record, preallocated, private_files
from beadwork.dolt.server.files.daemon_record import LiveDaemon
from beadwork.dolt.server.files.home import TownHome
from beadwork.dolt.server.lifecycle import start, stop
from beadwork.dolt.server.machine import process
from beadwork.files import bounded
from beadwork.model.settings_table import float_setting, int_setting
from beadwork.town import configuration, servers
from beadwork.town.daemon import paths
from beadwork.town.layout import Town

READY_SECONDS = int_setting("daemon.ready-timeout")
"""The longest wait for a start. A server has a minute to start, and the first one may wait for the
download of Dolt.
"""
LOOK_SECONDS = float_setting("daemon.control-poll")
END_SECONDS = int_setting("daemon.exit-timeout")
"""The time to stop the servers, after the limit of a running push."""
PROGRAM = "from beadwork.gt.main import main; main()"


class Started(NamedTuple):
    """A daemon that runs. `is_new` is True where this call started it."""

    daemon: LiveDaemon
    is_new: bool


def start_daemon(town: Town) -> Started:
    """Start the daemon, unless it runs; return once its first start of the server is done.

    Raises:
        BadTown: `mayor/daemon.json` cannot be used.
        BeadworkError: the daemon ended at once; the message has the last lines of its log.
    """
    configuration.read(town)
    known = daemon_record.find(town.server)
    if known is not None:
        return Started(known, False)
    os.makedirs(town.server.control, mode=0o700, exist_ok=True)
    with open(paths.log(town), "ab", opener=private_files.opener) as output:
        words_before = output.tell()
        child = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, "-C", str(town.root), "daemon", "run", "--quiet"],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd=town.root,
            start_new_session=True,
        )
    found = _ready(town, child, words_before)
    return Started(found, found.pid == child.pid)


def _ready(town: Town, child: subprocess.Popen[bytes], words_before: int) -> LiveDaemon:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        known = daemon_record.find(town.server)
        if known is not None and known.facts.get("ready"):
            return known
        if child.poll() is not None and known is None:
            raise errors.BeadworkError(
                f"the daemon ended while starting: {_last_words(town, words_before)}",
                hint="gt daemon logs",
            )
        time.sleep(LOOK_SECONDS)  # the daemon is no child of ours if another process was first
    raise errors.BeadworkError(
        f"the daemon (pid {child.pid}) has not been ready for {READY_SECONDS} s",
        hint="gt daemon logs",
    )


def _last_words(town: Town, offset: int) -> str:
    content = bounded.read_range(paths.log(town), offset, 100_000)
    lines = content.decode(errors="replace").strip().splitlines()
    return " / ".join(line.strip() for line in lines[-3:]) or "it said nothing"


class Stopped(NamedTuple):
    """A daemon that has ended. `left` has the pids of its servers that run on."""

    daemon: LiveDaemon
    left: list[int]


def stop_daemon(town: Town) -> Stopped | None:
    """Stop the daemon and its servers; return None where none ran.

    A daemon that was started before the town was moved is found and stopped, too.

    Raises:
        BeadworkError: the daemon did not end in time, or the servers of a moved town did not. They
            are not killed.
    """
    moved = daemon_record.find_moved(town.server)
    known = daemon_record.find(town.server) or moved
    if known is None:
        return None
    with suppress(psutil.NoSuchProcess):
        found = _process(known, paths.lock(town))
        found.send_signal(signal.SIGTERM)
        found.send_signal(signal.SIGCONT)  # a stopped one handles SIGTERM only when it goes on
        _wait(town, found)
    if moved:
        for home in servers.all_of(town):
            stop.stop(home)
        preallocated.forget(town.server.daemon_record)
    pids = [server["pid"] for server in _servers(known) if "pid" in server]
    return Stopped(known, [pid for pid in pids if not process.has_ended(pid)])


def _wait(town: Town, daemon: psutil.Process) -> None:
    try:
        seconds = configuration.read(town).daemon.stop_seconds + END_SECONDS
    except errors.BadTown:  # a broken configuration must not prevent a stop
        seconds = configuration.Daemon().stop_seconds + END_SECONDS
    if not process.wait(daemon, seconds):
        raise errors.BeadworkError(
            f"the daemon (pid {daemon.pid}) was asked to end {seconds:.0f} s ago and still runs",
            hint="gt daemon logs",
        )


def _servers(daemon: LiveDaemon) -> list[dict[str, Any]]:
    """Return the parts of a daemon's record about its servers."""
    return [daemon.facts.get("server", {}), *daemon.facts.get("servers", {}).values()]


def reload(town: Town) -> LiveDaemon | None:
    """Let the daemon read the configuration and the registry again, and try again what it gave up.
    Return it, or None where no daemon runs.
    """
    known = daemon_record.find(town.server)
    with suppress(psutil.NoSuchProcess):
        if known is not None:
            _process(known, paths.lock(town)).send_signal(signal.SIGHUP)
            return known
    return None


def release_server(home: TownHome) -> None:
    """Tell the daemon that a rig has left the registry, and wait until its server is stopped.

    Raises:
        DaemonRuns: the daemon still supervises the server.
    """
    known = daemon_record.find(home)
    if known is None or not known.server:
        return
    with suppress(psutil.NoSuchProcess):
        lock = os.path.join(os.path.dirname(home.daemon_record), "daemon.lock")
        _process(known, lock).send_signal(signal.SIGHUP)
    deadline = time.monotonic() + END_SECONDS
    while (known := daemon_record.find(home)) is not None and known.server:
        if time.monotonic() > deadline:
            raise errors.DaemonRuns(
                f"the daemon (pid {known.pid}) still keeps the server of {home.rig}",
                hint="gt daemon stop   (and start it after)",
            )
        time.sleep(LOOK_SECONDS)


def _process(daemon: LiveDaemon, lock: str) -> psutil.Process:
    """Return the process of a daemon that is about to get a signal.

    Its command line and its open lock file prove the process: the record alone may have been
    written by anybody.

    Raises:
        BadTown: that process is no daemon of this town.
        psutil.NoSuchProcess: the process has ended.
    """
    found = psutil.Process(daemon.pid)
    try:
        words = found.cmdline()
        is_daemon = ("daemon", "run") in pairwise(words)
        is_own = found.uids().real == os.getuid()
        if is_own and is_daemon and _has_open(found, os.path.realpath(lock)):
            return found
    except psutil.AccessDenied:
        pass
    raise errors.BadTown(
        f"pid {daemon.pid}, which the daemon's record names, is not a daemon of this town: "
        "it gets no "
        "signal",
        hint="gt daemon status",
    )


def _has_open(daemon: psutil.Process, path: str) -> bool:
    return any(file.path == path for file in daemon.open_files())


def status(town: Town) -> dict[str, Any]:
    """Return the daemon's record; without a daemon only `running` (false) and `log`."""
    known = daemon_record.find(town.server)
    if known is None:
        return {"running": False, "log": paths.log(town)}
    silent = daemon_record.silence(town.server, known)
    stalled = {"stalled_seconds": round(silent)} if silent else {}
    return {"running": True, **stalled, **known.facts, "log": paths.log(town)}


def refuse_to_stop(town: Town) -> None:
    """Refuse where the daemon would start the server again at once.

    Raises:
        DaemonRuns: the daemon supervises a server that runs.
    """
    known = daemon_record.find(town.server)
    keeps = [
        home
        for home in servers.all_of(town)
        if (seen := daemon_record.find(home)) is not None and seen.restarts
    ]
    if known is not None and any(start.running(home) for home in keeps):
        raise errors.DaemonRuns(
            f"the daemon (pid {known.pid}) keeps the server alive, and would start it again at "
            f"once",
            hint="gt daemon stop   (which stops the server too)",
        )
