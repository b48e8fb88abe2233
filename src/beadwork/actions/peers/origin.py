"""Say of each issue which town it came from, in `source_system`.

Who pushes to a peer writes their own name on the issues that were filed here, if they have one
(`federation.name`, or the town's). Who pulls from a peer writes the peer's name on those that
nobody has marked. So the mark of the origin goes along on further hops.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from beadwork.actions.merging import merge as merging_action
from beadwork.actions.remotes import pull
from beadwork.dolt.versions import remote_tracking, remotes
from beadwork.model.counted import counted
from beadwork.store.history import origins

if TYPE_CHECKING:
    from beadwork.actions.merging.merge import Merge
    from beadwork.actions.remotes.pull import Fetched, Pulled
    from beadwork.dolt.versions.merging import Divergence
    from beadwork.dolt.writing.transaction import Transaction
    from beadwork.dolt.writing.write import Writer


def take(writer: Writer, fetched: Fetched, peer: str) -> Pulled:
    """Bring what was fetched from a peer into `main`, as `pull.take`. In the same commit, new
    issues without an origin get the peer's name.

    Raises:
        BeadworkError, ServerError: as `pull.take`.
    """
    head = fetched.remote.head
    divergence = merging_action.look_at_commit(writer.session, head, fetched.came_from)
    before = divergence.heads.ours
    if not origins.unmarked_at(writer.session, head, before):
        return pull.take(writer, fetched)
    made = writer.write(
        lambda tx: _merge_and_mark(tx, divergence, peer),
        merging_action.questions(divergence),
        always_commit=True,
    )
    after = remotes.tracked(writer.session, peer).local
    return pull.Pulled(peer, fetched.remote.url, before, after, fetched.commits, head, made)


def _merge_and_mark(tx: Transaction, divergence: Divergence, peer: str) -> Merge:
    made = merging_action.merge(tx, divergence)
    ours_renamed = {entry.key[0] for entry in made.report.entries if entry.is_ours}
    origins.mark(tx, origins.unmarked(tx, [made.heads.ours]) - ours_renamed, peer)
    return made


def stamp(writer: Writer, name: str) -> int:
    """Write our name on the issues that were filed here; return how many those are.

    An issue that any remote had before is left as it is: it may have been filed there.
    """
    heads = [known.commit for known in remote_tracking.read(writer.session) if known.commit]
    if not origins.unmarked(writer.session, heads):
        return 0
    return writer.write(lambda tx: _stamp(tx, name, heads), always_commit=True)


def _stamp(tx: Transaction, name: str, heads: list[str]) -> int:
    ids = origins.unmarked(tx, heads)
    origins.mark(tx, ids, name)
    tx.say(f"bd: federation: {counted(len(ids), 'issue')} of {name}")
    return len(ids)
