"""Collect the garbage of databases whose journal has grown, while the server is idle."""

from __future__ import annotations

from beadwork.dolt.connection.session import Session
from beadwork.dolt.server import access, health_queries
from beadwork.dolt.server.files import record
from beadwork.dolt.server.files.home import Home
from beadwork.dolt.server.machine import process
from beadwork.dolt.versions import gc
from beadwork.town.configuration import Daemon
from beadwork.town.daemon import health


def collect(home: Home, limits: Daemon) -> str:
    """Collect in the database with the largest journal, and return the result in words.

    Raises:
        ServerError: the server fails, or does not answer.
    """
    large = {name: size for name, size in health.journals(home).items() if size > limits.journal_mb}
    known = record.read(home)
    if not large or known is None or process.find(home, known) is None:
        return "nothing to collect"
    name = max(large, key=lambda database: large[database])
    with Session(access.address(home, known), name) as session:
        if not health_queries.is_idle(session):
            return f"{name} waits: the server is busy"
        gc.collect(session, full=False)
    return f"{name}: journal {large[name]} MB before, {health.journals(home).get(name, 0)} MB now"
