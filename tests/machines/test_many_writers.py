"""Many `bd` processes at once on one branch: all of it is there, each write a commit of its own
with its own author.
"""

from __future__ import annotations

import subprocess
from concurrent.futures import ThreadPoolExecutor

from harness import Place

WRITERS = 20
CREATES = 5


def test_twenty_processes_five_creates_each(place: Place) -> None:
    def work(number: int) -> list[subprocess.CompletedProcess[str]]:
        name = f"worker-{number}"
        return [
            place.run("create", f"{name} {n}", "--silent", "--actor", name) for n in range(CREATES)
        ]

    with ThreadPoolExecutor(WRITERS) as pool:
        done = [result for results in pool.map(work, range(WRITERS)) for result in results]
    assert [result.stderr for result in done if result.returncode] == []
    ids = {result.stdout.strip() for result in done}
    assert len(ids) == WRITERS * CREATES
    with place.tracker() as tracker:
        ask = tracker.link.session.rows
        titles = dict(tracker.ask(lambda session: session.rows("SELECT id, title FROM issues")))
        assert titles.keys() == ids
        log = ask("SELECT commit_hash, committer FROM dolt_log WHERE message LIKE 'bd: create%%'")
        assert len(log) == WRITERS * CREATES
        for commit, author in log:
            rows = ask(
                "SELECT diff_type, to_id FROM dolt_diff(%s, %s, 'issues')", f"{commit}^", commit
            )
            assert [kind for kind, _ in rows] == ["added"]
            assert titles[rows[0][1]].startswith(f"{author} ")


def test_twenty_claim_one_issue(place: Place) -> None:
    place.run("create", "The one", "--id", "demo-1")
    with ThreadPoolExecutor(WRITERS) as pool:
        done = list(
            pool.map(
                lambda n: place.run("update", "demo-1", "--claim", "--actor", f"worker-{n}"),
                range(WRITERS),
            )
        )
    winners = [n for n, result in enumerate(done) if result.returncode == 0]
    assert len(winners) == 1
    losers = [result for result in done if result.returncode]
    assert {result.returncode for result in losers} == {4}
    for result in losers:
        assert f"demo-1 is already claimed by worker-{winners[0]}" in result.stderr
        assert result.stdout == ""


def test_workers_that_take_the_next_ready_issue_share_the_work(place: Place) -> None:
    with place.tracker() as tracker, tracker.batch("work"):
        expected = {tracker.create(f"Piece {n}").id for n in range(8)}

    def take(number: int) -> str:
        return place.run("ready", "--claim", "--json", "--actor", f"worker-{number}").stdout

    with ThreadPoolExecutor(10) as pool:
        taken = list(pool.map(take, range(10)))
    import json

    claimed = [issue["id"] for printed in taken for issue in json.loads(printed)]
    assert sorted(claimed) == sorted(expected)
    assert taken.count("[]\n") == 2
