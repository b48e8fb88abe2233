"""A disk that fills up under a town: the daemon says so, loses nothing, and all goes on by itself
when there is room again.
"""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from beadwork.dolt.server.files import daemon_record
from beadwork.dolt.server.files.home import TownHome
from beadwork.dolt.server.lifecycle import stop
from beadwork.town import alerts
from beadwork.town.layout import Town
from harness import Mayor, Person, assert_done

FAST = {
    "health_seconds": 0.2,
    "heartbeat_seconds": 0.2,
    "backoff_seconds": 0.1,
    "backoff_max_seconds": 0.2,
    "disk_free_mb": 8,
}
Eventually = Callable[[Callable[[], bool]], None]


class Cramped(Mayor):
    """A mayor who has a small disk, `disk`, in the place of the whole town or of its databases."""

    disk: Path

    def fill(self) -> Path:
        """Fill the disk to the last byte, and return the file that does it."""
        ballast = self.disk / "ballast"
        with open(ballast, "wb", buffering=0) as file:
            for size in (1_000_000, 4096, 1):
                try:
                    while file.write(b"x" * size):
                        pass
                except OSError:
                    continue
        return ballast


@pytest.fixture(params=["", ".dolt-data"], ids=["the whole town", "its databases"])
def cramped(request: pytest.FixtureRequest, person: Person) -> Iterator[Cramped]:
    """A town, all of it or its databases on a disk of 32 MB; skipped where this user may not mount
    one.
    """
    someone = Cramped(person)
    someone.disk = someone.root / request.param
    someone.disk.mkdir(parents=True, mode=0o700)
    words = ["mount", "-t", "tmpfs", "-o", "size=32m,mode=700", "tmpfs", someone.disk]
    done = subprocess.run(words, capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"this user may not mount: {done.stderr.strip()}")
    try:
        assert_done(someone.gt("install"))
        path = someone.root / "mayor" / "daemon.json"
        path.write_text(json.dumps({"daemon": FAST}))
        assert_done(someone.gt("daemon", "start"))
        yield someone
        someone.gt("daemon", "stop")
        stop.stop(TownHome(str(someone.root)))
    finally:
        subprocess.run(["umount", "--lazy", someone.disk], check=True)


def test_a_disk_that_is_full_is_told_and_survived(cramped: Cramped, eventually: Eventually) -> None:
    town = Town(cramped.root)
    acknowledged = [f"Before {number}" for number in range(3)]
    for title in acknowledged:
        assert_done(cramped.person.run("create", title, cwd=cramped.root))
    ballast = cramped.fill()
    eventually(lambda: "disk-space" in _kinds(town))
    shown = cramped.gt("status")
    assert (shown.returncode, "alert   disk-space, since " in shown.stdout) == (1, True)
    assert_done(cramped.person.run("list", cwd=cramped.root))  # what only reads goes on

    words = ["create", "On the full disk", "-d", os.urandom(30_000).hex()]
    refused = [cramped.person.run(*words, "--json", cwd=cramped.root) for _ in range(2)]
    assert [done.returncode for done in refused] == [1, 1]
    codes = [json.loads(done.stderr) for done in refused]
    assert [error["code"] for error in codes] == ["outcome_unknown", "storage"]
    assert all(f"the disk of {town.server.data} is full" in error["error"] for error in codes)
    assert codes[1]["hint"] == f"df -h {town.server.data}"
    eventually(lambda: "server-gave-up" in _kinds(town))
    down = json.loads(cramped.gt("status", "--json").stdout)["down"]
    assert down == ["server", "alert disk-space", "alert server-gave-up"]
    daemon = daemon_record.find(town.server)
    assert daemon
    assert daemon.server == "gave up"

    ballast.unlink()
    eventually(lambda: not alerts.open_ones(town))
    assert_done(cramped.person.run("create", "After", cwd=cramped.root))
    listed = json.loads(cramped.person.run("list", "--json", cwd=cramped.root).stdout)
    assert sorted(issue["title"] for issue in listed) == ["After", *acknowledged]
    assert cramped.gt("daemon", "status").returncode == 0
    eventually(lambda: not alerts.unsent(town))
    assert [letter["subject"] for letter in cramped.answer("mail", "inbox", "mayor/")] == [
        "Alert: server-gave-up"
    ]
    assert cramped.gt("status").returncode == 0


def _kinds(town: Town) -> set[str]:
    return {alert.kind for alert in alerts.open_ones(town)}
