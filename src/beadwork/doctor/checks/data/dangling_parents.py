"""The parent of every issue exists."""

from __future__ import annotations

from beadwork.doctor.each_tracker import check_each_tracker
from beadwork.doctor.finding import Finding
from beadwork.doctor.subject import Subject
from beadwork.store.search import integrity

WORKSPACE = True


def look(subject: Subject) -> Finding:
    return check_each_tracker(
        subject,
        lambda tracker, link: [
            f"{child}: its parent {parent} is not there"
            for child, parent in integrity.dangling_parents(link.session)
        ],
        "none",
        summary=lambda number: f"{number} issues have a parent that is not there",
        hint='bd update ID --parent PARENT   ("" takes it out)',
    )
