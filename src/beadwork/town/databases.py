"""The databases of a town: whether each is on disk and served, its rig, and what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import NamedTuple

from beadwork.actions.workspace import initialize
from beadwork.actions.workspace.init_plan import Request
from beadwork.dolt.connection.server_errors import ServerError
from beadwork.dolt.connection.session import Session
from beadwork.dolt.server import access, health_queries
from beadwork.dolt.server.files import record
from beadwork.dolt.server.files.home import HQ, Home
from beadwork.dolt.server.machine import process
from beadwork.dolt.writing.author import Author
from beadwork.errors import LocalDataExists
from beadwork.store import database_summary
from beadwork.store import databases as server_databases
from beadwork.store.database_summary import Summary
from beadwork.town import servers
from beadwork.town.layout import Town
from beadwork.town.mail import hq
from beadwork.town.rigs import registry
from beadwork.workspace.settings import metadata


class Database(NamedTuple):
    """One database. `rig` is empty where no rig has it. `why` says why it is not served."""

    name: str
    rig: str
    on_disk: bool
    served: bool
    why: str = ""


def all_of(town: Town) -> list[Database]:
    """Return the databases by name, `hq` first, without that of the daemon. Nothing is started.

    Raises:
        BadTown: the registry cannot be used.
    """
    rigs = {HQ, *registry.names(town)}
    disk = on_disk(town)
    served = _served(town)
    names = (rigs | disk | (served or set())) - {health_queries.PRIVATE}
    return [
        Database(
            name,
            name if name in rigs else "",
            name in disk,
            name in (served or set()),
            _why(town, name, rigs, disk, served),
        )
        for name in sorted(names, key=lambda name: (name != HQ, name))
    ]


def unserved(town: Town) -> list[Database]:
    """Return the databases on disk that a running server does not serve, with the reason."""
    return [database for database in all_of(town) if database.on_disk and not database.served]


def on_disk(town: Town) -> set[str]:
    """Return the names of the directories that hold a Dolt database."""
    return {
        path.parent.name
        for path in town.data.glob("*/.dolt")
        if not path.parent.name.startswith(".")
    }


def summaries(town: Town) -> dict[str, Summary]:
    """Return the issues and the last write of each database that a server serves, by name."""
    found = {}
    for home in servers.all_of(town):
        known = record.read(home)
        for name in (_served_by(home) or set()) - {health_queries.PRIVATE}:
            if known is not None:
                with Session(access.address(home, known), None) as session, suppress(ServerError):
                    found[name] = database_summary.read(session, name)
    return found


def make(town: Town, name: str, author: Author, say: Callable[[str], None]) -> bool:
    """Create the missing database and tables of `hq` or of a rig. Return whether any was missing.

    Raises:
        NotFound: the town has no such rig.
        LocalDataExists: the rig's workspace names a database that is gone. An empty database is not
            created in its place.
    """
    place = town.root if name == HQ else town.clone(registry.get(town, name).name)
    prefix = HQ if name == HQ else registry.get(town, name).prefix
    servers.make(town, name, say)
    servers.ensure(town, name, say)
    try:
        made = initialize.initialize(
            str(place), author, Request(prefix=prefix, database=name), say
        ).is_new
    except LocalDataExists as error:
        if name in on_disk(town) or not (place / ".beads" / metadata.NAME).exists():
            raise
        raise LocalDataExists(error.message, hint=f"gt dolt recover {name}") from None
    if name == HQ:
        made = hq.prepare_mail(town, author.name) or made
    return made


def _served(town: Town) -> set[str] | None:
    """Return the databases that the servers serve, None where no server answers."""
    answers = [_served_by(home) for home in servers.all_of(town)]
    if all(names is None for names in answers):
        return None
    return {name for names in answers for name in names or ()}


def _served_by(home: Home) -> set[str] | None:
    known = record.read(home)
    if known is None or process.find(home, known) is None:
        return None
    try:
        with Session(access.address(home, known), None) as session:
            return health_queries.databases(session) - server_databases.OF_DOLT
    except ServerError:
        return None


def _why(town: Town, name: str, rigs: set[str], disk: set[str], served: set[str] | None) -> str:
    if name not in disk and name not in (served or set()):
        return f"there is no {town.data / name}"
    if town.server.rig and name in rigs and _served_by(town.server_of(name)) is None:
        return f"its server does not answer: gt dolt start {name}"
    if served is None:
        return "no server of this town answers"
    if name not in served:
        if not (town.data / name / ".dolt" / "noms" / "manifest").exists():
            return f"{town.data / name / '.dolt'} holds no data"
        return "it came after the server was started, or cannot be read: gt dolt logs"
    return "" if name in rigs else "of no rig"
