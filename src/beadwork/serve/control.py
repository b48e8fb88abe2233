"""Start, find and stop the command server of this program and interpreter."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import NamedTuple

from beadwork.dolt.server.files.home import user_directory
from beadwork.dolt.server.machine.outliving import Outliving
from beadwork.errors import NoServer
from beadwork.model.settings_table import float_setting
from beadwork.serve import client, likeness, listener, preload, protocol
from beadwork.serve.place import Place

ANSWER_SECONDS = float_setting("serve.answer-timeout")
START_SECONDS = float_setting("serve.start-timeout")
STOP_SECONDS = float_setting("serve.stop-timeout")
POLL_SECONDS = float_setting("serve.poll")
MODULE = (sys.executable, "-P", "-m", "beadwork.serve")


class Running(NamedTuple):
    """A command server that answers."""

    pid: int
    socket: str


class Started(NamedTuple):
    """The server that runs now, and whether it was started for that."""

    server: Running
    is_new: bool


def find() -> Running | None:
    """Return the server that a command of this process would use; None where none answers.

    It may take longer for an answer here than a command would wait for it.
    """
    directory = os.path.join(user_directory(), protocol.DIRECTORY)
    connection = client.connect(directory)
    if connection is None:
        return None
    try:
        connection.settimeout(ANSWER_SECONDS)
        if not client.Handover(connection, "bd", []).is_alive():
            return None
        pid, _ = likeness.peer(connection)
    except OSError:
        return None
    finally:
        connection.close()
    name = protocol.socket_name(client.package())
    return Running(pid, os.path.join(directory, name))


def start() -> Started:
    """Start the server, unless it runs.

    Raises:
        NoServer: it does not answer in time.
        AccessDenied, OSError: it has no place.
    """
    found = find()
    if found is not None:
        return Started(found, is_new=False)
    Place().close()
    spawn()
    return Started(_awaited(), is_new=True)


def spawn() -> None:
    """Let a server start by itself. Where another one serves already, it ends at once."""
    Outliving(
        MODULE,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def serve() -> bool:
    """Be the server, until it is stopped; False where another one serves already.

    Raises:
        AccessDenied, OSError: it has no place.
    """
    place = Place()
    preload.load()
    return listener.run(place)


def stop() -> Running | None:
    """Ask the server to end after the commands that run, and wait until it has taken its socket
    away. Return the server; None where none runs.

    Raises:
        NoServer: it does not end in time.
    """
    found = find()
    if found is None:
        return None
    os.kill(found.pid, 15)
    deadline = time.monotonic() + STOP_SECONDS
    while os.path.exists(found.socket):
        if time.monotonic() > deadline:
            raise NoServer(
                f"the command server (pid {found.pid}) does not end",
                hint=f"ps -o pid,stat,etime,args -p {found.pid}",
            )
        time.sleep(POLL_SECONDS)
    return found


def _awaited() -> Running:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        found = find()
        if found is not None:
            return found
        time.sleep(POLL_SECONDS)
    raise NoServer("the command server does not answer", hint="bd serve start --foreground")
