"""The settings of this machine's copy of a workspace, for `bd config`. No server is needed to read
or to change them.
"""

from __future__ import annotations

from beadwork import errors
from beadwork.console.console import Console
from beadwork.model.settings_table import settings, words_setting
from beadwork.workspace import locate
from beadwork.workspace.settings import config_yaml

_TABLE = [setting for setting in settings() if setting.place in ("machine", "person")]
NUMBERS = [setting.key for setting in _TABLE if setting.kind == "whole number"]
"""Keys that have to be whole numbers."""

CHOICES = {"sync.mode": words_setting("sync.mode")}
"""Keys that are one of some words."""

SWITCHES = [setting.key for setting in _TABLE if setting.kind == "switch"]
"""Keys that are on or off."""


def read(console: Console) -> dict[str, str]:
    """Return the settings of this machine's copy: of its file, and the person's own.

    Raises:
        NoWorkspace, BadWorkspace: there is no usable workspace, or the file is no YAML mapping.
    """
    found = config_yaml.read(locate.find(console.directory).beads)
    return {key: value for key, value in sorted(found.items()) if config_yaml.is_local(key)}


def get(console: Console, key: str) -> str:
    """Return the value of a key of this machine's copy.

    Raises:
        NotFound: the key is not set.
        NoWorkspace, BadWorkspace: as `read`.
    """
    value = read(console).get(key)
    if value is None:
        from beadwork.actions import configure

        raise configure.not_set(key)
    return value


def change(console: Console, key: str, value: str | None) -> None:
    """Set a key, or unset it with None.

    Raises:
        ReadOnly: `--readonly` is given.
        Invalid: the value is not valid for the key.
    """
    if console.readonly:
        raise errors.ReadOnly("nothing is written in --readonly mode")
    if value is not None:
        check(key, value)
    config_yaml.change(locate.find(console.directory).beads, key, value)


def check(key: str, value: str) -> None:
    """Check the value of a key of this machine's copy.

    Raises:
        Invalid: the value is not valid for the key.
    """
    try:
        if key in NUMBERS:
            config_yaml.number({key: value}, key)
        if key in CHOICES and value not in CHOICES[key]:
            raise errors.Invalid(
                f'{key} cannot be "{value}"', hint=f"one of {', '.join(CHOICES[key])}"
            )
        if key == "list.columns":
            from beadwork.model.issues import list_columns

            list_columns.chosen(value)
        if key in SWITCHES:
            config_yaml.switch({key: value or "nothing"}, key)
    except errors.BadWorkspace as error:
        raise errors.Invalid(error.message, hint=error.hint) from None
