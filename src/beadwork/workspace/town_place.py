"""Where a town was made: `daemon/place.json` has the path, device and inode of `daemon/`.

    {"directory": "/home/user/gt/daemon", "device": 2049, "inode": 131073}

So a copy of a town knows that it is one, and nothing that its files name (a server, a daemon, a
socket) is taken for its own. A town without that file goes by the record of its server.
"""

from __future__ import annotations

import json
import os
from typing import NamedTuple

from beadwork.dolt.server.files import daemon_record, password, record
from beadwork.dolt.server.files.home import TownHome
from beadwork.errors import AccessDenied, BadFile, BadTown, NoTown
from beadwork.files import json_file
from beadwork.model.hints import command
from beadwork.workspace.trust import places

NAME = os.path.join("daemon", "place.json")
MARK = os.path.join("mayor", "town.json")


class Origin(NamedTuple):
    """The town's root where it was made, if that is another place than here."""

    root: str
    is_copied: bool
    """Whether a town is still there; else this one was moved, or restored, from there."""
    runs: bool
    """Whether that town's daemon or server runs."""


def origin(root: str) -> Origin | None:
    """Return where a town came from; None where it is at its place, or where nobody knows."""
    place = _written(root)
    if place is None:
        return None
    directory, device, inode = place
    here = os.path.join(root, "daemon")
    if directory == here or record.is_here(here, directory, device, inode):
        return None
    before = os.path.dirname(directory)
    home = TownHome(before)
    is_copied = os.path.exists(os.path.join(before, MARK))
    return Origin(before, is_copied, is_copied and _runs(home))


def write(root: str) -> None:
    """Record that the town's place is here."""
    from beadwork.files.atomic import replace

    content = json.dumps(record.place_of(os.path.join(root, "daemon")))
    replace(os.path.join(root, NAME), content + "\n")


def settle(root: str) -> None:
    """Record the place of a town that is no copy, unless that is recorded already."""
    found = origin(root)
    is_recorded = _place_file(root) == tuple(record.place_of(os.path.join(root, "daemon")).values())
    if not is_recorded and not (found and found.is_copied):
        write(root)


def refuse_copy(root: str) -> None:
    """Refuse a town that was copied and has no identity of its own.

    Raises:
        BadTown: its text names the town that it was copied from.
    """
    found = origin(root)
    if found is not None and found.is_copied:
        raise BadTown(describe(root, found), hint=command("gt", "install", root))


def refuse_foreign(root: str) -> None:
    """Refuse a directory that is no town of this machine, if it is one that was copied or moved.

    Raises:
        NoTown: nothing in it is read.
    """
    found = origin(root)
    if found is None:
        return
    mend = (
        command("gt", "install", root)
        if is_proven_copy(root)
        else f"{command('bd', 'trust', '--town', root)}   (if it is yours)"
    )
    raise NoTown(describe(root, found), hint=mend)


def is_proven_copy(root: str) -> bool:
    """Tell whether a directory was copied from a town of this person: both have one password, which
    nobody else can read.
    """
    found = origin(root)
    if found is None or not found.is_copied or not places.is_town(found.root):
        return False
    try:
        theirs, ours = (password.read(TownHome(where)) for where in (found.root, root))
    except AccessDenied:
        return False
    return bool(ours) and theirs == ours


def describe(root: str, found: Origin) -> str:
    """Return where a town came from, as a sentence."""
    if not found.is_copied:
        return f"the town {root} was moved here from {found.root}, and not taken up since"
    state = "which runs" if found.runs else "which is still there"
    return f"the town {root} was copied from {found.root}, {state}; it has no identity of its own"


def _runs(home: TownHome) -> bool:
    if daemon_record.find(home) is not None:
        return True
    from beadwork.dolt.server.machine import process

    known = record.read(home)
    return known is not None and process.find(home, known) is not None


def _written(root: str) -> tuple[str, int, int] | None:
    """Return the path, device and inode that the town's files name."""
    found = _place_file(root)
    if found is not None:
        return found
    home = TownHome(root)
    known = record.written(home)
    if known is None or record.is_of(home, known):
        return None
    # An older version wrote no directory; the data is in `.dolt-data`, or in `hq` below it.
    before = known.data_dir.partition(f"{os.sep}.dolt-data")[0]
    return known.directory or os.path.join(before, "daemon"), known.device, known.inode


def _place_file(root: str) -> tuple[str, int, int] | None:
    try:
        facts = json_file.read(os.path.join(root, NAME))
        found = facts["directory"], facts["device"], facts["inode"]
    except (OSError, BadFile, KeyError, TypeError):
        return None
    return found if [type(value) for value in found] == [str, int, int] else None
