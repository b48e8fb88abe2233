"""Join a tracker that is on a server already, where `.beads/metadata.json` does not name it: it was
deleted (`git clean`), or names another.

Nothing of the tracker is changed. A metadata.json that is replaced is kept beside the new one.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from beadwork import errors
from beadwork.actions.workspace import init_database, init_plan
from beadwork.actions.workspace.init_plan import Plan, Request
from beadwork.model.counted import counted
from beadwork.model.hints import command
from beadwork.model.times.timestamps import local_time
from beadwork.store import database_summary, databases
from beadwork.store.database_summary import Summary
from beadwork.workspace import last_seen, locate, lost, routes, town
from beadwork.workspace.connection.link import Link
from beadwork.workspace.connection.server import Flags
from beadwork.workspace.locate import Workspace
from beadwork.workspace.settings import metadata


def find(beads: str, request: Request) -> tuple[dict[str, Any], Summary] | None:
    """Return the tracker that `--database` names: the content of its metadata.json, and its
    summary. None where the server has no tracker in that database, or metadata.json names it
    already.

    Raises:
        NoServer, WrongServer, StorageFailure: the server cannot be asked.
    """
    name = metadata.check_database(request.database, "--database")
    if _names(beads) == name:
        return None
    known = lost.described(beads, name) or {}
    plan = Plan(name, "", "", "", {**known, **init_plan.server_keys(request.flags)})
    link = init_database.server_link(beads, plan, request)
    with link.session:
        if name not in link.ask(databases.names):
            return None
        summary = link.ask(lambda session: database_summary.read(session, name))
    content = {**plan.content(), "project_id": summary.project_id}
    return (content, summary) if summary.project_id else None


def join(beads: str, content: dict[str, Any], flags: Flags) -> None:
    """Write a metadata.json that names an existing tracker, once its identity has been checked.

    Raises:
        BeadworkError: the server does not answer, or has another tracker there.
    """
    locate.refuse_links(beads)
    with init_plan.locked(beads):
        _proven(beads, content, flags)
        if _names(beads) == content["dolt_database"]:
            return
        if os.path.exists(os.path.join(beads, metadata.NAME)):
            init_plan.keep_aside(beads)
        init_plan.describe(beads, content)


def refuse_lost(beads: str, request: Request, say: Callable[[str], None]) -> None:
    """Refuse where the tracker of this directory is on its server and only metadata.json is
    missing. A tracker without issues is joined, unless it has another prefix than is asked for.

    Raises:
        TrackerExists: the tracker has issues.
    """
    for content in lost.candidates(beads):
        try:
            summary = _proven(beads, content, request.flags)
        except errors.DatabaseMissing:
            continue
        except errors.BeadworkError as error:
            say(f"This project had the tracker {content['dolt_database']}: {error.message}")
            continue
        if summary.issues and not os.path.exists(os.path.join(beads, metadata.NAME)):
            raise _exists(beads, summary)
        if request.prefix in ("", summary.prefix):
            join(beads, content, request.flags)
            return


def refuse_rig(directory: str, beads: str) -> None:
    """Refuse a second database for the clone of a rig, whose database the town knows.

    Raises:
        LocalDataExists: the directory is a rig's, and has no metadata.json.
    """
    root = town.root_above(directory)
    if not root or os.path.exists(os.path.join(beads, metadata.NAME)):
        return
    clones = map(os.path.realpath, routes.places(root))
    if os.path.realpath(directory) in clones:
        raise errors.LocalDataExists(
            f"{directory} is of the town {root}, which has its database; no {metadata.NAME} names "
            "it any more",
            hint="gt dolt fix-metadata",
        )


def mention(link: Link, taken: str, made: str, say: Callable[[str], None]) -> None:
    """Say which tracker has the name that this project's database would have had."""
    summary = link.ask(lambda session: database_summary.read(session, taken))
    if not summary.project_id:
        return
    seen = next((at for at in last_seen.everywhere() if at.database == taken), None)
    where = f", used in {os.path.dirname(seen.beads)}" if seen else ""
    gone = f" ({seen.state})" if seen and seen.state else ""
    say(
        f"The server has another tracker {taken}: {facts(summary)}{where}{gone}. "
        f"This project's database is {made}; to join the other: "
        f"{command('bd', 'init', '--database', taken)}"
    )


def facts(summary: Summary) -> str:
    """Return what a person wants to know of a tracker before joining it."""
    issues = counted(summary.issues, "issue")
    written = f", last written {local_time(summary.last_write)}" if summary.last_write else ""
    return f"{issues}, ids {summary.prefix}-…{written}"


def _exists(beads: str, summary: Summary) -> errors.TrackerExists:
    name = summary.name
    return errors.TrackerExists(
        f"this directory has a tracker already, and no {metadata.NAME}: database {name}, "
        f"{facts(summary)}",
        hint=f"{command('bd', 'init', '--database', name, '--yes')}   "
        f"(joins it; another name makes a new one)",
        database=name,
    )


def _names(beads: str) -> str:
    """Return the database that metadata.json names now; empty where it names none."""
    try:
        return str(metadata.read(beads)["dolt_database"])
    except errors.BadWorkspace:
        return ""


def _proven(beads: str, content: dict[str, Any], flags: Flags) -> Summary:
    """Return the summary of the tracker that a metadata.json names, after the proof that it is
    that project's.
    """
    link = Link(Workspace(beads, content, ()), flags=flags)
    with link.session:
        name = str(content["dolt_database"])
        return link.ask(lambda session: database_summary.read(session, name))
