"""File a new issue, with its parent and its dependencies, or nothing at all."""

from __future__ import annotations

import os
from collections.abc import Sequence

from beadwork.actions.dependencies import add
from beadwork.actions.issues import new_issue_lookup
from beadwork.actions.issues import parent as parents
from beadwork.actions.issues.draft import Draft, check
from beadwork.actions.issues.new_issue_lookup import Lookup
from beadwork.dolt.writing.transaction import Transaction
from beadwork.errors import BeadworkError, Exists, Usage
from beadwork.model.dependencies import dependency as edges
from beadwork.model.dependencies.dependency import BLOCKING, PARENT_CHILD, Wanted
from beadwork.model.hints import command
from beadwork.model.issues import ids
from beadwork.model.issues.issue import Issue
from beadwork.store import identity_check
from beadwork.store.dependencies import dependencies
from beadwork.store.identity_check import TrackerProfile
from beadwork.store.issues import issues


def create(tx: Transaction, draft: Draft, profile: TrackerProfile) -> Issue:
    """Insert the issue and its edges and return it. `tx.answers` has the answers to
    `new_issue_lookup.questions(draft)`.

    Raises:
        Exists: `draft.id` is taken.
        Usage: `draft.id` belongs to another rig of the town.
        NotFound, Ambiguous, Cycle, DependencyRefused: the parent or a dependency is refused.
    """
    draft = check(draft)
    lookup = new_issue_lookup.read(tx.answers)
    parent = _parent(tx, draft, lookup)
    issue_id = _new_id(tx, draft, parent, profile.prefix, lookup)
    issue = new_issue(tx, draft, issue_id, parent, profile)
    issues.add(tx, issue)
    tx.say(f"bd: create {issue.id}: {issue.title}")
    if draft.dependencies:
        try:
            _add_dependencies(tx, issue, draft, lookup)
        except BeadworkError:
            if not draft.id:
                give_back(tx, issue)
            raise
    return issue


def preview(tx: Transaction, draft: Draft, profile: TrackerProfile) -> Issue:
    """Return what `create` would create, by doing it in a transaction that is rolled back.

    Raises:
        Exists, Usage, NotFound, Ambiguous, Cycle, DependencyRefused: as `create`.
    """
    issue = create(tx, draft, profile)
    if not draft.id:
        give_back(tx, issue)
    return issue


def give_back(tx: Transaction, issue: Issue) -> None:
    """Free the number of a new child that is not created after all."""
    if issue.parent:
        from beadwork.store.issues import child_reservations

        child_reservations.free(tx, issue.parent, issue.id)


def _add_dependencies(tx: Transaction, issue: Issue, draft: Draft, lookup: Lookup) -> None:
    wanted = [edges.wanted(entry) for entry in draft.dependencies]
    # No edge can lead yet to an id that was just drawn.
    is_drawn = not (draft.id or issue.parent)
    if lookup.needs_no_checks(wanted, draft.parent) and (is_drawn or _is_free(tx, issue, wanted)):
        for edge in wanted:
            add.insert(tx, issue.id, edge.other, edge.type)
        return
    for edge in wanted:
        link(tx, issue, edge)


def link(tx: Transaction, issue: Issue, edge: Wanted) -> None:
    """Add an edge of a new issue; raises as `add.add`."""
    if edge.type == PARENT_CHILD:
        # The hint of a refusal names the title: the new issue has no id that could be typed.
        parents.find(tx, edge.other, "create", issue.title, "--deps", f"related:{edge.other}")
    ends = (edge.other, issue.id) if edge.inverted else (issue.id, edge.other)
    add.add(tx, *ends, edge.type)


def _is_free(tx: Transaction, issue: Issue, wanted: Sequence[Wanted]) -> bool:
    """Tell whether no edge leads from or to the id of a new issue.

    Raises:
        Cycle: the issue is to wait for what waits for its parent.
    """
    waits_for = [edge.other for edge in wanted if edge.type in BLOCKING]
    targets = [other for other in waits_for if issue.parent and not edges.is_foreign(other)]
    own = (dependencies.EDGES_OF, (issue.id, issue.id))
    if not issue.parent or not targets:
        return not tx.read(own)[0].rows
    from beadwork.actions.dependencies import deadlocks
    from beadwork.store.dependencies import holders

    edges_of_id, *next_to = tx.read(own, *holders.statements(targets))
    if edges_of_id.rows:
        return False
    first = holders.from_results(next_to)
    deadlocks.refuse_child(tx, issue.id, issue.parent, targets, first)
    return True


