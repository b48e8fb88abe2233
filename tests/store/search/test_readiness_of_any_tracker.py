"""Ready and blocked work of random small trackers on a real server, held against the contract's
words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beadwork.dolt.connection.session import Session, Statement
from beadwork.errors import NotFound
from beadwork.model.dependencies.dependency import BLOCKING, Dependency
from beadwork.model.issues.issue import Issue
from beadwork.model.issues.kinds import MACHINERY, vocabulary
from beadwork.store import id_lists
from beadwork.store.dependencies import dependencies
from beadwork.store.issues import issues
from beadwork.store.search import index_scan, readiness, statistics
from beadwork.store.search.filters import Filter

NOW = datetime(2026, 2, 11, 9, 30)
PAST, FUTURE = NOW - timedelta(microseconds=1), NOW + timedelta(microseconds=1)
WORDS = vocabulary("in_review:active,qa:wip,on_hold:frozen,shipped:done", None)
MOST = 8
IDS = [f"demo-{number}" for number in range(MOST)]
ELSEWHERE = ["demo-gone", "external:jira:OPS-7", "hop://town/rig/bd-1"]

STATUSES = st.sampled_from(["open"] * 5 + ["in_review", "in_progress", "qa", "on_hold", "blocked",
                            "deferred", "deferred", "pinned", "closed", "shipped",
                            "tombstone"])  # fmt: skip
KINDS = st.sampled_from(["task"] * 5 + ["epic", "epic", "gate", "message"])
TIMES = st.sampled_from([None, None, None, PAST, NOW, FUTURE])
MARKS = st.sampled_from([None] * 5 + [{"ephemeral": True}, {"is_template": True},
                         {"ephemeral": False, "wisp": True}, {"ephemeral": "true"}])  # fmt: skip
EDGE_TYPES = st.sampled_from([*BLOCKING, *BLOCKING, "related", "discovered-from", "tracks"])


class Tracker(NamedTuple):
    """What is in the tables."""

    issues: list[Issue]
    edges: list[Dependency]


@st.composite
def trackers(draw: st.DrawFn) -> Tracker:
    ids = IDS[: draw(st.integers(1, MOST))]
    ends = [*ids, *ELSEWHERE]
    found = [
        Issue(
            id=issue_id,
            type=draw(KINDS),
            title=issue_id,
            description=None,
            status=draw(STATUSES),
            priority=draw(st.integers(0, 2)),
            owner=None,
            assignee=None,
            labels=(),
            parent=draw(st.none() | st.sampled_from([*ids, "demo-gone"])),
            created_at=NOW - timedelta(hours=draw(st.integers(0, 2))),
            updated_at=NOW,
            closed_at=None,
            defer_until=draw(TIMES),
            pinned=draw(st.sampled_from([False] * 6 + [True])),
            extra=draw(MARKS),
        )
        for issue_id in ids
    ]
    pairs = draw(
        st.lists(
            st.tuples(st.sampled_from(ids), st.sampled_from(ends), EDGE_TYPES),
            max_size=8,
            unique=True,
        )
    )
    return Tracker(found, [Dependency(*pair, NOW, None) for pair in pairs])


@contextmanager
def filled(session: Session, tracker: Tracker) -> Iterator[None]:
    """Put the tracker into the tables, for as long as the block lasts."""
    statements: list[Statement] = [
        (issues.INSERT, issues.to_row(issue)) for issue in tracker.issues
    ]
    statements += [(dependencies.INSERT, dependencies.to_row(edge)) for edge in tracker.edges]
    session.pipeline(("START TRANSACTION", ()), *statements)
    try:
        yield
    finally:
        session.run("ROLLBACK")


# --- the contract, word by word
# ------------------------------------------------------------------------------------------------


def over(issue: Issue) -> bool:
    return issue.status in ("closed", "shipped", "tombstone")


def line_up(tracker: Tracker, issue: Issue) -> list[Issue]:
    """The issue and its unclosed ancestors, each once; what is over ends the line, as it holds
    nobody.
    """
    by_id = {each.id: each for each in tracker.issues}
    line = [issue]
    while line[-1].parent in by_id:
        above = by_id[line[-1].parent or ""]
        if above in line or over(above):
            break
        line.append(above)
    return line


def open_blockers(tracker: Tracker, issue: Issue) -> list[str]:
    there = {each.id for each in tracker.issues if not over(each)}
    return sorted(
        edge.depends_on_id
        for edge in tracker.edges
        if edge.issue_id == issue.id and edge.type in BLOCKING and edge.depends_on_id in there
    )


def put_off(issue: Issue) -> bool:
    """Deferred into the future, or without a date until `undefer`."""
    return issue.defer_until > NOW if issue.defer_until else issue.status == "deferred"


def is_unfinished_epic(tracker: Tracker, issue: Issue) -> bool:
    return issue.type == "epic" and any(
        each.parent == issue.id and not over(each) for each in tracker.issues
    )


def marks(issue: Issue) -> set[str]:
    return {key for key, value in (issue.extra or {}).items() if value is True} - {"wisp"}


def is_ready(tracker: Tracker, issue: Issue, include: Collection[str] = ()) -> bool:
    can_begin = issue.status in ("open", "in_review") or (
        issue.status == "deferred" and not put_off(issue)
    )
    line = line_up(tracker, issue)
    return (
        can_begin
        and not issue.pinned
        and issue.type not in MACHINERY
        and not marks(issue) - set(include)
        and ("epics" in include or not is_unfinished_epic(tracker, issue))
        and not any(put_off(each) for each in line)
        and not any(open_blockers(tracker, each) for each in line)
    )


def in_order(found: list[Issue]) -> list[Issue]:
    """Priority, then newest, then id."""
    return sorted(
        found, key=lambda issue: (issue.priority, -issue.created_at.timestamp(), issue.id)
    )


def ready(tracker: Tracker, include: Collection[str] = ()) -> list[str]:
    found = [issue for issue in tracker.issues if is_ready(tracker, issue, include)]
    return [issue.id for issue in in_order(found)]


def blocked(tracker: Tracker) -> list[tuple[str, list[str]]]:
    listed = [
        issue
        for issue in tracker.issues
        if not over(issue)
        and not issue.pinned
        and issue.status != "pinned"
        and issue.type not in MACHINERY
    ]
    nearest = {
        issue.id: [
            blockers
            for each in line_up(tracker, issue)
            if (blockers := open_blockers(tracker, each))
        ]
        for issue in listed
    }
    return [
        (issue.id, sorted(set(nearest[issue.id][0])) if nearest[issue.id] else [])
        for issue in in_order(listed)
        if nearest[issue.id] or issue.status == "blocked"
    ]


def below(tracker: Tracker, root: str) -> set[str]:
    found: set[str] = set()
    for _ in tracker.issues:
        found |= {
            issue.id for issue in tracker.issues if issue.parent == root or issue.parent in found
        }
    return found


# ------------------------------------------------------------------------------------------------

on_a_server = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@contextmanager
def small_chunks(rows: int) -> Iterator[None]:
    """Read so few candidates at once that pages begin in the middle, even among so few issues."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(readiness, "CHUNK", rows)
        patch.setattr(index_scan, "CHUNK", rows)

        yield


