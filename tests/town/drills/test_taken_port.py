"""Another program has the server's port: its pid is said at once, and the daemon starts the server
when the port is free.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from drills import Eventually, assert_mended, configure, kinds, populate, said
from foreign_servers import held
from harness import Mayor, assert_done


@pytest.fixture
def town(mayor: Mayor, project: Path) -> Iterator[Mayor]:
    """A town without a daemon."""
    populate(mayor, project)
    configure(mayor)
    yield mayor
    mayor.gt("daemon", "stop")


def test_a_port_that_is_free_again_is_tried_again(town: Mayor, eventually: Eventually) -> None:
    assert_done(town.gt("dolt", "stop"))
    path = town.root / "mayor" / "daemon.json"
    with held() as port:
        content = json.loads(path.read_text())
        path.write_text(json.dumps({**content, "dolt_server": {"enabled": True, "port": port}}))
        started = town.gt("daemon", "start")
        why = f"port {port} is held by "
        assert (started.returncode, why in said(started)) == (3, True)
        assert f"(pid {os.getpid()})" in said(started)
        assert why in said(town.gt("status"))
        assert why in said(town.gt("daemon", "status"))
        eventually(lambda: "server-gave-up" in kinds(town))
    eventually(lambda: not kinds(town))
    assert_mended(town)
