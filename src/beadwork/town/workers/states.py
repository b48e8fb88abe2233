"""The state that each worker is in: what its record says, and whether its session runs."""

from __future__ import annotations

from collections.abc import Iterable

from beadwork.model.workers.state import State
from beadwork.town.daemon import tmux
from beadwork.town.layout import Town
from beadwork.town.workers import record, worker_lock
from beadwork.town.workers.record import Worker


def of(town: Town, workers: Iterable[Worker]) -> list[tuple[Worker, str]]:
    """Return the workers, each with its state."""
    known = list(workers)
    running = tmux.names(town) if any(worker.session for worker in known) else set()
    return [(worker, _state(town, worker, running)) for worker in known]


def _state(town: Town, worker: Worker, running: set[str] | None) -> str:
    if record.is_begun(worker):
        is_held = worker_lock.holder(town, worker.rig, worker.name)
        return State.SLINGING if is_held else State.INTERRUPTED
    if worker.state != State.WORKING or not worker.session or running is None:
        return worker.state
    return State.WORKING if worker.session in running else State.SESSION_DIED
