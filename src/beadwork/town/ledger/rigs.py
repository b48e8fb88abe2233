"""The ledger of a rig: its database, opened as root, and what its ledger says of itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import NamedTuple

from beadwork import errors
from beadwork.actions.ledger import append
from beadwork.actions.ledger import publish as action
from beadwork.actions.ledger.publish import Published
from beadwork.actions.remotes import failures
from beadwork.dolt.connection.server_errors import Fault, ServerError, explain
from beadwork.dolt.connection.session import Session
from beadwork.dolt.server import access
from beadwork.dolt.server.files import credential_store, record
from beadwork.dolt.server.machine import process
from beadwork.dolt.versions import branches
from beadwork.model.hop import chains
from beadwork.model.hop.chains import Chains
from beadwork.model.hop.uri import SCHEME
from beadwork.model.ledger.entry import BRANCH
from beadwork.model.remotes.endpoint import parse
from beadwork.model.settings_table import float_setting
from beadwork.model.urls import bare
from beadwork.store import databases
from beadwork.store.ledger import entries
from beadwork.town import configuration, json_files
from beadwork.town.layout import Town
from beadwork.town.remotes import configured
from beadwork.town.rigs import registry, trackers
from beadwork.workspace import git_blobs

SECONDS = float_setting("dolt_remotes.timeout_seconds")
"""The time limit of one push or fetch."""


class Opened(NamedTuple):
    """The database of a rig, as root."""

    session: Session
    identity: dict[str, str]
    """What the ledger says of itself: `project`, `rig` and, where the town has a chain, `hop`."""


@contextmanager
def opened(town: Town, name: str) -> Iterator[Opened]:
    """Open the database of a rig.

    Raises:
        NotFound: the town has no such rig.
        NoServer: its server does not run.
        BadWorkspace, WrongServer: its database cannot be used, or is another project's.
    """
    registry.get(town, name)
    tracker = trackers.get(town, name)
    if tracker.trouble:
        raise errors.BadWorkspace(f"{name}: {tracker.trouble}", hint=f"gt rig show {name}")
    home = town.server_of(name)
    known = record.read(home)
    if known is None or process.find(home, known) is None:
        raise errors.NoServer(f"the server of {name} does not run", hint="gt dolt start")
    address = access.address(home, known)
    with Session(address, tracker.database, read_seconds=SECONDS) as session:
        project = databases.inspect(session).facts.get("project_id", "")
        if project != tracker.project_id:
            raise errors.WrongServer(
                f"the database {tracker.database} belongs to project {project or '(none)'}",
                hint=f"gt rig show {name}",
            )
        yield Opened(session, {"project": project, "rig": name, **_hop(town, name)})


def known_chains(town: Town) -> Chains:
    """Return the chains of the town.

    Raises:
        BadTown: `mayor/town.json` cannot be used.
    """
    try:
        return chains.read(json_files.read(town.town_file))
    except errors.Invalid as error:
        raise errors.BadTown(
            f"{town.town_file}: {error.message}", hint=error.hint or f"correct {town.town_file}"
        ) from None


def _hop(town: Town, name: str) -> dict[str, str]:
    known = known_chains(town)
    if not known.entity or not known.own:
        return {}
    return {"hop": f"{SCHEME}{known.entity}/{known.own[0]}/{name}"}


def publish(town: Town, name: str, url: str = "") -> Published:
    """Publish the ledger of a rig; `url` is the remote as a person typed it, or empty.

    Raises:
        BeadworkError: nothing was pushed; the ledger here may be longer than before.
    """
    clean = credential_store.take_out(url, lambda line: None)
    where = parse(clean, str(town.root)).url if clean else ""
    if where in _operational(town):
        raise errors.Invalid(
            f"dolt_remotes of {town.daemon_file} names {bare(where)}, which has all issues: a "
            "ledger is public, and needs a place of its own",
            hint="a repository for the ledger alone",
        )
    with opened(town, name) as rig:
        where = where or action.remote(rig.session)
        try:
            return _publish(town, name, rig, where)
        except ServerError as error:
            raise _failed(error, name, where) from error


def _publish(town: Town, name: str, rig: Opened, url: str) -> Published:
    try:
        return action.publish(rig.session, rig.identity, url)
    except ServerError as error:
        # after a race of two servers the remote may lack a file that its manifest names
        database = trackers.get(town, name).database
        directory = town.server_of(name).directory_of(database)
        if error.fault is not Fault.NON_FAST_FORWARD or not git_blobs.put_back(url, "", directory):
            raise
    return action.publish(rig.session, rig.identity, url)


def _operational(town: Town) -> set[str]:
    """Return the URLs that the daemon pushes `main` to."""
    found = set()
    for entry in configuration.read(town).remotes.databases.values():
        url = bare(configured.url_of(entry))
        with suppress(errors.BeadworkError):  # the daemon's alert names it
            found.add(parse(url, str(town.root)).url)
    return found


class Status(NamedTuple):
    """How far the ledger of a rig is."""

    rig: str
    has_ledger: bool
    entries: int = 0
    head: str = ""
    """The digest of the last entry."""
    source_commit: str = ""
    """The commit of `main` that the last entry names."""
    pending: int = 0
    """The entries that a publication would add now."""
    remote: str = ""
    is_pushed: bool = False
    """Whether the remote has all entries that are here, as far as is known here."""


def status(town: Town, name: str) -> Status:
    """Return the status of a rig's ledger; raises as `opened`."""
    with opened(town, name) as rig:
        remote = action.remote(rig.session)
        if BRANCH not in branches.names(rig.session):
            return Status(name, has_ledger=False, remote=remote)
        with branches.session_at(rig.session, BRANCH) as ledger:
            last = entries.last(ledger)
        tip = entries.tip(last)
        return Status(
            name,
            True,
            tip.number,
            tip.digest,
            last.source_commit if last else "",
            append.pending(rig.session),
            remote,
            action.is_pushed(rig.session),
        )


def remote(main: Session) -> str:
    """Return the URL of the remote of a rig's ledger; empty where there is none."""
    return action.remote(main)


def with_remote(town: Town) -> list[str]:
    """Return the names of the rigs whose ledger has a remote; raises as `opened`."""
    return [
        name for name in _names(town) if _asked(town, name, lambda main: bool(action.remote(main)))
    ]


def with_ledger(town: Town) -> list[str]:
    """Return the names of the rigs that have a ledger; raises as `opened`."""
    return [
        name
        for name in _names(town)
        if _asked(town, name, lambda main: BRANCH in branches.names(main))
    ]


def _names(town: Town) -> list[str]:
    return [rig.name for rig in registry.all_of(town)]


def _asked(town: Town, name: str, question: Callable[[Session], bool]) -> bool:
    with opened(town, name) as rig:
        return question(rig.session)


def _failed(error: ServerError, name: str, url: str) -> errors.BeadworkError:
    """Return the error to show for a remote that took nothing."""
    if error.is_lost or error.fault in (Fault.DISK, Fault.READ_ONLY, Fault.DAMAGED):
        return explain(error)
    text = f"the ledger of {name} was not pushed to {bare(url)}: {failures.reason(error.text)}"
    if error.fault is Fault.CREDENTIALS:
        return errors.RemoteDenied(
            text, hint="give the user who runs the server a key, then gt dolt restart"
        )
    has_no_branch = failures.NO_BRANCH in error.text
    hint = "git push origin HEAD   (any branch will do, Dolt needs one)" if has_no_branch else ""
    return errors.RemoteFailed(text, hint=hint or "gt dolt logs")
