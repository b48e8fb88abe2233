"""Mends everything, and lets the towns come to rest."""

from __future__ import annotations

import time

from chaos.commands import Running
from chaos.towns import Town, World

ROUNDS = 8
LOOKS, LOOK_SECONDS = 60, 2.0
"""An alert ends with a later look of the daemon: the doctor is asked again, so often."""
TABLES = ("issues", "comments", "dependencies")


def mend(world: World, running: Running) -> None:
    """Give back disk, network and clock, and start what was killed."""
    world.clock.move(0)
    if world.disk.is_real:
        world.disk.empty()
    for town in world.towns:
        town.way.mend()
        started = running.run(town, "gt", "daemon", "start", "--json", cwd=town.root)
        if not town.daemon():
            running.record.fault(f"no daemon after all was mended: {started}")
        started = running.run(town, "gt", "dolt", "start", "--json", cwd=town.root)
        if not started.is_done:
            running.record.fault(f"no server after all was mended: {started}")


def exchange(world: World, running: Running) -> int:
    """Sync both towns until they have the same issues, and return how many rounds it took."""
    answers = []
    for number in range(1, ROUNDS + 1):
        for town in world.towns:
            answers.append(running.run(town, "bd", "sync", "--json", cwd=town.rig))
        if hashes(world.towns[0]) == hashes(world.towns[1]):
            return number
    running.record.fault(f"the towns are not equal after {ROUNDS} syncs: {answers[-4:]}")
    return ROUNDS


def hashes(town: Town) -> list[str]:
    """Return Dolt's hashes of the tables of issues."""
    return [_value(town, "SELECT DOLT_HASHOF_TABLE(%s)", name) for name in TABLES]


def head(town: Town) -> str:
    """Return the last commit on `main`."""
    return _value(town, "SELECT DOLT_HASHOF('HEAD')")


def _value(town: Town, sql: str, *values: str) -> str:
    from beadwork.tracker import open_internal as open_tracker

    with town.as_its_person(), open_tracker(str(town.rig), idle_seconds=0) as tracker:
        return str(tracker.ask(lambda reader: reader.rows(sql, *values))[0][0])


def rest(town: Town, running: Running) -> str:
    """Wait until the doctor is content, for minutes at most, and return what is not right then."""
    loud = ""
    for _ in range(LOOKS):
        running.run(town, "gt", "dolt", "push", cwd=town.root)
        answer = running.run(town, "gt", "doctor", "--json", cwd=town.root)
        checks = (answer.document() or {"checks": []})["checks"]
        loud = "; ".join(
            f"{check['name']}: {check['message']}"
            for check in checks
            if check["state"] in ("error", "warning")
        )
        if checks and not loud:
            return ""
        time.sleep(LOOK_SECONDS)
    return loud or "the doctor says nothing"
