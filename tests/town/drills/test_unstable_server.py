"""A server that fails again and again is said to, long before the daemon gives up on it; a hang
after healthy time is no failed start.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from beadwork.town.daemon import control
from beadwork.town.layout import Town
from drills import Eventually, alert_text, assert_mended, configure, kinds, populate, said
from harness import Mayor, assert_done


@pytest.fixture
def town(mayor: Mayor, project: Path) -> Iterator[Mayor]:
    """A town without a daemon."""
    populate(mayor, project)
    yield mayor
    mayor.gt("daemon", "stop")


def test_a_second_failed_start_opens_an_alert(town: Mayor, eventually: Eventually) -> None:
    configure(town, backoff_seconds=60, backoff_max_seconds=60, healthy_seconds=3600)
    assert_done(town.gt("dolt", "stop"))
    manifest = town.root / ".dolt-data" / "gadget" / ".dolt" / "noms" / "manifest"
    content = manifest.read_bytes()
    manifest.write_bytes(b"junk")
    assert town.gt("daemon", "start").returncode == 3
    eventually(lambda: "server-restarts" in kinds(town))
    assert "server-gave-up" not in kinds(town)
    text = alert_text(town, "server-restarts")
    assert text.startswith("the server failed 2 times without a healthy time between, 2 of them at")
    assert f"gadget: {manifest} is damaged. Hint: gt dolt recover gadget." in text
    assert text.endswith("The daemon tries again by itself; `gt dolt start` does at once")
    status = town.gt("status")
    assert (status.returncode, "server-restarts" in said(status)) == (3, True)

    manifest.write_bytes(content)
    assert_done(town.gt("dolt", "start"))  # a person's start: what was before is forgotten
    eventually(lambda: not kinds(town))
    assert_mended(town)


def test_a_hang_after_healthy_time_is_no_failed_start(town: Mayor, eventually: Eventually) -> None:
    configure(town, healthy_seconds=3600, health_failures=2)
    started = town.gt("daemon", "start", BEADWORK_CONNECT_SECONDS="0.5")
    assert_done(started)
    for restarts in (1, 2):
        eventually(lambda: _health(town) == "well")
        pid = _server(town)["pid"]
        os.kill(pid, signal.SIGSTOP)
        try:
            eventually(lambda pid=pid: _server(town).get("pid", pid) != pid)  # type: ignore[misc]
        finally:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)
        server = _server(town)
        assert (server["restarts"], server.get("failed_starts", 0)) == (restarts, 0)
        assert ("server-restarts" in kinds(town)) is (restarts == 2)
    text = (
        "the server failed 2 times without a healthy time between: "
        f"pid {pid} did not answer, and was ended. "
        "It runs again, and this ends when it stays well. See `gt dolt logs`"
    )
    eventually(lambda: alert_text(town, "server-restarts") == text)
    eventually(lambda: kinds(town) == ["server-restarts"])
    for words in (["status"], ["daemon", "status"]):
        shown = town.gt(*words)
        assert (shown.returncode, "server-restarts" in said(shown)) == (1, True)

    configure(town, healthy_seconds=0.5)
    assert_done(town.gt("daemon", "reload"))
    eventually(lambda: not kinds(town))
    assert_mended(town)


def _server(town: Mayor) -> dict[str, Any]:
    server: dict[str, Any] = control.status(Town(town.root)).get("server", {})
    return server


def _health(town: Mayor) -> str:
    jobs: dict[str, Any] = control.status(Town(town.root)).get("jobs", {})
    return str(jobs.get("health", {}).get("result"))
