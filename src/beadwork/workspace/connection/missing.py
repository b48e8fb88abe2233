"""The errors for what a workspace names and its server has not: the database, the branch, the
tables of a tracker.
"""

from __future__ import annotations

from beadwork.dolt.connection.address import Address
from beadwork.dolt.connection.server_errors import Fault, ServerError, explain
from beadwork.dolt.connection.session import Session
from beadwork.dolt.versions import branches
from beadwork.errors import BeadworkError, DatabaseMissing, NotFound, NoTracker, SchemaOlder
from beadwork.model.hints import command
from beadwork.workspace import town, ways_back
from beadwork.workspace.locate import Workspace


def database(workspace: Workspace, address: Address) -> DatabaseMissing:
    """Return the error; it names what the issues can be brought in from, and the command for it."""
    name = workspace.database
    message = (
        f"the server at {address.name()} has no database {name}, which this workspace names; "
        "it is not created again, empty"
    )
    if address.program == "gt":
        return DatabaseMissing(
            message,
            hint=f"gt dolt list   (then `gt dolt recover {name}`, or `gt dolt fix-metadata`)",
        )
    unmarked = town.lost_above(workspace.root)
    if unmarked:
        return DatabaseMissing(
            f"{message}; {unmarked} is a town that has lost {town.MARK}",
            hint=command("gt", "install", unmarked),
        )
    found = ways_back.of(workspace.beads, name)
    if found:
        sources = " and ".join(way.source for way in found)
        return DatabaseMissing(f"{message}; its issues are in {sources}", hint=found[0].command)
    return DatabaseMissing(
        message,
        hint="bd where, then bring the data back from its remote or backup, or correct "
        "metadata.json",
    )


def branch(name: str, database: str, address: Address) -> BeadworkError | None:
    """Return the error for a branch that a database has not; None where the database itself is
    missing. `address` is that of root's account.
    """
    with Session(address, database) as session:
        try:
            known = ", ".join(branches.names(session))
        except ServerError as error:
            return None if error.fault is Fault.NO_DATABASE else explain(error)
    return NotFound(
        f'no branch "{name}" in {database}', hint=f"the branches are: {known}", name=name
    )


def tracker(database: str, address: Address) -> NoTracker:
    """Return the error for a database without the tables of a tracker."""
    return NoTracker(
        f"the database {database} on {address.name()} is no tracker of beadwork", hint="bd where"
    )


def tracker_at(commit: str) -> NotFound:
    """Return the error for a commit that has no tracker yet."""
    return NotFound(f"commit {commit} is older than the tracker: it has no issues", hint="bd log")


def place(schema_version: int) -> SchemaOlder:
    """Return the error for what the tables of an older tracker have no place for."""
    return SchemaOlder(
        f"the database has schema version {schema_version}, which has no place for this yet",
        hint="bd migrate",
    )
