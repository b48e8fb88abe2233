"""Restore deleted issues, and the texts of compacted ones, from a commit that has them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from beadwork.actions.history import recoverable
from beadwork.actions.history.recoverable import COMPACTED, DELETED, Recoverable
from beadwork.errors import Exists, NotFound, RestoreRefused
from beadwork.model.dependencies import dependency as edges
from beadwork.model.dependencies.dependency import PARENT_CHILD, Dependency
from beadwork.model.dependencies.graph import HOLDING
from beadwork.model.hints import command
from beadwork.model.history import compaction
from beadwork.model.issues.issue import Issue, later
from beadwork.store import bulk, conflicts
from beadwork.store.dependencies import cross_rig_targets, dependencies, graph
from beadwork.store.history import compactions, deleted_issues
from beadwork.store.issues import issues

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Transaction


class NotRestored(NamedTuple):
    """An edge (or a parent) that was not restored, and why."""

    edge: Dependency
    reason: str


class Restored(NamedTuple):
    """Restored issues, and what was restored with them."""

    found: list[Recoverable]
    issues: list[Issue]
    comments: int
    edges: list[Dependency]
    left: list[NotRestored]
    children: list[tuple[str, str]]
    """Children that have their parent again."""

    def was(self, issue_id: str) -> str:
        """Return whether an issue was `deleted` or `compacted`."""
        return next(found.was for found in self.found if found.id == issue_id)


def restore(tx: Transaction, recoverable_issues: Sequence[Recoverable]) -> Restored:
    """Restore the issues that `find` found: deleted ones with their edges, comments and children,
    compacted ones with their texts.

    Raises:
        Exists: another issue has an id meanwhile.
        RestoreRefused: texts were edited since the compaction, or a commit does not have them.
    """
    deleted = [each for each in recoverable_issues if each.was == DELETED]
    back = _restore_deleted(tx, deleted) if deleted else Restored([], [], 0, [], [], [])
    uncompacted = [
        _give_texts_back(tx, each) for each in recoverable_issues if each.was == COMPACTED
    ]
    back = back._replace(found=list(recoverable_issues), issues=[*back.issues, *uncompacted])
    for issue in back.issues:
        tx.say(f"bd: restore {issue.id}: {issue.title}")
    return back


def _restore_deleted(tx: Transaction, recoverable_issues: Sequence[Recoverable]) -> Restored:
    ids = [each.id for each in recoverable_issues]
    taken = issues.existing(tx, ids)
    if taken:
        raise Exists(
            f"{', '.join(sorted(taken))} already exists",
            hint=command("bd", "show", *sorted(taken)),
            name=", ".join(sorted(taken)),
        )
    family = _family(tx, recoverable_issues)
    kept, left = _possible_edges(tx, family)
    parents = {edge.issue_id: edge.depends_on_id for edge in kept if edge.type == PARENT_CHILD}
    own = [edge for edge in kept if edge.type != PARENT_CHILD]
    added = [
        issue._replace(parent=parents.get(issue.id), updated_at=later(issue.updated_at, tx.now))
        for issue in family.issues
    ]
    issues.add_all(tx, added)
    bulk.replace_comments(tx, family.comments)
    dependencies.add_all(tx, own)
    conflicts.record(tx, family.conflicts)
    children = [(child, parent) for child, parent in parents.items() if child not in ids]
    for child, parent in children:
        deleted_issues.set_parent(tx, child, parent)
    return Restored(list(recoverable_issues), added, len(family.comments), own, left, children)


def _family(tx: Transaction, recoverable_issues: Sequence[Recoverable]) -> deleted_issues.Family:
    """Return the issues with their edges, comments and children, each from its commit. An edge
    between two of the issues is returned once.
    """
    family = deleted_issues.Family([], [], [], [], [])
    for commit in dict.fromkeys(each.commit for each in recoverable_issues):
        ids = [each.id for each in recoverable_issues if each.commit == commit]
        part = deleted_issues.family(tx, commit, ids)
        gone = set(ids) - {issue.id for issue in part.issues}
        if gone:
            raise NotFound(f"{', '.join(sorted(gone))} did not exist at {commit}", hint="bd log")
        family = deleted_issues.Family(
            family.issues + part.issues,
            family.edges + part.edges,
            family.comments + part.comments,
            family.children + part.children,
            family.conflicts + part.conflicts,
        )
    return family._replace(edges=list({edge[:3]: edge for edge in family.edges}.values()))


def _possible_edges(
    tx: Transaction, family: deleted_issues.Family
) -> tuple[list[Dependency], list[NotRestored]]:
    """Return the edges that can be restored, and those that cannot. The edges to parents and from
    children are among them.
    """
    ids = {issue.id for issue in family.issues}
    wanted = [
        _parent_edge(issue.id, issue.parent, issue.created_at)
        for issue in family.issues
        if issue.parent
    ]
    parentless = deleted_issues.without_parent(
        tx, [child for child, _ in family.children if child not in ids]
    )
    created = {issue.id: issue.created_at for issue in family.issues}
    wanted += [
        _parent_edge(child, parent, created[parent])
        for child, parent in family.children
        if child in parentless
    ]
    wanted += family.edges
    ends = {end for edge in wanted for end in (edge.issue_id, edge.depends_on_id)}
    existing = (
        ids
        | issues.existing(tx, sorted(ends - ids))
        | cross_rig_targets.of_edges(tx, [edge[:2] for edge in wanted]).keys()
    )
    present = {
        edge[:3] for edge in (*dependencies.of(tx, sorted(ids)), *dependencies.on(tx, sorted(ids)))
    }
    targets = _holding_edges(tx)
    kept: list[Dependency] = []
    left: list[NotRestored] = []
    for edge in wanted:
        if edge[:3] in present:
            continue
        missing = [end for end in edge[:2] if end not in existing and not edges.is_foreign(end)]
        if missing:
            left.append(NotRestored(edge, f"{missing[0]} is not there"))
        elif edge.type in HOLDING and edges.path(targets, edge.depends_on_id, edge.issue_id):
            left.append(NotRestored(edge, "it would close a cycle"))
        else:
            kept.append(edge)
            if edge.type in HOLDING:
                targets.setdefault(edge.issue_id, []).append(edge.depends_on_id)
    return kept, left


def _parent_edge(child: str, parent: str, created_at: datetime) -> Dependency:
    return Dependency(child, parent, PARENT_CHILD, created_at, None)


def _holding_edges(tx: Transaction) -> dict[str, list[str]]:
    found = [
        (edge.issue_id, edge.depends_on_id) for edge in graph.everything(tx) if edge.type in HOLDING
    ]
    return dependencies.grouped(found)


def _give_texts_back(tx: Transaction, compacted: Recoverable) -> Issue:
    """Restore the texts of a compacted issue."""
    issue = issues.get(tx, compacted.id)
    rows, comments = tx.read(*compactions.at(compacted.commit, [compacted.id]))
    content = compactions.contents(rows, comments).get(compacted.id)
    if content is None or content.issue.compaction_level >= issue.compaction_level:
        raise RestoreRefused(
            f"{compacted.commit} does not have {compacted.id} as it was before it was compacted"
        )
    fields = _edited(tx, issue)
    if fields:
        words = ", ".join(fields)
        raise RestoreRefused(
            f"{words} of {compacted.id} {'was' if len(fields) == 1 else 'were'} edited "
            "after it was compacted, and would be lost",
            hint=command("bd", "restore", compacted.id, "--view"),
        )
    after = compaction.restored(issue, content.issue, tx.now)
    for level in range(after.compaction_level + 1, issue.compaction_level + 1):
        compactions.remove(tx, issue.id, level)
    return issues.save(tx, issue, after)


def _edited(tx: Transaction, issue: Issue) -> list[str]:
    """Return the texts that differ from what the compaction left."""
    proof = recoverable.proof(tx, issue)
    if issue.updated_at == proof.compacted_at:
        return []
    candidates = []
    for commit in compactions.followers(tx, proof.commit_hash):
        rows, comments = tx.read(*compactions.at(commit, [issue.id]))
        content = compactions.contents(rows, comments).get(issue.id)
        if content and content.issue.updated_at == proof.compacted_at:
            candidates.append(content.issue)
    if not candidates:  # changed again before the commit: no commit has what compaction left
        return list(compaction.TEXTS)
    return compaction.edited(issue, candidates[0])
