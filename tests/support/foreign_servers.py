"""Servers that are not managed: a real Dolt that a test starts by itself, a server that hangs, a
program that holds a port.
"""

from __future__ import annotations

import os
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

import psutil

from beadwork.dolt import required_program
from beadwork.dolt.connection.address import Address
from beadwork.dolt.connection.server_errors import Fault, ServerError
from beadwork.dolt.connection.session import Session
from beadwork.dolt.server import access


class Foreign(NamedTuple):
    """A Dolt server that is not managed."""

    directory: Path
    port: int
    process: subprocess.Popen[bytes]

    @property
    def root(self) -> Address:
        """The address for a connection as root."""
        return Address(port=self.port)

    def sql(self, *statements: str) -> list[tuple[Any, ...]]:
        """Run statements as root, one by one, and return the rows of the last."""
        with Session(self.root, None) as session:
            for statement in statements[:-1]:
                session.run(statement.replace("%", "%%"))
            return list(session.rows(statements[-1].replace("%", "%%")))


@contextmanager
def foreign(
    directory: Path,
    port: int | None = None,
    *,
    behavior: dict[str, Any] | None = None,
    remotesapi: int | None = None,
    **listener: Any,
) -> Iterator[Foreign]:
    """Run a Dolt server over `directory` while the block runs. `behavior` and `listener` add to its
    configuration; it serves as a remote on the port `remotesapi`.
    """
    import json

    directory.mkdir(parents=True, exist_ok=True)
    port = port or free_port()
    configuration = directory / "foreign.yaml"
    settings = {
        "data_dir": str(directory / "data"),
        "listener": {"host": "127.0.0.1", "port": port, **listener},
    }
    if behavior:
        settings["behavior"] = behavior
    if remotesapi:
        settings["remotesapi"] = {"port": remotesapi}
    configuration.write_text(json.dumps(settings))
    (directory / "data").mkdir(exist_ok=True)
    dolt = required_program.require(lambda line: None)
    environment = {
        **os.environ,
        "DOLT_ROOT_PATH": str(directory),
        "HOME": str(directory),
        "DOLT_DISABLE_EVENT_FLUSH": "1",
    }
    with open(directory / "log", "ab") as log:
        process = subprocess.Popen(
            [dolt.path, "sql-server", "--config", configuration],
            stdout=log,
            stderr=log,
            env=environment,
            cwd=directory,
        )
    try:
        running = Foreign(directory, port, process)
        _wait(running)
        yield running
    finally:
        process.terminate()
        process.wait()


def _wait(running: Foreign) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert running.process.poll() is None, (running.directory / "log").read_text()
        try:
            access.ask(running.root)
        except ServerError as error:
            if error.fault not in (Fault.REFUSED, Fault.LOST):
                return  # the server answers, and wants a password or TLS
            time.sleep(0.02)
        else:
            return
    raise AssertionError("the foreign server does not answer")


def free_port() -> int:
    """Return a port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def hung(path: Path) -> Iterator[list[socket.socket]]:
    """Listen on a Unix socket and never answer. Yield the connections that were made."""
    aside = path.with_name(f"{path.name}.aside")
    path.replace(aside)
    met: list[socket.socket] = []
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))
        listener.listen()
        taking = threading.Thread(target=_take, args=(listener, met))
        taking.start()
        try:
            yield met
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            taking.join(10)
            aside.replace(path)
            for connection in met:
                connection.close()


def _take(listener: socket.socket, met: list[socket.socket]) -> None:
    with suppress(OSError):
        while True:
            met.append(listener.accept()[0])


@contextmanager
def held(port: int = 0) -> Iterator[int]:
    """Hold a port with a program that is not Dolt: this process."""
    with socket.socket() as holder:
        holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        holder.bind(("127.0.0.1", port))
        holder.listen()
        yield int(holder.getsockname()[1])


def serving(configuration: str) -> list[int]:
    """Return the pids of the servers that run with a configuration file."""
    found = []
    for process in psutil.process_iter():
        try:
            words = process.cmdline()
            if (
                "sql-server" in words
                and configuration in words
                and process.status() != psutil.STATUS_ZOMBIE
            ):
                found.append(process.pid)
        except psutil.Error:
            continue
    return found
