"""Confirm claims across machines: a claim counts once the remote has it.

Two towns may claim one issue while they do not see each other. A claim that is to be confirmed is
pushed. Where the remote has moved, what it has is looked at before it is merged: whoever's claim is
there already has the issue, whatever the clocks say. We take that claim over into our rows then,
in place of ours, so that the merge finds the same on both sides; our other edits stay. After the
push the remote is read back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from beadwork import errors
from beadwork.actions.remotes import failures
from beadwork.model.settings_table import int_setting
from beadwork.store.history import claims_at
from beadwork.store.history.claims_at import Claim
from beadwork.store.issues import issues

if TYPE_CHECKING:
    from beadwork.actions.remotes.pull import Fetched
    from beadwork.dolt.connection.session import Session
    from beadwork.dolt.writing.transaction import Transaction

TRIES = int_setting("remotes.confirm-tries")


class Steps(NamedTuple):
    """What a tracker can do with its remote, on its own connection."""

    push: Callable[[], object]
    """Push without a merge; raises RemoteMoved."""
    fetch: Callable[[], Fetched]
    merge: Callable[[Fetched], object]
    unclaim: Callable[[Sequence[str]], object]
    give_way: Callable[[Mapping[str, Claim]], object]
    ask: Callable[[Callable[[Session], dict[str, Claim]]], dict[str, Claim]]


def confirm(ids: Sequence[str], worker: str, steps: Steps, made: Sequence[str]) -> None:
    """Push claims, and read them back. `made` are those that were made just now.

    Raises:
        AlreadyClaimed: the remote had somebody else's claim first. Ours is undone, and theirs is
            here.
        BeadworkError: the claims could not be pushed. Those of `made` are undone.
    """
    try:
        for _ in range(TRIES):
            try:
                steps.push()
            except errors.RemoteMoved:
                _merge(ids, worker, steps, made)
                continue
            _read_back(ids, worker, steps)
            return
    except errors.AlreadyClaimed:
        raise
    except errors.BeadworkError:
        _undo(made, steps)
        raise
    _undo(made, steps)
    raise errors.RemoteMoved(
        f"the remote moved at each of {TRIES} tries; the claim is undone",
        hint="the same command again",
    )


def _undo(made: Sequence[str], steps: Steps) -> None:
    if made:
        steps.unclaim(made)


def _merge(ids: Sequence[str], worker: str, steps: Steps, made: Sequence[str]) -> None:
    """Merge what the remote has; where it has somebody else's claim, after ours is undone. Of
    several claims all are confirmed, or none.
    """
    fetched = steps.fetch()
    others = _others(ids, worker, fetched, steps)
    if others:
        steps.give_way(others)
    steps.merge(fetched)
    if others:
        _undo([issue_id for issue_id in made if issue_id not in others], steps)
        raise _lost(others, fetched)


def _read_back(ids: Sequence[str], worker: str, steps: Steps) -> None:
    fetched = steps.fetch()
    others = _others(ids, worker, fetched, steps)
    if others:
        raise _lost(others, fetched)


def _others(ids: Sequence[str], worker: str, fetched: Fetched, steps: Steps) -> dict[str, Claim]:
    """Return the claims of others at the remote, of these issues."""
    found = steps.ask(lambda session: claims_at.claims(session, fetched.remote.head, ids))
    return {issue_id: claim for issue_id, claim in found.items() if claim.owner != worker}


def _lost(others: Mapping[str, Claim], fetched: Fetched) -> errors.AlreadyClaimed:
    said = ", ".join(f"{issue_id} is {claim.owner}'s" for issue_id, claim in others.items())
    return errors.AlreadyClaimed(
        f"{said}: {failures.named(fetched.remote)} had that claim first; yours is undone, and your "
        "other edits stay",
        hint="bd ready --claim --confirm",
    )


def give_way(tx: Transaction, claims: Mapping[str, Claim]) -> None:
    """Put the claims of others in the place of ours."""
    for issue in issues.get_all(tx, list(claims)):
        claim = claims[issue.id]
        tx.say(f"bd: unclaim {issue.id}: {claim.owner} had claimed it first")
        given = issue._replace(
            assignee=claim.owner, status=claim.status, started_at=claim.since, updated_at=tx.now
        )
        issues.save(tx, issue, given)
