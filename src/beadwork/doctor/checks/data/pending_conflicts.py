"""No conflict waits for a decision, not even one that a merge without `bd` left."""

from __future__ import annotations

from beadwork.doctor.each_tracker import check_each_tracker
from beadwork.doctor.finding import Finding, count
from beadwork.doctor.subject import Subject
from beadwork.dolt.writing import working_set
from beadwork.store import conflicts
from beadwork.workspace.connection.link import Link

WORKSPACE = True


def look(subject: Subject) -> Finding:
    return check_each_tracker(
        subject,
        lambda tracker, link: _open(link),
        "none",
        summary=lambda number: f"{number} conflicts wait for a decision",
        hint="bd conflicts",
    )


def _open(link: Link) -> list[str]:
    fields = dict.fromkeys(
        (conflict.issue_id, conflict.field) for conflict in conflicts.everything(link.session)
    )
    raw = working_set.conflicts(link.session)
    return [
        *(f"{issue}: which {field} it is to be" for issue, field in fields),
        *(
            f"{count(number, 'row')} of {table} in a merge that Dolt could not finish"
            for table, number in raw.items()
        ),
    ]
