"""What a program's `logging` hears of restarts, lost connections, repeated writes and waits; and
that a program which wants none of it hears nothing.
"""

from __future__ import annotations

import logging
import subprocess
import sys
from typing import Any

import pytest

from beadwork.dolt import program_log
from beadwork.dolt.connection.server_errors import ServerError
from beadwork.dolt.writing import write
from beadwork.tracker import InternalTracker, turn
from harness import Place

pytestmark = [
    pytest.mark.filterwarnings("error::ResourceWarning"),
    pytest.mark.filterwarnings("error::pytest.PytestUnraisableExceptionWarning"),
]

LINK = "beadwork.workspace.connection.link"
WRITE = "beadwork.dolt.writing.write"


def heard(log: pytest.LogCaptureFixture, logger: str) -> list[tuple[str, str]]:
    return [
        (record.levelname, record.getMessage()) for record in log.records if record.name == logger
    ]


def cut(tracker: InternalTracker, other: InternalTracker) -> None:
    """Let the server end the tracker's connection."""
    number = tracker.link.session.last_connection_id
    other.link.become_root()
    other.ask(lambda reader: reader.rows(f"KILL {number}"))


def test_a_lost_connection_is_a_warning_and_its_return_is_told(
    place: Place, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "beadwork")
    with place.tracker() as tracker, place.tracker() as other:
        tracker.list()
        cut(tracker, other)
        tracker.list()
    (lost, back) = heard(caplog, LINK)
    assert lost[0] == "WARNING"
    assert "is opened again: " in lost[1]
    assert back[0] == "INFO"
    assert back[1].startswith("a server answers at ")
    opened = heard(caplog, "beadwork.dolt.connection.session")
    assert ("DEBUG", f"connection {tracker.link.session.last_connection_id} is open") in opened


def test_a_write_whose_commit_is_not_answered_says_what_became_of_it(
    place: Place, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.INFO, "beadwork")
    commit = write.Attempt.commit
    cuts = iter([True])

    def cut_then_commit(attempt: write.Attempt, tx: Any) -> None:
        if next(cuts, False):
            attempt.is_committing = True
            raise ServerError(2013, "Lost connection")
        commit(attempt, tx)

    monkeypatch.setattr(write.Attempt, "commit", cut_then_commit)
    with place.tracker() as tracker:
        tracker.create("One")
    looked, found, again = heard(caplog, WRITE)
    assert looked[0] == "WARNING"
    assert "is looked up: Lost connection" in looked[1]
    assert found[1].endswith("was not made")
    assert again == ("INFO", "a write is tried again: Lost connection")


def test_a_long_wait_for_the_writer_lock_and_for_another_thread_is_told(
    place: Place, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.INFO, "beadwork")
    monkeypatch.setattr(write, "NOTED_SECONDS", 0.0)
    monkeypatch.setattr(turn, "NOTED_SECONDS", 0.0)
    with place.tracker() as tracker:
        tracker.create("One")
    assert any(text.startswith("waited ") and "writer lock" in text
               for _, text in heard(caplog, WRITE))  # fmt: skip
    assert any("of other threads" in text for _, text in heard(caplog, "beadwork.tracker.turn"))


def test_a_wait_that_is_short_is_not_told(
    place: Place, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.INFO, "beadwork")
    monkeypatch.setattr(write, "NOTED_SECONDS", 1000.0)
    monkeypatch.setattr(turn, "NOTED_SECONDS", 1000.0)
    with place.tracker() as tracker:
        tracker.create("One")
    assert [text for _, text in heard(caplog, WRITE) if "waited" in text] == []


@pytest.mark.parametrize(
    ("prelude", "printed"),
    [
        ("", ""),
        ("import logging", ""),
        ("import logging; logging.basicConfig(format='%(levelname)s %(name)s %(funcName)s')",
         "WARNING beadwork.anything told"),
    ],
    ids=["not loaded", "not set up", "set up"],
)  # fmt: skip
def test_nothing_is_printed_by_itself(prelude: str, printed: str) -> None:
    program = (
        f"{prelude}\n"
        "import sys\n"
        "from beadwork.dolt import program_log\n"
        "def told(): program_log.warning('beadwork.anything', 'lost %s', 'it')\n"
        "told()\n"
        f"assert ('logging' in sys.modules) is {bool(prelude)}\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (done.returncode, done.stderr.strip()) == (0, printed)


def test_what_is_told_has_no_password_and_no_control_character(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO, "beadwork")
    error = ServerError(2013, "https://me:secret@example.org \x1b[31m")
    program_log.info("beadwork.anything", "%s, %d", error, 5)
    (record,) = caplog.records
    assert "secret" not in record.getMessage()
    assert "\x1b" not in record.getMessage()
    assert record.getMessage().endswith(", 5")
