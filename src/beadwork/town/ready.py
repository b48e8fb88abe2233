"""Ready work of all rigs in one list, by the rules of `bd ready`.

The number of round trips does not grow with the rigs.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from beadwork.dolt.connection import many_databases
from beadwork.dolt.connection.many_databases import Questions
from beadwork.dolt.connection.session import Session
from beadwork.errors import NotFound, Usage
from beadwork.model.dependencies.cross_rig import Neighbours
from beadwork.model.dependencies.readiness import free, parents_of
from beadwork.model.hints import command
from beadwork.model.issues import kinds
from beadwork.model.issues.issue import Issue
from beadwork.store.issues import issues
from beadwork.store.search import cross_rig_ready, overview
from beadwork.store.search.cross_rig_ready import SortKeys
from beadwork.store.search.filters import DEFAULT_ORDER, Filter
from beadwork.town.layout import Town
from beadwork.town.rigs import trackers
from beadwork.town.rigs.trackers import Tracker


class Ready(NamedTuple):
    """The issues in order, each with its rig; whether a limit cut the list; the trackers that could
    not be asked.
    """

    issues: list[tuple[str, Issue]]
    more: bool
    troubled: list[Tracker]


class ReadyIssue(NamedTuple):
    """A ready issue of a rig."""

    rig: Tracker
    issue: SortKeys | Issue


def ready(
    town: Town,
    session: Session,
    neighbours: Neighbours,
    rigs: Sequence[Tracker],
    wanted: Filter,
    now: datetime,
) -> Ready:
    """Return the ready work of these rigs, in the order of `wanted`.

    Raises:
        NotFound: `wanted.parent` is in none of the rigs.
        Usage: there is no ready work, and no rig has a status or a type of `wanted`.
    """
    known = trackers.opened(town, session, rigs)
    asked = [tracker for tracker in known if not tracker.trouble]
    wanted = wanted._replace(sort=wanted.sort or _common_sort(asked))
    parents = None
    if wanted.parent is not None:
        asked, parents = _below(session, neighbours, asked, wanted.parent)
    found = _find_ready(session, neighbours, asked, wanted, now, parents)
    _refuse_unknown(asked, wanted if not found else wanted._replace(statuses=(), types=()))
    key = cross_rig_ready.order(wanted.sort, now)
    found.sort(key=lambda ready_issue: key(ready_issue.issue), reverse=wanted.reverse)
    shown = found[: wanted.limit]
    return Ready(
        _read_issues(session, shown),
        len(shown) < len(found),
        [tracker for tracker in known if tracker.trouble],
    )


def _common_sort(rigs: Sequence[Tracker]) -> str:
    """Return the `ready.sort` that all rigs have; where they differ, the default order."""
    sorts = {rig.ready_sort for rig in rigs}
    return sorts.pop() if len(sorts) == 1 else DEFAULT_ORDER


def _below(
    session: Session, neighbours: Neighbours, rigs_asked: Sequence[Tracker], parent: str
) -> tuple[list[Tracker], list[str]]:
    at = neighbours.of_issues([parent]).get(parent)
    rigs = [tracker for tracker in rigs_asked if at and tracker.database == at.database]
    if rigs:
        questions: Questions = (
            (issues.EXISTING, ((parent,),)),
            (issues.SUBTREE_PARENTS, (parent,)),
        )
        existing, found = many_databases.read(session, {rigs[0].database: questions})[0][
            rigs[0].database
        ]
        if existing.rows:
            return rigs, [parent, *(row[0] for row in found.rows)]
    raise NotFound(f"no issue {parent} in any of these rigs", hint=command("bd", "show", parent))


def _find_ready(
    session: Session,
    neighbours: Neighbours,
    rigs: Sequence[Tracker],
    wanted: Filter,
    now: datetime,
    parents: list[str] | None,
) -> list[ReadyIssue]:
    answers, _ = many_databases.read(
        session,
        {
            rig.database: (
                cross_rig_ready.candidates(wanted, rig.words, now, parents),
                *overview.graph_statements(rig.words.over),
            )
            for rig in rigs
        },
    )
    around = {name: overview.wait_graph(*found[1:]) for name, found in answers.items()}
    targets = trackers.targets_away(
        session,
        neighbours,
        {name: graph.edges_without_open_target() for name, graph in around.items()},
    )
    found: list[ReadyIssue] = []
    for rig in rigs:
        rows = cross_rig_ready.read(wanted, answers[rig.database][0])
        view = around[rig.database].overview(targets[rig.database])
        unfinished = () if wanted.include_epics else parents_of(view.states)
        ready = free(rows, view.states, view.blockers, now, rig.words.over, unfinished=unfinished)
        found += [ReadyIssue(rig, issue) for issue in ready]
    return found


def _read_issues(session: Session, shown: Sequence[ReadyIssue]) -> list[tuple[str, Issue]]:
    ids: dict[str, list[str]] = {}
    for ready_issue in shown:
        if isinstance(ready_issue.issue, SortKeys):
            ids.setdefault(ready_issue.rig.database, []).append(ready_issue.issue.id)
    answers, _ = many_databases.read(
        session, {name: (issues.by_ids(issue_ids),) for name, issue_ids in ids.items()}
    )
    read = {
        (name, row[0]): issues.from_row(row)
        for name, (rows,) in answers.items()
        for row in rows.rows
    }
    pairs = [
        (
            ready_issue.rig.name,
            ready_issue.issue
            if isinstance(ready_issue.issue, Issue)
            else read.get((ready_issue.rig.database, ready_issue.issue.id)),
        )
        for ready_issue in shown
    ]
    return [(rig, issue) for rig, issue in pairs if issue]  # an issue may be deleted meanwhile


def _refuse_unknown(rigs: Sequence[Tracker], wanted: Filter) -> None:
    statuses = {word for rig in rigs for word in rig.words.statuses}
    types = {word for rig in rigs for word in rig.words.types}
    for noun, words, known in (
        ("status", (*wanted.statuses, *wanted.statuses_not), statuses),
        ("issue type", (*wanted.types, *wanted.types_not), types),
    ):
        for word in words:
            if rigs and word not in known:
                raise Usage(
                    f'no rig knows the {noun} "{word}"',
                    hint=f"one of {', '.join(sorted(known - {kinds.DELETED}))}",
                )
