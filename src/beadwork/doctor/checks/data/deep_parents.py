"""No issue has more than 100 levels of parents: only a program's mistake makes so many."""

from __future__ import annotations

from beadwork.doctor.each_tracker import check_each_tracker
from beadwork.doctor.finding import Finding
from beadwork.doctor.subject import Subject
from beadwork.store.search import integrity

WORKSPACE = True
DEEPEST = 100


def look(subject: Subject) -> Finding:
    return check_each_tracker(
        subject,
        lambda tracker, link: [
            f"{issue_id}: {depth} levels of parents above it"
            for issue_id, depth in integrity.deep_issues(link.session, DEEPEST)
        ],
        "none",
        summary=lambda number: f"{number} issues have more than {DEEPEST} levels of parents",
        hint='bd update ID --parent PARENT   ("" takes it out)',
    )
