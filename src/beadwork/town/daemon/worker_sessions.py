"""An alert for each worker whose tmux session died: its issues are waiting, and nobody is at work.

Workers are not started anew, since what an agent did last is not known. The mayor gets one letter.
"""

from __future__ import annotations

from beadwork.model.workers.state import State
from beadwork.town import alerts
from beadwork.town.daemon.publisher import Publisher
from beadwork.town.layout import Town
from beadwork.town.workers import record, states

KIND = "worker-session-"
"""The beginning of the kinds of these alerts; the rig and the name follow."""


def look(town: Town, publisher: Publisher) -> None:
    """Open an alert for each worker whose session died, and close those of all others."""
    found = states.of(town, record.all_of(town).workers)
    dead = {
        f"{KIND}{worker.address}": worker for worker, state in found if state == State.SESSION_DIED
    }
    for kind, worker in dead.items():
        text = (
            f"the session of the worker {worker.address} has ended, and it had "
            f"{' '.join(worker.beads)}. See `gt polecat show {worker.address}`"
        )
        publisher.open_alert(kind, text, mail_mayor=True)
    is_open = {alert.kind for alert in alerts.open_ones(town) if alert.kind.startswith(KIND)}
    publisher.close_alerts(is_open - dead.keys())
