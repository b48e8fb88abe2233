"""Migrate the tables of a database to this program's schema version, on request."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from beadwork.store import migrations

if TYPE_CHECKING:
    from beadwork.dolt.writing.author import Author
    from beadwork.workspace.connection.link import Link


class Migration(NamedTuple):
    """The schema version before and after, and the names of the migration files that were (or would
    be) run.
    """

    before: int
    after: int
    files: list[str]


def pending(link: Link) -> Migration:
    """Return what `migrate` would do.

    Raises:
        SchemaNewer: the database was made by a newer program.
    """
    before = link.ask(migrations.version)
    missing = [(number, name) for number, name, _ in migrations.files() if number > before]
    return Migration(
        before, max([before, *(number for number, _ in missing)]), [name for _, name in missing]
    )


def migrate(link: Link, author: Author) -> Migration:
    """Run the missing migrations, with one commit for each file.

    Raises:
        SchemaNewer: the database was made by a newer program.
    """
    from beadwork.dolt.writing.write import Writer

    planned = pending(link)
    link.become_root()
    migrated = migrations.run(
        link.session, Writer(link.session, author, revive=link.revive), planned.after
    )
    return planned._replace(files=migrated)
