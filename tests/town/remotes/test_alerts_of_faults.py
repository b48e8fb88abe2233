"""The daemon's alerts cover every failure of a push or a pull: what passes by itself has none."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

from beadwork import errors
from beadwork.actions.remotes import failures
from beadwork.dolt.connection.server_errors import CONNECT, Fault, ServerError
from beadwork.dolt.versions.remotes import Tracked
from beadwork.town.layout import Town
from beadwork.town.remotes import exchange
from beadwork.town.remotes.exchange import Exchanged

URL = "git+ssh://git@example.org/team/api.git"
REMOTE = Tracked("origin", URL, "", "")
PASSES = {Fault.RETRY, Fault.LOST, Fault.REFUSED, Fault.UNREACHABLE, Fault.OTHER}
"""Faults after which the next try may succeed."""
PASSING_ERRORS = {
    errors.RemoteFailed,
    errors.LostRace,
    errors.UnfinishedWork,  # a kind of LostRace, which no push raises
    errors.Changed,  # likewise
    errors.LockTimeout,
    errors.AlreadyClaimed,
    errors.NoServer,
    errors.PortTaken,
    errors.NotFound,
    errors.NoIssue,
    errors.NoRemote,
    errors.RemoteEmpty,
    errors.OutcomeUnknown,
}
KINDS = [
    kind
    for _, kind in inspect.getmembers(errors, inspect.isclass)
    if issubclass(kind, errors.BeadworkError)
]


def alert(error: errors.BeadworkError, directory: Path) -> str:
    done = Exchanged("widget", URL)
    return exchange._failed(Town(directory), done, URL, error).alert


@pytest.mark.parametrize("fault", Fault)
def test_each_fault_of_the_server(fault: Fault, tmp_path: Path) -> None:
    error = ServerError(1105, "what git said", "CALL DOLT_PUSH()")
    error.fault = fault
    shown = failures.explained(error, REMOTE)
    said = alert(shown, tmp_path)
    assert bool(said) == (fault not in PASSES), shown
    assert not said or "widget" in said


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_each_error_that_a_command_may_raise(
    kind: type[errors.BeadworkError], tmp_path: Path
) -> None:
    error = kind.__new__(kind)
    errors.BeadworkError.__init__(error, "the fact", hint="bd doctor")
    assert bool(alert(error, tmp_path)) == (kind not in PASSING_ERRORS)


def test_a_server_that_hangs_or_has_no_git(tmp_path: Path) -> None:
    assert not alert(
        failures.explained(ServerError(2013, "timed out", CONNECT), REMOTE),
        tmp_path,
    )
    without = ServerError(1105, 'exec: "git": executable file not found in $PATH')
    assert "no git on the PATH" in alert(failures.explained(without, REMOTE), tmp_path)
