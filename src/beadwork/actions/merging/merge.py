"""Merge another branch into the branch in use: by the rules of `model/merging/field_rules.py`, as
one commit with two parents.

`merge_plan.py` computes the merge from commits, which do not change. Dolt then merges the rows that
only one side changed, and the rows of the plan overwrite what Dolt made of them. All of that is one
transaction of the write protocol.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from beadwork import errors
from beadwork.actions.merging import merge_plan
from beadwork.actions.merging.merge_inputs import Request
from beadwork.actions.merging.merge_plan import Plan
from beadwork.actions.merging.merge_report import Report
from beadwork.dolt.databases import fingerprint
from beadwork.dolt.versions import branches, merging
from beadwork.dolt.versions.merging import Divergence, Heads
from beadwork.dolt.writing import hold_lock, uncommitted
from beadwork.dolt.writing.transaction import Transaction
from beadwork.model.hints import command
from beadwork.model.merging.row_merge import TABLES
from beadwork.model.merging.three_way import NEWEST
from beadwork.store import merging as rows
from beadwork.store import migrations, schema_check
from beadwork.store.identity_check import SCHEMA_VERSION
from beadwork.store.schema_check import Foreign

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from beadwork.dolt.connection.session import Result, Statement
    from beadwork.dolt.writing.transaction import Reader

MERGED_TABLES = ("issues", *TABLES)


class Merge(NamedTuple):
    """A merge that was done, or would be."""

    branch: str
    into: str
    heads: Heads
    report: Report
    done: bool
    """False where there was nothing to merge."""
    is_dirty: bool = False
    """True in the preview of a merge that would first commit rows of the other branch."""


def look(reader: Reader, branch: str) -> Divergence:
    """Return how another branch and the branch in use diverge.

    Raises:
        NotFound: there is no such branch.
        MergeRefused: `branch` is the branch in use, a commit, or no branch of this tracker.
        SchemaNewer: the branch was migrated by a newer program.
    """
    # Dolt would accept a commit, and compute another common commit.
    if "~" in branch or "^" in branch:
        raise errors.MergeRefused(
            f"{branch} is a commit: only a branch can be merged",
            hint=command("bd", "branch", "create", "part", branch),
            branch=branch,
        )
    divergence = merging.compare(reader, branch)
    if divergence.into == branch:
        raise errors.MergeRefused(
            f"{branch} is the branch in use here: it cannot be merged into itself",
            hint="bd branch list",
            branch=branch,
        )
    _refuse_foreign(reader, divergence)
    return divergence


def look_at_commit(reader: Reader, commit: str, came_from: str) -> Divergence:
    """Return how a commit that was fetched and the branch in use diverge. `came_from` names the
    commit in messages, such as `origin/main`.

    Raises:
        MergeRefused: the two have no issues in common.
        SchemaNewer: the commit is of a newer program.
        ServerError: the commit is not here, or has another history (`UNRELATED`).
    """
    divergence = merging.compare_commit(reader, commit, came_from)
    _refuse_foreign(reader, divergence)
    return divergence


def _refuse_foreign(reader: Reader, divergence: Divergence) -> None:
    """Refuse a source whose tables are not those of a tracker that this program knows."""
    branch = divergence.branch
    if "issues" in divergence.ours.created | divergence.theirs.created:
        raise errors.MergeRefused(
            f"{branch} and {divergence.into} have no issues in common: "
            "one was begun before the tracker",
            hint="bd branch list",
            branch=branch,
        )
    if divergence.theirs.redefined:
        schema_check.refuse(
            _brought(reader, divergence), branch, command("bd", "branch", "show", branch)
        )
    if "metadata" in divergence.theirs.changed:
        present = rows.schema_at(reader, divergence.heads.theirs)
        if present > SCHEMA_VERSION:
            raise migrations.newer(present)


def _look_again(tx: Transaction, divergence: Divergence) -> Divergence:
    if divergence.commit:
        return look_at_commit(tx, divergence.commit, divergence.branch)
    return look(tx, divergence.branch)


def _brought(reader: Reader, divergence: Divergence) -> list[Foreign]:
    """Return the parts of their schema that no tracker has, without those that ours has, too."""
    ask = fingerprint.server_query(reader.session if isinstance(reader, Transaction) else reader)
    ours, theirs = (
        schema_check.look(ask, rows.schema_at(reader, commit), commit)
        for commit in (divergence.heads.ours, divergence.heads.theirs)
    )
    return [foreign for foreign in theirs if foreign not in ours]


def settle_theirs(
    reader: Reader, divergence: Divergence, holder: str, seconds: int = 60
) -> Divergence:
    """Commit the uncommitted rows of the other branch, with its own author and under its own lock.

    Return the divergence after that.
    """
    session = reader.session if isinstance(reader, Transaction) else reader
    with (
        branches.session_at(session, divergence.branch) as theirs,
        hold_lock.held(theirs, holder, seconds),
    ):
        uncommitted.commit(theirs)
    return look(session, divergence.branch)


def commit_of(reader: Reader, made: Merge) -> str:
    """Return the commit that a merge made, "" where too many commits came after it."""
    return merging.merge_commit(reader, made.heads)


def questions(divergence: Divergence, known: Sequence[Result] = ()) -> tuple[Statement, ...]:
    """Return the questions whose answers `merge` finds in `tx.answers`. The answers are of use only
    while neither branch has a newer commit. `known` are answers that `merge` is given.
    """
    return (
        merging.newest_commits(divergence.source),
        *(merge_plan.filed_twice(divergence) if known else merge_plan.questions(divergence)),
    )


def preview(
    reader: Reader, divergence: Divergence, now: datetime, actor: str, strategy: str = NEWEST
) -> Merge:
    """Return what `merge` would do with the committed rows."""
    if divergence.heads.is_merged:
        return _nothing_new(divergence)._replace(is_dirty=divergence.is_dirty)
    answers = reader.read(*merge_plan.questions(divergence))
    planned = merge_plan.plan(reader, divergence, answers, Request(actor, now, strategy))
    return outcome(planned)._replace(is_dirty=divergence.is_dirty)


def merge(
    tx: Transaction,
    divergence: Divergence,
    strategy: str = NEWEST,
    known: Sequence[Result] = (),
) -> Merge:
    """Merge the branch of `divergence`, and return the merge. `known` are the answers to the
    questions of its plan but for `filed_twice`, where they were asked before.

    Raises:
        Usage: other changes are in the same transaction.
        MergeRefused: a table that is not the tracker's cannot be merged, or the merge would violate
            a constraint.
    """
    if tx.changed or tx.messages:
        raise errors.Usage("a merge cannot be part of a batch")
    tips, *answers = tx.answers
    answers = [*known, *answers]
    looked_at = (divergence.heads.ours, divergence.heads.theirs)
    if tuple(tips.rows[0]) != looked_at:  # another process has written since `look`
        divergence = _look_again(tx, divergence)
        answers = tx.read(*merge_plan.questions(divergence))
    if divergence.heads.is_merged:
        return _nothing_new(divergence)
    planned = merge_plan.plan(tx, divergence, answers, Request(tx.actor, tx.now, strategy))
    _carry_out(tx, planned)
    record_message(tx, planned)
    return outcome(planned)


def _carry_out(tx: Transaction, planned: Plan) -> None:
    result = merging.merge(tx, planned.look.heads.theirs)
    foreign = [table for table in result.conflicts if table not in MERGED_TABLES]
    if foreign or result.violations:
        why = (
            "both branches changed the same rows of"
            if foreign
            else "a constraint would no longer hold in"
        )
        raise errors.MergeRefused(
            f"{planned.look.branch} is not merged: {why} {', '.join(foreign or result.violations)}",
            hint="bd dolt sql",
            branch=planned.look.branch,
        )
    for table in MERGED_TABLES:
        rows.put(tx, table, planned.rows[table])
    for table in result.conflicts:
        rows.settle_conflicts(tx, table)


def record_message(tx: Transaction, planned: Plan) -> None:
    """Add the lines of the commit message."""
    report = planned.report
    tx.say(f"bd: merge {planned.look.branch}: {report.summary()}")
    for old, new in report.renames.items():
        tx.say(f"bd: rename {old} to {new}")
    for issue_id, decision in report.undecided:
        tx.say(f"bd: undecided {issue_id}: {decision.field}")


def outcome(planned: Plan) -> Merge:
    """Return the merge that a plan becomes."""
    found = planned.look
    return Merge(found.branch, found.into, found.heads, planned.report, done=True)


def _nothing_new(divergence: Divergence) -> Merge:
    return Merge(
        divergence.branch, divergence.into, divergence.heads, Report([], {}, [], [], []), done=False
    )
