"""Bring an outbound branch up to `main`: only what has changed since, as one commit.

`main` is where every change is, those of partners included (carry.py). So the branch follows it: a
cell is rewritten where what `main` lets out differs from what the branch would let out. A value
that a partner wrote exactly, such as their own name, stays as they wrote it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from beadwork.actions.peers import outbound_branch
from beadwork.dolt.connection.server_errors import ServerError
from beadwork.model.counted import counted
from beadwork.model.issues.issue import Issue
from beadwork.model.merging.row_merge import Key, Row
from beadwork.model.merging.three_way import as_text
from beadwork.model.peers import signed_trailer
from beadwork.model.peers.signed_trailer import SOURCE
from beadwork.model.sovereignty import private, projection
from beadwork.model.sovereignty.private import Marked
from beadwork.model.sovereignty.projection import View
from beadwork.model.sovereignty.pseudonyms import Disguise
from beadwork.model.sovereignty.tier import Tier
from beadwork.store import id_lists
from beadwork.store import merging as rows
from beadwork.store.history import outbound_rows
from beadwork.store.history.outbound_rows import OF_ISSUES, WORKING

if TYPE_CHECKING:
    from beadwork.dolt.connection.session import Session
    from beadwork.dolt.writing.transaction import Transaction


class KeptBack(NamedTuple):
    """What an outbound branch keeps back, gathered from every update so far: who was deleted from
    `main` since is still named in texts.
    """

    persons: frozenset[str] = frozenset()
    private: frozenset[str] = frozenset()
    checked: str = ""
    """The commit of `main` up to which all of history was searched for private issues."""


class Request(NamedTuple):
    """An update of an outbound branch."""

    branch: str
    tier: Tier
    secret: bytes


def look(main: Session, known: KeptBack) -> KeptBack:
    """Return what is kept back by now. `checked` is the newest commit of `main`.

    A private issue that history alone has counts, too: who gets `main` gets its history.
    """
    source = outbound_rows.head(main, "main")
    present = private.ids(outbound_rows.marked(main, source))
    marked, named = _in_history(main, known.checked, source)
    persons = known.persons | named | outbound_rows.persons(main, source)
    return KeptBack(persons, known.private | present | private.ids(marked), source)


def _in_history(main: Session, since: str, source: str) -> tuple[list[Marked], set[str]]:
    try:
        return outbound_rows.in_history(main, since, source)
    except ServerError as error:
        if error.is_lost or not since:
            raise
        return outbound_rows.in_history(main, "", source)  # `since` went with a squash


def update(main: Session, request: Request, kept_back: KeptBack) -> int:
    """Bring the branch up to `main` as `look` found it. Return how many issues were written or
    taken away.
    """
    source = kept_back.checked
    view = view_of(main, request, kept_back)
    seal = _seal(request.tier, kept_back)
    with outbound_branch.session_on(main, request.branch, request.tier) as there:
        messages = outbound_rows.messages(there, request.branch, f"{SOURCE}: ")
        before = signed_trailer.newest(request.secret, SOURCE, seal, messages)
        ids = _touched(main, before, source) if before else None
        trailer = signed_trailer.line(request.secret, SOURCE, seal, source)
        return outbound_branch.writer(there).write(
            lambda tx: _apply(tx, view, source, trailer, ids)
        )


def _seal(tier: Tier, kept_back: KeptBack) -> str:
    """Return what a commit of the branch is signed for: where a person or a private issue is known
    since, every row is compared again.
    """
    persons = sorted(kept_back.persons) if tier >= Tier.T3 else []
    return as_text([tier.name, persons, sorted(kept_back.private)])


def view_of(main: Session, request: Request, kept_back: KeptBack) -> View:
    """Return what the branch shows of `main`."""
    present = private.ids(outbound_rows.marked(main, kept_back.checked))
    names = kept_back.persons if request.tier >= Tier.T3 else ()
    secret = request.secret if request.tier < Tier.T4 else None
    return View(request.tier, Disguise(names, secret, kept_back.private), present)


def _touched(main: Session, before: str, source: str) -> set[str] | None:
    """Return the issues that changed since a commit, None where all have to be compared."""
    if before == source:
        return set()
    try:
        found = set().union(*outbound_rows.touched(main, before, source).values())
    except ServerError as error:
        if error.is_lost:
            raise
        return None  # the commit went with a squash of history
    return found if len(found) <= id_lists.LONGEST_BY_KEY else None


def _apply(
    tx: Transaction, view: View, source: str, trailer: str, ids: Collection[str] | None
) -> int:
    """Write the difference, and return the number of issues in it."""
    wanted = outbound_rows.issues_at(tx, source, ids)
    changed = _issues(view, wanted, outbound_rows.issues_at(tx, WORKING, ids))
    rows.put(tx, "issues", outbound_rows.as_rows(changed))
    shared = frozenset(issue_id for issue_id in wanted if issue_id not in view.private)
    for table, project in _PROJECTIONS.items():
        concerned = ids if table in OF_ISSUES else None
        kept = shared if table == "comments" and not view.has_comments else frozenset()
        difference = _rows(
            partial(project, view),
            outbound_rows.rows_at(tx, table, source, concerned),
            outbound_rows.rows_at(tx, table, WORKING, concerned),
            kept,
        )
        rows.put(tx, table, difference)
    tx.say(f"bd: share {counted(len(changed), 'issue')}")
    tx.say(trailer)
    return len(changed)


_PROJECTIONS: dict[str, Callable[[View, Row], Row | None]] = {
    "dependencies": projection.dependency,
    "comments": projection.comment,
    "config": projection.setting,
    "metadata": projection.fact,
    "memories": projection.memory,
}


def _issues(
    view: View, wanted: Mapping[str, Issue], present: Mapping[str, Issue]
) -> dict[str, Issue | None]:
    """Return the issues to write, None for those to take away."""
    found: dict[str, Issue | None] = {}
    for issue_id in {**wanted, **present}:
        source = wanted.get(issue_id)
        leaving = projection.issue(view, source) if source else None
        there = present.get(issue_id)
        after = leaving if leaving is None or there is None else _blended(view, there, leaving)
        if after != there:
            found[issue_id] = after
    return found


def _blended(view: View, there: Issue, leaving: Issue) -> Issue:
    """Return the row of the branch with the cells that differ in what they let out.

    The birth stays, as it says which issue a row is.
    """
    shown = projection.issue(view._replace(private=frozenset()), there) or there
    cells = [
        kept if before == after else after
        for kept, before, after in zip(there, shown, leaving, strict=True)
    ]
    return Issue._make(cells)._replace(created_at=there.created_at, created_by=there.created_by)


def _rows(
    project: Callable[[Row], Row | None],
    wanted: Mapping[Key, Row],
    present: Mapping[Key, Row],
    kept: Collection[str],
) -> dict[Key, Row | None]:
    """Return the rows of a table to write, None for those to take away.

    `kept` are issues whose rows stay although they do not leave: they are a partner's own.
    """
    found: dict[Key, Row | None] = {}
    for key in {**wanted, **present}:
        leaving = project(wanted[key]) if key in wanted else None
        if leaving is None:
            if key in present and key[0] not in kept:
                found[key] = None
        elif key not in present or project(present[key]) != leaving:
            found[key] = leaving
    return found
