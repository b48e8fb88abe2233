"""Directories that the person trusts: the targets of redirects, and towns.

{"from": "/home/user/api/.beads", "to": "/home/user/plans/.beads"}
{"path": "/home/user/gt", "device": 2049, "inode": 131073}
"""

from __future__ import annotations

import os

from beadwork.workspace.trust import trust_file
from beadwork.workspace.trust.trust_file import Entry, Lists

_KNOWN_TOWNS: set[tuple[object, ...]] = set()
"""Towns that this process has found in the list already: each command asks several times. A
directory that has taken a town's place has another inode, and is looked up again.
"""


def is_redirect(source: str, target: str) -> bool:
    """Tell whether a redirect from one `.beads` to another is trusted.

    Raises:
        BadWorkspace: the list cannot be read.
    """
    return _redirect(source, target) in trust_file.read()["redirects"]


def trust_redirect(source: str, target: str) -> None:
    """Trust a redirect from one `.beads` to another; raises as `trust_file.change`."""
    _add("redirects", _redirect(source, target))


def is_town(root: str) -> bool:
    """Tell whether a directory is in the list of towns, with the same path, device and inode.

    Raises:
        BadWorkspace: the list cannot be read.
        BadTown: the town belongs to another user.
    """
    facts = os.stat(root)
    if facts.st_uid != os.geteuid() and os.path.isdir(os.path.join(root, "daemon")):
        from beadwork.workspace.trust import owner

        raise owner.of_other(root, facts.st_uid)
    town = _entry(root, facts)
    key = (trust_file.path(), *town.values())
    if key not in _KNOWN_TOWNS and town in trust_file.read()["towns"]:
        _KNOWN_TOWNS.add(key)
    return key in _KNOWN_TOWNS


def trust_town_now(root: str) -> None:
    """Trust a town for this process alone: a command that mends a proven copy."""
    _KNOWN_TOWNS.add((trust_file.path(), *_town(root).values()))


def trust_town(root: str) -> None:
    """Record a town.

    Raises:
        BadTown: it belongs to another user.
        BadWorkspace, OSError: as `trust_file.change`.
    """
    from beadwork.workspace.trust import owner

    owner.refuse_other(root)
    _add("towns", _town(root))


def _redirect(source: str, target: str) -> Entry:
    directory, name = os.path.split(source)  # `.beads` itself may be the link
    return {
        "from": os.path.join(os.path.realpath(directory), name),
        "to": os.path.realpath(target),
    }


def _town(root: str) -> Entry:
    return _entry(root, os.stat(root))


def _entry(root: str, facts: os.stat_result) -> Entry:
    return {"path": os.path.realpath(root), "device": facts.st_dev, "inode": facts.st_ino}


def _add(name: str, entry: Entry) -> None:
    def edit(lists: Lists) -> None:
        if entry not in lists[name]:
            lists[name].append(entry)

    trust_file.change(edit)
