"""Change which server a workspace uses: the keys of `metadata.json` that a person may set by
name.
"""

from __future__ import annotations

from typing import Any

from beadwork.errors import Invalid
from beadwork.workspace.locate import Workspace
from beadwork.workspace.settings import metadata

KEYS = {
    "host": "dolt_server_host",
    "port": "dolt_server_port",
    "socket": "dolt_server_socket",
    "user": "dolt_server_user",
    "tls": "dolt_server_tls",
    "database": "dolt_database",
}


def change(workspace: Workspace, word: str, text: str) -> dict[str, Any]:
    """Set one of KEYS, or take it away with an empty text, and return the whole content; all other
    keys survive.

    Raises:
        Invalid: the text does not fit the key.
        OSError: the file cannot be written.
    """
    content = dict(workspace.metadata)
    key = KEYS[word]
    if text or word == "database":
        content[key] = _fit(word, text)
    else:
        content.pop(key, None)
    metadata.write(workspace.beads, content)
    return content


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
