"""Who subscribes to the feed gets each commit as one line, and nobody looks twice for it."""

from __future__ import annotations

import json
import os
import posix
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import command_servers
from beadwork.serve import served_head, subscription
from beadwork.serve.served_head import ServedHead
from beadwork.serve.subscription import Subscription
from beadwork.store.history import log
from beadwork.tracker import InternalTracker
from command_servers import Home
from harness import Place

Eventually = Callable[[Callable[[], bool]], None]
NEVER_LOOKS = "from beadwork.serve import control, feed; feed.INTERVAL = 3600; control.serve()"
"""A command server whose feed hears of commits by workers alone."""


@pytest.fixture
def home(served: Place, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    """A directory of command servers; this process listens there."""
    with command_servers.home() as directory:
        monkeypatch.setitem(posix.environ, b"BEADWORK_SERVE", b"only")  # type: ignore[misc]
        monkeypatch.setattr(served_head.client, "directory", lambda: str(directory.path / "serve"))
        yield directory


class Nobody:
    """Where one would look oneself, but must not."""

    def wait(self, seen: str, seconds: float) -> str:
        raise AssertionError("it looked itself")


class Lines:
    """The lines of a subscription."""

    def __init__(self, tracker: InternalTracker) -> None:
        link = tracker.link
        found = served_head.subscribed(
            Subscription(
                link.session.address,
                link.workspace.database,
                tracker.branch,
                tracker.profile.project_id,
            )
        )
        assert found is not None
        self.connection = found
        self.connection.settimeout(60)
        self.file = found.makefile("rb")

    def next(self) -> dict[str, Any]:
        line: dict[str, Any] = json.loads(self.file.readline())
        return line

    def close(self) -> None:
        self.file.close()
        self.connection.close()


def head(tracker: InternalTracker) -> str:
    return tracker.ask(log.head)


@pytest.fixture
def deaf(served: Place, home: Home, eventually: Eventually) -> Iterator[Home]:
    """A command server that does not look by itself."""
    told = {**os.environ, "BEADWORK_HOME": str(home.path)}
    words = [sys.executable, "-P", "-c", NEVER_LOOKS]
    with subprocess.Popen(words, env=told, cwd="/") as server:
        eventually(home.socket.exists)
        yield home
        server.send_signal(signal.SIGTERM)


def test_a_commit_of_a_worker_is_a_line_at_once(
    served: Place, deaf: Home, tracker: InternalTracker
) -> None:
    lines = Lines(tracker)
    assert lines.next() == {"head": head(tracker)}
    done = served.run("create", "One", "--id", "demo-1", **deaf.told, BEADS_ACTOR="Ann")
    assert done.returncode == 0, done.stderr
    line = lines.next()
    assert line["commit"] == head(tracker)
    assert (line["author"], line["branch"]) == ("Ann", served.branch)
    assert (line["issues"], line["kinds"]) == (["demo-1"], ["created"])
    assert set(line) >= {"time", "cursor"}
    lines.close()


def test_a_commit_of_anything_else_is_a_line_too(home: Home, tracker: InternalTracker) -> None:
    with home.server():
        lines, others = Lines(tracker), Lines(tracker)
        assert lines.next() == others.next()
        tracker.create("One", id="demo-1")
        tracker.close_issues("demo-1")
        for listener in (lines, others):
            assert [listener.next()["kinds"] for _ in range(2)] == [["created"], ["closed"]]
            listener.close()


def test_a_branch_that_was_moved_back_is_told(home: Home, tracker: InternalTracker) -> None:
    tracker.create("One", id="demo-1")
    with home.server():
        lines = Lines(tracker)
        lines.next()
        tracker.link.become_root()
        tracker.ask(lambda session: session.rows("CALL DOLT_RESET('--hard', 'HEAD~1')"))
        assert lines.next() == {"head": head(tracker)}
        lines.close()


def test_who_does_not_read_is_let_go(home: Home, tracker: InternalTracker) -> None:
    """The others get their lines all the same."""
    with home.server():
        lines, silent = Lines(tracker), Lines(tracker)
        silent.connection.shutdown(socket.SHUT_RD)
        lines.next()
        tracker.create("One")
        assert lines.next()["kinds"] == ["created"]
        lines.close()
        silent.close()


def test_a_watcher_is_woken_by_the_feed(
    served: Place, deaf: Home, tracker: InternalTracker
) -> None:
    watch = ServedHead(tracker, Nobody())
    before = head(tracker)
    assert watch.wait(before, 0) == before
    served.run("create", "One", **deaf.told).check_returncode()
    newest = watch.wait(before, 60)
    assert newest == head(tracker) != before
    assert watch.wait(newest, 0) == newest
    watch.close()
    assert watch.wait(before, 60) == newest  # what came while nobody listened
    watch.close()


def test_a_watcher_looks_itself_where_the_server_ends(home: Home, tracker: InternalTracker) -> None:
    watch = ServedHead(tracker, tracker._head_watch)
    before = head(tracker)
    with home.server():
        assert watch.wait(before, 0) == before
        assert watch._lines is not None
    tracker.create("One")
    assert watch.wait(before, 60) == head(tracker)
    assert watch._lines is None


def test_the_feed_ends_with_its_last_listener(
    home: Home, tracker: InternalTracker, eventually: Eventually
) -> None:
    with home.server() as pid:
        for _ in range(2):  # and begins anew
            lines = Lines(tracker)
            lines.next()
            connected = connections(tracker)
            lines.close()
            eventually(lambda before=connected: connections(tracker) < before)
        assert Path(f"/proc/{pid}").exists()


def connections(tracker: InternalTracker) -> int:
    """Return how many connections the Dolt server has to the branch of the tracker."""
    sql = "SELECT COUNT(*) FROM information_schema.processlist WHERE db = DATABASE()"
    return int(tracker.ask(lambda session: session.rows(sql))[0][0])


@pytest.mark.parametrize("command", ["watch", "activity --follow"])
def test_the_commands_listen(
    command: str, served: Place, deaf: Home, tracker: InternalTracker, eventually: Eventually
) -> None:
    told = {**served.environment, **deaf.told, "BEADWORK_SERVE": "1"}
    words = [served.environment["PATH"].split(os.pathsep)[0] + "/bd", *command.split(), "--json"]
    with subprocess.Popen(
        words, cwd=served.directory, env=told, stdout=subprocess.PIPE
    ) as watching:
        assert watching.stdout is not None
        eventually(lambda: connections(tracker) >= 3)  # its own, the feed's and ours
        served.run("create", "One", "--id", "demo-1", **deaf.told).check_returncode()
        assert any(b"demo-1" in line for line in watching.stdout)
        watching.send_signal(signal.SIGINT)
        assert watching.wait(60) == 130


@pytest.mark.parametrize(
    "words",
    ["", "[]", "{}", '{"address": {"nonsense": 1}}', '{"address": {"port": "x"}}'],
)
def test_nonsense_is_no_subscription(words: str) -> None:
    with pytest.raises((ValueError, TypeError, KeyError)):
        subscription.decode(words)


def test_a_subscription_is_read_as_it_was_written(tracker: InternalTracker) -> None:
    wanted = Subscription(tracker.link.session.address, "database", "branch", "id")
    assert subscription.decode(wanted.encode()) == wanted
