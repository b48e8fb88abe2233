"""A disk that fills up under a town: the daemon says so, loses nothing, and all is well when there is room again."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from beadwork.dolt.server import stop
from beadwork.dolt.server.home import TownHome
from beadwork.town import alerts
from beadwork.town.layout import Town
from harness import Mayor, Person, assert_done

FAST = {
    "health_seconds": 0.2,
    "heartbeat_seconds": 0.2,
    "backoff_seconds": 0.1,
    "backoff_max_seconds": 0.2,
    "disk_free_mb": 1,
}


@pytest.fixture
def cramped(person: Person) -> Iterator[Mayor]:
    """A mayor whose whole town is on a disk of 32 MB; skipped where this user may not mount one."""
    someone = Mayor(person)
    someone.root.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", someone.root], capture_output=True, text=True
    )
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
        subprocess.run(["umount", "--lazy", someone.root], check=True)


def fill(root: Path) -> Path:
    """Fill the disk to the last byte, and return the file that does it."""
    ballast = root / "ballast"
    with open(ballast, "wb", buffering=0) as file:
        for size in (1_000_000, 4096, 1):
            try:
                while file.write(b"x" * size):
                    pass
            except OSError:
                continue
    return ballast


def test_a_disk_that_is_full_is_told_and_survived(
    cramped: Mayor, eventually: Callable[[Callable[[], bool]], None]
) -> None:
    town = Town(cramped.root)
    assert_done(cramped.person.run("create", "Before", "--id", "hq-1", cwd=cramped.root))
    ballast = fill(cramped.root)
    refused = cramped.person.run("create", "On the full disk", "-d", os.urandom(30_000).hex(), cwd=cramped.root)
    assert refused.returncode in (1, 3)
    assert "Traceback" not in refused.stderr
    eventually(lambda: "disk-space" in (cramped.root / "daemon" / "daemon.log").read_text() or _knows(town))
    ballast.unlink()
    eventually(lambda: cramped.gt("dolt", "start").returncode == 0)
    eventually(lambda: not alerts.open_ones(town))
    assert_done(cramped.person.run("create", "After", "--id", "hq-2", cwd=cramped.root))
    listed = cramped.person.run("list", cwd=cramped.root).stdout
    assert "Before" in listed and "After" in listed and "On the full disk" not in listed
    assert cramped.gt("daemon", "status").returncode == 0


def _knows(town: Town) -> bool:
    return "disk-space" in {alert.kind for alert in alerts.open_ones(town)}
