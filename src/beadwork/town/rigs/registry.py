"""The registry of a town's rigs, `mayor/rigs.json`: name, git URL, prefix of the ids.

Whoever changes the file holds the lock of registry_lock.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from beadwork.dolt.server.files.home import HQ
from beadwork.errors import BadTown, Exists, Invalid, NotFound
from beadwork.files import json_file
from beadwork.model.issues import ids
from beadwork.model.urls import bare
from beadwork.town import json_files
from beadwork.town.layout import Town
from beadwork.town.rigs import pending_rename

VERSION = 1
RESERVED = (HQ, "mayor", "daemon", "deacon", "main", "settings", "logs", "backups", "commons")
"""Names that mean something else in a town."""
OF_SERVER = ("information_schema", "mysql", "performance_schema", "sys", "dolt_cluster")
"""Databases of every server. The daemon's database, `_daemon`, is no valid name of a rig anyway."""

_NAME = re.compile(r"[a-z][a-z0-9_-]{0,47}")


class Rig(NamedTuple):
    """One project of the town. Its database has its name."""

    name: str
    git_url: str
    prefix: str
    """Without the hyphen: `gt` for ids like `gt-a3f`."""
    added_at: str


def check_name(name: str) -> str:
    """Return the name of a new rig.

    Raises:
        Invalid: the name is not valid for a directory, a database or an address, or is reserved.
    """
    if not _NAME.fullmatch(name):
        raise Invalid(
            f'not a name for a rig: "{name}"',
            hint="small letters, digits, _ and -, 48 at most: gastown",
        )
    if name in RESERVED:
        raise Invalid(f'"{name}" means something else in a town', hint="another name")
    if name in OF_SERVER:
        raise Invalid(f'"{name}" is a database of the server itself', hint="another name")
    return name


def check_prefix(name: str, prefix: str) -> str:
    """Return the prefix of a new rig's ids, without the hyphen. The default is made of its name.

    Raises:
        Invalid: the prefix is not valid.
        Exists: the town's own ids have the prefix.
    """
    wanted = ids.check_prefix(prefix) if prefix else ids.prefix_from_name(name)
    if f"{wanted}-".startswith(f"{HQ}-"):
        raise Exists(
            "ids of the town itself begin with hq-", hint=f"gt rig add {name} … --prefix P"
        )
    return wanted


def is_same_source(one_url: str, other_url: str) -> bool:
    """Tell whether two git URLs name one repository: `.git`, `/` and credentials do not count."""
    return _repository(one_url) == _repository(other_url)


def _repository(url: str) -> str:
    return bare(url).rstrip("/").removesuffix(".git").rstrip("/")


FORMER = "former_names"
"""The key of an entry with the names that the rig had before it was renamed."""


class Registered(NamedTuple):
    """The rigs of a town by name, and what is wrong with each entry that cannot be used."""

    rigs: list[Rig]
    damaged: dict[str, str]


def all_of(town: Town) -> list[Rig]:
    """Return the rigs by name, without unusable entries; raises as `read`."""
    return read(town).rigs


def names(town: Town) -> set[str]:
    """Return the name of every rig, including those of unusable entries; raises as `read`. A rig
    that is being renamed is not among them: nobody keeps its server then.
    """
    return set(_entries(town))


def read(town: Town) -> Registered:
    """Return the content of the file. The other rigs are returned even if an entry is unusable.

    Raises:
        BadTown: the file itself cannot be used.
    """
    entries = _entries(town)
    found = Registered([], {})
    for name, entry in sorted(entries.items()):
        try:
            found.rigs.append(_rig(town, name, entry))
        except BadTown as error:
            found.damaged[name] = error.message
    pending = pending_rename.read(town)
    if pending is not None and pending.old not in entries and pending.new not in entries:
        found.damaged[pending.old] = f"{pending.sentence()}: {pending.command()}"
    return found


def _entries(town: Town) -> dict[str, Any]:
    entries = json_files.read(town.rigs_file).get("rigs", {})
    if not isinstance(entries, dict):
        where = json_file.place(str(town.rigs_file), "rigs")
        raise BadTown(f'{where}: "rigs" is not a JSON object', hint=f"correct {town.rigs_file}")
    return entries


