"""Squash the history of the branch into one commit, unless something depends on its commits."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from beadwork.dolt.connection.server_errors import ServerError, explain
from beadwork.dolt.versions import branches, squash
from beadwork.dolt.versions.squash import Extent, OldHistory
from beadwork.dolt.writing import hold_lock, uncommitted
from beadwork.errors import SquashRefused
from beadwork.model.counted import counted
from beadwork.model.ledger.entry import BRANCH
from beadwork.store.history import compactions

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Reader
    from beadwork.dolt.writing.write import Writer

NAMED = 5
"""The largest number of branches that a refusal names."""


class Squashed(NamedTuple):
    """What became (or would become) one commit, and the obstacles."""

    extent: Extent
    obstacles: list[str]
    tag: str = ""
    """The tag that keeps the old history; empty in a preview."""
    commit: str = ""


def preview(reader: Reader, branch: str) -> Squashed:
    """Return what `make_one` would do."""
    extent = squash.extent(reader)
    return Squashed(extent, _obstacles(reader, branch, extent))


def _obstacles(reader: Reader, branch: str, extent: Extent) -> list[str]:
    found = []
    remotes = squash.remotes(reader)
    if remotes:
        found.append(f"the remote {', '.join(remotes)} has these commits")
    related = squash.branches_sharing_history(reader, branch)
    if related:
        more = f" and {len(related) - NAMED} more" if len(related) > NAMED else ""
        found.append(f"branches could no longer be merged: {', '.join(related[:NAMED])}{more}")
    if BRANCH in branches.names(reader) and BRANCH not in related:
        found.append("the branch ledger refers to them")
    proofs = compactions.count(reader)
    if proofs:
        whose = "1 compacted issue" if proofs == 1 else f"{proofs} compacted issues"
        found.append(f"the proof of what was said would be lost for {whose}")
    if extent.commits < 2:
        found.append("history is one commit already")
    return found


def make_one(writer: Writer) -> Squashed:
    """Squash all commits of the writer's branch into one.

    Raises:
        SquashRefused: something depends on the commits; nothing was changed.
        LockTimeout, LostRace: another process writes; nothing was changed.
    """
    session = writer.session
    try:
        with hold_lock.held(session, writer.author.name, writer.lock_seconds):
            uncommitted.commit(session)
            found = preview(session, session.branch or "main")
            if found.obstacles:
                raise SquashRefused(
                    "\n  ".join(["the history stays as it is:", *found.obstacles]), hint="bd squash"
                )
            subject = f"bd: squash {counted(found.extent.commits, 'commit')}"
            tag = squash.make_one(session, subject, writer.author.line(), writer.clock())
            return found._replace(tag=tag, commit=squash.extent(session).newest.commit)
    except ServerError as error:
        raise explain(error) from error


def kept(reader: Reader, tag: str) -> OldHistory:
    """Return the old history that `forget` would give up.

    Raises:
        NotFound: no squash left such a tag.
    """
    return squash.old_history(reader, tag)


def forget(writer: Writer, tag: str) -> OldHistory:
    """Delete the tag that keeps an old history, and return what the history was.

    Raises:
        NotFound: no squash left such a tag.
    """
    try:
        found = squash.old_history(writer.session, tag)
        squash.delete_tag(writer.session, tag)
    except ServerError as error:
        raise explain(error) from error
    return found
