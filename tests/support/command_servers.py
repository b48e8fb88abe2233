"""A directory of command servers of a test's own, beside that of all tests."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from beadwork.dolt.server.files import home as homes
from beadwork.dolt.server.files import record
from beadwork.serve import client, protocol
from harness import BIN


class Home(NamedTuple):
    """The directory, and the variables with which a command looks there for a command server, and
    reaches the Dolt server of all tests.
    """

    path: Path
    told: dict[str, str]

    @property
    def socket(self) -> Path:
        """The path of the socket for the package and the interpreter of the tests."""
        return self.path / "serve" / protocol.socket_name(client.package())

    @contextmanager
    def server(self, **environment: str) -> Iterator[int]:
        """Run a command server there; give its pid."""
        told = {**os.environ, **environment, "BEADWORK_HOME": str(self.path)}
        bd = (str(BIN / "bd"), "serve")
        pid = json.loads(subprocess.check_output((*bd, "start", "--json"), env=told))["pid"]
        try:
            yield pid
        finally:
            subprocess.run((*bd, "stop"), env=told, check=True, stdout=subprocess.DEVNULL)


@contextmanager
def home() -> Iterator[Home]:
    """Make such a directory, with a short name: a socket lies below it."""
    path = Path(os.environ["BEADWORK_TEST_RUN"]) / f"s{os.getpid()}"
    (path / "serve").mkdir(0o700, parents=True)
    server = homes.of_user()
    known = record.read(server)
    assert known is not None
    told = {
        "BEADWORK_HOME": str(path),
        "BEADS_DOLT_SERVER_SOCKET": known.socket,
        "BEADS_DOLT_PASSWORD": Path(server.password).read_text().strip(),
    }
    yield Home(path, told)
    shutil.rmtree(path)
