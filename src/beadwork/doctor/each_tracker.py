"""Make one check on every tracker, and combine what it finds."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from beadwork.doctor.finding import CheckSkipped, Finding, State, skipped, verdict
from beadwork.doctor.subject import Subject, unreachable_reason
from beadwork.doctor.tracker_directories import TrackerDirectory
from beadwork.dolt.connection.server_errors import ServerError
from beadwork.workspace.connection.link import Link


def check_each_tracker(
    subject: Subject,
    look: Callable[[TrackerDirectory, Link], Sequence[str]],
    well: str,
    *,
    state: State = State.WARNING,
    summary: Callable[[int], str],
    hint: str = "",
) -> Finding:
    """Return what `look` finds in every tracker; in a town each line begins with the name.

    `well` is the message where nothing is found. Where nothing is found and a tracker cannot be
    examined, the check is skipped.
    """
    subject.server_session()
    found: list[str] = []
    unreachable: list[str] = []
    for tracker in subject.trackers:
        try:
            lines = look(tracker, subject.link(tracker))
            found += [subject.evidence_line(tracker, line) for line in lines]
        except CheckSkipped as why:
            unreachable.append(subject.evidence_line(tracker, str(why)))
        except ServerError as error:
            unreachable.append(subject.evidence_line(tracker, unreachable_reason(error)))
    if unreachable and not found:
        return skipped("; ".join(unreachable))
    errors, warnings = (found, []) if state is State.ERROR else ([], found)
    return verdict(well, errors=errors, warnings=warnings, summary=summary, hint=hint)
