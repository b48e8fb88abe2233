"""`.beads/metadata.json`: the one small static file that ties a directory to a database. Its
unknown keys survive.
"""

from __future__ import annotations

import json
import os
from typing import Any

from beadwork import errors
from beadwork.files import json_file
from beadwork.model.hints import command

NAME = "metadata.json"
TEXTS = ("database", "backend", "dolt_mode", "dolt_database", "project_id")
"""Keys whose values are texts."""

_LEGAL = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")


def read(beads: str) -> dict[str, Any]:
    """Return the content of the file.

    Raises:
        BadWorkspace: the file is no JSON object, names no database, or is of a tracker that is not
            stored on a Dolt server.
    """
    path = os.path.join(beads, NAME)
    try:
        content = json_file.read(path)
    except FileNotFoundError as error:
        raise errors.BadWorkspace(
            f"{path} cannot be read: {error.strerror}", hint=command("ls", "-l", path)
        ) from None
    except errors.BadFile as error:
        raise errors.BadWorkspace(
            error.message, hint=command("git", "log", "-p", "--", path)
        ) from None
    return checked(content, path)


def checked(content: Any, path: str) -> dict[str, Any]:
    """Return the content of a metadata.json, of whatever origin; raises as `read`."""
    if not isinstance(content, dict):
        raise errors.BadWorkspace(
            f"{path} holds no JSON object", hint=command("git", "log", "-p", "--", path)
        )
    for key in TEXTS:
        if not isinstance(content.get(key, ""), str):
            raise errors.BadWorkspace(
                f"{json_file.place(path, key)}: {key} is not a text: {content[key]!r}",
                hint=command("git", "log", "-p", "--", path),
            )
    stored = _elsewhere(content)
    if stored:
        raise errors.BadWorkspace(
            f"{path} is of a tracker stored in {stored}, not on a Dolt server",
            hint="bd migrate dolt --dry-run",
        )
    check_database(content.get("dolt_database", ""), path)
    return content


def _elsewhere(content: dict[str, Any]) -> str:
    """Return where an older tracker keeps its issues; empty where that is a Dolt server."""
    backend: str = content.get("backend", "dolt")
    if backend != "dolt":
        return backend
    if content.get("dolt_mode", "server") != "server":
        return f"Dolt in {content['dolt_mode']} mode"
    database: str = content.get("database", "dolt")
    return f"SQLite ({database})" if database.endswith(".db") else ""


def write(beads: str, content: dict[str, Any]) -> None:
    """Replace the file in one step.

    Raises:
        OSError: the directory cannot be written.
    """
    from beadwork.files.atomic import replace

    replace(os.path.join(beads, NAME), json.dumps(content, indent=2) + "\n", mode=0o644)


def check_database(name: str, where: str) -> str:
    """Return `name` if it can name a database: 1 to 64 letters, digits, `_` and `-`.

    Raises:
        BadWorkspace: `name` cannot; the message says that `where` has it.
    """
    if not 1 <= len(name) <= 64 or not set(name) <= _LEGAL:
        raise errors.BadWorkspace(
            f'{where} names no usable database: "{name}"', hint="letters, digits, _ and -"
        )
    return name
