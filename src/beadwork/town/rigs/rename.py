"""Rename a rig: its directory, its database, and whatever names one of them. Ids stay.

Every step can be made again, and a record of the rename is there from the first to the last
(pending_rename.py). So a rename that was killed at any point goes on at the next try. The rig is
out of the registry meanwhile, so that no daemon keeps its server.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from beadwork.dolt.server.files.home import HQ
from beadwork.dolt.server.lifecycle import stop
from beadwork.errors import BeadworkError, Exists, Invalid, NotFound
from beadwork.model.hints import command
from beadwork.town import json_files, servers
from beadwork.town.daemon import control
from beadwork.town.layout import Town
from beadwork.town.mail import renamed_rig
from beadwork.town.migration import discovery
from beadwork.town.remotes import rig_settings
from beadwork.town.rigs import (
    database_files,
    pending_rename,
    registry,
    registry_lock,
    routes,
    trackers,
    unfinished_add,
    worktrees,
)
from beadwork.town.rigs.pending_rename import PendingRename
from beadwork.town.rigs.registry import Rig
from beadwork.town.workers import record
from beadwork.workspace.settings import metadata, own_settings

Say = Callable[[str], None]


def rename(town: Town, old: str, new: str, actor: str, say: Say) -> Rig:
    """Rename a rig, or finish the rename that was interrupted. The town's server runs afterwards.
    `actor` is the author of the change of the mail.

    Raises:
        NotFound: the town has no rig of the old name.
        Exists: the new name is taken, or another rename is not finished.
        Invalid: the new name is not valid, or the rig has workers, or a database of another name.
        NoServer: the server does not start. Where its directories are back, nothing was renamed.
        LockTimeout: another process is changing the rigs.
    """
    with registry_lock.held(town, f"gt rig rename {old} {new}"):
        pending = pending_rename.read(town)
        if pending is None:
            pending = _checked(town, old, new)
            pending_rename.begin(town, pending)
        elif (pending.old, pending.new) != (old, new):
            pending_rename.refuse(town)
        registry.unregister(town, old)
        _move_database(town, pending, say)
        _move_directory(town, pending)
        worktrees.repair(town.rig(old), town.rig(new), say)
        _move_settings(town, pending)
        routes.move(town, _route(town, old), _route(town, new))
        registry.put(town, new, registry.with_former_name(pending.entry, old))
        servers.ensure(town, HQ, say)
        renamed_rig.readdress(town, old, new, actor)
        pending_rename.end(town)
        control.reload(town)
    servers.ensure(town, new, say)
    return registry.get(town, new)


def _checked(town: Town, old: str, new: str) -> PendingRename:
    registry.check_name(new)
    registry.get(town, old)
    record.refuse_workers(town, old)
    json_files.read(town.daemon_file)
    routes.read(town)
    servers.refuse_other_topology(town)
    if unfinished_add.is_half_made(town, old):
        raise Exists(
            f"adding {old} was interrupted", hint=f"{command('gt', 'rig', 'add', old)} GIT-URL"
        )
    if new in registry.names(town):
        raise Exists(f"the town has a rig {new} already", hint=f"gt rig show {new}")
    for place in (town.rig(new), town.data / new):
        if os.path.lexists(place):
            raise Exists(f"{place} already exists", hint="another name, or move it away")
    if not town.rig(old).is_dir():
        raise NotFound(f"there is no {town.rig(old)}", hint="gt doctor")
    return PendingRename(old, new, _has_database(town, old), registry.entry(town, old))


def _has_database(town: Town, name: str) -> bool:
    """Tell whether a rig has a database of its name in the town. False: it is on another server.

    Raises:
        Invalid: the database has another name, belongs to another rig, too, or is not there.
    """
    known = trackers.all_of(town)
    (own,) = [tracker for tracker in known if tracker.name == name]
    if own.database and not own.project_id and not town.server.rig:
        return False
    others = [other.name for other in known if other.name != name and other.database == name]
    why = own.trouble
    if not why and own.database != name:
        why = f"its database has the name {own.database}"
    if not why and others:
        why = f"its database is that of {others[0]} as well"
    if not why and not (town.data / name / ".dolt").is_dir():
        why = f"there is no {town.data / name}"
    if why:
        raise Invalid(f"{name} cannot be renamed: {why}", hint="gt doctor")
    return True


def _move_database(town: Town, pending: PendingRename, say: Say) -> None:
    """Rename the database while its server is stopped."""
    if not pending.has_database:
        return
    source, target = town.data / pending.old, town.data / pending.new
    try:
        if town.server.rig:
            _release(town, pending.old)
            controls = Path(town.server.control, "rigs")
            _move(source, target)
            _move(controls / pending.old, controls / pending.new)
        else:
            database_files.place(town.server, [(source, target)], say)
    except BeadworkError:
        if source.exists():
            registry.put(town, pending.old, pending.entry)
            pending_rename.end(town)
        raise


def _release(town: Town, name: str) -> None:
    """Stop a rig's own server, after the daemon has let go of it."""
    home = town.server_of(name)
    control.release_server(home)
    if Path(home.control).is_dir():
        stop.stop(home)


def _move(source: Path, target: Path) -> None:
    if source.exists():
        database_files.rename(source, target)


def _move_directory(town: Town, pending: PendingRename) -> None:
    """Rename the rig's directory, and name its database in the metadata.json of its clone."""
    old, new = (town.clone(name) / ".beads" for name in (pending.old, pending.new))
    _move(town.rig(pending.old), town.rig(pending.new))
    own_settings.move(str(old), str(new))
    content = discovery.raw(new)
    if pending.has_database and content.get("dolt_database") == pending.old:
        metadata.write(str(new), {**content, "dolt_database": pending.new})


def _move_settings(town: Town, pending: PendingRename) -> None:
    """Follow the rename in `mayor/daemon.json`: the remotes, and the directories of sessions."""
    if pending.has_database:
        rig_settings.rename(town, pending.old, pending.new)
    content = json_files.read(town.daemon_file)
    before = repr(content)
    sessions = content.get("sessions")
    for session in sessions.values() if isinstance(sessions, dict) else ():
        for key in ("directory", "heartbeat_file"):
            if isinstance(session, dict) and key in session:
                session[key] = _renamed(session[key], pending)
    if repr(content) != before:
        json_files.write(town.daemon_file, content)


def _renamed(path: Any, pending: PendingRename) -> Any:
    first, slash, rest = str(path).partition("/")
    return f"{pending.new}{slash}{rest}" if first == pending.old else path


def _route(town: Town, name: str) -> str:
    return str(town.clone(name).relative_to(town.root))
