"""A worker that is killed at each packet of a write: nothing is lost, nothing is doubled."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from beadwork.dolt.server.files import home as homes
from beadwork.dolt.server.files import record
from cutting_proxy import Cut, KillingProxy
from harness import Place

PACKETS = 5
"""Of a create: identity, lock, rows, COMMIT and DOLT_COMMIT; the farewell waits for no answer."""


def through(proxy: KillingProxy) -> dict[str, str]:
    """Return the variables by which a command reaches the server through the proxy."""
    return {
        "BEADS_DOLT_SERVER_SOCKET": str(proxy.path),
        "BEADS_DOLT_PASSWORD": Path(homes.of_user().password).read_text().strip(),
    }


@pytest.mark.parametrize("is_heard", [False, True], ids=["unheard", "heard"])
@pytest.mark.parametrize("packet", range(1, PACKETS + 1))
def test_a_write_is_made_once(packet: int, is_heard: bool, served: Place) -> None:
    with proxy_at(packet, is_heard) as proxy:
        done = served.run("create", "Once", "--json", **through(proxy))
        assert proxy.has_cut
    issues = json.loads(served.run("list", "--json").stdout)
    assert [issue["title"] for issue in issues] == ["Once"], (done.stdout, done.stderr)
    log = json.loads(served.run("log", "--json").stdout)
    assert sum("create" in entry["message"] for entry in log) == 1
    if done.returncode:
        assert json.loads(done.stderr)["code"] == "output_failed"
    else:
        assert json.loads(done.stdout)["id"] == issues[0]["id"]


def test_no_create_has_more_packets(served: Place) -> None:
    with proxy_at(PACKETS + 2, is_heard=False) as proxy:
        served.run("create", "Once", **through(proxy))
        assert not proxy.has_cut


@pytest.mark.parametrize("is_heard", [False, True], ids=["unheard", "heard"])
def test_a_read_is_done_by_the_client(is_heard: bool, served: Place) -> None:
    served.run("create", "One", "--id", "demo-1")
    with proxy_at(1, is_heard) as proxy:
        done = served.run("show", "demo-1", "--json", **through(proxy))
        assert proxy.has_cut
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)[0]["title"] == "One"


def proxy_at(packet: int, is_heard: bool) -> KillingProxy:
    """Return a proxy to the server of all tests, which kills who sends a packet."""
    known = record.read(homes.of_user())
    assert known is not None
    path = Path(os.environ["BEADWORK_TEST_RUN"]) / f"{os.getpid()}-{packet}-{is_heard}.sock"
    path.unlink(missing_ok=True)
    return KillingProxy(path, known.socket, Cut(packet, heard=is_heard))
