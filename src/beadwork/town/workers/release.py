"""Release issues of any rigs, by their ids: each rig's in one write."""

from __future__ import annotations

from collections.abc import Sequence

from beadwork.actions.issues.unclaim import Unclaimed
from beadwork.errors import NotFound
from beadwork.model.hints import command
from beadwork.town.layout import Town
from beadwork.town.remotes import places
from beadwork.town.rigs import trackers
from beadwork.town.workers import dead_owners


def release(town: Town, ids: Sequence[str], actor: str, *, force: bool) -> list[Unclaimed]:
    """Free issues of dead workers, and with `force` of anybody.

    Raises:
        NotFound: an id leads to no rig, or its rig has no such issue.
        AlreadyClaimed: an owner may live, and `force` is not given.
        Invalid: an issue is over.
    """
    by_rig = _by_rig(town, ids)
    gone = sorted(dead_owners.gone(town))
    found: list[Unclaimed] = []
    for rig, parts in by_rig.items():
        with places.tracker(town, rig, actor=actor) as tracker:
            found += tracker.release(*parts, gone=gone, force=force)
    return found


def _by_rig(town: Town, ids: Sequence[str]) -> dict[str, list[str]]:
    """Return the ids by the name of the rig, or `hq`, that they lead to."""
    at = trackers.neighbours(town).of_issues(ids)
    names = {tracker.database: tracker.name for tracker in trackers.all_of(town)}
    found: dict[str, list[str]] = {}
    for issue_id in ids:
        if issue_id not in at or at[issue_id].database not in names:
            raise NotFound(
                f"{issue_id} is of no rig of this town", hint=command("bd", "show", issue_id)
            )
        found.setdefault(names[at[issue_id].database], []).append(issue_id)
    return found
