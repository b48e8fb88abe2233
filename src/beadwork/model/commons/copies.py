"""Copies of an issue: one in the commons, one in each rig that has adopted it.

The id of a copy is made from the `hop://` URI of the original. So an issue that is published or
adopted a second time is the same copy, in every town. A copy has the plan, and no person: neither
owner and assignee nor notes and comments, and its status is its own.
"""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from beadwork.model.hop.uri import Hop
from beadwork.model.issues import ids
from beadwork.model.issues.issue import Issue

PREFIX = "cm"
"""The prefix of ids in the commons."""
LENGTH = 10
SHARED = (
    "type",
    "title",
    "description",
    "priority",
    "labels",
    "design",
    "acceptance_criteria",
)
"""The fields of a plan, in which changes go both ways."""


def id_of(hop: Hop, prefix: str = PREFIX) -> str:
    """Return the id of the copy of an issue, in the commons or in a rig with another prefix."""
    return ids.fresh(prefix, sha256(str(hop).encode()).digest(), LENGTH)


def copy(issue: Issue, hop: Hop, issue_id: str, parent: str | None, now: datetime) -> Issue:
    """Return a new copy of an issue, which names its origin in `external_ref`."""
    shared = {field: getattr(issue, field) for field in SHARED}
    blank = Issue(
        id=issue_id, type="task", title="", description=None, status="open", priority=2,
        owner=None, assignee=None, labels=(), parent=parent, created_at=now, updated_at=now,
        closed_at=None, external_ref=str(hop),
    )  # fmt: skip
    return blank._replace(**shared)
