"""Ask the database for ready and for blocked work.

The first page walks the candidates in order and looks only at what stands above and before those; the whole list reads
all edges once. Both decide by `model/readiness.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from beadwork.dolt.session import Statement
from beadwork.model.issue import Issue
from beadwork.model.kinds import MACHINERY, Vocabulary
from beadwork.model.readiness import Standing, held
from beadwork.store import dependencies, filters, issues
from beadwork.store.filters import Clause, Filter

if TYPE_CHECKING:
    from beadwork.dolt.write import Reader

CHUNK = 200
"""Candidates looked at together: four pages of a terminal, and about 5 ms of the server's time."""

STANDINGS = "SELECT id, parent, status, defer_until FROM issues WHERE id IN %s"
STANDINGS_ABOVE = """
    WITH RECURSIVE above (id) AS (
        SELECT parent FROM issues WHERE id IN %s AND parent IS NOT NULL
        UNION
        SELECT i.parent FROM issues i JOIN above a ON i.id = a.id WHERE i.parent IS NOT NULL
    )
    SELECT i.id, i.parent, i.status, i.defer_until FROM issues i JOIN above a ON i.id = a.id
"""
ALL_STANDINGS = "SELECT id, parent, status, defer_until FROM issues WHERE status NOT IN ('closed', 'tombstone')"


class Ready(NamedTuple):
    """Ready issues in order; `more` tells that a limit cut the list."""

    issues: list[Issue]
    more: bool


class Blocked(NamedTuple):
    """A blocked issue, and the open issues that block it, or the ancestor through which it is held."""

    issue: Issue
    blockers: list[str]


def ready(reader: Reader, wanted: Filter, vocabulary: Vocabulary, now: datetime) -> Ready:
    """Return ready work in the order asked for: all of it, or the first `wanted.limit`."""
    below = issues.descendants(reader, wanted.parent) if wanted.parent is not None else None
    clauses = [*candidates(wanted, vocabulary, now), *filters.clauses(wanted, now, below)]
    if wanted.limit is None:
        return Ready(_all(reader, clauses, wanted, now), more=False)
    return _first(reader, clauses, wanted, now)


def candidates(wanted: Filter, vocabulary: Vocabulary, now: datetime) -> list[Clause]:
    """Return the clauses for what is ready unless something holds it."""
    found: list[Clause] = []
    if not wanted.statuses:
        found.append(("status IN %s", ((*vocabulary.of_category("active"), "deferred"),)))
    found.append(("(defer_until <= %s OR (defer_until IS NULL AND status <> 'deferred'))", (now,)))
    found.append(("pinned = FALSE", ()))
    if not wanted.types:
        found.append(("type NOT IN %s", (MACHINERY,)))
    return found


def _first(reader: Reader, clauses: list[Clause], wanted: Filter, now: datetime) -> Ready:
    assert wanted.limit is not None  # noqa: S101 - the caller's choice
    found: list[Issue] = []
    chunk = max(CHUNK, 2 * wanted.limit)
    offset = 0
    while True:
        rows = reader.read(_select(clauses, wanted, now, f"LIMIT {chunk} OFFSET {offset}"))[0].rows
        some = [issues.from_row(row) for row in rows]
        if some:
            found.extend(_free(reader, some, now))
        if len(found) > wanted.limit or len(rows) < chunk:
            return Ready(found[: wanted.limit], more=len(found) > wanted.limit)
        offset += chunk


def _select(clauses: list[Clause], wanted: Filter, now: datetime, limit: str = "") -> Statement:
    where, bound = filters.where(clauses)
    order, ordered = filters.order(wanted, now)
    return (f"SELECT {issues.COLUMNS} FROM issues {where} {order} {limit}", (*bound, *ordered))


def _free(reader: Reader, some: Sequence[Issue], now: datetime) -> list[Issue]:
    """Return those that nothing holds, by looking at their own ancestors and blockers only."""
    ids = tuple(issue.id for issue in some)
    standings = {issue.id: Standing(issue.parent, issue.status, issue.defer_until) for issue in some}
    questions: list[Statement] = [(dependencies.OPEN_BLOCKERS, (ids,))]
    if any(issue.parent and issue.parent not in standings for issue in some):
        questions.append((STANDINGS_ABOVE, (ids,)))
    answers = reader.read(*questions)
    blocked = {row[0] for row in answers[0].rows}
    above = {row[0]: Standing(*row[1:]) for row in answers[1].rows} if len(answers) > 1 else {}
    standings.update(above)
    if above:
        blocked |= dependencies.open_blockers(reader, tuple(above)).keys()
    holds = held(ids, standings, blocked, now)
    return [issue for issue in some if issue.id not in holds]


def _all(reader: Reader, clauses: list[Clause], wanted: Filter, now: datetime) -> list[Issue]:
    rows, pairs, standing = reader.read(
        _select(clauses, wanted, now), (dependencies.ALL_OPEN_BLOCKERS, ()), (ALL_STANDINGS, ())
    )
    found = [issues.from_row(row) for row in rows.rows]
    standings = {row[0]: Standing(*row[1:]) for row in standing.rows}
    holds = held((issue.id for issue in found), standings, {row[0] for row in pairs.rows}, now)
    return [issue for issue in found if issue.id not in holds]


def blocked(reader: Reader, wanted: Filter, vocabulary: Vocabulary, now: datetime) -> list[Blocked]:
    """Return the unclosed issues that open work blocks, directly or through an ancestor, in the order asked for."""
    below = issues.descendants(reader, wanted.parent) if wanted.parent is not None else None
    clauses = [*filters.usual(wanted, vocabulary), *filters.clauses(wanted, now, below)]
    rows, pairs, standing = reader.read(
        _select(clauses, wanted, now), (dependencies.ALL_OPEN_BLOCKERS, ()), (ALL_STANDINGS, ())
    )
    direct = dependencies.grouped(pairs.rows)
    standings = {row[0]: Standing(row[1], row[2], None)._replace(status="open") for row in standing.rows}
    found = [issues.from_row(row) for row in rows.rows]
    holds = held((issue.id for issue in found), standings, direct, now)
    shown = [Blocked(issue, direct[holds[issue.id]]) for issue in found if issue.id in holds]
    return shown[: wanted.limit]
