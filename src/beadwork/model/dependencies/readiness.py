"""Which work can be begun: the rules of readiness. Readiness is computed from the data and never
stored.

An issue is ready if all of this holds:

- its status is active, or it was deferred to a time that has passed;
- it is not pinned, not deferred into the future, and not of a machinery type;
- it is not marked as ephemeral or as a template, as other programs mark issues;
- nothing holds it: neither itself nor an unclosed ancestor is blocked or deferred;
- if it is an epic, none of its children is open.

The database selects candidates by the first three rules. This module decides the others, from as
few rows as the question needs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import NamedTuple, Protocol, TypeVar

from beadwork.model.issues.kinds import EPIC, MACHINERY

OVER = ("closed", "tombstone")
"""The statuses of the category `done` in a tracker without custom statuses."""


class IssueState(NamedTuple):
    """What readiness needs to know of an issue."""

    parent: str | None
    status: str
    defer_until: datetime | None


def is_deferred(state: IssueState, now: datetime) -> bool:
    """Tell whether an issue is deferred: without a date, or to a date in the future."""
    if state.defer_until is not None:
        return state.defer_until > now
    return state.status == "deferred"


class Candidate(NamedTuple):
    """The columns that decide whether an issue is listed, and whether it can be begun if nothing
    holds it.
    """

    id: str
    state: IssueState
    type: str
    pinned: bool
    marked: bool
    """Ephemeral, or a template."""

    def is_listed(self, over: Collection[str]) -> bool:
        """Tell whether `list` and `blocked` show the issue without `--all`: it is not over, not
        pinned, and no machinery.
        """
        return not (self.pinned or self.type in MACHINERY or self.state.status in (*over, "pinned"))

    def can_begin(self, active: Collection[str], now: datetime) -> bool:
        """Tell whether `ready` shows the issue if nothing holds it."""
        fits = self.state.status in (*active, "deferred") and not is_deferred(self.state, now)
        return fits and not (self.pinned or self.marked or self.type in MACHINERY)


class HasType(Protocol):
    """A row with the id and the type of an issue."""

    @property
    def id(self) -> str: ...

    @property
    def type(self) -> str: ...


Row = TypeVar("Row", bound=HasType)


def free(
    candidates: Iterable[Row],
    states: Mapping[str, IssueState],
    blocked: Iterable[str],
    now: datetime,
    over: Collection[str] = OVER,
    *,
    unfinished: Collection[str],
) -> list[Row]:
    """Return the candidates that are ready, in their order.

    `unfinished` are the parents of open children. An epic among them is left out: the work is in
    its children. The other arguments are those of `held`.
    """
    rows = [row for row in candidates if not (row.type == EPIC and row.id in unfinished)]
    holders = held((row.id for row in rows), states, blocked, now, over)
    return [row for row in rows if row.id not in holders]


def parents_of(states: Mapping[str, IssueState]) -> set[str]:
    """Return the parents of these issues."""
    return {state.parent for state in states.values() if state.parent}


def held(
    ids: Iterable[str],
    states: Mapping[str, IssueState],
    blocked: Iterable[str],
    now: datetime,
    over: Collection[str] = OVER,
) -> dict[str, str]:
    """Return the held issues among `ids`, each with the issue at which it is held: itself or an
    ancestor.

    `states` covers the ids and all their ancestors. An id that is missing from it ends the walk
    up. So does a closed ancestor, since an issue that is over holds nothing. A cycle of parents is
    walked once.
    """
    directly = set(blocked)
    above: dict[str, str | None] = {}
    found: dict[str, str] = {}
    for issue_id in ids:
        state = states.get(issue_id)
        if state is None:
            continue
        if issue_id in directly or is_deferred(state, now):
            found[issue_id] = issue_id
        elif holder := _holder(state.parent, states, directly, now, over, above):
            found[issue_id] = holder
    return found


def _holder(
    ancestor: str | None,
    states: Mapping[str, IssueState],
    blocked: Collection[str],
    now: datetime,
    over: Collection[str],
    known: dict[str, str | None],
) -> str | None:
    """Return the issue at which the descendants of `ancestor` are held, None where nothing holds
    them.

    `known` keeps the answer for each ancestor, so that each is visited once. An ancestor that is
    being visited has the answer None until then, which ends a cycle.
    """
    path: list[str] = []
    here, holder = ancestor, None
    while here is not None and here not in known:
        known[here] = None
        path.append(here)
        state = states.get(here)
        if state is None or state.status in over:
            here = None
        elif here in blocked or is_deferred(state, now):
            holder, here = here, None
        else:
            here = state.parent
    if here is not None:
        holder = known[here]
    known.update(dict.fromkeys(path, holder))
    return holder
