"""Verify a merge: each row that the other branch changed is in the merge's commit as the branch has
it, or the report of the merge names it.

The report is computed again from the commits, which do not change. So a merge can be verified at
any time, by a process that did not make it. The cost follows from what the branch changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from beadwork.actions.merging import merge_plan
from beadwork.actions.merging.merge_inputs import Request
from beadwork.actions.merging.merge_plan import Plan
from beadwork.actions.merging.merge_report import RENAMED, TAKEN, Report
from beadwork.dolt.versions import branches, merging
from beadwork.errors import BeadworkError, MergeRefused
from beadwork.model.hints import command
from beadwork.model.merging import rename
from beadwork.model.merging.row_merge import TABLES, Key
from beadwork.model.merging.three_way import NEWEST
from beadwork.store import merging as rows
from beadwork.store.history import merge_check
from beadwork.store.merging import Wanted

if TYPE_CHECKING:
    from datetime import datetime

    from beadwork.dolt.versions.merging import Heads
    from beadwork.dolt.writing.transaction import Reader

SHOWN = 5
"""Missing rows that a message names."""


class Missing(NamedTuple):
    """A row of the branch that is neither in the merge's commit nor named in its report."""

    table: str
    key: Key

    def __str__(self) -> str:
        return f"{self.table} {' '.join(map(str, self.key))}"


class Verified(NamedTuple):
    """A merge that was looked at."""

    branch: str
    commit: str
    """The commit of the merge; "" where the branch in use has the other's commits without one, so
    that there is nothing to compare.
    """
    heads: Heads
    report: Report
    missing: list[Missing]

    def refuse_missing(self) -> None:
        """Refuse a merge that lacks something.

        Raises:
            BeadworkError: rows are missing; the message names the first of them.
        """
        if self.missing:
            named = ", ".join(map(str, self.missing[:SHOWN]))
            more = len(self.missing) - SHOWN
            raise BeadworkError(
                f"the merge {self.commit} lacks what {self.branch} has: {named}"
                + (f" and {more} more" if more > 0 else ""),
                hint=command("bd", "diff", self.heads.theirs, self.commit),
            )


def look(reader: Reader, branch: str, tip: str, now: datetime) -> Verified:
    """Compare the merge of `tip`, the newest commit of `branch`, with what the branch changed.

    Raises:
        MergeRefused: the branch in use does not have that commit.
    """
    commit, ours = merging.merge_of(reader, tip)
    if not commit:
        if branches.merge_base(reader, "HEAD", tip) != tip:
            raise MergeRefused(
                f"{branch} is not merged", hint=command("bd", "merge", branch), branch=branch
            )
        nothing = Report([], {}, [], [], [])
        return Verified(branch, "", merging.Heads(tip, tip, tip), nothing, [])
    found = merging.compare_merged(reader, branch, ours, tip)
    questions = merge_plan.questions(found)
    answers = reader.read(*questions) if questions else []
    planned = merge_plan.plan(reader, found, answers, Request("", now, NEWEST))
    missing = list(_missing(reader, planned, commit))
    return Verified(branch, commit, found.heads, planned.report, missing)


def _missing(reader: Reader, planned: Plan, commit: str) -> Iterator[Missing]:
    unlike = merge_check.unlike(reader, planned.look.heads, commit, planned.look.theirs.changed)
    named = _named(planned)
    moved: dict[Missing, Missing] = {}
    for table, keys in unlike.items():
        for key, is_theirs in keys.items():
            row, now = Missing(table, key), Missing(table, _renamed(table, key, planned.names))
            decided = planned.rows[table]
            if now in named or (now.key in decided and (decided[now.key] is None or not is_theirs)):
                continue
            if is_theirs and (row != now or now.key in decided):
                moved[row] = now
            elif row == now:
                yield row
    present = _present(reader, commit, list(moved.values()))
    yield from (row for row, now in moved.items() if now not in present)


def _named(planned: Plan) -> set[Missing]:
    """Return the rows that the report names as decided, and the conflicts that the merge wrote."""
    decided = {
        Missing(entry.table, entry.key)
        for entry in planned.report.entries
        if entry.action not in (TAKEN, RENAMED)
    }
    return decided | {Missing("conflicts", key) for key in planned.rows["conflicts"]}


def _renamed(table: str, key: Key, names: Mapping[str, str]) -> Key:
    columns = (0,) if table == "issues" else TABLES[table].ids
    return rename.row(columns, key, dict(names))


def _present(reader: Reader, commit: str, wanted: list[Missing]) -> set[Missing]:
    """Return those of the rows that a commit has."""
    first_keys: dict[str, set[str]] = {}
    for row in wanted:
        first_keys.setdefault(row.table, set()).add(row.key[0])
    (issues,) = rows.issues_at(reader, [commit], first_keys.pop("issues", ()))
    (others,) = rows.rows_at(reader, [commit], Wanted(first_keys), {})
    found = {Missing("issues", (issue_id,)) for issue_id in issues}
    return found | {Missing(table, key) for table, keys in others.items() for key in keys}
