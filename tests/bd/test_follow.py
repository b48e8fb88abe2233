"""`bd activity --follow` and `bd watch`: what comes is shown as it comes, and they end when nobody
reads or somebody says so.
"""

from __future__ import annotations

import json
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from beadwork.dolt.server.files import record
from beadwork.tracker import open as open_tracker
from harness import BIN, Person, Place, assert_done

Eventually = Callable[[Callable[[], bool]], None]


FOLLOW = ("activity", "--follow")


def start(
    words: list[str],
    directory: Path,
    environment: dict[str, str],
    out: Path,
    command: tuple[str, ...] = FOLLOW,
) -> subprocess.Popen[str]:
    """Start `bd activity --follow WORDS`, or another command, its output in a file."""
    with out.open("w") as file:
        return subprocess.Popen(
            [BIN / "bd", *command, *words],
            cwd=directory,
            env=environment,
            stdin=-3,
            stdout=file,
            stderr=subprocess.PIPE,
            text=True,
        )


def test_what_comes_is_shown_once_and_in_order(
    place: Place, tmp_path: Path, eventually: Eventually
) -> None:
    place.run("create", "First", "--id", "demo-1")
    out = tmp_path / "out"
    process = start(["--json"], place.directory, place.environment, out)
    eventually(lambda: "demo-1" in out.read_text())
    place.run("create", "Second", "--id", "demo-2")
    place.run("close", "demo-1", "demo-2")
    eventually(lambda: out.read_text().count("closed") >= 2)
    process.send_signal(signal.SIGINT)
    assert process.wait(60) == 130
    assert process.stderr
    assert process.stderr.read() == ""
    said = [json.loads(line) for line in out.read_text().splitlines()]
    assert [(event["action"], event.get("issue_id")) for event in said if "issue_id" in event] == [
        ("created", "demo-1"),
        ("created", "demo-2"),
        ("closed", "demo-1"),
        ("closed", "demo-2"),
    ]


def test_one_issue_of_one_person(place: Place, tmp_path: Path, eventually: Eventually) -> None:
    place.run("create", "First", "--id", "demo-1")
    out = tmp_path / "out"
    process = start(
        ["--issue", "demo-1", "--actor", "Bob"], place.directory, place.environment, out
    )
    place.run("create", "Second", "--id", "demo-2", "--actor", "Bob")
    place.run("comment", "demo-1", "not by Bob")
    place.run("close", "demo-1", "--actor", "Bob")
    eventually(lambda: "closed" in out.read_text())
    process.send_signal(signal.SIGINT)
    process.wait(60)
    (line,) = out.read_text().splitlines()
    assert " Bob " in line
    assert "closed     demo-1 First" in line


@pytest.mark.parametrize("command", [(*FOLLOW, "-n", "1"), ("watch", "--since", "HEAD~1")])
def test_it_ends_when_the_reader_goes_away_although_nothing_happens(
    place: Place, command: tuple[str, ...]
) -> None:
    place.run("create", "First", "--id", "demo-1")
    process = subprocess.Popen(
        [BIN / "bd", *command],
        cwd=place.directory,
        env=place.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    assert process.stderr
    assert "demo-1" in process.stdout.readline()
    process.stdout.close()
    assert process.wait(60) == 141
    assert process.stderr.read() == ""


def test_it_outlives_a_restart_of_the_server(
    person: Person, tmp_path: Path, eventually: Eventually, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And it does not start the server that a person has stopped."""
    directory = person.home / "project"
    directory.mkdir()
    assert_done(person.run("init", "-p", "demo", cwd=directory))
    out, watched = tmp_path / "out", tmp_path / "watched"
    process = start([], directory, person.environment, out)
    watch = ("watch", "--since", "beginning", "-t", "task", "--json")
    watching = start([], directory, person.environment, watched, watch)
    assert_done(person.run("create", "Before", "--id", "demo-1", cwd=directory))
    eventually(lambda: "demo-1" in out.read_text() and "demo-1" in watched.read_text())
    monkeypatch.setenv("BEADWORK_HOME", str(person.home / ".beads"))
    with open_tracker(directory) as tracker:
        feed = tracker.changes(wait_seconds=0.01)
        assert_done(person.run("dolt", "stop", cwd=directory))
        tracker._link.session.drop()
        assert list(feed) == []
        assert record.read(person.server) is None
        assert_done(person.run("dolt", "start", cwd=directory))
        assert_done(person.run("create", "After", "--id", "demo-2", cwd=directory))
        assert [change.issues for change in feed.read(60)] == [("demo-2",)]
    eventually(lambda: "demo-2" in out.read_text() and "demo-2" in watched.read_text())
    for running in (process, watching):
        running.send_signal(signal.SIGINT)
        assert running.wait(60) == 130
    assert [line.split()[-1] for line in out.read_text().splitlines() if "created" in line] == [
        "Before",
        "After",
    ]
    changes = [json.loads(line) for line in watched.read_text().splitlines()]
    assert [(change["issues"], change["kinds"]) for change in changes] == [
        (["demo-1"], ["created"]),
        (["demo-2"], ["created"]),
    ]
