"""A server that does not answer as one is given up in time, and said to be no tracker; one that
works for long is not.
"""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from beadwork.dolt.connection import timeouts
from beadwork.dolt.server.files import record
from fuzz.servers import BEHAVIOURS, Client, listening
from harness import Person, Place, assert_done

LIMITS = {"BEADWORK_CONNECT_SECONDS": "1", "BEADWORK_SILENCE_SECONDS": "2"}
LONGEST = 8.0
"""Seconds for all of a command under these limits, on a busy machine."""


@pytest.mark.parametrize(
    "words", [("list",), ("create", "A title"), ("dolt", "test")], ids=" ".join
)
@pytest.mark.parametrize(("name", "behave"), BEHAVIOURS, ids=[name for name, _ in BEHAVIOURS])
def test_what_is_no_server_is_given_up(
    place: Place, name: str, behave: Callable[[Client, Random], None], words: tuple[str, ...]
) -> None:
    with listening(lambda client: behave(client, Random(name))) as port:
        before = time.monotonic()
        named = {"BEADS_DOLT_SERVER_PORT": str(port), "BEADS_DOLT_PASSWORD": "x", **LIMITS}
        done = place.run(*words, "--json", **named)
    assert time.monotonic() - before < LONGEST
    assert (done.returncode, done.stdout) == (3, ""), done.stderr
    error = json.loads(done.stderr.splitlines()[-1])
    assert error["code"] in ("no_server", "no_tracker", "access_denied"), error
    assert "report" not in done.stderr


@pytest.mark.parametrize(
    "host", ["no such host", "-oProxyCommand=id", "..", "a" * 64, "a..b", "https://127.0.0.1/"]
)
def test_what_is_no_host_is_not_looked_for(place: Place, host: str) -> None:
    done = place.run("list", "--json", BEADS_DOLT_SERVER_HOST=host)
    error = json.loads(done.stderr)
    assert (done.returncode, error["code"]) == (3, "no_tracker")
    assert error["error"] == f"BEADS_DOLT_SERVER_HOST: no host is called {host!r}"


def test_a_database_of_something_else_is_no_tracker(person: Person, tmp_path: Path) -> None:
    assert_done(person.run("init", "--prefix", "demo", cwd=tmp_path))
    broken = "UPDATE metadata SET value = 'soon' WHERE `key` = 'schema_version'"
    assert_done(person.run("dolt", "sql", "-q", f"USE demo; {broken}", cwd=tmp_path))
    done = person.run("list", "--json", cwd=tmp_path)
    error = json.loads(done.stderr)
    assert (done.returncode, error["code"]) == (3, "no_tracker")
    assert error["error"].startswith(
        "the database demo is not a tracker: its metadata cannot be read"
    )


def test_a_statement_of_a_server_that_lives_may_take_longer(place: Place) -> None:
    done = place.run("sql", "SELECT SLEEP(3), 'done'", BEADWORK_SILENCE_SECONDS="1")
    assert_done(done)
    assert "done" in done.stdout


def test_a_server_that_stops_in_a_statement_is_given_up(person: Person, tmp_path: Path) -> None:
    assert_done(person.run("init", "--prefix", "demo", cwd=tmp_path))
    known = record.read(person.server)
    assert known is not None
    running = person.start("sql", "SELECT SLEEP(60)", cwd=tmp_path, **LIMITS)
    try:
        os.kill(known.pid, signal.SIGSTOP)
        said = running.communicate(timeout=30)[1]
    finally:
        os.kill(known.pid, signal.SIGCONT)
    assert running.returncode == 3
    assert "the server does not answer: it hangs, or cannot be reached" in said


def test_the_limits_of_a_silent_server_are_thirty_seconds_in_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("BEADWORK_SILENCE_SECONDS", raising=False)
    assert timeouts.quiet_seconds() + timeouts.probe_seconds() == timeouts.SILENCE_SECONDS == 30