def get(town: Town, name: str) -> Rig:
    """Return one rig.

    Raises:
        NotFound: the town has no rig of that name.
        BadTown: the rig's entry cannot be used.
    """
    known = read(town)
    _refuse_damaged(town, known, name)
    for rig in known.rigs:
        if rig.name == name:
            return rig
    raise NotFound(f'no rig "{name}" in {town.root}', hint=_known(known.rigs))


def refuse_taken(town: Town, name: str, prefix: str) -> None:
    """Refuse a name or a prefix that another rig has.

    Raises:
        Exists: another rig has the name or the prefix.
        BadTown: the entry of that name cannot be used.
    """
    known = read(town)
    _refuse_damaged(town, known, name)
    for other in known.rigs:
        if other.name == name:
            raise Exists(
                f"the town has a rig {name} already: {other.git_url}", hint=f"gt rig show {name}"
            )
        if other.prefix == prefix:
            raise Exists(
                f"ids of the rig {other.name} begin with {prefix}- already",
                hint=f"gt rig add {name} … --prefix P",
            )


def register(town: Town, rig: Rig) -> None:
    """Write a rig into the file.

    Raises:
        Exists: the name or the prefix is taken.
    """
    refuse_taken(town, rig.name, rig.prefix)
    content = json_files.read(town.rigs_file)
    entry = {"git_url": rig.git_url, "added_at": rig.added_at, "beads": {"prefix": rig.prefix}}
    content.setdefault("rigs", {})[rig.name] = entry
    json_files.write(town.rigs_file, content)


def unregister(town: Town, name: str) -> None:
    """Remove a rig from the file. A missing entry is no error."""
    content = json_files.read(town.rigs_file)
    if content.get("rigs", {}).pop(name, None) is not None:
        json_files.write(town.rigs_file, content)


def entry(town: Town, name: str) -> dict[str, Any]:
    """Return the entry of a registered rig as it is in the file, unknown keys included."""
    found: dict[str, Any] = json_files.read(town.rigs_file)["rigs"][name]
    return found


def with_former_name(entry: dict[str, Any], name: str) -> dict[str, Any]:
    """Return an entry that says which name its rig had: older backups have that name."""
    return {**entry, FORMER: [*_former(entry), name]}


def former_names(town: Town, name: str) -> list[str]:
    """Return the names that a rig had before, without those that another rig has now."""
    entries = _entries(town)
    return [former for former in _former(entries.get(name)) if former not in entries]


def _former(entry: Any) -> list[str]:
    names = entry.get(FORMER, []) if isinstance(entry, dict) else []
    return [name for name in names if type(name) is str] if isinstance(names, list) else []


def put(town: Town, name: str, entry: dict[str, Any]) -> None:
    """Write an entry that `entry` returned."""
    content = json_files.read(town.rigs_file)
    content.setdefault("rigs", {})[name] = entry
    json_files.write(town.rigs_file, content)


def _refuse_damaged(town: Town, known: Registered, name: str) -> None:
    if name in known.damaged:
        raise BadTown(known.damaged[name], hint=f"correct {town.rigs_file}")


def _rig(town: Town, name: str, entry: Any) -> Rig:
    """Return the rig of an entry. Raise BadTown where the entry cannot be used."""
    if name in ("", ".", "..") or "/" in name or "\0" in name:
        raise _unusable(town, name, "its name is no name of a directory")
    if not isinstance(entry, dict):
        raise _unusable(town, name, "it is not a JSON object")
    beads = entry.get("beads", {})
    if not isinstance(beads, dict):
        raise _unusable(town, name, "beads is not a JSON object", "beads")
    prefix = beads.get("prefix", name)
    if type(prefix) is not str or not prefix.rstrip("-"):
        raise _unusable(town, name, "beads.prefix is no text", "beads", "prefix")
    for key in ("git_url", "added_at"):
        if type(entry.get(key, "")) is not str:
            raise _unusable(town, name, f"{key} is no text", key)
    return Rig(name, bare(entry.get("git_url", "")), prefix.rstrip("-"), entry.get("added_at", ""))


def _unusable(town: Town, name: str, why: str, *keys: str) -> BadTown:
    where = json_file.place(str(town.rigs_file), "rigs", name, *keys)
    return BadTown(f'{where}: rig "{name}": {why}', hint=f"correct {town.rigs_file}")


def _known(rigs: Iterable[Rig]) -> str:
    names = ", ".join(rig.name for rig in rigs)
    return f"the rigs are: {names}" if names else "gt rig add NAME GIT-URL"
