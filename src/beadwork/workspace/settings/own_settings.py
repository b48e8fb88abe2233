"""The settings of one workspace that only the person makes, in the person's own directory: the
actor, whether each write is committed at once, the socket of its server, its peers, the columns of
lists, and the pager.

No file of a repository may set them, so these keys have no effect in `.beads/config.yaml`.
"""

from __future__ import annotations

import json
import os
from typing import Any

from beadwork.dolt.connection.driver import digest
from beadwork.dolt.server.files.home import TownHome, user_directory
from beadwork.errors import BadFile, BadWorkspace
from beadwork.files import json_file
from beadwork.model.hints import command

SOCKET = "dolt.server-socket"
KEYS = (
    "actor",
    "dolt.auto-commit",
    SOCKET,
    "federation.organization",
    "federation.name",
    "list.columns",
    "core.pager",
)
PEERS = "federation.peers."
TIERS = "federation.tiers."
"""How the keys of a peer begin (peer_settings.py)."""
SEEN = "seen"
"""The folder of the records of `last_seen.py`. Their names are made here, as every command loads
this module and needs only the time of one record.
"""
LEASES, ALIVE = "leases", "alive"
"""The folder of the leases (actions/workers/leases.py), and the file in each that is touched. Every
command of a worker touches it, so this is here, too.
"""
ACTORS = ("BEADS_ACTOR", "BD_ACTOR", "GT_ADDRESS")
"""The variables that name the actor, the first one first."""
_IN_FILE_NAMES = frozenset(b"abcdefghijklmnopqrstuvwxyz0123456789-_")


def is_own(key: str) -> bool:
    """Tell whether only the person makes a setting."""
    return key in KEYS or key.startswith((PEERS, TIERS))


def path(beads: str) -> str:
    """Return the path of the file for a workspace, whether it exists or not."""
    place = os.path.realpath(beads)
    return os.path.join(user_directory(), "workspaces", f"{digest(place)[:24]}.json")


def sighting_path(beads: str, database: str) -> str:
    """Return the path of the record that a workspace uses a database (workspace/last_seen.py)."""
    name = f"{sighting_start(beads)}{digest(database)[:8]}.json"
    return os.path.join(user_directory(), SEEN, name)


def sighting_start(beads: str) -> str:
    """Return how the names of all records of a workspace begin."""
    return f"{digest(os.path.realpath(beads))[:24]}-"


def read(beads: str) -> dict[str, str]:
    """Return what the person has set for the workspace.

    Raises:
        BadWorkspace: the file is damaged.
    """
    name = path(beads)
    try:
        found: dict[str, Any] = json_file.read(name)["settings"]
        return {key: str(value) for key, value in found.items() if is_own(key)}
    except FileNotFoundError:
        return {}
    except BadFile as error:
        raise BadWorkspace(error.message, hint=command("ls", "-l", name)) from None
    except (KeyError, TypeError):
        raise BadWorkspace(f"{name} holds no settings", hint=command("cat", name)) from None


def change(beads: str, key: str, value: str | None) -> None:
    """Set a key, or delete it with None.

    Raises:
        BadWorkspace: the file is damaged.
        OSError: the file cannot be written.
    """
    from beadwork.files.atomic import replace

    found = read(beads)
    found.pop(key, None)
    if value is not None:
        found[key] = value
    name = path(beads)
    os.makedirs(os.path.dirname(name), mode=0o700, exist_ok=True)
    content = {"workspace": os.path.realpath(beads), "settings": found}
    replace(name, json.dumps(content, indent=2) + "\n")


def move(old_beads: str, new_beads: str) -> None:
    """Let the settings of a workspace follow its directory.

    Raises:
        OSError: the file cannot be renamed.
    """
    if os.path.exists(path(old_beads)) and not os.path.exists(path(new_beads)):
        os.replace(path(old_beads), path(new_beads))


def named_actor(chosen: str, setting: str) -> str:
    """Return the actor that a flag, the environment or the person's own setting names; empty where
    none does.
    """
    told = (os.environ.get(name) for name in ACTORS)
    return chosen or next(filter(None, told), "") or setting


def leases(root: str, database: str, project_id: str) -> str:
    """Return the directory of leases: one for all workers of the town at `root`, and one for each
    workspace outside a town.
    """
    if root:
        return os.path.join(TownHome(root).control, LEASES)
    name = f"{database}-{digest(project_id)[:8]}"
    return os.path.join(user_directory(), "server", LEASES, name)


def renew_lease(directory: str, actor: str) -> str:
    """Renew a worker's lease, if it has one. Return why that failed, else nothing: no command fails
    because of it.
    """
    path = os.path.join(directory, file_name(actor), ALIVE)
    try:
        os.utime(path)
    except FileNotFoundError:
        return ""
    except OSError as error:
        return f"{path}: {error.strerror}"
    return ""


def file_name(name: str) -> str:
    """Return a name as one part of a path, whatever is in it. Capitals are written as other
    characters are, since some file systems take them for small letters.

    >>> file_name("web/polecats/Nux")
    'web%2fpolecats%2f%4eux'
    """
    written = name.encode("utf-8", "surrogateescape")
    return "".join(chr(byte) if byte in _IN_FILE_NAMES else f"%{byte:02x}" for byte in written)
