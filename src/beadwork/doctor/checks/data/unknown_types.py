"""Every status, issue type and dependency type is one that the tracker knows."""

from __future__ import annotations

from beadwork.doctor.each_tracker import check_each_tracker
from beadwork.doctor.finding import Finding, count
from beadwork.doctor.subject import Subject
from beadwork.store.search import integrity
from beadwork.store.search.integrity import UnknownWord

WORKSPACE = True


def look(subject: Subject) -> Finding:
    return check_each_tracker(
        subject,
        lambda tracker, link: [
            _line(word) for word in integrity.unknown_words(link.session, link.profile.vocabulary)
        ],
        "none",
        summary=lambda number: f"{number} words that their trackers do not know",
        hint="bd config set types.custom NAME,… (status.custom NAME:CATEGORY,… for a status)",
    )


def _line(word: UnknownWord) -> str:
    rows = count(word.rows, "row has", "rows have")
    return f'the {word.kind} "{word.word}" is not known; {rows} it, that of {word.example} for one'
