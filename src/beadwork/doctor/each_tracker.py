"""Run one check on every tracker, and combine the results into one finding."""

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
    """Return one finding of the lines that `look` returns for each tracker.

    In a town each line begins with the tracker's name. `well` is the message where no line is
    found, `summary` makes the message of two lines or more, and `state` is the finding's state
    where there is a line. Where no line is found and a tracker cannot be examined, the finding is
    skipped.
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
