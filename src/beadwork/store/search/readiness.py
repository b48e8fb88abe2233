"""Read ready and blocked work from the database.

For the first page, the candidates are walked in order, and only their ancestors and blockers are
read. For the whole list, all edges are read once. Both decide by `model/dependencies/readiness.py`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from beadwork.dolt.connection.session import Statement
from beadwork.model.dependencies.readiness import IssueState, free, held, parents_of
from beadwork.model.issues.issue import Issue
from beadwork.model.issues.kinds import BLOCKED, EPIC, MACHINERY, Vocabulary
from beadwork.store import id_lists
from beadwork.store.dependencies import blockers, cross_rig_targets
from beadwork.store.issues import issues
from beadwork.store.search import filters, index_scan, overview
from beadwork.store.search.filters import Clause, Filter
from beadwork.store.search.index_scan import Candidate
from beadwork.store.search.overview import Tally

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Reader

BY_PRIORITY = ("", filters.DEFAULT_ORDER)

CHUNK = 200
"""Candidates in one chunk where the server has to sort all of them."""
MOST_CANDIDATES = 1000
MOST_ANCESTORS = 300
"""If more ancestors have to be read to fill a page, all edges are read at once: 40 ms for
10,000.
"""

STANDINGS_ABOVE = """
    WITH RECURSIVE above (id) AS (
        SELECT parent FROM issues WHERE id IN %s AND parent IS NOT NULL
        UNION
        SELECT i.parent FROM issues i JOIN above a ON i.id = a.id WHERE i.parent IS NOT NULL
    )
    SELECT i.id, i.parent, i.status, i.defer_until FROM issues i JOIN above a ON i.id = a.id
"""
WITH_OPEN_CHILDREN = """
    SELECT e.id FROM issues e WHERE e.id IN %s AND EXISTS (
        SELECT 1 FROM issues c WHERE c.parent = e.id AND c.status NOT IN %s
    )
