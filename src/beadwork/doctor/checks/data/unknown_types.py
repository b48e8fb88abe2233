"""Every status, issue type and dependency type is one that the tracker knows."""

from __future__ import annotations

from beadwork.doctor.each_tracker import check_each_tracker
from beadwork.doctor.finding import Finding, count
from beadwork.doctor.subject import Subject
from beadwork.doctor.tracker_directories import TrackerDirectory
from beadwork.store.search import integrity
from beadwork.store.search.integrity import UnknownWord
from beadwork.workspace.connection.link import Link

WORKSPACE = True
HINTS = {
    "issue type": "bd config set types.custom NAME,…",
    "status": "bd config set status.custom NAME:CATEGORY,…",
}
"""What makes a word known. No edge of an unknown type blocks."""


def look(subject: Subject) -> Finding:
    kinds: set[str] = set()

    def lines(_: TrackerDirectory, link: Link) -> list[str]:
        words = integrity.unknown_words(link.session, link.profile.vocabulary)
        kinds.update(word.kind for word in words)
        return [_line(word) for word in words]

    finding = check_each_tracker(
        subject,
        lines,
        "none",
        summary=lambda number: f"{number} words that their trackers do not know",
    )
    return finding._replace(hint="; ".join(hint for kind, hint in HINTS.items() if kind in kinds))


def _line(word: UnknownWord) -> str:
    rows = count(word.rows, "row has", "rows have")
    sentence = f'the {word.kind} "{word.word}" is not known'
    return f"{sentence}; {rows} it, that of {word.example} for one"
