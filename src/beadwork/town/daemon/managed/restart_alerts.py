"""Alerts about restarts of a server: what is open now, from the state of its supervisor."""

from __future__ import annotations

from typing import NamedTuple

from beadwork.model.counted import counted
from beadwork.model.supervision import State
from beadwork.town.daemon.managed.supervisor import ServerSupervisor

RESTARTS = "server-restarts"
GAVE_UP = "server-gave-up"
STUCK = "server-does-not-end"
KINDS = (RESTARTS, GAVE_UP, STUCK)


class RestartAlert(NamedTuple):
    """An alert that is to be open."""

    text: str
    mail_mayor: bool


def find(supervisor: ServerSupervisor) -> dict[str, RestartAlert]:
    """Return the alerts that are to be open, by kind. One that has just come up stays in doubt
    until it has been healthy for long enough.
    """
    found = {}
    if supervisor.state.state is State.GAVE_UP:
        found[GAVE_UP] = RestartAlert(_gave_up(supervisor), mail_mayor=True)
    elif supervisor.state.is_unstable:
        found[RESTARTS] = RestartAlert(_restarts(supervisor), mail_mayor=False)
    if supervisor.stuck:
        rig = supervisor.home.rig
        text = f"{rig}: {supervisor.stuck}" if rig else supervisor.stuck
        found[STUCK] = RestartAlert(text, mail_mayor=True)
    return found


def _gave_up(supervisor: ServerSupervisor) -> str:
    starts = counted(len(supervisor.state.failures), "failed start")
    text = f"the daemon gave up on {_whose(supervisor)} after {starts}: {supervisor.error}"
    return f"{text}.{_mend(supervisor)} `{_start(supervisor)}` tries again"


def _restarts(supervisor: ServerSupervisor) -> str:
    state = supervisor.state
    ends, failed = counted(state.restarts, "time"), min(len(state.failures), state.restarts)
    text = f"{_whose(supervisor)} failed {ends} without a healthy time between"
    text += f", {failed} of them at its start" if failed else ""
    text += f": {supervisor.last_error}"
    if state.state is State.RUNNING:
        return f"{text}. It runs again, and this ends when it stays well. See `{_logs(supervisor)}`"
    again = f"The daemon tries again by itself; `{_start(supervisor)}` does at once"
    return f"{text}.{_mend(supervisor)} {again}"


def _whose(supervisor: ServerSupervisor) -> str:
    return f"the server of {supervisor.home.rig}" if supervisor.home.rig else "the server"


def _mend(supervisor: ServerSupervisor) -> str:
    return f" Hint: {supervisor.hint}." if supervisor.hint else ""


def _start(supervisor: ServerSupervisor) -> str:
    return f"gt dolt start {supervisor.home.rig}".rstrip()


def _logs(supervisor: ServerSupervisor) -> str:
    return f"gt dolt logs {supervisor.home.rig}".rstrip()
