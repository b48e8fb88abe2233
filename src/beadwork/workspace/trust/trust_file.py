"""`trust.json` in the person's own directory, outside every repository: lists of what they trust.

    {"servers": […], "redirects": […], "towns": […]}

Invariant: the file counts only where it belongs to the person and nobody else can write it. It is
read only where a repository names a server or leads elsewhere, and in a town.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from typing import Any

from beadwork.dolt.server.files import private_files
from beadwork.dolt.server.files.home import user_directory
from beadwork.errors import BadWorkspace
from beadwork.files import json_file
from beadwork.model.hints import command

NAME = "trust.json"
LISTS = ("servers", "redirects", "towns")

Entry = dict[str, Any]
Lists = dict[str, list[Entry]]


def path() -> str:
    """Return the path of the file, whether it exists or not."""
    return os.path.join(user_directory(), NAME)


def read() -> Lists:
    """Return the three lists, empty where there is no file.

    Raises:
        BadWorkspace: the file is damaged.
        AccessDenied: somebody else could have written it.
    """
    try:
        content = json_file.parse(private_files.read_secret(path()).encode())
    except FileNotFoundError:
        return {name: [] for name in LISTS}
    except OSError as error:
        raise _unusable(f"cannot be read: {error.strerror}") from None
    except ValueError as error:
        raise _unusable(f"is damaged: {error}") from None
    if not isinstance(content, dict):
        raise _unusable("holds no JSON object")
    found = {name: content.get(name, []) for name in LISTS}
    for name, entries in found.items():
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            raise _unusable(f'holds no list of objects under "{name}"')
    return found


def change(edit: Callable[[Lists], None]) -> None:
    """Let `edit` change the lists, and write them to the file. A lock lets one process at a time
    do so.

    Raises:
        BadWorkspace, AccessDenied: as `read`.
        OSError: the file cannot be written.
    """
    from beadwork.files import directory_lock
    from beadwork.files.atomic import replace

    directory = user_directory()
    os.makedirs(directory, mode=0o700, exist_ok=True)
    with directory_lock.held(directory):
        lists = read()
        edit(lists)
        replace(path(), json.dumps(lists, indent=2) + "\n")


def forget(what: str) -> int:
    """Delete every entry of a server, of a redirect's target or of a town, and return how many
    there were; raises as `change`.
    """
    places = {what, os.path.realpath(what)}
    taken = 0

    def edit(lists: Lists) -> None:
        nonlocal taken
        for entries in lists.values():
            kept = [entry for entry in entries if places.isdisjoint(_names(entry))]
            taken += len(entries) - len(kept)
            entries[:] = kept

    change(edit)
    return taken


def _names(entry: Entry) -> set[str]:
    return {str(entry[key]) for key in ("server", "to", "path") if key in entry}


def _unusable(why: str) -> BadWorkspace:
    return BadWorkspace(f"{path()} {why}", hint=command("ls", "-l", path()))
