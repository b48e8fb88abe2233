"""`gt refinery`: those that wait are merged in order; one that cannot be merged stops nobody."""

from __future__ import annotations

import json
from pathlib import Path

import daemons
from beadwork.town.workers import record
from drills import Eventually
from harness import Mayor, assert_done
from workers import RIG, left_of, main_of, make, make_rig, on


def test_the_daemon_merges_those_that_wait_where_the_town_says_so(
    mayor: Mayor, project: Path, eventually: Eventually
) -> None:
    town = make_rig(mayor, project)
    worker = make(town, "nux", "gt-nux")
    mayor.answer("done", "nux", "--queue")
    daemons.configure(mayor, workers={"refinery": True})
    assert_done(mayor.gt("daemon", "start"))
    eventually(lambda: left_of(town, worker) == {})
    assert_done(mayor.gt("daemon", "stop"))


def test_those_that_wait_are_merged_in_order(mayor: Mayor, project: Path) -> None:
    town = make_rig(mayor, project)
    workers = [make(town, name, f"gt-{name}") for name in ("later", "stuck", "first")]
    for worker in workers:
        with on(town, worker) as branch:
            branch.create(f"By {worker.name}", id=f"gt-by{worker.name}")
    later, stuck, first = workers
    with main_of(town) as main:
        main.create("Before it", id="gt-before")
        main.add_dependency("gt-stuck", "gt-before")
    assert mayor.gt("refinery").stdout == "No worker waits\n"
    for worker in (first, stuck, later):
        queued = mayor.answer("done", worker.address, "--queue", "--reason", "it works")
        assert (queued["worker"], queued["state"]) == (worker.address, "queued")

    done = mayor.gt("refinery", RIG, "--json")
    assert done.returncode == 1, done.stderr
    outcomes = json.loads(done.stdout)
    assert [outcome["worker"] for outcome in outcomes] == [
        first.address, stuck.address, later.address,
    ]  # fmt: skip
    assert [left_of(town, worker) for worker in (first, later)] == [{}, {}]
    assert outcomes[1]["trouble"].startswith(
        "gastown/stuck is not closed: gt-stuck is blocked by gt-before. Next: "
    )
    assert left_of(town, stuck)["branch"]
    with main_of(town) as main:
        closed = main.show("gt-first")[0].issue
        log = main.ask(lambda r: r.rows("SELECT message, committer FROM dolt_log"))
    assert (closed.status, closed.close_reason) == ("closed", "it works")
    merges = [(text[:30], who) for text, who in log if text.startswith("bd: merge polecat-")]
    assert [who for _, who in reversed(merges)] == [
        "gastown/polecats/first", "gastown/polecats/stuck", "gastown/polecats/later",
    ]  # fmt: skip

    assert mayor.gt("refinery").returncode == 1  # for the same reason: no other mail
    inbox = mayor.answer("mail", "inbox")
    assert [mail["subject"] for mail in inbox] == ["gastown/stuck cannot be merged"]
    present = record.read(town, RIG, "stuck")
    assert present is not None and present.trouble == outcomes[1]["trouble"]
    with main_of(town) as main:
        main.close_issues("gt-before")
    assert mayor.gt("refinery").returncode == 0
    assert left_of(town, stuck) == {}
