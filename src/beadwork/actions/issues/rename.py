"""Give an issue, or all issues of a prefix, another id. What refers to them follows, and the old id
still finds them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from beadwork.actions.issues import create
from beadwork.actions.workers import leases
from beadwork.errors import Exists, Invalid, NotFound
from beadwork.model.hints import command
from beadwork.model.issues import ids
from beadwork.store import config
from beadwork.store.dependencies import cross_rig_dependents
from beadwork.store.dependencies.cross_rig_dependents import IncomingEdge
from beadwork.store.identity_check import TrackerProfile
from beadwork.store.issues import issues, renames
from beadwork.store.issues.renames import Head

if TYPE_CHECKING:
    from beadwork.dolt.writing.transaction import Reader, Transaction


class Renamed(NamedTuple):
    """The new ids by the old ones, how many references followed, and the edges of other trackers of
    the town, which did not.
    """

    names: dict[str, str]
    references: int
    elsewhere: list[IncomingEdge]


def rename(tx: Transaction, part: str, new: str) -> Renamed:
    """Rename an issue, and the children that are named after it: `P.3` becomes `NEW.3`.

    Raises:
        NotFound, Ambiguous: `part` names no issue, or several.
        Invalid, Usage: `new` cannot be an id, or is of another rig.
        Exists: an issue has the new id, or a child's.
    """
    old = issues.get(tx, part).id
    new = ids.check_new_id(new)
    if not ids.prefix_of(new):
        raise Invalid(
            f'"{new}" has no prefix',
            hint=command("bd", "rename", old, f"{ids.prefix_of(old) or 'bd'}-{new}"),
        )
    create.refuse_id_of_other_rig(tx, new)
    renamed = _renamed(tx, Head(old, new, "."))
    tx.say(f"bd: rename {old} to {new}")
    return renamed


def rename_prefix(tx: Transaction, old: str, new: str, profile: TrackerProfile) -> Renamed:
    """Rename every issue whose id begins with a prefix. Where it is the tracker's, new ids begin
    with the new one.

    Raises:
        Invalid: `new` cannot be a prefix.
        NotFound: no issue has the old prefix, which is not the tracker's either.
        Exists: an issue has one of the new ids.
    """
    head = prefix_head(old, new)
    is_own = head.old == profile.prefix
    renamed = _renamed(tx, head)
    if not renamed.names and not is_own:
        raise NotFound(
            f"no issue's id begins with {head.old}-", hint="bd list --all   (shows the ids)"
        )
    if is_own:
        config.put(tx, "issue_prefix", head.new)
    tx.say(f"bd: rename the prefix {head.old} to {head.new}")
    return renamed


def prefix_head(old: str, new: str) -> Head:
    """Return the prefixes as typed, without a dash at their ends.

    Raises:
        Invalid: `new` cannot be a prefix, or is the old one.
    """
    head = Head(old.rstrip("-"), ids.check_kept_prefix(new), "-")
    if head.old == head.new:
        raise Invalid(f"the prefix is {head.new} already", hint="bd info")
    return head


def preview(reader: Reader, head: Head) -> dict[str, str]:
    """Return the new ids by the old ones.

    Raises:
        Exists: an issue has one of the new ids.
        Invalid: an issue is compacted.
    """
    names = {issue_id: head.of(issue_id) for issue_id in renames.named(reader, head)}
    taken = sorted(issues.existing(reader, list(names.values()))) if names else []
    if taken:
        raise Exists(
            f"{taken[0]} exists already", hint=command("bd", "show", taken[0]), name=taken[0]
        )
    compacted = renames.compacted(reader, head)
    if compacted:
        raise Invalid(
            f"{compacted} is compacted: history has its text under this id",
            hint=command("bd", "restore", compacted),
        )
    return names


def _renamed(tx: Transaction, head: Head) -> Renamed:
    names = preview(tx, head)
    leases.of(tx).add_names(names)
    elsewhere = cross_rig_dependents.incoming_edges(tx, list(names)) if names else []
    return Renamed(names, renames.apply(tx, head), elsewhere)
