"""One run: two towns, chaos, peace, and the comparison."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import NamedTuple

from chaos import plan, settle, verify
from chaos.activity import Activity
from chaos.commands import Running
from chaos.faults import Lane
from chaos.record import Record
from chaos.syncs import Exchange
from chaos.towns import World, file_names, world
from chaos.workers import Worker

GUESTS = 2
"""Workers of the second town."""
LOOK_SECONDS = 0.5
SAY_SECONDS = 30


class Asked(NamedTuple):
    """How a run is asked for: it ends when both `minutes` and `kills` are reached."""

    seed: int
    minutes: float
    kills: int
    workers: int

    @property
    def command(self) -> str:
        words = f"SEED={self.seed} MINUTES={self.minutes:g} KILLS={self.kills}"
        return f"make chaos {words}"


def run(seed: int, minutes: float, kills: int, workers: int, *, keep: bool = False) -> int:
    """Run it, print the figures, and return the exit status. `keep` leaves the towns' files."""
    asked = Asked(seed, minutes, kills, workers)
    print(f"chaos: {asked.command}", flush=True)
    record = Record()
    begun = time.monotonic()
    with world(keep=keep) as made:
        for thing, name in ((made.disk, "disk"), (made.clock, "clock")):
            if not thing.is_real:
                print(f"chaos: the {name} is left alone: {thing.why}", flush=True)
        faults = list(_faults(made, record, asked))
    print(_figures(record, time.monotonic() - begun))
    for fault in faults[:50]:
        print(f"FAULT {fault}")
    if faults:
        print(f"chaos: {len(faults)} faults. Again: {asked.command}")
    return 1 if faults else 0


def _faults(made: World, record: Record, asked: Asked) -> Iterator[str]:
    _say("both towns are built")
    before = [file_names(town.root) for town in made.towns]
    since = settle.head(made.towns[0])
    running = Running(record)
    ada, bob = made.towns
    lanes = [
        Lane(made, running, asked.seed, kinds) for kinds in (plan.TOWN_FAULTS, plan.OTHER_FAULTS)
    ]
    workers = [Worker(n, ada, running, asked.seed) for n in range(1, asked.workers + 1)]
    workers += [Worker(100 + n, bob, running, asked.seed) for n in range(1, GUESTS + 1)]
    exchanges = [Exchange(town, running, asked.seed) for town in made.towns]
    threads: list[Activity] = [*workers, *exchanges, *lanes]
    for thread in threads:
        thread.start()
    began = said = time.monotonic()
    while any(worker.is_alive() for worker in workers) and (
        time.monotonic() - began < asked.minutes * 60 or record.kills.total() < asked.kills
    ):
        time.sleep(LOOK_SECONDS)
        if time.monotonic() - said > SAY_SECONDS:
            said = time.monotonic()
            _say(f"{running.begun} commands, {record.kills.total()} kills")
    running.end()
    _say(f"{record.kills.total()} kills; all is mended now")
    record.counts["seconds of chaos"] = int(time.monotonic() - began)
    for lane in lanes:
        lane.join()
    settle.mend(made, running)
    for thread in threads:
        thread.join()
    yield from (f"{thread.name}: {thread.error!r}" for thread in threads if thread.error)
    _say("the workers are done; the towns are synced")
    record.counts["syncs until equal"] = settle.exchange(made, running)
    _say("the towns are compared with the record")
    yield from _compared(made, running, before, since)
    yield from record.faults


def _say(text: str) -> None:
    print(f"chaos: {time.strftime('%H:%M:%S')} {text}", flush=True)


def _compared(made: World, running: Running, before: list[set[str]], since: str) -> Iterator[str]:
    writes = running.record.writes
    for town, known in zip(made.towns, before, strict=True):
        name = town.mayor.person.home.name
        found = verify.read(town, since)
        yield from (f"{name}: {text}" for text in verify.differences(found, writes))
        loud = settle.rest(town, running)
        if loud:
            yield f"{name}: gt doctor: {loud}"
        left = verify.left_over(town, known, file_names(town.root))
        yield from (f"{name}: left over: {text}" for text in left)
        running.run(town, "gt", "daemon", "stop", cwd=town.root)
        dolt = town.mayor.person.environment["BEADWORK_DOLT"]
        yield from (f"{name}: {text}" for text in verify.unsound(town, dolt))


def _figures(record: Record, seconds: float) -> str:
    lines = [f"writes: {verify.summary(record.writes)}", f"kills: {record.kills.total()}"]
    lines += [f"  {count:5} {name}" for name, count in sorted(record.kills.items())]
    lines += ["counts:"]
    lines += [f"  {count:5} {name}" for name, count in sorted(record.counts.items())]
    return "\n".join([*lines, f"seconds in all: {seconds:.0f}"])
