"""Every record of a worker can be read, was finished by `gt sling`, and has its worktree."""

from __future__ import annotations

from beadwork.doctor.finding import Finding, Repair, count, verdict
from beadwork.doctor.subject import Subject
from beadwork.model.hints import command
from beadwork.model.workers.state import State
from beadwork.town.layout import Town
from beadwork.town.rigs import registry
from beadwork.town.workers import record, states, unfinished, worker_lock, worktree
from beadwork.town.workers.record import Worker

WORKSPACE = False
_ENDING: dict[str, tuple[str, ...]] = {
    State.FINISHING: ("done",),
    State.NUKING: ("polecat", "nuke"),
}
"""The command that was killed, by the state that it left."""
FIX = "takes back, or completes, the workers that a killed gt sling left"


def look(subject: Subject) -> Finding:
    town = subject.required_town
    workers, damaged = record.all_of(town)
    rigs = registry.names(town)
    errors = [*damaged.values()]
    repairs = []
    for worker, state in states.of(town, workers):
        if state == State.INTERRUPTED:
            errors.append(f"{worker.address}: gt sling was interrupted while it made it")
            repairs.append(_repair(town, worker))
        elif worker.rig not in rigs:
            errors.append(f"{worker.address}: the town has no rig {worker.rig}")
        elif state in _ENDING and not worker_lock.holder(town, worker.rig, worker.name):
            again = command("gt", *_ENDING[state], worker.address)
            errors.append(f"{worker.address}: it was not taken away to the end: {again}")
        elif state in (State.WORKING, State.QUEUED, State.SESSION_DIED):
            errors += [f"{worker.address}: {gone}" for gone in worktree.missing(town, worker)]
    return verdict(
        count(len(workers), "worker"),
        errors=errors,
        summary=lambda number: f"{number} things are wrong with workers",
        hint="gt doctor --fix" if repairs else "gt polecat show RIG/NAME",
        repairs=repairs,
    )


def _repair(town: Town, worker: Worker) -> Repair:
    return Repair(
        f"take back or complete {worker.address}",
        lambda: unfinished.settle(town, worker, lambda line: None),
        (record.path(town, worker.rig, worker.name),),
    )
