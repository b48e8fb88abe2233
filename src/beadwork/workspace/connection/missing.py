"""The error for a database that metadata.json names and the server has not."""

from __future__ import annotations

from beadwork.dolt.connection.address import Address
from beadwork.errors import DatabaseMissing
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
