"""What a worker with a lease has claimed may be taken when the lease has ended, and by one only."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from beadwork.actions import configure
from beadwork.actions.issues import rename
from beadwork.actions.workers.leases import Leases
from beadwork.dolt.server.lifecycle import stop
from beadwork.errors import AlreadyClaimed, Invalid
from beadwork.store.search.filters import Filter
from beadwork.tracker import InternalTracker
from beadwork.workspace.settings.own_settings import file_name
from harness import BIN, Person, Place, assert_done

Worker = Callable[[str], InternalTracker]


@pytest.fixture
def workers(place: Place) -> Iterator[Worker]:
    """Return the tracker of a worker, which is closed after the test. All tests share the directory
    of leases, so the names of this test's workers are its own.
    """
    with ExitStack() as opened:

        def worker(name: str) -> InternalTracker:
            tracker = place.tracker(actor=name_of(place, name))
            opened.callback(tracker.close)
            return tracker

        yield worker


def name_of(place: Place, name: str) -> str:
    return f"{place.branch}/polecats/{name}"


def kill(tracker: InternalTracker, minutes: float = 70) -> None:
    """Let the worker's last sign of life be so long ago."""
    moment = time.time() - 60 * minutes
    path = Path(tracker.link.leases, file_name(tracker.author.name), "alive")
    os.utime(path, (moment, moment))


@pytest.fixture
def nux(tracker: InternalTracker, workers: Worker) -> InternalTracker:
    """A worker with a lease who has demo-1 in progress and demo-2 hooked; demo-3 is open."""
    with tracker.batch():
        for number in (1, 2, 3):
            tracker.create(f"Issue {number}", id=f"demo-{number}", priority=number)
    worker = workers("nux")
    worker.claim("demo-1")
    worker.claim("demo-2")
    worker.update("demo-2", status="hooked")
    assert worker.heartbeat().claims == ["demo-1", "demo-2"]
    return worker


def test_a_living_worker_keeps_its_claims(nux: InternalTracker, workers: Worker) -> None:
    with workers("amy") as amy:
        with pytest.raises(AlreadyClaimed, match="already claimed"):
            amy.claim("demo-1")
        with pytest.raises(AlreadyClaimed, match="has not ended"):
            amy.unclaim("demo-2")
        claimed = amy.claim_ready()
        assert claimed == (amy.show("demo-3")[0].issue, None)
        assert amy.claim_ready() is None
        freed = amy.unclaim("demo-2", force=True)[0].freed
    assert freed == (nux.author.name, None, False)


def test_what_is_free_goes_first(nux: InternalTracker, workers: Worker) -> None:
    kill(nux)
    with workers("amy") as amy:
        found = [amy.claim_ready() for _ in range(4)]
    assert [claimed and claimed.issue.id for claimed in found] == [
        "demo-3", "demo-1", "demo-2", None,
    ]  # fmt: skip
    taken = [claimed.taken.owner for claimed in found if claimed and claimed.taken]
    assert taken == [nux.author.name] * 2


@pytest.mark.parametrize("issue", ["demo-1", "demo-2"])
def test_an_expired_claim_is_taken_by_name(
    nux: InternalTracker, workers: Worker, issue: str
) -> None:
    kill(nux)
    with workers("amy") as amy:
        (updated,) = amy.update_and_claim(issue)
        assert updated.taken
        assert updated.taken.owner == nux.author.name
        found = amy.show(issue)[0].issue
        assert (found.assignee, found.status) == (amy.author.name, "in_progress")
        subject = newest(amy)[1]
    assert f"taken from {nux.author.name}, whose lease ended 40m ago" in subject


def test_the_old_owner_is_stopped(nux: InternalTracker, workers: Worker) -> None:
    kill(nux)
    with workers("amy") as amy:
        amy.claim("demo-1")
    for act in (
        lambda: nux.close_issues("demo-1"),
        lambda: nux.update("demo-1", title="Mine"),
        lambda: nux.unclaim("demo-1"),
        lambda: nux.defer("demo-1"),
    ):
        with pytest.raises(AlreadyClaimed, match="taken from you"):
            act()
    nux.comment("demo-1", "half done")
    assert nux.close_issues("demo-1", force=True)[0].status == "closed"
    assert nux.close_issues("demo-2")[0].status == "closed"  # which it still has


