"""Bring the tables of a database to this program's version, when somebody asks for it by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from beadwork.errors import ReadOnly
from beadwork.store import migrations

if TYPE_CHECKING:
    from beadwork.tracker import Tracker


class Migration(NamedTuple):
    """The version before, the one after, and the names of the files that were (or would be) run."""

    before: int
    after: int
    files: list[str]


def pending(tracker: Tracker) -> Migration:
    """Return what `migrate` would do.

    Raises:
        SchemaNewer: the database was made by a newer program.
    """
    before = tracker.link.ask(migrations.version)
    missing = [(number, name) for number, name, _ in migrations.files() if number > before]
    return Migration(before, max([before, *(number for number, _ in missing)]), [name for _, name in missing])


def migrate(tracker: Tracker) -> Migration:
    """Run what is missing, one commit a file.

    Raises:
        ReadOnly: the tracker was opened for reading.
        SchemaNewer: the database was made by a newer program.
    """
    from beadwork.dolt.write import Writer

    if tracker.readonly:
        raise ReadOnly("nothing is written in --readonly mode")
    planned = pending(tracker)
    link = tracker.link
    done = migrations.run(link.session, Writer(link.session, tracker.author, revive=link.revive), planned.after)
    return planned._replace(files=done)