def _parent(tx: Transaction, draft: Draft, lookup: Lookup) -> str | None:
    part = draft.parent
    if not part:
        return None
    if part in lookup.existing:
        return part
    return parents.find(tx, part, "create", draft.title, "--deps", f"related:{part}")


def _new_id(tx: Transaction, draft: Draft, parent: str | None, prefix: str, lookup: Lookup) -> str:
    if draft.id:
        if draft.id in lookup.existing:
            raise Exists(
                f"{draft.id} exists already", hint=command("bd", "show", draft.id), name=draft.id
            )
        return refuse_id_of_other_rig(tx, draft.id)
    if parent:
        return _next_child(tx, parent, draft, lookup)
    # A drawn id that is taken fails on the primary key. The write protocol then runs the action
    # again, which draws another id.
    return drawn_id(tx, prefix, lookup.total)


def drawn_id(tx: Transaction, prefix: str, total: int) -> str:
    """Return a random id, long enough for a tracker of so many issues."""
    is_on_branch = tx.session.branch not in (None, "main")
    apart = ids.MADE_ON_BRANCHES if is_on_branch else ids.MADE_APART
    return ids.fresh(prefix, os.urandom(ids.ENTROPY_BYTES), ids.length_for(total, apart))


def _next_child(tx: Transaction, parent: str, draft: Draft, lookup: Lookup) -> str:
    """Return the first child id of `parent` past those of present and of former issues, that no
    other branch has either.
    """
    from beadwork.store.history import child_numbers
    from beadwork.store.issues import child_reservations

    here, past, reservation = lookup.named_below, lookup.history, lookup.reservation
    if parent != draft.parent:  # the draft has a part of an id: the lookup is not of the parent
        below, *results = tx.read(
            issues.named_below_statement(parent),
            *child_numbers.statements(parent),
            *child_reservations.questions(parent),
        )
        here = tuple(str(row[0]) for row in below.rows)
        past, reservation = tuple(results[:2]), tuple(results[2:])
    taken = [*here, *child_numbers.named(tx, parent, *past)]
    number = ids.next_child_number(parent, taken)
    return ids.child(parent, child_reservations.reserve(tx, parent, number, *reservation))


def refuse_id_of_other_rig(tx: Transaction, issue_id: str) -> str:
    """Return an id that a person has chosen. Refuse one that the town's routes lead to another rig,
    as nobody would find the issue here.
    """
    from beadwork.store.dependencies import cross_rig_targets

    trackers = cross_rig_targets.trackers_of(tx, [issue_id])
    if issue_id in trackers:
        raise Usage(
            f"{issue_id} is an id of {trackers[issue_id].database}, by the town's routes",
            hint="gt rig list",
        )
    neighbours = identity_check.neighbours(tx)
    if issue_id not in neighbours.of_issues([issue_id]):
        rig = neighbours.unasked([issue_id]).get(issue_id)
        if rig and rig.is_registered and rig.rig != tx.session.database:
            raise Usage(f"{issue_id} is an id of {rig.rig}, by the registry", hint="gt doctor")
    return issue_id


def new_issue(
    tx: Transaction, draft: Draft, issue_id: str, parent: str | None, profile: TrackerProfile
) -> Issue:
    """Return the issue of a draft.

    Raises:
        Invalid: the tracker has no such type or status.
    """
    given = dict(draft.fields)
    given["type"] = profile.vocabulary.type(given["type"])
    given["status"] = profile.vocabulary.status(given["status"])
    given["parent"] = parent
    # Lists show the newest issue first. So the first issue of a write, such as the first step of a
    # plan, is the newest of the write.
    created = tx.now - tx.next_offset()
    return Issue(
        id=issue_id,
        owner=tx.author.email or None,
        labels=draft.labels,
        created_at=created,
        updated_at=created,
        closed_at=None,
        created_by=tx.actor,
        **{"description": None, "assignee": None, **given},
    )
