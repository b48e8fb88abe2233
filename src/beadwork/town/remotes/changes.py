"""Give a database of a town a remote, or take it away: in Dolt and in `mayor/daemon.json` alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from beadwork.dolt.server.files import remote_record
from beadwork.dolt.server.files.remote_record import RemoteRecord
from beadwork.errors import Exists, NotFound
from beadwork.model.hints import command
from beadwork.model.remotes import endpoint
from beadwork.model.remotes.endpoint import Endpoint
from beadwork.model.urls import bare
from beadwork.town import configuration, json_files
from beadwork.town.configuration import Remotes
from beadwork.town.daemon import control
from beadwork.town.layout import Town
from beadwork.town.remotes import configured, places
from beadwork.town.remotes.configured import ORIGIN
from beadwork.town.rigs import registry_lock
from beadwork.workspace import remote_place


class Added(NamedTuple):
    """A remote that a database has now. `replaced` is the URL that it had before."""

    name: str
    url: str
    replaced: str
    is_pushed: bool
    """Whether the daemon pushes it."""
    is_turned_on: bool
    """Whether pushing was off, and this first remote has turned it on."""


class Listed(NamedTuple):
    """One remote of a database. `configured` is the URL in `mayor/daemon.json`."""

    database: str
    remote: str
    url: str
    configured: str
    record: RemoteRecord
    differs: bool = False
    """Whether the database and the file name different remotes."""


def add(
    town: Town, name: str, text: str, directory: str, say: Callable[[str], None], *, force: bool
) -> Added:
    """Give a database its remote. A relative path counts from `directory`. The remote is not
    contacted. With `force` it replaces another one.

    Raises:
        NotFound: the town has no such database.
        Usage, Invalid: the URL cannot be that of a remote.
        Exists: the database has another remote.
    """
    places.place(town, name)
    place = remote_place.typed(text, directory, say)
    with registry_lock.alone(town, f"gt dolt remote add {name}"):
        remotes = configuration.read(town).remotes
        with places.tracker(town, name) as tracker:
            known = {remote.name: remote.url for remote in tracker.remotes()}
            present = known.get(ORIGIN, "")
            in_file = configured.url_of(remotes.databases.get(name))
            other = _other(town, place.url, present, in_file)
            if other and not force:
                raise Exists(
                    f"{name} has the remote {other} already",
                    hint=f"{command('gt', 'dolt', 'remote', 'add', name, place.shown)} --force",
                )
            if present and present != place.url:
                tracker.remove_remote(ORIGIN)
            if present != place.url:
                tracker.add_remote(ORIGIN, place.url)
        turned_on = not remotes.enabled and not remotes.databases
        _write(town, name, _in_file(place), turn_on=turned_on)
    control.reload(town)
    is_on = remotes.enabled or turned_on
    return Added(
        name, place.url, other, is_on and remotes.push_on_heartbeat, is_turned_on=turned_on
    )


def follow(town: Town, name: str, place: Endpoint) -> None:
    """Let `mayor/daemon.json` name the remote that a database came from."""
    with registry_lock.alone(town, f"gt dolt clone {name}"):
        remotes = configuration.read(town).remotes
        turned_on = not remotes.enabled and not remotes.databases
        _write(town, name, _in_file(place), turn_on=turned_on)
    control.reload(town)


def remove(town: Town, name: str) -> str:
    """Take the remote of a database away, and return its URL. What was pushed there stays there.

    Raises:
        NotFound: the town has no such database, or it has no remote.
    """
    places.place(town, name)
    with registry_lock.alone(town, f"gt dolt remote remove {name}"):
        in_file = configuration.read(town).remotes.databases
        with places.tracker(town, name) as tracker:
            known = {remote.name: remote.url for remote in tracker.remotes()}
            if ORIGIN not in known and name not in in_file:
                raise NotFound(f"{name} has no remote", hint="gt dolt remote list")
            if ORIGIN in known:
                tracker.remove_remote(ORIGIN)
        if name in in_file:
            _write(town, name, "", turn_on=False)
    remote_record.remove(town.server_of(name).control, name, ORIGIN)
    control.reload(town)
    return bare(known.get(ORIGIN) or configured.url_of(in_file[name]))


def all_of(town: Town) -> list[Listed]:
    """Return the remotes of each database; a database without a remote has one line without a URL.

    Raises:
        BeadworkError: a database cannot be asked.
    """
    remotes = configuration.read(town).remotes
    return [listed for name in places.names(town) for listed in _of(town, remotes, name)]


def _of(town: Town, remotes: Remotes, name: str) -> list[Listed]:
    in_file = bare(configured.url_of(remotes.databases.get(name)))
    control_directory = town.server_of(name).control
    with places.tracker(town, name) as tracker:
        known = {remote.name: bare(remote.url) for remote in tracker.remotes()}
    if ORIGIN not in known and (in_file or not known):
        known = {ORIGIN: "", **known}
    return [
        Listed(
            name,
            remote,
            url,
            in_file if remote == ORIGIN else "",
            remote_record.read(control_directory, name, remote),
            differs=remote == ORIGIN and bool(in_file and _other(town, url, "", in_file)),
        )
        for remote, url in known.items()
    ]


def _other(town: Town, url: str, present: str, in_file: str) -> str:
    """Return the remote that the database has instead, empty where there is none."""
    if present and present != url:
        return bare(present)
    if in_file and endpoint.parse(bare(in_file), str(town.root)).url != url:
        return bare(in_file)
    return ""


def _in_file(place: Endpoint) -> str:
    """Return a remote as it stands in the file: as it was typed, but a path as a whole URL."""
    return place.shown if place.host else place.url


def _write(town: Town, name: str, url: str, *, turn_on: bool) -> None:
    """Write the URL of a database into the file; an empty one removes the entry."""
    content = json_files.read(town.daemon_file)
    remotes: dict[str, Any] = content.setdefault("dolt_remotes", {})
    databases = remotes.setdefault("databases", {})
    before = databases.pop(name, None)
    if url:
        databases[name] = {**before, "url": url} if isinstance(before, dict) else url
    if turn_on:
        remotes["enabled"] = True
    json_files.write(town.daemon_file, content)
