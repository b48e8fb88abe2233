"""The connection that a worker opens ahead: used only where it is the one that would be opened."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from typing import NoReturn

import pytest

from beadwork.dolt.connection import driver
from beadwork.dolt.connection.session import Session
from beadwork.serve import likeness, sources, spare, worker
from beadwork.serve.mailbox import Mailbox
from beadwork.serve.spare import Spare
from beadwork.serve.worker import Worker
from beadwork.tracker import InternalTracker
from command_servers import Home, home
from harness import Place


@pytest.fixture
def kept(tracker: InternalTracker) -> Iterator[Spare]:
    """A connection to the server of all tests."""
    found = Spare()
    found.log_in(spare.encode(tracker.link.session.address))
    assert found._connection is not None
    yield found
    found.let_go()


def number(kept: Spare) -> int:
    """Return the server's number of the connection."""
    return int(kept._connection.thread_id())


def test_the_next_session_takes_it(
    tracker: InternalTracker, kept: Spare, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told the database and the branch with the first packet, and proves them."""
    tracker.create("One", id="demo-1")
    monkeypatch.setattr(driver, "take_spare", kept.take)
    expected, link = number(kept), tracker.link
    greeted = []
    session = Session(
        link.session.address,
        link.workspace.database,
        branch=tracker.branch,
        greeting=(("SELECT @@server_uuid", ()),),
        greeted=greeted.append,
    )
    with session:
        assert session.rows("SELECT id FROM issues") == (("demo-1",),)
        assert session.last_connection_id == expected
        assert len(greeted) == 1
    with session:  # the next one is opened
        session.rows("SELECT 1")
        assert session.last_connection_id != expected


def test_another_address_does_not_take_it(tracker: InternalTracker, kept: Spare) -> None:
    address, former = tracker.link.session.address, number(kept)
    for other in (address._replace(user="root"), address._replace(password="x")):
        assert kept.take(other) is None
    assert kept.take(address) is None  # it was closed
    assert kept.used == address._replace(user="root")
    assert former not in numbers(tracker)


def test_one_that_has_ended_is_not_taken(
    tracker: InternalTracker, kept: Spare, eventually: Callable[[Callable[[], bool]], None]
) -> None:
    address = tracker.link.session.address
    tracker.link.become_root()
    tracker.ask(lambda session: session.rows(f"KILL {number(kept)}"))
    eventually(lambda: spare._has_ended(kept._connection))
    assert kept.take(address) is None


def test_another_server_is_not_kept(tracker: InternalTracker) -> None:
    found = Spare()
    address = tracker.link.session.address
    for wrong in (address._replace(uuid="another"), address._replace(socket="/nowhere")):
        found.log_in(spare.encode(wrong))
        assert found._connection is None
    for nonsense in (b"", b"{}", b'["a", "b"]', b"stale"):
        found.log_in(nonsense)
        assert found._connection is None


def numbers(tracker: InternalTracker) -> set[int]:
    sql = "SELECT id FROM information_schema.processlist"
    return {int(row[0]) for row in tracker.ask(lambda session: session.rows(sql))}


def test_it_is_let_go_when_nobody_comes(
    tracker: InternalTracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The worker goes on waiting without it."""
    ours, theirs = socket.socketpair()
    mailbox = Mailbox()
    waiting = Worker(theirs, likeness.of("self"), sources.loaded(), mailbox)
    monkeypatch.setattr(worker, "CONNECTION_SECONDS", 0.001)
    events: list[str] = []
    monkeypatch.setattr(waiting.spare, "log_in", lambda _server: events.append("opened"))

    def let_go() -> None:
        events.append("let go")
        ours.close()  # the master ends, which the worker hears while it waits for a client

    def end(status: int) -> NoReturn:
        events.append(f"ended {status}")
        raise SystemExit(status)

    monkeypatch.setattr(waiting.spare, "let_go", let_go)
    monkeypatch.setattr(worker.os, "_exit", end)
    with pytest.raises(SystemExit):
        waiting.wait(spare.encode(tracker.link.session.address))
    assert events == ["opened", "let go", "ended 0"]
    theirs.close()
    for connection in (mailbox.inbox, mailbox.outlet):
        connection.close()


def test_a_server_that_was_restarted_is_no_matter(served: Place) -> None:
    """A worker whose connection was cut while it waited opens another."""
    with home() as directory, directory.server():
        for _ in range(2):
            listed(served, directory)
            cut_all_spares(served)
        listed(served, directory)


def listed(served: Place, directory: Home) -> None:
    done = served.run("list", **directory.told)
    assert (done.returncode, done.stderr) == (0, "")


def cut_all_spares(served: Place) -> None:
    with served.tracker() as tracker:
        tracker.link.become_root()
        sql = "SELECT id FROM information_schema.processlist WHERE db IS NULL OR db = ''"
        for (found,) in tracker.ask(lambda session: session.rows(sql)):
            tracker.ask(lambda session, found=found: session.rows(f"KILL {found}"))
