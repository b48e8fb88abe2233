"""While the daemon waits between failed starts, `bd` says so at once, with the reason."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from drills import Eventually, assert_mended, configure, kinds, populate, said
from harness import Mayor, assert_done

AT_ONCE = 5.0
"""Seconds, on a loaded machine; a wait for the server would take ten."""


@pytest.fixture
def town(mayor: Mayor, project: Path) -> Iterator[Mayor]:
    """A town whose daemon waits for a minute after a failed start."""
    populate(mayor, project)
    configure(mayor, backoff_seconds=60, backoff_max_seconds=60)
    assert_done(mayor.gt("dolt", "backup"))
    yield mayor
    mayor.gt("daemon", "stop")


def test_bd_does_not_wait_for_a_start_that_is_not_under_way(
    town: Mayor, eventually: Eventually
) -> None:
    assert_done(town.gt("dolt", "stop"))
    manifest = town.root / ".dolt-data" / "gadget" / ".dolt" / "noms" / "manifest"
    content = manifest.read_bytes()
    manifest.write_bytes(b"junk")
    before = time.monotonic()
    without = town.person.run("ready", cwd=town.root / "widget")
    assert time.monotonic() - before < AT_ONCE
    assert (without.returncode, "Hint: gt dolt start" in without.stderr) == (3, True)

    assert town.gt("daemon", "start").returncode == 3
    eventually(lambda: "gave up" in said(town.gt("daemon", "status")) or bool(kinds(town)))
    before = time.monotonic()
    refused = town.person.run("ready", cwd=town.root / "widget")
    assert time.monotonic() - before < AT_ONCE
    assert refused.returncode == 3
    assert f"gadget: {manifest} is damaged" in said(refused)
    assert "`gt dolt start`" in said(refused)

    manifest.write_bytes(content)
    assert_done(town.gt("dolt", "start"))
    eventually(lambda: not kinds(town))
    assert_mended(town)
