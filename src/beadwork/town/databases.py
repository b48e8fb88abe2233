"""The databases of a town: whether each is on disk and served, its rig, and what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import NamedTuple

from beadwork.actions.workspace import initialize
from beadwork.actions.workspace.init_plan import Request
from beadwork.dolt.connection.server_errors import ServerError
from beadwork.dolt.connection.session import Session
from beadwork.dolt.databases import damaged_files
from beadwork.dolt.server import access, health_queries, status
from beadwork.dolt.server.files import record
from beadwork.dolt.server.files.home import HQ, Home, TownHome
from beadwork.dolt.server.machine import process
from beadwork.dolt.writing.author import Author
from beadwork.errors import LocalDataExists
from beadwork.store import database_summary
from beadwork.store import databases as server_databases
from beadwork.store.database_summary import Summary
from beadwork.town import servers
from beadwork.town.layout import Town
from beadwork.town.mail import hq
from beadwork.town.remotes import places
from beadwork.town.rigs import registry
from beadwork.workspace.settings import metadata


class Database(NamedTuple):
    """One database. `rig` is empty where no rig has it. `served` tells whether the server can read
    it, `why` what is wrong with it.
    """

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
    rigs = expected(town)
    disk = on_disk(town)
    answers = _answers(town)
    names = (rigs | disk | (answers or {}).keys()) - {health_queries.PRIVATE}
    return [
        Database(
            name,
            name if name in rigs else "",
            name in disk,
            answers is not None and name in answers and answers[name] is None,
            _why(town, name, rigs, disk, answers),
        )
        for name in sorted(names, key=lambda name: (name != HQ, name))
    ]


def expected(town: Town) -> set[str]:
    """Return the databases that the town has to have: those of `hq` and of the rigs.

    Raises:
        BadTown: the registry cannot be used.
    """
    return {HQ, *registry.names(town)}


def unserved(town: Town) -> list[Database]:
    """Return the databases on disk or of a rig that a running server does not serve, with the
    reason.
    """
    return [
        database
        for database in all_of(town)
        if (database.on_disk or database.rig) and not database.served
    ]


def faults(town: Town, home: TownHome) -> dict[str, str]:
    """Return, by name, what is wrong with the databases that `hq` and the rigs have on one server:
    their files, or the server's answer about them if it runs.

    Raises:
        BadTown: the registry cannot be used.
    """
    names = {home.rig} if home.rig else expected(town)
    answers = _answers_of(home, names) or {}
    found = {name: _fault(town, name, answers.get(name)) for name in sorted(names)}
    return {name: fault for name, fault in found.items() if fault}


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
    place, prefix = places.place(town, name), places.prefix(town, name)
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


Answers = dict[str, ServerError | None]
"""The error of each database that a server lists and cannot read, None where it can."""


def _answers(town: Town) -> Answers | None:
    """Return the answers of the servers, None where no server answers."""
    found = [_answers_of(home) for home in servers.all_of(town)]
    if all(answers is None for answers in found):
        return None
    return {name: error for answers in found for name, error in (answers or {}).items()}


def _served_by(home: Home) -> set[str] | None:
    answers = _answers_of(home)
    return None if answers is None else {name for name, error in answers.items() if error is None}


def _answers_of(home: Home, names: Iterable[str] = ()) -> Answers | None:
    """Return the answers of one server about all its databases, or about some `names`."""
    known = record.read(home)
    if known is None or process.find(home, known) is None:
        return None
    try:
        with Session(access.address(home, known), None) as session:
            asked = set(names) or health_queries.databases(session) - server_databases.OF_DOLT
            return {**dict.fromkeys(asked), **health_queries.failures(session, asked)}
    except ServerError:
        return None


def _fault(town: Town, name: str, error: ServerError | None) -> str:
    directory = str(town.data / name)
    return damaged_files.answer(directory, error) if error else damaged_files.fault(directory)


def _why(town: Town, name: str, rigs: set[str], disk: set[str], answers: Answers | None) -> str:
    is_known = answers is not None and name in answers
    if name in rigs or name in disk or is_known:
        fault = _fault(town, name, answers[name] if answers is not None and is_known else None)
        if fault:
            return fault
    if town.server.rig and name in rigs and _answers_of(town.server_of(name)) is None:
        refusal = _refusal(town.server_of(name))
        return refusal or f"its server does not answer: gt dolt start {name}"
    if answers is None:
        return _refusal(town.server) or "no server of this town answers"
    if not is_known:
        return "it came after the server was started, or cannot be read: gt dolt logs"
    return "" if name in rigs else "of no rig"


def _refusal(home: TownHome) -> str:
    """Return that a server refuses our password, with the mend; empty for any other."""
    if status.look(home).state != status.REFUSED:
        return ""
    refused = access.locked_out(home)
    return f"{refused.message} ({refused.hint})"
