"""Settings in the files of a repository that have no effect, because a repository may not make
them; and the command with which the person makes each. The command does not repeat a stranger's
value, so that nobody copies it.
"""

from __future__ import annotations

import os
from typing import Any, NamedTuple

from beadwork.workspace.settings import config_yaml, metadata

WAYS = {
    "dolt_server_socket": "bd dolt set socket PATH",
    "dolt_server_password_file": "bd trust HOST:PORT --password-file FILE",
    "dolt_server_ca": "bd trust HOST:PORT --ca FILE",
}
"""Keys of metadata.json, and the command that the person types instead."""
SECRETS = ("password", "dolt_password", "dolt_server_password")
"""Keys of metadata.json that hold a password itself, which is not repeated anywhere."""


class PassedOver(NamedTuple):
    """One setting: its file, and the command that the person types to make the setting."""

    key: str
    value: str
    file: str
    mend: str


def of(beads: str, content: dict[str, Any]) -> list[PassedOver]:
    """Return the settings in files of a `.beads` that have no effect. `content` is that of its
    metadata.json.

    Raises:
        BadWorkspace: config.yaml cannot be read.
    """
    file = os.path.join(beads, metadata.NAME)
    found = [
        PassedOver(key, str(content[key]), file, mend)
        for key, mend in WAYS.items()
        if content.get(key)
    ]
    found += [
        PassedOver(key, "(not shown)", file, "bd trust HOST:PORT --password-file FILE")
        for key in SECRETS
        if content.get(key)
    ]
    return found + [
        PassedOver(
            key,
            value,
            os.path.join(beads, config_yaml.NAME),
            f"bd config set {key} VALUE",
        )
        for key, value in config_yaml.passed_over(beads).items()
    ]
