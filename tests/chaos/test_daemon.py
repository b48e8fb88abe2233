"""The town's server is killed again and again under writers: nothing acknowledged is lost, and
nobody waits for long.
"""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from beadwork.dolt.server.files import daemon_record, record
from beadwork.dolt.server.files.home import TownHome
from beadwork.tracker import open_internal as open_tracker
from harness import Mayor, Person, assert_done

WRITERS = 4
KILLS = 20
OUTAGE_SECONDS = 3.0
FAST = {"backoff_seconds": 0.05, "backoff_max_seconds": 0.05, "settled_seconds": 0.01,
        "healthy_seconds": 0.2, "failures": 100, "health_seconds": 0.5,
        "heartbeat_seconds": 1}  # fmt: skip


@pytest.fixture
def town(person: Person, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mayor]:
    """A town whose daemon restarts the server at once however often it is killed."""
    someone = Mayor(person)
    assert_done(someone.gt("install"))
    path = someone.root / "mayor" / "daemon.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "daemon": FAST}))
    assert_done(someone.gt("daemon", "start"))
    # The writers are threads of this process, which is nobody who made a town.
    monkeypatch.setenv("GT_TOWN_ROOT", str(someone.root))
    yield someone
    assert_done(someone.gt("daemon", "stop"))


class Writer(threading.Thread):
    """Creates issues until told to stop, and keeps those that were acknowledged, with the
    moment.
    """

    def __init__(self, root: str, number: int, enough: threading.Event) -> None:
        super().__init__()
        self.root, self.number, self.enough = root, number, enough
        self.written: list[tuple[float, str, str]] = []
        self.failures: list[BaseException] = []

    def run(self) -> None:
        with open_tracker(self.root, actor=f"writer-{self.number}", idle_seconds=0) as tracker:
            count = 0
            while not self.enough.is_set():
                count += 1
                title = f"{self.number}/{count}"
                try:
                    issue = tracker.create(title)
                except Exception as error:  # noqa: BLE001 - looked at below
                    self.failures.append(error)
                else:
                    self.written.append((time.monotonic(), issue.id, title))


def _each_writes_again(writers: list[Writer]) -> Callable[[], bool]:
    counts = [len(writer.written) for writer in writers]
    return lambda: all(len(w.written) > count for w, count in zip(writers, counts, strict=True))


def test_twenty_kills_under_four_writers(town: Mayor, eventually) -> None:  # type: ignore[no-untyped-def]
    home = TownHome(str(town.root))
    enough = threading.Event()
    writers = [Writer(str(town.root), number, enough) for number in range(WRITERS)]
    for writer in writers:
        writer.start()
    kills = []
    for _ in range(KILLS):
        eventually(_each_writes_again(writers))
        known = record.read(home)
        assert known
        kills.append(time.monotonic())
        os.kill(known.pid, signal.SIGKILL)
    eventually(_each_writes_again(writers))
    enough.set()
    for writer in writers:
        writer.join()

    assert not [failure for writer in writers for failure in writer.failures]
    acknowledged = sorted(
        (title, issue_id) for writer in writers for _, issue_id, title in writer.written
    )
    listed = json.loads(town.person.run("list", "--json", "--all", cwd=town.root).stdout)
    assert sorted((issue["title"], issue["id"]) for issue in listed) == acknowledged
    moments = sorted(moment for writer in writers for moment, _, _ in writer.written)
    outages = [next(moment for moment in moments if moment > killed) - killed for killed in kills]
    assert max(outages) <= OUTAGE_SECONDS, outages
    daemon = daemon_record.find(home)
    assert daemon is not None
    assert daemon.server == "running"
    print(f"outages: {sorted(round(outage, 2) for outage in outages)}, {len(acknowledged)} writes")
