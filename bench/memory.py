"""The memory of a server with many databases: of one with a journal, and of one that is idle."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psutil

from beadwork.dolt.connection.session import Session
from beadwork.dolt.server import access
from beadwork.dolt.server.files import home as homes
from beadwork.dolt.server.files import record
from beadwork.dolt.server.lifecycle import restart, stop
from beadwork.dolt.versions import gc
from bench.measure import BD, Figure

DATABASES = 20
MB = 1 << 20


def figures(base: Path) -> Iterator[Figure]:
    """Yield what one more database costs a server that has just started, on a server of its own."""
    mine = os.environ["BEADWORK_HOME"]
    os.environ["BEADWORK_HOME"] = str(base / "memory-home")
    try:
        _make(base, 0)
        alone = _memory()
        for number in range(1, DATABASES + 1):
            _make(base, number)
        yield Figure(
            "memory of a database with a journal", (_memory() - alone) / DATABASES, 15, "MB"
        )
        _collect()
        yield Figure("memory of an idle database", (_memory() - alone) / DATABASES, 3, "MB")
    finally:
        stop.stop(homes.of_user())
        os.environ["BEADWORK_HOME"] = mine


def _make(base: Path, number: int) -> None:
    place = base / f"memory{number}"
    place.mkdir()
    for words in (("init", "-p", f"m{number}"), ("create", "One")):
        subprocess.run([BD, *words], cwd=place, check=True, stdout=subprocess.DEVNULL)


def _memory() -> float:
    """Return the megabytes of the server after a new start."""
    known = restart.restart(homes.of_user(), lambda _: None)
    return float(psutil.Process(known.pid).memory_info().rss) / MB


def _collect() -> None:
    home = homes.of_user()
    known = record.read(home)
    assert known is not None
    for name in sorted(os.listdir(home.data)):
        if name.startswith("m"):
            with Session(access.address(home, known), name) as session:
                gc.collect(session, full=False)
