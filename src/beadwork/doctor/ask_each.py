"""One question to every tracker, and one answer of them all."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from beadwork.doctor.finding import Finding, State, Unseen, skipped, verdict
from beadwork.doctor.subject import Place, reason
from beadwork.doctor.tracker_directories import Seat
from beadwork.dolt.connection.server_errors import ServerError
from beadwork.workspace.connection.link import Link


def each(
    place: Place,
    look: Callable[[Seat, Link], Sequence[str]],
    well: str,
    *,
    state: State = State.WARNING,
    summary: Callable[[int], str],
    hint: str = "",
) -> Finding:
    """Return what a look at every tracker gives as evidence; in a town each line begins with the
    tracker's name.

    Where one of them cannot be looked at, nobody says that all is well.
    """
    place.server()
    found: list[str] = []
    unseen: list[str] = []
    for seat in place.seats:
        try:
            found += [place.says(seat, line) for line in look(seat, place.link(seat))]
        except Unseen as why:
            unseen.append(place.says(seat, str(why)))
        except ServerError as error:
            unseen.append(place.says(seat, reason(error)))
    if unseen and not found:
        return skipped("; ".join(unseen))
    errors, warnings = (found, []) if state is State.ERROR else ([], found)
    return verdict(well, errors=errors, warnings=warnings, summary=summary, hint=hint)
