"""Each class of failure, provoked on a real server: Dolt's texts are read in one place, and this
tells when they change.
"""

from __future__ import annotations

import os

import pytest

from beadwork.dolt.connection.address import Address
from beadwork.dolt.connection.server_errors import Fault, ServerError, classify
from beadwork.dolt.connection.session import Session
from harness import Place


def fault_of(session: Session, *statements: str) -> Fault:
    with pytest.raises(ServerError) as caught:
        for statement in statements:
            session.run(statement)
    return caught.value.fault


def test_no_table(session: Session) -> None:
    assert fault_of(session, "SELECT * FROM nothing_of_this_name") is Fault.NO_TABLE


def test_duplicate(session: Session) -> None:
    insert = "INSERT INTO config (`key`, value) VALUES ('twice', 'x')"
    assert fault_of(session, insert, insert) is Fault.DUPLICATE


def test_nothing_to_commit(session: Session) -> None:
    assert fault_of(session, "CALL DOLT_COMMIT('-Am', 'nothing')") is Fault.NOTHING_TO_COMMIT


def test_a_name_is_taken(session: Session) -> None:
    name = f"taken-{os.urandom(4).hex()}"
    try:
        assert (
            fault_of(session, *[f"CALL DOLT_BRANCH('{name}', 'HEAD')"] * 2) is Fault.ALREADY_EXISTS
        )
        assert fault_of(session, *[f"CALL DOLT_TAG('{name}', 'HEAD')"] * 2) is Fault.ALREADY_EXISTS
    finally:
        session.run("CALL DOLT_BRANCH('-D', '--force', %s)", name)
        session.run("CALL DOLT_TAG('-d', %s)", name)


def test_another_writer_changed_the_same_cell(place: Place) -> None:
    with place.tracker() as one, place.tracker() as other:
        one.create("Contested", id="demo-1")
        assert other.profile
        first, second = one.link.session, other.link.session
        for session, title in ((first, "by one"), (second, "by other")):
            session.run("START TRANSACTION")
            session.run("UPDATE issues SET title = %s WHERE id = 'demo-1'", title)
        first.run("COMMIT")
        assert fault_of(second, "COMMIT") is Fault.RETRY


def test_no_database_and_no_branch(session: Session) -> None:
    for database, branch in (("of_no_such_name", None), (session.database, "of-no-such-name")):
        with Session(session.address, database, branch=branch) as other:
            assert fault_of(other, "SELECT 1") is Fault.NO_DATABASE


def test_denied(session: Session) -> None:
    wrong = session.address._replace(password="not the password")
    with Session(wrong, None) as other:
        assert fault_of(other, "SELECT 1") is Fault.DENIED


def test_refused() -> None:
    with Session(Address(socket="/nowhere/dolt.sock"), None) as nobody:
        assert fault_of(nobody, "SELECT 1") is Fault.REFUSED


def test_lost(place: Place) -> None:
    with place.tracker() as one, place.tracker() as other:
        assert one.profile
        assert other.profile
        other.link.become_root()
        number = one.link.session.connection_id
        other.link.session.run("KILL %s", number)
        assert fault_of(one.link.session, "SELECT 1") is Fault.LOST


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("cannot update manifest: database is read only", Fault.READ_ONLY),
        ("database server is set to read only mode", Fault.READ_ONLY),
        ("write /x/vvvv: no space left on device", Fault.DISK),
        ("optimistic lock failed on database Root update", Fault.RETRY),
        ("corrupted journal", Fault.DAMAGED),
        (
            "this connection was established when this server performed an online garbage "
            "collection",
            Fault.LOST,
        ),
        ("max waiting connections reached", Fault.REFUSED),
        ("something nobody has seen", Fault.OTHER),
    ],
)
def test_texts_that_cannot_be_provoked_here(text: str, fault: Fault) -> None:
    """As reported of other versions and circumstances."""
    assert classify(1105, text) is fault


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (
            "fatal: could not read Username for 'https://x': terminal prompts disabled",
            Fault.CREDENTIALS,
        ),
        ("fetch failed\ngit@x: Permission denied (publickey).\nfatal: 'y'", Fault.CREDENTIALS),
        ("fatal: unable to access 'x': The requested URL returned error: 403", Fault.CREDENTIALS),
        (" ! [rejected] main -> main (non-fast-forward)\nhint: 'x'", Fault.NON_FAST_FORWARD),
        ("unknown push error; no common ancestor", Fault.UNRELATED),
        ("Database x is read-only.", Fault.READ_ONLY),
        ("open /x/LOCK: permission denied", Fault.READ_ONLY),
        ("Failed to load database hq due to error: corrupt manifest", Fault.DAMAGED),
        ("fatal: A branch named 'x' already exists.", Fault.ALREADY_EXISTS),
    ],
)
def test_texts_with_something_around_them(text: str, fault: Fault) -> None:
    assert classify(1105, text) is fault


FATAL = "a: checksum error"


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (FATAL, Fault.OTHER),
        (f"it's {FATAL}", Fault.OTHER),
        (f"x' {FATAL} 'y", Fault.OTHER),
        (f'x" {FATAL}: no space left on device', Fault.OTHER),
        ("corrupted journal", Fault.OTHER),
    ],
)
def test_words_of_a_person_choose_no_class(session: Session, words: str, fault: Fault) -> None:
    """In a title, a label and a key, where the server repeats them in what it answers."""
    long = words + "x" * 600
    insert = "INSERT INTO issues (id, title, created_at, updated_at) VALUES (%s, %s, NOW(), NOW())"
    for statement, values, expected in (
        (insert, ("demo-1", long), fault),
        (insert, (long, "x"), fault),
        ("INSERT INTO issues (id, priority) VALUES ('demo-1', %s)", (words,), fault),
        ("INSERT INTO issues (id, labels) VALUES ('demo-1', %s)", (words,), fault),
        ("SELECT CAST(%s AS JSON)", (words,), fault),
        ("CALL DOLT_CHECKOUT(%s)", (words,), fault),
        ("CALL DOLT_BRANCH('-d', %s)", (words,), fault),
        ("CALL DOLT_TAG(%s, 'nowhere')", (words,), fault),
    ):
        with pytest.raises(ServerError) as caught:
            session.run(statement, *values)
        assert caught.value.fault in (expected, Fault.NO_DATABASE), caught.value.text
    insert = "INSERT INTO config (`key`, value) VALUES (%s, 'x')"
    session.run(insert, words)
    with pytest.raises(ServerError) as caught:
        session.run(insert, words)
    assert caught.value.fault is Fault.DUPLICATE


@pytest.mark.parametrize(
    "words",
    ["Authentication failed for 'http://h/a.git/'", "could not read Username for 'http://h'"],
)
def test_what_git_says_of_a_remote_counts_behind_what_dolt_says(words: str) -> None:
    text = (
        f"failed to get remote db; the remote: origin 'git+http://h/a.git' could not be accessed; "
        f"fatal: {words}"
    )
    assert classify(1105, text, "CALL DOLT_PUSH('origin', 'main')") is Fault.CREDENTIALS
