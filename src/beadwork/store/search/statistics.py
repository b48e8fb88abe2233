"""How many issues there are of each kind, and what happened lately, in one round trip.

Ready and blocked issues are those that `bd ready` and `bd blocked` list without a filter. All
issues that are not over are read as one text, and `model/dependencies/readiness.py` decides. SQL
clauses would look at the table a second and a third time, which costs three times as much.
tests/store/search/test_readiness_of_any_tracker.py compares the two ways.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from beadwork.dolt.connection.session import Result, Statement
from beadwork.model.dependencies.readiness import Candidate, IssueState, free, held, parents_of
from beadwork.model.issues.kinds import BLOCKED, DELETED, Vocabulary
from beadwork.store.dependencies import cross_rig_targets
from beadwork.store.issues.issues import NOT_DELETED
from beadwork.store.search import overview

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Reader
    from beadwork.model.dependencies.cross_rig import NotKnown
    from beadwork.store.dependencies.cross_rig_targets import CrossRigIssue
    from beadwork.store.search.overview import WaitGraph

RECENT_HOURS = 24

BY_STATUS = "SELECT status, COUNT(*) FROM issues GROUP BY status"
LATELY = f"""
    SELECT COUNT(CASE WHEN pinned OR status = 'pinned' THEN 1 END),
           AVG(CASE WHEN closed_at >= created_at
               THEN TIMESTAMPDIFF(SECOND, created_at, closed_at) END),
           COUNT(CASE WHEN closed_at < created_at THEN 1 END),
           COUNT(CASE WHEN created_at >= %s THEN 1 END),
           COUNT(CASE WHEN closed_at >= %s THEN 1 END),
           COUNT(CASE WHEN updated_at >= %s AND created_at < %s THEN 1 END)
    FROM issues WHERE {NOT_DELETED}
"""
COMMITS = "SELECT COUNT(*) FROM dolt_log WHERE date >= %s"


class Statistics(NamedTuple):
    """Counts of issues. `lead_seconds` is the mean time from filing to closing, None where it is
    known of no issue; `disordered` issues, which came in closed before they were filed, are not in
    it. `deleted` issues are in no other count.
    """

    by_status: dict[str, int]
    ready: int
    blocked: int
    pinned: int
    deleted: int
    lead_seconds: float | None
    disordered: int
    created_lately: int
    closed_lately: int
    updated_lately: int
    """Issues that were changed in the last day, but filed earlier."""
    commits_lately: int

    @property
    def total(self) -> int:
        """All issues, of every kind and status."""
        return sum(self.by_status.values())


class Counts(NamedTuple):
    """How many issues there are of each status, how many are marked as deleted, and how many are
    ready and blocked.
    """

    by_status: dict[str, int]
    deleted: int
    ready: int
    blocked: int


def read(reader: Reader, vocabulary: Vocabulary, now: datetime) -> Statistics:
    """Return the statistics of the whole tracker."""
    since = now - timedelta(hours=RECENT_HOURS)
    lately, commits, *counting = reader.read(
        (LATELY, (since,) * 4), (COMMITS, (since,)), *count_statements(vocabulary.over)
    )
    data = count_data(counting)
    targets = cross_rig_targets.of_edges(reader, data.graph.edges_without_open_target())
    found = data.counts(targets, vocabulary, now)
    pinned, lead, disordered, created, closed, updated = lately.rows[0]
    return Statistics(
        by_status=found.by_status,
        ready=found.ready,
        blocked=found.blocked,
        pinned=pinned,
        deleted=found.deleted,
        lead_seconds=None if lead is None else float(lead),
        disordered=disordered,
        created_lately=created,
        closed_lately=closed,
        updated_lately=updated,
        commits_lately=commits.rows[0][0],
    )


class CountData(NamedTuple):
    """What `counts` needs: how many issues there are of each status, and every issue that is not
    over.
    """

    by_status: dict[str, int]
    graph: WaitGraph
    candidates: list[Candidate]

    def counts(
        self, targets: Mapping[str, CrossRigIssue | NotKnown], vocabulary: Vocabulary, now: datetime
    ) -> Counts:
        """Return the counts; `targets` are the targets of edges that are in other trackers."""
        over, active = vocabulary.over, vocabulary.of_category("active")
        states, blockers = self.graph.states, self.graph.overview(targets).blockers
        undated = {
            issue_id: IssueState(above.parent, "open", None) for issue_id, above in states.items()
        }
        listed = [candidate for candidate in self.candidates if candidate.is_listed(over)]
        holders = held((candidate.id for candidate in listed), undated, blockers, now, over)
        ready = free(
            (candidate for candidate in self.candidates if candidate.can_begin(active, now)),
            states,
            blockers,
            now,
            over,
            unfinished=parents_of(states),
        )
        by_status = {status: n for status, n in self.by_status.items() if status != DELETED}
        deleted = self.by_status.get(DELETED, 0)
        blocked = [
            candidate
            for candidate in listed
            if candidate.id in holders or candidate.state.status == BLOCKED
        ]
        return Counts(by_status, deleted, len(ready), len(blocked))


def count_statements(over: tuple[str, ...]) -> tuple[Statement, ...]:
    """Return the statements whose results `count_data` reads; `over` are the statuses of issues
    that are over.
    """
    return ((BY_STATUS, ()), *overview.candidate_statements(over))


def count_data(answers: Sequence[Result]) -> CountData:
    """Return the data from the results of `count_statements`."""
    by_status, edges, candidates = answers
    return CountData(dict(by_status.rows), *overview.candidates(edges, candidates))
