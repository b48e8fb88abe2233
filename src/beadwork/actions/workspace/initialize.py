"""Make a directory a workspace: create the database on the server, and `.beads/metadata.json`,
which names that database.

metadata.json is written last. Until then `.beads/init.json` has the plan (init_plan.py). Nothing is
ever dropped or overwritten here. Where a database has data already, another one is created, or the
`init` is refused.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any, NamedTuple

from beadwork import errors
from beadwork.actions.workspace import init_database, init_plan, init_remote, join_database
from beadwork.actions.workspace.init_plan import APART, JOIN, Plan, Request
from beadwork.dolt.connection.server_errors import Fault, ServerError, explain
from beadwork.dolt.connection.session import Session
from beadwork.dolt.writing.author import Author
from beadwork.model.hints import command
from beadwork.model.issues import ids
from beadwork.model.settings_table import int_setting
from beadwork.store import databases
from beadwork.store.history import recovered
from beadwork.store.history.recovered import Recovered
from beadwork.workspace import last_seen, legacy_data, locate
from beadwork.workspace.connection.link import Link
from beadwork.workspace.locate import Workspace
from beadwork.workspace.settings import metadata, own_settings
from beadwork.workspace.trust import servers

TRIES = int_setting("init.tries")
"""The number of times that an `init` goes on after a broken connection. A server may be restarted
meanwhile.
"""


class Initialized(NamedTuple):
    """The workspace that `init` found or made. `replaced` is the database that the workspace had
    before, or empty.
    """

    workspace: Workspace
    prefix: str
    is_new: bool
    replaced: str = ""
    server: str = ""
    """The address of a server that is not managed; else empty."""
    fetched: Recovered | None = None
    """What came from a remote; None where nothing was fetched."""


def initialize(
    directory: str, author: Author, request: Request, say: Callable[[str], None], *, beads: str = ""
) -> Initialized:
    """Make `directory` a workspace, or join the workspace that its metadata.json describes.

    `beads` is the `.beads` to make, whatever `BEADS_DIR` says. By default `beads_of` decides.

    Raises:
        RemoteHasData: git's `origin` has the tracker, which should be fetched.
        LocalDataExists: the directory has data of a tracker in another form, or its metadata.json
            names a database that is missing.
        ConfirmationMissing: `reinit_local` needs a token.
        UntrustedServer, UntrustedRedirect: only files of the repository name the server, or lead
            to it.
        NoServer, WrongServer, StorageFailure, Invalid: the `init` failed. A second one goes on
            with what was made.
    """
    request = request._replace(remote=init_remote.without_secrets(directory, request, say))
    for _ in range(TRIES):
        try:
            return _initialize(directory, author, request, say, beads or beads_of(directory))
        except ServerError as error:  # each try goes on where the one before was cut off
            if error.fault not in (Fault.LOST, Fault.REFUSED) or error.is_silent:
                raise
            last = error.without_frames()
    raise explain(last)


def _initialize(
    directory: str, author: Author, request: Request, say: Callable[[str], None], beads: str
) -> Initialized:
    locate.refuse_links(beads)
    if request.reinit_local:
        return _reinitialize(beads, directory, author, request)
    if not request.database:
        of_branch = _of_main_branch(beads, directory)
        if of_branch:
            return _join(of_branch, directory, author, request, say)
    if not _is_described(beads):
        _refuse_lost(beads, request, say)
    if not _is_described(beads):  # `_refuse_lost` joins a tracker without issues
        request = init_remote.joining(beads, directory, request, say)
        _refuse_data(beads, directory, request, say)
        with init_plan.locked(beads):
            if not _is_described(beads):  # another `init` may have been first
                return _make(beads, directory, author, request, {}, say)
    return _join(_described(beads), directory, author, request, say)


def beads_of(directory: str) -> str:
    """Return the `.beads` that `init` makes or joins: `BEADS_DIR`, else that of the project, after
    its redirect.
    """
    chosen = os.environ.get("BEADS_DIR")
    beads = os.path.abspath(chosen) if chosen else os.path.join(directory, ".beads")
    return locate.followed(beads) or beads


def found_at(directory: str) -> str:
    """Return the directory in which `init` makes `.beads/`."""
    return locate.project_root(directory)


def _is_described(beads: str) -> bool:
    return os.path.exists(os.path.join(beads, metadata.NAME))


def _described(beads: str) -> Workspace:
    return Workspace(beads, metadata.read(beads), (f"described already: {beads}",))


def _of_main_branch(beads: str, directory: str) -> Workspace | None:
    """Return the workspace that git's main branch describes, where no usable metadata.json is here:
    this checkout is of a commit from before. None also where `beads` is not this project's own.
    """
    if beads != os.path.join(directory, ".beads"):
        return None
    try:
        metadata.read(beads)
    except errors.BadWorkspace:
        return locate.on_main_branch(directory)
    return None


def _refuse_lost(beads: str, request: Request, say: Callable[[str], None]) -> None:
    """Refuse where the tracker is on its server, and only metadata.json is missing."""
    is_begun = init_plan.interrupted(beads, request, "") is not None
    if not (is_begun or request.database or request.remote is not None):
        join_database.refuse_lost(beads, request, say)


def _refuse_data(beads: str, directory: str, request: Request, say: Callable[[str], None]) -> None:
    """Refuse where a tracker's data exists that a new, empty database would hide. What is fetched
    hides nothing of the project's own remote.
    """
    is_joining = request.on_remote_data == JOIN and request.remote
    is_known = request.over_older_data or is_joining
    found = [] if is_known else legacy_data.find(beads)
    if found:
        sources = legacy_data.jsonl(beads)
        raise errors.LocalDataExists(
            f"{beads} holds data of another tracker ({', '.join(found)}) and no {metadata.NAME}",
            hint=command("bd", "init", "--from-jsonl", os.path.relpath(sources[0]))
            if len(sources) == len(found) == 1
            else "bd migrate dolt --dry-run",
        )
    if request.remote is None and request.on_remote_data != APART:
        init_remote.refuse_origin(directory, say)


def _join(
    described: Workspace,
    directory: str,
    author: Author,
    request: Request,
    say: Callable[[str], None],
) -> Initialized:
    """Join the workspace that metadata.json describes, here or on git's main branch. Flags that
    name a server are stored once the identity of its database has been checked.
    """
    content = {**described.metadata, **init_plan.server_keys(request.flags)}
    workspace = described._replace(metadata=content)
    fetched = None
    link = Link(workspace, flags=request.flags)
    with link.session:
        try:
            prefix = link.profile.prefix
        except errors.DatabaseMissing as missing:
            if request.remote is None and request.over_older_data:
                return _remake(workspace, directory, author, request)
            if request.remote is None and init_remote.may_fetch(directory, request):
                request = request._replace(remote=init_remote.origin_joined(directory, say))
            if request.remote is None:
                raise init_remote.database_missing(missing, directory) from missing
            init_database.fetch(
                link,
                init_remote.url(request),
                workspace.database,
                author if request.drop_foreign else None,
                ref=request.ref,
            )
            prefix = link.profile.prefix
            fetched = link.ask(lambda session: recovered.read(session))
    _trust(link, workspace, request)
    if content != described.metadata and _is_described(workspace.beads):
        metadata.write(workspace.beads, content)
    init_plan.remove(workspace.beads)
    return Initialized(workspace, prefix, is_new=False, server=_elsewhere(link), fetched=fetched)


def _remake(workspace: Workspace, directory: str, author: Author, request: Request) -> Initialized:
    """Create the missing database of a workspace again, for the issues of an export that are
    imported next. It is the same project.
    """
    content = {**workspace.metadata}
    content["project_id"] = workspace.project_id or init_plan.fresh_project()
    prefix = init_plan.new_prefix(directory, request)
    plan = Plan(workspace.database, content["project_id"], prefix, "", content)
    link = init_database.server_link(workspace.beads, plan, request)
    with link.session:
        init_database.fill(link, plan, author)
        init_database.give_account(link, plan.database)
    if content != workspace.metadata:
        metadata.write(workspace.beads, content)
    remade = workspace._replace(metadata=content)
    return Initialized(remade, prefix, is_new=True, server=_elsewhere(link))


def _trust(link: Link, workspace: Workspace, request: Request) -> None:
    """Trust the server that flags named, and that metadata.json names from now on. A socket is
    stored in the person's own directory.
    """
    named, address = request.flags, link.chosen.address
    if named.host or named.port or named.socket:
        socket = os.path.abspath(named.socket) if named.socket and not named.host else None
        own_settings.change(workspace.beads, own_settings.SOCKET, socket)
    if link.chosen.home is None and not address.socket and (named.host or named.port):
        name = servers.name_of(address.host, address.port)
        known = servers.Server(name, workspace.project_id, tls=address.tls)
        servers.trust(known, workspace.beads)


def _elsewhere(link: Link) -> str:
    return "" if link.chosen.home else link.chosen.address.name()


def _reinitialize(beads: str, directory: str, author: Author, request: Request) -> Initialized:
    """Create a new database for the workspace. The old one stays on the server as it is."""
    old, prefix = _present(beads, directory, request)
    token = f"DESTROY-{prefix}"
    if request.destroy_token != token:
        raise errors.ConfirmationMissing(
            "--reinit-local leaves the present issues behind (nothing is deleted); "
            f"--destroy-token {token} confirms it",
            hint="bd export -o issues.jsonl",
        )
    with init_plan.locked(beads):
        if _is_described(beads):
            init_plan.keep_aside(beads)
        kept = {key: value for key, value in old.items() if key != "project_id"}
        made = _make(
            beads,
            directory,
            author,
            request._replace(prefix=request.prefix or prefix, remote=None),
            kept,
            lambda line: None,
        )
    return made._replace(replaced=str(old.get("dolt_database", "")))


def _present(beads: str, directory: str, request: Request) -> tuple[dict[str, Any], str]:
    """Return the present metadata of the workspace, and its prefix, as far as they can be read."""
    guess = request.prefix or ids.prefix_from_name(os.path.basename(directory))
    try:
        content = metadata.read(beads)
    except errors.BadWorkspace:
        return {}, guess
    try:
        link = Link(Workspace(beads, content, ()))
        with link.session:
            return content, link.profile.prefix
    except errors.BeadworkError:
        return content, guess


def _make(
    beads: str,
    directory: str,
    author: Author,
    request: Request,
    kept: dict[str, Any],
    say: Callable[[str], None],
) -> Initialized:
    """Create the database, then metadata.json. The caller holds the lock of the directory."""
    remote = init_remote.url(request)
    begun = init_plan.interrupted(beads, request, remote)
    plan = begun or init_plan.fresh(directory, request, remote, kept)
    link = init_database.server_link(beads, plan, request)
    with link.session:
        if not link.ask(databases.lock):
            raise errors.LockTimeout(
                "another init has been making a database on this server for a minute",
                hint="bd init",
            )
        wanted = plan.database
        plan = init_database.placed(link, plan, begun is not None, bool(request.database))
        if plan.database != wanted and not begun:
            join_database.mention(link, wanted, plan.database, say)
        init_plan.write(beads, plan)
        try:
            plan = init_database.fill(
                link, plan, author, drop_foreign=request.drop_foreign, ref=request.ref
            )
        except errors.BeadworkError:
            if remote:  # a failed fetch leaves nothing, and the next `init` may name another URL
                init_plan.remove(beads)
            raise
        init_database.give_account(link, plan.database)
        fetched = _fetched(link, plan)
    workspace = Workspace(beads, plan.content(), (f"made by init: {beads}",))
    _trust(link, workspace, request)
    init_plan.describe(beads, plan.content())
    if link.chosen.home is None or link.chosen.home.program == "bd":  # a town has its registry
        last_seen.record(beads, plan.content(), plan.prefix)
    return Initialized(
        workspace, plan.prefix, is_new=True, server=_elsewhere(link), fetched=fetched
    )


def _fetched(link: Link, plan: Plan) -> Recovered | None:
    """Return what a new workspace got from its remote, None where it has none."""
    if not plan.remote:
        return None
    with Session(link.chosen.address, plan.database) as session:
        return recovered.read(session)


def adopt(beads: str, plan: Plan) -> None:
    """Write the files that name an existing database. `initialize` then joins that database, or
    completes it where its creation was interrupted.
    """
    locate.refuse_links(beads)
    with init_plan.locked(beads):
        if plan.project_id:
            init_plan.describe(beads, plan.content())
        else:
            init_plan.write(beads, plan._replace(project_id=init_plan.fresh_project()))
