"""The remotes that `mayor/daemon.json` names: `dolt_remotes.databases`.

An entry is a URL, or an object with `url` and what is different for this database.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from beadwork.errors import BadTown, BadWorkspace
from beadwork.town.configuration import Remotes
from beadwork.town.layout import Town
from beadwork.workspace.settings import metadata

ORIGIN = "origin"
"""The Dolt remote of a database that the file names."""


class Configured(NamedTuple):
    """The remote of one database, and how the daemon uses it."""

    name: str
    url: str
    """As it is in the file: it may have a password in it."""
    is_pushed: bool
    is_pulled: bool
    seconds: float
    """The time limit of a push, and that of a pull."""


def of(town: Town, remotes: Remotes, name: str) -> Configured:
    """Return what the file says of one database that it names.

    Raises:
        BadTown: the entry cannot be used.
    """
    entry = remotes.databases[name]
    given = entry if isinstance(entry, dict) else {"url": entry}
    url = given.get("url")
    if not isinstance(url, str) or not url:
        raise _unusable(town, name, "is not a URL")
    try:
        metadata.check_database(name, str(town.daemon_file))
    except BadWorkspace as error:
        raise BadTown(error.message, hint=f"correct {town.daemon_file}") from None
    is_pulled = given.get("pull", remotes.pull_on_heartbeat)
    seconds = given.get("timeout_seconds", remotes.timeout_seconds)
    if type(is_pulled) is not bool:
        raise _unusable(town, f"{name}.pull", "is neither true nor false")
    if type(seconds) not in (int, float) or seconds <= 0:
        raise _unusable(town, f"{name}.timeout_seconds", "is not a number above 0")
    return Configured(
        name,
        url,
        remotes.enabled and remotes.push_on_heartbeat,
        remotes.enabled and is_pulled,
        float(seconds),
    )


def by_hand(
    town: Town, remotes: Remotes, name: str, *, push: bool = False, pull: bool = False
) -> Configured:
    """Return what a person wants to be done now with a database that the file may name or not.

    Raises:
        BadTown: the entry of the file cannot be used.
    """
    if name in remotes.databases:
        return of(town, remotes, name)._replace(is_pushed=push, is_pulled=pull)
    return Configured(name, "", push, pull, remotes.timeout_seconds)


def url_of(entry: Any) -> str:
    """Return the URL of an entry, empty where it has none."""
    url = entry.get("url") if isinstance(entry, dict) else entry
    return url if isinstance(url, str) else ""


def _unusable(town: Town, key: str, why: str) -> BadTown:
    return BadTown(
        f"{town.daemon_file}: dolt_remotes.databases.{key} {why}",
        hint=f"correct {town.daemon_file}",
    )
