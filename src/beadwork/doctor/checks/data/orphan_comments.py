"""The issue of every comment exists."""

from __future__ import annotations

from beadwork.doctor.each_tracker import check_each_tracker
from beadwork.doctor.finding import Finding, count
from beadwork.doctor.subject import Subject
from beadwork.store.search import integrity

WORKSPACE = True


def look(subject: Subject) -> Finding:
    return check_each_tracker(
        subject,
        lambda tracker, link: [
            f"{issue}: {count(number, 'comment')} on an issue that is not there"
            for issue, number in integrity.dangling_comments(link.session)
        ],
        "none",
        summary=lambda number: f"{number} issues are gone and have comments still",
        hint="bd restore ID",
    )
