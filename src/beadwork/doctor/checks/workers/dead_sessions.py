"""The tmux session of every worker that works does run."""

from __future__ import annotations

from beadwork.doctor.finding import Finding, count, verdict
from beadwork.doctor.subject import Subject
from beadwork.model.workers.state import State
from beadwork.town.workers import record, states

WORKSPACE = False


def look(subject: Subject) -> Finding:
    town = subject.required_town
    found = states.of(town, record.all_of(town).workers)
    dead = [worker for worker, state in found if state == State.SESSION_DIED]
    return verdict(
        count(len(found), "worker"),
        warnings=[
            f"{worker.address}: its session has ended, and it had {' '.join(worker.beads)}"
            for worker in dead
        ],
        summary=lambda number: f"the sessions of {number} workers have ended",
        hint="gt polecat show RIG/NAME",
    )