"""
"""EXISTS stops at the first open child. SELECT DISTINCT parent reads all: 9 ms for 2,000 children
instead of 3 ms.
"""


class Ready(NamedTuple):
    """Ready issues in order. `more` tells whether a limit cut the list. `tallies` are set only
    where all edges were read.
    """

    issues: list[Issue]
    more: bool
    tallies: dict[str, Tally] | None = None


class Named(NamedTuple):
    """The id and the type of an issue."""

    id: str
    type: str


class BlockedIssue(NamedTuple):
    """A blocked issue, and the open issues that block it, or the ancestor at which it is held.
    There are none where only its status says that it is blocked.
    """

    issue: Issue
    blockers: list[str]

    @property
    def by_status(self) -> bool:
        """Whether its status says that it is blocked."""
        return self.issue.status == BLOCKED


def ready(
    reader: Reader,
    wanted: Filter,
    vocabulary: Vocabulary,
    now: datetime,
    extra: Sequence[Clause] = (),
) -> Ready:
    """Return ready work in the order of the filter: all of it, or the first `wanted.limit` issues.
    The `extra` clauses must hold too.

    Raises:
        Usage: there is none, and the filter has a status or a type that no issue can have.
    """
    found = _ready(reader, wanted, vocabulary, now, extra)
    if not found.issues or filters.excludes_unknown(wanted, vocabulary):
        from beadwork.store.search import unknown_words

        unknown_words.refuse(reader, wanted, vocabulary)
    return found


def _ready(
    reader: Reader, wanted: Filter, vocabulary: Vocabulary, now: datetime, extra: Sequence[Clause]
) -> Ready:
    wanted, parents = filters.named(reader, wanted)
    asked = filters.clauses(wanted._replace(statuses=(), everything=True), vocabulary, now, parents)
    clauses = [*own_clauses(wanted, vocabulary, now), *asked, *extra]
    statuses = wanted.statuses or (*vocabulary.of_category("active"), "deferred")
    every: list[Clause] = [("status IN %s", (statuses,)), *clauses]
    if wanted.limit is None:
        return _all(reader, every, wanted, vocabulary, now)
    in_order = (
        wanted.sort in BY_PRIORITY
        and not wanted.reverse
        and not wanted.ids
        and wanted.parent is None
    )
    chunks = (
        index_scan.in_order(reader, statuses, clauses)
        if in_order
        else _sorted(reader, every, wanted, now)
    )
    ids = _first(reader, chunks, wanted, vocabulary, now)
    if ids is None:
        ids = _first_of_all(reader, every, wanted, vocabulary, now)
    shown = issues.in_order(reader, ids[: wanted.limit])
    return Ready(shown, more=len(ids) > wanted.limit)


def candidate_clauses(wanted: Filter, vocabulary: Vocabulary, now: datetime) -> list[Clause]:
    """Return the clauses for the issues that are ready if nothing holds them."""
    statuses = wanted.statuses or (*vocabulary.of_category("active"), "deferred")
    return [("status IN %s", (statuses,)), *own_clauses(wanted, vocabulary, now)]


def own_clauses(wanted: Filter, vocabulary: Vocabulary, now: datetime) -> list[Clause]:
    """Return the clauses that an issue of a fitting status must satisfy by itself to be ready."""
    found: list[Clause] = [
        # CASE, because Dolt parses the bound time again for each row that it compares. Without
        # CASE this takes half of the time of the statement.
        (
            "CASE WHEN defer_until IS NULL THEN status <> 'deferred' ELSE defer_until <= %s END",
            (now,),
        ),
        ("NOT pinned", ()),
    ]
    if wanted.statuses:  # an issue that is over is not ready, even if its status is asked for
        found.append(("status NOT IN %s", (vocabulary.over,)))
    if not wanted.types and not wanted.everything:
        found.append(("type NOT IN %s", (MACHINERY,)))
    if not wanted.everything:
        found += filters.unmarked(wanted)
    return found


def claimable_clauses(worker: str, wanted: Filter, vocabulary: Vocabulary) -> list[Clause]:
    """Return the clauses that ready work must satisfy for `worker` to claim it: it is assigned to
    nobody else, and work can begin from its status.
    """
    found: list[Clause] = [("(assignee IS NULL OR assignee = %s)", (worker,))]
    if wanted.statuses:  # work can begin from each status that `ready` looks at without a filter
        found.append(("status IN %s", ((*vocabulary.of_category("active"), "deferred"),)))
    return found


def _first(
    reader: Reader,
    chunks: Iterator[list[Candidate]],
    wanted: Filter,
    vocabulary: Vocabulary,
    now: datetime,
) -> list[str] | None:
    """Return the ids of more ready issues than `wanted.limit`, or of all. Return None where too
    many candidates or ancestors would have to be read.
    """
    limit = wanted.limit or 0
    ready: list[str] = []
    waiting: list[Candidate] = []
    looked_at = 0
    for chunk in chunks:
        looked_at += len(chunk)
        if looked_at > MOST_CANDIDATES + 4 * limit:
            return None
        waiting += chunk
        if len(ready) + len(waiting) > limit:  # enough to fill the page, if nothing is held
            found = _free(reader, waiting, wanted, vocabulary, now)
            if found is None:
                return None
            ready += found
            waiting = []
        if len(ready) > limit:
            return ready
    found = _free(reader, waiting, wanted, vocabulary, now) if waiting else []
    return None if found is None else ready + found


def _first_of_all(
    reader: Reader, clauses: list[Clause], wanted: Filter, vocabulary: Vocabulary, now: datetime
) -> list[str]:
    """Return the ids of all ready issues, by reading every edge and every unclosed issue."""
    where, bound = filters.where(clauses)
    order, edges = filters.order(wanted, now)
    question = (f"SELECT id, type FROM issues {where} {order}", (*bound, *edges))
    rows, *tables = reader.read(question, *overview.graph_statements(vocabulary.over))
    graph = overview.wait_graph(*tables)
    targets = cross_rig_targets.of_edges(reader, graph.edges_without_open_target())
    ready = free(
        [Named._make(row) for row in rows.rows],
        graph.states,
        graph.overview(targets).blockers,
        now,
        vocabulary.over,
        unfinished=() if wanted.include_epics else parents_of(graph.states),
    )
    return [issue.id for issue in ready]


def _sorted(
    reader: Reader, clauses: list[Clause], wanted: Filter, now: datetime
) -> Iterator[list[Candidate]]:
    """Yield candidates in an order that no index has. The server sorts all of them for each
    chunk.
    """
    offset = 0
    where, bound = filters.where(clauses)
    order, edges = filters.order(wanted, now)
    while True:
        page = f"SELECT {index_scan.COLUMNS} FROM issues {where} {order} LIMIT %s OFFSET %s"
        rows = reader.rows(page, *bound, *edges, CHUNK, offset)
        yield [Candidate._make(row) for row in rows]
        if len(rows) < CHUNK:
            return
        offset += CHUNK


def _select(
    clauses: list[Clause], wanted: Filter, now: datetime, *, ordered: bool = True
) -> Statement:
    where, bound = filters.where(clauses)
    order, edges = filters.order(wanted, now) if ordered else ("", ())
    return (issues.select(f"{where} {order}"), (*bound, *edges))


def _free(
    reader: Reader,
    chunk: Sequence[Candidate],
    wanted: Filter,
    vocabulary: Vocabulary,
    now: datetime,
) -> list[str] | None:
    """Return the ids of the candidates that are ready, by reading only their own ancestors,
    blockers and children. Return None where they have too many ancestors.
    """
    ids = tuple(candidate.id for candidate in chunk)
    states = {
        candidate.id: IssueState(candidate.parent, candidate.status, candidate.defer_until)
        for candidate in chunk
    }
    questions: list[Statement] = [blockers.statement(ids)]
    if any(candidate.parent and candidate.parent not in states for candidate in chunk):
        questions.append(id_lists.statement(STANDINGS_ABOVE, ids))
    epics = () if wanted.include_epics else tuple(row.id for row in chunk if row.type == EPIC)
    if epics:
        questions.append((WITH_OPEN_CHILDREN, (epics, vocabulary.over)))
    answers = reader.read(*questions)
    unfinished = {row[0] for row in answers.pop().rows} if epics else set()
    above = {row[0]: IssueState(*row[1:]) for row in answers[1].rows} if len(answers) > 1 else {}
    if len(above) > MOST_ANCESTORS:
        return None
    blocked = set(blockers.from_rows(reader, answers[0].rows, vocabulary.over))
    states.update(above)
    if above:
        blocked |= blockers.of_issues(reader, tuple(above), vocabulary.over).keys()
    found = free(chunk, states, blocked, now, vocabulary.over, unfinished=unfinished)
    return [candidate.id for candidate in found]


def _all(
    reader: Reader, clauses: list[Clause], wanted: Filter, vocabulary: Vocabulary, now: datetime
) -> Ready:
    in_order = wanted.sort in BY_PRIORITY and not wanted.reverse
    (rows,), tables = overview.read(
        reader, _select(clauses, wanted, now, ordered=not in_order), over=vocabulary.over
    )
    found = [issues.from_row(row) for row in rows.rows]
    if in_order:  # sorting 3,000 whole rows takes 3 ms here, and a third of the server's time
        found.sort(key=lambda issue: (issue.priority, *index_scan.newest_first(issue)))
    ready = free(
        found,
        tables.states,
        tables.blockers,
        now,
        vocabulary.over,
        unfinished=() if wanted.include_epics else parents_of(tables.states),
    )
    return Ready(ready, more=False, tallies={issue.id: tables.tally(issue) for issue in ready})


def blocked(
    reader: Reader, wanted: Filter, vocabulary: Vocabulary, now: datetime
) -> list[BlockedIssue]:
    """Return the unclosed issues that open work blocks, directly or through an ancestor, and those
    whose status is `blocked`, in the order of the filter.
    """
    wanted, parents = filters.named(reader, wanted)
    clauses = [
        ("status NOT IN %s", (vocabulary.over,)),
        *filters.usual(wanted, vocabulary),
        *filters.clauses(wanted, vocabulary, now, parents),
    ]
    (rows,), tables = overview.read(reader, _select(clauses, wanted, now), over=vocabulary.over)
    found = [issues.from_row(row) for row in rows.rows]
    if not found or filters.excludes_unknown(wanted, vocabulary):
        from beadwork.store.search import unknown_words

        unknown_words.refuse(reader, wanted, vocabulary)
    undeferred = {
        name: state._replace(status="open", defer_until=None)
        for name, state in tables.states.items()
    }
    holders = held((issue.id for issue in found), undeferred, tables.blockers, now, vocabulary.over)
    shown = [
        BlockedIssue(issue, tables.blockers[holders[issue.id]] if issue.id in holders else [])
        for issue in found
        if issue.id in holders or issue.status == BLOCKED
    ]
    return shown[: wanted.limit]
