"""A connection that is lost, and an attempt that fails, leave no socket to the collector."""

from __future__ import annotations

import gc
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from beadwork import errors
from beadwork.dolt.connection.address import Address
from beadwork.dolt.connection.server_errors import ServerError
from beadwork.dolt.connection.session import Session
from beadwork.tracker import InternalTracker
from foreign_servers import free_port
from harness import Place


@contextmanager
def no_socket_is_left() -> Iterator[None]:
    """Run the block without the collector, and assert that it would have found no socket."""
    gc.collect()
    gc.disable()
    try:
        yield
        gc.set_debug(gc.DEBUG_SAVEALL)
        gc.collect()
        found = [thing for thing in gc.garbage if isinstance(thing, socket.socket)]
        gc.garbage.clear()
    finally:
        gc.set_debug(0)
        gc.enable()
    assert found == []


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("way", ["socket", "tcp", "localhost"])
def test_an_attempt_at_a_place_where_nobody_answers(tmp_path: Path, way: str) -> None:
    address = {
        "socket": Address(socket=str(tmp_path / "nobody.sock")),
        "tcp": Address(host="127.0.0.1", port=free_port()),
        "localhost": Address(host="localhost", port=free_port()),
    }[way]
    with no_socket_is_left():
        for _ in range(3):
            with pytest.raises(ServerError) as refused:
                Session(address, "demo").rows("SELECT 1")
            assert refused.value.is_lost
            del refused


@pytest.mark.filterwarnings("error")
def test_a_program_that_is_no_server(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        address = Address(host="127.0.0.1", port=listener.getsockname()[1])
        for answer in (b"HTTP/1.1 400 Bad Request\r\n\r\n", b""):
            with no_socket_is_left():
                session = Session(address, "demo", login_seconds=1)
                with pytest.raises(ServerError), _answering(listener, answer):
                    session.rows("SELECT 1")


@contextmanager
def _answering(listener: socket.socket, answer: bytes) -> Iterator[None]:
    import threading

    def serve() -> None:
        client, _ = listener.accept()
        with client:
            client.sendall(answer)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield
    finally:
        thread.join()


def cut(tracker: InternalTracker, other: InternalTracker) -> None:
    """Let the server end the tracker's connection."""
    number = tracker.link.session.last_connection_id
    other.ask(lambda reader: reader.rows(f"KILL {number}"))


CALLS: dict[str, Callable[[InternalTracker], object]] = {
    "read": lambda tracker: tracker.list(),
    "write": lambda tracker: tracker.create("One"),
    "refusal": lambda tracker: _refused(tracker),
}


def _refused(tracker: InternalTracker) -> None:
    with suppress(errors.NotFound):
        tracker.show("demo-none")


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("name", CALLS)
def test_a_connection_that_the_server_ends(place: Place, name: str) -> None:
    with place.tracker() as tracker, place.tracker() as other:
        CALLS[name](tracker)
        other.link.become_root()
        before = tracker.link.session.last_connection_id
        with no_socket_is_left():
            for _ in range(3):
                cut(tracker, other)
                CALLS[name](tracker)
        assert tracker.link.session.last_connection_id > before


@pytest.mark.filterwarnings("error")
def test_a_batch_whose_connection_ends(place: Place) -> None:
    with place.tracker() as tracker, place.tracker() as other:
        tracker.list()
        other.link.become_root()
        with no_socket_is_left(), suppress(errors.BeadworkError), tracker.batch():
            tracker.create("One")
            cut(tracker, other)
            tracker.create("Two")
        assert tracker.list().issues == []
