"""Start the managed server, once, however many ask for it at the same moment.

Every start happens under one file lock. The record is written as soon as there is a process, and
completed when the process has answered. So a starter that comes after one that was killed finds the
process and waits for it, instead of starting a second one.
"""

from __future__ import annotations

from collections.abc import Callable

from beadwork.dolt.server.files import record
from beadwork.dolt.server.files.home import Home
from beadwork.dolt.server.files.record import Record
from beadwork.dolt.server.files.server_lock import exclusively
from beadwork.dolt.server.lifecycle import launch, ready
from beadwork.dolt.server.machine import process
from beadwork.model.settings_table import int_setting

EXIT_SECONDS = int_setting("server.exit-timeout")


def ensure(home: Home, say: Callable[[str], None]) -> Record:
    """Return the record of a server that answers, starting it where needed.

    Raises:
        DoltMissing: there is no Dolt and none can be installed.
        NoServer: the server does not come up; the message has the end of its log.
        StorageFailure: the data directory cannot be used, or another process serves it.
    """
    with exclusively(home):
        return ensure_alone(home, say)


def ensure_alone(home: Home, say: Callable[[str], None]) -> Record:
    """Do what `ensure` does, for a caller that holds the server's lock.

    A server that runs since before its directory was moved is stopped first: it would open files
    by their former paths.
    """
    known = running(home)
    found = process.find(home, known) if known else None
    if found is not None and process.has_moved(found, home):
        say(f"The server (pid {found.pid}) was started before {home.data} was moved: it is ended")
        process.end(found, EXIT_SECONDS)
        known = None
    if known is not None:
        try:
            return ready.wait(home, known, lambda: process.find(home, known) is not None)
        except ready.Ended:
            record.forget(home)
    return launch.launch(home, say)


def running(home: Home) -> Record | None:
    """Return the record of our living process, None where there is none.

    A server has no record where its starter was killed before it could write one, or where the
    record was torn, or written before the directory was moved. Such a server is found by its
    configuration file, with which only we start a server, and by the directory in which it works.
    """
    known = record.read(home)
    if known is not None and process.find(home, known) is not None:
        return known
    found = process.search(home)
    return launch.record_of(home, found) if found is not None else None
