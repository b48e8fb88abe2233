"""Give a town that was copied an identity of its own: server, passwords, and projects.

The copy of a town has the passwords, the server's uuid and the project ids of the first one. A
client of one could so take the other's server for its own. Each step can be run again: the journal
`daemon/new-projects.json` has the ids, and the place of the town (workspace/town_place.py) is
written last.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from beadwork.actions.workspace import init_plan, new_project
from beadwork.dolt.server.files import preallocated, record
from beadwork.dolt.server.files.home import HQ, TownHome
from beadwork.dolt.server.files.server_lock import exclusively
from beadwork.dolt.versions import branches
from beadwork.errors import BadWorkspace, WrongServer
from beadwork.files import json_file
from beadwork.files.atomic import replace
from beadwork.model.ledger.entry import BRANCH
from beadwork.town import alerts, json_files, servers
from beadwork.town.layout import Town
from beadwork.town.rigs import registry
from beadwork.tracker import of_workspace
from beadwork.workspace import locate, town_place
from beadwork.workspace.locate import Workspace
from beadwork.workspace.settings import metadata
from beadwork.workspace.trust import places as trusted_places

JOURNAL = "new-projects.json"


def take(town: Town, actor: str, say: Callable[[str], None], *, keeps_projects: bool) -> list[str]:
    """Give a copied town its own identity; return lines that say what was done, none where the town
    is no copy.

    With `keeps_projects` the databases stay those of the first town's projects.

    Raises:
        BeadworkError: a server does not start, or a database cannot be written. The next call goes
            on from there.
    """
    root = str(town.root)
    found = town_place.origin(root)
    if found is None or not found.is_copied:
        return []
    say(town_place.describe(root, found))
    trusted_places.trust_town(root)
    homes = _homes(root)
    for home in homes:
        _forget_origin(home)
    preallocated.forget(town.server.daemon_record)
    preallocated.forget(alerts.path(town))
    done = [f"{root} has passwords and a server of its own"]
    if not keeps_projects:
        done += [*_stop_pushes(town), *_give_projects(town, actor, say)]
    town_place.write(root)
    return done


def _homes(root: str) -> list[TownHome]:
    """Return the server of the whole town, and that of each rig that has or had its own."""
    rigs = sorted(path.name for path in Path(root, "daemon", "rigs").glob("*") if path.is_dir())
    return [TownHome(root), TownHome(root, HQ), *(TownHome(root, name) for name in rigs)]


def _forget_origin(home: TownHome) -> None:
    """Remove what ties a server to the one that it was copied from, unless it was started anew."""
    if not os.path.isdir(home.control):
        return
    with exclusively(home):
        if record.read(home) is not None:
            return
        record.forget(home)
        for file in (home.socket, home.password, home.configuration):
            with suppress(FileNotFoundError):
                os.unlink(file)
        # Dolt keeps the server's uuid in `root`, and the accounts with their passwords beside it.
        for directory in (home.dolt_root, home.accounts, os.path.join(home.control, "passwords")):
            shutil.rmtree(directory, ignore_errors=True)


def _stop_pushes(town: Town) -> list[str]:
    """Turn the pushes of `mayor/daemon.json` off: the remotes are those of the first town."""
    content = json_files.read(town.daemon_file)
    remotes = content.get("dolt_remotes")
    if not isinstance(remotes, dict) or not remotes.get("enabled"):
        return []
    json_files.write(town.daemon_file, {**content, "dolt_remotes": {**remotes, "enabled": False}})
    return [
        f"pushes are off (dolt_remotes in {town.daemon_file}): the remotes are the first town's"
    ]


def _give_projects(town: Town, actor: str, say: Callable[[str], None]) -> list[str]:
    """Give each database of the town a new project id."""
    places = {HQ: str(town.root)} | {name: str(town.clone(name)) for name in registry.names(town)}
    planned = _planned(town, places)
    done = []
    for name, ids in planned.items():
        workspace = locate.governing(places[name]) if name in places else None
        if workspace is None:
            done.append(f"{name}: no workspace, so its project id stays")
            continue
        servers.ensure(town, workspace.database, say)
        _give_project(workspace, actor, ids["old"], ids["new"])
        done.append(f"{name}: project {ids['new']}")
    Path(town.server.control, JOURNAL).unlink(missing_ok=True)
    return done


def _planned(town: Town, places: dict[str, str]) -> dict[str, dict[str, str]]:
    """Return the old and the new project id of each database, by rig; they are kept in a file until
    all are given.
    """
    path = os.path.join(town.server.control, JOURNAL)
    with suppress(FileNotFoundError):
        known: dict[str, dict[str, str]] = json_file.read(path)
        return known
    planned = {}
    for name, place in places.items():
        with suppress(BadWorkspace):  # the doctor names it
            found = locate.governing(place)
            if found is not None:
                planned[name] = {"old": found.project_id, "new": init_plan.fresh_project()}
    replace(path, json.dumps(planned, indent=1) + "\n")
    return planned


def _give_project(workspace: Workspace, actor: str, old: str, new: str) -> None:
    """Write a new project id into every branch of a database, and then into its metadata.json."""
    before, after = (_of_project(workspace, project) for project in (old, new))
    try:
        with _tracker(before, actor) as tracker:
            names = tracker.ask(branches.names)
        for name in sorted(set(names) - {BRANCH}, key=lambda branch: (branch == "main", branch)):
            _give_branch(before, after, actor, name)
    except WrongServer:  # a call before this one got to `main`, the last branch
        with _tracker(after, actor) as tracker:
            assert tracker.profile  # noqa: S101 - it is the right project, or an error
    metadata.write(workspace.beads, after.metadata)


def _give_branch(before: Workspace, after: Workspace, actor: str, branch: str) -> None:
    try:
        with _tracker(before, actor, branch) as tracker:
            tracker.change(lambda tx: new_project.give(tx, after.project_id), always_commit=True)
    except WrongServer:
        if branch == "main":
            raise


def _of_project(workspace: Workspace, project_id: str) -> Workspace:
    content: dict[str, Any] = {**workspace.metadata, "project_id": project_id}
    return workspace._replace(metadata=content)


def _tracker(workspace: Workspace, actor: str, branch: str = "main") -> Any:
    return of_workspace(workspace, workspace.root, actor=actor, branch=branch, idle_seconds=0)
