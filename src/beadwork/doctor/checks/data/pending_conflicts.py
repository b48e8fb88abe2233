"""No conflict waits for a person's decision, and none was left by a merge that was not made with
`bd`.
"""

from __future__ import annotations

from beadwork.doctor.ask_each import each
from beadwork.doctor.finding import Finding, count
from beadwork.doctor.subject import Place
from beadwork.dolt.writing import working_set
from beadwork.store import conflicts
from beadwork.workspace.connection.link import Link

WORKSPACE = True


def look(place: Place) -> Finding:
    """Look."""
    return each(
        place,
        lambda seat, link: _open(link),
        "none",
        summary=lambda number: f"{number} conflicts wait for a decision",
        hint="bd conflicts",
    )


def _open(link: Link) -> list[str]:
    fields = dict.fromkeys((one.issue_id, one.field) for one in conflicts.everything(link.session))
    raw = working_set.conflicts(link.session)
    return [
        *(f"{issue}: which {field} it is to be" for issue, field in fields),
        *(
            f"{count(number, 'row')} of {table} in a merge that Dolt could not finish"
            for table, number in raw.items()
        ),
    ]
