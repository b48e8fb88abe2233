"""How long an issue was in each status: spans of time between the commits that may have changed it.

Pure. Where no commit tells the past of an issue, its own columns do: an imported issue was open
from `created_at`, in progress from `started_at`, and closed at `closed_at`, as far as these are
set.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

CLOSED, OPEN, IN_PROGRESS = "closed", "open", "in_progress"


class StatusAtCommit(NamedTuple):
    """The status of an issue at a commit, with its times. The status is None where the commit does
    not have the issue.
    """

    status: str | None
    created_at: datetime
    started_at: datetime | None
    closed_at: datetime | None
    updated_at: datetime
    committed_at: datetime
    created_by: str | None
    actor: str | None
    """Who made the change; None where the commit only brought it in from elsewhere."""


class Span(NamedTuple):
    """A status, and the time from `start` to `end` that an issue had it; `end` is None for the
    present status.
    """

    status: str
    start: datetime
    end: datetime | None
    actor: str | None
    """Who gave the issue this status, None where history does not tell."""


class _Move(NamedTuple):
    status: str | None
    at: datetime
    actor: str | None


def of_issue(states: Sequence[StatusAtCommit], created_at: datetime) -> list[StatusAtCommit]:
    """Return the states of the issue that was created at `created_at`, without those of another
    issue that had the same id earlier or on a branch.

    If no state has this creation time, an import has changed it, and all states are returned.
    """
    own = [state for state in states if state.status is None or state.created_at == created_at]
    return own if any(state.status is not None for state in own) else list(states)


def spans(states: Sequence[StatusAtCommit]) -> list[Span]:
    """Return the spans of an issue, in order of time. There is no gap but where it was deleted.

    `states` are in order of time.
    """
    moves: list[_Move] = []
    for state in states:
        if not moves:
            moves += _appearance(state)
        elif state.status != moves[-1].status:
            # The columns of a restored issue are those of the time before it was deleted.
            is_restored = moves[-1].status is None
            at = state.committed_at if is_restored else _moment(state, moves[-1].at)
            moves.append(_Move(state.status, max(at, moves[-1].at), state.actor))
    found = []
    ends = [*(move.at for move in moves[1:]), None]
    for move, end in zip(moves, ends, strict=False):
        if move.status is not None and end != move.at:
            found.append(Span(move.status, move.at, end, move.actor))
    return _joined(found)


def seconds(spans: Iterable[Span], now: datetime, over: Sequence[str]) -> dict[str, float]:
    """Return the seconds in each status, in the order of first entry. The present span lasts until
    `now`.

    The present span of an issue whose status is one of `over` does not count.
    """
    total: dict[str, float] = {}
    for span in spans:
        if span.end is None and span.status in over:
            continue
        spent = max(((span.end or now) - span.start).total_seconds(), 0.0)
        total[span.status] = total.get(span.status, 0.0) + spent
    return total


def _appearance(state: StatusAtCommit) -> list[_Move]:
    """Return the moves of an issue at the first commit that has it. An imported issue may have
    several.
    """
    if state.status is None:
        return []
    moves = [_Move(OPEN, state.created_at, state.created_by or state.actor)]
    if state.started_at and state.started_at >= state.created_at and state.status != OPEN:
        moves.append(_Move(IN_PROGRESS, state.started_at, state.actor))
    if state.status == CLOSED:
        moves.append(
            _Move(CLOSED, max(state.closed_at or state.updated_at, moves[-1].at), state.actor)
        )
    elif state.status != moves[-1].status:
        moves.append(_Move(state.status, moves[-1].at, state.actor))
    return moves


def _moment(state: StatusAtCommit, earliest: datetime) -> datetime:
    """Return when the status of an issue changed: by the issue's own columns if their time is
    possible, else the commit's time.

    A commit's time is of the server's clock, in milliseconds. The columns are of the writer's
    clock.
    """
    moment = state.closed_at if state.status == CLOSED else state.updated_at
    is_possible = moment is not None and earliest < moment <= state.committed_at
    return moment if moment and is_possible else state.committed_at


def _joined(spans: Sequence[Span]) -> list[Span]:
    """Return the spans with adjacent spans of one status joined."""
    joined: list[Span] = []
    for span in spans:
        if joined and joined[-1].status == span.status and joined[-1].end == span.start:
            joined[-1] = joined[-1]._replace(end=span.end)
        else:
            joined.append(span)
    return joined
