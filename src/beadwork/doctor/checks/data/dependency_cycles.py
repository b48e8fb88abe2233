"""No open issues wait for each other in a cycle: none of them could ever be done."""

from __future__ import annotations

from beadwork.actions.dependencies import cycles
from beadwork.doctor.each_tracker import check_each_tracker
from beadwork.doctor.finding import Finding, State
from beadwork.doctor.subject import Subject

WORKSPACE = True


def look(subject: Subject) -> Finding:
    return check_each_tracker(
        subject,
        lambda tracker, link: [
            " → ".join([*cycle, cycle[0]])
            for cycle in cycles.cycles(link.session, link.profile.vocabulary.over)
        ],
        "none",
        state=State.ERROR,
        summary=lambda number: f"{number} cycles of issues that wait for each other",
        hint="bd dep remove ISSUE BLOCKER",
    )
