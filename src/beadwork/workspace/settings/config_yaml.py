"""The settings of one machine's copy of a workspace: `.beads/config.yaml`, as existing
installations have it.

Settings that every clone shares are in the database's `config` table instead; `bd config` puts each
key where it belongs. The file is read through `file_cache`, so that a frequent command parses no
YAML.

Invariant: a repository sets neither an identity nor the durability of writes. Those keys are the
person's own (own_settings.py), and are passed over here.
"""

from __future__ import annotations

import os
from typing import Any

from beadwork import errors
from beadwork.model.hints import command
from beadwork.model.settings_table import int_setting, switch_setting
from beadwork.workspace import file_cache
from beadwork.workspace.settings import own_settings

NAME = "config.yaml"

LOCAL = ("actor", "core.pager", "list.columns")
LOCAL_PREFIXES = ("doctor.", "dolt.", "federation.", "sync.")


def is_local(key: str) -> bool:
    """Tell whether a key is of one machine, and so belongs into the file, not the database."""
    return key in LOCAL or key.startswith(LOCAL_PREFIXES)


def read(beads: str) -> dict[str, str]:
    """Return the settings with dotted keys: those of the file, and the person's own.

    Raises:
        BadWorkspace: the file is no YAML mapping.
    """
    written = {key: value for key, value in _read(beads).items() if not own_settings.is_own(key)}
    return written | own_settings.read(beads)


def passed_over(beads: str) -> dict[str, str]:
    """Return the settings of the file that have no effect, because only the person may make them;
    raises as `read`.
    """
    return {key: value for key, value in _read(beads).items() if own_settings.is_own(key)}


def place_of(beads: str, key: str) -> str:
    """Return the path of the file to which a key belongs."""
    return own_settings.path(beads) if own_settings.is_own(key) else os.path.join(beads, NAME)


def number(local: dict[str, str], key: str) -> int:
    """Return a setting that is a whole number, or its default. Milliseconds and seconds may carry
    their unit (`100ms`, `60s`).

    Raises:
        BadWorkspace: it is not a number.
    """
    default = int_setting(key)
    text = local.get(key, "").strip()
    if not text:
        return default
    number = text.removesuffix("ms").removesuffix("s").strip()
    if not (number.isascii() and number.isdigit()):
        raise errors.BadWorkspace(
            f'the setting {key} is "{text}", not a number', hint=f"bd config set {key} {default}"
        )
    return int(number)


def switch(local: dict[str, str], key: str) -> bool:
    """Return a setting that is on or off, or its default.

    Raises:
        BadWorkspace: it is neither.
    """
    text = local.get(key, "").strip().lower()
    if text in ("on", "true", "off", "false"):
        return text in ("on", "true")
    if text:
        raise errors.BadWorkspace(
            f'the setting {key} is "{text}", not on or off', hint=f"bd config set {key} on"
        )
    return switch_setting(key)


def _read(beads: str) -> dict[str, str]:
    path = os.path.join(beads, NAME)
    if not os.path.exists(path):
        return {}
    known = file_cache.recall(f"settings {path}")
    if known is None:
        known = _flat(load(path))
        file_cache.remember(f"settings {path}", [path], known)
    return known


def load(path: str) -> Any:
    """Return the parsed file, with its comments, for changing it.

    Raises:
        BadWorkspace: the file is no YAML mapping, or cannot be read.
    """
    from beadwork.files import symlinks, yaml_file

    try:
        place = os.path.join(os.path.realpath(os.path.dirname(path)), NAME)
        symlinks.refuse_led_out(place, done="read", hint=command("ls", "-l", path))
        content = yaml_file.load(path)
    except OSError as error:
        raise errors.BadWorkspace(
            f"{path} cannot be read: {error.strerror}", hint=command("ls", "-l", path)
        ) from None
    except errors.BadFile as error:
        raise errors.BadWorkspace(error.message, hint=error.hint) from None
    if content is None:
        return {}
    if not isinstance(content, dict):
        raise errors.BadWorkspace(
            f"{path} holds no mapping", hint="write lines like `actor: alice`"
        )
    return content


def change(beads: str, key: str, value: str | None) -> None:
    """Set a key, or delete it with None; comments and other keys stay.

    Raises:
        BadWorkspace: the present file is no YAML mapping.
        OSError: the file cannot be written.
    """
    if own_settings.is_own(key):
        own_settings.change(beads, key, value)
        return
    from io import StringIO

    from ruamel.yaml import YAML

    from beadwork.files.atomic import replace

    path = os.path.join(beads, NAME)
    content = load(path) if os.path.exists(path) else {}
    _place(content, key, value)
    text = StringIO()
    YAML().dump(content, text)
    os.makedirs(beads, exist_ok=True)  # a checkout of an older commit has none
    replace(path, text.getvalue() if content else "", mode=0o644)


def _place(content: Any, key: str, value: str | None) -> None:
    """Set a dotted key where it is already, dotted or nested, or else as a dotted key at the top.
    Delete it with None.
    """
    first, _, rest = key.partition(".")
    if rest and key not in content and isinstance(content.get(first), dict):
        _place(content[first], rest, value)
    elif value is None:
        content.pop(key, None)
    else:
        content[key] = value


def _flat(content: Any, prefix: str = "") -> dict[str, str]:
    from beadwork.model.urls import bare

    found: dict[str, str] = {}
    for key, value in content.items():
        if isinstance(value, dict):
            found.update(_flat(value, f"{prefix}{key}."))
        elif value is not None:
            text = str(value).lower() if isinstance(value, bool) else str(value)
            found[f"{prefix}{key}"] = bare(text)
    return found
