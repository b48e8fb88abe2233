"""Collect the garbage of databases whose journal has grown, while the server is idle; and of those
that are idle themselves, for their memory (dolt/databases/idle.py).
"""

from __future__ import annotations

from beadwork.dolt.connection.session import Session
from beadwork.dolt.databases import idle
from beadwork.dolt.server import access, health_queries
from beadwork.dolt.server.files import record
from beadwork.dolt.server.files.home import Home
from beadwork.dolt.server.machine import process
from beadwork.dolt.versions import gc
from beadwork.model.settings_table import int_setting
from beadwork.town.configuration import Daemon
from beadwork.town.daemon import health

IDLE = int_setting("daemon.idle-collections")


def collect(home: Home, limits: Daemon) -> str:
    """Collect in the database with the largest journal, or in some that are idle, and return the
    result in words.

    Raises:
        ServerError: the server fails, or does not answer.
    """
    large = {name: size for name, size in health.journals(home).items() if size > limits.journal_mb}
    known = record.read(home)
    if known is None or process.find(home, known) is None:
        return "nothing to collect"
    if not large:
        names = idle.collect(home, IDLE)
        return f"idle: {', '.join(names)}" if names else "nothing to collect"
    name = max(large, key=lambda database: large[database])
    with Session(access.address(home, known), name) as session:
        if not health_queries.is_idle(session):
            return f"{name} waits: the server is busy"
        gc.collect(session, full=False)
    return f"{name}: journal {large[name]} MB before, {health.journals(home).get(name, 0)} MB now"
