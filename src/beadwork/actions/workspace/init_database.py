"""Create, find or fetch the database for `init`."""

from __future__ import annotations

import os

from beadwork import errors
from beadwork.actions.remotes import failures, incoming
from beadwork.actions.workspace.init_plan import Plan, Request
from beadwork.dolt.connection.server_errors import Fault, ServerError, explain
from beadwork.dolt.connection.session import Session
from beadwork.dolt.databases import fingerprint, idle
from beadwork.dolt.server import accounts, remote_statements
from beadwork.dolt.server.files.home import Home
from beadwork.dolt.versions.remotes import Tracked
from beadwork.dolt.writing.author import Author
from beadwork.dolt.writing.transaction import Transaction
from beadwork.dolt.writing.write import Writer
from beadwork.model.urls import without_credentials
from beadwork.store import config, databases, identity_check, migrations, schema_check
from beadwork.store.history import fetched_rows
from beadwork.store.identity_check import SCHEMA_VERSION
from beadwork.workspace.connection.link import Link
from beadwork.workspace.connection.on_demand import say
from beadwork.workspace.locate import Workspace


def server_link(beads: str, plan: Plan, request: Request) -> Link:
    """Return a link to the server, for questions before the database exists."""
    link = Link(Workspace(beads, plan.content(), ()), flags=request.flags)
    link.become_root()
    link.session = Session(link.chosen.address, None)
    return link


def placed(link: Link, plan: Plan, is_begun: bool, is_named: bool) -> Plan:
    """Return the plan with the name of a database that is free, empty, or already this project's.

    Raises:
        LocalDataExists: the database was named by the user, and holds something else.
    """
    taken = link.ask(databases.names)
    suffix = plan.project_id[:8] or os.urandom(4).hex()
    for name in [plan.database] if is_named else [plan.database, f"{plan.database[:55]}_{suffix}"]:
        if name not in taken or _is_ours(link, name, plan, is_begun):
            return plan._replace(database=name)
    raise errors.LocalDataExists(
        f"the server has a database {plan.database} already, of another project",
        hint="bd init --database NAME",
    )


def _is_ours(link: Link, name: str, plan: Plan, is_begun: bool) -> bool:
    """Tell whether a database can be used: it is empty, or was made by an interrupted `init` of
    this project.
    """
    with Session(link.chosen.address, name) as session:
        found = databases.inspect(session)
    if plan.remote:
        return is_begun and "project_id" in found.facts
    if is_begun and not found.is_foreign:
        return found.facts.get("project_id", plan.project_id) == plan.project_id
    return found.is_empty


def fill(
    link: Link, plan: Plan, author: Author, *, drop_foreign: bool = False, ref: str = ""
) -> Plan:
    """Create or fetch the tables, and return the plan with the project's identity."""
    missing = plan.database not in link.ask(databases.names)
    if plan.remote:
        if missing:
            fetch(link, plan.remote, plan.database, author if drop_foreign else None, ref)
        return _identified(link, plan)
    if missing:
        link.ask(lambda session: databases.create(session, plan.database))
        if link.chosen.home is not None:
            idle.collect_in_background(link.chosen.home)
    with Session(link.chosen.address, plan.database) as session:

        def revive(error: ServerError) -> None:
            if error.fault not in (Fault.LOST, Fault.REFUSED):
                raise explain(error) from error
            link.reconnect()
            session.address = link.chosen.address

        writer = Writer(session, author, revive=revive)
        migrations.run(session, writer)
        writer.write(lambda tx: _identify(tx, plan))
    return plan


def _identify(tx: Transaction, plan: Plan) -> None:
    """Write the project's identity, unless an interrupted init did."""
    if ("project_id", plan.project_id) in tx.rows(identity_check.METADATA):
        return
    config.put_fact(tx, "project_id", plan.project_id)
    config.put(tx, "issue_prefix", plan.prefix)
    tx.say(f"bd: init {plan.prefix}")


