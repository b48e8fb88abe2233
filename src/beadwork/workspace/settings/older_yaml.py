"""The settings of an older tracker in `.beads/config.yaml` that are now settings of the database:
the prefix, and statuses and types of its own.
"""

from __future__ import annotations

import os
from typing import Any

from beadwork.workspace.settings import config_yaml

PREFIX = "issue_prefix"
NAMES = {
    PREFIX: ("issue-prefix", PREFIX),
    "status.custom": ("status.custom",),
    "types.custom": ("types.custom",),
}
"""The names that each setting has in the file, dotted or nested."""


def read(beads: str) -> dict[str, str]:
    """Return those of the settings that the file has; a list as words with commas between.

    Raises:
        BadWorkspace: the file is no YAML mapping, or cannot be read.
    """
    path = os.path.join(beads, config_yaml.NAME)
    content = config_yaml.load(path) if os.path.exists(path) else {}
    found = {
        key: _text(_value(content, name))
        for key, names in NAMES.items()
        for name in names
        if _value(content, name) not in (None, "", [])
    }
    return {key: text for key, text in found.items() if text}


def _value(content: Any, name: str) -> Any:
    """Return what stands under a dotted name, as one key or as keys within keys; None where nothing
    does.
    """
    if not isinstance(content, dict):
        return None
    if name in content:
        return content[name]
    first, _, rest = name.partition(".")
    return _value(content.get(first), rest) if rest else None


def _text(value: Any) -> str:
    if isinstance(value, dict):
        return ""
    return ",".join(map(str, value)) if isinstance(value, list) else str(value).strip()