def test_an_expired_claim_is_given_back(nux: InternalTracker, workers: Worker) -> None:
    kill(nux)
    with workers("amy") as amy:
        found = amy.unclaim("demo-1", "demo-2")
        assert [result.issue.status for result in found] == ["open", "open"]
        assert [result.freed and result.freed.owner for result in found] == [nux.author.name] * 2
        assert all(result.freed and result.freed.ended_at for result in found)


def test_any_sign_of_life_is_enough(nux: InternalTracker, place: Place, workers: Worker) -> None:
    kill(nux)
    assert_done(place.run("show", "demo-3", BD_ACTOR=nux.author.name))
    with workers("amy") as amy, pytest.raises(AlreadyClaimed):
        amy.claim("demo-1")


def test_claims_made_under_a_lease_expire_too(nux: InternalTracker, workers: Worker) -> None:
    nux.claim("demo-3")
    kill(nux)
    with workers("amy") as amy:
        assert amy.claim("demo-3").assignee == amy.author.name


def test_an_owner_without_a_lease_never_expires(nux: InternalTracker, workers: Worker) -> None:
    with workers("bob") as bob:
        bob.claim("demo-3")
    with workers("amy") as amy:
        assert amy.claim_ready() is None
        with pytest.raises(AlreadyClaimed):
            amy.claim("demo-3")


def test_a_worker_of_that_name_elsewhere_never_expires(
    nux: InternalTracker, workers: Worker
) -> None:
    """A claim that a pull brought in is not one of the lease, although the name is the same."""
    nux.change(  # as another town's worker would have claimed it
        lambda tx: tx.write(
            "UPDATE issues SET status = 'hooked', assignee = %s WHERE id = 'demo-3'", tx.actor
        )
    )
    kill(nux)
    with workers("amy") as amy:
        found = {claimed.issue.id for claimed in iter(amy.claim_ready, None)}
        with pytest.raises(AlreadyClaimed):
            amy.claim("demo-3")
    assert found == {"demo-1", "demo-2"}


def test_the_filter_holds(nux: InternalTracker, workers: Worker) -> None:
    kill(nux)
    with workers("amy") as amy:
        assert amy.claim_ready(Filter(statuses=("deferred",))) is None
        assert amy.claim_ready(Filter(priorities=(4,))) is None
        claimed = amy.claim_ready(Filter(priorities=(2,)))
    assert claimed
    assert claimed.issue.id == "demo-2"


def test_what_waits_is_not_taken(nux: InternalTracker, workers: Worker) -> None:
    nux.add_dependency("demo-1", "demo-3")
    nux.claim("demo-3")
    kill(nux)
    with workers("amy") as amy:
        claimed = amy.claim_ready()
    assert claimed
    assert claimed.issue.id == "demo-2"


def test_the_setting(nux: InternalTracker, tracker: InternalTracker, workers: Worker) -> None:
    kill(nux, 20)
    tracker.change(lambda tx: configure.put(tx, "claim.lease", "15"))
    with workers("amy") as amy:
        assert amy.claim("demo-1")
    kill(nux, 10_000)
    tracker.change(lambda tx: configure.put(tx, "claim.lease", "0"))
    with workers("amy") as amy, pytest.raises(AlreadyClaimed):
        amy.claim("demo-2")
    for wrong in ("", "-1", "1.5", "30m", "525601", "٣"):
        with pytest.raises(Invalid):
            tracker.change(lambda tx, value=wrong: configure.put(tx, "claim.lease", value))


def test_an_impossible_setting_counts_as_none(
    nux: InternalTracker, tracker: InternalTracker
) -> None:
    """A merge may leave anything there."""
    tracker.change(
        lambda tx: tx.write("INSERT INTO config VALUES ('claim.lease', '99999999999999')")
    )
    tracker.link.session.drop()
    assert tracker.ask(lambda reader: reader.rows("SELECT 1"))
    assert tracker.profile.claim_lease == 30