def give_account(link: Link, database: str) -> None:
    """Create the project's own account, on a managed server (dolt/server/accounts.py)."""
    root, home = link.chosen.address, link.chosen.home
    if home is not None and accounts.are_kept(root):
        accounts.make(home, root, database)


def fetch(
    link: Link, url: str, database: str, without_foreign: Author | None = None, ref: str = ""
) -> None:
    """Let the server clone a database, as the server has the keys and passwords for the remote.

    With `without_foreign` what no tracker has is dropped, in a commit of that author.

    Raises:
        BeadworkError: the remote cannot be read, or has no Dolt data.
        ForeignSchema: the database has more than a tracker has. Nothing of it is kept.
    """
    with Session(link.chosen.address, None) as session:
        fetch_by_server(session, link.chosen.home, url, database, without_foreign, ref)


def fetch_by_server(
    server: Session,
    home: Home | None,
    url: str,
    database: str,
    without_foreign: Author | None = None,
    ref: str = "",
) -> None:
    """Do what `fetch` does, over a session of root's account without a database."""
    try:
        with remote_statements.ended_with(server, home):
            databases.clone(server, url, database, ref)
        _admit(server, database, url, without_foreign)
    except ServerError as error:
        if error.fault in (Fault.DISK, Fault.LOST, Fault.REFUSED):
            raise explain(error) from error
        remote = Tracked("the remote", url, "", "")
        if error.fault is Fault.CREDENTIALS or failures.NO_BRANCH in error.text:
            raise failures.explained(error, remote) from error
        if failures.is_empty(error):
            raise failures.no_data(remote) from error
        raise errors.BeadworkError(
            f"{url} could not be fetched: {without_credentials(error.text.splitlines()[0])}",
            hint=f"{error.program} dolt logs",
        ) from error


def _admit(server: Session, database: str, url: str, without_foreign: Author | None) -> None:
    """Check the schema of a database that was just fetched, before any of its tables is read.

    A database that has more than a tracker has is dropped. With `without_foreign` it is kept, and
    what no tracker has is dropped.

    Raises:
        ForeignSchema: the database was dropped.
    """
    with Session(server.address, database) as session:
        ask = fingerprint.server_query(session)
        try:
            if without_foreign:
                _drop(session, without_foreign)
            shown = without_credentials(url)
            schema_check.admit(ask, shown, "bd init --from-remote --drop-foreign")
            _refuse_rows(session, shown)
        except (errors.ForeignSchema, errors.Invalid):
            databases.drop(server, database)
            raise


def _refuse_rows(session: Session, url: str) -> None:
    """Refuse rows that not even an import could have written.

    Raises:
        Invalid: the database has such rows; the message names them.
    """
    tables = {str(row[0]) for row in session.rows(databases.TABLES)}
    incoming.refuse_rows(fetched_rows.bad_rows_of(session, frozenset(tables)), url)


def _drop(session: Session, author: Author) -> None:
    found = schema_check.look(fingerprint.server_query(session), SCHEMA_VERSION)
    dropped = schema_check.drop(Writer(session, author, revive=_fail), found, "init")
    if dropped:
        say(f"Dropped from what was fetched: {', '.join(map(str, dropped))}")


def _fail(error: ServerError) -> None:
    raise explain(error) from error


def _identified(link: Link, plan: Plan) -> Plan:
    """Return the plan with the identity that came with the data.

    Raises:
        BadWorkspace: the data is not that of a tracker.
    """
    with Session(link.chosen.address, plan.database) as session:
        facts = databases.inspect(session).facts
        if "project_id" not in facts:
            raise errors.BadWorkspace(
                f"what {plan.remote} holds is not a tracker of beadwork", hint="bd dolt sql"
            )
        prefix = config.get(session, "issue_prefix")
    return plan._replace(project_id=facts["project_id"], prefix=prefix or plan.prefix)
