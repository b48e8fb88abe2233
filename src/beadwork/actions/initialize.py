"""Make a directory a workspace: its database on the server, and `.beads/metadata.json` that ties the two.

The file is written last. Before it, `.beads/init.json` says what is being made, so that an `init` that was interrupted goes on
with the same project instead of making a second database. Nothing is ever dropped or overwritten here.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from typing import NamedTuple

from beadwork import errors
from beadwork.dolt.author import Author
from beadwork.dolt.faults import Fault, ServerError, explain
from beadwork.dolt.server.record import replace
from beadwork.dolt.session import Session
from beadwork.dolt.write import Transaction, Writer
from beadwork.model import ids
from beadwork.store import config, migrations, opening
from beadwork.workspace import locate, metadata
from beadwork.workspace.link import Link
from beadwork.workspace.locate import Workspace
from beadwork.workspace.server import Flags

INTENT = "init.json"
IGNORED = "# What is of this machine only\nconfig.yaml\ninit.json\n*.lock\n"
DATABASE_EXISTS = "SHOW DATABASES"


class Made(NamedTuple):
    """What `init` found or made."""

    workspace: Workspace
    prefix: str
    is_new: bool
    joined: bool
    """True where the workspace was described already and only had to be joined."""


class Plan(NamedTuple):
    """What is being made."""

    database: str
    project_id: str
    prefix: str
    server: dict[str, object]


def initialize(
    directory: str, author: Author, *, prefix: str = "", database: str = "", flags: Flags, start_anew: bool = False
) -> Made:
    """Make `directory` a workspace, or join the one that is described there already.

    Raises:
        DatabaseMissing: a metadata.json is there, but its server has no such database; nothing was made.
        LocalDataExists, RemoteHasData: data of a tracker is there, in another form or place.
        NoServer, WrongServer, StorageFailure, Invalid: nothing was made that a second `init` would not go on with.
    """
    beads = os.path.join(directory, ".beads")
    if not start_anew and os.path.exists(os.path.join(beads, metadata.NAME)):
        return _join(beads, flags)
    os.makedirs(beads, exist_ok=True)
    plan = _plan(beads, directory, prefix, database, flags)
    content: dict[str, object] = {
        "database": "dolt",
        "backend": "dolt",
        "dolt_mode": "server",
        "dolt_database": plan.database,
        "project_id": plan.project_id,
        **plan.server,
    }
    workspace = Workspace(beads, content, (f"made by init: {beads}",))
    _make_database(workspace, plan, author, flags)
    ignore = os.path.join(beads, ".gitignore")
    if not os.path.exists(ignore):
        replace(ignore, IGNORED, mode=0o644)
    metadata.write(beads, content)
    with suppress(FileNotFoundError):
        os.unlink(os.path.join(beads, INTENT))
    return Made(workspace, plan.prefix, is_new=True, joined=False)


def _join(beads: str, flags: Flags) -> Made:
    workspace = Workspace(beads, metadata.read(beads), (f"described already: {beads}",))
    link = Link(workspace, flags=flags)
    with link.session:
        return Made(workspace, link.opening.prefix, is_new=False, joined=True)


def _plan(beads: str, directory: str, prefix: str, database: str, flags: Flags) -> Plan:
    """Return what to make: what an interrupted init had begun, or a new project."""
    with suppress(OSError, ValueError, TypeError, KeyError):
        with open(os.path.join(beads, INTENT), encoding="utf-8") as file:
            begun = Plan(**json.load(file))
        if (not prefix or prefix == begun.prefix) and (not database or database == begun.database):
            return begun
    from uuid import uuid4

    chosen = ids.check_prefix(prefix) if prefix else ids.prefix_from_name(os.path.basename(directory))
    project_id = str(uuid4())
    name = metadata.check_database(database, "--database") if database else f"{chosen.replace('-', '_')}"
    plan = Plan(name, project_id, chosen, _server_keys(flags))
    if not database:
        plan = plan._replace(database=f"{name}_{project_id[:8]}" if _is_taken(plan, beads, flags) else name)
    replace(os.path.join(beads, INTENT), json.dumps(plan._asdict()) + "\n")
    return plan


def _server_keys(flags: Flags) -> dict[str, object]:
    wanted = {
        "dolt_server_host": flags.host,
        "dolt_server_port": flags.port,
        "dolt_server_socket": flags.socket,
        "dolt_server_user": flags.user,
        "dolt_server_tls": flags.tls,
    }
    return {key: value for key, value in wanted.items() if value}


def _is_taken(plan: Plan, beads: str, flags: Flags) -> bool:
    rows = _server_link(plan, beads, flags).ask(lambda session: session.rows(DATABASE_EXISTS))
    return plan.database in {row[0] for row in rows}


def _server_link(plan: Plan, beads: str, flags: Flags) -> Link:
    """Return a link to the server itself, for what is asked before there is a database."""
    link = Link(Workspace(beads, {**plan.server, "dolt_database": plan.database}, ()), flags=flags)
    address = link.session.address
    link.session = Session(address, None)
    return link


def _make_database(workspace: Workspace, plan: Plan, author: Author, flags: Flags) -> None:
    link = _server_link(plan, workspace.beads, flags)
    metadata.check_database(plan.database, "init")  # it stands in SQL as a name, where nothing can be bound
    with link.session:
        taken = plan.database in {row[0] for row in link.ask(lambda session: session.rows(DATABASE_EXISTS))}
        if taken:
            _refuse_foreign(link, plan)
        link.ask(lambda session: session.run(f"CREATE DATABASE IF NOT EXISTS `{plan.database}`"))
        address = link.session.address
    with Session(address, plan.database) as session:

        def revive(error: ServerError) -> None:
            if error.fault not in (Fault.LOST, Fault.REFUSED):
                raise explain(error) from error
            link.reconnect()

        writer = Writer(session, author, revive=revive)
        try:
            migrations.run(session, writer)
        except ServerError as error:
            raise explain(error) from error
        writer.write(lambda tx: _identify(tx, plan))


def _refuse_foreign(link: Link, plan: Plan) -> None:
    """Raise unless the database of this name is the one that an interrupted init of this project began."""
    with Session(link.session.address, plan.database) as session:
        try:
            facts: dict[str, str] = dict(session.rows(opening.METADATA))
        except ServerError as error:
            tables = session.rows("SHOW TABLES")
            if error.fault is Fault.NO_TABLE and not tables:
                return
            raise errors.LocalDataExists(
                f"the server has a database {plan.database} that is no tracker of beadwork",
                hint="bd init --database NAME, with another name",
            ) from None
    if facts.get("project_id", plan.project_id) != plan.project_id:
        raise errors.LocalDataExists(
            f"the database {plan.database} belongs to project {facts['project_id']}",
            hint="bd init --database NAME, with another name",
        )


def _identify(tx: Transaction, plan: Plan) -> None:
    """Write the project's identity, unless an interrupted init did."""
    if ("project_id", plan.project_id) in tx.rows(opening.METADATA):
        return
    config.put_fact(tx, "project_id", plan.project_id)
    config.put(tx, "issue_prefix", plan.prefix)
    tx.say(f"bd: init {plan.prefix}")


def found_at(directory: str) -> str:
    """Return the directory in which `init` makes `.beads/`."""
    return locate.project_root(directory)
