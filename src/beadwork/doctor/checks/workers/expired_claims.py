"""No issue is claimed by a worker whose lease has ended."""

from __future__ import annotations

from datetime import UTC, datetime

from beadwork.actions.workers.leases import Leases, seconds
from beadwork.doctor.each_tracker import check_each_tracker
from beadwork.doctor.finding import Finding
from beadwork.doctor.subject import Subject
from beadwork.model.times.timestamps import ago
from beadwork.store.issues import claims
from beadwork.workspace.connection.link import Link

WORKSPACE = True


def look(subject: Subject) -> Finding:
    release = "gt release ID" if subject.town else "bd unclaim ID"
    return check_each_tracker(
        subject,
        lambda tracker, link: _expired(link),
        "none",
        summary=lambda number: f"{number} claims of workers have expired",
        hint=f"bd ready --claim takes them; {release} frees one",
    )


def _expired(link: Link) -> list[str]:
    now = datetime.now(UTC).replace(tzinfo=None)
    found = {lease.actor: lease for lease in Leases(link.leases).all()}
    ended = {
        actor: end
        for actor, lease in found.items()
        if (end := lease.ended_at(link.profile.claim_lease, seconds(now)))
    }
    if not ended:
        return []
    sql, values = claims.of_owners(sorted(ended))
    return [
        f"{issue_id}: {owner}, whose lease ended {ago(ended[owner], now)}"
        for issue_id, _, owner in link.session.rows(sql, *values)
        if issue_id in found[owner].claims
    ]