def test_an_unmerged_branch_is_named(
    nux: InternalTracker, tracker: InternalTracker, workers: Worker
) -> None:
    kill(nux)
    branch = "polecat-nux-1707350000"
    tracker.ask(lambda reader: reader.rows("CALL DOLT_BRANCH('--force', %s, 'main')", branch))
    try:
        with workers("amy") as amy:
            (merged,) = amy.update_and_claim("demo-1")
        assert merged.taken
        assert merged.taken.branch == ""
        with place_on(tracker, branch) as work:
            work.create("Half of it")
        with workers("amy") as amy:
            (unmerged,) = amy.update_and_claim("demo-2")
        assert unmerged.taken
        assert unmerged.taken.branch == branch
        assert branch in unmerged.taken.words(tracker.now)
    finally:
        tracker.ask(lambda reader: reader.rows("CALL DOLT_BRANCH('-D', '--force', %s)", branch))


def place_on(tracker: InternalTracker, branch: str) -> InternalTracker:
    from beadwork.tracker import open_internal as open_tracker

    return open_tracker(tracker.link.workspace.root, branch=branch, idle_seconds=0)


def test_a_heartbeat_makes_no_commit(nux: InternalTracker) -> None:
    before = newest(nux)
    nux.heartbeat()
    assert newest(nux) == before


def newest(tracker: InternalTracker) -> tuple[str, str]:
    """Return the hash and the message of the newest commit."""
    sql = "SELECT commit_hash, message FROM dolt_log LIMIT 1"
    ((commit, message),) = tracker.ask(lambda reader: reader.rows(sql))
    return commit, message


def test_a_renewal_costs_no_round_trip_and_no_module(nux: InternalTracker, place: Place) -> None:
    """Both are counted in a process of its own, with a lease and without."""
    script = (
        "import sys\n"
        "packets = []\n"
        "from beadwork.dolt.connection import session\n"
        "pipeline = session.Session.pipeline\n"
        "session.Session.pipeline = lambda self, *sent: (packets.append(1),"
        " pipeline(self, *sent))[1]\n"
        "import os\n"
        "os._exit = lambda status: sys.stderr.write("
        "repr((status, len(packets), sorted(sys.modules))))\n"
        "sys.argv = ['bd', 'show', 'demo-1']\n"
        "from beadwork.bd.main import main\n"
        "main()\n"
    )

    def counted(**environment: str) -> str:
        done = subprocess.run(
            [BIN / "python", "-c", script],
            cwd=place.directory,
            env={**place.environment, **environment},
            capture_output=True,
            text=True,
        )
        return done.stderr

    kill(nux)
    assert counted(BD_ACTOR=nux.author.name) == counted()
    lease = Leases(nux.link.leases).find(nux.author.name)
    assert lease
    assert lease.ended_at(30, time.time()) is None


def test_forty_agents_take_what_expired(person: Person, tmp_path: Path) -> None:
    """Each expired claim goes to exactly one, also where the server is stopped in the middle."""
    directory = tmp_path / "project"
    directory.mkdir()
    assert_done(person.run("init", "-p", "demo", cwd=directory))
    rows = (
        {"id": f"demo-{number}", "title": "One", "status": "in_progress", "assignee": "nux"}
        for number in range(25)
    )
    (directory / "rows.jsonl").write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    assert_done(person.run("import", "rows.jsonl", cwd=directory))
    assert_done(person.run("heartbeat", cwd=directory, BD_ACTOR="nux"))
    (alive,) = (person.home / ".beads" / "server" / "leases").glob("*/nux/alive")
    os.utime(alive, (1, 1))
    started = [
        person.start("ready", "--claim", "--json", cwd=directory, BD_ACTOR=f"agent-{number}")
        for number in range(40)
    ]
    assert started[0].wait() == 0
    stop.stop(person.server)
    ends = [process.communicate() for process in started]
    assert [process.returncode for process in started] == [0] * 40, ends
    won = [issue for out, _ in ends for issue in json.loads(out)]
    assert len(won) == len({issue["id"] for issue in won}) == 25
    assert {issue["taken_from"]["owner"] for issue in won} == {"nux"}
    done = person.run("list", "--status", "in_progress", "--json", cwd=directory)
    assert {issue["id"]: issue["assignee"] for issue in json.loads(done.stdout)} == {
        issue["id"]: issue["assignee"] for issue in won
    }


def test_a_renamed_issue_expires_as_before(nux: InternalTracker, workers: Worker) -> None:
    with workers("amy") as amy:
        amy.change(lambda tx: rename.rename(tx, "demo-1", "demo-login"))
        with pytest.raises(AlreadyClaimed):
            amy.claim("demo-login")
        kill(nux)
        assert amy.claim("demo-login").assignee == amy.author.name
