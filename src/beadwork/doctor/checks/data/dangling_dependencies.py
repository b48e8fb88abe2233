"""Both issues of every dependency exist, in this tracker or in another tracker of the town.

An issue of a rig that cannot be asked is not known. Its dependency holds, and is not to be removed:
the rig is to be mended.
"""

from __future__ import annotations

from beadwork.doctor.each_tracker import check_each_tracker
from beadwork.doctor.finding import Finding, State
from beadwork.doctor.subject import Subject
from beadwork.doctor.tracker_directories import TrackerDirectory
from beadwork.model.counted import counted
from beadwork.store.search import integrity
from beadwork.store.search.integrity import DanglingEdge
from beadwork.workspace.connection.link import Link

WORKSPACE = True


REMOVE = "bd dep remove ISSUE MISSING"
MEND = "gt doctor   (what it says of the rig; the dependency is not lost)"


def look(subject: Subject) -> Finding:
    found: list[DanglingEdge] = []

    def lines(_: TrackerDirectory, link: Link) -> list[str]:
        edges = integrity.dangling_edges(link.session)
        found.extend(edges)
        return [_line(edge) for edge in edges]

    finding = check_each_tracker(subject, lines, "none", summary=lambda number: _summary(found))
    if finding.state is not State.WARNING:
        return finding
    is_missing = any(not edge.unasked for edge in found)
    return finding._replace(hint=REMOVE if is_missing else MEND)


def _summary(found: list[DanglingEdge]) -> str:
    missing = sum(not edge.unasked for edge in found)
    unknown = len(found) - missing
    texts = [
        _with_an_end(missing, "not there"),
        _with_an_end(unknown, "not known"),
    ]
    return "; ".join(text for text in texts if text)


def _line(edge: DanglingEdge) -> str:
    why = f"not known, as {edge.unasked}" if edge.unasked else "not there"
    return f"{edge.issue_id} → {edge.depends_on_id} ({edge.type}): {edge.missing} is {why}"


def _with_an_end(number: int, how: str) -> str:
    if not number:
        return ""
    found = counted(number, "dependency", "dependencies")
    return f"{found} {'has' if number == 1 else 'have'} an end that is {how}"
