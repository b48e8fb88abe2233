"""Put a project into the town, and take it out: clone, database, workspace, route, and last the registry.

A rig that could not be added whole is not registered, and the clone that was made for it is gone again; its database,
which may hold what a remote gave, is kept and used by the next try.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from beadwork.actions import initialize
from beadwork.actions.init_plan import Request
from beadwork.dolt.author import Author
from beadwork.dolt.server import access, start
from beadwork.dolt.server.record import replace
from beadwork.dolt.session import Session
from beadwork.errors import BeadworkError, Exists, Invalid, RemoteHasData
from beadwork.model import ids
from beadwork.model.timestamps import format_timestamp
from beadwork.store import databases
from beadwork.town import registry, routes
from beadwork.town.layout import Town
from beadwork.town.registry import Rig
from beadwork.workspace import metadata
from beadwork.workspace.routes import Route

REDIRECT = "mayor/rig/.beads"
"""What `<rig>/.beads/redirect` says, so that everything in the rig's directory finds its workspace."""
CLONE_SECONDS = 900


class Added(NamedTuple):
    """A rig that was added, and whether its issues came with it from the remote."""

    rig: Rig
    database: str
    path: Path
    is_fetched: bool


def add(
    town: Town,
    name: str,
    source: str,
    author: Author,
    say: Callable[[str], None],
    *,
    prefix: str = "",
    branch: str = "",
) -> Added:
    """Clone a project into the town and give it a database.

    Raises:
        Invalid: a name, a URL, a prefix or a branch cannot be.
        Exists: the name, the prefix or the directory is taken.
        BeadworkError: git or the server failed; nothing is registered then.
    """
    registry.check_name(name)
    wanted = ids.check_prefix(prefix) if prefix else ids.prefix_from_name(name)
    _refuse_taken(town, name, wanted)
    url = checked_source(source)
    start.ensure(town.server, say)
    clone = town.clone(name)
    try:
        _clone(url, clone, branch)
        made, is_fetched = _workspace(clone, name, wanted, author, say)
        rig = Rig(name, url, made.prefix, format_timestamp(datetime.now(UTC).replace(tzinfo=None)))
        _redirect(town, name)
        routes.put(town, Route(f"{rig.prefix}-", str(clone.relative_to(town.root))))
        registry.register(town, rig)
    except BaseException:
        _undo(town, name)
        raise
    return Added(rig, made.workspace.database, clone, is_fetched)


def _refuse_taken(town: Town, name: str, prefix: str) -> None:
    for rig in registry.all_of(town):
        if rig.name == name:
            raise Exists(f"the town has a rig {name} already: {rig.git_url}", hint=f"gt rig show {name}")
        if rig.prefix == prefix:
            raise Exists(f"ids of the rig {rig.name} begin with {prefix}- already", hint="gt rig add … --prefix P")
    if prefix == "hq":
        raise Exists("ids of the town itself begin with hq-", hint="gt rig add … --prefix P")
    if town.rig(name).exists() and any(town.rig(name).iterdir()):
        raise Exists(f"{town.rig(name)} is there already, and is no rig", hint="another name, or move it away")


def checked_source(source: str) -> str:
    """Return a git URL or a path, the path made absolute.

    Raises:
        Invalid: git would take it for an option, or for a program to run.
    """
    if source.startswith("-") or "::" in source.split("/")[0] or any(character < " " for character in source):
        raise Invalid(f'not a git URL: "{source}"', hint="git@example.org:team/project.git, or a path")
    return os.path.abspath(source) if os.path.isdir(source) else source


def _clone(url: str, target: Path, branch: str) -> None:
    if branch.startswith("-"):
        raise Invalid(f'not a branch: "{branch}"')
    target.parent.mkdir(parents=True, exist_ok=True)
    words = ["git", "clone", "--quiet", *([f"--branch={branch}"] if branch else []), "--", url, str(target)]
    environment = {
        **os.environ,
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_ALLOW_PROTOCOL": "file:git:http:https:ssh",
        "GIT_SSH_COMMAND": os.environ.get("GIT_SSH_COMMAND", "ssh -oBatchMode=yes"),
    }
    try:
        done = subprocess.run(
            words, stdin=subprocess.DEVNULL, capture_output=True, text=True, env=environment, timeout=CLONE_SECONDS
        )
    except FileNotFoundError:
        raise BeadworkError("there is no git on the PATH", hint="install git") from None
    except subprocess.TimeoutExpired:
        raise BeadworkError(f"git has been cloning {url} for {CLONE_SECONDS} s", hint="git ls-remote URL") from None
    if done.returncode:
        words = done.stderr.strip().splitlines()
        raise BeadworkError(f"git could not clone {url}: {words[-1] if words else 'it said nothing'}")


def _workspace(
    clone: Path, name: str, prefix: str, author: Author, say: Callable[[str], None]
) -> tuple[initialize.Made, bool]:
    """Make the clone a workspace; what its remote holds of a tracker is fetched instead of hidden by an empty one."""
    request = Request(prefix=prefix, database=name)
    beads = str(clone / ".beads")
    try:
        return initialize.initialize(str(clone), author, request, say, beads=beads), False
    except RemoteHasData:
        return initialize.initialize(str(clone), author, request._replace(remote=""), say, beads=beads), True


def _redirect(town: Town, name: str) -> None:
    beads = town.rig(name) / ".beads"
    beads.mkdir(exist_ok=True)
    replace(str(beads / "redirect"), f"{REDIRECT}\n", mode=0o644)


def _undo(town: Town, name: str) -> None:
    """Take away what `add` made in the town's directory: nothing of it was there before."""
    with suppress(BeadworkError, OSError):
        routes.remove(town, str(town.clone(name).relative_to(town.root)))
        registry.unregister(town, name)
    shutil.rmtree(town.rig(name), ignore_errors=True)


def purge(town: Town, name: str, say: Callable[[str], None]) -> Rig:
    """Take a rig out with its files, and its database out of the server's sight, from where Dolt can bring it back.

    Raises:
        NotFound: the town has none of that name.
        Invalid: git has work in its clone that no remote has.
        NoServer: the server does not come up; nothing was removed.
    """
    rig = registry.get(town, name)
    _refuse_unsaved(town.clone(name))
    known = start.ensure(town.server, say)
    with Session(access.address(town.server, known), None) as session:
        databases.drop(session, metadata.check_database(name, str(town.rigs_file)))
    remove(town, name)
    shutil.rmtree(town.rig(name))
    return rig


def _refuse_unsaved(clone: Path) -> None:
    """Raise where the clone, or a worktree of it, has work that would be gone for good.

    Raises:
        Invalid: naming what.
    """
    for words, what in (
        (["status", "--porcelain"], "uncommitted changes"),
        (["stash", "list"], "stashed changes"),
        (["log", "--oneline", "--branches", "--not", "--remotes"], "commits that no remote has"),
    ):
        done = subprocess.run(
            ["git", "-C", str(clone), *words], stdin=subprocess.DEVNULL, capture_output=True, text=True
        )
        lines = [line for line in done.stdout.splitlines() if not line.endswith(" .beads/")]
        if done.returncode == 0 and lines:
            raise Invalid(f"{clone} has {what}: {lines[0].strip()}", hint=f"git -C {clone} {words[0]}")


def remove(town: Town, name: str) -> Rig:
    """Take a rig out of the registry and the routes; its files and its database stay.

    Raises:
        NotFound: the town has none of that name.
    """
    rig = registry.get(town, name)
    registry.unregister(town, name)
    routes.remove(town, str(town.clone(name).relative_to(town.root)))
    return rig
