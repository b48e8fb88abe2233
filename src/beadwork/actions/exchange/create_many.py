"""File many issues in one commit, with their parents and edges: all of them, or none.

What `create` asks the database for each issue is asked here for all together, and the rows are
written by the hundred.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from beadwork.actions.dependencies import add
from beadwork.actions.exchange import new_edges
from beadwork.actions.exchange.draft_set import DraftSet, Problems
from beadwork.actions.exchange.new_edges import NewEdges
from beadwork.actions.exchange.new_ids import NewIds, taken
from beadwork.actions.issues import create
from beadwork.actions.issues import parent as parents
from beadwork.dolt.connection.session import Statement
from beadwork.dolt.writing.transaction import Transaction
from beadwork.errors import Ambiguous, BeadworkError, Exists, NotFound
from beadwork.model.dependencies.dependency import Dependency
from beadwork.model.hints import command
from beadwork.model.issues.issue import Issue
from beadwork.store.dependencies import dependencies
from beadwork.store.identity_check import TrackerProfile
from beadwork.store.issues import issues

NAMED = 20
"""So many new issues are named by the commit's message; more are counted."""
QUESTIONS: tuple[Statement, ...] = ((issues.COUNT, ()),)
"""The questions whose answers `create_many` finds in `tx.answers`."""


def create_many(tx: Transaction, wanted: DraftSet, profile: TrackerProfile) -> list[Issue]:
    """File the issues and return them, in the order of the drafts. `tx.answers` has the answers to
    QUESTIONS.

    Raises:
        DraftsRefused: with every draft that is refused, and why. Nothing was filed.
    """
    total = int(tx.answers[0].rows[0][0]) + len(wanted.drafts)
    problems = Problems()
    _refuse_chosen(tx, wanted, problems)
    outside = _outside(tx, wanted, problems)
    problems.refuse()
    made = NewIds(tx, wanted, outside, profile.prefix, total)
    try:
        return _filed(tx, wanted, made, outside, profile, problems)
    except BeadworkError:
        made.free()
        raise


def _refuse_chosen(tx: Transaction, wanted: DraftSet, problems: Problems) -> None:
    chosen = {draft.id: index for index, draft in enumerate(wanted.drafts) if draft.id}
    present = taken(tx, chosen)
    for issue_id, index in chosen.items():
        with problems.of(index):
            if issue_id in present:
                hint = command("bd", "show", issue_id)
                raise Exists(f"{issue_id} exists already", hint=hint, name=issue_id)
            create.refuse_id_of_other_rig(tx, issue_id)


def _outside(tx: Transaction, wanted: DraftSet, problems: Problems) -> dict[str, str]:
    """Return the whole ids of the issues that drafts name and that are there, by these names."""
    names = wanted.outside()
    found = {name: name for name in issues.existing(tx, names)}
    for name in names:
        if name in found:
            continue
        below = [index for index, draft in enumerate(wanted.drafts) if draft.parent == name]
        try:
            if below:
                title = wanted.drafts[below[0]].title
                found[name] = parents.find(tx, name, "create", title, "--deps", f"related:{name}")
            else:
                found[name] = issues.resolve(tx, [name])[0]
        except (NotFound, Ambiguous) as error:
            # An edge to another tracker of the town is looked up when it is added.
            problems.errors += [(index, error) for index in below]
    return found


def _filed(
    tx: Transaction,
    wanted: DraftSet,
    made: NewIds,
    outside: Mapping[str, str],
    profile: TrackerProfile,
    problems: Problems,
) -> list[Issue]:
    filed = []
    for index, draft in enumerate(wanted.drafts):
        above = wanted.parent(index)
        parent = made[above] if above is not None else outside.get(draft.parent or "")
        with problems.of(index):
            filed.append(create.new_issue(tx, draft, made[index], parent, profile))
    problems.refuse()

    def whole(name: str) -> str | None:
        return made[wanted.places[name]] if name in wanted.places else outside.get(name)

    found = new_edges.of(wanted, filed, whole)
    edges = new_edges.sorted_out(
        found,
        filed,
        _ancestors(tx, filed),
        problems,
        has_former=_has_former_edges(tx, [draft.id for draft in wanted.drafts if draft.id]),
    )
    called = {
        made[index]: f"${draft.ref}" if draft.ref else f'"{draft.title}"'
        for index, draft in enumerate(wanted.drafts)
        if not draft.id
    }
    if not edges.tied:
        problems.refuse(called)
    _write(tx, filed, edges, problems)
    problems.refuse(called)
    return filed


def _ancestors(tx: Transaction, filed: Sequence[Issue]) -> dict[str, frozenset[str]]:
    """Return the ancestors of the parents that are there."""
    new = {issue.id for issue in filed}
    above = sorted({issue.parent for issue in filed if issue.parent} - new)
    answers = tx.read(*((issues.ANCESTORS, ((parent,),)) for parent in above)) if above else []
    return {
        parent: frozenset(row[0] for row in answer.rows)
        for parent, answer in zip(above, answers, strict=True)
    }


def _has_former_edges(tx: Transaction, chosen: Sequence[str]) -> bool:
    """Tell whether edges lead from or to ids that are new: an import may name what is not there."""
    return bool(chosen) and bool(dependencies.of(tx, chosen) or dependencies.on(tx, chosen))


def _write(tx: Transaction, filed: Sequence[Issue], edges: NewEdges, problems: Problems) -> None:
    issues.add_all(tx, sorted(filed, key=lambda issue: issue.id))
    if len(filed) > NAMED:
        tx.say(f"bd: import drafts: {len(filed)} created, 0 updated")
    else:
        for issue in filed:
            tx.say(f"bd: create {issue.id}: {issue.title}")
    rows = [
        Dependency(edge.source, edge.target, edge.wanted.type, tx.now, tx.actor)
        for edge in edges.plain
        if not edge.is_foreign
    ]
    dependencies.add_all(tx, sorted(rows, key=lambda row: row[:3]))
    if len(filed) <= NAMED:
        for row in rows:
            tx.say(f"bd: dep add {row.issue_id} {row.depends_on_id} ({row.type})")
    for edge in edges.plain:
        if edge.is_foreign:
            add.insert(tx, edge.source, edge.target, edge.wanted.type)
    for edge in edges.tied:
        with problems.of(edge.draft):
            create.link(tx, filed[edge.draft], edge.wanted)
