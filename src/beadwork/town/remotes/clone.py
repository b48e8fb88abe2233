"""Rebuild `hq` or a rig from its remote: after the loss of a disk, or in a new town.

For a rig that the town knows, the database is fetched, and what else is missing is made again: the
git clone, the workspace, the redirect, the route, the account. A rig that it does not know is
added. A database that holds anything is never replaced.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from beadwork.actions.workspace import init_database, initialize
from beadwork.actions.workspace.init_plan import Plan, Request
from beadwork.dolt.connection.session import Session
from beadwork.dolt.databases import damaged_files
from beadwork.dolt.server import access
from beadwork.dolt.server.files import remote_record
from beadwork.dolt.server.files.home import HQ
from beadwork.dolt.server.files.record import Record
from beadwork.dolt.writing.author import Author
from beadwork.errors import BeadworkError, Exists, Usage, WrongServer
from beadwork.model.hints import command
from beadwork.model.remotes import endpoint
from beadwork.model.remotes.endpoint import Endpoint
from beadwork.model.times.timestamps import format_timestamp
from beadwork.model.urls import bare
from beadwork.store import config, databases
from beadwork.store.history import recovered
from beadwork.store.history.recovered import Recovered
from beadwork.town import servers
from beadwork.town.layout import Town
from beadwork.town.mail import hq
from beadwork.town.remotes import changes, places
from beadwork.town.remotes.configured import ORIGIN
from beadwork.town.rigs import add, git_clone, registration, registry, registry_lock
from beadwork.workspace import git_remote, locate, remote_place
from beadwork.workspace.settings import metadata

Say = Callable[[str], None]


class Cloned(NamedTuple):
    """What was rebuilt, and from where. `made` names what was missing beside the database."""

    name: str
    url: str
    prefix: str
    path: Path
    held: Recovered
    made: tuple[str, ...] = ()


class _Case(NamedTuple):
    """One clone: into which town, of which database, from where, by whom."""

    town: Town
    name: str
    remote: Endpoint
    author: Author
    say: Say


def clone(
    town: Town,
    name: str,
    text: str,
    directory: str,
    author: Author,
    say: Say,
    *,
    source: str = "",
    prefix: str = "",
) -> Cloned:
    """Rebuild `hq` or a rig from a remote, whose relative path counts from `directory`. `source` is
    the git repository of a rig that the town does not know.

    Raises:
        Usage, Invalid: the URL cannot be that of a remote, or the name that of a rig.
        Exists: the database is here, and holds something.
        WrongServer: the remote holds another project than the rig's workspace names.
        ForeignSchema: the remote has more than a tracker has.
        BeadworkError: the remote, git or the server failed. Nothing is left of the fetch.
    """
    remote = remote_place.typed(text, directory, say)
    case = _Case(town, name, remote, author, say)
    if name == HQ or name in registry.names(town):
        with registry_lock.alone(town, f"gt dolt clone {name}"):
            done = _rebuild(case)
    else:
        done = _add(case, source, prefix)
    changes.follow(town, name, remote)
    now = format_timestamp(datetime.now(UTC).replace(microsecond=0, tzinfo=None))
    record = remote_record.RemoteRecord(bare(remote.url), pushed_at=now, pulled_at=now)
    remote_record.write(town.server_of(name).control, name, ORIGIN, record)
    return done


def _add(case: _Case, source: str, prefix: str) -> Cloned:
    """Add a rig that the town does not know, with the tracker of the remote."""
    if not source and case.remote.kind != endpoint.GIT:
        raise Usage(
            f"the town has no rig {case.name}, and {case.remote.shown} is no git repository: "
            "which one is its project?",
            hint=f"{command('gt', 'dolt', 'clone', case.remote.shown, case.name)} --source GIT-URL",
        )
    try:
        added = add.add(
            case.town,
            case.name,
            source or _for_git(case.remote),
            case.author,
            case.say,
            prefix=prefix,
            remote=case.remote.url,
        )
    except Exists as error:  # a fetched tracker keeps its prefix: no other can be asked for
        raise Exists(error.message, hint="gt rig list") from None
    made = ("git clone", "workspace", "rig")
    held = _held(case, servers.ensure(case.town, case.name, case.say))
    return Cloned(case.name, bare(case.remote.url), added.rig.prefix, added.path, held, made)


def _for_git(remote: Endpoint) -> str:
    """Return a git remote as git itself takes it."""
    return remote.shown.removeprefix("git+") if remote.host else git_remote.for_git(remote.url)


def _rebuild(case: _Case) -> Cloned:
    """Fetch the database of `hq` or of a known rig, and make what is missing around it."""
    town, name = case.town, case.name
    place = town.root if name == HQ else town.clone(name)
    made = [] if name == HQ else _clone_project(case, place)
    is_fresh = _refuse_held(case)
    known = _fetch(case)
    project_id, prefix = _identity(case, known)
    try:
        _refuse_other(case, place, project_id, prefix, is_fresh=is_fresh)
    except BeadworkError:
        with Session(access.address(town.server_of(name), known), None) as server:
            databases.drop(server, name)
        raise
    made += _describe(case, place, project_id, prefix)
    if name == HQ:
        hq.prepare_mail(town, case.author.name)
    return Cloned(name, bare(case.remote.url), prefix, place, _held(case, known), tuple(made))


def _clone_project(case: _Case, place: Path) -> list[str]:
    """Clone the project of a rig where its directory is gone; make an empty one without a URL."""
    rig = registry.get(case.town, case.name)
    made = []
    if not place.exists() and rig.git_url:
        git_clone.clone(rig.git_url, place, "")
        made.append("git clone")
    place.mkdir(parents=True, exist_ok=True)
    if not (case.town.rig(case.name) / ".beads" / "redirect").exists():
        with ExitStack() as undo:
            add.write_redirect(case.town, case.name, undo)
            undo.pop_all()
        made.append("redirect")
    if registration.complete(case.town, rig):
        made.append("route")
    return made


def _refuse_held(case: _Case) -> bool:
    """Refuse where the database is here and holds something. Take one that is empty, as of a new
    town, out of the way, and return whether there was one.
    """
    town, name = case.town, case.name
    home, directory = town.server_of(name), town.data / name
    if not (directory / ".dolt").is_dir():
        return False
    fault = damaged_files.fault(str(directory))
    if fault:
        raise Exists(
            f"{fault}: it is damaged, and not gone",
            hint=f"{command('gt', 'dolt', 'recover', name, '--remote', bare(case.remote.shown))}",
        )
    known = servers.ensure(town, name, case.say)
    with Session(access.address(home, known), name) as session:
        found = databases.inspect(session)
        held = found.is_foreign or (not found.is_empty and databases.holds_work(session))
    if held or home.rig:
        raise Exists(
            f"the database {name} is here already, and is not replaced",
            hint=f"{command('gt', 'dolt', 'remote', 'add', name, case.remote.shown)}, then: "
            f"gt dolt pull {name}",
        )
    with Session(access.address(home, known), None) as server:
        databases.drop(server, name)
    case.say(f"The database {name} held nothing, and makes room")
    return True


def _fetch(case: _Case) -> Record:
    """Fetch the database, check its tables, and return the record of the server that has it."""
    town, name = case.town, case.name
    if town.server_of(name).rig:
        servers.fetch(town, name, case.remote.url, case.say)
        return servers.ensure(town, name, case.say)
    known = servers.ensure(town, name, case.say)
    with Session(access.address(town.server_of(name), known), None) as server:
        init_database.fetch_by_server(server, town.server_of(name), case.remote.url, name)
    return known


def _identity(case: _Case, known: Record) -> tuple[str, str]:
    with Session(access.address(case.town.server_of(case.name), known), case.name) as session:
        facts = databases.inspect(session).facts
        if "project_id" not in facts:
            databases.drop(session, case.name)
            raise WrongServer(
                f"what {case.remote.shown} holds is not a tracker of beadwork",
                hint="another URL",
            )
        return facts["project_id"], config.get(session, "issue_prefix") or ""


def _refuse_other(
    case: _Case, place: Path, project_id: str, prefix: str, *, is_fresh: bool
) -> None:
    """Refuse the data of another project than the one that the town knows by this name."""
    name, beads = case.name, place / ".beads"
    wanted = ""
    if (beads / metadata.NAME).exists() and not is_fresh:
        wanted = str(metadata.read(str(beads)).get("project_id", ""))
    if wanted not in ("", project_id):
        raise WrongServer(
            f"{case.remote.shown} holds project {project_id}, and the workspace of {name} is of "
            f"project {wanted}; nothing was kept",
            hint=command("gt", "dolt", "clone", "URL", "ANOTHER-NAME"),
        )
    known = places.prefix(case.town, name)
    if prefix != known:
        raise Exists(
            f"the ids of {case.remote.shown} begin with {prefix}-, and those of {name} with "
            f"{known}-; nothing was kept",
            hint=command("gt", "dolt", "clone", "URL", "ANOTHER-NAME"),
        )


def _describe(case: _Case, place: Path, project_id: str, prefix: str) -> list[str]:
    """Make the directory the workspace of the database, with its account."""
    beads = place / ".beads"
    workspace = locate.governing(str(place))
    is_complete = (
        workspace is not None
        and Path(workspace.beads) == beads
        and (workspace.database, workspace.project_id) == (case.name, project_id)
    )
    if not is_complete:
        kept = metadata.read(str(beads)) if (beads / metadata.NAME).exists() else {}
        initialize.adopt(str(beads), Plan(case.name, project_id, prefix, "", kept))
    initialize.initialize(
        str(place),
        case.author,
        Request(prefix=prefix, database=case.name),
        case.say,
        beads=str(beads),
    )
    return [] if is_complete else ["workspace"]


def _held(case: _Case, known: Record) -> Recovered:
    with Session(access.address(case.town.server_of(case.name), known), case.name) as session:
        return recovered.read(session)
