"""Both issues of every dependency exist, in this tracker or in another tracker of the town."""

from __future__ import annotations

from beadwork.doctor.each_tracker import check_each_tracker
from beadwork.doctor.finding import Finding
from beadwork.doctor.subject import Subject
from beadwork.store.search import integrity
from beadwork.store.search.integrity import DanglingEdge

WORKSPACE = True


def look(subject: Subject) -> Finding:
    return check_each_tracker(
        subject,
        lambda tracker, link: [_line(edge) for edge in integrity.dangling_edges(link.session)],
        "none",
        summary=lambda number: f"{number} dependencies have an end that is not there",
        hint="bd dep remove ISSUE MISSING",
    )


def _line(edge: DanglingEdge) -> str:
    return f"{edge.issue_id} → {edge.depends_on_id} ({edge.type}): {edge.missing} is not there"