@on_a_server
@given(tracker=trackers())
def test_ready_is_what_the_contract_says(session: Session, tracker: Tracker) -> None:
    with filled(session, tracker):
        found = readiness.ready(session, Filter(), WORDS, NOW)
    assert [issue.id for issue in found.issues] == ready(tracker)
    assert not found.more


@on_a_server
@given(tracker=trackers(), limit=st.integers(1, 4), chunk=st.integers(1, 3))
def test_a_page_of_ready_is_the_beginning_of_all(
    session: Session, tracker: Tracker, limit: int, chunk: int
) -> None:
    expected = ready(tracker)
    with small_chunks(chunk), filled(session, tracker):
        found = readiness.ready(session, Filter(limit=limit), WORDS, NOW)
    assert [issue.id for issue in found.issues] == expected[:limit]
    assert found.more == (len(expected) > limit)


@contextmanager
def little_is_much(rows: int) -> Iterator[None]:
    """Take every list of more than `rows` for long, and so few candidates or ancestors for too
    many to look at one by one.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(readiness, "MOST_CANDIDATES", rows - 4)
        patch.setattr(readiness, "MOST_ANCESTORS", rows)
        patch.setattr(id_lists, "BY_KEY", rows)
        patch.setattr(id_lists, "LONGEST_BY_KEY", rows)
        yield


@on_a_server
@given(tracker=trackers(), limit=st.integers(1, 4), rows=st.integers(1, 3))
def test_a_page_of_much_is_the_beginning_of_all(
    session: Session, tracker: Tracker, limit: int, rows: int
) -> None:
    expected = ready(tracker)
    with small_chunks(rows), little_is_much(rows), filled(session, tracker):
        found = readiness.ready(session, Filter(limit=limit), WORDS, NOW)
        ids = tuple(issue.id for issue in tracker.issues)
        named = readiness.ready(session, Filter(ids=ids, limit=limit), WORDS, NOW)
    assert [issue.id for issue in found.issues] == expected[:limit]
    assert found.more == (len(expected) > limit)
    assert named == found


@on_a_server
@given(
    tracker=trackers(),
    limit=st.integers(1, 4),
    chunk=st.integers(1, 3),
    sort=st.sampled_from(["id", "oldest"]),
)
def test_a_page_in_another_order(
    session: Session, tracker: Tracker, limit: int, chunk: int, sort: str
) -> None:
    by_id = {issue.id: issue for issue in tracker.issues}
    keys = {"id": lambda name: name, "oldest": lambda name: (by_id[name].created_at, name)}
    with small_chunks(chunk), filled(session, tracker):
        found = readiness.ready(session, Filter(limit=limit, sort=sort), WORDS, NOW)
    assert [issue.id for issue in found.issues] == sorted(ready(tracker), key=keys[sort])[:limit]
    assert found.more == (len(ready(tracker)) > limit)


INCLUDED = {
    "epics": Filter(include_epics=True),
    "ephemeral": Filter(include_ephemeral=True),
    "is_template": Filter(include_templates=True),
}


@on_a_server
@given(
    tracker=trackers(),
    included=st.sampled_from(list(INCLUDED)),
    limit=st.none() | st.integers(1, 4),
    rows=st.integers(1, 3),
)
def test_what_is_asked_for_is_ready(
    session: Session, tracker: Tracker, included: str, limit: int | None, rows: int
) -> None:
    wanted = INCLUDED[included]._replace(limit=limit)
    with small_chunks(rows), filled(session, tracker):
        found = readiness.ready(session, wanted, WORDS, NOW)
        with little_is_much(rows):
            of_all = readiness.ready(session, wanted, WORDS, NOW)
    assert [issue.id for issue in found.issues] == ready(tracker, {included})[:limit]
    assert of_all.issues == found.issues


@on_a_server
@given(tracker=trackers(), root=st.sampled_from(IDS))
def test_ready_below_an_issue(session: Session, tracker: Tracker, root: str) -> None:
    wanted = Filter(parent=root)
    with filled(session, tracker):
        if root not in {issue.id for issue in tracker.issues}:
            with pytest.raises(NotFound):
                readiness.ready(session, wanted, WORDS, NOW)
            return
        everything = readiness.ready(session, wanted, WORDS, NOW).issues
        page = readiness.ready(session, wanted._replace(limit=50), WORDS, NOW).issues
    assert [issue.id for issue in everything] == [
        name for name in ready(tracker) if name in below(tracker, root)
    ]
    assert page == everything


@on_a_server
@given(tracker=trackers())
def test_machinery_is_ready_when_asked_for(session: Session, tracker: Tracker) -> None:
    with filled(session, tracker):
        found = readiness.ready(session, Filter(types=("gate",)), WORDS, NOW).issues
    as_tasks = Tracker(
        [
            i._replace(type="task") if i.type == "gate" else i._replace(type="message")
            for i in tracker.issues
        ],
        tracker.edges,
    )
    assert [issue.id for issue in found] == ready(as_tasks)


@on_a_server
@given(tracker=trackers(), limit=st.none() | st.integers(1, 4))
def test_blocked_is_what_open_work_blocks(
    session: Session, tracker: Tracker, limit: int | None
) -> None:
    with filled(session, tracker):
        found = readiness.blocked(session, Filter(limit=limit), WORDS, NOW)
    assert [(held.issue.id, sorted(set(held.blockers))) for held in found] == blocked(tracker)[
        :limit
    ]


@on_a_server
@given(tracker=trackers())
def test_the_numbers_of_the_statistics_are_those_of_the_lists(
    session: Session, tracker: Tracker
) -> None:
    with filled(session, tracker):
        found = statistics.read(session, WORDS, NOW)
    assert (found.ready, found.blocked) == (len(ready(tracker)), len(blocked(tracker)))
