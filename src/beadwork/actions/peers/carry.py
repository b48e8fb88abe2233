"""Take in what a partner did on a clone of an outbound branch.

The branch is the bridge: the partner's commits are merged into it by the rules, and the cells that
this changed are carried over to `main`, as edits. `main` never gets the partner's commits, and the
partner never gets those of `main`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from beadwork import errors
from beadwork.actions.merging import merge as merging_action
from beadwork.actions.peers import outbound_branch, renamed_there
from beadwork.model.counted import counted
from beadwork.model.hints import command
from beadwork.model.issues.issue import Issue
from beadwork.model.merging.row_merge import Key, Row
from beadwork.model.peers import carried, signed_trailer
from beadwork.model.peers.carried import Carrying
from beadwork.model.peers.signed_trailer import CARRIED
from beadwork.model.sovereignty import projection
from beadwork.store import merging as rows
from beadwork.store.history import outbound_rows, partner_changes

if TYPE_CHECKING:
    from beadwork.actions.merging.merge import Merge
    from beadwork.actions.peers.outbound import Request
    from beadwork.dolt.connection.session import Session
    from beadwork.dolt.writing.transaction import Transaction
    from beadwork.dolt.writing.write import Writer


def merge_theirs(main: Session, request: Request, commit: str, came_from: str) -> Merge | None:
    """Merge a fetched commit into the outbound branch; None where there is nothing new.

    Raises:
        MergeRefused: it cannot be merged.
    """
    with outbound_branch.session_on(main, request.branch, request.tier) as there:
        found = merging_action.look_at_commit(there, commit, came_from)
        if found.heads.is_merged:
            return None
        return outbound_branch.writer(there).write(
            lambda tx: merging_action.merge(tx, found), merging_action.questions(found)
        )


def carry(writer: Writer, request: Request, carrying: Carrying) -> int:
    """Carry over to `main` what merges of the partner changed, and return how many issues changed.

    The writer's session is on `main`. What was carried by a process that was killed is not carried
    again.
    """
    session = writer.session
    messages = outbound_rows.messages(session, "main", f"{CARRIED}: ")
    since = signed_trailer.newest(request.secret, CARRIED, request.branch, messages) or "main"
    changed = 0
    for merge, before in partner_changes.merges(session, since, request.branch):
        found = partner_changes.of_merge(session, before, merge)
        write = partial(_write, found=found, merge=merge, request=request, carrying=carrying)
        changed += writer.write(write, always_commit=True)
    return changed


def _write(
    tx: Transaction,
    found: partner_changes.Changes,
    merge: str,
    request: Request,
    carrying: Carrying,
) -> int:
    found = renamed_there.follow(tx, found, carrying.peer)
    ours = outbound_rows.issues_at(tx, outbound_rows.WORKING, found.issues)
    written = _issues(found, ours, carrying)
    rows.put(tx, "issues", outbound_rows.as_rows(written))
    gone = {issue_id for issue_id, issue in written.items() if issue is None}
    for table, changes in found.rows.items():
        rows.put(tx, table, _rows(table, changes, carrying))
    for table in found.rows:
        left = outbound_rows.rows_at(tx, table, outbound_rows.WORKING, gone)
        rows.put(tx, table, dict.fromkeys(left))
    tx.say(f"bd: pull from {carrying.peer}: {counted(len(written), 'issue')}")
    tx.say(signed_trailer.line(request.secret, CARRIED, request.branch, merge))
    return len(written)


def _issues(
    found: partner_changes.Changes, ours: dict[str, Issue], carrying: Carrying
) -> dict[str, Issue | None]:
    """Return our issues to write, None for those to delete."""
    written: dict[str, Issue | None] = {}
    for issue_id, (before, after) in found.issues.items():
        own = ours.get(issue_id)
        if issue_id in carrying.view.private:
            continue  # it left before it was private: what the partner makes of it stays there
        if after is None:
            if own is not None and before is not None and not _is_newer(carrying, own, before):
                written[issue_id] = None
        elif own is None:
            written[issue_id] = carried.new_issue(carrying, after)
        elif before is not None:
            edited = carried.edited(carrying, before, after, own)
            if edited != own:
                written[issue_id] = edited
        elif own.created_at != after.created_at:
            raise errors.MergeRefused(
                f"{carrying.peer} filed an issue {issue_id}, and so was one here meanwhile",
                hint=command("bd", "rename", issue_id, f"{issue_id}-here"),
            )
    return written


def _is_newer(carrying: Carrying, own: Issue, shown_before: Issue) -> bool:
    """Tell whether we changed an issue after the branch showed it last."""
    shown = projection.issue(carrying.view, own)
    return shown is not None and shown.updated_at > shown_before.updated_at


def _rows(
    table: str, changes: Mapping[Key, partner_changes.RowChange], carrying: Carrying
) -> dict[Key, Row | None]:
    """Return rows of edges or comments to write, None for those to delete."""
    written: dict[Key, Row | None] = {}
    for key, (_, after) in changes.items():
        if key[0] in carrying.view.private:
            continue
        written[key] = None if after is None else _revealed(table, after, carrying)
    return written


def _revealed(table: str, row: Row, carrying: Carrying) -> Row:
    """Return a row with our persons by their names."""
    persons = {"dependencies": (4,), "comments": (2, 3)}[table]
    return tuple(
        carried.name(carrying, value) if place in persons else value
        for place, value in enumerate(row)
    )
