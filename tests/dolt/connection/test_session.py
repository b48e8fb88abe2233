"""One connection: round trips, several statements a packet, and what is dropped when something
fails.
"""

from __future__ import annotations

from datetime import datetime

import pytest

from beadwork.dolt.connection.server_errors import Fault, ServerError
from beadwork.dolt.connection.session import Session, bind
from beadwork.tracker import InternalTracker
from harness import Place

INSERT = "INSERT INTO config (`key`, value) VALUES (%s, 'x')"


def test_a_packet_goes_on_after_a_failed_statement_and_the_connection_is_dropped(
    tracker: InternalTracker,
) -> None:
    """If this fails, Dolt has changed: read docs/dolt-notes.md and simplify
    dolt/writing/write.py.
    """
    session = tracker.link.session
    assert tracker.profile
    with pytest.raises(ServerError) as caught:
        session.pipeline((INSERT, ("a",)), (INSERT, ("a",)), (INSERT, ("behind",)))
    assert caught.value.fault is Fault.DUPLICATE
    assert not session.is_open

    def carried_out() -> bool:
        return ("behind",) in session.rows("SELECT `key` FROM config")

    deadline = datetime.now().timestamp() + 10
    while not carried_out() and datetime.now().timestamp() < deadline:  # the server is still at it
        pass
    assert carried_out()


def test_the_identity_is_asked_in_the_first_packet(place: Place) -> None:
    place.run("create", "Makes the branch's own table", "--id", "demo-1")
    packets: list[str] = []
    with place.tracker(on_packet=packets.append) as tracker:
        tracker.show("demo-1")
        tracker.close_issues("demo-1")
    assert "@@server_uuid" in packets[0]
    assert all("@@server_uuid" not in packet for packet in packets[1:])


@pytest.mark.parametrize(
    "value",
    [
        "'; DROP TABLE issues; --", "a\\'b", 'quo"te', "line\nbreak\ttab\r",
        "🙂 漢 שלום", "%s %d %%", "\x1a\x08", "",
        None, 0, -3, True, False, 2**63 - 1, datetime(2026, 2, 11, 9, 30, 0, 5),
    ],
)  # fmt: skip
def test_a_value_comes_back_as_it_went(value: object, session: Session) -> None:
    ((got,),) = session.rows("SELECT %s", value)
    if isinstance(value, datetime):
        got = datetime.fromisoformat(got)
    assert got == value


def test_lists_are_bound_too(session: Session) -> None:
    rows = session.rows("SELECT 'it''s' IN %s, 2 IN %s", ("a", "it's"), (1, 2))
    assert rows == ((1, 1),)


def test_binding_does_not_touch_a_percent_sign_in_a_value(session: Session) -> None:
    connection = session._open()
    assert bind(connection, "SELECT %s, '%%'", ("100%s",)) == "SELECT '100%s', '%'"


def test_text_of_a_megabyte(session: Session) -> None:
    text = "é" * 500_000
    assert session.rows("SELECT %s", text)[0][0] == text
