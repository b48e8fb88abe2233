"""Change which server a workspace uses: the keys of `metadata.json` that a person may set by name.

A server that the person names is trusted (trust/servers.py). Setting another port for a host that
only the repository names does not make that host trusted.
"""

from __future__ import annotations

import os
from typing import Any

from beadwork.errors import Invalid
from beadwork.workspace.locate import Workspace
from beadwork.workspace.settings import metadata, own_settings
from beadwork.workspace.trust import servers

SOCKET = "socket"
"""The word of the one setting that is kept in the person's own directory, not in the repository."""
KEYS = {
    "host": "dolt_server_host",
    "port": "dolt_server_port",
    "user": "dolt_server_user",
    "tls": "dolt_server_tls",
    "database": "dolt_database",
}


def change(workspace: Workspace, word: str, text: str) -> dict[str, Any]:
    """Set one of KEYS, or delete it with an empty text, and return the whole content of
    metadata.json. All other keys survive.

    Raises:
        Invalid: the text does not fit the key.
        OSError: the file cannot be written.
    """
    if not os.path.exists(os.path.join(workspace.beads, metadata.NAME)):
        raise Invalid(
            f"this checkout has no {metadata.NAME} to change ({workspace.why[0]})",
            hint="git checkout main",
        )
    content = dict(workspace.metadata)
    key = KEYS[word]
    if text or word == "database":
        content[key] = _fit(word, text)
    else:
        content.pop(key, None)
    is_theirs = _is_theirs(workspace, word)
    metadata.write(workspace.beads, content)
    if text and word in ("host", "port"):  # a socket would hide them
        change_socket(workspace, "")
    if text and is_theirs:
        servers.trust(servers.named_by(content), workspace.beads)
    return content


def change_socket(workspace: Workspace, path: str) -> str:
    """Set the socket by which the person reaches the server, or delete it with an empty path.
    Return the path of the file that has the setting.

    Raises:
        Invalid: the text cannot be a path.
        OSError: the file cannot be written.
    """
    if path:
        _fit(SOCKET, path)
        path = os.path.abspath(os.path.expanduser(path))
    if path or own_settings.SOCKET in own_settings.read(workspace.beads):
        own_settings.change(workspace.beads, own_settings.SOCKET, path or None)
    return own_settings.path(workspace.beads)


def _is_theirs(workspace: Workspace, word: str) -> bool:
    """Tell whether the server is the person's choice once they have set this word."""
    if word == "host":
        return True
    if word not in ("port", "tls"):
        return False
    if not workspace.metadata.get(KEYS["host"]):
        return True
    try:
        known = servers.find(servers.named_by(workspace.metadata).name, workspace.project_id)
    except (Invalid, ValueError):
        return False
    return known is not None


def _fit(word: str, text: str) -> object:
    if word == "port":
        if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
            raise Invalid(f'port cannot be "{text}"', hint="a number from 1 to 65535")
        return int(text)
    if word == "tls":
        if text not in ("true", "false"):
            raise Invalid(f'tls cannot be "{text}"', hint="true or false")
        return text == "true"
    if not text.isprintable() or text != text.strip():
        raise Invalid(f"{word} cannot be {text!r}")
    return metadata.check_database(text, "the word given") if word == "database" else text
